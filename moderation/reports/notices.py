"""The mails about one article or wire: what happened, by whom, why, and where to go on; in its reader's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.contrib.auth.models import User
from django.core.mail import EmailMultiAlternatives
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from articles.actor import HANDS, ActorKind
from articles.models import Article, Desk
from moderation.models import AuditEvent, Case, CaseCause, Notice, NoticeKind, Preference, Review, standing_desk
from moderation.reports.digest import Digest, Item, Link, Section
from moderation.reports.mail import inline, name_message
from moderation.reports.plain import write_plain
from moderation.reports.words import name_article, review_address, say_day, say_length, say_moment


@dataclass(frozen=True, slots=True)
class Words:
    """Say one kind of notice: its title, what happened (with and without a name), and why one gets it.

    They are translated when the mail is written, in its reader's language.
    """

    title: str
    named: str
    unnamed: str
    because: str


_ESCALATED_FOR = gettext_noop("you lead its desk, or are a standards editor")
_WORKED_ON_IT = gettext_noop("you worked on this article")
_MADE_HERE = gettext_noop("you lead its desk, or worked on this article")

WORDS: Mapping[str, Words] = {
    NoticeKind.RETURNED: Words(
        gettext_noop("Returned: %(name)s"),
        gettext_noop("%(who)s returned an article that you worked on: it is to be mended."),
        gettext_noop("An article that you worked on was returned: it is to be mended."),
        _WORKED_ON_IT,
    ),
    NoticeKind.ASSIGNED: Words(
        gettext_noop("Assigned to you: %(name)s"),
        gettext_noop("%(who)s assigned this article to you."),
        gettext_noop("This article was assigned to you."),
        gettext_noop("the article was given to you"),
    ),
    NoticeKind.ESCALATED: Words(
        gettext_noop("Escalated to you: %(name)s"),
        gettext_noop("%(who)s asks you to decide this article."),
        gettext_noop("You are asked to decide this article."),
        _ESCALATED_FOR,
    ),
    NoticeKind.KILLED: Words(
        gettext_noop("Killed: %(name)s"),
        gettext_noop("%(who)s killed an article that you worked on: it must not be used any more."),
        gettext_noop("An article that you worked on was killed: it must not be used any more."),
        _WORKED_ON_IT,
    ),
    CaseCause.CORRECTION: Words(
        gettext_noop("To check after a correction: %(name)s"),
        gettext_noop("%(who)s corrected the copy that this article was made from: see what it changes here."),
        gettext_noop("The copy that this article was made from was corrected: see what it changes here."),
        _MADE_HERE,
    ),
    CaseCause.KILL: Words(
        gettext_noop("To check after a kill: %(name)s"),
        gettext_noop("%(who)s killed the copy that this article was made from: see whether it can stand."),
        gettext_noop("The copy that this article was made from was killed: see whether it can stand."),
        _MADE_HERE,
    ),
    NoticeKind.QUIET: Words(
        gettext_noop("Strangely quiet: %(name)s"),
        "",
        gettext_noop("A wire that files to your desk has fallen strangely quiet."),
        gettext_noop("you lead the desk that this wire files to"),
    ),
}
# What the clock does, nobody did: it says who did nothing.
OVERDUE = Words(
    gettext_noop("Overdue: %(name)s"),
    "",
    gettext_noop("Nobody decided this article in time; you are asked to."),
    _ESCALATED_FOR,
)
UNACKNOWLEDGED = Words(
    gettext_noop("Not acknowledged in time: %(name)s"),
    "",
    gettext_noop(
        "The copy that this article was made from was corrected or killed, and nobody has acknowledged that in time."
    ),
    gettext_noop("you lead its desk"),
)


def write_notice(notice: Notice, *, now: datetime) -> EmailMultiAlternatives:
    """Write the mail of a notice to its recipient, in their language and by their clock."""
    desk = standing_desk(notice.article) if notice.article else notice.wire.files_to if notice.wire else None
    with _reading_as(notice, desk) as language:
        event, case = _event(notice), _case(notice)
        words = _words(notice, event, case)
        digest = _digest(notice, words, _who(event), case, language=language, now=now)
        because = _("You get this because %(why)s.") % {"why": _(words.because)}
        mail = EmailMultiAlternatives(
            subject=digest.subject,
            body=write_plain(digest, footer=because),
            to=[notice.recipient.email],
            headers={
                "Message-ID": name_message("notice", notice.pk),
                "Auto-Submitted": "auto-generated",
                "X-Auto-Response-Suppress": "All",
                "Content-Language": language,
            },
        )
        page = inline(render_to_string("reports/notice.html", {"digest": digest, "because": because}))
        mail.attach_alternative(page, "text/html")
    return mail


@contextmanager
def _reading_as(notice: Notice, desk: Desk | None) -> Iterator[str]:
    """Speak as the recipient has chosen, else as the desk does; a wire's silence is told in the desk's words."""
    own = Preference.objects.filter(user=notice.recipient).first() if notice.article else None
    language = (own and own.language) or (desk.language if desk else "en")
    zone = (own and own.time_zone) or (desk.time_zone if desk else "UTC")
    with translation.override(language), timezone.override(ZoneInfo(zone)):
        yield language


def _event(notice: Notice) -> AuditEvent | None:
    """Return what the audit history says of the act that left the notice."""
    if notice.article_id is None:
        return None
    acts = AuditEvent.objects.filter(article_id=notice.article_id, at=notice.created_at, actor_label=notice.by)
    return acts.order_by("-sequence").first()


def _case(notice: Notice) -> Case | None:
    """Return the case of a notice; of several that were told at one moment for one reason, the one in its turn."""
    if notice.kind != NoticeKind.CASE:
        return None
    told = Q(opened_at=notice.created_at) | Q(escalated_at=notice.created_at)
    cases = Case.objects.filter(told, article=notice.article, reason=notice.reason)
    alike = Notice.objects.filter(
        recipient=notice.recipient,
        article=notice.article,
        kind=notice.kind,
        created_at=notice.created_at,
        reason=notice.reason,
    )
    # As the clock takes them, and as they were opened: each left one notice to each person.
    found = list(cases.select_related("of_article__wire").order_by("due_at", "pk"))
    turn = alike.filter(pk__lt=notice.pk).count()
    return found[min(turn, len(found) - 1)] if found else None


def _words(notice: Notice, event: AuditEvent | None, case: Case | None) -> Words:
    is_by_clock = event is not None and (event.actor_kind, event.actor_label) == (ActorKind.RULE, "clock")
    if notice.kind == NoticeKind.CASE:
        is_late = is_by_clock or case is None
        return UNACKNOWLEDGED if is_late else WORDS[case.cause if case else CaseCause.CORRECTION]
    return OVERDUE if is_by_clock and notice.kind == NoticeKind.ESCALATED else WORDS[notice.kind]


def _who(event: AuditEvent | None) -> str:
    """Name who acted; a program by the person for whom it acts, and what no person did by nobody."""
    if event is None or event.actor_kind not in HANDS:
        return ""
    if event.actor_kind == ActorKind.PERSON:
        return event.actor_label
    person = User.objects.filter(pk=event.actor_id).first() if event.actor_id else None
    if person is None:
        return _("The program “%(program)s”") % {"program": event.actor_label}
    return _("%(name)s (by the program “%(program)s”)") % {"name": _name(person), "program": event.actor_label}


def _digest(notice: Notice, words: Words, who: str, case: Case | None, *, language: str, now: datetime) -> Digest:
    name = notice.article.headline if notice.article else notice.wire.name if notice.wire else ""
    title = _(words.title) % {"name": " ".join(name.split())}
    happened = _(words.named) % {"who": who} if who and words.named else _(words.unnamed)
    review = Review.objects.filter(article=notice.article_id).first()
    reason = "" if words is OVERDUE else notice.reason
    sections = [Section(title=_("Reason"), intro=reason)]
    if notice.article:
        sections.append(Section(title=_("The article"), items=(_item(notice.article, review, now),)))
    if case:
        sections.append(Section(title=_("What it was made from"), items=(_made_from(case, now),)))
    return Digest(
        title=title,
        subject=title,
        period=f"{say_day(notice.created_at)}, {timezone.localtime(notice.created_at):%H:%M}",
        lead=_("Hello %(name)s. %(happened)s") % {"name": _name(notice.recipient), "happened": happened},
        language=language,
        sections=tuple(sections),
        links=(Link(_("Open the review"), review_address(review.pk)),) if review else (),
    )


def _item(article: Article, review: Review | None, now: datetime) -> Item:
    notes = [str(standing_desk(article)), _("urgency %(urgency)s") % {"urgency": article.urgency}]
    if review:
        notes.append(str(review.get_state_display()))
    if review and review.due_at:
        notes.append(_("due %(moment)s") % {"moment": say_moment(review.due_at)})
    is_late = review is not None and review.is_overdue(now)
    if is_late and review and review.due_at:
        notes.append(_("%(length)s late") % {"length": say_length(now - review.due_at)})
    link = review_address(review.pk) if review else ""
    return Item(title=name_article(article), link=link, note=" · ".join(notes), is_late=is_late)


def _made_from(case: Case, now: datetime) -> Item:
    asked = _("to be acknowledged by %(moment)s") % {"moment": say_moment(case.due_at)}
    is_late = case.acknowledged_at is None and case.due_at < now
    return Item(title=name_article(case.of_article), note=f"{case.get_cause_display()} · {asked}", is_late=is_late)


def _name(person: User) -> str:
    return person.get_full_name() or person.get_username()
