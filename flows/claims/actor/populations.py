"""Which people, once a rung has told whose: what the metric, the parts and the words behind the noun leave possible."""

from __future__ import annotations

from flows.claims.actor.belligerents import ARMED, Side, is_state
from flows.claims.actor.whom import HARM, Answer, last_word, population_of
from flows.claims.actor.whose import Scene, named_inside, narrow
from flows.claims.text.nouns import noun_at

_MOVED = frozenset({"displaced", "refugees", "affected"})
_CALLINGS = frozenset({"journalists", "aid_workers", "medical_workers", "prisoners", "peacekeepers"})
_ARMED_OR_CALLED = ARMED | _CALLINGS
_NOBODY = frozenset({"nobody", "no one", "no-one"})
_CAPTIVES = frozenset({"prisoners", "prisoner", "captives", "captive", "pows", "pow"})
_LAW = frozenset({"police", "policemen", "court", "courts", "jail", "jails", "judge", "charged", "trial"})
_UNIFORMS = frozenset({"uniform", "uniforms", "fatigues", "camouflage", "khaki"})
_MILITIA = frozenset({"militia", "militiamen", "militias"})
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
    borne = population in _ARMED_OR_CALLED and not (named and own in _ARMED_OR_CALLED)
    if figure.metric in _MOVED and population == "people" and side.code and not is_state(side.code):
        return scene.of_place(), population  # "the rebels drove 32,000 from their homes"
    borne = borne and "in a question before" not in figure.reason
    if borne and figure.metric in _MOVED and not (figure.metric == "affected" and _encircled(scene)):
        return scene.of_place(), "people"  # who flees is no soldier of the sentence before
    if figure.quantity.word in _NOBODY and not named and figure.phrase.pronoun is None and not _out_of(scene):
        return side, "people"
    if population in _ANY_PART and own in _ANYONE and figure.metric in HARM and (label := _labelled(scene)) is not None:
        return side, label
    if (
        population == "people"
        and figure.metric == "captured"
        and last_word(scene) in _CAPTIVES
        and not scene.doc.has(_LAW, scene.first, scene.last)
    ):
        return side, "prisoners"
    if figure.metric == "recruited" and population == "militants" and _of_a_militia(scene):
        called_up = side if side.code else scene.of_place()
        return called_up, narrow("combatants", called_up.code)  # "Venezuela mobilises four million militiamen"
    if population == "people" and last_word(scene) == "personnel" and figure.metric in HARM:
        nation = named_inside(figure, scene.doc)
        army = (nation is not None and is_state(nation.code)) or (
            figure.metric == "casualties" and side.code is not None and is_state(side.code)
        )
        return side, "military" if army else population
    if population == "people" and figure.metric == "strength" and side.code:
        return side, narrow("combatants", side.code)  # "the 3,500-strong garrison"
    if population == "people" and figure.metric in HARM | {"bodies"} and (_in_uniform(scene) or _in_action(scene)):
        return side, narrow("combatants", side.code)
    return side, population


def _in_action(scene: Scene) -> bool:
    """ "148 Americans were killed in action": who dies so was a fighter."""
    doc, trigger = scene.doc, scene.figure.trigger
    if trigger is None or not scene.first <= trigger.first < scene.last:
        return False
    behind = doc.word[trigger.first + 1 : trigger.first + 3]
    if "not" in doc.word[max(0, trigger.first - 3) : trigger.first]:
        return False  # "a fifth of the victims did not die in combat"
    return behind in (["in", "action"], ["in", "combat"], ["in", "battle"])


def _labelled(scene: Scene) -> str | None:
    """ "Children: 363 killed and 992 hurt", "Women: 157 deaths": whom the label of a list's entry names."""
    doc, at = scene.doc, scene.figure.quantity.first
    for k in range(at - 1, max(scene.first, at - _ENTRY) - 1, -1):
        if doc.word[k] in _OPENS_ENTRY:
            return None
        if doc.word[k] == ":":
            found = noun_at(doc, k - 1) if k > scene.first else None
            alone = found is not None and found[0] == k and (k - 1 == scene.first or doc.word[k - 2] in _OPENS_ENTRY)
            return found[1].code if alone and found is not None and found[1].code in _PARTS else None
    return None


_ENTRY = 10  # tokens
_ANYONE = frozenset({"people", "civilians"})
_PARTS = frozenset({"women", "children", "civilians"})
_ANY_PART = _ANYONE | _PARTS
_OPENS_ENTRY = frozenset({"—", "–", "•", "-", ";", ".", "*"})


def _encircled(scene: Scene) -> bool:
    """ "700 soldiers are missing, and 2,000 are encircled": soldiers too may be trapped."""
    return scene.figure.phrase.definite or (scene.referent is not None and scene.referent.same_sentence)


def _out_of(scene: Scene) -> bool:
    """ "Nobody of the patrol"."""
    at = scene.figure.quantity.last
    return scene.doc.word[at : at + 1] in (["of"], ["from"], ["in"], ["among"], ["on"], ["aboard"])


def _of_a_militia(scene: Scene) -> bool:
    """ "Four million militia members", "militiamen": whoever rules may call them up."""
    return scene.doc.has(_MILITIA, scene.figure.quantity.last, scene.figure.phrase.noun_last)


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
