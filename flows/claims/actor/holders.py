"""Who holds land, who only asks for arms, whose vehicles bear none, and two sides that act as one."""

from __future__ import annotations

from flows.claims.actor.belligerents import Side, homes_of
from flows.claims.actor.doers import doer_of
from flows.claims.actor.whose import OUTSIDE, SIDES, Scene
from flows.claims.text.mentions import Mention

_RESCUE = frozenset({"ambulance", "ambulances", "fire", "rescue", "school", "taxi", "taxis", "bus", "buses", "minibus",
                     "minibuses", "tram", "trams", "train", "trains", "carriages", "locomotive", "locomotives", "car",
                     "cars", "tractor", "tractors", "coaches", "trolleybuses", "trolleybus"})  # fmt: skip
_ARMED = frozenset({"armoured", "armored", "police", "army", "military", "bomb", "suicide", "patrol", "command"})
_MERCHANT = frozenset({"merchant", "merchantman", "merchantmen", "cargo", "commercial", "freighter", "freighters",
                       "tanker", "tankers", "container", "bulk", "bulker", "bulkers", "trawler", "trawlers", "civilian",
                       "fishing", "ferry", "ferries", "liner", "liners", "shipping"})  # fmt: skip
_SHIPS = frozenset({"ship", "ships", "vessel", "vessels"})
_TRADING = frozenset({"merchant", "shipping", "mariners", "seafarers", "shipowners", "shippers", "mariner", "seafarer"})
_NAVAL = frozenset({"naval", "navy", "war", "patrol", "landing", "enemy", "armed", "military"})
_WANTING = frozenset({"ask", "asks", "asked", "asking", "request", "requests", "requested", "requesting", "need",
                      "needs", "needed", "want", "wants", "wanted", "seek", "seeks", "sought", "seeking", "demand",
                      "demands", "demanded", "appealed", "pleaded", "begged", "wish", "wishes", "require", "requires",
                      "required"})  # fmt: skip


def holder(scene: Scene) -> Side | None:
    """Who holds or has taken land: who acts, or who is named last before it; never whose land it was."""
    if scene.figure.metric != "territory":
        return None
    if (behind := _behind_the_verb(scene)) is not None:
        return behind
    named = doer_of(scene)
    if named is not None and not _of_the_land(scene, named):
        return scene.side(named, "who holds it")
    for i in range(scene.figure.quantity.first - 1, scene.first - 1, -1):
        mention = scene.everyone.get(i)
        if mention is not None and mention.role in SIDES and not mention.land and scene.doc.word[i - 1] not in OUTSIDE:
            return scene.side(mention, "who holds it")
    if scene.before is not None and scene.before[1].code:
        return Side(scene.before[1].code, scene.before[1].text, "who holds it")
    known = scene.memory.materiel.get("territory")
    return Side(known.code, known.text, "carried over from a figure before") if known is not None else None


def _behind_the_verb(scene: Scene) -> Side | None:
    """ "Controlled by the RSF", "under Azerbaijani control", "in the hands of the army": who holds it."""
    figure, word = scene.figure, scene.doc.word
    trigger = figure.trigger
    if trigger is None or trigger.first < figure.phrase.last:
        return None
    led = word[trigger.last : trigger.last + 1] in (["by"], ["of"]) or word[trigger.last - 1] == "of"
    if not led and trigger.form != "noun":
        return None
    end = min(trigger.last + _BEHIND, scene.last) if led else trigger.last
    for i in range(trigger.first, end):
        if (mention := scene.everyone.get(i)) is not None and mention.role in SIDES:
            return scene.side(mention, "who holds it")
    return Side(None, None, "who holds it has no name of its own")


_BEHIND = 5  # tokens


def _of_the_land(scene: Scene, named: Mention) -> bool:
    return named.land or named.first >= scene.figure.quantity.first


def civil(scene: Scene) -> Side | None:
    """ "Eighteen ambulances were hit": vehicles that bear no arms are those of the place, merchant ships nobody's."""
    figure, noun = scene.figure, scene.figure.phrase.noun
    if (
        noun is None
        or noun.code not in ("vehicle", "ship")
        or figure.metric not in ("equipment_lost", "equipment_held")
    ):
        return None
    first, last = figure.phrase.noun_first, figure.phrase.noun_last
    labelled = scene.first <= first < figure.quantity.first and scene.doc.word[figure.quantity.first - 1] == ":"
    if first < figure.quantity.last and not labelled:
        return None
    words = scene.doc.word[max(0 if labelled else figure.quantity.last, first - 2) : last]
    if noun.code == "ship":
        plain = not _SHIPS.isdisjoint(words[-1:]) and _NAVAL.isdisjoint(words)
        plain = plain and scene.doc.word[last : last + 1] != ["of"]
        trading = plain and scene.doc.has(_TRADING, 0, len(scene.doc))
        return Side(None, None, "merchant ships") if trading or not _MERCHANT.isdisjoint(words) else None
    unarmed = figure.metric == "equipment_lost" and not _RESCUE.isdisjoint(words) and _ARMED.isdisjoint(words)
    return scene.of_place() if unarmed else None


def is_wanted(scene: Scene, named: Mention) -> bool:
    """ "Kyiv has asked for ten more batteries": who only wants arms has not given them."""
    at = scene.figure.quantity.first
    return scene.figure.metric == "equipment_supplied" and scene.doc.has(
        _WANTING, max(scene.first, min(named.last, at - 6)), at
    )


def is_given(scene: Scene, named: Mention) -> bool:
    """ "The Peshmerga are to get 500 missiles", "Ukraine has had half a million rounds": who gets arms gives none."""
    at = scene.figure.quantity.first
    at_home = scene.country is None or scene.country in homes_of(named.code)
    return at_home and named.last <= at and scene.doc.has(_GETTING, max(named.last, at - 6), at)


_GETTING = frozenset({"get", "gets", "getting", "got", "receive", "receives", "received", "had", "obtain", "obtains",
                      "obtained", "given", "promised", "awaits", "expects", "awaiting", "expecting"})  # fmt: skip


def is_joined(scene: Scene, named: Mention) -> bool:
    """ "American and British aircraft fired": whether a side acts with another one, both named."""
    word = scene.doc.word
    for other in scene.everyone.values():
        if other.code == named.code or other.role not in SIDES:
            continue
        first, second = (other, named) if other.first < named.first else (named, other)
        if second.first >= scene.last or first.first < scene.first:
            continue
        gap = word[first.last : second.first]
        if gap in (["and"], ["and", "the"], ["&"]):
            return True
    return False
