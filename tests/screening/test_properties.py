"""What holds for every text, however odd: spans slice, findings are sorted, nothing crashes."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from django.conf import settings as django_settings
from hypothesis import example, given, settings
from hypothesis import strategies as st

from moderation.management.gauges import adversarial_texts
from moderation.screening.json_lines import describe_screening
from moderation.screening.screen import Status
from tests.checks.verbs import screened
from tests.screening.timing import is_done_within

LONGEST_SECONDS = 2.0
CORPUS = Path(django_settings.BASE_DIR) / "seeds" / "corpus"

# Words that the engine reacts to, and what surrounds them in copy that went wrong.
PIECES = [
    "12", "2 000", "2\u202f000", "1,5", "trente", "thirty", "dozens of", "une vingtaine de", "people", "personnes",
    "were killed", "ont été tués", "tués", "wounded", "morts", "blessés", "dead", "dont", "including", "and", "et",
    "police said", "selon la police", "reportedly", "auraient été tués", "according to", "officials", "des sources",
    "terroristes", "terrorists", "régime", "so-called", "«", "»", "“", "”", "\"", "'", "’", "(", ")", ":", "–", "-",
    ".", ",", "!", "?", "…", "\n", "\n\n", "\r\n", "\t", "\u00a0", "\u200b", "\u200f", "\u202e", "\ufeff", "\x00",
    "\ud800", "\udfff", "🙂", "👩‍👩‍👧", "İ", "ß", "ﬁ", "e\u0301", "ب", "٩٠", "九", "Mr.", "M.", "said", "il a dit",
]  # fmt: skip

copy = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join) | st.text(max_size=200)
languages = st.sampled_from(["fr", "en", None])


def spans_of(answer: dict[str, object]) -> list[dict[str, object]]:
    return [*answer["tolls"], *answer["labels"], *answer["findings"]]  # type: ignore[misc]


@settings(max_examples=150, deadline=None)
@given(text=copy, language=languages)
def test_every_span_slices_to_its_text(text: str, language: str | None) -> None:
    answer = describe_screening("a", screened(text, language))

    assert all(text[span["start"] : span["end"]] == span["text"] for span in spans_of(answer))  # type: ignore[misc]
    assert all(0 <= span["start"] < span["end"] <= len(text) for span in spans_of(answer))  # type: ignore[operator]


@pytest.mark.parametrize(
    "path", sorted(CORPUS.glob("*/[tu]*.jsonl")), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_copy_broken_off_anywhere_is_read(path: Path) -> None:
    random = Random(path.as_posix().split("corpus/")[-1])
    texts = [case["text"] for case in map(json.loads, path.read_text(encoding="utf-8").splitlines()) if "text" in case]

    pieces = [text[(at := random.randrange(len(text))) : at + random.randrange(20, 300)] for text in texts]
    answers = [describe_screening("a", screened(piece, path.parent.name)) for piece in [*texts, *pieces]]

    assert {answer["status"] for answer in answers} == {"done"}


@settings(max_examples=100, deadline=None)
@given(text=copy, language=languages)
def test_findings_come_in_the_order_of_the_text(text: str, language: str | None) -> None:
    findings = screened(text, language).findings

    assert list(findings) == sorted(findings, key=lambda finding: (finding.span, finding.check_id))


@settings(max_examples=100, deadline=None)
@given(text=copy)
def test_indexes_point_at_other_tolls_of_the_reading(text: str) -> None:
    reading = screened(text, "fr").reading

    assert reading is not None
    assert len(reading.vouchings) == len(reading.tolls)
    for index, (toll, vouching) in enumerate(zip(reading.tolls, reading.vouchings, strict=True)):
        assert toll.part_of is None or (toll.part_of != index and 0 <= toll.part_of < len(reading.tolls))
        assert vouching.repeat is None or (vouching.repeat != index and 0 <= vouching.repeat < len(reading.tolls))


@settings(max_examples=60, deadline=None)
@given(text=copy, language=languages)
def test_the_same_text_gives_the_same_bytes(text: str, language: str | None) -> None:
    once, again = (json.dumps(describe_screening("a", screened(text, language))) for _ in range(2))

    assert once == again


UNRELATED = [
    "The library opens at nine and sells old maps on the first floor.",
    "Lomar won the final on penalties; the striker, the goalkeeper and the coach of the team danced on the pitch.",
    "The orchestra rehearsed a drama in three acts on a stage built for the festival, actors in the stalls.",
    "A strike of tram drivers ended on Friday; riot police had stood by, and the demonstration went home.",
]
TOLD = [
    "At least 12 people were killed near Dorun.",
    "The Karsk army said it had killed 30 rebels in the hills, and a hospital counted nine wounded.",
    "“The terrorists killed four of us,” said Ana Verek. Three more are missing.",
]
told = st.lists(st.sampled_from(TOLD), min_size=1, max_size=4).map("\n".join)


@settings(max_examples=100, deadline=None)
@given(text=copy | told, unrelated=st.sampled_from(UNRELATED))
@example(text="police said 12 wounded", unrelated=UNRELATED[3])
def test_an_unrelated_paragraph_changes_nothing_before_it(text: str, unrelated: str) -> None:
    before = describe_screening("a", screened(text, "en"))

    after = describe_screening("a", screened(f"{text}\n{unrelated}", "en"))

    kept = {name: [span for span in after[name] if span["start"] < len(text)] for name in ("tolls", "labels")}
    assert kept == {name: before[name] for name in ("tolls", "labels")}
    assert [f for f in after["findings"] if f["start"] < len(text)] == before["findings"]


ODD = {
    "empty": "",
    "one word": "Bonjour",
    "spaces": " \u00a0\n\t ",
    "nul": "12 people\x00 were killed.",
    "lone surrogates": "\ud800 12 people were killed \udfff.",
    "emoji": "🙂🙂 12 people were killed 👩‍👩‍👧.",
    "right-to-left marks": "\u200f12\u200f people were killed\u202e.",
    "an unclosed quotation": "He said: “12 people were killed",
    "only quotation marks": "«»“”\"\"''‘’" * 50,
    "capitals": "TWELVE PEOPLE WERE KILLED IN BELROCK, 12 WOUNDED IN BLAST",
    "broken hyphenation": "At least 12 peo-\nple were kil-\nled, the minis-\ntry said.",
    "digits of other scripts": "٩٠ people were killed, 九 wounded.",
    "a huge number": f"{'9' * 5000} people were killed.",
    "windows line ends": "12 people were killed.\r\nPolice said so.\r\n",
}


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("language", ["fr", "en", None])
def test_odd_copy_gets_an_honest_status_and_right_offsets(name: str, language: str | None) -> None:
    answer = describe_screening(name, screened(ODD[name], language))

    assert answer["status"] in {Status.DONE, Status.UNSUPPORTED}
    assert (answer["status"] == Status.DONE) or language is None
    assert all(ODD[name][span["start"] : span["end"]] == span["text"] for span in spans_of(answer))  # type: ignore[misc]


def test_capitals_are_read_like_small_letters() -> None:
    tolls = describe_screening("a", screened(ODD["capitals"], "en"))["tolls"]

    assert [(toll["text"], toll["effect"]) for toll in tolls] == [("TWELVE", "killed"), ("12", "injured")]


@pytest.fixture(scope="module")
def _loaded() -> None:
    """Load what each language needs, so that it is not counted."""
    for language, text in {
        "fr": "Au moins 12 personnes ont été tuées.",
        "en": "At least 12 people were killed.",
    }.items():
        assert screened(text, language).findings


@pytest.mark.usefixtures("_loaded")
@pytest.mark.parametrize("name", adversarial_texts(1))
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_megabyte_made_to_confuse_takes_less_than_two_seconds(name: str, language: str) -> None:
    text = adversarial_texts(1_000_000)[name]

    def read() -> None:
        assert screened(text, language).status is Status.DONE

    assert is_done_within(LONGEST_SECONDS, read)
