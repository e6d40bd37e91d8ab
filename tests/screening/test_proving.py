"""A lexicon that cannot be compiled is refused with the culprit's name."""

from __future__ import annotations

import pytest
from django.conf import settings

from moderation.screening.attribution import NO_PARTIES
from moderation.screening.lexicon import Lexicon, UnreadableLexicon, build_lexicon, read_lexicon
from moderation.screening.proving import prove_lexicon

SEEDS = read_lexicon(settings.SEEDS_DIR / "lexicons")


def _changed(table: str, column: str, value: str) -> Lexicon:
    tables = {
        language: {name: [dict(row) for row in rows] for name, rows in pack.tables.items()}
        for language, pack in SEEDS.packs.items()
    }
    tables["en"][table][0][column] = value
    return build_lexicon(tables)


def test_the_seeds_can_be_compiled() -> None:
    before = SEEDS.digest

    prove_lexicon(SEEDS, NO_PARTIES)

    assert SEEDS.digest == before


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("terms", "severity", "grave"),
        ("terms", "requires", "no_such_context"),
        ("terms", "inflect", "no_such_class"),
        ("constructions", "pattern", "{no_such_class}"),
        ("speech_words", "kind", "no_such_kind"),
        ("drift_words", "kind", "no_such_kind"),
    ],
)
def test_a_row_that_no_reader_can_use_is_refused_by_name(table: str, column: str, value: str) -> None:
    lexicon = _changed(table, column, value)

    with pytest.raises(UnreadableLexicon, match=r"^en: "):
        prove_lexicon(lexicon, NO_PARTIES)
