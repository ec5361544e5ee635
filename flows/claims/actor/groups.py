"""The armed group of attackers and fighters without a name: the one that the paragraph named last."""

from __future__ import annotations

from flows.claims.actor.belligerents import ARMED, Side, is_group, opponent
from flows.claims.actor.weighing import did_it
from flows.claims.actor.whom import HARM, leading_group
from flows.claims.actor.whose import OUTSIDE, SIDES, Scene
from flows.claims.text.mentions import Mention
from flows.claims.text.nouns import noun_at

UNNAMED_ATTACKERS = frozenset({
    "gunmen", "gunman", "attackers", "assailants", "bombers", "bandits", "attacker", "assailant", "perpetrators",
    "perpetrator", "raiders", "raider", "hijackers", "hijacker", "kidnappers", "kidnapper", "shooters", "shooter",
})  # fmt: skip
_LINKED = frozenset({"linked", "affiliated", "aligned", "inspired", "affiliate", "affiliates", "branch", "allied"})


def attackers(scene: Scene) -> Side:
    """Attackers without a name: of the group that the paragraph named last, else of the only one of the text."""
    named = group_before(scene)
    if named is not None:
        return named
    return leading_group(scene)


def group_before(scene: Scene) -> Side | None:
    """The armed group that the paragraph named last: "… Abu Sayyaf …, killing five of the bandits"."""
    doc, at = scene.doc, scene.figure.quantity.first
    number = doc.sentence_of[at]
    while number and not doc.opens_line(doc.sentences[number][0]):
        number -= 1
    for i in range(at - 1, doc.sentences[number][0] - 1, -1):
        mention = scene.everyone.get(i)
        if mention is not None and is_group(mention.code) and mention.role in SIDES:
            if i >= scene.first and scene.figure.metric in HARM and _killed_them(scene, mention):
                other = opponent(mention.code, scene.memory.counts, scene.memory.day)
                return Side(other if other and is_group(other) else None, None, "whom the group has killed")
            if not _LINKED.isdisjoint(doc.word[mention.last : mention.last + 2] + doc.word[max(0, i - 3) : i]):
                return None
            return scene.side(mention, "the group named last")
    return None


def _killed_them(scene: Scene, mention: Mention) -> bool:
    """ "The peshmerga killed 12 jihadists": whether a group is the subject of the verb, with nobody in between."""
    doc, trigger = scene.doc, scene.figure.trigger
    if trigger is None or not did_it(scene, mention) or doc.word[mention.first - 1] in OUTSIDE | {"an", "a", "of"}:
        return False
    between = range(mention.last, trigger.first)
    others = any(i in scene.everyone or doc.word[i] == ";" for i in between)
    return not others and not any((hit := noun_at(doc, i)) and hit[1].code in ARMED for i in between)
