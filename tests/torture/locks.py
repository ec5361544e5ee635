"""Two runs never meet: the second leaves with 75 and says who holds the lock; the dead hold nothing."""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from flows.settings import Settings
from tests.torture.campaign import Ground, Outcome, campaign
from tests.torture.warehouses import forks, in_child, settings_of, write_night
from warehouse.errors import LedgerBusy
from warehouse.lock import demand_free, hold_ledger

PROGRAM = Path(sys.executable).with_name("conflict-figures")
CPU_SECONDS = 1.0  # of the second run; on an idle machine that is the time it takes
LONG_SECONDS = 300
WORKERS_END_SECONDS = 10


@campaign("two runs", "two runs never meet, and the dead hold nothing", attempts=24, seconds=75, quick=3)
def two_runs(ground: Ground) -> Outcome:
    """Hold the lock and start the command; kill the holder; at last, a run that Prefect thinks alive."""
    outcome, walls = Outcome(), []
    settings = settings_of(ground.folder / "warehouse")
    settings.warehouse.mkdir(parents=True)
    for number in ground.rounds():
        kind = number % 3
        if kind == 2:
            outcome.judge(f"{number}: a run with two workers, killed", _workers_let_go(settings, ground, number))
            continue
        holder, pid = _holder(settings)
        if kind == 0:
            faults, wall = _second_run(settings, pid)
            walls.append(wall)
            outcome.judge(f"{number}: a second run", faults)
        holder.kill()
        holder.join(LONG_SECONDS)
        outcome.judge(f"{number}: after a kill -9 of the holder", _is_free(settings))
    if walls:
        outcome.notes.append(
            f"the second run left after {min(walls):.2f} to {max(walls):.2f} s on this machine, as busy as it is"
        )
    if not ground.quick:
        outcome.judge("a dead run that Prefect shows as running", _zombie(settings_of(ground.folder / "prefect")))
    return outcome


def _hold(settings: Settings, told: object) -> None:
    with hold_ledger(settings.ledger):
        told.send(os.getpid())  # type: ignore[attr-defined]
        time.sleep(LONG_SECONDS)


def _holder(settings: Settings) -> tuple[object, int]:
    ours, theirs = forks.Pipe(duplex=False)
    child = in_child(_hold, settings, theirs)
    theirs.close()  # so that a holder that ends ends the waiting as well
    if not ours.poll(LONG_SECONDS):
        raise TimeoutError("the holder of the lock never told that it holds it")
    return child, int(ours.recv())


def _second_run(settings: Settings, pid: int) -> tuple[list[str], float]:
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run([PROGRAM, "nightly", "--warehouse", str(settings.warehouse)], capture_output=True, text=True)
    wall, after = time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    faults = [f"exit code {done.returncode}"] * (done.returncode != 75)
    faults += [f"it does not say who and since when: {done.stderr}"] * (
        f"process {pid}, since 20" not in done.stderr or done.stderr.count("\n") != 1
    )
    faults += [f"it took {busy:.2f} s of work, {wall:.2f} s in all"] * (busy > CPU_SECONDS)
    return faults, wall


def _is_free(settings: Settings) -> list[str]:
    try:
        demand_free(settings.ledger)
    except LedgerBusy as busy:
        return [f"the lock is still held: {busy}"]
    return []


def _workers_let_go(settings: Settings, ground: Ground, number: int) -> list[str]:
    """Kill a run whose worker processes are at work: neither they nor the lock may be left."""
    night = write_night(ground.room("nights"), number, articles=60)
    command = [PROGRAM, "ingest", str(night), "--workers", "2", "--warehouse", str(settings.warehouse)]
    run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + LONG_SECONDS
    workers: list[int] = []
    while len(workers := _children(run.pid)) < 2 and run.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    run.kill()
    run.wait()
    faults = _is_free(settings)
    deadline = time.monotonic() + WORKERS_END_SECONDS
    while (left := [pid for pid in workers if _lives(pid)]) and time.monotonic() < deadline:
        time.sleep(0.05)
    faults += [f"{len(left)} of its processes live on"] * bool(left)
    faults += ["it had no workers to leave behind"] * (not workers)
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    return faults


def _children(pid: int) -> list[int]:
    try:
        told = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    return [int(child) for child in told.split() if b"verify" not in Path(f"/proc/{child}/cmdline").read_bytes()]


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def _zombie(settings: Settings) -> list[str]:
    """Kill a night of Prefect's together with its server, and run the next: the dead run must not stand as running."""
    settings.warehouse.mkdir(parents=True, exist_ok=True)
    command = [PROGRAM, "nightly", "--warehouse", str(settings.warehouse)]
    database = settings.warehouse / ".prefect" / "prefect.db"
    first = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    deadline = time.monotonic() + LONG_SECONDS
    while first.poll() is None and "RUNNING" not in _states(database) and time.monotonic() < deadline:
        time.sleep(0.05)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    shown = _states(database)
    second = subprocess.run(command, capture_output=True, text=True, timeout=LONG_SECONDS)
    faults = [f"Prefect did not show the dead run as running: {shown}"] * (shown != ["RUNNING"])
    faults += [f"the next night ended with {second.returncode}: {second.stderr[-300:]}"] * bool(second.returncode)
    after = sorted(_states(database))
    return faults + [f"Prefect shows {after}"] * (after != ["COMPLETED", "CRASHED"])


def _states(database: Path) -> list[str]:
    if not database.exists():
        return []
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10) as connection:
        try:
            asked = "SELECT state_type FROM flow_run ORDER BY created"
            return [str(state) for (state,) in connection.execute(asked).fetchall()]
        except sqlite3.OperationalError:  # no table yet
            return []
