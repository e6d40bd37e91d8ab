"""The upload page, and the pages that only show."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from articles.models import Article, Desk, Upload, Wire
from tests.articles.intake.reading import SAMPLES, read_all, sample

ADDRESS = "admin:articles_upload_add"
TEXT = "Neuf blessés à Port-Alban\n\nUne passerelle s'est effondrée."


@pytest.fixture
def signed_in(client: Client, filer: User, desk: Desk) -> Client:
    """Return a browser in which somebody who may file copy has signed in."""
    filer.is_staff = True
    filer.save()
    codenames = ["add_upload", "view_upload", "view_article", "view_articleversion"]
    filer.user_permissions.set(Permission.objects.filter(codename__in=codenames, content_type__app_label="articles"))
    client.force_login(filer)
    return client


def post(client: Client, wire: Wire, desk: Desk, **given: Any) -> Any:
    heads = {"language": "fr", "kind": "translated", "wire": wire.pk, "desk": desk.pk}
    return client.post(reverse(ADDRESS), {**heads, **given}, follow=True)


def file_of(content: bytes, name: str = "depeche.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_the_form_guesses_desk_and_wire_and_no_language(signed_in: Client, wire: Wire, desk: Desk) -> None:
    page = signed_in.get(reverse(ADDRESS))

    assert page.context["form"].initial == {"desk": desk, "wire": wire}


def test_a_file_is_filed(signed_in: Client, wire: Wire, desk: Desk, filer: User) -> None:
    page = post(signed_in, wire, desk, file=file_of(TEXT.encode()))

    article = Article.objects.get()
    assert page.redirect_chain[-1][0] == reverse("admin:articles_article_change", args=[article.pk])
    assert "Filed as" in page.content.decode()
    assert (article.kind, article.filed_by, article.headline) == ("translated", filer, "Neuf blessés à Port-Alban")


def test_an_article_shows_no_field_that_says_nothing(signed_in: Client, wire: Wire, desk: Desk) -> None:
    html = post(signed_in, wire, desk, file=file_of(TEXT.encode())).content.decode()

    assert "field-urgency" in html
    assert "field-embargo_note" not in html
    assert "{}" not in html


def test_pasted_text_is_filed(signed_in: Client, wire: Wire, desk: Desk) -> None:
    post(signed_in, wire, desk, text=TEXT)

    assert Upload.objects.get().filename == "pasted.txt"
    assert Article.objects.get().latest_version.text == TEXT.replace("\n\n", "\n")


def test_the_same_bytes_twice_are_told(signed_in: Client, wire: Wire, desk: Desk) -> None:
    post(signed_in, wire, desk, file=file_of(TEXT.encode()))

    page = post(signed_in, wire, desk, file=file_of(TEXT.encode()))

    assert "The same bytes were filed" in page.content.decode()
    assert Article.objects.count() == 1


def test_a_language_that_the_page_put_in_turns_no_correction_back(signed_in: Client, wire: Wire, desk: Desk) -> None:
    post(signed_in, wire, desk, file=file_of(TEXT.encode()), language="fr")

    page = post(signed_in, wire, desk, file=file_of(TEXT.encode()), language="da", offered="da")

    assert Article.objects.get().language == "fr"
    assert "The same bytes were filed" in page.content.decode()
    assert "It is still read in fr" in page.content.decode()


def test_a_language_that_a_person_wrote_over_what_the_page_put_in_counts(
    signed_in: Client, wire: Wire, desk: Desk
) -> None:
    post(signed_in, wire, desk, file=file_of(TEXT.encode()), language="fr")

    post(signed_in, wire, desk, file=file_of(TEXT.encode()), language="da", offered="fr")

    assert Article.objects.get().language == "da"


def test_a_script_learns_that_a_language_stays(signed_in: Client, wire: Wire, desk: Desk) -> None:
    post(signed_in, wire, desk, file=file_of(TEXT.encode()), language="fr")
    heads = {"language": "da", "offered": "da", "kind": "syndicated", "wire": wire.pk, "desk": desk.pk}

    answer = signed_in.post(
        reverse(ADDRESS), {**heads, "file": file_of(TEXT.encode())}, headers={"X-Part": "file"}
    ).json()

    assert answer["state"] == "duplicate"
    assert "It is still read in fr" in answer["message"]


def test_an_original_is_filed_with_its_translation(signed_in: Client, wire: Wire, desk: Desk) -> None:
    original = file_of("أصيب تسعة أشخاص.".encode(), "asli.txt")

    post(signed_in, wire, desk, file=file_of(TEXT.encode()), original_file=original, original_language="ar")

    assert Article.objects.get(kind="translated").original.language == "ar"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"file": (b"", "vide.txt")}, "vide.txt is empty; choose the file that holds the article"),
        ({"file": (b"\x00\x01", "a.txt")}, "a.txt is no text file"),
        ({"file": (b"x" * (2 * 1024 * 1024 + 1), "a.txt")}, "a.txt is over 2 MiB"),
        ({"text": "Words.", "language": "klingon"}, "“klingon” is no language"),
    ],
)
def test_a_refused_upload_says_why_and_is_kept(
    signed_in: Client, wire: Wire, desk: Desk, given: dict[str, Any], sentence: str
) -> None:
    if "file" in given:
        given = {**given, "file": file_of(*given["file"])}

    page = post(signed_in, wire, desk, **given)

    assert sentence in page.content.decode()
    assert Upload.objects.get().reason.startswith(sentence)
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Choose a file, or paste the text."),
        ({"text": " ", "file": None}, "Choose a file, or paste the text."),
        ({"text": "Words.", "file": b"Words."}, "Give either a file or a text."),
        ({"text": "Words.", "original_file": b"Mots."}, "Give the original&#x27;s language."),
    ],
)
def test_a_form_that_leaves_things_open_files_nothing(
    signed_in: Client, wire: Wire, desk: Desk, given: dict[str, Any], sentence: str
) -> None:
    given = {name: file_of(value) if isinstance(value, bytes) else value for name, value in given.items() if value}

    page = post(signed_in, wire, desk, **given)

    assert sentence in page.content.decode()
    assert not Upload.objects.exists()


def test_who_may_not_file_is_refused(signed_in: Client, filer: User) -> None:
    filer.user_permissions.clear()

    page = signed_in.get(reverse(ADDRESS))

    assert page.status_code == 403


def test_pages_show_and_never_change(signed_in: Client, wire: Wire, desk: Desk) -> None:
    post(signed_in, wire, desk, text=TEXT)
    article, upload = Article.objects.get(), Upload.objects.get()
    rows = {"article": article, "upload": upload, "articleversion": article.latest_version}

    for name, row in rows.items():
        shown = signed_in.get(reverse(f"admin:articles_{name}_change", args=[row.pk]))
        listed = signed_in.get(reverse(f"admin:articles_{name}_changelist"))
        changed = signed_in.post(reverse(f"admin:articles_{name}_change", args=[row.pk]), {})
        deleted = signed_in.post(reverse(f"admin:articles_{name}_delete", args=[row.pk]), {"post": "yes"})

        assert (shown.status_code, listed.status_code) == (200, 200)
        assert (changed.status_code, deleted.status_code) == (403, 403)


def test_a_versions_page_shows_its_text_in_its_own_direction(signed_in: Client, wire: Wire, desk: Desk) -> None:
    post(signed_in, wire, desk, text="أصيب تسعة أشخاص.", language="ar")
    version = Article.objects.get().latest_version

    page = signed_in.get(reverse("admin:articles_articleversion_change", args=[version.pk]))

    assert '<div class="copy-text" lang="ar" dir="auto">أصيب تسعة أشخاص.</div>' in page.content.decode()


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.iterdir()))
def test_every_format_is_filed(signed_in: Client, wire: Wire, desk: Desk, name: str) -> None:
    page = post(signed_in, wire, desk, file=file_of(sample(name), name), language="")

    assert page.status_code == 200
    assert Upload.objects.get().state == "filed"
    assert Article.objects.count() == len(read_all(name))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.xml", b"<!DOCTYPE nitf [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><nitf>&x;</nitf>", "declares entities"),
        ("a.json", b"[" * 100_000, "nested too deep"),
        ("a.docx", b"PK\x03\x04", "no Word document"),
        ("a.html", b"<html>" + b"<div>" * 600, "nested more than"),
        ("a.pdf", b"%PDF-1.7", "is a PDF"),
        ("a.json", b'{"uri": "x", "type": "event", "title": "t"}', "holds no article but this: event"),
        ("a.xml", b"<?xml version='1.0'?><invoice/>", "XML of a kind not read here"),
    ],
)
def test_a_file_made_wrong_is_refused_with_its_reason(
    signed_in: Client, wire: Wire, desk: Desk, name: str, content: bytes, sentence: str
) -> None:
    page = post(signed_in, wire, desk, file=file_of(content, name))

    assert sentence in page.content.decode()
    assert sentence in Upload.objects.get().reason
    assert not Article.objects.exists()


def test_what_is_held_killed_or_late_is_told(signed_in: Client, wire: Wire, desk: Desk) -> None:
    item = b'{"uri": "urn:1", "version": "%d", "body_text": "%s", "pubstatus": "%s"}'

    pages = [
        post(signed_in, wire, desk, file=file_of(item % given, "a.json")).content.decode()
        for given in (
            (2, b"Deux.", b"withheld"),
            (2, b"Deux.", b"usable"),
            (2, b"Deux. ", b"usable"),
            (1, b"Un.", b"usable"),
            (3, b"Trois.", b"canceled"),
        )
    ]

    assert "Held: withheld by the wire" in pages[0]
    assert "up to date" in pages[1]
    assert "which was filed before" in pages[2]
    assert "which has a newer version" in pages[3]
    assert "is killed." in pages[4]


def test_a_script_learns_the_outcome_and_what_to_look_at(signed_in: Client, wire: Wire, desk: Desk) -> None:
    heads = {"language": "", "kind": "syndicated", "wire": wire.pk, "desk": desk.pk}
    item = b'{"uri": "urn:1", "body_text": "Un.", "embargoed": "", "urgency": 77}'

    answer = signed_in.post(reverse(ADDRESS), {**heads, "file": file_of(item, "a.json")}, headers={"X-Part": "file"})

    assert answer.json()["state"] == "filed"
    assert "is no number from 1 to 9" in answer.json()["message"]
    assert "held: the embargo is there and empty" in answer.json()["message"]
