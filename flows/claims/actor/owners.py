"""Who owned what was destroyed, seized or shot down, where the words of its clause do not name the owner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from flows.claims.actor.agents import agent_of
from flows.claims.actor.belligerents import Side, is_group, is_state, only_opponent, opponent
from flows.claims.actor.doers import opening_before
from flows.claims.actor.foes import behind_the_front
from flows.claims.actor.ledgers import by_arms
from flows.claims.actor.speaking import issuer_of
from flows.claims.actor.whom import told_before
from flows.claims.actor.whose import SIDES, Scene, antecedent, labelled
from flows.claims.text.grammar import AUXILIARIES, POSSESSIVES
from flows.claims.text.mentions import Mention
from flows.claims.text.nouns import noun_at
from schemas.vocabulary import actors

_FORCES = frozenset({"force", "army", "military", "government", "police", "troop", "navy", "state", "security"})
_OF_STATES = frozenset({"aircraft", "helicopter", "tank", "ship", "air_defence"})  # few groups have them
_ADMITTING = frozenset({
    "admit", "admits", "admitted", "acknowledge", "acknowledges", "acknowledged", "concede", "concedes", "conceded",
    "confess", "confessed", "owned",
})  # fmt: skip
_HAVING = frozenset({"has", "have", "had", "saw", "seen"})
_SHORT = 5  # tokens
_FINDING = frozenset({"found", "seized", "recovered", "confiscated", "turned", "uncovered", "unearthed", "discovered",
                      "captured", "behind", "picked", "collected", "retrieved", "intercepted"})  # fmt: skip
_LAWLESS = frozenset({"militants", "combatants", "people"})
_SEIZING = frozenset({"seize", "recover", "find", "confiscate", "capture", "surrender", "leave behind"})
_ARMS = frozenset({"weapon", "other", "shell", "bomb", "rocket", "missile", "munition"})


def other_side(scene: Scene, named: Mention | None, previous: Side | None) -> Side:
    """The owner of what was destroyed or shot down: the enemy of who did it, or of who says that it was done.

    "The Houthis claim to have brought down 15 drones": the drones of the state that they fight in this text.
    """
    if (owner := _from_whom(scene, named)) is not None:
        return owner
    if named is not None and named.code == scene.memory.last_fired and (_in_passive(scene) or _takes_up(scene)):
        named = None  # "Hamas fired 120 rockets; 100 were intercepted", "the dome intercepted 95 of them"
    if named is not None and _had(scene, named):
        return scene.side(named, "who has had it destroyed")
    doer = named.code if named is not None else None
    told = doer or claimant(scene) or _who_lists(scene)
    claims = told or _issuer(scene)
    memory = scene.memory
    intercepted = scene.figure.metric == "munitions_intercepted"
    fired = memory.last_fired if intercepted and memory.last_fired != told else None
    if fired and _in_line(scene, memory.fired_in):
        return Side(fired, None, "who fired, as the text said before")
    if (label := labelled(scene)) is not None and label.code != doer:
        return label
    if named is None and previous is not None and previous.code:
        return Side(previous.code, previous.text, "the side that lost people in the same sentence")
    if not intercepted and (own := _own_loss(scene, doer, claims)) is not None:
        return own
    if intercepted and claims is None and scene.here and behind_the_front(scene.doc, scene.first, scene.last):
        return Side(scene.country, None, "whose town the other side holds")
    reference = doer or (claims if intercepted or claims != scene.country else None) or scene.country
    other = _enemy(scene, reference) if reference else None
    if fired or other:
        return Side(other or fired, None, "the other side of the conflict" if other else "who fired before")
    return _of_nobody_named(scene, named)


def _state_fought(code: str, day: str | None) -> str | None:
    """The state that an armed group is at home in and fights: "FMLN forces captured 11 rifles"."""
    home = actors().get(code, {}).get("country")
    return opponent(code, {home: 1}, day) if isinstance(home, str) else None


def _in_passive(scene: Scene) -> bool:
    """Whether the clause names nobody who acts: "100 were intercepted"."""
    trigger = scene.figure.trigger
    return trigger is not None and scene.doc.word[trigger.first - 1] in _BEING and agent_of(scene) is None


def _takes_up(scene: Scene) -> bool:
    """ "95 of them": what was fired is counted again, not by who fired it."""
    phrase = scene.figure.phrase
    return phrase.partitive and phrase.pronoun in ("them", "these", "those", "which")


_BEING = frozenset({"were", "was", "been", "being", "are", "is"})


def _issuer(scene: Scene) -> str | None:
    """ "Destroyed in the same period: one tank": who issues the communique that names nobody."""
    issuer = issuer_of(scene)
    return issuer.code if issuer is not None and is_state(issuer.code) else None


def _who_lists(scene: Scene) -> str | None:
    """ "It lists 30 vehicles burned": whom the pronoun with which a sentence opens takes up."""
    if scene.doc.word[scene.first] not in ("it", "they") or scene.figure.quantity.first - scene.first > _SHORT:
        return None
    opening = opening_before(scene)
    return opening.code if opening is not None else None


def _own_loss(scene: Scene, doer: str | None, claims: str | None) -> Side | None:
    """Whose loss it is by those who speak or by the figure's own words, where nobody of its side has done it."""
    if doer is None and claims and _admitted(scene):
        return Side(claims, None, "who admits the loss")
    if _of_its_forces(scene) and (doer is None or not is_state(doer)):
        return scene.of_place()
    return None


def _of_nobody_named(scene: Scene, named: Mention | None) -> Side:
    """The owner where neither the clause nor a conflict tells of one."""
    doer = named.code if named is not None else None
    armed = by_arms(scene, doer) if scene.figure.metric == "munitions_intercepted" else None
    if armed is not None:
        return armed
    if seized(scene):
        return _only_group(scene)
    intercepted = scene.figure.metric == "munitions_intercepted"
    return Side(None) if (is_state(doer) if doer else intercepted) else scene.of_place()


def seized(scene: Scene) -> bool:
    """Whether arms were taken or found: not those of the state in which they were."""
    figure = scene.figure
    if figure.phrase.noun is None or figure.phrase.noun.code not in _ARMS:
        return False
    if figure.trigger is not None and figure.trigger.sense.lemma in _SEIZING:
        return True
    return figure.trigger is None and scene.doc.has(_FINDING, scene.first, figure.quantity.first)


def losers_without_name(scene: Scene) -> Side | None:
    """ "The gunmen left behind four rifles", "smugglers lost 11 trucks": people without a name are the subject."""
    trigger, doc = scene.figure.trigger, scene.doc
    if trigger is None or trigger.sense.owner != "subject" or scene.figure.side != "left":
        return None
    for at in range(trigger.first - 1, max(scene.first - 1, trigger.first - 6), -1):
        found = noun_at(doc, at)
        if found is not None and found[1].code in _LAWLESS and at not in scene.everyone:
            return _only_group(scene)
        if not doc.word[at].isalpha() or (at in scene.everyone and doc.word[at - 1] != "of"):
            return None
    return None


def _only_group(scene: Scene) -> Side:
    """The one armed group that the text names; nobody where it names none or several."""
    last = scene.memory.last_armed
    groups = [code for code in scene.memory.counts if is_group(code) and last is not None and last.code == code]
    return Side(groups[0], None, "the only armed group of the text") if len(groups) == 1 else Side(None)


def _enemy(scene: Scene, code: str) -> str | None:
    """Who fights a side: whom the text names most, among states where only states have such a thing."""
    memory = scene.memory
    noun = scene.figure.phrase.noun
    counts: Mapping[str, int] = memory.counts
    if (other := opponent(code, counts, memory.day)) is not None and is_group(other) and not told_before(scene, other):
        return None
    if memory.items:  # in a list of the day's news only the item itself tells
        counts = Counter(m.code for i in scene.line() if (m := scene.everyone.get(i)) is not None)
    other = opponent(code, counts, memory.day)
    if seized(scene):  # arms that a state finds are not those of an enemy whom the text does not name
        return other or (_state_fought(code, memory.day) if is_group(code) else None)
    if other is not None and not is_state(other) and noun is not None and noun.code in _OF_STATES:
        states = {state: n for state, n in counts.items() if is_state(state)}
        state = opponent(code, states, memory.day)
        other = state if state is not None and counts.get(state, 0) > counts.get(other, 0) else other
    flown = scene.figure.metric == "munitions_intercepted" and scene.here  # over a state at war with one other
    return other or only_opponent(code, memory.day, scene.country if flown else None)


_TELLS = (["said"], ["says"], ["claimed"], ["claims"])


def claimant(scene: Scene) -> str | None:
    """The side that the sentence names only as who says so."""
    at = scene.figure.quantity.first
    for i in [*range(at - 1, scene.first - 1, -1), *range(at, scene.last)]:
        mention = scene.everyone.get(i)
        if mention is None or mention.role not in SIDES:
            continue
        if i not in scene.mentions or scene.doc.word[mention.last : mention.last + 1] in _TELLS:
            return mention.code  # also at the end: "over Karabakh, Armenia said"
    return None


def _in_line(scene: Scene, sentence: int) -> bool:
    """Whether a sentence stands in the paragraph of the figure, or in the one before."""
    start = scene.doc.line_start
    number = scene.doc.sentence_of[scene.first]
    begin = start[number]
    return sentence >= (start[begin - 1] if begin else 0)


def _admitted(scene: Scene) -> bool:
    return scene.doc.has(_ADMITTING, scene.first, scene.last)


def _of_its_forces(scene: Scene) -> bool:
    """ "24 army vehicles": those of the state whose army it is, for whoever destroys them is another."""
    figure = scene.figure
    return scene.doc.has(_FORCES, figure.quantity.last, max(figure.quantity.last, figure.phrase.noun_last))


def _from_whom(scene: Scene, doer: Mention | None) -> Side | None:
    """ "Seized 40 trucks from the army", "three of its jets were shot down": who the phrase says has lost them."""
    figure, word = scene.figure, scene.doc.word
    for i in range(figure.phrase.last, min(figure.phrase.last + 2, scene.last - 3)):
        if word[i] == "from":
            mention = next((m for k in (i + 1, i + 2) if (m := scene.everyone.get(k)) is not None), None)
            mine = mention is not None and mention.role in SIDES and (doer is None or mention.code != doer.code)
            return scene.side(mention, "from whom it was taken") if mention is not None and mine else None
    if figure.metric == "equipment_lost" and figure.side == "right" and figure.phrase.pronoun in POSSESSIVES:
        return antecedent(scene, "military")
    return None


def _had(scene: Scene, named: Mention) -> bool:
    """ "Ukraine has had 14 tanks destroyed", "saw 60 vehicles burnt": the participle stands behind what is its own."""
    figure, word = scene.figure, scene.doc.word
    trigger = figure.trigger
    if trigger is None or figure.side != "right" or trigger.first < figure.phrase.last:
        return False
    if not AUXILIARIES.isdisjoint(word[figure.phrase.last : trigger.first]):
        return False
    between = range(named.last, figure.quantity.first)
    return any(word[i] in _HAVING and word[i - 1] not in ("which", "that") for i in between)
