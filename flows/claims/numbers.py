"""Numbers as news writes them: digits, words, multipliers, dozens, vague words, fractions and percentages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from flows.claims.lexicon import Phrases, words
from flows.claims.tokens import Document
from schemas.vocabulary import load

_GROUPED = re.compile(r"\d{1,3}(?:[,.’'\u00a0\u2009\u202f]\d{3})+|\d{1,3}(?:,\d{2})+,\d{3}")
_DECIMAL = re.compile(r"\d+\.\d+|(?:\d{1,3}(?:,\d{3})+)\.\d+")


@dataclass(slots=True)
class Number:
    """One number in a text, tokens [first, last); `vague` ones have bounds of their own, `share`s lie in 0 to 1."""

    first: int
    last: int
    value: float
    low: float | None = None
    high: float | None = None
    vague: bool = False
    dozen: bool = False
    share: bool = False
    zero: bool = False
    article: bool = False
    scale: float = 1
    plain: bool = False  # digits alone, as a year or a unit's name is written


@cache
def _number_words() -> tuple[dict[str, int], dict[str, int], dict[str, int], dict[str, int]]:
    lists = words("numbers")
    return lists["units"], lists["tens"], lists["multipliers"], lists["dozens"]


@cache
def _vague_words() -> Phrases[tuple[float, float, float | None]]:
    return Phrases(
        (term, (entry["low"], entry["best"], entry["high"]))
        for term, entry in load("vague").items()
        if entry["low"] is not None
    )


@cache
def _zero_words() -> Phrases[bool]:
    return Phrases((phrase, True) for phrase in words("numbers")["zero"])


@cache
def _percent_words() -> Phrases[bool]:
    return Phrases((phrase, True) for phrase in words("numbers")["percent"])


@cache
def openers() -> frozenset[str]:
    """Every word that a number can begin with, digits and "a" aside: what a scan of the stream has to stop at."""
    units, tens, multipliers, dozens = _number_words()
    return frozenset(
        {*units, *tens, *multipliers, *dozens, *_vague_words(), *_zero_words(), *words("numbers")["fractions"]}
    )


def parse_digits(raw: str) -> float | None:
    """The value of one token of digits; None where it is no number (an address, a version).

    >>> parse_digits("6,000"), parse_digits("2.5"), parse_digits("12,34,567"), parse_digits("192.168.1.2")
    (6000.0, 2.5, 1234567.0, None)
    """
    if raw.isdecimal():
        return float(raw) if len(raw) < 16 else None
    if len(raw) > 40:
        return None
    if _DECIMAL.fullmatch(raw):
        return float(raw.replace(",", ""))
    if _GROUPED.fullmatch(raw):
        return float("".join(c for c in raw if c.isdecimal()))
    return None


def read_number(doc: Document, i: int) -> Number | None:
    """The longest number that begins at token i, without its qualifiers.

    >>> doc = Document("two hundred and five; 1.2 million; tens of thousands; half a dozen; nine in ten")
    >>> [read_number(doc, i).value for i in (0, 5, 8, 12, 16)]
    [205.0, 1200000.0, 30000.0, 6.0, 0.9]
    """
    word = doc.word[i]
    if word[0].isdecimal():
        number = _digits(doc, i)
    elif word in ("a", "an", "half", "one", "the") and (number := _phrase(doc, i)):
        pass
    elif found := _vague_words().at(doc.word, i):
        number = _vague(doc, i, *found)
    elif found_zero := _zero_words().at(doc.word, i):
        number = Number(i, found_zero[0], 0.0, zero=True)
    else:
        number = _words(doc, i)
    return _as_share(doc, number) if number else _fraction_word(doc, i)


def _digits(doc: Document, i: int) -> Number | None:
    value = parse_digits(doc.raw[i])
    if value is None:
        return None
    number = Number(i, i + 1, value, plain=doc.raw[i].isdecimal())
    following = doc.word[i + 1] if i + 1 < len(doc) else ""
    multipliers = _number_words()[2]
    glued = words("numbers")["glued"]
    if following in glued and doc.gap[i + 1] == "":
        return Number(i, i + 2, value * glued[following], scale=glued[following])
    if following in multipliers and following != "hundred":
        return Number(i, i + 2, value * multipliers[following], scale=multipliers[following])
    if following in ("dozen", "dozens"):
        return Number(i, i + 2, value * 12, dozen=True)
    return number


def _words(doc: Document, i: int) -> Number | None:
    """Number words added and multiplied up: "three hundred and twelve", "twenty-seven hundred"."""
    units, tens, multipliers, dozens = _number_words()
    total = current = 0.0
    scale = 1.0
    j, last_kind = i, ""
    while j < len(doc):
        word = doc.word[j]
        if word in units and last_kind in ("", "tens", "multiplier", "and"):
            if last_kind == "tens" and not 0 < units[word] < 10:
                break
            current += units[word]
            last_kind = "unit"
        elif word in tens and last_kind in ("", "multiplier", "and"):
            current += tens[word]
            last_kind = "tens"
        elif word in multipliers and (
            last_kind in ("unit", "tens") or (last_kind == "multiplier" and word != "hundred")
        ):
            scale = multipliers[word]
            if scale == 100:
                current *= 100
            else:
                total, current = total + max(current, 1) * scale, 0.0
            last_kind = "multiplier"
        elif word in dozens and last_kind == "unit" and word != "score":
            return Number(i, j + 1, (total + current) * dozens[word], dozen=True)
        elif word == "and" and last_kind == "multiplier" and j + 1 < len(doc) and _small(doc.word[j + 1]):
            last_kind = "and"
        else:
            break
        j += 1
    return Number(i, j, total + current, scale=scale) if j > i and last_kind else None


def _small(word: str) -> bool:
    units, tens, _, _ = _number_words()
    return (word in units and units[word] > 0) or word in tens


def _phrase(doc: Document, i: int) -> Number | None:
    """Numbers that begin with a small word: "a hundred", "half a million", "a dozen", "one and a half million"."""
    _, _, multipliers, dozens = _number_words()
    w = [*doc.word[i : i + 6], "", "", "", "", "", ""]
    if w[0] == "half" and w[1] in ("a", "an"):
        if w[2] in dozens:
            return Number(i, i + 3, dozens[w[2]] / 2, dozen=True)
        if w[2] in multipliers:
            return Number(i, i + 3, multipliers[w[2]] / 2, scale=multipliers[w[2]])
    if w[0] in ("a", "one") and w[1:4] == ["and", "a", "half"] and w[4] in multipliers:
        return Number(i, i + 5, 1.5 * multipliers[w[4]], scale=multipliers[w[4]])
    if w[:4] == ["a", "quarter", "of", "a"] and w[4] in multipliers:
        return Number(i, i + 5, 0.25 * multipliers[w[4]], scale=multipliers[w[4]])
    if w[0] not in ("a", "an", "the"):
        return None
    if vague := _vague_words().at(doc.word, i):
        return _vague(doc, i, *vague)
    if w[0] == "the":
        return None
    if w[1] == "half" and w[2] in dozens:
        return Number(i, i + 3, dozens[w[2]] / 2, dozen=True)
    if w[1] in dozens and w[2] != "of":
        return Number(i, i + 2, dozens[w[1]], dozen=True)
    if w[1] in multipliers and (number := _words(doc, i + 1) or Number(i, i + 2, multipliers[w[1]])):
        return Number(i, max(number.last, i + 2), max(number.value, multipliers[w[1]]), scale=multipliers[w[1]])
    return None


def _vague(doc: Document, i: int, end: int, bounds: tuple[float, float, float | None]) -> Number:
    """A vague word, multiplied by what follows: "a couple of hundred", "several million"."""
    low, best, high = bounds
    multipliers = _number_words()[2]
    after = end + 1 if end < len(doc) and doc.word[end] == "of" else end
    factor = 1.0
    if after < len(doc) and doc.word[after] in multipliers and doc.word[after] not in ("millions", "crores", "lakhs"):
        factor, end = multipliers[doc.word[after]], after + 1
    elif after < len(doc) and doc.word[after] == "dozen":
        factor, end = 12, after + 1
    exact_high = None if high is None else high * factor
    dozen = best == 12 and low == 12
    return Number(i, end, best * factor, low * factor, exact_high, vague=not dozen, dozen=dozen, scale=factor)


def _fraction_word(doc: Document, i: int) -> Number | None:
    """Fractions in words: "half of", "a third of", "two thirds", "three-quarters", "one in five"."""
    fractions = words("numbers")["fractions"]
    w = [*doc.word[i : i + 2], ""]
    if w[0] in fractions and w[0].startswith("half"):
        return Number(i, i + 1, 0.5, share=True)
    if w[0] in ("a", "one") and w[1] in fractions:
        return Number(i, i + 2, fractions[w[1]], share=True)
    return None


def _as_share(doc: Document, number: Number) -> Number:
    """Turn a number into a share where the words after it say so: "40 percent", "two thirds", "nine in ten"."""
    fractions = words("numbers")["fractions"]
    end = number.last
    if end >= len(doc) or number.zero:
        return number
    if found := _percent_words().at(doc.word, end):
        return Number(number.first, found[0], number.value / 100, share=True)
    word = doc.word[end]
    if word in fractions and number.value <= 20 and word != "second":
        return Number(number.first, end + 1, min(1.0, number.value * fractions[word]), share=True)
    if word in ("in", "out") and number.value < 100:
        base = end + 2 if doc.word[end : end + 2] == ["out", "of"] else end + 1 if word == "in" else 0
        if base and base < len(doc) and doc.word[base] not in ("a", "the") and (other := _small_number(doc, base)):
            following = doc.word[other.last] if other.last < len(doc) else ""
            fits = 0 < number.value < other.value <= 1000 and other.value in (2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 100, 1000)
            if fits and following not in _TIME_NOUNS:
                return Number(number.first, other.last, number.value / other.value, share=True)
    return number


_TIME_NOUNS = frozenset(
    [
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "months",
        "year",
        "years",
        "hour",
        "hours",
        "minutes",
        "attacks",
        "strikes",
        "cities",
    ]
)


def _small_number(doc: Document, i: int) -> Number | None:
    return _digits(doc, i) if doc.word[i][0].isdecimal() else _words(doc, i)
