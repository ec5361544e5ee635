"""The subject of a verb of saying: before it, behind a relative clause, shared with the verb before."""

from __future__ import annotations

from flows.claims.source.complements import attributed
from flows.claims.source.nominals import apposed, opening_phrase, phrase_before
from flows.claims.source.sayers import (
    ARTICLES,
    BOUNDS,
    BREAKS,
    STRONG,
    Attribution,
    Verb,
    habits,
    heads,
    number_of,
    reporting_verbs,
    sort_of,
)
from flows.claims.text import grammar
from flows.claims.text.tokens import Document
from flows.claims.value.numbers import openers

_TOLD = frozenset(["told", "tell", "tells", "telling", "informed", "assured", "warned", "reminded", "notified"])
_OPEN_CLAUSE = ARTICLES | grammar.POSSESSIVES | grammar.DETERMINERS | grammar.PRONOUNS | BOUNDS | {"no", "there"}


def with_subject(
    doc: Document, verb: Verb, j: int, first: int, last: int, found: list[Attribution]
) -> Attribution | None:
    """The attribution of a verb whose group begins behind token j, by the subject that stands there."""
    word = doc.word[j]
    if word in ("which", "who", "that"):
        return _relative(doc, verb, j, first, last)
    if word in ("and", "or", "but") or (verb.form == "ing" and word == "," and j == verb.first - 1):
        return _shared(doc, verb, j, first, last, found)
    if word == ",":
        found_there = apposed(doc, j, first)
    else:
        found_there = _before_relative(doc, j, first) or phrase_before(doc, j, first)
    if found_there is None or not _can_be_subject(doc, verb, j, first, *found_there):
        return None
    start, stop = found_there
    if doc.word[start] in ("according", "'s"):
        return None
    if verb.form == "ing" and doc.word[j] not in ARTICLES and _issued(doc, start, found):
        return _shared(doc, verb, j, first, last, found)
    if _carrier_before(doc, start, first) and verb.base in habits()["giving"] | {"speak", "report"} | STRONG:
        begin = next((k + 1 for k in range(start, first, -1) if doc.word[k] in (";", ":", "–", "—")), first)
        return Attribution([doc.span(start, stop)], begin, last, verb.first, "phrase", subject=(start, stop))
    counted = _counted_before(doc, start, first)
    if counted is not None and verb.base in habits()["giving"] | habits()["counting"] | {"report", "claim"} | STRONG:
        return Attribution([doc.span(start, stop)], counted, start, verb.first, "phrase", subject=(start, stop))
    return _plain(doc, verb, j, start, stop, first, last)


def _plain(doc: Document, verb: Verb, j: int, start: int, stop: int, first: int, last: int) -> Attribution:
    """The attribution of a plain subject at [start, stop), with what its commas add to it or cut off."""
    made = attributed(doc, verb, start, stop, verb.last, first, last)
    if (
        start - 2 >= first
        and doc.word[start - 2 : start] == [",", "which"]
        and doc.word[verb.last : verb.last + 1] == [","]
    ):
        made.scope_first = made.scope_last = verb.last  # "a jet, which the army denies, and six men"
    if verb.last < last and doc.word[verb.last] in ("responsibility", "credit"):
        made.scope_first = made.scope_last = verb.last  # it is the attack that is claimed, not a figure
    if doc.word[j] == "," and j > stop + 1 and doc.word[stop] == "," and _is_name(doc, stop + 1, j):
        made.wordings.append(doc.span(stop + 1, j))
        if doc.word[start] in grammar.POSSESSIVES and doc.upper[j - 1]:
            made.wordings.reverse()  # "its director, Anil Jasinghe,": the name tells who it is
    return made


def _can_be_subject(doc: Document, verb: Verb, j: int, first: int, start: int, stop: int) -> bool:
    """Whether a noun phrase speaks, and agrees with the verb in number."""
    if doc.word[start] in ("neither", "nobody", "no", "none"):
        return False
    if doc.word[stop - 1] in _PERIODICAL and doc.word[start] in ARTICLES | grammar.POSSESSIVES and stop - start == 2:
        return False  # "said in its daily update that"
    apposed_to = doc.word[j] == "," and stop - start == 1 and doc.upper[start]  # "Memorial, the rights centre, says"
    if not (sort_of(doc, start, stop) or apposed_to or (verb.base in STRONG and _is_anyone(doc, start, stop))):
        return False
    disagree = (verb.form, number_of(doc, start, stop)) in (("s", "plural"), ("base", "singular"))
    return not (disagree and j == verb.first - 1)


_PERIODICAL = frozenset({"daily", "weekly", "monthly", "nightly", "regular", "latest", "annual", "quarterly", "hourly",
                         "morning", "evening", "yearly"})  # fmt: skip


def _is_name(doc: Document, start: int, stop: int) -> bool:
    """Whether what stands between the commas is another name of the speaker."""
    opens = doc.upper[start] or doc.word[start] in ARTICLES or doc.word[start] in grammar.POSSESSIVES
    return stop - start <= 14 and (opens or doc.word[start] in heads()) and bool(sort_of(doc, start, stop))


def _is_anyone(doc: Document, start: int, stop: int) -> bool:
    """Before "said" any definite noun phrase is a speaker, whatever its noun."""
    leads = ARTICLES | grammar.POSSESSIVES | {"one", "two", "three"}
    return 2 <= stop - start <= 6 and doc.word[start] in leads and not doc.word[stop - 1][0].isdecimal()


def _issued(doc: Document, start: int, found: list[Attribution]) -> bool:
    """ "X released a statement saying": X speaks, not the statement."""
    return bool(found) and found[-1].verb in habits()["giving"] and found[-1].scope_first <= start


def _carrier_before(doc: Document, start: int, first: int) -> bool:
    """ "the figure that X gave", "the 200 of whom X spoke"."""
    k = start - 1
    if k < first + 1:
        return False
    if doc.word[k] in ("whom", "which") and doc.word[k - 1] == "of":
        return True
    return doc.word[k] in ("that", "which") and doc.word[k - 1] in habits()["carriers"]


def _counted_before(doc: Document, start: int, first: int) -> int | None:
    """ "the 70 that X reported", "the 70 dead which X counted": where the number before the relative begins."""
    if start - 3 < first or doc.word[start - 1] not in ("that", "which"):
        return None
    for k in range(start - 2, max(first, start - 9), -1):
        if doc.word[k] in ("the", "those"):
            return k if any(doc.word[n][0].isdecimal() for n in range(k, min(k + 3, start))) else None
        if doc.word[k] in BREAKS or doc.word[k] in grammar.AUXILIARIES or doc.word[k] == ",":
            return None
    return None


def _before_relative(doc: Document, j: int, first: int) -> tuple[int, int] | None:
    """ "senators who had read it said": the noun phrase before the relative pronoun."""
    for k in range(j, max(first, j - 14), -1):
        word = doc.word[k]
        if word == "that" and _restricts(doc, k, first):
            return phrase_before(doc, k - 1, first)
        if word in BREAKS or word == "," or word in ("that", "and", "said", "says", "say", "told"):
            return None
        if word in ("who", "whose", "whom") and doc.word[k - 1] not in (",", "of"):
            return phrase_before(doc, k - 1, first)
    return None


def _restricts(doc: Document, that: int, first: int) -> bool:
    """ "The groups that launched the offensive say": whether "that" opens a clause of the noun before it."""
    if that - 1 < first or doc.word[that - 1] not in heads() or that + 1 >= len(doc):
        return False
    behind = doc.word[that + 1]
    verb = behind.endswith(("ed", "s")) or behind in grammar.AUXILIARIES or behind in habits()["irregular"]
    told = any(doc.word[k] in _TOLD for k in range(max(first, that - 6), that))
    return verb and not (told or doc.upper[that + 1] or behind in heads() or behind in _OPEN_CLAUSE)


def _relative(doc: Document, verb: Verb, j: int, first: int, last: int) -> Attribution | None:
    """ "the UN, which says …": the subject stands before the relative; its clause ends where the main verb goes on."""
    k = j - 1
    comma = k >= first and doc.word[k] == ","
    if doc.word[j] == "that" and (comma or k < first or sort_of(doc, k, j) not in ("document", "body", "person")):
        return None
    start, stop = phrase_before(doc, k - 1 if comma else k, first)
    if not sort_of(doc, start, stop):
        return None
    scope_last = _relative_end(doc, verb.last, last) if comma else last
    return Attribution([doc.span(start, stop)], verb.last, scope_last, verb.first, "before", subject=(start, stop))


def _relative_end(doc: Document, i: int, last: int) -> int:
    for k in range(i, last - 1):
        if doc.word[k] == "," and (
            doc.word[k + 1] in grammar.AUXILIARIES or doc.word[k + 1] in reporting_verbs().openings
        ):
            return k
    return last


def _shared(doc: Document, verb: Verb, j: int, first: int, last: int, found: list[Attribution]) -> Attribution | None:
    """ "X confirmed … and added", "X said …, adding that": the subject of the verb of saying before."""
    antecedent = _relative_antecedent(doc, j, first)
    if antecedent is not None and sort_of(doc, *antecedent):
        scope_last = _relative_end(doc, verb.last, last)
        return Attribution([doc.span(*antecedent)], verb.last, scope_last, verb.first, "before", subject=antecedent)
    for other in reversed(found):
        if other.kind in ("before", "after") and other.at < verb.first and other.wordings:
            return Attribution(list(other.wordings), verb.last, last, verb.first, "before", subject=other.subject,
                               person=other.person)  # fmt: skip
    return _first_subject(doc, verb, first, last)


def _tallies(doc: Document, start: int, stop: int) -> bool:
    """Whether a subject may be who raises or corrects a toll, and not whose death raises it."""
    counted = doc.word[start] in openers() or doc.digit[start] or doc.word[stop : stop + 1] in (["was"], ["were"])
    return bool(sort_of(doc, start, stop)) and not counted


def _relative_antecedent(doc: Document, j: int, first: int) -> tuple[int, int] | None:
    """The noun phrase whose relative clause a verb behind "and" goes on."""
    for k in range(j - 1, first, -1):
        if doc.word[k] in (",", ";", ".", ":"):
            return None
        if doc.word[k] in ("who", "which") and doc.word[k - 1] == ",":
            return phrase_before(doc, k - 2, first)
    return None


def _is_dateline(doc: Document, i: int) -> bool:
    return doc.opens_line(i) and doc.raw[i].isupper() and len(doc.raw[i]) > 3 and not doc.caps


def _first_subject(doc: Document, verb: Verb, first: int, last: int) -> Attribution | None:
    """ "The army closed the road and said …": the sentence's own first noun phrase."""
    opening = opening_phrase(doc, first, verb.first)
    if opening is None or verb.group == "planning" or _is_dateline(doc, opening[0]):
        return None
    if verb.form == "ing" and verb.base in habits()["changing"] and not _tallies(doc, *opening):
        return None  # "two soldiers were killed, raising the toll to 880"
    return Attribution([doc.span(*opening)], verb.last, last, verb.first, "before", subject=opening,
                       person=sort_of(doc, *opening) in ("person", "name"))  # fmt: skip
