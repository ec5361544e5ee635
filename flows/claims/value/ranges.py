"""Ranges of two numbers, and pairs of numbers that are dates or years."""

from __future__ import annotations

from flows.claims.lexicon import words
from flows.claims.text.tokens import Document
from flows.claims.value.numbers import Number, read_number

_CHANGE = frozenset({"rose", "rise", "risen", "rises", "rising", "up", "fell", "fall", "fallen", "falls", "falling",
                     "down", "increased", "increase", "increases", "grew", "grown", "grows", "jumped", "climbed",
                     "dropped", "declined", "decreased", "soared", "went", "gone", "goes", "going", "moved", "lifted",
                     "shrunk", "swollen", "raised", "lowered", "revised", "cut", "doubled", "swelled", "surged",
                     "shrank"})  # fmt: skip
_RANGE_DASHES = frozenset("-‐‑–−~")
_JOINTS = _RANGE_DASHES | {"to", "and", "or"}


def upper_end(doc: Document, number: Number, floor: int, limit: int) -> Number | None:
    """The number that ends a range begun by `number`, where there is one."""
    j = number.last
    hazy = number.vague and doc.word[number.first] not in ("dozens", "several")
    if j >= limit or number.zero or hazy or _is_dated(doc, number.first):
        return None
    word, glued = doc.word[j], doc.gap[j] == "-"
    if word in ("(", ")") or not (glued or word in _JOINTS):
        return None
    before = doc.word[number.first - 1] if number.first > floor else ""
    if glued:
        start = j
    elif word in _RANGE_DASHES or word == "to":
        start = j + 1
        if word != "to" and not (number.plain and start < limit and doc.raw[start].isdecimal()):
            return None
        if word == "to" and before == "from" and _change_before(doc, number.first - 1, floor):
            return None
    elif (word == "and" and _between_before(doc, number.first, floor)) or word == "or":
        start = j + 1
    else:
        return None
    if start >= limit:
        return None
    upper = read_number(doc, start if not _qualifies(doc, start) else start + 1)
    if upper is None or upper.zero or upper.last > limit:
        return None
    if number.share != upper.share and not upper.share:
        return None
    low = scaled(number, upper)
    # "rose by 12 to 340", but "cut by 2,000 to 3,000"
    apart = (word == "or" and upper.value > 3 * low + 1) or (
        before == "by" and word == "to" and not upper.share and upper.value > 2 * low
    )
    return None if apart or low >= upper.value else upper


def _is_dated(doc: Document, i: int) -> bool:
    """Whether "to" leads on from a year or a day: "bringing the toll since October 2023 to 54,000"."""
    year = len(doc.raw[i]) == 4 and doc.raw[i].isdecimal() and "1900" <= doc.raw[i] < "2100"
    before = doc.word[i - 1] if i and doc.word[i + 1 : i + 2] == ["to"] else ""
    return before in words("dates")["months"] or (year and before == "since")


def scaled(lower: Number, upper: Number) -> float:
    """The lower end of a range in the unit of the upper one: "10-12 thousand", "20 to 30 percent"."""
    if upper.share and not lower.share:
        return lower.value / 100
    if upper.scale > 1 and lower.scale == 1 and lower.value <= upper.value / upper.scale:
        return lower.value * upper.scale
    if upper.dozen and not lower.dozen and lower.value * 12 < upper.value:
        return lower.value * 12
    return lower.value


def _qualifies(doc: Document, i: int) -> bool:
    return doc.word[i] in ("about", "around", "some", "perhaps", "as")


def _between_before(doc: Document, i: int, floor: int) -> bool:
    return i > floor and (
        doc.word[i - 1] == "between" or (i > floor + 1 and doc.word[i - 2] == "between" and _qualifies(doc, i - 1))
    )


def _change_before(doc: Document, i: int, floor: int) -> bool:
    if any(word in _CHANGE for word in doc.word[max(floor, i - 3) : i]):
        return True
    first = doc.sentences[doc.sentence_of[i]][0]
    gapped = doc.word[first:i]  # "has risen from 140 to 182, and that of the abducted from 39 to 108"
    return "from" in gapped and not _CHANGE.isdisjoint(gapped) and not {"that", "and"}.isdisjoint(gapped)


def digital_date(doc: Document, i: int) -> int | None:
    """Where a date in digits ends that begins at token i: "2024-05-04", "04/05/2024"."""
    if not doc.raw[i].isdecimal():
        return None
    if doc.word[i + 1 : i + 4 : 2] == ["/", "/"]:
        parts, end = doc.raw[i : i + 5 : 2], i + 5
    elif doc.gap[i + 1 : i + 3] == ["-", "-"]:
        parts, end = doc.raw[i : i + 3], i + 3
    else:
        return None
    lengths = [len(part) for part in parts if part.isdecimal()]
    shaped = len(lengths) == 3 and min(lengths) <= 2 and sorted(lengths)[1] <= 2
    return end if shaped and 4 in (lengths[0], lengths[2]) else None


def year_range(doc: Document, i: int) -> Number | None:
    """ "2016–17", "1950-1953": no range of figures."""
    if i + 1 >= len(doc.word) or doc.gap[i + 1] != "-" or len(doc.raw[i]) != 4 or not doc.raw[i].isdecimal():
        return None
    later = doc.raw[i + 1]
    if (
        later.isdecimal()
        and len(later) in (2, 4)
        and "1800" < doc.raw[i] < "2100"
        and (len(later) == 2 or later < "2100")
    ):
        return Number(i, i + 2, float(doc.raw[i]), plain=True)
    return None
