"""The seal on the ledger: the digest of its bytes while nobody writes, so that a byte that changes by itself is found.

DuckDB's own checksums cover the blocks in use, and only when they are read.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True)
class Seal:
    """Size and digest of the ledger when the last run let go of it."""

    sha256: str
    size_bytes: int
    sealed_at: str


def seal_path(ledger: Path) -> Path:
    """Where the seal of a ledger stands.

    >>> seal_path(Path("ledger.duckdb")).name
    'ledger.seal.json'
    """
    return ledger.with_suffix(".seal.json")


def seal(ledger: Path) -> None:
    """Seal a ledger that nobody has open; one that is not whole in its one file gets none."""
    if not ledger.is_file() or ledger.with_name(ledger.name + ".wal").exists():
        return
    state = Seal(sha256_of(ledger), ledger.stat().st_size, datetime.now(UTC).isoformat(timespec="seconds"))
    write_durably(seal_path(ledger), json.dumps(asdict(state)).encode() + b"\n")


def break_seal(ledger: Path) -> None:
    """Take the seal away before the ledger is written."""
    if seal_path(ledger).exists():
        seal_path(ledger).unlink()
        sync(ledger.parent)


def read_seal(ledger: Path) -> Seal | None:
    """Give the seal of a ledger; None where a run is at work or was killed.

    Raises ValueError for one that cannot be read.
    """
    try:
        return Seal(**json.loads(seal_path(ledger).read_bytes()))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError) as error:
        raise ValueError(f"{seal_path(ledger).name} cannot be read: {error}") from error


def sha256_of(path: Path) -> str:
    """Give the digest of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_durably(path: Path, content: bytes) -> None:
    """Put a small file in its place, whole and on the disk: readers see the old one or the new one."""
    aside = path.with_name(path.name + ".new")
    aside.write_bytes(content)
    sync(aside)
    aside.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk: DuckDB does the one and never the other."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
