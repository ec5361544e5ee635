"""Which people, once a rung has told whose: what the metric, the parts and the words behind the noun leave possible."""

from __future__ import annotations

from flows.claims.belligerents import ARMED, Side
from flows.claims.whom import HARM, Answer, last_word, population_of
from flows.claims.whose import Scene, narrow

_MOVED = frozenset({"displaced", "refugees", "affected"})
_CALLINGS = frozenset({"journalists", "aid_workers", "medical_workers", "prisoners", "peacekeepers"})
_NOBODY = frozenset({"nobody", "no one", "no-one"})
_CAPTIVES = frozenset({"prisoners", "prisoner", "captives", "captive", "pows", "pow"})
_LAW = frozenset({"police", "policemen", "court", "courts", "jail", "jails", "judge", "charged", "trial"})
_UNIFORMS = frozenset({"uniform", "uniforms", "fatigues", "camouflage", "khaki"})
_DRESSED = 8  # tokens


def settle(scene: Scene, side: Side, population: str) -> Answer:
    """The side and population of a figure that its metric, its own words and its parts allow.

    >>> from flows.claims import extract
    >>> text = "The army has 900 soldiers in the valley. Some 40,000 have fled, aid groups say."
    >>> [(claim.expr, claim.population) for claim in extract(text)]
    [('900', 'military'), ('Some 40,000', 'people')]
    """
    figure = scene.figure
    own = population_of(figure)
    named = figure.phrase.noun is not None and figure.phrase.noun_first >= 0
    borne = population in ARMED | _CALLINGS and not (named and own in ARMED | _CALLINGS)
    borne = borne and "in a question before" not in figure.reason
    if borne and figure.metric in _MOVED and not (figure.metric == "affected" and _encircled(scene)):
        return scene.of_place(), "people"  # who flees is no soldier of the sentence before
    if figure.quantity.word in _NOBODY and not named and figure.phrase.pronoun is None and not _out_of(scene):
        return side, "people"
    if (
        population == "people"
        and figure.metric == "captured"
        and last_word(scene) in _CAPTIVES
        and not scene.doc.has(_LAW, scene.first, scene.last)
    ):
        return side, "prisoners"
    if population == "people" and figure.metric in HARM | {"bodies"} and _in_uniform(scene):
        return side, narrow("combatants", side.code)
    return side, population


def _encircled(scene: Scene) -> bool:
    """ "700 soldiers are missing, and 2,000 are encircled": soldiers too may be trapped."""
    return scene.figure.phrase.definite or (scene.referent is not None and scene.referent.same_sentence)


def _out_of(scene: Scene) -> bool:
    """ "Nobody of the patrol"."""
    at = scene.figure.quantity.last
    return scene.doc.word[at : at + 1] in (["of"], ["from"], ["in"], ["among"], ["on"], ["aboard"])


def _in_uniform(scene: Scene) -> bool:
    """ "152 bodies, all of them in uniform"."""
    begin = scene.figure.phrase.last
    return scene.doc.has(_UNIFORMS, begin, min(scene.last, begin + _DRESSED))


def of_whole(population: str, parts: list[str]) -> str:
    """The population of a whole that names nobody itself, by the parts that are named behind it.

    >>> of_whole("military", ["police"]), of_whole("civilians", ["civilians"]), of_whole("military", ["women"])
    ('people', 'people', 'military')
    """
    if population == "civilians" and "civilians" in parts:
        return "people"
    apart = set(parts) - _OF_ANY - {population}
    return "people" if population in ARMED and apart else population


_OF_ANY = frozenset({"women", "children", "people", "military", "combatants"})
