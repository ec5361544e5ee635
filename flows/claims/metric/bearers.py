"""Who bears arms by the body or the group that is named: "a third of its contingent", "2,000 Wagner personnel"."""

from __future__ import annotations

from flows.claims.metric.phrase import Phrase
from flows.claims.text.nouns import Noun
from flows.claims.text.tokens import Document

_MEN = frozenset({"men", "personnel", "contractors", "elements", "operatives", "instructors", "advisers", "members"})
_BODIES = frozenset({"contingent", "garrison", "force", "army", "mission", "brigade", "battalion", "regiment", "unit"})
_SOLDIERS = Noun("people", "military", plural=True)


def arm(doc: Document, phrase: Phrase, share: bool) -> None:
    """ "A third of its contingent", "2,000 Wagner personnel": soldiers of a body, men of a group."""
    if share and phrase.partitive and doc.word[phrase.last - 1] in _BODIES:
        phrase.noun, phrase.noun_first, phrase.noun_last = _SOLDIERS, phrase.last - 1, phrase.last
        phrase.unknown = None
    elif phrase.noun is not None and _bear_arms(doc, phrase):
        phrase.noun = phrase.noun._replace(code="combatants", weak=False)


def _bear_arms(doc: Document, phrase: Phrase) -> bool:
    """ "2,000 Wagner personnel", "60 Africa Corps men": the name of an armed group right before its men."""
    word = doc.word
    if phrase.noun is None or phrase.noun_first < 0 or word[phrase.noun_last - 1] not in _MEN:
        return False
    named = (m for m in phrase.actors if m.last == phrase.noun_first and m.role == "names")
    return any(mention.population in ("militants", "combatants") for mention in named)
