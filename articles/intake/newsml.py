"""IPTC NewsML 1.2: the text items of a news item's components."""

from __future__ import annotations

import re

from articles.intake.blocks import TextBuilder
from articles.intake.copy import Copy, Rights, UnreadableCopy, gettext_noop
from articles.intake.draft import Draft, check_number, with_left_out
from articles.intake.html import html_paragraphs, looks_like_html
from articles.intake.nitf import read_nitf_body
from articles.intake.xml import (
    Element,
    as_source,
    as_values,
    attribute,
    child,
    children,
    descendants,
    feed,
    name_of,
    text_of,
)

ROOTS = frozenset({"newsml"})
_NO_ITEM = gettext_noop("%(name)s is a message without any news item; ask the wire for the file anew")
_REVISION = re.compile(r"(?<=[^:]):[0-9]{1,9}[NUA]?\Z", re.IGNORECASE)
_TAKEN = frozenset({"contentitem", "newscomponent"})


def read_newsml(root: Element) -> tuple[Copy, ...]:
    """Read the articles of a NewsML 1.2 document.

    :raises UnreadableCopy: no news item with words in it, or too many
    """
    items = list(children(root, "newsitem"))
    check_number(len(items))
    copies: list[Copy] = []
    refusals: list[tuple[str, UnreadableCopy]] = []
    for number, item in enumerate(items, start=1):
        try:
            copies.append(_read_item(item))
        except UnreadableCopy as refusal:
            refusals.append((str(number), refusal))
    if copies:
        return with_left_out(copies, [(number, refusal.as_said()) for number, refusal in refusals])
    raise refusals[0][1] if refusals else UnreadableCopy(_NO_ITEM, name="-")


def _read_item(item: Element) -> Copy:
    draft = Draft(format="NewsML 1.2")
    identifier = child(item, "identification", "newsidentifier")
    draft.uri = _unversioned(text_of(child(identifier, "publicidentifier")) or text_of(child(identifier, "newsitemid")))
    draft.version = text_of(child(identifier, "revisionid"))
    draft.slugline = text_of(child(item, "identification", "namelabel"))
    draft.source(text_of(child(identifier, "providerid")), "provider")
    management = child(item, "newsmanagement")
    if management is not None:
        _read_management(draft, management)
    component = child(item, "newscomponent")
    if component is not None:
        _read_component(draft, component)
    draft.extra = {
        "identification": as_values(child(item, "identification")) if identifier is not None else {},
        "management": as_values(management) if management is not None else {},
        "components": [_heads(one) for one in descendants(item, "newscomponent")],
    }
    return draft.finish()


def _read_management(draft: Draft, management: Element) -> None:
    status = attribute(child(management, "status"), "formalname")
    release = child(management, "statuswillchange")
    if status.lower() == "embargoed":
        # The moment of release stands in the change that is announced; without it nobody knows until when.
        draft.embargo(text_of(child(release, "dateandtime")))
    elif status:
        draft.status(status)
    urgency = attribute(child(management, "urgency"), "formalname")
    if urgency:
        draft.take_urgency(urgency)
    for name in ("derivedfrom", "associatedwith"):
        for link in children(management, name):
            draft.link(name, _unversioned(attribute(link, "newsitem")), title=text_of(child(link, "comment")))
    for instruction in children(management, "instruction"):
        name = attribute(instruction, "formalname")
        draft.ed_note = "\n".join(filter(None, [draft.ed_note, name.upper() if name.lower() == "kill" else name]))


def _read_component(draft: Draft, component: Element) -> None:
    """Read the heads of a component, of those inside it where it has none, and the first text among its contents."""
    for one in descendants(component, "newscomponent"):
        _read_heads(draft, one)
    for content in descendants(component, "contentitem"):
        data = child(content, "datacontent")
        if data is None:
            continue
        kind = attribute(child(content, "format"), "formalname") or attribute(child(content, "mimetype"), "formalname")
        draft.body(_inner(data), kind.lower() or "text/plain")
        if not draft.paragraphs:
            _read_data(draft, data)


def _read_heads(draft: Draft, component: Element) -> None:
    lines = child(component, "newslines")
    draft.headline = draft.headline or text_of(child(lines, "headline"))
    draft.byline = draft.byline or text_of(child(lines, "byline"))
    draft.dateline = draft.dateline or text_of(child(lines, "dateline"))
    draft.slugline = text_of(child(lines, "slugline")) or draft.slugline
    if not any((draft.rights.holder, draft.rights.notice, draft.rights.usage)):
        draft.rights = Rights(
            text_of(child(component, "rightsmetadata", "copyright", "copyrightholder")),
            text_of(child(lines, "copyrightline")),
            text_of(child(lines, "rightsline")),
        )
    draft.language = (
        draft.language
        or attribute(child(component, "descriptivemetadata", "language"), "formalname")
        or attribute(component, "lang")
    )
    for line in children(lines, "newsline") if lines is not None else ():
        if "ednote" in attribute(child(line, "newslinetype"), "formalname").lower().replace(" ", ""):
            draft.ed_note = "\n".join(filter(None, [draft.ed_note, text_of(child(line, "newslinetext"))]))
    for role in ("provider", "creator", "source", "contributor"):
        for party in descendants(component, role):
            draft.source(attribute(child(party, "party"), "formalname") or text_of(party), role)


def _read_data(draft: Draft, data: Element) -> None:
    inner = next(children(data), None)
    if inner is not None and name_of(inner) == "nitf":
        read_nitf_body(draft, inner)
    elif inner is not None:
        draft.paragraphs = feed(TextBuilder(), data).close().paragraphs
    else:
        text = "".join(data.itertext())
        draft.paragraphs = html_paragraphs(text) if looks_like_html(text) else text.splitlines()


def _unversioned(uri: str) -> str:
    """Return a NewsML identifier without its revision: all revisions are one article."""
    return _REVISION.sub("", uri) if uri.lower().startswith("urn:newsml:") else uri


def _inner(data: Element) -> str:
    return (data.text or "") + "".join(as_source(one) + (one.tail or "") for one in children(data))


def _heads(component: Element) -> dict[str, object]:
    values = as_values(component)
    values["children"] = [as_values(one) for one in children(component) if name_of(one) not in _TAKEN]
    return values
