"""We, us, our: whose soldiers "our soldiers" are, by who speaks or who has issued the text."""

from __future__ import annotations

from flows.claims.actor.belligerents import ARMED, MISSIONS, Side, is_state
from flows.claims.actor.keepers import KEEPERS
from flows.claims.actor.whom import HARM, Answer, last_word, population_of
from flows.claims.actor.whose import SIDES, Scene, named_inside, narrow
from flows.claims.text.mentions import Mention

_FIRST = frozenset({"our", "us", "ours", "we", "my"})
_BEHIND, _HEAD = 5, 40  # tokens
_QUOTES = frozenset('“"')


def of_ours(scene: Scene) -> Answer | None:
    """ "Fifty-two of our soldiers fell", "300 of us never came home", "no injuries on our side"."""
    if not _says_we(scene) or named_inside(scene.figure, scene.doc) is not None:
        return None
    side = speaker(scene)
    if side is None:
        return None
    population = population_of(scene.figure)
    if last_word(scene) == "men":
        population = "combatants"
    if population == "people" and scene.figure.phrase.noun is None:
        population = "peacekeepers" if side.code in MISSIONS - {"nato", "eu"} else "people"
    if population == "military" and side.code in MISSIONS:
        population = "peacekeepers"
    return side, narrow(population, side.code) if population in ARMED else population


def of_our_losses(scene: Scene) -> Answer | None:
    """ "Own losses: two dead", "our army mourns three martyrs", "on the friendly side two men died": who issues it."""
    figure = scene.figure
    population = population_of(figure)
    if figure.metric not in HARM or figure.quantity.zero or not (population in _MEN or last_word(scene) in _FALLEN):
        return None
    if named_inside(figure, scene.doc) is not None or not _tells_own_losses(scene):
        return None
    side = speaker(scene) or Side(None)
    if side.code in KEEPERS:
        return side, "peacekeepers"
    unknown = "military" if side.code is None else "combatants"
    return side, narrow(unknown if population == "people" else population, side.code)


def _tells_own_losses(scene: Scene) -> bool:
    doc, at = scene.doc, scene.figure.quantity.first
    for i in range(at - 1, scene.first - 1, -1):
        if doc.word[i] == ";" or doc.word[i] in _FOE:
            return False
        if doc.word[i] not in _OURS or (
            doc.word[i] == "own" and i > scene.first and doc.word[i - 1] not in _BEFORE_OWN
        ):
            continue
        behind = range(i + 1, min(i + 4, at))
        if any(doc.word[k] in _LOSSES for k in behind):
            return True
        if any(doc.word[k] in _BODIES for k in behind):
            return doc.has(_LOSING, i, at)
    return False


_MEN = frozenset({"people", "military", "combatants"})
_FALLEN = frozenset({"martyrs", "martyr", "comrades", "comrade"})
_OURS, _BEFORE_OWN = frozenset({"our", "own", "friendly"}), frozenset({"our", ":", ".", "on", "the"})
_LOSSES = frozenset({"losses", "casualties", "side", "dead", "wounded", "fallen", "toll", "part", "ranks"})
_BODIES = frozenset({"army", "armies", "troops", "forces", "force", "soldiers", "men", "units", "navy", "military",
                     "side", "comrades", "contingent", "mission", "battalion", "brigade", "fighters"})  # fmt: skip
_LOSING = frozenset({"lost", "lose", "loses", "mourns", "mourned", "mourn", "suffered", "suffers", "buried", "buries",
                     "sustained", "had", "has", "counts", "counted", "regrets", "grieves"})  # fmt: skip
_FOE = frozenset({"enemy", "enemy's", "terrorists", "rebels", "insurgents", "aggressor", "militants"})


def _says_we(scene: Scene) -> bool:
    doc, phrase = scene.doc, scene.figure.phrase
    if phrase.pronoun in _FIRST:
        return True
    end = max(phrase.last, scene.figure.quantity.last)
    ours = doc.among(_FIRST, scene.figure.quantity.last + 1, min(scene.last, end + _BEHIND))
    return bool(ours) and any(doc.word[i - 1] in ("of", "on") for i in ours)


def speaker(scene: Scene) -> Side | None:
    """The side of who says "we": the one named as a source of the sentence, the issuer of a bulletin, a mission."""
    quoted = scene.doc.has(_QUOTES, scene.first, scene.last)
    for i in range(scene.first, scene.last):
        mention = scene.everyone.get(i)
        if mention is not None and mention.role in SIDES and (quoted or i not in scene.mentions):
            return scene.side(mention, "who says “we”")
    if scene.memory.mission:
        return Side(scene.memory.mission, None, "the mission that the text speaks of")
    issuer = issuer_of(scene)
    if issuer is not None:
        return scene.side(issuer, "whose bulletin it is")
    missions = {m.code for m in scene.everyone.values() if m.role == "missions"}
    if len(missions) == 1:
        return Side(missions.pop(), None, "the mission that the text speaks of")
    return Side(scene.main, None, "the country that the text is about") if scene.main else None


def issuer_of(scene: Scene) -> Mention | None:
    """The state whose body, or the mission that, heads the text on a line of its own."""
    doc = scene.doc
    for first, last in doc.sentences[:3]:
        if last - first > _HEAD or not (last >= len(doc) or doc.opens_line(last)):
            return None
        named = (scene.everyone.get(i) or None for i in range(first, last))
        found = next((m for m in named if m is not None and (is_state(m.code) or m.code in KEEPERS)), None)
        if found is not None:
            return found
    return None
