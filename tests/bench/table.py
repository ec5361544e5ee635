"""What the benchmark prints and writes: the table, gains and losses by name, `.bench/latest.json`, the baseline."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.bench.registry import ROOT, Result, Row

LATEST = ROOT / ".bench" / "latest.json"
BASELINE = Path(__file__).with_name("baseline.json")
SHOWN = 12  # names of cases in a line

Measured = list[tuple[Row, float]]


def read_baseline() -> dict[str, Any]:
    """Read the figures of the last commit that changed them."""
    return json.loads(BASELINE.read_text("utf-8")) if BASELINE.exists() else {"rows": {}, "failed": {}}


def print_table(measured: Measured, baseline: dict[str, Any]) -> None:
    """Print the rows with their goals and what has changed."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name, justify in (
        ("row", "left"),
        ("value", "right"),
        ("unit", "left"),
        ("goal", "right"),
        ("met", "left"),
        ("change", "right"),
    ):
        table.add_column(name, justify=justify, no_wrap=True)  # type: ignore[arg-type]
    for row, value in measured:
        old = baseline["rows"].get(row.name, {}).get("value")
        goal = ("≥ " if row.better == "higher" else "≤ ") + _number(row.goal)
        table.add_row(
            row.name, _number(value), row.unit, goal, "yes" if row.met(value) else "no", _change(row, old, value)
        )
    Console(highlight=False).print(table)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 5 else f"{value:.3f}"


def _change(row: Row, old: float | None, new: float) -> str:
    if old is None:
        return "new"
    if not row.gain(old, new):
        return "="
    return f"{new - old:+.3f}" if row.unit == "share" else f"{(new - old) / old:+.0%}" if old else f"{new - old:+.1f}"


def print_changes(measured: Measured, failed: dict[str, list[str]], baseline: dict[str, Any]) -> None:
    """Print the names of the rows and of their cases that were won and lost."""
    gains: list[str] = []
    losses: list[str] = []
    for row, value in measured:
        old = baseline["rows"].get(row.name, {}).get("value")
        side = 0 if old is None else row.gain(old, value)
        if side:
            (gains if side > 0 else losses).append(row.name)
        if row.name in failed and row.name in baseline["failed"]:
            before, now = set(baseline["failed"][row.name]), set(failed[row.name])
            gains += [f"{row.name}: {name}" for name in sorted(before - now)]
            losses += [f"{row.name}: {name}" for name in sorted(now - before)]
    for title, names in (("Gains", gains), ("Losses", losses)):
        more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        print(f"{title}: {'; '.join(names[:SHOWN]) or 'none'}{more}")


def as_json(measured: Measured, failed: dict[str, list[str]]) -> dict[str, Any]:
    """Give the figures in the shape of `latest.json` and the baseline."""
    rows = {row.name: {"value": round(value, 6), "unit": row.unit, "goal": row.goal} for row, value in measured}
    return {"rows": rows, "failed": failed}


def write_json(path: Path, figures: dict[str, Any]) -> None:
    """Write figures for people to read and for `git diff`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(figures, indent=1, ensure_ascii=False, sort_keys=True) + "\n", "utf-8")


def merged(baseline: dict[str, Any], figures: dict[str, Any]) -> dict[str, Any]:
    """Put the figures of some rows into those of all.

    >>> merged({"rows": {"a": 1, "b": 1}, "failed": {}}, {"rows": {"b": 2}, "failed": {"b": []}})
    {'rows': {'a': 1, 'b': 2}, 'failed': {'b': []}}
    """
    return {part: baseline[part] | figures[part] for part in ("rows", "failed")}


def collected(rows: list[tuple[Row, Result]]) -> tuple[Measured, dict[str, list[str]]]:
    """Split results into the values and the cases that failed, for the rows that were asked for."""
    measured = [(row, result.values[row.name]) for row, result in rows]
    return measured, {row.name: result.failed[row.name] for row, result in rows if row.name in result.failed}
