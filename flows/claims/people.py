"""Whose people, and which: a ladder of evidence, the first rung that holds gives side and population."""

from __future__ import annotations

from collections.abc import Callable

from flows.claims import grammar
from flows.claims.belligerents import ARMED, MISSIONS, Side, is_group, is_state
from flows.claims.figure import Figure
from flows.claims.forces import (
    acting,
    armed,
    freed,
    members,
    mission_side,
    nearest,
    numbered,
    of_mission,
    own_forces,
    strong,
)
from flows.claims.mentions import Mention
from flows.claims.nouns import noun_at
from flows.claims.tolls import admitted, buried, framed, of_a_toll, on_a_side, unnamed_losers
from flows.claims.whom import HARM, HELD_NOUNS, OWN_FORCES, Answer, last_word, population_of, stands_for_others
from flows.claims.whose import Scene, antecedent, it_or_they, named_inside, narrow
from schemas.vocabulary import actors

_RELATED = frozenset(
    {"colleagues", "comrades", "members", "colleague", "comrade", "member", "companions", "counterparts"}
)
_CALLINGS = frozenset({"aid_workers", "medical_workers", "journalists", "peacekeepers", "prisoners"})
_KIN = frozenset({"family", "families", "households", "clan", "clans"})
_HEADING = 8  # tokens
_UNARMED_CODES = frozenset({"civilians", "children", "journalists", "aid_workers", "medical_workers"})
_UNITS = frozenset({"army", "ministry", "security", "forces", "brigade", "regiment", "battalion", "division", "corps",
                    "guard", "guards", "unit", "units", "company", "navy", "garrison"})  # fmt: skip
_ANYONE = frozenset({"people", "civilians"})
_HELD = frozenset({"released", "abducted"})
_UNARMED = frozenset({"women", "woman", "children", "boys", "girls", "elderly", "suspects", "arrested", "detained"})


def whose_people(scene: Scene) -> Answer:
    """The side and the population of counted people; without any evidence, those of the place."""
    side, population = next((answer for rung in _LADDER if (answer := rung(scene)) is not None), (scene.of_place(), ""))
    population = population or population_of(scene.figure)
    if population == "people" and scene.figure.metric == "bodies":
        population = narrow(_attributed(scene) or population, side.code)
    return side, population


def _of_title(scene: Scene) -> Answer | None:
    """In a report on civilians, as its title says, the dead and wounded of whom nothing else is told are civilians."""
    told = scene.memory.about == "civilians" and stands_for_others(scene.figure) and scene.figure.metric in HARM
    return (scene.of_place(), "civilians") if told else None


def _of_heading(scene: Scene) -> Answer | None:
    """ "And civilians?", "CIVILIAN TOLL": the unarmed people that the heading right above a paragraph names."""
    doc = scene.doc
    number = doc.line_start[doc.sentence_of[scene.first]]
    if not (number and stands_for_others(scene.figure) and scene.figure.metric in HARM):
        return None
    first, last = doc.sentences[number - 1]
    if last - first > _HEADING or not (doc.opens_line(first) and doc.opens_line(last)):
        return None
    hits = (noun_at(doc, i) for i in range(first, last))
    found = {hit[1].code for hit in hits if hit is not None and hit[1].sort == "people" and not hit[1].metric}
    found |= {"civilians"} if "civilian" in doc.word[first:last] else set()
    return (scene.of_place(), found.pop()) if len(found) == 1 and found <= _UNARMED_CODES else None


def _of_men(scene: Scene) -> Answer | None:
    """ "Lost 30 of its men", "300 men of the brigade": men who are counted bear arms, unless women are beside them."""
    phrase, doc = scene.figure.phrase, scene.doc
    if last_word(scene) != "men" or population_of(scene.figure) != "people" or scene.figure.metric in _HELD:
        return None
    around = doc.word[max(scene.first, scene.figure.quantity.first - 6) : min(scene.last, phrase.noun_last + 6)]
    if not _UNARMED.isdisjoint(around):
        return None
    inside = named_inside(scene.figure, doc)
    side = scene.side(inside, "named with the figure") if inside is not None else None
    if side is None and phrase.pronoun in grammar.POSSESSIVES:
        side = antecedent(scene, "combatants") or antecedent(scene, "military")
    side = side or acting(scene, "combatants") or it_or_they(scene, scene.figure.quantity.first)
    if side is None and (losers := unnamed_losers(scene)) is not None:
        return losers
    side = side or nearest(scene, "combatants")
    unit = doc.word[phrase.noun_last : phrase.noun_last + 1] == ["of"]
    unit = unit and not _UNITS.isdisjoint(doc.word[phrase.noun_last + 1 : phrase.noun_last + 6])
    if side is None and (unit or scene.figure.metric in OWN_FORCES):
        side = scene.of_place()
    return (side, narrow("combatants", side.code)) if side is not None and side.code else None


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
    population = _named_population(figure, mention)
    if _of_several(scene, mention):
        return Side(None, None, "of several nations"), population
    if population == "military" and _keeping_peace(scene) and mention.code != scene.country:
        population = "peacekeepers"
    if population == "people" and figure.phrase.noun is None and scene.memory.mission and figure.metric in HARM:
        return scene.side(mention, "a contingent of the mission"), "peacekeepers"
    if population == "people":
        abroad = scene.country is not None and is_state(mention.code) and mention.code != scene.country
        if abroad and figure.phrase.noun is None and figure.metric in HARM | {"captured"}:
            population = scene.memory.armed.get(mention.code, population)
        if referent and referent.population in ARMED and (scene.whole or referent.near):
            same = scene.whole or referent.side.code in (None, mention.code)
            population = referent.population if same else population
    if population not in ARMED and figure.phrase.noun is not None and not is_state(mention.code):
        home = actors().get(mention.code, {}).get("country")
        country = scene.country or (home if isinstance(home, str) else None)
        return Side(country, scene.side(mention, "").text, "the country of unarmed people"), population
    return scene.side(mention, "named with the figure"), population


def _of_several(scene: Scene, mention: Mention) -> bool:
    """ "American and British soldiers": of two nations, joined in front of the noun."""
    for other in scene.figure.phrase.actors:
        if other.last <= mention.first <= other.last + 1 and other.code != mention.code:
            return scene.doc.word[other.last] in ("and", "or") and mention.last <= scene.figure.phrase.noun_first
    return False


def _keeping_peace(scene: Scene) -> bool:
    return any(word.startswith("peacekeep") for word in scene.doc.word[scene.first : scene.last])


def _named_population(figure: Figure, mention: Mention) -> str:
    noun, population, state = figure.phrase.noun, population_of(figure), is_state(mention.code)
    body = mention.role in ("forces", "police", "missions") or not state
    if state and population == "people" and figure.metric in OWN_FORCES | {"captured"}:
        return "military"
    if population == "military" and mention.population == "peacekeepers" and mention.code in MISSIONS:
        return "peacekeepers"  # "soldiers of the African Union"
    if noun is None or mention.first <= figure.phrase.noun_first < mention.last:
        return mention.population if body else "people"
    member = any(m.first >= figure.phrase.noun_last for m in figure.phrase.actors) or (
        not state and figure.phrase.noun is not None and figure.phrase.noun.code == "people"
    )
    if population in ("combatants", "people") and member:
        return mention.population if body else population
    return narrow(population, mention.code)


def _fellows(scene: Scene) -> Answer | None:
    """ "ten of their comrades": the same as the people counted before."""
    referent = scene.referent
    if referent is None or not scene.figure.phrase.pronoun or last_word(scene) not in _RELATED:
        return None
    if _KIN.intersection(scene.doc.word[scene.figure.phrase.noun_last : scene.figure.phrase.noun_last + 3]):
        return Side(referent.side.code, referent.side.text, "kin of the people counted before"), "civilians"
    if scene.memory.mission and referent.population == "people":
        return mission_side(scene)
    return Side(referent.side.code, referent.side.text, "fellows of the people counted before"), referent.population


def _possessive(scene: Scene) -> Answer | None:
    """ "eight of its fighters": whom the pronoun stands for."""
    figure, population = scene.figure, population_of(scene.figure)
    owner = antecedent(scene, population) if figure.phrase.pronoun in grammar.POSSESSIVES else None
    if owner is None or (owner.code is not None and not is_state(owner.code) and population not in ARMED | {"people"}):
        return None  # "22 of its 25 crew": those of the ship
    civil = owner.code is not None and not (is_state(owner.code) or is_group(owner.code) or owner.code in MISSIONS)
    if civil and population == "people" and last_word(scene) in _STAFF:
        return scene.of_place(), "aid_workers"  # "three of the Red Cross's staff"
    fighters = last_word(scene) in _RELATED and population == "people"
    return owner, narrow("combatants" if fighters else population, owner.code)


def _same_people(scene: Scene) -> Answer | None:
    """ "three others were injured", "50 of them children": the people counted before, or a part of them."""
    figure, referent, population = scene.figure, scene.referent, population_of(scene.figure)
    if referent is None:
        return None
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
    if listed and referent.same_sentence and referent.population in _CALLINGS and anyone:
        return side, referent.population  # "four aid workers: three guards and one driver"
    part = scene.whole or (referent.near and referent.same_sentence and population in ("women", "children"))
    return (side, population) if part and side.code and population not in ARMED else None


def _foreign(scene: Scene) -> Answer | None:
    """ "Seventeen foreign soldiers", "two tourists": not of the country that they are in."""
    phrase, doc = scene.figure.phrase, scene.doc
    if phrase.noun is None or phrase.noun_first < 0:
        return None
    words = doc.word[max(scene.figure.quantity.last, phrase.noun_last - 4) : phrase.noun_last]
    if _FOREIGN.isdisjoint(words) or population_of(scene.figure) in ("combatants", "militants"):
        return None
    return Side(None, None, "foreigners of unnamed origin"), population_of(scene.figure)


_FOREIGN = frozenset({"foreign", "foreigner", "foreigners", "expatriate", "expatriates", "tourist", "tourists",
                      "migrant", "migrants", "international"})  # fmt: skip


def _of_the_agency(scene: Scene) -> Answer | None:
    """ "Eleven of the agency's staff", "two charity employees": aid workers, the United Nations' where it is theirs."""
    phrase, doc = scene.figure.phrase, scene.doc
    if last_word(scene) not in _STAFF or population_of(scene.figure) != "people":
        return None
    words = doc.word[scene.figure.quantity.last : phrase.noun_last + 5]
    if _AGENCIES.isdisjoint(words):
        return None
    un = any(m.code == "un" for i, m in scene.everyone.items() if i <= phrase.noun_last + 5)
    own = not _AGENCY.isdisjoint(words) and un
    return (Side("un", None, "staff of the agency") if own else scene.of_place()), "aid_workers"


_STAFF = frozenset({"staff", "staffers", "employees", "employee", "workers", "worker", "colleagues", "personnel"})
_AGENCY = frozenset({"agency", "unrwa", "un", "u.n.", "unicef", "wfp", "unhcr"})
_AGENCIES = _AGENCY | {"charity", "charities", "ngo", "ngos", "msf", "crescent", "organisation", "organization"}


def _held(scene: Scene) -> Answer | None:
    if scene.figure.metric in _HELD and last_word(scene) in HELD_NOUNS:
        return Side(None, None, "held people of unnamed origin"), population_of(scene.figure)
    return None


def _abroad(scene: Scene) -> bool:
    """ "More than 1,000 villagers fled to India": whether the country of the place is where they went."""
    after = range(scene.figure.phrase.last, min(scene.last, scene.figure.phrase.last + 8))
    return any(
        scene.doc.word[i] in ("to", "into")
        and (there := scene.everyone.get(i + 1)) is not None
        and there.role == "names"
        and there.code == scene.country
        for i in after
    )


def _refugees(scene: Scene) -> Answer | None:
    """Refugees, and those who are said to flee into a country, belong to the country that they fled from."""
    if scene.figure.metric != "refugees" and not (scene.figure.metric == "displaced" and _abroad(scene)):
        return None
    population, host = population_of(scene.figure), scene.country
    for i in range(scene.first, scene.last):
        mention = scene.mentions.get(i)
        foreign = mention is not None and is_state(mention.code) and mention.code != host
        if mention and foreign and "from" in scene.doc.word[max(scene.first, i - 2) : i]:
            return scene.side(mention, "where they fled from"), population
    if scene.memory.fled_from:
        return Side(scene.memory.fled_from, None, "where the ones before fled from"), population
    code = next((code for code, _ in scene.memory.counts.most_common() if is_state(code) and code != host), None)
    return Side(code, None, "the country that the text speaks of" if code else ""), population


_LADDER: tuple[Callable[[Scene], Answer | None], ...] = (
    _of_men, strong, _named, _of_the_agency, _foreign, on_a_side, _fellows, _possessive, framed, admitted, of_a_toll,
    numbered, _same_people, of_mission, freed, buried, members, armed, own_forces, _held, _refugees, _of_heading,
    _of_title,
)  # fmt: skip
