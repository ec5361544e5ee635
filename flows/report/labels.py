"""Where words go in a drawing so that none lies on another or on a mark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

HEIGHT = 13.0
AWAY = 8.0
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Label:
    """Words at a mark, the colour of their lane, and where they are anchored."""

    x: float
    y: float
    text: str
    hue: int
    anchor: str = "start"
    mark: int = 0
    away: float = 0.0
    short: str = ""  # what is written where there is no room for the whole


@dataclass(frozen=True)
class Placed:
    """Words placed in a drawing: at a mark by its number and the way from it, or (mark None) a name at a height."""

    text: str
    hue: int
    mark: int | None
    x: float
    y: float
    anchor: str = "start"

    def packed(self) -> list[object]:
        """Give it as a list for the script."""
        return [self.text, self.hue, self.mark, self.x, self.y, self.anchor]


def beside(
    labels: Iterable[Label], dots: list[tuple[float, float]], room: tuple[float, float], letter: float
) -> Iterator[Label]:
    """Put each label right, left, above or below of its mark, where there is room; one without is left out.

    >>> [(l.x, l.y) for l in beside([Label(50, 50, "6,000", 0), Label(52, 50, "7,000", 0)], [], (0, 200), 6)]
    [(58.0, 54.0), (44.0, 54.0)]
    """
    taken = [(x - 4, y - 4, x + 4, y + 4) for x, y in dots]
    for label in labels:
        own = (label.x - 4, label.y - 4, label.x + 4, label.y + 4)
        for place in (*_places(label), *(_places(replace(label, text=label.short)) if label.short else ())):
            box = _box(place, letter)
            inside = box[0] >= room[0] and box[2] <= room[1] and box[1] > 14
            if inside and not any(_overlap(box, other) for other in taken if other != own):
                taken.append(box)
                yield place
                break


def _box(place: Label, letter: float) -> Box:
    width = len(place.text) * letter
    left = place.x - {"start": 0.0, "middle": width / 2, "end": width}[place.anchor]
    return left, place.y - HEIGHT + 3, left + width, place.y + 3


def _places(label: Label) -> Iterator[Label]:
    yield replace(label, x=label.x + AWAY + label.away, y=label.y + 4.0)
    yield replace(label, x=label.x - AWAY, y=label.y + 4.0, anchor="end")
    yield replace(label, y=label.y - 19.0, anchor="middle")
    yield replace(label, y=label.y + 18.0, anchor="middle")


def _overlap(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def set_apart(places: Iterable[tuple[int, float]], top: float, bottom: float, step: float) -> list[tuple[int, float]]:
    """Move names apart that would lie on each other, as little as can be; where there is no room they are left out.

    >>> set_apart([(0, 50.0), (1, 52.0), (2, 120.0)], 10, 200, 15)
    [(0, 43.5), (1, 58.5), (2, 120.0)]
    """
    ordered = sorted(places, key=lambda place: place[1])[: int((bottom - top) / step) + 1]
    groups: list[tuple[list[int], float]] = []  # the names of a group, and the middle of it
    for number, y in ordered:
        groups.append(([number], y))
        while len(groups) > 1 and _touch(groups[-2], groups[-1], step):
            (one, at), (two, other) = groups[-2:]
            middle = (at * len(one) + other * len(two)) / (len(one) + len(two))
            groups[-2:] = [(one + two, middle)]
    found = []
    for members, middle in groups:
        half = (len(members) - 1) * step / 2
        middle = min(max(middle, top + half), bottom - half)
        found += [(number, middle - half + place * step) for place, number in enumerate(members)]
    return found


def _touch(one: tuple[list[int], float], two: tuple[list[int], float], step: float) -> bool:
    return two[1] - (len(two[0]) - 1) * step / 2 - one[1] - (len(one[0]) - 1) * step / 2 < step
