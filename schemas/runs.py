"""Runs: what ran when, with which versions, and what it brought."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated

import pandas as pd
import pandera.pandas as pa
from pandera.typing.pandas import Series

from schemas import codes

_UTC = Annotated[pd.DatetimeTZDtype, "us", "UTC"]


@dataclass(frozen=True)
class Run:
    """One run as it is handed to the warehouse; what it brought is counted there.

    `logical_date` is the day that the run stands for, whatever the clock says. Moments are UTC.
    Raises ValueError for an unknown kind or a moment without a time zone.
    """

    run_id: str
    kind: str
    logical_date: date
    started_at: datetime
    extractor_version: str
    project_version: str
    articles_seen: int = 0
    warc_file: str | None = None
    finished_at: datetime | None = None

    def __post_init__(self) -> None:
        if self.kind not in codes.enum("run_kind"):
            raise ValueError(f"unknown kind of run: {self.kind}")
        for moment in (self.started_at, self.finished_at):
            if moment is not None and moment.tzinfo is None:
                raise ValueError(f"the run {self.run_id} has a moment without a time zone: {moment}")


def new_run_id(kind: str, started_at: datetime) -> str:
    """The id of a run: its start in UTC, to the microsecond, and its kind. Ids sort by time.

    >>> new_run_id("nightly", datetime(2025, 6, 16, 3, 0, tzinfo=UTC))
    '20250616T030000000000Z-nightly'
    """
    return f"{started_at.astimezone(UTC):%Y%m%dT%H%M%S%fZ}-{kind}"


class RunModel(pa.DataFrameModel):
    """One row for each run."""

    run_id: Series[str] = pa.Field(str_length={"min_value": 1})
    kind: Series[str] = pa.Field(isin=sorted(codes.enum("run_kind")))
    logical_date: Series[pa.Date]
    started_at: Series[_UTC]
    finished_at: Series[_UTC]
    status: Series[str] = pa.Field(isin=sorted(codes.enum("run_status")))
    articles_seen: Series[int] = pa.Field(ge=0)
    articles_new: Series[int] = pa.Field(ge=0)
    articles_known: Series[int] = pa.Field(ge=0)
    claims_new: Series[int] = pa.Field(ge=0)
    rejects_new: Series[int] = pa.Field(ge=0)
    extractor_version: Series[str]
    project_version: Series[str]
    warc_file: Series[str] = pa.Field(nullable=True)
    message: Series[str] = pa.Field(nullable=True)

    @pa.dataframe_check(name="run-order")
    @classmethod
    def run_order(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        """A run does not finish before it started."""
        return frame["finished_at"] >= frame["started_at"]

    class Config:
        """No other columns; types are coerced."""

        strict = True
        coerce = True
