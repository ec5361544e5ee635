"""Stand-ins: definite nouns that take up a side named before, "the group", "the rebels", "the junta"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from flows.claims.actor.belligerents import Side, is_group, is_state
from flows.claims.lexicon import words
from flows.claims.metric.phrase import STOP
from flows.claims.text.mentions import Mention
from flows.claims.text.subject_matter import lists_news
from flows.claims.text.tokens import Document

_REACH = 400  # tokens
_LEADING = frozenset({"the", "that", "this", "these", "those"})
_OWN = frozenset({"its", "their", "whose", "his", "her"})
_RULING = frozenset({"government", "regime", "junta", "loyalist", "army"})
_KINDS = frozenset(
    {"own", "air", "border", "special", "security", "ground", "naval", "armed", "elite", "coast", "regular"}
)
_POSSESSIVES = frozenset({"his", "her", "their"})


@cache
def _nouns() -> dict[str, frozenset[str]]:
    """The lists of `standins.yml`."""
    return {name: frozenset(entries) for name, entries in words("standins").items()}


def is_seat(doc: Document, mention: Mention) -> bool:
    """Whether a name only tells where somebody sits who watches or writes: "a Washington think tank", "UN monitors".

    >>> from flows.claims.text.mentions import find_mentions
    >>> doc = Document("A Washington security institute counts 300 Malian soldiers.")
    >>> [(m.code, is_seat(doc, m)) for m in find_mentions(doc).values()]
    [('USA', True), ('MLI', False)]
    """
    if mention.role not in ("names", "people", "capitals"):
        return False
    if is_patron(doc, mention):
        return True
    nouns, i, end = _nouns(), mention.last, len(doc.word)
    i += i < end and doc.word[i] in ("'s", "'")
    i += i < end and doc.word[i] in nouns["before_seats"]
    return i < end and doc.word[i] in nouns["seats"]


def is_patron(doc: Document, mention: Mention) -> bool:
    """Whether a name only tells who stands behind a side or has made a thing: "Ankara-backed rebels"."""
    i = mention.last
    return i < len(doc) and doc.gap[i] == "-" and doc.word[i] in _nouns()["patrons"]


def only_a_people(doc: Document, mention: Mention) -> bool:
    """Whether the name of a people without a state stands for no armed group: "three Druze", "Kurdish officials"."""
    if is_state(mention.code) or mention.last - mention.first > 1:
        return False
    nouns, after = _nouns(), doc.word[mention.last] if mention.last < len(doc) else "."
    if doc.word[mention.first] not in nouns["peoples"] or after in nouns["arms"]:
        return False
    all_of_them = doc.word[mention.first - 1 : mention.first] == ["the"] and doc.word[mention.first].endswith("s")
    return not all_of_them  # "the Kurds lost 40": who fights


def speaks_of_a_group(doc: Document, first: int, last: int) -> bool:
    """Whether a noun for an armed group stands in tokens [first, last): "the militia"."""
    return doc.has(_nouns()["groups"], first, last)


def stand_ins(doc: Document, mentions: Mapping[int, Mention], main: str | None) -> dict[int, Mention]:
    """The definite nouns of a text that stand for a group or a state named before; `main` is the text's own state.

    >>> from flows.claims.text.mentions import find_mentions
    >>> doc = Document("Boko Haram raided a camp. The group lost 40 men, the army nine.")
    >>> found = find_mentions(doc)
    >>> [(i, m.code) for i, m in stand_ins(doc, found, "NGA").items()]
    [(7, 'boko-haram'), (13, 'NGA')]
    """
    nouns = _nouns()
    leading = _LEADING | _POSSESSIVES | nouns["adjectives"]
    found: dict[int, Mention] = {}
    for i in doc.where(nouns["groups"] | nouns["states"]):
        if (i in mentions and mentions[i].role != "weak") or (i and doc.word[i - 1] not in leading):
            continue
        lead = i - 1 if i and doc.word[i - 1] in _LEADING else i - 2
        one = doc.word[i] in nouns["groups"] and not doc.word[i].endswith("s")
        leads = _LEADING | _POSSESSIVES if one else _LEADING
        if i and doc.word[i - 1] in _POSSESSIVES:
            lead = i - 1
        if lead < 0 or doc.word[lead] not in leads or any(k in mentions for k in range(lead, i)):
            continue
        named = i + 1 < len(doc) and doc.upper[i] and doc.upper[i + 1] and not doc.caps
        if named or doc.word[i + 1 : i + 2] == ["of"]:
            continue  # "the Military Times", "the Group of Experts"
        group = doc.word[i] in nouns["groups"]
        code = _group_before(doc, mentions, i) if group else _state_before(doc, mentions, i, main)
        if code is not None:
            found[i] = Mention(i, i + 1, code, "forces", "militants" if group else "military")
    found |= _by_its_head(doc, mentions, nouns)
    for i in doc.where(nouns["forces"]):
        near = {i - 1, i - 2} | ({i - 3} if doc.word[i - 2 : i - 1] == ["'s"] else set())
        kinds = _RULING if doc.word[i] == "side" else nouns["of_forces"]
        if i not in mentions and i and doc.word[i - 1] in kinds and not near & mentions.keys():
            code = _state_before(doc, mentions, i, main)
            if code is not None:
                found[i] = Mention(i, i + 1, code, "forces", "military")
    for i in doc.where(nouns["own"]):
        owner = _owner_before(doc, mentions, i) if i not in mentions and _is_owned(doc, i) else None
        if owner is not None:
            population = "military" if is_state(owner.code) else "militants"
            found[i] = Mention(i, i + 1, owner.code, "forces", population)
    return found


def _by_its_head(
    doc: Document, mentions: Mapping[int, Mention], nouns: Mapping[str, frozenset[str]]
) -> dict[int, Mention]:
    """ "The Front" in a text that has named the Polisario Front: a noun for the group whose name has it."""
    headed: dict[str, list[Mention]] = {}
    for mention in mentions.values():
        if mention.role == "names" and is_group(mention.code) and mention.last - mention.first > 1:
            for word in nouns["heads"] & set(doc.word[mention.first : mention.last]):
                headed.setdefault(word, []).append(mention)
    found: dict[int, Mention] = {}
    for i in doc.where(frozenset(headed)) if headed else ():
        if i in mentions or not i or doc.word[i - 1] != "the" or (doc.word[i] in nouns["proud"] and not doc.upper[i]):
            continue
        before = [mention for mention in headed[doc.word[i]] if mention.last <= i]
        inside = any(mention.first <= i < mention.last for mention in headed[doc.word[i]])
        named = i + 1 < len(doc) and doc.upper[i] and doc.upper[i + 1]
        if before and not (inside or named or doc.word[i + 1 : i + 2] == ["of"]):
            found[i] = Mention(i, i + 1, before[-1].code, "forces", before[-1].population)
    return found


def _is_owned(doc: Document, i: int) -> bool:
    """ "its forces", "their air defences", but not "its military commitment"."""
    if (
        i + 1 < len(doc)
        and doc.word[i] in ("military", "army", "navy", "artillery", "militants")
        and not (doc.word[i + 1] in STOP or not doc.word[i + 1].isalpha() or doc.word[i + 1].endswith("ed"))
    ):
        return False
    return bool(i) and (doc.word[i - 1] in _OWN or (doc.word[i - 1] in _KINDS and doc.word[i - 2] in _OWN))


def _owner_before(doc: Document, mentions: Mapping[int, Mention], i: int) -> Mention | None:
    """The side that the sentence named before "its forces"."""
    for k in range(i - 1, doc.sentences[doc.sentence_of[i]][0] - 1, -1):
        mention = mentions.get(k)
        if mention is None or mention.land or mention.role == "weak" or is_seat(doc, mention):
            continue
        if mention.role in ("names", "capitals", "forces", "government") or for_a_body(doc, mention):
            return mention
    return None


def for_a_body(doc: Document, mention: Mention) -> bool:
    """Whether an adjective stands before a body that acts for its state: "the Israeli military"."""
    at = mention.last
    if mention.role in ("names", "capitals"):
        at += 1  # "Pakistan's military"
        if doc.word[at - 1 : at] not in (["'s"], ["'"]):
            return False
    return mention.role in ("people", "names", "capitals") and doc.has(_nouns()["bodies"], at, at + 1)


def _group_before(doc: Document, mentions: Mapping[int, Mention], i: int) -> str | None:
    """The armed group named last, or the only one of the text; "the jihadists" are Islamists."""
    faiths = _nouns()["faiths"] if doc.word[i] in _nouns()["faithful"] else None
    for k in range(i - 1, max(-1, i - _REACH), -1):
        if _ends_item(doc, k):
            return None
        mention = mentions.get(k)
        if mention is None or not is_group(mention.code) or mention.land or mention.role == "weak":
            continue
        if faiths is not None and mention.code not in faiths:
            continue
        if _nouns()["linked"].isdisjoint(doc.word[mention.last : mention.last + 2]):
            return mention.code
    groups = {mention.code for mention in mentions.values() if is_group(mention.code) and mention.role != "weak"}
    groups &= faiths if faiths is not None else groups
    return groups.pop() if len(groups) == 1 else None


def _state_before(doc: Document, mentions: Mapping[int, Mention], i: int, main: str | None) -> str | None:
    """The state whose forces or government was named last, else the one that the text is about."""
    for k in range(i - 1, max(-1, i - _REACH), -1):
        if _ends_item(doc, k):
            return None
        mention = mentions.get(k)
        if mention is None or not is_state(mention.code):
            continue
        if mention.role in ("forces", "government") or for_a_body(doc, mention):
            return _army_of(mention.code)
    return _army_of(main) if main else None


def _ends_item(doc: Document, k: int) -> bool:
    """Whether an item of a list of the day's news ends with a token: the credits in brackets."""
    return doc.word[k] == ")" and doc.opens_line(k + 1) and lists_news(doc)


def _army_of(code: str) -> str:
    return str(words("standins")["without_army"].get(code, code))


def of_another_army(side: Side) -> Side:
    """Soldiers of a land that has no army are those of the state that it fights: in Gaza, Israel's.

    >>> of_another_army(Side("PSE", None, "country of the place")).code
    'ISR'
    """
    code = _army_of(side.code) if side.code else None
    if code == side.code or side.text is not None:
        return side
    return Side(code, None, "the army of the other side")
