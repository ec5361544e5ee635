"""Numbers with their qualifiers, and the bounds that the two assert together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from flows.claims.lexicon import Phrases, words
from flows.claims.numbers import Number, openers, read_number
from flows.claims.tokens import Document

_BOUNDS = ("at_least", "more_than", "at_most", "less_than", "nearly")
_CHANGE = frozenset(
    [
        "rose",
        "rise",
        "risen",
        "rises",
        "rising",
        "up",
        "fell",
        "fall",
        "fallen",
        "falls",
        "falling",
        "down",
        "increased",
        "increase",
        "increases",
        "grew",
        "grown",
        "grows",
        "jumped",
        "climbed",
        "dropped",
        "declined",
        "decreased",
        "soared",
        "went",
        "raised",
        "lowered",
        "revised",
        "cut",
        "doubled",
        "swelled",
        "surged",
        "shrank",
    ]
)
_RANGE_DASHES = frozenset("-‐‑–−")


@dataclass(slots=True)
class Quantity:
    """A numeric expression: tokens [first, last) with its qualifiers; the number itself begins at `core`.

    Units: counts are numbers of people or things; shares lie in 0 to 1.
    """

    first: int
    last: int
    core: int
    qualifier: str
    low: float | None
    best: float
    high: float | None
    share: bool = False
    zero: bool = False
    article: bool = False
    plain: bool = False
    word: str = ""


@cache
def _before() -> Phrases[str]:
    table = words("qualifiers")["before"]
    return Phrases((phrase, code) for code, phrases in table.items() for phrase in phrases)


@cache
def _after() -> Phrases[str]:
    table = words("qualifiers")["after"]
    return Phrases((phrase, code) for code, phrases in table.items() for phrase in phrases)


@cache
def _verbs() -> Phrases[str]:
    table = words("qualifiers")["verbs"]
    return Phrases((phrase, code) for code, phrases in table.items() for phrase in phrases)


def find_quantities(doc: Document, first: int, last: int) -> list[Quantity]:
    """Every numeric expression of a sentence, tokens [first, last), left to right.

    >>> doc = Document("At least 28 of the 10,000-12,000 men, or more than half of them, fell.")
    >>> [(doc.span(q.first, q.last), q.qualifier, q.low, q.best, q.high) for q in find_quantities(doc, 0, len(doc))]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('At least 28', 'at_least', 28.0, 28.0, None), ('10,000-12,000', 'between', 10000.0, 11000.0, 12000.0),
     ('more than half', 'more_than', 0.5, 0.5, None)]
    """
    starters = openers()
    found: list[Quantity] = []
    i, floor = first, first
    while i < last:
        word = doc.word[i]
        if not (word[0].isdecimal() or word in starters or word in ("a", "an", "the")):
            i += 1
            continue
        if (ahead := _before().at(doc.word, i)) and ahead[0] < last and _begins_number(doc, ahead[0]):
            i = ahead[0]  # "no fewer than 75": the qualifier is read from the number back
            continue
        number = _year_range(doc, i) or read_number(doc, i)
        if number is None or number.last > last:
            i += 1
            continue
        quantity = _quantity(doc, number, floor, last)
        found.append(quantity)
        i = floor = quantity.last
    return found


def _begins_number(doc: Document, i: int) -> bool:
    word = doc.word[i]
    return word[0].isdecimal() or word in openers() or word in ("a", "an")


def _year_range(doc: Document, i: int) -> Number | None:
    """ "2016–17", "1950-1953": no range of figures."""
    if i + 1 >= len(doc) or doc.gap[i + 1] != "-" or len(doc.raw[i]) != 4 or not doc.raw[i].isdecimal():
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


def article_quantity(doc: Document, i: int) -> Quantity:
    """The article at token i read as one: "a drone was shot down"."""
    return Quantity(i, i + 1, i, "exact", 1.0, 1.0, 1.0, article=True, word=doc.word[i])


def _quantity(doc: Document, number: Number, floor: int, limit: int) -> Quantity:
    upper = _upper_end(doc, number, floor, limit)
    last = upper.last if upper else number.last
    first, code = _qualifier_before(doc, number.first, floor)
    last, code_after = _qualifier_after(doc, last, limit)
    code = _stack(code, code_after)
    if upper:
        if doc.word[number.first - 1 : number.first] == ["between"] and number.first > floor:
            first = min(first, number.first - 1)
        low = _scaled(number, upper)
        bounds = ("between", low, (low + upper.value) / 2, upper.value)
    else:
        bounds = _bounds(number, code)
    qualifier, low_bound, best, high = bounds
    return Quantity(
        first, last, number.first, qualifier, low_bound, best, high,
        share=number.share or bool(upper and upper.share), zero=number.zero, plain=number.plain and not upper,
        word=doc.word[number.first],
    )  # fmt: skip


def _bounds(number: Number, code: str | None) -> tuple[str, float | None, float, float | None]:
    """The bounds table of the guidelines."""
    value = number.value
    if number.vague:
        if code in ("at_least", "more_than"):
            return code, number.low, number.low or value, None
        if code in ("at_most", "less_than", "nearly"):
            return code, None, value, value
        return "vague", number.low, value, number.high
    if code is None:
        return ("approximately", None, value, None) if number.dozen else ("exact", value, value, value)
    if code == "approximately":
        return code, None, value, None
    if code in ("at_least", "more_than"):
        return code, value, value, None
    return code, None, value, value


def _scaled(lower: Number, upper: Number) -> float:
    """The lower end of a range in the unit of the upper one: "10-12 thousand", "20 to 30 percent"."""
    if upper.share and not lower.share:
        return lower.value / 100
    if upper.scale > 1 and lower.scale == 1 and lower.value <= upper.value / upper.scale:
        return lower.value * upper.scale
    if upper.dozen and not lower.dozen and lower.value * 12 < upper.value:
        return lower.value * 12
    return lower.value


def _upper_end(doc: Document, number: Number, floor: int, limit: int) -> Number | None:
    """The number that ends a range begun by `number`, where there is one."""
    j = number.last
    if j >= limit or number.zero or (number.vague and doc.word[number.first] not in ("dozens", "several")):
        return None
    if doc.word[j] in ("(",) or doc.word[j] in (")",):
        return None
    word, glued = doc.word[j], doc.gap[j] == "-"
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
    low = _scaled(number, upper)
    if low >= upper.value or (word == "or" and upper.value > 3 * low + 1):
        return None
    return upper


def _qualifies(doc: Document, i: int) -> bool:
    return doc.word[i] in ("about", "around", "some", "perhaps", "as")


def _between_before(doc: Document, i: int, floor: int) -> bool:
    return i > floor and (
        doc.word[i - 1] == "between" or (i > floor + 1 and doc.word[i - 2] == "between" and _qualifies(doc, i - 1))
    )


def _change_before(doc: Document, i: int, floor: int) -> bool:
    return any(word in _CHANGE for word in doc.word[max(floor, i - 3) : i])


def _qualifier_before(doc: Document, i: int, floor: int) -> tuple[int, str | None]:
    code: str | None = None
    first = i
    if first - 1 >= floor and doc.word[first - 1] == "between":
        first -= 1
    while found := _before().before(doc.word, first):
        begin, new = found
        if begin < floor or _is_particle(doc, begin, first):
            break
        first, code = begin, _stack(code, new)
    if first - 1 >= floor and doc.word[first - 1] in ("another", "additional", "further", "extra"):
        found = _before().before(doc.word, first - 1)
        if found and found[0] >= floor and code is None:
            return found[0], found[1]
    if code is None and (found := _verbs().before(doc.word, first)) and found[0] >= floor:
        return found
    return first, code


def _is_particle(doc: Document, begin: int, end: int) -> bool:
    """Whether "over" belongs to a verb before it: "hand over 50 hostages"."""
    return end - begin == 1 and doc.word[begin] == "over" and begin > 0 and doc.word[begin - 1] in _TAKES_OVER


_TAKES_OVER = frozenset(["hand", "hands", "handed", "handing", "turn", "turns", "turned", "turning", "take", "takes", "took", "taken", "taking", "cross", "crossed", "come", "came", "comes", "fly", "flew", "flown", "flies", "sign", "signed"])  # fmt: skip


def _qualifier_after(doc: Document, last: int, limit: int) -> tuple[int, str | None]:
    if last >= limit:
        return last, None
    found = _after().at(doc.word, last)
    if found and found[0] <= limit:
        glued_only = doc.word[last] in ("plus", "odd", "ish", "+")
        if not glued_only or doc.gap[last] != " ":
            return found
    return last, None


def _stack(first: str | None, second: str | None) -> str | None:
    """Of two qualifiers the bound wins over the blur."""
    if first in _BOUNDS or second is None:
        return first
    return second
