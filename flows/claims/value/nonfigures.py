"""Numbers that are no conflict figures: dates, years, times, ages, money, names of weapons and units, list numbers."""

from __future__ import annotations

import re
from collections.abc import Callable

from flows.claims.lexicon import words
from flows.claims.metric.phrase import Phrase
from flows.claims.text.grammar import DETERMINERS, POSSESSIVES, WEEKDAYS
from flows.claims.text.nouns import noun_at
from flows.claims.text.tokens import Document
from flows.claims.text.triggers import trigger_table
from flows.claims.value.ages import age_of
from flows.claims.value.qualifiers import Quantity
from flows.claims.value.spots import LISTS, Spot
from flows.claims.value.strays import stray

_CLOCK = re.compile(r"(?:[01]?\d|2[0-3])[.:][0-5]\d")
_MONTHS = frozenset(words("dates")["months"])


def reason_against(doc: Document, quantity: Quantity, phrase: Phrase) -> str | None:
    """Why a number cannot be a figure, or None where nothing speaks against it.

    >>> from flows.claims.value.qualifiers import find_quantities
    >>> doc = Document("On 4 May 2019 at 19:45 a Su-35 dropped 155mm shells worth $3 million.")
    >>> [reason_against(doc, q, Phrase(q.last)) for q in find_quantities(doc, 0, len(doc))]
    ['date', 'year', 'time', 'time', 'name', 'unit', 'money']
    """
    noun, core, last = phrase.noun, quantity.core, quantity.last
    if noun is not None and noun.sort == "other":
        return noun.code
    more = last < len(doc.word)
    spot = Spot(
        doc, quantity, phrase, doc.word[core - 1] if core else "", doc.word[last] if more else "",
        doc.gap[last] if more else " ", noun is None and not phrase.actors,
    )  # fmt: skip
    glued = spot.joined != " " or doc.gap[core] != " "
    for check in _CHECKS if glued else _CHECKS_APART:
        if reason := check(spot):
            return reason
    return None


def _money(spot: Spot) -> str | None:
    currencies = LISTS["currencies"]
    led = spot.before in currencies or spot.before[-1:] in currencies
    return "money" if led or spot.after in currencies else None


def _time(spot: Spot) -> str | None:
    doc, core, last = spot.doc, spot.quantity.core, spot.quantity.last
    opens = doc.opens_line(core) and core + 1 < len(doc) and doc.upper[core + 1]  # "11.15 Médecins Sans Frontières:"
    clock = (spot.before == "at" or opens) and spot.bare and _CLOCK.fullmatch(doc.raw[core]) is not None  # "at 13.00"
    if clock and spot.quantity.last == core + 1:
        return "time"
    led = spot.before == ":" and doc.gap[core] == "" and spot.digit(core - 2)
    followed = spot.after == ":" and spot.joined == "" and spot.digit(last + 1) and doc.gap[last + 1] == ""
    return "time" if led or followed else None


_HOUR = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d")  # "attacked the post at 2200"
_AT_AN_HOUR = frozenset({"at", "about", "around"})
_PUT = frozenset({"put", "puts", "stood", "stands", "stand", "estimate", "estimates", "estimated", "set", "sets",
                  "remains", "remained", "number", "toll", "dead", "losses", "casualties", "strength"})  # fmt: skip
_PUT_BEFORE = 8  # tokens
_DIAL = 12
_HALVES = frozenset({"midnight", "noon", "midday", "dawn", "dusk", "sunrise", "sunset"})
_PARTS_OF_DAY = frozenset({"morning", "evening", "night", "afternoon"})


def _of_the_clock(spot: Spot) -> str | None:
    """ "Half past six", "at 0830", "between midnight and six", "about eleven on Monday night", "3 in the afternoon"."""
    doc, core, last = spot.doc, spot.quantity.core, spot.quantity.last
    if spot.after == "past" and doc.word[core] in ("half", "quarter"):
        return "time"
    if spot.before in _AT_AN_HOUR and last == core + 1 and _HOUR.fullmatch(doc.raw[core]) is not None:
        put = not spot.bare or doc.has(_PUT, max(0, core - _PUT_BEFORE), core)
        return None if put and doc.raw[core][0] != "0" else "time"
    if not spot.bare or spot.quantity.best > _DIAL or spot.quantity.share:
        return None
    if core > 1 and spot.before == "past" and doc.word[core - 2] in ("half", "quarter"):
        return "time"
    if core > 1 and spot.before in ("and", "to") and doc.word[core - 2] in _HALVES:
        return "time"
    behind = doc.word[last : last + 3]
    if len(behind) < 3 or behind[2] not in _PARTS_OF_DAY or spot.quantity.qualifier not in ("exact", "approximately"):
        return None
    return "time" if behind[:2] == ["in", "the"] or (spot.after == "on" and behind[1] in WEEKDAYS) else None


def _slashed(spot: Spot) -> str | None:
    """ "9/11", "24/7"."""
    doc, core, last = spot.doc, spot.quantity.core, spot.quantity.last
    led = spot.before == "/" and doc.gap[core] == "" and spot.digit(core - 2)
    followed = spot.after == "/" and spot.joined == "" and spot.digit(last + 1) and doc.gap[last + 1] == ""
    return "name" if led or followed else None


def _glued(spot: Spot) -> str | None:
    """ "Su-35", "155mm", "seven-day"."""
    core, after = spot.quantity.core, spot.after
    if core and spot.doc.gap[core] == "-" and spot.before.isalpha() and spot.quantity.first == core:
        return "name"
    if spot.joined == "" and after[:1].isalpha() and after != "s":
        return "unit"
    if core and spot.doc.gap[core] == "" and (spot.before[-1:].isalpha() or _is_calibre(spot)):
        return "name"
    if spot.joined == "-" and after[:1].isalnum():
        loose = spot.bare and after not in LISTS["keeps_hyphen"]
        return "compound" if loose or after in LISTS["compounds"] else None
    return None


def _calibre(spot: Spot) -> str | None:
    """ "0.50 calibre rounds", "40 boxes of 7.62 ammunition": nobody counts a half of a thing, but of a surface."""
    q, noun = spot.quantity, spot.phrase.noun
    if q.qualifier != "exact" or q.share or q.best % 1 == 0 or spot.phrase.rate:
        return None
    return "unit" if noun is not None and noun.sort in ("people", "materiel", "building") else None


def _is_calibre(spot: Spot) -> bool:
    """ ".50", with nothing but a space before the point."""
    core = spot.quantity.core
    return spot.before == "." and core > 1 and spot.doc.gap[core - 1] == " "


def _date(spot: Spot) -> str | None:
    q, doc = spot.quantity, spot.doc
    if not q.plain:
        return None
    before, at = spot.before, q.core - 1
    if before == "." and q.core > 1:
        before, at = doc.word[q.core - 2], q.core - 2
    if before in _MONTHS and (before != "may" or doc.upper[at]) and (spot.bare or q.best >= 1900 or _dated(doc, at)):
        short = q.best < 100 and spot.digit(at - 1) and not spot.after[:1].isalnum()  # "on 16 Dec 89, the radio said"
        return "date" if q.best <= 31 else "year" if spot.year() or short else None  # "on 17 March 105 died"
    if spot.after in _MONTHS and q.best <= 31 and (spot.after != "may" or doc.upper[q.last]):
        return "date"
    return "date" if q.best <= 31 and _in_pair_of_days(spot) else None


def _dated(doc: Document, month: int) -> bool:
    """ "On June 30 people gathered", "Monday, June 30", "the June 30 attack": the day stands behind its month."""
    led = doc.word[month - 1] if month else ""
    return led in _LEAD_DAYS or (led == "," and month > 1 and doc.word[month - 2] in WEEKDAYS)


_LEAD_DAYS = WEEKDAYS | {"on", "the", "a", "an", "that", "this", "last", "morning", "evening", "night", "afternoon"}


def _in_pair_of_days(spot: Spot) -> bool:
    """ "Between August 11 and 25", "19 and 20 September": two days of one month."""
    doc, core, last = spot.doc, spot.quantity.core, spot.quantity.last
    if spot.before in _DAY_LINKS and spot.digit(core - 2) and core > 2 and doc.word[core - 3] in _MONTHS:
        return True
    return spot.bare and spot.after in _DAY_LINKS and spot.digit(last + 1) and doc.word[last + 2 : last + 3] != [] and (
        doc.word[last + 2] in _MONTHS
    )  # fmt: skip


_DAY_LINKS = frozenset({"and", "to", "or", "until", "–", "-"})


def _year(spot: Spot) -> str | None:
    q, doc, noun = spot.quantity, spot.doc, spot.phrase.noun
    if not q.plain and q.qualifier != "between":
        return None
    years = q.qualifier == "between" and (q.low or 0) >= 1800 and (q.high or 9999) <= 2100
    of_years = spot.before in ("of", "from", "between", "in", "during")
    if years and (spot.bare or of_years) and len(doc.raw[q.core]) == 4 and doc.raw[q.core].isdecimal():
        return "year"
    if not spot.year():
        return None
    if q.last - q.core > 1 or noun is None or noun.sort == "event" or not noun.plural:
        return "year"
    named = q.core > 0 and spot.before.isalnum() and (doc.upper[q.core - 1] or spot.digit(q.core - 1))
    return "year" if named or spot.before in LISTS["year_leads"] else None


def _name(spot: Spot) -> str | None:
    """ "Resolution 2710", "No. 5", "police posts 542 and 543", "home to 430,000"."""
    q, doc = spot.quantity, spot.doc
    if spot.after in ("counts", "charges") and doc.word[q.last + 1 : q.last + 2] == ["of"]:
        return "charges"  # "is convicted of ten counts of murder"
    leads = spot.before in LISTS["named_before"]
    if leads and spot.before in ("day", "week") and q.core > 1 and doc.word[q.core - 2] in _NTH:
        leads = False
    titled = q.core > 1 and doc.upper[q.core - 1] and not doc.upper[q.core - 2]  # "on Highway 7", not in capitals
    if leads and (spot.bare or titled):
        return "name"
    if spot.bare and q.plain and _ends_operation(doc, q.core):
        return "name"
    if spot.before in LISTS["named_always"]:
        return "name"
    if leads and spot.before == "day" and spot.after == "of":
        return "name"
    if q.core > 1 and spot.before == "." and doc.word[q.core - 2] == "no":
        return "name"
    if _is_population(spot):
        return "population"
    uprooted = spot.phrase.noun is not None and spot.phrase.noun.metric in ("displaced", "refugees")
    if q.core > 1 and spot.before == "to" and doc.word[q.core - 2] == "home" and not uprooted:
        return "population"
    if q.plain and spot.bare and q.first == q.core and q.best >= 3 and spot.before.isalpha() and doc.gap[q.core] == " ":
        at = q.core - 3 if spot.before in ("and", "or") and spot.digit(q.core - 2) else q.core - 1  # "posts 5 and 6"
        named = noun_at(doc, at) if spot.before not in _COUNTS else None  # "the army's own dead number 31"
        if (
            named
            and named[0] == at + 1
            and named[1].sort in ("other", "struck", "building")
            and not (named[1].code == "time" and named[1].plural)  # "in those hours 386 and 27 were stopped"
            and doc.word[at - 1] not in _NTH  # "of the garrison 33 fell", "on the first day 260 crossed"
            and not _does(doc.word[at])
            and not (doc.upper[at - 1] and doc.upper[at] and spot.after in trigger_table().openings)
        ):
            return "name"
    return None


def _holds_so_many(spot: Spot) -> str | None:
    """ "A camp built for 3,000", "has room for 400 people": how many a place was made for."""
    doc, at = spot.doc, spot.quantity.first
    return "capacity" if at > 1 and doc.word[at - 1] == "for" and doc.word[at - 2] in _MADE else None


_MADE = frozenset({"built", "designed", "meant", "intended", "constructed", "room", "space", "equipped", "beds"})


def _ends_operation(doc: Document, core: int) -> bool:
    """ "Operation Lake Sanity 2": the number that closes the name of a campaign."""
    k = core - 1
    while k > 0 and core - k <= _NAME and doc.upper[k]:
        if doc.word[k] in ("operation", "exercise"):
            return True
        k -= 1
    return False


_NAME = 5  # tokens


def _is_population(spot: Spot) -> bool:
    """ "Out of a population of two million", "a town of some 20,000", "half of the town's 150,000 inhabitants"."""
    doc, noun, at = spot.doc, spot.phrase.noun, spot.quantity.first
    if noun is not None and doc.word[spot.phrase.noun_last - 1] == "inhabitants":
        return spot.before in ("'s", "'") or spot.before in POSSESSIVES
    return at > 1 and doc.word[at - 1] == "of" and doc.word[at - 2] in LISTS["inhabited"]


_NTH = DETERMINERS | LISTS["nth"]
_COUNTS = frozenset({"number", "numbers", "total", "totals", "toll", "tally", "sum", "count"})


def _does(word: str) -> bool:
    """ "Kills 12 and wounds 158": the verb of people rather than the noun."""
    hit = trigger_table().at([word], 0)
    return hit is not None and any(form == "s" and "people" in sense.metrics for form, sense in hit[1])


def _no_count(spot: Spot) -> str | None:
    """ "No" counts only with people or materiel right behind it."""
    if spot.quantity.word != "no" or not spot.quantity.zero:
        return None
    if spot.quantity.last > spot.quantity.core + 1 or spot.after == "one":
        return None  # "no one is killed"
    noun = spot.phrase.noun
    counts = noun is not None and noun.sort in ("people", "materiel") and not spot.phrase.partitive
    counts = counts and "," not in spot.doc.word[spot.quantity.last : spot.phrase.noun_first]  # "no access, buses"
    return None if counts else "no count"


def _page_furniture(spot: Spot) -> str | None:
    q, doc = spot.quantity, spot.doc
    if spot.bare and len(doc.raw[q.core]) > 1 and doc.raw[q.core][0] == "0" and doc.raw[q.core].isdecimal():
        return "digits"  # "0912 000 000"
    numbered = spot.after in (".", ")") and spot.bare and q.best < 100
    if numbered and q.core == doc.sentences[doc.sentence_of[q.core]][0]:
        return "list number"
    return "digits" if spot.digit(q.core - 1) and spot.digit(q.last) else None


def _pronoun(spot: Spot) -> str | None:
    if spot.quantity.word != "one":
        return None
    other = spot.after in ("another", "or", "way", "day", "side", "s") or spot.quantity.qualifier == "more_than"
    kin = spot.before == "of" and spot.after in ("family", "household", "clan", "village", "unit")
    return "pronoun" if other or kin or spot.before == "every" else None  # "31 members of one family"


def _ordinal(spot: Spot) -> str | None:
    """ "A third child" is no third of anything."""
    q = spot.quantity
    if not q.share or q.word == "every":
        return None
    if spot.doc.word[q.last - 1] == "half" and spot.before in ("first", "second", "latter"):
        return "time"  # "in the first half of April"
    if spot.bare and _comes_next(spot):
        return "ordinal"  # "five were shot, a sixth blew himself up"
    ordinal = not (spot.bare or spot.phrase.complement or spot.phrase.partitive)
    return "ordinal" if ordinal and spot.doc.word[q.last - 1] in LISTS["ordinal_fractions"] else None


def _comes_next(spot: Spot) -> bool:
    """Whether an ordinal goes on from the number before it in the sentence."""
    doc, q = spot.doc, spot.quantity
    last = _BEFORE.get(doc.word[q.last - 1])
    if last is None or spot.after == "of":
        return False
    begin = doc.sentences[doc.sentence_of[q.core]][0]
    return not last.isdisjoint(doc.word[begin : q.first])


_BEFORE = {
    "third": frozenset({"two", "2"}), "fourth": frozenset({"three", "3"}), "fifth": frozenset({"four", "4"}),
    "sixth": frozenset({"five", "5"}), "seventh": frozenset({"six", "6"}), "eighth": frozenset({"seven", "7"}),
}  # fmt: skip


def _ratio(spot: Spot) -> str | None:
    """ "Eight to one", "a ratio of 3 to 2": neither number counts anything."""
    q, doc = spot.quantity, spot.doc
    if spot.after == "to" and doc.word[q.last : q.last + 2] in (["to", "one"], ["to", "1"]):
        return "ratio"
    if q.first > 1 and doc.word[q.first - 1] in ("every", "by") and doc.word[q.first - 2] in LISTS["ratios"]:
        return "ratio"  # "one for every 90 inhabitants", "multiplied by three"
    if q.share and q.first > 1 and doc.word[q.first - 1] == "of" and doc.word[q.first - 2] in LISTS["changes"]:
        return "ratio"  # "a decrease of 15 percent"
    if doc.word[q.last : q.last + 2] in (["more", "than"], ["fewer", "than"], ["less", "than"]):
        return "ratio"  # "three more than the board knows of"
    if not spot.bare or "ratio" not in doc.word[max(0, q.first - 12) : q.first]:
        return None
    begin = doc.sentences[doc.sentence_of[q.core]][0]
    return "ratio" if "ratio" in doc.word[max(begin, q.first - 12) : q.first] else None


_CHECKS: tuple[Callable[[Spot], str | None], ...] = (
    _money, _time, _of_the_clock, _slashed, _glued, _calibre, _date, _year, age_of, _name, _holds_so_many, _no_count,
    _page_furniture, _pronoun, _ordinal, _ratio, stray,
)  # fmt: skip
_CHECKS_APART = tuple(check for check in _CHECKS if check not in (_time, _slashed, _glued))
