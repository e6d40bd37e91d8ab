"""Lexicon: tables are read with their refusals, withdrawn rows are left out, the digest stands for the words."""

from pathlib import Path

import pytest

from moderation.screening.lexicon import UnreadableLexicon, build_lexicon, parse_table, read_lexicon


def test_rows_come_in_file_order() -> None:
    rows = parse_table("id,lemma\nb,zwei\na,eins\n", name="xx/t.csv")

    assert [row["id"] for row in rows] == ["b", "a"]


def test_a_withdrawn_row_is_left_out() -> None:
    rows = parse_table("id,lemma,withdrawn\na,eins,\nb,zwei,2026-11-30\n", name="xx/t.csv")

    assert [row["id"] for row in rows] == ["a"]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("lemma\neins\n", "the first line must name the columns, 'id' among them"),
        ("", "the first line must name the columns"),
        ("id,lemma\na,eins,extra\n", "line 2: wrong number of columns"),
        ("id,lemma\na\n", "line 2: wrong number of columns"),
        ("id,lemma\na,eins\na,zwei\n", "line 3: id missing or repeated: 'a'"),
        ("id,lemma\n,eins\n", "line 2: id missing or repeated: ''"),
        ('id,lemma\na,"eins', "unexpected end of data"),
    ],
)
def test_a_table_that_cannot_be_trusted_is_refused_by_name(content: str, fault: str) -> None:
    with pytest.raises(UnreadableLexicon, match=fault) as refusal:
        parse_table(content, name="xx/terms.csv")

    assert str(refusal.value).startswith("xx/terms.csv")


def test_a_withdrawn_id_is_never_used_again() -> None:
    with pytest.raises(UnreadableLexicon, match="repeated: 'a'"):
        parse_table("id,withdrawn\na,2026-11-30\na,\n", name="xx/t.csv")


def test_a_folder_is_read_by_language_and_table(tmp_path: Path) -> None:
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "terms.csv").write_text("id,lemma\na,eins\n", encoding="utf-8")

    lexicon = read_lexicon(tmp_path)

    assert lexicon.packs["xx"].rows("terms") == ({"id": "a", "lemma": "eins"},)
    assert lexicon.packs["xx"].rows("cues") == ()


def test_the_digest_changes_with_a_word_and_not_with_the_order_of_tables() -> None:
    one = build_lexicon({"xx": {"a": [{"id": "1"}], "b": [{"id": "2"}]}})
    same = build_lexicon({"xx": {"b": [{"id": "2"}], "a": [{"id": "1"}]}})
    other = build_lexicon({"xx": {"a": [{"id": "1"}], "b": [{"id": "3"}]}})

    assert one.digest == same.digest
    assert one.digest != other.digest


def test_a_language_whose_words_did_not_change_is_the_same_pack() -> None:
    tables = {"xx": {"terms": [{"id": "a"}]}, "yy": {"terms": [{"id": "b"}]}}
    changed = {**tables, "yy": {"terms": [{"id": "c"}]}}

    before, after = build_lexicon(tables), build_lexicon(changed)

    assert after.packs["xx"] is before.packs["xx"]
    assert after.packs["yy"] is not before.packs["yy"]
    assert after.digest != before.digest
