"""Articles and their versions, read-only."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.seen import Languages, OwnDesks, SeenByDesk
from articles.admin.shown import ShownOnly
from articles.models import Article, ArticleVersion


class VersionInline(admin.TabularInline):
    """List an article's versions below it."""

    model = ArticleVersion
    fk_name = "article"
    fields = ("linked_number", "origin", "headline", "word_count", "created_by", "created_at")
    readonly_fields = fields
    ordering = ("-number",)
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: versions come from operations."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: a version never changes."""
        return False

    @admin.display(description=_("version"))
    def linked_number(self, version: ArticleVersion) -> SafeString:
        """Link a version's number to its page."""
        address = reverse("admin:articles_articleversion_change", args=[version.pk])
        return format_html('<a href="{}">{}</a>', address, version.number)


@admin.register(Article)
class ArticleAdmin(SeenByDesk, ShownOnly):
    """Show articles, newest first."""

    article_path = ""

    list_display = ("headline", "wire", "desk", "language", "kind", "pub_status", "urgency", "filed_at")
    list_filter = (("desk", OwnDesks), "wire", Languages, "kind", "pub_status")
    search_fields = ("headline", "slugline", "external_id")
    list_select_related = ("wire", "desk")
    inlines = (VersionInline,)


@admin.register(ArticleVersion)
class ArticleVersionAdmin(SeenByDesk, ShownOnly):
    """Show versions with their text as it is screened."""

    article_path = "article__"

    list_display = ("headline", "number", "language", "origin", "word_count", "created_by", "created_at")
    list_filter = (Languages, "origin")
    list_select_related = ("created_by",)
    ordering = ("-pk",)
    search_fields = ("headline", "content_hash")
    exclude = ("text",)
    readonly_fields = ("shown_text",)

    @admin.display(description=_("text"))
    def shown_text(self, version: ArticleVersion) -> SafeString:
        """Show the text in its own direction, its paragraphs apart."""
        return format_html('<div class="copy-text" lang="{}" dir="auto">{}</div>', version.language, version.text)

    class Media:
        """Keep a text's paragraphs apart."""

        css = {"all": ("articles/copy.css",)}
