"""The rows of an invented archive: which state each article has come to, and who answered what. Values only."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from articles.models import hash_content
from moderation.management.archive_copy import LANGUAGES, Marked, Story, write_story
from moderation.models import DismissalReason, DispositionKind, Severity

# So many sentences without a mark has a story of the archive.
_SENTENCES = 12
_WORDS_OF_PLAIN, _WORDS_OF_MARKED = 17, 8
# Copy is decided within the hour, most of it; the archive goes back so far.
_REACHES_BACK = timedelta(days=400)
_ON_HAND_SINCE = timedelta(hours=20)

# How the articles on hand are spread over the states, and those decided.
_ON_HAND = ("waiting",) * 15 + ("returned",) * 2 + ("held",) * 2 + ("screening",)
_DECIDED = ("approved",) * 18 + ("spiked", "killed")
_REASONS = tuple(reason for reason in DismissalReason.values if reason != DismissalReason.OTHER)


@dataclass(frozen=True, slots=True)
class Archive:
    """How large an archive to make: articles, flags an article, how many hold the word, how many are on hand."""

    articles: int
    word: str = ""
    holders: int = 0
    flags_each: int = 0
    on_hand: int | None = None

    @property
    def first_on_hand(self) -> int:
        """Return the number of the first article that a desk still has to decide."""
        return 0 if self.on_hand is None else max(self.articles - self.on_hand, 0)


@dataclass(frozen=True, slots=True)
class Filed:
    """One invented article: its copy, when it came, and the state it has come to."""

    story: Story
    language: str
    content_hash: str
    filed_at: datetime
    state: str
    urgency: int
    lottery: random.Random

    @property
    def decided_at(self) -> datetime:
        """Return when the desk decided."""
        return self.filed_at + timedelta(minutes=5 + int(self.filed_at.timestamp()) % 90)


def write_archive(archive: Archive, *, first: int, now: datetime) -> Iterator[Filed]:
    """Yield the articles of one archive from *first* on; the same number gives the same archive."""
    step = max(archive.articles // max(archive.holders, 1), 1)
    for number in range(first, archive.articles):
        lottery = random.Random(number)  # noqa: S311 - invented copy, no secret
        word = archive.word if archive.holders and number % step == 0 else ""
        yield _file(archive, number, lottery, word, now)


def write_long(*, words: int, flags: int, now: datetime, state: str) -> Filed:
    """Return one long article of about so many words with so many flags."""
    lottery = random.Random(flags)  # noqa: S311 - invented copy, no secret
    plain = max((words - flags * _WORDS_OF_MARKED) // _WORDS_OF_PLAIN, 1)
    story = write_story(lottery, language="en", sentences=plain, marks=flags)
    content_hash = hash_content(language="en", text=story.text)
    return Filed(story, "en", content_hash, now - timedelta(minutes=30), state, 2, lottery)


def answer_of(mark: Marked, filed: Filed) -> tuple[str, str]:
    """Return how a flag was answered and for what reason; both empty where it is still open."""
    if filed.state in ("screening", "spiked", "killed"):
        return "", ""
    lottery = filed.lottery
    if filed.state == "approved" or lottery.random() < 0.3:
        is_upheld = lottery.random() < 0.15
        # What must be fixed bars the approval of a text that was not.
        if is_upheld and not (filed.state == "approved" and mark.severity == Severity.HIGH):
            return DispositionKind.UPHELD, ""
        return DispositionKind.DISMISSED, lottery.choice(_REASONS)
    return "", ""


def evidence_of(mark: Marked, words: str) -> str:
    """Return what a check would have kept, as JSON."""
    place = {"start": mark.start, "end": mark.end, "text": words}
    if mark.check_id == "loaded_label":
        term = {"id": mark.term_id, "lemma": words, "category": "terrorism"}
        return json.dumps({"term": term, "voice": "own", "base_severity": mark.severity})
    toll = {**place, "min": int(words), "max": int(words), "precision": "exact", "effect": "killed"}
    attribution = {"grade": "none", "scope": "-", "cue": None, "source": None}
    return json.dumps({"toll": toll, "attribution": attribution, "would_clear": "Name who counted."})


def reading_of(marks: Sequence[Marked], text: str) -> str:
    """Return the reading that the run would have kept, as JSON."""
    tolls = [_toll_of(mark, text[mark.start : mark.end]) for mark in marks if mark.check_id != "loaded_label"]
    return json.dumps({"tolls": tolls, "labels": []})


def fingerprint_of(number: int, mark: Marked) -> str:
    """Return a fingerprint that no other flag of the archive has."""
    return hashlib.sha256(f"{number}:{mark.start}:{mark.check_id}".encode()).hexdigest()


def _file(archive: Archive, number: int, lottery: random.Random, word: str, now: datetime) -> Filed:
    language = lottery.choice(LANGUAGES) if archive.flags_each else "en"
    marks = _count_marks(archive.flags_each, lottery)
    story = write_story(lottery, language=language, sentences=_SENTENCES, marks=marks, word=word)
    is_on_hand = number >= archive.first_on_hand
    return Filed(
        story=story,
        language=language,
        content_hash=hash_content(language=language, text=story.text),
        filed_at=_filed_at(archive, number, is_on_hand=is_on_hand, now=now),
        state=_state(archive, lottery, is_on_hand=is_on_hand),
        urgency=lottery.choice((1, 2, 3, 3, 4, 4, 5, 5, 5, 6)),
        lottery=lottery,
    )


def _count_marks(mean: int, lottery: random.Random) -> int:
    """Return how many flags an article has: none in a quarter of the copy, many in some; *mean* on the average."""
    if not mean or lottery.random() < 0.25:
        return 0
    return max(round(lottery.gammavariate(4, mean / 3)), 1)


def _state(archive: Archive, lottery: random.Random, *, is_on_hand: bool) -> str:
    if archive.on_hand is None:
        return "waiting"
    return lottery.choice(_ON_HAND if is_on_hand else _DECIDED)


def _filed_at(archive: Archive, number: int, *, is_on_hand: bool, now: datetime) -> datetime:
    if is_on_hand:
        share = (archive.articles - number) / max(archive.articles - archive.first_on_hand, 1)
        return now - _ON_HAND_SINCE * share
    share = (archive.first_on_hand - number) / max(archive.first_on_hand, 1)
    return now - _ON_HAND_SINCE - _REACHES_BACK * share


def _toll_of(mark: Marked, words: str) -> dict[str, object]:
    """Return a figure with all the fields that a reading keeps of one."""
    number = int(words)
    told = {"text": words, "effect": "killed", "min": number, "max": number, "precision": "exact"}
    vouched = {
        "grade": "none",
        "party": False,
        "scope": "-",
        "near": False,
        "repeat": False,
        "cue": None,
        "source": None,
    }
    rest = {"modality": "asserted", "part_of": None, "victims": None}
    return {"start": mark.start, "end": mark.end, **told, **vouched, **rest}
