"""Links: what an article says it was made from, replaces, or belongs with."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkKind(models.TextChoices):
    """What a link means to the desk; the wires' own words are mapped to these by a table of relations."""

    TRANSLATED_FROM = "translated_from", _("translated from")
    DERIVED_FROM = "derived_from", _("derived from")
    REPLACES = "replaces", _("replaces")
    OTHER = "other", _("goes with")


class ArticleLink(models.Model):
    """One link of an article; its target is known once the article it names is filed here, before or after."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, related_name="links", verbose_name=_("article")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=LinkKind)
    relation = models.CharField(_("relation"), max_length=80, help_text=_("the wire's own word"))
    uri = models.CharField(_("names"), max_length=255)
    title = models.CharField(_("title"), max_length=300, blank=True, default="")
    target = models.ForeignKey(
        "articles.Article",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="linked_from",
        verbose_name=_("article named"),
    )

    within = ArrayField(
        models.BigIntegerField(),
        verbose_name=_("within"),
        null=True,
        editable=False,
        help_text=_("the desks that the token which filed it was limited to; empty: it was not"),
    )

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ("article", "pk")
        constraints = [models.UniqueConstraint(fields=["article", "relation", "uri"], name="link_once")]
        indexes = [models.Index(fields=["uri"], condition=models.Q(target__isnull=True), name="link_open")]

    def __str__(self) -> str:
        return f"{self.relation}: {self.uri}"
