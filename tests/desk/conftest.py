"""People with passwords and permissions, and a client signed in as one of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles.actor import Actor
from articles.models import Article, Desk
from moderation.models import Flag, Review
from moderation.workflow.states import Role
from tests.planting import plant_roles
from tests.workflow.conftest import article, clean, desk, house, make, wire
from tests.workflow.newsroom import person, review_of

__all__ = ["article", "clean", "desk", "house", "make", "wire"]

# How the page asks for its bench alone.
PART = {"HTTP_X_PART": "bench"}


def address(review: Review, name: str) -> str:
    """Return where a review takes an act."""
    return f"/admin/moderation/review/{review.pk}/{name}/"


def answering(flag: Flag, act: str, **more: str) -> dict[str, object]:
    """Return what the page sends to answer a flag that stands as it is now."""
    return {"act": act, "flag": flag.pk, "seen": Flag.objects.get(pk=flag.pk).present_tag(), **more}


def dismiss(client: Client, review: Review, flag: Flag, **more: str) -> str:
    """Dismiss a flag on the page, and return what it shows then."""
    fields = answering(flag, "dismiss", **{"reason_code": "quotation", **more})
    return client.post(address(review, "dispose"), fields, **PART).content.decode()


@pytest.fixture(autouse=True)
def roles(db: None) -> None:
    """Make the roles with their permissions."""
    plant_roles()


def staff(name: str, role: Role, desk: Desk | None) -> Actor:
    """Make somebody who may sign in to the admin."""
    actor = person(name, role, desk=desk)
    assert actor.user is not None
    User.objects.filter(pk=actor.user.pk).update(is_staff=True, last_login=timezone.now())
    actor.user.refresh_from_db()
    return actor


@pytest.fixture
def filer(desk: Desk, roles: None) -> Actor:
    """Return somebody who files copy."""
    return staff("filer", Role.FILER, desk)


@pytest.fixture
def editor(desk: Desk, roles: None) -> Actor:
    """Return a desk editor."""
    return staff("editor", Role.DESK_EDITOR, desk)


@pytest.fixture
def second(desk: Desk, roles: None) -> Actor:
    """Return another desk editor."""
    return staff("second", Role.DESK_EDITOR, desk)


@pytest.fixture
def stranger(roles: None) -> Actor:
    """Return an editor of another desk."""
    other = Desk.objects.create(code="sport", name="Sport", language="en", time_zone="Europe/Paris")
    return staff("stranger", Role.DESK_EDITOR, other)


@pytest.fixture
def auditor(roles: None) -> Actor:
    """Return an auditor, who is on no desk."""
    return staff("auditor", Role.AUDITOR, None)


@pytest.fixture
def sign_in() -> Callable[[Actor], Client]:
    """Return what gives a client signed in as somebody."""

    def signed_in(actor: Actor) -> Client:
        client = Client()
        client.force_login(actor.user)
        return client

    return signed_in


@pytest.fixture
def review(article: Article) -> Review:
    """Return the review of the article with two flags."""
    return review_of(article)


@pytest.fixture
def desk_client(sign_in: Callable[[Actor], Client], editor: Actor) -> Client:
    """Return a client signed in as the desk's editor."""
    return sign_in(editor)
