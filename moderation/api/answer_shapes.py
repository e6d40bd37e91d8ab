"""The shapes of answers that no row of a table gives: the schema tells them, and nothing else reads by them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from moderation.api.shapes import ComparedOut, ReleaseOut
from moderation.models import LexiconRelease
from moderation.models.report import ReportKind
from moderation.screening.drift import Aspect
from moderation.screening.screen import Status
from moderation.screening.values import Effect, Grade, Modality, Precision, Scope, Severity, Voice
from moderation.workflow.differences import Change

_FILED_OR_REFUSED = {"oneOf": [{"$ref": "#/components/schemas/FiledOut"}, {"$ref": "#/components/schemas/Problem"}]}
_WORDS = serializers.CharField


def _one_of(kinds: type[Any]) -> serializers.ChoiceField:
    return serializers.ChoiceField(choices=[str(one) for one in kinds])


@extend_schema_field(_FILED_OR_REFUSED)
class FiledOrRefused(serializers.JSONField):
    """What filing the article alone would have answered."""


class BatchItemOut(serializers.Serializer[Any]):
    """The answer to one article of a batch, in the batch's order."""

    status = serializers.IntegerField(help_text="the status that it would have had alone")
    body = FiledOrRefused()


class BatchOut(serializers.Serializer[Any]):
    """One answer for each article of a batch."""

    articles = BatchItemOut(many=True)


class PieceOut(serializers.Serializer[Any]):
    """A stretch of words that is the same in both versions, or stands in one of them."""

    change = _one_of(Change)
    text = _WORDS()


class DifferenceOut(serializers.Serializer[Any]):
    """What changed from one version to another, paragraph by paragraph."""

    since = serializers.IntegerField()
    number = serializers.IntegerField()
    paragraphs = serializers.ListField(child=PieceOut(many=True))


class SpanOut(serializers.Serializer[Any]):
    """A stretch of the text, in code points."""

    start = serializers.IntegerField()
    end = serializers.IntegerField()


class TollOut(SpanOut):
    """A casualty figure: whom it counts, how firmly, and who vouches for it."""

    text = _WORDS()
    effect = _one_of(Effect)
    min = serializers.IntegerField(allow_null=True)
    max = serializers.IntegerField(allow_null=True)
    precision = _one_of(Precision)
    grade = _one_of(Grade)
    party = serializers.BooleanField(help_text="whether who vouches is a party to what happened")
    scope = _one_of(Scope)
    modality = _one_of(Modality)
    near = serializers.BooleanField(help_text="whether a source near by speaks of the same event")
    repeat = serializers.BooleanField(help_text="whether the same figure is attributed elsewhere in the text")
    part_of = serializers.IntegerField(allow_null=True, help_text="the place in this list of the figure it is part of")
    victims = SpanOut(allow_null=True)
    cue = SpanOut(allow_null=True)
    source = SpanOut(allow_null=True)


class TollsOut(serializers.Serializer[Any]):
    """The casualty figures of a text; none means none only where it was screened."""

    screened = serializers.BooleanField(
        help_text="false while the screening that counts waits, or where it failed: the figures are then an older one's"
    )
    tolls = TollOut(many=True)


class LabelOut(SpanOut):
    """A word of the lexicon that stands in the text, in whose voice."""

    text = _WORDS()
    term = _WORDS()
    category = _WORDS()
    voice = _one_of(Voice)
    exempt = serializers.BooleanField()


class FindingOut(serializers.Serializer[Any]):
    """What a check saw in a text that is not kept; it becomes no flag."""

    check_id = _WORDS()
    severity = _one_of(Severity)
    start = serializers.IntegerField(allow_null=True)
    end = serializers.IntegerField(allow_null=True)
    text = _WORDS()
    message = _WORDS()
    suggestions = serializers.ListField(child=_WORDS())
    evidence = serializers.DictField()
    original = SpanOut(allow_null=True)


class PairedTollOut(serializers.Serializer[Any]):
    """A figure of the original and the one that renders it, by their places in the lists of figures."""

    original = serializers.IntegerField()
    translation = serializers.IntegerField()
    differs = serializers.ListField(child=_one_of(Aspect))


class ComparisonOut(ComparedOut):
    """How far the text was compared with its original, the original's figures, and which renders which."""

    unread = SpanOut(many=True)
    tolls = TollOut(many=True)
    pairs = PairedTollOut(many=True)


class ScreeningOut(serializers.Serializer[Any]):
    """The reading of a text: `done` without findings and with nothing unread is clean, nothing else is."""

    id = _WORDS(allow_null=True)
    status = _one_of(Status)
    reason = _WORDS(allow_blank=True)
    language = _WORDS(allow_blank=True)
    detected = serializers.BooleanField()
    engine = _WORDS()
    release = _WORDS(allow_blank=True)
    parser = _WORDS()
    unread = SpanOut(many=True)
    tolls = TollOut(many=True)
    labels = LabelOut(many=True)
    findings = FindingOut(many=True)
    comparison = ComparisonOut(allow_null=True)


class OneReleaseOut(ReleaseOut):
    """A published lexicon with all its words: language → table → rows."""

    tables = serializers.DictField()
    parties = serializers.DictField()

    class Meta(ReleaseOut.Meta):
        model = LexiconRelease
        fields = (*ReleaseOut.Meta.fields, "tables", "parties")


class ReportNamedOut(serializers.Serializer[Any]):
    """A report and its address."""

    kind = _one_of(ReportKind)
    href = _WORDS()


class ReportsOut(serializers.Serializer[Any]):
    """The reports that may be asked for."""

    reports = ReportNamedOut(many=True)


class LinkOut(serializers.Serializer[Any]):
    """Words that lead somewhere."""

    words = _WORDS()
    address = _WORDS()


class FigureOut(serializers.Serializer[Any]):
    """One number with its name."""

    name = _WORDS()
    value = _WORDS()
    note = _WORDS(allow_blank=True)


class ExcerptOut(serializers.Serializer[Any]):
    """The sentence around what was flagged."""

    before = _WORDS(allow_blank=True)
    match = _WORDS(allow_blank=True)
    after = _WORDS(allow_blank=True)
    direction = serializers.ChoiceField(choices=["ltr", "rtl"])


class PointOut(serializers.Serializer[Any]):
    """One thing about an item."""

    words = _WORDS(allow_blank=True)
    severity = _WORDS(allow_blank=True)
    severity_name = _WORDS(allow_blank=True)
    excerpt = ExcerptOut(allow_null=True)


class ItemOut(serializers.Serializer[Any]):
    """One article, case or mail."""

    title = _WORDS(allow_blank=True)
    link = _WORDS(allow_blank=True)
    note = _WORDS(allow_blank=True)
    is_late = serializers.BooleanField()
    points = PointOut(many=True)


class TableOut(serializers.Serializer[Any]):
    """Figures in rows; `bars` are shares of 1."""

    columns = serializers.ListField(child=_WORDS(allow_blank=True))
    rows = serializers.ListField(child=serializers.ListField(child=_WORDS(allow_blank=True)))
    bars = serializers.ListField(child=serializers.FloatField())


class SectionOut(serializers.Serializer[Any]):
    """One part of a report."""

    title = _WORDS(allow_blank=True)
    intro = _WORDS(allow_blank=True)
    figures = FigureOut(many=True)
    items = ItemOut(many=True)
    tables = TableOut(many=True)
    more = LinkOut(allow_null=True)
    nothing = _WORDS(allow_blank=True)


class AttachmentOut(serializers.Serializer[Any]):
    """A file that goes with the report."""

    filename = _WORDS()
    content = _WORDS(allow_blank=True)
    mimetype = _WORDS()


class DigestOut(serializers.Serializer[Any]):
    """A report, as mails and pages carry it; every word is in the language asked for."""

    title = _WORDS()
    subject = _WORDS()
    period = _WORDS(allow_blank=True)
    lead = _WORDS(allow_blank=True)
    language = _WORDS()
    sections = SectionOut(many=True)
    links = LinkOut(many=True)
    is_empty = serializers.BooleanField()
    attachments = AttachmentOut(many=True)
