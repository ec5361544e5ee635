"""What stands ahead of a token in a noun phrase: a noun to come, an age, two fates in one, the word that ends it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from flows.claims.metric.phrase import PUNCTUATION, QUOTES, STOP
from flows.claims.text import grammar
from flows.claims.text.mentions import Mention
from flows.claims.text.nouns import ARMED, MUNITIONS, Noun, model_table, noun_at, noun_table
from flows.claims.text.tokens import Document
from flows.claims.text.triggers import state_words, trigger_table
from flows.claims.value.numbers import openers

ADDING = frozenset({"more", "others", "other", "further", "additional", "another", "extra"})
INSIDE = ADDING | {"of", "the", "all", "'s", "'"}
_REPORTS = frozenset({"report", "reports", "indication", "indications", "sign", "signs", "record"})
_NUMBERS_OF = (["number", "of"], ["total", "of"], ["tally", "of"], ["toll", "of"], ["count", "of"])
_AGED = frozenset({"year", "month", "week", "day"})
CALIBRES = (["mm"], ["millimetre"], ["millimeter"], ["caliber"], ["calibre"], ["inch"])


def past_dash(doc: Document, first: int, i: int, end: int) -> int:
    """ "416 – officers of the mission on the ground": in a table the figure may stand before its label.

    And "brings to four the number of people killed", "puts at 9,500 the militants who left".
    """
    word = doc.word
    if word[first - 1 : first] in (["to"], ["at"]) and word[i : i + 1] == ["the"]:
        counted = word[i + 1 : i + 2] in (["number"], ["total"]) and word[i + 2 : i + 3] != ["of"]
        return i + 3 if word[i + 1 : i + 3] in _NUMBERS_OF else i + 1 + counted
    opens = doc.opens_line(first) or doc.raw[first - 1] in "•*-–—·"
    return i + 1 if opens and i + 1 < end and doc.word[i] in ("–", "—", ":", "-") else i


def past_reports(doc: Document, i: int, end: int) -> int:
    """ "No immediate reports of casualties" counts no casualties."""
    for k in range(i, min(end - 1, i + 3)):
        if doc.word[k] in _REPORTS and doc.word[k + 1] == "of":
            return k + 2
    return i


def noun_follows(doc: Document, mentions: Mapping[int, Mention], i: int, end: int) -> bool:
    """Whether a noun of people, materiel or buildings stands in the next few tokens."""
    for j in range(i, min(end, i + 4)):
        found, word = noun_at(doc, j), doc.word[j]
        if found and not found[1].state and found[1].sort in ("people", "materiel", "building"):
            return True
        if j in mentions and mentions[j].role == "people" and word.endswith("s"):
            return True  # "some 30 heavily armed Serbs"
        if word in STOP or word in PUNCTUATION or not word.isalpha():
            return False
    return False


def counted_follows(doc: Document, mentions: Mapping[int, Mention], i: int, end: int) -> bool:
    """Whether anything that can be counted stands in the next few tokens."""
    for j in range(i, min(end, i + 4)):
        found = noun_at(doc, j)
        if j in mentions or (found and found[1].sort != "other"):
            return True
        if not doc.word[j].isalpha() or doc.word[j] in STOP:
            return False
    return False


def modifies(doc: Document, mentions: Mapping[int, Mention], after: int, end: int) -> bool:
    """Whether a participle stands before its noun rather than for it."""
    following = noun_at(doc, after) if after < end else None
    if following and not following[1].state and following[1].sort != "event":
        return True
    return noun_follows(doc, mentions, after, min(end, after + 4))


def joined(doc: Document, mentions: Mapping[int, Mention], i: int, end: int) -> tuple[int, Noun] | None:
    """A noun that shares the figure: "missiles and drones", "men and women"."""
    for j in range(i, min(i + 2, end)):
        found, word = noun_at(doc, j), doc.word[j]
        if found and found[1].sort in ("people", "materiel") and not found[1].state and found[1].plural:
            return None if _counted(doc, found[0]) else found
        if j in mentions or word in STOP or word in PUNCTUATION or word[0].isdecimal() or word in openers():
            return None
    return None


def _counted(doc: Document, after: int) -> bool:
    """ "Lost 45 soldiers and the police 31 officers": a noun with a number of its own shares none."""
    return after < len(doc) and (doc.digit[after] or doc.word[after] in openers())


def opens_age(doc: Document, i: int) -> bool:
    """Whether an age begins at token i: "12-year-old", "nine-month-old"."""
    return doc.word[i + 2 : i + 3] == ["old"] and doc.word[i + 1] in _AGED and doc.gap[i + 1] == "-"


@cache
def closing_words() -> frozenset[str]:
    """The words at which a noun phrase ends whatever it holds; where "year" follows they may open an age."""
    nouns = noun_table().openings | model_table().openings
    read = INSIDE | grammar.POSSESSIVES | grammar.DETERMINERS | {"them", "whom", "which", "us", ",", "and", "or"}
    return (STOP | PUNCTUATION).difference(nouns, read, openers(), state_words(), QUOTES)


@cache
def past_forms() -> frozenset[str]:
    """The irregular past forms of verbs that say what happened: "fell", "fled", "struck"."""
    table = trigger_table()
    hits = {word: hit for word in table.openings if (hit := table.at([word], 0)) is not None}
    return frozenset(word for word, hit in hits.items() if any(form in ("past", "ed") for form, _ in hit[1]))


def together_at(doc: Document, i: int) -> bool:
    """ "dead and wounded" behind a figure counts both in one, unless a second figure follows."""
    if i + 2 >= len(doc.word) or doc.word[i + 1] not in ("and", "or", ","):
        return False
    found = trigger_table().at(doc.word, i)
    if not found or not any(sense.use == "together" for _, sense in found[1]):
        return False
    after = doc.word[found[0]] if found[0] < len(doc.word) else "."
    return not (after[0].isdecimal() or after in openers() or after in ("a", "an", "at", "about", "more"))


def merge(first: Noun, second: Noun) -> Noun:
    """What two nouns that share a figure are together: "soldiers and rebels" are combatants, "men and women" people."""
    if first.sort != second.sort:
        return first
    if first.code == second.code:
        return first
    if first.sort == "people":
        return first._replace(code="combatants" if {first.code, second.code} <= ARMED else "people")
    return first._replace(code="munition") if {first.code, second.code} <= MUNITIONS else first
