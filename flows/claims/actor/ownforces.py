"""Forces that a side has, sends, recruits or withdraws: "has 4,000 troops left", "2,000 strong", "6,000 members"."""

from __future__ import annotations

from flows.claims.actor.agents import subject_of
from flows.claims.actor.belligerents import MISSIONS, Side, is_group, is_state
from flows.claims.actor.groups import group_before
from flows.claims.actor.standins import speaks_of_a_group
from flows.claims.actor.whom import OWN_FORCES, Answer, last_word, leading_group, population_of, stands_for_others
from flows.claims.actor.whose import OUTSIDE, SIDES, Scene, it_or_they, narrow
from flows.claims.text.nouns import noun_at

_HAVING = frozenset({"have", "has", "had", "with", "counts", "count", "boasts", "fields", "commands", "numbers"})


def members(scene: Scene) -> Answer | None:
    """ "The guerrillas have about 6,000 members": of the group that has them."""
    figure, doc = scene.figure, scene.doc
    if last_word(scene) != "members" or population_of(figure) != "people" or figure.phrase.pronoun:
        return None
    if _HAVING.isdisjoint(doc.word[max(scene.first, figure.quantity.first - 4) : figure.quantity.first]):
        return None
    subject = subject_of(doc, figure, scene.mentions, scene.first)
    if subject is None or not is_group(subject.code):
        return None
    return scene.side(subject, "who has them"), narrow("combatants", subject.code)


def strong(scene: Scene) -> Answer | None:
    """ "UNIFIL, 2,000 strong", "Russia's contingent, 1,960 strong", "the 3,200-strong AU force": whose force it is."""
    figure, doc = scene.figure, scene.doc
    if "strong" not in doc.word[figure.quantity.last : figure.phrase.last + 1]:
        return None
    if doc.word[figure.quantity.last] == "strong" and (named := _strong_force(scene)) is not None:
        return named
    for i in range(figure.quantity.first - 1, max(scene.first - 1, figure.quantity.first - 14), -1):
        mention = scene.everyone.get(i)
        if mention is not None and mention.role in SIDES and doc.word[i - 1] not in OUTSIDE:
            body = mention.role in ("forces", "police", "missions") or not is_state(mention.code)
            population = mention.population if body else "military"
            keeps_peace = population == "military" and mention.code in MISSIONS
            return scene.side(mention, "who is so strong"), "peacekeepers" if keeps_peace else population
    return None


def _strong_force(scene: Scene) -> Answer | None:
    """ "The 3,200-strong AU force", "the 5,000-strong rebel group": the force whose name or kind follows."""
    doc, start = scene.doc, scene.figure.quantity.last + 1
    for i in range(start, min(scene.last, start + _FORCE_NAME)):
        mention = scene.everyone.get(i)
        if mention is not None and mention.role in SIDES:
            state = is_state(mention.code) and mention.role not in ("police", "missions")
            population = "military" if state else mention.population
            return scene.side(mention, "who is so strong"), "peacekeepers" if mention.code in MISSIONS else population
        if speaks_of_a_group(doc, i, i + 1):
            return leading_group(scene), "militants"
        if not doc.word[i].isalpha() or doc.word[i] in OUTSIDE:
            return None
    return None


_FORCE_NAME = 4  # tokens


def own_forces(scene: Scene) -> Answer | None:
    """People who are sent, recruited, withdrawn: their sender's."""
    figure, memory, referent = scene.figure, scene.memory, scene.referent
    if figure.metric not in OWN_FORCES:
        return None
    population = population_of(figure)
    subject = subject_of(scene.doc, figure, scene.mentions, scene.first)
    if subject is not None and figure.trigger is not None and figure.trigger.sense.owner == "subject":
        side = scene.side(subject, "subject of the sentence")
        return side, narrow("combatants" if population == "people" else population, side.code)
    if population != "people":
        return None
    if stands_for_others(figure) and not (referent and referent.near) and figure.metric == "deployed":
        if (group := group_before(scene)) is not None:
            return group, narrow("combatants", group.code)
        for code, _ in memory.counts.most_common(4):
            if is_state(code) and code != scene.country:
                return Side(code, None, "the state that the text speaks of"), "military"
    if last_word(scene) == "members" and not (referent and referent.near):
        return leading_group(scene), "militants"  # "the gangs have 20,000 members"
    known = referent.side if referent else memory.last_armed
    if known is None and figure.metric == "recruited":
        known = scene.of_place()  # who is mobilised is a soldier
    return (known, narrow("combatants", known.code)) if known else None


def has_them(scene: Scene) -> Answer | None:
    """ "The PLA has two million under arms", "UNISFA has 4,000 troops left": the subject of "has"."""
    figure, doc = scene.figure, scene.doc
    population = population_of(figure)
    if figure.metric not in OWN_FORCES or population not in ("people", "military", "combatants", "peacekeepers"):
        return None
    lead = doc.word[figure.quantity.first - 1]
    standing = lead == "at" and doc.word[figure.quantity.first - 2] in ("stands", "stood", "remains", "remained")
    if lead not in _HAVING - {"with"} and not standing:
        return None
    subject = subject_of(doc, figure, scene.everyone, scene.first)
    population = "combatants" if population == "people" else population
    if subject is None and (known := it_or_they(scene, figure.quantity.first - 1, population)) is not None:
        return known, narrow(population, known.code)
    if subject is None or subject.role == "people" or figure.phrase.pronoun in ("them", "these", "those"):
        return None
    return scene.side(subject, "who has them"), narrow(population, subject.code)


def numbered(scene: Scene) -> Answer | None:
    """ "Analysts put the front at 300 to 400": the armed group named last in front of a bare number."""
    doc, figure = scene.doc, scene.figure
    adopted = figure.phrase.noun is None or figure.phrase.noun_first < 0
    if figure.metric not in OWN_FORCES or not adopted or figure.phrase.pronoun or scene.whole:
        return None
    for i in range(figure.quantity.first - 1, max(scene.first - 1, figure.quantity.first - 16), -1):
        mention = scene.everyone.get(i)
        if mention is not None and is_group(mention.code) and doc.word[i - 1] not in OUTSIDE:
            return scene.side(mention, "whose number it is"), narrow("combatants", mention.code)
        found = noun_at(doc, i) if mention is None and i > scene.first else None
        if found is not None and found[1].plural and found[1].code in ("militants", "combatants"):
            lead = i - 1 - (doc.word[i - 1] == "the")
            told = lead < scene.first or doc.word[lead] in (";", ",", "and", "but", "while")
            return (leading_group(scene), "militants") if told else None  # "the guerrillas are put at 7,000"
        if doc.word[i] in (";", ":") or doc.digit[i]:
            return None
    return None
