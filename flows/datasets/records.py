"""A file to rows: names and values as texts, verbatim, with the number of the row."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flows.datasets.mapping import Mapping


@dataclass(frozen=True)
class Record:
    """One row: its number in the file, from 1, and its values; a value that is not there is left out."""

    number: int
    values: dict[str, str]


class UnreadableError(ValueError):
    """A file that is not what its mapping says, as a whole."""


def form(data: bytes, mapping: Mapping) -> str:
    """The format of a file, of those that its mapping admits: JSON is told by its first character, the rest is CSV.

    >>> from flows.datasets.mapping import load_mapping
    >>> form(b'{"id": 1}', load_mapping("ucdp-ged")), form(b"id,relid", load_mapping("ucdp-ged"))
    ('jsonl', 'csv')
    """
    if len(mapping.formats) == 1:
        return mapping.formats[0]
    first = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    told = {b"{": "jsonl", b"[": "json"}.get(first, "csv")
    return told if told in mapping.formats else mapping.formats[0]


def records(data: bytes, mapping: Mapping) -> Iterator[Record]:
    """Yield the rows of a file; nested objects have their names joined with a dot.

    Raises UnreadableError for a file that is not in the mapping's format.

    >>> from flows.datasets.mapping import load_mapping
    >>> gaza = load_mapping("west-bank-daily")
    >>> next(records(b'[{"report_date": "2023-10-07", "verified": {"killed_cum": 6}}]', gaza)).values
    {'report_date': '2023-10-07', 'verified.killed_cum': '6'}
    """
    try:
        text = data.decode(mapping.encoding).removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    except UnicodeDecodeError as fault:
        raise UnreadableError(f"not {mapping.encoding}: {fault.reason} at byte {fault.start}") from None
    if (told := form(data, mapping)) == "csv":
        yield from _csv(text)
        return
    for number, row in enumerate(_json_rows(text, told), 1):
        if not isinstance(row, dict):
            raise UnreadableError(f"row {number} is no object")
        yield Record(number, dict(_flat(row)))


def _csv(text: str) -> Iterator[Record]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        for number, row in enumerate(reader, 1):
            if None in row or None in row.values():
                raise UnreadableError(f"row {number} has not as many fields as the header")
            yield Record(number, {name.strip(): value.strip() for name, value in row.items() if value.strip()})
    except csv.Error as fault:
        raise UnreadableError(f"not CSV: {fault}") from None


def _json_rows(text: str, form: str) -> list[Any]:
    try:
        if form == "jsonl":
            return [json.loads(line, parse_int=str, parse_float=str) for line in text.splitlines() if line.strip()]
        rows = json.loads(text, parse_int=str, parse_float=str)
    except json.JSONDecodeError as fault:
        raise UnreadableError(f"not JSON: {fault}") from None
    if not isinstance(rows, list):
        raise UnreadableError("an array of objects was expected")
    return rows


def _flat(row: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in row.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        elif value is not None and str(value).strip():
            yield f"{prefix}{name}", " ".join(str(value).split())
