"""The values that screening passes on: spans, tolls, attributions, labels, findings.

All offsets are Unicode code points, ``[start, end)``, into the article's canonical text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple


class Span(NamedTuple):
    """A half-open stretch of the text, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the stretch of *text* that this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Say whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Say whether *other* lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


class Effect(StrEnum):
    """What befell the people counted."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    CAPTURED = "captured"
    CASUALTIES = "casualties"


class Precision(StrEnum):
    """How firmly a quantity is stated."""

    EXACT = "exact"
    APPROXIMATE = "approximate"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RANGE = "range"
    VAGUE = "vague"
    ZERO = "zero"


class Modality(StrEnum):
    """Whether a toll is news or settled history."""

    ASSERTED = "asserted"
    BACKGROUND = "background"


class Grade(StrEnum):
    """Who vouches for a toll, best first."""

    NAMED = "named"
    UNNAMED = "unnamed"
    HEDGED = "hedged"
    NONE = "none"


class Scope(StrEnum):
    """How an attribution reaches what it vouches for."""

    SENTENCE = "sentence"
    QUOTE = "quote"
    INHERITED = "inherited"
    ABSENT = "-"


class Voice(StrEnum):
    """Who says a loaded label."""

    OWN = "own"
    ATTRIBUTED = "attributed"
    QUOTED = "quoted"
    SCARE = "scare"


class Severity(StrEnum):
    """How urgently an editor must answer a finding."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    def lowered(self, steps: int = 1) -> Severity:
        """Return the severity *steps* lower; nothing falls below low."""
        ladder = list(Severity)
        return ladder[min(ladder.index(self) + steps, len(ladder) - 1)]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted passage; ``outer`` includes the marks, ``inner`` does not.

    ``speaker`` is the span naming who says it, where the text names one.
    """

    outer: Span
    inner: Span
    depth: int = 0
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Layout:
    """A text and its parts, read once and shared by every reader.

    ``plain`` is the text with typographic quotes, dashes' spaces and no-break spaces mapped
    one to one to their ASCII cousins; ``folded`` is ``plain`` in lower case. Both have the
    length of ``text``, so offsets hold in all three.
    """

    text: str
    plain: str
    folded: str
    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    quotations: tuple[Quotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of anything, as the text states it; its span includes the modifier."""

    span: Span
    min: int | None
    max: int | None
    precision: Precision


@dataclass(frozen=True, slots=True)
class Toll:
    """A casualty figure: a quantity of people harmed, stated as fact or claim of fact.

    ``word`` is the span of the casualty word the quantity was linked to ("killed", "morts").
    ``part_of`` is the index, among the text's tolls in reading order, of the whole it breaks down.
    ``likelihood`` is given where no construction tied the quantity, but an estimator did; ``hindsight`` where no date
    says that it is settled history, but an estimator does.
    """

    span: Span
    effect: Effect
    min: int | None
    max: int | None
    precision: Precision
    word: Span
    victims: Span | None = None
    modality: Modality = Modality.ASSERTED
    part_of: int | None = None
    likelihood: float | None = None
    hindsight: float | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who vouches for a span of text, and how that reaches it.

    ``likelihood`` is given where no rule says so, but the encoder does.
    """

    grade: Grade = Grade.NONE
    scope: Scope = Scope.ABSENT
    cue: Span | None = None
    source: Span | None = None
    party: bool = False
    likelihood: float | None = None


@dataclass(frozen=True, slots=True)
class Vouching:
    """A toll's attribution, with the two marks that temper a toll nobody vouches for.

    ``near`` is the source of a cue within two sentences that speaks of the same event;
    ``repeat`` is the index of a toll of the same effect and value that is attributed.
    """

    attribution: Attribution
    near: Span | None = None
    repeat: int | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """A loaded label as the text holds it; ``exemption`` names the rule that clears it.

    ``rule`` is the house rule that the term rests on, in words for an editor. ``suggestions`` are the plain words
    that an editor is told, ``replacements`` those that can stand in the label's place as they are. ``likelihood`` is
    given where the voice is not the rules' but the encoder's.
    """

    span: Span
    term_id: str
    lemma: str
    category: str
    severity: Severity
    voice: Voice
    suggestions: tuple[str, ...] = ()
    replacements: tuple[str, ...] = ()
    exemption: str | None = None
    speaker: Span | None = None
    rule: str = ""
    likelihood: float | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """What was read in place of a text with broken or grown words: its layout, and the way ``back`` to the text."""

    layout: Layout
    back: Callable[[Span], Span]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one text says to the checks; no check looks at the text again.

    ``vouchings[i]`` belongs to ``tolls[i]``. ``unread`` are paragraphs in a language without a
    pack, and the end of an endless text.
    ``same_event`` pairs the indexes, earlier and later, of tolls that count the same people, and differ.
    ``whole`` is what was read in place of a text in one language whose words were broken or grown together.
    """

    layout: Layout
    language: str
    tolls: tuple[Toll, ...] = ()
    vouchings: tuple[Vouching, ...] = ()
    labels: tuple[Label, ...] = ()
    same_event: tuple[tuple[int, int], ...] = ()
    unread: tuple[Span, ...] = ()
    parser: str = "none"
    whole: Whole | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check saw: a value without identity or state.

    ``evidence`` holds JSON values only: spans looked at, cue found or not, what would clear it.
    """

    check_id: str
    severity: Severity
    span: Span | None
    text: str
    message: str
    suggestions: tuple[str, ...] = ()
    evidence: Mapping[str, Any] = field(default_factory=dict)
    original: Span | None = None
