"""Who does what to whom: armed people who are not named again where they lose, send, are hit or kill."""

from __future__ import annotations

from itertools import pairwise

from flows.claims.actor.agents import is_counted, subject_of
from flows.claims.actor.belligerents import ARMED, Side, is_state, only_opponent, opponent
from flows.claims.actor.weighing import only_counts, weighed
from flows.claims.actor.whom import HARM, OWN_FORCES, Answer, last_word, population_of, stands_for_others
from flows.claims.actor.whose import OUTSIDE, SIDES, Scene, antecedent, named_inside, narrow
from flows.claims.lexicon import words
from flows.claims.text.nouns import noun_at
from flows.claims.text.tokens import DIGITS
from flows.claims.value.numbers import openers

_LOSS = frozenset({"loss", "cost", "price"})
_OWN_DEAD = frozenset({"dead", "killed", "wounded", "casualties", "losses", "men"})
_ITS = frozenset({"it", "they"})
_STOP = frozenset({";"})
_SENDING = frozenset(words("weighing")["contributing"]) | {"will", "has", "have", "had", "now", "to", "another", "also"}
_ATTACKING = frozenset(words("weighing")["attacking"])
_NEAR = 4  # tokens
_KILLING = frozenset({"kill", "execute", "slaughter", "shoot", "massacre", "murder", "wound", "injure", "capture",
                      "behead", "neutralise", "neutralize", "eliminate"})  # fmt: skip
_SUBJECT = 8  # tokens
_MEN = frozenset({"people", "military", "combatants"})


def for_the_loss(scene: Scene) -> Answer | None:
    """ "They killed 73 rebels for the loss of five men": of whom the sentence has for its subject."""
    doc, at = scene.doc, scene.figure.quantity.first
    adopted = scene.figure.phrase.noun_first < 0  # "killed 33 rebels for the loss of four of their own"
    if scene.figure.metric not in HARM or not (adopted or population_of(scene.figure) in _MEN):
        return None
    lost = doc.word[at - 1] == "of" and doc.word[at - 2] in _LOSS
    bare = doc.word[at - 2 : at] == [",", "for"] and last_word(scene) in _OWN_DEAD  # "1,000 rebels killed, for 52 dead"
    if not (lost or bare) or named_inside(scene.figure, doc) is not None:
        return None
    begin = max(doc.among(_STOP, scene.first, at), default=scene.first)
    for i in range(begin, at):
        if doc.word[i] in _ITS:
            side = antecedent(scene, "military") or antecedent(scene, "combatants")
            return (side, narrow("combatants", side.code)) if side is not None and side.code else None
        mention = scene.everyone.get(i)
        if mention is not None and mention.role in SIDES and doc.word[i - 1] not in OUTSIDE:
            return scene.side(mention, "for whose loss"), narrow("combatants", mention.code)
    return None


def own_clause(scene: Scene) -> Answer | None:
    """ "France has 2,500 soldiers there, and Chad has promised 2,000": who sends stands right before a bare number."""
    figure, doc, referent, at = scene.figure, scene.doc, scene.referent, scene.figure.quantity.first
    bare = figure.phrase.noun is None or figure.phrase.noun_first < 0
    if figure.metric not in OWN_FORCES or not bare or figure.phrase.pronoun or scene.whole:
        return None
    if referent is None or not referent.same_sentence:
        return None
    for i in range(at - 1, max(scene.first, at - _NEAR - 1), -1):
        mention = scene.everyone.get(i)
        if mention is not None:
            sends = mention.role in SIDES - {"people"} and mention.last < at and doc.word[i - 1] not in OUTSIDE
            if not sends or only_counts(scene, mention) or mention.code == referent.side.code:
                return None
            armed = referent.population if referent.population in ARMED else "combatants"
            keeps = armed in ("peacekeepers", "police")
            return scene.side(mention, "who sends them"), armed if keeps else narrow("combatants", mention.code)
        if doc.word[i] not in _SENDING:
            return None
    return None


def who_were_hit(scene: Scene) -> Answer | None:
    """ "Militias attacked US troops. Three were killed": uncounted soldiers, the only people of the sentence before."""
    figure, doc = scene.figure, scene.doc
    if figure.metric not in HARM or not stands_for_others(figure) or figure.phrase.noun is not None:
        return None
    number = doc.sentence_of[scene.first]
    alone = figure.quantity.first == scene.first and not (figure.phrase.others or figure.phrase.pronoun)
    if not alone or figure.quantity.zero or not number or doc.opens_line(scene.first):
        return None
    first, last = doc.sentences[number - 1]
    hit: tuple[int, str] | None = None
    i = first
    while i < last:
        found = noun_at(doc, i)
        if found is None or found[1].sort != "people" or found[1].metric:
            i += 1
            continue
        if found[1].code not in ("military", "police", "peacekeepers") or not found[1].plural or found[1].weak or hit:
            return None
        hit, i = (i, found[1].code), found[0]
    if hit is None or not doc.has(_ATTACKING, first, hit[0]):
        return None
    named = scene.everyone.get(hit[0] - 1) or scene.everyone.get(hit[0] - 2)
    side = scene.side(named, "who were hit") if named is not None and is_state(named.code) else weighed(scene, None)
    return (side or scene.of_place()), hit[1]


def not_its_own(scene: Scene, side: Side, population: str) -> Side:
    """Who kills does not kill its own: the other side instead, or the country of the place for the unarmed."""
    trigger, doc = scene.figure.trigger, scene.doc
    if trigger is not None and population in ARMED and _arrests(scene, side):
        return _of_the_others(scene, side, population)
    if trigger is None or scene.figure.side != "left" or side.code is None or trigger.sense.lemma not in _KILLING:
        return side
    if side.reason not in ("the people counted before", "what the pronoun stands for") or trigger.form == "participle":
        return side
    if population in ARMED and opponent(side.code, scene.memory.counts, scene.memory.day) is None:
        return side
    for i in range(trigger.first - 1, max(scene.first - 1, trigger.first - _SUBJECT), -1):
        mention = scene.everyone.get(i)
        if mention is not None and is_counted(doc, i, scene.first):
            continue  # "killed nine Kenyans and wounded two"
        it = antecedent(scene, "combatants") if doc.word[i] == "it" else None
        if mention is not None or it is not None:
            code = mention.code if mention is not None else it.code if it is not None else None
            return _of_the_others(scene, side, population) if code == side.code else side
        if doc.word[i] in (",", ";", ":") or doc.word[i] == "they":
            return side
    return side


_OWN_ARMS = frozenset({"forces", "troops", "army", "soldiers", "jets", "aircraft", "warplanes", "drones", "fighters",
                       "units", "men", "navy", "artillery", "gunners", "snipers", "helicopters"})  # fmt: skip


def _arrests(scene: Scene, side: Side) -> bool:
    """ "Turkish troops detained 12 fighters": whether a side that was only guessed is the one that arrests."""
    figure, word = scene.figure, scene.doc.word
    guessed = side.reason.startswith("most speaks") and figure.side == "left"
    if guessed and figure.trigger is not None and figure.trigger.sense.lemma in _KILLING:
        lead = word[max(scene.first, figure.trigger.first - 5) : figure.trigger.first]
        own = any(one in ("its", "their") and two in _OWN_ARMS for one, two in pairwise(lead))
        return own and any(m.code == side.code for i, m in scene.everyone.items() if i < figure.trigger.first)
    guessed = guessed and figure.metric == "detained"
    named = subject_of(scene.doc, scene.figure, scene.everyone, scene.first) if guessed else None
    return scene.figure.side == "left" and named is not None and named.code == side.code


def _of_the_others(scene: Scene, side: Side, population: str) -> Side:
    if population not in ARMED:
        return scene.of_place()
    memory, code = scene.memory, side.code or ""
    other = opponent(code, memory.counts, memory.day)
    other = other or only_opponent(code, memory.day, scene.country if scene.here else None)
    return Side(other, None, "the other side of who harmed them")


def hunted(scene: Scene) -> Answer | None:
    """ "Gunmen killed 38 people; the army pursued them and killed 25": armed people whom a state's forces are after."""
    figure, doc, trigger = scene.figure, scene.doc, scene.figure.trigger
    counted = figure.phrase.noun is not None and figure.phrase.noun_first >= 0
    if figure.metric not in _HUNTED or trigger is None or counted or figure.phrase.others:
        return None
    if trigger.sense.use == "toll":
        return None  # "the police gave a toll of 45"
    behind = range(trigger.first - 1, max(scene.first, trigger.first - _SUBJECT) - 1, -1)
    if trigger.sense.use in ("toll", "state", "nominal"):
        return None  # "police put the dead at 19"
    force = next((i for i in behind if _is_force(scene, i)), None)
    if force is None or trigger.first > figure.quantity.first:
        return None
    number = doc.sentence_of[force]
    for i in range(force - 1, doc.sentences[number - bool(number)][0] - 1, -1):
        mention = scene.everyone.get(i)
        if mention is not None and not is_state(mention.code) and mention.population == "militants":
            return scene.side(mention, "whom the forces are after"), "militants"
        found = noun_at(doc, i)
        if found is not None and found[1].plural and found[1].code in ("militants", "combatants"):
            named = next((m for k in range(i - 3, i + 1) if (m := scene.everyone.get(k)) and m.last >= i), None)
            group = named is not None and not is_state(named.code)
            side = scene.side(named, "whom the forces are after") if named is not None and group else Side(None)
            return side, "militants"
    return None


def _is_force(scene: Scene, i: int) -> bool:
    """Whether a state's forces without a figure stand at a token: "the army", "soldiers"."""
    if scene.doc.word[i] in _FORCES:
        return True
    if is_counted(scene.doc, i, scene.first):
        return False
    found = noun_at(scene.doc, i)
    if found is None or not found[1].plural or found[1].code not in ("military", "police"):
        return False
    return not scene.doc.has(_NUMBERS, max(scene.first, i - _COUNTED), i)  # "killed 120 soldiers and wounded 400"


_NUMBERS = openers() | {DIGITS}
_COUNTED = 3  # tokens
_HUNTED = frozenset({"killed", "captured", "wounded"})
_FORCES = frozenset({"army", "military", "police", "navy", "gendarmerie", "marines"})
