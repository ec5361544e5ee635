"""Whose materiel: who owns it, who fired it, who had fired what was intercepted, who attacked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from flows.claims.actor.agents import agent_of, subject_of
from flows.claims.actor.belligerents import Side, homes_of, is_group, is_state, only_opponent, opponent
from flows.claims.actor.doers import doer_of, estimates
from flows.claims.actor.foes import behind_the_front
from flows.claims.actor.holders import civil, holder, is_given, is_joined, is_wanted
from flows.claims.actor.ledgers import by_arms, come_from, goes_on, headed, only_attacker, taken_up
from flows.claims.actor.owners import claimant, losers_without_name, other_side, seized
from flows.claims.actor.questions import asked_side
from flows.claims.actor.watching import of_whom, seen
from flows.claims.actor.whom import leading_group
from flows.claims.actor.whose import OUTSIDE, SIDES, Scene, antecedent, labelled, named_inside
from flows.claims.lexicon import words
from flows.claims.metric.defaults import attackers_before
from flows.claims.place.placemention import LISTS
from flows.claims.text import grammar
from flows.claims.text.mentions import Mention
from flows.claims.text.nouns import AIRCRAFT
from flows.claims.text.triggers import find_triggers
from schemas.vocabulary import actors

_STRUCK = frozenset(LISTS["struck"])
_ATTACKS = frozenset(words("timing")["strikes"])
_AERIAL = frozenset({"jet", "jets", "warplane", "warplanes", "aircraft", "air", "aerial", "airstrike", "airstrikes",
                     "helicopter", "helicopters", "plane", "planes", "bombers"})  # fmt: skip
_JOINING = frozenset({"and", ",", ";", "while", "but"})
_LOSSES = frozenset({"losses", "loss"})
_LISTED = frozenset({"equipment_lost", "munitions_fired", "attacks"})
_SHARED = frozenset({"munitions_fired", "attacks", "equipment_supplied"})
_LED = OUTSIDE | {"for", "to", "by"}


def whose_materiel(scene: Scene, previous: Side | None) -> Side:
    """The side of counted materiel, buildings or attacks; `previous` is that of a figure of the same sort before."""
    figure, metric = scene.figure, scene.figure.metric or ""
    if (held := holder(scene)) is not None:
        return held
    inside = named_inside(figure, scene.doc)
    if inside is not None and not (_only_made_by(scene, inside) or _are_targets(scene)):
        return scene.side(inside, "named with the figure")
    if inside is None and (owner := of_whom(scene)) is not None:
        return owner
    if metric == "buildings_damaged":
        return scene.of_place()
    if (unarmed := civil(scene)) is not None:
        return unarmed
    if (listed := goes_on(scene)) is not None or (metric in _LISTED and (listed := headed(scene))):
        return listed
    if metric == "equipment_lost" and figure.trigger is None and seized(scene):
        return other_side(scene, None, None)
    if metric == "equipment_lost" and figure.trigger is None and (known := labelled(scene) or _listed(scene, previous)):
        return known
    if metric.startswith("munitions") and (shooter := _from_where(scene)) is not None:
        return shooter
    return _by_words(scene, previous)


def _by_words(scene: Scene, previous: Side | None) -> Side:
    """The side that the clause names, in its verb's role; else what the text carries."""
    figure, metric = scene.figure, scene.figure.metric or ""
    gap = _named_right_before(scene)
    if gap is not None:
        return gap
    named = doer_of(scene)
    if named is not None and estimates(scene, named) and (known := previous or scene.memory.materiel.get(metric)):
        return Side(known.code, known.text, "carried over from a figure before")
    if metric == "equipment_lost" and (lost := _losers(scene, named)) is not None:
        return lost
    its_own = figure.trigger is not None and figure.trigger.sense.owner == "subject"
    if metric == "munitions_intercepted" or (metric == "equipment_lost" and not its_own):
        return other_side(scene, named, previous)
    if figure.phrase.pronoun in grammar.POSSESSIVES and (owner_named := antecedent(scene, "military")):
        return owner_named
    if (watched := seen(scene, named, previous)) is not None:
        return watched
    if figure.trigger is not None and figure.trigger.sense.lemma in ("receive", "buy", "order"):
        return _giver(scene)
    return _acting(scene, named) if named is not None else _by_text(scene, previous)


def _losers(scene: Scene, named: Mention | None) -> Side | None:
    """Who loses what is lost, where the clause says so: "Russia's losses …", "the gunmen left behind …"."""
    if named is not None:
        behind = scene.doc.word[named.last : min(named.last + 4, scene.figure.quantity.first)]
        before = scene.doc.word[max(scene.first, named.first - 3) : named.first]
        if not _LOSSES.isdisjoint(behind) or ("of" in before and not _LOSSES.isdisjoint(before)):
            return scene.side(named, "whose losses they are")
    return _of_their_losses(scene) or losers_without_name(scene)


def _of_their_losses(scene: Scene) -> Side | None:
    """ "The losses of the Houthi militia come to 11 vehicles": of whom the noun says so."""
    doc, at = scene.doc, scene.figure.quantity.first
    for i in doc.among(_LOSSES, scene.first, at - 2):
        if doc.word[i + 1] == "of":
            behind = range(i + 2, min(i + 6, at))
            named = next((m for k in behind if (m := scene.everyone.get(k)) is not None and m.role in SIDES), None)
            return scene.side(named, "whose losses they are") if named is not None else None
    return None


def _acting(scene: Scene, named: Mention) -> Side:
    """The side that acts: no giver where it only asks, nobody where it acts with another."""
    metric = scene.figure.metric
    if is_wanted(scene, named):
        return _giver(scene)
    if metric == "equipment_supplied" and is_given(scene, named):
        given = _giver(scene)
        return given if given.code else _donor(scene, named.code)
    if metric in _SHARED and is_joined(scene, named):
        return Side(None, None, "of several sides")
    return scene.side(named, "subject of the sentence")


def _donor(scene: Scene, recipient: str) -> Side:
    """The state that the text names most, none of the recipient's own."""
    own = {scene.country, *homes_of(recipient)}
    givers = (code for code, _ in scene.memory.counts.most_common() if is_state(code) and code not in own)
    return Side(next(givers, None), None, "the state that the text speaks of")


def _named_right_before(scene: Scene) -> Side | None:
    """ "Poland has sent 240 tanks, Germany 80": the name right before a bare number."""
    doc, at = scene.doc, scene.figure.quantity.first
    if scene.figure.phrase.noun is not None and scene.figure.phrase.noun_first >= at:
        return None
    mention = scene.mentions.get(at - 1)
    if mention is None or mention.role not in ("names", "capitals") or mention.last != at:
        return None
    return scene.side(mention, "the name before the number") if doc.word[at - 2] in _JOINING else None


def _by_text(scene: Scene, previous: Side | None) -> Side:
    """The side of materiel or attacks for which the clause names nobody."""
    metric = scene.figure.metric or ""
    striking = metric in ("attacks", "munitions_fired")
    if striking and (attacker := _who_attacks(scene)) is not None:
        return attacker
    side = labelled(scene) or (asked_side(scene) if metric == "equipment_held" else None) or _carried(scene, previous)
    if metric == "equipment_held" and side.code and _too_poor(scene, side.code):
        side = Side(scene.main, None, "a side that has aircraft") if scene.main != scene.country else Side(None)
    if side.code:
        return side
    if metric == "equipment_held" and (attacker := _attacker(scene)).code is not None:
        return attacker
    if metric == "equipment_held" and attackers_before(scene.doc, scene.first, scene.figure.quantity.first):
        return leading_group(scene)
    if metric in ("equipment_held", "equipment_lost"):
        return scene.of_place()
    if striking and (foe := _only_foe(scene)) is not None:
        return foe
    if striking and not _AERIAL.isdisjoint(scene.doc.word[scene.first : scene.last]):
        return _with_aircraft(scene)
    armed = by_arms(scene, None) if metric == "munitions_fired" else None
    return armed or (only_attacker(scene) if striking else None) or side


_MUTUAL = frozenset({"violation", "violations", "clash", "clashes", "battle", "battles", "explosions", "explosion",
                     "engagements", "incidents", "incident", "skirmishes", "firefights", "breaches"})  # fmt: skip


def _only_foe(scene: Scene) -> Side | None:
    """ "Two missiles hit a block in Kharkiv": the one state that is at war with the country that the sentence names."""
    mutual = scene.figure.metric == "attacks" and scene.doc.has(_MUTUAL, scene.figure.quantity.last, scene.last)
    if scene.country is None or not scene.here or mutual:
        return None  # "420 ceasefire violations in Donetsk": by whom is not said
    if behind_the_front(scene.doc, scene.first, scene.last):
        return _facing(scene)
    foe = only_opponent(scene.country, scene.memory.day, scene.country)
    return Side(foe, None, "the only state at war with the country that was hit") if foe and is_state(foe) else None


def _too_poor(scene: Scene, code: str) -> bool:
    """Whether aircraft would be those of an armed group that nobody says has any."""
    noun = scene.figure.phrase.noun
    return noun is not None and noun.code in AIRCRAFT and is_group(code)


def _facing(scene: Scene) -> Side:
    """Who fires at the country that was hit: the other side of its conflict, where the text names one."""
    counts: Mapping[str, int] = scene.memory.counts
    if scene.here and behind_the_front(scene.doc, scene.first, scene.last):
        return Side(scene.country, None, "whose town the other side holds")
    if scene.memory.items:  # in a list of the day's news only the item itself tells
        counts = Counter(m.code for i in scene.line() if (m := scene.everyone.get(i)) is not None)
    other = opponent(scene.country, counts, scene.memory.day) if scene.country else None
    return Side(other, None, "the other side of the conflict" if other else "")


def _giver(scene: Scene) -> Side:
    """ "Ukraine has received 31 tanks from the United States": who gave them, where the text says so."""
    doc, end = scene.doc, scene.figure.phrase.last
    for mention in scene.in_order():
        between = doc.word[end : mention.first]
        others = any(doc.digit[end : mention.first]) and find_triggers(doc, end, mention.first)
        if "from" in between[-2:] and not others and ";" not in between:
            return scene.side(mention, "where they came from")
    return Side(None)


def _origin(scene: Scene) -> Side | None:
    """ "300 rockets were fired from Gaza": those who fire from a place, where no one else is named as firing."""
    doc, trigger = scene.doc, scene.figure.trigger
    if doc.word[scene.figure.phrase.last : scene.figure.phrase.last + 1] == ["from"]:  # "3,970 rockets from Lebanon"
        mention = scene.everyone.get(scene.figure.phrase.last + 1)
        return _fires_from(scene, mention) if mention is not None and mention.role == "names" else None
    if trigger is None or agent_of(scene) is not None:
        return None
    for i in range(max(trigger.last, scene.figure.phrase.last), min(scene.last - 1, trigger.last + 7)):
        if doc.word[i] == "from":
            mention = next((scene.mentions[k] for k in (i + 1, i + 2, i + 3) if k in scene.mentions), None)
            passive = scene.figure.side == "right" or trigger.form == "participle"
            return _fires_from(scene, mention) if mention is not None and passive else None
    return None


def _fires_from(scene: Scene, mention: Mention) -> Side:
    """Who fires from a country: the group at home there that the text names most, else the country's own."""
    for code, _ in scene.memory.counts.most_common():
        home = () if is_state(code) else actors()[code].get("country") or ()
        if mention.code in ([home] if isinstance(home, str) else home):
            return Side(code, None, "the group at home where they were fired")
    return scene.side(mention, "from where they were fired")


def _from_where(scene: Scene) -> Side | None:
    """Who has fired, by the words about the munitions themselves."""
    fired = scene.figure.metric == "munitions_fired"
    return (_origin(scene) or come_from(scene)) if fired else (_shooter(scene) or taken_up(scene) or come_from(scene))


def _shooter(scene: Scene) -> Side | None:
    """ "17 of 18 drones launched by Russia": who had fired what was shot down, where the phrase itself says so."""
    doc, start = scene.doc, scene.figure.phrase.last
    for trigger in find_triggers(doc, start, min(scene.last, start + 6)):
        fired = trigger.form in ("ed", "participle") and "munitions_fired" in trigger.sense.metrics.values()
        if fired and doc.word[trigger.last : trigger.last + 1] in (["by"], ["from"]):
            for i in range(trigger.last + 1, min(scene.last, trigger.last + 5)):
                if i in scene.mentions and scene.mentions[i].role in SIDES:
                    return scene.side(scene.mentions[i], "who fired them")
    return None


def _are_targets(scene: Scene) -> bool:
    """ "Struck 120 Hezbollah targets": an attack on each of them, by who struck."""
    noun = scene.figure.phrase.noun
    return scene.figure.metric == "attacks" and noun is not None and noun.sort == "struck"


def _only_made_by(scene: Scene, inside: Mention) -> bool:
    """ "American missiles fired by Ukraine", "Venezuela owns 5,000 Russian missiles": an adjective of make."""
    if inside.role != "people" or inside.first >= scene.figure.phrase.noun_first:
        return False
    shooter = _shooter(scene)
    if shooter is not None and shooter.code != inside.code:
        return True
    owner = scene.figure.trigger.sense.owner if scene.figure.trigger and scene.figure.side == "left" else None
    subject = subject_of(scene.doc, scene.figure, scene.mentions, scene.first) if owner == "subject" else None
    return subject is not None and subject.code != inside.code


def _who_attacks(scene: Scene) -> Side | None:
    """ "The American campaign …; ten to fifteen strikes a day": whose attacks the paragraph spoke of last."""
    doc = scene.doc
    begin = doc.line_start[doc.sentence_of[scene.first]]
    for i in range(scene.figure.quantity.first - 1, doc.sentences[begin][0], -1):
        if doc.word[i] in _ATTACKS:
            for k in range(i - 1, max(-1, i - 4), -1):
                mention = scene.everyone.get(k)
                named = mention is not None and mention.role in SIDES
                if mention and named and (mention.last == i or doc.word[k - 1] not in _LED):  # "from coalition bombing"
                    return scene.side(mention, "whose attacks the text speaks of")
                if not doc.word[k].isalpha() and doc.word[k] != "'s":
                    break
    return None


def _listed(scene: Scene, previous: Side | None) -> Side | None:
    """Losses in a list without a verb of their own: of the side whose losses the list began with."""
    known = previous or scene.memory.materiel.get("equipment_lost") or scene.memory.last_armed
    return Side(known.code, known.text, "carried over from a figure before") if known and known.code else None


def _attacker(scene: Scene) -> Side:
    """Whose aircraft attack, where nobody is named: those of a state at war with the place's, else the place's own."""
    noun, after = scene.figure.phrase.noun, scene.figure.phrase.last
    if scene.country is None or noun is None or noun.code not in AIRCRAFT:
        return Side(None)
    if _STRUCK.isdisjoint(scene.doc.word[after : min(scene.last, after + 4)]):
        return Side(None)
    return _with_aircraft(scene)


def _with_aircraft(scene: Scene) -> Side:
    """The state at war with the place's, else the place's own: rebels have no air force."""
    if scene.country is None:
        return Side(None)
    other = opponent(scene.country, scene.memory.counts, scene.memory.day)
    other = other if other is not None and is_state(other) else None
    abroad = scene.main if scene.main is not None and is_state(scene.main) else None
    return Side(other or abroad or scene.country, None, "a side that has aircraft")


def _carried(scene: Scene, previous: Side | None) -> Side:
    memory, metric = scene.memory, scene.figure.metric or ""
    if metric == "equipment_supplied" and (giver := claimant(scene)) is not None and giver != scene.country:
        return Side(giver, None, "who speaks of what is given")
    previous = previous if previous is not None and previous.code else memory.materiel.get(metric)
    if previous is not None and previous.code:
        return Side(previous.code, previous.text, "carried over from a figure before")
    if metric in ("munitions_fired", "attacks") and scene.country:
        other = _facing(scene)
        home = actors()[other.code].get("country") if other.code and not is_state(other.code) else None
        if other.code and scene.country not in (home or ()):
            return other
    if metric == "equipment_supplied":
        givers = (code for code, _ in memory.counts.most_common() if is_state(code) and code != scene.country)
        return Side(next(givers, None), None, "the state that the text speaks of")
    if metric.startswith("equipment") and memory.last_armed:
        return memory.last_armed
    return Side(None)
