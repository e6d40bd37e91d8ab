"""What people do on the review page: each view translates, makes one call to the workflow, answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.actor import Actor
from articles.operations import CopyIsKilled, EmptyEdit, NothingToSettle, StaleVersion, edit_copy
from moderation.admin.freshness import latest_run
from moderation.admin.page_building import build_page
from moderation.admin.queue_filters import address_in_queue, clean_query
from moderation.models import Case, Flag, Review
from moderation.workflow import answering, deciding, reviewing
from moderation.workflow.acting import lock_review_of
from moderation.workflow.aftermath import acknowledge
from moderation.workflow.differences import compare_texts
from moderation.workflow.editing import save_edit
from moderation.workflow.refusal import Refusal
from moderation.workflow.runs import queue_again
from moderation.workflow.sight import open_review, visible_cases
from moderation.workflow.states import Verb
from moderation.workflow.withholding import settle

_CONFLICT = 409
_MOST_AT_ONCE = 20  # flags that one answer answers; one card has two or three
# Before and after these some clock on the wall cannot show a moment.
_FIRST_YEAR, _LAST_YEAR = 1990, 2199

# What each answer to a flag calls, and what is said afterwards.
_ANSWERS: Mapping[str, Callable[..., object]] = {
    "dismiss": answering.dismiss,
    "uphold": answering.uphold,
    "confirm": answering.confirm,
    "undo": answering.reopen_flag,
}


class UnfitMoment(Refusal):
    """Refuse a moment that cannot be read: taken for none, it would let copy go that waits."""

    code = "moment"

    def __init__(self, said: str) -> None:
        super().__init__(_("“%(said)s” is no moment: give the day and the hour") % {"said": said[:40]})


class FlagHasChanged(Refusal):
    """Refuse an answer to a flag that is no longer what was read: nobody dismisses what they have not seen."""

    code = "stale"

    def __init__(self) -> None:
        super().__init__(_("this flag has changed since you read it, and nothing was answered: look at it again"))


@require_POST
def dispose(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer one flag, or several that are one card: all of them or none."""
    review = _open(request, pk, "moderation.change_flag")
    answer = _ANSWERS.get(request.POST.get("act", ""))
    if answer is None:
        raise Http404
    numbers = _words(request, "flag").split()[:_MOST_AT_ONCE]
    flags = [get_object_or_404(Flag, pk=_number(number), article_id=review.article_id) for number in numbers or ("",)]
    more = {"reason_code": request.POST.get("reason_code", "")} if answer is answering.dismiss else {}
    given = {"note": _words(request, "note"), "actor": _actor(request), "now": timezone.now(), **more}
    seen = _words(request, "seen").split()
    return _do(request, review, lambda: _answer_as_seen(flags, seen, lambda flag: answer(flag=flag, **given)))


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Take, let go, assign, approve, return, hold, kill: one verb on the review."""
    review = _open(request, pk, "moderation.change_review")
    verb = request.POST.get("verb", "")
    if verb not in list(Verb):
        raise Http404
    return _do(request, review, lambda: _call(request, review, Verb(verb)))


@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the edited text as the next version; somebody else's newer one is never overwritten."""
    review = _open(request, pk, "moderation.change_review")
    text = request.POST.get("text", "")
    try:
        return _do(request, review, lambda: _save(request, review, text), said=_("Saved. The text is screened again."))
    except StaleVersion as refusal:
        messages.error(request, _sentence(refusal))
        fresh = open_review(request.user, pk)
        rows = compare_texts(fresh.version.text, text.replace("\r\n", "\n"))
        return _bench(request, fresh, status=_CONFLICT, conflict=rows)


@require_POST
def screen_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Queue the screening that failed once more."""
    review = _open(request, pk, "moderation.change_review")
    run = latest_run(review)
    if run is None:
        raise Http404
    return _do(request, review, lambda: queue_again(run=run, actor=_actor(request), now=timezone.now()))


@require_POST
def settle_embargo(request: HttpRequest, pk: int) -> HttpResponse:
    """Say until when an embargo holds that could not be read, or that there is none."""
    review = _open(request, pk, "moderation.change_review")
    common = {"review": review, "actor": _actor(request), "now": timezone.now()}
    return _do(
        request,
        review,
        lambda: settle(**common, until=_until(request), reason=_words(request, "reason")),
        said=_("The embargo is settled."),
    )


@require_POST
def acknowledge_case(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a correction or a kill of the copy an article was made from has been seen to."""
    if not request.user.has_perm("moderation.change_case"):
        raise PermissionDenied
    case = get_object_or_404(visible_cases(request.user), pk=pk)
    try:
        acknowledge(case=case, actor=_actor(request), now=timezone.now(), note=_words(request, "note"))
    except Refusal as refusal:
        messages.error(request, _sentence(refusal))
    else:
        messages.success(request, _("Acknowledged."))
    return HttpResponseRedirect(_place_after(request, case))


@transaction.atomic
def _answer_as_seen(flags: Sequence[Flag], seen: Sequence[str], answer: Callable[[Flag], object]) -> None:
    """Answer flags that stand as the person read them; nothing comes in between the look and the answer.

    :raises FlagHasChanged: a reading or a colleague has changed one of them since
    """
    lock_review_of(flags[0].article_id)
    if list(seen) != [Flag.objects.get(pk=flag.pk).present_tag() for flag in flags]:
        raise FlagHasChanged
    for flag in flags:
        answer(flag)


def _place_after(request: HttpRequest, case: Case) -> str:
    """Return where somebody goes on who has acknowledged a case: on the article's page, else at home."""
    review = Review.objects.filter(article=case.article_id).first() if "queue" in request.POST else None
    if review is None:
        return reverse("admin:index")
    return address_in_queue(review.pk, clean_query(request.POST["queue"]))


def _save(request: HttpRequest, review: Review, text: str) -> None:
    refusal = _("No words are left: an article is spiked or killed, not emptied.")
    save_edit(
        review=review,
        copy=edit_copy(review.version, text, refusal=refusal),
        expected_version=_number(request.POST.get("expected_version")),
        actor=_actor(request),
        now=timezone.now(),
    )


def _call(request: HttpRequest, review: Review, verb: Verb) -> None:
    """Make the one call that *verb* means, with what it asks for."""
    now = timezone.now()
    common = {"review": review, "actor": _actor(request), "now": now}
    reason = _words(request, "reason")
    as_read = {"reason": reason, "content_hash": _words(request, "content_hash")}
    calls: Mapping[Verb, Callable[[], object]] = {
        Verb.CLAIM: lambda: reviewing.claim(**common),
        Verb.RELEASE: lambda: reviewing.release(**common),
        Verb.ASSIGN: lambda: reviewing.assign(**common, to=_person(request), reason=reason),
        Verb.ESCALATE: lambda: reviewing.escalate(**common, reason=reason),
        Verb.HOLD: lambda: deciding.hold(**common, reason=reason, until=_until(request) or now),
        Verb.RESUME: lambda: deciding.resume(**common),
        Verb.RETURN: lambda: deciding.return_(**common, **as_read),
        Verb.APPROVE: lambda: deciding.approve(
            **common,
            content_hash=_words(request, "content_hash"),
            reading_id=_words(request, "reading"),
            heads=_words(request, "heads"),
        ),
        Verb.KILL: lambda: deciding.kill(**common, reason=reason),
        Verb.SPIKE: lambda: deciding.spike(**common, **as_read),
        Verb.REOPEN: lambda: deciding.reopen(**common, reason=reason),
    }
    calls[verb]()


def _do(request: HttpRequest, review: Review, act: Callable[[], object], *, said: str = "") -> HttpResponse:
    """Do it, say what a refusal says, and show the review as it then stands."""
    status = 200
    try:
        act()
    except (Refusal, CopyIsKilled, EmptyEdit, NothingToSettle) as refusal:
        status = _CONFLICT
        messages.error(request, _sentence(refusal))
    else:
        if said:
            messages.success(request, said)
    if not _asks_for_part(request):
        return HttpResponseRedirect(reverse("admin:moderation_review_change", args=[review.pk]))
    return _bench(request, open_review(request.user, review.pk), status=status)


def _sentence(refusal: Exception) -> str:
    """Return a refusal's message as a sentence of its own."""
    words = str(refusal)
    return words[:1].upper() + words[1:]


def _bench(request: HttpRequest, review: Review, *, status: int, **more: object) -> HttpResponse:
    page = build_page(request, review, **more)
    return render(request, "moderation/review/bench.html", {"page": page}, status=status)


def _open(request: HttpRequest, pk: int, permission: str) -> Review:
    """Return the review, for somebody who may do more than read it.

    :raises PermissionDenied: they may not
    """
    review = open_review(request.user, pk)
    if not request.user.has_perm(permission):
        raise PermissionDenied
    return review


def _actor(request: HttpRequest) -> Actor:
    return Actor.person(request.user)


def _person(request: HttpRequest) -> User:
    return get_object_or_404(User, pk=_number(request.POST.get("person")), is_active=True)


def _until(request: HttpRequest) -> datetime | None:
    """Read the moment until which to hold, on the clock of the person; None only where none is given.

    :raises UnfitMoment: it cannot be read
    """
    said = _words(request, "until")
    if not said:
        return None
    try:
        moment = parse_datetime(said)
    except ValueError:
        moment = None
    if moment is None or not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise UnfitMoment(said)
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def _words(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\x00", "").strip()


def _number(given: str | None) -> int:
    return int(given) if given and given.isascii() and given.isdecimal() and len(given) < 19 else 0


def _asks_for_part(request: HttpRequest) -> bool:
    return request.headers.get("X-Part") == "bench"
