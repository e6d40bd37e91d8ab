"""Kept mails are read, and their pages made harmless."""

import base64
import hashlib
from email.message import EmailMessage
from pathlib import Path

import pytest

from config.local import mailbox
from config.local.mailbox import Mail, NoSuchMail, list_mails, read_mail
from tests.config.mails import make_mail

NAME = f"{1_790_000_000_000_000_000:020d}-abcdef.eml"


@pytest.fixture
def mail(tmp_path: Path) -> Mail:
    (tmp_path / NAME).write_bytes(make_mail().as_bytes())
    return read_mail(tmp_path, NAME)


@pytest.mark.parametrize("forbidden", ["script", "alert", "onload", "onclick", "tracker.example", "style="])
def test_a_page_shows_nothing_that_runs_or_is_fetched(mail: Mail, forbidden: str) -> None:
    page = mail.page()

    assert forbidden not in page.body


def test_a_page_keeps_its_words_and_its_look(mail: Mail) -> None:
    page = mail.page()

    assert "Two flags wait" in page.body
    assert "color: rgb(200, 0, 0)" in page.body
    assert "color: #123456" in page.body


def test_a_page_shows_the_pictures_that_came_with_it(mail: Mail) -> None:
    page = mail.page()

    assert 'src="data:image/png;base64,' in page.body


def test_the_style_sheets_hash_is_the_one_a_browser_computes(mail: Mail) -> None:
    page = mail.page()

    sheet = page.body.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
    assert page.style_hash == f"'sha256-{digest}'"


@pytest.mark.parametrize(
    "source",
    [
        '<p style="color: red</style><b>out</b>">x</p>',
        "<style>p { content: '&lt;/style>'; }</style><p>x</p>",
        "<p style='color: red&lt;/STYLE&gt;&lt;script&gt;'>x</p>",
    ],
)
def test_a_style_cannot_end_its_sheet(tmp_path: Path, source: str) -> None:
    evil = EmailMessage()
    evil.set_content(source, subtype="html")
    (tmp_path / NAME).write_bytes(evil.as_bytes())

    page = read_mail(tmp_path, NAME).page()

    assert page.body.lower().count("</style") == 1


def test_an_attachment_has_its_name_and_its_bytes(mail: Mail) -> None:
    (attached,) = mail.attachments

    assert (attached.name, attached.kind) == ("flags of été.csv", "text/csv")
    assert mail.content(0).replace(b"\r", b"") == b"a;b\n1;2\n"


def test_an_attachment_that_is_not_there_is_refused(mail: Mail) -> None:
    with pytest.raises(NoSuchMail, match="has no attachment 7"):
        mail.content(7)


def test_a_mail_of_text_alone_has_no_page(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"Subject: bare\r\n\r\nonly words\r\n")

    mail = read_mail(tmp_path, NAME)

    assert not mail.has_page
    assert mail.text.strip() == "only words"


@pytest.mark.parametrize("name", ["../sign-ins", "sign-ins", "1.eml", f"{NAME}/../x", NAME.replace(".eml", ".txt")])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "sign-ins").write_text("secret")

    with pytest.raises(NoSuchMail):
        read_mail(tmp_path, name)


def test_an_unfinished_mail_is_not_listed(tmp_path: Path) -> None:
    (tmp_path / f".{NAME}").write_bytes(b"Subject: half")

    assert list_mails(tmp_path) == []


def test_a_folder_that_is_not_there_holds_no_mail(tmp_path: Path) -> None:
    assert list_mails(tmp_path / "nowhere") == []


def test_only_the_newest_mails_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"{number:020d}-00000{number}.eml" for number in range(1, 6)]
    for name in names:
        (tmp_path / name).write_bytes(b"Subject: one\r\n\r\nwords")
    read: list[str] = []
    monkeypatch.setattr(mailbox, "read_mail", lambda folder, name: read.append(name) or read_mail(folder, name))

    mails = list_mails(tmp_path, most=2)

    assert [mail.name for mail in mails] == read == names[:2:-1]


def test_a_mail_that_is_removed_meanwhile_is_left_out(tmp_path: Path) -> None:
    (tmp_path / NAME).symlink_to(tmp_path / "gone")

    assert list_mails(tmp_path) == []
    with pytest.raises(NoSuchMail):
        read_mail(tmp_path, NAME)
