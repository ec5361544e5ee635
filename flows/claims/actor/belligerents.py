"""Who stands against whom: sides, the registry of conflicts, and what a text has said of them so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from flows.claims.text.mentions import Mention
from flows.claims.text.tokens import Document
from schemas.vocabulary import actors, load

ARMED = frozenset({"military", "militants", "combatants", "peacekeepers", "prisoners", "police"})
MISSIONS = frozenset({"un", "au", "eu", "nato", "ecowas", "sadc", "osce"})


def is_state(code: str) -> bool:
    """Whether an actor's code is that of a state (ISO 3166-1 alpha-3)."""
    return len(code) == 3 and code.isupper()


def homes_of(code: str) -> list[str]:
    """The countries that an actor is at home in: a state's is itself."""
    home = [code] if is_state(code) else actors().get(code, {}).get("country") or ()
    return [home] if isinstance(home, str) else list(home)


def is_group(code: str) -> bool:
    """Whether an actor is an armed group."""
    return not is_state(code) and str(actors().get(code, {}).get("population", "militants")) in (
        "militants",
        "combatants",
    )


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
    fired_in: int = 0  # the sentence that told of it
    topic: tuple[int, Side, str] | None = None
    attackers: bool = False  # whether the people counted last are those who attacked
    by_value: dict[float, tuple[Side, str]] = field(default_factory=dict)  # whom each number of people counted
    armed: dict[str, str] = field(default_factory=dict)
    harmed: Counter[tuple[str | None, str]] = field(default_factory=Counter)  # whom the killed and hurt were, so far
    bodies: Counter[str] | None = None  # how often the text names the forces of each state, once it has been asked
    mission: str | None = None
    keepers: bool = False  # whether the text speaks of soldiers of a mission
    fled_from: str | None = None
    day: str | None = None
    arms: Counter[str] = field(default_factory=Counter)  # whose drones, missiles and shells the text speaks of
    item: int = -1  # the first sentence of the item read last
    items: bool = False  # whether the text is a list of the day's news
    materiel: dict[str, Side] = field(default_factory=dict)  # by metric, the side named last


@cache
def _conflicts() -> list[tuple[str, str | None, list[tuple[str, ...]], frozenset[str], bool]]:
    """Start, end, sides and countries of each known conflict, and whether it is a part of another one."""
    return [
        (
            str(entry["start"]), str(entry["end"]) if entry.get("end") else None,
            [tuple(side) for side in entry.get("sides") or ()], frozenset(entry.get("countries") or ()),
            bool(entry.get("part_of")),
        )
        for entry in load("conflicts").values()
    ]  # fmt: skip


@cache
def _conflicts_by_country() -> dict[str, list[int]]:
    """Where in the list of conflicts those of a country stand."""
    found: dict[str, list[int]] = {}
    for number, (_, _, _, countries, _) in enumerate(_conflicts()):
        for code in countries:
            found.setdefault(code, []).append(number)
    return found


def _going_on(start: str, end: str | None, year: str | None) -> bool:
    """Whether a conflict was going on in a year, or had ended less than about two years before."""
    return year is None or (start[:4] <= year and (end is None or int(year) - int(end[:4]) <= 2))


@lru_cache(maxsize=1 << 12)
def _wars_of(code: str) -> list[tuple[str, str | None, list[tuple[str, ...]], frozenset[str], bool]]:
    """The conflicts that an actor is a party to."""
    return [conflict for conflict in _conflicts() if any(code in side for side in conflict[2])]


@lru_cache(maxsize=1 << 12)
def _rivals(code: str, year: str | None) -> tuple[str, ...]:
    """Everyone on another side of a conflict of that year."""
    fought = (sides for start, end, sides, _, _ in _wars_of(code) if _going_on(start, end, year))
    return tuple(dict.fromkeys(other for sides in fought for side in sides if code not in side for other in side))


def opponent(code: str, counts: Mapping[str, int], day: str | None = None) -> str | None:
    """The actor on another side of a conflict of that day that the article names most often; None where it names none.

    >>> opponent("UKR", {"UKR": 5, "RUS": 3, "USA": 4}, "2024-05-01")
    'RUS'
    """
    rivals = _rivals(code, day[:4] if day else None)
    named = Counter({other: counts[other] for other in rivals if counts.get(other, 0) > 0}).most_common()
    groups = [other for other, _ in named if not is_state(other)]
    if groups and named[0][0] != groups[0]:
        home = actors()[groups[0]].get("country") or ()
        if named[0][0] in ([home] if isinstance(home, str) else home):
            return groups[0]  # the group is the side, the country its home
    return named[0][0] if named else None


def fights_in(code: str, country: str | None, day: str | None) -> bool:
    """Whether an actor is a party to a conflict that is fought in a country at that time.

    >>> fights_in("FRA", "MLI", "2015-05-01"), fights_in("FJI", "LBN", "2015-05-01")
    (True, False)
    """
    year = day[:4] if day else None
    return any(country in countries and _going_on(start, end, year) for start, end, _, countries, _ in _wars_of(code))


@lru_cache(maxsize=1 << 12)
def _across_the_border(code: str, year: str | None) -> tuple[str, ...]:
    """The states at whose home a conflict of a year is fought in which an actor is on another side."""
    fought = ((sides, countries) for start, end, sides, countries, _ in _wars_of(code) if _going_on(start, end, year))
    against = ((countries, side) for sides, countries in fought for side in sides if code not in side)
    return tuple(dict.fromkeys(other for countries, side in against for other in side if other in countries))


def fired_upon(code: str, counts: Mapping[str, int], day: str | None) -> str | None:
    """The state that an actor of a conflict of that day fires at on its own soil, if the article names it.

    >>> fired_upon("houthis", {"ISR": 1, "YEM": 2}, "2024-05-01"), fired_upon("taliban", {"USA": 1}, "2010-05-01")
    ('ISR', None)
    """
    home = homes_of(code)
    named = [other for other in _across_the_border(code, day[:4] if day else None) if counts.get(other, 0) > 0]
    return max((other for other in named if other not in home), key=lambda other: counts[other], default=None)


def leader_against(code: str, counts: Mapping[str, int], day: str | None) -> str | None:
    """Who leads a side against a state, if the text names one of them; else whom it names most."""
    year = day[:4] if day else None
    fought = [sides for start, end, sides, _, _ in _wars_of(code) if _going_on(start, end, year)]
    leaders = {side[0] for sides in fought for side in sides if code not in side}
    return opponent(code, {c: n for c, n in counts.items() if c in leaders}, day) or opponent(code, counts, day)


@lru_cache(maxsize=1 << 12)
def only_opponent(code: str, day: str | None, country: str | None = None) -> str | None:
    """The one party that leads the sides against a state in the wars of a day, where there is but one.

    Of several wars the one that is fought in `country` tells, if that is where it happened.

    >>> only_opponent("UKR", "2024-05-01"), only_opponent("FRA", "2024-05-01")
    ('RUS', None)
    >>> only_opponent("RUS", "2025-05-01"), only_opponent("RUS", "2025-05-01", "RUS")
    (None, 'UKR')
    """
    wars = [
        (sides, countries)
        for start, end, sides, countries, part in _wars_of(code)
        if not part and start <= (day or "9999") and (day or "") <= (end or "9999")
    ]
    for fought in (wars, [war for war in wars if country in war[1]]):
        facing = {side[0] for sides, _ in fought for side in sides if side and code not in side}
        if len(facing) == 1:
            return facing.pop()
    return None


def known_start(near: Sequence[str], day: str | None = None) -> str | None:
    """The start of the conflict of that day in the countries that a text speaks of most, as an ISO date.

    >>> known_start(["UKR", "RUS"], "2024-05-01")
    '2022-02-24'
    """
    return _start_in(tuple(near[:2]), day[:4] if day else None)


def start_days(near: Sequence[str], day: str | None) -> Mapping[str, str]:
    """The days of the year on which the conflicts of that day in these countries began, with the start of each.

    >>> start_days(["PSE", "ISR"], "2025-01-16")["10-07"]
    '2023-10-07'
    """
    return _start_days(tuple(near[:3]), day[:4] if day else None)


@lru_cache(maxsize=1 << 12)
def _start_days(near: tuple[str, ...], year: str | None) -> Mapping[str, str]:
    conflicts = [_conflicts()[n] for code in near for n in _conflicts_by_country().get(code, ())]
    starts = [start for start, end, *_ in reversed(conflicts) if len(start) == 10 and _going_on(start, end, year)]
    return {start[5:]: start for start in starts}


@lru_cache(maxsize=1 << 12)
def _start_in(near: tuple[str, ...], year: str | None) -> str | None:
    best, best_score = None, 0
    by_country, conflicts = _conflicts_by_country(), _conflicts()
    for number in sorted({number for code in near for number in by_country.get(code, ())}):
        start, end, _, countries, part = conflicts[number]
        score = sum(3 - rank for rank, code in enumerate(near) if code in countries)
        if score > best_score and not part and _going_on(start, end, year):
            best, best_score = start, score
    return best


def mission_of(doc: Document, mentions: Mapping[int, Mention]) -> str | None:
    """The organisation whose peacekeepers a text is about: named by its mission and by words of peacekeeping."""
    told = f" {' '.join(doc.word)} "
    if not any(word in told for word in (" peacekeep", " helmets ", " helmet ")):
        named = [
            m.code
            for m in mentions.values()
            if m.role == "missions" or (m.code in MISSIONS and _fields_a_force(doc, m))
        ]
        return Counter(named).most_common(1)[0][0] if len(named) >= 2 else None
    fielded = [m.code for m in mentions.values() if actors().get(m.code, {}).get("missions") and not is_state(m.code)]
    if not {"civilians", "villagers", "residents"}.isdisjoint(doc.word):
        return None
    lead = doc.sentences[min(1, len(doc.sentences) - 1)][1]
    if not any(i < lead and m.code in ("un", "au", "nato", "eu") for i, m in mentions.items()):
        return None
    peace = sum(word.startswith(("peacekeep", "helmet")) for word in doc.word)
    return Counter(fielded).most_common(1)[0][0] if fielded and peace + len(fielded) >= 3 else None


def _fields_a_force(doc: Document, mention: Mention) -> bool:
    """ "The African Union mission", "the UN force"; missions of the UN more often watch and report."""
    following = doc.word[mention.last] if mention.last < len(doc) else ""
    return following in ("force", "troops") or (following == "mission" and mention.code in ("au", "eu"))  # fmt: skip


@dataclass(slots=True)
class Topic:
    """The people that a figure counted; `near` tells that it stands in the same sentence or the one before."""

    side: Side
    population: str
    near: bool = True
    same_sentence: bool = False


def _together(topic: tuple[int, Side, str], side: Side, population: str) -> tuple[Side, str]:
    """Whom a list counts in all: "eight children and nine civilians" are civilians, with five soldiers people."""
    _, before, counted = topic
    if population != counted and ARMED.issuperset({population, counted}) and before.code != side.code:
        return Side(None, None, "of both sides"), "people"  # "seven of the attackers and three soldiers"
    if population == counted:
        return before, counted
    mixed = bool(ARMED & {population, counted})
    both = "civilians" if not mixed and "civilians" in (population, counted) else "people"
    return before, both


_HARM = frozenset({"killed", "wounded", "casualties", "bodies", "missing"})


def remember(
    memory: Memory, side: Side, population: str | None, metric: str, sentence: int, *, part: bool, listed: bool
) -> None:
    """Note what a figure said of sides, for the ones that follow.

    A part is no topic of its own; what is `listed` with the figure before is one topic with it.
    """
    if population == "peacekeepers" and memory.mission and is_state(side.code or ""):
        return  # the text goes on to speak of the mission, not of one of its contingents
    some = population in ("children", "women") and memory.topic is not None and sentence - memory.topic[0] <= 1
    if listed and population is not None and memory.topic is not None and memory.topic[0] == sentence:
        memory.topic = (sentence, *_together(memory.topic, side, population))
    elif (
        population is not None and not some and not (part and memory.topic is not None and memory.topic[0] == sentence)
    ):
        memory.topic = (sentence, side, population)
        memory.attackers = metric == "deployed" and population == "militants"
    if metric in _HARM and population is not None:
        memory.harmed[side.code, population] += 1
    if side.code and population in ARMED:
        memory.last_armed = side
        memory.armed[side.code] = population or "military"
    if population is None and side.code and side.reason != "who follows the other side":
        memory.materiel[metric] = side
    if metric == "refugees" and side.code:
        memory.fled_from = side.code
    if metric == "munitions_fired" and side.code:
        memory.last_fired, memory.fired_in = side.code, sentence


def forget(memory: Memory) -> None:
    """Let go of whom the text has counted, where a heading begins something new."""
    memory.topic, memory.last_armed = None, None
    memory.harmed.clear()
