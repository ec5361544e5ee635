"""Damage is found: flips, truncations, zeroed headers of ledger, published file and archive; `rebuild` restores."""

from __future__ import annotations

import random
from pathlib import Path

from flows.pipeline import rebuild
from flows.verification import verify_all
from tests.torture.campaign import Ground, Outcome, campaign
from tests.torture.warehouses import held_by_ledger, run, settings_of, write_night

REBUILDS = 4


@campaign("damage", "damage is found by verify, and rebuild restores the ledger", attempts=200, seconds=75, quick=9)
def damage(ground: Ground) -> Outcome:
    """Damage one file at a time and ask `verify`; a few times rebuild the ledger and compare."""
    outcome, chance = Outcome(), ground.chance
    settings = settings_of(ground.folder / "warehouse")
    for night in range(2):
        run(settings, write_night(ground.room("nights"), night))
    files = [settings.ledger, settings.published, *sorted(settings.archive.glob("*.warc.gz"))[:1]]
    whole = held_by_ledger(settings)
    for number in ground.rounds():
        path = files[number % len(files)]
        content = path.read_bytes()
        how = _damage(path, content, chance)
        found = [finding.file for finding in verify_all(settings) if not finding.whole]
        faults = [] if path.name in found else ["verify did not find it"]
        faults += [f"{name} is called damaged too" for name in found if name != path.name]
        if path == settings.ledger and number < REBUILDS * len(files):
            rebuild(settings)
            faults += [f"{name} not restored" for name, told in whole.content.items() if _told(settings, name) != told]
            faults += [finding.told for finding in verify_all(settings) if not finding.whole]
        else:
            path.write_bytes(content)
        outcome.judge(f"seed {ground.seed}, {number}: {path.name}, {how}", faults)
    return outcome


def _told(settings: object, name: str) -> str:
    return held_by_ledger(settings).content.get(name, "")  # type: ignore[arg-type]


def _damage(path: Path, content: bytes, chance: random.Random) -> str:
    """Damage a file in one of the ways that disks and people do, and say how."""
    kind = chance.choices(("flip", "cut", "header"), (8, 3, 1))[0]
    if kind == "flip":
        place, bit = chance.randrange(len(content)), 1 << chance.randrange(8)
        path.write_bytes(content[:place] + bytes([content[place] ^ bit]) + content[place + 1 :])
        return f"bit {bit} of byte {place} of {len(content)} flipped"
    if kind == "cut":
        length = chance.randrange(len(content))
        path.write_bytes(content[:length])
        return f"cut to {length} of {len(content)} bytes"
    length = min(len(content), chance.choice((16, 4096, 12288)))
    path.write_bytes(bytes(length) + content[length:])
    return f"the first {length} bytes zeroed"
