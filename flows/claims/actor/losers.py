"""Who has lost the dead of a toll that stands apart from its number: "Ukraine's losses, it believes, lie at 500"."""

from __future__ import annotations

from flows.claims.actor.belligerents import ARMED, Side, is_state, opponent
from flows.claims.actor.standins import for_a_body
from flows.claims.actor.whom import HARM, Answer, last_word, leading_group, population_of, stands_for_others
from flows.claims.actor.whose import OUTSIDE, SIDES, Scene, narrow
from flows.claims.text.mentions import Mention
from flows.claims.text.nouns import noun_at

_REACH = 14  # tokens
_OF_ARMIES = frozenset({"losses", "casualties"})
_VERBS = frozenset({"killed", "wounded"})
_TOLLS = _OF_ARMIES | {"dead", "deaths", "toll", "fatalities", "wounded", "killed"}
_BETWEEN = frozenset({"own", "total", "combat", "military", "battlefield", "war", "army", "daily", "monthly", "death",
                      "troop", "'s", "'"})  # fmt: skip
_ARMIES = frozenset({"army", "armies", "forces", "force", "navy", "military", "troops", "soldiers", "fighters", "men",
                     "rebels", "guerrillas", "insurgents"})  # fmt: skip
_OF_FORCES = frozenset({"military", "combat", "army", "troop", "battlefield", "personnel", "uniformed", "security"})
_INFLICTING = frozenset({"inflict", "inflicts", "inflicted", "inflicting"})
_UPON, _ON_WHOM = frozenset({"on", "upon"}), 8  # tokens
_TOLL = frozenset({"toll"})
_HAVING = frozenset({"had", "has", "have", "having", "put"})
_BEHIND = frozenset({"behind", "on"})


def of_their_losses(scene: Scene) -> Answer | None:
    """Whose the losses are that the clause speaks of before the number: "Russia's stood at 400, Ukraine's at 300"."""
    figure = scene.figure
    if figure.metric in HARM and (own := _puts_its(scene)) is not None:
        return own
    if figure.metric not in HARM or not stands_for_others(figure) or figure.phrase.others or figure.phrase.pronoun:
        return None
    rungs = (_inflicted, _named_losses, _left_behind, _had)
    return next((answer for rung in rungs if (answer := rung(scene)) is not None), None)


def _inflicted(scene: Scene) -> Answer | None:
    """ "78 casualties were inflicted on the army", "inflicting 50 dead upon the enemy": on whom they were inflicted."""
    doc, end = scene.doc, scene.figure.quantity.last
    if not doc.has(_INFLICTING, scene.first, min(scene.last, end + _ON_WHOM)):
        return None
    for i in doc.among(_UPON, end, min(scene.last - 1, end + _ON_WHOM)):
        behind = range(i + 1, min(i + 5, scene.last))
        mention = next((m for k in behind if (m := scene.everyone.get(k)) is not None and m.role in SIDES), None)
        found = next((hit[1] for k in behind if (hit := noun_at(doc, k)) is not None and hit[1].sort == "people"), None)
        if mention is None and found is None and not doc.has(_ARMIES, i + 1, min(i + 5, scene.last)):
            return None
        population = found.code if found is not None and found.code != "people" else "combatants"
        if mention is not None:
            return scene.side(mention, "on whom they were inflicted"), narrow(population, mention.code)
        if population == "militants":
            return leading_group(scene), population
        return scene.of_place(), narrow("military" if population == "combatants" else population, scene.country)
    return None


def _puts_its(scene: Scene) -> Answer | None:
    """ "Islamabad put its dead at 11 soldiers": a possessive right before the noun of the toll, for the subject."""
    doc, at = scene.doc, scene.figure.quantity.first
    if doc.word[at - 1] not in ("at", "as"):
        return None
    if doc.word[at - 3 : at - 1] in (["its", "own"], ["their", "own"]):  # "puts rebel dead at 240 and its own at 31"
        named = (scene.everyone.get(k) for k in range(scene.first, at - 3))
        owner = next((m for m in named if m is not None and m.role in SIDES - {"people"}), None)
        fought = scene.referent is not None and scene.referent.population in ARMED
        population = "combatants" if fought else "people"
        return (scene.side(owner, "whose losses they are"), narrow(population, owner.code)) if owner else None
    for i in range(at - 2, max(scene.first + 1, at - 6), -1):
        armies = doc.word[i - 1] in _OF_FORCES
        if scene.figure.phrase.noun is None and not armies and doc.word[i] not in _OF_ARMIES:
            continue
        if doc.word[i] in _TOLLS and doc.word[i - 1 - armies] in ("its", "their", "own"):
            behind = scene.figure.phrase.noun_first >= at and not (armies or stands_for_others(scene.figure))
            population = population_of(scene.figure) if behind else "combatants"
            found = (scene.everyone.get(k) for k in range(i - 1, scene.first - 1, -1))
            owner = next((m for m in found if m is not None and _is_body(scene, m)), None)
            return (scene.side(owner, "whose losses they are"), narrow(population, owner.code)) if owner else None
    return None


def _is_body(scene: Scene, mention: Mention) -> bool:
    """A state, a force or who rules; of a people only its army: "the Israeli army"."""
    return mention.role in SIDES - {"people"} or for_a_body(scene.doc, mention)


def _named_losses(scene: Scene) -> Answer | None:
    """ "Ukraine's casualties, it believes, lie between …": a side right before the noun of a toll."""
    doc, at = scene.doc, scene.figure.quantity.first
    for i in range(at - 1, max(scene.first, at - _REACH), -1):
        if doc.digit[i] or doc.word[i] in (";", "while", "whereas"):
            return None
        if doc.word[i] not in _TOLLS or (doc.word[i] in _VERBS and doc.word[i - 1] not in _BETWEEN | {"and", ","}):
            continue  # "an attack in Jordan killed three soldiers and injured more than 40"
        k = i - 1
        while k > scene.first and doc.word[k] in _BETWEEN:
            k -= 1
        mention = next((m for n in range(i - 1, max(scene.first - 1, k - 3), -1) if (m := scene.everyone.get(n))), None)
        if (mention is None or mention.last < k + 1) and (unnamed := _unnamed(scene, k)) is not None:
            return unnamed
        if mention is None or mention.last < k + 1 or mention.role not in SIDES or doc.word[k + 1 : k + 2] == ["dead"]:
            return None
        armies = doc.word[i] in _OF_ARMIES or mention.role == "forces"
        return _lost(scene, scene.side(mention, "whose losses they are"), armies=armies)
    return None


def _unnamed(scene: Scene, k: int) -> Answer | None:
    """ "Rebel losses were 12 dead", "put government losses at 40": armed people without a name before the toll."""
    if scene.doc.word[k] == "government" and not scene.doc.has(_TOLL, k, scene.figure.quantity.first):
        return scene.of_place(), "military"
    found = noun_at(scene.doc, k)
    return (leading_group(scene), "militants") if found is not None and found[1].code == "militants" else None


def _lost(scene: Scene, side: Side, *, armies: bool) -> Answer:
    known = scene.memory.armed.get(side.code or "")
    group = side.code is not None and not is_state(side.code)
    armies = armies or (scene.referent is not None and scene.referent.population in ARMED)
    population = known or ("combatants" if group or armies else "people")
    return side, narrow(population, side.code)


def _left_behind(scene: Scene) -> Answer | None:
    """ "The group left 11 dead behind", "the rebels left 40 bodies on the field": who leaves them has lost them."""
    doc, figure = scene.doc, scene.figure
    if doc.word[figure.quantity.first - 1] != "left" or _BEHIND.isdisjoint(
        doc.word[figure.quantity.last : min(scene.last, figure.phrase.last + 3)]
    ):
        return None
    for i in range(figure.quantity.first - 2, max(scene.first - 1, figure.quantity.first - 6), -1):
        mention = scene.everyone.get(i)
        if mention is not None and mention.role in SIDES and doc.word[i - 1] not in OUTSIDE:
            return scene.side(mention, "who left them"), narrow("combatants", mention.code)
    return None


def _had(scene: Scene) -> Answer | None:
    """ "Russia had 1.2 million casualties": a state that has casualties has them among its soldiers."""
    doc, at = scene.doc, scene.figure.quantity.first
    if last_word(scene) not in _TOLLS or doc.word[at - 1] not in _HAVING:
        return None
    if (army := _army_of(scene)) is not None:
        return scene.side(army, "whose army has them"), narrow("combatants", army.code)
    beside = scene.everyone.get(at - 2)
    if beside is not None and beside.role == "forces":  # "the government side had 78 killed"
        return scene.side(beside, "who has them"), narrow("combatants", beside.code)
    if last_word(scene) not in _OF_ARMIES:
        return None
    mention = next((m for n in (at - 2, at - 3, at - 4) if (m := scene.everyone.get(n)) and m.last == at - 1), None)
    return _lost(scene, scene.side(mention, "who has them"), armies=True) if mention is not None else None


def _army_of(scene: Scene) -> Mention | None:
    """ "The army of South Sudan has 1,200 dead": the side behind "of", right behind a noun of its forces."""
    doc = scene.doc
    for i in range(scene.first, scene.figure.quantity.first):
        mention = scene.everyone.get(i)
        if mention is None or mention.role not in SIDES:
            continue
        k = i - 1 - (doc.word[i - 1] == "the")
        return mention if k > scene.first and doc.word[k] == "of" and doc.word[k - 1] in _ARMIES else None
    return None


def of_the_enemy(scene: Scene) -> Answer | None:
    """ "Enemy dead: 22,000": those of the other side than the one that was spoken of last."""
    doc, at = scene.doc, scene.figure.quantity.first
    if scene.figure.metric not in HARM or not stands_for_others(scene.figure):
        return None
    window = doc.word[max(scene.first, at - 5) : at]
    if "enemy" not in window or _TOLLS.isdisjoint(window):
        return None
    own = scene.memory.last_armed
    code = own.code if own is not None and own.code else scene.main
    other = opponent(code, scene.memory.counts, scene.memory.day) if code else None
    return (Side(other, None, "the enemy"), narrow("combatants", other)) if other else None
