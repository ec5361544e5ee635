"""A reader never waits and never sees half: readers open, query and hold the published file throughout publishes."""

from __future__ import annotations

import time
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path

from tests.torture.campaign import Ground, Outcome, campaign
from tests.torture.warehouses import PATIENCE, forks, in_child, settings_of, write_night
from warehouse.connect import open_ledger, open_published
from warehouse.publish import publish

READERS = 3
ASKED = "SELECT count(*), count(DISTINCT claim_id), coalesce(max(best), 0) FROM claims"
LONGEST_OPENING_SECONDS = 5.0  # on a machine that does other things too


@campaign("readers", "a reader never waits and never sees half", attempts=50, seconds=75, quick=2)
def readers(ground: Ground) -> Outcome:
    """Publish again and again while readers open, ask, hold and ask again: each answer is that of one publish."""
    outcome = Outcome()
    settings = settings_of(ground.folder / "warehouse")
    _first(settings, write_night(ground.room("nights"), 0, articles=20))
    stop, lines, children = forks.Event(), [], []
    for _ in range(READERS):
        ours, theirs = forks.Pipe(duplex=False)
        children.append(in_child(_reader, settings.published, stop, theirs))
        lines.append(ours)
    published: set[int] = {_claims(settings.published)}
    for number in ground.rounds():
        with open_ledger(settings.ledger) as ledger:
            ledger.execute(
                "INSERT INTO claims BY NAME SELECT * REPLACE (claim_id || ? AS claim_id) FROM claims LIMIT 7",
                [f"-{number}"],
            )
            publish(ledger, settings.published)
        published.add(_claims(settings.published))
        outcome.judge(f"publish {number}", [])
    stop.set()
    opened, slowest = 0, 0.0
    for line, child in zip(lines, children, strict=True):
        faults, seen, times, longest = line.recv()
        child.join(PATIENCE)
        opened, slowest = opened + times, max(slowest, longest)
        faults += [f"saw {count} claims, which no publish held" for count in seen - published]
        faults += [f"waited {longest:.1f} s for the file to open"] * (longest > LONGEST_OPENING_SECONDS)
        outcome.judge("a reader", faults)
    outcome.notes.append(f"{opened} openings by {READERS} readers, the slowest {slowest * 1000:.0f} ms")
    return outcome


def _first(settings: object, lines: Path) -> None:
    from tests.torture.warehouses import run_night

    child = in_child(run_night, settings, lines, None, None)
    child.join(PATIENCE)


def _claims(path: Path) -> int:
    with open_published(path) as con:
        row = con.execute(ASKED).fetchone()
        return int(row[0]) if row else 0


def _reader(path: Path, stop: Event, line: Connection) -> None:
    faults: list[str] = []
    seen: set[int] = set()
    times, longest = 0, 0.0
    while not stop.is_set():
        started = time.monotonic()
        try:
            with open_published(path) as con:
                longest = max(longest, time.monotonic() - started)
                first = con.execute(ASKED).fetchone()
                time.sleep(0.15 * (times % 10))  # held open across publishes, the longest across several
                if con.execute(ASKED).fetchone() != first or first is None or first[0] != first[1]:
                    faults.append(f"one opening gave two answers, or half of one: {first}")
                seen.add(first[0] if first else -1)
        except Exception as error:
            faults.append(f"{type(error).__name__}: {error}")
        times += 1
    line.send((faults[:5], seen, times, longest))
