"""Whether the text says that a figure is rejected: denied, corrected, or called false."""

from __future__ import annotations

from functools import cache

from flows.claims.lexicon import Phrases, words
from flows.claims.metric.figure import Figure
from flows.claims.period.timed import HARM, cue_list
from flows.claims.source.attribution import Attribution
from flows.claims.text import grammar
from flows.claims.text.tokens import Document
from flows.claims.text.triggers import trigger_table


@cache
def _corrections() -> Phrases[bool]:
    return Phrases((phrase, True) for phrase in words("timing")["corrected"])


def is_denied(doc: Document, figure: Figure, source: Attribution | None, first: int, last: int) -> str | None:
    """The word by which the text says that a figure is rejected."""
    if source is not None and source.group == "denial" and source.kind == "before":
        closed = not {";", ":"}.isdisjoint(doc.word[source.at : figure.quantity.first])
        aside = doc.word[source.subject[0] - 1] == "which" and "," in doc.word[source.at : source.at + 3]
        return (
            None if aside or closed else source.verb
        )  # "which the rebels deny, and that 30 died": it denies what lies before
    begin, rejects = max(first, figure.quantity.first - 12), cue_list("rejects")
    before = doc.word[begin : figure.quantity.first]
    for k in range(len(before) - 1, -1, -1) if doc.has(rejects, begin, figure.quantity.first) else ():
        if before[k] in rejects:
            if figure.trigger is not None and begin + k == figure.trigger.first:
                break  # "withdrew its 3,000 troops"
            closed = before[k + 1 : k + 2] == [","] and before[k + 2 : k + 3] in (["and"], ["but"], ["while"])
            if closed or _goes_on_to_say(doc, source, begin + k):
                return None  # "which Pakistan denies, and that 24 jets were met": what it denies lies before
            direct = len(before) - k <= 4 or any(w in cue_list("claims") or w.endswith("ing") for w in before[k + 1 :])
            return before[k] if direct and before[k - 1 : k] not in (["without"], ["not"], ["never"]) else None
        if before[k] in (";", "but", "while"):
            break
    quantity = figure.quantity
    if doc.word[quantity.first - 1] == "not" and "but" in doc.word[quantity.last : min(last, quantity.last + 8)]:
        return "not"  # "it was not 40 soldiers who died but four"
    lead = doc.word[max(first, quantity.first - 2) : quantity.first]
    if lead[:1] == ["not"] and lead[1:] in (["the"], []) and quantity.qualifier not in ("at_most", "more_than"):
        lead = doc.word[max(first, quantity.first - 3) : quantity.first - 1]
        return "not" if grammar.AUXILIARIES.isdisjoint(lead) else None
    if (instead := _set_aside(doc, figure)) is not None:
        return instead
    table = _corrections()
    for i in doc.among(table.openings, begin, quantity.first):
        if (hit := table.at(doc.word, i)) and not _astray(doc, i, hit[0]):
            return doc.span(i, hit[0])
    false = _called_false(doc, figure, first, last) or _corrected_after(doc, last)
    return false or _waved_away(doc, figure, first, last)


def _goes_on_to_say(doc: Document, source: Attribution | None, at: int) -> bool:
    """ "Denied losing 200 men, saying that only seven had died": what the denier says instead."""
    return source is not None and source.at > at and doc.word[source.at] in _GOES_ON


_GOES_ON = frozenset({"saying", "insisting", "adding", "claiming", "stating", "arguing"})


def _astray(doc: Document, i: int, end: int) -> bool:
    """ "Aircraft mistakenly bombed a convoy": who errs is who attacks, and not who counts."""
    trigger = trigger_table().at(doc.word, end) if doc.word[i].endswith("ly") and end < len(doc) else None
    return trigger is not None or (doc.word[i].endswith("ly") and doc.word[end] in _STRIKING)


_STRIKING = frozenset(words("weighing")["attacking"])


def _set_aside(doc: Document, figure: Figure) -> str | None:
    """ "76 instead of the 93", "eight lives rather than seven", "68 people, and not 86": the number that was wrong."""
    if figure.metric not in HARM:
        return None
    at = figure.quantity.first - (doc.word[figure.quantity.first - 1] == "the")
    led = doc.word[max(0, at - 2) : at]
    if led in (["instead", "of"], ["rather", "than"], ["and", "not"], [",", "not"]):
        return " ".join(led)
    return None


def _waved_away(doc: Document, figure: Figure, first: int, last: int) -> str | None:
    """ "Spoke of 180; the ministry called that number invented", "… 80 dead. The army denies it": what comes next."""
    at = figure.phrase.last
    reach = min(len(doc), min(last, at + 14) + _NEXT_CLAUSE)
    if not (doc.has(cue_list("rejects"), at, reach) or doc.has(cue_list("rejected"), at, reach)):
        return None
    stop = next((k for k in range(at, min(last, at + 14)) if doc.word[k] in (";", ".")), None)
    if stop is None or not _is_asserted(doc, figure, first):
        return None
    end = min(len(doc), stop + _NEXT_CLAUSE)
    if doc.opens_line(stop + 1):
        return None
    taken_up = False
    for k in range(stop + 1, end):
        word = doc.word[k]
        if word in (";", ".", "but"):
            return None
        rejecting = word in cue_list("rejects")
        if rejecting and _IT.intersection(doc.word[k + 1 : k + 2]) and not _opens_clause(doc, k + 1):
            return word
        called = word in _IT or (doc.word[k - 1] == "the" and word in _WORTH)
        opens = word in _IT and k == stop + 1
        taken_up = taken_up or opens or (called and not _CALLS.isdisjoint(doc.word[k - 2 : k]))
        if taken_up and (word in cue_list("rejected") or rejecting):
            return word
    return None


def _opens_clause(doc: Document, i: int) -> bool:
    """ "Denied that 300 had surrendered", not "denied that."."""
    return doc.word[i] == "that" and doc.word[i + 1 : i + 2] != [] and doc.word[i + 1][0].isalnum()


def _is_asserted(doc: Document, figure: Figure, first: int) -> bool:
    """Whether somebody claims the figure, so that somebody else may reject it."""
    return doc.has(cue_list("asserting"), first, figure.quantity.first)


_NEXT_CLAUSE = 16  # tokens
_IT = frozenset({"it", "this", "that", "them", "these", "both"})
_CALLS = frozenset({"call", "calls", "called", "calling", "dismisses", "dismissed", "dubbed", "labelled", "deemed"})


def _is_reported(doc: Document, figure: Figure, first: int) -> bool:
    """ "Reports that 400 men had been killed", "the army's claim of 500 dead": what follows may say its worth."""
    at = figure.quantity.first
    before = doc.word[max(0, at - 4) : at]
    if "that" in before and bool(cue_list("claims") - {"that"} & set(before)):
        return True
    for k in range(at - 1, max(first, at - _TOLD) - 1, -1):
        word = doc.word[k]
        if word in _CLAIMED:
            return not _LINKING.isdisjoint(doc.word[k + 1 : at]) and (k == first or doc.word[k - 1] not in _WHO_TELLS)
        told = word in grammar.STOP_VERBS and doc.word[k + 1] not in _PUT_ABOUT and doc.word[k + 2] != "which"
        if told or word in (";", ":", ".") or word in cue_list("modals"):
            return False
    return False


_TOLD = 14  # tokens
_PUT_ABOUT = frozenset({"out", "about", "forward", "by", "around"})  # "put about by", "made by"
_CLAIMED = cue_list("claims") - {"that"}
_LINKING = frozenset({"that", "of", "regarding", "about", "which", "concerning", "had", "having"})
_WHO_TELLS = grammar.PRONOUNS | {"who", "which", "to", "also"}
_WORTH = frozenset({"claim", "assertion", "figure", "number", "toll", "report", "allegation", "statement", "share",
                    "count", "estimate", "version", "boast", "tally", "total", "account", "story"})  # fmt: skip


def _called_false(doc: Document, figure: Figure, first: int, last: int) -> str | None:
    """ "…, an assertion that Kyiv called laughable": rejected by what follows in the same sentence."""
    begin, end = figure.phrase.last, min(last, figure.phrase.last + 32)
    groundless = _groundless()
    rejecting = doc.has(cue_list("rejected"), begin, end) or doc.has(cue_list("rejects"), begin, end)
    if not (rejecting or doc.has(groundless.openings, begin, end)):
        return None
    seen_claim = _is_reported(doc, figure, first)
    for i in range(begin, end):
        word = doc.word[i]
        if word in _WORTH or (word == "which" and doc.word[i - 1] == ","):
            one = doc.word[i - 1] in ("a", "an") and any(doc.digit[k] for k in range(begin, i))
            seen_claim = doc.word[i - 1] in ("a", "an", "the", ",") and not one  # it is the nearer figure's
        elif seen_claim and (word in cue_list("rejected") or (word in cue_list("rejects") and not _of_else(doc, i))):
            return word
        elif seen_claim and word in groundless and (hit := groundless.at(doc.word, i)):
            return doc.span(i, hit[0])
        elif word in (".", ";"):
            return None
    return None


def _of_else(doc: Document, i: int) -> bool:
    """ "The report says that 40 died, and it rejects the offer": whether the verb at token i has another object."""
    behind = doc.word[i + 1 : i + 2]
    return doc.word[i - 1] == "and" or (bool(behind) and behind[0] in grammar.DETERMINERS | grammar.POSSESSIVES)


@cache
def _groundless() -> Phrases[bool]:
    return Phrases((phrase, True) for phrase in words("timing")["groundless"])


def _corrected_after(doc: Document, last: int) -> str | None:
    """The next sentence takes it back: "It was an error", "The figure was wrong"."""
    following = doc.word[last : last + 6]
    if following[:1] in (["it"], ["that"], ["this"], ["the"]) and {"was", "were", "proved"} & set(following[:5]):
        for word in following[2:]:
            if word in cue_list("errors"):
                return word
            if word in (".", ",", ";") or word == "not":
                return None
    return None
