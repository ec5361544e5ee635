"""A campaign is a function with a name and a seed that tries to break one promise and counts what came of it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

Campaign = Callable[["Ground"], "Outcome"]
CAMPAIGNS: dict[str, Plan] = {}
QUICK_SECONDS = 10.0


@dataclass
class Outcome:
    """How often the promise was tried, how often it held, and what was lost or stood there twice.

    `broken` says in words what did not hold, `skipped` what could not be tried here, `notes` what was measured.
    """

    attempts: int = 0
    survived: int = 0
    lost: int = 0
    doubled: int = 0
    broken: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def judge(self, what: str, faults: list[str], lost: int = 0, doubled: int = 0) -> None:
        """Count one attempt: it survived if there are no faults and nothing is lost or doubled."""
        self.attempts += 1
        self.lost += lost
        self.doubled += doubled
        if faults or lost or doubled:
            counts = [f"{lost} lost"] * bool(lost) + [f"{doubled} doubled"] * bool(doubled)
            self.broken.append(f"{what}: {'; '.join([*counts, *faults])}")
        else:
            self.survived += 1

    def add(self, other: Outcome) -> None:
        """Take over what a part of the campaign has found."""
        for name in ("attempts", "survived", "lost", "doubled"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("broken", "skipped", "notes"):
            getattr(self, name).extend(getattr(other, name))


@dataclass
class Ground:
    """What a campaign is given: a seed, an empty folder, how many attempts are wished for, and until when."""

    seed: int
    folder: Path
    wished: int
    until: float
    quick: bool

    @property
    def chance(self) -> random.Random:
        """A stream of chance that is the same for the same seed."""
        return random.Random(self.seed)  # noqa: S311 (no secret)

    def rounds(self) -> Iterator[int]:
        """Count the attempts, until there are as many as are wished for or the time is over."""
        for number in range(self.wished):
            if number and time.monotonic() > self.until:
                return
            yield number

    def over(self) -> bool:
        """Whether the time is over."""
        return time.monotonic() > self.until

    def room(self, name: str) -> Path:
        """Make a folder of that name."""
        path = self.folder / name
        path.mkdir(parents=True, exist_ok=True)
        return path


@dataclass(frozen=True)
class Plan:
    """One campaign with the attempts and seconds of a whole run, and the attempts of the slice in `make test`.

    One that `fills` takes the time that is left.
    """

    name: str
    run: Campaign
    promise: str
    attempts: int
    seconds: float
    quick: int
    fills: bool = False

    def carry_out(self, folder: Path, seed: int, *, seconds: float | None = None, quick: bool) -> Outcome:
        """Run it; a campaign that fails by itself is a promise that was not proven."""
        seconds = QUICK_SECONDS if quick else seconds or self.seconds
        wished = self.quick if quick else self.attempts
        ground = Ground(seed, folder, wished, time.monotonic() + seconds, quick)
        ground.folder.mkdir(parents=True, exist_ok=True)
        return self.run(ground)


def campaign(
    name: str,
    promise: str,
    *,
    attempts: int,
    seconds: float,
    quick: int,
    fills: bool = False,
) -> Callable[[Campaign], Campaign]:
    """Register a campaign under its name; `quick` is the number of attempts in the slice, 0 to leave it out there."""

    def register(run: Campaign) -> Campaign:
        CAMPAIGNS[name] = Plan(name, run, promise, attempts, seconds, quick, fills)
        return run

    return register
