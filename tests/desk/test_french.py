"""The interface speaks French throughout: the catalogue is whole, compiled and used."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from articles.actor import Actor
from moderation.models import Review

CATALOGUE = Path(settings.BASE_DIR) / "locale/fr/LC_MESSAGES"
SignIn = Callable[[Actor], Client]


def entries() -> list[str]:
    blocks = (CATALOGUE / "django.po").read_text(encoding="utf-8").split("\n\n")[1:]
    return [block for block in blocks if "msgid" in block and not block.lstrip().startswith("#~")]


def test_every_sentence_is_translated() -> None:
    bare = [block for block in entries() if re.search(r'^msgstr(\[\d\])? ""\n?(?!")', block + "\n", re.MULTILINE)]

    assert bare == []
    assert "#, fuzzy" not in (CATALOGUE / "django.po").read_text(encoding="utf-8")


def test_the_compiled_catalogue_is_that_of_the_source() -> None:
    with (CATALOGUE / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    ids = {identity if isinstance(identity, str) else identity[0] for identity in compiled._catalog if identity}  # type: ignore[attr-defined]
    assert len(ids) == len(entries())


def test_placeholders_survive_translation() -> None:
    halves = [block.partition("msgstr") for block in entries()]

    broken = [
        (name, source)
        for source, _, target in halves
        for name in re.findall(r"%\(\w+\)[sd]|\{\w+\}", target)
        if name not in source
    ]

    assert broken == []


@pytest.mark.parametrize("place", ["/admin/", "/admin/moderation/review/", "{review}", "/admin/articles/upload/add/"])
def test_pages_speak_french_to_who_asks(sign_in: SignIn, editor: Actor, review: Review, place: str) -> None:
    client = sign_in(editor)
    client.post("/admin/language/", {"language": "fr", "next": "/admin/"})

    html = client.get(place.format(review=f"/admin/moderation/review/{review.pk}/change/")).content.decode()

    assert '<html lang="fr"' in html
    for english in ("Queue<", "Flags<", "Dismiss ", "Drop files", "Waiting<", "Urgency"):
        assert english not in html


def test_refusals_speak_french_too(sign_in: SignIn, editor: Actor, review: Review) -> None:
    client = sign_in(editor)
    client.post("/admin/language/", {"language": "fr"})

    answer = client.post(
        f"/admin/moderation/review/{review.pk}/decide/", {"verb": "return", "reason": ""}, HTTP_X_PART="bench"
    )

    assert "demande un motif" in answer.content.decode()
