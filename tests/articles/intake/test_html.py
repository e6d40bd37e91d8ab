"""HTML: fragments and pages."""

import time
from contextlib import suppress

import pytest

from articles.intake import Copy, UnreadableCopy, read_copy
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
        ("<figure><table><tr><td>Velmar</td><td>Nine</td></tr></table><p>Credit</p></figure>", ["Velmar Nine"]),
        ("<figure><blockquote><p>“Never.”</p></blockquote><img></figure>", ["“Never.”"]),
        ("<p>He said <q>never <b>again</b></q>.</p>", ["He said “never again”."]),
        ("<p>One <q hidden>two</q> <q>three</p><p>Four</p>", ["One “three”", "Four"]),
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


LONG = "The port stays shut until Friday, the prefecture said. " * 4


def read_page(body: str, head: str = "") -> Copy:
    return read_copy(f"<html><head>{head}</head><body>{body}</body></html>".encode(), filename="p.html")


def test_a_standfirst_above_the_body_is_read() -> None:
    body = f'<div itemprop="articleBody"><p>{LONG}</p></div>'

    copy = read_page(f'<article><h1>Quay</h1><p class="chapo">Nine people were hurt.</p>{body}</article>')

    assert copy.body.split("\n")[0] == "Nine people were hurt."


@pytest.mark.parametrize(
    "name", ["no-sidebar", "with-sidebar", "market-share-table", "tags-none", "adsorption", "uncommented"]
)
def test_a_class_that_only_holds_such_a_word_leaves_nothing_out(name: str) -> None:
    assert read_page(f'<h1>Quay</h1><p>{LONG}</p><div class="{name}">Nine hurt.</div>').body.endswith("Nine hurt.")


@pytest.mark.parametrize(
    "attribute", ['class="share"', 'class="x related-articles"', 'id="comments"', 'class="ad-300"', 'class="main_nav"']
)
def test_what_is_named_as_surroundings_is_left_out(attribute: str) -> None:
    assert "Nine" not in read_page(f"<h1>Quay</h1><p>{LONG}</p><div {attribute}>Nine hurt.</div>").text


@pytest.mark.parametrize(
    "frame",
    [
        '<div class="sidebar">{}</div>',
        '<form id="aspnetForm">{}</form>',
        '<form><div class="page-sidebar">{}</div></form>',
        '<p>Velmar Post</p><div class="comments"><h1>Quay</h1>{}</div>',
    ],
)
def test_what_holds_most_of_a_page_is_not_left_out(frame: str) -> None:
    page = frame.format(f'<p>{LONG}</p><div class="related">Other news.</div>')

    copy = read_page(page)

    assert LONG.strip() in copy.text
    assert "Other news" not in copy.text


def test_many_comments_below_an_article_are_still_left_out() -> None:
    copy = read_page(f'<article><p>Nine hurt.</p></article><div class="comments">{LONG * 9}</div>')

    assert copy.text == "Nine hurt."


@pytest.mark.parametrize(
    ("body", "headline"),
    [
        ("<header><h1>The Post</h1></header><article><h1>Nine hurt</h1><p>{}</p></article>", "Nine hurt"),
        ("<header><h1>The Post</h1></header><article><h2>Nine hurt</h2><p>{}</p></article>", "Nine hurt at the quay"),
        ("<div><h1>Nine hurt</h1><p>{}</p></div>", "Nine hurt"),
    ],
)
def test_the_headline_is_the_articles_and_not_the_sites(body: str, headline: str) -> None:
    copy = read_page(body.format(LONG), '<title>T</title><meta property="og:title" content="Nine hurt at the quay">')

    assert copy.headline == headline


def test_a_headline_above_the_article_is_taken_where_the_page_names_no_other() -> None:
    assert read_page(f"<h1>Nine hurt</h1><article><p>{LONG}</p></article>", "<title>T</title>").headline == "Nine hurt"


FRONTS = ["", "/", "/?", "/fr/", "/en-GB", "/index.html", "/fr/index.php", "/default.aspx", "/home", "/#"]


@pytest.mark.parametrize("front", ["/", *(f"https://example.org{path}" for path in FRONTS)])
def test_the_address_of_a_sites_front_page_is_no_articles_id(front: str) -> None:
    link = f'<link rel="canonical" href="{front}"><meta property="og:url" content="https://example.org/quay">'

    assert read_page(f"<p>{LONG}</p>", link).uri == "https://example.org/quay"


@pytest.mark.parametrize(
    "path", ["quay", "fr/quay", "index/4", "fr/index-4.html", "?id=4", "#!/quay", "fra", "homes", "news/home"]
)
def test_the_address_of_one_page_is_its_id(path: str) -> None:
    address = f"https://example.org/{path}"

    assert read_page(f"<p>{LONG}</p>", f'<link rel="canonical" href="{address}">').uri == address


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


@pytest.mark.parametrize("head", ["", "<meta charset='utf-8'>", "<style>.a { color: red }</style>"])
@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("Погибли 300 человек.", "cp1251"),
        ("قتل 300 شخص.", "cp1256"),
        ("死亡300人。", "gb18030"),
    ],
)
def test_a_page_in_an_encoding_that_it_does_not_say_is_refused(head: str, words: str, encoding: str) -> None:
    page = f"<html><head>{head}</head><body><div class='content-column'><p>{words}</p></div></body></html>"

    with pytest.raises(UnreadableCopy, match="no text in an encoding read here"):
        read_copy(page.encode(encoding), filename="page.html")


def test_a_page_in_the_letters_of_windows_is_read_without_saying_so() -> None:
    page = "<html><body><p>Neuf personnes ont été blessées à Port-Alban, a dit l’agence.</p></body></html>"

    assert read_copy(page.encode("cp1252"), filename="page.html").text.startswith("Neuf personnes ont été blessées")
