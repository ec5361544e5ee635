"""What a figure without a noun counts: "2,500 of them", "half of the 11,000 troops", "35 out of 70 tanks"."""

from __future__ import annotations

from itertools import pairwise

from flows.claims.metric.acceptance import of_these
from flows.claims.metric.figure import Figure
from flows.claims.text.nouns import Noun, noun_at
from flows.claims.text.tokens import Document


def adopt_nouns(doc: Document, figures: list[Figure], before: Figure | None) -> None:
    """ "2,500 of them", "99 percent of those": what was counted before is counted again."""
    for one, two in reversed([*pairwise(figures)]):
        if one.phrase.noun is None and _of_two_nations(doc, one, two):
            one.phrase.noun = two.phrase.noun
    for k, figure in enumerate(figures):
        phrase = figure.phrase
        refers = (phrase.partitive and phrase.pronoun) or of_these(doc, figure.quantity)
        if phrase.noun is None and refers and phrase.unknown is None:
            counted = [other for other in figures[:k] if not other.quantity.article]
            source = counted[-1] if counted else before
            if _adopt_relative(doc, figure, figures):
                continue
            spoken = _spoken_of(doc, figure, source) if not k else None
            if spoken is not None:
                phrase.noun = spoken
            elif source is not None:
                phrase.noun = source.phrase.noun
        shared = doc.word[figure.quantity.last : figure.quantity.last + 1] in (["and"], ["or"])
        if phrase.noun is None and shared and k + 1 < len(figures):
            following = figures[k + 1]
            if following.quantity.first == figure.quantity.last + 1 and not following.phrase.states:
                phrase.noun = following.phrase.noun  # "12 and 30 men"


def _spoken_of(doc: Document, figure: Figure, last: Figure | None) -> Noun | None:
    """ "They have hostages. There are some 80 of them": people of whom the sentence before speaks without a number."""
    number = doc.sentence_of[figure.quantity.first]
    if number == 0 or (last is not None and doc.sentence_of[last.quantity.first] >= number - 1):
        return None
    first, end = doc.sentences[number - 1]
    hits = [hit[1] for i in range(first, end) if (hit := noun_at(doc, i)) and hit[1].sort == "people" and hit[1].plural]
    return hits[-1] if hits and not hits[-1].state else None


def _adopt_relative(doc: Document, figure: Figure, figures: list[Figure]) -> bool:
    """ "It counts only civilians, of whom 92 …", "the monitors, among whom 80 …": uncounted people right before."""
    at = figure.quantity.first
    k = next((i for i in range(at - 1, max(1, at - _RELATIVE_REACH), -1) if doc.word[i] == "whom"), 0)
    if k < 3 or doc.word[k - 1] not in ("of", "among", "amongst") or doc.word[k - 2] != ",":
        return False
    hit = next((hit for i in (k - 3, k - 4) if (hit := noun_at(doc, i)) is not None and hit[0] == k - 2), None)
    counted = hit is None or any(other.phrase.noun_last == hit[0] for other in figures)
    if hit is None or counted or hit[1].sort != "people" or not hit[1].plural or hit[1].metric:
        return False
    figure.phrase.noun, figure.phrase.noun_first, figure.phrase.noun_last = hit[1], k - 3, hit[0]
    figure.extra["apposed"] = doc.span(k - 3, k - 2)
    return True


_RELATIVE_REACH = 7  # tokens


def _of_two_nations(doc: Document, figure: Figure, following: Figure) -> bool:
    """ "1,300 Senegalese and 400 Guinean soldiers": two adjectives of nations that share a noun."""
    nation, other = figure.phrase.actors[-1:], following.phrase.actors[:1]
    joined = doc.word[figure.phrase.last : following.quantity.first] in (["and"], [","], [",", "and"])
    noun = following.phrase.noun
    apart = nation and other and nation[0].role == other[0].role == "people" and nation[0].code != other[0].code
    return bool(apart) and joined and noun is not None and noun.sort == "people" and not following.phrase.states


def resolve_bases(doc: Document, figures: list[Figure]) -> None:
    """A share counts what its base counts: "more than half of the 11,000 troops"."""
    for k, figure in enumerate(figures[:-1]):
        following = figures[k + 1]
        if figure.phrase.base is not None and figure.phrase.noun is None and following.phrase.noun is not None:
            figure.phrase.noun = following.phrase.noun
            figure.phrase.actors, figure.phrase.last = following.phrase.actors, following.phrase.last
            figure.extra["base"] = doc.span(following.quantity.first, following.quantity.last)
            following.extra["whole"] = doc.span(figure.quantity.first, figure.quantity.last)


def read_out_of(doc: Document, figures: list[Figure]) -> None:
    """ "35 out of 70": the whole counts what its part does."""
    for part, whole in pairwise(figures):
        between = doc.word[part.quantity.last : whole.quantity.first]
        if between[-2:] == ["out", "of"] and len(between) <= _OUT_OF:
            part.phrase.noun = part.phrase.noun or whole.phrase.noun
            whole.phrase.noun = whole.phrase.noun or part.phrase.noun
            whole.extra["outof"] = doc.span(part.quantity.first, part.quantity.last)


_OUT_OF = 6  # tokens
