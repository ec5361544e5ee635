"""Articles that count one: "a drone was shot down", "five died, a woman and four children"."""

from __future__ import annotations

from collections.abc import Mapping

from flows.claims.lexicon import words
from flows.claims.metric.ahead import opens_age
from flows.claims.metric.distance import passive_before
from flows.claims.metric.figure import Figure
from flows.claims.text import grammar
from flows.claims.text.leads import told_by_lead
from flows.claims.text.mentions import Mention
from flows.claims.text.nouns import Noun, noun_at
from flows.claims.text.tokens import Document
from flows.claims.text.triggers import trigger_table
from flows.claims.value.numbers import openers
from flows.claims.value.qualifiers import Quantity, article_quantity

_ARTICLES = frozenset({"a", "an"})
_ARTICLE_METRICS = frozenset({"killed", "wounded", "captured", "munitions_intercepted", "equipment_lost"})
_LOST_TOGETHER = frozenset({"killed", "wounded", "casualties", "equipment_lost"})
_HIGHEST = 2.3  # the cost up to which a word of what happened stands close enough


def article_quantities(
    doc: Document, first: int, last: int, taken: list[Quantity], mentions: Mapping[int, Mention]
) -> list[Quantity]:
    """Articles before a singular noun that can be counted: "a woman was killed", "a Pakistani died"."""
    articles = doc.among(_ARTICLES, first, last - 1)
    covered = {i for q in taken for i in range(q.first, q.last)} if articles else set()
    found = []
    for i in articles:
        one = "one" in (
            doc.word[max(first, i - 1)],
            doc.word[max(first, i - 3)],
        )  # "one a soldier", "one of them a girl"
        if i not in covered and not one and doc.word[i + 1] != "bomber":
            aged = opens_age(doc, i + 1)  # "a 12-year-old boy", "a nine-month-old baby"
            for j in range(i + 1 + 3 * aged, min(i + 5 + 3 * aged, last)):
                hit, mention = noun_at(doc, j), mentions.get(j)
                if mention is not None and mention.role == "people" and _ends_phrase(doc, mention.last, last, "people"):
                    found.append(article_quantity(doc, i))
                    break
                if hit and hit[1].sort in ("people", "materiel") and not hit[1].plural and not hit[1].state:
                    if _ends_phrase(doc, hit[0], last, hit[1].sort) or _of_a_force(doc, hit):
                        found.append(article_quantity(doc, i))
                    elif hit[0] < last and noun_at(doc, hit[0]) is not None:
                        continue  # "a helicopter crew member", "a D-30 howitzer"
                    break
                glued = doc.gap[j] in ("-", "")  # "a Su-25", "a T129 helicopter"
                if (j in covered and not glued) or not (doc.word[j][0].isalpha() or doc.gap[j] in ("-", "")):
                    break
    return found


def _ends_phrase(doc: Document, i: int, last: int, sort: str) -> bool:
    """Whether a noun phrase ends before token i; "a family of three" and "a human rights group" go on."""
    if i >= last:
        return True
    word = doc.word[i]
    adverb = word.endswith("ly") and word != "family"
    aged = word == "of" and i + 1 < last and (doc.digit[i + 1] or doc.word[i + 1] in openers())
    aged = aged and doc.word[i - 1] not in _COLLECTIVES  # "a boy of ten", not "a family of three"
    owned = word == "of" and doc.word[i + 1 : i + 2] in _OF_ONE and doc.word[i - 1] not in _COLLECTIVES
    return (word != "of" or sort == "materiel" or aged or owned) and (
        not word.isalpha() or word in _CLOSED or word in trigger_table().openings or adverb or _serves(doc, i)
    )


_COLLECTIVES = frozenset(words("nonfigures")["collectives"])
_OF_ONE = (["the"], ["a"], ["an"], ["his"], ["her"], ["its"], ["their"])  # "a driver of the ambulance"
_CLOSED = grammar.AUXILIARIES | grammar.PREPOSITIONS | grammar.CONJUNCTIONS


def _of_a_force(doc: Document, hit: tuple[int, Noun]) -> bool:
    """ "A soldier of the mission": one of those in uniform, whose force follows."""
    uniformed = hit[1].code in ("military", "police", "peacekeepers") and not hit[1].weak
    return uniformed and doc.word[hit[0] : hit[0] + 1] == ["of"]


def _serves(doc: Document, i: int) -> bool:
    """ "A peacekeeper serving with the mission": whether a participle tells more of the noun before it."""
    return doc.word[i].endswith("ing") and doc.word[i + 1 : i + 2] != [] and doc.word[i + 1] in grammar.PREPOSITIONS


def accept_article(doc: Document, figure: Figure, accepted: list[Figure]) -> bool:
    """Whether an article counts one: beside a word of what happened, or as a part of those just counted.

    >>> from flows.claims import extract
    >>> text = "Five villagers died in the shelling, a man and four children."
    >>> [(claim.expr, claim.metric) for claim in extract(text)]
    [('Five', 'killed'), ('a', 'killed'), ('four', 'killed')]
    """
    trigger = figure.trigger
    if accepted and _is_the_same(doc, figure, accepted[-1]):
        return False
    if accepted and _is_told_apart(doc, figure, accepted):
        figure.metric, figure.trigger, figure.cost = accepted[-1].metric, accepted[-1].trigger, 2.0
        figure.reason = f"part of {accepted[-1].reason}"
        return True
    if figure.part_of >= 0 and accepted and figure.metric == accepted[-1].metric and figure.metric in _ARTICLE_METRICS:
        return True  # "eleven were killed, including a commander"
    if trigger is None and (led := told_by_lead(doc, figure.quantity.first, figure.phrase.noun)):
        figure.metric, figure.reason = led
        return figure.metric in _ARTICLE_METRICS
    if trigger and "to" in doc.word[max(0, trigger.first - 2) : trigger.first] and figure.side == "right":
        return False  # "a man about to be captured"
    before = doc.word[figure.quantity.first - 1] if figure.quantity.first else ""
    if figure.side == "right" and before == "of" and trigger and trigger.first > figure.phrase.last - 1:
        return False  # "the wife of an employee was killed"
    if before in ("was", "were", "is") and accepted and accepted[-1].quantity.best == 1:
        return False  # "the one man killed was a Palestinian"
    if trigger and trigger.sense.lemma == "fall":
        return False  # "where a man fell"
    listed = bool(accepted) and accepted[-1].group == figure.group and accepted[-1].metric in _LOST_TOGETHER
    if figure.metric == "equipment_lost" and listed and figure.trigger is not None:
        return True  # "lost 150 servicemen, a tank and four trucks"
    far = figure.cost > _HIGHEST and not _in_one_clause(doc, figure)
    if figure.metric not in _ARTICLE_METRICS or far or figure.trigger is None:
        return False
    if figure.metric == "equipment_lost":
        return figure.trigger.sense.lemma in (
            "shoot down", "down", "bring down", "sink", "destroy", "take down", "seize", "capture", "knock out",
            "blow up", "lose", "loss", "make off with", "wreck", "torch", "burn",
        )  # fmt: skip
    return True


def _is_the_same(doc: Document, figure: Figure, before: Figure) -> bool:
    """ "One of its peacekeepers, a South African, was killed": who has been counted as one is told again."""
    alone = before.quantity.best == 1 and not before.quantity.share and not before.quantity.article
    return alone and doc.word[figure.quantity.first - 1] == "," and before.phrase.last == figure.quantity.first - 1


def none_of_one(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "Has not fired a single shell", "never lost a single man": not one."""
    quantity, at = figure.quantity, figure.quantity.first
    if doc.word[at : at + 2] != ["a", "single"] or not doc.has(_NOT, max(first, at - _NEGATING), at):
        return
    quantity.low = quantity.best = quantity.high = 0.0
    quantity.zero = True


_NOT = frozenset({"not", "n't", "never", "without", "didn't", "hasn't", "hadn't", "haven't", "wasn't"})
_NEGATING = 4  # tokens


def _in_one_clause(doc: Document, figure: Figure) -> bool:
    """ "A soldier deployed in Kidal was killed": whether only a participle stands between a noun and its passive."""
    trigger, start = figure.trigger, figure.phrase.last
    if trigger is None or figure.side != "right" or not doc.word[start].endswith(("ed", "ing")):
        return False
    between = doc.word[start : trigger.first]
    plain = all(word[0].isalnum() for word in between) and grammar.CONJUNCTIONS.isdisjoint(between)
    return plain and passive_before(doc, trigger, start)


def _is_told_apart(doc: Document, figure: Figure, accepted: list[Figure]) -> bool:
    """ "Five civilians died, a woman and four children", "two officers and a doctor": one of those just counted."""
    before, behind = doc.word[figure.quantity.first - 1], figure.phrase.last
    whole, noun = accepted[-1], figure.phrase.noun
    if (
        noun is None
        or noun.sort != "people"
        or whole.metric not in _ARTICLE_METRICS
        or whole.metric == "equipment_lost"
    ):
        return False
    if doc.sentence_of[whole.quantity.first] != doc.sentence_of[figure.quantity.first]:
        return False
    near = doc.word[behind : behind + 4]  # "a boy of ten among them"
    if ["among", "them"] in (near[:2], near[2:]):
        return whole.quantity.best > 1
    if before in (",", ":", "("):
        return whole.quantity.best > 1 and doc.word[behind : behind + 1] == ["and"] and _counts(doc, behind + 1)
    part = whole.quantity.article or (len(accepted) > 1 and doc.word[whole.quantity.first - 1] in (",", ":", "("))
    closed = doc.word[behind : behind + 1] in ([","], ["."], [";"], [")"], []) or behind >= len(doc.word)
    return before == "and" and part and closed


def _counts(doc: Document, i: int) -> bool:
    """Whether a number or an article stands at token i, one qualifier aside."""
    return i < len(doc.word) and (doc.digit[i] or doc.word[i] in openers() or doc.word[i] in ("a", "an"))
