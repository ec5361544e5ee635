"""The right to write the ledger: one process at a time, by a lock that ends with its holder in whatever way that ends.

Imports next to nothing, so that a second run finds out at once that it has to wait.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from warehouse.errors import LedgerBusy
from warehouse.seal import seal

_held: set[int] = set()


@dataclass
class LedgerLock:
    """The right to write the ledger, held by `hold_ledger`; `written` once somebody has opened the ledger with it."""

    path: Path
    written: bool = False


@contextmanager
def hold_ledger(path: Path) -> Iterator[LedgerLock]:
    """Hold the right to write the ledger for a whole run; at its end the ledger is sealed, if it was written.

    The lock is a file of its own beside the ledger, released by the kernel when the process ends in any way. The file
    stays where it is: it says who holds the lock, or who held it last.
    Raises LedgerBusy at once when another process, or another part of this one, holds it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path.with_name(path.name + ".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    _held.add(descriptor)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LedgerBusy(path, *_holder(descriptor)) from None
        note = json.dumps({"pid": os.getpid(), "since": datetime.now(UTC).isoformat(timespec="seconds")})
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, note.encode(), 0)
        with _sealing(LedgerLock(path)) as lock:
            yield lock
    finally:
        _held.discard(descriptor)
        os.close(descriptor)


@contextmanager
def _sealing(lock: LedgerLock) -> Iterator[LedgerLock]:
    try:
        yield lock
    except BaseException as fault:
        if lock.written:
            try:
                seal(lock.path)
            except OSError as error:  # what went wrong before is what has to be told
                fault.add_note(f"the ledger could not be sealed either: {error}")
        raise
    if lock.written:
        seal(lock.path)


def demand_free(path: Path) -> None:
    """Find out whether the right to write could be had now. Raises LedgerBusy."""
    if path.parent.is_dir():
        with hold_ledger(path):
            return


def _holder(descriptor: int) -> tuple[int | None, str | None]:
    try:
        note = json.loads(os.pread(descriptor, 1000, 0))
        return int(note["pid"]), str(note["since"])
    except (ValueError, KeyError, TypeError):  # it has the lock and has not written its note yet
        return None, None


def _let_go() -> None:
    """Let a forked child have no part in the lock: it would hold it beyond the death of the run."""
    for descriptor in _held:
        os.close(descriptor)
    _held.clear()


os.register_at_fork(after_in_child=_let_go)
