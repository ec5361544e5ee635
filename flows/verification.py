"""`verify`: is everything that is kept still what it was when it was written? Reads all of it, changes nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from flows.articles.stored import OPEN, ArchiveDamagedError, archives, parts, sealed_digest, verify
from flows.nights import damaged_lines, record_path
from warehouse.errors import WarehouseError
from warehouse.lock import hold_ledger
from warehouse.publish import fitting_manifest, manifest_path
from warehouse.seal import read_seal, seal_path, sha256_of
from warehouse.verify import TableDigest, archived_files, ledger_digests
from warehouse.verify import verify as published_digests

if TYPE_CHECKING:
    from flows.settings import Settings

Tables = dict[str, TableDigest]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one file: `whole`, or why not; with `whole` the sentence may tell what is worth knowing."""

    file: str
    whole: bool
    told: str


def verify_all(settings: Settings) -> list[Finding]:
    """Look at ledger, published file, archive and record of nights, while no run is at work.

    Raises LedgerBusy.
    """
    with hold_ledger(settings.ledger):
        published, of_published = _published(settings.published)
        ledger, of_ledger, named = _ledger(settings.ledger)
        if published and ledger and _but_runs(published) != _but_runs(ledger):
            behind = f"{of_published.told}; the ledger holds something else: the next run publishes"
            of_published = replace(of_published, told=behind)
        return [of_ledger, of_published, *_archive(settings.archive, named), *_record(settings.warehouse)]


def _but_runs(tables: Tables) -> Tables:
    return {name: table for name, table in tables.items() if name != "runs"}


def _published(path: Path) -> tuple[Tables | None, Finding]:
    if not path.is_file():
        return None, Finding(path.name, whole=True, told="nothing is published yet")
    try:
        manifest = fitting_manifest(path)
        if manifest is None:
            why = f"its bytes are not those of which {manifest_path(path).name} tells"
            return None, Finding(path.name, whole=False, told=why)
        found = published_digests(path)
    except WarehouseError as error:
        return None, Finding(path.name, whole=False, told=str(error))
    if found != manifest.tables:
        names = ", ".join(sorted(name for name in found if found[name] != manifest.tables.get(name)))
        return None, Finding(path.name, whole=False, told=f"it does not hold what its manifest tells: {names}")
    rows = sum(table.rows for table in found.values())
    return found, Finding(path.name, whole=True, told=f"{rows:,} rows in {len(found)} tables")


def _ledger(path: Path) -> tuple[Tables | None, Finding, set[str]]:
    if not path.is_file():
        return None, Finding(path.name, whole=True, told="there is no ledger yet"), set()
    try:
        state = read_seal(path)
        if state and (state.size_bytes, state.sha256) != (path.stat().st_size, sha256_of(path)):
            why = f"its bytes are not those that {seal_path(path).name} tells of"
            return None, Finding(path.name, whole=False, told=why), set()
        found, named = _read_ledger(path)
    except (WarehouseError, ValueError) as error:
        return None, Finding(path.name, whole=False, told=str(error)), set()
    rows = sum(table.rows for table in found.values())
    unsealed = "" if state else "; not sealed, since the last run was killed: the next one seals it"
    return found, Finding(path.name, whole=True, told=f"{rows:,} rows in {len(found)} tables{unsealed}"), named


def _read_ledger(path: Path) -> tuple[Tables, set[str]]:
    """Read the ledger; where a killed run has left a log beside it, a copy of both, since reading would change them."""
    log = path.with_name(path.name + ".wal")
    if not log.exists():
        return ledger_digests(path), archived_files(path)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix="verify-") as folder:
        copy = Path(folder) / path.name
        shutil.copyfile(path, copy)
        shutil.copyfile(log, copy.with_name(log.name))
        return ledger_digests(copy), archived_files(copy)


def _archive(folder: Path, named: set[str]) -> Iterator[Finding]:
    files = [part for first in archives(folder) for part in parts(first)] if folder.is_dir() else []
    for path in files:
        yield _archive_file(path)
    for name in sorted(named - {path.name for path in files}):
        yield Finding(name, whole=False, told="it is not there, and the ledger holds what was read out of it")
    for path in sorted(folder.glob(f"*{OPEN}")) if folder.is_dir() else []:
        yield Finding(path.name, whole=True, told="left open by a run that was killed: the next one takes it up")


def _archive_file(path: Path) -> Finding:
    try:
        told = sealed_digest(path)
        if told is not None and told != sha256_of(path):
            return Finding(path.name, whole=False, told="its bytes are not those that the digest beside it tells of")
        records = verify(path)
    except ArchiveDamagedError as error:
        return Finding(path.name, whole=False, told=str(error))
    unsealed = "" if told else "; no digest stands beside it, so a file cut between two records would not show"
    return Finding(path.name, whole=True, told=f"{records:,} records{unsealed}")


def _record(warehouse: Path) -> Iterator[Finding]:
    if lines := damaged_lines(warehouse):
        yield Finding(record_path(warehouse).name, whole=True, told=f"{lines} lines that tell nothing")
