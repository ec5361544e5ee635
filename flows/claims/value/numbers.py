"""Numbers as news writes them: digits, words, multipliers, dozens, vague words, fractions and percentages."""

from __future__ import annotations

from functools import cache

from flows.claims.lexicon import Phrases, words
from flows.claims.text.grammar import AUXILIARIES, PREPOSITIONS, PRONOUNS, RELATIVES
from flows.claims.text.nouns import noun_at
from flows.claims.text.tokens import Document
from flows.claims.value.wholes import Number, in_digits, in_words, number_words, parse_digits
from schemas.vocabulary import load

_LARGEST = 1e15


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
    units, tens, multipliers, dozens = number_words()
    return frozenset(
        {*units, *tens, *multipliers, *dozens, *_vague_words(), *_zero_words(), *words("numbers")["fractions"]}
    )


def read_number(doc: Document, i: int) -> Number | None:
    """The longest number that begins at token i, without its qualifiers.

    >>> doc = Document("two hundred and five; 1.2 million; tens of thousands; half a dozen; nine in ten")
    >>> [read_number(doc, i).value for i in (0, 5, 8, 12, 16)]
    [205.0, 1200000.0, 30000.0, 6.0, 0.9]
    """
    if i >= len(doc.word):
        return None
    word = doc.word[i]
    if word == "one" and _is_pronoun(doc, i):
        return None
    if word == "every":
        return _every_nth(doc, i)
    if (alone := _alone(doc, i, word)) is not None:
        return alone
    if doc.digit[i]:
        number = in_digits(doc, i)
    elif word in ("a", "an", "half", "one") and (number := _phrase(doc, i)):
        pass
    elif found := _vague_words().at(doc.word, i):
        number = _vague(doc, i, *found)
    elif found_zero := _zero_words().at(doc.word, i):
        number = Number(i, found_zero[0], 0.0, zero=True)
    else:
        number = in_words(doc, i)
    if number is None:
        return _of_a_million(doc, _fraction_word(doc, i))
    if number.value > _LARGEST or _is_ordinal(doc, number):
        return None
    if number.vague or number.dozen or number.zero:
        return _as_share(doc, number)
    return _of_a_million(doc, _as_share(doc, _and_a_half(doc, _point(doc, number))))


def _every_nth(doc: Document, i: int) -> Number | None:
    """ "Every third is a child", "every fifth soldier": a share of people, but "every second day" is a time."""
    fractions, at = words("numbers")["fractions"], i + 2
    value = 0.5 if doc.word[i + 1 : i + 2] == ["second"] else fractions.get("".join(doc.word[i + 1 : i + 2]), 0)
    if not 0 < value <= 0.5 or doc.word[i + 1] in ("half", "quarter") or at >= len(doc.word):
        return None
    hit = noun_at(doc, at)
    counted = hit is not None and hit[1].sort in ("people", "building", "materiel")
    return Number(i, at, value, share=True) if counted or doc.word[at] in AUXILIARIES | {"of", "one"} else None


def _alone(doc: Document, i: int, word: str) -> Number | None:
    """A number of one token that the word behind it cannot be a part of: most numbers."""
    following = doc.word[i + 1] if i + 1 < len(doc.word) else ""
    if following in _continuing() or following[:1].isdecimal() or following.endswith("th"):
        return None
    if doc.digit[i]:
        value = parse_digits(doc.raw[i])
        fits = value is not None and value <= _LARGEST
        return Number(i, i + 1, value or 0.0, plain=doc.raw[i].isdecimal()) if fits else None
    unit = _plain_units().get(word)
    return Number(i, i + 1, unit) if unit is not None else None


@cache
def _plain_units() -> dict[str, float]:
    """Words of the numbers to nineteen that can be nothing else."""
    units = number_words()[0]
    return {
        word: float(unit) for word, unit in units.items() if word not in _vague_words() and word not in _zero_words()
    }


@cache
def _continuing() -> frozenset[str]:
    """The words that a number can go on with: "3 million", "two dozen", "12 percent", "9 in 10", "1.2m"."""
    _, _, multipliers, dozens = number_words()
    lists = words("numbers")
    more = ("and", "point", "in", "out", "dozen", "dozens")
    return _percent_words().openings.union(lists["glued"], lists["fractions"], multipliers, dozens, more)


def _is_pronoun(doc: Document, i: int) -> bool:
    """ "That one was old", "which one", "the one who": no number; but "said that one soldier died"."""
    before = doc.word[i - 1] if i else ""
    after = doc.word[i + 1] if i + 1 < len(doc.word) else ""
    if before == "that" and after[:1].isalpha():
        return after in AUXILIARIES or (after in PREPOSITIONS and after != "of")
    return before in ("this", "that", "which", "whom") or (before == "the" and after in PRONOUNS | RELATIVES)


def _is_ordinal(doc: Document, number: Number) -> bool:
    """ "Twenty-fifth", "two hundredth": a place in an order."""
    last = number.last
    if last >= len(doc.word) or doc.word[last - 1][0].isdecimal():
        return False
    word = doc.word[last]
    if word.endswith(("hundredth", "thousandth", "illionth")):
        return True
    ends_round = doc.word[last - 1] not in number_words()[0]
    return ends_round and word in _ORDINALS and (doc.gap[last] == "-" or word.endswith("th"))


def _phrase(doc: Document, i: int) -> Number | None:
    """Numbers that begin with a small word: "a hundred", "a dozen", "one and a half million", "a few hundred"."""
    _, _, multipliers, dozens = number_words()
    w = [*doc.word[i : i + 5], "", "", "", "", ""]
    if w[0] == "half" and w[1] in ("a", "an") and w[2] in dozens:
        return Number(i, i + 3, dozens[w[2]] / 2, dozen=True)
    if w[0] == "a" and w[1:4] == ["and", "a", "half"] and w[4] in multipliers:
        return Number(i, i + 5, 1.5 * multipliers[w[4]], scale=multipliers[w[4]])
    if w[0] not in ("a", "an"):
        return None
    if vague := _vague_words().at(doc.word, i):
        return _vague(doc, i, *vague)
    if w[1] == "single" and doc.gap[i + 2 : i + 3] != ["-"]:
        return Number(i, i + 2, 1.0)
    if w[1] == "half" and w[2] in dozens:
        return Number(i, i + 3, dozens[w[2]] / 2, dozen=True)
    if w[1] in dozens and w[2] != "of":
        return Number(i, i + 2, dozens[w[1]], dozen=True)
    if w[1] in multipliers and (number := in_words(doc, i + 1) or Number(i, i + 2, multipliers[w[1]])):
        return Number(i, max(number.last, i + 2), max(number.value, multipliers[w[1]]), scale=multipliers[w[1]])
    return None


def _and_a_half(doc: Document, number: Number) -> Number:
    """ "Five and a half million", "two million and a quarter", "a billion and a half million"."""
    fractions, multipliers = words("numbers")["fractions"], number_words()[2]
    at = number.last
    if doc.word[at : at + 1] != ["and"]:
        return number
    w = [*doc.word[at : at + 4], "", "", ""]
    if w[1] not in ("a", "one", "three") or w[2] not in fractions or w[2].endswith("s") != (w[1] == "three"):
        return number
    part, scale = fractions[w[2]] * (3 if w[1] == "three" else 1), number.scale
    if w[3] in multipliers:
        unit = multipliers[w[3]]
        value = (number.value + part) * unit if scale == 1 else number.value + part * unit
        return Number(number.first, at + 4, value, scale=max(scale, unit))
    if w[3] == "of" or scale == 100 or (scale == 1 and w[2] != "half"):
        return number
    return Number(number.first, at + 3, number.value + part * scale, scale=scale)


def _point(doc: Document, number: Number) -> Number:
    """ "Two point five million": decimals as they are spoken."""
    units, tens, multipliers, _ = number_words()
    at = number.last
    if doc.word[at : at + 1] != ["point"] or number.plain or number.scale > 100:
        return number
    digits, end = "", at + 1
    while end < min(len(doc.word), at + 5) and doc.word[end] in (units if digits else {**units, **tens}):
        word = doc.word[end]
        digits = (
            str(int(digits) + units[word])
            if digits and doc.word[end - 1] in tens
            else digits + str({**units, **tens}[word])
        )
        end += 1
    if not digits:
        return number
    scale = multipliers.get(doc.word[end], 1) if end < len(doc.word) else 1
    return Number(
        number.first, end + (scale > 1), float(f"{number.value:.0f}.{digits}") * scale, scale=max(scale, number.scale)
    )


def _vague(doc: Document, i: int, end: int, bounds: tuple[float, float, float | None]) -> Number:
    """A vague word, multiplied by what follows: "a couple of hundred", "several million"."""
    low, best, high = bounds
    multipliers = number_words()[2]
    after = end + 1 if end < len(doc.word) and doc.word[end] == "of" else end
    factor = 1.0
    if (
        after < len(doc.word)
        and doc.word[after] in multipliers
        and doc.word[after] not in ("millions", "crores", "lakhs")
    ):
        factor, end = multipliers[doc.word[after]], after + 1
    elif after < len(doc.word) and doc.word[after] == "dozen":
        factor, end = 12, after + 1
    exact_high = None if high is None else high * factor
    dozen = best == 12 and low == 12
    return Number(i, end, best * factor, low * factor, exact_high, vague=not dozen, dozen=dozen, scale=factor)


def _fraction_word(doc: Document, i: int) -> Number | None:
    """Fractions in words: "half of", "a third of", "a quarter"; "quarter" alone only before its million."""
    fractions = words("numbers")["fractions"]
    w = [*doc.word[i : i + 3], "", "", ""]
    if w[0] in fractions and (w[0].startswith("half") or (w[0] == "quarter" and w[1] in number_words()[2])):
        return Number(i, i + 1, fractions[w[0]], share=True)
    if w[0] in ("a", "one") and w[1] in fractions:
        return Number(i, i + 2, fractions[w[1]], share=True)
    return None


def _of_a_million(doc: Document, number: Number | None) -> Number | None:
    """ "Half a million", "three quarters of a million", "a quarter million": the fraction of a number is a number."""
    if number is None or not number.share or doc.word[number.last - 1] not in words("numbers")["fractions"]:
        return number
    w = [*doc.word[number.last : number.last + 3], "", "", ""]
    skip = 2 if w[:2] == ["of", "a"] else 1 if w[0] == "a" else 0
    unit = number_words()[2].get(w[skip], 0)
    return Number(number.first, number.last + skip + 1, number.value * unit, scale=unit) if unit else number


def _as_share(doc: Document, number: Number) -> Number:
    """Turn a number into a share where the words after it say so: "40 percent", "two thirds", "nine in ten"."""
    fractions = words("numbers")["fractions"]
    end = number.last
    if end >= len(doc.word) or number.zero:
        return number
    if found := _percent_words().at(doc.word, end):
        return Number(number.first, found[0], number.value / 100, share=True)
    word = doc.word[end]
    if word in fractions and number.value <= 20 and (number.value == 1 or word.endswith("s")):
        return Number(number.first, end + 1, min(1.0, number.value * fractions[word]), share=True)
    if word in ("in", "out") and number.value < 100:
        base = end + 2 if doc.word[end : end + 2] == ["out", "of"] else end + 1 if word == "in" else 0
        base += bool(base) and doc.word[base : base + 1] in (["every"], ["each"])  # "two out of every three"
        if base and base < len(doc.word) and doc.word[base] not in ("a", "the") and (other := _small_number(doc, base)):
            following = doc.word[other.last] if other.last < len(doc.word) else ""
            fits = 0 < number.value < other.value <= 1000 and other.value in (2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 100, 1000)
            if fits and following not in _TIME_NOUNS:
                return Number(number.first, other.last, number.value / other.value, share=True)
    return number


_ORDINALS = frozenset({"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
                       "eleventh", "twelfth"})  # fmt: skip
_TIME_NOUNS = frozenset({"day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours",
                         "minutes", "attacks", "strikes", "cities"})  # fmt: skip


def _small_number(doc: Document, i: int) -> Number | None:
    return in_digits(doc, i) if doc.word[i][0].isdecimal() else in_words(doc, i)


__all__ = ["Number", "openers", "read_number"]
