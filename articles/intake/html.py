"""HTML: a fragment that a wire sends as a body, or a whole page of which only the article is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

from lxml import etree

from articles.intake.blocks import TextBuilder
from articles.intake.copy import Copy, UnreadableCopy, gettext_noop
from articles.intake.draft import Draft
from articles.intake.plaintext import decode_text, is_utf8

Builder = TypeVar("Builder", bound=TextBuilder)

_MARKUP = re.compile(
    r"<(?:p|br|div|h[1-6]|ul|ol|li|table|blockquote|section|article|span|strong|em|a|b|i|u)\b[^<>]{0,500}>", re.I
)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([A-Za-z0-9_-]{2,40})""", re.IGNORECASE)
# What surrounds an article on a page: by the element, by its role, by the words of its class and id.
_AROUND = frozenset({"nav", "aside", "footer", "form", "dialog"})
_ROLES = frozenset({"navigation", "complementary", "contentinfo", "search", "banner", "dialog", "alert", "menu"})
_CLASS_WORDS_WORDS = """
ad ads advert advertisement banner breadcrumb breadcrumbs comment comments cookie cookies footer menu nav
navbar navigation newsletter paywall popup promo recommended related share sharing sidebar social sponsor
sponsored subscribe tags toolbar
"""
_CLASS_WORDS = frozenset(_CLASS_WORDS_WORDS.split())
_HEADS = frozenset({"header"})
_WORD = re.compile(r"[a-z]+")
_LONGEST_TITLE = 300
_NO_TEXT = gettext_noop("%(name)s holds no words; file the article's text")


class PageBuilder(TextBuilder):
    """Keep a page's paragraphs with the containers they stand in, and what its head says."""

    def __init__(self) -> None:
        super().__init__()
        self.language = ""
        self.titles: dict[str, str] = {}
        self.meta: dict[str, str] = {}
        self.canonical = ""
        self.within: list[tuple[int, ...]] = []
        self._containers: list[tuple[int, int]] = []
        self._headline: list[str] | None = None
        self._number = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take an element's beginning, and what it says of the page."""
        super().start(tag, attributes)
        if tag == "html":
            self.language = attributes.get("lang", "") or attributes.get("xml:lang", "")
        elif tag == "meta":
            self._note_meta(attributes)
        elif tag == "link" and attributes.get("rel", "").lower() == "canonical":
            self.canonical = attributes.get("href", "").strip()
        elif tag in {"title", "h1"} and tag not in self.titles:
            self._headline = []
        elif tag in {"article", "main"} or attributes.get("itemprop") == "articleBody":
            self._number += 1
            self._containers.append((len(self._open), self._number))

    def end(self, tag: str) -> None:
        """Take an element's end."""
        if tag in {"title", "h1"} and self._headline is not None:
            self.titles.setdefault(tag, " ".join("".join(self._headline).split()))
            self._headline = None
        if self._containers and self._containers[-1][0] == len(self._open):
            self.flush()
            self._containers.pop()
        super().end(tag)

    def data(self, text: str) -> None:
        """Take text; a title's too, which is not seen on the page."""
        if self._headline is not None and len(self._headline) < _LONGEST_TITLE:
            self._headline.append(text)
        super().data(text)

    def keep(self, paragraph: str) -> None:
        """Keep a paragraph with the containers around it."""
        super().keep(paragraph)
        self.within.append(tuple(number for _depth, number in self._containers))

    def is_left_out(self, tag: str, attributes: Mapping[str, str]) -> bool:
        """Leave out what surrounds an article: menus, comments, adverts, forms."""
        if super().is_left_out(tag, attributes) or tag in _AROUND or attributes.get("aria-hidden") == "true":
            return True
        if attributes.get("role", "").lower() in _ROLES:
            return True
        if tag in {"html", "body", "article", "main", "h1", "p"}:
            return False
        named = f"{attributes.get('class', '')} {attributes.get('id', '')}".lower()
        return not _CLASS_WORDS.isdisjoint(_WORD.findall(named))

    def article(self) -> list[str]:
        """Return the paragraphs of the container that holds the most text, or all of them."""
        weights: dict[int, int] = {}
        for paragraph, numbers in zip(self.paragraphs, self.within, strict=True):
            for number in numbers:
                weights[number] = weights.get(number, 0) + len(paragraph)
        if not weights or max(weights.values()) == 0:
            return self.paragraphs
        # The innermost of those that hold nearly everything: a main around an article adds only its neighbours.
        most = max(weights.values())
        best = max(number for number, weight in weights.items() if weight >= 0.6 * most)
        return [one for one, numbers in zip(self.paragraphs, self.within, strict=True) if best in numbers]

    def _note_meta(self, attributes: Mapping[str, str]) -> None:
        name = (attributes.get("property") or attributes.get("name") or "").lower()
        if name and attributes.get("content", "").strip():
            self.meta.setdefault(name, attributes["content"].strip())


def html_paragraphs(fragment: str) -> list[str]:
    """Return the paragraphs of an HTML fragment.

    :raises UnreadableCopy: nested too deep
    """
    return build_html(fragment, TextBuilder()).paragraphs


def build_html(source: str, builder: Builder) -> Builder:
    """Send an HTML text to a builder and return it.

    :raises UnreadableCopy: nested too deep
    """
    parser = etree.HTMLParser(target=builder, no_network=True, huge_tree=False, encoding="utf-8")
    # NUL ends a text for the parser, and a lone surrogate has no bytes.
    encoded = source.replace("\x00", "").encode("utf-8", errors="replace")
    if encoded.strip():
        etree.fromstring(encoded, parser)
    builder.close()
    return builder


def looks_like_html(text: str) -> bool:
    """Tell whether a text that claims no format is marked up."""
    return _MARKUP.search(text[:20_000]) is not None


def read_html(content: bytes) -> tuple[Copy, ...]:
    """Read a page: the article in it, without what surrounds it.

    :raises UnreadableCopy: no text, or nested too deep
    """
    source = _decode(content)
    page = build_html(source, PageBuilder())
    draft = Draft(format="HTML")
    draft.headline = page.titles.get("h1") or page.meta.get("og:title") or page.titles.get("title", "")
    draft.paragraphs = page.article()
    draft.summary = page.meta.get("description") or page.meta.get("og:description", "")
    draft.is_summary_printed = False
    draft.language = page.language or page.meta.get("og:locale", "")
    draft.byline = page.meta.get("author", "")
    draft.uri = page.canonical or page.meta.get("og:url", "")
    draft.body(source, "text/html")
    draft.extra = {"meta": page.meta, "titles": page.titles}
    if not draft.paragraphs:
        raise UnreadableCopy(_NO_TEXT, name="-")
    return (draft.finish(),)


def _decode(content: bytes) -> str:
    declared = _CHARSET.search(content[:4096])
    if declared and not content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        name = declared.group(1).decode("ascii").lower()
        if name.startswith(("iso-8859", "windows-125", "koi8", "latin")) and not is_utf8(content):
            try:
                return content.decode(name)
            except (UnicodeDecodeError, LookupError):
                return decode_text(content)
    return decode_text(content)
