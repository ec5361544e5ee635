"""Read a published file in full, and say what it holds: `python -m warehouse.verify FILE`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb
import orjson

from warehouse import sql
from warehouse.connect import open_published
from warehouse.errors import DamagedError, WarehouseError

# Order does not matter to the digest, the number of times a row stands there does.
_DIGEST = "count(*)::BIGINT AS rows, coalesce(sum(hash(*COLUMNS(*))::HUGEINT), 0)::VARCHAR AS digest"


@dataclass(frozen=True)
class TableDigest:
    """What a table holds: its number of rows, and a digest over every column of every row, whatever their order.

    The digest rests on DuckDB's own hash: it compares files of one version of DuckDB.
    """

    rows: int
    digest: str


def digests(con: duckdb.DuckDBPyConnection) -> dict[str, TableDigest]:
    """The digest of every table of the database in use, by name; every column of every row is read."""
    tables = "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() ORDER BY table_name"
    found = {}
    for (name,) in con.execute(tables).fetchall():
        row = con.table(name).aggregate(_DIGEST).fetchone()
        if row is None:
            raise DamagedError(f"The table {name} gave no answer.")
        found[name] = TableDigest(int(row[0]), str(row[1]))
    return found


def verify(path: Path) -> dict[str, TableDigest]:
    """Read every column of every table of a published file and plan every view; gives the digests of the tables.

    Views are not carried out: some of them pair everything with everything.

    Raises NotPublished where there is no file, and DamagedError for one that cannot be read in full.
    """
    views = "SELECT view_name FROM duckdb_views() WHERE NOT internal AND database_name = current_database()"
    try:
        with open_published(path) as con:
            for (name,) in con.execute(views).fetchall():
                con.execute(f"FROM {sql.identifier(name)} LIMIT 0")  # planned once; a relation is bound twice
            return digests(con)
    except duckdb.Error as error:
        raise DamagedError(f"{path.name} cannot be read in full: {error}") from error


def ledger_digests(path: Path) -> dict[str, TableDigest]:
    """Read every column of every table of a ledger that nobody has open.

    Raises DamagedError for one that cannot be read in full.
    """
    with _read_only(path) as con:
        return digests(con)


def archived_files(path: Path) -> set[str]:
    """The names of the archive's files that the articles and runs of a ledger name. Raises DamagedError."""
    with _read_only(path) as con:
        return {str(name) for (name,) in con.execute(sql.query("archived_files")).fetchall()}


@contextmanager
def _read_only(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    # With a log beside it the file is opened to write, or DuckDB would refuse: whoever asks has made a copy.
    alone = not path.with_name(path.name + ".wal").exists()
    try:
        with duckdb.connect(str(path), read_only=alone) as con:
            con.execute("SET TimeZone = 'UTC'")
            yield con
    except duckdb.Error as error:
        raise DamagedError(f"{path.name} cannot be read in full: {error}") from error


def main(arguments: list[str]) -> int:
    """Print the digests as JSON; the exit code is 0 for a whole file, 1 for any other, 2 for wrong use."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m warehouse.verify FILE\n")
        return 2
    try:
        found = verify(Path(arguments[0]))
    except WarehouseError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(orjson.dumps({name: asdict(table) for name, table in found.items()}).decode() + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
