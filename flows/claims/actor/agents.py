"""Who does what a figure tells: the subject of its verb, the side behind "by"; whoever is counted does nothing."""

from __future__ import annotations

from collections.abc import Mapping

from flows.claims.actor.belligerents import ARMED
from flows.claims.actor.whose import OUTSIDE, SIDES, Scene
from flows.claims.lexicon import words
from flows.claims.metric.figure import Figure
from flows.claims.text.grammar import AUXILIARIES
from flows.claims.text.mentions import Mention
from flows.claims.text.nouns import noun_at
from flows.claims.text.tokens import Document
from flows.claims.value.numbers import openers

_BESIDE = OUTSIDE | {"to", "by", "with", "alongside", "unlike", "despite"}
_PARTING, _OF_PARTS = frozenset({"among", "of"}), frozenset({"them", "whom"})


def subject_of(doc: Document, figure: Figure, mentions: Mapping[int, Mention], first: int) -> Mention | None:
    """The side that is the subject of the figure's verb: the nearest before it that no preposition leads to."""
    end = figure.trigger.first if figure.trigger and figure.side == "left" else figure.quantity.first
    if (owner := _of_relative(doc, mentions, first, min(end, figure.quantity.first))) is not None:
        return owner
    if (joint := _joint_at(doc, figure, first)) is not None:
        end = joint
        if (opening := _opening(doc, mentions, first, joint)) is not None:
            return opening
    carrier: Mention | None = None
    for i in range(end - 1, first - 1, -1):
        mention = mentions.get(i)
        if mention is None or mention.role not in SIDES:
            continue
        if is_counted(doc, i, first):
            carrier = carrier or (mention if figure.metric in _DONE and _carries(doc, mention) else None)
            continue
        lead = doc.word[i - 1] if i > first else ""
        earlier = doc.word[i - 2] if i - 1 > first else ""
        if lead in _OF_PARTS and earlier in _PARTING:
            continue  # "300 fighters, among them Colombian mercenaries, and destroyed 34 vehicles"
        lead = earlier if lead == "the" else lead
        if lead == "for" and not doc.word[mention.last].endswith("ing") and doc.word[mention.last] != "to":
            continue  # "a package for Ukraine includes", but "in exchange for Israel releasing"
        if joint is not None and not any(_is_verb(doc.word[k]) for k in range(mention.last, joint)):
            continue  # the object of the first verb
        if lead not in _BESIDE and not (lead in _STRUCK and figure.metric in _DONE):
            return carrier or mention
    return carrier


_DONE = frozenset({"attacks", "munitions_fired"})
_STRUCK = frozenset({"attacked", "struck", "bombed", "shelled", "raided", "ambushed", "targeted", "pounded", "stormed",
                     "bombarded", "strafed", "assaulted"})  # fmt: skip


def _carries(doc: Document, mention: Mention) -> bool:
    """ "Two Ukrainian helicopters carried out six strikes": what is counted there has acted itself."""
    hit = noun_at(doc, mention.last) if mention.last < len(doc) else None
    return hit is not None and hit[1].sort == "materiel"


def _joint_at(doc: Document, figure: Figure, first: int) -> int | None:
    """Where "and" joins the figure's verb to one before: "Israel struck Hezbollah and lost two soldiers"."""
    trigger = figure.trigger
    if trigger is None or figure.side != "left" or trigger.form not in ("ed", "past", "finite", "base", "s", ""):
        return None
    at = trigger.first - 1
    while at > first and (doc.word[at] in AUXILIARIES or doc.word[at] in _ADVERBS or doc.word[at].endswith("ly")):
        at -= 1
    return at if at > first and doc.word[at] in ("and", "then", "but") else None


def _opening(doc: Document, mentions: Mapping[int, Mention], first: int, end: int) -> Mention | None:
    """The side with which the clause of the first of two joined verbs opens."""
    start = next((k + 1 for k in range(end - 1, first, -1) if doc.word[k] in (";", ":")), first)
    for i in range(start, min(end, start + _OPENING)):
        mention = mentions.get(i)
        if mention is not None and mention.role in SIDES:
            return mention if mention.last < end and (i == start or doc.word[i - 1] not in _BESIDE) else None
    return None


def _is_verb(word: str) -> bool:
    return word.endswith("ed") or word in _IRREGULAR


_IRREGULAR = frozenset({"struck", "shot", "fought", "fell", "took", "sent", "drove", "overran", "hit", "withdrew",
                        "held", "lost", "left", "said", "came", "went", "broke", "blew", "has", "have", "had", "was",
                        "were"})  # fmt: skip
_OPENING = 5  # tokens
_ADVERBS = frozenset({"also", "then", "later", "itself", "themselves", "twice", "even"})


def _of_relative(doc: Document, mentions: Mapping[int, Mention], first: int, end: int) -> Mention | None:
    """ "Troops from Chad, which has 1,400 men there", "for the UN force, which lost 12": whom the pronoun takes up."""
    for r in range(end - 1, max(first + 1, end - _RELATIVE) - 1, -1):
        if doc.word[r] == ",":
            return None
        if doc.word[r] == "which" and doc.word[r - 1] == ",":
            named = (m for k in (r - 2, r - 3) if (m := mentions.get(k)) is not None and m.last >= r - 2)
            return next((m for m in named if m.role in SIDES - {"people"} or m.last < r - 1), None)
    return None


_RELATIVE = 6  # tokens
_SHORTENED = [[month, "."] for month in words("dates")["months"]]


def is_counted(doc: Document, i: int, first: int) -> bool:
    """Whether a name stands behind a number and is itself counted: "killed 62 Tamil Tigers and lost nine men"."""
    months = words("dates")["months"]
    for k in range(i - 1, max(first - 1, i - 3), -1):
        if doc.word[k] in months or doc.word[k] == "strong" or not doc.word[k][0].isalnum():
            return False  # "the 5,000-strong AU force"
        if doc.digit[k] and (doc.word[k - 1] in months or doc.word[k - 2 : k] in _SHORTENED):
            return False  # "On June 9 Russia launched", "between Jan. 3 and Jan. 9 Russia launched"
        if doc.digit[k] or doc.word[k] in openers():
            return not (len(doc.raw[k]) == 4 and doc.raw[k].isdecimal())
    return False


_HOLDING = frozenset(
    {"run", "held", "controlled", "ruled", "governed", "occupied", "administered", "claimed", "backed"}
)
_TOLD = frozenset({"go", "goes", "going", "judging", "counted", "reported", "recorded", "logged", "verified", "cited",
                   "estimated", "confirmed", "registered", "detected", "tracked", "seen", "observed", "claimed",
                   "published", "provided", "announced", "tallied", "documented", "believed"})  # fmt: skip


def _unarmed_behind(doc: Document, mention: Mention) -> bool:
    """ "Towns visited by Israeli tourists": people who bear no arms have not fired."""
    hit = noun_at(doc, mention.last) if mention.role == "people" and mention.last < len(doc) else None
    return hit is not None and hit[1].sort == "people" and hit[1].code not in ARMED


def agent_of(scene: Scene) -> Mention | None:
    """The side behind "by": "fired by Iran", "raids by the army"."""
    figure, doc = scene.figure, scene.doc
    start = max(figure.phrase.last, figure.trigger.last if figure.trigger else 0)
    for i in range(start, min(scene.last - 1, start + 14)):
        if doc.word[i] == "by" and doc.word[i - 1] not in _HOLDING | _TOLD:
            for j in range(i + 1, min(i + 5, scene.last)):
                if doc.word[j] in OUTSIDE:
                    break  # "by road from Ivory Coast"
                found = scene.mentions.get(j)
                if found is not None and found.role in SIDES and not _unarmed_behind(doc, found):
                    return found
        if doc.word[i] in (";", "while", "but"):
            break
    return None
