"""A busy house for tests: some days of copy on two desks, screened, answered and decided by chance."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db.models import F

from articles.actor import Actor
from articles.intake import Copy
from articles.models import Article, Desk, Wire
from articles.operations import file_copy
from moderation.models import Flag, Review, ReviewPlan, ReviewPlanVersion, Route, RunState, ScreeningRun
from moderation.workflow.answering import dismiss
from moderation.workflow.deciding import approve, hold, return_, spike
from moderation.workflow.refusal import Refusal
from moderation.workflow.states import Role
from tests.planting import plant
from tests.workflow.newsroom import Seen, person, publish_words, screened

BEGIN = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)  # a Monday
END = BEGIN + timedelta(days=14)
_SENTENCES = ("Twelve people were killed in Orvane.", "The mayor spoke of mercenaries.", "Rain is expected.")
_SEEN = (
    Seen("unattributed_toll", "Twelve", "high", {"attribution": {"grade": "none"}}),
    Seen("loaded_label", "mercenaries", "medium", {"voice": "own"}, term="en.term.mercenary"),
    Seen("loaded_label", "regime", "medium", {"voice": "own"}, term="en.term.regime"),
    Seen("hedged_toll", "Rain", "low"),
)
DESKS, WIRES = ("Inland", "Abroad"), ("Tideway", "Fjordline", "Rivages")
PEOPLE = {"stringer": Role.FILER, "deputy": Role.DESK_EDITOR, "senior": Role.STANDARDS_EDITOR}
_REASONS = ("false_alarm", "verified", "quotation")


@dataclass(frozen=True, slots=True)
class House:
    """Hold who and what there is."""

    desks: tuple[Desk, ...]
    wires: tuple[Wire, ...]
    filer: Actor
    editor: Actor
    chief: Actor


def open_house(*, articles: int, seed: int = 7) -> House:
    """File, screen, answer and decide *articles* over a fortnight, always the same for one seed."""
    plant(f"house_{articles}_{seed}", lambda: _sow(articles, random.Random(seed)))
    desks, wires = (tuple(model.objects.filter(name__in=(*DESKS, *WIRES)).order_by("pk")) for model in (Desk, Wire))
    return House(desks, wires, *(Actor.person(User.objects.get(username=name)) for name in PEOPLE))


def find_open_flag(**of: Any) -> Flag:
    """Return an open flag that the desk may answer now."""
    of_review = {"version": F("article__review__version"), "article__review__state": "waiting"}
    flag = Flag.objects.open().filter(**of_review, **of).order_by("pk").first()
    assert flag is not None
    return flag


def _sow(articles: int, chance: random.Random) -> None:
    _make_rules()
    house = _people_and_places()
    for number in range(articles):
        filed_at = BEGIN + (END - BEGIN) * chance.random()
        article = _file(house, number, filed_at, chance)
        _screen(article, filed_at + timedelta(minutes=chance.randrange(1, 30)), chance)
        _answer(house, article, filed_at + timedelta(hours=1), chance)
        _decide(house, article, filed_at + timedelta(minutes=chance.randrange(70, 4000)), chance)


def _make_rules() -> None:
    publish_words()
    plan = ReviewPlan.objects.create(code="desk", name="Desk")
    steps = [{"step": "desk", "roles": [Role.DESK_EDITOR, Role.STANDARDS_EDITOR]}]
    ReviewPlanVersion.objects.create(plan=plan, number=1, created_at=BEGIN, steps=steps)
    Route.objects.create(position=1, name="All", plan=plan, is_default=True)


def _people_and_places() -> House:
    desks = tuple(Desk.objects.create(code=name.lower(), name=name, time_zone="Europe/Paris") for name in DESKS)
    wires = tuple(Wire.objects.create(code=name.lower(), name=name, kind="agency", language="en") for name in WIRES)
    filer, editor, chief = (person(name, role) for name, role in PEOPLE.items())
    for desk in desks:
        desk.memberships.create(user=_user(editor))
    return House(desks, wires, filer, editor, chief)


def _user(actor: Actor) -> User:
    assert actor.user is not None
    return actor.user


def _file(house: House, number: int, filed_at: datetime, chance: random.Random) -> Article:
    text = " ".join([f"Story {number}.", *chance.sample(_SENTENCES, chance.randint(1, 3)), "The regime fell."])
    return file_copy(
        copy=Copy(text=text, headline=f"Story {number}", urgency=chance.randint(2, 6)),
        wire=chance.choice(house.wires),
        desk=chance.choice(house.desks),
        language=chance.choice(("en", "fr")),
        kind=chance.choice(("syndicated", "syndicated", "translated")),
        actor=house.filer,
        now=filed_at,
    )


def _screen(article: Article, now: datetime, chance: random.Random) -> None:
    luck = chance.random()
    runs = ScreeningRun.objects.filter(version=article.latest_version)
    if luck < 0.1:
        runs.update(state=RunState.FAILED, error="the parser broke", finished_at=now)
    elif luck < 0.9:
        possible = [seen for seen in _SEEN if seen.words in article.latest_version.text]
        screened(article, *chance.sample(possible, chance.randint(0, len(possible))), now=now)


def _answer(house: House, article: Article, now: datetime, chance: random.Random) -> None:
    for flag in Flag.objects.filter(article=article).order_by("pk"):
        if chance.random() < 0.5:
            by = chance.choice((house.editor, house.chief))
            dismiss(flag=flag, reason_code=chance.choice(_REASONS), actor=by, now=now)


def _decide(house: House, article: Article, now: datetime, chance: random.Random) -> None:
    review = Review.objects.select_related("version").get(article=article)
    verb = chance.choice(("approve", "approve", "return", "hold", "spike", "wait", "wait"))
    try:
        if verb == "approve":
            approve(review=review, content_hash=review.version.content_hash, actor=house.chief, now=now)
        elif verb == "return":
            return_(review=review, reason="Name the source.", actor=house.editor, now=now)
        elif verb == "hold":
            hold(review=review, reason="Wait.", until=now + timedelta(days=9), actor=house.editor, now=now)
        elif verb == "spike":
            spike(review=review, reason="Old.", actor=house.chief, now=now)
    except Refusal:
        # What the workflow forbids stays undone: chance knows no rules.
        return
