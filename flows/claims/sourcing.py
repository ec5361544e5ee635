"""The source of a figure: pronouns, second mentions, quotations that go on, outlets credited in brackets."""

from __future__ import annotations

from collections.abc import Iterator

from flows.claims.attribution import Attribution, find_attributions
from flows.claims.claimants import resolve_claimant
from flows.claims.mentions import Mention
from flows.claims.story import Story
from flows.claims.tokens import Document

_PRONOUNS = {"he": True, "she": True, "it": False, "they": False}


def said_in(story: Story, number: int) -> list[Attribution]:
    if number not in story.said:
        first, last = story.doc.sentences[number]
        story.said[number] = find_attributions(story.doc, first, last, story.mentions)
    return story.said[number]


def sources_before(story: Story, number: int) -> Iterator[tuple[int, Attribution]]:
    """The attributions of the sentences before, the last first."""
    for back in range(number - 1, max(-1, number - 7), -1):
        for attribution in reversed(said_in(story, back)):
            yield back, attribution


def line_end(doc: Document, number: int, last: int) -> int:
    """The end of the line that a sentence stands in: credits in brackets stand there."""
    end = last
    while number + 1 < len(doc.sentences):
        following = doc.sentences[number + 1]
        if "\n" in doc.text[doc.end[end - 1] : doc.start[following[0]]]:
            break
        end, number = following[1], number + 1
    return end


def source_of(story: Story, attribution: Attribution | None, outlets: list[str], number: int) -> tuple[list[str], str]:
    if attribution is not None:
        named = [*attribution.wordings, *_same_source(story, attribution, number), *outlets]
        return list(dict.fromkeys(named)), f"“{story.doc.word[attribution.at]}”"
    if outlets:
        return outlets, "credited in brackets"
    carried = _carried_source(story, number)
    if carried is not None:
        return list(carried.wordings), "carried over from the sentence before"
    return [], ""


def _same_source(story: Story, attribution: Attribution, number: int) -> list[str]:
    """Earlier wordings of a source: "the agency" for "the spy agency", "Lee" for "Lee Seong-kweun"."""
    words = attribution.wordings[0].split()
    head = words[-1].lower()
    definite = words[0].lower() in ("the", "its", "his", "their") and len(words) <= 3
    surname = len(words) == 1 and words[0][0].isupper()
    if not (definite or surname):
        return []
    found: list[str] = []
    for back in range(number, -1, -1):
        for other in said_in(story, back):
            for wording in other.wordings:
                parts = wording.lower().replace("’", "'").split()
                if (
                    other is not attribution
                    and len(parts) > len(words) - definite
                    and head in parts
                    and wording not in found
                ):
                    found.append(wording)
        if found or number - back > 25:
            break
    if not found and definite:
        for _, other in sources_before(story, number):
            if not other.person or len(other.wordings[0].split()) > 2:
                claimant = resolve_claimant(other.wordings, ())
                if claimant is not None:
                    return list(other.wordings)
    return found


def _carried_source(story: Story, number: int) -> Attribution | None:
    """Inside a quotation that goes on, the speaker goes on."""
    doc = story.doc
    first, _ = doc.sentences[number]
    before = doc.text[: doc.start[first]]
    opened = before.rfind("“") > before.rfind("”") or doc.raw[first] in ("“", '"')
    for back, attribution in sources_before(story, number):
        apart = "\n" in doc.text[doc.start[doc.sentences[back][0]] : doc.start[first]]
        if back < number - 2 or (apart and not opened):
            return None
        if attribution.wordings[0].lower() not in _PRONOUNS:
            return attribution
    return None


def resolve_pronouns(story: Story, attributions: list[Attribution], number: int) -> None:
    """ "he said", "it added": the person or the body that spoke last."""
    for k, attribution in enumerate(attributions):
        wording = attribution.wordings[0].lower()
        if wording not in _PRONOUNS:
            continue
        earlier = [(number, other) for other in reversed(attributions[:k])]
        for _, other in (*earlier, *sources_before(story, number)):
            if other.wordings[0].lower() not in _PRONOUNS and (other.person or not _PRONOUNS[wording]):
                attribution.wordings = list(other.wordings)
                break


def without_sources(story: Story, number: int, first: int, last: int) -> dict[int, Mention]:
    """The mentions of a text less those that only name a source of this sentence."""
    spans = [a.subject for a in said_in(story, number) if a.subject[1] - a.subject[0] > 1 and a.group != "planning"]
    if not spans:
        return story.mentions
    return {i: m for i, m in story.mentions.items() if not (first <= i < last and any(a <= i < b for a, b in spans))}
