"""A text read once, by the language of its paragraphs."""

from __future__ import annotations

from moderation.screening.gate import MOST_HITS
from moderation.screening.reading import read
from moderation.screening.values import Grade, Reading
from tests.checks.verbs import seed_lexicon, seed_parties

FRENCH = "La commune a rouvert son école lundi, et les parents ont pu visiter les classes avec leurs enfants."
ENGLISH = "At least 12 people were killed when the roof of the market fell in, police said, including two children."
RUSSIAN = "Двенадцать человек погибли в понедельник при обрушении крыши рынка, сообщила полиция города."


def reading_of(text: str, language: str) -> Reading:
    return read(text, language=language, lexicon=seed_lexicon(), parties=seed_parties())


def tolls(reading: Reading) -> list[str]:
    return [toll.span.of(reading.layout.text) for toll in reading.tolls]


def test_a_text_with_nothing_in_it_is_read_as_such() -> None:
    reading = reading_of(FRENCH, "fr")

    assert (reading.tolls, reading.vouchings, reading.labels, reading.unread) == ((), (), (), ())
    assert reading.language == "fr"


def test_an_empty_text_is_read() -> None:
    reading = reading_of("", "en")

    assert (reading.layout.paragraphs, reading.tolls) == ((), ())


def test_every_toll_has_a_vouching() -> None:
    reading = reading_of(ENGLISH, "en")

    assert tolls(reading) == ["At least 12", "two"]
    assert [vouching.attribution.grade for vouching in reading.vouchings] == [Grade.NAMED, Grade.NAMED]


def test_a_paragraph_in_another_language_is_read_with_its_own_pack() -> None:
    reading = reading_of(f"{FRENCH}\n{ENGLISH}", "fr")

    assert tolls(reading) == ["At least 12", "two"]
    assert (reading.language, reading.unread) == ("fr", ())


def test_a_paragraph_that_no_pack_reads_is_named_unread() -> None:
    text = f"{FRENCH}\n{RUSSIAN}\n{FRENCH}"

    reading = reading_of(text, "fr")

    assert [part.of(text) for part in reading.unread] == [RUSSIAN]
    assert len(reading.layout.paragraphs) == 3


def test_indexes_hold_when_two_languages_are_put_together() -> None:
    french = "Une explosion a fait sept morts et trente blessés, dont trois enfants, selon les pompiers."
    text = f"{ENGLISH}\n{french}\n{ENGLISH}"

    reading = reading_of(text, "en")

    starts = [toll.span.start for toll in reading.tolls]
    assert starts == sorted(starts)
    wholes = {toll.span.of(text): tolls(reading)[toll.part_of] for toll in reading.tolls if toll.part_of is not None}
    assert wholes["two"] == "At least 12"
    assert wholes["trois"] in ("sept", "trente")


def test_a_mixed_text_is_laid_out_whole() -> None:
    text = f"{FRENCH}\n« Nous avons sorti neuf corps », a dit la maire.\n{ENGLISH}"

    layout = reading_of(text, "fr").layout

    assert layout.text == text
    assert len(layout.plain) == len(layout.folded) == len(text)
    assert list(layout.sentences) == sorted(layout.sentences)
    assert [quotation.inner.of(text).strip() for quotation in layout.quotations] == ["Nous avons sorti neuf corps"]


def test_an_endless_list_of_harm_is_read_so_far_and_the_rest_is_named() -> None:
    text = "12 killed. " * (MOST_HITS + 500)

    reading = reading_of(text, "en")

    (rest,) = reading.unread
    assert 0 < len(reading.tolls) <= MOST_HITS + 1
    assert reading.tolls[-1].span.end <= rest.start < rest.end == len(text)
    assert reading.layout.text == text


def test_a_long_text_of_few_hits_is_read_to_its_end() -> None:
    text = f"{FRENCH}\n" * 500 + "Une explosion a fait sept morts, selon les pompiers."

    reading = reading_of(text, "fr")

    assert (tolls(reading), reading.unread) == (["sept"], ())


def test_a_text_of_broken_words_keeps_what_was_read_in_its_place() -> None:
    reading = reading_of("At least 12 people were kil-\nled when the roof fell in, police said.", "en")

    assert reading.whole is not None
    assert "were killed when" in reading.whole.layout.text
    assert tuple(map(reading.whole.back, reading.whole.layout.sentences)) == reading.layout.sentences


def test_a_text_of_whole_words_is_read_as_it_came() -> None:
    assert reading_of(ENGLISH, "en").whole is None
