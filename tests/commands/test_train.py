"""Training: what is gathered from annotated copy, and that the same corpus gives the same estimator."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from moderation.management.training import UnfitCorpus, gather, read_corpus
from moderation.screening.tolls.estimate import FOLDER, NO_TOLL
from moderation.screening.tolls.traits import TIED
from tests.screening.test_tolls import PACKS

CORPUS = Path(settings.SEEDS_DIR) / "corpus"


def annotated(text: str, *tolls: tuple[str, str]) -> dict[str, object]:
    spans = [(text.index(words), words, effect) for words, effect in tolls]
    return {
        "text": text,
        "tolls": [{"start": at, "end": at + len(words), "effect": effect} for at, words, effect in spans],
    }


def test_each_figure_beside_harm_is_an_example_with_its_annotation() -> None:
    text = annotated(
        "Nine people were killed and 14 hurt. Two of them spoke up later.", ("Nine", "killed"), ("14", "injured")
    )

    examples = gather(text, PACKS["en"]).figures

    assert [example.truth for example in examples] == ["killed", "injured", NO_TOLL]
    assert "s=later" in examples[2].traits


def test_only_copy_written_blind_teaches_how_far_constructions_are_right() -> None:
    text = annotated("Nine people were killed.", ("Nine", "killed"))

    ((_, seen, _, little),) = gather(text, PACKS["en"]).figures
    ((_, blind, _, whole),) = gather({**text, "is_blind": True}, PACKS["en"]).figures

    assert [trait for trait in seen if trait.startswith(TIED)] == []
    assert f"{TIED}yes" in blind
    assert little < whole


def test_copy_without_harm_teaches_nothing() -> None:
    assert gather(annotated("The fair drew 900 visitors and 14 bakers."), PACKS["en"]) == ([], [])


def test_each_toll_whose_age_is_annotated_is_an_example_of_history_or_news() -> None:
    text = annotated(
        "Nine people were killed. It was the worst fire since 14 died there.", ("Nine", "killed"), ("14", "killed")
    )
    news, history = text["tolls"]
    aged = {**text, "tolls": [{**news, "modality": "asserted"}, {**history, "modality": "background"}]}

    tolls = gather(aged, PACKS["en"]).tolls

    assert [toll.truth for toll in tolls] == ["asserted", "background"]
    assert "p=nine" in tolls[1].traits
    assert gather(text, PACKS["en"]).tolls == []


def test_the_kept_estimators_are_those_of_the_kept_corpus(tmp_path: Path) -> None:
    call_command("train", folder=tmp_path, verbosity=0)

    for language in ("en", "fr"):
        made, kept = (json.loads((folder / f"{language}.json").read_text()) for folder in (tmp_path, FOLDER))
        assert made.keys() == kept.keys()
        assert (made["classes"], made["stands"]) == (kept["classes"], kept["stands"])
        shared = made["weights"].keys() & kept["weights"].keys()
        assert len(shared) > 0.98 * len(kept["weights"])
        apart = [
            abs(one - other)
            for trait in shared
            for one, other in zip(made["weights"][trait], kept["weights"][trait], strict=True)
        ]
        # Another processor rounds another way; a corpus that changed without training does not hide in that.
        assert max(apart) <= 3
        _is_alike(*(json.loads((folder / f"{language}-hindsight.json").read_text()) for folder in (tmp_path, FOLDER)))


def _is_alike(made: dict[str, Any], kept: dict[str, Any]) -> None:
    """Assert that two files hold one model: what one leaves out as too small weighs little in the other."""
    assert (made["classes"], made["stands"], made["scale"]) == (kept["classes"], kept["stands"], kept["scale"])
    one, other = made["weights"], kept["weights"]
    assert max(abs(one.get(trait, [0])[0] - other.get(trait, [0])[0]) for trait in one.keys() | other.keys()) <= 13


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_file_of_the_corpus_says_that_it_is_invented(language: str) -> None:
    for path in (CORPUS / language).glob("*.jsonl"):
        assert "invented" in json.loads(path.read_text(encoding="utf-8").partition("\n")[0])["note"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_annotations_stand_where_the_text_has_them(language: str) -> None:
    for text in read_corpus(CORPUS, language):
        for span in [*text["tolls"], *text.get("labels", ())]:
            assert text["text"][span["start"] : span["end"]] == span["text"], text["id"]


def test_an_empty_corpus_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UnfitCorpus, match="xx"):
        read_corpus(tmp_path, "xx")
    with pytest.raises(CommandError, match="annotated"):
        call_command("train", corpus=tmp_path, folder=tmp_path)
