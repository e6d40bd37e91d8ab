"""Receive copy: the one door for pages, programs, feeds and folders; told apart by the wire's id and the content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from articles.actor import Actor, ActorKind
from articles.intake import Copy
from articles.intake.copy import Said
from articles.intake.versions import is_older
from articles.models import (
    Article,
    ArticleKind,
    ArticleVersion,
    Desk,
    PubStatus,
    Upload,
    VersionOrigin,
    Wire,
    hash_content,
)
from articles.operations.filing import (
    CLOSED_ORIGINAL,
    add_version,
    check_original,
    describe,
    describe_anew,
    file_copy,
    has_lines_of,
    keep_version,
    lines_of,
    name_externally,
    repeat_version,
    says_status,
)
from articles.operations.languages import language_of, language_said, saying
from articles.operations.linking import (
    adopt_original,
    has_closed_original,
    join_waiting,
    keep_links,
    link_original,
    lock_copies,
)
from articles.operations.notes import NoteAction, read_note
from articles.operations.receipt import Outcome, Receipt, say
from articles.operations.standing import hold_copy, kill_copy, release_copy, why_hold
from articles.signals import copy_tied, heads_changed

_KILLED_FIRST = gettext_noop("nothing was filed under this id before; it is killed before it comes")
_STAYS_KILLED = gettext_noop("the article was killed and stays so; the text is kept with it")
_LATE = gettext_noop("version %(late)s came after version %(highest)s; it is kept and not shown")
_REPLACED = gettext_noop("this text came before and was replaced; the newer one stands")
_SAME_NUMBER = gettext_noop("version %(version)s came before with another text; this one is newer")
_ONLY_NOTE = gettext_noop("there is no article text, only a note to editors; the text stays as it was")
_HELD = gettext_noop("held: %(reason)s")
_NOTHING_CORRECTED = gettext_noop(
    "the editors' note announces a correction, and nothing filed here under this id is corrected by it"
)

_FROM_WIRE = (VersionOrigin.FILED, VersionOrigin.CORRECTED)


class FiledElsewhere(ValueError):
    """Refuse copy that is an article which whoever delivers it may not touch; it says no more of it."""

    def __init__(self) -> None:
        super().__init__(_("this copy was filed before, on a desk that is not yours: ask an administrator"))


@dataclass(slots=True)
class _Delivery:
    """Hold what came in, under which heads, and what there is to say about it."""

    copy: Copy
    wire: Wire
    language: str
    desk: Desk
    actor: Actor
    now: datetime
    kind: str
    is_told: bool
    is_asked: bool
    original: Article | None
    upload: Upload | None
    action: NoteAction = field(init=False)
    doubts: list[Said] = field(init=False)

    def __post_init__(self) -> None:
        """Read the note to editors, and begin with the doubts of whoever read the bytes."""
        self.action = read_note(self.copy.ed_note)
        self.doubts = list(self.copy.warnings)

    def doubt(self, template: str, **details: str) -> None:
        """Say something that somebody should look at; what is said before a version is written stays with it."""
        self.doubts.append(Said(template, details))

    @property
    def doubted(self) -> Copy:
        """Return the copy with all doubts about it so far."""
        return replace(self.copy, warnings=tuple(self.doubts))

    @property
    def by(self) -> dict[str, Any]:
        """Return who acts, and when."""
        return {"actor": self.actor, "now": self.now}

    @property
    def is_kill(self) -> bool:
        """Tell whether the wire takes the article back."""
        return self.copy.pub_status == PubStatus.CANCELED or self.action == NoteAction.KILL


@transaction.atomic
def receive_copy(  # noqa: PLR0913
    *,
    copy: Copy,
    wire: Wire,
    desk: Desk,
    actor: Actor,
    now: datetime,
    language: str | None = None,
    kind: str = ArticleKind.SYNDICATED,
    original: Article | None = None,
    upload: Upload | None = None,
    may_touch: Callable[[Article], bool] = lambda _article: True,
) -> Receipt:
    """File copy that is new, add the version that is newer, keep what is late, hold and kill as the wire says.

    Copy is the same by wire, id and content, never by time. Call it in a transaction of its own: it locks every
    article that it touches before it writes the first line, so that deliveries never wait for each other in a circle.

    :raises UnknownLanguage: *language* does not exist
    :raises UnfitOriginal: *original* is in the same language, or the copy is an original itself
    :raises FiledElsewhere: the copy is an article that *may_touch* refuses
    """
    told, doubts = language_of(copy, wire, language)
    heads = {"desk": desk, "kind": kind, "original": original, "upload": upload, "actor": actor, "now": now}
    is_asked = bool(language) and actor.kind != ActorKind.TOKEN
    if language and not is_asked:
        # A program sends its language with every delivery, as a wire does: nobody has looked at the text again.
        copy = saying(copy, told)
    delivery = _Delivery(copy, wire, told or wire.language, is_told=told is not None, is_asked=is_asked, **heads)
    delivery.doubts += doubts
    check_original(original, language=delivery.language, kind=kind)
    lock_copies([(copy, delivery.language)], wire, original=original)
    known = _find_known(delivery)
    if known is not None and not may_touch(known):
        raise FiledElsewhere
    receipt = _file(delivery) if known is None else _bring_up(delivery, known)
    return replace(receipt, warnings=say(delivery.doubts))


def _find_known(delivery: _Delivery) -> Article | None:
    """Return the article that the copy is, by its id; copy without one is known by its content alone."""
    articles = Article.objects.filter(wire=delivery.wire, external_id=name_externally(delivery.copy.uri))
    articles = articles.select_related("wire", "desk", "original__latest_version", "latest_version")
    if delivery.copy.uri:
        return articles.first()
    if delivery.kind != ArticleKind.ORIGINAL:
        articles = articles.exclude(kind=ArticleKind.ORIGINAL)
    digest = hash_content(language=delivery.language, text=delivery.copy.text)
    return articles.filter(versions__content_hash=digest).order_by("pk").first()


def _file(delivery: _Delivery) -> Receipt:
    if delivery.is_kill:
        delivery.doubt(_KILLED_FIRST)
    if delivery.is_kill and not delivery.copy.text:
        return _file_kill(delivery)
    original, kind = link_original(
        delivery.copy, delivery.wire, delivery.language, delivery.original, delivery.kind, actor=delivery.actor
    )
    if original is None:
        _doubt_original(delivery)
    _doubt_correction(delivery)
    article = file_copy(
        copy=replace(delivery.doubted, pub_status=PubStatus.USABLE),
        wire=delivery.wire,
        desk=delivery.desk,
        language=delivery.language,
        kind=kind,
        original=original,
        upload=delivery.upload,
        **delivery.by,
    )
    version = article.latest_version
    article.wire_status = delivery.copy.pub_status
    article.save(update_fields=["wire_status"])
    keep_links(article, delivery.copy.links, **delivery.by)
    join_waiting(article, **delivery.by)
    return _stand(delivery, Receipt(article, version, Outcome.FILED))


def _file_kill(delivery: _Delivery) -> Receipt:
    """Keep the kill of an article that never came, so that it is dead on arrival if it comes.

    What names it as its original or its source is here perhaps: it is told of the kill as of any other.
    """
    copy = delivery.copy
    article = Article.objects.create(
        wire=delivery.wire,
        desk=delivery.desk,
        kind=delivery.kind,
        language=delivery.language,
        external_id=name_externally(copy.uri),
        headline=(copy.headline or copy.ed_note or copy.uri or "-")[:300],
        filed_by=delivery.actor.user,
        filed_at=delivery.now,
        **describe(copy),
    )
    join_waiting(article, **delivery.by)
    return _stand(delivery, Receipt(article, None, Outcome.KILLED))


def _bring_up(delivery: _Delivery, article: Article) -> Receipt:
    """Bring a known article to what has come in."""
    if article.pub_status == PubStatus.CANCELED:
        return _meet_killed(delivery, article)
    if delivery.is_kill:
        version = _keep_new(delivery, article, VersionOrigin.KILL)
        _change_heads(delivery, article)
        return _stand(delivery, Receipt(article, version, Outcome.KILLED))
    if is_older(delivery.copy.version, article.wire_version):
        return _keep_late(delivery, article)
    is_joined = article.original_id is None and _tie_original(delivery, article)
    is_taken_up = _take_up(delivery, article)
    version = _add_newer(delivery, article)
    if (version is None or version.is_beside) and (is_joined or is_taken_up):
        origin = VersionOrigin.FILED if is_taken_up else VersionOrigin.LINKED
        version = repeat_version(article, origin=origin, **delivery.by)
    is_changed = _change_heads(delivery, article)
    keep_links(article, delivery.copy.links, **delivery.by)
    if version is None and not is_changed:
        return Receipt(article, None, Outcome.UNCHANGED)
    is_late = version is not None and version.is_beside
    return _stand(delivery, Receipt(article, version, Outcome.LATE if is_late else Outcome.UPDATED))


def _tie_original(delivery: _Delivery, article: Article) -> bool:
    """Tie an article to the original given or named: it may have been closed to whoever filed the article first."""
    original, _kind = link_original(
        delivery.copy, delivery.wire, article.language, delivery.original, delivery.kind, actor=delivery.actor
    )
    is_joined = adopt_original(article, original)
    if article.original is None:
        _doubt_original(delivery)
    else:
        copy_tied.send(sender=Article, article=article, to=article.original, **delivery.by)
    return is_joined


def _take_up(delivery: _Delivery, article: Article) -> bool:
    """Make copy in its own right of what was kept as a mere original, once its wire files it as such."""
    if not article.is_original or delivery.kind == ArticleKind.ORIGINAL:
        return False
    article.kind = delivery.kind
    article.save(update_fields=["kind"])
    return article.latest_version is not None


def _meet_killed(delivery: _Delivery, article: Article) -> Receipt:
    version = None
    if not delivery.is_kill:
        delivery.doubt(_STAYS_KILLED)
        version = _keep_new(delivery, article, VersionOrigin.LATE)
    return Receipt(article, version, Outcome.KILLED)


def _keep_late(delivery: _Delivery, article: Article) -> Receipt:
    delivery.doubt(_LATE, late=delivery.copy.version, highest=article.wire_version)
    version = _keep_new(delivery, article, VersionOrigin.LATE)
    return Receipt(article, version, Outcome.LATE if version else Outcome.UNCHANGED)


def _keep_new(delivery: _Delivery, article: Article, origin: str) -> ArticleVersion | None:
    """Keep a text beside the line, unless it is kept already or there is none."""
    copy = delivery.copy
    digest = hash_content(language=article.language, text=copy.text)
    if not copy.text or article.versions.filter(content_hash=digest).exists():
        return None
    return keep_version(article, delivery.doubted, origin=origin, upload=delivery.upload, **delivery.by)


def _add_newer(delivery: _Delivery, article: Article) -> ArticleVersion | None:
    """Add a version where the content is new to the article; no text adds none, one that came before stands beside."""
    copy = delivery.copy
    if not copy.text:
        delivery.doubt(_ONLY_NOTE)
        return None
    language = _language_for(delivery, article)
    digest = hash_content(language=language, text=copy.text)
    is_counted = bool(copy.version) and copy.version != article.wire_version
    # A text that was only kept beside the line has stood nowhere, so nothing has replaced it.
    before = article.versions.in_line().filter(content_hash=digest)
    last = article.versions.filter(origin__in=_FROM_WIRE).order_by("-number").first()
    # By its words: an editor may have put right since in which language they are read.
    is_same_text = last is not None and last.text == copy.text and language == article.language
    if last is not None and is_same_text:
        # Another byline or abstract is a version of the same content: answers and approvals stay.
        if last.is_edited_since() or has_lines_of(last, copy):
            return None
        before = before.filter(**lines_of(copy))
    if not is_counted and before.exists():
        delivery.doubt(_REPLACED)
        return None if is_same_text else _keep_again(delivery, article, digest)
    if not is_same_text and copy.version and copy.version == article.wire_version:
        delivery.doubt(_SAME_NUMBER, version=copy.version)
    # Only what adds a text says in which language it is read: the two are kept at once.
    article.language = language
    return _add(delivery, article)


def _keep_again(delivery: _Delivery, article: Article, digest: str) -> ArticleVersion | None:
    """Keep a text that was replaced and comes again without a number beside the line, once for each that stands.

    The wire may have taken its newer text back, or a cache on the way be stale and the two come by turns: nobody can
    tell by the bytes, so what stands stays, and its desk sees that the other came.
    """
    again = article.versions.filter(origin=VersionOrigin.LATE, content_hash=digest)
    if again.filter(number__gt=article.versions.in_line().latest("number").number).exists():
        return None
    return keep_version(article, delivery.doubted, origin=VersionOrigin.LATE, upload=delivery.upload, **delivery.by)


def _language_for(delivery: _Delivery, article: Article) -> str:
    """Return in which language a known article is read; a wire that says what it has always said corrects nobody."""
    before = language_said(article.language_tag) or article.wire.language
    is_news = delivery.is_asked or (delivery.is_told and delivery.language != before)
    return delivery.language if is_news else article.language


def _add(delivery: _Delivery, article: Article) -> ArticleVersion:
    origin = VersionOrigin.CORRECTED
    return add_version(article, delivery.doubted, origin=origin, upload=delivery.upload, **delivery.by)


def _change_heads(delivery: _Delivery, article: Article) -> bool:
    """Bring an article's heads to those of the copy, tell what changed, and return whether anything did."""
    new = describe_anew(delivery.copy)
    if not delivery.copy.version:
        new["wire_version"] = article.wire_version
    if new.get("embargo_note") and new["embargo_note"] == article.embargo_settled:
        # An editor has settled just this note: it is not unsettled by the wire's saying it again.
        new |= {"embargo_note": article.embargo_note, "embargoed_until": article.embargoed_until}
    before = {name: getattr(article, name) for name, value in new.items() if getattr(article, name) != value}
    if not before:
        return False
    after = {name: new[name] for name in before}
    for name, value in after.items():
        setattr(article, name, value)
    article.save(update_fields=list(after))
    heads_changed.send(sender=Article, article=article, before=before, after=after, **delivery.by)
    return True


def _stand(delivery: _Delivery, receipt: Receipt) -> Receipt:
    """Kill, hold or release the article as the wire says."""
    article, copy = receipt.article, delivery.copy
    if delivery.is_kill:
        reason = copy.ed_note or _("canceled by the wire")
        killed = kill_copy(article=article, reason=reason, **delivery.by)
        return replace(receipt, article=killed, outcome=Outcome.KILLED)
    reason = why_hold(copy, delivery.action, article)
    if reason:
        held = hold_copy(article=article, reason=reason, **delivery.by)
        delivery.doubt(_HELD, reason=reason)
        return replace(receipt, article=held)
    if article.pub_status == PubStatus.WITHHELD and says_status(copy):
        released = release_copy(article=article, reason=_("released by the wire"), **delivery.by)
        return replace(receipt, article=released)
    return receipt


def _doubt_correction(delivery: _Delivery) -> None:
    if delivery.action == NoteAction.CORRECTION and not delivery.copy.links:
        delivery.doubt(_NOTHING_CORRECTED)


def _doubt_original(delivery: _Delivery) -> None:
    if has_closed_original(delivery.copy, delivery.wire, actor=delivery.actor):
        delivery.doubt(CLOSED_ORIGINAL)
