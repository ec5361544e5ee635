"""Whom a sentence or a clause opens with: "For civilians …", "Of the Poles …", "On the Israeli side …"."""

from __future__ import annotations

from flows.claims.actor.belligerents import ARMED, is_state
from flows.claims.actor.weighing import only_counts
from flows.claims.actor.whom import OWN_FORCES, Answer, leading_group, population_of, stands_for_others
from flows.claims.actor.whose import SIDES, Scene, named_inside, narrow
from flows.claims.text.nouns import noun_at
from flows.claims.text.tokens import Document

_FRAMES = frozenset({"for", "among", "amongst", "of"})
_SIDE = frozenset({"side"})
_FRAME = 8  # tokens


def framed(scene: Scene) -> Answer | None:
    """ "For civilians the numbers are 926 killed and 930 hurt", "Of the Poles hurt": whom the sentence opens with."""
    phrase = scene.figure.phrase
    adopted = phrase.noun is not None and phrase.noun_first < 0
    said = stands_for_others(scene.figure) or phrase.complement or adopted
    if not said or scene.doc.word[scene.first] not in _FRAMES:
        return None
    inside = None
    for i in range(scene.first + 1, min(scene.first + _FRAME, scene.figure.quantity.first)):
        if scene.doc.word[i] in (",", ";", ":") and inside is None:
            return None
        inside = inside or scene.everyone.get(i)
        if inside is not None and scene.doc.word[i] == "men":
            return scene.side(inside, "the sentence opens with them"), narrow("combatants", inside.code)
        found = noun_at(scene.doc, i)
        if found and found[1].sort == "people" and found[1].plural and not found[1].metric:
            if inside is None and found[1].code in ("militants", "combatants"):
                return leading_group(scene), "militants"
            side = scene.side(inside, "the sentence opens with them") if inside else scene.of_place()
            kind = population_of(scene.figure) if phrase.complement else "people"
            return side, narrow(found[1].code if kind == "people" else kind, side.code)
    if inside is not None and inside.role == "people" and scene.doc.word[inside.last - 1].endswith("s"):
        return scene.side(inside, "the sentence opens with them"), population_of(scene.figure)
    return None


_BEFORE_NUMBER = frozenset({"with", "at", "on", ","})


def on_a_side(scene: Scene) -> Answer | None:
    """ "On the Israeli side 64 soldiers and three civilians died", "on Hezbollah's side": as the clause opens."""
    doc, at = scene.doc, scene.figure.quantity.first
    if not doc.has(_SIDE, scene.first, at) or named_inside(scene.figure, doc) is not None:
        return None
    for k in range(at - 1, scene.first, -1):
        if doc.word[k] == ";":
            return None
        if doc.word[k] in _SIDE and _opens_clause(doc, scene.first, k):
            mention = next((m for i in range(k, k - 4, -1) if (m := scene.everyone.get(i)) is not None), None)
            if mention is None or mention.role not in SIDES:
                return None
            population = population_of(scene.figure)
            group = not is_state(mention.code)
            fought = (
                scene.referent is not None and scene.referent.population in ARMED and stands_for_others(scene.figure)
            )
            population = "combatants" if (group or fought) and population == "people" else population
            return scene.side(mention, "the side that the clause opens with"), narrow(population, mention.code)
    return None


def _opens_clause(doc: Document, first: int, k: int) -> bool:
    """Whether "on the Israeli side" opens a sentence or a clause: not "those who on the Russian side …"."""
    at = next((i for i in range(k - 1, max(first - 1, k - 6), -1) if doc.word[i] == "on"), None)
    return at is not None and (at == first or doc.word[at - 1] not in ("who", "which", "that", "whom"))


def lost_in_a_gap(scene: Scene) -> Answer | None:
    """ "The rebels lost 40 men and the army five soldiers": who stands between the last loss and this one."""
    figure = scene.figure
    if "gap" not in figure.extra or figure.trigger is None or figure.trigger.sense.lemma != "lose":
        return None
    at = figure.quantity.first
    mention = next((m for i in range(at - 1, at - _GAP, -1) if (m := scene.everyone.get(i)) is not None), None)
    population = "combatants" if population_of(figure) == "people" else population_of(figure)
    if mention is None or mention.role not in SIDES:
        return scene.of_place(), narrow(population, scene.country)
    return scene.side(mention, "who stands before what was lost"), narrow(population, mention.code)


_GAP = 5  # tokens


def gapped(scene: Scene) -> Answer | None:
    """ "The army lost 47 men and Wagner 84": the name right before a bare number, whose verb stands before."""
    figure, doc, referent = scene.figure, scene.doc, scene.referent
    named = figure.phrase.noun is not None and figure.phrase.noun_first >= figure.quantity.last
    if named or referent is None or not referent.same_sentence:
        return None
    end = figure.quantity.first
    mention = next((m for i in range(end - 1, max(scene.first, end - 5), -1) if (m := scene.everyone.get(i))), None)
    end -= doc.word[end - 1] in _BEFORE_NUMBER and doc.word[end - 2] != ","  # "followed by Italy with 561"
    owned = mention is not None and mention.last == end - 1 and doc.word[end - 1] in ("'s", "'")
    if mention is not None and owned and mention.role in SIDES:  # "close to three times Cambodia's 124,300"
        armed = referent.population in ARMED or not is_state(mention.code)
        return scene.side(mention, "whose number it is"), (
            narrow("combatants", mention.code) if armed else referent.population
        )
    if mention is None or mention.last != end or mention.role not in ("names", "capitals", "forces"):
        return None
    lead = doc.word[mention.first - 2] if doc.word[mention.first - 1] == "the" else doc.word[mention.first - 1]
    if lead not in ("and", ",", ";", "while", "but", "or") and not (lead == "by" and end < figure.quantity.first):
        return None
    if figure.metric in OWN_FORCES and any(only_counts(scene, m) for m in scene.in_order() if m.last < mention.first):
        return referent.side, referent.population  # "Kyiv counts 35,000 of them, Washington 30,000"
    armed = referent.population in ARMED or not is_state(mention.code)
    return scene.side(mention, "the name before the number"), (
        narrow("combatants", mention.code) if armed else referent.population
    )
