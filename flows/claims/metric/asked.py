"""What a text asks the number of, and the figures that answer: "How strong is the garrison? Some say 3,000"."""

from __future__ import annotations

from flows.claims.lexicon import words
from flows.claims.metric.figure import EVENTS_OF_PEOPLE, Figure, Told
from flows.claims.metric.retold import said_of_people
from flows.claims.text.nouns import ARMED, noun_at
from flows.claims.text.tokens import Document
from flows.claims.text.triggers import find_triggers

_OWN_WORD = 2.5  # the cost up to which a figure has a governing word of its own
_ASKING = frozenset({"how", "number", "what", "who", "strength", "estimates", "size"})
_SIZES = frozenset({"strength", "deployed"})
_ANYBODY = frozenset({"people", "civilians", "women", "children"})
_FIGHTERS = _ANYBODY | {"military", "militants", "combatants"}
_LABEL = 5  # tokens
_ASKED = 3  # sentences for which a question stays open
_FORCES = frozenset(words("refinement")["forces"])
_ATTACKERS = frozenset(words("refinement")["attackers"])
_HAVING = (["do"], ["does"], ["did"], ["has"], ["have"], ["can"])
_HAVE = frozenset({"have", "has", "left", "field", "muster", "command", "remain"})
_BEING = frozenset({"are", "were", "was", "is"})
_LEFT = frozenset({"left", "remains", "remain", "remained"})
_WITHIN = frozenset({"inside", "there", "within", "behind"})


def asked_in(doc: Document, first: int, last: int) -> tuple[str, str] | None:
    """What a sentence without figures asks the number of: "How many people are still trapped is disputed".

    A toll without its number asks too: "The death toll is disputed."

    >>> doc = Document("How many people are still trapped is disputed.")
    >>> asked_in(doc, 0, len(doc))
    ('affected', '“trapped”')
    """
    if last - first <= _LABEL and doc.word[last - 1] == "." and doc.opens_line(first) and not doc.opens_line(last):
        return said_of_people(doc, first, last)  # "Displaced. From a peak of 150,000 …" at the head of its line
    for i in doc.among(_ASKING, first, last - 2):
        if (asked := _size_asked(doc, i, last) or _number_asked(doc, i, last)) is not None:
            return asked
    for trigger in find_triggers(doc, first, last):
        metric = trigger.sense.metrics.get("people") if trigger.sense.use == "toll" else None
        if metric in EVENTS_OF_PEOPLE:
            return metric, f"“{doc.span(trigger.first, trigger.last)}”"  # "The death toll is disputed."
    return None


def _number_asked(doc: Document, i: int, last: int) -> tuple[str, str] | None:
    """ "How many people died?", "the number of attackers", "How many are still inside?"."""
    word = doc.word
    if not (word[i] == "how" and word[i + 1] == "many") and not (word[i] == "number" and word[i + 1] == "of"):
        return None
    for trigger in find_triggers(doc, i + 2, last):
        if (metric := trigger.metric(None)) is not None:
            return metric, f"“{doc.span(trigger.first, trigger.last)}”"
    for k in range(i + 2, min(last, i + 6)):
        hit = noun_at(doc, k)
        if hit is None or hit[1].sort != "people":
            continue
        armed = hit[1].code in ARMED and word[hit[0] : hit[0] + 1] in (["are"], ["were"])
        if armed or word[k] in _ATTACKERS:
            return "deployed", f"“{doc.span(k, hit[0])}”"
    within = doc.among(_WITHIN, i + 3, last) if doc.among(_BEING, i + 2, min(last, i + 6)) else None
    return ("affected", f"“{word[within[0]]}”") if within else None


def _size_asked(doc: Document, i: int, last: int) -> tuple[str, str] | None:
    """ "How strong is the garrison?", "How many men has he left?", "What is left of it?", "Who were the attackers?"."""
    word = doc.word
    if word[i] == "how" and word[i + 1] == "many":
        hit = noun_at(doc, i + 2)
        has = hit is not None and word[hit[0] : hit[0] + 1] in _HAVING and doc.has(_HAVE, hit[0], last)
        if has and hit is not None and (hit[1].code in ARMED or word[i + 2] == "men"):
            return "strength", f"“{doc.span(i, hit[0])}”"
    if word[i] == "how" and word[i + 1] in ("strong", "large", "big") and doc.has(_FORCES, i, last):
        return "strength", f"“{doc.span(i, i + 2)}”"
    if word[i] == "what" and word[i + 1 : i + 2] != [] and doc.has(_LEFT, i, min(last, i + 4)) and (
        doc.has(_FORCES, i, last) or any(doc.upper[k] for k in range(i + 3, last))
    ):  # fmt: skip
        return ("strength", "“left of”") if "of" in word[i:last] else None
    if word[i] == "who" and word[i + 1] in _BEING and doc.has(_ATTACKERS, i, last):
        return "deployed", f"“{doc.span(i, last - 1)}”"
    if word[i] in ("strength", "estimates", "size") and word[i + 1] == "of" and doc.has(_FORCES, i, min(last, i + 6)):
        return "strength", f"“{doc.span(i, i + 2)}”"
    return None


def answers(doc: Document, figure: Figure, accepted: list[Figure], told: Told) -> bool:
    """Whether a number without a noun answers what the text has asked just before."""
    if (
        told.asked is None
        or figure.quantity.zero
        or figure.quantity.word == "one"
        or figure.quantity.share
        or figure.cost < _OWN_WORD
    ):
        return False
    sentence, metric, reason = told.asked
    if accepted and "in a question before" not in accepted[-1].reason:
        return False
    noun = figure.phrase.noun
    if noun is not None and (noun.metric or noun.code not in (_FIGHTERS if metric in _SIZES else _ANYBODY)):
        return False
    answered = told.last is not None and doc.sentence_of[told.last.quantity.first] > sentence
    if answered and told.last is not None and "in a question before" not in told.last.reason:
        return False
    if doc.sentence_of[figure.quantity.first] - sentence > _ASKED or figure.phrase.unknown is not None:
        return False
    figure.metric, figure.cost, figure.reason = metric, 6.0, f"{reason} in a question before"
    return True


__all__ = ["answers", "asked_in"]
