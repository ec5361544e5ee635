"""Whose people, and which: a ladder of evidence, the first rung that holds gives side and population."""

from __future__ import annotations

from collections.abc import Callable

from flows.claims.actor.acting import for_the_loss, hunted, not_its_own, own_clause, who_were_hit
from flows.claims.actor.agents import subject_of
from flows.claims.actor.belligerents import ARMED, MISSIONS, Side, fights_in, is_group, is_state
from flows.claims.actor.beside import among_them, counted_as, of_an_entry, on_its_side
from flows.claims.actor.bodies import of_a_body
from flows.claims.actor.captors import freed, taken
from flows.claims.actor.company import in_company
from flows.claims.actor.contingents import of_a_contingent
from flows.claims.actor.earlier import of_the_story
from flows.claims.actor.fellows import fellows, possessive, same_people
from flows.claims.actor.forces import MERCENARIES, acting, armed, nearest
from flows.claims.actor.keepers import as_peacekeepers
from flows.claims.actor.kinds import of_a_kind
from flows.claims.actor.ledgers import of_the_list
from flows.claims.actor.losers import of_the_enemy, of_their_losses
from flows.claims.actor.missions import of_mission
from flows.claims.actor.openings import framed, gapped, lost_in_a_gap, on_a_side
from flows.claims.actor.origins import (
    of_who_tells,
    takes_up_unknown,
)
from flows.claims.actor.ownforces import has_them, members, numbered, own_forces, strong
from flows.claims.actor.populations import settle
from flows.claims.actor.predicates import belonging, called
from flows.claims.actor.questions import asked_about
from flows.claims.actor.remains import of_the_handed_over
from flows.claims.actor.speaking import of_our_losses, of_ours
from flows.claims.actor.spoken import of_them, spoken_of
from flows.claims.actor.standins import of_another_army, speaks_of_a_group
from flows.claims.actor.tolls import (
    admitted,
    buried,
    counts_its_own,
    lost_by_a_group,
    of_a_toll,
    unnamed_losers,
    whom_it_cost,
)
from flows.claims.actor.unarmed import HELD, foreign, held, of_the_agency, refugees
from flows.claims.actor.watching import of_whom
from flows.claims.actor.whom import HARM, OWN_FORCES, Answer, last_word, leading_group, population_of
from flows.claims.actor.whose import Scene, antecedent, it_or_they, named_inside, narrow
from flows.claims.metric.figure import Figure
from flows.claims.text import grammar
from flows.claims.text.mentions import Mention
from flows.claims.text.nouns import noun_at
from flows.claims.text.tokens import Document
from schemas.vocabulary import actors

_LOST = frozenset({"lost", "lose", "loses", "losing"})
_RULERS = frozenset({"president", "king", "government", "regime", "junta", "emperor", "general", "dictator", "ruler",
                     "sultan", "army", "military", "garrison"})  # fmt: skip
_OF_FIGHTERS = HARM | OWN_FORCES | {"captured"}
_KEEPERS = MISSIONS - {"nato", "eu"}
_UNARMED = frozenset({"women", "woman", "children", "boys", "girls", "elderly", "suspects", "arrested", "detained"})


def whose_people(scene: Scene) -> Answer:
    """The side and the population of counted people; without any evidence, those of the place."""
    noun = scene.figure.phrase.noun
    if noun is not None and _of_the_state(scene):
        scene.figure.phrase.noun = noun._replace(code="military")
        side, population = whose_people(scene)
        scene.figure.phrase.noun = noun
        return side, "combatants" if population in ("military", "police") else population
    told = next((answer for rung in _LADDER if (answer := rung(scene)) is not None), None)
    side, population = told if told is not None else (scene.of_place(), "")
    population = population or population_of(scene.figure)
    if population == "people" and (scene.figure.metric == "bodies" or _tolled(scene.figure)):
        population = narrow(_attributed(scene) or population, side.code)
    population = in_company(scene, population)
    side, population = of_a_kind(scene, *settle(scene, side, population))
    side = not_its_own(scene, side, population)
    side = of_another_army(side) if population == "military" else side
    if population == "military" and actors().get(side.code or "", {}).get("population") == "militants":
        population = "militants"  # soldiers of a group
    if population == "people" and side.code and is_group(side.code) and scene.figure.metric in _OF_FIGHTERS:
        population = narrow("combatants", side.code)  # an armed group's own are fighters
    return as_peacekeepers(scene, side, population)


def _of_the_state(scene: Scene) -> bool:
    """ "30 soldiers and policemen": armed people of two sorts, both of a state."""
    phrase, doc = scene.figure.phrase, scene.doc
    if population_of(scene.figure) != "combatants" or doc.word[phrase.noun_last : phrase.noun_last + 1] != ["and"]:
        return False
    hits = (noun_at(doc, phrase.noun_first), noun_at(doc, phrase.noun_last + 1))
    return {hit[1].code for hit in hits if hit is not None} == {"military", "police"}


def _of_men(scene: Scene) -> Answer | None:
    """ "Lost 30 of its men", "300 men of the brigade": men who are counted bear arms, unless women are beside them."""
    phrase, doc = scene.figure.phrase, scene.doc
    men = last_word(scene) == "men" or (
        last_word(scene) == "man" and scene.doc.has(_LOST, scene.first, phrase.noun_first)
    )
    held = scene.figure.metric in HELD and phrase.pronoun not in grammar.POSSESSIVES  # "101 of his men are held"
    if not men or population_of(scene.figure) != "people" or held:
        return None
    if scene.whole and scene.referent is not None and scene.referent.population in ("people", "civilians"):
        return None  # "five people, including three young men"
    around = doc.word[max(scene.first, scene.figure.quantity.first - 6) : min(scene.last, phrase.noun_last + 6)]
    if not _UNARMED.isdisjoint(around):
        return None
    inside = named_inside(scene.figure, doc)
    if inside is None and _took_part(scene):
        return leading_group(scene), "militants"
    side = scene.side(inside, "named with the figure") if inside is not None else of_whom(scene)
    if side is None and phrase.pronoun in grammar.POSSESSIVES:
        side = antecedent(scene, "combatants") or antecedent(scene, "military")
    at = scene.figure.quantity.first
    side = side or acting(scene, "combatants") or it_or_they(scene, at) or it_or_they(scene, at, "military")
    if side is None and (losers := unnamed_losers(scene)) is not None:
        return losers
    side = side or nearest(scene, "combatants")
    ruled = not _RULERS.isdisjoint(doc.word[scene.figure.quantity.last : phrase.noun_first])  # "the president's men"
    if side is None and (ruled or scene.figure.metric in OWN_FORCES):
        side = scene.of_place()
    if side is None or not side.code:
        return _of_bare_men(scene)
    return side, narrow("combatants", side.code)


def _of_bare_men(scene: Scene) -> Answer | None:
    """ "Between 200 and 300 men took up positions", "it lost 19 men": men who are fielded or lost bear arms."""
    figure = scene.figure
    if (asked := asked_about(scene)) is not None:
        return asked
    if figure.metric in OWN_FORCES:
        return (Side(None), "militants") if scene.memory.attackers else (scene.of_place(), "military")
    if figure.metric in HARM and figure.trigger is not None and figure.trigger.sense.lemma == "lose":
        side = it_or_they(scene, figure.quantity.first, "military") or scene.of_place()
        return side, narrow("combatants", side.code)
    return None


def _took_part(scene: Scene) -> bool:
    """ "The rebels were driven off. About 50 men had taken part in the assault": in what a group did before."""
    doc, trigger = scene.doc, scene.figure.trigger
    if trigger is None or trigger.sense.lemma not in ("take part", "participate"):
        return False
    number = doc.sentence_of[scene.first]
    return speaks_of_a_group(doc, doc.sentences[max(0, number - _BEFORE)][0], scene.first)


_BEFORE = 3  # sentences


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
    if mention is None or (figure.metric == "refugees" and not is_state(mention.code)):
        return None  # "refugees from Nagorno-Karabakh" belong to its country
    population = _named_population(scene.doc, figure, mention)
    population = _as_the_whole(scene, population)
    if last_word(scene) in MERCENARIES and not is_group(mention.code):
        employer = _employer(scene, mention)
        return scene.side(
            employer or mention, "who employs them" if employer else "named with the figure"
        ), "combatants"
    if _of_several(scene, mention):
        return Side(None, None, "of several nations"), population
    with_mission = any(m.code in _KEEPERS for m in figure.phrase.actors)
    here = scene.country or scene.main
    sent = mention.code not in (scene.country, scene.main) and not fights_in(mention.code, here, scene.memory.day)
    if population == "military" and (with_mission or _keeping_peace(scene)) and sent and not _gives_up(figure):
        population = "peacekeepers"
    if population == "people" and figure.phrase.noun is None and scene.memory.mission and figure.metric in HARM:
        return scene.side(mention, "a contingent of the mission"), "peacekeepers"
    if population == "people":
        abroad = scene.country is not None and is_state(mention.code) and mention.code != scene.country
        if abroad and figure.phrase.noun is None and figure.metric in HARM | {"captured"}:
            at_home = (mention.code, scene.country) in _SETTLED
            fights = mention.code != "PSE" and not at_home and fights_in(mention.code, scene.country, scene.memory.day)
            population = (
                population if at_home else scene.memory.armed.get(mention.code, "military" if fights else population)
            )
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


def _of_a_people(scene: Scene) -> Answer | None:
    """ "500 Turkish Cypriots are missing": a people of a land that is no state, of the state that the land is in."""
    figure = scene.figure
    mention = named_inside(figure, scene.doc) if figure.phrase.noun is None and figure.phrase.actors else None
    if mention is None or mention.role != "people" or figure.metric in OWN_FORCES | {"captured", "refugees"}:
        return None
    home = actors().get(mention.code, {}).get("country")
    if mention.population != "combatants" or not isinstance(home, str):
        return None
    if figure.metric in HARM and fights_in(mention.code, scene.country or home, scene.memory.day):
        return scene.side(mention, "named with the figure"), "combatants"  # "four Serbs", in the Bosnia of 1994
    return Side(home, scene.side(mention, "").text, "the state that a people lives in"), "people"


def _as_the_whole(scene: Scene, population: str) -> str:
    """ "10,000 militants, including about 1,000 Uzbeks": a part that only its nation names."""
    referent = scene.referent
    bare = scene.figure.phrase.noun is None and scene.whole
    return referent.population if bare and referent is not None and referent.population in ARMED else population


_SETTLED = frozenset({("ISR", "PSE")})  # "two Israelis were shot near Eli": civilians of the one live in the other


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
    noun = scene.figure.phrase.noun_first
    for other in scene.figure.phrase.actors:
        if other.last <= mention.first <= other.last + 1 and other.code != mention.code:
            return scene.doc.word[other.last] in ("and", "or") and mention.last <= noun
    word, end = scene.doc.word, mention.last
    if not 0 <= noun < mention.first or "from" not in word[noun : mention.first]:
        return False
    behind = scene.mentions.get(end + 1) if word[end : end + 1] in ([","], ["and"]) else None
    several = behind is not None and is_state(behind.code) and behind.code != mention.code
    return several or word[mention.first - 1] == "and"  # "troops from Mali and Niger", "from NATO allies and Sweden"


def _gives_up(figure: Figure) -> bool:
    """ "2,000 Congolese soldiers surrendered to the UN force": no soldiers of the force."""
    return figure.trigger is not None and figure.trigger.sense.lemma == "surrender"


def _keeping_peace(scene: Scene) -> bool:
    return any(word.startswith("peacekeep") for word in scene.doc.word[scene.first : scene.last])


def _named_population(doc: Document, figure: Figure, mention: Mention) -> str:
    noun, population, state = figure.phrase.noun, population_of(figure), is_state(mention.code)
    body = mention.role in ("forces", "police", "missions") or not state
    if state and population == "people" and figure.metric in OWN_FORCES | {"captured"} and mention.code != "PSE":
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


_LADDER: tuple[Callable[[Scene], Answer | None], ...] = (
    of_ours, of_our_losses, lost_in_a_gap, for_the_loss, whom_it_cost, of_a_body, belonging, called, of_an_entry,
    of_the_list, among_them, on_its_side, counted_as, of_the_handed_over, of_a_contingent, _of_men, strong,
    _of_a_people, _named, gapped, own_clause, of_the_agency, foreign,
    on_a_side, fellows, possessive, framed, has_them, admitted, counts_its_own, of_the_enemy, of_their_losses,
    of_a_toll, numbered, lost_by_a_group, hunted, spoken_of, of_them, takes_up_unknown, who_were_hit, same_people,
    asked_about, of_mission, of_who_tells, freed, taken, buried, members, armed, own_forces, held,
    refugees, of_the_story,
)  # fmt: skip
