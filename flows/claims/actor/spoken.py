"""Of whom a bare number is told: people whom the text has named without counting them yet."""

from __future__ import annotations

from functools import cache

from flows.claims.actor.belligerents import ARMED, Side
from flows.claims.actor.whom import Answer, leading_group, stands_for_others
from flows.claims.actor.whose import OUTSIDE, SIDES, Scene, antecedent, narrow
from flows.claims.lexicon import words
from flows.claims.text import grammar
from flows.claims.text.nouns import Noun, noun_at
from flows.claims.text.tokens import Document
from flows.claims.value.numbers import openers, read_number

_BACK = frozenset({"them", "these", "those", "whom"})
_LEADS = 4  # tokens
_OPENING = 5  # tokens


@cache
def _words() -> dict[str, frozenset[str]]:
    return {name: frozenset(entries) for name, entries in words("spoken").items()}


@cache
def _cues() -> frozenset[str]:
    told = _words()
    return told["counts"] | told["asking"] | {"many", "for"}


def spoken_of(scene: Scene) -> Answer | None:
    """ "Nobody says how many of its soldiers died. The rebels speak of 60": those whose number is asked or told."""
    figure, doc = scene.figure, scene.doc
    phrase, at = figure.phrase, figure.quantity.first
    if not stands_for_others(figure) or phrase.others or phrase.pronoun or phrase.increment or figure.part_of >= 0:
        return None
    number = doc.sentence_of[at]
    first, _ = doc.sentences[number]
    told = _told_in(scene, first, at) or _subject_of_clause(scene, first, at)
    if told is None and number and not doc.opens_line(first) and not _counts(doc, first, at):
        begin, end = doc.sentences[number - 1]
        told = _told_in(scene, begin, end)
    return told


def _subject_of_clause(scene: Scene, first: int, at: int) -> Answer | None:
    """ "Soldiers who entered the town were overcome; 50 fell ill": armed people with whom the sentence opens."""
    doc = scene.doc
    if doc.word[at - 1] != ";" or _counts(doc, first, at):
        return None
    for i in range(first, min(first + _OPENING, at)):
        found = noun_at(doc, i)
        if found is not None and found[1].sort == "people" and not found[1].metric:
            armed = found[1].plural and not found[1].weak and found[1].code in ARMED
            return _whose(scene, i, found[1], first) if armed else None
    return None


def of_them(scene: Scene) -> Answer | None:
    """ "French soldiers stormed the camp; two of them died": uncounted people whom "them" takes up."""
    figure, doc = scene.figure, scene.doc
    if figure.phrase.pronoun not in _BACK or figure.part_of >= 0 or scene.whole:
        return None
    number = doc.sentence_of[figure.quantity.first]
    for back in (number, number - 1) if number and not doc.opens_line(scene.first) else (number,):
        first, end = doc.sentences[back]
        for i in range(min(end, figure.quantity.first) - 1, first - 1, -1):
            if _is_number(doc, i):
                return None
            found = noun_at(doc, i)
            if found and found[1].sort == "people" and found[1].plural and not found[1].metric:
                return _whose(scene, i, found[1], first) if found[1].code != "people" else None
    return None


def _told_in(scene: Scene, first: int, end: int) -> Answer | None:
    """The people of tokens [first, end) whose number is asked or told, if no other number follows them."""
    doc = scene.doc
    if not doc.has(_cues(), first, end):
        return None
    for i in range(end - 1, first - 1, -1):
        if _is_number(doc, i):
            return None
        found = noun_at(doc, i)
        if found is None or found[1].sort != "people" or not found[1].plural or found[1].metric:
            continue
        if found[0] <= end and _is_asked(doc, i, first):
            beside = noun_at(doc, found[0] + 1) if doc.word[found[0]] in ("and", "or") else None
            mixed = beside is not None and beside[1].sort == "people" and beside[1].code != found[1].code
            return (scene.of_place(), "people") if mixed else _whose(scene, i, found[1], first)
    return None


def _is_number(doc: Document, i: int) -> bool:
    if doc.digit[i]:
        return not (len(doc.raw[i]) == 4 and doc.raw[i][:2] in ("19", "20"))
    return doc.word[i] in openers() and (number := read_number(doc, i)) is not None and not number.zero


def _counts(doc: Document, first: int, end: int) -> bool:
    return any(_is_number(doc, i) for i in range(first, end))


def _is_asked(doc: Document, i: int, first: int) -> bool:
    """ "how many of its soldiers", "the number of soldiers", "asked about relief staff", "as for civilians"."""
    told = _words()
    k = i - 1
    while k > first and i - k <= _LEADS and (doc.word[k] in told["leading"] or doc.upper[k]) and doc.word[k] != "many":
        k -= 1
    before = doc.word[k - 1] if k > first else ""
    if doc.word[k] == "many":
        return before == "how"
    if doc.word[k] == "of":
        return before in told["counts"] or (before == "many" and doc.word[k - 2] == "how")
    return doc.word[k] in told["about"] and before in told["asking"]


def _whose(scene: Scene, i: int, noun: Noun, first: int) -> Answer | None:
    """The side of people who are named: of the side before the noun, of the pronoun's, else of the place."""
    doc = scene.doc
    side: Side | None = None
    if not _words()["foreigners"].isdisjoint(doc.word[max(first, i - 1) : i + 1]):
        return Side(None, None, "foreigners of unnamed origin"), noun.code
    for k in range(i - 1, max(first, i - 3) - 1, -1):
        mention = scene.everyone.get(k)
        if mention is not None and mention.role in SIDES:
            side = scene.side(mention, "whose number is told")
            break
        if doc.word[k] in grammar.POSSESSIVES:
            side = _owner(scene, k, first) or antecedent(scene, noun.code)
            break
    if side is None and noun.code in ARMED - {"military", "police"}:
        return leading_group(scene), narrow_unnamed(noun.code)
    side = side or scene.of_place()
    return side, narrow(noun.code, side.code)


def narrow_unnamed(population: str) -> str:
    """Fighters without a name are militants: a state's have its name beside them."""
    return "militants" if population == "combatants" else population


def _owner(scene: Scene, at: int, first: int) -> Side | None:
    """Whom a possessive stands for: the side that its sentence named before."""
    for k in range(at - 1, first - 1, -1):
        mention = scene.everyone.get(k)
        if mention is not None and mention.role in ("names", "capitals", "forces", "government"):
            return scene.side(mention, "whose number is told") if scene.doc.word[k - 1] not in OUTSIDE else None
    return None
