"""Tokens: how a program signs in, what it may do, whose copy it sees."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

# What a secret begins with, so that a scanner of source code knows one.
PREFIX = "sso_"
HINT_LENGTH = 10


class TokenScope(models.TextChoices):
    """What a token may do."""

    FILE = "file", _("file copy and correct it")
    READ = "read", _("read copy, flags and history")
    DECIDE = "decide", _("answer flags and decide")
    SCREEN = "screen", _("have a text checked that is not kept")


def make_secret() -> str:
    """Return a new secret of 256 bits."""
    return f"{PREFIX}{secrets.token_urlsafe(32)}"


def digest_of(secret: str) -> str:
    """Return the only form of a secret that is kept: 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """Ask for tokens."""

    def valid_at(self, now: datetime) -> ApiTokenQuerySet:
        """Return the tokens that open something at a moment."""
        lasts = models.Q(expires_at__isnull=True) | models.Q(expires_at__gt=now)
        return self.filter(lasts, revoked_at__isnull=True, user__is_active=True)


class ApiToken(models.Model):
    """A program's key. It acts as its user, within its scopes, on its desks; only its digest is kept."""

    name = models.CharField(
        _("name"), max_length=80, help_text=_("of the program that uses it: it stands in the history")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="api_tokens",
        verbose_name=_("acts as"),
        help_text=_("its roles and desks bound what the token may do; four eyes hold for it too"),
    )
    digest = models.CharField(_("digest"), max_length=64, unique=True, editable=False)
    hint = models.CharField(_("begins with"), max_length=HINT_LENGTH, editable=False)
    scopes = ArrayField(
        models.CharField(max_length=8, choices=TokenScope), verbose_name=_("scopes"), help_text=_("what it may do")
    )
    desks = models.ManyToManyField(
        "articles.Desk",
        blank=True,
        related_name="+",
        verbose_name=_("desks"),
        help_text=_("whose copy it sees; none chosen: all desks of its user"),
    )
    is_limited = models.BooleanField(
        _("limited to desks"), default=False, editable=False, help_text=_("stays so when those desks are gone")
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("issued by")
    )
    created_at = models.DateTimeField(_("issued at"))
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True, help_text=_("left empty: never"))
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True, help_text=_("to the minute"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="successor", verbose_name=_("replaces")
    )

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ("name", "-created_at")
        constraints = [models.CheckConstraint(condition=~models.Q(scopes=[]), name="token_has_a_scope")]

    def __str__(self) -> str:
        return f"{self.name} ({self.hint}…)"

    @cached_property
    def limits(self) -> list[int] | None:
        """Return the numbers of the desks that the token is limited to, or None where it is not.

        A token whose desks are all gone is limited to none: it sees nothing, not everything.
        """
        return list(self.desks.values_list("pk", flat=True)) if self.is_limited else None

    @cached_property
    def desks_of_user(self) -> list[int]:
        """Return the numbers of its user's own desks."""
        return list(self.user.desk_memberships.values_list("desk_id", flat=True))

    def clean(self) -> None:
        """Refuse a token that may do nothing, or something that does not exist.

        :raises ValidationError:
        """
        unknown = set(self.scopes or ()) - set(TokenScope.values)
        if unknown or not self.scopes:
            raise ValidationError({"scopes": _("Choose one scope or more: %(all)s.") % {"all": ", ".join(TokenScope)}})

    def is_valid_at(self, now: datetime) -> bool:
        """Tell whether the token opens something at a moment."""
        return self.revoked_at is None and (self.expires_at is None or self.expires_at > now)
