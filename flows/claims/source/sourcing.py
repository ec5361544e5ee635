"""The source of a figure: pronouns, second mentions, quotations that go on, outlets credited in brackets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice

from flows.claims.period.sentencedates import behind_clock
from flows.claims.source.attribution import Attribution, find_attributions
from flows.claims.source.carrying import carried_source
from flows.claims.source.claimants import resolve_claimant
from flows.claims.source.headlines import Telling
from flows.claims.source.nominals import opening_phrase
from flows.claims.source.sayers import POSSESSIVE, PRONOUNS, core, habits, number_of, sort_of
from flows.claims.text.mentions import Mention

_RANKS = {"gen.": "general", "col.": "colonel", "lt.": "lieutenant", "maj.": "major", "capt.": "captain",
          "adm.": "admiral", "brig.": "brigadier", "sgt.": "sergeant", "cmdr.": "commander", "dr.": "doctor",
          "sen.": "senator", "gov.": "governor", "prof.": "professor", "pres.": "president", "rep.": "representative",
          "dr": "doctor", "gen": "general", "col": "colonel", "lt": "lieutenant", "maj": "major"}  # fmt: skip
_RANKED = frozenset(_RANKS.values()) - {"representative"}  # "the general": the name tells who it is
_SPEAKERS = 40  # sources that a pronoun may look back at
_GENERIC = habits()["generic"]


def said_in(story: Telling, number: int) -> list[Attribution]:
    """The attributions of a sentence of the text, found once."""
    if number not in story.said:
        first, last = story.doc.sentences[number]
        first = behind_clock(story.doc, first)
        story.said[number] = find_attributions(story.doc, first, last, story.mentions)
    return story.said[number]


def sources_before(story: Telling, number: int) -> Iterator[tuple[int, Attribution]]:
    """The attributions of the sentences before, the last first."""
    for back in range(number - 1, max(-1, number - 7), -1):
        for attribution in reversed(said_in(story, back)):
            yield back, attribution


def source_of(
    story: Telling, attribution: Attribution | None, outlets: list[str], number: int
) -> tuple[list[str], str]:
    """The wordings of the source of a figure in sentence `number`, best first, and what gave them."""
    if attribution is not None and attribution.kind == "nobody":
        return outlets, "credited in brackets" if outlets else ""
    if attribution is not None:
        earlier = _same_source(story, attribution, number)
        ranked = bool(earlier) and attribution.wordings[0].lower().removeprefix("the ") in _RANKED
        named = [*earlier, *attribution.wordings] if ranked else [*attribution.wordings, *earlier]
        named += outlets
        return list(dict.fromkeys(named)), f"“{story.doc.word[attribution.at]}”"
    if outlets:
        return outlets, "credited in brackets"
    carried, reason = carried_source(story, number, said_in)
    if carried is None:
        return [], ""
    resolve_pronouns(story, [carried], story.doc.sentence_of[carried.at])
    return list(carried.wordings), reason


def _same_source(story: Telling, attribution: Attribution, number: int) -> list[str]:
    """Earlier wordings of a source: "the agency" for "the spy agency", "Lee" for "Lee Seong-kweun"."""
    words = attribution.wordings[0].split()
    head = words[-1].lower()
    definite = words[0].lower() in ("the", "its", "his", "their") and len(words) <= 3
    surname = len(words) == 1 and words[0][0].isupper()
    if not (definite or surname):
        return []
    found: list[str] = []
    for back in range(number, -1, -1):
        for other in said_in(story, back) if _speaks_of(story, back, head) else ():
            for wording in other.wordings:
                parts = _parts(wording)
                longer = len(parts) > len(words) - definite
                if other is not attribution and longer and head in parts and wording not in found:
                    found.append(wording)
        if found or number - back > 25:
            break
    return found or (_body_before(story, number) if definite and len(words) == 2 and head in _GENERIC else [])


def _speaks_of(story: Telling, number: int, head: str) -> bool:
    """Whether a source of a sentence may have a word in its name; one not yet read has only its own words."""
    doc, (first, last) = story.doc, story.doc.sentences[number]
    return number in story.said or head in doc.text[doc.start[first] : doc.end[last - 1]].lower().replace("’", "'")


@lru_cache(maxsize=4096)
def _parts(wording: str) -> list[str]:
    return [_RANKS.get(word, word) for word in wording.lower().replace("’", "'").split()]


def _body_before(story: Telling, number: int) -> list[str]:
    """What a definite noun such as "the agency" stands for: the registered body that spoke last."""
    for _, other in sources_before(story, number):
        sort = sort_of(story.doc, *other.subject)
        if other.wordings and sort in ("body", "outlet", "name") and resolve_claimant(other.wordings) is not None:
            return list(other.wordings)
    return []


def resolve_pronouns(story: Telling, attributions: list[Attribution], number: int) -> None:
    """ "he said", "it added": the person or the body that spoke last, or that the sentence before opens with."""
    for k, attribution in enumerate(attributions):
        if not attribution.wordings:
            continue
        own = _owned_paper(story, attribution)
        pronoun = own or attribution.wordings[0].lower()
        wanted = PRONOUNS.get(pronoun)
        if wanted is None:
            continue
        for other in islice(_antecedents(story, attributions[max(0, k - _SPEAKERS) : k], number), _SPEAKERS):
            if _stands_for(story, other, wanted, pronoun):
                attribution.wordings = [*other.wordings, *(attribution.wordings if own else ())]
                break


def _owned_paper(story: Telling, attribution: Attribution) -> str | None:
    """The pronoun that stands for who issues "its statement", "their list"."""
    start, stop = attribution.subject
    own = POSSESSIVE.get(story.doc.word[start]) if 1 < stop - start <= 4 else None
    return own if own is not None and sort_of(story.doc, start, stop) == "document" else None


def _antecedents(story: Telling, earlier: list[Attribution], number: int) -> Iterator[Attribution]:
    yield from reversed(earlier)
    for back in range(number - 1, max(-1, number - 7), -1):
        said = [a for a in said_in(story, back) if a.kind != "nobody"]
        yield from reversed(said)
        opening = opening_phrase(story.doc, *story.doc.sentences[back])
        if opening is not None and not said:
            yield Attribution([story.doc.span(*opening)], 0, 0, opening[0], "before", subject=opening)


def _of_the_other_sex(story: Telling, other: Attribution, pronoun: str) -> bool:
    """ "a spokesman … she": whether the noun of a source tells that the pronoun is not for it."""
    start, stop = other.subject
    head = story.doc.word[core(story.doc, start, stop) - 1] if stop > start else ""
    woman = head.endswith("woman")
    return (pronoun in ("he", "him") and woman) or (pronoun in ("she", "her") and head.endswith("man") and not woman)


def _stands_for(story: Telling, other: Attribution, wanted: str, pronoun: str) -> bool:
    named = other.wordings and other.wordings[0].lower() not in PRONOUNS
    return bool(named) and _fits(story, other, wanted, pronoun)


def _fits(story: Telling, other: Attribution, wanted: str, pronoun: str) -> bool:
    """Whether a pronoun of the wanted sort can stand for a source."""
    start, stop = other.subject
    sort = sort_of(story.doc, start, stop)
    if wanted == "person":
        if number_of(story.doc, start, stop) == "plural" and stop > start:
            return False  # "aid workers … he said"
        return (sort in ("person", "name") or other.person) and not _of_the_other_sex(story, other, pronoun)
    if wanted == "body":
        return sort not in ("person", "they") or (not other.person and resolve_claimant(other.wordings) is not None)
    return True


def without_sources(
    story: Telling, named: Mapping[int, Mention], number: int, first: int, last: int
) -> dict[int, Mention]:
    """Those of the named sides that stand in a sentence and do not only name a source of it."""
    spans = [a.subject for a in said_in(story, number) if a.subject[1] - a.subject[0] > 1 and a.group != "planning"]
    inside = [named[i] for i in range(first, last) if i in named]
    return {m.first: m for m in inside if not any(a <= m.first < b for a, b in spans)}
