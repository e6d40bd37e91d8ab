"""The addresses of version 1."""

from django.urls import path, re_path
from drf_spectacular.views import SpectacularJSONAPIView

from articles.api.views import NothingHere
from moderation.api.alike import DismissAlike, UndoAlike
from moderation.api.arrivals import OneArrival
from moderation.api.articles import Articles, Audit, Difference, OneArticle, OneVersion, Tolls, Versions
from moderation.api.cases import AcknowledgeCase
from moderation.api.changes import Changes
from moderation.api.decisions import Decisions
from moderation.api.filing import BatchFiled
from moderation.api.flags import Dispositions, Flags, FlagsOfArticle, OneFlag
from moderation.api.known_problems import show_problems
from moderation.api.lexicons import OneRelease, Releases
from moderation.api.reports import OneReport, Reports
from moderation.api.runs import OneRun
from moderation.api.schema import show_reference
from moderation.api.screening import Screen

urlpatterns = [
    path("v1/articles", Articles.as_view(), name="api-articles"),
    path("v1/articles/batch", BatchFiled.as_view(), name="api-batch"),
    path("v1/articles/<int:pk>", OneArticle.as_view(), name="api-article"),
    path("v1/articles/<int:pk>/versions", Versions.as_view(), name="api-versions"),
    path("v1/articles/<int:pk>/versions/<int:number>", OneVersion.as_view(), name="api-version"),
    path("v1/articles/<int:pk>/versions/<int:number>/difference", Difference.as_view(), name="api-difference"),
    path("v1/articles/<int:pk>/flags", FlagsOfArticle.as_view(), name="api-article-flags"),
    path("v1/articles/<int:pk>/tolls", Tolls.as_view(), name="api-tolls"),
    path("v1/articles/<int:pk>/audit", Audit.as_view(), name="api-audit"),
    path("v1/articles/<int:pk>/decisions", Decisions.as_view(), name="api-decisions"),
    path("v1/changes", Changes.as_view(), name="api-changes"),
    path("v1/arrivals/<uuid:address>", OneArrival.as_view(), name="api-arrival"),
    path("v1/runs/<int:pk>", OneRun.as_view(), name="api-run"),
    path("v1/flags", Flags.as_view(), name="api-flags"),
    path("v1/flags/<int:pk>", OneFlag.as_view(), name="api-flag"),
    path("v1/flags/<int:pk>/dispositions", Dispositions.as_view(), name="api-dispositions"),
    path("v1/flags/<int:pk>/dismiss-alike", DismissAlike.as_view(), name="api-dismiss-alike"),
    path("v1/dismissals/<uuid:batch>/undo", UndoAlike.as_view(), name="api-undo-alike"),
    path("v1/cases/<int:pk>/acknowledge", AcknowledgeCase.as_view(), name="api-acknowledge-case"),
    path("v1/lexicons", Releases.as_view(), name="api-lexicons"),
    path("v1/lexicons/<int:number>", OneRelease.as_view(), name="api-lexicon"),
    path("v1/reports", Reports.as_view(), name="api-reports"),
    path("v1/reports/<slug:kind>", OneReport.as_view(), name="api-report"),
    path("v1/screen", Screen.as_view(), name="api-screen"),
    path("v1/problems", show_problems, name="api-problems"),
    # Line breaks in an address included, which `path` would not match.
    re_path(r"^v1(/(?s:.*))?\Z", NothingHere.as_view(), name="api-nothing"),
    path("schema", SpectacularJSONAPIView.as_view(authentication_classes=[], permission_classes=[]), name="api-schema"),
    path("", show_reference, name="api-reference"),
]
