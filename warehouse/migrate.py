"""Bring a ledger to the shape that this version expects: migrations once, views and macros always."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime

import duckdb

from warehouse import sql
from warehouse.errors import MigrationError

_VIEWS = "views and macros"  # their row among the registries


def migrate(con: duckdb.DuckDBPyConnection, migrations: tuple[sql.Script, ...] | None = None) -> list[str]:
    """Apply what has not been applied yet, in order, and rebuild macros and views; gives the names applied now.

    Each migration and its row in `schema_migrations` are one transaction: killed half way, it never began.
    Raises MigrationError for a migration that fails, one whose text is not what was applied, one that this version
    does not know (the file is newer than the program), and one that would have to go before those applied.
    """
    wanted = sql.scripts("migrations") if migrations is None else migrations
    con.execute(sql.query("schema_migrations"))
    applied = dict(con.execute("SELECT name, checksum FROM schema_migrations").fetchall())
    _compare(wanted, applied)
    new = [script for script in wanted if script.name not in applied]
    for script in new:
        _in_transaction(con, script.name, _applier(script))
    _in_transaction(con, "views and macros", _rebuild)
    return [script.name for script in new]


def checksum(script: sql.Script) -> str:
    """The digest by which an applied migration is known.

    >>> checksum(sql.Script("0001_x", "SELECT 1;"))[:14]
    'sha256:17db4fd'
    """
    return "sha256:" + hashlib.sha256(script.text.encode()).hexdigest()


def _compare(wanted: tuple[sql.Script, ...], applied: dict[str, str]) -> None:
    names = [script.name for script in wanted]
    if unknown := sorted(applied.keys() - set(names)):
        raise MigrationError(f"The ledger was written by a newer version: it has {', '.join(unknown)}.")
    for script in wanted:
        if script.name in applied and applied[script.name] != checksum(script):
            raise MigrationError(f"The migration {script.name} is not the one that was applied: its text has changed.")
    if names[: len(applied)] != sorted(applied):
        raise MigrationError("A migration has been put before those that were applied already.")


def _applier(script: sql.Script) -> Callable[[duckdb.DuckDBPyConnection], None]:
    def apply(con: duckdb.DuckDBPyConnection) -> None:
        con.execute(script.text)
        con.execute(
            "INSERT INTO schema_migrations VALUES ($name, $checksum, $applied_at)",
            {"name": script.name, "checksum": checksum(script), "applied_at": datetime.now(UTC)},
        )

    return apply


def _rebuild(con: duckdb.DuckDBPyConnection) -> None:
    """Make the views and macros anew, unless they stand there as they are in the files.

    Those that are no longer in the files go away; the numbers of the files are one order for both kinds.
    """
    scripts = sorted((*sql.scripts("macros"), *sql.scripts("views")), key=lambda script: script.name)
    there = con.execute(sql.query("views_and_macros")).fetchall()
    names = "\n".join(sorted(name for _, name in there))
    if dict(con.execute(sql.query("registries")).fetchall()).get(_VIEWS) == _state(scripts, names):
        return
    for kind, name in there:
        con.execute(f"DROP {kind} {sql.identifier(name)}")
    for script in scripts:
        for statement in _statements(con, script):
            con.execute(statement)
    names = "\n".join(sorted(name for _, name in con.execute(sql.query("views_and_macros")).fetchall()))
    con.execute(sql.query("registry_forget"), {"name": _VIEWS})
    con.execute(sql.query("registry_note"), {"name": _VIEWS, "checksum": _state(scripts, names)})


def _statements(con: duckdb.DuckDBPyConnection, script: sql.Script) -> list[str]:
    """The statements of a script that the database can carry out: DuckLake keeps comments on tables and views only."""
    statements = [statement.query.strip() for statement in con.extract_statements(script.text)]
    if con.execute(sql.query("database_type")).fetchone() != ("ducklake",):
        return statements
    return [text for text in statements if not text.startswith(("COMMENT ON MACRO", "COMMENT ON COLUMN"))]


def _state(scripts: list[sql.Script], names: str) -> str:
    text = "\n".join([names, *(script.text for script in scripts)])
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def _in_transaction(
    con: duckdb.DuckDBPyConnection, name: str, work: Callable[[duckdb.DuckDBPyConnection], None]
) -> None:
    con.execute("BEGIN TRANSACTION")
    try:
        work(con)
        con.execute("COMMIT")
    except duckdb.Error as error:
        _roll_back(con)
        raise MigrationError(f"The migration {name} failed and has changed nothing: {error}") from error


def _roll_back(con: duckdb.DuckDBPyConnection) -> None:
    try:
        con.execute("ROLLBACK")
    except duckdb.TransactionException:
        return  # a COMMIT that failed has rolled back already
