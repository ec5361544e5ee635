"""The company that people keep: officers among police are police, villagers who are driven out are people."""

from __future__ import annotations

from functools import cache

from flows.claims.actor.belligerents import MISSIONS
from flows.claims.actor.whom import last_word
from flows.claims.actor.whose import Scene
from flows.claims.lexicon import words
from flows.claims.value.numbers import read_number

_KEEPERS = MISSIONS - {"nato", "eu"}
_MOVING = frozenset({"displaced", "refugees", "evacuated", "returned", "affected"})
_TELLING = frozenset({"said", "says", "reported", "announced", "spokesman", "spokesperson", "spokeswoman", "statement",
                      "chief", "official", "officials", "source", "sources"})  # fmt: skip
_SERVING = frozenset({"in", "with", "of", "for", "to", "under", "from"})
_BACK, _AGES = 3, 9  # sentences, tokens
_ADULT = 18
_OF_ANY_AGE = frozenset({"people", "civilians"})
_VERBS = frozenset({"are", "were", "was", "is"})
_TURNED, _NOT = frozenset({"turned", "reached"}), frozenset({"not", "yet", "never", "hardly", "barely"})
_YOUNGER = _TURNED | {"under", "below", "yet", "than", "of"}
_LINKS = frozenset({"of", "them", "whom", "these", "those", "were", "are", "was", "is", "aged", "the", "age", "not",
                    "younger", "seem", "seems", "seemed", "to", "be", "reportedly", "mostly", "only", "barely",
                    "injured", "wounded",
                    "killed", "under", "below", "still", "all", "dead", "been", "have", "had", "than"})  # fmt: skip
_AGED = frozenset({"aged", "ages"})
_CLOSED = frozenset({";", "and", "while", "but"})
_BETWEEN_AGES = frozenset({",", "and", "to", "between", "from", "of", "or", "-", "–"})
_WITH_CHILDREN = frozenset({"women", "children"})


@cache
def _nouns() -> dict[str, frozenset[str]]:
    return {name: frozenset(entries) for name, entries in words("company").items()}


def in_company(scene: Scene, population: str) -> str:
    """The population of a figure's noun in the light of the words around it."""
    word, at = last_word(scene), scene.figure.quantity.first
    if population == "military" and word in _nouns()["either"] and _among_police(scene):
        return "police"
    if population == "civilians" and scene.figure.metric in _MOVING and word in _nouns()["moving"]:
        return "people"
    if population == "civilians" and word in _nouns()["anyone"]:
        return "people"
    if word in _STAFF and population in _OF_ANY_AGE and _of_a_hospital(scene):
        return "medical_workers"
    if word in _AT_SEA and scene.figure.metric in _TAKEN and scene.doc.has(_RANSOMED, scene.first, scene.last):
        scene.figure.metric = "abducted"
        return "civilians"  # "the group holds 22 hostages, among them six sailors"
    if population == "people" and scene.doc.word[max(0, at - 2) : at] == ["family", "of"]:
        scene.figure.extra["kin"] = "family"
        return "civilians"  # "killed a family of three"
    if population == "civilians" and word in _KIN:
        scene.figure.extra["kin"] = word
    if population in _OF_ANY_AGE and _under_age(scene):
        return "children"
    if word in _WITH_CHILDREN and _with_children(scene):
        return "people"
    if population in ("military", "police") and _serves_mission(scene):
        return "peacekeepers"
    return population


_AT_SEA = frozenset({"sailors", "sailor", "seamen", "seaman", "crewmen"})
_TAKEN = frozenset({"abducted", "captured"})
_RANSOMED = frozenset({"hostage", "hostages", "kidnapped", "kidnapping", "abducted", "pirates", "ransom", "hijacked",
                       "hijackers", "fishing", "trawler", "tugboat", "tanker", "freighter"})  # fmt: skip
_KIN = frozenset({"relatives", "relative", "members"})  # who is counted behind need be none


def _under_age(scene: Scene) -> bool:
    """ "Two thirds of them under 18", "nine of whom were not yet five": a part that is told by its age."""
    doc, at = scene.doc, scene.figure.quantity.last
    if doc.word[at : at + 1] not in (["of"], ["under"], ["below"]) and not doc.has(_VERBS, at, at + 1):
        return _aged(scene, at)
    at = max(at, scene.figure.phrase.last) if doc.word[at] == "of" else at
    for i in range(at, min(scene.last - 1, at + _AGES)):
        if doc.word[i] in _TURNED and doc.word[i - 1] not in _NOT:
            return False
        if doc.word[i] in _YOUNGER and (number := read_number(doc, i + 1)) is not None:
            return number.value <= _ADULT
        if doc.word[i] not in _LINKS:
            return _aged(scene, at)
    return False


def _aged(scene: Scene, at: int) -> bool:
    """ "Three of them siblings aged 8, 12 and 17": every age that stands behind is a child's."""
    doc = scene.doc
    end = min(scene.last, at + _AGES + 2)
    aged = doc.among(_AGED, at, end)
    if not aged or doc.has(_CLOSED, at, led := aged[0]):
        return False
    if any(read_number(doc, i) is not None for i in range(at, led)):
        return False  # "12 people died, three of them aged 8, 12 and 17"
    ages = []
    for i in range(led + 1, min(len(doc), led + _AGES)):
        if (number := read_number(doc, i)) is not None:
            ages.append(number.value)
        elif doc.word[i] not in _BETWEEN_AGES:
            break
    return bool(ages) and max(ages) < _ADULT


def _with_children(scene: Scene) -> bool:
    """ "2,100 of them women and children", "two thirds were women or children": both are counted in one number."""
    doc, end = scene.doc, scene.figure.phrase.noun_last
    both = doc.word[end : end + 1] in (["and"], ["or"]) and doc.word[end + 1 : end + 2] in (["children"], ["women"])
    return both and scene.figure.phrase.noun_first > scene.figure.quantity.last


def _among_police(scene: Scene) -> bool:
    """ "The bomb struck a police station and killed four officers": whether police stand nearest to a figure's noun."""
    doc, at = scene.doc, scene.figure.phrase.noun_last - 1
    police, army = _nouns()["police"], _nouns()["army"]
    number = doc.sentence_of[at]
    for back in range(number, max(-1, number - 1 - _BACK), -1):
        first, last = doc.sentences[back]
        near = [
            (abs(i - at), doc.word[i] in police)
            for i in doc.among(police | army, first, last)
            if i != at and not (doc.word[i] in army and doc.has(_TELLING, i + 1, i + 2))  # "the army said"
        ]
        if near:
            return min(near)[1]
    return False


def _of_a_hospital(scene: Scene) -> bool:
    """ "The hospital was hit; two of its staff were hurt", "they fired on an ambulance. A driver was injured"."""
    doc, at, number = scene.doc, scene.figure.quantity.first, scene.doc.sentence_of[scene.first]
    own = scene.figure.phrase.pronoun == "its"
    first = doc.sentences[number - 1][0] if number and not doc.opens_line(scene.first) else scene.first
    return doc.has(_CARE if own else _AMBULANCES, first, at)


_STAFF = frozenset({"staff", "workers", "employees", "driver", "drivers", "crew", "volunteers", "personnel"})
_CARE = frozenset({"hospital", "clinic", "ambulance", "ambulances", "infirmary"})
_AMBULANCES = frozenset({"ambulance", "ambulances"})


def _serves_mission(scene: Scene) -> bool:
    """ "Kenya has 3,600 soldiers in AMISOM": a mission of peacekeepers right behind the noun."""
    doc, end = scene.doc, scene.figure.phrase.noun_last
    if scene.figure.phrase.noun is None or scene.figure.phrase.noun_first < 0:
        return False
    if scene.figure.trigger is not None and scene.figure.trigger.sense.lemma == "surrender":
        return False  # "soldiers surrendered to the UN force"
    for i in range(end, min(end + 3, scene.last - 1)):
        if doc.word[i] in _SERVING:
            k = i + 1 + (doc.word[i + 1] in ("the", "a"))
            mention = scene.everyone.get(k)
            return mention is not None and mention.role == "missions" and mention.code in _KEEPERS
    return False
