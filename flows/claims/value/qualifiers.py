"""Numbers with their qualifiers, and the bounds that the two assert together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from flows.claims.lexicon import Phrases, normal, words
from flows.claims.text.tokens import DIGITS, Document
from flows.claims.value.numbers import Number, openers, read_number
from flows.claims.value.ranges import digital_date, scaled, upper_end, year_range
from schemas.vocabulary import load

_ADDING = frozenset({"another", "additional", "further", "extra"})
_BOUNDS = ("at_least", "more_than", "at_most", "less_than", "nearly")


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
    found: list[Quantity] = []
    resume = floor = first
    for i in _openings(doc, first, last):
        if i < resume:
            continue
        number: Number | None = None
        if doc.digit[i]:
            if end := digital_date(doc, i):
                resume = floor = end
                continue
            number = year_range(doc, i)
        elif (ahead := _before().at(doc.word, i)) and ahead[0] < last and _begins_number(doc, ahead[0]):
            resume = ahead[0]  # "no fewer than 75": the qualifier is read from the number back
            continue
        number = number or read_number(doc, i)
        if number is None or number.last > last:
            continue
        quantity = _quantity(doc, number, floor, last)
        found.append(quantity)
        resume = floor = quantity.last
    return found


def _openings(doc: Document, first: int, last: int) -> list[int]:
    """The tokens of a sentence that a number or its qualifier can begin with."""
    starters, word = openers(), doc.word
    return [
        i
        for i in doc.among(_starters(), first, last)
        if doc.digit[i] or word[i] in starters or word[i] == "every" or (i + 1 < last and word[i + 1] in _articled())
    ]


@cache
def _starters() -> frozenset[str]:
    return openers() | {"a", "an", "every", DIGITS}


@cache
def _articled() -> frozenset[str]:
    """What stands behind the article in a number or a qualifier: "a dozen", "a few", "an estimated", "a minimum of"."""
    table = words("qualifiers")["before"]
    phrases = [normal(phrase) for phrase in [*load("vague"), *(p for phrases in table.values() for p in phrases)]]
    behind = {phrase[1] for phrase in phrases if len(phrase) > 1 and phrase[0] in ("a", "an")}
    return openers() | behind | {"single", "and"}


def _begins_number(doc: Document, i: int) -> bool:
    word = doc.word[i]
    return word[0].isdecimal() or word in openers() or word in ("a", "an")


def article_quantity(doc: Document, i: int) -> Quantity:
    """The article at token i read as one: "a drone was shot down"."""
    return Quantity(i, i + 1, i, "exact", 1.0, 1.0, 1.0, article=True, word=doc.word[i])


def _quantity(doc: Document, number: Number, floor: int, limit: int) -> Quantity:
    upper = upper_end(doc, number, floor, limit)
    last = upper.last if upper else number.last
    first, code = _qualifier_before(doc, number.first, floor)
    last, code_after = _qualifier_after(doc, last, limit)
    code = _stack(code, code_after)
    if upper:
        if first > floor and doc.word[first - 1] == "between":
            first -= 1
        low = scaled(number, upper)
        bounds: tuple[str, float | None, float, float | None] = ("between", low, (low + upper.value) / 2, upper.value)
    else:
        bounds = _bounds(number, code)
    qualifier, low_bound, best, high = bounds
    return Quantity(
        first, last, number.first, qualifier, low_bound, best, high,
        share=number.share or bool(upper and upper.share), zero=number.zero, article=number.article,
        plain=number.plain and (not upper or (upper.plain and upper.value <= 31)), word=doc.word[number.first],
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


def _qualifier_before(doc: Document, i: int, floor: int) -> tuple[int, str | None]:
    code: str | None = None
    first = i
    if i <= floor or doc.word[i - 1] not in _closings():
        return first, code
    if first - 1 >= floor and doc.word[first - 1] == "between":
        first -= 1
    while found := _before().before(doc.word, first):
        begin, new = found
        if begin < floor or _is_particle(doc, begin, first):
            break
        first, code = begin, _stack(code, new)
    if first - 1 >= floor and doc.word[first - 1] in _ADDING:
        found = _before().before(doc.word, first - 1)
        if found and found[0] >= floor and code is None:
            return found[0], found[1]
    if code is None and (found := _verbs().before(doc.word, first)) and found[0] >= floor:
        return found
    return first, code


@cache
def _closings() -> frozenset[str]:
    """The last words of what can stand before a number as its qualifier."""
    return _before().closings | _verbs().closings | _ADDING | {"between"}


def _is_particle(doc: Document, begin: int, end: int) -> bool:
    """Whether the one word belongs to what stands before it: "hand over 50 hostages", "known about 12 soldiers"."""
    if doc.word[begin:end] == ["up", "to"]:
        return begin > 0 and doc.word[begin - 1] in _UP_TO  # "owned up to nine dead"
    led_by = _LED_BY.get(doc.word[begin], ())
    if end - begin != 1 or not begin or doc.word[begin - 1] not in led_by:
        return False
    return doc.word[begin - 1] not in _TAKING or _TAKEN.isdisjoint(doc.word[end + 1 : end + 5])


_TAKING = frozenset({"take", "takes", "took", "taken", "taking"})
_TAKEN = frozenset({"hostage", "hostages", "captive", "captives", "prisoner", "prisoners"})  # one takes over no people


_UP_TO = frozenset(["own", "owns", "owned", "owning", "add", "adds", "added", "adding"])
_LED_BY = {
    "over": frozenset({"hand", "hands", "handed", "handing", "turn", "turns", "turned", "turning", "take", "takes",
                       "took", "taken", "taking", "cross", "crossed", "come", "came", "comes", "fly", "flew",
                       "flown", "flies", "sign", "signed"}),
    "about": frozenset({"known", "knows", "know", "knew", "nothing", "asked", "ask", "worried", "concerned",
                        "information", "news", "talk", "talked", "spoke", "learned", "report", "reports",
                        "questions", "story"}),
}  # fmt: skip


def _qualifier_after(doc: Document, last: int, limit: int) -> tuple[int, str | None]:
    if last >= limit or doc.word[last] not in _after():
        return last, None
    found = _after().at(doc.word, last)
    if found and found[0] <= limit and doc.word[found[0] : found[0] + 1] != ["than"] and not _leads(doc, found[0]):
        glued_only = found[0] == last + 1 and doc.word[last] in ("plus", "odd", "ish", "+")
        if not glued_only or doc.gap[last] != " ":
            return found
    return last, None


def _leads(doc: Document, i: int) -> bool:
    """ "In 2023 at least 1,200": the bound belongs to the number behind it."""
    return i < len(doc.word) and doc.word[i - 1] in ("least", "most") and doc.word[i][0].isdecimal()


def _stack(first: str | None, second: str | None) -> str | None:
    """Of two qualifiers the bound wins over the blur."""
    if first in _BOUNDS or second is None:
        return first
    return second
