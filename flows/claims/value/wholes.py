"""Numbers in digits and in words that are counted out: "6,000", "4 thousand 3 hundred", "three hundred and twelve"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from flows.claims.lexicon import words
from flows.claims.text.tokens import Document

_GROUPED = re.compile(r"\d{1,3}(?:[,.’'\u00a0\u2009\u202f]\d{3})+|\d{1,3}(?:,\d{2})+,\d{3}")
_DECIMAL = re.compile(r"(?:\d+|\d{1,3}(?:[,’'\u00a0\u2009\u202f]\d{3})+|\d{1,3}(?:,\d{2})+,\d{3})\.\d+")
_LONGEST = 20  # tokens of a number in words


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
def number_words() -> tuple[dict[str, int], dict[str, int], dict[str, int], dict[str, int]]:
    """Units, tens, multipliers and dozens by word, with their values."""
    lists = words("numbers")
    return lists["units"], lists["tens"], lists["multipliers"], lists["dozens"]


@lru_cache(maxsize=1 << 12)
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
        return float("".join(c for c in raw if c.isdecimal() or c == "."))
    if _GROUPED.fullmatch(raw):
        return float("".join(c for c in raw if c.isdecimal()))
    return None


def in_digits(doc: Document, i: int) -> Number | None:
    """Read the number that begins with the digits at token i: "6,000", "12 500", "1.2m", "3 hundred", "2 dozen"."""
    value, end = _figures(doc, i)
    if value is None:
        return None
    following = doc.word[end] if end < len(doc.word) else ""
    glued = words("numbers")["glued"]
    if following in glued and doc.gap[end] == "":
        return Number(i, end + 1, value * glued[following], scale=glued[following])
    if following in ("dozen", "dozens"):
        return Number(i, end + 1, value * 12, dozen=True)
    if following in number_words()[2]:
        return in_words(doc, i)
    return Number(i, end, value, plain=end == i + 1 and doc.raw[i].isdecimal())


def _figures(doc: Document, i: int) -> tuple[float | None, int]:
    """The value of the digits at token i and the token after them; groups may be set apart by spaces ("12 500")."""
    end = i + 1
    while (
        end < min(len(doc.word), i + 5)
        and len(doc.raw[end]) == 3
        and doc.raw[end].isdecimal()
        and doc.text[doc.end[end - 1] : doc.start[end]] == " "
    ):
        end += 1
    head = doc.raw[i]
    if end > i + 1 and len(head) < 4 and head.isdecimal() and head[0] != "0" and _stands_free(doc, i, end):
        return float("".join(doc.raw[i:end])), end
    return parse_digits(head), i + 1


def _stands_free(doc: Document, i: int, end: int) -> bool:
    """Whether groups of digits are one number: not "4 May 300", "Su-27 100" or a row of a table."""
    before = doc.word[i - 1] if i else ""
    if (i and doc.gap[i] != " ") or before in words("dates")["months"] or before[:1].isdecimal():
        return False
    return end >= len(doc.word) or not doc.word[end][0].isdecimal()


def in_words(doc: Document, i: int) -> Number | None:
    """Groups multiplied and added up: "three hundred and twelve", "two hundred thousand", "4 thousand 3 hundred"."""
    units, tens, multipliers, _ = number_words()
    total, current, scale, j = _opening(doc, i)
    last_kind = "multiplier" if j > i else ""
    while j < min(len(doc.word), i + _LONGEST):
        word = doc.word[j]
        if word in units or word in tens:
            if not _adds(word, last_kind):
                break
            current += units.get(word, 0) + tens.get(word, 0)
            last_kind = "unit" if word in units else "tens"
        elif word in multipliers and (
            last_kind in ("unit", "tens") or (last_kind == "multiplier" and word != "hundred")
        ):
            scale = multipliers[word]
            if scale == 100:
                current *= 100
            elif last_kind == "multiplier" and not current:
                total *= scale  # "three lakh crore"
            else:
                total, current = total + max(current, 1) * scale, 0.0
            last_kind = "multiplier"
        elif word in ("dozen", "dozens") and last_kind == "unit" and scale == 1:
            return Number(i, j + 1, (total + current) * 12, dozen=True)
        elif word == "and" and last_kind == "multiplier" and _goes_on(doc, i, j + 1, scale):
            last_kind = "and"
        elif word[0].isdecimal() and last_kind in ("", "multiplier", "and") and _goes_on(doc, i, j, scale):
            value, end = _figures(doc, j)
            if value is None:
                break
            current, j, last_kind = current + value, end - 1, "unit"
        else:
            break
        j += 1
    return Number(i, j, total + current, scale=scale) if j > i and last_kind else None


def _opening(doc: Document, i: int) -> tuple[float, float, float, int]:
    """Total, current group, scale and next token where a multiplier opens: "hundred thousand", "hundred and five"."""
    multipliers = number_words()[2]
    unit, following = multipliers.get(doc.word[i], 0), "".join(doc.word[i + 1 : i + 2])
    if unit == 100 and following in multipliers:
        return 0.0, 100.0, 1.0, i + 1
    if unit and following == "and" and _small("".join(doc.word[i + 2 : i + 3])):
        return (0.0, 100.0, 100.0, i + 1) if unit == 100 else (unit, 0.0, unit, i + 1)
    return 0.0, 0.0, 1.0, i


def _adds(word: str, last_kind: str) -> bool:
    """Whether a unit or a ten can stand behind a word of that kind: "forty-seven", but not "seven forty"."""
    return last_kind in ("", "multiplier", "and") or (last_kind == "tens" and 0 < number_words()[0].get(word, 0) < 10)


def _goes_on(doc: Document, first: int, j: int, scale: float) -> bool:
    """Whether the number begun at `first`, last multiplied by `scale`, goes on at token j."""
    if j == first:
        return True
    word, following = [*doc.word[j : j + 2], " ", " "][:2]
    if not word[0].isdecimal():
        return _small(word) and following not in words("numbers")["fractions"]
    value, end = _figures(doc, j)
    if value is None or value <= 0:
        return False
    unit = number_words()[2].get(doc.word[end]) if end < len(doc.word) else None
    if unit is not None:
        return unit < scale
    return value < 100 == scale and doc.word[j - 1] == "and" and doc.word[first][0].isdecimal()


def _small(word: str) -> bool:
    units, tens, _, _ = number_words()
    return (word in units and units[word] > 0) or word in tens
