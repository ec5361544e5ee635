"""Whose soldiers, fighters, police and peacekeepers: by who sends, who leads, who is near, who the text speaks of."""

from __future__ import annotations

from flows.claims.actor.belligerents import ARMED, MISSIONS, Side, is_group, is_state, opponent
from flows.claims.actor.company import in_company
from flows.claims.actor.standins import for_a_body, speaks_of_a_group
from flows.claims.actor.weighing import did_it, of_another_figure, only_counts, weighed
from flows.claims.actor.whom import (
    HARM,
    HELD_NOUNS,
    OWN_FORCES,
    Answer,
    last_word,
    leading_group,
    population_of,
    stands_for_others,
)
from flows.claims.actor.whose import OUTSIDE, SIDES, Scene, it_or_they, labelled, narrow, subject_of
from flows.claims.lexicon import words
from flows.claims.metric.figure import Figure
from flows.claims.text.grammar import AUXILIARIES
from flows.claims.text.mentions import Mention
from flows.claims.text.nouns import noun_at
from schemas.vocabulary import actors

HANDED = frozenset({"released", "returned", "bodies", "captured"})
_WHOLE_WAR = 1_000  # no mission of peacekeepers has lost so many at once
_MOVED = OWN_FORCES | {"released", "returned", "bodies"}
_TOWARDS = frozenset({"for", "to", "with", "along"})
_UNNAMED_ATTACKERS = frozenset({
    "gunmen", "gunman", "attackers", "assailants", "bombers", "bandits", "attacker", "assailant", "perpetrators",
    "perpetrator", "raiders", "raider", "hijackers", "hijacker", "kidnappers", "kidnapper", "shooters", "shooter",
})  # fmt: skip
_HAVING = frozenset({"have", "has", "had", "with", "counts", "count", "boasts", "fields", "commands", "numbers"})
_SOME_GROUPS = frozenset({"groups", "militias", "gangs", "cartels"})
MERCENARIES = frozenset({"mercenaries", "mercenary", "contractors", "contractor", "hirelings", "hireling"})
_COMPANIES = frozenset(words("weighing")["companies"])
_LINKED = frozenset({"linked", "affiliated", "aligned", "inspired", "affiliate", "affiliates", "branch", "allied"})


_NOBODY, _OUT_OF = frozenset({"nobody", "no one", "no-one"}), frozenset({"of", "from", "among", "in", "aboard"})


def _behind(figure: Figure) -> tuple[int, int]:
    return figure.quantity.last, figure.quantity.last + 1


def of_mission(scene: Scene) -> Answer | None:
    """Bare figures of a text about a mission count its people, unless a state is named before them."""
    figure, phrase = scene.figure, scene.figure.phrase
    if scene.memory.mission is None:
        return None
    nobody = figure.quantity.word in _NOBODY or scene.doc.word[figure.quantity.last - 1] == "one"
    if figure.quantity.zero and nobody and phrase.noun is None and not scene.doc.has(_OUT_OF, *_behind(figure)):
        return None  # "no one has died there", but "nobody of the patrol"
    if figure.trigger is not None and figure.trigger.sense.lemma == "surrender":
        return None  # who gives himself up to it
    sender = subject_of(scene.doc, figure, scene.everyone, scene.first) if figure.metric in OWN_FORCES else None
    if sender is not None and is_state(sender.code) and sender.role in ("names", "forces", "government"):
        return None  # "Britain has begun to land 700 paratroopers"
    if figure.metric in OWN_FORCES:
        fits = population_of(figure) == "military" or (population_of(figure) == "people" and phrase.noun is None)
    else:
        fits = phrase.noun is None and phrase.unknown is None and not phrase.increment
        fits = fits and figure.quantity.best < _WHOLE_WAR
    before = (scene.mentions.get(i) for i in range(scene.first, figure.quantity.first))
    state = any(m and is_state(m.code) and m.role in SIDES and m.code != scene.country for m in before)
    return mission_side(scene) if fits and not state else None


def mission_side(scene: Scene) -> Answer:
    """The mission that the text is about, with what it fields."""
    code = scene.memory.mission or "un"
    population = str(actors().get(code, {}).get("population") or "peacekeepers")
    return Side(code, None, "the mission that the text speaks of"), population


def freed(scene: Scene) -> Answer | None:
    """Prisoners whom a side frees belong to the other one."""
    figure, memory = scene.figure, scene.memory
    if figure.metric != "released" or population_of(figure) not in ("prisoners", "combatants", "people"):
        return None
    if last_word(scene) not in HELD_NOUNS | {"war", "pows", "combatants", "fighters"}:
        return None
    if _two_parties(scene):
        return Side(None, None, "of both parties"), population_of(figure)
    subject = subject_of(scene.doc, figure, scene.mentions, scene.first)
    other = opponent(subject.code, memory.counts, memory.day) if subject is not None else None
    if other is not None and subject is not None and is_state(subject.code) and not is_state(other):
        if last_word(scene) in _VICTIMS:
            return None  # "the army frees 15 hostages held by the rebels"
        home = actors()[other].get("country")
        if isinstance(home, str) and home != subject.code and population_of(figure) == "people":
            other = home  # the prisoners whom Israel frees are Palestinians
    return (Side(other, None, "the other side of who frees them"), population_of(figure)) if other else None


_VICTIMS = frozenset({"hostage", "hostages", "captive", "captives"})


def _two_parties(scene: Scene) -> bool:
    """ "Russia and Ukraine exchanged 190 prisoners of war": two states joined by "and"."""
    inside = [m for m in scene.mentions.values() if is_state(m.code) and m.role in ("names", "capitals")]
    codes = {m.last: m.code for m in inside}
    word = scene.doc.word
    return any(word[m.first - 1] == "and" and codes.get(m.first - 1, m.code) != m.code for m in inside)


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
        return _peacekeepers(scene), population
    if population == "combatants" and last_word(scene) in ("fighters", "fighter"):
        population = "militants"  # a state's fighters have its name beside them
    if last_word(scene) in _UNNAMED_ATTACKERS:
        return _attackers(scene), "militants"
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
    if population == "militants" or scene.figure.metric in HANDED or (near is not None and near.code in MISSIONS):
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


def _attackers(scene: Scene) -> Side:
    """Attackers without a name: of the group that the paragraph named last, else of the only one of the text."""
    named = _group_before(scene)
    if named is not None:
        return named
    return leading_group(scene)


def members(scene: Scene) -> Answer | None:
    """ "The guerrillas have about 6,000 members": of the group that has them."""
    figure, doc = scene.figure, scene.doc
    if last_word(scene) != "members" or population_of(figure) != "people" or figure.phrase.pronoun:
        return None
    if _HAVING.isdisjoint(doc.word[max(scene.first, figure.quantity.first - 4) : figure.quantity.first]):
        return None
    subject = subject_of(doc, figure, scene.mentions, scene.first)
    if subject is None or not is_group(subject.code):
        return None
    return scene.side(subject, "who has them"), narrow("combatants", subject.code)


def _peacekeepers(scene: Scene) -> Side:
    teller = scene.everyone.get(scene.first)
    sent = teller is not None and is_state(teller.code) and teller.role == "names" and teller.code != scene.country
    if teller and sent and scene.figure.metric in HARM and scene.doc.word[teller.last] in _OWNING_UP:
        return scene.side(teller, "who tells of its own contingent")  # "Fiji reported two peacekeepers wounded"
    for mention in scene.in_order():
        if mention.code in MISSIONS or mention.role == "missions":
            return scene.side(mention, "nearest mission")
    for code, _ in scene.memory.counts.most_common():
        if code in MISSIONS:
            return Side(code, None, "the mission that the text speaks of")
    return Side(_keepers_in(scene.country, scene.memory.day), None, "peacekeepers of an unnamed contingent")


def _keepers_in(country: str | None, day: str | None) -> str:
    """The organisation whose peacekeepers serve in a country on a day."""
    code, first, last = words("missions")["keepers"].get(country, ("un", 0, None))
    year = int(day[:4]) if day else first
    return code if first <= year and (last is None or year <= last) else "un"


_OWNING_UP = frozenset({"reported", "reports", "lost", "loses", "mourns", "mourned", "buried", "buries", "counted"})


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


def strong(scene: Scene) -> Answer | None:
    """ "UNIFIL, 2,000 strong", "Russia's contingent, 1,960 strong", "the 3,200-strong AU force": whose force it is."""
    figure, doc = scene.figure, scene.doc
    if "strong" not in doc.word[figure.quantity.last : figure.phrase.last + 1]:
        return None
    if doc.word[figure.quantity.last] == "strong" and (named := _strong_force(scene)) is not None:
        return named
    for i in range(figure.quantity.first - 1, max(scene.first - 1, figure.quantity.first - 14), -1):
        mention = scene.everyone.get(i)
        if mention is not None and mention.role in SIDES and doc.word[i - 1] not in OUTSIDE:
            body = mention.role in ("forces", "police", "missions") or not is_state(mention.code)
            population = mention.population if body else "military"
            keeps_peace = population == "military" and mention.code in MISSIONS
            return scene.side(mention, "who is so strong"), "peacekeepers" if keeps_peace else population
    return None


def _strong_force(scene: Scene) -> Answer | None:
    """ "The 3,200-strong AU force", "the 5,000-strong rebel group": the force whose name or kind follows."""
    doc, start = scene.doc, scene.figure.quantity.last + 1
    for i in range(start, min(scene.last, start + _FORCE_NAME)):
        mention = scene.everyone.get(i)
        if mention is not None and mention.role in SIDES:
            state = is_state(mention.code) and mention.role not in ("police", "missions")
            population = "military" if state else mention.population
            return scene.side(mention, "who is so strong"), "peacekeepers" if mention.code in MISSIONS else population
        if speaks_of_a_group(doc, i, i + 1):
            return leading_group(scene), "militants"
        if not doc.word[i].isalpha() or doc.word[i] in OUTSIDE:
            return None
    return None


_FORCE_NAME = 4  # tokens


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
    if population == "militants" and (before := _group_before(scene)) is not None:
        return before
    if population == "militants":
        return leading_group(scene)
    if scene.here and scene.country and scene.figure.metric not in OWN_FORCES:
        return scene.of_place()
    if memory.last_armed and memory.last_armed.code and is_state(memory.last_armed.code):
        return Side(memory.last_armed.code, memory.last_armed.text, "the side that the text spoke of last")
    return scene.of_place()


def _group_before(scene: Scene) -> Side | None:
    """The armed group that the paragraph named last: "… Abu Sayyaf …, killing five of the bandits"."""
    doc, at = scene.doc, scene.figure.quantity.first
    number = doc.sentence_of[at]
    while number and not doc.opens_line(doc.sentences[number][0]):
        number -= 1
    for i in range(at - 1, doc.sentences[number][0] - 1, -1):
        mention = scene.everyone.get(i)
        if mention is not None and is_group(mention.code) and mention.role in SIDES:
            if i >= scene.first and scene.figure.metric in HARM and _killed_them(scene, mention):
                other = opponent(mention.code, scene.memory.counts, scene.memory.day)
                return Side(other if other and is_group(other) else None, None, "whom the group has killed")
            if not _LINKED.isdisjoint(doc.word[mention.last : mention.last + 2] + doc.word[max(0, i - 3) : i]):
                return None
            return scene.side(mention, "the group named last")
    return None


def _killed_them(scene: Scene, mention: Mention) -> bool:
    """ "The peshmerga killed 12 jihadists": whether a group is the subject of the verb, with nobody in between."""
    doc, trigger = scene.doc, scene.figure.trigger
    if trigger is None or not did_it(scene, mention) or doc.word[mention.first - 1] in OUTSIDE | {"an", "a", "of"}:
        return False
    between = range(mention.last, trigger.first)
    others = any(i in scene.everyone or doc.word[i] == ";" for i in between)
    return not others and not any((hit := noun_at(doc, i)) and hit[1].code in ARMED for i in between)


def own_forces(scene: Scene) -> Answer | None:
    """People who are sent, recruited, withdrawn: their sender's."""
    figure, memory, referent = scene.figure, scene.memory, scene.referent
    if figure.metric not in OWN_FORCES:
        return None
    population = population_of(figure)
    subject = subject_of(scene.doc, figure, scene.mentions, scene.first)
    if subject is not None and figure.trigger is not None and figure.trigger.sense.owner == "subject":
        side = scene.side(subject, "subject of the sentence")
        return side, narrow("combatants" if population == "people" else population, side.code)
    if population != "people":
        return None
    if stands_for_others(figure) and not (referent and referent.near) and figure.metric == "deployed":
        if (group := _group_before(scene)) is not None:
            return group, narrow("combatants", group.code)
        for code, _ in memory.counts.most_common(4):
            if is_state(code) and code != scene.country:
                return Side(code, None, "the state that the text speaks of"), "military"
    if last_word(scene) == "members" and not (referent and referent.near):
        return leading_group(scene), "militants"  # "the gangs have 20,000 members"
    known = referent.side if referent else memory.last_armed
    if known is None and figure.metric == "recruited":
        known = scene.of_place()  # who is mobilised is a soldier
    return (known, narrow("combatants", known.code)) if known else None


def has_them(scene: Scene) -> Answer | None:
    """ "The PLA has two million under arms", "UNISFA has 4,000 troops left": the subject of "has"."""
    figure, doc = scene.figure, scene.doc
    population = population_of(figure)
    if figure.metric not in OWN_FORCES or population not in ("people", "military", "combatants", "peacekeepers"):
        return None
    lead = doc.word[figure.quantity.first - 1]
    standing = lead == "at" and doc.word[figure.quantity.first - 2] in ("stands", "stood", "remains", "remained")
    if lead not in _HAVING - {"with"} and not standing:
        return None
    subject = subject_of(doc, figure, scene.everyone, scene.first)
    population = "combatants" if population == "people" else population
    if subject is None and (known := it_or_they(scene, figure.quantity.first - 1, population)) is not None:
        return known, narrow(population, known.code)
    if subject is None or subject.role == "people" or figure.phrase.pronoun in ("them", "these", "those"):
        return None
    return scene.side(subject, "who has them"), narrow(population, subject.code)


def numbered(scene: Scene) -> Answer | None:
    """ "Analysts put the front at 300 to 400": the armed group named last in front of a bare number."""
    doc, figure = scene.doc, scene.figure
    adopted = figure.phrase.noun is None or figure.phrase.noun_first < 0
    if figure.metric not in OWN_FORCES or not adopted or figure.phrase.pronoun or scene.whole:
        return None
    for i in range(figure.quantity.first - 1, max(scene.first - 1, figure.quantity.first - 16), -1):
        mention = scene.everyone.get(i)
        if mention is not None and is_group(mention.code) and doc.word[i - 1] not in OUTSIDE:
            return scene.side(mention, "whose number it is"), narrow("combatants", mention.code)
        found = noun_at(doc, i) if mention is None and i > scene.first else None
        if found is not None and found[1].plural and found[1].code in ("militants", "combatants"):
            lead = i - 1 - (doc.word[i - 1] == "the")
            told = lead < scene.first or doc.word[lead] in (";", ",", "and", "but", "while")
            return (leading_group(scene), "militants") if told else None  # "the guerrillas are put at 7,000"
        if doc.word[i] in (";", ":") or doc.digit[i]:
            return None
    return None
