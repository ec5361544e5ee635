"""What a figure counts: the noun phrase that follows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.claims import grammar
from flows.claims.mentions import Mention
from flows.claims.nouns import Noun, noun_at
from flows.claims.numbers import openers
from flows.claims.qualifiers import Quantity
from flows.claims.tokens import Document
from flows.claims.triggers import trigger_table

_MAX_TOKENS = 14
_STOP = grammar.AUXILIARIES | grammar.CONJUNCTIONS | grammar.PREPOSITIONS | grammar.PRONOUNS | grammar.STOP_VERBS
_INSIDE = frozenset(
    {"of", "the", "all", "other", "others", "more", "further", "additional", "another", "extra", "'s", "'"}
)
_PUNCTUATION = frozenset(",;:.!?()[]{}«»…*•|/\\=<>—–")
_QUOTES = frozenset("\"“”'‘’")


@dataclass(slots=True)
class Phrase:
    """The noun phrase behind a figure, up to token `last`; `noun` is None where the figure stands alone.

    `actors` are the actors named inside, `states` the participles that modify the noun ("wounded soldiers"),
    `partitive` tells "of the …", `pronoun` the pronoun that stands for the counted ("of them", "its soldiers").
    """

    last: int
    noun: Noun | None = None
    noun_first: int = -1
    noun_last: int = -1
    actors: list[Mention] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    partitive: bool = False
    pronoun: str | None = None
    increment: bool = False
    others: bool = False
    unknown: str | None = None
    base: int | None = None  # the token where the base of a share begins: "half of the 11,000"
    rate: str | None = None
    definite: bool = False  # "the 136": said before
    complement: bool = False  # the noun stands behind "were"


def read_phrase(
    doc: Document,
    quantity: Quantity,
    mentions: Mapping[int, Mention],
    states: Mapping[str, str],
    first: int,
    limit: int,
) -> Phrase:
    """Read the noun phrase after a figure of a sentence that begins at `first`, no further than token `limit`.

    >>> doc = Document("More than 6,000 wounded North Korean soldiers were there.")
    >>> from flows.claims.mentions import find_mentions
    >>> from flows.claims.qualifiers import find_quantities
    >>> q = find_quantities(doc, 0, len(doc))[0]
    >>> phrase = read_phrase(doc, q, find_mentions(doc), {"wounded": "wounded"}, 0, len(doc))
    >>> phrase.noun.code, phrase.states, [m.code for m in phrase.actors]
    ('military', ['wounded'], ['PRK'])
    """
    phrase = Phrase(quantity.last)
    before = doc.word[quantity.core - 1] if quantity.core else ""
    phrase.increment = before in ("another", "additional", "further", "extra") or _further_before(doc, quantity)
    phrase.others = before in ("other", "remaining")
    phrase.definite = before in ("the", "these", "those", "all") and quantity.first == quantity.core
    i, end = quantity.last, min(limit, quantity.last + _MAX_TOKENS)
    starters = openers()
    while i < end:
        word = doc.word[i]
        if word in _QUOTES:
            i += 1
            continue
        if i > quantity.last and doc.gap[i] == "-" and phrase.noun is None and not doc.word[i - 1].isalpha():
            pass  # "12,000-strong": read on as any word
        mention = mentions.get(i)
        if word in states and _together_at(doc, i):
            break
        found = None if word in grammar.INCREMENTS and word in _INSIDE else noun_at(doc, i)
        if found and (mention is None or found[0] >= mention.last) and _takes(phrase, found[1]):
            step = _noun_step(doc, phrase, i, found, states, mentions, end)
            if step is None:
                break
            i = step
            continue
        if mention and mention.last <= end:
            phrase.actors.append(mention)
            head = noun_at(doc, mention.last - 1) if mention.last - mention.first > 1 else None
            if head and head[1].sort == "people" and head[0] == mention.last and not head[1].state:
                phrase.noun, phrase.noun_first, phrase.noun_last = head[1], mention.last - 1, mention.last
            phrase.last = i = mention.last
            continue
        if word in _INSIDE:
            if not _step_inside(doc, phrase, i, starters):
                break
            i += 1
            continue
        if word in grammar.POSSESSIVES or word in grammar.DETERMINERS:
            if word in grammar.POSSESSIVES or word in ("them", "these", "those"):
                phrase.pronoun = word
            i += 1
            continue
        if phrase.partitive and phrase.noun is None and word in ("them", "whom", "which", "us"):
            phrase.pronoun, phrase.last = word, i + 1
            break
        if doc.word[i + 1 : i + 3] == ["year", "old"] and doc.gap[i + 1] == "-":
            i += 3  # "one seven-year-old girl"
            continue
        if word[0].isdecimal() or (word in starters and word not in ("third", "second")):
            if phrase.partitive and phrase.noun is None:
                phrase.base = i
            break
        if phrase.noun is None and _adjective_list(doc, i, end):
            i += 1
            continue
        if word in _PUNCTUATION or word in _STOP or not word[0].isalpha():
            break
        if phrase.noun is not None:
            break
        if word in states:
            if not _noun_follows(doc, i + 1, end):
                break
            phrase.states.append(word)
        elif word.endswith("ed") and not _noun_follows(doc, i + 1, end):
            break
        else:
            phrase.unknown = word
            phrase.last = i + 1
        i += 1
    if phrase.partitive and phrase.noun is None and phrase.base is None and i >= limit:
        phrase.base = limit
    if quantity.share and phrase.noun is not None and phrase.noun.code == "people":
        _read_share_of(doc, phrase, min(limit, phrase.last + 9))
    if phrase.noun is None and not phrase.partitive:
        _read_complement(doc, phrase, min(limit, phrase.last + 6))
    if phrase.noun is None:
        _read_origin(doc, phrase, mentions, end)
    elif phrase.noun.sort == "people":
        _read_origin(doc, phrase, mentions, min(limit, phrase.last + 8))
    _read_rate(doc, quantity, phrase, first, limit)
    return phrase


def _together_at(doc: Document, i: int) -> bool:
    """ "dead and wounded" behind a figure counts both in one, unless a second figure follows."""
    if i + 2 >= len(doc) or doc.word[i + 1] not in ("and", "or", ","):
        return False
    found = trigger_table().at(doc.word, i)
    if not found or not any(sense.use == "together" for _, sense in found[1]):
        return False
    after = doc.word[found[0]] if found[0] < len(doc) else "."
    return not (after[0].isdecimal() or after in openers() or after in ("a", "an", "at", "about", "more"))


def _further_before(doc: Document, quantity: Quantity) -> bool:
    i = quantity.first
    return i > 0 and (
        doc.word[i - 1] in ("another", "further", "additional", "extra")
        or (i > 1 and doc.word[i - 1] == "to" and doc.word[i - 2] == "addition")
    )


def _takes(phrase: Phrase, noun: Noun) -> bool:
    """A participle used as a noun is the head only where no noun came before it."""
    return (phrase.noun is None and not phrase.actors) or not noun.state


def _noun_step(
    doc: Document,
    phrase: Phrase,
    i: int,
    found: tuple[int, Noun],
    states: Mapping[str, str],
    mentions: Mapping[int, Mention],
    end: int,
) -> int | None:
    """Take a noun as the head so far; the last noun of a compound decides."""
    after, noun = found
    following = noun_at(doc, after) if after < end else None
    if noun.state and following and not following[1].state and following[1].sort != "event":
        phrase.states.append(doc.word[i])  # "2 displaced camps"
        return after
    if noun.state and _noun_follows(doc, after, min(end, after + 4)):
        phrase.states.append(doc.word[i])
        return after
    if phrase.noun is not None and phrase.noun.plural and phrase.noun.sort != noun.sort:
        return None
    phrase.noun, phrase.noun_first, phrase.noun_last = noun, i, after
    phrase.last = after
    if after < end and doc.word[after] in ("and", "or", "/") and (other := _joined(doc, after + 1, end, mentions)):
        phrase.last, phrase.noun = other[0], _merge(noun, other[1])
        return other[0]
    return after


def _joined(doc: Document, i: int, end: int, mentions: Mapping[int, Mention]) -> tuple[int, Noun] | None:
    """A noun that shares the figure: "missiles and drones", "men and women"."""
    for j in range(i, min(i + 2, end)):
        found = noun_at(doc, j)
        if found and found[1].sort in ("people", "materiel") and not found[1].state and found[1].plural:
            return found
        if j in mentions or doc.word[j] in _STOP or doc.word[j] in _PUNCTUATION or doc.word[j][0].isdecimal():
            return None
        if doc.word[j] in openers():
            return None
    return None


def _merge(first: Noun, second: Noun) -> Noun:
    if first.sort != second.sort:
        return first
    if first.code == second.code:
        return first
    return first._replace(code="munition" if first.sort == "materiel" else "people")


def _step_inside(doc: Document, phrase: Phrase, i: int, starters: frozenset[str]) -> bool:
    word = doc.word[i]
    if word in ("more", "others", "other", "further", "additional", "another", "extra"):
        phrase.increment = True
        phrase.others = phrase.others or word in ("others", "other")
        phrase.last = i + 1
    elif word == "of":
        if phrase.noun is not None and phrase.noun.code not in ("people", "combatants", "military", "militants"):
            return False
        if phrase.noun is not None and phrase.noun.sort != "people":
            return False
        phrase.partitive = phrase.partitive or phrase.noun is None
        if phrase.noun is not None:
            return False
    elif word in ("'s", "'"):
        phrase.last = i + 1
    return True


def _adjective_list(doc: Document, i: int, end: int) -> bool:
    """A comma or "and" between adjectives of one noun: "hypersonic, ballistic, and cruise missiles"."""
    if doc.word[i] not in (",", "and", "or"):
        return False
    j = i + 1
    while j < min(end, i + 5):
        found = noun_at(doc, j)
        if found:
            return found[1].sort == "materiel"
        word = doc.word[j]
        if word not in (",", "and", "or") and (word in _STOP or not word.isalpha() or word in openers()):
            return False
        j += 1
    return False


def _noun_follows(doc: Document, i: int, end: int) -> bool:
    for j in range(i, min(end, i + 4)):
        found = noun_at(doc, j)
        if found and not found[1].state and found[1].sort in ("people", "materiel"):
            return True
        word = doc.word[j]
        if word in _STOP or word in _PUNCTUATION or not word.isalpha():
            return False
    return False


def _read_share_of(doc: Document, phrase: Phrase, end: int) -> None:
    """ "83% of deaths have been civilians": the noun behind the verb names the share."""
    for i in range(phrase.last, end):
        if doc.word[i] in ("been", "were", "are", "is", "was"):
            found = noun_at(doc, i + 1) if i + 1 < end else None
            if found and found[1].sort == "people" and phrase.noun is not None:
                phrase.noun = phrase.noun._replace(code=found[1].code)
            return


def _read_complement(doc: Document, phrase: Phrase, end: int) -> None:
    """ "94 were women", "the other seven belonged to the police": the noun behind the verb says who they are."""
    i = phrase.last
    if i >= end or doc.word[i] not in ("were", "are", "was", "is", "served", "belonged", "serve", "belong"):
        return
    for j in range(i + 1, end):
        found = noun_at(doc, j)
        if found and found[1].sort == "people" and not found[1].metric and not found[1].state:
            phrase.noun, phrase.noun_first, phrase.noun_last = found[1], j, found[0]
            phrase.complement = True
            return
        if doc.word[j] not in (
            "a",
            "an",
            "the",
            "in",
            "to",
            "from",
            "all",
            "mostly",
            "mainly",
            "with",
            "also",
            "young",
            "old",
        ):
            return


def _read_origin(doc: Document, phrase: Phrase, mentions: Mapping[int, Mention], end: int) -> None:
    """ "nine from Morocco", "members of the PKK", "fighters of the group": the actor behind the noun."""
    i = phrase.last
    if i >= end or doc.word[i] not in ("from", "of", "with"):
        return
    if phrase.noun is None and doc.word[i] == "from":
        found = noun_at(doc, i + 2) if doc.word[i + 1 : i + 2] == ["the"] and i + 2 < end else None
        if found and found[1].sort == "people" and found[1].code in ("military", "police"):
            phrase.noun = found[1]  # "seventeen from the Armed Forces"
    joint = doc.word[i]
    if joint == "with" and not (phrase.noun and phrase.noun.code in ("people", "combatants", "military", "militants")):
        return
    for j in range(i + 1, min(end, i + 5)):
        mention = mentions.get(j)
        if mention:
            if mention.role in ("names", "people", "forces", "missions", "police"):
                phrase.actors.append(mention)
            return
        found = noun_at(doc, j)
        if found and found[1].sort == "people" and joint == "of" and phrase.noun and phrase.noun.code == "people":
            if found[1].code in ("military", "police", "militants", "combatants", "peacekeepers"):
                phrase.noun = phrase.noun._replace(code=found[1].code)
                phrase.last = found[0]
            continue
        if doc.word[j] in grammar.POSSESSIVES:
            phrase.pronoun = doc.word[j]
        elif doc.word[j] not in ("the", "'s", "all") and not doc.word[j].isalpha():
            return


def _read_rate(doc: Document, quantity: Quantity, phrase: Phrase, first: int, limit: int) -> None:
    """ "10 to 15 strikes a day", "1,262 daily", "an average day will cost 1,000": the unit of time of a rate."""
    units = grammar.RATE_UNITS
    for i in range(phrase.last, min(limit, phrase.last + 9)):
        word = doc.word[i]
        following = doc.word[i + 1] if i + 1 < limit else ""
        after = doc.word[i + 2] if i + 2 < limit else ""
        if word in grammar.RATE_WORDS and following in units and after not in _NOT_A_RATE:
            phrase.rate = units[following]
            return
        if word == "an" and following == "average" and after in units:
            phrase.rate = units[after]
            return
        if word in ("daily", "weekly", "monthly", "hourly") and i <= phrase.last + 1:
            phrase.rate = units[word]
            return
        if (word in _PUNCTUATION and word != ",") or word in openers() or word[0].isdecimal():
            break
    before = doc.word[max(first, quantity.first - 8) : quantity.first]
    for k in range(len(before) - 2):
        if before[k] in ("an", "each", "every") and before[k + 1] == "average" and before[k + 2] in units:
            phrase.rate = units[before[k + 2]]
    for k in range(len(before) - 1):
        pair = before[k : k + 2]
        if pair in (["average", "daily"], ["daily", "average"], ["daily", "rate"], ["each", "day"], ["every", "day"]):
            phrase.rate = "day"


_NOT_A_RATE = frozenset("away before earlier after later ago when following from that".split())
