"""Whose people, and which: a ladder of evidence, the first rung that holds gives side and population."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from flows.claims import grammar
from flows.claims.belligerents import ARMED, MISSIONS, Side, is_group, is_state, opponent
from flows.claims.figure import Figure
from flows.claims.mentions import Mention
from flows.claims.nouns import noun_at
from flows.claims.tokens import Document
from flows.claims.whose import OUTSIDE, SIDES, Scene, antecedent, named_inside, narrow, subject_of
from schemas.vocabulary import actors

Answer = tuple[Side, str]

_RELATED = frozenset(
    {"colleagues", "comrades", "members", "colleague", "comrade", "member", "companions", "counterparts"}
)
_HARM = frozenset({"killed", "wounded", "casualties", "missing"})
_CALLINGS = frozenset({"aid_workers", "medical_workers", "journalists", "peacekeepers", "prisoners"})
_ANYONE = frozenset({"people", "civilians"})
_LABEL = 5  # tokens
_WHOLE_WAR = 1_000  # no mission of peacekeepers has lost so many at once
_HELD = frozenset({"released", "abducted"})
_ADMITTING = frozenset(
    ["admit", "admits", "admitted", "acknowledge", "acknowledges", "acknowledged", "concede", "concedes", "conceded",
     "owns", "confessed", "confesses"]
)  # fmt: skip
_COUNTING = frozenset({"reported", "reports", "counted", "counts", "lists", "listed", "announced", "gave", "gives"})
_BODIES = frozenset({"army", "military", "navy", "forces", "troops", "general", "staff", "government", "ministry", "junta",
                     "police", "air", "armed", "defence", "defense", "command", "regime", "authorities"})  # fmt: skip
_TOLLS = frozenset({"toll", "dead", "losses", "casualties", "fatalities", "deaths", "wounded", "injured"})
_WARDS = frozenset({"hospital", "hospitals", "clinic", "clinics", "patients", "ward", "wards"})
_TOWARDS = frozenset({"for", "to", "with", "along"})
_HELD_NOUNS = frozenset(
    {"hostage", "hostages", "captive", "captives", "prisoner", "prisoners", "detainees", "detainee"}
)
_OWN_FORCES = frozenset({"deployed", "recruited", "withdrawn", "strength", "trained", "deserted"})
_UNNAMED_ATTACKERS = frozenset(
    {"gunmen", "gunman", "attackers", "assailants", "bombers", "bandits", "attacker", "assailant"}
)
_MERCENARIES = frozenset({"mercenaries", "mercenary", "contractors", "contractor"})
_LOSING = frozenset(
    [
        "suffer",
        "suffers",
        "suffered",
        "suffering",
        "sustain",
        "sustains",
        "sustained",
        "sustaining",
        "lost",
        "lose",
        "loses",
        "losing",
        "incurred",
        "incur",
        "cost",
        "costs",
    ]
)
_LINKED = frozenset({"linked", "affiliated", "aligned", "inspired", "affiliate", "affiliates", "branch", "allied"})
_TOLL_ENDS = frozenset({"in", "and", ",", "since", "amid", "with", "after", "during", "when", "on", "by"})
_TOLL_LINKS = (["among"], ["of"], ["from"], ["for"], ["against"], ["amongst"])


def whose_people(scene: Scene) -> Answer:
    """The side and the population of counted people; without any evidence, those of the place."""
    side, population = next((answer for rung in _LADDER if (answer := rung(scene)) is not None), (scene.of_place(), ""))
    population = population or _population(scene.figure)
    if population == "people" and scene.figure.metric == "bodies":
        population = narrow(_attributed(scene) or population, side.code)
    return side, population


def _population(figure: Figure) -> str:
    return figure.phrase.noun.code if figure.phrase.noun is not None else "people"


def _of_title(scene: Scene) -> Answer | None:
    """In a report on civilians, as its title says, the dead and wounded of whom nothing else is told are civilians."""
    told = scene.memory.about == "civilians" and _stands_for_others(scene.figure) and scene.figure.metric in _HARM
    return (scene.of_place(), "civilians") if told else None


def _of_men(scene: Scene) -> Answer | None:
    """ "Lost 30 of its men", "300 men of the brigade": men who are counted bear arms, unless women are beside them."""
    phrase, doc = scene.figure.phrase, scene.doc
    if _last_word(scene) != "men" or _population(scene.figure) != "people" or scene.figure.metric in _HELD:
        return None
    around = doc.word[max(scene.first, scene.figure.quantity.first - 6) : min(scene.last, phrase.noun_last + 6)]
    if not _UNARMED.isdisjoint(around):
        return None
    inside = named_inside(scene.figure, doc)
    side = scene.side(inside, "named with the figure") if inside is not None else None
    if side is None and phrase.pronoun in grammar.POSSESSIVES:
        side = antecedent(scene, "combatants")
    side = side or _acting(scene, "combatants") or _nearest(scene, "combatants")
    return (side, narrow("combatants", side.code)) if side is not None and side.code else None


def _attributed(scene: Scene) -> str | None:
    """ "182 rebel bodies", "three bodies of soldiers": the population that stands beside a noun of the dead."""
    phrase, doc = scene.figure.phrase, scene.doc
    span = [*range(scene.figure.quantity.last, max(phrase.noun_first, 0))]
    if doc.word[phrase.noun_last : phrase.noun_last + 1] == ["of"]:
        span += range(phrase.noun_last + 1, min(scene.last, phrase.noun_last + 6))
    for i in span:
        found = noun_at(doc, i)
        if found and found[1].sort == "people" and not found[1].metric and found[1].code != "people":
            return found[1].code
    return None


def _stands_for_others(figure: Figure) -> bool:
    """Whether a figure says nothing itself of whom it counts: "another 12", "600 deaths"."""
    noun = figure.phrase.noun
    return noun is None or noun.metric in _HARM or (noun.code == "people" and figure.phrase.others)


def _last_word(scene: Scene) -> str:
    at = scene.figure.phrase.noun_last
    return scene.doc.word[at - 1] if scene.figure.phrase.noun is not None and at > 0 else ""


def _named(scene: Scene) -> Answer | None:
    """ "6,000 North Korean soldiers", "members of the PKK", "nine from Morocco"."""
    figure, referent = scene.figure, scene.referent
    mention = named_inside(figure, scene.doc)
    if mention is None:
        return None
    population = _named_population(figure, mention)
    if population == "military" and _keeping_peace(scene) and mention.code != scene.country:
        population = "peacekeepers"
    if population == "people" and figure.phrase.noun is None and scene.memory.mission and figure.metric in _HARM:
        return scene.side(mention, "a contingent of the mission"), "peacekeepers"
    if population == "people":
        abroad = scene.country is not None and is_state(mention.code) and mention.code != scene.country
        if abroad and figure.phrase.noun is None and figure.metric in _HARM | {"captured"}:
            population = scene.memory.armed.get(mention.code, population)
        if referent and referent.population in ARMED and (scene.whole or referent.near):
            same = scene.whole or referent.side.code in (None, mention.code)
            population = referent.population if same else population
    if population not in ARMED and figure.phrase.noun is not None and not is_state(mention.code):
        home = actors().get(mention.code, {}).get("country")
        country = scene.country or (home if isinstance(home, str) else None)
        return Side(country, scene.side(mention, "").text, "the country of unarmed people"), population
    return scene.side(mention, "named with the figure"), population


def _keeping_peace(scene: Scene) -> bool:
    return any(word.startswith("peacekeep") for word in scene.doc.word[scene.first : scene.last])


def _named_population(figure: Figure, mention: Mention) -> str:
    noun, population, state = figure.phrase.noun, _population(figure), is_state(mention.code)
    body = mention.role in ("forces", "police", "missions") or not state
    if state and population == "people" and figure.metric in _OWN_FORCES | {"captured"}:
        return "military"
    if population == "military" and mention.population == "peacekeepers" and mention.code in MISSIONS:
        return "peacekeepers"  # "soldiers of the African Union"
    if noun is None or mention.first <= figure.phrase.noun_first < mention.last:
        return mention.population if body else "people"
    member = any(m.first >= figure.phrase.noun_last for m in figure.phrase.actors) or (
        not state and figure.phrase.noun is not None and figure.phrase.noun.code == "people"
    )
    if population in ("combatants", "people") and member:
        return mention.population if body else population
    return narrow(population, mention.code)


def _fellows(scene: Scene) -> Answer | None:
    """ "ten of their comrades": the same as the people counted before."""
    referent = scene.referent
    if referent is None or not scene.figure.phrase.pronoun or _last_word(scene) not in _RELATED:
        return None
    if scene.memory.mission and referent.population == "people":
        return _mission(scene)
    return Side(referent.side.code, referent.side.text, "fellows of the people counted before"), referent.population


def _mission(scene: Scene) -> Answer:
    code = scene.memory.mission or "un"
    population = str(actors().get(code, {}).get("population") or "peacekeepers")
    return Side(code, None, "the mission that the text speaks of"), population


def _possessive(scene: Scene) -> Answer | None:
    """ "eight of its fighters": whom the pronoun stands for."""
    figure, population = scene.figure, _population(scene.figure)
    owner = antecedent(scene, population) if figure.phrase.pronoun in grammar.POSSESSIVES else None
    if owner is None:
        return None
    fighters = _last_word(scene) in _RELATED and population == "people"
    return owner, narrow("combatants" if fighters else population, owner.code)


def _toll(scene: Scene) -> Answer | None:
    """ "Russia's dead", "the toll among National Guard troops", "North Korea has suffered 4,700 casualties"."""
    figure, population = scene.figure, _population(scene.figure)
    if not (_stands_for_others(figure) or (figure.metric == "casualties" and population == "people")):
        return None
    trigger = figure.trigger
    if (own := _own_toll(scene)) is not None:
        return own
    if trigger and figure.side == "left" and trigger.sense.use in ("toll", "state"):
        lead = scene.doc.word[trigger.first - 1] if trigger.first > scene.first else ""
        lead = scene.doc.word[trigger.first - 2] if lead == "own" else lead
        owner = antecedent(scene, population) if lead in grammar.POSSESSIVES else None
        if owner is not None and owner.code:  # "they put their dead at 200"
            known = scene.memory.armed.get(owner.code, "military" if is_state(owner.code) else "combatants")
            return owner, narrow(known, owner.code)
    told = _told_by_noun(scene)
    if told:
        side = told[0] if told[0].code else scene.of_place()
        return side, told[1] if population == "people" else population
    return _losing_side(scene)


def _own_toll(scene: Scene) -> Answer | None:
    """ "Iran's health ministry put its own toll at 610 dead": of whoever counts."""
    doc, at = scene.doc, scene.figure.quantity.first
    for k in range(at - 1, max(scene.first + 1, at - 6), -1):
        if doc.word[k] in _TOLLS and doc.word[k - 1] == "own" and doc.word[k - 2] in grammar.POSSESSIVES:
            owner = antecedent(scene, "people")
            known = scene.memory.armed.get(owner.code, "people") if owner is not None and owner.code else "people"
            return (owner, known) if owner is not None else None
    return None


def _toll_span(scene: Scene) -> tuple[int, int] | None:
    """The tokens of the noun phrase of a toll: those before its noun and those that "of" or "among" adds."""
    figure, doc = scene.figure, scene.doc
    trigger, phrase = figure.trigger, figure.phrase
    if trigger is not None and figure.side == "left" and trigger.sense.use in ("toll", "nominal"):
        start = trigger.first
        while start > max(scene.first, trigger.first - 4) and not _outside_phrase(doc.word[start - 1]):
            start -= 1
        linked = doc.word[trigger.last : trigger.last + 1] in _TOLL_LINKS
        return start, min(figure.quantity.first, trigger.last + 7) if linked else trigger.last
    if phrase.noun is not None and 0 <= phrase.noun_first < figure.quantity.first:
        start = phrase.noun_first  # "the army's own dead number 31"
        while start > max(scene.first, phrase.noun_first - 5) and not _outside_phrase(doc.word[start - 1]):
            start -= 1
        return start, phrase.noun_last
    if phrase.noun is not None and phrase.noun_first >= 0:
        stop = phrase.last
        if doc.word[stop : stop + 1] in _TOLL_LINKS:
            stop += 1
            while stop < min(scene.last, phrase.last + 6) and not _outside_phrase(doc.word[stop]):
                stop += 1
        return figure.quantity.last, stop
    return None


def _outside_phrase(word: str) -> bool:
    verb = word in grammar.STOP_VERBS or (word in grammar.AUXILIARIES and word != "'s")
    return verb or word in grammar.PREPOSITIONS or word in _TOLL_ENDS or word in (";", ".", ":")


def _told_by_noun(scene: Scene) -> Answer | None:
    doc, span = scene.doc, _toll_span(scene)
    mention, population = None, None
    for i in range(*span) if span else ():
        found = noun_at(doc, i)
        here = scene.mentions.get(i)
        if here and here.role in SIDES and doc.word[max(0, i - 1)] not in OUTSIDE:
            mention = here
        if found and found[1].sort == "people" and not found[1].metric and found[1].code != "people":
            population = found[1].code
        elif doc.word[i] == "civilian":
            population = "civilians"
        elif doc.word[i] in ("military", "combat", "army"):
            population = "military"
    if mention is None:
        return None if population is None or population in ARMED else (Side(None), population)
    if population is None:
        body = mention.role in ("forces", "police") or not is_state(mention.code)
        population = mention.population if body else scene.memory.armed.get(mention.code, "people")
    return scene.side(mention, "named with the toll"), narrow(population, mention.code)


def _framed(scene: Scene) -> Answer | None:
    """ "For civilians the numbers are 926 killed and 930 injured": whom the sentence opens with."""
    if not _stands_for_others(scene.figure) or scene.doc.word[scene.first] not in ("for", "among", "amongst"):
        return None
    for i in range(scene.first + 1, min(scene.first + 5, scene.figure.quantity.first)):
        found = noun_at(scene.doc, i)
        if found and found[1].sort == "people" and found[1].plural and not found[1].metric:
            inside = next((scene.mentions[k] for k in range(scene.first + 1, found[0]) if k in scene.mentions), None)
            side = scene.side(inside, "the sentence opens with them") if inside else scene.of_place()
            return side, narrow(found[1].code, side.code)
    return None


def _admitted(scene: Scene) -> Answer | None:
    """ "The general staff admitted to two killed": what a side admits it has lost itself."""
    figure, doc = scene.figure, scene.doc
    if not _stands_for_others(figure) or figure.metric not in _HARM | {"captured"}:
        return None
    before = range(figure.quantity.first - 1, max(scene.first, figure.quantity.first - 7), -1)
    at = next((k for k in before if doc.word[k] in _ADMITTING), None)
    if at is None:
        return _of_the_other_side(scene, next((k for k in before if doc.word[k] in _COUNTING), None))
    if not _WARDS.isdisjoint(doc.word[scene.first : scene.last]):
        return None  # a hospital admits patients
    named = (scene.everyone.get(i) for i in range(at - 1, scene.first - 1, -1))
    speaker = next((m for m in named if m is not None and _speaks_for_itself(doc, m)), None)
    if speaker is None and not {"it", "they"}.isdisjoint(doc.word[scene.first : at]):
        known = scene.memory.last_armed
        return (known, narrow("combatants", known.code)) if known is not None and known.code else None
    if speaker is None:
        return None
    return scene.side(speaker, "who admits it"), narrow("combatants", speaker.code)


def _speaks_for_itself(doc: Document, mention: Mention) -> bool:
    """Whether a mention is a side, "the Ethiopian army" with its adjective included."""
    adjective = (
        mention.role == "people" and doc.word[mention.last : mention.last + 1] and (doc.word[mention.last] in _BODIES)
    )
    return bool(adjective) or mention.role in ("forces", "names", "government", "capitals")


def _of_the_other_side(scene: Scene, at: int | None) -> Answer | None:
    """ "Armenia said 49 of its soldiers had died; Azerbaijan reported 50 dead": each side counts its own."""
    referent, memory = scene.referent, scene.memory
    if at is None or referent is None or referent.population not in ARMED or referent.side.code is None:
        return None
    speaker = scene.everyone.get(at - 1) or scene.everyone.get(at - 2)
    if speaker is None or speaker.code == referent.side.code:
        return None
    enemy = opponent(speaker.code, memory.counts, memory.day) == referent.side.code
    return (scene.side(speaker, "who counts its own"), narrow("combatants", speaker.code)) if enemy else None


def _losing_side(scene: Scene) -> Answer | None:
    """The subject of a verb of losing; a state that loses people loses soldiers."""
    figure, doc = scene.figure, scene.doc
    end = figure.trigger.first if figure.trigger and figure.side == "left" else figure.quantity.first
    window = doc.word[max(scene.first, figure.quantity.first - 5) : figure.quantity.first]
    taking = figure.metric == "casualties" and not {"taken", "reported", "took"}.isdisjoint(window)
    if not taking and _LOSING.isdisjoint(window):
        return None
    subject = subject_of(doc, figure, scene.mentions, scene.first)
    if subject is None or subject.first >= end:
        own = figure.metric == "casualties" and figure.trigger is not None and figure.trigger.sense.lemma == "lose"
        return (scene.of_place(), "military") if own else None
    found = next((hit for i in range(subject.last, min(subject.last + 3, end)) if (hit := noun_at(doc, i))), None)
    population = "military" if is_state(subject.code) else subject.population
    if found and found[1].sort == "people":
        population = found[1].code
    return scene.side(subject, "subject of the sentence"), narrow(population, subject.code)


def _same_people(scene: Scene) -> Answer | None:
    """ "three others were injured", "50 of them children": the people counted before, or a part of them."""
    figure, referent, population = scene.figure, scene.referent, _population(scene.figure)
    if referent is None:
        return None
    side = Side(referent.side.code, referent.side.text, "the people counted before")
    adopted = figure.phrase.noun is not None and figure.phrase.noun_first < 0
    if adopted and (scene.whole or figure.phrase.pronoun in ("them", "these", "those")):
        return side, population if population not in ("people", "combatants") else referent.population
    if _last_word(scene) in ("lives", "life"):
        return None  # "the war has cost 40,000 lives": nobody counted before
    if _stands_for_others(figure) or (figure.metric == "casualties" and population == "people"):
        if figure.quantity.zero and referent.population not in ARMED:
            return None
        if figure.phrase.others or figure.phrase.pronoun or scene.whole or referent.near:
            return side, referent.population if population == "people" else population
        return None
    listed = scene.whole or (referent.near and scene.doc.word[figure.quantity.first - 1] in (":", "and", ","))
    anyone = population in _ANYONE or (figure.phrase.noun is not None and figure.phrase.noun.weak)
    if listed and referent.same_sentence and referent.population in _CALLINGS and anyone:
        return side, referent.population  # "four aid workers: three guards and one driver"
    part = scene.whole or (referent.near and referent.same_sentence and population in ("women", "children"))
    return (side, population) if part and side.code and population not in ARMED else None


def _of_mission(scene: Scene) -> Answer | None:
    """Bare figures of a text about a mission count its people, unless a state is named before them."""
    figure, phrase = scene.figure, scene.figure.phrase
    if scene.memory.mission is None:
        return None
    if figure.metric in _OWN_FORCES:
        fits = _population(figure) == "military" or (_population(figure) == "people" and phrase.noun is None)
    else:
        fits = phrase.noun is None and phrase.unknown is None and not phrase.increment
        fits = fits and figure.quantity.best < _WHOLE_WAR
    before = (scene.mentions.get(i) for i in range(scene.first, figure.quantity.first))
    state = any(m is not None and is_state(m.code) and m.role in SIDES for m in before)
    return _mission(scene) if fits and not state else None


def _freed(scene: Scene) -> Answer | None:
    """Prisoners whom a side frees belong to the other one."""
    figure, memory = scene.figure, scene.memory
    if figure.metric != "released" or _population(figure) not in ("prisoners", "combatants", "people"):
        return None
    if _last_word(scene) not in _HELD_NOUNS | {"war", "pows", "combatants", "fighters"}:
        return None
    subject = subject_of(scene.doc, figure, scene.mentions, scene.first)
    other = opponent(subject.code, memory.counts, memory.day) if subject is not None else None
    return (Side(other, None, "the other side of who frees them"), _population(figure)) if other else None


def _armed(scene: Scene) -> Answer | None:
    """Soldiers, fighters, police, peacekeepers without a side of their own in the phrase."""
    population = _population(scene.figure)
    if population not in ARMED:
        return None
    if population == "police":
        return scene.of_place(), population
    if population == "peacekeepers":
        return _peacekeepers(scene), population
    if population == "combatants" and _last_word(scene) in ("fighters", "fighter"):
        population = "militants"  # a state's fighters have its name beside them
    side = (
        _acting(scene, population) or _nearest(scene, population) or _labelled(scene)
        or _from_abroad(scene, population)
        or _spoken_of(scene, population)
    )  # fmt: skip
    if _last_word(scene) in _UNNAMED_ATTACKERS:
        return side, "militants"
    return side, population if _last_word(scene) in _MERCENARIES else narrow(population, side.code)


def _peacekeepers(scene: Scene) -> Side:
    for mention in scene.in_order():
        if mention.code in MISSIONS or mention.role == "missions":
            return scene.side(mention, "nearest mission")
    for code, _ in scene.memory.counts.most_common():
        if code in MISSIONS:
            return Side(code, None, "the mission that the text speaks of")
    return Side("un", None, "peacekeepers of an unnamed contingent")


def _acting(scene: Scene, population: str) -> Side | None:
    """The subject of a verb that says what a side does with its own."""
    figure = scene.figure
    subject = subject_of(scene.doc, figure, scene.mentions, scene.first)
    if subject is None:
        return None
    own = figure.side == "left" and figure.trigger is not None and figure.trigger.sense.owner == "subject"
    if population == "combatants" or (own and not (population == "militants" and is_state(subject.code))):
        return scene.side(subject, "subject of the sentence")
    return None


def _strong(scene: Scene) -> Answer | None:
    """ "UNIFIL, 2,000 strong", "Russia's contingent, 1,960 strong under the truce": who stands before the figure."""
    figure, doc = scene.figure, scene.doc
    if "strong" not in doc.word[figure.quantity.last : figure.phrase.last + 1]:
        return None
    for i in range(figure.quantity.first - 1, max(scene.first - 1, figure.quantity.first - 14), -1):
        mention = scene.everyone.get(i)
        if mention is not None and mention.role in SIDES:
            body = mention.role in ("forces", "police", "missions") or not is_state(mention.code)
            return scene.side(mention, "who is so strong"), mention.population if body else "military"
    return None


def _labelled(scene: Scene) -> Side | None:
    """ "Lives, Israel. 119 soldiers by the army's count": the only side in the label that opens the paragraph."""
    doc = scene.doc
    number = doc.line_start[doc.sentence_of[scene.first]]
    first, last = doc.sentences[number]
    if last - first > _LABEL or first == scene.first:
        return None
    named = {m.code: m for i in range(first, last) if (m := scene.everyone.get(i)) is not None and m.role in SIDES}
    return scene.side(next(iter(named.values())), "the label of the paragraph") if len(named) == 1 else None


def _nearest(scene: Scene, population: str) -> Side | None:
    figure, doc = scene.figure, scene.doc
    harmed = figure.metric in ("killed", "wounded")
    group = population == "militants"
    for mention in scene.in_order():
        if is_state(mention.code) == group and (group or mention.code not in MISSIONS):
            continue
        lead = doc.word[max(scene.first, mention.first - 1)]
        if not group and (lead in OUTSIDE or (lead in _TOWARDS and figure.metric in _OWN_FORCES)):
            continue
        if harmed and _did_it(scene, mention):
            continue
        return scene.side(mention, "nearest side in the sentence")
    return None


def _did_it(scene: Scene, mention: Mention) -> bool:
    """Whether a side is the one that killed or wounded: "killed by X", "X killed 12"."""
    before = scene.doc.word[max(0, mention.first - 2) : mention.first]
    if "by" in before or "with" in before:
        return True
    trigger = scene.figure.trigger
    return scene.figure.side == "left" and trigger is not None and mention.last <= trigger.first


def _from_abroad(scene: Scene, population: str) -> Side | None:
    """ "There are 4,500 troops in Afghanistan": of the foreign state whose government or forces the text names most."""
    if scene.figure.metric not in ("deployed", "withdrawn") or population not in ("military", "combatants"):
        return None
    bodies = Counter(m.code for m in scene.everyone.values() if m.role in ("forces", "government", "capitals"))
    speaking = Counter({code: n for code, n in bodies.items() if is_state(code) and code != scene.country})
    if not speaking or not scene.country or bodies[scene.country] or scene.country in scene.memory.armed:
        return None
    return Side(speaking.most_common(1)[0][0], None, "the state from abroad that the text speaks of")


def _spoken_of(scene: Scene, population: str) -> Side:
    """The side that the text speaks of: the last armed one, the group named most, or the country of the place."""
    memory = scene.memory
    if population == "militants" and (before := _group_before(scene)) is not None:
        return before
    if _last_word(scene) in _UNNAMED_ATTACKERS:
        groups = [code for code in memory.counts if is_group(code)]
        return Side(groups[0], None, "the one group of the text") if len(groups) == 1 else Side(None)
    if population == "militants":
        here = {m.code for i in scene.line() if (m := scene.everyone.get(i)) is not None}
        known = (code for code, _ in memory.counts.most_common() if is_group(code))
        groups = [code for code in known if code in here or not memory.items]
        group = groups[0] if len(groups) == 1 else None
        return Side(group, None, "the group that the text speaks of" if group else "")
    if scene.here and scene.country and scene.figure.metric not in _OWN_FORCES:
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
            if not _LINKED.isdisjoint(doc.word[mention.last : mention.last + 2] + doc.word[max(0, i - 3) : i]):
                return None
            return scene.side(mention, "the group named last")
    return None


def _own_forces(scene: Scene) -> Answer | None:
    """People who are sent, recruited, withdrawn: their sender's."""
    figure, memory, referent = scene.figure, scene.memory, scene.referent
    if figure.metric not in _OWN_FORCES:
        return None
    population = _population(figure)
    subject = subject_of(scene.doc, figure, scene.mentions, scene.first)
    if subject is not None and figure.trigger is not None and figure.trigger.sense.owner == "subject":
        side = scene.side(subject, "subject of the sentence")
        return side, narrow("combatants" if population == "people" else population, side.code)
    if population != "people":
        return None
    if _stands_for_others(figure) and not (referent and referent.near) and figure.metric == "deployed":
        for code, _ in memory.counts.most_common(4):
            if is_state(code) and code != scene.country:
                return Side(code, None, "the state that the text speaks of"), "military"
    known = referent.side if referent else memory.last_armed
    return (known, narrow("combatants", known.code)) if known else None


def _held(scene: Scene) -> Answer | None:
    if scene.figure.metric in _HELD and _last_word(scene) in _HELD_NOUNS:
        return Side(None, None, "held people of unnamed origin"), _population(scene.figure)
    return None


def _refugees(scene: Scene) -> Answer | None:
    """Refugees belong to the country that they fled from."""
    if scene.figure.metric != "refugees":
        return None
    population, host = _population(scene.figure), scene.country
    for i in range(scene.first, scene.last):
        mention = scene.mentions.get(i)
        foreign = mention is not None and is_state(mention.code) and mention.code != host
        if mention and foreign and "from" in scene.doc.word[max(scene.first, i - 2) : i]:
            return scene.side(mention, "where they fled from"), population
    if scene.memory.fled_from:
        return Side(scene.memory.fled_from, None, "where the ones before fled from"), population
    code = next((code for code, _ in scene.memory.counts.most_common() if is_state(code) and code != host), None)
    return Side(code, None, "the country that the text speaks of" if code else ""), population


_UNARMED = frozenset({"women", "woman", "children", "boys", "girls", "elderly", "suspects", "arrested", "detained"})
_LADDER: tuple[Callable[[Scene], Answer | None], ...] = (
    _of_men, _strong, _named, _fellows, _possessive, _framed, _admitted, _toll, _same_people, _of_mission, _freed,
    _armed, _own_forces, _held, _refugees, _of_title,
)  # fmt: skip
