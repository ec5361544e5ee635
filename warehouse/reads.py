"""What the command and the flows ask of the published file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from schemas import SeriesModel
from warehouse import sql
from warehouse.export import query, questions, records
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


@dataclass(frozen=True)
class Shown:
    """A claim with what stands around it.

    claim: its row of claim_history with the claimant, missing values None; versions: what each version and reading of
    its article says of the same quantity; copies: other articles that carry the same figure, as a copy of the story
    (is_copy) or from the same claimant (is_same_claimant).
    """

    claim: dict[str, Any]
    versions: pd.DataFrame
    copies: pd.DataFrame


class NoSuchClaimError(Exception):
    """No claim, or more than one, has an id that begins so."""


def claim(path: Path, start: str, *, convention: str | None = None) -> Shown:
    """The one claim whose id begins with `start` (hexadecimal digits, as many as tell it from the others).

    Raises NoSuchClaimError, NotPublished, and QueryFailedError for a file of another making.
    """
    if not re.fullmatch(r"[0-9a-fA-F]{1,32}", start):
        raise NoSuchClaimError(f"{start!r} is no id of a claim: it has hexadecimal digits, up to 32")
    found = query(path, sql.query("show_claim"), parameters={"id": start}, convention=convention)
    if found.empty:
        raise NoSuchClaimError(f"no claim has an id that begins with {start}")
    if len(found) > 1:
        several = ", ".join(found["claim_id"].str[: len(start) + 4].head(3))
        raise NoSuchClaimError(f"more than one id begins with {start}: {several} …")
    row = next(records(found))
    whole = {"id": row["claim_id"]}
    with questions(path, convention=convention) as ask:
        return Shown(row, ask(sql.query("show_versions"), whole), ask(sql.query("show_copies"), whole))


def status(path: Path, *, runs: int = 10) -> Status:
    """How the published warehouse stands; `runs` is the number of last runs to tell of.

    Raises NotPublished, and QueryFailedError for a file of another making.
    """
    with questions(path) as ask:
        return Status(
            runs=ask(sql.query("status_runs"), {"runs": runs}),
            counts=ask(sql.query("status_counts")),
            rejects=ask(sql.query("status_rejects")),
            freshness=ask(sql.query("status_freshness")),
            manifest=read_manifest(path),
        )


def quiet(path: Path, night: date, before: list[date], *, share: float, enough: float) -> pd.DataFrame:
    """Publishers that brought less than `share` of their median claims a night: publisher, claims, usual.

    `before` are the nights of the median, `enough` the smallest median that says anything.
    Raises NotPublished, and QueryFailedError for a file of another making.
    """
    given = {"night": night, "before": before, "share": share, "enough": enough}
    return query(path, sql.query("quiet"), parameters=given)
