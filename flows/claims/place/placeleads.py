"""What leads to a place: prepositions, events, targets, labels, and the words of saying that it is not the place of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from flows.claims.lexicon import words
from flows.claims.place.gazetteer import gazetteer
from flows.claims.place.placemention import COMPASS, KILOMETRES, LISTS, PREPOSITIONS, generic_words
from flows.claims.text import grammar
from flows.claims.text.mentions import Mention
from flows.claims.text.nouns import event_openings, noun_at
from flows.claims.text.tokens import Document
from flows.claims.value.numbers import openers

WALKED = frozenset(LISTS["walked"])
_STRUCK = frozenset(LISTS["struck"])
_FLED = frozenset(LISTS["fled"])
_SAYING = frozenset(LISTS["speaking"])
_AIRBORNE = frozenset(LISTS["airborne"])
_GARRISONED = frozenset(LISTS["garrisoned"])
_HAPPENED = frozenset(LISTS["happened"])
_SEAT_OF_AN_EVENT = 12  # tokens
_SEATS = frozenset(LISTS["seats"])
_COMPASS_NOUNS = frozenset(LISTS["kind"]["compass"])
_INNER = frozenset(
    {"ul", "ud", "ur", "us", "e", "i", "de", "del", "al", "el", "la", "du", "da", "do", "ez", "bin", "den"}
)
CLOSED = PREPOSITIONS | grammar.PREPOSITIONS | grammar.CONJUNCTIONS | grammar.PRONOUNS | grammar.AUXILIARIES - {"may"}
_DASHES = frozenset({":", "–", "—", "-"})
_COLON = frozenset({":"})
_LONGEST = 7  # tokens of a name
_HEADING = 12  # tokens of a heading
_TITLE = 6  # tokens of the name of an office
_GATHERINGS = frozenset({"rally", "ceremony", "session", "forum"})
_BLASTS = frozenset({"bomb", "bombs", "bombing", "blast", "blasts", "explosion", "explosions", "grenade", "grenades",
                     "attack", "attacks", "attacked", "bomber", "bombers", "gunmen", "gunman", "struck", "hit",
                     "shelling", "fired", "stormed"})  # fmt: skip
_BESIDE = frozenset({"outside", "near", "inside", "against", "around", "opposite", "behind", "beside", "into"})


@cache
def not_places() -> frozenset[str]:
    """Capitalised words that begin no name of a place: months, weekdays, pronouns, articles."""
    dates = words("dates")
    return frozenset({*dates["months"], *dates["weekdays"], "i", "he", "she", "it", "they", "the", "we", "gmt", "utc",
                      "there", "this", "that", "these", "those", "a", "an", "its", "their"})  # fmt: skip


def name_end(doc: Document, i: int, last: int) -> int:
    """Where the name that begins at token i ends."""
    end, word = i + 1, doc.word
    limit = min(last, i + _LONGEST)
    if end + 1 < last and word[end] == "'s" and doc.upper[end + 1] and gazetteer().is_listed(doc.span(i, end + 2)):
        return end + 2  # "Cox's Bazar"
    while end < limit:
        small = doc.gap[end] == "-" and doc.raw[end][0].isalpha()
        if small or (doc.upper[end] and word[end] not in not_places() and doc.raw[end - 1] != "."):
            end += 1
        elif end + 1 < last and doc.upper[end + 1] and (word[end] in _INNER or _joins(doc, end)):
            end += 2
        else:
            break
    return end


def _joins(doc: Document, i: int) -> bool:
    """ "Republic of Congo", "Gulf of Aden": "of" inside a name."""
    return doc.word[i] == "of" and (doc.word[i - 1] in generic_words() or doc.word[i - 1] == "republic")


def preposition(doc: Document, i: int, first: int, counted: bool = False) -> tuple[str, int]:
    """The preposition that leads to a name, past "the", compass words, generic nouns and owners, and where it stands.

    With `counted` also past numbers: "in 54 Lebanese hospitals".
    """
    j, generic, named = i - 1, generic_words(), False
    for _ in range(7):
        if j < first:
            break
        word = doc.word[j]
        if word == "of" and j > first:
            before = doc.word[j - 1]
            if before in _COMPASS_NOUNS and doc.word[j - 2] not in ("the", "in") and j - 2 >= first:
                return "near", j
            if not (before in generic or before in COMPASS or before in WALKED):
                return word, j
            named = named or before in generic
            j -= 1
        elif word in PREPOSITIONS:
            return ("", i) if word == "to" and doc.word[j - 1] == "according" else (word, j)
        elif word == "'s" and doc.upper[j - 1]:
            j -= 2
            while j > first and doc.upper[j] and doc.word[j] not in PREPOSITIONS:
                j -= 1
        elif word in _STRUCK:
            return "on", j
        elif word in _FLED:
            return "from", j
        elif (
            word in WALKED
            or word in COMPASS
            or word in generic
            or (counted and (doc.raw[j][0].isdigit() or word in openers()))
        ):
            j -= 1
        else:
            break
    return ("in", j) if named else ("", i)  # "the mayor of the small town of X"


def lead_of(
    doc: Document, start: int, end: int, first: int, last: int, mention: Mention | None, near: Sequence[str]
) -> tuple[str, int]:
    """The word that leads to a name, also where it is understood: "a Kabul car bombing", "21 May, Nguida, 15 km"."""
    prep, at = preposition(doc, start, first)
    following = doc.word[end] if end < last else ""
    if prep:
        return prep, at
    ahead = doc.among(event_openings(), end, min(end + 3, last))
    eventful = bool(ahead) and any((hit := noun_at(doc, k)) and hit[1].sort == "event" for k in ahead)
    if mention is not None and mention.role == "names" and following in _AIRBORNE:
        return "", start  # "a United States airstrike" is abroad
    tail = end
    while tail < last and doc.word[tail] in generic_words() and doc.gap[tail] != "":
        tail += 1  # "Khmelnytskyi region: one killed", "Belgorod region was attacked"
    passive = "been" in doc.word[tail : tail + 3] or doc.word[tail : tail + 1] in (["is"], ["was"], ["are"], ["were"])
    if passive and not _STRUCK.isdisjoint(doc.word[tail + 1 : min(tail + 4, last)]):
        return "at", start  # "Kharkiv was shelled"
    came = doc.word[tail : tail + 3] in (["came", "under", "fire"], ["came", "under", "attack"])
    if came or doc.word[tail + 1 : tail + 4] == ["come", "under", "fire"]:
        return "at", start
    if eventful and (mention is not None or gazetteer().resolve(doc.span(start, end), near) is not None):
        return "at", start
    named = first < start - 1 and doc.upper[start - 2] and following in (".", ";", ")", "")
    if first < start and doc.word[start - 1] == "," and (following in (",", ":") or named):
        return ":" if _distance_follows(doc, end, last) else ",", start
    if headed_by(doc, start, tail, first, last):
        return ":", start  # "Nyala, June 2024: 40 dead"
    dashed = tail < last and doc.word[tail] in _DASHES and doc.gap[tail] != "-"
    if dashed and not doc.raw[start].isupper() and _opens(doc, start, first):
        return ":", start
    if following == "," and first == start and end + 1 < last and doc.word[end + 1] in _GARRISONED:
        return "at", start  # "Laukkai, garrisoned by 900 troops"
    return "", start


def headed_by(doc: Document, start: int, end: int, first: int, last: int) -> bool:
    """Whether a place at [start, end) opens a heading of places and days with a figure behind its colon.

    >>> doc = Document("Westgate mall, Nairobi, September 2013: 67 dead.")
    >>> headed_by(doc, 0, 2, 0, len(doc)), headed_by(doc, 3, 4, 0, len(doc))
    (True, False)
    """
    if doc.word[end : end + 1] not in ([","], ["("]) or any(doc.raw[k][0].isalpha() for k in range(first, start)):
        return False
    colon = next((k for k in doc.among(_COLON, end, min(last, end + _HEADING))), -1)
    if colon < 0 or colon + 1 >= last:
        return False
    plain = all(
        doc.upper[k] or not doc.raw[k][0].isalpha() or doc.word[k] in generic_words() | CLOSED
        for k in range(end, colon)
    )
    return plain and _counts(doc, colon + 1, last)


def _counts(doc: Document, i: int, last: int) -> bool:
    """Whether a number stands at token i, or one or two words further: "more than 40"."""
    return any(doc.raw[k][0].isdigit() or doc.word[k] in openers() for k in range(i, min(i + 3, last)))


def _opens(doc: Document, start: int, first: int) -> bool:
    """Whether a name opens its sentence, bullets and numbers aside."""
    return first > 0 and all(not doc.raw[k][0].isalpha() for k in range(first, start))


def _distance_follows(doc: Document, end: int, last: int) -> bool:
    """ ", 15 km west of": what stands before it is a place."""
    k = end + 1
    while k < min(last, end + 3) and not doc.raw[k][0].isdigit():
        k += 1
    return k + 1 < last and doc.raw[k][0].isdigit() and doc.word[k + 1] in KILOMETRES


def is_reporting(doc: Document, at: int, first: int) -> bool:
    """ "told reporters in Brussels", "an analyst at a London institute": where somebody speaks or sits."""
    before = doc.word[max(first, at - 3) : at]
    struck = before[-1:] == ["headquarters"] and doc.has(_HAPPENED, max(first, at - _SEAT_OF_AN_EVENT), at)
    if struck or not _HAPPENED.isdisjoint(before):
        return False  # "says hundreds killed in", "killed 12 outside the police headquarters in"
    if not _GATHERINGS.isdisjoint(before) and doc.has(_BLASTS, max(first, at - _SEAT_OF_AN_EVENT), at):
        return False  # "a grenade thrown into a rally in"
    if not _SAYING.isdisjoint(before):
        return True
    seated = before != [] and before[-1] in _SEATS and doc.word[at] in PREPOSITIONS
    return seated and not _is_target(doc, at - 1, first)


def _is_target(doc: Document, seat: int, first: int) -> bool:
    """ "A bomb outside the education ministry in", "stormed the prosecutor's office in": there it happened."""
    for k in range(seat - 1, max(first, seat - _TITLE) - 1, -1):
        word = doc.word[k]
        if word in _STRUCK or word in _BESIDE:
            return True
        if word in ("at", "on"):
            hit = noun_at(doc, k - 1) if k > first else None
            return hit is not None and hit[1].sort in ("event", "materiel")
        if not word[0].isalpha() and word != "'s":
            return False
        if word in PREPOSITIONS:
            return False
    return False
