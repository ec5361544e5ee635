"""A run killed at any instant: the ledger is as before or after it, the published file whole, a rerun makes it good."""

from __future__ import annotations

import shutil
import signal
import time
from itertools import cycle
from pathlib import Path

from flows.settings import Settings
from tests.torture.campaign import Ground, Outcome, campaign
from tests.torture.warehouses import (
    CONTENT,
    PATIENCE,
    POINTS,
    Held,
    forks,
    held_by_ledger,
    held_by_published,
    in_child,
    run_night,
    settings_of,
    write_night,
)

NIGHTS = 6  # one after the other, then from an empty warehouse again


@campaign(
    "kills", "a run killed at any instant leaves the ledger as before or after it", attempts=100, seconds=205, quick=3
)
def kills(ground: Ground) -> Outcome:
    """Kill nights with SIGKILL, at the named points in turn and at random moments, and look each time.

    Kills pile up until one comes so late that the night is in the ledger; then it runs once more, undisturbed.
    """
    outcome, chance = Outcome(), ground.chance
    lines = [write_night(ground.room("nights"), number) for number in range(NIGHTS if not ground.quick else 2)]
    calm, took = _calm(settings_of(ground.folder / "calm"), lines)
    night, points, settings = 0, cycle(POINTS), settings_of(ground.folder / "disturbed-0")
    for number in ground.rounds():
        point = next(points) if number % 2 == 0 else None
        acknowledged = _killed(settings, lines[night], point, chance.uniform(0.0, took * 1.1))
        what = f"seed {ground.seed}, kill {number} at {point or 'a random moment'}"
        before, after = calm[night], calm[night + 1]
        held = _look(outcome, what, settings, before, after, acknowledged)
        if held.claims.keys() == after.claims.keys() or number == ground.wished - 1 or ground.over():
            _undisturbed(settings, lines[night])
            outcome.judge(f"{what}, rerun", _differences(settings, after))
            night += 1
        if night == len(lines):
            shutil.rmtree(settings.warehouse)
            night, settings = 0, settings_of(ground.folder / f"disturbed-{number + 1}")
    return outcome


def _calm(settings: Settings, nights: list[Path]) -> tuple[list[Held], float]:
    """Run the nights undisturbed: what the ledger holds before and after each of them, and how long the last took."""
    held, took = [Held()], 0.0
    for lines in nights:
        started = time.monotonic()
        _undisturbed(settings, lines)
        took = time.monotonic() - started
        held.append(held_by_ledger(settings))
    return held, took


def _differences(settings: Settings, calm: Held) -> list[str]:
    """Say in what a warehouse differs from an undisturbed one."""
    held, published = held_by_ledger(settings), held_by_published(settings)
    faults = [f"{name} differ from an undisturbed run" for name in CONTENT if held.content[name] != calm.content[name]]
    if published is None or published.content != held.content:
        faults.append("the published file does not hold what the ledger holds")
    return faults + held.faults + (published.faults if published else [])


def _undisturbed(settings: Settings, lines: Path) -> None:
    child = in_child(run_night, settings, lines, None, None)
    child.join(PATIENCE)
    if child.exitcode != 0:
        raise AssertionError(f"an undisturbed night ended with {child.exitcode}")


def _killed(settings: Settings, lines: Path, point: str | None, delay: float) -> bool:
    """Run a night and kill it; tells whether it had acknowledged its end before."""
    ours, theirs = forks.Pipe(duplex=False)
    child = in_child(run_night, settings, lines, point, theirs)
    theirs.close()
    if point is None:
        time.sleep(delay)
        child.kill()
    child.join(PATIENCE)
    if child.is_alive():
        child.kill()
        raise AssertionError(f"a night that was to be killed at {point} went on for {PATIENCE} s")
    if point is not None and child.exitcode != -signal.SIGKILL:
        raise AssertionError(f"the night did not come to the point {point}: it ended with {child.exitcode}")
    try:
        return bool(ours.poll() and ours.recv())
    except EOFError:
        return False


def _look(outcome: Outcome, what: str, settings: Settings, before: Held, after: Held, acknowledged: bool) -> Held:
    """Hold what stands there against what stood there before the run and what an undisturbed one leaves."""
    held, published = held_by_ledger(settings), held_by_published(settings)
    acked = after.claims if acknowledged else before.claims
    lost = len(acked.keys() - held.claims.keys())
    faults = list(held.faults)
    if held.claims.keys() not in (before.claims.keys(), after.claims.keys()):
        faults.append(f"{len(held.claims)} claims: neither those before the run nor those after it")
    if published is not None:
        faults += published.faults
        if published.claims.keys() not in (before.claims.keys(), after.claims.keys()):
            faults.append("the published file holds neither what was there before the run nor what is after it")
    elif before.claims:
        faults.append("the published file has gone")
    outcome.judge(what, faults, lost=lost, doubled=held.doubled + (published.doubled if published else 0))
    return held
