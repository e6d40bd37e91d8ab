"""What must be true when all is over; each proof returns what it misses, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from email.utils import getaddresses
from pathlib import Path

from django.db.models import Q

from articles.models import Arrival, ArrivalState, Article, ArticleVersion
from config.local.mailbox import list_mails
from moderation.models import (
    AuditEvent,
    Flag,
    Notice,
    NoticeKind,
    OutboxEvent,
    Review,
    ReviewState,
    RunState,
    ScreeningRun,
    WebhookDelivery,
    WebhookState,
)
from moderation.workflow.outbox import TOLD
from moderation.workflow.verification import verify_chain
from tests.faults.stream import RETURNED, headline_of, text_of, uri_of

EXPECTED_FLAG = "unattributed_toll"


def lost(numbers: Iterable[int]) -> list[int]:
    """Return the numbers that were answered with 2xx and are not there, once, with exactly their text."""
    there: dict[str, list[str]] = {}
    for uri, text in ArticleVersion.objects.values_list("article__external_id", "text"):
        there.setdefault(uri, []).append(text)
    # What is kept is what is screened: the headline stands above the text.
    sent = {number: f"{headline_of(number)}\n{text_of(number)}" for number in numbers}
    return [number for number, text in sent.items() if there.get(uri_of(number)) != [text]]


def whole_at(moment: datetime) -> str:
    """Say what of before a moment is still under way; nothing where all is done."""
    under_way = {
        "arrivals": Arrival.objects.filter(state=ArrivalState.RECEIVED, arrived_at__lte=moment),
        "screenings": ScreeningRun.objects.open().filter(version__created_at__lte=moment),
        "messages": WebhookDelivery.objects.pending().filter(event__occurred_at__lte=moment),
        "mails": Notice.objects.filter(next_attempt_at__isnull=False, created_at__lte=moment),
    }
    counted = {name: rows.count() for name, rows in under_way.items()}
    return ", ".join(f"{count} {name}" for name, count in counted.items() if count)


def idle(answered: Iterable[int], returned: Iterable[int], heard: Iterable[str]) -> Iterator[str]:
    """Name what was never tried: of a house to which nothing was filed nothing can be lost."""
    tried = {"filed": answered, "returned": returned, "heard": heard}
    yield from (f"nothing was {what}" for what, seen in tried.items() if not any(True for _one in seen))


def misread() -> Iterator[str]:
    """Name states of screenings other than done, and versions that have none."""
    states = Counter(ScreeningRun.objects.values_list("state", flat=True))
    yield from (f"{count} screenings are {state}" for state, count in states.items() if state != RunState.DONE)
    if unread := ArticleVersion.objects.filter(runs__isnull=True).count():
        yield f"{unread} versions have no screening"
    if fresh := Review.objects.filter(state=ReviewState.SCREENING).count():
        yield f"{fresh} articles are not on the desk"


def misflagged() -> Iterator[str]:
    """Name articles whose flags are not exactly those that their text asks for."""
    fields = ("version", "check_id", "fingerprint", "occurrence")
    doubled = [key for key, count in Counter(Flag.objects.values_list(*fields)).items() if count > 1]
    yield from (f"flag doubled: version {key[0]}, {key[1]}" for key in doubled)
    flagged = Counter(Flag.objects.filter(check_id=EXPECTED_FLAG).values_list("article", flat=True))
    wrong = [pk for pk in Article.objects.values_list("pk", flat=True) if flagged[pk] != 1]
    if wrong:
        yield f"{len(wrong)} articles do not have their one flag, such as {wrong[0]}"


def miswritten() -> Iterator[str]:
    """Name what the history misses or tells twice, and where its chain breaks."""
    verdict = verify_chain()
    if verdict.first_break is not None:
        yield f"the chain breaks: {verdict.first_break.message}"
    things = {
        "version.filed": ArticleVersion.objects.values_list("pk", flat=True),
        "run.queued": ScreeningRun.objects.values_list("pk", flat=True),
        "run.done": ScreeningRun.objects.filter(state=RunState.DONE).values_list("pk", flat=True),
        "flag.raised": Flag.objects.values_list("pk", flat=True),
        "version.returned": Review.objects.filter(state=ReviewState.RETURNED).values_list("pk", flat=True),
    }
    for action, rows in things.items():
        told = Counter(AuditEvent.objects.filter(action=action).values_list("object_id", flat=True))
        there = {str(row) for row in rows}
        if told.keys() != there:
            yield f"{len(there)} rows, {len(told.keys() & there)} of them told as {action}"
        if strange := len(told.keys() - there):
            yield f"{action} is told of {strange} that are not there"
        yield from (f"{action} is told {count} times of {pk}" for pk, count in told.items() if count > 1)


def unsaid(heard: Iterable[str], *, since: datetime) -> Iterator[str]:
    """Name what the CMS was not told: of *heard*, the ids that came over the line."""
    told = AuditEvent.objects.filter(action__in=TOLD, at__gte=since).exclude(article_id=None)
    wanted = Counter((TOLD[action], article) for action, article in told.values_list("action", "article_id"))
    written = Counter(OutboxEvent.objects.values_list("type", "article_id"))
    if wanted != written:
        yield f"{(wanted - written).total()} messages were not written, {(written - wanted).total()} too many"
    undelivered = WebhookDelivery.objects.exclude(state=WebhookState.DELIVERED)
    if count := undelivered.count():
        yield f"{count} messages are not delivered"
    known = set(heard)
    deaf = [one for one in OutboxEvent.objects.values_list("message_id", flat=True) if one not in known]
    if deaf:
        yield f"{len(deaf)} messages are called delivered and were not heard"


def unmailed(folder: Path, returned: Iterable[int]) -> Iterator[str]:
    """Name mails that are missing or were sent twice: one to each filer for each return."""
    states = dict(Review.objects.values_list("article", "state"))
    undone = [article for article in returned if states.get(article) != ReviewState.RETURNED]
    if undone:
        yield f"{len(undone)} returns were answered and not done"
    sent = Counter(mails_in(folder))
    notices = Notice.objects.filter(kind=NoticeKind.RETURNED).select_related("article", "recipient")
    if notices.count() != Review.objects.filter(state=ReviewState.RETURNED).count():
        yield f"{notices.count()} notices of the articles that were returned"
    for notice in notices:
        count = sent[(notice.recipient.email, number_in(notice.article.headline if notice.article else ""))]
        if count != 1:
            yield f"the mail of notice {notice.pk} was sent {count} times (attempts that failed: {notice.attempts})"
    if lasting := Notice.objects.filter(Q(mailed_at=None)).count():
        yield f"{lasting} notices are not mailed"


def mails_in(folder: Path) -> Iterator[tuple[str, str]]:
    """Return for each mail whom it went to and which number its subject names."""
    for mail in list_mails(folder, most=1_000_000):
        ((_name, address),) = getaddresses([mail.message["To"]])
        yield address, number_in(str(mail.message["Subject"]))


def number_in(headline: str) -> str:
    """Return the number that a headline of the stream names; nothing where it is another's."""
    _before, _sign, after = headline.partition("Case ")
    return after[:6] if RETURNED in after else ""
