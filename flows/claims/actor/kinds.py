"""What kind of people a number is said to be by the verb beside it: "children account for 66", "61, were civilians"."""

from __future__ import annotations

from flows.claims.actor.belligerents import ARMED, Side, is_group, is_state
from flows.claims.actor.whom import HARM, Answer, leading_group, population_of, stands_for_others
from flows.claims.actor.whose import SIDES, Scene, narrow
from flows.claims.text.nouns import Noun, noun_at
from flows.claims.value.numbers import openers

_MAKING = frozenset({"account", "accounts", "accounted", "accounting", "make", "makes", "made", "making"})
_BEING_PART = frozenset({"constitute", "constitutes", "constituted", "constituting", "form", "forms", "formed",
                         "comprise", "comprised", "represent", "represented", "representing"})  # fmt: skip
_PUTTING = frozenset({"put", "puts", "putting", "set", "sets", "gave", "gives"})
_BE = frozenset({"was", "were", "is", "are", "be", "been", "being"})
_AUXILIARIES = _BE | frozenset(
    {"would", "will", "had", "have", "has", "may", "might", "could", "must", "to", "turned", "turn", "out", "proved",
     "thought", "believed", "said", "reported", "known", "understood", "later", "also", "all", "both", "reportedly",
     "only", "mostly", "mainly", "themselves", "still", "found", "confirmed"}
)  # fmt: skip
_ADJECTIVES = frozenset({"a", "an", "the", "young", "unarmed", "innocent", "armed", "local", "ordinary", "uniformed",
                         "foreign", "elderly", "small", "adult", "serving", "active", "regular", "professional",
                         "government", "rebel", "enemy", "state"})  # fmt: skip
_AUX = frozenset({"had", "have", "has", "would", "will", "may", "could", "alone", "together", "thus", "now"})
_CHAIN, _BACK = 9, 7  # tokens


def of_a_kind(scene: Scene, side: Side, population: str) -> Answer:
    """The answer for a part of a toll whose kind the clause tells; else the one that was given.

    >>> from flows.claims import extract
    >>> text = "The raid on Homs left 98 people dead. Children account for 31 of them."
    >>> [(claim.expr, claim.population) for claim in extract(text)]
    [('98', 'people'), ('31', 'children')]
    """
    own, figure = population_of(scene.figure), scene.figure
    if (home := _from(scene)) is not None:
        return home, population
    if (labelled := _label(scene)) is not None:
        return labelled
    if own != "people" and not (figure.phrase.noun is not None and figure.phrase.noun.metric):
        return side, population
    found = _subject(scene) or _put_at(scene) or _predicate(scene) or _without_exception(scene)
    found = found or (_opened_before(scene) if population == "people" else None)
    if found is None:
        return side, population
    at, noun = found
    figure.extra["kind"] = noun.code  # a part of another kind is not what the text goes on to speak of
    if noun.code not in ARMED:
        return (scene.of_place() if side.code and is_group(side.code) else side), noun.code
    named = next((m for k in range(at - 1, at - 4, -1) if (m := scene.everyone.get(k)) is not None), None)
    if named is not None and named.role in SIDES and named.last <= at:
        side = scene.side(named, "what they are said to be")
        return side, narrow(noun.code, side.code)
    if noun.code in ("militants", "combatants") and noun.code != population:
        lead = leading_group(scene)
        combatant = scene.doc.word[at].startswith("combatant")
        if combatant and lead.code is None:
            return side, "combatants"
        return lead, "combatants" if combatant else "militants"
    return (scene.of_place() if side.code and is_group(side.code) else side), narrow(noun.code, side.code)


def _from(scene: Scene) -> Side | None:
    """ "Of whom two were from South Africa": the state that a part is from."""
    doc, i = scene.doc, max(scene.figure.quantity.last, scene.figure.phrase.last)
    if doc.word[i + 1 : i + 2] != ["from"] or doc.word[i] not in _BE or scene.figure.phrase.noun_first >= 0:
        return None
    mention = scene.everyone.get(i + 2)
    named = mention is not None and is_state(mention.code) and mention.role == "names"
    return scene.side(mention, "where they are said to be from") if mention is not None and named else None


def _without_exception(scene: Scene) -> tuple[int, Noun] | None:
    """ "Over 70 wounded brought in since dawn, civilians without exception"."""
    doc, at = scene.doc, scene.figure.quantity.last
    for i in doc.among(_ALL_OF_THEM, at, min(scene.last, at + _CHAIN)):
        for k in (i - 1, i - 2):
            found = _kind(scene, k)
            if found is not None and doc.word[k - 1] == "," and noun_at(doc, k)[0] == i:  # type: ignore[index]
                return found
    return None


_ALL_OF_THEM = frozenset({"without", "all", "one", "only", "exclusively"})


def _opened_before(scene: Scene) -> tuple[int, Noun] | None:
    """ "For civilians it adds up. The UN has confirmed 284 killed": whom the sentence before opens with, uncounted."""
    doc, figure, number = scene.doc, scene.figure, scene.doc.sentence_of[scene.first]
    if not stands_for_others(figure) or figure.phrase.others or figure.phrase.pronoun or figure.metric not in HARM:
        return None
    if number == 0 or doc.opens_line(scene.first) or figure.part_of >= 0 or figure.phrase.increment:
        return None
    first, last = doc.sentences[number - 1]
    start = first + (doc.word[first] in _FRAMES) + (doc.word[first : first + 2] == ["as", "for"])
    found = _kind(scene, start)
    if found is None or not found[1].plural or found[1].code in ARMED or last - first > _SHORT:
        return None
    return None if any(doc.digit[i] or doc.word[i] in openers() for i in range(first, last)) else found


_FRAMES, _SHORT = frozenset({"for", "among", "amongst", "as"}), 14  # tokens


def _label(scene: Scene) -> Answer | None:
    """ "Killed: rebels 56, soldiers and policemen 6, civilians 5": the noun right before the number of an entry."""
    doc, at = scene.doc, scene.figure.quantity.first
    ends = scene.figure.quantity.last >= scene.last or doc.word[scene.figure.quantity.last] in _ENTRY_ENDS
    if not ends or scene.figure.metric not in HARM | {"captured", "displaced"}:
        return None
    k = next((k for k in range(at - 1, max(scene.first, at - 4) - 1, -1) if _is_entry(scene, k, at)), None)
    if k is None:
        return None
    code, start = noun_at(doc, k)[1].code, k  # type: ignore[index]
    if doc.word[k - 1] == "and" and (other := noun_at(doc, k - 2)) is not None and other[1].sort == "people":
        start = k - 2
        code = code if other[1].code == code else "combatants" if {code, other[1].code} <= ARMED else "people"
    named = next((m for i in range(start - 1, start - 4, -1) if (m := scene.everyone.get(i)) is not None), None)
    if named is not None and named.last == start and named.role in SIDES:
        start = named.first
    else:
        named = None
    if start > scene.first and doc.word[start - 1] not in _ENTRY_STARTS:
        return None
    if named is not None:
        return scene.side(named, "named with the figure"), narrow(code, named.code)
    if code == "militants" or (code == "combatants" and start == k):
        return leading_group(scene), "militants"
    return scene.of_place(), code


def _is_entry(scene: Scene, k: int, end: int) -> bool:
    found = noun_at(scene.doc, k)
    plain = found is not None and found[0] == end and found[1].sort == "people" and not found[1].metric
    return plain and found is not None and found[1].plural and found[1].code != "people"


_ENTRY_ENDS = frozenset({",", ";", ".", "and", ")"})
_ENTRY_STARTS = frozenset({":", ",", ";", "—", "–", "•", "-", "(", "and"})


def _kind(scene: Scene, at: int) -> tuple[int, Noun] | None:
    """The plain noun of people that begins at a token, alone and not of everybody."""
    found = noun_at(scene.doc, at)
    if found is None or found[1].sort != "people" or found[1].metric or found[1].code == "people":
        return None
    if scene.doc.word[found[0] : found[0] + 1] in (["and"], ["or"]):
        beside = noun_at(scene.doc, found[0] + 1)
        if beside is not None and beside[1].sort == "people" and beside[1].code != found[1].code:
            return None  # "women and children"
    return at, found[1]


def _ending(scene: Scene, end: int, *, gapped: bool = False) -> tuple[int, Noun] | None:
    """The plural noun of people that ends right before a token: the subject of a verb, none joined to another."""
    doc = scene.doc
    for k in range(end - 1, max(scene.first, end - 3) - 1, -1):
        found = noun_at(doc, k)
        if found is None or found[0] != end:
            continue
        lead = doc.word[k - 1] if k > scene.first else ""
        joined = lead in ("or", "by", "of", "with") or (lead == "and" and not gapped)
        return _kind(scene, k) if found[1].plural and not joined else None
    return None


def _subject(scene: Scene) -> tuple[int, Noun] | None:
    """ "Children account for 66", "women made up half", "combatants making up just over half", "and women for 39"."""
    doc, at = scene.doc, scene.figure.quantity.first
    before = doc.word[at - 1] if at > scene.first else ""
    verb = at - 1
    if before in ("for", "up"):
        verb = at - 2
        if doc.word[verb] not in _MAKING:
            gapped = before == "for" and doc.has(_MAKING, scene.first, verb)
            return _ending(scene, at - 1, gapped=True) if gapped else None
    elif before not in _BEING_PART:
        return None
    while verb > scene.first and doc.word[verb - 1] in _AUX:
        verb -= 1
    return _ending(scene, verb)


def _put_at(scene: Scene) -> tuple[int, Noun] | None:
    """ "He put the children among them at 27"."""
    doc, at = scene.doc, scene.figure.quantity.first
    if doc.word[at - 1] != "at" or not doc.has(_PUTTING, max(scene.first, at - _BACK), at):
        return None
    for k in range(at - 2, max(scene.first, at - _BACK), -1):
        if doc.word[k - 1] == "the" and (found := _kind(scene, k)) is not None:
            return found if doc.word[k + 1] in ("among", "at", "in", "amongst") else None
    return None


def _past_whole(scene: Scene) -> int:
    """Behind "of the 40 dead in Kharkiv", in front of what they are said to be."""
    doc, i = scene.doc, scene.figure.quantity.last
    at = max(i, scene.figure.phrase.last)
    if doc.word[i : i + 1] != ["of"]:
        return at
    end = min(scene.last, i + _CHAIN)
    while i < end and (doc.word[i] in _OF_WHOLE or doc.digit[i] or (i > at and doc.upper[i])):
        i += 1
    return i if doc.has(_BE, i, min(scene.last, i + 2)) else at


_OF_WHOLE = frozenset({"of", "the", "these", "those", "them", "dead", "killed", "wounded", "injured", "victims",
                       "people", "casualties", "bodies", "deaths", "in", "at", "near", "all", "more",
                       "than"})  # fmt: skip


def _predicate(scene: Scene) -> tuple[int, Noun] | None:
    """ "61, were civilians", "nearly one in three was a child", "of whom 1,500 would be fighters"."""
    doc = scene.doc
    i = _past_whole(scene)
    i += doc.word[i : i + 1] == [","]
    start, end = i, min(scene.last, i + _CHAIN)
    while i < end and doc.word[i] in _AUXILIARIES:
        i += 1
    if i == start or not doc.has(_BE, start, i):
        return None
    for k in range(i, min(scene.last, i + 4)):
        if (found := _kind(scene, k)) is not None:
            return found
        if doc.word[k] not in _ADJECTIVES and k not in scene.everyone:
            return None
    return None
