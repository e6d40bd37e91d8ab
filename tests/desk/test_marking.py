"""A text with overlapping marks is cut into segments that lose nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from moderation.admin.marking import Mark, Paragraph, Segment, Underlining, mark_text, paragraph_at
from moderation.screening.values import Severity

TEXT = "About forty rebels died.\nNobody said who counted them."


def flat(paragraphs: tuple[Paragraph, ...]) -> list[Segment]:
    return [segment for paragraph in paragraphs for segment in paragraph.segments]


def mark(key: str, start: int, end: int, severity: Severity = Severity.HIGH) -> Mark:
    return Mark(key, start, end, severity)


def test_a_text_without_marks_is_one_segment_a_paragraph() -> None:
    paragraphs = mark_text(TEXT, [])

    assert [segment.text for segment in flat(paragraphs)] == TEXT.split("\n")
    assert [(paragraph.start, paragraph.end) for paragraph in paragraphs] == [(0, 24), (25, 54)]


def test_a_mark_cuts_its_paragraph_in_three() -> None:
    segments = flat(mark_text("About forty rebels died.", [mark("1", 6, 18)]))

    assert [segment.text for segment in segments] == ["About ", "forty rebels", " died."]
    assert [segment.keys for segment in segments] == ["", "1", ""]


def test_where_two_marks_overlap_both_are_there_worst_first() -> None:
    low, high = mark("low", 0, 11, Severity.LOW), mark("high", 6, 18)

    segments = flat(mark_text("About forty rebels died.", [low, high]))

    assert [(one.text, one.keys) for one in segments] == [
        ("About ", "low"),
        ("forty", "high low"),
        (" rebels", "high"),
        (" died.", ""),
    ]


def test_two_marks_on_one_span_both_begin_there() -> None:
    segments = flat(mark_text("forty died", [mark("a", 0, 5, Severity.MEDIUM), mark("b", 0, 5)]))

    assert [one.key for one in segments[0].begins] == ["b", "a"]
    assert segments[0].css == "mark worst-high layered then-medium"


def test_a_mark_begins_once_though_another_cuts_it() -> None:
    segments = flat(mark_text("About forty rebels died.", [mark("long", 0, 24), mark("short", 6, 11)]))

    assert [[one.key for one in segment.begins] for segment in segments] == [["long"], ["short"], []]


def test_a_mark_over_two_paragraphs_goes_on_in_the_second() -> None:
    paragraphs = mark_text(TEXT, [mark("1", 19, 31)])

    assert [one.text for one in flat(paragraphs) if one.marks] == ["died.", "Nobody"]
    assert [len(one.begins) for one in flat(paragraphs) if one.marks] == [1, 0]


def test_a_mark_that_begins_at_the_line_break_begins_in_the_next_paragraph() -> None:
    paragraphs = mark_text(TEXT, [mark("1", 24, 31)])

    assert [one.key for one in paragraphs[1].segments[0].begins] == ["1"]


def test_a_settled_mark_steps_behind_an_open_one() -> None:
    settled = Mark("old", 0, 5, Severity.HIGH, is_settled=True)

    segment = flat(mark_text("forty died", [settled, mark("new", 0, 5, Severity.LOW)]))[0]

    assert segment.css == "mark worst-low layered then-settled"


def test_marks_outside_the_text_are_cut_to_it_or_left_out() -> None:
    segments = flat(mark_text("forty", [mark("a", 2, 99), mark("b", 7, 9), mark("c", 3, 3)]))

    assert [(one.text, one.keys) for one in segments] == [("fo", ""), ("rty", "a")]


def test_underlinings_are_told_apart_by_kind() -> None:
    segments = flat(mark_text("he said “no”", [], [Underlining(3, 7, "cue"), Underlining(8, 12, "quotation")]))

    assert [one.css for one in segments] == ["", "under-cue", "", "under-quotation"]


def test_offsets_are_code_points() -> None:
    segments = flat(mark_text("🙂🙂 forty", [mark("1", 3, 8)]))

    assert segments[-1].text == "forty"


def test_an_empty_text_is_one_empty_paragraph() -> None:
    assert mark_text("", [mark("1", 0, 3)]) == (Paragraph(1, 0, 0, ()),)


def test_an_offset_is_found_in_its_paragraph() -> None:
    paragraphs = mark_text(TEXT, [])

    assert [paragraph_at(paragraphs, offset) for offset in (0, 24, 25, 400)] == [1, 1, 2, 2]


@given(
    st.text(alphabet="ab \n«é🙂", max_size=40),
    st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45), st.sampled_from(list(Severity))), max_size=12),
)
def test_no_text_is_lost_and_every_mark_covers_exactly_its_span(
    text: str, spans: list[tuple[int, int, Severity]]
) -> None:
    marks = [Mark(str(key), start, end, severity) for key, (start, end, severity) in enumerate(spans)]

    paragraphs = mark_text(text, marks)

    assert "\n".join("".join(one.text for one in paragraph.segments) for paragraph in paragraphs) == text
    for one in marks:
        covered = "".join(segment.text for segment in flat(paragraphs) if one in segment.marks)
        assert covered == text[one.start : one.end].replace("\n", "")
        begun = sum(one in segment.begins for segment in flat(paragraphs))
        assert begun == (1 if covered else 0)
