"""The keys of the review page: what each does, and the letter it has until somebody changes it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Key:
    """One key; ``hint`` is its short word at the foot of the page, empty if it is not shown there."""

    code: str
    letter: str
    title: str | Promise
    hint: str | Promise = ""


KEYS: tuple[Key, ...] = (
    Key("following", "j", _("Next flag"), _("next")),
    Key("before", "k", _("Flag before"), _("before")),
    Key("dismiss", "d", _("Dismiss the flag, with a reason"), _("dismiss")),
    Key("uphold", "f", _("Mark the flag to be fixed"), _("to fix")),
    Key("confirm", "c", _("Say that a dismissal carried over still holds")),
    Key("undo", "u", _("Undo the answer"), _("undo")),
    Key("edit", "e", _("Edit the text"), _("edit")),
    Key("approve", "a", _("Approve the article"), _("approve")),
    Key("return", "r", _("Return the article"), _("return")),
    Key("hold", "h", _("Hold the article")),
    Key("claim", "t", _("Take the article, or let it go"), _("take")),
    Key("article", "n", _("Next article"), _("next article")),
    Key("help", "?", _("Show the keys"), _("keys")),
)
