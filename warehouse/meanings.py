"""What every column means, as a page: written from the comments that the warehouse itself carries (`make docs`)."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from warehouse import sql
from warehouse.connect import open_ledger

_HEAD = """\
# What the columns mean

Written by `make docs` from the comments that every table, view and column of the warehouse carries; change them there.
How to ask is in [sql.md](sql.md).
"""


def meanings(con: duckdb.DuckDBPyConnection) -> str:
    """Describe every table and view of a ledger or a published file in Markdown, by name, columns in their order.

    `claims.low`, DOUBLE, with its comment → a line "| `low` | DOUBLE | Lower bound … |" under "## `claims` (table)".
    """
    rows = con.execute(sql.query("meanings")).fetchall()
    sections = [_section(relation, list(columns)) for relation, columns in groupby(rows, lambda row: row[0])]
    return "\n".join([_HEAD, *sections])


def _section(relation: str, columns: list[tuple[str, ...]]) -> str:
    _, kind, about, *_ = columns[0]
    lines = [f"## `{relation}` ({kind})", about, "", "| column | type | meaning |", "| --- | --- | --- |"]
    for *_, name, shape, comment in columns:
        meaning = comment.replace("|", r"\|")
        lines.append(f"| `{name}` | {shape} | {meaning} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the page for the warehouse that this version makes."""
    with TemporaryDirectory() as folder, open_ledger(Path(folder) / "ledger.duckdb") as con:
        sys.stdout.write(meanings(con))


if __name__ == "__main__":
    main()
