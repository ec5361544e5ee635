"""Who can speak: what a noun phrase is as a source."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from flows.claims.lexicon import Phrases, words
from flows.claims.text import grammar
from flows.claims.text.fates import inflect
from flows.claims.text.nouns import noun_at
from flows.claims.text.tokens import Document
from flows.claims.text.triggers import trigger_table
from flows.claims.value.numbers import openers

_LEADS_ON = grammar.PREPOSITIONS | grammar.INCREMENTS | grammar.DETERMINERS
QUOTES = frozenset("\"“”'‘’«»")
BREAKS = frozenset([".", ";", ":", "(", "!", "?", "—", "–", "•", "|", "…"])
ARTICLES = frozenset({"the", "a", "an"})
PRONOUNS = {
    "he": "person", "she": "person", "it": "body", "they": "they", "him": "person", "her": "person", "them": "they",
}  # fmt: skip
POSSESSIVE = {"his": "he", "her": "she", "its": "it", "their": "they"}


@dataclass(slots=True)
class Attribution:
    """A source and the tokens [scope_first, scope_last) that it covers; `at` is where the word of saying stands.

    `kind`: before (X said …), after (… X said), phrase (according to X), noun (a claim by X that …), nobody (is said
    to …: the text names no one, and `wordings` is empty).
    """

    wordings: list[str]
    scope_first: int
    scope_last: int
    at: int
    kind: str
    verb: str = ""
    group: str = "neutral"
    subject: tuple[int, int] = (0, 0)
    person: bool = False


class Verb(NamedTuple):
    """A verb of saying at tokens [first, last)."""

    first: int
    last: int
    base: str
    group: str
    weak: bool
    form: str


@cache
def habits() -> dict[str, frozenset[str]]:
    """The small word classes of reported speech, by name."""
    return {name: frozenset(rows) for name, rows in words("speakers")["habits"].items()}


CLAUSE_STOP = habits()["clause_stops"]
BOUNDS = habits()["bounds"]
STRONG = frozenset({"say", "tell"})
_MUTE = habits()["mute"]
_NOUNS_IN_LY = habits()["nouns_in_ly"]
_LOWER_LEADS = ARTICLES | frozenset(
    ["in", "on", "at", "for", "as", "by", "his", "her", "its", "their", "this", "these"]
)


_FORMS = ("past", "participle", "gerund")


@cache
def reporting_verbs() -> Phrases[tuple[str, str, bool, str]]:
    """Forms of reporting verbs with (base, group, weak, form)."""
    table: dict[str, tuple[str, str, bool, str]] = {}
    for group, rows in words("speakers")["verbs"].items():
        for row in rows:
            entry: dict[str, Any] = {"verb": row} if isinstance(row, str) else row
            past, participle, gerund = (entry.get(form, "").split(" ")[0] or None for form in _FORMS)
            forms = inflect(entry["verb"], past, participle, gerund, False)
            weak = bool(entry.get("weak")) or entry["verb"] in habits()["nouns_too"]
            for spelling, form in forms.items():
                table.setdefault(spelling, (entry["verb"], group, weak, form))
            if entry.get("third"):
                table.setdefault(entry["third"], (entry["verb"], group, weak, "s"))
    return Phrases(table.items())


@cache
def heads() -> dict[str, tuple[str, str]]:
    """Last words of the head nouns of sources with their sort and number: singular, plural or both."""
    found: dict[str, tuple[str, str]] = {}
    for sort, rows in words("speakers")["nouns"].items():
        for row in rows:
            entry = {"noun": row} if isinstance(row, str) else row
            one = _head(entry["noun"])
            many = _head(entry.get("plural") or _plural(entry["noun"]))
            collective = one == many or sort in ("body", "outlet")
            found.setdefault(one, (sort, "both" if collective else "singular"))
            found.setdefault(many, (sort, "both" if one == many else "plural"))
    return found


def _head(noun: str) -> str:
    """The last word of the head: "chief" of "chief of staff", "staff" of "general staff"."""
    return noun.lower().replace("-", " ").partition(" of ")[0].split()[-1]


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


@cache
def times() -> frozenset[str]:
    """Words of time that may stand between a speaker and what is said."""
    table = words("dates")
    return frozenset(table["weekdays"]) | frozenset(table["months"]) | habits()["times"]


def core(doc: Document, start: int, stop: int) -> int:
    """Where the head of a noun phrase ends: before its first preposition, participle or relative.

    >>> doc = Document("the spokesman of the army")
    >>> doc.word[core(doc, 0, 5) - 1]
    'spokesman'
    """
    word = doc.word
    for k in range(start + 1, stop):
        if word[k] in grammar.PREPOSITIONS or ends_phrase(doc, k) or word[k] in (",", "("):
            return k
        reduced = word[k].endswith("ed") or word[k] in habits()["reduced"]
        if reduced and k + 1 < stop and word[k + 1] in ("by", "in", "on", "to", "with", "from"):
            return k
        if k + 1 == stop and word[k] in habits()["reduced"]:
            return k  # "an audit leaked"
    return stop


def ends_phrase(doc: Document, k: int) -> bool:
    """Whether token k opens another clause; the "Without" of "Doctors Without Borders" does not."""
    return doc.word[k] in CLAUSE_STOP and not (doc.upper[k] and doc.upper[k - 1] and doc.raw[k - 1].isalpha())


def sort_of(doc: Document, start: int, stop: int) -> str:
    """What a noun phrase is as a speaker: person, body, document, outlet, name, they; "" if it cannot speak.

    >>> doc = Document("Rebel officials met a spokesman for the army near the long river.")
    >>> sort_of(doc, 0, 2), sort_of(doc, 3, 8), sort_of(doc, 9, 12)
    ('person', 'person', '')
    """
    if stop <= start or stop - start > 22:
        return ""
    word = doc.word
    if stop - start == 1:
        if word[start] in PRONOUNS:
            return PRONOUNS[word[start]]
        if word[start] in _MUTE or word[start] in grammar.PRONOUNS or word[start] in grammar.DETERMINERS:
            return ""
    end = core(doc, start, stop)
    sort = heads().get(word[end - 1])
    if sort is not None:
        return sort[0]
    table = heads()
    titled = any(word[k] in table and table[word[k]][0] == "person" for k in range(start, end))
    if all(word[k] in times() or word[k] in ARTICLES or word[k][0].isdecimal() for k in range(start, end)):
        return ""
    capitals = [k for k in range(start, end) if doc.upper[k] and not (k == start and _opens_only(doc, k))]
    if not titled and any(word[k] in grammar.STOP_VERBS and not doc.upper[k] for k in range(start + 1, end)):
        return ""  # a clause, not a name: "Lee wants his people home"
    if titled and (capitals or any(word[k] == "'s" for k in range(start, end))):
        return "person"
    if capitals:
        return "name" if capitals != [start] or not _is_common(doc, start) else ""
    return table[word[start]][0] if word[start] in table else ""


def _opens_only(doc: Document, start: int) -> bool:
    """Whether a word has its capital from the sentence that it begins: "More than", "Two weeks of", "Of these"."""
    word = doc.word[start]
    if word in _LOWER_LEADS or word in _MUTE:
        return True
    return doc.raw[start].istitle() and (word in _LEADS_ON or word in openers())


def _is_common(doc: Document, start: int) -> bool:
    """Whether a word is a common noun of losses or things, though its sentence begins with it: "Deaths reported"."""
    if doc.word[start - 1 : start] == [","]:
        return False  # "40 were killed, Amnesty said"
    return doc.word[start] in trigger_table() or noun_at(doc, start) is not None


def number_of(doc: Document, start: int, stop: int) -> str:
    """Grammatical number of a noun phrase where its head is known: singular, plural; else both."""
    if stop - start == 1 and doc.word[start] in PRONOUNS:
        return "plural" if doc.word[start] == "they" else "singular"
    if doc.word[start] in ("a", "an", "one", "another"):
        return "singular"
    if "and" in doc.word[start:stop]:
        return "both"
    if stop < len(doc) and any(doc.digit[k] and doc.word[k] != "1" for k in range(start, min(start + 2, stop))):
        return "plural"  # "some 10,000 IS suspects": no one suspects anything
    found = heads().get(doc.word[core(doc, start, stop) - 1])
    return found[1] if found else "both"


def is_auxiliary(doc: Document, k: int) -> bool:
    """Whether a token is an auxiliary verb; a name such as "IS" or "Polat Can" is none."""
    if doc.word[k] not in grammar.AUXILIARIES or doc.word[k] == "'s":
        return False
    named = 0 < k < len(doc) - 1 and doc.upper[k] and doc.upper[k - 1] and not doc.upper[k + 1]
    return doc.caps or not (doc.raw[k].isupper() or named)


def is_adverb(doc: Document, k: int) -> bool:
    """Whether a token looks like an adverb in -ly; "tally", "Italy" and "assembly" are none."""
    word = doc.word[k]
    return word.endswith("ly") and not doc.upper[k] and word not in _NOUNS_IN_LY and word not in heads()


def is_abbreviation(doc: Document, k: int) -> bool:
    """Whether a full stop only closes an abbreviation inside a name: "Gen. Pat Ryder"."""
    return (
        0 < k < len(doc) - 1 and doc.raw[k] == "." and doc.upper[k - 1] and doc.upper[k + 1] and len(doc.raw[k - 1]) < 5
    )
