"""Claims: one row for each figure that an article asserts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import numpy as np
import orjson
import pandas as pd
import pandera.pandas as pa
from pandera.typing.pandas import Series

from schemas import checks, codes, vocabulary
from schemas.rejects import concat_rejects, rejects_frame, row_as_json
from schemas.validation import fill, validate

_ID = r"^[0-9a-f]{32}$"


def _keys(name: str) -> list[str]:
    return sorted(vocabulary.load(name))


class ClaimModel(pa.DataFrameModel):
    """One row for each claim; the fields are those of the annotation guidelines, offsets count code points."""

    claim_id: Series[str] = pa.Field(str_matches=_ID)
    article_version_id: Series[str] = pa.Field(str_matches=_ID)
    start: Series[int] = pa.Field(ge=0)
    end: Series[int]
    expr: Series[str] = pa.Field(str_matches=r"\S")
    kind: Series[str] = pa.Field(isin=sorted(codes.enum("kind")))
    rate_per: Series[str] = pa.Field(nullable=True, isin=sorted(codes.enum("rate_per")))
    qualifier: Series[str] = pa.Field(isin=_keys("qualifiers"))
    low: Series[float] = pa.Field(nullable=True, in_range={"min_value": 0, "max_value": 1e15})
    best: Series[float] = pa.Field(in_range={"min_value": 0, "max_value": 1e15})
    high: Series[float] = pa.Field(nullable=True, in_range={"min_value": 0, "max_value": 1e15})
    metric: Series[str] = pa.Field(isin=_keys("metrics"))
    item: Series[str] = pa.Field(nullable=True, isin=_keys("items"))
    population: Series[str] = pa.Field(nullable=True, isin=_keys("populations"))
    actor: Series[str] = pa.Field(nullable=True, isin=sorted(codes.actors()))
    actor_text: Series[str] = pa.Field(nullable=True)
    population_text: Series[str] = pa.Field(nullable=True)
    source: Series[object]
    claimant: Series[str] = pa.Field(nullable=True, isin=sorted(vocabulary.claimant_codes()))
    place: Series[object]
    place_key: Series[str] = pa.Field(nullable=True, str_length={"min_value": 1})
    country: Series[str] = pa.Field(nullable=True, isin=sorted(codes.countries()))
    aggregation: Series[str] = pa.Field(isin=sorted(codes.enum("aggregation")))
    period_start: Series[str] = pa.Field(nullable=True)
    period_end: Series[str] = pa.Field(nullable=True)
    status: Series[str] = pa.Field(isin=sorted(codes.enum("status")))
    likelihood: Series[str] = pa.Field(nullable=True, isin=sorted(codes.enum("likelihood")))
    sentence: Series[str] = pa.Field(str_matches=r"\S")
    sentence_start: Series[int] = pa.Field(ge=0)
    reasons: Series[str]
    extractor_version: Series[str] = pa.Field(str_length={"min_value": 1})

    @pa.check("source", "place", name="malformed")
    @classmethod
    def words(cls, values: pd.Series[Any]) -> checks.Mask:
        """Lists of strings."""
        return checks.words(values)

    @pa.check("period_start", "period_end", name="malformed")
    @classmethod
    def partial_date(cls, values: pd.Series[Any]) -> checks.Mask:
        """ISO dates at the precision known."""
        return checks.partial_date(values)

    @pa.check("reasons", name="malformed")
    @classmethod
    def json_object(cls, values: pd.Series[Any]) -> checks.Mask:
        """A JSON object."""
        return pd.Series([_is_json_object(value) for value in values.tolist()], index=values.index, dtype=bool)

    @pa.dataframe_check(name="span-order")
    @classmethod
    def span_order(cls, frame: pd.DataFrame) -> checks.Mask:
        """See checks.span_order."""
        return checks.span_order(frame)

    @pa.dataframe_check(name="span-length")
    @classmethod
    def span_length(cls, frame: pd.DataFrame) -> checks.Mask:
        """See checks.span_length."""
        return checks.span_length(frame)

    @pa.dataframe_check(name="bounds-order")
    @classmethod
    def bounds_order(cls, frame: pd.DataFrame) -> checks.Mask:
        """See checks.bounds_order."""
        return checks.bounds_order(frame)

    @pa.dataframe_check(name="bounds-shape")
    @classmethod
    def bounds_shape(cls, frame: pd.DataFrame) -> checks.Mask:
        """See checks.bounds_shape."""
        return checks.bounds_shape(frame)

    @pa.dataframe_check(name="share-range")
    @classmethod
    def share_range(cls, frame: pd.DataFrame) -> checks.Mask:
        """See checks.share_range."""
        return checks.share_range(frame)

    @pa.dataframe_check(name="rate-unit")
    @classmethod
    def rate_unit(cls, frame: pd.DataFrame) -> checks.Mask:
        """See checks.rate_unit."""
        return checks.rate_unit(frame)

    @pa.dataframe_check(name="item-for-metric")
    @classmethod
    def item_for_metric(cls, frame: pd.DataFrame) -> checks.Mask:
        """See checks.item_for_metric."""
        return checks.item_for_metric(frame)

    @pa.dataframe_check(name="population-for-metric")
    @classmethod
    def population_for_metric(cls, frame: pd.DataFrame) -> checks.Mask:
        """See checks.population_for_metric."""
        return checks.population_for_metric(frame)

    @pa.dataframe_check(name="period-order")
    @classmethod
    def period_order(cls, frame: pd.DataFrame) -> checks.Mask:
        """See checks.period_order."""
        return checks.period_order(frame)

    class Config:
        """No other columns; types are coerced."""

        strict = True
        coerce = True


def validate_claims(
    claims: pd.DataFrame, articles: pd.DataFrame, *, run_id: str = "", rejected_at: datetime | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Split claims into valid ones and rejects: the rules of ClaimModel, and the text of the article they came from.

    `articles` holds at least `article_version_id` and `text`. A claim whose article is not among them, or whose span
    is not its expression there, is refused (`article-unknown`, `span-mismatch`).
    Raises ColumnsDiffer for a missing or unknown column.
    """
    valid, rejects = validate(claims, ClaimModel, run_id=run_id, rejected_at=rejected_at)
    texts = dict(zip(articles["article_version_id"].tolist(), articles["text"].tolist(), strict=True))
    columns = (valid[name].tolist() for name in ("article_version_id", "start", "end", "expr"))
    reasons = [_span_fault(texts.get(version), *span) for version, *span in zip(*columns, strict=True)]
    good = np.array([reason is None for reason in reasons], dtype=bool)
    records = [
        _refusal(row, reason)
        for row, reason in zip(valid[~good].to_dict("records"), filter(None, reasons), strict=True)
    ]
    refused = rejects_frame(records, run_id=run_id, rejected_at=rejected_at)
    return valid[good].reset_index(drop=True), concat_rejects([rejects, refused])


def _span_fault(text: str | None, start: int, end: int, expr: str) -> str | None:
    if text is None:
        return "article-unknown"
    return None if text[start:end] == expr else "span-mismatch"


def _refusal(row: dict[Any, Any], reason: str) -> dict[Any, Any]:
    return {
        "stage": "validate",
        "article_version_id": row["article_version_id"],
        "reason": reason,
        "message": fill(vocabulary.load("reasons")["rules"][reason], row),
        "row": row_as_json(row),
    }


def _is_json_object(value: str) -> bool:
    try:
        return isinstance(orjson.loads(value), dict)
    except orjson.JSONDecodeError:
        return False
