"""Versions: the text of an article at one moment, never changed and never deleted."""

from __future__ import annotations

import hashlib

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.kinds import VersionOrigin

# Kept for the record, never the latest, never approved.
BESIDE = (VersionOrigin.LATE, VersionOrigin.KILL)


def hash_content(*, language: str, text: str) -> str:
    """Return the SHA-256 of a language and a text: what an approval belongs to."""
    return hashlib.sha256(f"{language}\n{text}".encode()).hexdigest()


class VersionQuerySet(models.QuerySet["ArticleVersion"]):
    """Ask for versions."""

    def in_line(self) -> VersionQuerySet:
        """Return the versions that stood, or stand, as an article's latest: neither late arrivals nor kills."""
        return self.exclude(origin__in=BESIDE)


class ArticleVersion(models.Model):
    """One immutable text of an article, with the version of the original it was translated from."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, related_name="versions", verbose_name=_("article")
    )
    number = models.PositiveIntegerField(_("number"))
    headline = models.CharField(_("headline"), max_length=300)
    summary = models.TextField(_("summary"), blank=True, default="")
    text = models.TextField(_("text"))
    byline = models.CharField(_("by"), max_length=255, blank=True, default="")
    dateline = models.CharField(_("dateline"), max_length=255, blank=True, default="")
    wire_version = models.CharField(
        _("wire's own version"), max_length=40, blank=True, default="", help_text=_("as the wire counts")
    )
    bodies = models.JSONField(_("bodies"), default=list, blank=True, help_text=_("every form of the text as it came"))
    extra = models.JSONField(_("everything else"), default=dict, blank=True)
    doubts = models.JSONField(
        _("doubts"), default=list, blank=True, help_text=_("what its reader was not sure of, as templates with details")
    )
    language = models.CharField(_("language"), max_length=8)
    content_hash = models.CharField(_("content hash"), max_length=64, db_index=True)
    word_count = models.PositiveIntegerField(_("words"))
    origin = models.CharField(_("origin"), max_length=16, choices=VersionOrigin)
    original = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="translations", verbose_name=_("original")
    )
    upload = models.ForeignKey(
        "articles.Upload", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("upload")
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    created_at = models.DateTimeField(_("at"))

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ("article", "-number")
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="version_number_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="version_numbers_from_1"),
        ]
        indexes = [models.Index(fields=["created_at"], name="version_created")]
        triggers = [
            pgtrigger.Protect(name="version_is_immutable", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.headline} (v{self.number})"

    @property
    def is_beside(self) -> bool:
        """Tell whether this version is only kept for the record: it arrived late, or came with a kill."""
        return self.origin in BESIDE

    def is_edited_since(self) -> bool:
        """Tell whether a later version of the article was edited on the desk, or corrected by a program of its own."""
        later = ArticleVersion.objects.filter(article=self.article_id, number__gt=self.number)
        return later.filter(origin__in=(VersionOrigin.EDITED, VersionOrigin.AMENDED)).exists()
