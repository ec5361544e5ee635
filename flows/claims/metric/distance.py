"""How far a figure stands from a word that may govern it: the lower the cost, the closer."""

from __future__ import annotations

from collections.abc import Sequence

from flows.claims.metric.figure import Figure
from flows.claims.metric.tolldistance import LINKS, cost_of_noun, within
from flows.claims.text import grammar
from flows.claims.text.tokens import Document
from flows.claims.text.triggers import Trigger
from flows.claims.value.numbers import openers

_ACTIVE = frozenset({"to", "have", "has", "had", "having"})  # "were said to have fled" is no passive of "flee"
_SUBJECTS = frozenset({"they", "he", "she", "it", "we"})
_ASIDE_ENDS = grammar.AUXILIARIES | {",", ";", "("}
_ASIDE_STOPS = grammar.CONJUNCTIONS | {"while", "who", "which", "including"}
_ASIDE = 16  # tokens
_COMPARING = (["more"], ["twice"], ["half"], ["double"], ["fewer"], ["three"], ["by"])
_COMPARISON = 10  # tokens
_PLACING = (["of"], ["in"], ["from"], ["at"], ["near"])
_NAME = 5  # tokens
_WEAK_FAR = 5.5  # "295 who took no part; among the latter it numbers 89 minors": a weak verb reaches not so far
_WHOSE_DOING = 5  # tokens: "whom the rebels have"


def _penalty(doc: Document, first: int, last: int, triggers: Sequence[Trigger]) -> float:
    """What crossing tokens [first, last) costs."""
    cost = 0.0
    for i in range(first, last):
        word = doc.word[i]
        if word in grammar.LIGHT:
            cost += 0.05
        elif word == ",":
            cost += 0.6
        elif word in (";", ":", "—", "–", "?"):
            cost += 3.0
        elif word in ("who", "which", "whom") and i == first:
            cost += 0.3
        elif word in grammar.SUBORDINATORS:
            cost += 1.5
        elif word in ("and", "or"):
            cost += 1.0
        elif word in grammar.PREPOSITIONS:
            cost += 0.25
        else:
            cost += 0.2
    crossed = {t.first for t in within(triggers, first, last) if t.sense.use not in ("toll", "nominal")}
    return cost + 1.6 * len(crossed)


def passive_before(doc: Document, trigger: Trigger, floor: int) -> bool:
    """Whether a form of "be" stands before a verb, so that its subject is counted."""
    i = trigger.first - 1
    steps = 0
    while i >= floor and steps < 4:
        word = doc.word[i]
        if word in grammar.PASSIVE:
            return True
        if word in _ACTIVE or (word not in grammar.LIGHT and not word.endswith("ly")):
            return False
        i -= 1
        steps += 1
    return False


def _object_follows(doc: Document, trigger: Trigger, last: int) -> bool:
    """Whether what comes right after a verb looks like its object, so that the verb is active."""
    if trigger.last >= last or (trigger.last - trigger.first > 1 and doc.word[trigger.last - 1] in ("to", "into")):
        return False  # "419 people driven to Tabqa"
    i = trigger.last
    word = doc.word[i]
    if word in grammar.PREPOSITIONS or word in grammar.CONJUNCTIONS or word in grammar.AUXILIARIES:
        return (
            word in ("at", "about", "around", "over", "between", "as")
            and i + 1 < last
            and (doc.word[i + 1] in ("least", "most", "many") or doc.word[i + 1][0].isdecimal())
        )
    if not word[0].isalnum():
        return False
    if word.endswith("ly") or word in ("when", "while", "so", "far", "today", "yesterday", "there", "here", "monday"):
        return False
    return word not in grammar.LIGHT or word in ("people", "them", "another", "more", "as", "all")


def cost_right(doc: Document, figure: Figure, trigger: Trigger, triggers: Sequence[Trigger], last: int) -> float | None:
    """The figure as subject of what follows it: "12 people were killed", "six dead", "5,000 have fled"."""
    start, use = figure.phrase.last, trigger.sense.use
    if use == "toll":
        return _toll_right(doc, start, trigger)
    lead = doc.word[trigger.first - 1] if trigger.first > start else ""
    if use == "nominal" or (use == "state" and lead in ("by", "to", "of", "for", "the", "a")):
        return None
    relative = doc.word[start : start + 1] in (["who"], ["that"], ["which"])  # "one of 869 who have been freed"
    if "whole" in figure.extra and not relative and not grammar.AUXILIARIES.isdisjoint(doc.word[start : trigger.first]):
        return None  # "half of the 11,000 have fled": the verb speaks of the half
    if _object_relative(doc, start, trigger):
        if "base" in figure.extra:
            return None  # "four of the 12 nurses it abducted"
        return 1.2  # "the 29 girls they had abducted"
    if ";" in doc.word[start : trigger.first] or _in_another_clause(doc, start, trigger.first):
        return None
    if _is_aside(doc, figure) or (trigger.form == "base" and _of_who_has_them(doc, figure, trigger)):
        return None
    killers = use == "state" and doc.word[trigger.first].endswith("ed") and _counts_follow(doc, trigger, last)
    if killers:
        return None  # "four gunmen killed 20 people"
    cost = 1.0 + _penalty(doc, _past_name(doc, start, trigger.first), trigger.first, triggers)
    if use == "state":
        return cost
    if use == "together":
        return cost if trigger.first - start <= 6 else cost + 1.0
    passive = trigger.form != "ing" and passive_before(doc, trigger, start)
    if use in ("intransitive", "both"):
        sinks = use == "both" and not passive and _sinks(doc, trigger, last)  # "a submarine sank a frigate"
        return None if sinks else _subject_cost(doc, trigger, cost, passive, lead)
    return _passive_cost(doc, figure, trigger, cost, passive, last)


def _sinks(doc: Document, trigger: Trigger, last: int) -> bool:
    """Whether a verb of losing things has an object, so that its subject has lost nothing."""
    lost = trigger.sense.metrics.get("materiel") == "equipment_lost" and trigger.last < last
    word = doc.word[trigger.last] if lost else ""
    return lost and (word in ("a", "an", "the", "its") or doc.digit[trigger.last] or word in openers())


def _in_another_clause(doc: Document, start: int, end: int) -> bool:
    """ "There were 300 people inside when the bombs fell": the verb has a subject of its own."""
    for i in range(start + 1, end - 2):
        if doc.word[i] in _CLAUSE_OPENERS and doc.word[i + 1] in grammar.DETERMINERS | {"a", "an"}:
            return "," not in doc.word[i:end]
    return False


_CLAUSE_OPENERS = frozenset({"when", "while", "where", "because", "whenever", "although", "though"})


def _is_aside(doc: Document, figure: Figure) -> bool:
    """ "The clan, with 9,000 members, killed 27": what stands between commas is no subject."""
    at, end = figure.quantity.first, figure.phrase.last
    return doc.word[at - 2 : at] == [",", "with"] and doc.word[end : end + 1] == [","]


def _of_who_has_them(doc: Document, figure: Figure, trigger: Trigger) -> bool:
    """ "France has 900 soldiers in Niger and wants to withdraw 400": the verb goes on from who has them."""
    at = figure.quantity.first
    if _HAVING.isdisjoint(doc.word[max(0, at - 3) : at]):
        return False
    between = range(figure.phrase.last, trigger.first)
    return any(doc.word[k] in ("and", "but") and doc.word[k + 1] in _GOING_ON for k in between)


_HAVING = frozenset({"has", "have", "had", "keeps", "keep", "maintains", "maintain", "hosts", "stations", "fields"})
_GOING_ON = grammar.AUXILIARIES | grammar.MODALS | frozenset({
    "wants", "want", "plans", "plan", "intends", "hopes", "aims", "expects", "means", "seeks", "promises", "vows",
    "threatens", "offers", "proposes",
})  # fmt: skip


def _object_relative(doc: Document, start: int, trigger: Trigger) -> bool:
    """Whether a pronoun and its verb stand right behind the figure, which is their object."""
    between = doc.word[start : trigger.first]
    led = between[:1] and between[0] in _SUBJECTS and all(word in grammar.AUXILIARIES for word in between[1:])
    if between[:1] == ["whom"] and 1 < len(between) <= _WHOSE_DOING:  # "14 soldiers whom Khartoum took"
        led = not grammar.PREPOSITIONS.intersection(between) and trigger.form in ("ed", "past", "s", "base")
    return bool(led) and trigger.sense.use in ("transitive", "both", "active") and trigger.form != "ing"


def _past_name(doc: Document, start: int, last: int) -> int:
    """Where the clause goes on behind an aside: "a sergeant, Afrim Bunjaku, was killed"."""
    if doc.word[start : start + 1] in _PLACING:  # "people of Loikaw, the state capital, have fled"
        named = next((k for k in range(start + 1, min(last, start + _NAME)) if not doc.upper[k]), start)
        start = named if named > start + 1 and doc.word[named] == "," else start
    if doc.word[start : start + 1] != [","]:
        return start
    end = start + 1
    if doc.word[start + 2 : start + 4] in (
        ["of", "them"],
        ["of", "whom"],
    ):  # ", one of them a girl of six, were killed"
        closing = next((k for k in range(start + 4, min(last, start + _ASIDE)) if doc.word[k] == ","), None)
        return start if closing is None else closing + 1
    if doc.word[end : end + 1] in _COMPARING:  # "700,000, more than ever before, are displaced"
        closing = next((k for k in range(end, min(last, end + _COMPARISON)) if doc.word[k] == ","), None)
        return start if closing is None or any(doc.digit[end:closing]) else closing + 1
    while end < last and end - start <= 7 and doc.word[end] not in _ASIDE_ENDS:
        if not doc.upper[end] and (doc.digit[end] or doc.word[end] in openers() or doc.word[end] in _ASIDE_STOPS):
            return start
        end += 1
    return end + 1 if end > start + 1 and doc.word[end : end + 1] == [","] else start


def _counts_follow(doc: Document, trigger: Trigger, last: int) -> bool:
    """Whether a count follows a participle, so that it is a verb with its object: "killed 20 people"."""
    word = doc.word[trigger.last] if trigger.last < last else ""
    return word[:1].isdecimal() or word in openers() or (
        word in ("at", "some", "about", "more") and doc.word[trigger.last + 1 : trigger.last + 2] != ["the"]
    )  # fmt: skip


def _toll_right(doc: Document, start: int, trigger: Trigger) -> float | None:
    """ "Two officers are among the wounded", "has 7 to 9 as its number of wounded"."""
    if doc.word[trigger.first - 2 : trigger.first] == ["among", "the"] and trigger.first - start <= 6:
        return 1.6
    stated = doc.word[start : trigger.first] in (["as", "the"], ["as", "the", "number", "of"])
    return 1.2 if stated else None


def _subject_cost(doc: Document, trigger: Trigger, cost: float, passive: bool, lead: str) -> float | None:
    """Verbs whose subject is counted: "5,000 have fled"."""
    if passive and trigger.sense.use == "intransitive":
        return None
    if trigger.form == "ing" and not passive and lead and lead not in grammar.LIGHT:
        cost += 1.5
    return cost + (1.5 if trigger.sense.weak and cost > 1.5 else 0.2)


def _passive_cost(
    doc: Document, figure: Figure, trigger: Trigger, cost: float, passive: bool, last: int
) -> float | None:
    """Verbs whose object is counted, in the passive or as a reduced clause: "15 people killed in Kabul"."""
    weak = trigger.sense.weak
    if trigger.form not in ("ed", "participle") or trigger.sense.use == "active":
        return None
    if passive:
        return cost + (0.1 if weak else 0)
    if "base" in figure.extra or _object_follows(doc, trigger, last):
        return None  # "half of the 11,000 troops deployed": the participle belongs to the base
    adjacent = trigger.first - figure.phrase.last <= 1
    cost += 0.3 if adjacent else 1.3
    return cost + (0.1 if weak and adjacent else 1.2 if weak else 0)


def cost_left(doc: Document, figure: Figure, trigger: Trigger, triggers: Sequence[Trigger], first: int) -> float | None:
    """The figure as object of what stands before it: "killed 12", "the deaths of six", "the toll rose to 40"."""
    end = figure.quantity.first
    between = doc.word[trigger.last : end]
    sense = trigger.sense
    if figure.phrase.noun is None and _names_a_number(doc, trigger, first) and not LINKS.isdisjoint(between):
        return 1.2  # "the number of those who have fled is put at 100,000"
    if trigger.form != "noun" and between in (["it", "to"], ["it", "at"]):
        return None  # "have since lifted it to more than 100"
    if between[-1:] == ["by"] and _is_agent(figure):
        return None  # "ten were killed by four gunmen"
    if sense.use in ("nominal", "toll", "state"):
        return cost_of_noun(doc, figure, trigger, between, triggers)
    cost = 1.0 + _penalty(doc, trigger.last, end, triggers)
    passive = trigger.form in ("ed", "participle") and passive_before(doc, trigger, first)
    if between == [":"]:
        return 1.2  # "Killed or injured: 6,000"
    if sense.use == "together" and not between and not passive:
        return 1.0  # "hurt or killed 3,439"
    if passive or sense.use in ("intransitive", "together"):
        return _behind_its_subject(sense.lemma, between, cost, passive)
    if between and between[-1] in ("by", "in", "at", "from", "on", "since", "after", "for", "with", "during", "near"):
        cost += 2.0
    if between and between[-1] == "to":
        cost += 1.0
    cost += 1.2 if sense.weak and len(between) > 1 else 0.2 if sense.weak else 0
    return None if sense.weak and cost > _WEAK_FAR else cost


def _behind_its_subject(lemma: str, between: list[str], cost: float, passive: bool) -> float | None:
    """What stands behind a verb whose subject is counted: its parts, those who fared likewise, the thing given."""
    if passive and not between and lemma in _GIVING:
        return 1.2  # "if he were given 300 tanks"
    if between[-2:] in (["along", "with"], ["together", "with"]):
        return 1.4
    if between[-2:] in (["as", "were"], ["as", "was"], ["so", "were"], ["did", "another"]):
        return 1.5
    parts = not {"including", "among", "whom", "them"}.isdisjoint(between)
    return cost + 0.9 if parts or between[-1:] in ([","], [":"], ["("], ["—"], ["–"]) else None


_GIVING = frozenset({"give", "promise", "offer", "send", "sell", "lend", "pledge", "hand", "deny", "loan"})


def _is_agent(figure: Figure) -> bool:
    """Whether armed people or their arms stand behind "by": those who did it."""
    noun = figure.phrase.noun
    armed = noun is not None and (noun.code in _ARMED or noun.sort == "materiel")
    return armed and noun is not None and not noun.metric


_ARMED = frozenset({"military", "militants", "combatants", "police"})


def _names_a_number(doc: Document, trigger: Trigger, first: int) -> bool:
    """Whether a verb stands in "the number of people who …"."""
    i = trigger.first - 1
    while i > first and (doc.word[i] in grammar.AUXILIARIES or doc.word[i].endswith("ly")):
        i -= 1
    if doc.word[i] not in ("who", "that"):
        return False
    return any(doc.word[k] == "of" and doc.word[k - 1] == "number" for k in range(max(first + 1, i - 5), i))
