"""Whose dead are handed over: those of who receives them."""

from __future__ import annotations

from flows.claims.actor.belligerents import Side, is_state, only_opponent, opponent
from flows.claims.actor.whom import Answer, population_of
from flows.claims.actor.whose import OUTSIDE, SIDES, Scene, named_inside
from flows.claims.lexicon import words
from flows.claims.text.mentions import Mention
from schemas.vocabulary import actors

_GIVING = frozenset(words("refinement")["giving_back"])
_TAKING = frozenset(words("refinement")["taking_back"])
_LED = OUTSIDE | {"by", "of", "for", "with", "to"}
_COMING = frozenset({"came", "come", "returned", "returning", "repatriated", "brought", "handed", "flown", "sent"})
_REACH = 10  # tokens


def of_the_handed_over(scene: Scene) -> Answer | None:
    """ "Azerbaijan handed over 30 bodies to Armenia", "Russia got back 27": the dead of who gets them."""
    figure, doc = scene.figure, scene.doc
    if figure.metric != "bodies" or named_inside(figure, doc) is not None:
        return None
    at = figure.quantity.first
    begin = max(scene.first, at - _REACH)
    verbs = [i for i in doc.among(_GIVING | _TAKING, begin, at) if _plain(scene, i, at)]
    if not verbs:
        home = _receiver(scene, at) if doc.has(_COMING, at, min(scene.last, at + _REACH)) else None
        return (home, population_of(figure)) if home is not None else None
    verb = verbs[-1]
    giver = next((m for i in range(verb - 1, scene.first - 1, -1) if (m := _side(scene, i)) is not None), None)
    if doc.word[verb] in _TAKING:
        side = scene.side(giver, "who gets the dead") if giver is not None else None
    else:
        side = _receiver(scene, verb) or _other(scene, giver)
    return (side, population_of(figure)) if side is not None else None


def _plain(scene: Scene, verb: int, at: int) -> bool:
    """Whether a verb and a figure stand in one clause; "got" and "took" only with "back" or "home"."""
    between = scene.doc.word[verb + 1 : at]
    if scene.doc.word[verb] in ("got", "took", "brought", "gave", "gets", "takes") and not (
        between and between[0] in ("back", "home")
    ):
        return False
    return not {",", ";", "while", "and", "but"}.intersection(between)


def _side(scene: Scene, i: int) -> Mention | None:
    """A side that acts at token i."""
    mention = scene.everyone.get(i)
    if mention is None or mention.role not in SIDES or scene.doc.word[i - 1] in _LED:
        return None
    return mention


def _receiver(scene: Scene, verb: int) -> Side | None:
    """Whom "to" behind the bodies leads to, or who stands between the verb and them."""
    doc, at, end = scene.doc, scene.figure.quantity.first, scene.figure.phrase.last
    for i in (*range(verb + 1, at), *range(end, min(scene.last, end + _REACH))):
        mention = scene.everyone.get(i)
        led = doc.word[i - 1] == "to" or doc.word[i - 2 : i] == ["to", "the"]
        relays = mention is not None and actors().get(mention.code, {}).get("population") == "aid_workers"
        if mention is not None and mention.role in SIDES and (i < at or led) and not relays:
            return scene.side(mention, "to whom the dead are given")
    return None


def _other(scene: Scene, giver: Mention | None) -> Side | None:
    """The foe of the side that gives them, where nobody is said to get them."""
    if giver is None:
        return None
    memory = scene.memory
    foe = opponent(giver.code, memory.counts, memory.day) or only_opponent(giver.code, memory.day)
    return Side(foe, None, "the foe of who gives the dead") if foe and is_state(foe) else None
