"""Load what a run has found: all of it in one transaction, each thing once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

import duckdb
import pandas as pd

from schemas import ArticleModel, ClaimModel, RejectModel, RunModel
from schemas.runs import Run
from warehouse import sql
from warehouse.tables import arrow_table


@dataclass(frozen=True)
class LoadCounts:
    """What a run brought: `new` was not here before, `known` was."""

    articles_seen: int
    articles_new: int
    articles_known: int
    claims_new: int
    claims_known: int
    rejects_new: int
    corrections_new: int = 0


def load_run(
    con: duckdb.DuckDBPyConnection,
    run: Run,
    articles: pd.DataFrame,
    claims: pd.DataFrame,
    rejects: pd.DataFrame,
    corrections: pd.DataFrame | None = None,
    dataset: dict[str, str] | None = None,
) -> LoadCounts:
    """Load a run's articles, claims and rejects, and the run itself, in one transaction; loading again adds nothing.

    The frames are validated ones. `articles` holds every article that the run's extractor has read, known ones too:
    that it was read is kept even where no claim was found. `corrections` are those of a reference series,
    `dataset` what its mapping tells of it: extractor_version, title, publisher, home, licence.
    On any error, and when the process dies, the ledger stays as it was.
    """
    seen = max(run.articles_seen, articles["article_version_id"].nunique())
    incoming = {
        "incoming_articles": arrow_table(articles, ArticleModel),
        "incoming_claims": arrow_table(claims, ClaimModel),
        "incoming_rejects": arrow_table(rejects, RejectModel),
    }
    about = {"run_id": run.run_id, "started_at": run.started_at}
    with _incoming(con, incoming):
        con.execute("BEGIN TRANSACTION")
        try:
            articles_new = _insert(con, "load_articles")
            claims_new = _insert(con, "load_claims", about)
            _insert(con, "load_extractions", {**about, "extractor_version": run.extractor_version})
            _insert(con, "load_supersessions", {"run_id": run.run_id})
            _insert(con, "load_rereadings", {"run_id": run.run_id})
            rejects_new = _insert(con, "load_rejects")
            corrections_new = _corrections(con, corrections, about)
            if dataset is not None:
                _insert(con, "load_dataset", {**about, **dataset})
            counts = LoadCounts(
                articles_seen=seen,
                articles_new=articles_new,
                articles_known=seen - articles_new,
                claims_new=claims_new,
                claims_known=len(claims) - claims_new,
                rejects_new=rejects_new,
                corrections_new=corrections_new,
            )
            _insert_run(con, run, counts, "done", None)
            con.execute("COMMIT")
        except BaseException:
            con.rollback()
            raise
    return counts


def _corrections(con: duckdb.DuckDBPyConnection, corrections: pd.DataFrame | None, about: dict[str, Any]) -> int:
    if corrections is None or corrections.empty:
        return 0
    with _incoming(con, {"incoming_corrections": corrections}):
        return _insert(con, "load_corrections", about)


def record_failed(con: duckdb.DuckDBPyConnection, run: Run, message: str) -> None:
    """Keep that a run failed, and why; a run that is there already stays as it is."""
    counts = LoadCounts(run.articles_seen, 0, 0, 0, 0, 0)
    _insert_run(con, run, counts, "failed", message)


def unread(con: duckdb.DuckDBPyConnection, article_version_ids: Sequence[str], extractor_version: str) -> list[str]:
    """Of these versions of articles the ones that the extractor of this version has not read yet, in their order."""
    asked = {"article_version_ids": list(article_version_ids), "extractor_version": extractor_version}
    read = {name for (name,) in con.execute(sql.query("unread"), asked).fetchall()}
    return [name for name in article_version_ids if name not in read]


def _insert(con: duckdb.DuckDBPyConnection, name: str, parameters: dict[str, Any] | None = None) -> int:
    """Run one of the loading statements; gives the number of rows that it added."""
    inserted = con.execute(sql.query(name), parameters or {}).fetchone()
    return int(inserted[0]) if inserted else 0


def _insert_run(con: duckdb.DuckDBPyConnection, run: Run, counts: LoadCounts, status: str, message: str | None) -> None:
    finished = replace(run, finished_at=run.finished_at or max(datetime.now(UTC), run.started_at))
    columns = list(RunModel.to_schema().columns)
    row = {**asdict(finished), **asdict(counts), "status": status, "message": message}
    frame = RunModel.validate(pd.DataFrame([{column: row[column] for column in columns}]), lazy=True)
    with _incoming(con, {"incoming_runs": arrow_table(frame, RunModel)}):
        _insert(con, "load_run")


class _incoming:  # noqa: N801 (used as a context manager, like a function)
    """Arrow tables that the connection sees as views while they are loaded."""

    def __init__(self, con: duckdb.DuckDBPyConnection, tables: dict[str, Any]) -> None:
        self.con, self.tables = con, tables

    def __enter__(self) -> None:
        for name, table in self.tables.items():
            self.con.register(name, table)

    def __exit__(self, *_: object) -> None:
        for name in self.tables:
            self.con.unregister(name)
