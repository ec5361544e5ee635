"""Every query of docs/sql.md runs against a published file; every view, macro and column is told there or beside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from warehouse.connect import open_ledger
from warehouse.export import query
from warehouse.meanings import meanings
from warehouse.publish import publish

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "sql.md").read_text("utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs")
    with open_ledger(folder / "ledger.duckdb") as con:
        publish(con, folder / "figures.duckdb")
    return folder / "figures.duckdb"


@pytest.mark.parametrize("sql", QUERIES)
def test_query_runs(published: Path, sql: str) -> None:
    assert list(query(published, sql).columns)


def test_page_names_every_view_and_macro() -> None:
    names = [
        name
        for folder, kind in (("views", "VIEW"), ("macros", "MACRO"))
        for file in sorted((ROOT / "warehouse" / folder).glob("*.sql"))
        for name in re.findall(rf"CREATE OR REPLACE {kind} (\w+)", file.read_text("utf-8"))
    ]
    assert names
    assert [name for name in names if f"`{name}`" not in PAGE] == []


def test_column_page_is_what_the_comments_say(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "columns.md").read_text("utf-8")
    with open_ledger(tmp_path / "ledger.duckdb") as con:
        assert page == meanings(con), "docs/columns.md is out of date: make docs"


def test_column_page_follows_a_comment(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "ledger.duckdb") as con:
        con.execute("COMMENT ON COLUMN claims.low IS 'One | other'")
        assert "| `low` | DOUBLE | One \\| other |" in meanings(con)
