"""Uploads: the bytes as they came, and what became of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.kinds import ArticleKind


class UploadState(models.TextChoices):
    """What became of an upload."""

    RECEIVED = "received", _("received")
    FILED = "filed", _("filed")
    REFUSED = "refused", _("refused")


class Upload(models.Model):
    """One file as it came, kept with the article it became or the reason it was refused."""

    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    filename = models.CharField(_("file name"), max_length=255)
    size = models.PositiveIntegerField(_("bytes"), help_text=_("reading stops just past the limit"))
    content = models.BinaryField(_("content"), default=b"", help_text=_("kept once filed"))
    wire = models.ForeignKey("articles.Wire", on_delete=models.PROTECT, related_name="uploads", verbose_name=_("wire"))
    desk = models.ForeignKey("articles.Desk", on_delete=models.PROTECT, related_name="uploads", verbose_name=_("desk"))
    language = models.CharField(_("language"), max_length=35)
    kind = models.CharField(_("kind"), max_length=16, choices=ArticleKind)
    state = models.CharField(_("state"), max_length=16, choices=UploadState, default=UploadState.RECEIVED)
    reason = models.TextField(_("reason"), blank=True, default="")
    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="uploads",
        verbose_name=_("article"),
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="uploads",
        verbose_name=_("by"),
    )
    uploaded_at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ("-uploaded_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["wire", "sha256"],
                condition=models.Q(state=UploadState.FILED) & ~models.Q(kind=ArticleKind.ORIGINAL),
                name="upload_filed_once",
            ),
            models.UniqueConstraint(
                fields=["wire", "sha256"],
                condition=models.Q(state=UploadState.FILED, kind=ArticleKind.ORIGINAL),
                name="original_filed_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=UploadState.REFUSED, reason=""), name="upload_refused_with_reason"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=UploadState.FILED, article__isnull=True), name="upload_filed_has_article"
            ),
        ]

    def __str__(self) -> str:
        return self.filename
