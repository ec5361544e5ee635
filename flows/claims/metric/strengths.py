"""Whether armed people who are counted are a whole force, or those of it who are somewhere."""

from __future__ import annotations

from flows.claims.lexicon import words
from flows.claims.metric.figure import Figure
from flows.claims.text.grammar import WEEKDAYS
from flows.claims.text.nouns import FIGHTERS
from flows.claims.text.tokens import Document

_WORDS = {name: frozenset(words("refinement")[name]) for name in ("having", "measured", "attackers", "camps")}


def of_a_force(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "The group has 6,000 fighters", "can field 7,000", without a word of where: how strong it is."""
    noun, trigger = figure.phrase.noun, figure.trigger
    fielding = (
        figure.metric == "deployed"
        and trigger is not None
        and trigger.sense.lemma == "field"
        and trigger.form == "base"
    )
    if fielding and not _says_where(doc, first, last):
        figure.metric, figure.reason = "strength", "how many a side can field"
        return
    if figure.metric == "deployed" and figure.cost == 7.0 and noun and noun.sort == "people":
        before = doc.word[max(first, figure.quantity.first - 2) : figure.quantity.first]
        grown = before[-1:] == ["to"] and not _WHOLE_FORCES.isdisjoint(doc.word[max(first, figure.quantity.first - 4) :
            figure.quantity.first])  # fmt: skip
        number = (grown or not _NUMBERING.isdisjoint(before)) and noun.code in FIGHTERS
        has = not _WORDS["having"].isdisjoint(before) and before[-1] not in _PLEDGED
        if (number or has) and not _says_where(doc, first, last):
            figure.metric, figure.reason = "strength", "a side that has so many"


_PLEDGED = frozenset({"promised", "pledged", "offered", "sent", "lost", "committed", "contributed"})


def attackers_or_camp(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "The assailants numbered 6,000", "the raiders, 400 strong": these are no whole force; a camp holds people."""
    if figure.metric != "strength":
        return
    at = figure.quantity.first
    begin = max(first, at - _NAMED_BEFORE)
    if doc.has(_WORDS["attackers"], begin, figure.phrase.last):
        figure.metric, figure.reason = "deployed", "who attacks"


_NAMED_BEFORE = 9  # tokens


_WHOLE_FORCES = frozenset({"army", "military", "forces", "navy", "force", "militia", "garrison"})
_NUMBERING = frozenset({"number", "numbers", "numbered", "numbering"})


def _says_where(doc: Document, first: int, last: int) -> bool:
    """Whether a sentence puts somebody somewhere: "in", "on", "near" before a name or "the"."""
    return any(
        doc.word[i] in ("in", "on", "near", "at", "along", "across", "around", "inside")
        and (doc.upper[i + 1] or doc.word[i + 1] in ("the", "northern", "southern", "eastern", "western"))
        and doc.word[i + 1] not in WEEKDAYS
        for i in range(first, last - 1)
    )


def left_over(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "9,000 guerrillas were killed and 7,000 are left": those who are left have not come to harm."""
    noun, end = figure.phrase.noun, figure.phrase.last
    if (
        figure.metric not in _GONE
        or not figure.reason.startswith("carried")
        or noun is None
        or noun.code not in FIGHTERS
    ):
        return
    behind = [word for word in doc.word[end : min(last, end + 4)] if word not in ("still", "now", "only", "said", "to")]
    if behind[:2] in (["are", "left"], ["were", "left"], ["remain", "in"], ["remain", "at"], ["remain", "under"]) or (
        behind[:1] in (["remain"], ["remained"], ["fight"]) and (len(behind) == 1 or not behind[1][0].isalpha())
    ):  # fmt: skip
        figure.metric, figure.trigger, figure.reason = "strength", None, "who are left"


_GONE = frozenset({"killed", "captured", "deserted", "casualties", "detained"})
