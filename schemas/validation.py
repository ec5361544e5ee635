"""Validate a frame once, at the boundary of a stage: good rows go on, the others become rejects."""

from __future__ import annotations

from datetime import datetime
from string import Formatter
from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from schemas import vocabulary
from schemas.rejects import concat_rejects, rejects_frame, row_as_json

BATCH_ROWS = 100_000  # bounds the memory that the report of a frame full of faults takes

# How pandera names a fault of one column -> how our reason codes do.
_KINDS = {
    "not_nullable": "missing",
    "dtype": "type",
    "coerce_dtype": "type",
    "str_matches": "malformed",
    "str_length": "malformed",
    "isin": "unknown",
    "greater_than": "range",
    "greater_than_or_equal_to": "range",
    "less_than": "range",
    "less_than_or_equal_to": "range",
    "in_range": "range",
}

_SEVERITY = ("missing", "type", "malformed", "unknown", "range")


class ColumnsDiffer(ValueError):  # noqa: N818 (the name says what is wrong)
    """The frame has not the columns of its model: a programmer's error, not a fault of the data."""


def empty(model: type[pa.DataFrameModel]) -> pd.DataFrame:
    """A frame without rows that the model accepts.

    >>> from schemas.rejects import RejectModel
    >>> list(empty(RejectModel))[:2]
    ['reject_id', 'run_id']
    """
    columns = model.to_schema().columns  # to have pandera look at nothing takes 50 to 100 ms
    return pd.DataFrame({name: pd.Series([], dtype=column.dtype.type) for name, column in columns.items()})


def validate(
    frame: pd.DataFrame,
    model: type[pa.DataFrameModel],
    *,
    run_id: str = "",
    stage: str = "validate",
    rejected_at: datetime | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Split a frame into the rows that keep the rules of the model, and the rejects made of the others.

    Rows keep their order; types are coerced; the index is new. A reject's reason holds the codes of all rules that
    the row breaks, and its message a sentence for each.
    Raises ColumnsDiffer for a missing or unknown column.

    >>> from schemas.runs import RunModel
    >>> valid, rejects = validate(empty(RunModel), RunModel)
    >>> len(valid), len(rejects)
    (0, 0)
    """
    schema = model.to_schema()
    _demand_columns(frame, list(schema.columns), model.__name__)
    frame = frame[list(schema.columns)].reset_index(drop=True)
    goods, bads = [], []
    for first in range(0, len(frame), BATCH_ROWS):
        good, bad = _split(frame.iloc[first : first + BATCH_ROWS], schema, run_id, stage, rejected_at)
        goods.append(good)
        bads.append(bad)
    valid = pd.concat(goods, ignore_index=True) if goods else empty(model)
    return valid, concat_rejects(bads)


def _demand_columns(frame: pd.DataFrame, expected: list[str], name: str) -> None:
    missing = [column for column in expected if column not in frame.columns]
    unknown = [str(column) for column in frame.columns if column not in expected]
    twice = sorted(frame.columns[frame.columns.duplicated()])
    if missing or unknown or twice:
        raise ColumnsDiffer(f"{name}: columns missing {missing}, not in the model {unknown}, there twice {twice}")


def _split(
    batch: pd.DataFrame, schema: Any, run_id: str, stage: str, rejected_at: datetime | None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One batch; a second look only where a fault kept a rule from being tried on the others (a text among numbers)."""
    faults: list[pd.DataFrame] = []
    while True:
        try:
            valid: pd.DataFrame = schema.validate(batch, lazy=True)
            break
        except SchemaErrors as error:
            cases = error.failure_cases
            at_rows = cases[cases["index"].notna()]
            if at_rows.empty:
                raise  # a rule that could not be tried at all: an error of the program
            faults.append(_reasons(at_rows, batch))
            batch = batch.drop(index=at_rows["index"].unique())
    rejects = concat_rejects(
        [rejects_frame(_records(f, stage), run_id=run_id, rejected_at=rejected_at) for f in faults]
    )
    return valid, rejects


def _reasons(cases: pd.DataFrame, batch: pd.DataFrame) -> pd.DataFrame:
    """The refused rows of the batch with two lists each: reason codes, and sentences."""
    whole_row = cases["schema_context"] == "DataFrameSchema"
    found = pd.DataFrame({"index": cases["index"].astype("int64"), "check": cases["check"].astype("category")})
    found["column"] = cases["column"].where(~whole_row, "").astype("category")
    # a rule of whole rows is reported once for each column of the row, a refused type when coerced and after
    found = found.drop_duplicates()
    names = found["check"].astype("str").str.split("(").str[0]
    found["kind"] = names.map(_KINDS).fillna(names)
    found["column"] = found["column"].astype("str")
    found = found.drop_duplicates(["index", "column", "kind"])
    found["rank"] = found["kind"].map({kind: rank for rank, kind in enumerate(_SEVERITY)})
    found = found.sort_values(["index", "column", "rank"], kind="stable")
    # of the faults of one column the first explains the others: an empty field is of no type either
    found = found[(found["column"] == "") | ~found.duplicated(["index", "column"])]
    rows = batch.loc[found["index"].unique()].copy()
    values = rows.to_dict("index")
    told: dict[Any, list[tuple[str, str]]] = {}
    for index, column, kind in zip(found["index"], found["column"], found["kind"], strict=True):
        told.setdefault(index, []).append(_told(column, kind, values[index]))
    rows["reasons_"] = pd.Series({index: [code for code, _ in pairs] for index, pairs in told.items()})
    rows["messages_"] = pd.Series({index: [text for _, text in pairs] for index, pairs in told.items()})
    return rows


def _told(column: str, kind: str, row: dict[Any, Any]) -> tuple[str, str]:
    sentences = vocabulary.load("reasons")
    if not column:
        return kind, fill(sentences["rules"][kind], row)
    code = f"{column}-{kind}".replace("_", "-")
    return code, fill(sentences["columns"][kind], {"column": column, "value": row[column]})


def fill(sentence: str, row: dict[Any, Any]) -> str:
    """Fill the row's values into a sentence of `reasons.yml`: missing ones as "none", long ones cut.

    >>> fill("low {low}, best {best}", {"low": None, "best": 6.0})
    'low none, best 6'
    """
    fields = {name for _, name, _, _ in Formatter().parse(sentence) if name}
    return sentence.format_map({name: _shown(row.get(name)) for name in fields})


def _shown(value: Any) -> str:
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return "none"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value)
    return text if len(text) <= 80 else f"{text[:79]}…"


def _records(faulty: pd.DataFrame, stage: str) -> list[dict[str, Any]]:
    records = []
    for record in faulty.to_dict("records"):
        row = {str(name): value for name, value in record.items()}
        reasons, messages = row.pop("reasons_"), row.pop("messages_")
        url, version = row.get("url"), row.get("article_version_id")
        records.append(
            {
                "stage": stage,
                "url": url if isinstance(url, str) else None,
                "article_version_id": version if isinstance(version, str) else None,
                "reason": ",".join(reasons),
                "message": " ".join(messages),
                "row": row_as_json(row),
            }
        )
    return records
