"""Numbers that are no conflict figures: dates, years, times, ages, money, names of weapons and units, list numbers."""

from __future__ import annotations

from functools import cache

from flows.claims.lexicon import words
from flows.claims.nouns import noun_at
from flows.claims.phrases import Phrase
from flows.claims.qualifiers import Quantity
from flows.claims.tokens import Document

_CURRENCY = frozenset("$€£¥₽₴₪₹₺₩₦")
_KEEPS_HYPHEN = frozenset(
    [
        "strong",
        "plus",
        "odd",
        "including",
        "among",
        "mostly",
        "and",
        "more",
        "many",
        "most",
        "people",
        "troops",
        "soldiers",
        "all",
    ]
)
_NAMED_BEFORE = frozenset(
    [
        "no",
        "nr",
        "resolution",
        "article",
        "section",
        "chapter",
        "page",
        "flight",
        "route",
        "highway",
        "unit",
        "group",
        "brigade",
        "battalion",
        "division",
        "regiment",
        "room",
        "gate",
        "grade",
        "phase",
        "ext",
        "extension",
        "level",
        "part",
        "volume",
        "stage",
        "day",
        "g",
        "version",
        "model",
        "type",
        "tel",
        "phone",
        "point",
        "kilometre",
        "kilometer",
        "km",
        "mile",
        "milepost",
        "track",
        "channel",
        "sector",
        "zone",
        "block",
        "area",
        "24/7",
        "aged",
        "age",
        "operation",
        "exercise",
    ]
)


@cache
def _months() -> frozenset[str]:
    return frozenset(words("dates")["months"])


def reason_against(doc: Document, quantity: Quantity, phrase: Phrase) -> str | None:
    """Why a number cannot be a figure, or None where nothing speaks against it.

    >>> from flows.claims.qualifiers import find_quantities
    >>> doc = Document("On 4 May 2019 at 19:45 a Su-35 dropped 155mm shells worth $3 million.")
    >>> [reason_against(doc, q, Phrase(q.last)) for q in find_quantities(doc, 0, len(doc))]
    ['date', 'year', 'time', 'time', 'name', 'unit', 'money']
    """
    first, last, core = quantity.first, quantity.last, quantity.core
    before = doc.word[core - 1] if core else ""
    after = doc.word[last] if last < len(doc) else ""
    glued_after = doc.gap[last] if last < len(doc) else " "
    if phrase.noun is not None and phrase.noun.sort == "other":
        return phrase.noun.code
    if (before and (before[-1] in _CURRENCY or before in ("us$", "usd", "eur", "gbp"))) or after in _CURRENCY:
        return "money"
    if (before == ":" and doc.gap[core] == "" and _digit(doc, core - 2)) or (
        after == ":" and _digit(doc, last + 1) and (glued_after == "" and doc.gap[last + 1] == "")
    ):
        return "time"
    if doc.gap[core] == "-" and core and before.isalpha() and first == core:
        return "name"
    if after and glued_after == "" and after[0].isalpha() and after not in ("s",):
        return "unit"
    if after and glued_after == "-" and after[0].isalnum() and after not in _KEEPS_HYPHEN and phrase.noun is None:
        return "compound"
    if after and glued_after == "-" and after in ("year", "day", "week", "month", "hour", "minute", "mile", "member"):
        return "compound"
    if quantity.plain and (reason := _plain_reason(doc, quantity, phrase, before, after)):
        return reason
    return _other_reason(doc, quantity, phrase, before, after)


def _is_year(value: float) -> bool:
    return 1800 <= value <= 2100


def _digit(doc: Document, i: int) -> bool:
    return 0 <= i < len(doc) and doc.word[i][0].isdecimal()


def _plain_reason(doc: Document, quantity: Quantity, phrase: Phrase, before: str, after: str) -> str | None:
    value, months = quantity.best, _months()
    month_name = before in months and (before != "may" or doc.upper[quantity.core - 1])
    if (month_name and phrase.noun is None) or (month_name and value >= 1900):
        return "date" if value <= 31 else "year"
    if after in months and value <= 31 and (after != "may" or doc.upper[quantity.last]):
        return "date"
    if 1800 <= value <= 2100 and len(doc.raw[quantity.core]) == 4 and quantity.first == quantity.core:
        if quantity.last - quantity.core > 1 or (phrase.noun is not None and phrase.noun.sort == "event"):
            return "year"
        if (
            phrase.noun is None
            or (phrase.noun.metric and not phrase.noun.plural)
            or before in ("in", "since", "until", "of", "from", "by", "during", "late", "early", "mid")
        ):
            return "year"
        if quantity.core and (doc.upper[quantity.core - 1] or _digit(doc, quantity.core - 1)) and before.isalnum():
            return "year"
    return None


def _other_reason(doc: Document, quantity: Quantity, phrase: Phrase, before: str, after: str) -> str | None:
    core, last = quantity.core, quantity.last
    if phrase.noun is None and 1 <= quantity.best <= 110 and "old" in doc.word[max(0, core - 8) : core]:
        if "years" in doc.word[max(0, core - 9) : core]:
            return "age"
    if before == "to" and core > 1 and doc.word[core - 2] == "home":
        return "population"
    if quantity.plain and phrase.noun is None and quantity.first == core and quantity.best >= 3:
        named = noun_at(doc, core - 1) if core and before.isalpha() else None
        if named and named[0] == core and named[1].sort in ("other", "struck", "building") and doc.gap[core] == " ":
            return "name"  # "police posts 542 and 543"
    if before == "every" and doc.word[core] == "one":
        return "pronoun"
    if before == "." and core > 1 and doc.word[core - 2] in _months() and quantity.best <= 31 and phrase.noun is None:
        return "date"
    if (
        quantity.qualifier == "between"
        and quantity.low
        and quantity.high
        and _is_year(quantity.low)
        and _is_year(quantity.high)
    ):
        if len(doc.raw[core]) == 4 and doc.raw[core].isdecimal() and phrase.noun is None:
            return "year"
    if before in _NAMED_BEFORE and phrase.noun is None:
        return "name"
    if before == "of" and phrase.noun is None and quantity.first == core and quantity.best < 100 and core > 1:
        if doc.word[core - 2] in ("men", "women", "people", "man", "woman", "boys", "girls", "boy", "girl", "age"):
            return "age"
    if (
        quantity.zero
        and doc.word[core] == "no"
        and (phrase.partitive or phrase.noun is None or phrase.noun.sort not in ("people", "materiel"))
    ):
        return "no count"
    if before == "." and core > 1 and doc.word[core - 2] == "no":
        return "name"
    at_start = core == doc.sentences[doc.sentence_of[core]][0]
    if at_start and after in (".", ")") and phrase.noun is None and quantity.best < 100:
        return "list number"
    if _digit(doc, core - 1) and _digit(doc, last):
        return "digits"
    if before == "," and after in (",", ".", ")") and phrase.noun is None and 1 <= quantity.best <= 110 and core > 1:
        if doc.upper[core - 2] and quantity.first == core and not doc.caps:
            return "age"
    if doc.word[core : core + 1] == ["one"] and after in ("of", "another", "or", "way", "day", "side", "s", "side"):
        return "pronoun" if after != "of" else None
    if quantity.share and phrase.noun is not None and not phrase.partitive and doc.word[last - 1] in (
        "third", "quarter", "fourth", "fifth", "sixth", "eighth", "tenth",
    ):  # fmt: skip
        return "ordinal"
    return None
