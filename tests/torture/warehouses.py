"""Nights to be disturbed: their articles, a child that runs one and may be killed, and what stands there afterwards."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import shutil
import signal
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import wraps
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import duckdb

from flows import stages
from flows.articles import archive
from flows.job import Job, new_job
from flows.pipeline import PLAIN, Stages, carry_out
from flows.settings import Settings, load_settings
from flows.summary import Summary
from warehouse import publish as publishing
from warehouse.errors import WarehouseError
from warehouse.publish import fitting_manifest
from warehouse.verify import verify

POINTS = ("harvest", "archive", "extract", "load", "checkpoint", "copy", "manifest", "replace", "report")
PRELOAD = ["flows.pipeline", "tests.torture.warehouses", "tests.torture.warm"]
PATIENCE = 300
# What has to be the same as in an undisturbed warehouse: everything but when, by which run and where it was archived.
CONTENT = {
    "articles": "SELECT * EXCLUDE (run_id, warc_file, warc_offset, first_seen_at) FROM articles",
    "claims": "SELECT * EXCLUDE (run_id, loaded_at) FROM claims",
    "rejects": "SELECT * EXCLUDE (reject_id, run_id, rejected_at) FROM rejects",
}
PLACES = ("Kursk", "Kherson", "Goma", "El Fasher", "Idlib", "Mekelle", "Marawi", "Bakhmut")

forks = multiprocessing.get_context("forkserver")
forks.set_forkserver_preload(PRELOAD)


def write_night(folder: Path, number: int, articles: int = 5) -> Path:
    """Write the articles that a night finds, and one line that is none, and give their file."""
    lines = []
    for which in range(articles):
        dead = 11 + number * 31 + which
        place = PLACES[(number + which) % len(PLACES)]
        text = (
            f"Officials said on Monday that at least {dead} soldiers had been killed near {place}, "
            f"and {dead + 3} wounded.\n\nReport {number}-{which} of the made-up Harbour Courier."
        )
        lines.append({"id": f"{number}-{which}", "text": text, "published": f"2025-06-{1 + number % 28:02}"})
    path = folder / f"night-{number:03}.jsonl"
    path.write_text("\n".join([*map(json.dumps, lines), '{"id":', ""]))
    return path


def settings_of(warehouse: Path, **more: Any) -> Settings:
    return load_settings(warehouse=warehouse, **more)


def night_job(settings: Settings, night: Path) -> Job:
    return new_job(settings, "nightly", (str(night),))


def without_report(job: Job) -> str:
    return ""


QUIET = replace(PLAIN, report=without_report)  # the site takes longer than such a small night


def run(settings: Settings, night: Path) -> Summary:
    """Run a night undisturbed, without its report."""
    return carry_out(night_job(settings, night), QUIET)


def run_night(settings: Settings, night: Path, point: str | None, line: Connection | None) -> None:
    """Run one night, to its end or to a named point; tell through the line once it is done."""
    summary = carry_out(night_job(settings, night), dying_at(point))
    if line:
        line.send(summary.run_id)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _dying(function: Callable[..., Any], when: Callable[[], bool] = lambda: True) -> Callable[..., Any]:
    @wraps(function)
    def wrapped(*given: Any, **named: Any) -> Any:
        result = function(*given, **named)
        if when():
            die()
        return result

    return wrapped


def then_die(where: Any, name: str, *, times: int = 0) -> None:
    """End this process by SIGKILL after a function of a module has come to its end, so many times after the first."""
    calls = count()
    setattr(where, name, _dying(getattr(where, name), lambda: next(calls) == times))


def die_before(where: Any, name: str, *, times: int = 0) -> None:
    """End this process by SIGKILL where a function of a module is called, so many times after the first."""
    calls, function = count(), getattr(where, name)

    def wrapped(*given: Any, **named: Any) -> Any:
        if next(calls) == times:
            die()
        return function(*given, **named)

    setattr(where, name, wrapped)


def dying_at(point: str | None) -> Stages:
    """Give the stages of a run that ends by SIGKILL when it has come to a point; the real ones, all of them."""
    stage = {"harvest": "harvest", "extract": "read", "checkpoint": "load", "report": "report"}.get(point or "")
    if stage:
        return replace(QUIET, **{stage: _dying(getattr(PLAIN, stage))})
    if point == "archive":  # in the middle of it
        then_die(archive.Archive, "_write")
    elif point == "load":  # committed, and not yet in the one file
        then_die(stages, "load_run")
    elif point == "copy":
        then_die(publishing, "_copy")
    elif point == "manifest":
        then_die(publishing, "_lay_ready")
    elif point == "replace":
        then_die(publishing, "sync", times=3)  # the folder's, after the replacement
    return QUIET


@dataclass
class Held:
    """What a file holds: claims by id, each with how often it stands there, digests of the content, and faults."""

    claims: dict[str, int] = field(default_factory=dict)
    articles: dict[str, int] = field(default_factory=dict)
    content: dict[str, str] = field(default_factory=dict)
    runs: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    @property
    def doubled(self) -> int:
        return sum(times - 1 for times in (*self.claims.values(), *self.articles.values()))


_SEEN: dict[bytes, Any] = {}


def _once(paths: list[Path], look: Callable[[], Any]) -> Any:
    """Look at files; those that are the same byte for byte as some that were looked at before tell the same."""
    content = hashlib.sha256()
    for path in paths:
        there = path.exists()
        content.update(f"{path.name} {path.stat().st_size if there else None}\n".encode())
        if there:
            content.update(path.read_bytes())
    if (key := content.digest()) not in _SEEN:
        _SEEN[key] = look()
    return _SEEN[key]


def held_by_ledger(settings: Settings) -> Held:
    """Read a copy of the ledger and of the log beside it, as the next run would find them."""
    if not settings.ledger.exists():
        return Held()
    held: Held = _once(
        [settings.ledger, settings.ledger.with_name(settings.ledger.name + ".wal")], lambda: _copied(settings)
    )
    return held


def _copied(settings: Settings) -> Held:
    with tempfile.TemporaryDirectory(prefix="torture-") as folder:
        for path in settings.warehouse.glob("ledger.duckdb*"):
            if path.suffix != ".tmp":
                shutil.copyfile(path, Path(folder) / path.name)
        return read(Path(folder) / settings.ledger.name, read_only=False)


def held_by_published(settings: Settings) -> Held | None:
    """Read the published file as a reader does; None where there is none. Faults say what is not whole."""
    if not settings.published.exists():
        return None
    manifest = publishing.manifest_path(settings.published)
    manifests = [manifest, manifest.with_name(manifest.name + ".new")]
    held: Held = _once([settings.published, *manifests], lambda: _published(settings))
    return held


def _published(settings: Settings) -> Held:
    try:
        manifest = fitting_manifest(settings.published)
        found = verify(settings.published)
        held = read(settings.published, read_only=True)
    except WarehouseError as error:
        return Held(faults=[f"the published file: {error}"])
    if manifest is None:
        held.faults.append("no manifest tells of the published file")
    elif manifest.tables != found:
        held.faults.append("the published file does not hold what its manifest tells")
    return held


def read(path: Path, *, read_only: bool) -> Held:
    """Read a file of DuckDB; damage is a fault."""
    held = Held()
    try:
        with duckdb.connect(str(path), read_only=read_only) as con:
            con.execute("SET TimeZone = 'UTC'")
            tables = {name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
            if not tables >= CONTENT.keys():
                return held
            held.claims = dict(con.execute("SELECT claim_id, count(*) FROM claims GROUP BY 1").fetchall())
            held.articles = dict(con.execute("SELECT article_version_id, count(*) FROM articles GROUP BY 1").fetchall())
            held.runs = {run for (run,) in con.execute("SELECT run_id FROM runs WHERE status = 'done'").fetchall()}
            for name, sql in CONTENT.items():
                asked = f"SELECT count(*) || ':' || coalesce(sum(hash(r)::HUGEINT), 0) FROM ({sql}) AS r"  # noqa: S608
                row = con.execute(asked).fetchone()
                held.content[name] = row[0] if row else ""
    except duckdb.Error as error:
        held.faults.append(f"{path.name} cannot be read: {error}")
    return held


def in_child(function: Callable[..., None], *given: Any) -> Any:
    """Start a function in a process of its own that has everything imported already."""
    process = forks.Process(target=function, args=given, daemon=False)
    process.start()
    return process
