"""The enemy and the other side: whom such words name, by who stands on this one."""

from __future__ import annotations

from collections.abc import Mapping

from flows.claims.actor.belligerents import is_group, is_state, leader_against, only_opponent, opponent
from flows.claims.lexicon import words
from flows.claims.source.sayers import reporting_verbs
from flows.claims.text.mentions import Mention
from flows.claims.text.tokens import Document
from schemas.vocabulary import actors

_ENEMY = frozenset({"enemy", "enemies", "occupier", "occupiers", "invader", "invaders", "aggressor", "adversary",
                    "adversaries", "foe", "foes"})  # fmt: skip
_SIDE = frozenset({"side"})
_OTHER = frozenset({"other", "opposite", "opposing", "adverse"})
_ROLES = frozenset({"names", "people", "forces", "government", "capitals"})
_SAID = 7  # tokens


def name_enemies(doc: Document, mentions: dict[int, Mention], counts: Mapping[str, int], day: str | None) -> None:
    """Let "the enemy" of a bulletin name the other side of the state whose forces or government issue it.

    "The other side" is that of who was named last; so is the enemy of whom the sentence lets speak.

    >>> from flows.claims.text.mentions import find_mentions
    >>> doc = Document("The General Staff of Ukraine says that Russia, the enemy, lost two tanks.")
    >>> found = find_mentions(doc)
    >>> name_enemies(doc, found, {"UKR": 1, "RUS": 1}, "2024-05-01")
    >>> found[10].code
    'RUS'
    """
    at = [i for i in doc.where(_ENEMY) if i not in mentions]
    sides = [i for i in doc.where(_SIDE) if i not in mentions and _is_other_side(doc, i)]
    if not at and not sides:
        return
    own = next((m.code for m in mentions.values() if is_state(m.code) and m.role != "weak"), None)
    other = (leader_against(own, counts, day) or only_opponent(own, day)) if own is not None else None
    named: dict[int, str] = {}
    for i in at:
        this = _speaks_of_it(doc, mentions, i)
        if facing := (opponent(this, counts, day) if this is not None else None) or other:
            named[i] = facing
    for i in sides:
        this = _named_last(doc, mentions, i) or own
        if this is not None and (facing := opponent(this, counts, day) or only_opponent(this, day)):
            named[i] = facing
    for i, code in named.items():
        mentions[i] = Mention(i, i + 1, code, "people", "military" if is_state(code) else "militants")


def name_local_peoples(doc: Document, mentions: dict[int, Mention], counts: Mapping[str, int], day: str | None) -> None:
    """Let "Serb guns" in the Bosnia of 1994 be those of the Bosnian Serbs, not of Serbia.

    >>> doc = Document("Some 400 Serb guns look down on Bosnia's capital.")
    >>> found = {2: Mention(2, 3, "SRB", "people", "military")}
    >>> name_local_peoples(doc, found, {"BIH": 2, "SRB": 1}, "1994-02-06")
    >>> found[2].code
    'bosnian-serbs'
    """
    for entry in words("peoples")["local_peoples"]:
        land, side = entry["land"], entry["side"]
        others = max((counts.get(other["land"], 0) for other in words("peoples")["local_peoples"]), default=0)
        if not day or int(day[:4]) > entry["until"] or counts.get(land, 0) < max(1, others):
            continue
        for i, mention in list(mentions.items()):
            if mention.code == entry["of"] and mention.role == "people" and doc.word[i] in entry["words"]:
                population = str(actors().get(side, {}).get("population") or "militants")
                mentions[i] = Mention(mention.first, mention.last, side, "people", population)


def _is_other_side(doc: Document, i: int) -> bool:
    """ "The other side", but not "the other side of the river"."""
    return i > 1 and doc.word[i - 1] in _OTHER and doc.word[i - 2] == "the" and doc.word[i + 1 : i + 2] != ["of"]


def _speaks_of_it(doc: Document, mentions: Mapping[int, Mention], i: int) -> str | None:
    """Who says something of the enemy in the sentence: "the rebels own up to 24 dead but say the enemy lost 100"."""
    first = doc.sentences[doc.sentence_of[i]][0]
    verbs = reporting_verbs()
    said = next((k for k in range(i - 1, max(first, i - _SAID) - 1, -1) if verbs.at(doc.word, k)), None)
    return _last_in(doc, mentions, first, said) if said is not None else None


def _named_last(doc: Document, mentions: Mapping[int, Mention], i: int) -> str | None:
    """The side named last before, in the sentence or in the one before in its paragraph."""
    number = doc.sentence_of[i]
    first = doc.sentences[number][0]
    found = _last_in(doc, mentions, first, i)
    if found is None and number and not doc.opens_line(first):
        found = _last_in(doc, mentions, doc.sentences[number - 1][0], first)
    return found


def _last_in(doc: Document, mentions: Mapping[int, Mention], first: int, end: int) -> str | None:
    for k in range(end - 1, first - 1, -1):
        mention = mentions.get(k)
        if mention is not None and mention.role in _ROLES and (is_state(mention.code) or is_group(mention.code)):
            return mention.code if not mention.land else None
    return None


def behind_the_front(doc: Document, first: int, last: int) -> bool:
    """Whether a sentence names a town that the foe of its state holds: who fires there is that state.

    >>> behind_the_front(Document("Two rockets hit Donetsk."), 0, 5)
    True
    >>> behind_the_front(Document("Two rockets hit Donetsk region."), 0, 6)
    False
    """
    named = doc.among(_HELD_BY_THE_FOE, first, last)
    return any(doc.upper[i] and doc.word[i + 1 : i + 2] not in _REGIONS for i in named)


_HELD_BY_THE_FOE = frozenset(words("places/generic")["held_by_the_foe"])
_REGIONS = (["region"], ["oblast"], ["province"], ["direction"], ["regional"], ["front"], ["sector"])


__all__ = ["behind_the_front", "name_enemies", "name_local_peoples"]
