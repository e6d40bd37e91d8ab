"""The pages on which administrators read the local mails."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from config.local.places import Places
from tests.config.mails import make_mail

NAME = f"{1_790_000_000_000_000_000:020d}-abcdef.eml"
PASSWORD = "correct horse battery"


@pytest.fixture
def kept(tmp_path: Path, settings: Settings) -> str:
    settings.PLACES = Places(tmp_path)
    settings.PLACES.mail.mkdir()
    (settings.PLACES.mail / NAME).write_bytes(make_mail().as_bytes())
    return NAME


@pytest.fixture
def administrator(db: None) -> User:
    return User.objects.create_superuser("ines", "ines@localhost", PASSWORD)


@pytest.fixture
def signed_in(client: Client, administrator: User) -> Client:
    client.force_login(administrator)
    return client


def test_the_list_names_each_mail(signed_in: Client, kept: str) -> None:
    answer = signed_in.get(reverse("mail-list"))

    assert "Digest of the day" in answer.text
    assert reverse("mail", args=[kept]) in answer.text


def test_a_mail_is_shown_with_its_text_its_frame_and_its_files(signed_in: Client, kept: str) -> None:
    answer = signed_in.get(reverse("mail", args=[kept]))

    assert "Two flags wait since Monday." in answer.text
    assert f'src="{reverse("mail-page", args=[kept])}"' in answer.text
    assert "flags of été.csv" in answer.text


def test_a_mails_page_may_run_and_fetch_nothing(signed_in: Client, kept: str) -> None:
    answer = signed_in.get(reverse("mail-page", args=[kept]))

    policy = answer["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'; img-src data:; style-src 'sha256-")
    assert "unsafe" not in policy
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


def test_a_file_is_saved_and_never_opened(signed_in: Client, kept: str) -> None:
    answer = signed_in.get(reverse("mail-attachment", args=[kept, 0]))

    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer.content.replace(b"\r", b"") == b"a;b\n1;2\n"


@pytest.mark.parametrize("name", ["nothing.eml", f"{0:020d}-000000.eml"])
def test_a_mail_that_is_not_there_is_not_found(signed_in: Client, kept: str, name: str) -> None:
    answers = [signed_in.get(reverse(page, args=[name])) for page in ("mail", "mail-page")]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_a_file_that_is_not_there_is_not_found(signed_in: Client, kept: str) -> None:
    answer = signed_in.get(reverse("mail-attachment", args=[kept, 9]))

    assert answer.status_code == 404


def test_an_editor_may_not_read_others_mails(client: Client, kept: str, db: None) -> None:
    client.force_login(User.objects.create_user("ed", password=PASSWORD, is_staff=True))

    answers = [client.get(reverse("mail-list")), client.get(reverse("mail", args=[kept]))]

    assert [answer.status_code for answer in answers] == [403, 403]


def test_a_stranger_is_asked_to_sign_in(client: Client, db: None) -> None:
    answer = client.get(reverse("mail-list"))

    assert answer.status_code == 302
    assert "/login/" in answer["Location"]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_browser_shows_the_mail_as_its_reader_sees_it(
    live_server: LiveServer, page: Page, administrator: User, kept: str
) -> None:
    page.goto(live_server.url + reverse("mail-list"))
    page.get_by_label("Username").fill(administrator.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")

    page.get_by_role("link", name="Digest of the day").click()
    heading = page.frame_locator("iframe").get_by_role("heading", name="Two flags wait")
    heading.wait_for()

    assert heading.evaluate("element => getComputedStyle(element).color") == "rgb(200, 0, 0)"
    assert page.frame_locator("iframe").get_by_alt_text("chart").evaluate("image => image.naturalWidth") == 1
