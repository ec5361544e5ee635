"""Whose people, and which: a ladder of evidence, the first rung that holds gives side and population."""

from __future__ import annotations

from collections.abc import Callable

from flows.claims.actor.acting import claimed, for_the_loss, hunted, not_its_own, own_clause, they_lost, who_were_hit
from flows.claims.actor.belligerents import ARMED, MISSIONS, Side, Topic, is_group, is_state
from flows.claims.actor.beside import among_them, counted_as, of_an_entry, on_its_side, under_a_label
from flows.claims.actor.bodies import of_a_body
from flows.claims.actor.captors import taken
from flows.claims.actor.company import in_company
from flows.claims.actor.contingents import of_a_contingent
from flows.claims.actor.earlier import of_a_land, of_the_story
from flows.claims.actor.forces import (
    MERCENARIES,
    acting,
    armed,
    freed,
    has_them,
    members,
    mission_side,
    nearest,
    numbered,
    of_mission,
    own_forces,
    strong,
)
from flows.claims.actor.losers import of_the_enemy, of_their_losses
from flows.claims.actor.openings import framed, gapped, on_a_side
from flows.claims.actor.origins import (
    UPROOTED,
    across,
    at_home,
    of_several_sides,
    of_their_nation,
    of_who_tells,
    takes_up_unknown,
)
from flows.claims.actor.populations import settle
from flows.claims.actor.predicates import belonging, called
from flows.claims.actor.speaking import of_ours
from flows.claims.actor.spoken import of_them, spoken_of
from flows.claims.actor.standins import of_another_army, speaks_of_a_group
from flows.claims.actor.tolls import admitted, buried, lost_by_a_group, of_a_toll, unnamed_losers
from flows.claims.actor.unarmed import HELD, STAFF, foreign, held, of_heading, of_the_agency, of_title, refugees
from flows.claims.actor.watching import of_whom
from flows.claims.actor.whom import HARM, OWN_FORCES, Answer, last_word, population_of, stands_for_others
from flows.claims.actor.whose import Scene, antecedent, it_or_they, named_inside, narrow, subject_of
from flows.claims.metric.figure import Figure
from flows.claims.text import grammar
from flows.claims.text.mentions import Mention
from flows.claims.text.nouns import noun_at
from flows.claims.text.tokens import Document
from schemas.vocabulary import actors

_RELATED = frozenset(
    {"colleagues", "comrades", "members", "colleague", "comrade", "member", "companions", "counterparts"}
)
_UNIFORMED = frozenset({"military", "police"})
_IN_UNIFORM = _UNIFORMED | {"peacekeepers"}
_COMRADES = frozenset({"comrades", "colleagues"})
_CALLINGS = frozenset({"aid_workers", "medical_workers", "journalists", "peacekeepers", "prisoners"})
_PEOPLE = frozenset({"people", "inhabitants", "residents", "citizens", "population"})
_LOST = frozenset({"lost", "lose", "loses", "losing"})
_RULERS = frozenset({"president", "king", "government", "regime", "junta", "emperor", "general", "dictator", "ruler",
                     "sultan", "army", "military", "garrison"})  # fmt: skip
_KIN = frozenset({"family", "families", "households", "clan", "clans"})
_UNITS = frozenset({"army", "ministry", "security", "forces", "brigade", "regiment", "battalion", "division", "corps",
                    "guard", "guards", "unit", "units", "company", "navy", "garrison"})  # fmt: skip
_KEEPERS = MISSIONS - {"nato", "eu"}
_OWN = frozenset({"own"})
_PERSONS = frozenset({"person", "persons", "people", "others", "men", "adults"})
_ANYONE = frozenset({"people", "civilians"})
_UNARMED = frozenset({"women", "woman", "children", "boys", "girls", "elderly", "suspects", "arrested", "detained"})


def whose_people(scene: Scene) -> Answer:
    """The side and the population of counted people; without any evidence, those of the place."""
    told = next((answer for rung in _LADDER if (answer := rung(scene)) is not None), None)
    side, population = told if told is not None else (scene.of_place(), "")
    population = population or population_of(scene.figure)
    if population == "people" and (scene.figure.metric == "bodies" or _tolled(scene.figure)):
        population = narrow(_attributed(scene) or population, side.code)
    population = in_company(scene, population)
    side, population = settle(scene, side, population)
    side = not_its_own(scene, at_home(scene, side, population), population)
    side = of_another_army(side) if population == "military" else side
    if population == "military" and actors().get(side.code or "", {}).get("population") == "militants":
        population = "militants"  # soldiers of a group
    return side, "peacekeepers" if population == "military" and side.code in _KEEPERS else population


def _of_men(scene: Scene) -> Answer | None:
    """ "Lost 30 of its men", "300 men of the brigade": men who are counted bear arms, unless women are beside them."""
    phrase, doc = scene.figure.phrase, scene.doc
    men = last_word(scene) == "men" or (
        last_word(scene) == "man" and scene.doc.has(_LOST, scene.first, phrase.noun_first)
    )
    if not men or population_of(scene.figure) != "people" or scene.figure.metric in HELD:
        return None
    around = doc.word[max(scene.first, scene.figure.quantity.first - 6) : min(scene.last, phrase.noun_last + 6)]
    if not _UNARMED.isdisjoint(around):
        return None
    inside = named_inside(scene.figure, doc)
    side = scene.side(inside, "named with the figure") if inside is not None else of_whom(scene)
    if side is None and phrase.pronoun in grammar.POSSESSIVES:
        side = antecedent(scene, "combatants") or antecedent(scene, "military")
    at = scene.figure.quantity.first
    side = side or acting(scene, "combatants") or it_or_they(scene, at) or it_or_they(scene, at, "military")
    if side is None and (losers := unnamed_losers(scene)) is not None:
        return losers
    side = side or nearest(scene, "combatants")
    unit = doc.word[phrase.noun_last : phrase.noun_last + 1] == ["of"]
    unit = unit and not _UNITS.isdisjoint(doc.word[phrase.noun_last + 1 : phrase.noun_last + 6])
    ruled = not _RULERS.isdisjoint(doc.word[scene.figure.quantity.last : phrase.noun_first])  # "the president's men"
    if side is None and (unit or ruled or scene.figure.metric in OWN_FORCES):
        side = scene.of_place()
    if (
        side is None
        and phrase.pronoun in grammar.POSSESSIVES
        and speaks_of_a_group(doc, scene.first, phrase.noun_first)
    ):
        return Side(None), "militants"  # "the militia has lost a third of its men"
    if side is None or not side.code:
        return _of_bare_men(scene)
    return side, narrow("combatants", side.code)


def _of_bare_men(scene: Scene) -> Answer | None:
    """ "Between 200 and 300 men took up positions", "it lost 19 men": men who are fielded or lost bear arms."""
    figure = scene.figure
    if figure.metric in OWN_FORCES:
        return (Side(None), "militants") if scene.memory.attackers else (scene.of_place(), "military")
    if figure.metric in HARM and figure.trigger is not None and figure.trigger.sense.lemma == "lose":
        side = it_or_they(scene, figure.quantity.first, "military") or scene.of_place()
        return side, narrow("combatants", side.code)
    return None


def _tolled(figure: Figure) -> bool:
    """ "No civilian victims", "40 rebel deaths": a noun of the dead that another noun may tell of."""
    noun = figure.phrase.noun
    return noun is not None and noun.metric in HARM and figure.phrase.noun_first > figure.quantity.last


def _attributed(scene: Scene) -> str | None:
    """ "182 rebel bodies", "three bodies of soldiers": the population that stands beside a noun of the dead."""
    phrase, doc = scene.figure.phrase, scene.doc
    span = [*range(scene.figure.quantity.last, max(phrase.noun_first, 0))]
    if doc.word[phrase.noun_last : phrase.noun_last + 1] == ["of"]:
        span += range(phrase.noun_last + 1, min(scene.last, phrase.noun_last + 6))
    for i in span:
        found = noun_at(doc, i)
        if found and found[1].sort == "people" and not found[1].metric and found[1].code != "people":
            return found[1].code
    return None


def _named(scene: Scene) -> Answer | None:
    """ "6,000 North Korean soldiers", "members of the PKK", "nine from Morocco"."""
    figure, referent = scene.figure, scene.referent
    mention = named_inside(figure, scene.doc)
    if mention is None:
        return None
    population = _named_population(scene.doc, figure, mention)
    if last_word(scene) in MERCENARIES:
        employer = _employer(scene, mention)
        return scene.side(
            employer or mention, "who employs them" if employer else "named with the figure"
        ), "combatants"
    if _of_several(scene, mention):
        return Side(None, None, "of several nations"), population
    with_mission = any(m.code in _KEEPERS for m in figure.phrase.actors)
    if population == "military" and (with_mission or _keeping_peace(scene)) and mention.code != scene.country:
        population = "peacekeepers"
    if population == "people" and figure.phrase.noun is None and scene.memory.mission and figure.metric in HARM:
        return scene.side(mention, "a contingent of the mission"), "peacekeepers"
    if population == "people":
        abroad = scene.country is not None and is_state(mention.code) and mention.code != scene.country
        if abroad and figure.phrase.noun is None and figure.metric in HARM | {"captured"}:
            population = scene.memory.armed.get(mention.code, population)
        if referent and referent.population in ARMED and (scene.whole or referent.near):
            unknown = referent.side.code is None and referent.population != "militants"
            unknown = unknown or referent.population == "peacekeepers"  # "five of the patrol, a Dane and four Poles"
            same = scene.whole or unknown or referent.side.code == mention.code
            population = referent.population if same else population
    if population not in ARMED and figure.phrase.noun is not None and not is_state(mention.code):
        home = actors().get(mention.code, {}).get("country")
        country = scene.country or (home if isinstance(home, str) else None)
        if not is_group(mention.code) and population in ("people", "civilians"):
            population = "aid_workers"  # "two ICRC drivers"
        if population == "aid_workers":
            country = mention.code if mention.code in MISSIONS else country
        return Side(country, scene.side(mention, "").text, "the country of unarmed people"), population
    return scene.side(mention, "named with the figure"), population


def _comrades(scene: Scene) -> Answer | None:
    """ "Five of their Iraqi comrades": as armed as the people counted before, of the side that is named."""
    if scene.referent is None or last_word(scene) not in _COMRADES:
        return None
    mention = named_inside(scene.figure, scene.doc)
    if mention is None:
        return None
    return scene.side(mention, "named with the figure"), scene.referent.population


def _employer(scene: Scene, mention: Mention) -> Mention | None:
    """ "Turkey sent 1,500 Syrian mercenaries", "Syrian mercenaries fight for Turkey": the side that employs them."""
    subject = subject_of(scene.doc, scene.figure, scene.mentions, scene.first)
    if subject is not None and subject.first != mention.first and subject.last <= scene.figure.quantity.first:
        return subject if scene.figure.metric in OWN_FORCES else None
    for i in range(scene.figure.phrase.noun_last, min(scene.last, scene.figure.phrase.noun_last + 8)):
        found = scene.everyone.get(i)
        if found is not None and scene.doc.word[i - 1] == "for":
            return found
    return None


def _of_several(scene: Scene, mention: Mention) -> bool:
    """ "American and British soldiers": of two nations, joined in front of the noun."""
    for other in scene.figure.phrase.actors:
        if other.last <= mention.first <= other.last + 1 and other.code != mention.code:
            return scene.doc.word[other.last] in ("and", "or") and mention.last <= scene.figure.phrase.noun_first
    return False


def _keeping_peace(scene: Scene) -> bool:
    return any(word.startswith("peacekeep") for word in scene.doc.word[scene.first : scene.last])


def _named_population(doc: Document, figure: Figure, mention: Mention) -> str:
    noun, population, state = figure.phrase.noun, population_of(figure), is_state(mention.code)
    body = mention.role in ("forces", "police", "missions") or not state
    if state and population == "militants" and mention.role == "forces":
        return mention.population  # "40 men of the paramilitary CRPF"
    if state and population == "people" and figure.metric in OWN_FORCES | {"captured"}:
        return "military"
    if population == "military" and mention.population == "peacekeepers" and mention.code in MISSIONS:
        return "peacekeepers"  # "soldiers of the African Union"
    if noun is None or mention.first <= figure.phrase.noun_first < mention.last:
        return mention.population if body else "people"
    if population == "people" and body_behind(doc, mention.last):
        return "military"  # "members of Myanmar's security forces"
    member = any(m.first >= figure.phrase.noun_last for m in figure.phrase.actors) or (
        not state and figure.phrase.noun is not None and figure.phrase.noun.code == "people"
    )
    if population in ("combatants", "people") and member:
        return mention.population if body else population
    return narrow(population, mention.code)


def body_behind(doc: Document, at: int) -> bool:
    """Whether the forces of a state follow its name: "of Myanmar's security forces"."""
    at += doc.word[at : at + 1] in (["'s"], ["'"])
    found = noun_at(doc, at)
    return found is not None and found[1].code == "military"


def _fellows(scene: Scene) -> Answer | None:
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


def _possessive(scene: Scene) -> Answer | None:
    """ "eight of its fighters": whom the pronoun stands for."""
    figure, population = scene.figure, population_of(scene.figure)
    if figure.phrase.pronoun in grammar.POSSESSIVES and in_company(scene, population) == "police" != population:
        return scene.of_place(), "police"  # "the police say that 58 of their officers fell"
    if (kin := _of_their_own(scene)) is not None:
        return kin
    owner = antecedent(scene, population) if figure.phrase.pronoun in grammar.POSSESSIVES else None
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


def _uproots(figure: Figure, referent: Topic) -> bool:
    """Who flees is no soldier of the figure before; but "700 soldiers are missing, and 2,000 are encircled"."""
    trapped = figure.metric == "affected" and referent.same_sentence
    return figure.metric in UPROOTED and referent.population in ARMED and not trapped


def _same_people(scene: Scene) -> Answer | None:
    """ "three others were injured", "50 of them children": the people counted before, or a part of them."""
    figure, referent, population = scene.figure, scene.referent, population_of(scene.figure)
    if referent is None or of_a_land(scene) or _uproots(figure, referent):
        return None  # "the country's death toll": not of its soldiers alone
    if figure.metric in OWN_FORCES and figure.trigger and figure.trigger.sense.owner == "subject" and not scene.whole:
        sender = subject_of(scene.doc, figure, scene.mentions, scene.first)
        if sender is not None and sender.code != referent.side.code:
            return None  # "Berlin sends 400, London will send another 1,000"
    side = Side(referent.side.code, referent.side.text, "the people counted before")
    adopted = figure.phrase.noun is not None and figure.phrase.noun_first < 0
    if adopted and (scene.whole or figure.phrase.pronoun in ("them", "these", "those")):
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
    beside = beside or scene.doc.word[figure.phrase.last : figure.phrase.last + 2] == ["among", "them"]
    part = scene.whole or (beside and population in ("women", "children"))  # not "three fighters and a boy"
    if part and population == "people" and referent.population in ARMED and scene.whole:
        return side, referent.population  # "14 fighters, including nine leaders"
    uniformed = scene.whole and {population, referent.population} <= _IN_UNIFORM  # "12,000, including 500 officers"
    return (side, population) if side.code and (uniformed or (part and population not in ARMED)) else None


_LADDER: tuple[Callable[[Scene], Answer | None], ...] = (
    of_ours, for_the_loss, they_lost, of_a_body, belonging, called, of_an_entry, among_them, on_its_side, counted_as,
    of_a_contingent, _of_men, strong, _comrades, of_their_nation, _named, gapped, own_clause, of_the_agency, foreign,
    on_a_side, across, _fellows, _possessive, framed, has_them, admitted, of_the_enemy, of_their_losses, of_a_toll,
    numbered, lost_by_a_group, hunted, claimed, spoken_of, of_them, takes_up_unknown, who_were_hit, _same_people,
    under_a_label, of_mission, of_several_sides, of_who_tells, freed, taken, buried, members, armed, own_forces, held,
    refugees, of_heading, of_title, of_the_story,
)  # fmt: skip
