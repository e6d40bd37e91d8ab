"""Small charts drawn as numbers: the template turns them into SVG, with a table under each. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 420, 130
_GAP = 4
_TONES = 6  # colours that can be told apart


@dataclass(frozen=True, slots=True)
class Bar:
    """One block of a chart, in the units of its view box; ``tone`` is the number of its colour and pattern."""

    x: float
    y: float
    width: float
    height: float
    tone: int
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart and the table that says the same: ``rows`` are a head and its cells; ``legend`` names the tones."""

    title: str
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]
    top: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    legend: tuple[str, ...] = ()
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to draw."""
        return not any(bar.height and bar.width for bar in self.bars)


def stack_bars(
    title: str, days: Sequence[str], series: Mapping[str, Sequence[float]], *, unit: str = "", rest: str = ""
) -> Chart:
    """Return one column a day with the *series* stacked upon each other.

    Of more series than there are tones the smallest are drawn as one, named *rest*; the table has them all.
    """
    drawn = _few(series, rest)
    totals = [sum(values[at] for values in series.values()) for at in range(len(days))]
    most = max(totals, default=0) or 1
    step = WIDTH / max(len(days), 1)
    bars = []
    for at, day in enumerate(days):
        floor = float(HEIGHT)
        for tone, (name, values) in enumerate(drawn.items()):
            height = values[at] / most * HEIGHT
            floor -= height
            words = f"{day}, {name}: {_say(values[at], unit)}"
            bars.append(Bar(_round(at * step), _round(floor), _round(step - _GAP), _round(height), tone, words))
    return Chart(
        title=title,
        bars=tuple(bars),
        ticks=tuple((_round(at * step + (step - _GAP) / 2), day) for at, day in enumerate(days)),
        top=_say(most, unit) if any(totals) else "",
        columns=tuple(series),
        rows=tuple((day, tuple(_say(values[at], unit) for values in series.values())) for at, day in enumerate(days)),
        legend=tuple(drawn) if len(drawn) > 1 else (),
    )


def lay_bars(title: str, shares: Sequence[tuple[str, int, int]], *, columns: tuple[str, str, str]) -> Chart:
    """Return one bar a row: a name, a part, and the whole it is part of; as long as the part's share."""
    height = 18
    bars = []
    for at, (name, part, whole) in enumerate(shares):
        width = WIDTH * part / whole if whole else 0
        bars.append(Bar(0, float(at * (height + _GAP)), _round(width), height, 0, f"{name}: {part}/{whole}"))
    return Chart(
        title=title,
        bars=tuple(bars),
        ticks=(),
        top="100 %",
        columns=columns,
        rows=tuple((name, (str(part), str(whole), _percent(part, whole))) for name, part, whole in shares),
        height=max(len(shares) * (height + _GAP), 1),
    )


def _few(series: Mapping[str, Sequence[float]], rest: str) -> Mapping[str, Sequence[float]]:
    """Return the *series*, the smallest as one where there are more than tones."""
    if len(series) <= _TONES:
        return series
    small = sorted(series, key=lambda name: -sum(series[name]))[_TONES - 1 :]
    large = {name: values for name, values in series.items() if name not in small}
    return {**large, rest: [sum(values) for values in zip(*map(series.__getitem__, small), strict=True)]}


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.0%}".replace("%", " %") if whole else "–"


def _say(value: float, unit: str) -> str:
    number = f"{value:.0f}" if value == int(value) or value >= 10 else f"{value:.1f}"
    return f"{number} {unit}".strip()


def _round(value: float) -> float:
    return round(value, 1)
