"""`doctor`: can this installation run nights, and do they come? In words, one line for each thing looked at.

Reads and asks, and changes nothing but for a file of no name that it writes and takes away to see whether it can.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from packaging.requirements import Requirement

from flows.articles.site import Site
from flows.articles.sources import SourcesError, load_sources
from flows.articles.stored import OPEN, archives
from flows.deployments import planned_nights
from flows.health import health
from flows.room import needed_bytes
from flows.settings import Settings
from warehouse.errors import LedgerBusy, WarehouseError
from warehouse.lock import demand_free
from warehouse.publish import read_manifest

WELL, LOOK, MEND = "well", "look at", "mend"
SHOWN = ("duckdb", "prefect", "pandas")
PROJECT = "conflict-figures"
CLOCK_SECONDS = 5
PATIENCE_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: how it stands (well, look at, mend), in words, and the next step if any."""

    name: str
    verdict: str
    told: str
    next: str | None = None


def examine(settings: Settings) -> list[Check]:
    """Look at everything that a night needs."""
    looks: tuple[Callable[[Settings], Iterator[Check]], ...] = (
        _versions, _terminal, _folders, _room, _clock, _sources, _published, _archive, _runs, _schedule, _nights,
    )  # fmt: skip
    return [check for look in looks for check in look(settings)]


def _versions(settings: Settings) -> Iterator[Check]:
    wrong = []
    for line in requires(PROJECT) or []:
        wanted = Requirement(line)
        if wanted.marker and not wanted.marker.evaluate({"extra": ""}):
            continue
        try:
            found = version(wanted.name)
        except PackageNotFoundError:
            wrong.append(f"{wanted.name} is not there")
            continue
        if not wanted.specifier.contains(found, prereleases=True):
            wrong.append(f"{wanted.name} {found} is there, {wanted.specifier} is needed")
    told = ", ".join(f"{name} {version(name)}" for name in (PROJECT, *SHOWN) if not any(name in one for one in wrong))
    if wrong:
        yield Check("versions", MEND, "; ".join(wrong), "make setup, which installs the versions that are pinned")
    else:
        yield Check("versions", WELL, f"Python {sys.version.split()[0]}, {told}")


def _terminal(settings: Settings) -> Iterator[Check]:
    encoding = sys.stdout.encoding.lower().replace("-", "")
    if encoding != "utf8":
        told = f"output is in {sys.stdout.encoding}, which has no signs for the figures"
        yield Check("terminal", LOOK, told, "set PYTHONUTF8=1, or a locale such as C.UTF-8")


def _folders(settings: Settings) -> Iterator[Check]:
    for folder in (settings.warehouse, settings.archive, settings.site):
        there = _nearest(folder)
        new = "" if there == folder.absolute() else f", which is yet to be made in {there}"
        try:
            with tempfile.TemporaryFile(dir=there) as probe:
                probe.write(b"?")
                drift = os.fstat(probe.fileno()).st_mtime - time.time()
        except OSError as fault:
            yield Check("folders", MEND, f"{folder}{new}: {fault.strerror}", f"let this user write into {there}")
            continue
        if abs(drift) > CLOCK_SECONDS:
            yield Check("clock", MEND, f"files in {there} are dated {drift:+,.0f} s off this machine's clock")
        yield Check("folders", WELL, f"{folder}{new} can be written")


def _nearest(folder: Path) -> Path:
    """Give the folder, else the nearest thing above it that is there."""
    whole = folder.absolute()
    return next((path for path in (whole, *whole.parents) if path.exists()), whole)


def _room(settings: Settings) -> Iterator[Check]:
    needed, free = needed_bytes(settings), shutil.disk_usage(_nearest(settings.warehouse)).free
    told = f"{free / 1e9:,.1f} GB are free, a run may need {needed / 1e9:,.2f} GB"
    if free < needed:
        yield Check("room", MEND, told, "make room, or move the warehouse to a larger disk")
    else:
        yield Check("room", WELL if free > 10 * needed else LOOK, told)


def _clock(settings: Settings) -> Iterator[Check]:
    now = datetime.now(UTC)
    try:
        local = now.astimezone(ZoneInfo(settings.timezone))
    except (ZoneInfoNotFoundError, ValueError):
        told = f"{settings.timezone!r} is no name of the tz database"
        yield Check("clock", MEND, told, "set CONFLICT_FIGURES_TIMEZONE to a name such as Europe/Vienna")
        return
    told = f"{now:%Y-%m-%d %H:%M} UTC, {local:%H:%M} in {settings.timezone}"
    if _asked("timedatectl", "show", "--property=NTPSynchronized", "--value") == "no":
        yield Check("clock", LOOK, f"{told}; it is not kept right by the network", "timedatectl set-ntp true")
    else:
        yield Check("clock", WELL, told)


def _asked(*command: str) -> str | None:
    """Give what a program of the system says; None where it is not there, fails or does not answer."""
    if not shutil.which(command[0]):
        return None
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_SECONDS)  # noqa: S603 (our own)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def _sources(settings: Settings) -> Iterator[Check]:
    where = settings.sources or "the samples of the package"
    try:
        found = load_sources(settings.sources)
    except (SourcesError, OSError) as fault:
        yield Check("sources", MEND, str(fault), "mend the file that CONFLICT_FIGURES_SOURCES or --sources names")
        return
    sites = sum(isinstance(one, Site) for one in found)
    told = f"{where}: {_many(len(found), 'source')}, {f'{sites} of them sites' if sites else 'none of them a site'}"
    if sites and not settings.contact:
        why = f"{told}; no site is asked without a contact"
        yield Check("sources", MEND, why, "set CONFLICT_FIGURES_CONTACT to your mail or web address")
    elif not found:
        yield Check("sources", MEND, f"{told}: a night would have nothing to do", "see docs/adding-a-source.md")
    else:
        yield Check("sources", WELL, told)


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _published(settings: Settings) -> Iterator[Check]:
    path = settings.published
    if not path.is_file():
        yield Check("published", LOOK, f"nothing is published at {path} yet", "conflict-figures nightly")
        return
    try:
        manifest = read_manifest(path)
    except WarehouseError as fault:
        yield Check("published", MEND, str(fault), "conflict-figures verify tells what is damaged")
        return
    if manifest is None or manifest.size_bytes != path.stat().st_size:
        told = f"{path} is not what its manifest tells of"
        yield Check("published", MEND, told, "conflict-figures verify tells what is damaged")
    else:
        size = path.stat().st_size / 1e6
        claims = manifest.tables["claims"].rows
        yield Check("published", WELL, f"{path}, {size:,.1f} MB, {claims:,} claims, published {manifest.published_at}")


def _archive(settings: Settings) -> Iterator[Check]:
    if not settings.archive.is_dir():
        return
    open_ones = [path.name for path in settings.archive.iterdir() if path.name.endswith(OPEN)]
    told = f"{_many(len(archives(settings.archive)), 'finished run')} in {settings.archive}"
    if open_ones:
        yield Check(
            "archive", LOOK, f"{told}; {len(open_ones)} of a run that was killed or is at work: the next run goes on"
        )
    else:
        yield Check("archive", WELL, told)


def _runs(settings: Settings) -> Iterator[Check]:
    try:
        demand_free(settings.ledger)
    except LedgerBusy as busy:
        yield Check("runs", WELL, str(busy))
    except OSError as fault:
        yield Check("runs", MEND, f"{settings.ledger}: {fault.strerror}", f"let this user write {settings.ledger}")


def _schedule(settings: Settings) -> Iterator[Check]:
    timers = [
        line for scope in ((), ("--user",)) for line in
        (_asked("systemctl", *scope, "list-timers", "--no-legend", "--plain", f"{PROJECT}.timer") or "").splitlines()
    ]  # fmt: skip
    planned = planned_nights()
    told = [f"systemd: {' '.join(line.split())}" for line in timers] + planned.told
    if timers or planned.served:
        yield Check("schedule", WELL, "; ".join(told))
    elif told:
        yield Check("schedule", LOOK, "; ".join(told), "conflict-figures schedule takes it up again")
    else:
        why = f"no nights are planned by a timer of systemd, nor {planned.why}; cron cannot be seen from here"
        yield Check("schedule", LOOK, why, "conflict-figures schedule, or deploy/systemd; see docs/how-to/nightly.md")


def _nights(settings: Settings) -> Iterator[Check]:
    found = health(settings)
    if found.last is None:
        yield Check("nights", LOOK, "no night is on record yet", "conflict-figures nightly")
        return
    for trouble in found.troubles:
        serious = trouble.kind in ("late", "failed", "clock")
        next_step = "conflict-figures status shows the last runs; docs/operations.md says what to do"
        yield Check("nights", MEND if serious else LOOK, trouble.line, next_step)
    if not found.troubles:
        yield Check("nights", WELL, found.sentence(datetime.now(UTC)))
