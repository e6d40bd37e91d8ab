"""The real engine behind the workflow: what it finds is kept as the pages need it."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.utils import timezone

from articles.actor import Actor
from articles.intake import Copy
from articles.models import Article, Desk, Wire
from articles.operations import file_copy
from moderation import tasks
from moderation.checks import House
from moderation.models import AuditEvent, Disposition, Flag, Review, ScreeningRun
from moderation.screening.attribution import read_parties
from moderation.screening.lexicon import read_lexicon
from moderation.screening.screen import screen
from moderation.workflow.answering import dismiss
from moderation.workflow.engine import Outcome, load_lexicon, read_outcome, sentence_of
from moderation.workflow.lexicons import read_seeds, seed_lexicon
from moderation.workflow.runs import queue_again
from moderation.workflow.weighing import weighty_words
from tests.workflow.newsroom import NOW, flag_on, review_of

LEXICON = read_lexicon(settings.SEEDS_DIR / "lexicons")
TEXT = "A blast shook the market of Orvane.\nTwelve people were killed. The mayor spoke later.\nRain is expected."


def outcome_of(text: str, language: str = "en") -> Outcome:
    parties = read_parties(settings.SEEDS_DIR / "parties")
    return read_outcome(screen(text, lexicon=LEXICON, parties=parties, house=House(), language=language), text, LEXICON)


def test_a_reading_is_kept_as_the_command_prints_it() -> None:
    outcome = outcome_of(TEXT)

    assert outcome.is_supported
    assert [toll["text"] for toll in outcome.reading["tolls"]] == ["Twelve"]
    assert set(outcome.reading) == {*("tolls", "labels", "language", "detected", "parser", "unread", "comparison")}


def test_a_window_is_what_the_check_looked_at() -> None:
    sighting = outcome_of(TEXT).sightings[0]

    assert sighting.sentence == "Twelve people were killed."
    assert sighting.sentence in sighting.window
    assert sighting.facts["toll.min"] == 12


def test_a_language_without_a_pack_is_unsupported_and_says_so() -> None:
    outcome = outcome_of("Двенадцать человек погибли.", "ru")

    assert (outcome.is_supported, outcome.findings) == (False, ())
    assert "ru" in outcome.reason


def test_a_kept_sentence_is_found_by_what_was_looked_at() -> None:
    evidence = {"looked_at": [{"what": "near", "start": 0, "end": 3}, {"what": "sentence", "start": 2, "end": 5}]}

    assert sentence_of("abcdefg", evidence, "whole") == "cde"
    assert sentence_of("abcdefg", {}, "whole") == "whole"


@pytest.mark.parametrize(
    ("language", "sentence", "words"),
    [
        ("en", "Reportedly, twelve were killed.", ["reportedly"]),
        ("en", "Twelve were killed.", []),
        ("fr", "Douze civils auraient été tués.", ["auraient"]),
        ("fr", "Douze civils ont été tués.", []),
    ],
)
def test_hedges_weigh(language: str, sentence: str, words: list[str]) -> None:
    assert weighty_words(sentence, LEXICON.packs[language]) == words


def test_the_seeds_are_read_as_a_release_keeps_them() -> None:
    tables, parties = read_seeds(settings.SEEDS_DIR)

    assert {"en", "fr"} <= tables.keys()
    assert set(parties) == {"parties", "conflicts"}
    assert all(row["id"] for named in tables.values() for rows in named.values() for row in rows)


@pytest.mark.django_db
class TestInTheDatabase:
    """Filed, read, flagged, read again."""

    @pytest.fixture
    def read_article(
        self, wire: Wire, desk: Desk, filer: Actor, house: object, monkeypatch: pytest.MonkeyPatch
    ) -> Article:
        """Return an article that the real engine has read."""
        monkeypatch.undo()
        seed_lexicon(settings.SEEDS_DIR, now=timezone.now())
        copy = Copy(text=TEXT, headline="Blast")
        made = file_copy(copy=copy, wire=wire, desk=desk, language="en", kind="syndicated", actor=filer, now=NOW)
        assert tasks.screen_version(ScreeningRun.objects.get().pk) == "done"
        return made

    def test_what_it_finds_waits_on_the_desk(self, read_article: Article) -> None:
        flag = flag_on(read_article, "Twelve")

        assert (flag.check_id, flag.severity, flag.version.text[flag.start : flag.end]) == (
            "unattributed_toll",
            "high",
            "Twelve",
        )
        assert review_of(read_article).state == "waiting"
        assert ScreeningRun.objects.get().reading["parser"]

    def test_the_release_is_compiled_once(self, read_article: Article) -> None:
        release = ScreeningRun.objects.get().release

        assert load_lexicon(release) is load_lexicon(release)

    def test_reading_it_again_under_the_same_release_changes_nothing(
        self, read_article: Article, editor: Actor, snapshot: Callable[[], object]
    ) -> None:
        dismiss(flag=flag_on(read_article, "Twelve"), reason_code="verified", actor=editor, now=timezone.now())
        before, last = snapshot(), AuditEvent.objects.latest("sequence").sequence

        queue_again(run=ScreeningRun.objects.get(), actor=editor, now=timezone.now())
        assert tasks.screen_version(ScreeningRun.objects.get().pk) == "done"

        assert snapshot() == before
        since = AuditEvent.objects.filter(sequence__gt=last).values_list("action", flat=True)
        assert list(since) == ["run.queued", "run.done"]


@pytest.fixture
def snapshot() -> Callable[[], object]:
    """Return what takes down all that a screening could change."""
    return lambda: [list(model.objects.order_by("pk").values()) for model in (Flag, Disposition, Review)]
