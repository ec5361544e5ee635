"""Frames to Arrow tables with fixed types, and back: an empty column has the same type as a full one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pandera.pandas as pa
import pyarrow as arrow  # type: ignore[import-untyped]

_INTEGERS = {
    arrow.int8(): pd.Int8Dtype(),
    arrow.int16(): pd.Int16Dtype(),
    arrow.int32(): pd.Int32Dtype(),
    arrow.int64(): pd.Int64Dtype(),
    arrow.uint8(): pd.UInt8Dtype(),
    arrow.uint16(): pd.UInt16Dtype(),
    arrow.uint32(): pd.UInt32Dtype(),
    arrow.uint64(): pd.UInt64Dtype(),
}


def arrow_table(frame: pd.DataFrame, model: type[pa.DataFrameModel]) -> arrow.Table:
    """The frame as an Arrow table with the types of its model; lists are lists of strings, moments are UTC.

    Raises pyarrow's errors for a frame that the model would refuse.
    """
    types = {name: _arrow_type(column.dtype) for name, column in model.to_schema().columns.items()}
    schema = arrow.schema(list(types.items()))
    return arrow.Table.from_pandas(frame[list(types)], schema=schema, preserve_index=False)


def _arrow_type(dtype: Any) -> arrow.DataType:
    name = str(dtype)
    if name.startswith("datetime64"):
        return arrow.timestamp("us", tz="UTC")
    known = {
        "string[pyarrow]": arrow.string(),
        "int64": arrow.int64(),
        "Int64": arrow.int64(),
        "float64": arrow.float64(),
        "date": arrow.date32(),
        "object": arrow.list_(arrow.string()),
    }
    return known[name]


def frame_of(table: arrow.Table) -> pd.DataFrame:
    """An Arrow table as a frame: whole numbers stay whole where some are missing, lists are lists, dates are dates.

    >>> frame_of(arrow.table({"line": [7, None], "place": [["Kursk"], []]})).astype(object).values.tolist()
    [[7, ['Kursk']], [<NA>, []]]
    """
    frame: pd.DataFrame = table.to_pandas(types_mapper=_INTEGERS.get, date_as_object=True)
    for field in table.schema:
        if arrow.types.is_nested(field.type):
            frame[field.name] = pd.Series(table[field.name].to_pylist(), index=frame.index, dtype=object)
    return frame


def plain(value: Any) -> Any:
    """A cell as JSON can hold it: missing is None, moments and dates are ISO texts, decimals are numbers.

    >>> plain(dt.date(2025, 6, 16)), plain(float("nan")), plain([pd.NA])
    ('2025-06-16', None, [None])
    """
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if isinstance(value, dict):
        return {str(name): plain(part) for name, part in value.items()}
    if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return None
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, bool | int | float | str):
        return value
    if hasattr(value, "item"):
        return plain(value.item())
    return _number_or_text(value)


def _number_or_text(value: Any) -> int | float | str:
    text = str(value)
    try:
        return int(text) if text.lstrip("-").isdigit() else float(text)
    except ValueError:
        return text
