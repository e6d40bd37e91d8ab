"""People, desks and copy to run the workflow with."""

from collections.abc import Callable

import pytest

from articles.actor import Actor
from articles.models import Article, Desk, Wire
from moderation.models import LexiconRelease
from moderation.workflow import runs
from moderation.workflow.states import Role
from tests.planting import plant_rules
from tests.workflow.newsroom import LABEL, TOLL, file, person, publish_words, screened


@pytest.fixture
def desk(db: None) -> Desk:
    """Return a desk that is open from seven to eight in the evening, Paris time."""
    return Desk.objects.create(code="monde", name="Monde", language="en", time_zone="Europe/Paris")


@pytest.fixture
def wire(db: None) -> Wire:
    """Return an agency's wire."""
    return Wire.objects.create(code="northgate", name="Northgate Wire", kind="agency", language="en")


@pytest.fixture
def house(db: None, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> LexiconRelease:
    """Seed plans and routes, publish a lexicon, and put the stand-in engine's version in place."""
    monkeypatch.setattr(runs, "engine_version", lambda: "stand-in")
    plant_rules()
    return publish_words()


@pytest.fixture
def filer(desk: Desk) -> Actor:
    """Return somebody who files copy."""
    return person("filer", Role.FILER, desk=desk)


@pytest.fixture
def editor(desk: Desk) -> Actor:
    """Return a desk editor."""
    return person("editor", Role.DESK_EDITOR, desk=desk)


@pytest.fixture
def second(desk: Desk) -> Actor:
    """Return another desk editor."""
    return person("second", Role.DESK_EDITOR, desk=desk)


@pytest.fixture
def standards(desk: Desk) -> Actor:
    """Return a standards editor who sits on the desk."""
    return person("standards", Role.STANDARDS_EDITOR, desk=desk)


@pytest.fixture
def war(db: None) -> Desk:
    """Return another desk."""
    return Desk.objects.create(code="war", name="War", language="fr", time_zone="Asia/Tokyo")


@pytest.fixture
def chief(desk: Desk) -> Actor:
    """Return the desk's chief."""
    return person("chief", Role.DESK_CHIEF, desk=desk)


@pytest.fixture
def article(house: LexiconRelease, wire: Wire, desk: Desk, filer: Actor) -> Article:
    """Return an article that waits on its desk with a high flag and a medium one."""
    made = file(wire, desk, by=filer)
    screened(made, TOLL, LABEL)
    return made


@pytest.fixture
def clean(house: LexiconRelease, wire: Wire, desk: Desk, filer: Actor) -> Article:
    """Return an article that waits on its desk with no flag."""
    made = file(wire, desk, by=filer)
    screened(made)
    return made


@pytest.fixture
def make(house: LexiconRelease, wire: Wire, desk: Desk, filer: Actor) -> Callable[..., Article]:
    """Return what files further articles."""
    return lambda **changes: file(wire, desk, by=filer, **changes)
