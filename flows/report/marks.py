"""What is drawn for each figure, with explicit ends: an open bound becomes an arrow, never a number, never nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

from flows.report.points import Point
from flows.report.scales import Ticks, day_domain, number_domain
from flows.report.subjects import Chart, Lane
from schemas.glyphs import Glyph

SAME_PLACE_DAYS = 0.012  # of the days shown: marks nearer than that stand beside each other
CROWDED = 60  # beyond so many marks nothing is moved aside
REGULAR_DAYS = (
    31  # who gives a figure at least so often has a line, broken where it was silent for longer than twice that
)


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure as it is drawn: ends of the whisker, whether each end is open, and whether the dot is a number.

    `first` and `last` are drawing ends in the unit of the figure, always numbers; `dot` is None for a range without a
    best value. `shift` moves a mark aside by so many widths of a dot where others stand in its place.
    """

    point: Point
    lane: int
    glyph: Glyph
    first: float
    last: float
    dot: float | None
    open_up: bool
    open_down: bool
    shift: int = 0


@dataclass(frozen=True)
class Drawing:
    """All marks of a chart, the stretches of line between them, and the domains that hold every mark."""

    chart: Chart
    marks: tuple[Mark, ...]
    stretches: tuple[tuple[int, tuple[Mark, ...]], ...]
    days: tuple[date, date]
    bottom: float
    top: float
    ticks: Ticks


def mark_of(point: Point, lane: int, shift: int = 0) -> Mark:
    """Give the mark of a figure.

    "more than 6,000" → whisker of no length at 6,000, open above; "10 to 12" → whisker from 10 to 12 and no dot.
    """
    glyph = point.glyph
    low = point.low if point.low is not None else point.best
    high = point.high if point.high is not None else point.best
    bounded = point.low is not None or point.high is not None
    return Mark(
        point=point,
        lane=lane,
        glyph=glyph,
        first=min(low, point.best),
        last=max(high, point.best),
        dot=None if glyph == "bare_range" else point.best,
        open_up=bounded and point.high is None,
        open_down=bounded and point.low is None,
        shift=shift,
    )


def drawing(chart: Chart) -> Drawing:
    """Lay out a chart: one mark for each of its figures."""
    points = chart.points
    days = day_domain([point.as_of for point in points])
    shifts = _shifts(chart, (days[1] - days[0]).days)
    marks = [
        mark_of(point, number, shifts.get(point.claim_id, 0))
        for number, lane in enumerate(chart.lanes)
        for point in lane.points
    ]
    share = points[0].kind == "share"
    bottom, top, ticks = number_domain(min(mark.first for mark in marks), max(mark.last for mark in marks), share)
    stretches = [
        (number, stretch)
        for number, lane in enumerate(chart.lanes)
        for stretch in _stretches(lane, [mark for mark in marks if mark.lane == number], chart.kind)
    ]
    return Drawing(chart, tuple(marks), tuple(stretches), days, bottom, top, ticks)


def _shifts(chart: Chart, span: int) -> dict[str, int]:
    points = sorted(chart.points, key=lambda point: point.as_of)
    if len(points) > CROWDED:
        return {}
    groups: list[list[Point]] = []
    for point in points:
        if groups and (point.as_of - groups[-1][0].as_of).days <= span * SAME_PLACE_DAYS:
            groups[-1].append(point)
        else:
            groups.append([point])
    shifts = {}
    for group in groups:
        for place, point in enumerate(group):
            shifts[point.claim_id] = 2 * place - (len(group) - 1)
    return shifts


def _stretches(lane: Lane, marks: list[Mark], kind: str) -> list[tuple[Mark, ...]]:
    """Cut the marks of a lane where it was silent for long; only levels and totals go on from figure to figure.

    Who speaks now and then has no line: nothing is known of the time between.
    """
    if kind == "event" or len(marks) < 3:
        return []
    steps = [(b.point.as_of - a.point.as_of).days for a, b in pairwise(marks)]
    if median(steps) > REGULAR_DAYS:
        return []
    stretches, current = [], [marks[0]]
    for step, mark in zip(steps, marks[1:], strict=True):
        if step > 2 * REGULAR_DAYS:
            stretches.append(tuple(current))
            current = []
        current.append(mark)
    stretches.append(tuple(current))
    return [stretch for stretch in stretches if len(stretch) > 1]
