"""Campaigns side by side, each in a process of its own, so that all of them are done when the time is over."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock

from tests.torture.campaign import CAMPAIGNS, Outcome, Plan
from tests.torture.table import Row
from tests.torture.warehouses import forks

GRACE_SECONDS = 600  # for an attempt that is under way when the time is over


@dataclass
class Share:
    """How long each campaign may take, so that all are done at `until`.

    A campaign's `seconds` are what it needs for its count, with some to spare. What those before it have not used
    stretches the share of those that come after; on a slower machine all are cut alike. Those that fill come last and
    take the rest.
    """

    lanes: int
    until: float
    waiting: dict[str, Plan]
    running: dict[str, float] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def begin(self, name: str, now: float) -> float:
        """Give the moment until which a campaign that begins now may go on."""
        with self.lock:
            plan = self.waiting.pop(name)
            free = self.lanes * (self.until - now) - sum(max(0.0, end - now) for end in self.running.values())
            stretch = max(0.0, free) / (plan.seconds + sum(one.seconds for one in self.waiting.values()))
            self.running[name] = now + plan.seconds
            return self.until if plan.fills else min(self.until, now + stretch * plan.seconds)

    def end(self, name: str) -> None:
        """Note that a campaign is done."""
        with self.lock:
            del self.running[name]


def side_by_side(names: list[str], lanes: int, until: float, seed: int, *, quick: bool) -> list[Row]:
    """Run the campaigns, each lane one at a time: the longest first, those that fill at the end."""
    share = Share(lanes, until, {name: CAMPAIGNS[name] for name in names})
    order = sorted(names, key=lambda name: (CAMPAIGNS[name].fills, -CAMPAIGNS[name].seconds))
    with ThreadPoolExecutor(lanes) as pool:
        done = {name: pool.submit(_watched, name, seed, share, quick) for name in order}
        return [done[name].result() for name in names]


def _watched(name: str, seed: int, share: Share, quick: bool) -> Row:
    """Run one campaign in a process of its own: what it breaks, limits or leaves behind is its own."""
    started = time.monotonic()
    until = share.begin(name, started)
    with tempfile.TemporaryDirectory(prefix=f"torture-{name.replace(' ', '-')}-", ignore_cleanup_errors=True) as room:
        ours, theirs = forks.Pipe(duplex=False)
        child = forks.Process(target=_carry_out, args=(name, Path(room), seed, until - started, quick, theirs))
        child.start()
        theirs.close()
        try:
            if ours.poll(until - started + GRACE_SECONDS):
                outcome = Outcome(**ours.recv())
            else:
                outcome = _failed("it does not come to its end")
                child.kill()
        except EOFError:
            outcome = _failed(f"its process has gone: {(Path(room) / 'said.txt').read_text(errors='replace')[-2000:]}")
        child.join()
    share.end(name)
    seconds = time.monotonic() - started
    print(f"{name}: {outcome.survived} of {outcome.attempts} in {seconds:.0f} s", flush=True)
    return name, outcome, seconds


def _failed(why: str) -> Outcome:
    return Outcome(attempts=1, broken=[f"the campaign itself failed: {why}"])


def _carry_out(name: str, room: Path, seed: int, seconds: float, quick: bool, line: Connection) -> None:
    """Run a campaign and tell what came of it; what it and its children say goes into a file."""
    with (room / "said.txt").open("wb") as said:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
            os.dup2(said.fileno(), stream.fileno())
    try:
        outcome = CAMPAIGNS[name].carry_out(room / "ground", seed, seconds=seconds, quick=quick)
        if not outcome.attempts and not outcome.skipped:
            outcome.broken.append("nothing was tried: the time was over")
    except Exception:
        outcome = _failed(traceback.format_exc()[-2000:])
    shutil.rmtree(room / "ground", ignore_errors=True)
    line.send(vars(outcome))
