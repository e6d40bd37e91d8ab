"""What holds for any input: matching, folding, framing, due times."""

from datetime import UTC, datetime, time, timedelta
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.workflow.carrying import Sighting, Tie, count_occurrences, match_all, sight
from moderation.workflow.chain import frame
from moderation.workflow.clock import due_at
from moderation.workflow.needles import fold
from moderation.workflow.timeline import words_changed

WORDS = st.sampled_from(
    ["twelve", "people", "were", "killed", "in", "Orvane", "police", "said", "on", "Monday", "rain"]
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)
NUMBERS = st.integers(min_value=1, max_value=4)
CHECKS = st.sampled_from(["unattributed_toll", "hedged_toll", "loaded_label"])


@st.composite
def sightings(draw: st.DrawFn) -> list[Sighting]:
    drawn = draw(st.lists(st.tuples(CHECKS, NUMBERS, SENTENCES), max_size=6))
    return count_occurrences(
        sight(check, str(number), window=sentence, sentence=sentence, facts={"min": number})
        for check, number, sentence in drawn
    )


@given(sightings(), sightings())
@settings(max_examples=200, deadline=None)
def test_each_sighting_is_matched_once_at_most(old: list[Sighting], new: list[Sighting]) -> None:
    matches = match_all(old, new)

    assert len({match.new for match in matches}) == len({match.old for match in matches}) == len(matches)


@given(sightings(), sightings())
@settings(max_examples=200, deadline=None)
def test_an_answer_is_inherited_only_with_equal_facts_and_check(old: list[Sighting], new: list[Sighting]) -> None:
    for match in match_all(old, new):
        was, now = old[match.old], new[match.new]
        if match.tie is not Tie.CHANGED:
            assert (was.check_id, was.facts, was.matched_text) == (now.check_id, now.facts, now.matched_text)
        if match.tie is Tie.SAME:
            assert was.window.split() == now.window.split()


@given(sightings())
@settings(max_examples=100, deadline=None)
def test_the_same_reading_matches_itself_wholly(seen: list[Sighting]) -> None:
    matches = match_all(seen, seen)

    assert [(match.new, match.old, match.tie) for match in matches] == [(at, at, Tie.SAME) for at in range(len(seen))]


@given(sightings())
@settings(max_examples=100, deadline=None)
def test_fingerprints_tell_all_sightings_apart(seen: list[Sighting]) -> None:
    assert len({one.fingerprint for one in seen}) == len(seen)


@given(st.lists(st.one_of(st.none(), st.text()), max_size=5), st.lists(st.one_of(st.none(), st.text()), max_size=5))
def test_different_fields_are_framed_differently(some: list[str | None], others: list[str | None]) -> None:
    encodable = [all(value is None or value.isprintable() for value in values) for values in (some, others)]
    if all(encodable):
        assert (frame(some) == frame(others)) == (some == others)


@given(st.text(alphabet="abcdéÉàÇœ ’-ZŁ", max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.lists(WORDS, max_size=12), st.lists(WORDS, max_size=12))
def test_the_words_changed_lead_from_one_text_to_the_other(before: list[str], after: list[str]) -> None:
    changes = words_changed(" ".join(before), " ".join(after))

    gone = sum(len(words.split()) for sign, words in changes if sign == "-")
    come = sum(len(words.split()) for sign, words in changes if sign == "+")
    assert len(before) - gone + come == len(after)
    assert (not changes) == (before == after)


@given(
    st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2026, 12, 1)),
    st.integers(min_value=1, max_value=3000),
    st.sets(st.integers(min_value=1, max_value=7), min_size=1),
    st.sampled_from([(time(7), time(20)), (time(22), time(6)), (time(0), time(0)), (time(9, 30), time(9, 45))]),
)
@settings(max_examples=100, deadline=None)
def test_due_times_come_later_the_more_minutes_there_are(
    start: datetime, minutes: int, days: set[int], hours: tuple[time, time]
) -> None:
    desk = SimpleNamespace(time_zone="Europe/Paris", opens_at=hours[0], closes_at=hours[1], working_days=sorted(days))
    begun = start.replace(tzinfo=UTC)

    due = due_at(begun, minutes=minutes, hours=desk)

    assert due >= begun + timedelta(minutes=minutes)
    assert due < due_at(begun, minutes=minutes + 1, hours=desk)
