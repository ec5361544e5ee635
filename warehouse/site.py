"""What the report asks of the published file: each question once for the whole site."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from warehouse import sql
from warehouse.export import Ask, questions
from warehouse.publish import Manifest, read_manifest

Row = dict[str, Any]
_ROWS = 5_000_000
_SECONDS = 600.0


@dataclass(frozen=True)
class SiteRows:
    """The rows of the report, each list by one query of its name (queries/site_NAME.sql); missing values are None."""

    points: list[Row]
    absent: list[Row]
    contradictions: list[Row]
    divergence: list[Row]
    revisions: list[Row]
    claims: list[Row]
    copies: list[Row]
    conflicts: list[Row]
    nights: list[Row]


def site_rows(path: Path, *, convention: str | None = None) -> SiteRows:
    """Read all that the report shows. Raises NotPublished, and QueryFailedError for a file of another making."""
    with questions(path, convention=convention) as ask:
        return SiteRows(**{one.name: _rows(ask, sql.query(f"site_{one.name}")) for one in fields(SiteRows)})


def chart_rows(path: Path, subject: str, chart: str, *, convention: str | None = None) -> list[Row]:
    """The rows of one chart, by the very query that the .sql file beside it holds."""
    with questions(path, convention=convention) as ask:
        return _rows(ask, sql.query("site_chart"), {"subject": subject, "chart": chart})


def chart_question(subject: str, chart: str) -> str:
    """Give the query of one chart for the plain DuckDB shell."""
    return sql.query("site_chart").replace("$subject", sql.literal(subject)).replace("$chart", sql.literal(chart))


def table_rows(path: Path, names: Iterable[str]) -> dict[str, list[Row]]:
    """The rows of registries: conventions, definitions, claimants, actors, conflicts, yardsticks, conflict_sides."""
    with questions(path) as ask:
        return {name: _rows(ask, f"SELECT * FROM {sql.identifier(name)}") for name in names}  # noqa: S608 (our names)


def manifest_of(path: Path) -> Manifest | None:
    """The manifest of the published file; None where there is none."""
    return read_manifest(path)


def _rows(ask: Ask, text: str, given: dict[str, Any] | None = None) -> list[Row]:
    frame = ask(text, given, max_rows=_ROWS, timeout_seconds=_SECONDS)
    plain = frame.astype(object).where(frame.notna(), None)
    names = [str(name) for name in plain.columns]
    return [dict(zip(names, row, strict=True)) for row in plain.itertuples(index=False, name=None)]
