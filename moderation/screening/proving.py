"""Compile all that readers make of a lexicon, so that a broken row is refused before copy meets it."""

from __future__ import annotations

from moderation.screening.attribution import Parties
from moderation.screening.attribution.parties import read_roles
from moderation.screening.attribution.vocabulary import read_vocabulary
from moderation.screening.drift.words import drift_words
from moderation.screening.labels.vocabulary import compile_vocabulary
from moderation.screening.languages import legible_packs
from moderation.screening.lexicon import Lexicon, UnreadableLexicon
from moderation.screening.quantities.words import quantity_words
from moderation.screening.tolls.constructions import UnknownClass, read_grammar
from moderation.screening.tolls.lexemes import read_lexemes


def prove_lexicon(lexicon: Lexicon, parties: Parties) -> None:
    """Compile every pack that anything can be read with, as screening would.

    :raises UnreadableLexicon: naming the language, the row and what is wrong with it.
    """
    for language, pack in legible_packs(lexicon).items():
        try:
            compile_vocabulary(pack)
            read_vocabulary(pack)
            read_roles(pack, parties)
            quantity_words(pack)
            read_grammar(pack)
            read_lexemes(pack)
            drift_words(pack)
        except (UnreadableLexicon, UnknownClass) as error:
            raise UnreadableLexicon(f"{language}: {error}") from error
        except (KeyError, ValueError) as error:
            raise UnreadableLexicon(
                f"{language}: a row cannot be used ({error!r}); look at the rows last changed"
            ) from error
