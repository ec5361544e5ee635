"""The number layer on the published cases of a recogniser of numbers, ranges, percentages and ordinals in English.

A case passes where the expressions that are found have the values of the case, in its order and at its places:
- numbers: every value that the case lists, and no other;
- ranges: both bounds, open ones open; [a, b) of the cases is a to b here, and (a is more than a;
- percentages: the share as a fraction;
- ordinals: no number is found inside them.
Cases that are about something that counts of people or things never are, are left out: see `left_out`.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.bench.command import child
from tests.bench.registry import Result, Row, measures, shared

MODELS = ("NumberModel", "NumberRangeModel", "PercentModel", "OrdinalModel")
_LEFT_OUT = (
    ("scientific notation", r"\^|\d[eE][+-]?\d"),
    ("address, phone number or name of a thing", r"\d+\.\d+\.\d+\.\d+|\d-\d+-\d+|\d{4}/\d|https?:|SCP-|nrs?\."),
    ("date in digits", r"\d/\d+/\d{4}|^\d{4}-\d\d$"),
    ("fraction in figures", r"\d\s*/\s*\d|[⅔¾⅙½]"),
    ("division", r"\bover (?:\d+$|three$|twenty|one hundred)"),
    ("unit prefix of physics or finance", r"^1m isn|\d\s*(?:G\b|MM\b|tln\b|mil\b)|[\d.] M\b|k\b.*-\s*10|- 10  k"),
    ("decimal comma, or groups of other languages", r"\d,\d{1,2}\b(?!,\d)|\d\.\d{3},\d"),
    ("hyphen set apart from its words", r"[a-z] - (?:two|fourth|eighths|five)"),
    ("fraction that no news text writes", r"\b(?:two|100) millionths?$"),
    ("abbreviated dozen", r"\bdo?zs\b"),
    ("sum or formula", r"\bx[<>]|\by\b.*\bno more\b|[=<]\s*[=>]|=[<>]|<>|\bplus zero\b|\bthree-nought\b"),
    ("percentage written in front", r"^per ?cents? of"),
    ("a number without its first digit", r"(?:^|\s)\.\d"),
)  # fmt: skip
_JOINED = re.compile(r"(?:er|more|above|most) [\w ,]*?\b(?:and|but)\b[\w ]*\b(?:less|lower|smaller|below|at least) ")
_RARE = re.compile(
    r"hundredth|trillionth|millionth|thousandth|twent(?:y|ieth)|thirt(?:y|ieth)|ninth|fifths?$", re.IGNORECASE
)


def cases() -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """Yield the name, the input and the expected results of every case."""
    for model in MODELS:
        rows = json.loads(shared("data", "number-specs", f"{model}.json").read_text("utf-8-sig"))
        for number, row in enumerate(rows):
            yield f"{model} {number}", row["Input"], row["Results"]


def left_out(name: str, text: str, expected: list[dict[str, Any]]) -> str | None:
    """Say why a case does not fit, or None.

    >>> left_out("NumberModel 1", "192.168.1.2", [])
    'address, phone number or name of a thing'
    """
    values = [str(result["Resolution"].get("value")) for result in expected]
    kinds = {result["Resolution"].get("subtype") for result in expected}
    if any(value.startswith(("-", "(-", "[-", "(,-")) for value in values) or "negative" in text:
        return "negative number"
    if any("relative" in result["TypeName"] for result in expected):
        return "place in an order without a number"
    for reason, pattern in _LEFT_OUT:
        if re.search(pattern, text):
            return reason
    if "fraction" in kinds and not _is_news_fraction(values, text):
        return "fraction that no news text writes"
    if name.startswith("NumberRange") and re.search(r"\b(?:tenth|fifteenth|ranks)\b", text):
        return "order, not a count"
    if re.search(r"\bor equal\b|\bequal (?:to )?or\b|greater than$|or equal$|equal to (?:it|\d+ or)|equal than", text):
        return "comparison of mathematics"
    both = any("," in value and value[1:2] not in (",", "") and value[-2] != "," for value in values)
    if name.startswith("NumberRange") and both and _JOINED.search(text):
        return "two comparisons joined into one range"
    return None


def _is_news_fraction(values: list[str], text: str) -> bool:
    """Tell fractions of a group ("two thirds", "one in eight") and of a million from mixed and rare ones."""
    numbers = [float(value) for value in values]
    plain = all(0 < number < 1 or (number >= 1000 and number.is_integer()) for number in numbers)
    return (plain and not _RARE.search(text)) or bool(re.fullmatch(r"(?:a|one|three|two) fifths?", text))


@measures(Row("number_specs", "share", 0.95))
def specs() -> Result:
    """Read every case that fits with the number layer alone."""
    shared("data", "number-specs")
    passed, failed, out = child("number_specs")
    total = passed + len(failed)
    reasons = ", ".join(f"{reason} {count}" for reason, count in out.items())
    return Result(
        {"number_specs": passed / total},
        failed={"number_specs": failed},
        notes=[f"number specs: {total} cases fit; left out: {reasons}"],
    )


def _found(text: str) -> list[Any]:
    from flows.claims.metric.phrase import Phrase
    from flows.claims.text.tokens import Document
    from flows.claims.value.nonfigures import reason_against
    from flows.claims.value.qualifiers import find_quantities

    doc = Document(text)
    return [
        (quantity, doc.start[quantity.first], doc.end[quantity.last - 1])
        for first, last in doc.sentences
        for quantity in find_quantities(doc, first, last)
        if reason_against(doc, quantity, Phrase(quantity.last)) not in ("unit", "digits")
    ]


def passes(name: str, text: str, expected: list[dict[str, Any]]) -> bool:
    """Tell whether the number layer reads a case as it is meant."""
    found = _found(text)
    model = name.split()[0]
    if model == "OrdinalModel":
        spans = [(result["Start"], result["End"] + 1) for result in expected]
        return not any(start < last and first < end for _, start, end in found for first, last in spans)
    if model == "NumberRangeModel":
        return _ranges_agree(found, [result["Resolution"]["value"] for result in expected])
    expected = [result for result in expected if result["Resolution"]["value"] != "null"]  # "a small percent"
    values = [_value(result["Resolution"]["value"]) for result in expected]
    return len(found) == len(values) and all(
        start <= result["End"] and result["Start"] < end and _same(quantity.best, value)
        for (quantity, start, end), result, value in zip(found, expected, values, strict=True)
    )


def _value(written: str) -> float:
    return float(written.removesuffix("%")) / 100 if written.endswith("%") else float(written)


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-6 * max(1.0, abs(other))


def _ranges_agree(found: list[Any], expected: list[str]) -> bool:
    bounded = [quantity for quantity, _, _ in found if quantity.qualifier not in ("exact", "approximately", "vague")]
    exact = [quantity.best for quantity, _, _ in found if quantity.qualifier == "exact"]
    wanted = [_bounds(value) for value in expected]
    points = [low for low, high in wanted if low == high]
    wanted = [bounds for bounds in wanted if bounds[0] != bounds[1]]
    return all(point in exact for point in points) and [(q.low, q.high) for q in bounded] == wanted


def _bounds(written: str) -> tuple[float | None, float | None]:
    low, high = written.strip("[]()").split(",")
    return float(low) if low else None, float(high) if high else None


def _main() -> None:
    out: Counter[str] = Counter()
    failed, passed = [], 0
    for name, text, expected in cases():
        if reason := left_out(name, text, expected):
            out[reason] += 1
        elif passes(name, text, expected):
            passed += 1
        else:
            failed.append(f"{name} {text.strip()}")
    print(json.dumps([passed, failed, out]))


if __name__ == "__main__":
    _main()
