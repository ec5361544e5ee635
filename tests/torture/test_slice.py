"""A minute of the campaigns: few attempts each, so that a broken promise shows before `make torture` is run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.torture import CAMPAIGNS
from tests.torture.__main__ import SEED
from tests.torture.campaign import Outcome
from tests.torture.table import table

QUICK = [name for name, plan in CAMPAIGNS.items() if plan.quick]


@pytest.mark.parametrize("name", QUICK)
def test_a_promise_holds(name: str, tmp_path: Path) -> None:
    outcome = CAMPAIGNS[name].carry_out(tmp_path / name.replace(" ", "-"), SEED, quick=True)
    assert outcome.broken == [], "\n".join(outcome.broken)
    assert outcome.attempts or outcome.skipped
    assert (outcome.survived, outcome.lost, outcome.doubled) == (outcome.attempts, 0, 0)


def test_the_table_adds_up_and_tells_what_was_broken() -> None:
    good, bad = Outcome(), Outcome()
    good.judge("a kill", [])
    bad.judge("another", ["it was half there"], lost=2, doubled=1)
    lines = table([("kills", good, 1.0), ("damage", bad, 2.0)])
    assert lines[-3:] == ["", "broken:", "  damage: another: 2 lost; 1 doubled; it was half there"]
    (total,) = [line.split() for line in lines if line.startswith("all")]
    assert total == ["all", "2", "1", "2", "1", "3.0"]
