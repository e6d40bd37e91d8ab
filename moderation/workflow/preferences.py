"""Keep what people set for themselves. No part of the audit history: it changes nothing about copy."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.models.desk import check_time_zone
from articles.models.kinds import LANGUAGES
from moderation.models import Preference, SavedView
from moderation.workflow.refusal import Refusal

MOST_VIEWS = 30
_LONGEST_NAME = 60
_LONGEST_QUERY = 500


class UnfitPreference(Refusal):
    """Refuse a setting that would not work."""

    code = "preference"


def choose_time_zone(*, user: User, name: str) -> None:
    """Show times by the clock of a zone from now on; an empty name is the zone of the person's desk.

    :raises UnfitPreference: there is no such zone
    """
    if name:
        try:
            check_time_zone(name)
        except ValidationError as error:
            raise UnfitPreference(error.messages[0]) from error
    Preference.objects.update_or_create(user=user, defaults={"time_zone": name})


def choose_language(*, user: User, language: str) -> None:
    """Speak a language to a person from now on, in whatever browser; an empty one is as their browser asks.

    :raises UnfitPreference: the house does not speak it
    """
    if language and language not in dict(LANGUAGES):
        raise UnfitPreference(_("the house does not speak “%(language)s”") % {"language": language[:20]})
    Preference.objects.update_or_create(user=user, defaults={"language": language})


def choose_keys(*, user: User, keys: Mapping[str, str]) -> None:
    """Keep the letters that differ from the house's."""
    Preference.objects.update_or_create(user=user, defaults={"keys": dict(keys)})


def keep_view(*, user: User, name: str, query: str) -> SavedView:
    """Keep a way to see the queue under a name; the same name again takes the new way.

    :raises UnfitPreference: it has no name, or the person keeps too many
    """
    name = " ".join(name.split())[:_LONGEST_NAME]
    if not name:
        raise UnfitPreference(_("a view to keep needs a name"))
    if len(query) > _LONGEST_QUERY:
        raise UnfitPreference(_("this view asks for too much to be kept: shorten the words to search for"))
    if SavedView.objects.filter(user=user).exclude(name=name).count() >= MOST_VIEWS:
        raise UnfitPreference(_("you keep %(count)d views already: remove one first") % {"count": MOST_VIEWS})
    return SavedView.objects.update_or_create(user=user, name=name, defaults={"query": query})[0]


def forget_view(*, user: User, pk: int) -> None:
    """Remove one of the person's own views; anybody else's is left alone."""
    SavedView.objects.filter(user=user, pk=pk).delete()
