"""Who may open what: one writer on the private ledger, anybody on the published file."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from warehouse import sql
from warehouse.errors import LedgerBusy, NotPublished
from warehouse.migrate import migrate
from warehouse.registries import refresh

LEDGER = "ledger"  # what the attached file is called, whatever the name of the file

# Nothing is fetched or loaded behind our back.
_WRITER_MEMORY = "1200MB"  # for loading and publishing, whatever the size of the ledger; the rest goes to disk
_QUIET = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}


@dataclass(frozen=True)
class LedgerLock:
    """The right to write the ledger, held by `hold_ledger`."""

    path: Path


@contextmanager
def hold_ledger(path: Path) -> Iterator[LedgerLock]:
    """Hold the right to write the ledger for a whole run.

    The lock is a file of its own beside the ledger, released by the kernel when the process ends in any way. The file
    stays where it is: it says who holds the lock, or who held it last.
    Raises LedgerBusy at once when another process, or another part of this one, holds it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    lock_path = path.with_name(path.name + ".lock")
    descriptor = os.open(lock_path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LedgerBusy(path, *_holder(descriptor)) from None
        note = json.dumps({"pid": os.getpid(), "since": datetime.now(UTC).isoformat(timespec="seconds")})
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, note.encode(), 0)
        yield LedgerLock(path)
    finally:
        os.close(descriptor)


def _holder(descriptor: int) -> tuple[int | None, str | None]:
    try:
        note = json.loads(os.pread(descriptor, 1000, 0))
        return int(note["pid"]), str(note["since"])
    except (ValueError, KeyError, TypeError):  # it has the lock and has not written its note yet
        return None, None


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
