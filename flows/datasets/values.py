"""A row to figures: numbers, hedges and fields, each with the words that stand for it in the row's text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from flows.claims.source.claimants import resolve_claimant
from flows.datasets.mapping import Figure, Mapping
from flows.datasets.records import Record
from schemas import vocabulary

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_VIA = re.compile(r"^(.*?)\s*\((?:via|leak via)\s+(.+?)\)\s*$")


class ValueFault(ValueError):  # noqa: N818 (a fault of the data)
    """A value that cannot be used: a reason code, and a sentence."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True)
class Value:
    """One figure of a row, ready to become a claim: `expr` is how it stands in the row's text."""

    figure: Figure
    expr: str
    qualifier: str
    low: float | None
    best: float
    high: float | None
    fields: dict[str, Any]


def row_day(record: Record, mapping: Mapping, column: str, form: str) -> date:
    """The day in a column. Raises ValueFault for a missing or malformed one."""
    text = record.values.get(column)
    if text is None:
        raise ValueFault("missing-column", f"The column {column} is missing.")
    try:
        return _day(text, form)
    except ValueError:
        raise ValueFault("malformed-date", f"{text!r} in the column {column} is no day written {form}.") from None


def said_day(record: Record, mapping: Mapping, day: date) -> tuple[date, str | None]:
    """The day on which a row's figures were said, and a flag where the file's own cannot be.

    The latest of several days; the day of the figures where none is told, and where the one that is told lies before
    what the row tells began. Raises ValueFault for a malformed one.
    """
    text = record.values.get(mapping.published or "")
    if text is None or mapping.published is None:
        return day, None
    parts = text.split(mapping.published_separator) if mapping.published_separator else [text]
    try:
        said = max(_day(part.strip(), "%Y-%m-%d") for part in parts if part.strip())
    except ValueError:
        raise ValueFault("malformed-date", f"{text!r} in the column {mapping.published} is no day.") from None
    began = row_day(record, mapping, mapping.since, "%Y-%m-%d") if mapping.since in record.values else day
    return (day, "said-before-event") if said < began else (said, None)


def _day(text: str, form: str) -> date:
    """A day; where it is written as ISO 8601 has it, a time after it does not matter."""
    return datetime.strptime(text[:10] if form == "%Y-%m-%d" and text[10:11] in ("T", " ") else text, form).date()


def values(record: Record, mapping: Mapping, day: date) -> Iterator[Value | ValueFault]:
    """Yield the figures of a row, and a fault for each that cannot be used."""
    for figure in mapping.figures:
        try:
            found = _value(record, mapping, figure, day)
        except ValueFault as fault:
            yield fault
            continue
        if found is not None:
            yield found


def _value(record: Record, mapping: Mapping, figure: Figure, day: date) -> Value | None:
    raw = {name: record.values.get(column) for name, column in _columns(figure).items()}
    if not any(raw.values()):
        if figure.required:
            raise ValueFault("missing-column", f"The column {figure.field} is missing.")
        return None
    if figure.only_without and figure.only_without in record.values:
        return None
    numbers = {name: number(text, mapping, _columns(figure)[name]) for name, text in raw.items() if text}
    if figure.skip_zero and not any(numbers.values()):
        return None
    hedge = record.values.get(figure.hedge or "")
    expr, qualifier, low, best, high = _bounds(raw, numbers, hedge, mapping)
    return Value(figure, expr, qualifier, low, best, high, _fields(record, mapping, figure, day))


def _columns(figure: Figure) -> dict[str, str]:
    told = {"low": figure.low, "best": figure.field, "high": figure.high}
    return {name: column for name, column in told.items() if column}


def number(text: str, mapping: Mapping, column: str) -> float:
    """The number in a cell. Raises ValueFault: a unit that has come in, or a negative count.

    >>> from flows.datasets.mapping import load_mapping
    >>> number("1,200,000", load_mapping("economist-ukraine"), "estimate")
    1200000.0
    """
    plain = text.replace(mapping.thousands, "") if mapping.thousands else text
    if not _NUMBER.fullmatch(plain):
        raise ValueFault(
            "unit-changed", f"{text!r} in the column {column} is no plain number: its unit may have changed."
        )
    if float(plain) < 0:
        raise ValueFault("negative", f"{text} in the column {column} is below zero.")
    return float(plain)


def _bounds(
    raw: dict[str, str | None], numbers: dict[str, float], hedge: str | None, mapping: Mapping
) -> tuple[str, str, float | None, float, float | None]:
    """The expression, its qualifier and its bounds, out of up to three cells and a hedge."""
    low, best, high = (numbers.get(name) for name in ("low", "best", "high"))
    if low is not None and high is not None:
        if low == high and best in (None, low):
            return str(raw["low"]), "exact", low, low, high
        middle = (low + high) / 2 if best is None else best
        if not low <= middle <= high:
            raise ValueFault("bounds-order", f"Low {low:g}, best {middle:g} and high {high:g} are out of order.")
        told = f"{raw['low']} to {raw['high']}"
        return told if best is None else f"{raw['best']} ({told})", "between", low, middle, high
    if best is not None:
        if hedge and hedge not in mapping.hedges:
            raise ValueFault("unknown-hedge", f"The hedge {hedge!r} is not in the mapping.")
        qualifier = mapping.hedges[hedge] if hedge else "exact"
        expr = f"{hedge} {raw['best']}" if hedge else str(raw["best"])
        ends = {"exact": (best, best), "more_than": (best, None), "at_least": (best, None), "at_most": (None, best)}
        return expr, qualifier, *_around(best, ends.get(qualifier, (None, None)))
    if low is not None:
        return str(raw["low"]), "at_least", low, low, None
    assert high is not None  # noqa: S101 (one of the three is there)
    return str(raw["high"]), "at_most", None, high, high


def _around(best: float, ends: tuple[float | None, float | None]) -> tuple[float | None, float, float | None]:
    return ends[0], best, ends[1]


def _fields(record: Record, mapping: Mapping, figure: Figure, day: date) -> dict[str, Any]:
    fields = {name: _told(record, name, value) for name, value in figure.fields.items()}
    if mapping.resolve and not fields.get("source"):
        main, relay = _parted(record.values.get(mapping.resolve, ""))
        fields["source"] = [part for part in (main, relay) if part]
        fields["claimant"] = resolve_claimant([main])
    if fields.get("country") and fields["country"] == actor_code(fields.get("place_key")):
        fields["place_key"] = vocabulary.actors()[fields["country"]]["name"]  # the whole country, as we call it
    fields["period_start"] = _start(record, figure, fields.get("period_start"), day)
    if isinstance(fields.get("source"), str):
        fields["source"] = [fields["source"]]
    return fields


def _told(record: Record, name: str, value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    text = record.values.get(value["from"])
    if "map" not in value:
        if text in value.get("names", {}):
            return value["names"][text]
        return actor_code(text) if name in ("actor", "country") else text
    if text is None or text not in value["map"]:
        if "else" in value:
            return value["else"]
        raise ValueFault("unknown-value", f"{text!r} in the column {value['from']} is not in the mapping.")
    return value["map"][text]


def _parted(text: str) -> tuple[str, str | None]:
    """Part a source from who relayed it.

    >>> _parted("US officials (via NYT)")
    ('US officials', 'NYT')
    """
    found = _VIA.match(text)
    return (found[1], found[2]) if found else (text, None)


def _start(record: Record, figure: Figure, given: str | None, day: date) -> str | None:
    if figure.hours:
        hours = record.values.get(figure.hours, "")
        if not hours.isdigit() or int(hours) < 24:
            raise ValueFault("period-unknown", f"The report covers {hours or 'an unknown number of'} hours.")
        return (day - timedelta(days=int(hours) // 24 - 1)).isoformat()
    if figure.since:
        return record.values.get(figure.since, "")[:10] or None
    return given


@cache
def _actors() -> dict[str, str]:
    found: dict[str, str] = {}
    for code, entry in vocabulary.actors().items():
        for name in (entry["name"], *entry.get("names", ())):
            found.setdefault(name.lower(), code)
    return found


def actor_code(name: str | None) -> str | None:
    """The code of a side or country as data sets name it; None for one that is not registered, or several in one.

    >>> actor_code("Government of Uganda"), actor_code("Syria"), actor_code("LRA, anti-Balaka")
    ('UGA', 'SYR', None)
    """
    if name is None:
        return None
    plain = re.sub(r"\s*\(.*\)$", "", name.removeprefix("Government of ")).lower()
    return _actors().get(plain)
