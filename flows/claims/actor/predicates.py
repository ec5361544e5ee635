"""What a predicate says of the counted: "twelve of the dead were men of Hezbollah", "230 belonged to the army"."""

from __future__ import annotations

from flows.claims.actor.belligerents import Side, is_group, is_state
from flows.claims.actor.whom import HARM, Answer, stands_for_others
from flows.claims.actor.whose import SIDES, Scene, narrow
from flows.claims.text.nouns import ARMED, noun_at

_REACH = 9  # tokens
_BEING = frozenset({"were", "are", "was", "is"})
_MEMBERS = frozenset({"men", "members", "fighters", "soldiers", "troops", "people", "commanders", "officers"})
_BELONGING = frozenset({"belonged", "belong", "belonging", "fought", "served", "fighting", "serving"})
_LEADING = frozenset({"to", "of", "from", "with", "for", "under", "in", "alongside"})


def belonging(scene: Scene) -> Answer | None:
    """Of which side the people are who are counted without a noun, where the clause goes on to say so."""
    figure, doc = scene.figure, scene.doc
    if figure.metric not in HARM or not stands_for_others(figure):
        return None
    start = _past_the_sum(scene, figure.phrase.last if figure.phrase.noun is not None else figure.quantity.last)
    for i in range(start, min(scene.last - 2, start + _REACH)):
        if doc.word[i] in (",", ";", ":", "and", "but") or doc.digit[i]:
            return None
        said = doc.word[i] in _BELONGING or (doc.word[i] in _MEMBERS and not _BEING.isdisjoint(doc.word[start:i]))
        if said and doc.word[i + 1] in _LEADING:
            return _side_at(scene, i + 2)
    return None


def _past_the_sum(scene: Scene, at: int) -> int:
    """Behind ", 61 in all," or "in all,"; the token itself where there is no such aside."""
    word, k = scene.doc.word, at
    if word[k : k + 1] == [","] and any(scene.doc.digit[k + 1 : k + 2]):
        k += 2
    return k + 3 if word[k : k + 3] in (["in", "all", ","], ["in", "total", ","]) else scene.figure.quantity.last


def called(scene: Scene) -> Answer | None:
    """Who somebody says that the counted are: "counts seven dead and calls them Somali soldiers"."""
    figure, doc = scene.figure, scene.doc
    if figure.metric not in HARM or not stands_for_others(figure):
        return None
    for i in doc.among(_CALLING, figure.quantity.last, scene.last):
        k = i + 1 + (2 if doc.word[i + 1 : i + 3] == ["all", "of"] else 0)
        if doc.word[k : k + 1] == ["them"] and not any(doc.digit[figure.quantity.last : i]):
            return _people_at(scene, k + 1 + (doc.word[k + 1 : k + 2] == ["as"]))
    return None


_CALLING = frozenset(
    ["calls", "called", "calling", "describes", "described", "describing", "identifies", "identified", "identifying",
     "labels", "labelled", "labeled", "labelling", "brands", "branded", "branding", "claims", "claimed", "portrays",
     "portrayed", "presents", "presented", "lists", "listed", "takes", "took"]
)  # fmt: skip


def _people_at(scene: Scene, at: int) -> Answer | None:
    """The side and the population of the noun phrase that begins at a token: "Somali soldiers", "terrorists"."""
    doc, mention = scene.doc, None
    for i in range(at, min(scene.last, at + 4)):
        mention = mention or scene.everyone.get(i)
        found = noun_at(doc, i)
        if found is not None and found[1].sort == "people" and not found[1].metric:
            armed = found[1].code in ARMED
            if mention is not None and mention.role in SIDES:
                return scene.side(mention, "whom somebody calls them"), narrow(found[1].code, mention.code)
            if armed and found[1].code in ("militants", "combatants"):
                return Side(None, None, "whom somebody calls them"), found[1].code
            return scene.of_place(), found[1].code
        if not doc.word[i].isalpha() or doc.word[i] in ("and", "or"):
            return None
    return None


def _side_at(scene: Scene, at: int) -> Answer | None:
    """The side in the noun phrase that begins at a token."""
    for i in range(at, min(scene.last, at + 4)):
        mention = scene.everyone.get(i)
        if mention is not None and mention.role in SIDES and (is_group(mention.code) or is_state(mention.code)):
            return scene.side(mention, "of whom they are said to be"), narrow("combatants", mention.code)
    return None
