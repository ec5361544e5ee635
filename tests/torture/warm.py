"""Imported by the process that children are forked from: it has done once what each would do for the first time.

It reads a night's articles, from bytes to valid frames. It opens no database, since threads do not outlive a fork.
"""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import flows.report.builder  # noqa: F401 (imported here, once, for the nights that build their report)
from flows.articles.frames import articles_frame
from flows.articles.media import media_type_of
from flows.articles.read import read
from flows.articles.records import Article, Raw
from flows.claims import extract
from flows.claims.frames import claims_frame
from schemas import ArticleModel, validate, validate_claims
from schemas.rejects import concat_rejects, rejects_frame
from tests.torture.warehouses import write_night
from warehouse.registries import _TABLES

NOW = datetime(2025, 6, 16, tzinfo=UTC)


def warm_up() -> None:
    """Take a night's articles as far as a run can without a ledger."""
    with tempfile.TemporaryDirectory() as folder:
        night = write_night(Path(folder), 0)
        media_type = media_type_of(night.suffix) or ""
        raw = Raw(f"file:{night.name}", night.read_bytes(), media_type, None, NOW, warc_file="warm", warc_offset=0)
        articles = [found for found in read(raw) if isinstance(found, Article)]
    frame, refused = validate(articles_frame(articles, "warm"), ArticleModel, run_id="warm", rejected_at=NOW)
    claims = [(one.article_version_id, extract(one.text, published=NOW.date())) for one in articles]
    validate_claims(claims_frame(claims), frame, run_id="warm", rejected_at=NOW)
    concat_rejects([rejects_frame([], run_id="warm", rejected_at=NOW), refused])
    for rows in _TABLES.values():
        list(rows())


warm_up()
