"""Digests and the quotations in them."""

from hypothesis import given
from hypothesis import strategies as st

from moderation.reports.digest import Digest, Excerpt, Section, quote

TEXT = "Titre\nUn marché. Douze morts, selon personne. La suite.\nAutre paragraphe."


def test_a_quotation_stays_within_its_paragraph() -> None:
    start = TEXT.index("Douze")

    excerpt = quote(TEXT, start, start + 5)

    assert excerpt == Excerpt("Un marché. ", "Douze", " morts, selon personne. La suite.")
    assert str(excerpt) == "Un marché. [Douze] morts, selon personne. La suite."


def test_a_long_paragraph_is_cut_at_words() -> None:
    text = "mot " * 100 + "Douze morts" + " mot" * 100

    excerpt = quote(text, 400, 405)

    assert excerpt.before.startswith("…mot ")
    assert excerpt.after.endswith(" mot…")
    assert len(excerpt.before) <= 111
    assert len(excerpt.after) <= 111


@given(st.text(alphabet="ab \n", min_size=1), st.data())
def test_what_was_flagged_is_quoted_whole(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    excerpt = quote(text, start, end)

    assert excerpt.match == text[start:end]
    assert "\n" not in excerpt.before + excerpt.after


def test_a_section_without_content_is_shown_only_if_it_says_so() -> None:
    silent, telling = Section("Overdue"), Section("Flagged", nothing="Nothing is flagged.")
    digest = Digest("T", "S", "P", "L", "en", sections=(silent, telling))

    assert digest.shown() == (telling,)
