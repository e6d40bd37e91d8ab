"""After release: a correction or a kill opens a case on everything that was made from the copy."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from articles.actor import Actor
from articles.models import Article, ArticleVersion, LinkKind, PubStatus
from moderation.models import AuditEvent, Case, CaseCause, NoticeKind, standing_desk
from moderation.workflow.acting import RoleMayNot, roles_of
from moderation.workflow.audit import record
from moderation.workflow.clock import CORRECTION_MINUTES, KILL_MINUTES, due_at
from moderation.workflow.notices import leaders_of, notify, participants
from moderation.workflow.refusal import Refusal
from moderation.workflow.states import EDITORS

# What a link means that names the article another was made from.
_MADE_FROM = (LinkKind.TRANSLATED_FROM, LinkKind.DERIVED_FROM)
CLOCK = Actor.rule("clock")
RECEPTION = Actor.rule("arrival")


class CaseAcknowledged(Refusal):
    """Refuse to acknowledge a case twice."""

    code = "case"

    def __init__(self, case: Case) -> None:
        super().__init__(_("%(name)s has acknowledged this case before") % {"name": case.acknowledged_by})


def open_cases(*, article: Article, cause: str, reason: str, actor: Actor, now: datetime) -> list[Case]:
    """Open a case on each article that was made from this one, directly or through another; the same once only."""
    return _open_on(derived_from(article), of=article, cause=cause, reason=reason, actor=actor, now=now)


def _open_on(
    articles: Iterable[Article],
    *,
    of: Article,
    cause: str,
    reason: str,
    actor: Actor,
    now: datetime,
) -> list[Case]:
    version = of.latest_version
    # Copy is killed once, and perhaps before a text of it came; it is corrected by one version after another.
    once = {"of_article": of} if cause == CaseCause.KILL else {"of_version": version}
    opened = []
    for derived in articles:
        desk = standing_desk(derived)
        case, is_new = Case.objects.get_or_create(
            article=derived,
            cause=cause,
            **once,
            defaults={
                "of_article": of,
                "of_version": version,
                "reason": reason,
                "desk": desk,
                "opened_at": now,
                "due_at": due_at(now, minutes=_minutes(cause), hours=desk),
            },
        )
        if is_new:
            opened.append(case)
            _tell(case, actor=actor, now=now)
    return opened


def derived_from(article: Article) -> list[Article]:
    """Return all that was made from an article: translations and rewrites, and what was made from those."""
    return _all_along(
        article,
        lambda edge: (
            Q(original__in=edge)
            | Q(versions__original__article__in=edge)
            | Q(links__target__in=edge, links__kind__in=_MADE_FROM)
        ),
    )


def sources_of(article: Article) -> list[Article]:
    """Return all that an article was made from: its originals and sources, and what those were made from."""
    return _all_along(
        article,
        lambda edge: (
            Q(translations__in=edge)
            | Q(versions__translations__article__in=edge)
            | Q(linked_from__article__in=edge, linked_from__kind__in=_MADE_FROM)
        ),
    )


def follow_tie(*, article: Article, to: Article, now: datetime) -> list[Case]:
    """Open the cases of kills that came before it was known that an article was made from the copy.

    The house's reception opens them, not who filed the article: they killed nothing, and are told too.
    """
    opened = []
    concerned = [article, *derived_from(article)]
    above = [to.pk, *(one.pk for one in sources_of(to))]
    killed = Article.objects.filter(pk__in=above, pub_status=PubStatus.CANCELED).select_related("latest_version")
    for one in killed.order_by("pk"):
        made = [derived for derived in concerned if derived.pk != one.pk]
        reason = _why_killed(one)
        opened += _open_on(made, of=one, cause=CaseCause.KILL, reason=reason, actor=RECEPTION, now=now)
    return opened


def follow_correction(*, version: ArticleVersion, actor: Actor, now: datetime) -> list[Case]:
    """Open cases for a version that replaces another text, which others may have been made from."""
    line = ArticleVersion.objects.in_line().filter(article_id=version.article_id, number__lt=version.number)
    before = line.order_by("-number").defer("text").first()
    if before is None or before.content_hash == version.content_hash:
        return []
    reason = _("version %(number)s replaces version %(before)s") % {"number": version.number, "before": before.number}
    return open_cases(article=version.article, cause=CaseCause.CORRECTION, reason=reason, actor=actor, now=now)


def follow_announcement(*, article: Article, of: Article, reason: str, actor: Actor, now: datetime) -> list[Case]:
    """Open cases on an article that another one replaces, and on all that was made from it."""
    if article.latest_version is None:
        return []
    touched = [one for one in (of, *derived_from(of)) if one.pk != article.pk]
    return _open_on(touched, of=article, cause=CaseCause.CORRECTION, reason=reason, actor=actor, now=now)


@transaction.atomic
def acknowledge(*, case: Case, actor: Actor, now: datetime, note: str = "") -> Case:
    """Say that the case was seen, and what was done about it.

    :raises CaseAcknowledged: :raises RoleMayNot:
    """
    if actor.user is None or not roles_of(actor) & EDITORS:
        raise RoleMayNot("acknowledge", actor)
    locked = Case.objects.select_for_update(of=("self",)).select_related("acknowledged_by").get(pk=case.pk)
    if locked.acknowledged_at is not None:
        raise CaseAcknowledged(locked)
    locked.acknowledged_by, locked.acknowledged_at, locked.note = actor.user, now, note
    # First the event: the database takes no case for acknowledged of which none says so.
    record(
        action="case.acknowledged",
        actor=actor,
        obj=locked,
        now=now,
        after={"late": locked.due_at < now},
        reason=note,
    )
    locked.save(update_fields=["acknowledged_by", "acknowledged_at", "note"])
    return locked


def escalate_cases(*, now: datetime) -> int:
    """Tell the chiefs of every case that nobody acknowledged in time, once each; return how many."""
    due = Case.objects.filter(acknowledged_at__isnull=True, escalated_at__isnull=True, due_at__lt=now)
    return sum(_escalate(case_id, now) for case_id in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _escalate(case_id: int, now: datetime) -> bool:
    case = Case.objects.select_for_update(of=("self",)).select_related("article__desk").get(pk=case_id)
    if case.acknowledged_at is not None or case.escalated_at is not None:
        return False
    case.escalated_at = now
    case.save(update_fields=["escalated_at"])
    record(action="case.escalated", actor=CLOCK, obj=case, now=now, after={"due_at": case.due_at})
    # The article may have gone to another desk since the case was opened: its chiefs are those who can see to it.
    to = leaders_of(standing_desk(case.article))
    notify(article=case.article, to=to, kind=NoticeKind.CASE, actor=CLOCK, reason=case.reason, now=now)
    return True


def _all_along(article: Article, next_to: Callable[[set[int]], Q]) -> list[Article]:
    """Return every article to which one step after another leads; each once, and not where it began."""
    found: dict[int, Article] = {}
    edge = {article.pk}
    while edge:
        reached = Article.objects.filter(next_to(edge)).select_related("desk").distinct()
        fresh = {one.pk: one for one in reached if one.pk not in found}
        fresh.pop(article.pk, None)
        found |= fresh
        edge = set(fresh)
    return [found[number] for number in sorted(found)]


def _why_killed(article: Article) -> str:
    killed = AuditEvent.objects.filter(article_id=article.pk, action="copy.killed").order_by("sequence").first()
    return killed.reason if killed else _("killed by the wire")


def _tell(case: Case, *, actor: Actor, now: datetime) -> None:
    record(
        action="case.opened",
        actor=actor,
        obj=case,
        now=now,
        after={"cause": case.cause, "of_article": case.of_article_id, "due_at": case.due_at},
        reason=case.reason,
    )
    to = [*leaders_of(case.desk), *participants(case.article)]
    notify(article=case.article, to=to, kind=NoticeKind.CASE, actor=actor, reason=case.reason, now=now)


def _minutes(cause: str) -> int:
    return KILL_MINUTES if cause == CaseCause.KILL else CORRECTION_MINUTES
