"""Who is held by whom: hostages of armed groups are abducted, suspects detained, soldiers captured."""

from __future__ import annotations

from flows.claims.lexicon import words
from flows.claims.metric.figure import Figure
from flows.claims.text.mentions import actor_table, is_state
from flows.claims.text.nouns import ARMED, FIGHTERS, noun_at
from flows.claims.text.tokens import Document

_HOSTAGE = frozenset({"hostage", "hostages", "ransom", "captors", "kidnapped", "kidnappers", "abducted", "abductors"})
_UNWILLING = frozenset({"against", "hostage", "hostages", "ransom"})
_WAR_CAPTIVES = frozenset({"prisoner", "prisoners", "pow", "pows", "surrendered", "surrender"})
_HOLDING = frozenset({"held", "hold", "holds", "holding"})
_LEADING = frozenset(
    {"lead away", "lead off", "march off", "march away", "haul off", "haul away", "drag away", "drag off"}
)
_FOR_QUESTIONS = frozenset({"questioning", "interrogation", "suspects", "suspected", "handcuffed", "blindfolded"})
_CARRIERS = frozenset(words("refinement")["carriers"])
_CARRYING = frozenset(words("refinement")["carrying"])
_REACH = 8  # tokens


def held_by_a_group(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "Some 30 sailors are held by the Houthis", "10,000 villagers are being held against their will": abducted."""
    noun = figure.phrase.noun
    armed = noun is not None and (noun.code in ARMED or noun.metric is not None)
    if figure.metric != "detained" or armed or not doc.has(_HOLDING, first, last):
        return
    number = doc.sentence_of[first]
    begin = doc.sentences[number - 1][0] if number else first
    if doc.has(_HOSTAGE, begin, last) or doc.has(_UNWILLING, first, last) or _by_a_group(doc, figure, last):
        figure.metric, figure.reason = "abducted", "held against their will"


def got_away(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "6,000 prisoners escaped", "80 were kidnapped; five escaped": from captors, not homes."""
    noun, trigger = figure.phrase.noun, figure.trigger
    if figure.metric != "displaced" or trigger is None:
        return
    lemma, word = trigger.sense.lemma, doc.word[figure.phrase.noun_last - 1] if noun is not None else ""
    inmates = word in _INMATES and lemma in ("escape", "flee", "run away", "break out")
    away = lemma == "escape" or (lemma in ("flee", "run away") and (figure.part_of >= 0 or figure.phrase.partitive))
    number = doc.sentence_of[first]
    begin = doc.sentences[number - 1][0] if number else first
    if inmates or (away and (doc.has(_FREED, trigger.last, trigger.last + 4) or doc.has(_CAPTORS, begin, last))):
        figure.metric = "released"


_INMATES = frozenset({"prisoners", "inmates", "detainees", "convicts", "captives", "hostages", "prisoner", "inmate"})
_FREED = frozenset({"freed", "released", "ransomed"})  # "escaped or were freed"
_CAPTORS = frozenset({
    "abducted", "kidnapped", "captors", "captivity", "hostages", "hostage", "abductors", "kidnappers", "captive",
    "captives", "seized", "hands", "held", "taken", "snatched", "whisked", "abduction", "kidnapping", "ransom",
})  # fmt: skip


def led_off(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "The troops led off 30 suspects for questioning": arrested, not carried off."""
    lemma = figure.trigger.sense.lemma if figure.trigger is not None else ""
    if figure.metric == "abducted" and lemma in _LEADING and doc.has(_FOR_QUESTIONS, first, last):
        figure.metric, figure.reason = "detained", "led off for questioning"


def _by_a_group(doc: Document, figure: Figure, last: int) -> bool:
    """Whether an armed group stands behind "by" or "in" in what is said of the held."""
    for i in range(figure.phrase.last, min(last - 1, figure.phrase.last + _REACH)):
        if doc.word[i] not in ("by", "in"):
            continue
        at = i + 1 + (doc.word[i + 1] in ("the", "a"))
        named = actor_table().at(doc.word, at) if at < last and doc.upper[at] else None
        hit = noun_at(doc, at) if at < last else None
        if named is not None and not is_state(named[1].code) and named[1].population in ("militants", "combatants"):
            return True
        if hit is not None and hit[1].sort == "people" and hit[1].code in ("militants", "combatants"):
            return True
    return False


def in_hand(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "Took 94 prisoners" captures them; "moved 3,000 men to the front" deploys them."""
    noun, lemma = figure.phrase.noun, figure.trigger.sense.lemma if figure.trigger is not None else ""
    word = doc.word[figure.phrase.noun_last - 1] if noun is not None else ""
    if figure.metric == "abducted" and doc.word[figure.quantity.first - 1] in _FREEING:
        figure.metric = "released"  # "rescued 76 kidnapped people"
    if figure.metric == "killed" and word == "prisoners" and figure.reason.endswith("noun “dead”"):
        figure.metric = "captured"  # "the enemy left 60 dead and 14 prisoners"
    if figure.metric == "abducted" and word == "prisoners":
        figure.metric = "captured"
    if figure.metric == "abducted" and lemma == "take" and doc.has(_DRAFTS, first, figure.quantity.first):
        figure.metric = "recruited"  # "the draft took 300,000 men"
    if figure.metric == "detained" and lemma == "pick up" and doc.has(_RESCUERS, first, last):
        figure.metric = "evacuated"  # "a frigate picked up 17 sailors"
    armed = word == "men" or (noun is not None and noun.code in FIGHTERS)
    if figure.metric == "evacuated" and lemma in _CARRYING and armed:
        figure.metric = "deployed"


_FREEING = frozenset({"rescued", "rescue", "rescues", "rescuing", "freed", "free", "frees", "freeing", "released",
                      "releases", "release", "liberated", "liberate", "recovered"})  # fmt: skip
_DRAFTS = frozenset({"draft", "mobilisation", "mobilization", "conscription", "call-up", "levy"})
_RESCUERS = frozenset({"frigate", "ship", "vessel", "boat", "boats", "freighter", "helicopter", "helicopters",
                       "trawler", "lifeboat", "tanker", "rescuers", "destroyer", "warship", "tug"})  # fmt: skip


def custody_of(metric: str, reason: str, population: str | None) -> str:
    """What holding is called by whom it befalls: soldiers are captured, but not who is held hostage; no peacekeepers.

    >>> custody_of("abducted", "“seized”", "military"), custody_of("abducted", "“held hostage”", "military")
    ('captured', 'abducted')
    >>> custody_of("captured", "“are holding”", "peacekeepers")
    'abducted'
    """
    if metric == "abducted" and population in FIGHTERS and "hostage" not in reason:
        return "captured"
    if metric == "captured" and population == "peacekeepers" and _WAR_CAPTIVES.isdisjoint(reason.strip("“”").split()):
        return "abducted"
    return metric


def brought_to_safety(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "The army rescued 300 civilians from the besieged quarter": freed are only those whom somebody had taken."""
    lemma = figure.trigger.sense.lemma if figure.trigger is not None else ""
    if figure.metric != "released" or lemma not in _CARRIERS:
        return
    number = doc.sentence_of[first]
    begin = doc.sentences[number - 1][0] if number else first
    noun = figure.phrase.noun
    taken = noun is not None and (noun.metric is not None or noun.code in ARMED or noun.code == "prisoners")
    if not taken and not doc.has(_TAKEN, begin, last):
        figure.metric, figure.reason = "evacuated", f"{figure.reason} where nobody had taken them"


_TAKEN = frozenset(words("refinement")["freed_from"])
