"""Whose the dead and wounded are by what the text has told so far of its dead and wounded."""

from __future__ import annotations

from flows.claims.actor.belligerents import ARMED, Side, fights_in, is_state
from flows.claims.actor.whom import HARM, Answer, stands_for_others
from flows.claims.actor.whose import Scene
from flows.claims.text.nouns import noun_at
from flows.claims.text.tokens import Document

_CIVIL = frozenset({"civilian", "civil", "inhabitants", "bystanders"})
_MANY = 20  # times as many as any figure before: of the whole war

_TOLL = frozenset({"toll"})
_TOLD = 14  # tokens
_LANDS = frozenset({"country", "nation", "region", "province", "city", "town", "island", "republic", "kingdom", "state",
                    "district", "territory", "overall", "national", "nationwide"})  # fmt: skip


def of_the_story(scene: Scene) -> Answer | None:
    """Where all dead and hurt so far were one side's armed people, a bare toll that nothing else tells is theirs.

    "The blast killed 89 soldiers, Moscow says. Kyiv had claimed around 400 dead": soldiers as well.
    """
    figure, harmed = scene.figure, scene.memory.harmed
    if figure.metric not in HARM or not stands_for_others(figure) or figure.quantity.zero or scene.memory.items:
        return None
    if len(harmed) != 1 or scene.of_place().reason == "of both sides" or _of_others(scene) or of_a_land(scene):
        return None
    ((code, population),) = harmed
    here = scene.country
    if code is not None and is_state(code) and here not in (None, code) and not fights_in(code, here, scene.memory.day):
        return None  # two soldiers of a bystander were hurt: the dead of the war are not theirs
    if population not in ARMED or figure.quantity.best > _MANY * max(scene.memory.by_value, default=1):
        return None
    return Side(code, None, "all dead and hurt of the text so far"), population


def _of_others(scene: Scene) -> bool:
    """Whether the sentence, or the one before, speaks of people without arms."""
    doc, number = scene.doc, scene.doc.sentence_of[scene.first]
    first = doc.sentences[number - 1][0] if number and not doc.opens_line(doc.sentences[number][0]) else scene.first
    return any(_unarmed(doc, i) for i in range(first, scene.last))


def _unarmed(doc: Document, i: int) -> bool:
    if doc.word[i] in _CIVIL:
        return True
    found = noun_at(doc, i)
    if found is None or found[1].sort != "people" or found[1].metric or found[1].weak or not found[1].plural:
        return False
    return found[1].code not in ARMED | {"people"}


def of_a_land(scene: Scene) -> bool:
    """ "Raised the country's death toll to 46": the toll of a land, behind people of whom one side is armed."""
    doc, at = scene.doc, scene.figure.quantity.first
    if scene.whole or not doc.has(_TOLL, max(scene.first, at - _TOLD), at):
        return False
    lead = doc.word[max(scene.first, at - _TOLD - 3) : at]
    toll = next(i for i in range(len(lead) - 1, -1, -1) if lead[i] in _TOLL)
    return not _LANDS.isdisjoint(lead[max(0, toll - 3) : toll])
