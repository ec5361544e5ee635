"""Where the noun phrase of a source begins and ends."""

from __future__ import annotations

from flows.claims.place.gazetteer import gazetteer
from flows.claims.source.sayers import (
    ARTICLES,
    BREAKS,
    POSSESSIVE,
    PRONOUNS,
    QUOTES,
    ends_phrase,
    habits,
    heads,
    is_abbreviation,
    is_auxiliary,
    reporting_verbs,
    sort_of,
    times,
)
from flows.claims.text import grammar
from flows.claims.text.tokens import Document

_QUOTES = QUOTES - {"'"}
_DOUBLE_QUOTES = QUOTES - {"'", "’"}
_LONGEST = 16
_DATELINE = 10  # tokens
_EDGES = habits()["edges"]
_TAILS = habits()["tails"]
_INSIDE = frozenset(["into", "onto", "killed", "killing", "wounded", "died", "that"])
_PHRASE_ENDS = habits()["phrase_ends"]
_WATCHING = frozenset(["monitoring", "tracking", "reporting", "recording", "counting"])
_FRESH = ARTICLES | frozenset(["another", "its", "their", "his", "her"])


def phrase_before(doc: Document, j: int, first: int) -> tuple[int, int]:
    """The noun phrase that ends with token j, as a range, without the words of time around it."""
    word, stop, k = doc.word, j + 1, j
    verbs = reporting_verbs().openings
    while k >= first and stop - k <= _LONGEST:
        here = word[k]
        if here in (",", "-") or here in _DOUBLE_QUOTES or (here in BREAKS and not is_abbreviation(doc, k)):
            break  # a dash behind a date line: "MOSCOW, June 10 - The ministry"
        if here == ")":
            opening = next((n for n in range(k - 1, max(first, k - 8) - 1, -1) if word[n] == "("), None)
            if opening is None:
                break
            k = opening
        elif here == "by":
            if not _reduced(doc, k, first):
                break
            k -= 1
        elif (
            ends_phrase(doc, k)
            or is_auxiliary(doc, k)
            or (here in ("later", "earlier") and k < j and (doc.upper[k + 1] or word[k + 1] in ARTICLES))
            or (
                k < j
                and (here in _INSIDE or (here in verbs and not (_is_noun(doc, k, first) or _is_reduced(doc, k, first))))
            )
        ):
            break
        k -= 1
    return trimmed(doc, k + 1, stop)


def _reduced(doc: Document, by: int, first: int) -> bool:
    """Whether "by" closes a participle that belongs to a noun: "residents quoted by the agency"."""
    participle = doc.word[by - 1].endswith("ed") or doc.word[by - 1] in habits()["reduced"]
    if by - 2 < first or not participle or doc.word[by - 2] in grammar.AUXILIARIES:
        return False
    before = heads().get(doc.word[by - 2])
    return before is not None


def _is_reduced(doc: Document, k: int, first: int) -> bool:
    """Whether a participle belongs to the noun before it: "officials briefed on the matter"."""
    if doc.word[k] not in habits()["reduced"] or k - 1 < first or k + 1 >= len(doc):
        return False
    return doc.word[k - 1] in heads() and doc.word[k + 1] in grammar.PREPOSITIONS


def _is_noun(doc: Document, k: int, first: int) -> bool:
    """Whether a spelling that could be a verb is a noun inside the phrase: "the report of the UN"."""
    if doc.upper[k] or doc.gap[k] == "-" or (k + 1 < len(doc) and doc.gap[k + 1] == "-"):
        return True
    if doc.word[k] == "think" and doc.word[k + 1 : k + 2] in (["tank"], ["tanks"]):
        return True
    if doc.word[k] in _WATCHING and heads().get(doc.word[k + 1], ("",))[0] in ("body", "outlet"):
        return True  # "monitoring group ACLED"
    reach = 1
    if doc.word[k] in habits()["noun_forms"]:
        reach, before = 3, doc.word[k - 1] if k > first else ","
        if before in (",", ".", ":", "—", "–", "and") or before in grammar.PREPOSITIONS:
            return True
        if doc.upper[k + 1] and doc.word[k - 2] == ",":
            return True  # ", conflict monitor ACLED said"
    for n in range(k - 1, max(first, k - reach) - 1, -1):
        before = doc.word[n]
        if before in ARTICLES or before in grammar.POSSESSIVES or before == "'s":
            return True
        if not before.isalpha() or before in grammar.PREPOSITIONS:
            return False
    return False


def phrase_after(doc: Document, i: int, last: int) -> int:
    """Where the noun phrase that begins at token i ends; "A, B and C officials" stays whole."""
    word, j = doc.word, i
    verbs = reporting_verbs().openings
    while j < last and j - i < _LONGEST:
        here = word[j]
        if here == "." and i < j < last - 1 and is_abbreviation(doc, j):
            j += 1
            continue
        if here in BREAKS or here == ")" or ends_phrase(doc, j) or here in _QUOTES:
            if here == "(" and j + 2 < last and word[j + 2] == ")":
                j += 3
                continue
            break
        if here == ",":
            if not _listed(doc, i, j, last):
                break
        elif j > i and (
            is_auxiliary(doc, j)
            or (here in verbs and not (_is_noun(doc, j, i) or word[j + 1 : j + 2] == ["by"]))
            or here in _PHRASE_ENDS
            or (here.endswith("ed") and word[j - 1] in heads() and here not in habits()["reduced"])
            or here[0].isdecimal()
            or (here == "at" and j + 1 < last and word[j + 1][0].isdecimal())
            or (here == "to" and word[j + 1 : j + 2] in (["journalists"], ["reporters"], ["us"]))
            or here in times()
            or (here in _FRESH and word[j - 1] not in grammar.PREPOSITIONS and word[j - 1] != "and")
        ):
            break
        j += 1
    return j


def _listed(doc: Document, i: int, comma: int, last: int) -> bool:
    follows = comma + 1 < last and doc.upper[comma + 1] and "and" in doc.word[comma + 1 : min(comma + 6, last)]
    return follows and comma - i <= 3


def trimmed(doc: Document, start: int, stop: int) -> tuple[int, int]:
    """Cut words of time, links and a leading prepositional phrase off both ends of a noun phrase."""
    word, when = doc.word, times()
    while start < stop:
        if word[start] in _EDGES or (word[start] in when and stop - start > 1):
            start += 1
        elif word[start] in grammar.PREPOSITIONS and word[start] != "per":
            start = _past_preposition(doc, start, stop)
        elif stop - start > 1 and (word[stop - 1] in _TAILS or word[stop - 1] in when):
            stop -= 1
        else:
            break
    return start, stop


def _past_preposition(doc: Document, start: int, stop: int) -> int:
    """Where the subject begins behind an opening such as "In May", "In a statement", "In Kyiv"."""
    word, when = doc.word, times()
    k = start + 1
    if (k < stop and word[k] in when) or (k < stop and word[k][0].isdecimal()):
        while k < stop and (word[k] in when or word[k][0].isdecimal()):
            k += 1
        return k + 2 if word[k : k + 1] == ["'s"] and k + 2 < stop else k  # "At Friday's briefing the governor"
    for n in range(stop - 1, k, -1):
        fresh = word[n] in ARTICLES or word[n] in POSSESSIVE or word[n] in PRONOUNS
        if fresh and word[n - 1] not in grammar.PREPOSITIONS:
            return n
    capitals = stop
    while capitals > k and doc.upper[capitals - 1]:
        capitals -= 1
    if (
        k + 1 < capitals < stop
        and word[capitals - 1].isalpha()
        and word[capitals - 1] not in grammar.PREPOSITIONS | ARTICLES
    ):
        return capitals
    if capitals == k and stop - k > 2:
        return _past_town(doc, k, stop)
    while k < stop and doc.upper[k]:
        k += 1
    return k if k > start + 1 else start + 1


def _past_town(doc: Document, k: int, stop: int) -> int:
    """ "In Delhi Defence Minister Rajnath Singh": where the name of the town ends and the speaker's begins."""
    for end in range(min(k + 3, stop - 2), k, -1):
        if gazetteer().lookup(doc.span(k, end)):
            return end
    return stop


def apposed(doc: Document, comma: int, first: int) -> tuple[int, int] | None:
    """ "Firass Abiad, the health minister, said": the name before the commas that close at token `comma`."""
    k = comma
    for _ in range(3):
        k -= 1
        while (
            k >= first
            and comma - k < 30
            and doc.word[k] != ","
            and (doc.word[k] not in BREAKS or is_abbreviation(doc, k) or _short_form(doc, k))
        ):
            k -= 1
        if (
            k <= first
            or doc.word[k] != ","
            or doc.word[k + 1] in ("when", "and", "but", "said", "says", "after", "while")
        ):
            return None
        if doc.word[k + 2 : k + 4] in _OF_THOSE and _is_relative(doc, first, k):
            continue  # "the army, which lost 40 men to the rebels, most of them conscripts, said"
        start, stop = phrase_before(doc, k - 1, first)
        named = stop - start == 1 and doc.upper[start] and sort_of(doc, k + 1, comma) in ("person", "body", "outlet")
        if stop > start and (named or sort_of(doc, start, stop)):
            return start, stop
    return None


_OF_THOSE = (["of", "them"], ["of", "whom"])


def _is_relative(doc: Document, first: int, k: int) -> bool:
    """Whether a relative clause that a comma opened is still open at token k."""
    return any(doc.word[n] == "," and doc.word[n + 1] in ("which", "who", "whose") for n in range(first, k))


def _short_form(doc: Document, k: int) -> bool:
    """The bracket that opens a short form: "North West Frontier Province (NWFP)"."""
    return doc.word[k] == "(" and doc.word[k + 2 : k + 3] == [")"]


def _past_paper(doc: Document, first: int, k: int, last: int) -> int:
    """ "In a statement released after the raid, the ministry …": the issuer speaks and not its paper."""
    if doc.word[first] not in ("in", "on") or not (k < last and doc.word[k] in ARTICLES):
        return k
    comma = next((n for n in range(k, min(last - 1, k + _LONGEST)) if doc.word[n] == ","), None)
    if comma is None or sort_of(doc, k, min(comma, k + 2)) != "document":
        return k
    stop = phrase_after(doc, comma + 1, last)
    return comma + 1 if sort_of(doc, comma + 1, stop) in ("body", "person", "name") else k


def _dateline(doc: Document, first: int, last: int) -> int:
    """How many tokens "KYIV, 21 December 2023 –" takes at the beginning of a line."""
    if doc.caps or not (doc.opens_line(first) and doc.raw[first].isupper() and len(doc.raw[first]) > 2):
        return 0
    dash = next((k for k in range(first + 1, min(last, first + _DATELINE)) if doc.raw[k] in ("–", "—", "-", "|")), None)
    return dash + 1 - first if dash is not None else 0


def _past_place(doc: Document, first: int, k: int, last: int) -> int:
    """ "In Tripoli the spokesman": where the place of an opening ends and an article follows."""
    end = k
    while end < last and doc.upper[end] and end - k < 4:
        end += 1
    placed = k > first and doc.word[k - 1] == "in" and k < end < last
    return end if placed and doc.word[end] in ARTICLES | POSSESSIVE.keys() else k


def opening_phrase(doc: Document, first: int, last: int) -> tuple[int, int] | None:
    """The subject that a sentence opens with, if it can speak.

    >>> doc = Document("On Monday the rebel group withdrew to the hills.")
    >>> doc.span(*opening_phrase(doc, 0, len(doc)))
    'the rebel group'
    """
    k = first + _dateline(doc, first, last)
    while k < last and (doc.word[k] in ("on", "in") or doc.word[k] in times() or doc.word[k][0].isdecimal()):
        k += 1
    if k < last and k > first and doc.word[k] == ",":
        k += 1
    if k + 1 < last and doc.word[k] in ("by", "at") and doc.word[k + 1] in times():
        k += 2
    if k > first and doc.word[k : k + 1] == ["of"] and doc.word[k + 2 : k + 3] and doc.word[k + 2] in times():
        k += 3  # "On Monday of that week the army"
    k = _past_place(doc, first, k, last)
    k = _past_paper(doc, first, k, last)
    if k < last and is_auxiliary(doc, k):
        return None  # "Can Moscow go on?"
    stop = phrase_after(doc, k, min(last, k + 12))
    for n in range(k + 1, stop):
        if (doc.word[n].endswith("ed") and not doc.upper[n]) or doc.word[n] in grammar.PREPOSITIONS - {"of", "for"}:
            stop = n
            break
    while stop > k and not sort_of(doc, k, stop):
        stop -= 1
    if stop < len(doc) and doc.gap[stop] == "-":
        return None  # "In government-controlled areas"
    return (k, stop) if stop > k else None
