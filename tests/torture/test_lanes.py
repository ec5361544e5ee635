"""How the campaigns share the time."""

from __future__ import annotations

from tests.torture.campaign import Ground, Outcome, Plan
from tests.torture.lanes import Share


def plan(seconds: float, *, fills: bool = False) -> Plan:
    def run(ground: Ground) -> Outcome:
        return Outcome()

    return Plan("x", run, "", 1, seconds, 1, fills)


def test_on_a_slow_machine_all_are_cut_alike() -> None:
    share = Share(lanes=2, until=100.0, waiting={"a": plan(200), "b": plan(100), "c": plan(100)})
    assert share.begin("a", 0.0) == 100.0  # 200 × (2 × 100) / 400
    share = Share(lanes=2, until=100.0, waiting={"a": plan(100), "b": plan(300)})
    assert share.begin("a", 0.0) == 50.0


def test_what_one_leaves_over_goes_to_those_after_it() -> None:
    share = Share(lanes=1, until=100.0, waiting={"a": plan(50), "b": plan(50)})
    assert share.begin("a", 0.0) == 50.0
    share.end("a")
    assert share.begin("b", 10.0) == 100.0


def test_one_that_fills_takes_the_rest() -> None:
    share = Share(lanes=1, until=100.0, waiting={"a": plan(50), "f": plan(50, fills=True)})
    assert share.begin("a", 0.0) == 50.0
    share.end("a")
    assert share.begin("f", 20.0) == 100.0


def test_a_campaign_that_runs_is_reckoned_with() -> None:
    share = Share(lanes=2, until=100.0, waiting={"a": plan(80), "b": plan(120)})
    share.begin("a", 0.0)
    assert share.begin("b", 0.0) == 100.0
    assert share.running == {"a": 80.0, "b": 120.0}
