"""IPTC NewsML-G2: news items, alone or in a message, with an inline XHTML, HTML or NITF body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from articles.intake.blocks import TextBuilder
from articles.intake.copy import Copy, Rights, UnreadableCopy, gettext_noop
from articles.intake.draft import Draft, check_number, with_left_out
from articles.intake.forms import BAD_FORM, Form, choose_form, is_below, put_below, tell_left_out
from articles.intake.html import html_paragraphs, looks_like_html
from articles.intake.nitf import read_nitf_body
from articles.intake.plaintext import plain_paragraphs
from articles.intake.xml import (
    Element,
    as_source,
    as_values,
    attribute,
    child,
    children,
    descendants,
    feed,
    line_of,
    name_of,
    spaced_text_of,
    text_of,
)

Refused = tuple[str, UnreadableCopy]

ROOTS = frozenset({"newsmessage", "newsitem"})
# Items of the standard that are no articles, and what to call them.
OTHERS = {
    "packageitem": "package",
    "planningitem": "planning item",
    "conceptitem": "concept",
    "knowledgeitem": "list of concepts",
    "catalogitem": "catalogue",
    "hopitem": "history",
}
_ITEMS = ("newsitem", *OTHERS)
_TEXT = frozenset({"", "text", "composite"})
_SIGNALS = {"correction": "CORRECTION", "kill": "KILL", "retraction": "KILL"}
# What the copy keeps in full elsewhere.
_TAKEN = frozenset({"contentset", "catalogref"})
_NO_ITEM = gettext_noop("%(name)s is a message without any news item; ask the wire for the file anew")
_NO_ARTICLE = gettext_noop("%(name)s holds no article but this: %(kind)s; file the story itself")


def read_newsml_g2(root: Element) -> tuple[Copy, ...]:
    """Read the articles of a news item or a message; pictures beside stories are left to the first.

    :raises UnreadableCopy: no article in it, or too many
    """
    items = [root] if name_of(root) != "newsmessage" else list(_items(root))
    if not items:
        raise UnreadableCopy(_NO_ITEM, name="-")
    check_number(len(items))
    header = child(root, "header")
    refusals: list[Refused] = []
    read: list[tuple[Element, Draft, bool]] = []
    for item in [one for one in items if name_of(one) not in OTHERS]:
        try:
            read.append((item, *_read_item(item, header)))
        except UnreadableCopy as refusal:
            refusals.append((attribute(item, "guid") or "-", refusal))
    if not read and not refusals:
        raise UnreadableCopy(_NO_ARTICLE, name="-", kind=OTHERS[name_of(items[0])])
    told = {id(item) for item, _draft, is_story in read if is_story}
    if not told:
        return _finish([draft for _item, draft, _is_story in read], refusals)
    # Packages and pictures that come with a story are kept with it, and are no articles. Of several stories the first
    # has them: with each they would be as many as there are stories times pictures.
    first = next(draft for _item, draft, is_story in read if is_story)
    if beside := [as_values(item) for item in items if id(item) not in told]:
        first.extra = {**first.extra, "beside": beside}
    return _finish([draft for _item, draft, is_story in read if is_story or _is_taken_back(draft)], refusals)


def _is_taken_back(draft: Draft) -> bool:
    """Tell whether an item is killed: a picture too may have been filed, and its kill is for nobody else."""
    return draft.pub_status == "canceled" or "KILL" in draft.ed_note.split("\n")


def _finish(drafts: list[Draft], refusals: list[Refused]) -> tuple[Copy, ...]:
    copies: list[Copy] = []
    for draft in drafts:
        try:
            copies.append(draft.finish())
        except UnreadableCopy as refusal:
            refusals.append((draft.uri or "-", refusal))
    if not copies:
        raise refusals[0][1]
    return with_left_out(copies, [(uri, refusal.as_said()) for uri, refusal in refusals])


def _items(message: Element) -> Iterator[Element]:
    for item_set in children(message, "itemset"):
        yield from children(item_set, *_ITEMS)


def _read_item(item: Element, header: Element | None) -> tuple[Draft, bool]:
    """Read one item; tell whether it is a story rather than a picture."""
    draft = Draft(format="NewsML-G2", uri=attribute(item, "guid"), version=attribute(item, "version"))
    meta, content = child(item, "itemmeta"), child(item, "contentmeta")
    kind = _code(child(meta, "itemclass"))
    if meta is not None:
        _read_item_meta(draft, meta)
    if content is not None:
        _read_content_meta(draft, content)
    _read_rights(draft, item)
    _read_bodies(draft, item)
    draft.language = draft.language or _language(item)
    for headline in [one for one in descendants(item, "title") if not draft.headline][:1]:
        draft.headline = text_of(headline)
    draft.extra = {
        "standard": {str(key): str(value) for key, value in item.attrib.items()},
        "elements": [as_values(one) for one in children(item) if name_of(one) not in _TAKEN],
        "header": as_values(header) if header is not None else {},
        "remote": [as_values(one) for one in descendants(item, "remotecontent")],
    }
    is_story = kind in _TEXT or bool(draft.paragraphs)
    if content is not None and is_story:
        put_below(draft, _lines_below(content))
    if not draft.paragraphs and not is_story and draft.summary:
        draft.paragraphs, draft.summary = draft.summary.split("\n"), ""
        draft.caption_only()
    return draft, is_story


def _read_item_meta(draft: Draft, meta: Element) -> None:
    for status in children(meta, "pubstatus"):
        draft.status(_reference(status) or text_of(status))
    for embargo in children(meta, "embargoed"):
        draft.embargo(text_of(embargo))
    notes = [text_of(note) for note in children(meta, "ednote")]
    signals = [_SIGNALS.get(_code(signal), "") for signal in children(meta, "signal")]
    draft.note(*notes, *signals)
    provider = child(meta, "provider")
    if provider is not None:
        draft.source(_name(provider), "provider", uri=_reference(provider))
    draft.slugline = text_of(child(meta, "title"))
    for link in children(meta, "link"):
        draft.link(
            attribute(link, "rel") or "link",
            attribute(link, "residref", "href"),
            title=text_of(child(link, "title")) or text_of(child(link, "headline")),
            version=attribute(link, "version"),
            type=attribute(link, "contenttype"),
        )


def _read_content_meta(draft: Draft, meta: Element) -> None:
    urgency = child(meta, "urgency")
    if urgency is not None:
        draft.take_urgency(text_of(urgency))
    draft.headline = line_of(_headline(meta))
    draft.slugline = text_of(child(meta, "slugline")) or draft.slugline
    draft.byline = spaced_text_of(child(meta, "by"))
    draft.dateline = spaced_text_of(child(meta, "dateline")) or _name(child(meta, "located"))
    draft.language = attribute(child(meta, "language"), "tag")
    described = sorted(children(meta, "description"), key=_rank)
    draft.summary = "\n".join(_lines(described[0])) if described else ""
    for name in ("infosource", "creator", "contributor"):
        for party in children(meta, name):
            roles = [attribute(party, "role")] if attribute(party, "role") else [name]
            draft.source(_name(party), *roles, uri=_reference(party))


def _read_rights(draft: Draft, item: Element) -> None:
    infos = list(children(item, "rightsinfo"))
    if infos:
        holder = child(infos[0], "copyrightholder")
        draft.rights = Rights(
            _name(holder) or _reference(holder),
            text_of(child(infos[0], "copyrightnotice")),
            text_of(child(infos[0], "usageterms")),
        )


def _read_bodies(draft: Draft, item: Element) -> None:
    """Keep every inline form of the text, and read the main one, in the item's own language, or the fullest."""
    contents = list(children(item, "contentset"))
    elements = [one for content in contents for one in children(content, "inlinexml", "inlinedata")]
    for element in elements:
        draft.body(text_of_form(element), _type_of(element), attribute(element, "rendition"))
    own = draft.language or attribute(item, "lang")
    forms, refusals = _read_forms(elements)
    for refusal in refusals:
        if not forms:
            raise refusal
        draft.warn(BAD_FORM, reason=refusal.as_said())
    chosen = choose_form(draft, [form for form, _element in forms], language=own)
    # Without words a form may still say its heads.
    for form, element in [one for one in forms if chosen is None or chosen is one[0]][:1]:
        # The standard knows one set: what stands in another is no form of the same text.
        tell_left_out(draft, form, [other for other, one in forms if one.getparent() is not element.getparent()])
        nitf = _nitf_in(element)
        draft.paragraphs = form.paragraphs if nitf is None else read_nitf_body(draft, nitf)
        # What the form says of itself counts more than what the item says of all; what its markup says does not.
        draft.language = attribute(element, "lang") or draft.language or _language(element)


def _read_forms(elements: Iterable[Element]) -> tuple[list[tuple[Form, Element]], list[UnreadableCopy]]:
    """Return the forms of the text with their elements, and why others cannot be read."""
    forms: list[tuple[Form, Element]] = []
    refusals: list[UnreadableCopy] = []
    for element in elements:
        try:
            forms.append((_read_form(element), element))
        except UnreadableCopy as refusal:
            refusals.append(refusal)
    return forms, refusals


def _read_form(element: Element) -> Form:
    """Return one form of the text as it would be read."""
    kind, nitf = _type_of(element), _nitf_in(element)
    text = "" if len(element) else "".join(element.itertext())
    is_marked_up = bool(len(element)) or "html" in kind or looks_like_html(text)
    if nitf is not None:
        paragraphs = read_nitf_body(Draft(format=""), nitf)
    elif len(element):
        paragraphs = _xhtml(element)
    else:
        paragraphs = html_paragraphs(text) if is_marked_up else plain_paragraphs(text)
    return Form(paragraphs, attribute(element, "rendition"), _language(element), kind, is_marked_up)


def _type_of(element: Element) -> str:
    return attribute(element, "contenttype") or ("application/xhtml+xml" if len(element) else "text/plain")


def _nitf_in(element: Element) -> Element | None:
    inner = next(children(element), None)
    return inner if inner is not None and name_of(inner) == "nitf" else None


def text_of_form(form: Element) -> str:
    """Return what stands inside an inline element, as it came."""
    return (form.text or "") + "".join(as_source(one) + (one.tail or "") for one in children(form))


def _xhtml(form: Element) -> list[str]:
    return feed(TextBuilder(), form).close().paragraphs


def _headline(meta: Element) -> Element | None:
    """Return the headline that has no role or the main one, else the first."""
    found = list(children(meta, "headline"))
    plain = [one for one in found if not attribute(one, "role") or _code_of(attribute(one, "role")) == "main"]
    return next(iter(plain or found), None)


def _lines_below(meta: Element) -> list[str]:
    """Return the headlines that stand below the main one, in its language."""
    languages = {"", attribute(_headline(meta), "lang")}
    below = (one for one in children(meta, "headline") if is_below(attribute(one, "role")))
    return [line_of(one) for one in below if attribute(one, "lang") in languages]


def _rank(description: Element) -> int:
    """Put summaries first, then what has no role; captions speak of pictures."""
    role = _code_of(attribute(description, "role"))
    return 0 if role in {"summary", "abstract"} else 1 if not role else 2


def _lines(element: Element | None) -> list[str]:
    return feed(TextBuilder(), element).close().paragraphs if element is not None else []


def _language(element: Element) -> str:
    for one in (element, *descendants(element, "html", "nitf", "body")):
        tag = attribute(one, "lang", "baselang")
        if tag:
            return tag
    return ""


def _name(element: Element | None) -> str:
    if element is None:
        return ""
    return text_of(child(element, "name")) or attribute(element, "literal") or text_of(element)


def _reference(element: Element | None) -> str:
    return attribute(element, "qcode", "uri", "literal", "code")


def _code(element: Element | None) -> str:
    return _code_of(_reference(element))


def _code_of(reference: str) -> str:
    return reference.rpartition(":")[2].rpartition("/")[2].lower()
