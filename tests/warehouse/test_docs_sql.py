"""Every query of docs/sql.md runs against a published file; every view, macro and column is told there or beside it."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from flows.dataset_run import load_dataset
from flows.settings import load_settings
from warehouse.connect import open_ledger
from warehouse.export import query, write
from warehouse.meanings import meanings

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "sql.md").read_text("utf-8")
EXAMPLE = ROOT / "docs" / "example"
QUERIES = re.findall(r"```sql\n(.*?)```(?:\n\n```csv\n(.*?)```)?", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse that the page tells to make: the example, loaded."""
    settings = load_settings(warehouse=tmp_path_factory.mktemp("docs"))
    loaded = load_dataset(settings, str(EXAMPLE / "kursk.yml"), EXAMPLE / "kursk.csv")
    assert loaded.summary.refused == ()
    return settings.published


@pytest.mark.parametrize(("sql", "result"), QUERIES)
def test_query_gives_what_stands_below_it(published: Path, sql: str, result: str) -> None:
    frame = query(published, sql)
    assert list(frame.columns)
    if result:
        written = io.BytesIO()
        write(frame, "csv", written)
        assert written.getvalue().decode() == result


def test_page_shows_results() -> None:
    shown = [sql for sql, result in QUERIES if result.count("\n") > 1]
    assert len(shown) >= 16


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
