"""By what lists are narrowed."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet

from articles.intake.languages import UnknownLanguage, read_language
from articles.models import Article, ArticleKind, PubStatus
from moderation.models import AuditEvent, Case, Flag, FlagState, ReviewState, Severity


class LanguageField(forms.CharField):
    """A language's tag, read as filing reads it: copy is kept under its short form."""

    def clean(self, value: Any) -> str:
        """Return the short form; a tag that names no language is refused."""
        tag = super().clean(value)
        try:
            return read_language(tag) if tag else ""
        except UnknownLanguage as error:
            raise forms.ValidationError(str(error)) from error


class LanguageFilter(filters.CharFilter):
    """Narrow to one language, whichever variant of it is asked for."""

    field_class = LanguageField


class YesNoField(forms.CharField):
    """A yes or a no, as programs write them."""

    words = {"true": True, "1": True, "false": False, "0": False}

    def clean(self, value: Any) -> bool | None:
        """Return the yes or the no, None where nothing is said; any other word is refused."""
        word = super().clean(value)
        if word and word.lower() not in self.words:
            raise forms.ValidationError(f"true or false is asked for, not “{word[:20]}”")
        return self.words.get(word.lower())


class YesNoFilter(filters.CharFilter):
    """Narrow by a yes or a no: what is neither would narrow nothing, and say so nowhere."""

    field_class = YesNoField


class ArticleFilters(filters.FilterSet):
    """Narrow a list of articles."""

    wire = filters.CharFilter(field_name="wire__code")
    desk = filters.CharFilter(field_name="review__desk__code")
    language = LanguageFilter(field_name="language")
    slugline = filters.CharFilter(field_name="slugline", lookup_expr="iexact")
    uri = filters.CharFilter(field_name="external_id")
    kind = filters.ChoiceFilter(choices=ArticleKind.choices)
    pub_status = filters.ChoiceFilter(choices=PubStatus.choices)
    state = filters.MultipleChoiceFilter(field_name="review__state", choices=ReviewState.choices)
    filed_after = filters.IsoDateTimeFilter(field_name="filed_at", lookup_expr="gte")
    filed_before = filters.IsoDateTimeFilter(field_name="filed_at", lookup_expr="lt")
    flagged = YesNoFilter(method="with_flags", label="has an open flag on its latest version")
    open_case = YesNoFilter(method="with_cases", label="has a case that nobody has acknowledged")

    class Meta:
        model = Article
        fields: list[str] = []

    def with_flags(self, rows: QuerySet[Article], _name: str, value: bool) -> QuerySet[Article]:  # noqa: FBT001
        """Return the articles whose latest version has an open flag, or has none."""
        has_flags = Exists(Flag.objects.open().filter(version=OuterRef("latest_version")))
        return rows.filter(has_flags) if value else rows.exclude(has_flags)

    def with_cases(self, rows: QuerySet[Article], _name: str, value: bool) -> QuerySet[Article]:  # noqa: FBT001
        """Return the articles of which a case is open, or none is."""
        has_cases = Exists(Case.objects.unanswered().filter(article=OuterRef("pk")))
        return rows.filter(has_cases) if value else rows.exclude(has_cases)


class FlagFilters(filters.FilterSet):
    """Narrow a list of flags."""

    check = filters.CharFilter(field_name="check_id")
    article = filters.NumberFilter(field_name="article_id", min_value=1, max_value=2**31, decimal_places=0)
    state = filters.MultipleChoiceFilter(choices=FlagState.choices)
    severity = filters.MultipleChoiceFilter(choices=Severity.choices)
    raised_after = filters.IsoDateTimeFilter(field_name="raised_at", lookup_expr="gte")
    raised_before = filters.IsoDateTimeFilter(field_name="raised_at", lookup_expr="lt")

    class Meta:
        model = Flag
        fields: list[str] = []


class ChangeFilters(filters.FilterSet):
    """Narrow a list of changes."""

    after = filters.NumberFilter(
        field_name="sequence", lookup_expr="gt", min_value=0, max_value=2**63 - 1, decimal_places=0
    )

    class Meta:
        model = AuditEvent
        fields: list[str] = []
