"""Accuracy on the annotated texts, by the scorer that lies beside them: all of them and their two fixed parts.

The part `held` is every third text; rules are tuned by looking at the errors of the others.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.bench.command import extract, read_lines, write_lines
from tests.bench.registry import Result, Row, measures, shared

# row: goal on texts that one may look at, goal on unseen ones
GOALS = {
    "detection_f1": (0.96, 0.94), "value_f1": (0.94, 0.91), "metric_f1": (0.88, 0.83), "core_f1": (0.83, 0.77),
    "full_f1": (0.60, 0.50), "source_accuracy": (0.85, 0.80),
}  # fmt: skip
GIVEN = ("id", "text", "published", "title", "language")
ROWS = [
    Row(f"{name}{part}", "share", goals[part == "_held"])
    for part in ("", "_tune", "_held")
    for name, goals in GOALS.items()
]


def is_held(index: int) -> bool:
    """Tell whether the text of this place in the file belongs to the part that is looked at rarely."""
    return index % 3 == 2


@measures(*ROWS)
def accuracy() -> Result:
    """Score what the command makes of the annotated texts, without showing it the annotations."""
    gold = read_lines(shared("gold", "dev.jsonl"))
    scorer = shared("gold", "score.py")
    parts = {
        "": gold,
        "_tune": [row for i, row in enumerate(gold) if not is_held(i)],
        "_held": [row for i, row in enumerate(gold) if is_held(i)],
    }
    values: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        given, claims = Path(folder, "given.jsonl"), Path(folder, "claims.jsonl")
        write_lines(given, ({name: row.get(name) for name in GIVEN} for row in gold))
        extract(given, claims)
        for part, rows in parts.items():
            wanted = Path(folder, f"gold{part}.jsonl")
            write_lines(wanted, rows)
            values |= {f"{name}{part}": value for name, value in _figures(_score(scorer, wanted, claims)).items()}
    return Result(
        values, notes=[f"dev: {len(gold)} texts, {len(parts['_tune'])} to tune on, {len(parts['_held'])} held"]
    )


def _score(scorer: Path, gold: Path, claims: Path) -> Any:
    command = [sys.executable, *map(str, (scorer, gold, claims)), "--json"]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return json.loads(done.stdout)


def _figures(report: Any) -> dict[str, float]:
    tiers = {name: report[name.removesuffix("_f1")]["f1"] for name in GOALS if name.endswith("_f1")}
    return tiers | {"source_accuracy": report["fields"]["source"]}
