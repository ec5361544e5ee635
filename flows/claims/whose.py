"""Whose people or materiel are counted, and which population they belong to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from flows.claims import grammar
from flows.claims.mentions import Mention
from flows.claims.metrics import Figure
from flows.claims.nouns import noun_at
from flows.claims.tokens import Document
from schemas.vocabulary import actors, load

ARMED = frozenset({"military", "militants", "combatants", "peacekeepers", "prisoners", "police"})
_OUTSIDE_PREPOSITIONS = frozenset(
    [
        "over",
        "off",
        "throughout",
        "in",
        "at",
        "near",
        "from",
        "against",
        "into",
        "across",
        "towards",
        "toward",
        "on",
        "inside",
        "outside",
        "around",
        "off",
    ]
)
_SIDES = frozenset({"names", "people", "forces", "government", "capitals", "police", "missions"})
_HELD = frozenset({"released", "abducted"})


@dataclass(slots=True)
class Side:
    """The answer: actor code, the words that gave it, and why."""

    code: str | None
    text: str | None = None
    reason: str = ""


@dataclass(slots=True)
class Memory:
    """What the text has said so far of sides: the last armed one, the last group, and how often each is named."""

    counts: Counter[str] = field(default_factory=Counter)
    last_armed: Side | None = None
    last_fired: str | None = None
    topic: tuple[int, Side, str] | None = None
    armed: dict[str, str] = field(default_factory=dict)
    mission: str | None = None
    fled_from: str | None = None
    day: str | None = None


@cache
def _conflicts() -> list[tuple[str, str | None, list[frozenset[str]], frozenset[str], bool]]:
    """Start, end, sides and countries of each known conflict, and whether it is a part of another one."""
    return [
        (
            str(entry["start"]), str(entry["end"]) if entry.get("end") else None,
            [frozenset(side) for side in entry.get("sides") or ()], frozenset(entry.get("countries") or ()),
            bool(entry.get("part_of")),
        )
        for entry in load("conflicts").values()
    ]  # fmt: skip


def _going_on(start: str, end: str | None, day: str | None) -> bool:
    """Whether a conflict was going on at a day, or had ended less than about two years before."""
    return day is None or (start[:4] <= day[:4] and (end is None or int(day[:4]) - int(end[:4]) <= 2))


def opponent(code: str, counts: Mapping[str, int], day: str | None = None) -> str | None:
    """The actor on another side of a conflict of that day that the article names most often; None where it names none.

    >>> opponent("UKR", {"UKR": 5, "RUS": 3, "USA": 4}, "2024-05-01")
    'RUS'
    """
    found: Counter[str] = Counter()
    for start, end, sides, _, _ in _conflicts():
        if _going_on(start, end, day) and any(code in side for side in sides):
            for side in sides:
                if code not in side:
                    for other in side:
                        found[other] = max(found[other], counts.get(other, 0))
    named = [(other, count) for other, count in found.most_common() if count > 0]
    groups = [other for other, _ in named if not _is_state(other)]
    if groups and named[0][0] != groups[0]:
        home = actors()[groups[0]].get("country") or ()
        if named[0][0] in ([home] if isinstance(home, str) else home):
            return groups[0]  # the group is the side, the country its home
    return named[0][0] if named else None


def known_start(near: Sequence[str], day: str | None = None) -> str | None:
    """The start of the conflict of that day in the countries that a text speaks of most, as an ISO date.

    >>> known_start(["UKR", "RUS"], "2024-05-01")
    '2022-02-24'
    """
    best, best_score = None, 0
    for start, end, _, countries, part in _conflicts():
        score = sum(3 - rank for rank, code in enumerate(near[:2]) if code in countries)
        if score > best_score and not part and _going_on(start, end, day):
            best, best_score = start, score
    return best


def mission_of(doc: Document, mentions: Mapping[int, Mention]) -> str | None:
    """The organisation whose peacekeepers a text is about: named by its mission and by words of peacekeeping."""
    if not any(word.startswith("peacekeep") or word == "helmets" or word == "helmet" for word in doc.word):
        named = [m.code for m in mentions.values() if m.role == "missions"]
        return Counter(named).most_common(1)[0][0] if len(named) >= 2 else None
    fielded = [m.code for m in mentions.values() if actors().get(m.code, {}).get("missions") and not _is_state(m.code)]
    if any(word in ("civilians", "villagers", "residents") for word in doc.word):
        return None
    lead = doc.sentences[min(1, len(doc.sentences) - 1)][1]
    if not any(i < lead and m.code in ("un", "au", "nato", "eu") for i, m in mentions.items()):
        return None
    peace = sum(word.startswith(("peacekeep", "helmet")) for word in doc.word)
    return Counter(fielded).most_common(1)[0][0] if fielded and peace + len(fielded) >= 3 else None


def whose_people(
    doc: Document, figure: Figure, mentions: Mapping[int, Mention], first: int, last: int, memory: Memory,
    country: str | None, referent: Topic | None, whole: bool, here: bool = False,
) -> tuple[Side, str]:  # fmt: skip
    """The side and the population of counted people.

    `country` is that of the place; `referent` are the people counted last, for figures that stand for them; `whole`
    tells that the figure is a part of the referent; `here` that the figure's own sentence names the place.
    """
    noun = figure.phrase.noun
    vague = noun is None or noun.metric in _HARM or (noun.code == "people" and figure.phrase.others)
    related = noun is not None and doc.word[figure.phrase.noun_last - 1] in _RELATED
    population = noun.code if noun is not None else "people"
    inside = _inside(doc, figure)
    if inside is not None:
        population = _population(figure, inside, population)
        abroad = country is not None and _is_state(inside.code) and inside.code != country
        if population == "people" and abroad and inside.code in memory.armed and noun is None:
            population = memory.armed[inside.code]
        if (
            population == "people"
            and referent
            and referent.population in ARMED
            and (whole or (figure.group >= 0 and referent.near))
        ):
            population = referent.population if referent.side.code in (None, inside.code) or whole else population
        return Side(inside.code, doc.span(inside.first, inside.last), "named with the figure"), population
    if related and figure.phrase.pronoun and referent is not None:
        if memory.mission and referent.population == "people":
            return Side(memory.mission, None, "the mission that the text speaks of"), "peacekeepers"
        return Side(referent.side.code, referent.side.text, "fellows of the people counted before"), referent.population
    if figure.phrase.pronoun in grammar.POSSESSIVES:
        owner = _antecedent(doc, mentions, figure.quantity.first, memory, population)
        if owner:
            narrowed = _narrow(
                "combatants" if related and population in ("people", "combatants") else population, owner.code
            )
            return owner, narrowed
    if vague or (figure.metric == "casualties" and population == "people"):
        told = _told_by_noun(doc, figure, mentions, first, memory)
        if told:
            side = told[0] if told[0].code else Side(country, None, "country of the place")
            return side, told[1] if population == "people" else population
        subject = _losing_side(doc, figure, mentions, first)
        if subject:
            return subject
        if figure.quantity.zero and referent is not None and referent.population not in ARMED:
            referent = None
        if referent is not None and (figure.phrase.others or figure.phrase.pronoun or whole or referent.near):
            kept = referent.population if population == "people" else population
            return Side(referent.side.code, referent.side.text, "the people counted before"), kept
    elif referent is not None and population not in ARMED and referent.side.code and (
        whole or (referent.near and population in ("women", "children") and referent.same_sentence)
    ):  # fmt: skip
        return Side(referent.side.code, referent.side.text, "part of a figure before"), population
    if memory.mission and _of_mission(figure, mentions, first, population, vague):
        population = str(actors()[memory.mission].get("population") or "peacekeepers")
        return Side(memory.mission, None, "the mission that the text speaks of"), population
    if population in ARMED:
        side = _armed_side(doc, figure, mentions, first, last, memory, country, population, here)
        return side, _narrow(population, side.code) if population == "combatants" else population
    if figure.metric in _OWN_FORCES:
        subject_mention = subject_of(doc, figure, mentions, first)
        if subject_mention is not None and figure.trigger is not None and figure.trigger.sense.owner == "subject":
            code = subject_mention.code
            side = Side(code, doc.span(subject_mention.first, subject_mention.last), "subject of the sentence")
            return side, _narrow("combatants" if population == "people" else population, code)
        if vague and population == "people" and not (referent and referent.near) and figure.metric == "deployed":
            for code, _ in memory.counts.most_common(4):
                if _is_state(code) and code != country:
                    return Side(code, None, "the state that the text speaks of"), "military"
        if population == "people" and (referent or memory.last_armed):
            side = referent.side if referent else memory.last_armed or Side(None)
            return side, _narrow("combatants", side.code)
    if figure.metric in _HELD and noun is not None and doc.word[figure.phrase.noun_last - 1] in _HELD_NOUNS:
        return Side(None, None, "held people of unnamed origin"), population
    if figure.metric == "refugees":
        return _origin(doc, figure, mentions, first, last, memory, country), population
    return Side(country, None, "country of the place" if country else ""), population


def _of_mission(figure: Figure, mentions: Mapping[int, Mention], first: int, population: str, vague: bool) -> bool:
    """Whether bare figures of a text about a mission count its people: no state is named before them."""
    if figure.metric in _OWN_FORCES:
        fits = population in ("military", "people")
    else:
        fits = vague and figure.phrase.noun is None and figure.phrase.unknown is None and not figure.phrase.increment
    return fits and not any(
        i in mentions and _is_state(mentions[i].code) and mentions[i].role in _SIDES
        for i in range(first, figure.quantity.first)
    )


_RELATED = frozenset(
    {"colleagues", "comrades", "members", "colleague", "comrade", "member", "companions", "counterparts"}
)
_HARM = frozenset({"killed", "wounded", "casualties", "missing"})
_HELD_NOUNS = frozenset(
    {"hostage", "hostages", "captive", "captives", "prisoner", "prisoners", "detainees", "detainee"}
)
_OWN_FORCES = frozenset({"deployed", "recruited", "withdrawn", "strength", "trained", "deserted"})


@dataclass(slots=True)
class Topic:
    """The people that a figure counted; `near` tells that it stands in the same sentence or the one before."""

    side: Side
    population: str
    near: bool = True
    same_sentence: bool = False


def _told_by_noun(
    doc: Document, figure: Figure, mentions: Mapping[int, Mention], first: int, memory: Memory
) -> tuple[Side, str] | None:
    """ "Russia's dead", "the death toll among National Guard troops", "civilian deaths": who the noun of the toll names."""
    trigger, phrase = figure.trigger, figure.phrase
    if trigger is not None and figure.side == "left" and trigger.sense.use in ("toll", "nominal"):
        start, stop = max(first, trigger.first - 3), min(figure.quantity.first, trigger.last + 7)
        if doc.word[trigger.last : trigger.last + 1] not in (["among"], ["of"], ["from"], ["for"], ["against"]):
            stop = trigger.last
    elif phrase.noun is not None and phrase.noun_first >= 0:
        start, stop = figure.quantity.last, min(len(doc), phrase.noun_last + 6)
    else:
        return None
    mention, population = None, None
    for i in range(start, stop):
        word = doc.word[i]
        if start == figure.quantity.last and i == phrase.last and word not in ("among", "of", "from", "amongst"):
            break
        if i < (trigger.first if trigger else 0) and start != figure.quantity.last and (
            word in grammar.STOP_VERBS or word in grammar.PREPOSITIONS or word in grammar.AUXILIARIES and word != "'s"
        ):  # fmt: skip
            mention, population = None, None
            continue
        if word in (";", ".", ":") or (i > phrase.last and (word in grammar.AUXILIARIES or word in _TOLL_ENDS)):
            if start == figure.quantity.last:
                break
            continue
        if i in mentions and mentions[i].role in _SIDES and doc.word[max(0, i - 1)] not in _OUTSIDE_PREPOSITIONS:
            mention = mentions[i]
        found = noun_at(doc, i)
        if found and found[1].sort == "people" and not found[1].metric and found[1].code != "people":
            population = found[1].code
        elif word == "civilian":
            population = "civilians"
        elif word in ("military", "combat", "army"):
            population = "military"
    if mention is None:
        return None if population is None or population in ARMED else (Side(None, None, ""), population)
    side = Side(mention.code, doc.span(mention.first, mention.last), "named with the toll")
    if population is None:
        named_force = mention.role in ("forces", "police") or not _is_state(mention.code)
        population = mention.population if named_force else memory.armed.get(mention.code, "people")
    return side, _narrow(population, mention.code)


_TOLL_ENDS = frozenset({"in", "and", ",", "since", "amid", "with", "after", "during", "when", "on", "by"})


def _losing_side(
    doc: Document, figure: Figure, mentions: Mapping[int, Mention], first: int
) -> tuple[Side, str] | None:
    """ "North Korean troops have suffered 4,700 casualties": the subject of a verb of losing."""
    end = figure.trigger.first if figure.trigger and figure.side == "left" else figure.quantity.first
    window = doc.word[max(first, figure.quantity.first - 5) : figure.quantity.first]
    losing = any(word in _LOSING for word in window)
    if not losing:
        return None
    subject = subject_of(doc, figure, mentions, first)
    if subject is None or subject.first >= end:
        return None
    population = "military"
    found = next((hit for i in range(subject.last, min(subject.last + 3, end)) if (hit := noun_at(doc, i))), None)
    if found and found[1].sort == "people":
        population = found[1].code
    elif not _is_state(subject.code):
        population = subject.population
    side = Side(subject.code, doc.span(subject.first, subject.last), "subject of the sentence")
    return side, _narrow(population, subject.code)


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
        "taken",
        "reported",
    ]
)


def _inside(doc: Document, figure: Figure) -> Mention | None:
    """The actor that the noun phrase itself names, the last before the noun or the first behind it."""
    named = [m for m in figure.phrase.actors if m.role in _SIDES or (m.role == "weak" and not _is_state(m.code))]
    if not named:
        return None
    noun_at = figure.phrase.noun_first
    before = [mention for mention in named if noun_at < 0 or mention.last <= noun_at]
    return before[-1] if before else named[0]


def _population(figure: Figure, mention: Mention, population: str) -> str:
    noun = figure.phrase.noun
    state = len(mention.code) == 3 and mention.code.isupper()
    if (
        state
        and figure.metric in ("captured", "deployed", "withdrawn", "recruited", "strength")
        and population == "people"
    ):
        return "military"
    if noun is None or mention.first <= figure.phrase.noun_first < mention.last:
        if mention.role in ("forces", "police", "missions") or not state:
            return mention.population
        return "people"
    if population in ("combatants", "people") and doc_noun_is_member(figure):
        return mention.population if not state or mention.role in ("forces", "police") else population
    return _narrow(population, mention.code)


def doc_noun_is_member(figure: Figure) -> bool:
    """Whether the noun only says that somebody belongs to a body: "members of the PKK"."""
    return (
        figure.phrase.noun is not None
        and figure.phrase.noun_first >= 0
        and any(mention.first >= figure.phrase.noun_last for mention in figure.phrase.actors)
    )


def _narrow(population: str, code: str | None) -> str:
    """Fighters of a state are military, fighters of a group what the vocabulary says of the group."""
    if population != "combatants" or code is None:
        return population
    actor = actors().get(code, {})
    if len(code) == 3 and code.isupper():
        return "military"
    return str(actor.get("population") or "militants")


def _antecedent(
    doc: Document, mentions: Mapping[int, Mention], before: int, memory: Memory, population: str
) -> Side | None:
    """Whom "its" or "their" stands for: the nearest side named before, of the kind that the noun asks for."""
    for i in range(before - 1, max(-1, before - 70), -1):
        mention = mentions.get(i)
        if mention is None or mention.role not in _SIDES:
            continue
        if (i and doc.word[i - 1] in _OUTSIDE_PREPOSITIONS) or (mention.role == "people" and _is_state(mention.code)):
            continue
        if (
            population in ("militants", "combatants")
            and _is_state(mention.code)
            and doc.sentence_of[i] != doc.sentence_of[before]
        ):
            continue
        return Side(mention.code, doc.span(mention.first, mention.last), "what the pronoun stands for")
    return memory.last_armed


def _armed_side(
    doc: Document, figure: Figure, mentions: Mapping[int, Mention], first: int, last: int, memory: Memory,
    country: str | None, population: str, here: bool,
) -> Side:  # fmt: skip
    subject = subject_of(doc, figure, mentions, first)
    trigger = figure.trigger
    owner = trigger.sense.owner if trigger else None
    if subject is not None and owner == "subject" and figure.side == "left":
        if population not in ("militants",) or not _is_state(subject.code):
            return Side(subject.code, doc.span(subject.first, subject.last), "subject of the sentence")
    wants_group = population == "militants"
    if population == "combatants" and subject is not None:
        return Side(subject.code, doc.span(subject.first, subject.last), "subject of the sentence")
    if population in ("peacekeepers",):
        for mention in _nearest(mentions, figure.quantity.first, first, last):
            if mention.code in ("un", "au", "nato", "eu") or mention.role == "missions":
                return Side(mention.code, doc.span(mention.first, mention.last), "nearest mission")
        for code, _ in memory.counts.most_common():
            if code in ("un", "au", "eu", "nato", "ecowas", "sadc", "osce"):
                return Side(code, None, "the mission that the text speaks of")
        return Side("un", None, "peacekeepers of an unnamed contingent")
    if population == "police":
        return Side(country, None, "country of the place")
    for mention in _nearest(mentions, figure.quantity.first, first, last):
        if _is_state(mention.code) == wants_group or mention.role not in _SIDES:
            continue
        if doc.word[max(first, mention.first - 1)] in _OUTSIDE_PREPOSITIONS and not wants_group:
            continue
        if _is_agent(
            doc, mention, figure, trigger is not None and trigger.metric(figure.phrase.noun) in ("killed", "wounded")
        ):
            continue
        return Side(mention.code, doc.span(mention.first, mention.last), "nearest side in the sentence")
    if wants_group:
        noun = doc.word[figure.phrase.noun_last - 1] if figure.phrase.noun_last > 0 else ""
        if noun in _UNNAMED_ATTACKERS:
            return Side(None, None, "attackers of an unnamed group")
        groups = [code for code, _ in memory.counts.most_common() if not _is_state(code) and _is_group(code)]
        return Side(groups[0], None, "the group that the text speaks of") if groups else Side(None)
    if here and country and figure.metric not in _OWN_FORCES:
        return Side(country, None, "country of the place")
    if memory.last_armed and memory.last_armed.code and _is_state(memory.last_armed.code):
        return Side(memory.last_armed.code, memory.last_armed.text, "the side that the text spoke of last")
    return Side(country, None, "country of the place")


_UNNAMED_ATTACKERS = frozenset(
    {"gunmen", "gunman", "attackers", "assailants", "bombers", "bandits", "attacker", "assailant"}
)


def _is_agent(doc: Document, mention: Mention, figure: Figure, harmed: bool) -> bool:
    """Whether a side is the one that did it: "killed by X", "X killed 12"."""
    if not harmed:
        return False
    before = doc.word[max(0, mention.first - 2) : mention.first]
    if "by" in before or "with" in before:
        return True
    return figure.side == "left" and figure.trigger is not None and mention.last <= figure.trigger.first


def _is_state(code: str) -> bool:
    return len(code) == 3 and code.isupper()


def _is_group(code: str) -> bool:
    return str(actors().get(code, {}).get("population", "militants")) in ("militants", "combatants")


def _nearest(mentions: Mapping[int, Mention], position: int, first: int, last: int) -> list[Mention]:
    inside = [mentions[i] for i in range(first, last) if i in mentions]
    return sorted(inside, key=lambda mention: (abs(mention.first - position), mention.first))


def subject_of(doc: Document, figure: Figure, mentions: Mapping[int, Mention], first: int) -> Mention | None:
    """The side that is the subject of the figure's verb: the nearest before it that no preposition leads to."""
    end = figure.trigger.first if figure.trigger and figure.side == "left" else figure.quantity.first
    for i in range(end - 1, first - 1, -1):
        mention = mentions.get(i)
        if mention is None or mention.role not in _SIDES:
            continue
        lead = doc.word[i - 1] if i > first else ""
        earlier = doc.word[i - 2] if i - 1 > first else ""
        if lead in _OUTSIDE_PREPOSITIONS or (lead == "the" and earlier in _OUTSIDE_PREPOSITIONS):
            continue
        return mention
    return None


def _origin(
    doc: Document,
    figure: Figure,
    mentions: Mapping[int, Mention],
    first: int,
    last: int,
    memory: Memory,
    host: str | None,
) -> Side:
    """Refugees belong to the country that they fled from."""
    for i in range(first, last):
        mention = mentions.get(i)
        if mention and _is_state(mention.code) and mention.code != host:
            lead = doc.word[max(first, i - 2) : i]
            if "from" in lead:
                return Side(mention.code, doc.span(mention.first, mention.last), "where they fled from")
    if memory.fled_from:
        return Side(memory.fled_from, None, "where the ones before fled from")
    for code, _ in memory.counts.most_common():
        if _is_state(code) and code != host:
            return Side(code, None, "the country that the text speaks of")
    return Side(None)


def whose_materiel(
    doc: Document, figure: Figure, mentions: Mapping[int, Mention], first: int, last: int, memory: Memory,
    country: str | None, previous: Side | None,
) -> Side:  # fmt: skip
    """The side of counted materiel or attacks: its owner, who fired it, or who attacked."""
    inside = _inside(doc, figure)
    metric = figure.metric or ""
    if inside is not None:
        return Side(inside.code, doc.span(inside.first, inside.last), "named with the figure")
    if metric == "buildings_damaged":
        return Side(country, None, "country of the place")
    agent = _agent_after(doc, figure, mentions, last)
    subject = subject_of(doc, figure, mentions, first)
    named = agent or subject
    owner = figure.trigger.sense.owner if figure.trigger else None
    if metric == "munitions_intercepted" or (metric == "equipment_lost" and owner != "subject"):
        if metric == "munitions_intercepted" and memory.last_fired:
            return Side(memory.last_fired, None, "who fired, as the text said before")
        reference = named.code if named else country
        other = opponent(reference, memory.counts, memory.day) if reference else None
        if other:
            return Side(other, None, "the other side of the conflict")
        return Side(None) if named else Side(country, None, "country of the place")
    if figure.phrase.pronoun in grammar.POSSESSIVES:
        antecedent = _antecedent(doc, mentions, figure.quantity.first, memory, "military")
        if antecedent:
            return antecedent
    if named is not None:
        return Side(named.code, doc.span(named.first, named.last), "subject of the sentence")
    if previous is not None and previous.code:
        return Side(previous.code, previous.text, "carried over from a figure before")
    if metric == "munitions_fired" and country:
        return Side(opponent(country, memory.counts, memory.day), None, "the other side of the conflict")
    if metric.startswith("equipment") and memory.last_armed:
        return memory.last_armed
    return Side(None)


def _agent_after(doc: Document, figure: Figure, mentions: Mapping[int, Mention], last: int) -> Mention | None:
    """ "fired by Iran", "raids by the army": the side behind "by"."""
    start = max(figure.phrase.last, figure.trigger.last if figure.trigger else 0)
    for i in range(start, min(last - 1, start + 14)):
        if doc.word[i] == "by":
            for j in range(i + 1, min(i + 5, last)):
                if j in mentions and mentions[j].role in _SIDES:
                    return mentions[j]
        if doc.word[i] in (";", "while", "but"):
            break
    return None


def remember(
    memory: Memory, side: Side, population: str | None, metric: str, sentence: int, *, part: bool = False
) -> None:
    """Note what a figure said of sides, for the ones that follow; a part is no topic of its own."""
    if population is not None and not (part and memory.topic is not None and memory.topic[0] == sentence):
        memory.topic = (sentence, side, population)
    if side.code and population in ARMED:
        memory.last_armed = side
        memory.armed[side.code] = population or "military"
    if metric == "refugees" and side.code:
        memory.fled_from = side.code
    if metric == "munitions_fired" and side.code:
        memory.last_fired = side.code


__all__ = [
    "ARMED",
    "Memory",
    "Side",
    "Topic",
    "known_start",
    "mission_of",
    "opponent",
    "remember",
    "subject_of",
    "whose_materiel",
    "whose_people",
]
