"""The company that people keep: officers among police are police, villagers who are driven out are people."""

from __future__ import annotations

from functools import cache

from flows.claims.belligerents import MISSIONS
from flows.claims.lexicon import words
from flows.claims.whom import last_word
from flows.claims.whose import Scene

_KEEPERS = MISSIONS - {"nato", "eu"}
_MOVING = frozenset({"displaced", "refugees", "evacuated", "returned", "affected"})
_SERVING = frozenset({"in", "with", "of", "for", "to", "under", "from"})
_BACK = 3  # sentences


@cache
def _nouns() -> dict[str, frozenset[str]]:
    return {name: frozenset(entries) for name, entries in words("company").items()}


def in_company(scene: Scene, population: str) -> str:
    """The population of a figure's noun in the light of the words around it."""
    word = last_word(scene)
    if population == "military" and word in _nouns()["either"] and _among_police(scene):
        return "police"
    if population == "civilians" and scene.figure.metric in _MOVING and word in _nouns()["moving"]:
        return "people"
    if population in ("military", "police") and _serves_mission(scene):
        return "peacekeepers"
    return population


def _among_police(scene: Scene) -> bool:
    """ "The bomb struck a police station and killed four officers": whether police stand nearest to a figure's noun."""
    doc, at = scene.doc, scene.figure.phrase.noun_last - 1
    police, army = _nouns()["police"], _nouns()["army"]
    number = doc.sentence_of[at]
    for back in range(number, max(-1, number - 1 - _BACK), -1):
        first, last = doc.sentences[back]
        near = [(abs(i - at), doc.word[i] in police) for i in doc.among(police | army, first, last) if i != at]
        if near:
            return min(near)[1]
    return False


def _serves_mission(scene: Scene) -> bool:
    """ "Kenya has 3,600 soldiers in AMISOM": a mission of peacekeepers right behind the noun."""
    doc, end = scene.doc, scene.figure.phrase.noun_last
    if scene.figure.phrase.noun is None or scene.figure.phrase.noun_first < 0:
        return False
    for i in range(end, min(end + 3, scene.last - 1)):
        if doc.word[i] in _SERVING:
            k = i + 1 + (doc.word[i + 1] in ("the", "a"))
            mention = scene.everyone.get(k)
            return mention is not None and mention.role == "missions" and mention.code in _KEEPERS
    return False
