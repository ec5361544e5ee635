"""Whose: what a figure's sentence tells of sides, read by the rules for people and for materiel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flows.claims.actor.belligerents import Memory, Side, Topic, is_state, opponent
from flows.claims.actor.standins import for_a_body, is_patron, only_a_people
from flows.claims.lexicon import words
from flows.claims.metric.figure import Figure
from flows.claims.place.placemention import PlaceMention
from flows.claims.text.mentions import Mention
from flows.claims.text.tokens import Document
from schemas.vocabulary import actors

SIDES = frozenset({"names", "people", "forces", "government", "capitals", "police", "missions"})
_REACH = 3  # sentences
OUTSIDE = frozenset({"over", "off", "throughout", "in", "at", "near", "from", "against", "into", "across", "towards",
                     "toward", "on", "inside", "outside", "around"})  # fmt: skip


@dataclass(slots=True)
class Scene:
    """A figure in its sentence, tokens [first, last), with what the text has told so far.

    `country` is that of the place (ISO 3166-1 alpha-3); `here` tells that the sentence itself names it. `referent` are
    the people counted last, for figures that stand for them; `whole` tells that the figure is a part of them.
    """

    doc: Document
    figure: Figure
    mentions: Mapping[int, Mention]
    first: int
    last: int
    memory: Memory
    country: str | None
    referent: Topic | None = None
    whole: bool = False
    here: bool = False
    main: str | None = None
    lands: Sequence[str] = ()  # the countries that the text speaks of, the weightiest first
    before: tuple[int, Side] | None = None  # the last figure of this sort in the sentence: where it ends, whose it is
    everyone: Mapping[int, Mention] = field(default_factory=dict)  # with those that only name a source
    places: Sequence[PlaceMention] = ()  # of the sentence

    def side(self, mention: Mention, reason: str) -> Side:
        """A mention as the answer, with its words."""
        return Side(mention.code, self.doc.span(mention.first, mention.last), reason)

    def of_place(self) -> Side:
        """The country of the place as the answer; nobody's, where both sides are meant."""
        word = self.doc.word
        both = {word[i + 1] for i in self.doc.among(_OF_TWO, self.first, self.last - 1)} & _PARTIES
        if both and (both & _FORCES or not self._at_war_with_itself()):
            return Side(None, None, "of both sides")
        phrase = self.figure.phrase
        crew = not _CREWS.isdisjoint(word[max(phrase.noun_first, 0) : max(phrase.noun_last, 0)])
        if crew and not self.here:
            return Side(None)  # of a ship at sea
        if self.country is None and self.main is not None:
            return Side(self.main, None, "the country that the text is about")
        return Side(self.country, None, "country of the place" if self.country else "")

    def _at_war_with_itself(self) -> bool:
        """Whether both sides are of one country: its own and an armed group."""
        other = opponent(self.country, self.memory.counts, self.memory.day) if self.country else None
        return other is not None and not is_state(other) and not self.doc.has(_BORDERS, self.first, self.last)

    def line(self) -> range:
        """The tokens of the line that the figure stands in."""
        number = self.doc.sentence_of[self.figure.quantity.first]
        return range(self.doc.sentences[self.doc.line_start[number]][0], self.doc.line_end[number])

    def in_order(self) -> list[Mention]:
        """The sides named in the sentence, the nearest to the figure first."""
        inside = [self.mentions[i] for i in range(self.first, self.last) if i in self.mentions]
        at = self.figure.quantity.first
        return sorted((m for m in inside if m.role in SIDES), key=lambda m: (abs(m.first - at), m.first))


def named_inside(figure: Figure, doc: Document) -> Mention | None:
    """The actor that the noun phrase itself names, the last before the noun or the first behind it.

    Captors, makers and those from whom something comes are none: "from Russian captivity", "U.S.-made guns".
    """
    handed = figure.metric in ("released", "bodies", "returned", "withdrawn")
    named = [
        m
        for m in figure.phrase.actors
        if m.role in SIDES
        and doc.word[m.last : m.last + 1] not in _NOT_THEIRS
        and not (only_a_people(doc, m) or is_patron(doc, m))
        and not (handed and "from" in doc.word[max(0, m.first - 2) : m.first])
    ]
    if not named:
        return None
    noun_at = figure.phrase.noun_first
    before = [mention for mention in named if noun_at < 0 or mention.last <= noun_at]
    return before[-1] if before else named[0]


_ADDRESSING = frozenset(words("weighing")["addressing"])  # "Cambodia accused Thailand of holding 18 of its soldiers"
_CREWS = frozenset({"crew", "crewmen", "crewmembers", "seafarers", "mariners", "sailors", "passengers"})
_LABEL, _HEADING = 5, 8  # tokens
_FORCES = frozenset({"armies", "navies"})
_BORDERS = frozenset({"border", "frontier", "boundary"})
_OF_TWO = frozenset({"either", "both", "two", "opposing", "warring"})
_PARTIES = frozenset({"side", "sides", "armies", "parties", "halves", "belligerents", "camps", "navies", "factions"})
_NOT_THEIRS = [
    [word]
    for word in ("captivity", "custody", "captors", "prisons", "jails", "detention", "occupation", "made", "built",
                 "supplied", "provided", "donated", "designed", "origin", "produced", "manufactured", "held")
]  # fmt: skip


def narrow(population: str, code: str | None) -> str:
    """Fighters of a state are military, fighters of a group what the vocabulary says of the group.

    >>> narrow("combatants", "UKR"), narrow("combatants", "hamas"), narrow("children", "UKR")
    ('military', 'militants', 'children')
    """
    if population != "combatants" or code is None:
        return population
    return "military" if is_state(code) else str(actors().get(code, {}).get("population") or "militants")


def antecedent(scene: Scene, population: str) -> Side | None:
    """Whom "its" or "their" stands for: the nearest side named before, of the kind that the noun asks for."""
    doc, before = scene.doc, scene.figure.quantity.first
    number = doc.sentence_of[before]
    own = _state_in_sentence(scene, number) if population == "military" else None
    if own is not None:
        return scene.side(own, "what the pronoun stands for")
    for back in range(number, max(-1, number - _REACH), -1):
        begin, end = doc.sentences[back]
        if back < number and doc.opens_line(end):
            break
        # the nearest name of its own sentence, the subject of one before
        for i in range(before - 1, begin - 1, -1) if back == number else range(begin, end):
            mention = scene.everyone.get(i)
            if mention is None or mention.role not in SIDES or (i and doc.word[i - 1] in OUTSIDE):
                continue
            if is_state(mention.code) and (
                (mention.role == "people" and not for_a_body(doc, mention))
                or (population in ("militants", "combatants") and back < number)
            ):
                continue
            return scene.side(mention, "what the pronoun stands for")
    return scene.memory.last_armed


def _state_in_sentence(scene: Scene, number: int) -> Mention | None:
    """Whose soldiers "its soldiers" are: "Israel says it killed 900 Hamas fighters; 30 of its soldiers died"."""
    doc = scene.doc
    for i in range(scene.figure.quantity.first - 1, doc.sentences[number][0] - 1, -1):
        own = scene.everyone.get(i)
        if own is None or not is_state(own.code) or doc.word[i - 1] in OUTSIDE | _ADDRESSING:
            continue
        if own.role in ("names", "capitals", "government", "forces"):
            return own
    return None


def it_or_they(scene: Scene, end: int, population: str = "combatants") -> Side | None:
    """The side that "it" or "they" stands for as the subject of the verb before token `end`: "it may have lost 40"."""
    doc, word = scene.doc, scene.doc.word
    for i in range(end - 1, max(scene.first - 1, end - 8), -1):
        if word[i] in ("it", "they") and (i + 1 >= len(doc) or word[i + 1] not in ("is", "was", "were", "are")):
            return _labelled_above(scene) or antecedent(scene, population)
        if not word[i].isalpha():
            return None
    return None


def labelled(scene: Scene) -> Side | None:
    """ "Lives, Israel. 119 soldiers by the army's count": the only side in the label that opens the paragraph."""
    doc = scene.doc
    number = doc.line_start[doc.sentence_of[scene.first]]
    first, last = doc.sentences[number]
    if last - first > _LABEL or first == scene.first:
        return None
    named = {m.code: m for i in range(first, last) if (m := scene.everyone.get(i)) is not None and m.role in SIDES}
    return scene.side(next(iter(named.values())), "the label of the paragraph") if len(named) == 1 else None


def _labelled_above(scene: Scene) -> Side | None:
    """The one side that the heading right above the paragraph names: "And the rebels?"."""
    doc = scene.doc
    number = doc.line_start[doc.sentence_of[scene.first]]
    if number == 0:
        return None
    first, last = doc.sentences[number - 1]
    if last - first > _HEADING or not (doc.opens_line(first) and doc.opens_line(last)):
        return None
    named = {m.code: m for i in range(first, last) if (m := scene.everyone.get(i)) is not None and m.role in SIDES}
    return scene.side(next(iter(named.values())), "the heading above") if len(named) == 1 else None
