"""HTML: a fragment that a wire sends as a body, or a whole page of which only the article is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

from lxml import etree

from articles.intake.blocks import TextBuilder
from articles.intake.copy import Copy, UnreadableCopy, gettext_noop
from articles.intake.draft import Draft
from articles.intake.encodings import codec_of, decode_declared, is_garbled, is_utf8
from articles.intake.plaintext import decode_text
from articles.intake.raised import settle_raised

Builder = TypeVar("Builder", bound=TextBuilder)

_MARKUP = re.compile(
    r"<(?:p|br|div|h[1-6]|ul|ol|li|table|blockquote|section|article|span|strong|em|a|b|i|u)(?=[\s/>])[^<>]{0,500}>",
    re.I,
)
_CHARSET = re.compile(
    rb"""<(?:meta[^>]{0,200}charset|\?xml[^>]{0,200}encoding)\s*=\s*["']?([A-Za-z0-9._-]{2,40})""", re.IGNORECASE
)
# What surrounds an article on a page: by the element, by its role, by the words of its class and id.
_AROUND = frozenset({"nav", "aside", "footer", "dialog"})
_ROLES = frozenset({"navigation", "complementary", "contentinfo", "search", "banner", "dialog", "alert", "menu"})
_CLASS_WORDS_WORDS = """
ad ads advert advertisement banner breadcrumb breadcrumbs comment comments cookie cookies footer menu nav
navbar navigation newsletter paywall popup promo recommended related share sharing sidebar social sponsor
sponsored subscribe tags toolbar
"""
_CLASS_WORDS = frozenset(_CLASS_WORDS_WORDS.split())
# What may stand beside such a word in a class; beside any other, as in `no-sidebar`, it says something else.
_BESIDE_WORDS = """
area article articles bar block box button buttons container footer form global header inline inner item items left
links list main module page post right section signup site slot story top unit widget wrapper zone
"""
_BESIDE = frozenset(_BESIDE_WORDS.split())
_WORD = re.compile(r"[a-z]+")
# What stands behind a site's name on its front page: nothing, a language, the server's own name for it.
_FRONT = re.compile(r"(?:[a-z]{2}(?:[-_][a-z]{2})?)?/?(?:home|accueil|(?:index|default)(?:\.\w{3,5})?)?", re.IGNORECASE)
_LONGEST_TITLE = 300
_MOST_LOOKS = 3  # a form around a page, and a column inside it
_NO_TEXT = gettext_noop("%(name)s holds no words; file the article's text")


class PageBuilder(TextBuilder):
    """Keep a page's paragraphs with the containers they stand in, and what its head says."""

    def __init__(self, spared: frozenset[int] = frozenset()) -> None:
        """Begin a page, of whose surroundings those of the *spared* numbers are read all the same."""
        super().__init__()
        self.language = ""
        self.titles: dict[str, str] = {}
        self.meta: dict[str, str] = {}
        self.canonical = ""
        self.within: list[tuple[int, ...]] = []
        self._containers: list[tuple[int, int]] = []
        self._headline: list[str] | None = None
        self._number = 0
        self._headlines: list[tuple[str, tuple[int, ...]]] = []
        self._spared = spared
        self._surroundings = 0
        self._left_out: list[tuple[int, int]] = []
        self._weights: dict[int, int] = {}
        self._cores: set[int] = set()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take an element's beginning, and what it says of the page."""
        super().start(tag, attributes)
        is_body = attributes.get("itemprop") == "articleBody"
        if self._is_only_left_out and (is_body or tag in {"main", "h1"}):
            self._cores.add(self._left_out[0][1])
        if tag == "html":
            self.language = attributes.get("lang", "") or attributes.get("xml:lang", "")
        elif tag == "meta":
            self._note_meta(attributes)
        elif tag == "link" and attributes.get("rel", "").lower() == "canonical":
            self.canonical = attributes.get("href", "").strip()
        elif tag == "h1" or (tag == "title" and tag not in self.titles):
            self._headline = []
        elif tag in {"article", "main"} or (is_body and not self._containers):
            # An article's body inside it is not all of it: its standfirst stands before.
            self._number += 1
            self._containers.append((len(self._open), self._number))

    def end(self, tag: str) -> None:
        """Take an element's end."""
        if tag in {"title", "h1"} and self._headline is not None:
            title = " ".join(settle_raised("".join(self._headline)).split())
            self.titles.setdefault(tag, title)
            if tag == "h1" and title and self.is_seen:
                self._headlines.append((title, tuple(number for _depth, number in self._containers)))
            self._headline = None
        if self._containers and self._containers[-1][0] == len(self._open):
            self.flush()
            self._containers.pop()
        if self._left_out and self._left_out[-1][0] == len(self._open):
            self._left_out.pop()
        super().end(tag)

    def data(self, text: str) -> None:
        """Take text; a title's too, which is not seen on the page."""
        if self._headline is not None and not self._struck and len(self._headline) < _LONGEST_TITLE:
            self._headline.append(text)
        if self._is_only_left_out:
            number = self._left_out[0][1]
            self._weights[number] = self._weights.get(number, 0) + len(text.strip())
        super().data(text)

    def keep(self, paragraph: str) -> None:
        """Keep a paragraph with the containers around it."""
        super().keep(paragraph)
        self.within.append(tuple(number for _depth, number in self._containers))

    def is_left_out(self, tag: str, attributes: Mapping[str, str]) -> bool:
        """Leave out what surrounds an article: menus, comments, adverts, forms."""
        if super().is_left_out(tag, attributes) or attributes.get("aria-hidden") == "true":
            return True
        if tag in _AROUND or attributes.get("role", "").lower() in _ROLES:
            return True
        if not _may_surround(tag, attributes):
            return False
        self._surroundings += 1
        if self._surroundings in self._spared:
            return False
        self._left_out.append((len(self._open) + 1, self._surroundings))
        return True

    @property
    def _is_only_left_out(self) -> bool:
        """Tell whether what comes now would be read, were it not in what may surround the article."""
        return bool(self._left_out) and self._unseen == len(self._left_out)

    def misjudged(self) -> frozenset[int]:
        """Return the numbers of what was left out and holds the article: more text than was read, and its headline."""
        read = sum(map(len, self.paragraphs))
        has_article = any(self.within)
        heavy = (number for number, weight in self._weights.items() if weight > read)
        return frozenset(number for number in heavy if number in self._cores or not has_article)

    def headline(self) -> str:
        """Return the first headline inside the article; of a page that names its own, never its site's name before."""
        best = self._best()
        inside = [title for title, numbers in self._headlines if best is None or best in numbers]
        anywhere = [title for title, _numbers in self._headlines]
        found = (*inside, self.meta.get("og:title"), *anywhere, self.titles.get("h1"), self.titles.get("title"))
        return next(filter(None, found), "")

    def article(self) -> list[str]:
        """Return the paragraphs of the container that holds the most text, or all of them."""
        best = self._best()
        if best is None:
            return self.paragraphs
        return [one for one, numbers in zip(self.paragraphs, self.within, strict=True) if best in numbers]

    def _best(self) -> int | None:
        """Return the number of the container that holds the most text."""
        weights: dict[int, int] = {}
        for paragraph, numbers in zip(self.paragraphs, self.within, strict=True):
            for number in numbers:
                weights[number] = weights.get(number, 0) + len(paragraph)
        if not weights or max(weights.values()) == 0:
            return None
        # The innermost of those that hold nearly everything: a main around an article adds only its neighbours.
        most = max(weights.values())
        return max(number for number, weight in weights.items() if weight >= 0.6 * most)

    def _note_meta(self, attributes: Mapping[str, str]) -> None:
        name = (attributes.get("property") or attributes.get("name") or "").lower()
        if name and attributes.get("content", "").strip():
            self.meta.setdefault(name, attributes["content"].strip())


def read_page(source: str) -> PageBuilder:
    """Return a page, of which nothing that holds most of its text is left out.

    :raises UnreadableCopy: nested too deep
    """
    page = build_html(source, PageBuilder())
    spared: frozenset[int] = frozenset()
    for _again in range(_MOST_LOOKS):
        misjudged = page.misjudged()
        if not misjudged:
            break
        spared |= misjudged
        page = build_html(source, PageBuilder(spared))
    return page


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
    page = read_page(source)
    draft = Draft(format="HTML")
    draft.headline = page.headline()
    draft.paragraphs = page.article()
    draft.summary = page.meta.get("description") or page.meta.get("og:description", "")
    draft.is_summary_printed = False
    draft.language = page.language or page.meta.get("og:locale", "")
    draft.byline = page.meta.get("author", "")
    draft.uri = next(filter(_names_one_page, (page.canonical, page.meta.get("og:url", ""))), "")
    draft.body(source, "text/html")
    draft.extra = {"meta": page.meta, "titles": page.titles}
    if not draft.paragraphs:
        raise UnreadableCopy(_NO_TEXT, name="-")
    return (draft.finish(),)


def _names_one_page(address: str) -> bool:
    """Tell whether an address names one page: many sites give their front page as every page's own."""
    tail = re.sub(r"^[A-Za-z][A-Za-z0-9+.-]*:(?://[^/?#]*)?", "", address.strip()).strip("/?#")
    return _FRONT.fullmatch(tail) is None


def _may_surround(tag: str, attributes: Mapping[str, str]) -> bool:
    """Tell whether an element surrounds an article by its names, or is a form: some pages stand in one as a whole."""
    if tag == "form":
        return True
    if tag in {"html", "body", "article", "main", "h1", "p"}:
        return False
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}".lower().split()
    return any(_names_surroundings(set(_WORD.findall(name))) for name in names)


def _names_surroundings(words: set[str]) -> bool:
    return not _CLASS_WORDS.isdisjoint(words) and words <= _CLASS_WORDS | _BESIDE


def _decode(content: bytes) -> str:
    return _as_declared(content) or decode_text(content, seen=_seen)


def _as_declared(content: bytes) -> str:
    """Return a page in the encoding that it declares; nothing where it declares none, or is in another one."""
    declared = _CHARSET.search(content[:4096])
    if declared is None or content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")) or is_utf8(content):
        return ""
    codec = codec_of(declared.group(1).decode("ascii"))
    try:
        # What calls itself ASCII and is none says nothing: it is judged by its words.
        text = decode_declared(content, codec) if codec and codec != "ascii" else ""
    except UnicodeDecodeError:
        return ""
    return "" if is_garbled(_seen(text)) else text


def _seen(source: str) -> str:
    return "\n".join(html_paragraphs(source))
