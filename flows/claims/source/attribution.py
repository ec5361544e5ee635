"""Who says: the source that a sentence gives for a figure, in every wording of the article."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from flows.claims.source.asides import by_marks, by_noun, by_phrase
from flows.claims.source.nominals import phrase_after
from flows.claims.source.reporting import by_verbs
from flows.claims.source.sayers import BOUNDS, QUOTES, Attribution, habits, heads, sort_of
from flows.claims.source.witnesses import by_witness
from flows.claims.text.grammar import POSSESSIVES, PRONOUNS
from flows.claims.text.leads import lead_of
from flows.claims.text.mentions import Mention
from flows.claims.text.nouns import noun_at
from flows.claims.text.tokens import Document

_NEAREST = 12  # attributions before a figure, and behind it, that may cover it
_LONGEST_SENTENCE = 600  # tokens; longer ones are tables or no prose at all
_NOBODY = 9.0  # what it costs to name nobody
_ACROSS = 3.0  # what a source behind one clause costs for the next
_RELATIVES = (["who"], ["whose"], ["which"])
_RELAYS = frozenset(["citing", "quoting", "relying", "drawing"])
_DOCUMENTS = frozenset(
    {"data", "information", "figures", "estimates", "reports", "calculations", "statistics", "sources"}
)


def find_attributions(doc: Document, first: int, last: int, mentions: Mapping[int, Mention]) -> list[Attribution]:
    """Every attribution of a sentence, tokens [first, last).

    >>> doc = Document("Six died, the army said, but according to Red Cross staff the toll is nine.")
    >>> [(a.wordings[0], a.kind) for a in find_attributions(doc, 0, len(doc), {})]
    [('the army', 'after'), ('Red Cross staff', 'phrase')]
    """
    if last - first > _LONGEST_SENTENCE:
        return []
    phrases = list(by_phrase(doc, first, last))
    verbs = by_verbs(doc, first, last)
    found = [*phrases, *verbs, *by_noun(doc, first, last, mentions), *by_marks(doc, first, last, verbs)]
    seen = list(by_witness(doc, first, last, verbs))
    found += seen
    if verbs or seen or "'s" in doc.word[first:last]:
        found += _by_gap(doc, first, last, [*verbs, *seen])
    _relay(doc, phrases, verbs)
    return sorted(found, key=lambda attribution: attribution.at)


def _by_gap(doc: Document, first: int, last: int, verbs: Sequence[Attribution]) -> Iterator[Attribution]:
    """ "The army put its dead at 12, the rebels at 40", "X's figure is 12; Y's is 40": the second verb is left out."""
    told = [a.at for a in verbs if a.kind == "before" and is_number(doc, a.scope_first, min(last, a.scope_first + 7))]
    carried = not habits()["carriers"].isdisjoint(doc.word[first:last])
    if not told and not carried:
        return
    for i in range(first + 2, last - 2):
        if doc.word[i] not in (",", ";") and not (doc.word[i] == "and" and doc.word[i - 1] != ","):
            continue
        begin = i + 1 + (doc.word[i + 1] in ("and", "while", "but"))
        end = min(phrase_after(doc, begin, last), last)
        if carried and doc.word[end - 1] == "'s" and doc.word[end : end + 1] in (["is"], ["was"], ["stands"]):
            yield Attribution([doc.span(begin, end - 1)], end, last, end, "before", "gap", subject=(begin, end - 1))
            continue
        stop = _gap_at(doc, begin, end, last) if told and told[0] < i else None
        if stop is not None and sort_of(doc, begin, stop) in ("person", "body", "outlet", "name"):
            yield Attribution([doc.span(begin, stop)], stop, last, stop, "before", "gap", subject=(begin, stop))


def is_number(doc: Document, begin: int, end: int) -> bool:
    return any(doc.word[k][0].isdecimal() for k in range(begin, end))


def _gap_at(doc: Document, begin: int, end: int, last: int) -> int | None:
    """Where a number follows the noun phrase at token `begin` without a verb: "the rebels at 40", "the army 14."."""
    for k in range(begin + 1, min(end + 1, last - 1)):
        if doc.word[k] == "at" or (doc.word[k] == "of" and doc.word[k + 1][0].isdecimal()):
            follows = doc.word[k + 1]
            if doc.word[k] == "of" and follows[:2] in ("19", "20") and len(follows) == 4:
                return None  # "the whole of 2023"
            return k if follows[0].isdecimal() or follows in ("about", "around", "some", "least") else None
    if (
        end > begin
        and end + 1 < len(doc)
        and doc.word[end][0].isdecimal()
        and doc.word[end + 1] in (".", ",", ";", "if")
    ):
        return end if doc.word[end - 1] in heads() else None
    return end if end + 2 < last and doc.word[end] == "," and _resumes(doc, end, last) else None


def _resumes(doc: Document, comma: int, last: int) -> bool:
    """ "…; a second, Omar Said, of 80", "…; Omar Said, who leads it, almost 80.": a number behind commas."""
    k = comma + 1
    if [doc.word[k]] in _RELATIVES:
        k = next((n + 1 for n in range(k, min(last - 1, k + 12)) if doc.word[n] == ","), last)
    elif doc.word[k] not in ("of", "at"):
        return False
    while k < last and (doc.word[k] in BOUNDS or doc.word[k] in ("of", "at", "than", "as", "up", "to", "over")):
        k += 1
    return k + 1 < last and doc.word[k][0].isdecimal() and doc.word[k + 1] in (".", ",", ";", "or", "and", "dead")


def _relay(doc: Document, phrases: Sequence[Attribution], verbs: Sequence[Attribution]) -> None:
    """ "Lee, citing the agency, said": the one who knows comes first, the one who relays second."""
    for phrase in phrases:
        if doc.word[phrase.at] not in _RELAYS:
            continue
        hosts = [verb for verb in verbs if verb.wordings and verb.kind != "nobody"]
        if hosts:
            host = min(hosts, key=lambda verb: abs(verb.at - phrase.at))
            known = list(phrase.wordings)
            phrase.wordings.extend(host.wordings)
            host.wordings[:0] = known


_IN_NAMES = frozenset({"the", "of", "via", "and", "al", "de", ".", "'s", "!", "&", "/"})


def credited_outlets(doc: Document, first: int, last: int) -> list[str]:
    """Outlets credited in brackets at the end of an item: "… in Cali. (BBC News) (BNO News)".

    >>> doc = Document("Six died in Cali. (BBC News) (BNO News)")
    >>> credited_outlets(doc, 0, len(doc))
    ['BBC News', 'BNO News']
    """
    found: list[str] = []
    end = last
    while end - first >= 3 and doc.word[end - 1] == ")":
        start = end - 2
        while start > first and doc.word[start] not in ("(", ")"):
            start -= 1
        inner = range(start + 1, end - 1)
        if doc.word[start] != "(" or len(inner) > 6 or not inner or not all(
            doc.upper[k] or doc.word[k] in _IN_NAMES for k in inner
        ) or not doc.upper[start + 1]:  # fmt: skip
            break
        found.insert(0, doc.span(start + 1, end - 1))
        end = start
    return found


def choose_attribution(doc: Document, found: Sequence[Attribution], position: int, trigger: int) -> Attribution | None:
    """The attribution that covers the figure at token `position`; the nearest, saying verbs before it first."""
    best: Attribution | None = None
    best_cost = 99.0
    middle = bisect_left(found, position, key=lambda attribution: attribution.at) if len(found) > _NEAREST else 0
    for attribution in found[max(0, middle - _NEAREST) : middle + _NEAREST]:
        inside = attribution.subject[0] <= position < attribution.subject[1]
        if inside or not attribution.scope_first <= position < attribution.scope_last:
            continue
        if attribution.kind != "nobody" and 1.0 + 0.03 * abs(attribution.at - position) >= best_cost:
            continue  # too far, whatever stands between
        cost = _cost(doc, attribution, position)
        if cost is not None and cost < best_cost:
            best, best_cost = attribution, cost
    if best is not None and best.kind == "before" and best.verb in _LOGGING:
        best = _retold(doc, found, best, position)
    if best is not None and (best_cost == _NOBODY or (best.kind == "before" and _is_known_event(doc, best, position))):
        return Attribution([], best.scope_first, best.scope_last, best.at, "nobody")
    return best


def _retold(doc: Document, found: Sequence[Attribution], best: Attribution, position: int) -> Attribution:
    """ "The crossing recorded 6,000 arrivals, the agency said": who closes the sentence says so."""
    for other in found:
        said = other.kind == "after" and other.wordings and other.at > position and other.group != "planning"
        said = said and doc.word[other.subject[0]] not in POSSESSIVES | PRONOUNS
        if said and other.scope_first <= position < other.scope_last and ";" not in doc.word[position : other.at]:
            wordings = list(dict.fromkeys([*other.wordings, *best.wordings]))
            return replace(other, wordings=wordings)
    return best


_LOGGING = frozenset({"record", "register", "log", "see", "count", "list"})


def _is_known_event(doc: Document, attribution: Attribution, position: int) -> bool:
    """ "He said the raid that killed seven was lawful": an event that the text itself reports in a relative clause."""
    if attribution.verb not in habits()["clausal"]:
        return False
    for k in range(position - 1, max(attribution.scope_first, position - 5), -1):
        if doc.word[k] in ("that", "which"):
            before = k - 1 - (doc.word[k - 1] == ",")
            found = noun_at(doc, before)
            return before > attribution.scope_first and found is not None and found[1].sort == "event"
        if not doc.word[k].isalpha():
            return False
    return False


def _cost(doc: Document, attribution: Attribution, position: int) -> float | None:
    """How far the figure stands from the words of saying; None where it is out of their reach."""
    between = doc.word[min(attribution.at, position) : max(attribution.at, position)]
    behind = position > attribution.at
    lead = lead_of(doc, position) if ";" in between else None
    if lead is not None and lead[0] <= attribution.at < lead[1]:
        return 1.0 + (0.5 if attribution.kind == "after" else 0.0)  # said of the whole list
    cost = 1.0 + 0.03 * len(between) + 0.3 * between.count(";")
    if attribution.kind == "nobody":
        return _NOBODY
    if attribution.verb == "relay":
        cost += 1.2
    if attribution.kind == "after" and behind and _told_of_the_speaker(doc, attribution):
        return _NOBODY
    if attribution.kind == "after" or attribution.verb == "trailing":
        if behind and ";" in between:
            cost += _ACROSS  # "twelve died, the army says; two of these were officers"
        cost += (0.6 if behind else 0.0) + 0.4 * between.count("but")
    if attribution.kind == "after":
        cost += 0.5
    if attribution.kind == "phrase":
        cost += 0.2 if not behind else 1.0 if "," in between and "but" in between else 0.0
        if doc.word[attribution.subject[1] - 1] in _DOCUMENTS:
            cost += 1.2
    if attribution.kind == "before" and attribution.group == "planning":
        cost += 1.5
    return cost


def _told_of_the_speaker(doc: Document, attribution: Attribution) -> bool:
    """ "“…,” wrote Lee, who had lost two sons": what is told of the speaker of a quotation is the text's own."""
    end = attribution.subject[1]
    quoted = end > attribution.at and doc.word[attribution.at - 1] in QUOTES
    return quoted and doc.word[end : end + 1] == [","] and doc.word[end + 1 : end + 2] in _RELATIVES


__all__ = ["Attribution", "choose_attribution", "credited_outlets", "find_attributions"]
