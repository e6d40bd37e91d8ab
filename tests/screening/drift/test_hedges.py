"""Hedges that were lost where two sentences share no name: order, length and numbers tie them."""

from __future__ import annotations

import pytest

from moderation.screening import mending
from moderation.screening.screen import Original
from tests.checks.verbs import screened


def lost(language: str, original: str, translation: str, into: str = "fr") -> list[str]:
    """Return the statements that *translation* makes a fact of."""
    screening = screened(translation, into, Original(language, original))
    return [finding.text for finding in screening.findings if finding.check_id == "hedge_lost"]


@pytest.mark.parametrize(
    ("language", "original", "into", "translation"),
    [
        (
            "en",
            "The gunmen were apparently trained abroad. The road is closed.",
            "fr",
            "Les hommes armés ont été entraînés à l'étranger. La route est coupée.",
        ),
        (
            "de",
            "Die Angreifer sollen aus dem Nachbarland gekommen sein. Die Grenze ist zu.",
            "en",
            "The attackers came from the neighbouring country. The border is shut.",
        ),
        (
            "ar",
            "يُعتقد أن المهربين عبروا النهر ليلا. وأغلقت السلطات الطريق.",
            "en",
            "The smugglers crossed the river by night. The authorities closed the road.",
        ),
    ],
)
def test_a_sentence_without_a_name_is_known_by_its_place(
    language: str, original: str, into: str, translation: str
) -> None:
    assert lost(language, original, translation, into) == [translation.split(". ", maxsplit=1)[0] + "."]


ORIGINAL = "The thieves apparently fled by boat. The mill is closed for 16 days."


@pytest.mark.parametrize(
    "translation",
    [
        "Les voleurs ont probablement fui en bateau. Le moulin est fermé pour 16 jours.",
        "Le moulin est fermé pour 16 jours.",
        "Le moulin est fermé pour 16 jours. Les voleurs auraient fui en bateau.",
        "Le moulin est fermé. Il le restera pour 16 jours. Les voleurs sont peut-être loin.",
    ],
)
def test_a_doubt_kept_or_a_sentence_moved_is_no_loss(translation: str) -> None:
    assert lost("en", ORIGINAL, translation) == []


def test_numbers_tell_two_sentences_apart() -> None:
    translation = "Le moulin est fermé pour 16 jours. Les voleurs ont fui sur un bateau de 9 mètres."

    assert lost("en", ORIGINAL, translation) == []


def test_a_text_that_was_put_together_is_put_together_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    cuts = mending._cuts
    monkeypatch.setattr(mending, "_cuts", lambda text, pack: asked.append(text) or cuts(text, pack))
    original = "يُعتقد أن المهربين قتلوا حارسا ليلا. وأصيب ثلاثة رجال. وأغلقت السلطات الطريق."

    screened("Les passeurs ont tué un garde. La route est coupée.", "fr", Original("ar", original))

    assert asked.count(original) == 1
