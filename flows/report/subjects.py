"""What a page is about: a subject with its charts, and on each chart a lane for every claimant's series."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from string import ascii_uppercase

from flows.report.names import CHARTS, Names, counted, label, slug
from flows.report.points import Point

SILENT_DAYS = 92  # a claimant that has said nothing for so long before the newest figure of the chart has fallen silent
HUES = 8


@dataclass(frozen=True)
class Key:
    """What is counted, of whom, where, in which unit."""

    metric: str
    item: str | None
    population: str | None
    actor: str | None
    place_key: str | None
    country: str | None
    kind: str = "count"
    rate_per: str | None = None


@dataclass(frozen=True)
class Lane:
    """One claimant's series on a chart, in the order of days; `letter` and `hue` tell it apart from the others."""

    series_id: str
    name: str
    letter: str
    hue: int
    points: tuple[Point, ...]
    silent_since: date | None

    @property
    def last(self) -> Point:
        """The figure for the newest day."""
        return self.points[-1]


@dataclass(frozen=True)
class Chart:
    """Figures that can stand on one scale: running totals, levels, or events and intervals."""

    kind: str
    lanes: tuple[Lane, ...]

    @property
    def points(self) -> list[Point]:
        """Every figure, in the order of the lanes."""
        return [point for lane in self.lanes for point in lane.points]

    @property
    def rows(self) -> list[Point]:
        """Every figure, newest first, as the table has them."""
        return sorted(self.points, key=lambda one: (one.as_of, one.said_on or date.min, one.claim_id), reverse=True)

    @property
    def has_changes(self) -> bool:
        """Whether gains from day to day can be shown beside the totals."""
        return any(point.change is not None for point in self.points)


@dataclass(frozen=True)
class Subject:
    """What is counted, of whom, where, in which unit; its charts, and its permanent address."""

    id: str
    key: Point
    title: str
    where: str | None
    address: str
    charts: tuple[Chart, ...]
    absent: dict[str, int] = field(default_factory=dict)

    @property
    def points(self) -> list[Point]:
        """Every figure of every chart."""
        return [point for chart in self.charts for point in chart.points]

    @property
    def newest(self) -> Point:
        """The figure for the newest day."""
        return max(
            self.points, key=lambda one: (one.as_of, one.chart == "total", one.said_on or date.min, one.claim_id)
        )

    @property
    def speakers(self) -> list[str]:
        """Who gives figures, by name, in the order of the alphabet."""
        return sorted({point.speaker for point in self.points})


def subjects_of(points: Iterable[Point], names: Names, absent: dict[str, dict[str, int]]) -> list[Subject]:
    """Put points, which come in the order of their subjects, into subjects."""
    found = []
    for subject_id, group in groupby(points, key=lambda point: point.subject_id):
        members = list(group)
        key = members[0]
        charts = tuple(_chart(kind, [one for one in members if one.chart == kind], names) for kind in CHARTS)
        found.append(
            Subject(
                id=subject_id,
                key=key,
                title=title(key, names),
                where=names.place(key.place_key, key.country),
                address=address(key),
                charts=tuple(chart for chart in charts if chart.lanes),
                absent=absent.get(subject_id, {}),
            )
        )
    return found


def _chart(kind: str, points: list[Point], names: Names) -> Chart:
    by_series: dict[str, list[Point]] = defaultdict(list)
    for point in points:
        by_series[point.series_id].append(point)
    # who spoke first is first: this order does not change when others follow, and has no side first by habit
    ordered = sorted(by_series.values(), key=lambda lane: (lane[0].as_of, lane[0].speaker.lower(), lane[0].series_id))
    newest = max((point.as_of for point in points), default=date.min)
    twice = {name for name in (lane[0].speaker for lane in ordered) if _count(ordered, name) > 1}
    lanes = []
    for number, lane in enumerate(ordered):
        last = max(point.as_of for point in lane)
        lanes.append(
            Lane(
                series_id=lane[0].series_id,
                name=_lane_name(lane[0], twice, names),
                letter=letter(number),
                hue=number % HUES,
                points=tuple(sorted(lane, key=lambda point: (point.as_of, point.said_on or date.min, point.claim_id))),
                silent_since=last if kind != "event" and (newest - last).days > SILENT_DAYS else None,
            )
        )
    return Chart(kind, tuple(lanes))


def _count(lanes: list[list[Point]], name: str) -> int:
    return sum(lane[0].speaker == name for lane in lanes)


def _lane_name(point: Point, twice: set[str], names: Names) -> str:
    if point.speaker not in twice:
        return point.speaker
    told = [point.aggregation] if point.chart == "event" else []
    told += [f"“{names.words.get(point.definition, point.definition)}”"] if point.definition else []
    return f"{point.speaker} ({', '.join(told)})" if told else point.speaker


def letter(number: int) -> str:
    """Give the letter of a lane.

    >>> letter(0), letter(25), letter(26)
    ('A', 'Z', 'AA')
    """
    first, rest = divmod(number, 26)
    return (ascii_uppercase[first - 1] if first else "") + ascii_uppercase[rest]


def title(key: Key | Point, names: Names) -> str:
    """Say what is counted, of whom and where, in neutral words: "Killed: military, North Korea, in Kursk, Russia"."""
    whom = counted(key.item, key.population)
    actor = names.actor(key.actor)
    parts = [part for part in (whom, actor) if part]
    text = label(key.metric) + (f": {', '.join(parts)}" if parts else "")
    # the country of the side need not be named twice: Palestine, in Gaza
    where = names.place(key.place_key, None if names.actor(key.country) == actor else key.country)
    if where and where != actor:
        text += f", in {where}"
    if key.kind == "share":
        text += ", as a share"
    if key.rate_per:
        text += f", per {key.rate_per}"
    return text


def address(key: Point) -> str:
    """The permanent name of a subject's files: words for people, then eight digits of its id."""
    parts = [key.metric, key.item, key.population, key.actor, key.place_key, key.country]
    parts += [key.kind if key.kind != "count" else None, f"per {key.rate_per}" if key.rate_per else None]
    words = slug(" ".join(part for part in parts if part))[:80].strip("-")
    return f"{words}-{key.subject_id[:8]}"
