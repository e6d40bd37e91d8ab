"""What came in: the one count of it that the morning brief and the week in figures share."""

from __future__ import annotations

from django.db.models import QuerySet

from articles.models import Article, ArticleKind
from moderation.reports.counts.scope import Scope


def find_arrived(scope: Scope) -> QuerySet[Article]:
    """Return the articles filed in the scope's time: no originals, and no kills of what never came.

    Of such a kill only an article without a version is kept: there is no copy that came in or could be screened.
    """
    filed = Article.objects.filter(scope.articles(), scope.during("filed_at"), latest_version__isnull=False)
    return filed.exclude(kind=ArticleKind.ORIGINAL)
