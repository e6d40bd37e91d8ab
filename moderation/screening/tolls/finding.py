"""Find the tolls of a text: gate by casualty words, chunk and link only the sentences that hold one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from moderation.screening.characters import cut_at_spaces
from moderation.screening.lexicon import LanguagePack
from moderation.screening.parser import Parser
from moderation.screening.sieve import words_of
from moderation.screening.tolls.background import in_the_past
from moderation.screening.tolls.bystanders import turn_away
from moderation.screening.tolls.chunks import Chunk, Row, read_row
from moderation.screening.tolls.constructions import read_grammar
from moderation.screening.tolls.dates import THIS_YEAR, read_calendar
from moderation.screening.tolls.estimate import Weigher
from moderation.screening.tolls.hearing import hear
from moderation.screening.tolls.hindsight import Historian, Story
from moderation.screening.tolls.lexemes import LETTER, PASSIVE, Lexemes, read_lexemes
from moderation.screening.tolls.linking import Before, Link, Linker
from moderation.screening.tolls.plots import find_plot, read_titles
from moderation.screening.tolls.second_look import look_again
from moderation.screening.tolls.traits import Surroundings, Told
from moderation.screening.values import Effect, Layout, Modality, Precision, Span, Toll

_STRETCH = 1500  # code points read as one sentence at most, so that odd input stays linear
_GENRE = 4  # so many words of one genre, and none of police or hospital, make copy unreal
_EXCEED, _TOLL, _UNREAL, _ASKED = LETTER["EXCEED"], LETTER["TOLL"], LETTER["UNREAL"], LETTER["ASKED"]
_NUM, _COUNTED, _NOUN = LETTER["NUM"], LETTER["COUNTED"], LETTER["NOUN"]
_BEAST, _GUARD = LETTER["BEAST"], LETTER["GUARD"]
_BEINGS = frozenset(
    LETTER[name] for name in ("BEAST", "PERSON", "CAPTIVE", "PEOPLE", "HELD", "MOVED", "SPARED", "LONE")
)
_LOOKBACK = 300  # code points
_FIGURES = frozenset(
    LETTER[name]
    for name in ("NUM", "PEOPLE", "COUNTED", "HELD", "MOVED", "SPARED", "ONE", "LONE", "ZERO", "NOSUCH", "NOT")
)
_Count = tuple[Effect, int | None, int | None]
_REACH = 4  # sentences over which a toll's effect is still understood
_RARE = 3  # from here on two events of one text seldom have the same count


def has_candidates(folded: str, pack: LanguagePack) -> bool:
    """Say, at the price of one scan, whether *folded* holds a casualty word at all."""
    return not read_lexemes(pack).gate.holds_back(words_of(folded))


def find_tolls(
    layout: Layout,
    pack: LanguagePack,
    parser: Parser | None = None,
    weigher: Weigher | None = None,
    year: int = THIS_YEAR,
    historian: Historian | None = None,
) -> tuple[Toll, ...]:
    """Return the tolls of *layout* in reading order.

    *parser* is asked where constructions leave people untied, *weigher* about every figure of a sentence of harm.
    What happened before *year*, the copy's own, is background, and so is what *historian* takes for settled history.
    """
    lexemes = read_lexemes(pack)
    if lexemes.gate.holds_back(words_of(layout.folded)):
        return ()
    finder = _Finder(layout, pack, parser, weigher, year, historian)
    for sentence, life in _sentences(layout, lexemes):
        for stretch in cut_at_spaces(layout.folded, sentence, _STRETCH):
            finder.read(stretch, life)
    return tuple(finder.tolls)


class _Finder:
    """A text while its sentences are read, with what earlier ones leave to later ones."""

    def __init__(
        self,
        layout: Layout,
        pack: LanguagePack,
        parser: Parser | None,
        weigher: Weigher | None,
        year: int,
        historian: Historian | None,
    ) -> None:
        self._layout, self._pack, self._parser, self._weigher = layout, pack, parser, weigher
        self._historian = historian
        self._lexemes, self._grammar = read_lexemes(pack), read_grammar(pack)
        self._calendar, self._year = read_calendar(pack), year
        self._silent = _REACH + 1  # sentences since the last toll
        self._told: Told | None = None  # the last toll, as the weigher knows it
        self._whole: int | None = None  # the last toll that breaks nothing down
        self._effect: Effect | None = None  # of that toll, or of what a question asked after
        self._harm: Effect | None = None  # of the last casualty word
        self._speaks_of_harm = False  # whether a casualty word stood anywhere so far
        self._people: dict[int, Effect] = {}  # what befell the people of each toll told, by their number
        self._tells_plots = False  # whether a title with its plot stood anywhere so far
        self._last: Span | None = None  # the sentence read last
        self._ages: dict[_Count, set[Modality]] = {}  # how each count was told so far
        self.tolls: list[Toll] = []

    def read(self, stretch: Span, life: _Life) -> None:
        """Read one sentence, if it holds a casualty word; for a weigher, any sentence behind one that does."""
        self._silent += 1
        before, self._last = self._last, stretch
        if self._told is not None:
            self._told = Told(self._told.ago + 1, self._told.index, self._told.effect)
        effect = self._effect if self._silent <= _REACH else None
        is_silent = effect is None and self._lexemes.gate.holds_back(words_of(self._layout.folded, *stretch))
        self._speaks_of_harm = self._speaks_of_harm or not is_silent
        if is_silent and (self._weigher is None or not self._speaks_of_harm):
            return
        row = read_row(self._layout, stretch, self._pack)
        if _ASKED in row.letters:
            self._effect, self._silent = _asked_after(row.chunks) or self._effect, 0
        if _FIGURES.isdisjoint(row.letters):
            return
        plot = find_plot(self._layout, stretch, read_titles(self._pack))
        if plot is not None and plot.is_titled:
            self._tells_plots = True
            return
        row = row if plot is None else _without(row, plot.span)
        time = self._calendar.time_at(self._layout.folded, stretch.start, self._year)
        row = row if time is None else _without(row, time)
        links = self._link(row, effect, life, is_silent=is_silent)
        self._harm = _last_effect(row.chunks) or self._harm
        bare = {index for index, link in links.items() if _is_bare(row.chunks, link)}
        if bare:
            everyone = self._speaks_of_beasts(stretch)
            beasts = {
                index
                for index in bare
                if (everyone and not _harmed_by_beast(row.chunks, links[index])) or _counts_beasts(row.chunks, index)
            }
            links = {index: link for index, link in links.items() if index not in beasts}
        if links:
            self._silent = 0
            last = max(links)
            self._told = Told(0, last, links[last].effect)
            story = Story(self._layout, self._year, stretch, before, self.tolls, self._calendar)
            self._keep(row.chunks, links, story)

    def _link(self, row: Row, effect: Effect | None, life: _Life, *, is_silent: bool) -> dict[int, Link]:
        linker = Linker(row, self._grammar, Before(effect, self._people))
        # In copy of games and plots constructions are deaf; whoever weighs may still hear of an extra really hurt.
        is_played = not life.is_real or (self._tells_plots and not life.scene)
        is_deaf = is_silent or is_played or _UNREAL in row.letters
        links = {} if is_deaf else linker.run()
        if is_deaf and not is_silent:
            linker.veto()  # what is only played or feared is no more heard of in a plot than in the news
        if self._parser is not None and not is_deaf:
            links = {**links, **look_again(row.chunks, linker.letters, links, self._layout.plain, self._parser)}
        if self._weigher is None:
            return links
        around = Surroundings(self._people, life.scene, life.genre, self._harm)
        letters = turn_away(row, linker.letters, links, self._form, self._lexemes)
        return hear(row, letters, links, self._layout, self._weigher, self._told, around)

    def _form(self, chunk: Chunk) -> str:
        return self._layout.folded[chunk.start : chunk.end]

    def _speaks_of_beasts(self, stretch: Span) -> bool:
        """Say whether the sentence, or else the lines before it, speak of animals and not of people."""
        for start in (stretch.start, max(0, stretch.start - _LOOKBACK)):
            words = set(words_of(self._layout.folded, start, stretch.end))
            if not words.isdisjoint(self._lexemes.people):
                return False
            if not words.isdisjoint(self._lexemes.beasts):
                return True
        return False

    def _keep(self, chunks: list[Chunk], links: dict[int, Link], story: Story) -> None:
        order = sorted(links)
        place = {index: len(self.tolls) + rank for rank, index in enumerate(order)}
        before = self._whole
        words = {index: links[index].word for index in order}
        past = in_the_past(chunks, words, self._layout.folded, self._calendar, self._year)
        for index in order:
            link = links[index]
            part_of = place.get(link.whole) if link.whole is not None else before if link.outside else None
            is_past = index in past or (part_of is not None and self._is_past(part_of))
            is_past = is_past or self._goes_on(story, _reach(chunks[index], chunks[link.word]))
            is_past = is_past and not self._is_of_now(chunks[index])
            # "twelve died, seven the year before; among them …": what news is compared with is not told of further
            if part_of is None and not (is_past and index > order[0] and not self._is_past(len(self.tolls) - 1)):
                self._whole, self._effect = len(self.tolls), link.effect
            modality = Modality.BACKGROUND if is_past else Modality.ASSERTED
            toll = self._dated(_toll(chunks, link, part_of, modality), story)
            self._ages.setdefault(_count_of(toll), set()).add(toll.modality)
            if toll.precision is Precision.EXACT and toll.max and toll.max > 1:
                self._people[toll.max] = toll.effect
            self.tolls.append(toll)

    def _goes_on(self, story: Story, toll: Span) -> bool:
        """Say whether a *toll* with its word goes on about times past, or is of what a sentence remembers."""
        folded, calendar, sentence = self._layout.folded, self._calendar, story.sentence
        if calendar.keeps_memory(folded, sentence, self._year) or calendar.narrates(folded, toll, sentence):
            return True
        if story.before is None:
            return False
        if calendar.goes_on_in(folded, story.paragraph, sentence, self._year):
            return True
        return calendar.goes_on(folded, story.before, sentence, toll.end, self._year)

    def _is_of_now(self, figure: Chunk) -> bool:
        """Say whether a day of now follows whom a figure counts at once, whatever the tense."""
        end = max(figure.end, figure.victims.end if figure.victims else 0)
        return self._calendar.names_these_days(self._layout.folded, end)

    def _dated(self, toll: Toll, story: Story) -> Toll:
        """Return *toll*, as settled history where it was told as that, or the historian recalls it.

        What this year opens is none, nor what a day of now is said of.
        """
        folded, end = self._layout.folded, toll.victims.end if toll.victims else toll.span.end
        if self._calendar.names_these_days(folded, end):
            return toll
        is_known = self._ages.get(_count_of(toll)) == {Modality.BACKGROUND} and (toll.min or 0) >= _RARE
        if is_known and not self._calendar.recent.search(folded, *story.sentence):
            return replace(toll, modality=Modality.BACKGROUND)
        if self._historian is None:
            return toll
        likelihood = self._historian.recall(toll.span, story.traits_of(toll))
        if likelihood is None or toll.modality is Modality.BACKGROUND or story.opens_this_year():
            return toll
        return replace(toll, modality=Modality.BACKGROUND, hindsight=likelihood)

    def _is_past(self, toll: int) -> bool:
        """Say whether an earlier toll is of an earlier year: its parts are too."""
        return 0 <= toll < len(self.tolls) and self.tolls[toll].modality is Modality.BACKGROUND


def _sentences(layout: Layout, lexemes: Lexemes) -> Iterator[tuple[Span, _Life]]:
    """Yield the sentences, each with the life that its paragraph and those before it tell of."""
    sentences = iter(layout.sentences)
    sentence = next(sentences, None)
    told: set[str] = set()
    for paragraph in layout.paragraphs:
        told.update(words_of(layout.folded, *paragraph))
        life = _Life(len(lexemes.scene & told), max((len(words & told) for words in lexemes.genres), default=0))
        while sentence is not None and sentence.start < paragraph.end:
            yield sentence, life
            sentence = next(sentences, None)


class _Life(NamedTuple):
    """How many words a text has used of police and hospital, and of the one genre it uses most words of."""

    scene: int
    genre: int

    @property
    def is_real(self) -> bool:
        """Say whether copy is not of the stage, the field or the garden, where nobody really dies."""
        return self.scene > 0 or self.genre < _GENRE


def _last_effect(chunks: list[Chunk]) -> Effect | None:
    return next((chunk.lexeme.effect for chunk in reversed(chunks) if chunk.lexeme and chunk.lexeme.effect), None)


def _asked_after(chunks: list[Chunk]) -> Effect | None:
    """Return the effect that "how many died?" asks after."""
    return next((chunk.lexeme.effect for chunk in chunks if chunk.lexeme and chunk.lexeme.effect), None)


def _count_of(toll: Toll) -> _Count:
    return toll.effect, toll.min, toll.max


def _without(row: Row, stretch: Span) -> Row:
    """Return *row* with the figures turned away that stand in a *stretch* of it."""
    for chunk in row.chunks:
        if chunk.figure is not None and stretch.start <= chunk.start < stretch.end:
            chunk.letter = _GUARD
    return Row("".join([chunk.letter for chunk in row.chunks]), row.chunks)


def _reach(figure: Chunk, word: Chunk) -> Span:
    return Span(min(figure.start, word.start), max(figure.end, word.end))


def _is_bare(chunks: list[Chunk], link: Link) -> bool:
    """Say whether a figure without a noun for people may count animals."""
    return chunks[link.figure].letter in (_NUM, _COUNTED) and chunks[link.word].letter != _NOUN


def _harmed_by_beast(chunks: list[Chunk], link: Link) -> bool:
    """Say whether an animal does the harm: "a bear attack kills one"; whom it harms are people."""
    is_passive = link.word > 0 and chunks[link.word - 1].letter in PASSIVE
    if link.figure < link.word or is_passive:
        return False
    return any(chunk.letter == _BEAST and chunk.figure is None for chunk in chunks[: link.word])


def _counts_beasts(chunks: list[Chunk], index: int) -> bool:
    """Say whether animals were counted last before the figure, and no people named since: "340 wolves; 41 died"."""
    last = next((chunk for chunk in reversed(chunks[:index]) if chunk.letter in _BEINGS), None)
    return last is not None and last.letter == _BEAST and last.figure is not None


def _toll(chunks: list[Chunk], link: Link, part_of: int | None, modality: Modality) -> Toll:
    chunk, word = chunks[link.figure], chunks[link.word].span
    figure = chunk.figure
    if figure is None:
        raise ValueError(f"a construction captured {chunk.letter!r} as a figure: capture a figure class as n=")
    low, high, precision = figure.min, figure.max, figure.precision
    before = [earlier.letter for earlier in chunks[max(0, link.figure - 2) : link.figure]]
    # What exceeds is a count told before: "the toll passed 200", not "Red Cross: 12 dead", "divers passed two bodies"
    is_counted = link.word < link.figure or _TOLL in {earlier.letter for earlier in chunks[: link.figure]}
    if _EXCEED in before and is_counted and precision is Precision.EXACT:
        high, precision = None, Precision.AT_LEAST
    return Toll(chunk.span, link.effect, low, high, precision, word, chunk.victims, modality, part_of, link.likelihood)
