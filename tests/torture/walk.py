"""A random walk through all of it, held against a simple model: load, kill, publish, migrate, corrupt, fill, read."""

from __future__ import annotations

import resource
import shutil
from functools import cache
from pathlib import Path
from typing import ClassVar

from hypothesis import HealthCheck, Phase, seed
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from flows.pipeline import rebuild
from flows.settings import Settings
from flows.verification import verify_all
from tests.torture.campaign import Ground, Outcome, campaign
from tests.torture.warehouses import (
    PATIENCE,
    POINTS,
    held_by_ledger,
    held_by_published,
    in_child,
    run_night,
    settings_of,
    write_night,
)
from warehouse.connect import open_ledger, open_published
from warehouse.lock import hold_ledger
from warehouse.publish import publish

NIGHTS = 4
STEPS = 12


@campaign("walk", "all of it together, against a model", attempts=25, seconds=40, quick=1)
def walk(ground: Ground) -> Outcome:
    """Walk at random, with the seed that is printed; each step is an attempt, a broken invariant ends the walk."""
    outcome = Outcome()
    Walk.ground, Walk.outcome, Walk.walks = ground, outcome, 0
    given = hypothesis_settings(
        max_examples=max(1, ground.wished),
        stateful_step_count=STEPS if not ground.quick else 4,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    try:
        seed(ground.seed)(run_state_machine_as_test)(seed(ground.seed)(Walk), settings=given)
    except AssertionError as error:
        outcome.judge(f"seed {ground.seed}, walk {Walk.walks}, after {' → '.join(Walk.path)}", [str(error)[:600]])
    outcome.notes.append(f"{Walk.walks} walks of at most {given.stateful_step_count} steps, seed {ground.seed}")
    return outcome


@cache
def _claims_of(folder: Path, number: int) -> frozenset[str]:
    """The claims that a night brings when nobody disturbs it."""
    settings = settings_of(folder / f"alone-{number}")
    _run(settings, _lines(folder, number))
    return frozenset(held_by_ledger(settings).claims)


def _lines(folder: Path, number: int) -> Path:
    (folder / "nights").mkdir(exist_ok=True)
    return write_night(folder / "nights", number)


def _run(settings: Settings, lines: Path, point: str | None = None) -> int | None:
    child = in_child(run_night, settings, lines, point, None)
    child.join(PATIENCE)
    return child.exitcode  # type: ignore[no-any-return]


def _run_with_little_room(settings: Settings, lines: Path, most_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    try:
        run_night(settings, lines, None, None)
    except Exception:
        raise SystemExit(3) from None


class Walk(RuleBasedStateMachine):
    """One walk; the model is the set of nights that were told to be loaded, and of those that may be."""

    ground: ClassVar[Ground]
    outcome: ClassVar[Outcome]
    walks: ClassVar[int]
    path: ClassVar[list[str]] = []

    def __init__(self) -> None:
        super().__init__()
        type(self).walks += 1
        self.path[:] = []
        self.folder = self.ground.folder
        self.settings = settings_of(self.folder / f"walk-{self.walks}")
        self.loaded: set[int] = set()
        self.perhaps: set[int] = set()

    def teardown(self) -> None:
        """Make room for the next walk."""
        shutil.rmtree(self.settings.warehouse, ignore_errors=True)

    def _step(self, what: str) -> bool:
        if self._over():
            return False
        self.path.append(what)
        return True

    @rule(number=st.integers(0, NIGHTS - 1))
    def load(self, number: int) -> None:
        if self._step(f"load {number}"):
            assert _run(self.settings, _lines(self.folder, number)) == 0, "a night that nobody disturbed failed"
            self.loaded.add(number)

    @rule(number=st.integers(0, NIGHTS - 1), point=st.sampled_from(POINTS))
    def kill(self, number: int, point: str) -> None:
        if self._step(f"kill {number} at {point}"):
            _run(self.settings, _lines(self.folder, number), point)
            self.perhaps.add(number)
            self._settle()

    @rule(number=st.integers(0, NIGHTS - 1), room=st.integers(0, 8_000_000))
    def fill(self, number: int, room: int) -> None:
        if self._step(f"load {number} with files of at most {room} bytes"):
            child = in_child(_run_with_little_room, self.settings, _lines(self.folder, number), room)
            child.join(PATIENCE)
            self.perhaps.add(number)
            self._settle()
            assert child.exitcode != 0 or number in self.loaded, "it ended well and nothing is there"

    @precondition(lambda self: self.loaded)
    @rule()
    def migrate_and_publish(self) -> None:
        if self._step("migrate and publish"):
            with hold_ledger(self.settings.ledger) as lock, open_ledger(self.settings.ledger, lock) as ledger:
                publish(ledger, self.settings.published)
            held = held_by_published(self.settings)
            assert held is not None
            assert held.claims.keys() == self._wanted()

    @precondition(lambda self: self.loaded)
    @rule(part=st.floats(0, 1, exclude_max=True), published=st.booleans())
    def corrupt(self, part: float, published: bool) -> None:
        path = self.settings.published if published else self.settings.ledger
        if not path.exists() or not self._step(f"corrupt {path.name}"):
            return
        before, whole = path.read_bytes(), [one.file for one in verify_all(self.settings) if not one.whole]
        assert whole == [], f"called damaged before anything was done to it: {whole}"
        place = int(part * len(before))
        path.write_bytes(before[:place] + bytes([before[place] ^ 1]) + before[place + 1 :])
        found = [one.file for one in verify_all(self.settings) if not one.whole]
        sealed = self.settings.ledger.with_suffix(".seal.json").exists()
        assert path.name in found or (not published and not sealed), f"byte {place} of {path.name} was not found"
        if path.name in found:
            rebuild(self.settings, force=True)
        else:
            path.write_bytes(before)

    @precondition(lambda self: self.settings.published.exists())
    @rule()
    def read(self) -> None:
        if self._step("read"):
            with open_published(self.settings.published) as con:
                rows = con.execute("SELECT count(*), count(DISTINCT claim_id) FROM claims").fetchone()
            assert rows is not None
            assert rows[0] == rows[1], "a claim stands there twice"

    @invariant()
    def nothing_is_lost_and_nothing_doubled(self) -> None:
        if not self.path or self._over():
            return
        held, published = held_by_ledger(self.settings), held_by_published(self.settings)
        lost = len(self._wanted() - held.claims.keys())
        faults = held.faults + (published.faults if published else [])
        faults += ["the ledger holds what no run brought"] * bool(held.claims.keys() - self._wanted())
        if published:
            faults += ["the published file holds what no run brought"] * bool(published.claims.keys() - self._wanted())
        assert not faults, faults
        self.outcome.judge(self.path[-1], [], lost=lost, doubled=held.doubled)

    def _over(self) -> bool:
        return self.ground.over() and self.outcome.attempts > 0

    def _settle(self) -> None:
        """See which of the nights that may be loaded are: all of one, or nothing of it."""
        held = held_by_ledger(self.settings).claims.keys()
        for number in self.perhaps - self.loaded:
            of_night = _claims_of(self.folder, number)
            assert of_night <= held or not of_night & held, f"half of night {number} is there"
            if of_night <= held:
                self.loaded.add(number)
        self.perhaps.clear()

    def _wanted(self) -> set[str]:
        return {claim for number in self.loaded for claim in _claims_of(self.folder, number)}
