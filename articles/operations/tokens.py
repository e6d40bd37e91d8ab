"""Issue, rotate and revoke tokens; a secret is shown once, to whoever asked for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from articles.actor import Actor
from articles.models import ApiToken, Desk
from articles.models.token import HINT_LENGTH, digest_of, make_secret
from articles.signals import token_issued, token_revoked, token_rotated

# A program that is given a new secret keeps the old one until it has restarted everywhere.
OVERLAP = timedelta(days=1)
_USE_KEPT_EVERY = timedelta(minutes=1)


class TokenIsDead(ValueError):
    """Refuse to rotate a token that opens nothing any more, or was rotated before."""

    def __init__(self, token: ApiToken) -> None:
        super().__init__(_("%(token)s is revoked, expired or replaced: issue a new one") % {"token": token})


@dataclass(frozen=True, slots=True)
class Issued:
    """A token and its secret, which nobody can show again."""

    token: ApiToken
    secret: str


@transaction.atomic
def issue_token(
    *,
    name: str,
    user: User,
    scopes: Sequence[str],
    desks: Sequence[Desk] = (),
    expires_at: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> Issued:
    """Issue a token that acts as *user* on some of their desks, or on all.

    :raises ValidationError: it has no scope, or one that does not exist, or no name that can be kept
    """
    asked = ApiToken(name=name, user=user, scopes=list(scopes), is_limited=bool(desks), expires_at=expires_at)
    issued = _make(asked, actor=actor, now=now)
    issued.token.desks.set(desks)
    token_issued.send(sender=ApiToken, token=issued.token, actor=actor, now=now)
    return issued


@transaction.atomic
def rotate_token(*, token: ApiToken, actor: Actor, now: datetime, overlap: timedelta = OVERLAP) -> Issued:
    """Issue a token like this one; the old one opens for *overlap* yet.

    :raises TokenIsDead:
    """
    old = ApiToken.objects.select_for_update(of=("self",)).select_related("user").get(pk=token.pk)
    if not old.is_valid_at(now) or ApiToken.objects.filter(replaces=old).exists():
        raise TokenIsDead(old)
    heir = ApiToken(name=old.name, user=old.user, scopes=old.scopes, expires_at=old.expires_at, replaces=old)
    heir.is_limited = old.is_limited
    issued = _make(heir, actor=actor, now=now)
    issued.token.desks.set(old.desks.all())
    old.expires_at = min(old.expires_at or now + overlap, now + overlap)
    old.save(update_fields=["expires_at"])
    token_rotated.send(sender=ApiToken, token=issued.token, old=old, actor=actor, now=now)
    return issued


@transaction.atomic
def revoke_token(*, token: ApiToken, actor: Actor, now: datetime) -> ApiToken:
    """Let a token open nothing from now on; revoked twice, it is revoked once."""
    locked = ApiToken.objects.select_for_update(of=("self",)).get(pk=token.pk)
    if locked.revoked_at is None:
        locked.revoked_at = now
        locked.save(update_fields=["revoked_at"])
        token_revoked.send(sender=ApiToken, token=locked, actor=actor, now=now)
    return locked


def note_use(token: ApiToken, *, now: datetime) -> None:
    """Keep when a token was used last, to the minute: a busy one costs no write a request."""
    stale = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - _USE_KEPT_EVERY)
    if token.last_used_at is None or token.last_used_at < now - _USE_KEPT_EVERY:
        ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=now)


def _make(token: ApiToken, *, actor: Actor, now: datetime) -> Issued:
    secret = make_secret()
    token.digest, token.hint = digest_of(secret), secret[:HINT_LENGTH]
    token.created_by, token.created_at = actor.user, now
    token.clean()
    _check_name(token)
    token.save(force_insert=True)
    return Issued(token, secret)


def _check_name(token: ApiToken) -> None:
    try:
        ApiToken._meta.get_field("name").clean(token.name, token)
    except ValidationError as error:
        raise ValidationError({"name": error.messages}) from error
