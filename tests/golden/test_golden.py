"""The golden tables: sentences with the claims that have to come out of them.

A row of `*.yml` in this folder has
- `id`: its name, its own in all tables; `guards`: the construction or the mended mistake that it holds fast;
- `text` and, where they matter, `title` and `published` (otherwise 12 June 2024);
- `claims`: every claim of the text in its order, each with its `expr` and only the fields that the row is about.
  `is` stands for the qualifier and the bounds: "exact 5", "at_least 5", "between 10 12", "vague 24 36 99";
  `source` and `place` mean the first wording;
- `known_failure`: why the row does not pass yet. Such a row has to fail: who mends it takes the line away.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from datetime import date
from math import isclose
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.claims import Claim, extract
from schemas.vocabulary import load

TABLES = sorted(Path(__file__).parent.glob("*.yml"))
ROWS = [row for table in TABLES for row in yaml.safe_load(table.read_text("utf-8"))]
DAY = date(2024, 6, 12)
FIELDS = {field.name for field in fields(Claim)} | {"is", "period"}


def bounds(written: str) -> tuple[str, float | None, float | None, float | None]:
    """Spell out the bounds that a qualifier and its numbers assert, after the table of the annotation guidelines."""
    qualifier, *numbers = written.split()
    values = [float(number) for number in numbers]
    low, best, high = values[0], sum(values) / len(values), values[-1]
    match qualifier:
        case "exact" | "between":
            return qualifier, low, best, high
        case "approximately":
            return qualifier, None, best, None
        case "at_least" | "more_than":
            return qualifier, low, best, None
        case "at_most" | "less_than" | "nearly":
            return qualifier, None, best, high
        case "vague":
            return qualifier, low, values[1], high
    raise ValueError(written)


def told(claim: Claim, wanted: dict[str, Any]) -> dict[str, Any]:
    """Give a claim in the words of a row: the fields that the row has."""
    return {name: _field(claim, name, value) for name, value in wanted.items()}


def _field(claim: Claim, name: str, value: Any) -> Any:
    if name == "is":
        qualifier, *wanted = bounds(value)
        got = [claim.low, claim.best, claim.high]
        close = all(
            one == other or (one and other and isclose(one, other)) for one, other in zip(got, wanted, strict=True)
        )
        return value if claim.qualifier == qualifier and close else f"{claim.qualifier} {got}"
    if name == "period":
        return [date.fromisoformat(day) if day and len(day) == 10 else day for day in claim.period]
    got = getattr(claim, name)
    return (got[0] if got else None) if isinstance(got, list) else got


def as_parameter(row: dict[str, Any]) -> Any:
    reason = row.get("known_failure")
    marks = [pytest.mark.xfail(reason=reason, strict=True, raises=AssertionError)] if reason else []
    return pytest.param(row, id=row["id"], marks=marks)


@pytest.mark.parametrize("row", [as_parameter(row) for row in ROWS])
def test_the_text_gives_its_claims(row: dict[str, Any]) -> None:
    claims = extract(row["text"], published=row.get("published", DAY), title=row.get("title"))
    assert [claim.expr for claim in claims] == [wanted["expr"] for wanted in row["claims"]], row["guards"]
    for claim, wanted in zip(claims, row["claims"], strict=True):
        assert told(claim, wanted) == wanted, row["guards"]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_a_text_may_end_anywhere(table: Path) -> None:
    for row in yaml.safe_load(table.read_text("utf-8")):
        words = row["text"].split(" ")
        for count in range(1, len(words) + 1):
            for text in {" ".join(words[:count]), " ".join(words[:count]).rstrip(".,") + ","}:
                for claim in extract(text, published=row.get("published", date(2025, 6, 1))):
                    assert text[claim.start : claim.end] == claim.expr


def test_every_row_is_whole() -> None:
    repeated = [name for name, count in Counter(row["id"] for row in ROWS).items() if count > 1]
    assert repeated == []
    for row in ROWS:
        assert set(row) <= {"id", "text", "title", "published", "claims", "guards", "known_failure"}, row["id"]
        assert row["guards"], row["id"]
        position = 0
        for wanted in row["claims"]:
            assert set(wanted) <= FIELDS, row["id"]
            if wanted["expr"] != row["claims"][0]["expr"]:  # "each" gives two claims with one expression
                position = row["text"].index(wanted["expr"], position)


def test_the_rows_use_the_vocabularies() -> None:
    metrics = {wanted["metric"] for row in ROWS for wanted in row["claims"] if "metric" in wanted}
    assert metrics <= set(load("metrics"))
    qualifiers = {wanted["is"].split()[0] for row in ROWS for wanted in row["claims"] if "is" in wanted}
    assert qualifiers == {
        "exact",
        "approximately",
        "at_least",
        "more_than",
        "at_most",
        "less_than",
        "nearly",
        "between",
        "vague",
    }
