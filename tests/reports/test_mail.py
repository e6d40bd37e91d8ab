"""The mail itself: both parts, the headers, what mail clients can show."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser

import pytest

from moderation.reports.digest import (
    Attachment,
    Digest,
    Excerpt,
    Figure,
    Item,
    Link,
    Point,
    Section,
    Table,
)
from moderation.reports.mail import Letter, compose, name_message, write_html
from moderation.reports.plain import write_plain

LETTER = Letter("chief@desk.example", "Brief & co", "<brief.1@localhost>", "https://house.example/settings/1/")
POINT = Point("Name who counted.", "high", "High", Excerpt("Un marché : ", "douze", " morts <hier>."))
DIGEST = Digest(
    title="Morning brief – Monde",
    subject="Monde: 2 flagged",
    period="Tuesday 10 March 2026",
    lead="2 articles came in.",
    language="en",
    sections=(
        Section(
            "Flagged",
            items=(Item("Un titre & demi", "https://house.example/review/7/", "Monde · due 9:00", True, (POINT,)),),
            more=Link("and 231 more", "https://house.example/queue/"),
        ),
        Section("Came in", figures=(Figure("came in", "2", "one late"),)),
        Section("By wire", tables=(Table(("Wire", "Articles"), (("Méridien", "2"), ("Rivages", "0")), (1.0, 0.0)),)),
        Section("Decided", nothing="Nothing was decided."),
        Section("Silent"),
    ),
    links=(Link("Open the queue", "https://house.example/queue/"),),
    attachments=(Attachment("figures.csv", "wire,articles\nMéridien,2\n"),),
)


class Reader(HTMLParser):
    """Collect the tags and the words of a page, its head left out."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.is_in_body = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.is_in_body = self.is_in_body or tag == "body"
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.is_in_body:
            self.words.append(data)


@pytest.fixture
def reader() -> Reader:
    """Return the mail's page, read."""
    reader = Reader()
    reader.feed(write_html(DIGEST, LETTER))
    return reader


@pytest.fixture
def received() -> EmailMessage:
    """Return the mail as it goes over the wire, read back."""
    return message_from_bytes(compose(DIGEST, LETTER).message().as_bytes(), policy=policy.default)


def facts() -> list[str]:
    """Return every word of the digest that a reader must find."""
    words = [DIGEST.title, DIGEST.period, DIGEST.lead, "Un titre & demi", "Monde · due 9:00", "Name who counted."]
    return [*words, "douze", "and 231 more", "came in", "one late", "Méridien", "Rivages", "Nothing was decided."]


def test_the_mail_has_a_text_and_a_page_and_its_files(received: EmailMessage) -> None:
    kinds = [part.get_content_type() for part in received.walk() if not part.is_multipart()]

    assert kinds == ["text/plain", "text/html", "text/csv"]
    assert received.get_content_type() == "multipart/mixed"


def test_the_headers_tell_machines_what_it_is(received: EmailMessage) -> None:
    assert received["Message-ID"] == "<brief.1@localhost>"
    assert received["Auto-Submitted"] == "auto-generated"
    assert received["List-Unsubscribe"] == "<https://house.example/settings/1/>"
    assert received["To"] == "chief@desk.example"
    assert received["Subject"] == "Monde: 2 flagged"


def test_text_and_page_state_the_same_facts(received: EmailMessage, reader: Reader) -> None:
    text = received.get_body(("plain",)).get_content()
    page = " ".join(reader.words)

    assert [fact for fact in facts() if fact not in text] == []
    assert [fact for fact in facts() if fact not in page] == []
    assert "Silent" not in text + page


def test_every_link_of_the_page_is_in_the_text(received: EmailMessage, reader: Reader) -> None:
    links = {attrs["href"] for tag, attrs in reader.tags if tag == "a"}

    text = received.get_body(("plain",)).get_content()

    assert links >= {"https://house.example/review/7/", "https://house.example/queue/"}
    assert [link for link in links if link not in text] == []


def test_the_page_holds_nothing_that_mail_clients_drop(reader: Reader) -> None:
    tags = {tag for tag, _ in reader.tags}

    assert tags.isdisjoint({"script", "svg", "link", "img", "form", "iframe", "object"})
    assert not any(name.startswith("on") for _, attrs in reader.tags for name in attrs)


def test_styles_stand_on_the_elements_and_dark_mode_in_the_head(reader: Reader) -> None:
    page = write_html(DIGEST, LETTER)

    sheet = re.search(r"<style>(.*?)</style>", page, re.S)
    assert sheet is not None
    assert re.findall(r"@media[^{]+", sheet[1]) == [
        "@media (max-width: 480px) ",
        "@media (prefers-color-scheme: dark) ",
    ]
    assert not re.sub(r"@media[^{]+\{(?:[^{}]*\{[^}]*\})*\s*\}", "", sheet[1]).strip()
    assert all("style" in attrs for tag, attrs in reader.tags if tag in {"h1", "h2", "a"})


def test_words_of_the_copy_cannot_break_the_page() -> None:
    page = write_html(DIGEST, LETTER)

    assert "morts &lt;hier&gt;." in page
    assert "Un titre &amp; demi" in page


def test_bars_are_tables_and_an_empty_one_is_not_drawn(reader: Reader) -> None:
    widths = [attrs.get("width") for tag, attrs in reader.tags if tag == "table" and attrs.get("width") != "100%"]
    fills = [attrs for tag, attrs in reader.tags if tag == "td" and attrs.get("bgcolor")]

    assert widths == [None]
    assert len(fills) == 1


def test_quotations_from_the_right_are_set_from_the_right() -> None:
    point = Point("Name who counted.", excerpt=Excerpt("", "تسعون", " شخصا", "rtl"))
    digest = Digest("T", "S", "P", "L", "en", sections=(Section("F", items=(Item("x", points=(point,)),)),))

    assert 'dir="rtl"' in write_html(digest, LETTER)


def test_a_subject_with_a_line_break_stays_one_header() -> None:
    digest = Digest("T", "Monde:\nBcc: x@y.example", "P", "L", "en")

    mail = compose(digest, LETTER)

    assert mail.subject == "Monde: Bcc: x@y.example"
    assert "Bcc" not in mail.message()


def test_columns_of_the_text_line_up() -> None:
    text = write_plain(DIGEST, footer="bye")

    assert "  Wire      Articles\n  Méridien         2\n  Rivages          0\n" in text


def test_the_same_parts_name_the_same_mail() -> None:
    assert name_message("brief", 1, "2026-03-10", 7) == "<brief.1.2026-03-10.7@localhost>"
