"""Tables go out as CSV and come back: all rows or none, every fault with its line."""

from __future__ import annotations

import pytest

from articles.actor import Actor
from moderation.models import LexiconDraft, LexiconRelease
from moderation.workflow.draft_rows import columns_in_file, draft_words, put_row, withdraw_row
from moderation.workflow.drafting import start_draft
from moderation.workflow.lexicon_sheets import LARGEST_FILE, SEEN, UnreadableSheet, import_rows, read_lines, write_table
from moderation.workflow.release_differences import compare_words
from moderation.workflow.states import Role
from moderation.workflow.wording import Place, words_of
from tests.planting import plant_words
from tests.workflow.newsroom import NOW, person

HEDGES = Place("en", "hedges")
HEAD = "id,phrase,kind,source,note"


@pytest.fixture
def draft(db: None, standards: Actor) -> LexiconDraft:
    """Return an empty draft on the seeds' words."""
    plant_words()
    return start_draft(changes=[], reason="New hedges", actor=standards, now=NOW)


def take(draft: LexiconDraft, standards: Actor, *lines: str, head: str = HEAD, place: Place = HEDGES) -> int:
    content = "\n".join([head, *lines]).encode()
    return import_rows(draft=draft, place=place, content=content, actor=standards, now=NOW)


def faults(draft: LexiconDraft, standards: Actor, *lines: str, head: str = HEAD) -> list[tuple[int, str]]:
    with pytest.raises(UnreadableSheet) as refused:
        take(draft, standards, *lines, head=head)
    return [(fault.line, fault.message) for fault in refused.value.faults]


def changes_of(draft: LexiconDraft) -> list[dict[str, object]]:
    draft.refresh_from_db()
    changes: list[dict[str, object]] = draft.changes
    return changes


@pytest.mark.parametrize("place", [HEDGES, Place("fr", "exemptions"), Place("all", "parties"), Place("en", "terms")])
def test_what_went_out_comes_back_without_a_change(draft: LexiconDraft, standards: Actor, place: Place) -> None:
    content = write_table(place, words_of(draft.base)).encode()

    assert import_rows(draft=draft, place=place, content=content, actor=standards, now=NOW) == 0
    assert changes_of(draft) == []


def test_no_cell_is_a_formula(draft: LexiconDraft) -> None:
    row = {"id": "1", "phrase": "=HYPERLINK(1)", "kind": "@mark", "source": "-", "note": "'quoted"}
    words = {"en": {"hedges": [{**row, "added": "", "withdrawn": ""}]}}

    sheet = write_table(HEDGES, words)

    assert sheet.splitlines()[1].startswith("1,'=HYPERLINK(1),'@mark,'-,''quoted,,,")
    (line,) = read_lines(sheet.encode(), [*columns_in_file(HEDGES), SEEN])
    assert {**line.cells, SEEN: ""} == {**words["en"]["hedges"][0], SEEN: ""}


@pytest.fixture
def taken_out(draft: LexiconDraft) -> list[str]:
    """Return the lines of the hedges, taken out just before a colleague changes the first and withdraws the second."""
    lines = write_table(HEDGES, draft_words(draft)).splitlines()
    keeper = person("keeper", Role.STANDARDS_EDITOR)
    first, second = draft.base.tables["en"]["hedges"][:2]
    put_row(draft=draft, place=HEDGES, row={**first, "note": "a colleague's"}, actor=keeper, now=NOW)
    withdraw_row(draft=draft, place=HEDGES, number=second["id"], actor=keeper, now=NOW)
    return lines


def test_a_file_undoes_nothing_of_what_a_colleague_did_meanwhile(
    draft: LexiconDraft, standards: Actor, taken_out: list[str]
) -> None:
    done = changes_of(draft)
    head, *lines = taken_out

    assert take(draft, standards, *lines, ",it is whispered,mark,house style,,,,", head=head) == 1

    assert changes_of(draft)[:-1] == done


@pytest.mark.parametrize("at", [0, 1])
def test_a_row_that_two_changed_is_refused_by_its_line(
    draft: LexiconDraft, standards: Actor, taken_out: list[str], at: int
) -> None:
    done, (head, *lines) = changes_of(draft), taken_out
    lines[at] = lines[at].replace("house style", "a reader")

    ((line, message),) = faults(draft, standards, *lines, head=head)

    assert (line, "since the file was taken out" in message) == (at + 2, True)
    assert changes_of(draft) == done


def test_a_row_that_only_the_file_changed_is_taken(draft: LexiconDraft, standards: Actor, taken_out: list[str]) -> None:
    head, *lines = taken_out
    lines[2] = lines[2].replace("house style", "a reader")

    assert take(draft, standards, *lines, head=head) == 1


def test_a_new_row_a_changed_one_and_a_withdrawn_one_are_taken(draft: LexiconDraft, standards: Actor) -> None:
    first, second = draft.base.tables["en"]["hedges"][:2]

    count = import_rows(
        draft=draft,
        place=HEDGES,
        content=(
            "id,phrase,kind,source,withdrawn\n"
            ",it is whispered,mark,house style,\n"
            f"{first['id']},{first['phrase']},mark,a reader,\n"
            f"{second['id']},,,,2026-03-10\n"
        ).encode(),
        actor=standards,
        now=NOW,
    )

    (difference,) = compare_words(words_of(draft.base), draft_words(LexiconDraft.objects.get()))
    assert count == 3
    assert sorted(row.kind for row in difference.rows) == ["added", "changed", "withdrawn"]


def test_two_new_rows_get_two_ids(draft: LexiconDraft, standards: Actor) -> None:
    take(draft, standards, ",it is whispered,mark,house style,", ",it is murmured,mark,house style,")

    assert [change["id"] for change in changes_of(draft)] == [f"draft.{draft.pk}.1", f"draft.{draft.pk}.2"]


def test_a_spreadsheets_semicolons_and_blank_lines_are_read(draft: LexiconDraft, standards: Actor) -> None:
    assert take(draft, standards, "", ";it is whispered;mark;house style", head="\ufeffid;phrase;kind;source") == 1


def test_every_fault_is_named_with_its_line_and_nothing_is_taken(draft: LexiconDraft, standards: Actor) -> None:
    found = faults(
        draft,
        standards,
        ",it is whispered,mark,house style,",
        ",,mark,house style,",
        "en.hedge.nowhere,x,mark,house style,",
        ",it is said,shout,house style,",
    )

    assert [line for line, _ in found] == [3, 4, 5]
    assert "phrase: this is missing" in found[0][1]
    assert "leave it empty" in found[1][1]
    assert "ending, mark" in found[2][1]
    assert changes_of(draft) == []


def test_an_id_stands_once(draft: LexiconDraft, standards: Actor) -> None:
    number = draft.base.tables["en"]["hedges"][0]["id"]

    found = faults(draft, standards, f"{number},one,mark,x,", f"{number},two,mark,x,")

    assert found == [(3, "the id stands on line 2 already")]


@pytest.mark.parametrize(
    ("content", "line", "word"),
    [
        (b"", 1, "names columns"),
        (b"phrase,kind\nx,mark\n", 1, "names columns"),
        (b"id,id\n", 1, "names columns"),
        (b"id,colour\n", 1, "names columns"),
        (b"id,phrase\n1,a\n2,b,c\n", 3, "3 cells under 2 columns"),
        (b"id,phrase\n1,\xe9t\xe9\n", 2, "UTF-8"),
        (b"x" * (LARGEST_FILE + 1), 1, "2 MiB"),
        (b'id,phrase\n1,"' + b"y" * 200_000 + b'"\n', 2, "no CSV"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(content: bytes, line: int, word: str) -> None:
    with pytest.raises(UnreadableSheet) as refused:
        read_lines(content, ["id", "phrase", "kind"])

    assert refused.value.faults[0].line == line
    assert word in refused.value.faults[0].message


def test_differences_name_table_row_and_cell(draft: LexiconDraft) -> None:
    before = words_of(draft.base)
    rows = [dict(row) for row in before["en"]["hedges"]]
    number = rows[0]["id"]
    rows[0]["note"] = "look again"
    after = {**before, "en": {**before["en"], "hedges": rows[:-1]}}

    (difference,) = compare_words(before, after)

    assert difference.place == HEDGES
    changed, withdrawn = difference.rows
    assert (changed.number, changed.kind) == (number, "changed")
    assert [(cell.column, cell.before, cell.after) for cell in changed.cells] == [("note", "", "look again")]
    assert (withdrawn.kind, withdrawn.after) == ("withdrawn", None)


def test_equal_words_do_not_differ(draft: LexiconDraft) -> None:
    assert compare_words(words_of(draft.base), words_of(LexiconRelease.objects.get())) == []
