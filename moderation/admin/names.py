"""How people and languages are called on screen."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.utils.translation import get_language_info


def name_language(code: str) -> str:
    """Return a language's name in the reader's own; an unknown code stands for itself."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def name_person(user: User) -> str:
    """Return how a person is called on screen."""
    return user.get_full_name() or user.get_username()
