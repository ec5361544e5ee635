"""Who may open what: one writer on the private ledger, anybody on the published file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from warehouse import sql
from warehouse.errors import DamagedError, NotPublished
from warehouse.lock import LedgerLock, hold_ledger
from warehouse.seal import break_seal

LEDGER = "ledger"  # what the attached file is called, whatever the name of the file

# Nothing is fetched or loaded behind our back.
_WRITER_MEMORY = "1200MB"  # for loading and publishing, whatever the size of the ledger; the rest goes to disk
_QUIET = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}


@contextmanager
def open_ledger(path: Path, lock: LedgerLock | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the ledger to write, brought to the shape of this version; a new file where there is none.

    Takes the lock for as long as it is open, unless the caller holds it already. Ends with a checkpoint, so that
    everything is in the one file.
    Raises LedgerBusy when somebody else holds the lock, MigrationError when the file is of another making.
    """
    if lock is None:
        with hold_ledger(path) as own, open_ledger(path, own) as con:
            yield con
        return
    if lock.path != path:
        raise ValueError(f"The lock is for {lock.path}, not for {path}.")
    lock.written = True
    break_seal(path)
    from warehouse.migrate import migrate  # who only reads does not pay for what only a writer needs
    from warehouse.registries import refresh

    # what does not fit into memory goes beside the ledger, not into whatever folder the program was started in
    temporary = str(path.with_name(path.name + ".tmp"))
    settings: dict[str, Any] = {**_QUIET, "temp_directory": temporary, "memory_limit": _WRITER_MEMORY}
    with duckdb.connect(":memory:", config=settings) as con:
        con.execute(f"ATTACH {sql.literal(str(path))} AS {LEDGER}")
        con.execute(f"USE {LEDGER}")
        con.execute("SET TimeZone = 'UTC'")
        migrate(con)
        refresh(con)
        yield con
        con.execute(f"CHECKPOINT {LEDGER}")


def fold_log(path: Path) -> None:
    """Bring what a killed run has left in the log beside the ledger into the ledger itself.

    For who holds the lock. Raises DamagedError where the two cannot be read.
    """
    try:
        with duckdb.connect(str(path), config={**_QUIET}) as con:
            con.execute("CHECKPOINT")
    except duckdb.Error as error:
        raise DamagedError(f"{path.name} cannot be read with the log beside it: {error}") from error


def open_published(
    path: Path, *, memory_limit: str = "1GB", threads: int = 2, convention: str | None = None
) -> duckdb.DuckDBPyConnection:
    """Open the published file to read, with no way out of it; `convention` is the one by which its views read bounds.

    No writing, no other files, no extensions, no Python variables as tables, no spilling to disk, and no way to
    change that. Whoever holds it open keeps seeing the same data after a newer file has been published.
    Raises NotPublished where there is no file; duckdb's errors for one that cannot be read.
    """
    if not path.is_file():
        raise NotPublished(path)
    limits = {
        "enable_external_access": "false",
        "python_enable_replacements": "false",
        "temp_directory": "",
        "memory_limit": memory_limit,
        "threads": str(threads),
    }
    con = duckdb.connect(str(path), read_only=True, config={**_QUIET, **limits})
    con.execute("SET TimeZone = 'UTC'")
    if convention is not None:
        con.execute("SET VARIABLE convention = $convention", {"convention": convention})
    con.execute("SET lock_configuration = true")
    return con
