"""Series: the rows of the warehouse's view of the same name, points of comparable figures."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.typing.pandas import Series

from schemas import checks, codes, vocabulary


class SeriesModel(pa.DataFrameModel):
    """One row for each point of a series; an open bound is null, the words of the claim stand beside it."""

    series_id: Series[str] = pa.Field(str_matches=r"^[0-9a-f]{32}$")
    metric: Series[str] = pa.Field(isin=sorted(vocabulary.load("metrics")))
    item: Series[str] = pa.Field(nullable=True)
    population: Series[str] = pa.Field(nullable=True)
    actor: Series[str] = pa.Field(nullable=True)
    place_key: Series[str] = pa.Field(nullable=True)
    country: Series[str] = pa.Field(nullable=True)
    aggregation: Series[str] = pa.Field(isin=sorted(codes.enum("aggregation")))
    kind: Series[str] = pa.Field(isin=sorted(codes.enum("kind")))
    rate_per: Series[str] = pa.Field(nullable=True)
    definition: Series[str] = pa.Field(nullable=True)
    claimant: Series[str] = pa.Field(nullable=True)
    said_by: Series[str] = pa.Field(nullable=True)
    said_by_kind: Series[str] = pa.Field(isin=["claimant", "source", "article"])
    as_of: Series[pa.Date] = pa.Field(nullable=True)
    said_on: Series[pa.Date] = pa.Field(nullable=True)
    low: Series[float] = pa.Field(nullable=True)
    best: Series[float]
    high: Series[float] = pa.Field(nullable=True)
    qualifier: Series[str] = pa.Field(isin=sorted(vocabulary.load("qualifiers")))
    likelihood: Series[str] = pa.Field(nullable=True)
    period_start: Series[str] = pa.Field(nullable=True)
    period_end: Series[str] = pa.Field(nullable=True)
    expr: Series[str]
    sentence: Series[str]
    url: Series[str]
    publisher: Series[str] = pa.Field(nullable=True)
    articles: Series[int] = pa.Field(ge=1)
    publishers: Series[object]
    claim_id: Series[str] = pa.Field(str_matches=r"^[0-9a-f]{32}$")

    @pa.check("publishers", name="malformed")
    @classmethod
    def words(cls, values: pd.Series[Any]) -> checks.Mask:
        """Lists of strings."""
        return checks.words(values)

    class Config:
        """No other columns; types are coerced."""

        strict = True
        coerce = True
