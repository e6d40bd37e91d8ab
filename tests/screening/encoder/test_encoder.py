"""The encoder as it is kept: what it was made of, what it costs, and that it answers alike."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from moderation.management.training import digest_of
from moderation.screening.encoder import EncodedText, Encoder, load_encoder
from moderation.screening.encoder.encoder import FOLDER, MOST_WINDOWS, NOTE
from moderation.screening.text import read_layout
from moderation.screening.tolls.estimate import FOLDER as ESTIMATES
from moderation.screening.values import Attribution, Grade, Scope, Span, Voice
from tests.screening.test_tolls import PACKS

LANGUAGES = ("en", "fr")
ROOT = Path(__file__).parents[3]
# As a web server does: read what may be read, fork, screen in the child, end the child.
FORKING = """
import os, sys
import moderation.screening.screen
from moderation.screening.encoder import load_encoder
from moderation.screening.tolls.weighing import Weighers

Weighers().load(("en", "fr"))
child = os.fork()
if not child:
    assert load_encoder()
    sys.exit(7)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    found = load_encoder()
    assert found is not None
    return found


def weigh(encoder: Encoder, text: str, words: str, language: str = "en") -> dict[str, float]:
    start = text.index(words)
    seen = EncodedText(encoder, read_layout(text, PACKS[language])).figure_at(Span(start, start + len(words)))
    assert seen is not None
    return dict(seen)


def test_it_was_fitted_to_the_corpus_that_is_kept(encoder: Encoder) -> None:
    note = json.loads((FOLDER / NOTE).read_text())

    assert note["corpus"] == digest_of(Path(settings.SEEDS_DIR) / "corpus", LANGUAGES), "run `make train`"
    assert encoder.languages == set(LANGUAGES)


def test_all_that_was_learned_is_small() -> None:
    learned = [*FOLDER.iterdir(), *ESTIMATES.glob("*.json")]

    assert sum(path.stat().st_size for path in learned) < 20_000_000


@pytest.mark.parametrize(
    ("language", "harmed", "unharmed"),
    [
        ("en", "The blast at the tannery killed 14 workers.", "The blast killed three men. The tannery employs 14."),
        ("fr", "L'explosion a tué 14 ouvriers.", "L'explosion a tué trois hommes. La tannerie emploie 14 ouvriers."),
    ],
)
def test_it_tells_harm_from_none(encoder: Encoder, language: str, harmed: str, unharmed: str) -> None:
    killed, hired = weigh(encoder, harmed, "14", language), weigh(encoder, unharmed, "14", language)

    assert max(killed, key=killed.__getitem__) == "killed"
    assert max(hired, key=hired.__getitem__) == "none"


@pytest.mark.parametrize(
    ("language", "sourced", "bare"),
    [
        ("en", "Nine miners died in the fall, police said.", "Nine miners died in the fall."),
        ("fr", "Neuf mineurs sont morts, a indiqué la police.", "Neuf mineurs sont morts dans l'éboulement."),
    ],
)
def test_it_tells_a_sourced_figure_from_a_bare_one(encoder: Encoder, language: str, sourced: str, bare: str) -> None:
    def grade(text: str, attribution: Attribution) -> str:
        seen = EncodedText(encoder, read_layout(text, PACKS[language])).grade_at(Span(0, 4), attribution)
        assert seen is not None
        return max(seen, key=seen.__getitem__)

    cue = Span(sourced.rindex(","), len(sourced) - 1)

    assert grade(sourced, Attribution(Grade.NAMED, Scope.SENTENCE, cue)) == "named"
    assert grade(bare, Attribution()) == "none"


@pytest.mark.parametrize(
    ("text", "word", "rules", "voice"),
    [
        ("The lackeys of the palace fled on Monday.", "lackeys", Voice.OWN, "own"),
        ("The minister said the lackeys of the palace had fled.", "lackeys", Voice.ATTRIBUTED, "attributed"),
    ],
)
def test_it_tells_the_articles_voice_from_a_speakers(
    encoder: Encoder, text: str, word: str, rules: Voice, voice: str
) -> None:
    start = text.index(word)
    speaker = Span(0, 12) if rules is Voice.ATTRIBUTED else None

    said = EncodedText(encoder, read_layout(text, PACKS["en"])).label_at(Span(start, start + 7), rules, speaker)

    assert said is not None
    assert max(said, key=said.__getitem__) == voice


def test_a_cue_that_stands_in_no_window_is_none(encoder: Encoder) -> None:
    encoded = EncodedText(encoder, read_layout("Nine died.", PACKS["en"]))
    far, none = Attribution(Grade.NAMED, cue=Span(400, 402)), Attribution(Grade.NAMED)

    assert encoded.grade_at(Span(0, 4), far) == encoded.grade_at(Span(0, 4), none)
    assert encoded.grade_at(Span(400, 402), none) is None


def test_what_is_appended_changes_nothing_before(encoder: Encoder) -> None:
    text = "Mill fire\nNine people died, the owner said."

    alone = weigh(encoder, text, "Nine")

    assert weigh(encoder, text + "\nThe nine were moths in a novel.", "Nine") == pytest.approx(alone, abs=1e-5)


def test_a_window_is_read_once_however_many_figures_ask(encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    read = encoder.read
    monkeypatch.setattr(encoder, "read", lambda window: asked.append(window) or read(window))
    text = "Nine people died and 14 were hurt."
    encoded = EncodedText(encoder, read_layout(text, PACKS["en"]))

    assert encoded.figure_at(Span(0, 4))
    assert encoded.figure_at(Span(21, 23))
    assert encoded.grade_at(Span(21, 23), Attribution())
    assert len(asked) == 1


def test_a_book_is_read_at_its_beginning(encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    read = encoder.read
    monkeypatch.setattr(encoder, "read", lambda window: asked.append(window) or read(window))
    line = "Nine people died and 14 were hurt in the fall of a wall.\n"
    rows: list[object] = []
    cut = encoder.cutter.cut
    monkeypatch.setattr(encoder.cutter, "cut", lambda *text: (rows.append(row) or row for row in cut(*text)))
    encoded = EncodedText(encoder, read_layout(line * 1000, PACKS["en"]))

    answers = [encoded.figure_at(Span(at * len(line), at * len(line) + 4)) for at in range(1000)]

    heard = [answer is not None for answer in answers]
    assert heard == sorted(heard, reverse=True)
    assert 100 < sum(heard) < 1000
    assert len(asked) == MOST_WINDOWS
    assert len(rows) == sum(heard) + 1  # the first row behind the last window ends it


def test_where_nothing_stands_nothing_is_said(encoder: Encoder) -> None:
    encoded = EncodedText(encoder, read_layout("Nine died.", PACKS["en"]))

    assert encoded.figure_at(Span(400, 402)) is None


def test_a_forked_child_that_used_it_ends_as_it_should() -> None:
    ended = subprocess.run([sys.executable, "-c", FORKING], cwd=ROOT, timeout=60, capture_output=True, check=False)

    assert ended.returncode == 7, ended.stderr
