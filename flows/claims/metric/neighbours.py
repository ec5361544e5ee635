"""People who flee to a neighbouring province stay in their country: displaced, not refugees."""

from __future__ import annotations

from flows.claims.lexicon import words
from flows.claims.metric.figure import Figure
from flows.claims.place.gazetteer import gazetteer
from flows.claims.text.mentions import actor_table, is_state
from flows.claims.text.nouns import ARMED
from flows.claims.text.tokens import Document

_NEIGHBOURING = frozenset({"neighbouring", "neighboring"})
_PARTS_OF_A_STATE = frozenset(
    plural
    for kind in ("city", "admin")
    for noun in words("places/generic")["phrases"]["kind"][kind]
    for plural in (noun, f"{noun}s", f"{noun[:-1]}ies")
) - {"states", "republics"}
_BEHIND = 5  # tokens


def inside_the_state(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "200,000 fled to neighbouring Ingushetia", "to neighbouring provinces": no frontier is crossed."""
    trigger = figure.trigger
    if figure.metric != "refugees" or trigger is None:
        return
    for i in doc.among(_NEIGHBOURING, trigger.first, min(last - 1, trigger.last + _BEHIND)):
        if doc.word[i + 1] in _PARTS_OF_A_STATE or (doc.upper[i + 1] and _is_a_part(doc, i + 1, figure)):
            figure.metric, figure.reason = "displaced", "to a part of the same country"
        return


def _is_a_part(doc: Document, i: int, figure: Figure) -> bool:
    """Whether a name is that of a region, of the country of those who flee where they are of one."""
    known = actor_table().at(doc.word, i)
    if known is not None and is_state(known[1].code):
        return False
    place = gazetteer().resolve(doc.raw[i], [])
    if place is None or place.kind == "country" or not place.country:
        return False
    nations = {mention.code for mention in figure.phrase.actors if is_state(mention.code)}
    return nations <= {place.country}


def out_of_the_state(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "More than 5 million people have fled Ukraine": who leaves a state has crossed its frontier."""
    trigger, noun = figure.trigger, figure.phrase.noun
    unarmed = noun is not None and noun.code not in ARMED
    if figure.metric == "withdrawn" and trigger is not None and trigger.sense.lemma == "leave the country" and unarmed:
        figure.metric, figure.reason = "refugees", "out of a state"
    if figure.metric != "displaced" or trigger is None or trigger.sense.lemma not in ("flee", "leave"):
        return
    at = trigger.last
    state = actor_table().at(doc.word, at) if at < last and doc.upper[at] else None
    armed = noun is not None and noun.code in ARMED
    if state is not None and state[1].role == "names" and is_state(state[1].code) and not armed:
        follows = doc.word[state[0]] if state[0] < len(doc) else "."
        if follows != "'s" and follows not in _GENERIC:
            figure.metric, figure.reason = "refugees", "out of a state"


_GENERIC = frozenset({"region", "province", "city", "town", "district", "border"})
