"""HTML: fragments and pages."""

import time
from contextlib import suppress

import pytest

from articles.intake import UnreadableCopy, read_copy
from articles.intake.html import html_paragraphs, looks_like_html
from tests.articles.intake.reading import read_one


@pytest.mark.parametrize(
    ("fragment", "paragraphs"),
    [
        ("<p>One.</p><p>Two.</p>", ["One.", "Two."]),
        ("<p>One.<p>Two.", ["One.", "Two."]),
        ("One <b>bold</b> word", ["One bold word"]),
        ("<div>One.<div>Two.</div>Three.</div>", ["One.", "Two.", "Three."]),
        ("<p>One,<br>two.<br/>Three.</p>", ["One, two.", "Three."]),
        ("<p>One<br><br>two</p>", ["One", "two"]),
        ("<ul><li>One<li>Two</ul>", ["One", "Two"]),
        ("<table><tr><td>One</td><td>Two</td></tr><tr><td>Three</td></tr></table>", ["One Two", "Three"]),
        ("<p>2&nbsp;000 &amp; &lt;3</p>", ["2\xa0000 & <3"]),
        ("<p>One<script>two()</script><style>p{}</style><!-- three --> four</p>", ["One four"]),
        ("<p hidden>One</p><p>Two</p>", ["Two"]),
        ("<figure><img alt='x'><figcaption>Caption.</figcaption><p>Credit</p></figure>", ["Caption."]),
        ("<p>One<img src=x><input name=y>two</p>", ["Onetwo"]),
        ("<p>\n  One\n  two\n</p>", ["One two"]),
        ("<p></p>", []),
        ("", []),
    ],
)
def test_a_fragments_paragraphs_are_those_one_sees(fragment: str, paragraphs: list[str]) -> None:
    assert html_paragraphs(fragment) == paragraphs


@pytest.mark.parametrize(
    ("text", "is_html"), [("<p>x</p>", True), ("a <br> b", True), ("a < b > c", False), ("", False)]
)
def test_markup_is_told_from_signs(text: str, is_html: bool) -> None:
    assert looks_like_html(text) == is_html


def test_of_a_page_only_the_article_is_read() -> None:
    copy = read_one("page.html")

    assert copy.text.split("\n") == [
        "Le quai s'est affaissé",
        "Neuf personnes ont été blessées, selon la préfecture.",
        "Le port est fermé.",
        "Le quai, mardi.",
        "Les travaux commencent.",
    ]


def test_a_pages_head_gives_the_heads() -> None:
    copy = read_one("page.html")

    assert (copy.headline, copy.language, copy.byline) == ("Le quai s'est affaissé", "fr-FR", "Nadège Orsini")
    assert (copy.uri, copy.summary) == ("https://example.org/quai", "Neuf blessés à Port-Alban")


def test_a_page_without_an_article_is_read_whole() -> None:
    copy = read_copy(b"<html><title>T</title><body><div><p>One.</p></div><p>Two.</p></body>", filename="p.html")

    assert (copy.headline, copy.body) == ("T", "One.\nTwo.")


def test_a_page_in_an_old_encoding_is_read_by_what_it_says() -> None:
    page = "<html><meta charset='iso-8859-1'><body><p>Neuf blessés</p>".encode("latin-1")

    assert read_copy(page, filename="p.html").text == "Neuf blessés"


@pytest.mark.parametrize("page", ["<html><body><script>x</script></body></html>", "<html><nav>Menu</nav></html>"])
def test_a_page_without_a_text_is_refused(page: str) -> None:
    with pytest.raises(UnreadableCopy, match=r"^p\.html holds no words"):
        read_copy(page.encode(), filename="p.html")


def test_nesting_is_bounded() -> None:
    with pytest.raises(UnreadableCopy, match="nested more than 250 levels deep"):
        read_copy(b"<html><body>" + b"<div>" * 300 + b"x", filename="p.html")


@pytest.mark.parametrize(
    "hostile",
    [
        "<" * 1_000_000,
        "<!--" * 400_000,
        "&" * 1_000_000,
        "<a " + " ".join(f"x{number}=1" for number in range(100_000)) + ">",
        "<b><p>" * 100,
        "<p>" * 300_000 + "x",
        "<br>" * 300_000 + "x",
    ],
    ids=["brackets", "comments", "ampersands", "attributes", "mixed", "paragraphs", "breaks"],
)
def test_hostile_markup_takes_bounded_work(hostile: str) -> None:
    began = time.process_time()

    with suppress(UnreadableCopy):
        read_copy(("<html><body><p>Nine hurt.</p>" + hostile).encode(), filename="p.html")

    assert time.process_time() - began < 8
