"""Two verbs for tests of labels: a sentence fires on these words, or is silent."""

from collections.abc import Sequence
from pathlib import Path

from moderation.screening.labels import find_labels
from moderation.screening.lexicon import LanguagePack, build_lexicon, read_lexicon
from moderation.screening.text import read_layout
from moderation.screening.values import Label, Span, Voice

LEXICON = read_lexicon(Path(__file__).parents[2] / "seeds" / "lexicons")
PACKS = LEXICON.packs


class OneVoice:
    """A reading of speech in which everything is said by one voice."""

    def __init__(self, voice: Voice = Voice.OWN, speaker: Span | None = None) -> None:
        self.answer = voice, speaker

    def voice_of(self, span: Span) -> tuple[Voice, Span | None]:
        """Return the one voice, and its speaker."""
        return self.answer

    def is_narrated(self, span: Span) -> bool:
        """Say no: who says it is who says everything."""
        return False

    def is_left_to_narrator(self, span: Span) -> bool:
        """Say no: there is no other clause."""
        return False


def labels_in(text: str, pack: LanguagePack, speech: OneVoice | None = None) -> tuple[Label, ...]:
    """Return all labels of *text*, the exempt ones too."""
    return find_labels(read_layout(text, pack), pack, lambda spans: speech or OneVoice())


def live_words(text: str, language: str) -> list[str]:
    """Return the words of *text* that are labels and not exempt."""
    return [label.span.of(text) for label in labels_in(text, PACKS[language]) if label.exemption is None]


def assert_fires(text: str, *words: str, language: str) -> None:
    """Assert that exactly *words* are labels in *text*."""
    assert live_words(text, language) == list(words)


def assert_silent(text: str, *, language: str) -> None:
    """Assert that *text* holds no label, or exempt ones only."""
    assert live_words(text, language) == []


def pack_of(**tables: Sequence[dict[str, str]]) -> LanguagePack:
    """Return a pack of the given tables, each row filled up with empty cells."""
    columns = {
        "terms": "id lemma inflect variants category severity requires suggestions rule",
        "exemptions": "id terms kind forms casing before after near without",
        "label_contexts": "id name forms casing before after near without",
        "label_words": "id name words",
        "label_rules": "id name text",
        "inflections": "id name strip endings",
        "common_words": "id words",
    }
    filled = {
        table: [{column: row.get(column, "") for column in columns[table].split()} for row in rows]
        for table, rows in tables.items()
    }
    return build_lexicon({"xx": filled}).packs["xx"]
