"""Claims to a frame: the columns of `schemas.claims`, one row a claim."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

import pandas as pd

from flows.claims.records import Claim

_TEXT = (
    "claim_id", "article_version_id", "expr", "kind", "rate_per", "qualifier", "metric", "item", "population", "actor",
    "actor_text", "population_text", "claimant", "place_key", "country", "aggregation", "period_start", "period_end",
    "status", "likelihood", "sentence", "reasons", "extractor_version",
)  # fmt: skip
_COLUMNS = (
    "claim_id", "article_version_id", "start", "end", "expr", "kind", "rate_per", "qualifier", "low", "best", "high",
    "metric", "item", "population", "actor", "actor_text", "population_text", "source", "claimant", "place",
    "place_key", "country", "aggregation", "period_start", "period_end", "status", "likelihood", "sentence",
    "sentence_start", "reasons", "extractor_version",
)  # fmt: skip


def claim_id(article_version_id: str, claim: Claim, twin: int = 0) -> str:
    """The name of a claim: the same text, place in it and extractor give the same 32 hexadecimal digits.

    `twin` tells claims apart that stand on one span with the same fields.
    """
    parts = (
        article_version_id, claim.extractor_version, claim.start, claim.end, claim.metric, claim.item,
        claim.population, claim.actor, twin,
    )  # fmt: skip
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:32]


def claims_frame(articles: Iterable[tuple[str, list[Claim]]]) -> pd.DataFrame:
    """One row for each claim of each (article_version_id, claims); the right columns and types also without any."""
    rows = []
    for article_version_id, claims in articles:
        seen: dict[str, int] = {}
        for claim in claims:
            row = {name: getattr(claim, name) for name in claim.__slots__}
            row["period_start"], row["period_end"] = row.pop("period")
            row["reasons"] = json.dumps(claim.reasons, ensure_ascii=False, sort_keys=True)
            first = claim_id(article_version_id, claim)
            twin = seen[first] = seen.get(first, -1) + 1
            row["claim_id"] = claim_id(article_version_id, claim, twin) if twin else first
            row["article_version_id"] = article_version_id
            rows.append(row)
    frame = pd.DataFrame(rows, columns=list(_COLUMNS))
    types = dict.fromkeys(_TEXT, "str") | dict.fromkeys(("low", "best", "high"), "float64")
    return frame.astype(types | dict.fromkeys(("start", "end", "sentence_start"), "int64"))
