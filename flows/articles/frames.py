"""Records to frames: plain columns with their types, also for no row at all."""

from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import UTC, datetime

import pandas as pd

from flows.articles.records import Article, Refusal, short_id

UTC_TIME = "datetime64[us, UTC]"
ARTICLE_TYPES = {
    "article_version_id": "str",
    "article_id": "str",
    "url": "str",
    "canonical_url": "str",
    "title": "str",
    "publisher": "str",
    "language": "str",
    "authors": "object",
    "published_at": UTC_TIME,
    "published_on": "datetime64[us]",
    "published_evidence": "str",
    "modified_at": UTC_TIME,
    "text": "str",
    "text_digest": "str",
    "raw_digest": "str",
    "warc_file": "str",
    "warc_offset": "int64",
    "media_type": "str",
    "kind": "str",
    "flags": "object",
    "first_seen_at": UTC_TIME,
    "run_id": "str",
    "language_evidence": "str",
    "credit": "str",
    "origin_id": "str",
    "dateline": "str",
}
REJECT_TYPES = {
    "reject_id": "str",
    "run_id": "str",
    "stage": "str",
    "url": "str",
    "line": "Int64",
    "article_version_id": "str",
    "reason": "str",
    "message": "str",
    "row": "str",
    "rejected_at": UTC_TIME,
}


def articles_frame(articles: Iterable[Article], run_id: str) -> pd.DataFrame:
    """Put archived articles into a frame, one row a version, in their order.

    >>> articles_frame([], "20250616T040000000000Z-nightly").dtypes["published_at"]
    datetime64[us, UTC]
    """
    names = [one.name for one in fields(Article)]  # `asdict` would copy every text
    rows = [
        {name: getattr(article, name) for name in names}
        | {"authors": list(article.authors), "flags": list(article.flags), "run_id": run_id}
        for article in articles
    ]
    return _typed(rows, ARTICLE_TYPES)


def refusals_frame(refusals: Iterable[Refusal], run_id: str) -> pd.DataFrame:
    """Put refusals into a frame of rejects, one row a refusal; the same one told twice in a run is one row.

    >>> list(refusals_frame([], "20250616T040000000000Z-nightly").columns)[:3]
    ['reject_id', 'run_id', 'stage']
    """
    rows = {}
    for refusal in refusals:
        line = "" if refusal.line is None else str(refusal.line)
        parts = (run_id, refusal.stage, refusal.url or "", line, refusal.reason, refusal.message)
        reject_id = short_id(*parts)
        rows[reject_id] = asdict(refusal) | {
            "reject_id": reject_id,
            "run_id": run_id,
            "article_version_id": None,
            "rejected_at": refusal.rejected_at or datetime.now(UTC),
        }
    return _typed(list(rows.values()), REJECT_TYPES)


def _typed(rows: list[dict[str, object]], types: dict[str, str]) -> pd.DataFrame:
    columns = {name: pd.Series([row[name] for row in rows], dtype=kind) for name, kind in types.items()}
    return pd.DataFrame(columns)
