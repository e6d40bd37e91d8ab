"""The shape of a case, as an article's answer tells it."""

from __future__ import annotations

from rest_framework import serializers

from moderation.models import Case


class CaseOut(serializers.ModelSerializer[Case]):
    """What became of the copy that an article was made from, and that nobody has acknowledged yet."""

    of_headline = serializers.CharField(source="of_article.headline", help_text="of the copy that it was made from")
    bars_approval = serializers.SerializerMethodField(
        help_text="false where the latest text stands beside the corrected original and was compared with that"
    )

    class Meta:
        model = Case
        fields = ("id", "cause", "of_article", "of_headline", "reason", "opened_at", "due_at", "bars_approval")
        read_only_fields = fields

    def get_bars_approval(self, case: Case) -> bool:
        """Tell whether the latest version may not be approved before somebody has acknowledged the case."""
        version = case.article.latest_version
        return version is not None and case.bars(version)
