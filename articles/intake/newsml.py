"""IPTC NewsML 1.2: the text items of a news item's components."""

from __future__ import annotations

import re

from articles.intake.blocks import TextBuilder
from articles.intake.copy import Copy, Rights, UnreadableCopy, gettext_noop
from articles.intake.draft import Draft, check_number, has_words, with_left_out
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

ROOTS = frozenset({"newsml"})
_NO_ITEM = gettext_noop("%(name)s is a message without any news item; ask the wire for the file anew")
_REVISION = re.compile(r"(?<=[^:]):[0-9]{1,9}[NUA]?\Z", re.IGNORECASE)
_TAKEN = frozenset({"contentitem", "newscomponent"})
_CAPTIONS = frozenset({"caption", "credit", "byline"})


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
        # Each without those inside it, which stand beside it: they may be many, and one inside another.
        "components": [as_values(one, without=_TAKEN) for one in descendants(item, "newscomponent")],
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
        draft.note(name.upper() if name.lower() == "kill" else name)


def _read_component(draft: Draft, component: Element) -> None:
    """Read the heads of a component, of those inside it where it has none, and the texts among its contents.

    Of components with roles the main one is read, else all but captions; several texts are one article's parts.
    """
    for one in descendants(component, "newscomponent"):
        _read_heads(draft, one)
    for role in ("provider", "creator", "source", "contributor"):
        for party in descendants(component, role):
            draft.source(attribute(child(party, "party"), "formalname") or text_of(party), role)
    texts = _read_texts(draft, component)
    main = [text for text in texts if text[0] == "main"] or [text for text in texts if text[0] not in _CAPTIONS]
    known = set(draft.paragraphs)
    for _role, paragraphs in main or texts:
        draft.paragraphs += [one for one in paragraphs if one not in known]
        known.update(paragraphs)


def _read_texts(draft: Draft, component: Element) -> list[tuple[str, list[str]]]:
    """Return a component's texts with their roles; of those that say the same in other forms, the first."""
    role = attribute(child(component, "role"), "formalname").lower()
    is_one_text = attribute(component, "equivalentslist").lower() == "yes"
    texts: list[tuple[str, list[str]]] = []
    for one in children(component, "contentitem", "newscomponent"):
        if name_of(one) == "newscomponent":
            found = _read_texts(draft, one)
        else:
            paragraphs = _read_content(draft, one)
            found = [(role, paragraphs)] if has_words(paragraphs) else []
        texts += [] if texts and is_one_text else found
    return texts


def _read_content(draft: Draft, content: Element) -> list[str]:
    data = child(content, "datacontent")
    if data is None:
        return []
    kind = attribute(child(content, "format"), "formalname") or attribute(child(content, "mimetype"), "formalname")
    draft.body(_inner(data), kind.lower() or "text/plain")
    return _read_data(draft, data)


def _read_heads(draft: Draft, component: Element) -> None:
    lines = child(component, "newslines")
    if lines is not None and not draft.headline:
        draft.headline = line_of(child(lines, "headline"))
        # What stands below the headline is read before the text.
        draft.paragraphs += filter(None, map(line_of, children(lines, "subheadline")))
    draft.byline = draft.byline or spaced_text_of(child(lines, "byline"))
    draft.dateline = draft.dateline or spaced_text_of(child(lines, "dateline"))
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
            draft.note(text_of(child(line, "newslinetext")))


def _read_data(draft: Draft, data: Element) -> list[str]:
    inner = next(children(data), None)
    if inner is not None and name_of(inner) == "nitf":
        return read_nitf_body(draft, inner)
    if inner is not None:
        return feed(TextBuilder(), data).close().paragraphs
    text = "".join(data.itertext())
    return html_paragraphs(text) if looks_like_html(text) else plain_paragraphs(text)


def _unversioned(uri: str) -> str:
    """Return a NewsML identifier without its revision: all revisions are one article."""
    return _REVISION.sub("", uri) if uri.lower().startswith("urn:newsml:") else uri


def _inner(data: Element) -> str:
    return (data.text or "") + "".join(as_source(one) + (one.tail or "") for one in children(data))
