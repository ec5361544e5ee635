"""Rejects: what was refused, at which stage and why, with the row as it was."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Annotated, Any

import orjson
import pandas as pd
import pandera.pandas as pa
from pandera.typing.pandas import Series

from schemas import codes

LONGEST_KEPT = 10_000  # characters of one string of a refused row; a whole book is not kept twice

COLUMNS = [
    "reject_id",
    "run_id",
    "stage",
    "url",
    "line",
    "article_version_id",
    "reason",
    "message",
    "row",
    "rejected_at",
]


class RejectModel(pa.DataFrameModel):
    """One row for each thing that was refused."""

    reject_id: Series[str] = pa.Field(str_matches=r"^[0-9a-f]{32}$")
    run_id: Series[str]
    stage: Series[str] = pa.Field(isin=sorted(codes.enum("reject_stage")))
    url: Series[str] = pa.Field(nullable=True)
    line: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=1)
    article_version_id: Series[str] = pa.Field(nullable=True)
    reason: Series[str] = pa.Field(str_matches=r"^[a-z0-9]+(-[a-z0-9]+)*(,[a-z0-9]+(-[a-z0-9]+)*)*$")
    message: Series[str] = pa.Field(str_length={"min_value": 1})
    row: Series[str] = pa.Field(nullable=True)
    rejected_at: Series[Annotated[pd.DatetimeTZDtype, "us", "UTC"]]

    class Config:
        """No other columns; types are coerced."""

        strict = True
        coerce = True


def rejects_frame(
    records: Iterable[Mapping[str, Any]], *, run_id: str, rejected_at: datetime | None = None
) -> pd.DataFrame:
    """Make the frame of refusals out of plain records.

    A record has `stage`, `reason` and `message`, and may have `url`, `line`, `article_version_id` and `row` (anything
    that JSON can hold, or text). The id follows from these alone, not from run and time: what is refused again the
    next night is the same reject. `rejected_at` is UTC and defaults to now.
    Raises pandera's SchemaErrors for a record that is itself out of order, such as an unknown stage.

    >>> record = {"stage": "load", "reason": "not-found", "message": "No such file."}
    >>> rejects_frame([record], run_id="r")["reason"].tolist()
    ['not-found']
    """
    moment = rejected_at or datetime.now(UTC)
    rows = []
    for record in records:
        entry = {column: record.get(column) for column in COLUMNS[2:9]}
        entry["row"] = _as_json(entry["row"])
        rows.append({"reject_id": reject_id(entry), "run_id": run_id, **entry, "rejected_at": moment})
    return RejectModel.validate(pd.DataFrame(rows, columns=COLUMNS), lazy=True) if rows else empty_rejects()


def reject_id(entry: Mapping[str, Any]) -> str:
    """The id of a reject: 32 hexadecimal digits from everything but the run and the time.

    >>> entry = {"stage": "load", "reason": "not-found", "message": "No such file."}
    >>> reject_id(entry) == reject_id({**entry, "line": 7})
    False
    """
    parts = [entry.get(column) for column in COLUMNS[2:9]]
    return hashlib.sha256(orjson.dumps(parts, default=str)).hexdigest()[:32]


def empty_rejects() -> pd.DataFrame:
    """A frame of rejects without rows.

    >>> len(empty_rejects()), list(empty_rejects())[:2]
    (0, ['reject_id', 'run_id'])
    """
    return _empty().copy()


@cache
def _empty() -> pd.DataFrame:
    return RejectModel.validate(pd.DataFrame(columns=COLUMNS), lazy=True)


def concat_rejects(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Put frames of rejects below each other; none at all gives the empty frame.

    >>> len(concat_rejects([]))
    0
    """
    filled = [frame for frame in frames if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else empty_rejects()


def row_as_json(row: Mapping[str, Any]) -> str:
    """Write a refused row as a JSON object; missing values are null, very long strings are cut and say so.

    >>> row_as_json({"low": float("nan"), "place": ["Kursk"], "text": "a" * 10_002})[-44:]
    'aaaaaaaaaaaaaa… (10,002 characters in all)"}'
    """
    return orjson.dumps({str(name): _plain(value) for name, value in row.items()}, default=str).decode()


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        value = value.encode("utf-8", "replace").decode()
        if len(value) > LONGEST_KEPT:
            return f"{value[:LONGEST_KEPT]}… ({len(value):,} characters in all)"
        return value
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if pd.api.types.is_scalar(value):
        if pd.isna(value):
            return None
        return value.item() if hasattr(value, "item") else value
    return value


def _as_json(row: Any) -> str | None:
    if row is None or isinstance(row, str):
        return row
    return row_as_json(row) if isinstance(row, Mapping) else orjson.dumps(row, default=str).decode()
