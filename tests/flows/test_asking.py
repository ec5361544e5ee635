"""`series`, `query` and `status` on the samples: formats, filters, and nothing but reading."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from flows.job import nightly_job
from flows.pipeline import carry_out
from flows.settings import load_settings

Program = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, loaded once."""
    folder = tmp_path_factory.mktemp("asking") / "warehouse"
    carry_out(nightly_job(load_settings(warehouse=folder)))
    return folder


@pytest.fixture
def ask(program: Program, warehouse: Path) -> Program:
    """Run a command on the samples."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return program(*arguments, CONFLICT_FIGURES_WAREHOUSE=str(warehouse))

    return run


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM claims",
        "UPDATE articles SET title = ''",
        "CREATE TABLE mine (a INT)",
        "COPY claims TO 'stolen.csv'",
        "SELECT 1; DROP TABLE claims",
        "ATTACH 'other.duckdb'",
        "INSTALL httpfs",
        "SELECT * FROM read_text('/etc/hostname')",
    ],
)
def test_a_query_only_reads(ask: Program, warehouse: Path, tmp_path: Path, sql: str) -> None:
    published = warehouse / "figures.duckdb"
    before = published.read_bytes()
    done = ask("query", sql)
    assert done.returncode in (1, 2)
    assert len(done.stderr.splitlines()) == 1
    assert published.read_bytes() == before
    assert list(tmp_path.iterdir()) == []


def test_a_query_with_a_mistake_fails_in_one_line(ask: Program) -> None:
    done = ask("query", "SELECT no_such_column FROM claims")
    assert done.returncode == 1
    assert "no_such_column" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_series_are_filtered(ask: Program) -> None:
    every = json.loads(ask("series", "--format", "json").stdout)
    some = json.loads(ask("series", "--actor", "PRK", "--metric", "killed", "--format", "json").stdout)
    assert 0 < len(some) < len(every)
    assert {(row["actor"], row["metric"]) for row in some} == {("PRK", "killed")}
    late = json.loads(ask("series", "--from", "2025-01-01", "--format", "json").stdout)
    assert 0 < len(late) < len(every)
    assert min(row["as_of"] for row in late) >= "2025-01-01"


def test_formats_hold_the_same_rows(ask: Program, tmp_path: Path) -> None:
    rows = len(json.loads(ask("series", "--actor", "PRK", "--format", "json").stdout))
    assert ask("series", "--actor", "PRK", "-o", "out.csv").returncode == 0
    assert ask("series", "--actor", "PRK", "-o", "out.parquet").returncode == 0
    assert len(pd.read_csv(tmp_path / "out.csv")) == rows
    assert len(pd.read_parquet(tmp_path / "out.parquet")) == rows
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv", "out.parquet"]


def test_the_table_keeps_open_bounds_open_and_shows_the_quote(ask: Program) -> None:
    done = ask("series", "--actor", "PRK", "--metric", "casualties")
    assert done.returncode == 0
    assert "more_than" in done.stdout
    assert "6,000" in done.stdout


def test_status_tells_the_runs_and_the_counts(ask: Program) -> None:
    done = ask("status")
    assert done.returncode == 0
    assert "nightly" in done.stdout
    assert "done" in done.stdout
    assert "articles" in done.stdout
