"""The drawing that stands in a page without any script: SVG, wide and narrow, coloured by the stylesheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from itertools import pairwise
from math import ceil
from textwrap import wrap

from flows.report.labels import Label, Placed, beside, set_apart
from flows.report.marks import Drawing, Mark
from flows.report.scales import Scale, day_ticks

DENSE = 160  # from so many figures in a lane its dots are one path
DOT = 4.0
CAP = 4.0
ARROW = 17.0
FIGURES = 30  # up to so many marks bear their figures
LETTER_WIDTH = 6.1  # of the small type, on average


@dataclass(frozen=True)
class Frame:
    """Size and margins of a form of the drawing, in its own pixels."""

    name: str
    width: int
    height: int
    left: int
    right: int
    top: int = 30
    bottom: int = 46
    ticks: int = 7

    @property
    def plot_height(self) -> int:
        """The height of the plot."""
        return self.height - self.top - self.bottom

    @property
    def plot_right(self) -> float:
        """The right end of the plot."""
        return self.width - self.right


WIDE = Frame("wide", 880, 420, 60, 210)
NARROW = Frame("narrow", 360, 340, 46, 14, bottom=72, ticks=4)
FEW = 3  # so few figures need no high drawing


def frames(drawing: Drawing) -> tuple[Frame, Frame]:
    """Give the wide and the narrow form that fit a drawing."""
    left = 16 + ceil(max(len(text) for _, text in drawing.ticks) * 6.8)
    wide, narrow = replace(WIDE, left=left), replace(NARROW, left=left)
    if len(drawing.marks) > FEW:
        return wide, narrow
    return replace(wide, height=240), replace(narrow, height=240)


@dataclass(frozen=True)
class Caption:
    """The words inside a drawing: what it shows, and where it comes from, since pictures travel alone."""

    title: str
    text: str
    source: str


def svg(drawing: Drawing, caption: Caption, frame: Frame, prefix: str) -> str:
    """Draw a chart: one mark for each figure; `prefix` makes ids unique within a page."""
    painter = _Painter(drawing, frame)
    title_id, text_id = f"{prefix}-{frame.name}-title", f"{prefix}-{frame.name}-text"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart {frame.name}" viewBox="0 0 {frame.width} {frame.height}"'
        f' role="img" aria-labelledby="{title_id} {text_id}">',
        f'<title id="{title_id}">{escape(caption.title)}</title><desc id="{text_id}">{escape(caption.text)}</desc>',
        *painter.heading(caption),
        *painter.axes(),
        *painter.lanes(),
        *painter.labels(),
        "</svg>",
    ]
    return "".join(parts)


def placed(drawing: Drawing, frame: Frame) -> list[Placed]:
    """Where the words of a drawing stand, for a second drawing of the same marks."""
    return _Painter(drawing, frame).placed()


def glyph_svg(glyph: str) -> str:
    """Draw one glyph alone, for tables and the legend, where its name stands beside it.

    >>> glyph_svg("exact")
    '<svg class="glyph" viewBox="0 0 14 26" aria-hidden="true"><circle class="dot" cx="7" cy="13" r="4"/></svg>'
    """
    shapes = {
        "exact": _dot(7, 13),
        "range": _whisker(7, 3, 23) + _dot(7, 13),
        "bare_range": _whisker(7, 3, 23),
        "at_least": _arrow(7, 20, up=True) + _dot(7, 20),
        "at_most": _arrow(7, 6, up=False) + _dot(7, 6),
        "vague": _dot(7, 13, hollow=True),
    }
    return f'<svg class="glyph" viewBox="0 0 14 26" aria-hidden="true">{shapes[glyph]}</svg>'


def _number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _dot(x: float, y: float, *, hollow: bool = False, inner: str = "") -> str:
    kind = "dot hollow" if hollow else "dot"
    head = f'<circle class="{kind}" cx="{_number(x)}" cy="{_number(y)}" r="{_number(DOT)}"'
    return f"{head}>{inner}</circle>" if inner else f"{head}/>"


def _whisker(x: float, top: float, bottom: float, *, dashed: bool = False) -> str:
    left, right = _number(x - CAP), _number(x + CAP)
    at, above, below = _number(x), _number(top), _number(bottom)
    kind = "whisker dashed" if dashed else "whisker"
    return f'<path class="{kind}" d="M{left} {above}H{right}M{at} {above}V{below}M{left} {below}H{right}"/>'


def _arrow(x: float, y: float, *, up: bool) -> str:
    tip = y - ARROW if up else y + ARROW
    back = tip + 5 if up else tip - 5
    head = f"M{_number(x - 4)} {_number(back)}L{_number(x)} {_number(tip)}L{_number(x + 4)} {_number(back)}"
    return f'<path class="arrow" d="M{_number(x)} {_number(y)}V{_number(tip)}{head}"/>'


class _Painter:
    def __init__(self, drawing: Drawing, frame: Frame) -> None:
        self.drawing, self.frame = drawing, frame
        self.x = Scale(drawing.days[0].toordinal(), drawing.days[1].toordinal(), frame.left, frame.plot_right)
        self.y = Scale(drawing.bottom, drawing.top, frame.height - frame.bottom, frame.top)

    def heading(self, caption: Caption) -> Iterator[str]:
        frame = self.frame
        room = int((frame.width - 4) / LETTER_WIDTH)
        yield f'<text class="heading" x="2" y="13">{escape(_cut(caption.title, room))}</text>'
        lines = wrap(caption.source, int(room * 1.12))
        yield '<text class="source">'
        for below, line in zip(reversed(range(len(lines))), lines, strict=True):
            yield f'<tspan x="2" y="{frame.height - 7 - 13 * below}">{escape(line)} </tspan>'
        yield "</text>"

    def axes(self) -> Iterator[str]:
        frame, foot = self.frame, self.frame.height - self.frame.bottom
        for value, text in self.drawing.ticks:
            y = _number(self.y(value))
            kind = "zero" if value == 0 else "grid"
            yield f'<path class="{kind}" d="M{frame.left} {y}H{_number(frame.plot_right)}"/>'
            yield f'<text class="tick" x="{frame.left - 8}" y="{y}" dy=".35em" text-anchor="end">{text}</text>'
        for when, text in day_ticks(*self.drawing.days, frame.ticks):
            x = _number(self.x(when.toordinal()))
            yield f'<path class="tickmark" d="M{x} {foot}v5"/>'
            yield f'<text class="tick" x="{x}" y="{foot + 18}" text-anchor="middle">{text}</text>'

    def lanes(self) -> Iterator[str]:
        for number, lane in enumerate(self.drawing.chart.lanes):
            marks = [mark for mark in self.drawing.marks if mark.lane == number]
            yield f'<g class="lane h{lane.hue}">'
            dense = len(marks) >= DENSE
            if not dense:  # so many dots are a line
                yield from self._lines(number, marks)
            plain = [
                mark for mark in marks if dense and mark.first == mark.last and not (mark.open_up or mark.open_down)
            ]
            yield from self._dots(plain)
            drawn = {mark.point.claim_id for mark in plain}
            yield from (self._mark(mark) for mark in marks if mark.point.claim_id not in drawn)
            if lane.silent_since:
                yield self._end(marks[-1])
            yield "</g>"

    def _dots(self, marks: list[Mark]) -> Iterator[str]:
        """Draw many dots as one path, each by the step from the one before."""
        for kind, hollow in (("dots", False), ("dots hollow", True)):
            chosen = [mark for mark in marks if (mark.glyph == "vague") == hollow]
            at, steps = (0, 0), []
            for mark in chosen:
                x, y = (round(part * 10) for part in self._place(mark))
                steps.append(f"m{_number((x - at[0]) / 10)} {_number((y - at[1]) / 10)}h0")
                at = (x, y)
            if chosen:
                yield f'<path class="{kind}" data-marks="{len(chosen)}" d="{"".join(steps)}"/>'

    def _lines(self, number: int, marks: list[Mark]) -> Iterator[str]:
        stretches = [stretch for lane, stretch in self.drawing.stretches if lane == number]
        for stretch in stretches:
            yield f'<path class="line" d="M{"L".join(self._at(mark) for mark in stretch)}"/>'
        if not stretches:
            return
        joined = {mark.point.claim_id: n for n, stretch in enumerate(stretches) for mark in stretch}
        for one, two in pairwise(marks):
            same = joined.get(one.point.claim_id, -1) == joined.get(two.point.claim_id, -2)
            if not same and one.point.as_of != two.point.as_of:
                yield f'<path class="gap" d="M{self._at(one)}L{self._at(two)}"/>'

    def _place(self, mark: Mark) -> tuple[float, float]:
        x = self.x(mark.point.as_of.toordinal()) + mark.shift * DOT * 1.3
        return x, self.y(mark.dot if mark.dot is not None else (mark.first + mark.last) / 2)

    def _at(self, mark: Mark) -> str:
        x, y = self._place(mark)
        return f"{_number(x)} {_number(y)}"

    def _mark(self, mark: Mark) -> str:
        x, y = self._place(mark)
        shapes = []
        if mark.first != mark.last:
            shapes.append(_whisker(x, self.y(mark.last), self.y(mark.first), dashed=mark.glyph == "vague"))
        if mark.open_up:
            shapes.append(_arrow(x, y, up=True))
        if mark.open_down:
            shapes.append(_arrow(x, y, up=False))
        if mark.dot is not None:
            shapes.append(_dot(x, y, hollow=mark.glyph == "vague"))
        point = mark.point
        told = f"{point.text} · {point.speaker} · {point.as_of}"
        return f'<g class="mark {mark.glyph}"><title>{escape(told)}</title>{"".join(shapes)}</g>'

    def _end(self, mark: Mark) -> str:
        x, y = self._place(mark)
        return f'<path class="end" d="M{_number(x + 7)} {_number(y - 6)}v12m3 -12v12"/>'

    def labels(self) -> Iterator[str]:
        for placed in self.placed():
            if placed.mark is None:
                head, _, name = placed.text.partition("\t")
                letter = f'<tspan class="letter">{head}</tspan> ' if head else ""
                yield (
                    f'<text class="name h{placed.hue}" x="{_number(placed.x)}" y="{_number(placed.y)}" dy=".35em">'
                    f"{letter}{escape(name)}</text>"
                )
            else:
                x, y = self._place(self.drawing.marks[placed.mark])
                yield (
                    f'<text class="figure h{placed.hue}" x="{_number(x + placed.x)}" y="{_number(y + placed.y)}"'
                    f' text-anchor="{placed.anchor}">{escape(placed.text)}</text>'
                )

    def placed(self) -> list[Placed]:
        """Find a place for figures and letters at their marks, and for names at the side."""
        lanes = self.drawing.chart.lanes
        lasts = {number: self._last(number) for number in range(len(lanes))}
        many = len(self.drawing.marks) > FIGURES
        wanted = []
        for number, mark in reversed(list(enumerate(self.drawing.marks))):
            is_last = mark is lasts[mark.lane]
            if many and not is_last:
                continue
            text = mark.point.text if not many or mark.open_up or mark.open_down else ""
            head = lanes[mark.lane].letter if is_last and len(lanes) > 1 else ""
            if head or text:
                words = " ".join(filter(None, (head, text)))
                away = 7.0 if is_last and lanes[mark.lane].silent_since else 0.0
                wanted.append(
                    Label(*self._place(mark), words, lanes[mark.lane].hue, mark=number, away=away, short=head)
                )
        dots = [self._place(mark) for mark in self.drawing.marks[:400]]
        room = (self.frame.left, self.frame.plot_right + (0 if self.frame.name == "wide" else 8))
        found = [
            Placed(one.text, one.hue, one.mark, round(one.x - x, 1), round(one.y - y, 1), one.anchor)
            for one in beside(wanted, dots, room, LETTER_WIDTH)
            for x, y in [self._place(self.drawing.marks[one.mark])]
        ]
        return found + (self._names(lasts) if self.frame.name == "wide" else [])

    def _names(self, lasts: dict[int, Mark]) -> list[Placed]:
        lanes = self.drawing.chart.lanes
        places = [(number, self._place(mark)[1]) for number, mark in lasts.items()]
        foot = self.frame.height - self.frame.bottom
        room = int((self.frame.right - 34) / LETTER_WIDTH)
        found = []
        for number, y in set_apart(places, self.frame.top + 6, foot, 15.5):
            lane = lanes[number]
            head = lane.letter if len(lanes) > 1 else ""
            found.append(Placed(f"{head}\t{_cut(lane.name, room)}", lane.hue, None, self.frame.plot_right + 14, y))
        return found

    def _last(self, number: int) -> Mark:
        marks = [mark for mark in self.drawing.marks if mark.lane == number]
        return max(marks, key=lambda mark: (mark.point.as_of, mark.point.said_on or date.min))


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else text[: room - 1].rstrip() + "…"
