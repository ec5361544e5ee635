"""What the command asks: series by filter, and how the warehouse stands."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from warehouse.publish import publish
from warehouse.reads import series, status


@pytest.fixture
def published(world: Any, ledger: duckdb.DuckDBPyConnection, published_path: Path) -> Path:
    night = world()
    first = night.article("a", "The agency: 4,700 casualties, 600 dead.", "2025-06-16", publisher="Agency")
    night.claim(first, "4,700", 4700, source=["The agency"])
    night.claim(first, "600", 600, metric="killed", source=["The agency"])
    later = night.article("b", "At Sumy 70 civilians died.", "2025-06-18", publisher="Gazette")
    sumy = {"actor": "UKR", "place_key": "Sumy", "country": "UKR", "period_end": "2025-06-17"}
    night.claim(later, "70", 70, metric="killed", population="civilians", aggregation="incident", **sumy)
    night.refusals += [
        {"stage": "load", "reason": "not-found", "message": "No such file.", "url": f"file:{n}"} for n in range(2)
    ]
    night.refusals.append({"stage": "read", "reason": "empty-page", "message": "Nothing in it.", "url": "file:z"})
    night.load(ledger)
    publish(ledger, published_path)
    return published_path


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, [600, 4700, 70]),
        ({"metric": "killed"}, [600, 70]),
        ({"metric": "KILLED"}, [600, 70]),
        ({"actor": "prk"}, [600, 4700]),
        ({"claimant": "the agency"}, [600, 4700]),
        ({"population": "civilians"}, [70]),
        ({"place": "sumy"}, [70]),
        ({"place": "RUS"}, [600, 4700]),
        ({"start": date(2025, 6, 17)}, [70]),
        ({"end": date(2025, 6, 16)}, [600, 4700]),
        ({"start": date(2025, 6, 16), "end": date(2025, 6, 16)}, [600, 4700]),
        ({"metric": "killed", "actor": "UKR"}, [70]),
        ({"metric": "%"}, []),
    ],
)
def test_series_by_filter_in_the_order_of_days(published: Path, filters: dict[str, Any], expected: list[int]) -> None:
    assert series(published, **filters)["best"].tolist() == expected


def test_how_the_warehouse_stands(published: Path) -> None:
    found = status(published)
    assert found.runs[["status", "articles_new", "claims_new", "rejects_new"]].values.tolist() == [["done", 2, 3, 3]]
    assert dict(found.counts.itertuples(index=False, name=None)) == {
        "articles": 2,
        "article_versions": 2,
        "claims": 3,
        "figures": 3,
        "series_points": 3,
        "rejects": 3,
        "runs": 1,
    }
    assert found.rejects[["stage", "reason", "rows", "last_message"]].values.tolist() == [
        ["load", "not-found", 2, "No such file."],
        ["read", "empty-page", 1, "Nothing in it."],
    ]
    assert found.freshness[["publisher", "articles", "last_published_on"]].values.tolist() == [
        ["Agency", 1, date(2025, 6, 16)],
        ["Gazette", 1, date(2025, 6, 18)],
    ]
    assert found.manifest is not None
    assert found.manifest.tables["claims"].rows == 3


def test_only_the_last_runs_are_told(world: Any, ledger: duckdb.DuckDBPyConnection, published_path: Path) -> None:
    for number in range(3):
        night = world()
        night.article("x", "Nothing is counted here.")
        night.load(ledger, run_id=f"run-{number}")
    publish(ledger, published_path)
    assert status(published_path, runs=2).runs["run_id"].tolist() == ["run-2", "run-1"]
