"""Room on the disk: looked for before a run begins, and told of in plain words where it ends while one is under way."""

from __future__ import annotations

import errno
import shutil

from flows.settings import Settings

TIMES = 3  # the ledger: what a run adds, the copy for readers, and what DuckDB puts aside
LEAST_BYTES = 30_000_000
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
FULL_WORDS = ("No space left on device", "Could not write all bytes", "disk is full")  # DuckDB's twice, SQLite's


class DiskFullError(Exception):
    """There is no room on the disk for a run, or for the rest of one."""


def needed_bytes(settings: Settings) -> int:
    """Give what a run may need: three times the ledger's size, 30 MB at least."""
    ledger = settings.ledger.stat().st_size if settings.ledger.exists() else 0
    return max(TIMES * ledger, LEAST_BYTES)


def demand_room(settings: Settings) -> None:
    """Look for what a run may need before anything is begun. Raises DiskFullError."""
    settings.warehouse.mkdir(parents=True, exist_ok=True)
    needed, free = needed_bytes(settings), shutil.disk_usage(settings.warehouse).free
    if free < needed:
        raise DiskFullError(
            f"{settings.warehouse}: {free / 1e6:,.1f} MB are free, and a run needs {needed / 1e6:,.1f} MB"
            f" (three times the ledger); nothing was begun"
        )


def full_message(fault: BaseException) -> str:
    """Say in plain words that the disk ran full while a run was under way."""
    return (
        f"no room is left on the disk ({fault}); what earlier runs brought is kept, and this run is as if it never was"
    )


def is_full(fault: BaseException) -> bool:
    """Tell whether a fault comes from a full disk, by whomever it was raised.

    >>> is_full(OSError(errno.ENOSPC, "No space left on device")), is_full(ValueError("no"))
    (True, False)
    """
    chain: BaseException | None = fault
    while chain is not None:
        if isinstance(chain, OSError) and chain.errno in FULL:
            return True
        if any(words in str(chain) for words in FULL_WORDS):
            return True
        chain = chain.__cause__ or chain.__context__
    return False
