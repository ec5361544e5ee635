"""What stands behind a counted noun: whose it is, what it is said to be, per what unit of time."""

from __future__ import annotations

from collections.abc import Mapping

from flows.claims.metric.phrase import PUNCTUATION, STOP, Phrase
from flows.claims.text import grammar
from flows.claims.text.mentions import Mention
from flows.claims.text.nouns import Noun, noun_at
from flows.claims.text.tokens import Document
from flows.claims.text.triggers import trigger_table
from flows.claims.value.numbers import openers
from flows.claims.value.qualifiers import Quantity

_ORIGIN = 14  # tokens behind a bare figure in which its origin may stand


def read_behind(
    doc: Document, quantity: Quantity, phrase: Phrase, mentions: Mapping[int, Mention], first: int, limit: int
) -> None:
    """Read what stands behind the counted noun of a figure, in a sentence that begins at `first`, up to `limit`."""
    if quantity.share and phrase.noun is not None and phrase.noun.code == "people":
        read_share_of(doc, phrase, min(limit, phrase.last + 9))
    if phrase.partitive and phrase.pronoun in ("them", "whom", "these"):
        read_members(doc, phrase, mentions, min(limit, phrase.last + 4))
    if phrase.partitive and (phrase.noun is None or phrase.noun.code == "people"):
        read_predicate(doc, phrase, mentions, min(limit, phrase.last + 9))
    if phrase.noun is None and not phrase.partitive:
        read_complement(doc, phrase, mentions, min(limit, phrase.last + 6))
    if phrase.noun is None:
        read_origin(doc, phrase, mentions, min(limit, quantity.last + _ORIGIN))
    elif phrase.noun.sort == "people":
        read_origin(doc, phrase, mentions, min(limit, phrase.last + 8))
    if phrase.noun is None or phrase.noun.sort == "people":
        read_age(doc, phrase, len(doc.word))
        read_all_of(doc, phrase, mentions, len(doc.word))
    read_rate(doc, quantity, phrase, first, limit)


def read_share_of(doc: Document, phrase: Phrase, end: int) -> None:
    """ "83% of deaths have been civilians": the noun behind the verb names the share."""
    for i in range(phrase.last, end):
        if doc.word[i] in ("been", "were", "are", "is", "was"):
            found = noun_at(doc, i + 1) if i + 1 < end else None
            if found and found[1].sort == "people" and phrase.noun is not None:
                phrase.noun = phrase.noun._replace(code=_joint_code(doc, found))
            return


def read_members(doc: Document, phrase: Phrase, mentions: Mapping[int, Mention], end: int) -> None:
    """ "Half of them children", "650 of them Ghanaians", "six of them Malian soldiers": who the part is."""
    i = phrase.last
    mention = mentions.get(i)
    if mention is not None and (mention.role == "people" or _noun_behind(doc, mention.last)):
        phrase.actors.append(mention)
        i = mention.last
    elif mention is None and i < end and _describes(doc, i):
        i += 1  # "three of them senior officers"
    found = noun_at(doc, i) if i < end else None
    if found and _is_of_people(found[1]) and found[1].plural:
        phrase.noun, phrase.noun_first, phrase.noun_last = found[1], i, found[0]


def _noun_behind(doc: Document, i: int) -> bool:
    """Whether a plural noun of people stands at a token: the "fighters" of "JNIM fighters"."""
    found = noun_at(doc, i) if i < len(doc) else None
    return found is not None and _is_of_people(found[1]) and found[1].plural


def _describes(doc: Document, i: int) -> bool:
    """Whether a token is an adjective of the people whose noun stands behind it."""
    word = doc.word[i]
    plain = word.isalpha() and word not in STOP and not word.endswith(("ed", "ly", "ing"))
    plain = plain and word not in trigger_table().openings
    return plain and not _noun_behind(doc, i) and _noun_behind(doc, i + 1)


def read_predicate(doc: Document, phrase: Phrase, mentions: Mapping[int, Mention], end: int) -> None:
    """ "Six of those put to death were children", "nine of them are Poles": what the part is said to be."""
    past = phrase.last
    for i in range(phrase.last, min(len(doc.word), end + _ASIDE)):
        word = doc.word[i]
        if i < past:
            continue
        if word == "," and (past := _past_aside(doc, i)) > i:
            continue
        if word in PUNCTUATION or word in openers() or word[0].isdecimal():
            return
        if word in _COPULAS:
            i = _past_aside(doc, i + 1)
            _say_what_they_are(doc, phrase, mentions, i, min(len(doc.word), i + 9))
            return


_ASIDE = 9  # tokens


def _past_aside(doc: Document, i: int) -> int:
    """Behind ", it noted," or ", by the authorities' account," that begins at token i; i itself where none does."""
    if i >= len(doc.word) or doc.word[i] != ",":
        return i
    for k in range(i + 2, min(len(doc.word), i + _ASIDE)):
        if doc.word[k] == ",":
            return k + 1
        if doc.word[k] in PUNCTUATION or doc.word[k] in openers() or doc.digit[k]:
            return i
    return i


def _say_what_they_are(doc: Document, phrase: Phrase, mentions: Mapping[int, Mention], i: int, end: int) -> None:
    """Read "believed to have been members of armed groups", "been children", "Poles" behind a verb of being."""
    while i < end and doc.word[i] in _CHAIN:
        i += 1
    i += doc.word[i : i + 1] == ["of"] and doc.word[i + 2 : i + 3] in _OF_NATIONALITY
    for j in range(i, min(end, i + 5)):
        if _is_nation(doc, phrase, mentions.get(j)):
            return
        found = noun_at(doc, j)
        if found and _is_of_people(found[1]):
            if phrase.noun is not None and phrase.noun.metric:  # "eight of those killed were nurses"
                phrase.noun = phrase.noun._replace(code=_joint_code(doc, found))
            else:
                phrase.noun, phrase.noun_first, phrase.noun_last = found[1], j, found[0]
            return
        if doc.word[j] in grammar.PREPOSITIONS or not doc.word[j].isalpha():
            return


def _joint_code(doc: Document, found: tuple[int, Noun]) -> str:
    """The population of a noun; of two different ones that a conjunction joins, "women or children", people."""
    end, noun = found
    other = noun_at(doc, end + 1) if doc.word[end : end + 1] in (["and"], ["or"]) and end + 1 < len(doc.word) else None
    apart = other is not None and other[1].sort == "people" and other[1].code != noun.code
    return "people" if apart else noun.code


def _is_of_people(noun: Noun) -> bool:
    """Whether a noun names people by what they are, and not by what happened to them."""
    return noun.sort == "people" and not noun.metric and not noun.state


def _is_nation(doc: Document, phrase: Phrase, mention: Mention | None) -> bool:
    """Whether a mention says of which nation the counted are; the phrase takes it then."""
    said = mention is not None and _are_nationals(doc, mention)
    if mention is not None and said:
        phrase.actors.append(mention)
    return said


def _are_nationals(doc: Document, mention: Mention) -> bool:
    """Whether a mention names people by their nation and no thing: "Poles", "an Italian", not "Italian soil"."""
    if mention.role != "people":
        return False
    following = doc.word[mention.last] if mention.last < len(doc.word) else "."
    if [following] in _OF_NATIONALITY:
        return True  # "were of British nationality"
    ends = not following[0].isalpha() or following in STOP
    return ends and (doc.word[mention.last - 1].endswith("s") or doc.word[mention.first - 1] in ("a", "an", "all"))


_OF_NATIONALITY = (["nationality"], ["origin"], ["citizenship"], ["nationals"], ["citizens"])
_COPULAS = frozenset({"were", "are", "was", "is", "have", "has", "had", "may", "might", "could", "must"})
_CHAIN = frozenset(
    ["been", "be", "being", "to", "have", "believed", "thought", "said", "reported", "known", "understood", "presumed",
     "considered", "suspected", "described", "identified", "listed", "confirmed", "counted", "as", "likely", "probably",
     "also", "all", "allegedly", "reportedly", "apparently", "actually", "either", "themselves", "both"]
)  # fmt: skip


def read_all_of(doc: Document, phrase: Phrase, mentions: Mapping[int, Mention], end: int) -> None:
    """ "31, all of them civilians", "nine people, all Poles": what every one of them is."""
    i = phrase.last
    if doc.word[i : i + 1] not in ([","], ["—"], ["–"], ["("]):
        return
    i += 1
    if doc.word[i : i + 2] in (["every", "one"], ["each", "one"]):
        i += 2
    elif doc.word[i : i + 1] == ["all"]:
        i += 1
    else:
        return
    if doc.word[i : i + 2] in (["of", "them"], ["of", "whom"]):
        i += 2
    while i < end and doc.word[i] in _WERE:
        i += 1
    for j in range(i, min(end, i + 3)):
        if _is_nation(doc, phrase, mentions.get(j)):
            return
        found = noun_at(doc, j)
        if found and _is_of_people(found[1]):
            shared = doc.word[found[0] : found[0] + 1] in (["and"], ["or"])
            if found[1].code != "people" and not shared:
                phrase.noun = (phrase.noun or _SOMEONE)._replace(code=found[1].code)
            return
        if doc.word[j] in STOP or not doc.word[j].isalpha():
            return


_WERE = frozenset({"were", "are", "was", "is", "a", "an"})


def read_age(doc: Document, phrase: Phrase, end: int) -> None:
    """ "40 were under 18", "62 of them under age", "a third of the dead were under 12": these are children."""
    stop = min(end, phrase.last + 7)
    for i in range(phrase.last, stop) if doc.has(_UNDER, phrase.last, stop) else ():
        word = doc.word[i]
        if word == "under" and i + 1 < len(doc.word):
            young = doc.digit[i + 1] and doc.raw[i + 1].isdecimal() and int(doc.raw[i + 1]) <= _OF_AGE
            if young or doc.word[i + 1] in ("age", "eighteen"):
                phrase.noun = (phrase.noun or _SOMEONE)._replace(code="children")
            return
        if word in (";", ".", "(", "and") or word in openers():
            return


_UNDER = frozenset({"under"})
_OF_AGE = 18  # years
_SOMEONE = Noun("people", "people", plural=True)


def read_complement(doc: Document, phrase: Phrase, mentions: Mapping[int, Mention], end: int) -> None:
    """ "20 were nurses", "216 are thought to have been soldiers", "one was a Pole": who they are said to be."""
    i = phrase.last
    if i < end and doc.word[i] == "as":
        _read_as(doc, phrase, i + 1)
        return
    if i < end and doc.word[i] == "who":
        i = _past_relative(doc, i)
        end = min(len(doc.word), i + 6)
    if i >= end or doc.word[i] not in _BEING_OR_SERVING:
        return
    if _past_aside(doc, i + 1) > i + 1:
        i = _past_aside(doc, i + 1) - 1
        end = min(len(doc.word), i + 6)
    chained = i + 1 < end and doc.word[i + 1] in _CHAIN
    if doc.word[i] in ("have", "has", "had", "may", "might", "could", "must") and not chained:
        return
    i += 1
    while chained and i < len(doc.word) and doc.word[i] in _CHAIN:
        i += 1
    for j in range(i, max(end, min(len(doc.word), i + 5)) if chained else end):
        if _is_nation(doc, phrase, mentions.get(j)):
            return
        found = noun_at(doc, j)
        if found and _is_of_people(found[1]):
            phrase.noun, phrase.noun_first, phrase.noun_last = found[1], j, found[0]
            phrase.complement = True
            return
        if doc.word[j] not in _BETWEEN:
            return


def _read_as(doc: Document, phrase: Phrase, i: int) -> None:
    """ "Identifies 90 as “fighters”": what somebody takes them for."""
    for j in range(i, min(len(doc.word), i + 4)):
        found = noun_at(doc, j)
        if found and found[1].sort == "people" and found[1].plural and not found[1].metric:
            phrase.noun, phrase.noun_first, phrase.noun_last = found[1], j, found[0]
            phrase.complement = True
            return
        if doc.word[j] in STOP:
            return


def _past_relative(doc: Document, i: int) -> int:
    """ "The two who had died earlier were marines": where the verb stands that says what they are."""
    for k in range(i + 2, min(len(doc.word) - 1, i + _ASIDE)):
        if doc.word[k] in PUNCTUATION:
            break
        found = noun_at(doc, k + 1) if doc.word[k] in ("were", "are") else None
        if found and found[1].sort == "people" and not (found[1].metric or found[1].state):
            return k
    return len(doc.word)


_SERVING = frozenset({"served", "belonged", "serve", "belong"})
_BEING_OR_SERVING = _COPULAS | _SERVING
_BETWEEN = frozenset(
    ["a", "an", "the", "in", "to", "from", "all", "mostly", "mainly", "with", "also", "young", "old"]
)  # fmt: skip


_LOYAL = frozenset(
    {"loyal", "belonging", "affiliated", "allied", "aligned", "linked", "tied", "fighting", "associated"}
)


def read_origin(doc: Document, phrase: Phrase, mentions: Mapping[int, Mention], end: int) -> None:
    """ "nine from Morocco", "members of the PKK", "a journalist for the Turkish agency": the actor behind the noun."""
    i = phrase.last
    loyal = i < end and doc.word[i] in _LOYAL and doc.word[i + 1 : i + 2] in (["to"], ["with"], ["for"])
    i += loyal  # "gunmen loyal to the Islamic State"
    employed = (
        doc.word[i : i + 1] in (["for"], ["with"], ["at"])
        and phrase.noun is not None
        and phrase.noun.code == "journalists"
    )
    if i >= end or not (doc.word[i] in ("from", "of", "with") or loyal or employed):
        return
    if phrase.noun is None and doc.word[i] == "from":
        found = noun_at(doc, i + 2) if doc.word[i + 1 : i + 2] == ["the"] and i + 2 < end else None
        if found and found[1].sort == "people" and found[1].code in ("military", "police"):
            phrase.noun = found[1]  # "seventeen from the Armed Forces"
    joint = doc.word[i]
    if (loyal or (joint == "with" and not employed)) and not (
        phrase.noun and phrase.noun.code in ("people", "combatants", "military", "militants")
    ):
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
        elif doc.word[j] in grammar.AUXILIARIES or (
            doc.word[j] not in ("the", "'s", "all") and not doc.word[j].isalpha()
        ):
            return  # "12,000 refugees from Darfur had entered Chad"


_RATES = frozenset({*grammar.RATE_UNITS, "rate"})


def read_rate(doc: Document, quantity: Quantity, phrase: Phrase, first: int, limit: int) -> None:
    """ "10 to 15 strikes a day", "1,262 daily", "an average day will cost 1,000": the unit of time of a rate."""
    if not doc.has(_RATES, max(first, quantity.first - 8), min(limit, phrase.last + 11)):
        return
    units = grammar.RATE_UNITS
    for i in range(phrase.last, min(limit, phrase.last + 9)):
        word = doc.word[i]
        following = doc.word[i + 1] if i + 1 < limit else ""
        after = doc.word[i + 2] if i + 2 < limit else ""
        if (
            word in grammar.RATE_WORDS
            and following in units
            and not following.endswith("ly")
            and after not in _NOT_A_RATE
            and doc.word[i - 1] not in ("in", "within", "for", "of", "after")  # "hundreds in a day"
        ):
            phrase.rate = units[following]
            return
        if word == "an" and following == "average" and after in units:
            phrase.rate = units[after]
            return
        if word in ("daily", "weekly", "monthly", "hourly") and i <= phrase.last + 1:
            phrase.rate = units[word]
            return
        if (word in PUNCTUATION and word != ",") or word in openers() or word[0].isdecimal():
            break
    before = doc.word[max(first, quantity.first - 8) : quantity.first]
    before = before[len(before) - before[::-1].index(";") :] if ";" in before else before
    for k in range(len(before) - 2):
        if before[k] in ("an", "each", "every") and before[k + 1] == "average" and before[k + 2] in units:
            phrase.rate = units[before[k + 2]]
    for k in range(len(before) - 1):
        pair = before[k : k + 2]
        if pair in (["average", "daily"], ["each", "day"], ["every", "day"]):
            phrase.rate = "day"
        if pair[0] in _PERIODICAL and pair[1] in _PACES and not any(word[0].isdecimal() for word in before[k + 2 :]):
            phrase.rate = units[pair[0]]  # "a daily toll of", "the monthly pace of"


_PERIODICAL = frozenset({"hourly", "daily", "weekly", "monthly", "yearly", "annual"})
_PACES = frozenset({"average", "averages", "rate", "rates", "pace", "toll", "tolls", "tally", "quota", "deaths"})
_NOT_A_RATE = frozenset(
    ["like", "away", "before", "earlier", "after", "later", "ago", "when", "following", "from", "that"]
)
