"""The reports as pages: who reads which, over whose copy and which days."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from articles.models import Desk
from moderation.models import Review
from moderation.models.report import ReportKind
from moderation.reports.asking import NobodysCopy, Request, answer
from moderation.reports.readership import READERS, readable_kinds
from tests.planting import plant_newsroom

PLACE = "/admin/reports/"


@pytest.fixture
def sit_down(db: None) -> Callable[..., Client]:
    """Return what signs somebody in with a role, on some desks."""
    plant_newsroom()

    def seated(role: str, *desks: Desk) -> Client:
        user = User.objects.create_user(f"one_{role}", is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        for desk in desks:
            desk.memberships.create(user=user)
        client = Client()
        client.force_login(user)
        return client

    return seated


def kinds_on(page: str) -> set[str]:
    return {kind for kind in ReportKind.values if f"{PLACE}{kind}/" in page}


def test_every_kind_has_readers() -> None:
    assert set(READERS) == set(ReportKind.values)
    assert readable_kinds((), is_superuser=True) == tuple(ReportKind)
    assert readable_kinds(("filer",)) == ()


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        ("filer", set()),
        ("desk_editor", {"morning_brief", "toll_watch"}),
        ("desk_chief", {"morning_brief", "toll_watch", "week_in_figures", "wire_scorecard"}),
        ("auditor", set(ReportKind.values)),
    ],
)
def test_each_role_is_shown_its_reports_and_gets_no_other(
    sit_down: Callable[..., Client], role: str, kinds: set[str]
) -> None:
    client = sit_down(role, Desk.objects.get(code="world"))

    listed = kinds_on(client.get(PLACE).content.decode())
    answers = {kind: client.get(f"{PLACE}{kind}/").status_code for kind in ReportKind.values}

    assert listed == kinds
    assert {kind for kind, status in answers.items() if status == 200} == kinds
    assert {status for kind, status in answers.items() if kind not in kinds} <= {404}


def test_a_chief_reads_their_own_desks_and_no_other(sit_down: Callable[..., Client]) -> None:
    client = sit_down("desk_chief", Desk.objects.get(code="world"))
    other = Desk.objects.get(code="monde")

    own = client.get(f"{PLACE}morning_brief/").content.decode()
    foreign = client.get(f"{PLACE}morning_brief/", {"desk": other.pk})

    assert "Morning brief – World" in own
    assert "report-sheet" not in foreign.content.decode()
    assert foreign.context["form"].errors["desk"]


def test_a_chief_without_a_desk_reads_nobodys_copy(sit_down: Callable[..., Client]) -> None:
    page = sit_down("desk_chief").get(f"{PLACE}morning_brief/").content.decode()

    assert "report-sheet" not in page
    assert "You have no desk yet." in page


def test_no_desks_is_never_every_desk() -> None:
    today = timezone.localdate()

    with pytest.raises(NobodysCopy):
        answer(
            Request(ReportKind.MORNING_BRIEF, today, today),
            now=timezone.now(),
            zone=timezone.get_current_timezone(),
            language="en",
        )


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"first": "2026-03-09", "last": "2026-03-02"}, "last"),
        ({"first": "2024-01-01", "last": "2026-03-02"}, "first"),
        ({"first": "yesterday"}, "first"),
    ],
)
def test_days_that_make_no_report_are_refused_with_a_reason(
    sit_down: Callable[..., Client], days: dict[str, str], field: str
) -> None:
    page = sit_down("auditor").get(f"{PLACE}week_in_figures/", days)

    assert page.status_code == 200
    assert list(page.context["form"].errors) == [field]


def test_the_figures_are_taken_along_as_a_file(sit_down: Callable[..., Client]) -> None:
    client = sit_down("auditor")

    file = client.get(f"{PLACE}week_in_figures/", {"file": "week-in-figures.csv"})
    unknown = client.get(f"{PLACE}week_in_figures/", {"file": "other.csv"})

    rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert file.headers["Content-Disposition"] == 'attachment; filename="week-in-figures.csv"'
    assert len(rows) == 5
    assert unknown.status_code == 404


def test_the_last_day_named_belongs_to_the_report(sit_in: Callable[[], Client], review: Review) -> None:
    day = timezone.localdate(review.article.filed_at)
    client = sit_in()

    that_day = client.get(f"{PLACE}morning_brief/", {"first": day, "last": day})
    before = client.get(f"{PLACE}morning_brief/", {"first": day - timedelta(2), "last": day - timedelta(1)})

    assert that_day.context["digest"].lead.startswith("1 article came in.")
    assert before.context["digest"].lead.startswith("0 articles came in.")


@pytest.fixture
def sit_in(review: Review) -> Callable[[], Client]:
    """Return what signs an auditor in beside the article that is there."""

    def seated() -> Client:
        user = User.objects.create_user("reader", is_staff=True, is_superuser=True)
        client = Client()
        client.force_login(user)
        return client

    return seated
