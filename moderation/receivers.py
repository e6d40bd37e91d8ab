"""What moderation hears: copy filed, held or killed, uploads, sign-ins. A receiver only queues and records."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.utils import timezone

from articles.actor import Actor
from articles.models import ApiToken, Article, ArticleVersion, Desk, Upload, VersionOrigin, Wire
from articles.signals import (
    copy_held,
    copy_killed,
    copy_released,
    copy_tied,
    correction_announced,
    desk_changed,
    heads_changed,
    person_seated,
    person_unseated,
    token_issued,
    token_revoked,
    token_rotated,
    upload_received,
    upload_refused,
    version_filed,
    version_kept,
    wire_changed,
    wire_fell_quiet,
    wire_spoke_again,
)
from moderation.models import ReportDelivery, RunCause
from moderation.reports.signals import delivery_finished, report_restarted, report_stopped
from moderation.reports.stopping import Receiving, switch_off_reports_on
from moderation.workflow.aftermath import follow_announcement, follow_correction, follow_tie
from moderation.workflow.arriving import admit_version, follow_urgency
from moderation.workflow.audit import record
from moderation.workflow.deciding import follow_kill
from moderation.workflow.runs import queue_run
from moderation.workflow.silence import follow_news, follow_silence
from moderation.workflow.withholding import follow_hold, follow_release

GATE = Actor.rule("sign_in")
POST = Actor.task("send_due_reports")


@receiver(version_filed)
def on_version_filed(
    version: ArticleVersion, actor: Actor, now: datetime, *, is_repeated: bool = False, **_: Any
) -> None:
    """Record the version, open or reopen its review, queue its screening, tell what was made from it."""
    article = version.article
    record(
        action=f"version.{version.origin}",
        actor=actor,
        obj=version,
        now=now,
        after={
            "number": version.number,
            "content_hash": version.content_hash,
            "language": version.language,
            "wire": article.wire.code,
        },
    )
    if not article.is_original:
        admit_version(version=version, is_repeated=is_repeated, actor=actor, now=now)
        cause = RunCause.FILED if version.origin == VersionOrigin.FILED else RunCause.EDITED
        queue_run(version=version, cause=cause, actor=actor, now=now)
    if not is_repeated:
        follow_correction(version=version, actor=actor, now=now)


@receiver(version_kept)
def on_version_kept(version: ArticleVersion, actor: Actor, now: datetime, **_: Any) -> None:
    """Record a text that is kept beside the line: nobody reads it for approval."""
    after = {"number": version.number, "content_hash": version.content_hash, "wire_version": version.wire_version}
    record(action=f"version.{version.origin}", actor=actor, obj=version, now=now, after=after)


@receiver(heads_changed)
def on_heads_changed(
    article: Article, before: dict[str, Any], after: dict[str, Any], actor: Actor, now: datetime, **told: Any
) -> None:
    """Record what is now said beside the text, and why where a person said it; what is more urgent is due sooner."""
    reason = told.get("reason", "")
    record(action="copy.changed", actor=actor, obj=article, now=now, before=before, after=after, reason=reason)
    if "urgency" in after:
        follow_urgency(article=article, actor=actor, now=now)


@receiver(correction_announced)
def on_correction_announced(article: Article, of: Article, reason: str, actor: Actor, now: datetime, **_: Any) -> None:
    """Record the replacement, and tell those who have the article that another one replaces."""
    record(action="copy.replaced", actor=actor, obj=of, now=now, after={"by": article.pk}, reason=reason)
    follow_announcement(article=article, of=of, reason=reason, actor=actor, now=now)


@receiver(copy_killed)
def on_copy_killed(article: Article, actor: Actor, reason: str, now: datetime, **_: Any) -> None:
    """Record the kill and take it to the review and to everything made from the copy."""
    record(action="copy.killed", actor=actor, obj=article, now=now, reason=reason)
    follow_kill(article=article, reason=reason, actor=actor, now=now)


@receiver(copy_tied)
def on_copy_tied(article: Article, to: Article, now: datetime, **_: Any) -> None:
    """Tell an article of the kills that came before it was known what it was made from."""
    follow_tie(article=article, to=to, now=now)


@receiver(copy_held)
def on_copy_held(article: Article, actor: Actor, reason: str, now: datetime, **_: Any) -> None:
    """Record that copy is withheld, and hold its review."""
    record(action="copy.held", actor=actor, obj=article, now=now, reason=reason)
    follow_hold(article=article, reason=reason, actor=actor, now=now)


@receiver(copy_released)
def on_copy_released(article: Article, actor: Actor, reason: str, now: datetime, **_: Any) -> None:
    """Record that copy is usable again, and take its review up."""
    record(action="copy.released", actor=actor, obj=article, now=now, reason=reason)
    follow_release(article=article, reason=reason, actor=actor, now=now)


@receiver(upload_received)
def on_upload_received(upload: Upload, actor: Actor, now: datetime, **_: Any) -> None:
    """Record what came in."""
    record(action="upload.received", actor=actor, obj=upload, now=now, after=_describe(upload))


@receiver(upload_refused)
def on_upload_refused(upload: Upload, actor: Actor, now: datetime, **_: Any) -> None:
    """Record what was refused, and why."""
    record(action="upload.refused", actor=actor, obj=upload, now=now, after=_describe(upload), reason=upload.reason)


@receiver(wire_fell_quiet)
def on_wire_fell_quiet(wire: Wire, since: datetime, actor: Actor, now: datetime, **_: Any) -> None:
    """Record the silence and tell the desk's chiefs."""
    follow_silence(wire=wire, since=since, actor=actor, now=now)


@receiver(wire_spoke_again)
def on_wire_spoke_again(wire: Wire, since: datetime, actor: Actor, now: datetime, **_: Any) -> None:
    """Record the end of a silence."""
    follow_news(wire=wire, since=since, actor=actor, now=now)


@receiver(desk_changed)
def on_desk_changed(
    desk: Desk, before: dict[str, Any] | None, after: dict[str, Any] | None, actor: Actor, now: datetime, **_: Any
) -> None:
    """Record what a desk was and is; a report on it alone ends with it."""
    action = f"desk.{_what_became(before, after)}"
    record(action=action, actor=actor, obj=desk, now=now, before=before, after=after)
    if after is None:
        _end_reports_on(desk, actor, now)


@receiver(person_seated)
def on_person_seated(desk: Desk, person: User, actor: Actor, now: datetime, **_: Any) -> None:
    """Record that a desk's copy was opened to somebody, and by whose word."""
    record(action="desk.seated", actor=actor, obj=desk, now=now, after={"person": person.get_username()})


@receiver(person_unseated)
def on_person_unseated(desk: Desk, person: User, actor: Actor, now: datetime, **_: Any) -> None:
    """Record that a desk's copy was closed to somebody, and by whose word."""
    record(action="desk.unseated", actor=actor, obj=desk, now=now, before={"person": person.get_username()})


@receiver(wire_changed)
def on_wire_changed(
    wire: Wire, before: dict[str, Any] | None, after: dict[str, Any] | None, actor: Actor, now: datetime, **_: Any
) -> None:
    """Record what a wire was and is; a report on it alone ends with it."""
    action = f"wire.{_what_became(before, after)}"
    record(action=action, actor=actor, obj=wire, now=now, before=before, after=after)
    if after is None:
        _end_reports_on(wire, actor, now)


@receiver(token_issued)
def on_token_issued(token: ApiToken, actor: Actor, now: datetime, **_: Any) -> None:
    """Record that a program was given a key, and to what."""
    record(action="token.issued", actor=actor, obj=token, now=now, after=_describe_token(token))


@receiver(token_rotated)
def on_token_rotated(token: ApiToken, old: ApiToken, actor: Actor, now: datetime, **_: Any) -> None:
    """Record that a key was replaced, and until when the old one opens."""
    after = {**_describe_token(token), "replaces": old.pk, "old_until": old.expires_at}
    record(action="token.rotated", actor=actor, obj=token, now=now, after=after)


@receiver(token_revoked)
def on_token_revoked(token: ApiToken, actor: Actor, now: datetime, **_: Any) -> None:
    """Record that a key opens nothing any more."""
    record(action="token.revoked", actor=actor, obj=token, now=now, after={"name": token.name})


@receiver(delivery_finished)
def on_delivery_finished(delivery: ReportDelivery, now: datetime, **_: Any) -> None:
    """Record what became of a report's mail, and what the server said."""
    record(
        action=f"report.{delivery.state}",
        actor=POST,
        obj=delivery,
        now=now,
        after={
            "report": delivery.subscription.name,
            "period": delivery.period_start.isoformat(),
            "to": delivery.recipient_id,
            "message_id": delivery.message_id,
            "attempts": delivery.attempts,
        },
        reason=delivery.server_answer,
    )


@receiver(report_stopped)
def on_report_stopped(receiving: Receiving, now: datetime, **_: Any) -> None:
    """Record that somebody wants a report no more."""
    record(action="report.stopped", actor=Actor.person(receiving.person), obj=receiving.subscription, now=now)


@receiver(report_restarted)
def on_report_restarted(receiving: Receiving, actor: Actor, now: datetime, **_: Any) -> None:
    """Record that somebody gets a report again, and by whose word."""
    after = {"person": receiving.person.get_username()}
    record(action="report.restarted", actor=actor, obj=receiving.subscription, now=now, after=after)


@receiver(user_logged_in)
def on_signed_in(user: User, **_: Any) -> None:
    """Record a sign-in."""
    record(action="user.signed_in", actor=Actor.person(user), obj=user, now=timezone.now())


@receiver(user_logged_out)
def on_signed_out(user: User | None, **_: Any) -> None:
    """Record a sign-out of somebody who was signed in."""
    if user is not None:
        record(action="user.signed_out", actor=Actor.person(user), obj=user, now=timezone.now())


@receiver(user_login_failed)
def on_sign_in_failed(credentials: dict[str, Any], **_: Any) -> None:
    """Record a sign-in that was refused: the name that was tried, never the password."""
    name = str(credentials.get("username") or "")[:150]
    known = User.objects.filter(username=name).first()
    record(action="user.sign_in_failed", actor=GATE, obj=known or User(), now=timezone.now(), after={"username": name})


def _end_reports_on(place: Desk | Wire, actor: Actor, now: datetime) -> None:
    told = {"desk" if isinstance(place, Desk) else "wire": place.code}
    for subscription in switch_off_reports_on(place):
        record(action="report.switched_off", actor=actor, obj=subscription, now=now, before=told)


def _what_became(before: object, after: object) -> str:
    if before is None:
        return "added"
    return "removed" if after is None else "changed"


def _describe(upload: Upload) -> dict[str, Any]:
    return {"filename": upload.filename, "sha256": upload.sha256, "size": upload.size, "kind": upload.kind}


def _describe_token(token: ApiToken) -> dict[str, Any]:
    return {
        "name": token.name,
        "user": token.user_id,
        "scopes": token.scopes,
        "desks": sorted(token.desks.values_list("code", flat=True)),
        "expires_at": token.expires_at,
    }
