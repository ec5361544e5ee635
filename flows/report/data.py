"""The data of a page as a classic script, since no fetch works from a disk: columns, and what repeats only once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import orjson

from flows.report import words
from flows.report.labels import Placed
from flows.report.marks import Drawing, Mark
from flows.report.names import day
from flows.report.points import Point
from flows.report.subjects import Lane, Subject
from schemas import vocabulary

FIRST_DAY = date(1900, 1, 1)  # days are counted from it

# What texts of a lane often repeat from row to row; the script knows the same names.
_VARYING: dict[str, Callable[[Point], str]] = {
    "expr": lambda point: point.expr,
    "iso": lambda point: point.as_of.isoformat(),
    "long": lambda point: day(point.as_of),
    "said": lambda point: day(point.said_on) if point.said_on else "",
    "number": lambda point: f"{point.best:,.0f}",
}


def script(name: str, value: Any) -> bytes:
    r"""Give a value to a page as a global name; nothing in it can end the script or be read as markup.

    >>> script("page", {"quote": "</script>"})
    b'var page = {"quote":"\\u003c/script\\u003e"};\n'
    """
    text = orjson.dumps(value).decode()
    harmless = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    harmless = harmless.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"var {name} = {harmless};\n".encode()


def chart_data(
    subject: Subject, drawing: Drawing, labels: dict[str, list[Placed]], hrefs: dict[str, str], build: str
) -> dict[str, Any]:
    """The marks of a chart by lane, with the words that the page shows of each, and where labels and names stand."""
    marks = drawing.marks
    ends = {stretch[-1].point.claim_id for _, stretch in drawing.stretches}
    inner = {mark.point.claim_id for _, stretch in drawing.stretches for mark in stretch}
    return {
        "kind": drawing.chart.kind,
        "what": words.lower_first(subject.title),
        "sentence": words.SENTENCE,
        "build": build,
        "glyphs": list(vocabulary.load("glyphs")),
        "days": [number(when) for when in drawing.days],
        "domain": [drawing.bottom, drawing.top],
        "ticks": drawing.ticks,
        "labels": {form: [placed.packed() for placed in found] for form, found in labels.items()},
        "lanes": [
            _lane(lane, [mark for mark in marks if mark.lane == number], hrefs, inner, ends)
            for number, lane in enumerate(drawing.chart.lanes)
        ],
    }


def _lane(lane: Lane, marks: list[Mark], hrefs: dict[str, str], inner: set[str], ends: set[str]) -> dict[str, Any]:
    points = [mark.point for mark in marks]
    codes = list(vocabulary.load("glyphs"))
    stretched = any(mark.first != mark.last for mark in marks)
    drawn = [0 if one.claim_id not in inner else 2 if one.claim_id in ends else 1 for one in points]
    return {
        "letter": lane.letter,
        "name": lane.name,
        "hue": lane.hue,
        "silent": lane.silent_since is not None,
        "day": _steps([number(point.as_of) or 0 for point in points]),
        "said": _constant(
            [number(one.said_on) and (number(one.said_on) or 0) - (number(one.as_of) or 0) for one in points]
        ),
        "dot": _steps([_short(mark.point.best) for mark in marks]),
        "bare": _constant([mark.dot is None for mark in marks]),
        "glyph": _constant([codes.index(mark.glyph) for mark in marks]),
        "first": [_short(mark.first) for mark in marks] if stretched else None,
        "last": [_short(mark.last) for mark in marks] if stretched else None,
        "open": _constant(["u" if mark.open_up else "d" if mark.open_down else "" for mark in marks]),
        "shift": _constant([mark.shift for mark in marks]),
        "line": _constant(drawn),
        "change": _changes(points),
        "covers": _constant([point.change_days for point in points]),
        "id": "".join(point.short_id for point in points),
        "href": {str(n): hrefs[point.claim_id] for n, point in enumerate(points) if not point.is_row},
    } | {name: _packed([told(point) for point in points], points) for name, told in _TEXTS.items()}


_TEXTS: dict[str, Callable[[Point], str]] = {
    "text": lambda point: point.text,
    "expr": lambda point: point.expr,
    "quote": lambda point: point.sentence,
    "url": lambda point: point.url,
    "publisher": lambda point: point.publisher or "",
    "record": lambda point: f"{point.warc_file} @ {point.warc_offset}",
    "figure": words.figure_words,
    "who": words.who,
    "likely": words.likely,
    "covered": words.covers,
    "via": words.via,
}


def _changes(points: Sequence[Point]) -> Any:
    """Give the gains: as they are, or True where each is the step from the figure before."""
    if all(point.change is None for point in points):
        return None
    steps = [None, *(two.best - one.best for one, two in pairwise(points))]
    given = [point.change for point in points]
    return True if given == steps else [_short(change) for change in given]


def _steps(values: list[Any]) -> dict[str, Any]:
    """Give numbers by their first and the steps from one to the next.

    >>> _steps([100, 115, 130])
    {'from': 100, 'by': [15, 15]}
    """
    return {"from": values[0], "by": [_short(two - one) for one, two in pairwise(values)]}


def _constant(values: list[Any]) -> Any:
    """Give one value for all where they are all the same, else each in a list.

    >>> _constant([1, 1]), _constant([1, 2])
    (1, [1, 2])
    """
    return values[0] if all(value == values[0] for value in values) else values


def _packed(texts: list[str], points: Sequence[Point]) -> Any:
    """Pack texts: one for all; one with a part that the row has anyway; each once, and which it is; or all of them."""
    if all(text == texts[0] for text in texts):
        return texts[0]
    for name, varying in _VARYING.items():
        begin, part, end = texts[0].partition(varying(points[0]))
        if part and all(text == f"{begin}{varying(one)}{end}" for text, one in zip(texts, points, strict=True)):
            return {"begin": begin, "of": name, "end": end}
    distinct = list(dict.fromkeys(texts))
    if len(distinct) < len(texts) / 2:
        place = {text: number for number, text in enumerate(distinct)}
        return {"texts": distinct, "which": [place[text] for text in texts]}
    return texts


def number(when: date | None) -> int | None:
    """Give a day as the number of days since 1900, as the script counts.

    >>> number(date(1900, 1, 3)), number(None)
    (2, None)
    """
    return None if when is None else (when - FIRST_DAY).days


def _short(value: float | None) -> float | int | None:
    return None if value is None else int(value) if float(value).is_integer() else round(value, 6)
