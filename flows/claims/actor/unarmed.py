"""Whose people who bear no arms: foreigners, staff of agencies, the held, those who fled, whom a heading speaks of."""

from __future__ import annotations

from flows.claims.actor.agents import subject_of
from flows.claims.actor.belligerents import Side, is_group, is_state, only_opponent, opponent
from flows.claims.actor.whom import HELD_NOUNS, Answer, last_word, population_of
from flows.claims.actor.whose import Scene
from flows.claims.text.grammar import POSSESSIVES

HELD = frozenset({"released", "abducted", "bodies"})
STAFF = frozenset({"staff", "staffers", "employees", "employee", "workers", "worker", "colleagues", "personnel"})


def foreign(scene: Scene) -> Answer | None:
    """ "Seventeen foreign soldiers", "two tourists", "60 nationals of African states": of another country."""
    phrase, doc = scene.figure.phrase, scene.doc
    if phrase.noun is None or phrase.noun_first < 0:
        return None
    if last_word(scene) in _SUBJECTS and doc.word[phrase.noun_last : phrase.noun_last + 1] == ["of"]:
        nations = doc.word[phrase.noun_last + 1 : phrase.noun_last + 5]
        if not _STATES.isdisjoint(nations):
            return Side(None, None, "of several nations"), population_of(scene.figure)
    words = doc.word[max(scene.figure.quantity.last, phrase.noun_last - 4) : phrase.noun_last]
    if _FOREIGN.isdisjoint(words) or population_of(scene.figure) in ("combatants", "militants"):
        return None
    return Side(None, None, "foreigners of unnamed origin"), population_of(scene.figure)


_SUBJECTS = frozenset({"nationals", "citizens", "natives", "subjects"})
_STATES = frozenset({"countries", "states", "republics", "nations", "nationalities", "other"})
_FOREIGN = frozenset({"foreign", "foreigner", "foreigners", "expatriate", "expatriates", "tourist", "tourists",
                      "migrant", "migrants", "international"})  # fmt: skip


def of_the_agency(scene: Scene) -> Answer | None:
    """ "Eleven of the agency's staff", "two charity employees": aid workers, the United Nations' where it is theirs."""
    phrase, doc = scene.figure.phrase, scene.doc
    if phrase.noun_first >= 0 and doc.word[phrase.noun_first] in _UN and population_of(scene.figure) == "aid_workers":
        return Side("un", None, "staff of the agency"), "aid_workers"  # "two UN experts"
    staff = not STAFF.isdisjoint(doc.word[max(phrase.noun_last - 2, scene.figure.quantity.last) : phrase.noun_last])
    if not staff or population_of(scene.figure) != "people":
        return None
    words = doc.word[scene.figure.quantity.last : phrase.noun_last + 5]
    if phrase.pronoun in POSSESSIVES:
        words = [*words, *doc.word[scene.first : scene.figure.quantity.first]]  # "UNRWA said nine of its staff died"
    if _AGENCIES.isdisjoint(words):
        return None
    un = any(m.code == "un" for i, m in scene.everyone.items() if i <= phrase.noun_last + 5)
    own = not _AGENCY.isdisjoint(words) and un
    return (Side("un", None, "staff of the agency") if own else scene.of_place()), "aid_workers"


_UN = frozenset({"un", "u.n.", "unrwa", "unicef", "wfp", "unhcr"})
_AGENCY = frozenset({"agency", "unrwa", "un", "u.n.", "unicef", "wfp", "unhcr"})
_AGENCIES = _AGENCY | {"charity", "charities", "ngo", "ngos", "msf", "crescent", "organisation", "organization"}


def held(scene: Scene) -> Answer | None:
    """ "The group still holds 40 hostages": of the state that their holder fights, where it is a group."""
    if scene.figure.metric in HELD and last_word(scene) in HELD_NOUNS:
        holder = subject_of(scene.doc, scene.figure, scene.mentions, scene.first)
        holder = holder or next((m for m in scene.in_order() if is_group(m.code)), None)
        if holder is not None and is_group(holder.code) and scene.figure.metric != "released":
            other = opponent(holder.code, scene.memory.counts, scene.memory.day)
            other = other or only_opponent(holder.code, scene.memory.day)
            if other is not None and is_state(other):
                return Side(other, None, "the other side of who holds them"), population_of(scene.figure)
        if not scene.doc.has(_FOREIGN, 0, len(scene.doc)):
            return scene.of_place(), population_of(scene.figure)
        return Side(None, None, "held people of unnamed origin"), population_of(scene.figure)
    return None


_LEFT = frozenset({"fled", "flee", "flees", "fleeing", "left", "leaving"})
_MOVED = frozenset({"displaced", "abducted", "evacuated"})


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


def refugees(scene: Scene) -> Answer | None:
    """Refugees, and those who are said to flee into a country, belong to the country that they fled from."""
    if scene.figure.metric != "refugees" and not (scene.figure.metric in _MOVED and _abroad(scene)):
        return None
    population, host = population_of(scene.figure), scene.country
    for i in range(scene.first, scene.last):
        mention = scene.mentions.get(i)
        foreign = mention is not None and is_state(mention.code) and mention.code != host
        before = scene.doc.word[max(scene.first, i - 2) : i]
        if mention and foreign and ("from" in before or (before[-1:] and before[-1] in _LEFT)):
            return scene.side(mention, "where they fled from"), population
    left = (place for place in scene.places if place.prep == "from" and place.country not in (None, host))
    if (home := next(left, None)) is not None:
        return Side(home.country, home.text, "where they fled from"), population  # "refugees from Darfur"
    if scene.memory.fled_from:
        return Side(scene.memory.fled_from, None, "where the ones before fled from"), population
    named = (code for code, _ in scene.memory.counts.most_common() if is_state(code))
    code = next((code for code in (*named, *scene.lands) if code != host), None)
    return Side(code, None, "the country that the text speaks of" if code else ""), population
