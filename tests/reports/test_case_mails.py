"""The mails about cases: each names the copy that its own case is about."""

from datetime import timedelta
from typing import Any

import pytest

from articles.actor import Actor
from articles.intake import Copy, Link
from articles.models import Article, Desk, Wire
from articles.operations import receive_copy
from moderation.models import LexiconRelease, Notice
from moderation.reports.notices import write_notice
from moderation.workflow.aftermath import escalate_cases
from tests.workflow.conftest import chief, house  # noqa: F401
from tests.workflow.newsroom import NOW

KILLED = {"urn:fire": "Fire on the quay", "urn:storm": "Storm over the bay"}


@pytest.fixture
def roundup(house: LexiconRelease, wire: Wire, desk: Desk, chief: Actor) -> Article:  # noqa: F811
    """Return copy made from two articles that were killed before, both with the one word of a wire."""
    heads: dict[str, Any] = {"wire": wire, "desk": desk, "actor": Actor.task("poll_wire"), "now": NOW}
    for uri, headline in KILLED.items():
        receive_copy(copy=Copy(text="", uri=uri, headline=headline, pub_status="canceled", ed_note="Kill"), **heads)
    links = tuple(Link("derivedfrom", uri) for uri in KILLED)
    return receive_copy(copy=Copy(text="A fire and a storm.", uri="urn:both", links=links), **heads).article


def named_in_mails() -> list[list[str]]:
    """Return which killed copy each mail names, in the order of the mails."""
    bodies = [write_notice(notice, now=NOW).body for notice in Notice.objects.order_by("pk")]
    return [[headline for headline in KILLED.values() if headline in body] for body in bodies]


def test_of_two_cases_of_one_moment_each_has_a_mail_of_its_own(roundup: Article) -> None:
    assert named_in_mails() == [["Fire on the quay"], ["Storm over the bay"]]


def test_so_has_each_that_the_clock_escalates(roundup: Article) -> None:
    Notice.objects.all().delete()

    escalate_cases(now=NOW + timedelta(days=1))

    assert named_in_mails() == [["Fire on the quay"], ["Storm over the bay"]]
