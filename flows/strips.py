"""A figure with its bounds on one line of text: the glyph of schemas/glyphs.py, stretched over a scale."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from schemas import vocabulary
from schemas.glyphs import Glyph

SPREAD = 200  # largest by smallest figure: beyond it a linear scale would press the small ones into one column
TOPS = (1, 2, 4, 5, 6, 8, 10)  # ends of a linear scale, by powers of ten, whose half is as plain a number
DOT, RING = "●", "○"


@dataclass(frozen=True, slots=True)
class Scale:
    """From numbers to columns of a strip: linear from zero, or by powers of ten from `low`."""

    low: float
    high: float
    width: int
    by_powers: bool = False

    def column(self, value: float) -> int:
        """Give the column of a number; the last one is left free for the arrow of an open end.

        >>> scale_of([1_000, 6_000], 21).column(3_000), scale_of([1, 10_000], 21).column(100)
        (10, 10)
        """
        return round(self._share(value) * (self.width - 2))

    def _share(self, value: float) -> float:
        if not self.by_powers:
            return value / self.high
        return math.log(max(value, self.low) / self.low) / math.log(self.high / self.low)

    def ticks(self) -> tuple[float, float, float]:
        """Give the numbers at its start, middle and end."""
        middle = math.sqrt(self.low * self.high) if self.by_powers else self.high / 2
        return self.low, middle, self.high


def scale_of(values: Iterable[float], width: int) -> Scale:
    """Choose the scale that all the numbers stand on.

    >>> scale_of([200, 5_700], 20).high, scale_of([3, 40_000], 20).by_powers
    (6000, True)
    """
    known = [value for value in values if value > 0]
    largest, smallest = max(known, default=1.0), min(known, default=1.0)
    if largest > SPREAD * smallest:
        low, high = 10 ** math.floor(math.log10(smallest)), 10 ** math.ceil(math.log10(largest))
        decades = round(math.log10(high / low))
        return Scale(low, high if decades % 2 == 0 else high * 10, width, by_powers=True)
    power = 10 ** math.floor(math.log10(largest))
    return Scale(0, next(top * power for top in TOPS if top * power >= largest), width)


def axis(scale: Scale, unit: str = "") -> str:
    """Write the numbers of a scale above a strip, as far as there is room.

    >>> axis(Scale(0, 6_000, 24))
    '0        3,000     6,000'
    """
    start, middle, end = (_short(tick) + unit for tick in scale.ticks())
    if len(start) + len(middle) + len(end) + 4 > scale.width:
        middle = ""
    left = f"{start}{middle:>{max(scale.column(scale.ticks()[1]) + len(middle) // 2 + 1 - len(start), 0)}}"
    return f"{left}{end:>{scale.width - len(left)}}"


def _short(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:g}"


def strip(glyph: Glyph, low: float | None, best: float | None, high: float | None, scale: Scale) -> str:
    """Draw one figure: where bounds are given and lie apart the glyph reaches from one to the other.

    An open end is never drawn as an end. An arrow stands behind its dot, as in the legend.

    >>> strip("at_least", 3_000, 3_000, None, Scale(0, 6_000, 22))
    '          ●↑          '
    >>> strip("range", 2_000, 3_000, 5_000, Scale(0, 6_000, 22))
    '       ├──●──────┤    '
    """
    cells = [" "] * scale.width
    ends = [scale.column(value) for value in (low, high) if value is not None]
    points = [scale.column(best)] if best is not None and glyph != "bare_range" else []
    first, last = min(ends + points), max(ends + points)
    if last - first < 2:
        return _alone(glyph, (points or ends)[0], cells)
    line = "╌" if glyph == "vague" else "─"
    cells[first : last + 1] = line * (last - first + 1)
    for end, sign in ((low, "├"), (high, "┤")):
        if end is not None:
            cells[scale.column(end)] = sign
    for point in points:
        cells[point] = RING if glyph == "vague" else DOT
    return "".join(cells)


def _alone(glyph: Glyph, column: int, cells: list[str]) -> str:
    """Set the glyph of the legend with its dot, else its middle, at a column."""
    text = str(vocabulary.load("glyphs")[glyph]["text"])
    dot = next((place for place, sign in enumerate(text) if sign in (DOT, RING)), len(text) // 2)
    first = min(max(column - dot, 0), len(cells) - len(text))
    cells[first : first + len(text)] = text
    return "".join(cells)
