"""What the encoder is trained from: the base's file, the pieces that are kept, the lessons of the corpus."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from sentencepiece import SentencePieceProcessor

from moderation.management.encoding.base import BLOCK, Base, BaseMissing, find_base, read_base
from moderation.management.encoding.lessons import CLASSES, Told, make_lessons, terms_of
from moderation.management.encoding.vocabulary import choose_pieces, write_vocabulary
from moderation.screening.encoder import load_encoder
from moderation.screening.encoder.told import UNTOLD, traits_of_label, traits_of_source
from moderation.screening.values import Attribution, Grade, Scope, Span, Voice
from tests.screening.speaking import parties
from tests.screening.test_tolls import PACKS

PIECES = ("<s>", "<pad>", "</s>", "<unk>", "▁", "a", "b", "é", "ж", "▁ab", "ab", "▁ba")


@pytest.fixture
def base() -> Base:
    scores = tuple(-float(at) for at in range(len(PIECES)))
    return Base(
        width=BLOCK, heads=1, inner=1, pieces=PIECES, scores=scores, unknown=3, tensors={}, blocks={}, packed=None
    )


def test_another_file_than_was_examined_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.bin").write_bytes(b"E5S1" + bytes(100))

    with pytest.raises(BaseMissing, match=r"other\.bin is not the e5-small-q4\.bin that was examined"):
        read_base(tmp_path / "other.bin", 1)


def test_a_vocabulary_is_read_as_it_was_written(base: Base, tmp_path: Path) -> None:
    write_vocabulary(base, range(len(PIECES)), tmp_path / "pieces.model")

    read = SentencePieceProcessor(model_file=str(tmp_path / "pieces.model"))

    assert [PIECES[number] for number in read.encode("ab ba")] == ["▁ab", "▁ba"]
    assert (read.bos_id(), read.eos_id(), read.unk_id()) == (0, 2, 3)


def test_pieces_of_the_texts_of_many_words_and_all_letters_are_kept(base: Base, tmp_path: Path) -> None:
    kept = choose_pieces(base, ["ba"], ["ab", "ab", "жж"], tmp_path)

    assert [PIECES[number] for number in kept] == ["<s>", "<pad>", "</s>", "<unk>", "▁", "a", "b", "é", "▁ba"]
    assert list(tmp_path.iterdir()) == []


def test_a_lesson_holds_what_screening_would_ask_about() -> None:
    encoder = load_encoder()
    assert encoder is not None
    text = "Nine people were killed and 14 spoke of terrorists.\nA tyrant of a cook drew 900 visitors."
    tolls = [{"start": 0, "end": 4, "effect": "killed", "grade": "none"}]
    labels = [{"start": 40, "end": 50, "voice": "attributed", "exempt": False}]

    annotated = {"text": text, "tolls": tolls, "labels": labels}
    (lesson,) = make_lessons(annotated, PACKS["en"], parties(), encoder.cutter)

    told = [(mark.head, CLASSES[mark.head][mark.answer]) for mark in lesson.marks]
    figures = [("tolls", "killed"), ("tolls", "none"), ("tolls", "none"), ("grades", "none")]
    assert told == [*figures, ("labels", "attributed"), ("labels", "none")]
    assert lesson.window.rows[lesson.marks[0].place] < lesson.window.rows[lesson.marks[2].place]


def test_what_the_rules_say_of_a_source_is_told_of_blind_copy_alone() -> None:
    encoder = load_encoder()
    assert encoder is not None
    text = "Nine people were killed, police said."
    annotated = {"text": text, "tolls": [{"start": 0, "end": 4, "effect": "killed", "grade": "named"}]}

    (blind,), (seen,) = (
        make_lessons({**annotated, "is_blind": is_blind}, PACKS["en"], parties(), encoder.cutter)
        for is_blind in (True, False)
    )

    _, grade = blind.marks
    assert CLASSES["grades"][grade.answer] == "named"
    assert grade.told.traits == traits_of_source(Attribution(Grade.NAMED, Scope.SENTENCE))
    assert grade.told.cue == blind.window.place_of(Span(text.index("police"), len(text) - 1))
    assert seen.marks[1].told == Told(None, UNTOLD["grades"])


def test_what_the_rules_say_of_a_label_is_told_of_blind_copy_alone() -> None:
    encoder = load_encoder()
    assert encoder is not None
    text = "The tyrant fled, police said. The lackeys did not. Their heroes sang “we are terrorists”."
    labels = [
        {"start": text.index(word), "end": text.index(word) + len(word), "voice": voice, "exempt": False}
        for word, voice in (("tyrant", "attributed"), ("lackeys", "own"), ("terrorists", "quoted"))
    ]
    annotated = {"text": text, "tolls": [], "labels": labels}

    (blind,), (seen,) = (
        make_lessons({**annotated, "is_blind": is_blind}, PACKS["en"], parties(), encoder.cutter)
        for is_blind in (True, False)
    )

    tyrant, lackeys, terrorists, heroes = blind.marks
    assert tyrant.told.traits == traits_of_label(Voice.ATTRIBUTED)
    assert tyrant.told.cue == blind.window.place_of(Span(text.index("police"), text.index("police") + 6))
    assert lackeys.told == Told(None, traits_of_label(Voice.OWN))
    assert terrorists.told == Told(None, UNTOLD["labels"]), "of what stands in marks screening does not ask"
    assert heroes.told == Told(None, traits_of_label(None))
    assert {mark.told for mark in seen.marks} == {Told(None, UNTOLD["labels"])}


def test_the_terms_that_stand_in_a_text_are_those_met() -> None:
    met = terms_of({"text": "The terrorists fled. It rained on the terrorists."}, PACKS["en"])
    encoder = load_encoder()
    assert encoder is not None

    assert len(met) == 1
    assert met <= encoder.terms
    assert terms_of({"text": "It rained."}, PACKS["en"]) == frozenset()


def test_without_its_tools_the_command_says_how_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)

    with pytest.raises(CommandError, match="`make train` installs what this needs"):
        call_command("train_encoder")


def test_without_the_base_the_command_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = SimpleNamespace(submodule_search_locations=None)
    monkeypatch.setattr("moderation.management.encoding.base.find_spec", lambda name: nothing)

    with pytest.raises(BaseMissing, match="make train"):
        find_base()
