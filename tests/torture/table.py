"""The table of results."""

from __future__ import annotations

from tests.torture.campaign import Outcome

Row = tuple[str, Outcome, float]


def table(rows: list[Row]) -> list[str]:
    """Write one line a campaign, a sum, and below it what was broken, skipped and measured."""
    width = max(len("campaign"), *(len(name) for name, _, _ in rows))
    lines = [f"{'campaign':<{width}}  attempts  survived  lost  doubled  seconds"]
    total = Outcome()
    for name, outcome, seconds in rows:
        lines.append(_line(name, outcome, seconds, width))
        total.add(outcome)
    lines += ["-" * len(lines[0]), _line("all", total, sum(seconds for _, _, seconds in rows), width)]
    for kind in ("broken", "skipped", "notes"):
        told = [f"  {name}: {one}" for name, outcome, _ in rows for one in getattr(outcome, kind)]
        lines += ["", f"{kind}:", *told] if told else []
    return lines


def _line(name: str, outcome: Outcome, seconds: float, width: int) -> str:
    return (
        f"{name:<{width}}  {outcome.attempts:>8}  {outcome.survived:>8}  {outcome.lost:>4}  {outcome.doubled:>7}"
        f"  {seconds:>7.1f}"
    )
