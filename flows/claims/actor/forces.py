"""Whose soldiers, fighters and police: by who lost them, who leads, who is near, who the text speaks of."""

from __future__ import annotations

from flows.claims.actor.agents import subject_of
from flows.claims.actor.belligerents import ARMED, MISSIONS, Side, is_state
from flows.claims.actor.company import in_company
from flows.claims.actor.groups import UNNAMED_ATTACKERS, attackers, group_before
from flows.claims.actor.missions import of_peacekeepers
from flows.claims.actor.standins import for_a_body
from flows.claims.actor.weighing import did_it, of_another_figure, only_counts, weighed
from flows.claims.actor.whom import OWN_FORCES, Answer, last_word, leading_group, population_of
from flows.claims.actor.whose import OUTSIDE, SIDES, Scene, labelled, narrow
from flows.claims.lexicon import words
from flows.claims.text.grammar import AUXILIARIES
from flows.claims.text.mentions import Mention
from flows.claims.text.nouns import noun_at

_HANDED = frozenset({"released", "returned", "bodies", "captured"})
_MOVED = OWN_FORCES | {"released", "returned", "bodies"}
_TOWARDS = frozenset({"for", "to", "with", "along"})
_SOME_GROUPS = frozenset({"groups", "militias", "gangs", "cartels"})
MERCENARIES = frozenset({"mercenaries", "mercenary", "contractors", "contractor", "hirelings", "hireling"})
_COMPANIES = frozenset(words("weighing")["companies"])


def armed(scene: Scene) -> Answer | None:
    """Soldiers, fighters, police, peacekeepers without a side of their own in the phrase."""
    population = population_of(scene.figure)
    if population not in ARMED:
        return None
    population = "police" if in_company(scene, population) == "police" else population
    if population == "police":
        sender = subject_of(scene.doc, scene.figure, scene.mentions, scene.first)
        sent = scene.figure.metric in OWN_FORCES and sender is not None and is_state(sender.code)
        return scene.side(sender, "subject of the sentence") if sent and sender else scene.of_place(), population
    if population == "peacekeepers":
        return of_peacekeepers(scene), population
    if population == "combatants" and last_word(scene) in ("fighters", "fighter"):
        population = "militants"  # a state's fighters have its name beside them
    if last_word(scene) in UNNAMED_ATTACKERS:
        return attackers(scene), "militants"
    if last_word(scene) in MERCENARIES and (company := _company(scene)) is not None:
        return company
    told_again = scene.figure.trigger is not None and scene.figure.trigger.first < scene.first
    side = _counted_on(scene, population) if told_again else None  # "12 fighters died. Washington counts 60"
    side = side or acting(scene, population) or _counted_on(scene, population) or _part_of(scene, population)
    side = side or _owner(scene, population)
    if population == "military" and side.code in MISSIONS - {"nato", "eu"}:
        return side, "peacekeepers"
    return side, population if last_word(scene) in MERCENARIES else narrow(population, side.code)


def _part_of(scene: Scene, population: str) -> Side | None:
    """ "India counts 480 Pakistani dead; a third of these were regulars": of the side of their whole."""
    referent = scene.referent
    if population != "military" or not scene.figure.phrase.complement or referent is None or not scene.whole:
        return None
    told = referent.side.code is not None and is_state(referent.side.code)
    return Side(referent.side.code, referent.side.text, "the people counted before") if told else None


def _counted_on(scene: Scene, population: str) -> Side | None:
    """ "22,000 troops are there; the Pentagon sees 20,000 others": the noun and the side of those before."""
    referent, phrase = scene.referent, scene.figure.phrase
    if phrase.noun_first >= 0 or referent is None or not referent.near:
        return None
    alike = referent.population in (population, narrow(population, referent.side.code))
    return Side(referent.side.code, None, "the people counted before") if alike and referent.side.code else None


def _company(scene: Scene) -> Answer | None:
    """Mercenaries without a name, where the text is about one company of them."""
    if scene.figure.phrase.complement:
        return None  # "1,700 were mercenaries": of any company
    hired = [code for code in scene.memory.counts if code in _COMPANIES]
    return (Side(hired[0], None, "the one company of the text"), "militants") if len(hired) == 1 else None


def _owner(scene: Scene, population: str) -> Side:
    """Whose armed people they are, where no subject says it."""
    if (loser := _who_lost(scene)) is not None:
        return loser
    if population == "military" and _of_the_government(scene):
        return scene.of_place()
    near = nearest(scene, population)
    if near is None and (home := _fled_from(scene)) is not None:
        return home
    if population == "militants" or scene.figure.metric in _HANDED or (near is not None and near.code in MISSIONS):
        told = near or labelled(scene)
        given_up = population == "military" and scene.figure.metric == "captured" and not scene.here
        return told or (weighed(scene, near) if given_up else None) or _spoken_of(scene, population)
    return weighed(scene, near) or scene.of_place()


def _fled_from(scene: Scene) -> Side | None:
    """ "Some 137 soldiers fled into Uganda", "crossed from Myanmar into India": of another state than that."""
    doc, end = scene.doc, scene.figure.phrase.last
    fled = doc.among(_FLEEING, end, min(scene.last, end + _CREW))
    if not fled:
        return None
    reach = range(fled[0] + 1, min(scene.last, fled[0] + 8))
    named = {doc.word[k - 1]: m for k in reach if (m := scene.everyone.get(k)) is not None and is_state(m.code)}
    if (left := named.get("from")) is not None:
        return scene.side(left, "from where they fled")
    host = named.get("into") or named.get("to")
    if host is None:
        return None
    others = (code for code, _ in scene.memory.counts.most_common() if is_state(code) and code != host.code)
    other = next(others, None)
    return Side(other, None, "the state that the text speaks of") if other is not None else None


_FLEEING = frozenset({"fled", "flee", "fleeing", "escaped", "crossed", "cross", "crossing", "retreated", "deserted",
                      "defected", "slipped", "poured", "streamed"})  # fmt: skip


def _of_the_government(scene: Scene) -> bool:
    """ "Loyalist troops", "pro-government soldiers": of the state that they are in, whoever is named beside them."""
    phrase = scene.figure.phrase
    return scene.country is not None and scene.doc.has(_GOVERNING, scene.figure.quantity.last, phrase.noun_last)


_GOVERNING = frozenset(words("weighing")["governing"])


def _who_lost(scene: Scene) -> Side | None:
    """ "Israel's army says it has killed 900 fighters and lost 30 soldiers": who says of itself that it lost them."""
    trigger, doc = scene.figure.trigger, scene.doc
    if trigger is None or trigger.sense.lemma != "lose" or scene.figure.side != "left":
        return None
    subject = subject_of(doc, scene.figure, scene.mentions, scene.first)
    if subject is not None and subject.last == trigger.first - (doc.word[trigger.first - 1] in AUXILIARIES):
        return scene.side(subject, "who lost them")  # "Armenia says the other side lost 250"
    for i in range(scene.first, trigger.first):
        mention = scene.everyone.get(i)
        if mention is None or doc.word[i - 1] in OUTSIDE:
            continue
        if mention.role in SIDES - {"people"} or for_a_body(doc, mention):
            return scene.side(mention, "who lost them")
    return None


def acting(scene: Scene, population: str) -> Side | None:
    """The subject of a verb that says what a side does with its own."""
    figure = scene.figure
    subject = subject_of(scene.doc, figure, scene.mentions, scene.first)
    if subject is None:
        return None
    own = figure.side == "left" and figure.trigger is not None and figure.trigger.sense.owner == "subject"
    if population == "combatants" or (own and not (population == "militants" and is_state(subject.code))):
        return scene.side(subject, "subject of the sentence")
    return None


def nearest(scene: Scene, population: str) -> Side | None:
    """The nearest side of the sentence that can own such people and did not harm them."""
    figure, doc = scene.figure, scene.doc
    harmed = figure.metric in ("killed", "wounded")
    group = population == "militants"
    for mention in scene.in_order():
        if is_state(mention.code) == group and (group or mention.code not in MISSIONS):
            continue
        lead = doc.word[max(scene.first, mention.first - 1)]
        if not group and (lead in OUTSIDE or (lead in _TOWARDS and figure.metric in _MOVED)):
            continue
        if group and harmed and _tells_behind(scene, mention):
            continue
        if (harmed and did_it(scene, mention)) or of_another_figure(scene, mention) or only_counts(scene, mention):
            continue
        if population == "military" and mention.code in MISSIONS and _counted_apart(scene, mention):
            continue
        return scene.side(mention, "nearest side in the sentence")
    return None


def _tells_behind(scene: Scene, mention: Mention) -> bool:
    """ "Killing 14 fighters, according to Puntland": a side that only closes the sentence as its source."""
    word = scene.doc.word
    if mention.first < scene.figure.phrase.last:
        return False
    return word[mention.first - 2 : mention.first] == ["according", "to"] or word[mention.last] in ("said", "says")


def _counted_apart(scene: Scene, mention: Mention) -> bool:
    """ "Killed two UN peacekeepers and six soldiers": people of a mission in front of others who are counted."""
    doc, at = scene.doc, scene.figure.quantity.first
    hits = (noun_at(doc, k) for k in range(mention.last, min(mention.last + _CREW, at)))
    return any(hit is not None and hit[1].sort == "people" for hit in hits)


_CREW = 3  # tokens: "a UN helicopter crew member"


def _spoken_of(scene: Scene, population: str) -> Side:
    """The side that the text speaks of: the last armed one, the group named most, or the country of the place."""
    memory = scene.memory
    if last_word(scene) in _SOME_GROUPS:
        return Side(None)  # "members of armed groups": of which is not said
    if population == "militants" and (before := group_before(scene)) is not None:
        return before
    if population == "militants":
        return leading_group(scene)
    if scene.here and scene.country and scene.figure.metric not in OWN_FORCES:
        return scene.of_place()
    if memory.last_armed and memory.last_armed.code and is_state(memory.last_armed.code):
        return Side(memory.last_armed.code, memory.last_armed.text, "the side that the text spoke of last")
    return scene.of_place()
