"""Whose people, told by those counted before: their comrades, "eight of its fighters", parts and others of them."""

from __future__ import annotations

from flows.claims.actor.agents import subject_of
from flows.claims.actor.belligerents import ARMED, MISSIONS, Side, Topic, is_group, is_state
from flows.claims.actor.company import in_company
from flows.claims.actor.earlier import of_a_land
from flows.claims.actor.missions import mission_side
from flows.claims.actor.origins import UPROOTED
from flows.claims.actor.unarmed import STAFF
from flows.claims.actor.whom import HARM, OWN_FORCES, Answer, last_word, population_of, stands_for_others
from flows.claims.actor.whose import Scene, antecedent, narrow
from flows.claims.metric.figure import Figure
from flows.claims.text import grammar
from flows.claims.text.nouns import noun_at

_RELATED = frozenset(
    {"colleagues", "comrades", "members", "colleague", "comrade", "member", "companions", "counterparts"}
)
_UNIFORMED = frozenset({"military", "police"})
_IN_UNIFORM = _UNIFORMED | {"peacekeepers"}
_COMRADES = frozenset({"comrades", "colleagues"})
_CALLINGS = frozenset({"aid_workers", "medical_workers", "journalists", "peacekeepers", "prisoners"})
_PEOPLE = frozenset({"people", "inhabitants", "residents", "citizens", "population"})
_KIN = frozenset({"family", "families", "households", "clan", "clans"})
_OWN = frozenset({"own"})
_PERSONS = frozenset({"person", "persons", "people", "others", "men", "adults"})
_ANYONE = frozenset({"people", "civilians"})


def fellows(scene: Scene) -> Answer | None:
    """ "ten of their comrades": the same as the people counted before."""
    referent = scene.referent
    pronoun = scene.figure.phrase.pronoun
    if referent is None or last_word(scene) not in _RELATED or not (pronoun or last_word(scene) in _COMRADES):
        return None
    if pronoun == "its" and last_word(scene) == "members":
        return None  # "28 of its members": of whom "its" stands for
    if _KIN.intersection(scene.doc.word[scene.figure.phrase.noun_last : scene.figure.phrase.noun_last + 3]):
        return Side(referent.side.code, referent.side.text, "kin of the people counted before"), "civilians"
    if scene.memory.mission and referent.population == "people":
        return mission_side(scene)
    return Side(referent.side.code, referent.side.text, "fellows of the people counted before"), referent.population


def possessive(scene: Scene) -> Answer | None:
    """ "eight of its fighters": whom the pronoun stands for."""
    figure, population = scene.figure, population_of(scene.figure)
    if figure.phrase.pronoun in grammar.POSSESSIVES and in_company(scene, population) == "police" != population:
        return scene.of_place(), "police"  # "the police say that 58 of their officers fell"
    if (kin := _of_their_own(scene)) is not None:
        return kin
    if (soldiers := _of_an_army(scene)) is not None:
        return soldiers
    owner = antecedent(scene, population) if figure.phrase.pronoun in grammar.POSSESSIVES else None
    if figure.phrase.pronoun in grammar.POSSESSIVES and _own(scene) and figure.metric in HARM | {"captured"}:
        its = antecedent(scene, "combatants")
        if its is not None and its.code and not is_state(its.code) and (its.code in MISSIONS or is_group(its.code)):
            return its, "peacekeepers" if its.code in MISSIONS else narrow("combatants", its.code)
    if owner is None or (owner.code is not None and not is_state(owner.code) and population not in ARMED | {"people"}):
        return None  # "22 of its 25 crew": those of the ship
    if is_group(owner.code or "") and last_word(scene) in _PEOPLE and figure.metric not in HARM | OWN_FORCES:
        return scene.of_place(), population  # "eight in ten of its people have left": of the town
    civil = owner.code is not None and not (is_state(owner.code) or is_group(owner.code) or owner.code in MISSIONS)
    if civil and population == "people" and last_word(scene) in STAFF:
        return scene.of_place(), "aid_workers"  # "three of the Red Cross's staff"
    adopted = figure.phrase.noun is None or figure.phrase.noun_first < figure.quantity.first
    fighters = population == "people" and last_word(scene) in _RELATED
    if adopted and is_group(owner.code or "") and figure.metric in HARM:
        fighters = True  # "they lost 30 of their own"
    if (
        figure.quantity.zero
        and figure.metric in HARM
        and scene.doc.has(_OWN, figure.phrase.noun_last, figure.phrase.noun_last + 3)
    ):
        fighters = True  # "the coalition reported no casualties of its own"
    return owner, narrow("combatants" if fighters else population, owner.code)


def _own(scene: Scene) -> bool:
    """ "Lost four of its own"."""
    at = scene.figure.quantity.last
    return scene.doc.word[at : at + 3] in (["of", "its", "own"], ["of", "their", "own"])


def _of_their_own(scene: Scene) -> Answer | None:
    """ "Villagers buried at least four of their own": the people who are the subject."""
    doc, at = scene.doc, scene.figure.quantity.last
    if (
        doc.word[at : at + 3] not in (["of", "their", "own"], ["of", "its", "own"])
        or scene.figure.phrase.noun is not None
    ):
        return None
    for i in range(scene.first, scene.figure.quantity.first):
        found = noun_at(doc, i)
        if found and found[1].sort == "people" and found[1].code not in ARMED and not found[1].metric:
            return scene.of_place(), found[1].code
        if i in scene.everyone:
            return None
    return None


def _of_an_army(scene: Scene) -> Answer | None:
    """ "The army killed 40 insurgents and lost four of its own": soldiers of the army that the sentence speaks of."""
    doc, figure = scene.doc, scene.figure
    at = figure.quantity.last
    if doc.word[at : at + 3] not in (["of", "its", "own"], ["of", "their", "own"]):
        return None
    army = next(iter(doc.among(_ARMIES, scene.first, figure.quantity.first)), None)
    if army is None or figure.metric not in HARM | {"captured"}:
        return None
    if doc.word[army - 1] in _REBELLIOUS:
        return Side(None), "militants"  # "rebel forces lost six of their own"
    owner = antecedent(scene, "military")
    led = scene.everyone.get(army)
    near = led is not None or any(k in scene.everyone for k in range(army - 3, army))
    return (owner if near and owner is not None and is_state(owner.code or "") else scene.of_place()), "military"


_ARMIES = frozenset({"army", "military", "navy", "troops", "soldiers", "marines", "forces"})
_REBELLIOUS = frozenset({"rebel", "insurgent", "separatist", "opposition", "guerrilla", "resistance"})


def _uproots(figure: Figure, referent: Topic) -> bool:
    """Who flees is no soldier of the figure before; but "700 soldiers are missing, and 2,000 are encircled"."""
    trapped = figure.metric == "affected" and referent.same_sentence
    return figure.metric in UPROOTED and referent.population in ARMED and not trapped


def _belongs(population: str, whole: str) -> bool:
    """ "14 soldiers, including nine leaders", "60 militants, including five commanders": as armed as their whole."""
    return whole in ARMED if population == "people" else whole == "militants" and population in _RANKS


_RANKS = frozenset({"military", "combatants"})


_AMONG = frozenset({"among", "amongst"})


def _before(scene: Scene) -> tuple[int, int]:
    at = scene.figure.quantity.first
    return max(scene.first, at - 2), at


def _of_others(scene: Scene, referent: Topic) -> bool:
    """Whether a figure counts other people than those before: of a whole land, of another sender, of the whole."""
    figure = scene.figure
    if of_a_land(scene) or _uproots(figure, referent):
        return True  # "the country's death toll": not of its soldiers alone
    if figure.metric in OWN_FORCES and figure.trigger and figure.trigger.sense.owner == "subject" and not scene.whole:
        sender = subject_of(scene.doc, figure, scene.mentions, scene.first)
        if sender is not None and sender.code != referent.side.code:
            return True  # "Berlin sends 400, London will send another 1,000"
    # "four minors were among the nine dead": the whole is not of the kind of its part
    return referent.same_sentence and scene.doc.has(_AMONG, *_before(scene))


def same_people(scene: Scene) -> Answer | None:
    """ "three others were injured", "50 of them children": the people counted before, or a part of them."""
    figure, referent, population = scene.figure, scene.referent, population_of(scene.figure)
    if referent is None or _of_others(scene, referent):
        return None
    side = Side(referent.side.code, referent.side.text, "the people counted before")
    adopted = figure.phrase.noun is not None and figure.phrase.noun_first < 0
    if adopted and scene.whole:
        own = population not in ("people", "combatants") and not referent.same_sentence
        return side, population if own else referent.population
    if last_word(scene) in ("lives", "life"):
        return None  # "the war has cost 40,000 lives": nobody counted before
    if stands_for_others(figure) or (figure.metric == "casualties" and population == "people"):
        if figure.quantity.zero and referent.population not in ARMED:
            return None
        if figure.phrase.others or figure.phrase.pronoun or scene.whole or referent.near:
            return side, referent.population if population == "people" else population
        return None
    listed = scene.whole or (referent.near and scene.doc.word[figure.quantity.first - 1] in (":", "and", ","))
    anyone = population in _ANYONE or (figure.phrase.noun is not None and figure.phrase.noun.weak)
    if (
        listed
        and referent.same_sentence
        and referent.population in _CALLINGS
        and anyone
        and not figure.phrase.complement
    ):
        return side, referent.population  # "four aid workers: three guards and one driver"
    broken_down = (scene.whole and not figure.phrase.pronoun) or (
        listed and ":" in scene.doc.word[scene.first : figure.quantity.first]
    )
    kept = population in _UNIFORMED if referent.population == "peacekeepers" else last_word(scene) in _PERSONS
    if broken_down and kept and referent.population in ("peacekeepers", "civilians"):
        return (
            side,
            referent.population,
        )  # "32 peacekeepers: 28 soldiers and …", "five civilians: a woman and four persons"
    beside = referent.near and referent.same_sentence and referent.population not in ARMED
    part = scene.whole or (beside and population in ("women", "children"))  # not "three fighters and a boy"
    if scene.whole and _belongs(population, referent.population):
        return side, referent.population
    uniformed = scene.whole and {population, referent.population} <= _IN_UNIFORM  # "12,000, including 500 officers"
    return (side, population) if side.code and (uniformed or (part and population not in ARMED)) else None
