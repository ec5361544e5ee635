"""A run killed at any instant: the ledger is as before or after it, the published file whole, a rerun makes it good."""

from __future__ import annotations

import signal
import time
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


@campaign(
    "kills", "a run killed at any instant leaves the ledger as before or after it", attempts=108, seconds=340, quick=3
)
def kills(ground: Ground) -> Outcome:
    """Kill nights with SIGKILL, at the named points in turn and at random moments, and look each time."""
    outcome, chance = Outcome(), ground.chance
    settings, twin = settings_of(ground.folder / "disturbed"), settings_of(ground.folder / "calm")
    before = after = Held()
    night, took, points, loaded = -1, 1.0, iter(POINTS), True
    for number in ground.rounds():
        if loaded:  # the next night, first without any disturbance
            night, before = night + 1, after
            lines = write_night(ground.room("nights"), night)
            started = time.monotonic()
            _undisturbed(twin, lines)
            took, after = time.monotonic() - started, held_by_ledger(twin)
        point = None
        if number % 2 == 0:
            point = next(points, None)
            if point is None:
                points = iter(POINTS)
                point = next(points)
        acknowledged = _killed(settings, lines, point, chance.uniform(0.0, took * 1.1))
        what = f"seed {ground.seed}, kill {number} at {point or 'a random moment'}"
        held = _look(outcome, what, settings, before, after, acknowledged)
        loaded = held.claims.keys() == after.claims.keys() or number == ground.wished - 1 or ground.over()
        if loaded:
            _undisturbed(settings, lines)
            outcome.judge(f"{what}, rerun", _differences(settings, after))
    return outcome


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
