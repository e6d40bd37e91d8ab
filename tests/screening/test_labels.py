"""Labels: longest match, boundaries, accents, contexts, exemptions and voice, on a pack of three invented words."""

import pytest

from moderation.screening.labels import find_labels
from moderation.screening.labels.voice import Speech
from moderation.screening.lexicon import LanguagePack, UnreadableLexicon
from moderation.screening.text import read_layout
from moderation.screening.values import Severity, Span, Voice
from tests.screening.labelling import PACKS, OneVoice, labels_in, pack_of

RULES = [{"id": "r1", "name": "plain", "text": "Say it plainly."}]
CLASSES = [{"id": "i1", "name": "s", "strip": "", "endings": "|s"}]


def term(lemma: str, number: int = 1, **cells: str) -> dict[str, str]:
    return {
        "id": f"t{number}",
        "lemma": lemma,
        "inflect": "s",
        "category": "proxy",
        "severity": "high",
        "suggestions": "ally|friend",
        "rule": "plain",
        **cells,
    }


def pack_with(*terms: dict[str, str], **tables: list[dict[str, str]]) -> LanguagePack:
    return pack_of(terms=terms, label_rules=RULES, inflections=CLASSES, **tables)


def words(text: str, pack: LanguagePack) -> list[str]:
    return [label.span.of(text) for label in labels_in(text, pack)]


def test_a_label_carries_what_its_row_says() -> None:
    (label,) = labels_in("Two grobs came.", pack_with(term("grob")))

    assert label.span == Span(4, 9)
    assert (label.term_id, label.lemma, label.category) == ("t1", "grob", "proxy")
    assert (label.severity, label.suggestions, label.rule) == (Severity.HIGH, ("ally", "friend"), "Say it plainly.")
    assert (label.voice, label.exemption) == (Voice.OWN, None)


def test_the_longest_term_wins() -> None:
    pack = pack_with(term("grob"), term("grob snark", 2), term("snark", 3))

    assert words("The grob snarks and a grob.", pack) == ["grob snarks", "grob"]


def test_the_longer_term_gives_way_where_its_context_fails() -> None:
    contexts = [{"id": "c1", "name": "at_sea", "near": "sea"}]
    pack = pack_with(term("grob"), term("grob snark", 2, requires="at_sea"), label_contexts=contexts)

    assert words("The grob snark.", pack) == ["grob"]
    assert words("The grob snark at sea.", pack) == ["grob snark"]


@pytest.mark.parametrize("text", ["grobe", "agrob", "grob2", "engrobs"])
def test_a_part_of_a_word_is_no_label(text: str) -> None:
    assert words(text, pack_with(term("grob"))) == []


@pytest.mark.parametrize("text", ["l'grob", "grob's", "ex-grob", "(grob)", "grob-like", "«grob»", "GROB", "Grob."])
def test_a_word_ends_at_any_other_sign(text: str) -> None:
    assert len(words(text, pack_with(term("grob")))) == 1


@pytest.mark.parametrize("text", ["Le SNÖRK", "Le snörk", "Le SNORK", "le snörks"])
def test_accents_may_be_missing_in_capitals(text: str) -> None:
    assert len(words(text, pack_with(term("snörk")))) == 1


@pytest.mark.parametrize("text", ["le snork", "Le Snork"])
def test_accents_may_not_be_missing_in_small_letters(text: str) -> None:
    assert words(text, pack_with(term("snörk"))) == []


@pytest.mark.parametrize("text", ["self-grobbed", "self grobbed", "selfgrobbed", "self‑grobbed", "self\u00a0grobbed"])
def test_hyphen_and_space_are_free(text: str) -> None:
    assert words(text, pack_with(term("self-grobbed"))) == [text]


def test_variants_are_spelt_like_the_lemma_or_as_they_say() -> None:
    pack = pack_with(term("grob", variants="grobb|gruebe:-"))

    assert words("Grobs, grobbs, gruebe, gruebes.", pack) == ["Grobs", "grobbs", "gruebe"]


def test_marks_of_distance_are_context_enough() -> None:
    pack = pack_with(term("grob", requires="at_sea"), label_contexts=[{"id": "c1", "name": "at_sea", "near": "sea"}])

    assert words("They are « grobs » to him.", pack) == ["grobs"]


def test_an_exempt_label_is_returned_with_its_exemption() -> None:
    exemptions = [{"id": "e1", "terms": "grob", "kind": "name", "after": "street"}]
    pack = pack_with(term("grob"), exemptions=exemptions)

    first, second = labels_in("On Grob Street a grob fell.", pack)

    assert (first.exemption, second.exemption) == ("e1", None)


@pytest.mark.parametrize("key", ["grob", "t1", "@proxy"])
def test_an_exemption_names_a_lemma_an_id_or_a_category(key: str) -> None:
    pack = pack_with(term("grob"), exemptions=[{"id": "e1", "terms": f"other|{key}", "kind": "sense", "near": "sea"}])

    (label,) = labels_in("The grob of the sea.", pack)

    assert label.exemption == "e1"


def test_speech_is_never_read_for_a_text_without_labels() -> None:
    def refuse(spans: object) -> Speech:
        raise AssertionError("nobody asked")

    pack = pack_with(term("grob"), exemptions=[{"id": "e1", "terms": "grob", "kind": "name", "after": "street"}])

    for text in ("", "Nothing here.", "On Grob Street."):
        find_labels(read_layout(text, pack), pack, refuse)


def test_speech_is_read_once_for_the_labels_to_be_voiced() -> None:
    asked: list[list[Span]] = []
    pack = pack_with(term("grob"))

    def read(spans: object) -> Speech:
        asked.append(list(spans))  # type: ignore[call-overload]
        return OneVoice()

    find_labels(read_layout("A grob and a grob.", pack), pack, read)

    assert asked == [[Span(2, 6), Span(13, 17)]]


@pytest.mark.parametrize("voice", [Voice.QUOTED, Voice.SCARE, Voice.ATTRIBUTED])
def test_the_voice_is_the_speakers(voice: Voice) -> None:
    (label,) = labels_in("A grob, he said.", pack_with(term("grob")), OneVoice(voice, Span(8, 10)))

    assert (label.voice, label.speaker) == (voice, Span(8, 10))


def test_a_speaker_does_not_name_himself() -> None:
    (label,) = labels_in("The grob denied it.", pack_with(term("grob")), OneVoice(Voice.ATTRIBUTED, Span(0, 8)))

    assert (label.voice, label.speaker) == (Voice.OWN, None)


def test_a_verb_of_saying_is_the_articles_choice() -> None:
    pack = pack_with(term("grob", category="reporting"))

    (attributed,) = labels_in("He grobs, she said.", pack, OneVoice(Voice.ATTRIBUTED, Span(10, 13)))
    (quoted,) = labels_in("“He grobs”, she said.", pack, OneVoice(Voice.QUOTED, Span(12, 15)))

    assert (attributed.voice, quoted.voice) == (Voice.OWN, Voice.QUOTED)


def test_who_calls_somebody_by_a_label_says_it() -> None:
    named = [{"id": "c1", "name": "named_by_others", "before": "called ..."}]
    pack = pack_with(term("grob"), label_contexts=named)

    (label,) = labels_in("The mayor called his rival a grob.", pack)

    assert label.voice is Voice.ATTRIBUTED


@pytest.mark.parametrize(
    "cells", [{"severity": "grave"}, {"rule": "none"}, {"requires": "nowhere"}, {"inflect": "zz"}], ids=str
)
def test_a_row_that_names_what_is_not_there_is_refused(cells: dict[str, str]) -> None:
    with pytest.raises(UnreadableLexicon):
        labels_in("x", pack_with(term("grob", **cells)))


def test_a_pack_without_terms_finds_nothing() -> None:
    assert labels_in("Any text.", pack_of(terms=[])) == ()


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "piece", ["terroriste ", "«terrorist ", "claimed, ", "le régime ", "the regime ", "a", "\n", "… "]
)
def test_a_long_odd_text_takes_no_worse_than_linear_time(language: str, piece: str) -> None:
    text = piece * (60_000 // len(piece))

    labels = labels_in(text, PACKS[language])

    assert all(label.span.of(text).strip() for label in labels)
    assert list(labels) == sorted(labels, key=lambda label: label.span)
