"""What a verb of saying takes: whether it speaks at all, and whether what was said stands before or after it."""

from __future__ import annotations

from itertools import pairwise

from flows.claims.source.sayers import (
    ARTICLES,
    BOUNDS,
    BREAKS,
    PRONOUNS,
    QUOTES,
    Attribution,
    Verb,
    habits,
    is_adverb,
    sort_of,
    times,
)
from flows.claims.text import grammar
from flows.claims.text.tokens import Document
from flows.claims.value.numbers import openers

_ADJUNCT = habits()["adjuncts"]
_REACTING = frozenset({"respond", "answer", "react", "reply"})
_LIVES = frozenset({"lives", "life", "victims"})


def takes_complement(doc: Document, i: int, last: int, base: str) -> bool:
    """Whether what was said follows the verb of saying that ends before token i; if not, it stands before.

    >>> doc = Document("told reporters in Beirut on Monday, told reporters in Beirut that")
    >>> takes_complement(doc, 1, len(doc), "tell"), takes_complement(doc, 8, len(doc), "tell")
    (False, True)
    """
    word, when = doc.word, times()
    if base in habits()["addressed"]:
        i = _past_object(doc, i, last)
    while i < last:
        here = word[i]
        if here in (".", ",", ";", "!", "?", ")", "—", "–", "…"):
            return False
        if here in QUOTES or here in ("that", ":"):
            return here not in ("”", "’")
        if here in when or is_adverb(doc, i) or (here[0].isdecimal() and word[i - 1] in when):
            i += 1
        elif here in _ADJUNCT and i + 1 < last and word[i + 1] not in BOUNDS and not word[i + 1][0].isdecimal():
            i = _past_object(doc, i + 1, last)
        elif (
            here in ("on", "in", "at")
            and i + 1 < last
            and (i + 2 >= last or word[i + 2] in when or word[i + 2] in (",", "."))
        ):
            i += 2
        else:
            return here not in ("after", "when", "while", "as") or _figure_in(doc, i, last)
    return False


def _past_object(doc: Document, i: int, last: int) -> int:
    """Past the noun phrase at token i: to a stop, a preposition, a number, a word that opens another phrase."""
    word, begin = doc.word, i
    while i < last:
        here = word[i]
        if here in BREAKS or here in QUOTES or here in (",", ")", "that") or here[0].isdecimal():
            break
        if i > begin and here != "'s" and (
            here in ARTICLES or here in grammar.PREPOSITIONS or here in grammar.AUXILIARIES or here in PRONOUNS
            or here in BOUNDS or here in times() or here in ("its", "their", "there", "no")
        ):  # fmt: skip
            break
        i += 1
    return i


def _figure_in(doc: Document, i: int, last: int) -> bool:
    return any(doc.word[k][0].isdecimal() or doc.word[k] in BOUNDS for k in range(i, last))


def speaks(doc: Document, verb: Verb, last: int) -> bool:
    """Whether a verb that is often no verb of saying is one here, by what follows it."""
    word, end = doc.word, verb.last
    following = word[end : min(end + 12, last)]
    if not following:
        return False
    stop = next((k for k, here in enumerate(following) if here in BREAKS or here == ","), len(following))
    near = following[:stop]
    if following[0] in ("that", ":") or following[0] in QUOTES:
        return True
    if verb.form == "ing" and verb.base in habits()["changing"] and following[0] == "it":
        return False  # "75 have joined the force, raising it to 1,000"
    told = _told_by_frame(verb.base, near, following[0])
    if told is not None:
        return told
    if following[0] == "to" and (verb.base == "add" or (verb.base in _REACTING and ":" not in near)):
        return False  # "responds to the attacks by launching rockets", "adding to the 40,000 troops there"
    if verb.base in habits()["giving"] and any(here in habits()["carriers"] or sort_here(here) for here in near[:8]):
        return True
    if not verb.weak:
        return True
    if verb.base == "admit":
        return _admits(near)
    if verb.base in habits()["counting"] or verb.base in ("give", "add"):
        listed = following[stop : stop + 1] == [":"]  # "has listed materiel lost for good: 44 tanks"
        return listed or any(map(_is_figure, near)) or (len(near) > 2 and verb.base == "add")
    if verb.base in ("ask", "wonder"):
        return following[0] in ("why", "how") and any(map(_is_figure, near))
    if verb.base in habits()["silent"]:
        return False
    return following[0] in ("the", "its", "their", ",", "his", "her") or any(map(_is_figure, near[:3]))


def _admits(near: list[str]) -> bool:
    """Whether losses are admitted, and not people let in: "admits 28 killed", "admits one", "admitted 300 refugees"."""
    bare = bool(near) and _is_figure(near[-1]) and len(near) <= 3
    return bare or (any(map(_is_figure, near)) and not habits()["losses"].isdisjoint(near))


def _told_by_frame(base: str, near: list[str], following: str) -> bool | None:
    """Whether a verb of a fixed frame speaks ("put … at", "give … as", "credit … with"); None for other verbs."""
    if base == "claim" and not _LIVES.isdisjoint(near) and near[0] not in PRONOUNS and any(map(_is_figure, near[:4])):
        return False  # "the Anglophone crisis has claimed 6,500 lives"
    if base in habits()["placing"] and ("at" in near or ("in", "the") in pairwise(near)):
        return True
    if base in habits()["changing"]:
        taken_up = near[:1] in (["it"], ["this"], ["that"], ["them"])
        carried = any(here in habits()["carriers"] for here in near)
        return "to" in near and (carried or (taken_up and any(map(_is_figure, near[near.index("to") :]))))
    if base in ("give", "list", "cite", "state") and near[:1] == ["as"]:
        return any(map(_is_figure, near[1:4]))
    if base == "credit":
        return "with" in near
    if base in ("speak", "talk") and "of" in near[:6]:
        return any(map(_is_figure, near[near.index("of") + 1 :][:4])) or None
    if base == "call":
        return following in ARTICLES or following in ("it", "them", "this")
    return True if base == "have" else None


def _is_figure(word: str) -> bool:
    return word[0].isdecimal() or word in BOUNDS or word in openers()


def sort_here(word: str) -> bool:
    """Whether a word is the head of a document: "a statement"."""
    return word in ("statement", "communiqué", "communique", "report", "footage", "video", "update", "bulletin", "note")


def attributed(doc: Document, verb: Verb, start: int, stop: int, end: int, first: int, last: int) -> Attribution:
    """The attribution of a subject at [start, stop): leading, closing, or set into the middle."""
    person = sort_of(doc, start, stop) in ("person", "name")
    wordings = [doc.span(start, stop)]
    closing = start - first >= 2 and _set_off(doc, start) and not takes_complement(doc, end, last, verb.base)
    closing = closing or (start - first > 3 and doc.word[start - 1] == "," and _then_lists(doc, end, last))
    if closing:
        return Attribution(wordings, first, last, verb.first, "after", subject=(start, stop), person=person)
    return Attribution(wordings, end, last, verb.first, "before", subject=(start, stop), person=person)


def _then_lists(doc: Document, end: int, last: int) -> bool:
    """ "318 crossed, the charity said on Friday: 249 to Sanaa": what was said stands on both sides."""
    colon = next((k for k in range(end, min(last - 1, end + 9)) if doc.word[k] in (":", ",", ";", "that")), None)
    return colon is not None and doc.word[colon] == ":" and _is_figure(doc.word[colon + 1])


def _set_off(doc: Document, start: int) -> bool:
    before = doc.word[start - 1]
    if before in ("so", "as") and start >= 2:
        before = doc.word[start - 2]
        if before == ":":
            return True  # "no civilian was killed: so the ministers said"
    return before in (",", "—", "–", ")", "?", ";") or before in QUOTES
