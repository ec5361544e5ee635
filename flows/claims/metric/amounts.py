"""What is said to number, reach, rise or fall to so many: "its dead number 48", "has cut its soldiers from 8 to 4"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from flows.claims.lexicon import words
from flows.claims.metric.figure import Figure
from flows.claims.text.grammar import AUXILIARIES
from flows.claims.text.mentions import Mention
from flows.claims.text.nouns import ARMED, MUNITIONS, Noun, noun_at
from flows.claims.text.tokens import Document
from flows.claims.text.triggers import state_words
from flows.claims.value.numbers import openers

_REACH = 30  # tokens
_FAR_OBJECT = 24  # tokens between "puts" and "at", where a comma closes what stands between
_OBJECT = 12  # tokens, where none does
_WALLS = frozenset({";", ":", "(", ")", "—", "–", "?", "!", "."})
_QUOTES = frozenset("\"“”'‘’")
_NEXT = frozenset({"and", ",", "while", ";", "but"})
_BEING = frozenset({"is", "was", "are", "were"})
_LEADS = frozenset({"to", "at", "from", "by", "than", "of"})


def read_amount(doc: Document, figure: Figure, mentions: Mapping[int, Mention], first: int) -> None:
    """Let a number without a noun count what the clause before it measures.

    >>> from flows.claims.metric.phrase import Phrase
    >>> from flows.claims.value.qualifiers import find_quantities
    >>> doc = Document("The soldiers stationed along the border with Kosovo now number 4,500.")
    >>> quantity = find_quantities(doc, 0, len(doc))[0]
    >>> figure = Figure(quantity, Phrase(quantity.last))
    >>> read_amount(doc, figure, {}, 0)
    >>> figure.phrase.noun.code
    'military'
    """
    phrase, at = figure.phrase, figure.quantity.first
    if _read_gapped(doc, figure, mentions, first):
        return
    if phrase.noun is not None or phrase.actors:
        return
    if phrase.partitive and phrase.pronoun in ("them", "whom", "these"):
        _read_apposed(doc, figure, first)
        return
    if phrase.unknown is not None or phrase.partitive:
        return
    unit = doc.word[at - 2] if at - 2 >= first and doc.word[at - 1] == "of" else ""
    if unit in _units():
        phrase.noun, phrase.noun_first, phrase.noun_last = Noun("people", "military", plural=True), at - 2, at - 1
        return
    if doc.word[at - 1] == "," and _read_numbered(doc, figure, mentions, first):
        return
    if _read_beside(doc, figure, mentions, first):
        return
    _read_measured(doc, figure, mentions, first)


def _read_measured(doc: Document, figure: Figure, mentions: Mapping[int, Mention], first: int) -> None:
    """ "The soldiers now number 4,500", "put the attackers at 40": the noun that a verb of measure measures."""
    phrase, at = figure.phrase, figure.quantity.first
    placing = _placing_before(doc, at, first)
    verb = placing if placing is not None else _measuring_before(doc, at, first)
    if verb is None:
        return
    begin = next((k + 1 for k in range(verb - 1, max(first, verb - _REACH) - 1, -1) if doc.word[k] in _WALLS), first)
    lifted = doc.word[verb] in _verbs("lifting") and doc.word[verb - 1] not in AUXILIARIES
    lifted = lifted and not _COUNTS.isdisjoint(doc.word[verb + 1 : verb + 6])
    begin = verb + 1 if placing is not None or lifted else begin
    behind = [at - 1, at - 2] if placing is None and doc.word[at - 1] in _LEADS else [at - 1]
    told = placing is not None and doc.word[at - 2] != ","  # "put the dead at 40" is read as a toll
    for k in range(max(begin, verb - _REACH), at - 1):
        hit = noun_at(doc, k)
        if hit is None or hit[0] > at or k in behind or hit[1].sort not in ("people", "materiel", "event"):
            continue
        subject = all(word in _AUXILIARIES for word in doc.word[hit[0] : verb])  # "terrorist acts had shrunk to 144"
        subject = subject and "from" not in doc.word[verb:at]  # "launches fell from 120 missiles a day to 20"
        if (hit[1].sort == "event" and placing is None and not subject) or (hit[1].metric and told):
            continue
        if doc.word[hit[0]] in ("'", "'s"):
            continue  # "the doctors' network raised its figure to 78"
        attacking = hit[1].code in ARMED and hit[0] == verb and doc.word[k - 1] in ("the", "these")
        if doc.word[verb] in _BEING and not (hit[1].metric or attacking):
            continue  # "the estimate of the displaced is 1.8 million"
        if hit[1].plural or hit[1].metric or doc.word[k] in _collectives():
            phrase.noun, phrase.noun_first, phrase.noun_last = hit[1], k, hit[0]
            phrase.actors += [mentions[n] for n in range(max(begin, k - 3), k) if n in mentions]
            phrase.states += [word for word in doc.word[max(begin, k - 2) : k] if word in state_words()]
            if hit[1].code in ARMED and not _IN_HAND.isdisjoint(doc.word[hit[0] : at]):
                phrase.states.append("captured")  # "put the number of its soldiers in rebel hands at 80"
            return


_COUNTS = frozenset({"number", "total", "toll", "count", "tally"})
_AUXILIARIES = frozenset({"had", "has", "have", "now"})
_IN_HAND = frozenset({"hands", "captivity", "captive", "captives"})


def _read_gapped(doc: Document, figure: Figure, mentions: Mapping[int, Mention], first: int) -> bool:
    """ "The rebels lost 60 men and the security forces 13": who stands right before the number, its verb left out."""
    phrase, at = figure.phrase, figure.quantity.first
    if phrase.noun is not None or phrase.actors or phrase.unknown is not None or phrase.partitive or at - 2 < first:
        return False
    for k in range(at - 1, max(first, at - 4), -1):
        hit = noun_at(doc, k)
        begin = k - (doc.word[k - 1] == "the")
        armed = hit is not None and hit[0] == at and hit[1].sort == "people" and hit[1].code in ARMED
        if armed and hit is not None and doc.word[begin - 1] in _NEXT:
            phrase.noun, phrase.noun_first, phrase.noun_last = hit[1], k, at
            phrase.actors += [mentions[n] for n in range(begin, at) if n in mentions]
            return True
    return False


def _read_numbered(doc: Document, figure: Figure, mentions: Mapping[int, Mention], first: int) -> bool:
    """ "The number of the hostages, 239, has not changed": the noun stands before the comma."""
    phrase, at = figure.phrase, figure.quantity.first
    for k in range(at - 2, max(first + 1, at - 8), -1):
        if doc.word[k - 2 : k] == ["number", "of"] or doc.word[k - 3 : k] == ["number", "of", "the"]:
            hit = next((hit for n in range(k, at - 1) if (hit := noun_at(doc, n)) and hit[1].plural), None)
            if hit is None or hit[1].sort not in ("people", "materiel"):
                return False
            phrase.noun, phrase.noun_first, phrase.noun_last = hit[1], k, hit[0]
            phrase.actors += [mentions[n] for n in range(k, at - 1) if n in mentions]
            return True
    return False


def _read_beside(doc: Document, figure: Figure, mentions: Mapping[int, Mention], first: int) -> bool:
    """ "The gunmen, about 50 by one account, went for the barracks"; "the peacekeepers there were about 500"."""
    phrase, quantity, at = figure.phrase, figure.quantity, figure.quantity.first
    mark = doc.word[at - 1]
    behind = doc.word[quantity.last] if quantity.last < len(doc.word) else "."
    if at - 2 < first:
        return False
    if mark in (",", "(", "–", "—"):
        end = at - 1
        closes = behind in _APPOSED
    else:
        end = at - 1 - (doc.word[at - 2] in ("there", "now", "then"))
        closes = mark in _BEING and not behind[0].isdecimal() and behind != "and"
        closes = closes and (quantity.best >= _NO_AGE or quantity.qualifier != "exact")
    if not closes or quantity.zero:
        return False
    for k in range(end - 1, max(first - 1, end - 4), -1):
        hit = noun_at(doc, k)
        if hit is None or hit[0] != end or not hit[1].plural or hit[1].code not in ARMED | MUNITIONS:
            continue
        if any(doc.digit[n] or doc.word[n] in openers() for n in range(max(first, k - 4), k)):
            return False
        phrase.noun, phrase.noun_first, phrase.noun_last = hit[1], k, hit[0]
        phrase.actors += [mentions[n] for n in range(max(first, k - 3), k) if n in mentions]
        return True
    return False


_APPOSED = frozenset({",", ")", "–", "—", "according", "by", "in", "strong", "on", "at", "or"})
_NO_AGE = 25  # "the soldiers were 19 and 21"


def _read_apposed(doc: Document, figure: Figure, first: int) -> None:
    """ "His troops, 4,500 of whom serve", "the attackers, several hundred of them": who stands before the comma."""
    k = figure.quantity.first - 1
    while k > first and doc.word[k] in _QUOTES:
        k -= 1
    if k <= first or doc.word[k] not in (",", "(", "–", "—"):
        return
    for i in range(k - 1, max(first - 1, k - 4), -1):
        hit = noun_at(doc, i)
        if hit is not None and hit[0] == k and hit[1].sort == "people" and hit[1].plural:
            counted = any(doc.digit[n] or doc.word[n] in openers() for n in range(max(first, i - 4), i))
            if not counted:
                figure.phrase.noun, figure.phrase.noun_first, figure.phrase.noun_last = hit[1], i, hit[0]
                figure.extra["apposed"] = doc.span(i, k)
            return


def _measuring_before(doc: Document, at: int, first: int) -> int | None:
    """Where the verb of measure stands that a number follows, at once or behind "to", "from", "at"."""
    measuring, changing = _verbs("measuring"), _verbs("changing")
    for k in range(at - 1, max(first, at - 3) - 1, -1):
        if doc.word[k] in measuring or (doc.word[k] in _BEING and k == at - 1):
            return k
        if doc.word[k] not in _LEADS and not doc.word[k].endswith("ly"):
            break
    if doc.word[at - 1 : at] in (["to"], ["from"], ["by"]):
        return next((k for k in range(at - 2, max(first, at - 16) - 1, -1) if doc.word[k] in changing), None)
    return None


def _placing_before(doc: Document, at: int, first: int) -> int | None:
    """ "Put the attackers at 1,000": where the verb stands; what is between it and "at" is counted."""
    if doc.word[at - 1 : at] != ["at"]:
        return None
    reach = max(first, at - (_FAR_OBJECT if doc.word[at - 2] == "," else _OBJECT))
    return next((k for k in range(at - 2, reach - 1, -1) if doc.word[k] in _verbs("placing")), None)


@cache
def _verbs(name: str) -> frozenset[str]:
    return frozenset(words("amounts")[name])


@cache
def _units() -> frozenset[str]:
    return frozenset(words("amounts")["units"])


@cache
def _collectives() -> frozenset[str]:
    return frozenset(words("amounts")["collectives"])
