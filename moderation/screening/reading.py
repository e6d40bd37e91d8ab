"""Read one text once: layout, tolls, who vouches for them, labels; shared by all checks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from moderation.screening.attribution import Parties, Speech, read_speech, vouch
from moderation.screening.characters import find_paragraphs, fold, smooth
from moderation.screening.events import pair_tolls
from moderation.screening.gate import end_of_reading, is_silent
from moderation.screening.labels import find_labels, hear_again
from moderation.screening.languages import complete_packs, languages_of_paragraphs, legible_packs
from moderation.screening.lexicon import LanguagePack, Lexicon
from moderation.screening.mending import mend
from moderation.screening.parser import NO_PARSER, NO_PARSERS, Parsers
from moderation.screening.text import fold_words, read_layout
from moderation.screening.tolls import THIS_YEAR, find_tolls
from moderation.screening.tolls.weighing import NO_WEIGHERS, Weighers
from moderation.screening.values import Layout, Reading, Span, Toll, Vouching, Whole


def read(  # noqa: PLR0913 - each keyword is one thing that the reading is a function of
    text: str,
    *,
    language: str,
    lexicon: Lexicon,
    parties: Parties,
    parsers: Parsers = NO_PARSERS,
    weighers: Weighers = NO_WEIGHERS,
    year: int | None = None,
    is_original: bool = False,
) -> Reading:
    """Read *text*, filed in *language*; a paragraph in another language is read with that one's pack.

    Paragraphs in a language without a complete pack are listed as unread, and so is what follows
    the last word of harm that one reading takes. A text that *is_original* to another may be in a language whose pack
    reads originals alone. A text without tolls and labels has no sentences and quotations in its layout: nobody
    needs them.
    """
    packs = legible_packs(lexicon) if is_original else complete_packs(lexicon)
    spoken = languages_of_paragraphs(text, packs[language])
    if all(code == language for code in spoken.values()):
        return _Reader(parties, parsers, weighers, year or THIS_YEAR).read(text, packs[language])
    return _read_mixed(text, spoken, packs, language, _Reader(parties, parsers, weighers, year or THIS_YEAR))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads texts of one language each."""

    parties: Parties
    parsers: Parsers
    weighers: Weighers
    year: int

    def read(self, text: str, pack: LanguagePack) -> Reading:
        """Read *text* with *pack*, its broken words put together."""
        mended = mend(text, pack)
        if mended is None:
            return self._read_whole(text, pack)
        whole = self._read_whole(mended.text, pack)
        reading = mended.taken_back(whole)
        plain = smooth(text)
        layout = replace(reading.layout, text=text, plain=plain, folded=fold_words(plain, pack))
        return replace(reading, layout=layout, whole=Whole(whole.layout, mended.taken_back))

    def _read_whole(self, text: str, pack: LanguagePack) -> Reading:
        """Read a text of whole words as far as there is something to read."""
        plain = smooth(text)
        folded = fold_words(plain, pack)
        if is_silent(folded, pack):
            name = self._parser_name(pack.language)
            return Reading(Layout(text, plain, folded, find_paragraphs(plain), ()), pack.language, parser=name)
        end = end_of_reading(folded, pack)
        reading = self._read_all(text[:end], pack)
        if end == len(text):
            return reading
        paragraphs = find_paragraphs(plain)
        layout = replace(reading.layout, text=text, plain=plain, folded=folded, paragraphs=paragraphs)
        return replace(reading, layout=layout, unread=(Span(end, len(text)),))

    def _read_all(self, text: str, pack: LanguagePack) -> Reading:
        layout = read_layout(text, pack)
        encoded = self.weighers.encode(layout, pack.language)
        weigher = self.weighers.of(pack.language, encoded)
        historian = self.weighers.historian(pack.language)
        tolls = find_tolls(layout, pack, self.parsers.of(pack.language), weigher, self.year, historian)
        listen = _Listener(layout, pack, self.parties, [toll.span for toll in tolls])
        labels = find_labels(layout, pack, listen, encoded)
        labels = hear_again(labels, encoded, listen([])) if encoded and labels else labels
        vouchings = vouch(layout, listen([]), tolls, pack, encoded) if tolls else ()
        pairs = pair_tolls(layout, tolls, pack)
        name = self._parser_name(pack.language)
        return Reading(layout, pack.language, tolls, vouchings, labels, pairs, parser=name)

    def _parser_name(self, language: str) -> str:
        parser = self.parsers.of(language)
        return parser.name if parser else NO_PARSER


class _Listener:
    """Read a text's speech once, for the tolls already found and the labels asked for first."""

    def __init__(self, layout: Layout, pack: LanguagePack, parties: Parties, wanted: Sequence[Span]) -> None:
        self._layout, self._pack, self._parties, self._wanted = layout, pack, parties, wanted
        self._speech: Speech | None = None

    def __call__(self, spans: Sequence[Span]) -> Speech:
        if self._speech is None:
            wanted = sorted([*self._wanted, *spans])
            self._speech = read_speech(self._layout, self._pack, self._parties, wanted, labels=spans)
        return self._speech


def _read_mixed(
    text: str, spoken: Mapping[Span, str], packs: Mapping[str, LanguagePack], language: str, reader: _Reader
) -> Reading:
    """Read each language's paragraphs with its pack, the others blanked out, and put the parts together."""
    readings = [
        reader.read(_only(text, [part for part, its in spoken.items() if its == code]), packs[code])
        for code in sorted(set(spoken.values()) & packs.keys())
    ]
    foreign = [part for part, code in spoken.items() if code not in packs]
    unread = tuple(sorted(chain(foreign, *(reading.unread for reading in readings))))
    parsers = sorted({reading.parser for reading in readings})
    return replace(_join(readings, text), language=language, unread=unread, parser=" ".join(parsers) or NO_PARSER)


def _only(text: str, paragraphs: Iterable[Span]) -> str:
    """Return *text* with everything outside *paragraphs* blanked, so that offsets hold."""
    pieces, at = [], 0
    for start, end in paragraphs:
        pieces += [_blank(text[at:start]), text[start:end]]
        at = end
    return "".join([*pieces, _blank(text[at:])])


def _blank(stretch: str) -> str:
    return "\n".join(" " * len(line) for line in stretch.split("\n"))


def _join(readings: Sequence[Reading], text: str) -> Reading:
    """Put readings of disjoint paragraphs of *text* into one, in the order of the text."""
    plain = smooth(text)
    layouts = [reading.layout for reading in readings]
    layout = Layout(
        text=text,
        plain=plain,
        folded=fold(plain),
        paragraphs=find_paragraphs(plain),
        sentences=tuple(sorted(chain.from_iterable(part.sentences for part in layouts))),
        quotations=tuple(
            sorted(chain.from_iterable(part.quotations for part in layouts), key=lambda q: (q.outer.start, q.depth))
        ),
    )
    order = sorted(
        (toll.span, at, index) for at, reading in enumerate(readings) for index, toll in enumerate(reading.tolls)
    )
    place = {(at, index): new for new, (_, at, index) in enumerate(order)}
    tolls, vouchings = [], []
    for _, at, index in order:
        tolls.append(_moved_toll(readings[at].tolls[index], at, place))
        vouchings.append(_moved_vouching(readings[at].vouchings[index], at, place))
    pairs = ((place[at, one], place[at, two]) for at, part in enumerate(readings) for one, two in part.same_event)
    labels = sorted(chain.from_iterable(part.labels for part in readings), key=lambda label: label.span)
    return Reading(layout, "", tuple(tolls), tuple(vouchings), tuple(labels), tuple(sorted(pairs)))


def _moved_toll(toll: Toll, at: int, place: Mapping[tuple[int, int], int]) -> Toll:
    return toll if toll.part_of is None else replace(toll, part_of=place[at, toll.part_of])


def _moved_vouching(vouching: Vouching, at: int, place: Mapping[tuple[int, int], int]) -> Vouching:
    return vouching if vouching.repeat is None else replace(vouching, repeat=place[at, vouching.repeat])
