"""Migrations: each once, whole or not at all, and never another text under the same name."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from warehouse import sql
from warehouse.connect import open_ledger
from warehouse.errors import MigrationError
from warehouse.migrate import migrate
from warehouse.verify import digests

MORE = sql.Script("9002_more", "CREATE TABLE more (a INTEGER); INSERT INTO more VALUES (1), (2);")
HALF = sql.Script(
    "9002_half", "CREATE TABLE half (a INTEGER); INSERT INTO half VALUES (1); SELECT no_such_function(1);"
)


def tables(con: duckdb.DuckDBPyConnection) -> set[str]:
    return set(digests(con))


def test_a_new_ledger_is_brought_up_and_the_second_time_there_is_nothing_to_do(ledger_path: Path) -> None:
    con = duckdb.connect(str(ledger_path))
    assert migrate(con) == [script.name for script in sql.scripts("migrations")]
    before = digests(con)
    assert migrate(con) == []
    assert digests(con) == before


def test_a_migration_that_fails_half_way_never_began(ledger: duckdb.DuckDBPyConnection) -> None:
    before = digests(ledger)
    with pytest.raises(MigrationError, match="9002_half failed and has changed nothing"):
        migrate(ledger, (*sql.scripts("migrations"), HALF))
    assert digests(ledger) == before
    assert migrate(ledger, (*sql.scripts("migrations"), MORE)) == ["9002_more"]
    assert tables(ledger) == {*before, "more"}


def test_a_text_that_has_changed_since_is_refused(ledger: duckdb.DuckDBPyConnection) -> None:
    migrate(ledger, (*sql.scripts("migrations"), MORE))
    changed = sql.Script(MORE.name, MORE.text + " -- later")
    with pytest.raises(MigrationError, match="9002_more is not the one that was applied"):
        migrate(ledger, (*sql.scripts("migrations"), changed))


def test_a_ledger_of_a_newer_version_is_refused(ledger: duckdb.DuckDBPyConnection) -> None:
    migrate(ledger, (*sql.scripts("migrations"), MORE))
    with pytest.raises(MigrationError, match="newer version: it has 9002_more"):
        migrate(ledger)


def test_a_migration_cannot_be_slipped_in_before_others(ledger: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(MigrationError, match="before those that were applied"):
        migrate(ledger, (sql.Script("0000_early", "SELECT 1;"), *sql.scripts("migrations")))


def test_a_view_that_is_no_longer_in_the_files_goes(ledger: duckdb.DuckDBPyConnection) -> None:
    ledger.execute('CREATE VIEW "old ""view""" AS SELECT 1')
    migrate(ledger)
    found = ledger.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()
    files = {script.name.split("_", 1)[1] for script in sql.scripts("views")}
    assert {name for (name,) in found} == files


KILLED = """
import os, signal, sys
from pathlib import Path
import duckdb
from warehouse import sql
from warehouse.migrate import migrate

def die() -> int:
    os.kill(os.getpid(), signal.SIGKILL)

con = duckdb.connect(sys.argv[1])
con.create_function("die", die, [], "INTEGER", side_effects=True)
script = sql.Script("9002_killed", "CREATE TABLE half (a INTEGER); INSERT INTO half VALUES (1); SELECT die();")
migrate(con, (*sql.scripts("migrations"), script))
"""


def test_a_migration_that_is_killed_half_way_never_began(ledger_path: Path) -> None:
    with open_ledger(ledger_path) as con:
        before = digests(con)
    root = str(Path(__file__).resolve().parents[2])
    search = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
    child = subprocess.run(
        [sys.executable, "-c", KILLED, str(ledger_path)],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": search},
    )
    assert child.returncode == -signal.SIGKILL, child.stderr
    with open_ledger(ledger_path) as con:
        assert digests(con) == before


def test_everything_has_a_comment(ledger: duckdb.DuckDBPyConnection) -> None:
    ours = "NOT internal AND database_name = 'ledger'"
    silent = ledger.execute(
        f"""
        SELECT 'table ' || table_name FROM duckdb_tables() WHERE {ours} AND comment IS NULL
        UNION ALL SELECT 'view ' || view_name FROM duckdb_views() WHERE {ours} AND comment IS NULL
        UNION ALL SELECT table_name || '.' || column_name FROM duckdb_columns() WHERE {ours} AND comment IS NULL
        UNION ALL SELECT 'macro ' || function_name FROM duckdb_functions() WHERE {ours} AND comment IS NULL
        """  # noqa: S608 (a constant of this test)
    ).fetchall()
    assert silent == []
    asked = """
        SELECT DISTINCT table_name FROM duckdb_columns() WHERE NOT internal AND database_name = 'ledger' ORDER BY ALL
    """
    found = {name for (name,) in ledger.execute(asked).fetchall()}
    assert {"articles", "claims", "supersessions", "conventions", "figures", "comparison"} <= found


def test_the_tables_rest_on_nothing_that_ducklake_lacks(ledger: duckdb.DuckDBPyConnection) -> None:
    kinds = {kind for (kind,) in ledger.execute("SELECT DISTINCT constraint_type FROM duckdb_constraints()").fetchall()}
    assert kinds == {"NOT NULL"}
    assert ledger.execute("SELECT * FROM duckdb_indexes()").fetchall() == []
    assert ledger.execute("SELECT * FROM duckdb_sequences()").fetchall() == []
