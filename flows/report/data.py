"""The data of a page as a classic script, since no fetch works from a disk: columns, and what repeats only once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import takewhile
from typing import Any

import orjson

from flows.report.marks import Drawing
from schemas import vocabulary

FIRST_DAY = date(1900, 1, 1)  # days are counted from it


def script(name: str, value: Any) -> bytes:
    r"""Give a value to a page as a global name; nothing in it can end the script or be read as markup.

    >>> script("page", {"quote": "</script>"})
    b'var page = {"quote":"\\u003c/script\\u003e"};\n'
    """
    text = orjson.dumps(value).decode()
    harmless = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    harmless = harmless.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"var {name} = {harmless};\n".encode()


def chart_data(drawing: Drawing, hrefs: dict[str, str]) -> dict[str, Any]:
    """The marks of a chart in columns, with the words that the page shows of each."""
    marks = drawing.marks
    points = [mark.point for mark in marks]
    glyphs = list(vocabulary.load("glyphs"))
    of_stretch = {mark.point.claim_id: n for n, (_, stretch) in enumerate(drawing.stretches) for mark in stretch}
    stretched = any(mark.first != mark.last for mark in marks)
    return {
        "kind": drawing.chart.kind,
        "lanes": [
            {"letter": lane.letter, "name": lane.name, "hue": lane.hue, "silent": lane.silent_since is not None}
            for lane in drawing.chart.lanes
        ],
        "days": [_number(day) for day in drawing.days],
        "domain": [drawing.bottom, drawing.top],
        "share": points[0].kind == "share",
        "day": [_number(point.as_of) for point in points],
        "said": [None if point.said_on in (None, point.as_of) else _number(point.said_on) for point in points],
        "lane": [mark.lane for mark in marks],
        "glyph": [glyphs.index(mark.glyph) for mark in marks],
        "dot": [_short(mark.dot) for mark in marks],
        "first": [_short(mark.first) for mark in marks] if stretched else None,
        "last": [_short(mark.last) for mark in marks] if stretched else None,
        "open": ["u" if mark.open_up else "d" if mark.open_down else "" for mark in marks]
        if any(mark.open_up or mark.open_down for mark in marks)
        else None,
        "shift": [mark.shift for mark in marks] if any(mark.shift for mark in marks) else None,
        "stretch": [of_stretch.get(point.claim_id) for point in points] if of_stretch else None,
        "text": [
            None if mark.glyph == "exact" and point.kind == "count" else point.text for mark, point in _pairs(marks)
        ],
        "change": [_short(point.change) for point in points] if drawing.chart.has_changes else None,
        "covers": [point.change_days for point in points] if drawing.chart.has_changes else None,
        "id": [point.short_id for point in points],
        "quote": [point.sentence for point in points],
        "expr": _packed([point.expr for point in points])
        if any(point.expr != point.text for point in points)
        else None,
        "url": _packed([point.url for point in points]),
        "publisher": _packed([point.publisher or "" for point in points]),
        "record": _packed([f"{point.warc_file} @ {point.warc_offset}" for point in points]),
        "href": _packed([hrefs.get(point.claim_id, "") for point in points]),
    }


def _pairs(marks: Sequence[Any]) -> list[tuple[Any, Any]]:
    return [(mark, mark.point) for mark in marks]


def _number(day: date | None) -> int | None:
    return None if day is None else (day - FIRST_DAY).days


def _short(value: float | None) -> float | int | None:
    return None if value is None else int(value) if float(value).is_integer() else value


def _packed(texts: list[str]) -> dict[str, Any]:
    """Pack texts: what they begin with once, then each rest; or each text once, and which one it is.

    >>> _packed(["dataset:x#1", "dataset:x#2"])
    {'begin': 'dataset:x#', 'rest': ['1', '2']}
    >>> _packed(["Example Post"] * 3)
    {'texts': ['Example Post'], 'which': None}
    """
    distinct = list(dict.fromkeys(texts))
    if len(distinct) == 1:
        return {"texts": distinct, "which": None}
    if len(distinct) < len(texts) / 2:
        place = {text: number for number, text in enumerate(distinct)}
        return {"texts": distinct, "which": [place[text] for text in texts]}
    ends = (min(texts), max(texts))  # what these two share all share
    begin = "".join(one for one, _ in takewhile(lambda two: two[0] == two[1], zip(*ends, strict=False)))
    return {"begin": begin, "rest": [text[len(begin) :] for text in texts]}
