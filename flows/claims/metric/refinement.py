"""Decisions on a figure's metric and bound that need more than its governing word."""

from __future__ import annotations

from collections.abc import Callable

from flows.claims.actor.belligerents import opponent
from flows.claims.lexicon import words
from flows.claims.metric.custody import brought_to_safety, got_away, held_by_a_group, led_off
from flows.claims.metric.exchanges import in_return
from flows.claims.metric.figure import Figure
from flows.claims.metric.fought import of_those_fought, of_those_led
from flows.claims.metric.neighbours import inside_the_state, out_of_the_state
from flows.claims.metric.singles import none_of_one
from flows.claims.metric.strengths import attackers_or_camp, left_over, of_a_force
from flows.claims.text.grammar import POSSESSIVES
from flows.claims.text.mentions import actor_table, is_state
from flows.claims.text.nouns import AIRCRAFT, MUNITIONS, noun_at
from flows.claims.text.tokens import Document

_WORDS = {name: frozenset(rows) for name, rows in words("refinement").items()}
_ARMED = frozenset({"military", "militants", "combatants"})
_UNDER_ARMS = _ARMED | {"peacekeepers", "police"}


def refine(doc: Document, figure: Figure, first: int, last: int) -> None:
    """Decisions that need more than the governing word (guidelines, decisions 24, 29 and 30)."""
    for rule in _RULES:
        rule(doc, figure, first, last)


def _bodies(doc: Document, figure: Figure, first: int, last: int) -> None:
    """Bodies are of people killed unless they are handed over, searched for or found."""
    behind = doc.word[figure.phrase.last : min(last, figure.phrase.last + 8)]
    at = figure.quantity.first
    if doc.word[at - 2 : at] == ["bodies", "of"] and doc.has(_WORDS["receiving"], max(first, at - 6), at - 2):
        return  # "received the bodies of 909 soldiers"
    if figure.metric == "bodies" and "from" in behind and not _WORDS["receiving"].isdisjoint(doc.word[first:last]):
        return
    slain = doc.word[figure.phrase.last : figure.phrase.last + 1] in (["killed"], ["slain"], ["massacred"])
    slain = slain or not _WORDS["morgues"].isdisjoint(
        behind + doc.word[max(first, figure.quantity.first - 8) : figure.quantity.first]
    )
    slain = slain or doc.has(_GRAVES, first, at)  # "mass graves with 171 bodies"
    slain = slain or (behind[:1] == ["of"] and not _WORDS["victims"].isdisjoint(behind[1:4]))
    if figure.metric == "bodies" and (slain or _WORDS["handled"].isdisjoint(doc.word[first:last])):
        figure.metric, figure.reason = "killed", "bodies presented as people who were killed"


_GRAVES = frozenset({"grave", "graves"})


def _of_the_dead(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "Eight of the dead had fought for the rebels": what the dead had done before is not what is counted."""
    noun = figure.phrase.noun
    if noun is not None and noun.metric == "killed" and figure.metric in _IN_LIFE and figure.phrase.partitive:
        figure.metric, figure.trigger, figure.reason = "killed", None, "a part of the dead"


def _whose_homes(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "Destroyed the houses of 15 families", "burned the homes of 20 people": nobody of them is said to be harmed."""
    at, noun = figure.quantity.first, figure.phrase.noun
    if doc.word[at - 1] != "of" or doc.word[at - 2] not in _HOMES or noun is None or noun.sort != "people":
        return
    if figure.side != "right":
        figure.metric, figure.trigger, figure.reason = "affected", None, "whose homes were hit"


_HOMES = frozenset({"homes", "houses", "huts", "dwellings", "shops", "farms", "property", "properties", "belongings"})
_IN_LIFE = frozenset({"deployed", "strength", "recruited", "trained"})


def _losses(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "The army lost 20 men" counts the dead, "lost 20,000 men and 300 tanks" all its losses."""
    noun, trigger = figure.phrase.noun, figure.trigger
    lost = figure.metric == "casualties" and trigger is not None and trigger.sense.lemma in ("lose", "be lost")
    alone = not (figure.phrase.rate or _harmed_too(doc, figure.phrase.last, last))
    active = figure.side == "left" and doc.word[trigger.last : trigger.last + 1] != ["to"] if trigger else False
    beside = (
        active and noun is None and not _WORDS["wounded"].isdisjoint(doc.word[first:last])
    )  # "lost 1,000, with 3,000 wounded"
    few = active and noun is None and figure.quantity.best < _FEW_LOST  # "the police lost 21"
    if lost and figure.quantity.best >= _ALL_LOST:
        return  # "has lost about a million troops"
    people = noun is not None and noun.sort == "people" and (not noun.metric or figure.phrase.noun_first < 0)
    if lost and alone and (beside or few or people):
        begin = trigger.last if active and trigger else first
        end = next((i for i in doc.among(_TAKING, begin, last)), last)  # "lost 19 men and taken four cars"
        hits = (noun_at(doc, i) for i in range(begin, end) if doc.word[i] != "bomber")  # a man, more often
        if not any(hit is not None and hit[1].sort == "materiel" for hit in hits):
            figure.metric, figure.reason = "killed", "people whom a side lost"


def _named_behind(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "5,183 casualties, of which 1,659 were deaths": what a part of the casualties were."""
    behind = doc.word[figure.phrase.last : figure.phrase.last + 2]
    if figure.metric == "casualties" and behind[:1] in (["were"], ["are"]) and behind[-1] in _FATES:
        figure.metric, figure.reason = _FATES[behind[-1]], f"“{behind[-1]}” behind it"


_FATES = {
    "deaths": "killed", "fatalities": "killed", "fatal": "killed", "dead": "killed", "injuries": "wounded",
    "injured": "wounded", "wounded": "wounded", "wounds": "wounded",
}  # fmt: skip


def _harmed_too(doc: Document, end: int, last: int) -> bool:
    """ "Lost 40 killed", "lost 300 men killed and wounded", but not "lost four men and killed 33"."""
    for i in range(end, min(last, len(doc) - 1, end + 4)):
        if doc.word[i] == ";":
            return False
        if doc.word[i] in _WORDS["harm"] and not doc.digit[i + 1]:
            return True
    return False


_FEW_LOST, _ALL_LOST = 200, 50_000
_TAKING = frozenset({
    "taken", "took", "taking", "captured", "capturing", "destroyed", "destroying", "seized", "seizing", "killed",
    "killing", "burned", "shot", "claimed", "claim", "claims",
})  # fmt: skip


def _on_the_ground(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "Destroyed on the ground", "missiles that were being prepared for launch": not in flight."""
    trigger, noun = figure.trigger, figure.phrase.noun
    destroyed = figure.metric == "munitions_intercepted" and trigger and trigger.sense.lemma == "destroy"
    if destroyed:
        text = doc.text[doc.start[first] : doc.end[last - 1]].lower()
        if any(ground in text for ground in words("refinement")["grounded"]):
            figure.metric = "equipment_lost"
    if figure.metric == "attacks" and noun is not None and noun.code in MUNITIONS:
        figure.metric = "munitions_fired"  # "attacked 40 times: 15 air strikes, 300 drones"
    if figure.metric == "munitions_fired" and noun is not None and noun.code in AIRCRAFT:
        figure.metric = "equipment_held"  # "a carrier that launched a dozen jets"
    had = "whole" in figure.extra and doc.word[figure.quantity.first - 1] in POSSESSIVES
    if figure.metric == "equipment_lost" and had:
        figure.metric = "equipment_held"  # "lost 2,200 of its 3,500 tanks"


def _hitting(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "Two dozen jets hit the city", "31 missiles destroyed homes": what does harm has not come to it."""
    noun, trigger = figure.phrase.noun, figure.trigger
    if trigger is None or noun is None or figure.metric != "equipment_lost" or trigger.first < figure.phrase.last:
        return
    between = doc.word[figure.phrase.last : trigger.first]
    active = _SUBJECTS_VERB.issuperset(between) and doc.word[trigger.last : trigger.last + 1] not in (
        [","],
        ["."],
        ["by"],
    )
    if active and trigger.sense.lemma in _HARMING and noun.code in MUNITIONS | AIRCRAFT:
        figure.metric = "munitions_fired" if noun.code in MUNITIONS else "equipment_held"
        figure.reason = f"what {trigger.sense.lemma}s, not what is hit"


_SUBJECTS_VERB = frozenset({"that", "which", "have", "has", "had", "then", "later", "also", "reportedly", "twice"})
_HARMING = frozenset({"hit", "strike", "bomb", "pound", "target", "attack", "destroy", "damage", "wreck", "shell"})


def _towards(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "Sent 91 aircraft toward the island": what is sent against somebody is not supplied."""
    sent = (
        figure.metric == "equipment_supplied" and figure.trigger and figure.trigger.sense.lemma in ("send", "dispatch")
    )
    reach = 8 if doc.word[figure.phrase.last : figure.phrase.last + 1] == ["and"] else 3  # "tanks and 2,000 men into"
    if sent and not _WORDS["towards"].isdisjoint(doc.word[figure.phrase.last : figure.phrase.last + reach]):
        figure.metric, figure.reason = "equipment_held", "sent in somebody's direction"


def _sent_to_a_friend(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "Britain sent 100 missiles to Ukraine": munitions that are sent to a state that is no foe are given."""
    trigger, end = figure.trigger, figure.phrase.last
    if figure.metric != "munitions_fired" or trigger is None or trigger.sense.lemma not in _SENDING:
        return
    if doc.word[end : end + 1] != ["to"] or end + 1 >= last or not doc.upper[end + 1]:
        return
    target = actor_table().at(doc.word, end + 1)
    if target is None or not is_state(target[1].code):
        return
    begin = trigger.last if figure.side == "right" else first
    names = (actor_table().at(doc.word, i) for i in range(begin, trigger.first) if doc.upper[i])
    sender = next((hit[1].code for hit in names if hit is not None), None)
    if sender is not None and opponent(sender, {target[1].code: 1}) is None:
        figure.metric, figure.reason = "equipment_supplied", "sent to a state that is no foe"


_SENDING = frozenset({"send", "dispatch", "ship"})


def _as_promised(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "Of the 31 tanks promised by Washington 20 have arrived": what comes of a gift is supplied."""
    arrived = figure.metric == "equipment_held" and figure.trigger and figure.trigger.sense.lemma == "arrive"
    if arrived and doc.has(_GIVEN, first, last):
        figure.metric, figure.reason = "equipment_supplied", "arrived of what was promised"


_GIVEN = frozenset({"promised", "pledged", "donated", "ordered", "delivered", "agreed", "supplied", "deliveries"})


def _movers(doc: Document, figure: Figure, first: int, last: int) -> None:
    """Fighters who cross a border are deployed, children who arrive are refugees, residents who leave displaced."""
    noun, trigger = figure.phrase.noun, figure.trigger
    code = noun.code if noun is not None else ""
    own = figure.phrase.pronoun in POSSESSIVES and doc.word[figure.phrase.noun_last - 1] == "men"
    if trigger is None:
        return
    if figure.metric == "deployed" and _flee(doc, figure, first, last):
        figure.metric = "evacuated" if trigger.sense.lemma in _WORDS["carrying"] else "refugees"
        if figure.metric == "refugees" and "displaced" in _told_of(doc, first, last):
            figure.metric = "displaced"
    unarmed = code not in _UNDER_ARMS and not (own or _of_soldiers(doc, figure, first))
    if figure.metric == "withdrawn" and unarmed and trigger.sense.lemma == "leave":
        figure.metric = "displaced"
    before = doc.word[max(first, trigger.first - 3) : trigger.first]
    along = figure.metric == "abducted" and trigger.sense.lemma in _TAKING_ALONG
    if along and unarmed and _carried(doc, trigger.last, last):
        figure.metric = "evacuated"
    held = (
        noun is not None
        and noun.metric in ("detained", "abducted")
        and doc.word[figure.phrase.noun_last - 1] != "arrests"
    )
    if held and figure.metric in ("evacuated", "returned", "withdrawn"):
        figure.metric = "released"  # "planes brought out 244 detainees"
    if figure.metric == "returned" and not _WORDS["negations"].isdisjoint(before):
        figure.metric = "killed" if code in _UNDER_ARMS else "displaced"
    if figure.metric == "released" and figure.side == "left" and not _WORDS["keeping"].isdisjoint(before):
        figure.metric = "abducted"  # "has yet to let go of 16 hostages"
    behind = doc.word[trigger.last : min(last, trigger.last + 9)]
    behind = behind[: behind.index(";")] if ";" in behind else behind
    led = not _WORDS["across"].isdisjoint(behind) or _WORDS["borders"].isdisjoint(behind)
    if figure.metric == "displaced" and led and not (_WORDS["abroad"] | _WORDS["borders"]).isdisjoint(behind):
        figure.metric = "refugees"
    if figure.metric == "returned" and code not in ("civilians", "children") and _exchanged(doc, first, last):
        figure.metric = "released"


def _of_soldiers(doc: Document, figure: Figure, first: int) -> bool:
    """ "It sent 33,000 troops. Ten thousand will leave": a bare number behind a sentence in which only soldiers are."""
    number = doc.sentence_of[first]
    if figure.phrase.noun is not None or figure.phrase.actors or not number or doc.opens_line(first):
        return False
    hits = (hit for i in range(*doc.sentences[number - 1]) if (hit := noun_at(doc, i)) is not None)
    people = {hit[1].code for hit in hits if hit[1].sort == "people"}
    return bool(people) and people <= _ARMED


def _armed_movers(doc: Document, figure: Figure, first: int, last: int) -> None:
    """Fighters who cross a border, two of a side's men who walk into a crowd, are no refugees."""
    noun = figure.phrase.noun
    own = figure.phrase.pronoun in POSSESSIVES and doc.word[figure.phrase.noun_last - 1] == "men"
    if figure.metric == "refugees" and (own or (noun is not None and noun.code in _ARMED)):
        figure.metric = "deployed"


def arrive_with(figure: Figure, before: Figure | None) -> None:
    """ "60,000 have crossed into Chad. About 11,000 arrived on Monday": who comes where others fled has fled."""
    lemma = figure.trigger.sense.lemma if figure.trigger is not None else ""
    if before is not None and before.metric == "refugees" and figure.metric == "displaced" and lemma in _SHELTERING:
        figure.metric = "refugees"  # "70,000 have entered Albania, which shelters 431,000"
    if (
        before is not None
        and (before.metric, figure.metric) == ("released", "returned")
        and (figure.trigger is before.trigger)
    ):
        figure.metric = "released"  # "189 have come home in the exchange, among them eight civilians"
    if before is not None and (before.metric, figure.metric) == ("equipment_supplied", "munitions_fired"):
        given = figure.reason.startswith(("list", "carried")) or lemma == "arrive"
        figure.metric = "equipment_supplied" if given else figure.metric  # "sent 12 launchers and 300 drones to Russia"
    if figure.metric != "deployed" or before is None or lemma not in _WORDS["arriving"]:
        return
    noun = figure.phrase.noun
    if before.metric in ("refugees", "displaced") and (noun is None or noun.code not in _ARMED):
        figure.metric = before.metric


def give_together(figures: list[Figure]) -> None:
    """ "Will send 100 missiles and 40 armoured vehicles": missiles that one verb sends with other arms are a gift."""
    gifts = {id(f.trigger) for f in figures if f.metric == "equipment_supplied" and f.trigger is not None}
    for figure in figures if gifts else ():
        if figure.metric == "munitions_fired" and id(figure.trigger) in gifts:
            figure.metric = "equipment_supplied"


_SHELTERING = frozenset({"shelter", "host", "house", "harbour", "accommodate", "lodge", "take in"})


def _in_hand(doc: Document, figure: Figure, first: int, last: int) -> None:
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
    armed = word == "men" or (noun is not None and noun.code in _ARMED)
    if figure.metric == "evacuated" and lemma in _WORDS["carrying"] and armed:
        figure.metric = "deployed"


_FREEING = frozenset({"rescued", "rescue", "rescues", "rescuing", "freed", "free", "frees", "freeing", "released",
                      "releases", "release", "liberated", "liberate", "recovered"})  # fmt: skip
_DRAFTS = frozenset({"draft", "mobilisation", "mobilization", "conscription", "call-up", "levy"})
_RESCUERS = frozenset({"frigate", "ship", "vessel", "boat", "boats", "freighter", "helicopter", "helicopters",
                       "trawler", "lifeboat", "tanker", "rescuers", "destroyer", "warship", "tug"})  # fmt: skip


def _into_a_state(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "10,000 Syrians fled to Turkey" are refugees there."""
    trigger = figure.trigger
    if figure.metric != "displaced" or trigger is None or trigger.sense.use not in ("intransitive", "both"):
        return
    if figure.phrase.noun is not None and figure.phrase.noun.code in _ARMED:
        figure.metric = "withdrawn"  # "270 soldiers fled into Rwanda"
        return
    home = {mention.code for mention in figure.phrase.actors}
    for i in range(trigger.last - 1, min(last - 1, trigger.last + _REACHED)):
        if doc.word[i] in (",", ";"):
            return
        if doc.word[i] in ("to", "into", "towards", "toward", "for") and doc.upper[i + 1]:
            found = actor_table().at(doc.word, i + 1)
            if found is not None and found[1].role == "names" and is_state(found[1].code):
                figure.metric = "displaced" if found[1].code in home else "refugees"
                return


_REACHED = 8  # tokens


def _hosted(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "Chad shelters 700,000 Sudanese", "300,000 fled, 120,000 of them to Mauritania": in a state not their own."""
    if figure.metric != "displaced":
        return
    at, end = figure.quantity.first, figure.phrase.last
    homes = {mention.code for mention in figure.phrase.actors if is_state(mention.code)}
    if homes and not _WORDS["hosting"].isdisjoint(doc.word[max(first, at - 4) : at]):
        figure.metric = "refugees"
    told = figure.reason.startswith(("list", "carried"))
    being = told and end < last and doc.word[end] in _BEING and doc.word[end + 1 : end + 2] == ["in"]
    there = end + 1 + being
    if (being or doc.word[end : end + 1] in (["to"], ["into"])) and there < last and doc.upper[there]:
        found = actor_table().at(doc.word, there)
        named = {hit[1].code for i in range(first, at) if doc.upper[i] and (hit := actor_table().at(doc.word, i))}
        if found is not None and found[1].role == "names" and is_state(found[1].code) and found[1].code not in named:
            figure.metric = "refugees"


_BEING = frozenset({"are", "were", "live", "sit"})


def _expelled(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "22,000 Eritreans were expelled from Ethiopia": out of a state, not out of a town."""
    if figure.metric != "displaced" or figure.trigger is None or figure.trigger.sense.lemma not in _EXPELLING:
        return
    for i in range(figure.trigger.last, min(last - 1, figure.trigger.last + _REACHED)):
        if doc.word[i] in ("from", "to", "into") and doc.upper[i + 1]:
            found = actor_table().at(doc.word, i + 1)
            if found is not None and found[1].role == "names" and is_state(found[1].code):
                figure.metric = "refugees"
                return


_EXPELLING = frozenset({"expel", "deport", "drive out", "banish"})


def _carried(doc: Document, at: int, last: int) -> bool:
    """ "Took 533 patients from the beach to the port", "took 1,182 foreigners off the quays": carried to safety."""
    behind = doc.word[at : min(last, at + 14)]
    return "off" in behind or ("from" in behind and "to" in behind)


_TAKING_ALONG = frozenset({"take", "take from"})
_HELD_BEFORE = frozenset({
    "arrested", "detained", "suspects", "suspect", "custody", "jailed", "detainees", "rounded", "questioned",
})  # fmt: skip


def _let_go(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "675 suspects were arrested; around 400 have been sent home": who was held and may go is released."""
    sent = figure.metric in ("withdrawn", "returned") and figure.trigger is not None
    if sent and figure.trigger is not None and figure.trigger.sense.lemma in ("send home", "allow home", "let go home"):
        noun = figure.phrase.noun
        if (noun is None or noun.code not in _ARMED) and not _HELD_BEFORE.isdisjoint(_told_of(doc, first, last)):
            figure.metric, figure.reason = "released", "sent home out of custody"


def _exchanged(doc: Document, first: int, last: int) -> bool:
    """Whether a sentence or the one before it speaks of an exchange of prisoners."""
    return not _WORDS["exchanges"].isdisjoint(_told_of(doc, first, last))


def _flee(doc: Document, figure: Figure, first: int, last: int) -> bool:
    """Whether people who arrive or are moved are no troops: children, villagers, the people of a camp."""
    noun, trigger = figure.phrase.noun, figure.trigger
    if trigger is not None and trigger.sense.lemma in _DRIVING and doc.has(_SAFETY, figure.phrase.last, last):
        return noun is None or noun.code not in _ARMED  # "would send thousands of Poles abroad in search of safety"
    if trigger is None or trigger.sense.lemma not in _WORDS["carrying"] | _WORDS["arriving"]:
        return False
    if noun is not None and noun.code in ("children", "women", "civilians"):
        return True
    carried = trigger.sense.lemma in _WORDS["carrying"] and noun is not None and not figure.phrase.actors
    fleeing = not _WORDS["fleeing"].isdisjoint(doc.word[first:last])
    fleeing = fleeing or (noun is None and not _WORDS["fleeing"].isdisjoint(_told_of(doc, first, last)))
    return (noun is None and fleeing) or (noun is not None and noun.code == "people" and (carried or fleeing))


_DRIVING = frozenset({"send", "push", "drive", "force"})
_SAFETY = frozenset({"safety", "refuge", "fleeing", "refugees", "shelter", "asylum"})


def _told_of(doc: Document, first: int, last: int) -> list[str]:
    """The words of a sentence and of the one before it."""
    number = doc.sentence_of[first]
    return doc.word[doc.sentences[number - 1][0] if number else first : last]


def _no_harm(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "No injuries or deaths" counts casualties."""
    if figure.quantity.zero and figure.metric in ("killed", "wounded"):
        for i in range(figure.quantity.last, min(last - 1, figure.phrase.last + 1)):
            joined = doc.word[i] in ("or", "and", "nor") and doc.word[i - 1] in _WORDS["harm"]
            if joined and doc.word[i + 1] in _WORDS["harm"]:
                figure.metric = "casualties"


def _shot_in_hand(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "21 hostages were shot", "five militants were shot", but "two were shot in the leg"."""
    noun = figure.phrase.noun
    shot = figure.metric == "wounded" and figure.trigger is not None and figure.trigger.sense.lemma == "shoot"
    if shot and noun is not None and (noun.code == "prisoners" or noun.metric in ("abducted", "detained")):
        figure.metric = "killed"
    several = figure.quantity.best > 1 or figure.quantity.qualifier == "vague"
    if shot and several and not doc.has(_WORDS["survived"], figure.quantity.first, last):
        figure.metric, figure.reason = "killed", "several who were shot"


def _taken_out(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "People were taken out of the town" are brought to safety, fighters who were "taken out" are not."""
    noun = figure.phrase.noun
    lemma = figure.trigger.sense.lemma if figure.trigger is not None else ""
    if figure.metric == "killed" and lemma == "take out" and not (noun and noun.code in _ARMED):
        figure.metric = "evacuated"


def bound_behind(doc: Document, figure: Figure, last: int) -> None:
    """ "5 women at least": the bound stands behind the noun."""
    quantity, at = figure.quantity, figure.phrase.last
    if quantity.qualifier == "exact" and quantity.best > 0 and at + 1 < last and doc.word[at] == "at":
        if doc.word[at + 1] == "least":
            quantity.qualifier, quantity.high = "at_least", None
        elif doc.word[at + 1] == "most":
            quantity.qualifier, quantity.low = "at_most", None


def _small_arms(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "Police seized 21 guns": no artillery, unless heavier arms were seized with them."""
    noun, trigger = figure.phrase.noun, figure.trigger
    gun = noun is not None and noun.code == "artillery" and doc.word[figure.phrase.noun_last - 1] in ("gun", "guns")
    found = trigger is not None and trigger.sense.lemma in _FINDING
    if gun and found and noun is not None and not doc.has(_HEAVY, first, last):
        figure.phrase.noun = noun._replace(code="weapon")


_FINDING = frozenset({"seize", "recover", "confiscate", "surrender", "hand in", "hand over", "give up", "find"})
_HEAVY = frozenset({"tank", "tanks", "howitzer", "howitzers", "mortar", "mortars", "cannon", "artillery", "armoured"})


_RULES: tuple[Callable[[Document, Figure, int, int], None], ...] = (
    _bodies, _of_the_dead, _whose_homes, _losses, _named_behind, _on_the_ground, _hitting, _towards, _sent_to_a_friend,
    _as_promised, of_a_force,
    attackers_or_camp, _armed_movers, _movers, got_away, _in_hand, _into_a_state, _hosted,
    inside_the_state, out_of_the_state, _no_harm, _let_go, _taken_out,
    _shot_in_hand, of_those_fought, of_those_led, in_return, held_by_a_group, led_off, brought_to_safety,
    _expelled, left_over, none_of_one, _small_arms,
)  # fmt: skip
