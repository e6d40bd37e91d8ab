"""IPTC NITF: one article a file, or the body of another standard's item."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from articles.intake.blocks import TextBuilder
from articles.intake.copy import Copy, Rights
from articles.intake.draft import Draft
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
    spaced_text_of,
    text_of,
)

ROOTS = frozenset({"nitf"})


def read_nitf(root: Element) -> tuple[Copy, ...]:
    """Read an article in NITF.

    :raises UnreadableCopy: no words in it
    """
    draft = Draft(format="NITF", language=attribute(root, "baselang", "lang"))
    head = child(root, "head")
    if head is not None:
        _read_head(draft, head)
    draft.paragraphs = read_nitf_body(draft, root)
    draft.headline = draft.headline or text_of(child(head, "title"))
    source = child(root, "body")
    if source is not None:
        draft.body(as_source(source), "application/nitf+xml")
    draft.extra = {
        "standard": {str(key): str(value) for key, value in root.attrib.items()},
        "head": as_values(head) if head is not None else {},
        "media": [as_values(media) for media in descendants(root, "media")],
    }
    return (draft.finish(),)


def read_nitf_body(draft: Draft, root: Element) -> list[str]:
    """Read headline, byline, dateline and abstract of a NITF document into a draft; return its paragraphs."""
    body = child(root, "body")
    head = child(body, "body.head")
    below = [] if head is None else _read_headlines(draft, head)
    if head is not None:
        _read_body_head(draft, head)
    # The standard lets a body have several contents, one below the other.
    contents = children(body, "body.content") if body is not None else ()
    paragraphs = [one for content in contents for one in feed(TextBuilder(), content).close().paragraphs]
    # What stands below the headline is read before the text.
    return [*(line for line in below if line not in paragraphs[:1]), *paragraphs]


def _read_head(draft: Draft, head: Element) -> None:
    data = child(head, "docdata")
    for meta in children(head, "meta"):
        if attribute(meta, "name").lower() in {"slug", "slugline", "subject"} and not draft.slugline:
            draft.slugline = attribute(meta, "content")
    if data is None:
        return
    document = child(data, "doc-id")
    draft.uri = attribute(document, "id-string")
    draft.source(attribute(document, "regsrc"), "registered")
    _read_status(draft, data)
    key = child(data, "du-key")
    draft.version = attribute(key, "version")
    draft.slugline = attribute(key, "key") or draft.slugline
    rights = child(data, "doc.copyright")
    draft.rights = Rights(attribute(rights, "holder"), text_of(child(data, "doc.rights")), "")
    for name in ("fixture", "identified-content"):
        for link in children(data, name):
            draft.link(name, attribute(link, "fix-id"))
    for reference in children(data, "correction"):
        draft.link("correctionof", attribute(reference, "id-string"), title=attribute(reference, "info"))
        draft.note(f"CORRECTION: {attribute(reference, 'info')}")


def _read_status(draft: Draft, data: Element) -> None:
    """Read urgency, editors' message, embargo and management status."""
    urgency = attribute(child(data, "urgency"), "ed-urg")
    if urgency:
        draft.take_urgency(urgency)
    draft.note(*(attribute(message, "info") or text_of(message) for message in children(data, "ed-msg")))
    for release in children(data, "date.release"):
        draft.embargo(attribute(release, "norm") or text_of(release))
    status = attribute(data, "management-status")
    if status:
        draft.status(status)


def _read_headlines(draft: Draft, head: Element) -> list[str]:
    """Read the headline, marked or bare; return the lines below it, of which the first leads where there is none."""
    hedline = child(head, "hedline")
    if hedline is None:
        return []
    below = [line for line in map(line_of, children(hedline, "hl2")) if line]
    alone = deepcopy(hedline)
    etree.strip_elements(alone, "{*}hl2", with_tail=False)
    draft.headline = draft.headline or line_of(child(hedline, "hl1")) or line_of(alone)
    if below and not draft.headline:
        draft.headline = below.pop(0)
    return below


def _read_body_head(draft: Draft, head: Element) -> None:
    draft.byline = draft.byline or spaced_text_of(child(head, "byline"))
    draft.dateline = draft.dateline or spaced_text_of(child(head, "dateline"))
    abstract = child(head, "abstract")
    if abstract is not None and not draft.summary:
        draft.summary = "\n".join(feed(TextBuilder(), abstract).close().paragraphs)
    for distributor in children(head, "distributor"):
        draft.source(text_of(distributor), "distributor")
    draft.note(*(text_of(note) for note in children(head, "note")))
    rights = child(head, "rights")
    if rights is not None and not any((draft.rights.holder, draft.rights.notice)):
        draft.rights = Rights(text_of(next(descendants(rights, "rights.owner"), None)), text_of(rights), "")
