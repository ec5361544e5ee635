"""Who is lost: bodies, the dead among a side's losses, the shot, and those whose homes were hit."""

from __future__ import annotations

from flows.claims.lexicon import words
from flows.claims.metric.figure import Figure
from flows.claims.text.nouns import noun_at
from flows.claims.text.tokens import Document

_WORDS = {
    name: frozenset(words("refinement")[name])
    for name in ("handled", "harm", "morgues", "receiving", "survived", "victims", "wounded")
}


def bodies(doc: Document, figure: Figure, first: int, last: int) -> None:
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


def of_the_dead(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "Eight of the dead had fought for the rebels": what the dead had done before is not what is counted."""
    noun = figure.phrase.noun
    if noun is not None and noun.metric == "killed" and figure.metric in _IN_LIFE and figure.phrase.partitive:
        figure.metric, figure.trigger, figure.reason = "killed", None, "a part of the dead"


def whose_homes(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "Destroyed the houses of 15 families", "burned the homes of 20 people": nobody of them is said to be harmed."""
    at, noun = figure.quantity.first, figure.phrase.noun
    if doc.word[at - 1] != "of" or doc.word[at - 2] not in _HOMES or noun is None or noun.sort != "people":
        return
    if figure.side != "right":
        figure.metric, figure.trigger, figure.reason = "affected", None, "whose homes were hit"


_HOMES = frozenset({"homes", "houses", "huts", "dwellings", "shops", "farms", "property", "properties", "belongings"})
_IN_LIFE = frozenset({"deployed", "strength", "recruited", "trained"})


def losses(doc: Document, figure: Figure, first: int, last: int) -> None:
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


def named_behind(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "5,183 casualties, of which 1,659 were deaths": what a part of the casualties were."""
    behind = doc.word[figure.phrase.last : figure.phrase.last + 2]
    if figure.metric == "casualties" and behind[:1] in (["were"], ["are"]) and behind[-1] in _FATES:
        figure.metric, figure.reason = _FATES[behind[-1]], f"“{behind[-1]}” behind it"


_FATES = {
    "deaths": "killed", "fatalities": "killed", "fatal": "killed", "dead": "killed", "injuries": "wounded",
    "injured": "wounded", "wounded": "wounded", "wounds": "wounded",
}  # fmt: skip


def no_harm(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "No injuries or deaths" counts casualties."""
    if figure.quantity.zero and figure.metric in ("killed", "wounded"):
        for i in range(figure.quantity.last, min(last - 1, figure.phrase.last + 1)):
            joined = doc.word[i] in ("or", "and", "nor") and doc.word[i - 1] in _WORDS["harm"]
            if joined and doc.word[i + 1] in _WORDS["harm"]:
                figure.metric = "casualties"


def shot_in_hand(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "21 hostages were shot", "five militants were shot", but "two were shot in the leg"."""
    noun = figure.phrase.noun
    shot = figure.metric == "wounded" and figure.trigger is not None and figure.trigger.sense.lemma == "shoot"
    if shot and noun is not None and (noun.code == "prisoners" or noun.metric in ("abducted", "detained")):
        figure.metric = "killed"
    several = figure.quantity.best > 1 or figure.quantity.qualifier == "vague"
    if shot and several and not doc.has(_WORDS["survived"], figure.quantity.first, last):
        figure.metric, figure.reason = "killed", "several who were shot"
