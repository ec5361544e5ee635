"""Publish: a whole new file for readers, verified and on the disk, before it takes the place of the old one."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import orjson

from warehouse import sql
from warehouse.connect import LEDGER
from warehouse.errors import PublishError
from warehouse.seal import sha256_of, sync
from warehouse.verify import TableDigest, digests

_FRESH = "fresh"  # what the new file is called while it is attached
_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Manifest:
    """What was published: stands beside the file as NAME.manifest.json, put there after it.

    `sha256` is that of the file, `tables` has rows and digest of each table, `run_id` is the newest run in it.
    """

    file: str
    run_id: str | None
    published_at: str
    sha256: str
    size_bytes: int
    tables: dict[str, TableDigest]
    project_version: str | None
    duckdb_version: str


def publish(con: duckdb.DuckDBPyConnection, path: Path) -> Manifest:
    """Copy the ledger that `con` holds open into the file that readers open, in one step for them.

    A reader that holds the old file keeps it. Needs as much free space as the ledger takes.
    Raises PublishError, with the old file untouched, when the copy is not what the ledger holds or cannot be written.
    """
    fresh = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove(fresh)
        _copy(con, fresh)
        held = digests(con)
        _demand_equal(held, _verify_in_fresh_process(fresh))
        manifest = _manifest(con, path, fresh, held)
        sync(fresh)
        _lay_ready(manifest, _waiting(path))
        fresh.replace(path)
        sync(path.parent)
        _waiting(path).replace(manifest_path(path))
        sync(path.parent)
    except (OSError, duckdb.Error) as error:
        raise PublishError(f"{path.name} could not be published: {error}") from error
    finally:
        if path.parent.is_dir():
            _remove(fresh)
    return manifest


def manifest_path(path: Path) -> Path:
    """Where the manifest of a published file stands.

    >>> manifest_path(Path("figures.duckdb")).name
    'figures.manifest.json'
    """
    return path.with_suffix(".manifest.json")


def read_manifest(path: Path) -> Manifest | None:
    """The manifest of a published file; None where there is none.

    Raises PublishError for one that cannot be read.
    """
    return _read(manifest_path(path))


def fitting_manifest(path: Path) -> Manifest | None:
    """The manifest that tells of the published file as it is; None where its bytes are not what any manifest tells.

    A publish that was killed after it had put the file in its place has left the manifest lying ready beside it.
    Raises PublishError for one that cannot be read.
    """
    size, sha256 = path.stat().st_size, sha256_of(path)
    for place in (manifest_path(path), _waiting(path)):
        manifest = _read(place)
        if manifest and (manifest.size_bytes, manifest.sha256) == (size, sha256):
            return manifest
    return None


def _read(path: Path) -> Manifest | None:
    try:
        content: dict[str, Any] = orjson.loads(path.read_bytes())
        tables = {name: TableDigest(**table) for name, table in content.pop("tables").items()}
        return Manifest(**content, tables=tables)
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise PublishError(f"{path.name} cannot be read: {error}") from error


def _copy(con: duckdb.DuckDBPyConnection, fresh: Path) -> None:
    con.execute(f"CHECKPOINT {LEDGER}")
    con.execute(f"ATTACH {sql.literal(str(fresh))} AS {_FRESH}")
    try:
        con.execute(f"COPY FROM DATABASE {LEDGER} TO {_FRESH} (SCHEMA)")
        in_order = {script.name: script.text for script in sql.scripts("queries")}
        for (name,) in con.execute(sql.query("tables")).fetchall():
            table = sql.identifier(name)
            plain = f"INSERT INTO {_FRESH}.{table} SELECT * FROM {LEDGER}.{table}"  # noqa: S608 (our own names)
            con.execute(in_order.get(f"publish_{name}", plain))
        con.execute(f"CHECKPOINT {_FRESH}")
    finally:
        con.execute(f"DETACH {_FRESH}")


def _verify_in_fresh_process(fresh: Path) -> dict[str, TableDigest]:
    """What a process that has nothing of it in memory reads from the file."""
    search = os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH")]))
    command = [sys.executable, "-m", "warehouse.verify", str(fresh)]
    environment = {**os.environ, "PYTHONPATH": search}
    answer = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)  # noqa: S603
    if answer.returncode != 0:
        raise PublishError(f"The new copy cannot be read: {answer.stderr.strip() or answer.returncode}")
    if fresh.with_name(fresh.name + ".wal").exists():
        raise PublishError("The new copy is not whole in its file: it has left a log beside it.")
    return {name: TableDigest(**table) for name, table in orjson.loads(answer.stdout).items()}


def _demand_equal(ledger: dict[str, TableDigest], copy: dict[str, TableDigest]) -> None:
    if ledger != copy:
        names = sorted(name for name in ledger.keys() | copy.keys() if ledger.get(name) != copy.get(name))
        raise PublishError(f"The new copy does not hold what the ledger holds: {', '.join(names)}.")


def _manifest(con: duckdb.DuckDBPyConnection, path: Path, fresh: Path, held: dict[str, TableDigest]) -> Manifest:
    newest = con.execute(sql.query("newest_run")).fetchone()
    run_id, project_version = newest or (None, None)
    return Manifest(
        file=path.name,
        run_id=run_id,
        published_at=datetime.now(UTC).isoformat(timespec="seconds"),
        sha256=sha256_of(fresh),
        size_bytes=fresh.stat().st_size,
        tables=held,
        project_version=project_version,
        duckdb_version=duckdb.__version__,
    )


def _waiting(path: Path) -> Path:
    """Where a manifest lies ready: a publish that is killed between file and manifest leaves the one that is right."""
    return manifest_path(path).with_name(manifest_path(path).name + ".new")


def _lay_ready(manifest: Manifest, path: Path) -> None:
    path.write_bytes(orjson.dumps(asdict(manifest), option=orjson.OPT_INDENT_2) + b"\n")
    sync(path)
    sync(path.parent)


def _remove(fresh: Path) -> None:
    """Drop what a publish that was killed has left."""
    fresh.unlink(missing_ok=True)
    fresh.with_name(fresh.name + ".wal").unlink(missing_ok=True)
