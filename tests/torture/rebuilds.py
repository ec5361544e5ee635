"""A rebuild killed at any instant leaves the old ledger or the new one, whole; the next rebuild or night goes on."""

from __future__ import annotations

import shutil
import signal
import time
from collections.abc import Callable
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any

from flows import pipeline, stages
from flows.settings import Settings
from flows.verification import verify_all
from tests.torture.campaign import Ground, Outcome, campaign
from tests.torture.warehouses import (
    CONTENT,
    PATIENCE,
    Held,
    die_before,
    held_by_ledger,
    held_by_published,
    in_child,
    run,
    run_night,
    settings_of,
    then_die,
    write_night,
)
from warehouse import publish as publishing
from warehouse.seal import sha256_of

NIGHTS = 2
# After the first run is replayed and after all, with the log of the old ledger folded in, with the fresh one on the
# disk, after the seal is broken, with the fresh one in its place, after the swap, and in the publish that follows.
DEATHS: dict[str, Callable[[], None]] = {
    "replay": lambda: then_die(pipeline, "carry_out"),
    "replays": lambda: then_die(pipeline, "_replay_all"),
    "row": lambda: then_die(stages, "note_rebuild"),
    "log": lambda: then_die(pipeline, "fold_log"),
    "sync": lambda: then_die(pipeline, "sync"),
    "stories": lambda: die_before(pipeline, "break_seal"),
    "seal": lambda: then_die(pipeline, "break_seal"),
    "ledger": lambda: die_before(pipeline, "sync", times=1),
    "folder": lambda: then_die(pipeline, "sync", times=1),
    "swap": lambda: then_die(pipeline, "_swap"),
    "copy": lambda: then_die(publishing, "_copy"),
    "manifest": lambda: then_die(publishing, "_lay_ready"),
    "replace": lambda: then_die(publishing, "sync", times=3),
}
STATES = ("sealed", "with the log of a killed run", "damaged")


@campaign("rebuilds", "a rebuild killed at any instant leaves one whole ledger", attempts=18, seconds=100, quick=1)
def rebuilds(ground: Ground) -> Outcome:
    """Kill rebuilds of whole ledgers, of damaged ones and of those of killed runs; look, and go on from there."""
    outcome, chance = Outcome(), ground.chance
    nights = [write_night(ground.room("nights"), number, articles=3) for number in range(NIGHTS)]
    prepared = cache(lambda state: _prepared(ground, state, nights))
    whole, took = held_by_ledger(prepared("sealed")), 0.0
    states, points = cycle(STATES), cycle(DEATHS)
    for number in ground.rounds():
        state = next(states)
        point = None if number % 4 == 3 else next(points)
        if point == "log" and state != "with the log of a killed run":
            state = "with the log of a killed run"  # there is no log to fold in the others
        if point is None and not took:
            took = _took(ground, prepared("sealed"))
        settings = settings_of(ground.folder / f"try-{number}")
        shutil.copytree(prepared(state).warehouse, settings.warehouse)
        exit_code = _killed(settings, point, chance.uniform(0.0, took))
        what = f"seed {ground.seed}, {number}: a ledger {state}, killed at {point or 'a random moment'}"
        faults = [f"it ended with {exit_code}"] * (point is not None and exit_code != -signal.SIGKILL)
        old = sha256_of(prepared(state).ledger) if state == "damaged" else ""
        outcome.judge(what, *_seen(settings, old, whole, faults))
        _go_on(outcome, what, settings, nights[-1], whole, by_night=state != "damaged" and number % 2 == 0)
        shutil.rmtree(settings.warehouse)
    return outcome


def _prepared(ground: Ground, state: str, nights: list[Path]) -> Settings:
    """Make a warehouse of the nights: whole, its last night killed before the log was folded in, or a byte flipped."""
    settings = settings_of(ground.folder / state.replace(" ", "-"))
    for lines in nights[:-1]:
        run(settings, lines)
    child = in_child(run_night, settings, nights[-1], "load" if "log" in state else None, None)
    child.join(PATIENCE)
    if "log" in state and not settings.ledger.with_name(settings.ledger.name + ".wal").exists():
        raise AssertionError("the killed run has left no log beside the ledger")
    if state == "damaged":
        content = bytearray(settings.ledger.read_bytes())
        content[:4096] = bytes(4096)
        settings.ledger.write_bytes(content)
    return settings


def _took(ground: Ground, prepared: Settings) -> float:
    """How long a rebuild takes that nobody disturbs."""
    settings = settings_of(ground.folder / "timed")
    shutil.copytree(prepared.warehouse, settings.warehouse)
    started = time.monotonic()
    in_child(_rebuild, settings, None).join(PATIENCE)
    return time.monotonic() - started


def _rebuild(settings: Settings, point: str | None) -> None:
    if point:
        DEATHS[point]()
    pipeline.rebuild(settings, force=True)


def _killed(settings: Settings, point: str | None, delay: float) -> Any:
    child = in_child(_rebuild, settings, point)
    if point is None:
        time.sleep(delay)
        child.kill()
    child.join(PATIENCE)
    return child.exitcode


def _seen(settings: Settings, old: str, whole: Held, faults: list[str]) -> tuple[list[str], int, int]:
    """Nothing may be gone: the ledger is the old one or the new one, the published file always a whole one.

    `old` is the digest of a ledger that was damaged before the rebuild began.
    """
    published = held_by_published(settings)
    faults = faults + (published.faults if published else ["the published file has gone"])
    if old and sha256_of(settings.ledger) == old:
        return faults, 0, 0
    held = held_by_ledger(settings)
    faults += held.faults
    faults += [f"{name} are not what they were" for name in CONTENT if held.content.get(name) != whole.content[name]]
    return faults, len(whole.claims.keys() - held.claims.keys()), held.doubled


def _go_on(outcome: Outcome, what: str, settings: Settings, night: Path, whole: Held, *, by_night: bool) -> None:
    """Run the last night once more, or the rebuild: all is there and whole, and nothing is left lying about."""
    child = in_child(*((run_night, settings, night, None, None) if by_night else (_rebuild, settings, None)))
    child.join(PATIENCE)
    held, published = held_by_ledger(settings), held_by_published(settings)
    faults = [f"it ended with {child.exitcode}"] * bool(child.exitcode) + held.faults
    faults += [
        f"{name} differ from an undisturbed run" for name in CONTENT if held.content[name] != whole.content[name]
    ]
    faults += published.faults if published else ["the published file has gone"]
    faults += ["what is published is something else"] * (published is not None and published.content != held.content)
    faults += [f"{one.file}: {one.told}" for one in verify_all(settings) if not one.whole]
    faults += ["the fresh ledger is left lying beside"] * (not by_night and (settings.warehouse / "rebuild").exists())
    outcome.judge(f"{what}, then {'a night' if by_night else 'a rebuild'}", faults, doubled=held.doubled)
