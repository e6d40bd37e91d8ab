"""Articles: one story on one wire, through all its versions."""

from __future__ import annotations

from hashlib import sha256

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.kinds import ArticleKind


class PubStatus(models.TextChoices):
    """Whether the copy may be used, in ninjs' words."""

    USABLE = "usable", _("usable")
    WITHHELD = "withheld", _("withheld")
    CANCELED = "canceled", _("canceled")


class Article(models.Model):
    """One article, or the original of one; its text stands in its versions."""

    wire = models.ForeignKey("articles.Wire", on_delete=models.PROTECT, related_name="articles", verbose_name=_("wire"))
    external_id = models.CharField(_("wire's own id"), max_length=255, blank=True, default="")
    slugline = models.CharField(_("slugline"), max_length=120, blank=True, default="")
    headline = models.CharField(_("headline"), max_length=300)
    kind = models.CharField(_("kind"), max_length=16, choices=ArticleKind, default=ArticleKind.SYNDICATED)
    language = models.CharField(_("language"), max_length=8)
    desk = models.ForeignKey("articles.Desk", on_delete=models.PROTECT, related_name="articles", verbose_name=_("desk"))
    urgency = models.PositiveSmallIntegerField(
        _("urgency"), default=5, validators=[MinValueValidator(1), MaxValueValidator(9)], help_text=_("1 is a flash")
    )
    pub_status = models.CharField(_("status"), max_length=16, choices=PubStatus, default=PubStatus.USABLE)
    embargoed_until = models.DateTimeField(_("embargoed until"), null=True, blank=True)
    embargo_note = models.CharField(_("embargo note"), max_length=255, blank=True, default="")
    embargo_settled = models.CharField(
        _("embargo settled"), max_length=255, blank=True, default="", help_text=_("the note that an editor has settled")
    )
    ed_note = models.TextField(_("editors' note"), blank=True, default="")
    language_tag = models.CharField(
        _("language tag"), max_length=35, blank=True, default="", help_text=_("BCP 47, as the wire gave it")
    )
    wire_version = models.CharField(
        _("wire's own version"), max_length=40, blank=True, default="", help_text=_("the highest that has come in")
    )
    wire_status = models.CharField(
        _("status on the wire"), max_length=16, choices=PubStatus, default=PubStatus.USABLE, help_text=_("as last told")
    )
    info_sources = models.JSONField(_("info sources"), default=list, blank=True)
    rights = models.JSONField(_("rights"), default=dict, blank=True)
    original = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="translations", verbose_name=_("original")
    )
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="filed_articles",
        verbose_name=_("filed by"),
    )
    filed_at = models.DateTimeField(_("filed at"))
    # Not unique: a change of a unique column would lock the row against everything that points at the article.
    latest_version = models.ForeignKey(
        "articles.ArticleVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("latest version"),
    )
    extra = models.JSONField(_("everything else"), default=dict, blank=True)

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ("-filed_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["wire", "external_id"], condition=~models.Q(external_id=""), name="article_once_a_wire"
            ),
            models.CheckConstraint(condition=models.Q(urgency__range=(1, 9)), name="article_urgency_1_to_9"),
            models.CheckConstraint(
                condition=~models.Q(kind=ArticleKind.ORIGINAL, original__isnull=False), name="original_has_no_original"
            ),
        ]
        indexes = [
            models.Index(fields=["desk", "-filed_at"], name="article_desk_filed"),
            models.Index(fields=["-filed_at"], name="article_filed"),
            models.Index(
                fields=["embargoed_until"],
                condition=models.Q(embargoed_until__isnull=False),
                name="article_embargoed",
            ),
            models.Index(fields=["language"], name="article_language"),
        ]

    def __str__(self) -> str:
        return self.headline

    @property
    def is_original(self) -> bool:
        """Tell whether this is only the original of a translation: kept, not screened, not queued."""
        return self.kind == ArticleKind.ORIGINAL

    def heads_tag(self) -> str:
        """Return a word that changes with what is said beside the text and shown with it."""
        said = (self.slugline, self.urgency, self.embargoed_until, self.embargo_note, self.ed_note)
        said += (sorted(self.rights.items()),)
        return sha256(repr(said).encode()).hexdigest()[:32]
