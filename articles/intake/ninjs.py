"""IPTC ninjs 1.x, 2.x and 3.x: one reader for the three, since each renamed the fields and kept their meaning."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from articles.intake.blocks import TextBuilder
from articles.intake.copy import Copy, NoCopyInside, Rights, UnreadableCopy, gettext_noop, one_embargo
from articles.intake.draft import Draft, check_number, clean_values, graver, one_line, strictest, with_left_out
from articles.intake.forms import BAD_FORM, Form, choose_form, is_below, put_below
from articles.intake.html import html_paragraphs, looks_like_html
from articles.intake.normalise import canonical_text
from articles.intake.plaintext import decode_text, plain_paragraphs
from articles.intake.versions import written_version
from articles.intake.xml import feed, parse_xml

Item = Mapping[str, Any]

# Any of these makes an object a ninjs item, with or without the standard's name.
_SHAPE_WORDS = """
uri guid headline headlines bodies descriptions byline by versioncreated versionCreated pubstatus
pubStatus slugline
"""
_SHAPE = frozenset(_SHAPE_WORDS.split())
# 2.x made lists of forms; 3.x writes every name in camel case.
_SECOND_SHAPE = frozenset({"headlines", "bodies", "descriptions", "by", "people", "infoSources"})
_THIRD_SHAPE = frozenset({"versionCreated", "firstCreated", "pubStatus", "edNote", "embargoedUntil", "altIds"})
_LISTS = ("items", "_items", "newsItems", "data")
# Root fields that name another article, beside the associations.
_RELATIONS_WORDS = """
translatedFrom translated_from translationOf derivedFrom derived_from evolvedfrom evolvedFrom replaces
supersedes correctionOf
"""
_RELATIONS = tuple(_RELATIONS_WORDS.split())
_NO_ARTICLES = {
    "event": "event",
    "eventDetails": "event",
    "planning": "planning item",
    "plannedCoverage": "planning item",
    "assignment": "assignment",
}
# Fields that only what is planned has; they tell it where the type does not.
_PLANS = ("eventDetails", "plannedCoverage")
_MEDIA_WORDS = """
picture graphic video audio animation component
"""
_MEDIA = frozenset(_MEDIA_WORDS.split())
_MAIN_ROLES = ("main", "headline", "title", "")
_NITF = re.compile(r"nitf", re.IGNORECASE)
_SIGNALS = {"correction": "CORRECTION", "kill": "KILL", "retraction": "KILL"}
# Fields whose meaning is kept in full elsewhere in the copy; all others go to `extra`.
_TAKEN_WORDS = """
uri guid version pubstatus pubStatus urgency language slugline byline by located ednote edNote copyrightholder
copyrightHolder copyrightnotice copyrightNotice usageterms usageTerms
"""
_TAKEN = frozenset(_TAKEN_WORDS.split())
_NO_JSON = gettext_noop("%(name)s is no well-formed JSON: %(reason)s; ask the wire for the file anew")
_NO_NINJS = gettext_noop(
    "%(name)s is JSON but no ninjs item: it names none of uri, headline or bodies; see the formats"
)
_NO_ARTICLE = gettext_noop("%(name)s holds no article but this: %(kind)s; file the story itself")
_VERSION_UNREAD = gettext_noop("the version “%(said)s” is no whole number and no words; it is taken as none")
_NO_ITEMS = gettext_noop("%(name)s is an empty collection; file the articles themselves")


def read_ninjs(content: bytes) -> tuple[Copy, ...]:
    """Read a ninjs item, or a collection of them.

    :raises UnreadableCopy: no JSON, no ninjs, or no article in it
    """
    document = _parse(decode_text(content))
    items = items_of(document)
    if items is None:
        return _read_item(document)
    return _read_collection(items)


def is_json(content: bytes) -> bool:
    """Tell whether a file that begins with a bracket is JSON rather than a text."""
    try:
        _parse(decode_text(content))
    except UnreadableCopy:
        return False
    return True


def _parse(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        reason = str(error)[:120] if isinstance(error, ValueError) else "nested too deep"
        raise UnreadableCopy(_NO_JSON, name="-", reason=reason) from None


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


def items_of(document: Any) -> Sequence[Any] | None:
    """Return the items of a collection: an array, or an object that only wraps one."""
    if isinstance(document, list):
        return document
    if isinstance(document, dict) and not _SHAPE & document.keys():
        for name in _LISTS:
            if isinstance(document.get(name), list):
                items: list[Any] = document[name]
                return items
    return None


def _read_collection(items: Sequence[Any]) -> tuple[Copy, ...]:
    """Read a collection's articles; what is none is left out, and the first article says so."""
    if not items:
        raise NoCopyInside(_NO_ITEMS, name="-")
    check_number(len(items))
    copies: list[Copy] = []
    refusals: list[tuple[int, UnreadableCopy]] = []
    for number, item in enumerate(items, start=1):
        try:
            copies += _read_item(item)
        except UnreadableCopy as refusal:
            refusals.append((number, refusal))
    if not copies:
        raise refusals[0][1]
    return with_left_out(copies, [(str(number), reason.as_said()) for number, reason in refusals])


def _read_item(item: Any) -> tuple[Copy, ...]:
    if not isinstance(item, dict) or not (_SHAPE & item.keys() or any(key.startswith("body_") for key in item)):
        raise UnreadableCopy(_NO_NINJS, name="-")
    item = clean_values(item)  # before any word is compared: a NUL behind a role is no other role
    kind = _text(item, "type").lower()
    told = kind or next((name for name in _PLANS if name in item and not any(map(_is_body, item))), "")
    if told in _NO_ARTICLES:
        raise UnreadableCopy(_NO_ARTICLE, name="-", kind=_NO_ARTICLES[told])
    draft = Draft(format=_format(item))
    _read_heads(draft, item)
    _read_body(draft, item, is_media=kind in _MEDIA)
    _read_links(draft, item)
    draft.extra = _rest(item)
    draft.judge_embargo()
    inner = [_bound(copy, draft) for copy in _read_inner(item)] if _is_package(draft, kind) else []
    if inner and (draft.pub_status != "canceled" or not draft.uri):
        return tuple(inner)
    return (draft.finish(), *inner)


def _is_package(draft: Draft, kind: str) -> bool:
    """Tell whether an item only holds others; a brief that other stories are tied to is an article itself."""
    has_own_words = bool(draft.summary) or (kind == "text" and bool(draft.headline))
    return not draft.paragraphs and (kind == "composite" or not has_own_words)


def _bound(copy: Copy, package: Draft) -> Copy:
    """Return copy that came inside a package, with the package's status, embargo, hold and note upon it."""
    moments = [moment for moment in (copy.embargoed_until, package.embargoed_until) if moment is not None]
    unread = dict.fromkeys(filter(None, (copy.embargo_note, package.embargo_note)))
    until, unread_note = one_embargo(max(moments, default=None), " / ".join(unread))
    notes = [copy.ed_note, canonical_text(package.ed_note)]
    return replace(
        copy,
        pub_status=strictest(copy.pub_status, package.pub_status),
        is_status_told=copy.is_status_told or package.is_status_told,
        embargoed_until=until,
        embargo_note=unread_note,
        hold_reason=graver(copy.hold_reason, package.hold_reason),
        ed_note="\n".join(dict.fromkeys(filter(None, notes))),
    )


def _rest(item: Item) -> dict[str, Any]:
    """Return what the copy does not keep elsewhere: other fields, and what bodies have beside their text."""
    taken = {key for key, value in item.items() if key in _TAKEN and isinstance(value, str | int | float)}
    taken |= {key for key, value in item.items() if _is_body(key) and isinstance(value, str)}
    rest = {key: value for key, value in item.items() if key not in taken}
    if isinstance(item.get("bodies"), list):
        rest["bodies"] = [
            {name: value for name, value in body.items() if name != "value"} if isinstance(body, dict) else body
            for body in item["bodies"]
        ]
    return rest


def _format(item: Item) -> str:
    standard = item.get("$standard") or item.get("standard")
    if isinstance(standard, dict) and isinstance(standard.get("version"), str):
        return f"ninjs {standard['version'][:8]}"
    if _THIRD_SHAPE & item.keys():
        return "ninjs 3"
    return "ninjs 2" if _SECOND_SHAPE & item.keys() else "ninjs 1"


def _read_heads(draft: Draft, item: Item) -> None:
    draft.uri = _text(item, "uri", "guid")
    _read_version(draft, item.get("version"))
    draft.language = _text(item, "language")
    draft.slugline = _text(item, "slugline")
    draft.byline = _text(item, "by", "byline")
    draft.dateline = _text(item, "located", "dateline")
    draft.note(_text(item, "edNote", "ednote"), *_signals(item))
    draft.headline = _pick(_forms(item, "headline", "headlines")) or _text(item, "title")
    draft.rights = Rights(
        _text(item, "copyrightHolder", "copyrightholder"),
        _text(item, "copyrightNotice", "copyrightnotice"),
        _text(item, "usageTerms", "usageterms"),
    )
    for name in ("pubStatus", "pubstatus"):
        if name in item and item[name] is not None:
            draft.status(item[name])
    for name in ("embargoedUntil", "embargoeduntil", "embargoed"):
        if name in item:
            draft.embargo(item[name])
    if item.get("urgency") is not None:
        draft.take_urgency(item["urgency"])
    for party in _dicts(item, "infoSources", "infosource", "infosources"):
        draft.source(_text(party, "name", "literal"), *_words(party, "rel", "role", "roles"), uri=_text(party, "uri"))


def _read_version(draft: Draft, said: Any) -> None:
    version = written_version(said)
    if version is None and said is not None:
        draft.warn(_VERSION_UNREAD, said=one_line(str(said))[:40])
    draft.version = version or ""


def _signals(item: Item) -> Iterator[str]:
    """Yield an editors' note for each signal that says as much in a code."""
    signals = item.get("signals")
    for signal in signals if isinstance(signals, list) else [signals]:
        code = signal if isinstance(signal, str) else _text(signal, "code", "uri", "name", "value")
        yield _SIGNALS.get(code.rpartition(":")[2].rpartition("/")[2].lower(), "")


def _read_body(draft: Draft, item: Item, *, is_media: bool) -> None:
    """Keep every form of the text, and read the main one or the fullest."""
    forms = list(_forms(item, "body", "bodies"))
    described = list(_forms(item, "description", "descriptions"))
    for role, kind, value in forms:
        draft.body(value, kind or ("text/html" if looks_like_html(value) else "text/plain"), role)
    draft.paragraphs = _choose(draft, forms)
    if draft.paragraphs:
        put_below(draft, _lines_below(item))
    summary = _choose(draft, described)
    if draft.paragraphs or not is_media:
        draft.summary = "\n".join(summary)
    else:
        draft.paragraphs = summary
        draft.caption_only()


def _choose(draft: Draft, values: Iterable[tuple[str, str, str]]) -> list[str]:
    """Return the paragraphs of the form to read."""
    forms = [
        Form(_paragraphs(draft, kind, value), role, "", kind, _is_html(kind, value)) for role, kind, value in values
    ]
    chosen = choose_form(draft, forms)
    return chosen.paragraphs if chosen else []


def _is_html(kind: str, value: str) -> bool:
    return "html" in kind.lower() or looks_like_html(value)


def _paragraphs(draft: Draft, kind: str, value: str) -> list[str]:
    try:
        if _NITF.search(kind) and value.lstrip().startswith("<"):
            builder = feed(TextBuilder(), parse_xml(value.encode("utf-8", errors="replace")))
            return builder.close().paragraphs
        if _is_html(kind, value):
            return html_paragraphs(value)
    except UnreadableCopy as refusal:
        draft.warn(BAD_FORM, reason=refusal.as_said())
        return []
    return plain_paragraphs(value)


def _read_links(draft: Draft, item: Item) -> None:
    for name, other in _associations(item):
        draft.link(
            _text(other, "rel") or name,
            _text(other, "uri", "guid"),
            type=_text(other, "type"),
            title=_pick(_forms(other, "headline", "headlines")) or _text(other, "title"),
            language=_text(other, "language"),
            version=written_version(other.get("version")) or "",
        )
    for name in _RELATIONS:
        named = item.get(name)
        for one in named if isinstance(named, list) else [named]:
            draft.link(name, one if isinstance(one, str) else _text(one, "uri", "guid"))


def _read_inner(item: Item) -> tuple[Copy, ...]:
    """Read the articles that a package carries inside itself."""
    inner = [other for _name, other in _associations(item) if any(map(_is_body, other))]
    stories = [other for other in inner if _text(other, "type").lower() not in _MEDIA]
    return _read_collection(stories) if stories else ()


def _associations(item: Item) -> Iterator[tuple[str, Item]]:
    found = item.get("associations")
    if isinstance(found, dict):
        yield from ((name, other) for name, other in found.items() if isinstance(other, dict))
    elif isinstance(found, list):
        for other in found:
            if isinstance(other, dict):
                yield _text(other, "name") or "association", other


def _forms(item: Any, first: str, later: str) -> Iterator[tuple[str, str, str]]:
    """Yield role, content type and value of a field's forms: `body_html` and `body` of 1.x, the list of 2.x."""
    if not isinstance(item, dict):
        return
    for one in _dicts(item, later):
        value = one.get("value")
        if isinstance(value, str) and value.strip():
            yield _text(one, "role"), _text(one, "contentType", "contenttype"), value
    for key, value in item.items():
        if isinstance(value, str) and value.strip() and (key == first or key.startswith(f"{first}_")):
            role = key.removeprefix(first).removeprefix("_")
            yield role, _type_of_role(role), value


def _type_of_role(role: str) -> str:
    if "html" in role.lower():
        return "text/html"
    return "application/nitf+xml" if _NITF.search(role) else ""


def _pick(forms: Iterable[tuple[str, str, str]]) -> str:
    """Return the main one of several headlines, without its markup."""
    ranked = sorted(forms, key=lambda form: _MAIN_ROLES.index(form[0]) if form[0] in _MAIN_ROLES else 9)
    return _line(*ranked[0][1:]) if ranked else ""


def _lines_below(item: Item) -> list[str]:
    return [_line(kind, value) for role, kind, value in _forms(item, "headline", "headlines") if is_below(role)]


def _line(kind: str, value: str) -> str:
    return " ".join(html_paragraphs(value)) if _is_html(kind, value) else one_line(value)


def _is_body(key: str) -> bool:
    return key in {"body", "bodies"} or key.startswith("body_")


def _text(item: Any, *names: str) -> str:
    if not isinstance(item, dict):
        return ""
    return next((item[name] for name in names if isinstance(item.get(name), str)), "")


def _words(item: Item, *names: str) -> list[str]:
    values = [item.get(name) for name in names]
    flat = [one for value in values for one in (value if isinstance(value, list) else [value])]
    return [one for one in flat if isinstance(one, str) and one]


def _dicts(item: Item, *names: str) -> list[Item]:
    for name in names:
        if isinstance(item.get(name), list):
            return [one for one in item[name] if isinstance(one, dict)]
    return []
