"""The shapes of answers and requests, in IPTC's words where it has them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.validators import ProhibitSurrogateCharactersValidator

from articles.intake.versions import written_version
from articles.models import Article, ArticleKind, ArticleVersion
from articles.operations import Outcome
from moderation.api.case_shapes import CaseOut
from moderation.models import (
    AuditEvent,
    Decision,
    DismissalReason,
    Disposition,
    Flag,
    LexiconRelease,
    ScreeningRun,
)
from moderation.screening.screen import Extent
from moderation.workflow.states import Verb

LARGEST_TEXT = 2 * 1024 * 1024
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
_LANGUAGE = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"


class SafeCharField(serializers.CharField):
    """Words without the one sign that PostgreSQL cannot keep, and without halves of signs."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        # Looks at every sign in turn, for what is found below in one go.
        self.validators = [one for one in self.validators if not isinstance(one, ProhibitSurrogateCharactersValidator)]

    def to_internal_value(self, data: Any) -> str:
        """Return the words.

        :raises ValidationError: they hold NUL or a lone surrogate
        """
        words = str(super().to_internal_value(data))
        if _UNKEEPABLE.search(words):
            raise serializers.ValidationError("holds NUL or half a sign, which cannot be kept", code="unkeepable")
        return words


class VersionField(SafeCharField):
    """A wire's own version: words, or a whole number however JSON writes it."""

    def to_internal_value(self, data: Any) -> str:
        """Return it as the wire counts.

        :raises ValidationError: it is a number with a fraction, whose last zeros JSON loses
        """
        if isinstance(data, float) and written_version(data) is None:
            raise serializers.ValidationError(f"{data} is no whole number: send a version with parts as a string")
        return super().to_internal_value(written_version(data) if isinstance(data, float) else data)


class Asked(serializers.Serializer[Any]):
    """What a program sends: a member that the shape does not know is refused, so that no embargo is lost unsaid."""

    def to_internal_value(self, data: Any) -> Any:
        """Return the members.

        :raises ValidationError: one of them is unknown here
        """
        named = set(data) - set(self.fields) if isinstance(data, Mapping) else ()
        unknown = sorted(_UNKEEPABLE.sub("\N{REPLACEMENT CHARACTER}", str(name)) for name in named)
        if unknown:
            known = ", ".join(self.fields)
            words = f"unknown here: known are {known}; a ninjs item carries embargo, status and editors' note"
            raise serializers.ValidationError({name: [words] for name in unknown}, code="unknown_member")
        return super().to_internal_value(data)


class CopyIn(Asked):
    """Copy as a program files it; a ninjs item is taken as it is instead."""

    headline = SafeCharField(max_length=300, required=False, allow_blank=True, default="")
    text = SafeCharField(
        max_length=LARGEST_TEXT, trim_whitespace=False, help_text="paragraphs separated by line breaks"
    )
    summary = SafeCharField(max_length=5000, required=False, allow_blank=True, default="")
    language = serializers.RegexField(
        _LANGUAGE, max_length=35, required=False, help_text="BCP 47; left out: the wire's own"
    )
    slugline = SafeCharField(max_length=120, required=False, allow_blank=True, default="")
    uri = SafeCharField(max_length=1000, required=False, allow_blank=True, default="", help_text="the wire's own id")
    version = VersionField(max_length=40, required=False, allow_blank=True, default="")
    urgency = serializers.IntegerField(min_value=1, max_value=9, required=False, default=5)


class PlaceIn(Asked):
    """Where copy comes from and where it goes, by code or name."""

    wire = SafeCharField(max_length=80)
    desk = SafeCharField(max_length=80)
    kind = serializers.ChoiceField(choices=[ArticleKind.SYNDICATED, ArticleKind.TRANSLATED], required=False)
    original = serializers.IntegerField(
        min_value=1, required=False, help_text="the article that it was translated from"
    )


class FileIn(PlaceIn, CopyIn):
    """One article to file: its place and its copy, or its place and a `ninjs` item as it is."""

    text = SafeCharField(max_length=LARGEST_TEXT, trim_whitespace=False, required=False)
    ninjs = serializers.JSONField(required=False, help_text="a ninjs 1, 2 or 3 item, instead of text and headline")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse an article without a text, and one with two.

        :raises ValidationError:
        """
        if ("text" in attrs) == ("ninjs" in attrs):
            raise serializers.ValidationError("send text, or a ninjs item, and not both", code="one_copy")
        return attrs


class UploadIn(PlaceIn):
    """One file of any format that the house reads."""

    file = serializers.FileField(allow_empty_file=True, max_length=255)
    language = serializers.RegexField(_LANGUAGE, max_length=35, required=False)


class BatchIn(Asked):
    """Up to a hundred articles; each is answered for itself."""

    articles = serializers.ListField(child=serializers.DictField(), min_length=1, max_length=100)


class NewVersionIn(Asked):
    """The text of a newer version; byline and dateline stay as they were."""

    text = SafeCharField(max_length=LARGEST_TEXT, trim_whitespace=False)
    headline = SafeCharField(
        max_length=300, required=False, help_text="a new one leads the text; left out: the text's own, or as it was"
    )
    summary = SafeCharField(max_length=5000, required=False, allow_blank=True, help_text="left out: as it was")


class DispositionIn(Asked):
    """An answer to a flag."""

    kind = serializers.ChoiceField(choices=["dismiss", "uphold", "confirm", "reopen"])
    reason_code = serializers.ChoiceField(choices=DismissalReason.choices, required=False, help_text="of a dismissal")
    note = SafeCharField(max_length=2000, required=False, allow_blank=True, default="")


class DecisionIn(Asked):
    """A decision on the version that was read."""

    verb = serializers.ChoiceField(choices=[verb.value for verb in Verb if verb is not Verb.ASSIGN])
    content_hash = SafeCharField(
        max_length=64,
        required=False,
        help_text="of the text that was read: approve needs it, return and spike compare it where it is sent",
    )
    reason = SafeCharField(max_length=2000, required=False, allow_blank=True, default="")
    until = serializers.DateTimeField(required=False, help_text="the end of a hold")


class OriginalIn(Asked):
    """The text that another was translated from."""

    language = serializers.RegexField(_LANGUAGE, max_length=35)
    text = SafeCharField(max_length=LARGEST_TEXT, trim_whitespace=False, allow_blank=True)


class ScreenIn(Asked):
    """A text to check without keeping it."""

    text = SafeCharField(max_length=LARGEST_TEXT, trim_whitespace=False, allow_blank=True)
    language = serializers.RegexField(_LANGUAGE, max_length=35, required=False, help_text="left out: detected")
    message_language = serializers.ChoiceField(choices=["en", "fr"], required=False)
    original = OriginalIn(required=False, help_text="what the text was translated from, to be compared with it")


class ComparedOut(serializers.Serializer[Any]):
    """How far a translation was compared with its original: only `compared` without flags of drift is faithful."""

    status = serializers.ChoiceField(choices=[extent.value for extent in Extent if extent])
    language = serializers.CharField(help_text="of the original")
    reason = serializers.CharField(allow_blank=True, help_text="why it was not, or only partly, compared")


class RunOut(serializers.ModelSerializer[ScreeningRun]):
    """A screening: `done` without flags is clean; `failed` and `unsupported` never are.

    Neither is copy whose `comparison` says anything but `compared`; copy without an original has none.
    """

    comparison = ComparedOut(allow_null=True, read_only=True)
    article = serializers.IntegerField(source="version.article_id")
    version = serializers.IntegerField(source="version.number")
    release = serializers.IntegerField(source="release.number")

    class Meta:
        model = ScreeningRun
        fields = (
            *("id", "article", "version", "release", "engine_version", "state", "cause"),
            *("queued_at", "started_at", "finished_at", "attempts", "error", "comparison"),
        )
        read_only_fields = fields


class VersionOut(serializers.ModelSerializer[ArticleVersion]):
    """One immutable text of an article."""

    class Meta:
        model = ArticleVersion
        fields = (
            *("number", "headline", "summary", "text", "language", "content_hash", "word_count"),
            *("origin", "created_at"),
        )
        read_only_fields = fields


class ReviewOut(serializers.Serializer[Any]):
    """Where an article stands on its desk."""

    state = serializers.CharField()
    desk = serializers.CharField(source="desk.code")
    due_at = serializers.DateTimeField(allow_null=True)
    held_until = serializers.DateTimeField(allow_null=True)


class ArticleOut(serializers.ModelSerializer[Article]):
    """An article with its latest text and its standing; `fields=` narrows it."""

    wire = serializers.CharField(source="wire.code")
    desk = serializers.CharField(source="desk.code")
    uri = serializers.CharField(source="external_id")
    pubStatus = serializers.CharField(source="pub_status")  # noqa: N815 - ninjs' own word
    embargoedUntil = serializers.DateTimeField(source="embargoed_until", allow_null=True)  # noqa: N815
    edNote = serializers.CharField(source="ed_note")  # noqa: N815
    copyrightHolder = serializers.CharField(source="rights.holder", default="")  # noqa: N815
    copyrightNotice = serializers.CharField(source="rights.notice", default="")  # noqa: N815
    usageTerms = serializers.CharField(source="rights.usage", default="")  # noqa: N815
    version = serializers.SerializerMethodField()
    review = serializers.SerializerMethodField()
    cases = CaseOut(source="open_cases", many=True)

    class Meta:
        model = Article
        fields = (
            *("id", "wire", "uri", "slugline", "headline", "kind", "language", "desk", "urgency", "pubStatus"),
            *("embargoedUntil", "edNote", "copyrightHolder", "copyrightNotice", "usageTerms"),
            *("original", "filed_at", "version", "review", "cases"),
        )
        read_only_fields = fields

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        wanted = kwargs.pop("wanted", None)
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(wanted or self.fields):
            self.fields.pop(name)

    @extend_schema_field(VersionOut(allow_null=True))
    def get_version(self, article: Article) -> dict[str, Any] | None:
        """Return the latest version; an article that was only ever killed has none."""
        return VersionOut(article.latest_version).data if article.latest_version else None

    @extend_schema_field(ReviewOut(allow_null=True))
    def get_review(self, article: Article) -> dict[str, Any] | None:
        """Return the review; an original has none."""
        review = getattr(article, "review", None)
        return ReviewOut(review).data if review else None


class ChangeOut(serializers.Serializer[Any]):
    """An article that has changed, at the place of its last change."""

    sequence = serializers.IntegerField(help_text="the place: ask on with `after`")
    article = ArticleOut()


class RefusalOut(serializers.Serializer[Any]):
    """Why copy that was received could not be filed; it is kept among the refused uploads of its desk."""

    code = serializers.CharField()
    detail = serializers.CharField()


class FiledOut(serializers.Serializer[Any]):
    """What became of copy: `received` is safe and not filed yet; `refused` and `failed` never became an article."""

    outcome = serializers.ChoiceField(choices=["received", *Outcome.values, "refused", "failed"])
    article = serializers.IntegerField(allow_null=True)
    version = serializers.IntegerField(allow_null=True)
    warnings = serializers.ListField(child=serializers.CharField())
    screening = RunOut(allow_null=True)
    refusal = RefusalOut(allow_null=True)
    location = serializers.CharField(
        help_text="where to ask on, as the Location header says: its arrival, its screening in progress, its article"
    )


class DispositionOut(serializers.ModelSerializer[Disposition]):
    """One answer to one flag."""

    by = serializers.CharField(source="actor_label")

    class Meta:
        model = Disposition
        fields = ("id", "kind", "reason_code", "note", "by", "at")
        read_only_fields = fields


class FlagOut(serializers.ModelSerializer[Flag]):
    """A flag: what was seen, where (code points into the version's text), why, what would clear it."""

    article = serializers.IntegerField(source="article_id")
    version = serializers.IntegerField(source="version.number")
    suggestions = serializers.ListField(child=serializers.CharField())
    evidence = serializers.JSONField()

    class Meta:
        model = Flag
        fields = (
            *("id", "article", "version", "check_id", "term_id", "severity", "start", "end", "matched_text"),
            *("message", "suggestions", "evidence", "state", "carried", "raised_at"),
        )
        read_only_fields = fields


class DecisionOut(serializers.ModelSerializer[Decision]):
    """One decision on one version."""

    version = serializers.IntegerField(source="version.number")
    by = serializers.CharField(source="actor_label")

    class Meta:
        model = Decision
        fields = ("id", "version", "content_hash", "verb", "step", "reason", "until", "by", "at")
        read_only_fields = fields


class EventOut(serializers.ModelSerializer[AuditEvent]):
    """One event of the audit history, with its place in the chain."""

    before = serializers.JSONField(allow_null=True)
    after = serializers.JSONField(allow_null=True)

    class Meta:
        model = AuditEvent
        fields = (
            *("sequence", "at", "actor_kind", "actor_label", "action", "object_type", "object_id"),
            *("before", "after", "reason", "hash"),
        )
        read_only_fields = fields


class ReleaseOut(serializers.ModelSerializer[LexiconRelease]):
    """A published lexicon."""

    class Meta:
        model = LexiconRelease
        fields = ("number", "digest", "reason", "published_at")
        read_only_fields = fields
