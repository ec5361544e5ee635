"""MUC-4: how many of the victim numbers that its keys spell out come out as claims with the same bounds.

Counted are the victims of TST1 and TST2 with a number of at least two that the key states (not "plural"), who died or
were hurt, and that neither they nor their event are optional. One is found where a claim of the same text that counts
killed, wounded or casualties asserts the same: "6" is 6 to 6, "~100" about 100 (or nearly), "23 -" 23 and no upper
bound, "10 - 12" 10 to 12, "- 5" 5 and no lower bound. Two events of one text may rest on one claim. Precision is not
measured: events between armed sides are left out of the keys.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from tests.bench.command import extract, read_lines, write_lines
from tests.bench.registry import Result, Row, measures, shared

HARM = {"DEATH", "INJURY"}
METRICS = {"killed", "wounded", "casualties"}


@measures(Row("muc4_recall", "share", 0.85))
def recall() -> Result:
    """Read the claims of both test sets and look every victim number up among them."""
    texts = [row for name in ("tst1", "tst2") for row in read_lines(shared("data", "muc4", f"{name}.jsonl"))]
    with tempfile.TemporaryDirectory() as folder:
        given, out = Path(folder, "given.jsonl"), Path(folder, "claims.jsonl")
        write_lines(given, ({"id": row["id"], "text": row["text"]} for row in texts))
        extract(given, out)
        claims = {row["id"]: row["claims"] for row in read_lines(out)}
    wanted = [(row["id"], victim) for row in texts for victim in row["gold"] if counts(victim)]
    missed = [(key, victim) for key, victim in wanted if not any(answers(claim, victim) for claim in claims[key])]
    names = [f"{key} {victim['raw']} {victim['entities'][0]}" for key, victim in missed]
    return Result(
        {"muc4_recall": 1 - len(missed) / len(wanted)},
        failed={"muc4_recall": sorted(names)},
        notes=[f"muc4: {len(wanted)} victim numbers in {len(texts)} texts, {len(missed)} missed"],
    )


def counts(victim: dict[str, Any]) -> bool:
    """Tell whether a victim of the keys is one that a text gives an explicit number of."""
    number = max(victim["low"] or 0, victim["high"] or 0)
    optional = victim["optional"] or victim["optional_template"]
    return number >= 2 and not victim["plural"] and not optional and bool(HARM & set(victim["effects"]))


def answers(claim: dict[str, Any], victim: dict[str, Any]) -> bool:
    """Tell whether a claim asserts a victim's number.

    >>> claim = {"metric": "killed", "kind": "count", "qualifier": "at_least", "low": 23, "best": 23, "high": None}
    >>> [answers(claim, {"low": 23, "high": high, "approx": False}) for high in (None, 23)]
    [True, False]
    """
    if claim["metric"] not in METRICS or claim["kind"] != "count":
        return False
    if victim["approx"]:
        return claim["qualifier"] in ("approximately", "nearly") and claim["best"] == victim["low"]
    return (claim["low"], claim["high"]) == (victim["low"], victim["high"])
