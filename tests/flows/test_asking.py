"""`series`, `query` and `status` on the samples: formats, filters, and nothing but reading."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
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

    def run(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
        return program(*arguments, given=given, CONFLICT_FIGURES_WAREHOUSE=str(warehouse))

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


def test_a_query_may_open_with_a_comment_and_come_from_the_input(ask: Program) -> None:
    sql = "-- How many figures = rows\nSELECT count(*) > 0 AS some FROM figures"
    assert json.loads(ask("query", sql, "--json").stdout) == [{"some": True}]
    assert json.loads(ask("query", "-", "--json", given=sql).stdout) == [{"some": True}]


def test_an_option_that_is_none_still_fails(ask: Program) -> None:
    done = ask("query", "FROM runs", "--jsn")
    assert done.returncode == 2
    assert "--jsn" in done.stderr


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


def test_every_row_of_a_series_is_drawn_on_the_scale_of_its_quantity(ask: Program) -> None:
    asked = ("series", "--actor", "PRK", "--metric", "casualties")
    rows = json.loads(ask(*asked, "--json").stdout)
    drawn = [line for line in ask(*asked, "--brief").stdout.splitlines() if line.startswith("20")]
    by_claim = {line.split()[-1]: line for line in drawn}
    assert len(drawn) == len(by_claim)
    assert set(by_claim) == {row["claim_id"][:8] for row in rows}
    assert all(set(line) & set("●○├") for line in drawn)
    counts = sorted((row["best"], by_claim[row["claim_id"][:8]]) for row in rows if row["kind"] == "count")
    assert counts[0][1].index("●") < counts[-1][1].index("●")


@pytest.mark.parametrize("columns", ["60", "80", "100", "140", "200"])
def test_a_series_keeps_to_the_width_of_the_terminal(program: Program, warehouse: Path, columns: str) -> None:
    given = {"CONFLICT_FIGURES_WAREHOUSE": str(warehouse), "COLUMNS": columns}
    for more in ([], ["--brief"]):
        done = program("series", *more, **given)
        assert max(map(len, done.stdout.splitlines())) <= int(columns)
        assert "6,000" in done.stdout


def test_the_freshest_rows_are_the_last(ask: Program) -> None:
    every = json.loads(ask("series", "--json").stdout)
    assert json.loads(ask("series", "--last", "3", "--json").stdout) == every[-3:]


def test_a_claim_is_shown_with_its_reasons_versions_and_copies(ask: Program) -> None:
    asked = "SELECT claim_id FROM figures WHERE NOT is_current AND metric = 'wounded'"
    (old,) = (row["claim_id"] for row in json.loads(ask("query", asked, "--json").stdout))
    shown = json.loads(ask("show", old, "--json").stdout)
    assert shown["claim"]["expr"] == "2,100"
    assert [row["expr"] for row in shown["versions"]] == ["2,100", "2,700"]
    told = ask("show", old[:8]).stdout
    assert "‹2,100›" in told
    assert "replaced 2025-01-14" in told
    assert f"why metric  {shown['claim']['reasons']['metric']}" in told


def test_a_copy_of_a_story_is_shown_with_its_twin(ask: Program) -> None:
    asked = "SELECT claim_id FROM series WHERE metric = 'killed' AND articles > 1"
    (claim,) = (row["claim_id"] for row in json.loads(ask("query", asked, "--json").stdout))
    (copy,) = json.loads(ask("show", claim, "--json").stdout)["copies"]
    assert copy["is_copy"]
    (back,) = json.loads(ask("show", copy["claim_id"], "--json").stdout)["copies"]
    assert back["claim_id"] == claim


@pytest.mark.parametrize(
    ("given", "said"), [("xyz", "no id of a claim"), ("f" * 32, "no claim has"), (None, "more than one id")]
)
def test_an_id_that_names_no_claim_says_what_to_do(ask: Program, given: str | None, said: str) -> None:
    initials = Counter(row["claim_id"][0] for row in json.loads(ask("series", "--json").stdout))
    done = ask("show", given or initials.most_common(1)[0][0])
    assert done.returncode == 2
    assert said in done.stderr
    assert "Next: conflict-figures series" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["series"],
        ["query", "FROM runs"],
        ["status"],
        ["sources", "list"],
        ["export", "out.csv"],
    ],
)
def test_rows_come_as_json_too(ask: Program, arguments: list[str]) -> None:
    done = ask(*arguments, "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)
    assert done.stderr == ""


def test_json_and_another_form_cannot_both_be(ask: Program) -> None:
    done = ask("series", "--json", "--format", "csv")
    assert done.returncode == 2
    assert "--json" in done.stderr
