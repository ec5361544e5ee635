"""What the command and the flows ask of the published file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from schemas import SeriesModel
from warehouse import sql
from warehouse.export import query
from warehouse.publish import Manifest, read_manifest


@dataclass(frozen=True)
class Status:
    """How the warehouse stands: the last runs, what it holds, what was refused and why, how fresh each outlet is.

    runs: columns of the table; counts: what, rows; rejects: stage, reason, rows, last_rejected_at, last_message;
    freshness: publisher, articles, last_published_on, last_seen_at.
    """

    runs: pd.DataFrame
    counts: pd.DataFrame
    rejects: pd.DataFrame
    freshness: pd.DataFrame
    manifest: Manifest | None


def series(
    path: Path,
    *,
    metric: str | None = None,
    actor: str | None = None,
    claimant: str | None = None,
    population: str | None = None,
    place: str | None = None,
    start: date | None = None,
    end: date | None = None,
    convention: str | None = None,
) -> pd.DataFrame:
    """Points of the view `series`, by the day that they hold for; None leaves a filter out.

    `claimant` is a slug, or a source as the text names it; `place` the canonical name of a place, or the alpha-3 code
    of a country; upper and lower case are the same. `start` and `end` bound the day that the figure holds for,
    both inclusive. `convention` names the rules by which bounds are read; None is the default.
    Raises NotPublished, and QueryFailedError for a file of another making.
    """
    filters = {
        "metric": metric,
        "actor": actor,
        "claimant": claimant,
        "population": population,
        "place": place,
        "start": start,
        "end": end,
    }
    return SeriesModel.validate(query(path, sql.query("series"), parameters=filters, convention=convention), lazy=True)


def status(path: Path, *, runs: int = 10) -> Status:
    """How the published warehouse stands; `runs` is the number of last runs to tell of.

    Raises NotPublished, and QueryFailedError for a file of another making.
    """
    return Status(
        runs=query(path, sql.query("status_runs"), parameters={"runs": runs}),
        counts=query(path, sql.query("status_counts")),
        rejects=query(path, sql.query("status_rejects")),
        freshness=query(path, sql.query("status_freshness")),
        manifest=read_manifest(path),
    )
