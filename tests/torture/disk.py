"""A full disk stops the run with a clear message and loses nothing: small file systems in a namespace of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any

import orjson

from flows.articles.archive import OPEN
from flows.articles.stored import whole_until
from flows.faults import explain
from flows.pipeline import PLAIN, carry_out
from flows.settings import Settings
from tests.torture.campaign import Ground, Outcome, campaign
from tests.torture.warehouses import (
    CONTENT,
    QUIET,
    Held,
    held_by_ledger,
    held_by_published,
    night_job,
    run,
    settings_of,
    write_night,
)

NAMESPACE = ["unshare", "--user", "--map-root-user", "--mount"]
AMPLE = 160_000_000
STAGES = ("harvest", "read", "load", "publish")
KILOBYTES_LEFT = (0, 8, 300, 3_000, 7_000)


@campaign(
    "full disk", "a full disk stops the run with a clear message, and loses nothing", attempts=21, seconds=85, quick=2
)
def full_disk(ground: Ground) -> Outcome:
    """Run the attempts below in a namespace, where a small file system can be mounted without rights."""
    if shutil.which("unshare") is None or subprocess.run([*NAMESPACE, "true"], capture_output=True).returncode:
        return Outcome(skipped=["no user namespace can be made here"])
    told = [str(ground.folder), str(ground.seed), str(ground.wished), str(ground.until - time.monotonic())]
    command = [*NAMESPACE, sys.executable, "-m", "tests.torture.disk", *told]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        raise AssertionError(done.stderr.decode()[-2000:])
    return Outcome(**orjson.loads(done.stdout.splitlines()[-1]))


def attempts(ground: Ground) -> Outcome:
    """Let a disk run full at the beginning of each stage, with more and more room, then give room and run again."""
    outcome = Outcome()
    nights = ground.room("nights")
    twin = settings_of(ground.folder / "calm")
    first, second = write_night(nights, 0), write_night(nights, 1, articles=40)
    run(twin, first)
    before, start = held_by_ledger(twin), ground.folder / "start"
    shutil.copytree(twin.warehouse, start)
    run(twin, second)
    after = held_by_ledger(twin)
    for number in ground.rounds():
        stage = STAGES[number % len(STAGES)] if number else None
        left = KILOBYTES_LEFT[number // len(STAGES) % len(KILOBYTES_LEFT)] * 1000
        disk = ground.room(f"disk-{number}")
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={AMPLE}", "tmpfs", disk], check=True)
        settings = settings_of(disk / "warehouse")
        shutil.copytree(start, settings.warehouse)
        what = f"{left // 1000} kB left at {stage or 'the start'}"
        _attempt(outcome, what, settings, second, stage, left, before, after)
        subprocess.run(["umount", "--lazy", disk], check=True)
    return outcome


def _attempt(
    outcome: Outcome,
    what: str,
    settings: Settings,
    night: Path,
    stage: str | None,
    left: int,
    before: Held,
    after: Held,
) -> None:
    disk = settings.warehouse.parent
    steps = QUIET if stage is None else replace(QUIET, **{stage: _shrinking(getattr(PLAIN, stage), disk, left)})
    if stage is None:
        _resize(disk, left)
    told = ""
    try:
        carry_out(night_job(settings, night), steps)
    except Exception as fault:
        told = explain(fault)[1]
        if "Next: make room" not in told or "\n" in told:
            outcome.judge(what, [f"the message is not clear: {told[:300]}"])
    held, published = held_by_ledger(settings), held_by_published(settings)
    faults = list(held.faults)
    faults += ["the ledger is neither as before nor as after"] * (
        held.claims.keys() not in (before.claims.keys(), after.claims.keys())
    )
    faults += ["it ended well and nothing is there"] * (not told and held.claims.keys() != after.claims.keys())
    faults += published.faults if published else ["the published file has gone"]
    faults += [f"{path.name} ends in half a record" for path in _half_archives(settings)]
    lost = len(before.claims.keys() - held.claims.keys())
    _resize(disk, AMPLE)
    run(settings, night)
    again = held_by_ledger(settings)
    faults += [f"after room was made, {name} differ" for name in CONTENT if again.content[name] != after.content[name]]
    outcome.judge(what, faults, lost=lost, doubled=held.doubled + again.doubled)
    outcome.notes.append(f"{what}: {told or 'it had enough'}"[:170])


def _half_archives(settings: Settings) -> list[Path]:
    return [path for path in settings.archive.glob(f"*{OPEN}") if whole_until(path) != path.stat().st_size]


def _shrinking(function: Callable[..., Any], disk: Path, left: int) -> Callable[..., Any]:
    @wraps(function)
    def shrunk(*given: Any, **named: Any) -> Any:
        _resize(disk, left)
        return function(*given, **named)

    return shrunk


def _resize(disk: Path, size: int) -> None:
    """Leave so much room on the disk; all there is where it is AMPLE."""
    if size != AMPLE:
        usage = os.statvfs(disk)
        size += (usage.f_blocks - usage.f_bfree) * usage.f_frsize
    subprocess.run(["mount", "-o", f"remount,size={size}", disk], check=True)


if __name__ == "__main__":
    folder, seed, wished, seconds = sys.argv[1:]
    given = Ground(int(seed), Path(folder), int(wished), time.monotonic() + float(seconds), quick=False)
    sys.stdout.buffer.write(b"\n" + orjson.dumps(vars(attempts(given))) + b"\n")
