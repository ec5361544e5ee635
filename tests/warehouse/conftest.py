"""A small made-up world for the warehouse: articles and claims that keep every rule, and a ledger to put them in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from schemas import ArticleModel, Run, empty, validate, validate_claims
from schemas.articles import article_version_id, text_digest
from schemas.rejects import empty_rejects, rejects_frame
from schemas.runs import new_run_id
from warehouse import sql
from warehouse.connect import open_ledger
from warehouse.load import LoadCounts, load_run

FIRST_SEEN = datetime(2025, 6, 20, 3, 0, tzinfo=UTC)


def _id(*parts: object) -> str:
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:32]


@dataclass
class World:
    """Rows for one load: add articles, add claims to them, then load."""

    started_at: datetime = FIRST_SEEN
    extractor_version: str = "1"
    articles: list[dict[str, Any]] = field(default_factory=list)
    claims: list[dict[str, Any]] = field(default_factory=list)
    refusals: list[dict[str, Any]] = field(default_factory=list)

    def article(self, name: str, text: str, published: str | None = "2025-06-16", **fields: Any) -> dict[str, Any]:
        """An article at the address `name`; the same name with another text is a new version of it."""
        article_id, digest = _id(name), text_digest(text)
        row: dict[str, Any] = {
            "article_version_id": article_version_id(article_id, digest),
            "article_id": article_id,
            "url": f"https://example.org/{name}",
            "canonical_url": None,
            "title": None,
            "publisher": "Example Post",
            "language": "en",
            "authors": [],
            "published_at": None,
            "published_on": date.fromisoformat(published) if published else None,
            "published_evidence": "given",
            "modified_at": None,
            "text": text,
            "text_digest": digest,
            "raw_digest": digest,
            "warc_file": "night.warc.gz",
            "warc_offset": 0,
            "media_type": "text/plain",
            "kind": "text",
            "flags": [],
            "first_seen_at": self.started_at,
            "run_id": "made-up",
            "language_evidence": "page",
            "credit": None,
            "origin_id": _id(name),
            "dateline": None,
        }
        self.articles.append({**row, **fields})
        return self.articles[-1]

    def claim(self, article: dict[str, Any], expr: str, best: float, **fields: Any) -> dict[str, Any]:
        """A claim of the article: so many casualties of North Korea's military in Kursk, unless told otherwise."""
        start = article["text"].index(expr)
        row: dict[str, Any] = {
            "claim_id": _id(article["article_version_id"], start, self.extractor_version, fields.get("metric")),
            "article_version_id": article["article_version_id"],
            "start": start,
            "end": start + len(expr),
            "expr": expr,
            "kind": "count",
            "rate_per": None,
            "qualifier": "exact",
            "low": float(best),
            "best": float(best),
            "high": float(best),
            "metric": "casualties",
            "item": None,
            "population": "military",
            "actor": "PRK",
            "actor_text": None,
            "population_text": None,
            "source": [],
            "claimant": None,
            "place": ["Kursk"],
            "place_key": "Kursk",
            "country": "RUS",
            "aggregation": "cumulative",
            "period_start": None,
            "period_end": "2025-06-16",
            "status": "reported",
            "likelihood": None,
            "sentence": article["text"],
            "sentence_start": 0,
            "reasons": "{}",
            "extractor_version": self.extractor_version,
        }
        self.claims.append({**row, **fields})
        return self.claims[-1]

    def run(self, **fields: Any) -> Run:
        """The run that loads these rows."""
        about: dict[str, Any] = {
            "run_id": new_run_id("nightly", self.started_at),
            "kind": "nightly",
            "logical_date": self.started_at.date(),
            "started_at": self.started_at,
            "extractor_version": self.extractor_version,
            "project_version": "0",
        }
        return Run(**{**about, **fields})

    def frames(self) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
        """The validated frames of the rows; a row that breaks a rule here is a slip of the test."""
        articles, bad_articles = validate(pd.DataFrame(self.articles), ArticleModel)
        claims, bad_claims = self._claims(articles)
        slips = [*bad_articles["message"], *bad_claims["message"]]
        assert not slips, slips
        rejects = rejects_frame(self.refusals, run_id=self.run().run_id, rejected_at=self.started_at)
        return articles, claims, rejects

    def _claims(self, articles: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
        from schemas import ClaimModel

        if not self.claims:
            return empty(ClaimModel), empty_rejects()
        return validate_claims(pd.DataFrame(self.claims), articles)

    def load(self, con: duckdb.DuckDBPyConnection, **run_fields: Any) -> LoadCounts:
        """Load the rows as one run."""
        return load_run(con, self.run(**run_fields), *self.frames())


@pytest.fixture(scope="session")
def world() -> type[World]:
    return World


@pytest.fixture
def ledger_path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.duckdb"


@pytest.fixture
def ledger(ledger_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_ledger(ledger_path) as con:
        yield con


@pytest.fixture
def lake(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckLake without any tables yet: Parquet files and a catalogue."""
    spec = find_spec("duckdb_extension_ducklake")
    if spec is None:
        pytest.skip("DuckDB's extension ducklake is not installed")
    assert spec.submodule_search_locations is not None
    (extension,) = Path(spec.submodule_search_locations[0]).glob("extensions/*/ducklake.duckdb_extension")
    with duckdb.connect(":memory:", config={"autoinstall_known_extensions": "false"}) as con:
        con.load_extension(str(extension))
        con.execute(f"ATTACH {sql.literal(f'ducklake:{tmp_path}/catalogue')} AS lake (DATA_PATH '{tmp_path}/files')")
        con.execute("USE lake")
        con.execute("SET TimeZone = 'UTC'")
        yield con


@pytest.fixture
def published_path(tmp_path: Path) -> Path:
    return tmp_path / "figures.duckdb"
