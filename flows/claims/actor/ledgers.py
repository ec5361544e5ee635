"""Whose materiel a list tells of: what its head or its first item names holds for the items behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from flows.claims.actor.belligerents import Side
from flows.claims.actor.whom import Answer, population_of
from flows.claims.actor.whose import SIDES, Scene
from flows.claims.text.leads import lead_of
from flows.claims.text.mentions import Mention
from flows.claims.text.nouns import AIRCRAFT, MUNITIONS, noun_at
from flows.claims.text.tokens import Document

_NAMING = frozenset({"named with the figure", "named above the list", "the list goes on"})
_TURNING = frozenset({"own", "other", "side", "while", "whereas", "but", "against", "in", "at", "over", ";"})
_GOODS = frozenset({
    "materiel", "material", "equipment", "hardware", "weaponry", "weapons", "arms", "armour", "armor", "kit",
    "losses", "vehicles", "stocks", "arsenal", "assets", "war", "military", "wrecks", "gear",
})  # fmt: skip
_COMING = frozenset({"coming", "launched", "fired", "sent", "arriving", "flying", "flown", "incoming"})
_ATTACKS = frozenset({"attack", "attacks", "shelling", "shellings", "salvo", "salvos", "salvoes", "barrage", "barrages",
                      "bombardment", "bombing", "bombings", "rockets", "missiles", "drones", "shells", "gunners",
                      "artillery", "batteries"})  # fmt: skip
_DOING = frozenset({"by", "from"})


def arms_named(doc: Document, mentions: Mapping[int, Mention]) -> Counter[str]:
    """How often a text speaks of the drones, missiles, rockets and shells of each side: "Russian drones".

    >>> from flows.claims.text.mentions import find_mentions
    >>> doc = Document("Finland brings down Russian drones")
    >>> dict(arms_named(doc, find_mentions(doc)))
    {'RUS': 1}
    """
    hits = ((m, noun_at(doc, m.last)) for m in mentions.values() if m.role in SIDES and m.last < len(doc))
    return Counter(mention.code for mention, hit in hits if hit is not None and hit[1].code in MUNITIONS)


def by_arms(scene: Scene, but: str | None) -> Side | None:
    """Whose munitions the text speaks of more than once: not those of one side, nor of who was hit."""
    named = (code for code, n in scene.memory.arms.most_common() if n > 1 and code not in (but, scene.country))
    code = None if scene.memory.items else next(named, None)
    return Side(code, None, "whose arms the text speaks of") if code else None


def only_attacker(scene: Scene) -> Side | None:
    """Whose attacks, shelling or salvoes the text speaks of, where it is one side's alone; not who was hit."""
    doc, named = scene.doc, Counter[str]()
    if scene.memory.items:
        return None
    for i in doc.where(_ATTACKS):
        lead = i - 1 - (doc.word[i - 1] in ("'s", "'")) if i else 0
        before = next((m for k in (lead, lead - 1) if (m := scene.everyone.get(k)) is not None and m.last > lead), None)
        after = scene.everyone.get(i + 2 + (doc.word[i + 2 : i + 3] == ["the"])) if _by(doc, i) else None
        for mention in (before, after):
            if mention is not None and mention.role in SIDES and not mention.land:
                named[mention.code] += 1
    if len(named) != 1 or (code := next(iter(named))) == scene.country:
        return None
    return Side(code, None, "whose attacks the text speaks of")


def _by(doc: Document, i: int) -> bool:
    return doc.word[i + 1 : i + 2] == ["by"]


def come_from(scene: Scene) -> Side | None:
    """ "Targeted by 14 missiles and four drones coming from Iran": whence they came, by a participle behind them."""
    word, end = scene.doc.word, scene.figure.phrase.last
    for i in range(end, min(scene.last - 2, end + 7)):
        if word[i] in _COMING and word[i + 1] == "from":
            mention = scene.everyone.get(i + 2)
            return (
                scene.side(mention, "from where they came") if mention is not None and mention.role in SIDES else None
            )
        if word[i] in (";", "which", "that", "while"):
            return None
    return None


def taken_up(scene: Scene) -> Side | None:
    """ "Russian jets bombed Gori; two were shot down": whose aircraft or munitions a bare number takes up."""
    figure, doc = scene.figure, scene.doc
    if figure.phrase.noun is not None or figure.phrase.pronoun or figure.side != "right":
        return None
    for i in range(figure.quantity.first - 1, scene.first - 1, -1):
        mention = scene.everyone.get(i)
        if mention is None or mention.role not in SIDES:
            continue
        hits = (noun_at(doc, k) for k in range(mention.last, min(mention.last + 2, scene.last)))
        if any(hit is not None and hit[1].code in MUNITIONS | AIRCRAFT for hit in hits):
            return scene.side(mention, "whose the number takes up")
    return None


def goes_on(scene: Scene) -> Side | None:
    """ "267 Armenian tanks destroyed, 60 howitzers and two boats": whom the item before names, in one list."""
    if scene.before is None or scene.before[1].reason not in _NAMING or not scene.before[1].code:
        return None
    (since, previous), trigger, at = scene.before, scene.figure.trigger, scene.figure.quantity.first
    if any(i in scene.everyone for i in range(since, at)) or not _TURNING.isdisjoint(scene.doc.word[since:at]):
        return None
    if trigger is not None and trigger.sense.owner == "subject" and trigger.first >= since:
        return None
    return Side(previous.code, previous.text, "the list goes on")


def headed(scene: Scene) -> Side | None:
    """ "Georgian materiel lost: 44 tanks": whose losses the head tells."""
    doc, at = scene.doc, scene.figure.quantity.first
    colon = next((k for k in range(at - 1, scene.first, -1) if doc.word[k] == ":" and doc.gap[k + 1]), None)
    lead = (scene.first, colon) if colon is not None else lead_of(doc, at)
    for i in range(*lead) if lead is not None else ():
        mention = scene.everyone.get(i)
        struck = scene.figure.metric not in _SUFFERED
        if mention is not None and mention.role in SIDES:
            names = doc.word[i - 1] in _DOING if struck else _leads_to_goods(scene, mention)
            if names:
                return scene.side(mention, "named above the list")
    return None


def _leads_to_goods(scene: Scene, mention: Mention) -> bool:
    """Whether a noun of materiel or of losses stands beside a name: "Russian losses", "losses of the enemy"."""
    word, first = scene.doc.word, mention.first
    at = mention.last + (word[mention.last : mention.last + 1] in (["'s"], ["'"]))
    of = first - 1 - (word[first - 1] == "the")
    return not _GOODS.isdisjoint(word[at : at + 2]) or (word[of] == "of" and word[of - 1] in _GOODS)


def of_the_list(scene: Scene) -> Answer | None:
    """ "Losses of the enemy: personnel – 800,000; tanks – 9,000": people in an entry of a list of losses."""
    if scene.figure.metric not in _SUFFERED or scene.figure.label == (0, 0):
        return None
    side = headed(scene)
    population = population_of(scene.figure)
    return (side, population) if side is not None and side.code else None


_SUFFERED = frozenset({"equipment_lost", "killed", "wounded", "casualties", "missing", "captured"})
