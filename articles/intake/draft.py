"""Drafts of copy: what a reader has found so far, checked field by field, and made into a value at the end."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from articles.intake.copy import Body, Copy, InfoSource, Link, Rights, Said, UnreadableCopy, gettext_noop, one_embargo
from articles.intake.normalise import canonical_text

DEFAULT_URGENCY = 5
MOST_ARTICLES = 500  # of one file
_TAG = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,6}\Z")
_NO_LANGUAGES = frozenset({"und", "mul", "zxx", "mis"})
_STATUSES = {
    "usable": "usable",
    "withheld": "withheld",
    "canceled": "canceled",
    "cancelled": "canceled",
    "killed": "canceled",
}
_STRICTEST_LAST = ("usable", "withheld", "canceled")
_WORD = re.compile(r"\w+")
# A figure with all that stands inside it (1,200, 1 200, 12:30), a word with its apostrophes, or a single sign.
_TOKEN = re.compile(r"\d+(?:[^\w\s]\d+|[ \u00a0\u2009\u202f]\d{3}(?!\d))*|[^\W\d]\w*(?:['\u2019]\w+)*|\S")
_ALIKE = str.maketrans(
    "\u00a0\u2009\u202f" + "'`\u00ab\u00bb\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2039\u203a",
    "   " + '"' * 14,
)
# Signs that only part words. All others say something: quotation marks, %, currencies, a question mark.
_ONLY_PART = frozenset(".,;:!\u2026()[]{}|-\u2010\u2011\u2012\u2013\u2014\u2015\u2022\u00b7")
_STOP = re.compile(r"\s*[.:;!?|\u2013\u2014-]")
_DATELINE = 120  # code points that may stand before a body's first words, which a summary leaves out
_BREAK = re.compile(r"[:.!?\u2026)\]\u2013\u2014-]\s+|\n")
_CUT = ("…", "...", "[…]", "[...]")
_LONGEST_COMPARED = 400  # tokens; a longer summary is only compared with the body's very beginning
DEEPEST = 60
# Moments that no wire means, and that some time zones cannot show: what programs write for “none” and for “never”.
_FIRST_YEAR, _LAST_YEAR = 1990, 2199
_NO_WORDS = gettext_noop("%(name)s holds no words; file the article's text")
_TOO_DEEP = gettext_noop("%(name)s is nested more than %(limit)s levels deep; ask the wire for the file anew")
_EMBARGO_EMPTY = gettext_noop("the embargo is there and empty; ask the wire until when")
_EMBARGO_NAIVE = gettext_noop("the embargo “%(said)s” names no time zone; ask the wire which one is meant")
_EMBARGO_UNREAD = gettext_noop("the embargo “%(said)s” cannot be read; ask the wire until when")
STATUS_UNREAD = gettext_noop("the status “%(said)s” is not known here; ask the wire whether the copy may be used")
_URGENCY_UNREAD = gettext_noop("the urgency “%(said)s” is no number from 1 to 9; taken as 5")
_LANGUAGE_UNREAD = gettext_noop("“%(said)s” is no language tag; the wire's own language is taken")
_LEFT_OUT = gettext_noop("item %(number)s was left out: %(reason)s")
_TOO_MANY = gettext_noop("%(name)s holds more than %(limit)s articles; send them in several parts")
_SLUGLINE_CUT = gettext_noop(
    "the slugline has %(length)s signs, of which the first %(most)s are shown; the whole is kept with the article"
)
LONGEST_SLUGLINE = 120  # signs, as the article's column keeps it
_NAMES_NOTHING = gettext_noop("%(name)s takes an article back and does not say which; ask the wire for its id")
_ONLY_HEADLINE = gettext_noop("there is no article text, only a headline; ask the wire whether the text was lost")
_ONLY_CAPTION = gettext_noop("there is no article text, only the description of a picture or a film")


@dataclass(slots=True)
class Draft:
    """Gather one article's fields as a format gives them."""

    format: str
    headline: str = ""
    summary: str = ""
    is_summary_printed: bool = True
    paragraphs: list[str] = field(default_factory=list)
    language: str = ""
    slugline: str = ""
    uri: str = ""
    version: str = ""
    pub_status: str = "usable"
    is_status_told: bool = False
    embargoed_until: datetime | None = None
    embargo_note: str = ""
    is_embargoed: bool = False
    hold_reason: Said | None = None
    urgency: int = DEFAULT_URGENCY
    byline: str = ""
    dateline: str = ""
    ed_note: str = ""
    rights: Rights = field(default_factory=Rights)
    info_sources: dict[str, InfoSource] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    bodies: list[Body] = field(default_factory=list)
    warnings: list[Said] = field(default_factory=list)
    extra: Mapping[str, Any] = field(default_factory=dict)

    def warn(self, template: str, **details: str | Said) -> None:
        """Say something that somebody should look at."""
        self.warnings.append(Said(template, details))

    def hold(self, template: str, **details: str) -> None:
        """Let the copy wait until somebody has looked; the first of the gravest reasons stands."""
        self.hold_reason = graver(self.hold_reason, Said(template, details))

    def embargo(self, said: Any) -> None:
        """Read an embargo that is present: a moment with its time zone, or a reason to hold."""
        words = said.strip() if isinstance(said, str) else "" if said is None else str(said)
        if not words:
            self.embargo_note = "–"
            self.hold(_EMBARGO_EMPTY)
            return
        moment = read_moment(words)
        if moment is None:
            self.embargo_note = one_line(words)[:255]
            template = _EMBARGO_NAIVE if _is_naive(words) else _EMBARGO_UNREAD
            self.hold(template, said=one_line(words)[:80])
            return
        # Of several the latest counts: none of them may be broken.
        self.embargoed_until = max(moment, self.embargoed_until or moment)

    def status(self, said: Any) -> None:
        """Read a status: by its word, or the end of its code; what is none is held, never taken as usable.

        Of several the strictest counts.
        """
        words = said.strip() if isinstance(said, str) else str(said)
        code = words.rpartition(":")[2].rpartition("/")[2].lower()
        if code == "embargoed":
            self.is_embargoed = True
        elif code in _STATUSES:
            self.pub_status, self.is_status_told = strictest(self.pub_status, _STATUSES[code]), True
        else:
            self.hold(STATUS_UNREAD, said=one_line(words)[:80])

    def judge_embargo(self) -> None:
        """Judge by all embargoes once all heads are read; one that only the status tells of is an empty one."""
        if self.is_embargoed and self.embargoed_until is None and not self.embargo_note:
            self.embargo("")
        self.embargoed_until, self.embargo_note = one_embargo(self.embargoed_until, self.embargo_note)

    def note(self, *notes: str) -> None:
        """Take editors' notes, and signals that say as much in a code: all are read, none stands for another."""
        known = self.ed_note.split("\n")
        self.ed_note = "\n".join(dict.fromkeys(filter(None, [*known, *notes])))

    def take_urgency(self, said: Any) -> None:
        """Read an urgency from 1 to 9."""
        words = str(said).strip()
        number = words.removesuffix(".0")
        if isinstance(said, bool) or number not in {*"123456789"}:
            self.warn(_URGENCY_UNREAD, said=one_line(words)[:40])
        else:
            self.urgency = int(number)

    def link(self, relation: str, uri: str, **about: str) -> None:
        """Keep a link where it names something."""
        if uri.strip() and relation.strip():
            cleaned = {name: one_line(words)[:300] for name, words in about.items()}
            self.links.append(Link(one_line(relation).lower()[:80], clean(uri).strip(), **cleaned))

    def body(self, value: str, content_type: str, role: str = "") -> None:
        """Keep a form of the text as it came."""
        self.bodies.append(Body(clean(value), one_line(content_type)[:80], one_line(role)[:80]))

    def source(self, name: str, *roles: str, uri: str = "") -> None:
        """Keep a party that had a hand in the copy; the same party's parts are kept together."""
        name, uri = one_line(name) or one_line(uri), one_line(uri)
        said = tuple(filter(None, map(one_line, roles)))
        if not name:
            return
        known = self.info_sources.get(name, InfoSource(name))
        self.info_sources[name] = InfoSource(name, tuple(dict.fromkeys((*known.roles, *said))), known.uri or uri)

    def caption_only(self) -> None:
        """Say that what is read is no article but what describes a picture."""
        self.warn(_ONLY_CAPTION)

    def finish(self) -> Copy:
        """Return the copy.

        :raises UnreadableCopy: no words, and the wire does not take the article back; or no word and no id
        """
        self.judge_embargo()
        headline, summary = one_line(self.headline), one_line(self.summary)
        body = _without_headline(self.paragraphs, headline)
        text = "\n".join(filter(None, (headline, summary if self._prints(summary, headline, body) else "", body)))
        if not any(map(str.isalpha, text)):
            self._check_wordless()
            text = ""
        if text and text == headline and self.pub_status != "canceled":
            self._say_headline_only()
        return Copy(
            text=text,
            headline=headline,
            summary=summary,
            body=body,
            language=self._language(),
            slugline=self._slugline(),
            uri=one_line(self.uri),
            version=one_line(self.version)[:40],
            pub_status=self.pub_status,
            is_status_told=self.is_status_told,
            embargoed_until=self.embargoed_until,
            embargo_note=self.embargo_note,
            hold_reason=self.hold_reason,
            urgency=self.urgency,
            byline=one_line(self.byline),
            dateline=one_line(self.dateline),
            ed_note=canonical_text(self.ed_note),
            rights=Rights(*(canonical_text(words) for words in _words_of(self.rights))),
            info_sources=tuple(self.info_sources.values()),
            links=tuple(dict.fromkeys(self.links)),
            bodies=tuple(self.bodies),
            warnings=tuple(self.warnings),
            format=one_line(self.format),
            extra=clean_values(self.extra),
        )

    def _check_wordless(self) -> None:
        if self.pub_status != "canceled" and not (self.ed_note and self.uri):
            raise UnreadableCopy(_NO_WORDS, name="-")
        if not one_line(self.uri):
            raise UnreadableCopy(_NAMES_NOTHING, name="-")

    def _say_headline_only(self) -> None:
        if all(said.template != _ONLY_CAPTION for said in self.warnings):
            self.warn(_ONLY_HEADLINE)

    def _language(self) -> str | None:
        tag = self.language.strip()
        if not tag or tag.lower().partition("-")[0] in _NO_LANGUAGES:
            return None
        if not _TAG.match(tag):
            self.warn(_LANGUAGE_UNREAD, said=one_line(tag)[:40])
            return None
        return tag[:35]

    def _slugline(self) -> str:
        """Return the slugline; of one that is too long to be shown, say so and keep the whole."""
        slugline = one_line(self.slugline)
        if len(slugline) > LONGEST_SLUGLINE:
            self.warn(_SLUGLINE_CUT, length=str(len(slugline)), most=str(LONGEST_SLUGLINE))
            self.extra = {**self.extra, "slugline": slugline}
        return slugline

    def _prints(self, summary: str, headline: str, body: str) -> bool:
        """Tell whether a summary is read as part of the text: it is printed, and says more than the beginning."""
        return self.is_summary_printed and says_more(summary, headline, body)


def says_more(summary: str, headline: str, body: str) -> bool:
    """Tell whether a summary says anything but what stands in one row in the headline or in the body's beginning.

    It may give both, the whole headline and then the beginning, but no row across them: “Mayor denies” above “300
    people were killed” is not “Mayor denies 300 people were killed”. Another figure, another label or a “not” left out
    is one word of many: a summary that is almost the beginning is not the beginning.
    """
    if not summary or summary == headline:
        return False
    tokens = _tokens_of(summary)
    if not body or len(tokens) > _LONGEST_COMPARED:
        return bool(words_of(summary)) and not _begins(body, tokens, summary)
    behind = _behind(headline, summary)
    return not (_repeats(headline, summary) or _repeats(body, summary) or (behind and _repeats(body, behind)))


def with_left_out(copies: Sequence[Copy], left_out: Iterable[tuple[str, Said]]) -> tuple[Copy, ...]:
    """Return copies, the first of which tells what was left out of the file, and why."""
    said = tuple(Said(_LEFT_OUT, {"number": number, "reason": reason}) for number, reason in left_out)
    first = replace(copies[0], warnings=(*copies[0].warnings, *said))
    return (first, *copies[1:])


def strictest(*statuses: str) -> str:
    """Return the strictest of several statuses: it counts for all of them."""
    return max(statuses, key=_STRICTEST_LAST.index)


def graver(first: Said | None, second: Said | None) -> Said | None:
    """Return which of two reasons to hold is told: a status, for an embargo may be settled here and a status not."""
    if first is None or (second is not None and first.template != STATUS_UNREAD == second.template):
        return second
    return first


def has_words(paragraphs: Iterable[str]) -> bool:
    """Tell whether a letter stands in any of several paragraphs."""
    return any(any(map(str.isalpha, paragraph)) for paragraph in paragraphs)


def words_of(text: str) -> list[str]:
    """Return a text's words in small letters, by which two texts are compared."""
    return [word.lower() for word in _WORD.findall(text)]


def check_number(articles: int) -> None:
    """Check how many articles a file holds.

    :raises UnreadableCopy: too many for one file
    """
    if articles > MOST_ARTICLES:
        raise UnreadableCopy(_TOO_MANY, name="-", limit=str(MOST_ARTICLES))


def read_moment(said: str) -> datetime | None:
    """Return a moment written as ISO 8601 with its time zone, in UTC; None for all else, and for odd years."""
    try:
        moment = datetime.fromisoformat(said.strip())
    except ValueError:
        return None
    if moment.tzinfo is None or not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return None
    return moment.astimezone(UTC)


def one_line(text: str) -> str:
    """Return a text on one line, in the canonical form."""
    return " ".join(canonical_text(text).split("\n"))


def clean(text: str) -> str:
    """Return a text as it came, without what no database keeps: NUL, and lone halves of signs, as "�"."""
    return text.replace("\x00", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def clean_values(value: Any, depth: int = 0) -> Any:
    """Return plain values that a database keeps as JSON.

    :raises UnreadableCopy: nested too deep
    """
    if depth > DEEPEST:
        raise UnreadableCopy(_TOO_DEEP, name="-", limit=str(DEEPEST))
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {clean(str(key)): clean_values(one, depth + 1) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [clean_values(one, depth + 1) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value


def _is_naive(said: str) -> bool:
    try:
        return datetime.fromisoformat(said.strip()).tzinfo is None
    except ValueError:
        return False


def _behind(headline: str, summary: str) -> str:
    """Return what a summary says behind the headline, where it gives that first and then stops; else nothing."""
    if not headline or summary[: len(headline)].casefold() != headline.casefold():
        return ""
    behind = summary[len(headline) :]
    return behind if _STOP.match(headline[-1]) or _STOP.match(behind) else ""


def _repeats(text: str, part: str) -> bool:
    """Tell whether a part stands in one row in a text's beginning: first in it, behind a dateline or another stop.

    Behind other words it says something else: “denies 300 people were killed”.
    """
    tokens = _tokens_of(part)
    starts = (0, *(stop.end() for stop in _BREAK.finditer(text, 0, _DATELINE)))
    return not tokens or any(_begins(text[start:], tokens, part) for start in starts)


def _begins(text: str, tokens: Sequence[str], part: str) -> bool:
    """Tell whether a text begins with the tokens of a part.

    One that breaks off with an ellipsis may do so within a word, but not within a number.
    """
    first = _tokens_of(text[: 2 * len(part) + _DATELINE])[: len(tokens)]
    if not part.rstrip().endswith(_CUT) or tokens[-1][-1].isdigit() or not first:
        return first == list(tokens)
    return first[:-1] == list(tokens[:-1]) and first[-1].startswith(tokens[-1])


def _tokens_of(text: str) -> list[str]:
    """Return a text's words, its figures whole, and the signs that change what is said; each on one line."""
    found = (token.translate(_ALIKE).lower() for token in _TOKEN.findall(text))
    return [token for token in found if token not in _ONLY_PART]


def _without_headline(paragraphs: Iterable[str], headline: str) -> str:
    """Join paragraphs to a body; a first one that only repeats the headline is left out."""
    lines = [line for paragraph in paragraphs for line in canonical_text(paragraph).split("\n") if line]
    if len(lines) > 1 and headline and lines[0].casefold() == headline.casefold():
        lines = lines[1:]
    return "\n".join(lines)


def _words_of(rights: Rights) -> tuple[str, str, str]:
    return rights.holder, rights.notice, rights.usage
