"""Two desks with copy of their own, the doors of the admin, and people of every role who try them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from articles.actor import Actor
from articles.models import ApiToken, Article, ArticleVersion, Desk, Upload, Wire
from articles.operations import issue_token, receive_upload
from moderation.models import (
    AuditEvent,
    Case,
    Flag,
    ImpactPreview,
    LexiconDraft,
    LexiconRelease,
    ReportDelivery,
    ReportStop,
    ReportSubscription,
    RescreenJob,
    Review,
    ReviewPlan,
    Route,
    ScreeningRun,
    StandingException,
)
from moderation.models.outbox import WebhookDelivery, WebhookEndpoint
from moderation.webhooks.endpoints import add_endpoint
from moderation.workflow import answering, deciding
from moderation.workflow.states import Role
from tests.workflow.newsroom import NOW, TOLL, Seen, person, screened

ROLES = tuple(role.value for role in Role)
METHODS = ("GET", "POST")


@dataclass(frozen=True, slots=True)
class Door:
    """One address of the admin: its route as the URLconf has it, its name, the rows that it asks for."""

    route: str
    name: str
    asks: tuple[str, ...]

    @property
    def model(self) -> str:
        """Return the table that the address is about, empty where it is about none."""
        parts = self.route.split("/")
        return f"{parts[1]}.{parts[2]}" if len(parts) > 3 and parts[1] in {"articles", "moderation", "auth"} else ""

    def address(self, rows: Mapping[str, Any]) -> str:
        """Return the address for one desk's rows."""
        found = {**rows, "object_id": rows.get(self.model, 0), "id": rows["auth.user"], "pk": rows.get(self.model, 0)}
        if self.name == "moderation_case_acknowledge":
            found["pk"] = rows["case"]
        address = self.route.replace(r"^(?P<app_label>articles|moderation|auth|axes)/$", "articles/")
        address = address.replace("(?P<url>.*)$", "nowhere/")
        for word in self.asks:
            kinds = ("", "int:", "slug:", "path:", "str:")
            for kind in kinds:
                address = address.replace(f"<{kind}{word}>", str(found.get(word, "articles")))
        return f"/{address}"


def doors() -> list[Door]:
    """Return every address below the admin, as the URLconf has them."""
    return [
        Door(route, pattern.name or "", tuple(pattern.pattern.converters))
        for route, pattern in _walk(get_resolver(), "")
        if route.startswith("admin/")
    ]


def _walk(resolver: URLResolver, before: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        route = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, route)
        else:
            yield route, pattern


def seat(role: str, desk: Desk | None) -> User:
    """Return somebody of a role, on a desk where the role has one."""
    actor = person(f"one_{role}", Role(role), desk=None if role in {"administrator", "auditor"} else desk)
    assert actor.user is not None
    User.objects.filter(pk=actor.user.pk).update(is_staff=True, last_login=timezone.now())
    return User.objects.get(pk=actor.user.pk)


@dataclass
class House:
    """Two desks, each with a row of every kind; ``rows`` are their numbers, by table and by name in an address."""

    wire: Wire
    release: LexiconRelease
    shared: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make what belongs to no desk."""
        keeper = person("keeper").user
        assert keeper is not None
        self.draft = LexiconDraft.objects.create(base=self.release, author=keeper, created_at=NOW)
        passing = StandingException.objects.create(
            wire=self.wire,
            check_id="loaded_label",
            matched_text="x",
            until=NOW,
            reason="house",
            owner=keeper,
            created_at=NOW,
        )
        token: ApiToken = issue_token(name="cms", user=keeper, scopes=["read"], actor=Actor.system(), now=NOW).token
        RescreenJob.objects.create(release=self.release, needles={}, started_at=NOW)
        self.shared = {
            "articles.wire": self.wire.pk,
            "articles.apitoken": token.pk,
            "auth.user": keeper.pk,
            "auth.group": Group.objects.first().pk,  # type: ignore[union-attr]
            "moderation.route": Route.objects.first().pk,  # type: ignore[union-attr]
            "moderation.reviewplan": ReviewPlan.objects.first().pk,  # type: ignore[union-attr]
            "moderation.standingexception": passing.pk,
            "moderation.lexicondraft": self.draft.pk,
            "moderation.lexiconrelease": self.release.pk,
            "content_type_id": ContentType.objects.get_for_model(Article).pk,
            "kind": "morning_brief",
            "language": "en",
            "table": "terms",
            "name": "none.eml",
        }

    def rows(self, desk: Desk, word: str) -> dict[str, Any]:
        """File copy on a desk that says *word* everywhere, let it be flagged and answered; return its rows."""
        filer, chief = (
            person(f"filer-{desk.code}", Role.FILER),
            person(f"chief-{desk.code}", Role.DESK_CHIEF, desk=desk),
        )
        endpoint = self._endpoint(desk, word)
        article = self._file(desk, word, filer)
        review = self._judge(article, word, chief)
        case = Case.objects.create(
            article=article, of_article=article, of_version=review.version, cause="kill", reason=word,
            desk=desk, opened_at=NOW, due_at=NOW,
        )  # fmt: skip
        delivery = self._report(desk, word, chief)
        preview = ImpactPreview.objects.create(
            draft=self.draft, changes_digest="", days=1, made_at=NOW, chosen=[], impact=_impact(article, word)
        )
        made: dict[str, Model] = {
            "articles.article": article,
            "articles.articleversion": review.version,
            "articles.desk": desk,
            "articles.upload": Upload.objects.get(article=article),
            "moderation.review": review,
            "moderation.screeningrun": ScreeningRun.objects.get(version=review.version),
            "moderation.auditevent": AuditEvent.objects.filter(article_id=article.pk, reason=word).latest("sequence"),
            "moderation.reportsubscription": delivery.subscription,
            "moderation.reportdelivery": delivery,
            "moderation.webhookendpoint": endpoint,
            "moderation.webhookdelivery": WebhookDelivery.objects.filter(event__article=article)[0],
            "case": case,
            "stop": ReportStop.objects.create(subscription=delivery.subscription, person=chief.user, at=NOW),
            "article_id": article,
            "number": preview,
        }
        return {**self.shared, **{name: row.pk for name, row in made.items()}}

    def _endpoint(self, desk: Desk, word: str) -> WebhookEndpoint:
        return add_endpoint(
            name=f"cms-{word}",
            url="https://cms.example.org/hook",
            events=["article.filed"],
            desks=[desk],
            actor=Actor.system(),
            now=NOW,
        )[0]

    def _file(self, desk: Desk, word: str, filer: Actor) -> Article:
        heads: dict[str, Any] = {"wire": self.wire, "desk": desk, "language": "en", "kind": "syndicated"}
        receive_upload(content=b"\x00", filename=f"{word}-refused.txt", **heads, actor=filer, now=NOW)
        text = f"Storm over {word}\nTwelve people were killed in {word}. The mayor spoke of {word}."
        receipt = receive_upload(content=text.encode(), filename=f"{word}.txt", **heads, actor=filer, now=NOW)
        assert receipt.article is not None
        Article.objects.filter(pk=receipt.article.pk).update(slugline=f"SLUG-{word}", ed_note=word)
        return receipt.article

    def _judge(self, article: Article, word: str, chief: Actor) -> Review:
        review = screened(article, TOLL, Seen("loaded_label", word, "medium", term="en.term.x"))
        flag = Flag.objects.get(version=review.version, matched_text=word)
        answering.dismiss(flag=flag, reason_code="other", note=word, actor=chief, now=NOW)
        review = deciding.hold(review=review, reason=word, until=NOW + timedelta(days=900), actor=chief, now=NOW)
        ScreeningRun.objects.filter(version=review.version).update(error=word)
        return deciding.resume(review=review, actor=chief, now=NOW)

    def _report(self, desk: Desk, word: str, chief: Actor) -> ReportDelivery:
        subscription = ReportSubscription.objects.create(name=f"Brief {word}", report="morning_brief", starts_at=NOW)
        subscription.desks.set([desk])
        return ReportDelivery.objects.create(
            subscription=subscription, period_start=NOW.date(), since=NOW, until=NOW, recipient=chief.user,
            state="failed", server_answer=word, queued_at=NOW, next_attempt_at=NOW,
        )  # fmt: skip


def acted(rows: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return what a button of that page sends, so that a refusal is the page's and not of an empty form."""
    version = ArticleVersion.objects.get(pk=rows["articles.articleversion"])
    flag = Flag.objects.filter(version=version, state="open").first()
    forms: dict[str, dict[str, Any]] = {
        "moderation_review_dispose": {"act": "uphold", "flag": flag.pk if flag else 0},
        "moderation_review_decide": {"verb": "claim"},
        "moderation_review_correct": {"text": "New words.", "expected_version": version.number},
        "moderation_lexicondraft_rows": {"language": "en", "table": "terms", "id": "x", "act": "back"},
        "moderation_reportsubscription_send": {"to_me": "1"},
    }
    return forms.get(name, {})


def _impact(article: Article, word: str) -> dict[str, Any]:
    one = {"kind": "new", "article": article.pk, "headline": word, "check": "x", "text": word, "message": word}
    return {"looked_at": 1, "new": 1, "vanished": 0, "changed": 0, "a_desk_a_day": {}, "sample": [one]}
