"""Sources named without a verb of saying: by a phrase, a possessive, a bracket, a label, a gap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from flows.claims.lexicon import Phrases, words
from flows.claims.source.claimants import resolve_claimant
from flows.claims.source.nominals import opening_phrase, phrase_after, phrase_before
from flows.claims.source.sayers import (
    ARTICLES,
    BOUNDS,
    POSSESSIVE,
    QUOTES,
    Attribution,
    habits,
    heads,
    number_of,
    sort_of,
    times,
)
from flows.claims.text import grammar
from flows.claims.text.mentions import Mention
from flows.claims.text.tokens import Document
from flows.claims.value.numbers import openers

_WHOSE_ESTIMATE = habits()["vague_makers"]
_UNSAID = frozenset({"preliminary", "initial", "early", "updated", "latest", "some", "various", "different"})
_TURNS_WITHIN = 4000  # characters
_MARKS = frozenset(["(", ":", "so", "if"])
_TIMES = times() | {"this", "last", "on"}
_JOINING = frozenset(["of", "the", "and", "for", "'s", "'", ".", "in", "on", "de", "al", "&"])
_CLAUSAL = grammar.POSSESSIVES | grammar.STOP_VERBS | grammar.AUXILIARIES - {"'s"}
_PREPOSED = frozenset(["in", "by", "on", "from", "to", "if", "under"])


@cache
def _leads() -> Phrases[bool]:
    rows = words("speakers")["phrases"]["before"]
    return Phrases((row, True) for row in rows if isinstance(row, str))


def by_phrase(doc: Document, first: int, last: int) -> Iterator[Attribution]:
    """ "according to X", "citing X", "data from X"."""
    leads, resume = _leads(), first
    for i in doc.among(leads.openings, first, last):
        hit = leads.at(doc.word, i) if i >= resume else None
        if hit is None or hit[0] >= last or doc.word[i] in ("per", "via"):
            continue
        if doc.word[hit[0]] == "which":
            start, stop = phrase_before(doc, i - 1 - (doc.word[i - 1] == ","), first)
            if sort_of(doc, start, stop):  # "denied a post according to which 80 had been killed"
                yield Attribution([doc.span(start, stop)], i, last, i, "noun", subject=(start, stop))
            resume = hit[0]
            continue
        begin, end = _published_by(doc, hit[0], phrase_after(doc, hit[0], last), last)
        if doc.word[i] == "word" and doc.word[i - 1] in ("for", "awaiting", "await", "no", "any", "without"):
            continue  # "waiting for word from their government"
        anonymous = doc.word[begin] in _UNSAID and begin + 1 >= end  # "according to preliminary estimates"
        if end > begin and not anonymous and (sort_of(doc, begin, end) or doc.word[i] == "according"):
            trailing = "trailing" if i > first + 1 and doc.word[i - 1] != ";" else ""
            yield Attribution([doc.span(begin, end)], first, last, i, "phrase", trailing, subject=(begin, end))
        resume = hit[0]


def _by_so(doc: Document, first: int, last: int) -> Iterator[Attribution]:
    """ "…, so the ministry,": a speaker without a verb."""
    for i in range(first + 2, last - 1):
        if doc.word[i] == "so" and doc.word[i - 1] in (",", "—", "–"):
            end = phrase_after(doc, i + 1, min(last, i + 6))
            closed = end >= last or doc.word[end] in (",", ".", ";", "—", "–")
            if end > i + 1 and closed and (doc.word[end - 1] in heads() or doc.upper[end - 1]):
                yield Attribution([doc.span(i + 1, end)], first, last, i, "after", subject=(i + 1, end))


def _published_by(doc: Document, begin: int, end: int, last: int) -> tuple[int, int]:
    """ "according to a list that the union published": who published it is the source."""
    if end < last and doc.word[end] in ("that", "which") and end - begin <= 4:
        stop = phrase_after(doc, end + 1, last)
        if end + 1 < stop < last and doc.word[stop] in ("published", "released", "issued", "gave", "made", "provided"):
            return end + 1, stop
    return begin, end


def by_noun(doc: Document, first: int, last: int, mentions: Mapping[int, Mention]) -> Iterator[Attribution]:
    """ "a Houthi claim that 109 …", "by X's count", "X's count stands at", "in its account", "by one estimate"."""
    yield from _by_maker(doc, first, last)
    carriers = habits()["carriers"]
    for i in doc.among(carriers, first + 1, last):
        if _numbers(doc, i):
            continue
        following = doc.word[i + 1] if i + 1 < last else "."
        before = doc.word[i - 1] if doc.word[i - 1] != "own" else doc.word[i - 2]
        if i - 2 > first and doc.word[i - 2] == "'s" and doc.word[i - 1].isalpha() and before != "'s":
            yield from _possessed(doc, i - 3, i, first, last)  # "BINUH's provisional count"
            continue
        if following in ("that", "of") and (i - 1) in mentions and mentions[i - 1].role in ("people", "names"):
            yield _of_side(doc, mentions[i - 1].first, i, first, last)
        elif before in ("'s", "'"):
            yield from _possessed(doc, i - 2 if doc.word[i - 1] != "own" else i - 3, i, first, last)
        elif before in POSSESSIVE and i - 2 >= first and not _PREPOSED.isdisjoint(doc.word[max(first, i - 3) : i - 1]):
            yield from _of_pronoun(doc, i, before, first, last)
        elif before in POSSESSIVE and (told := _told_of(doc, i, first, last)) is not None:
            yield Attribution([POSSESSIVE[before]], *told, i, "phrase", subject=(i - 1, i))
        elif following == "of" and _led_by(doc, i, first) and (end := phrase_after(doc, i + 2, last)) > i + 2:
            if sort_of(doc, i + 2, end):
                yield Attribution([doc.span(i + 2, end)], first, last, i, "phrase", "trailing", subject=(i + 2, end))
        elif (start := _attributive(doc, i, first)) is not None:
            yield Attribution([doc.span(start, i)], first, last, i, "phrase", "trailing", subject=(start, i))
        elif doc.word[i - 2] in ("by", "on") and doc.word[i - 1] in _WHOSE_ESTIMATE:
            begin = _narrow(doc, i - 2, first)
            yield Attribution(
                [doc.span(i - 1, i + 1)], begin, last, i - 2, "phrase", "trailing", subject=(i - 1, i + 1)
            )


def _numbers(doc: Document, i: int) -> bool:
    """ "The capital's displaced number a million": no number that somebody gives."""
    following = doc.word[i + 1] if i + 1 < len(doc) else "."
    return doc.word[i] == "number" and (following[0].isdecimal() or following in BOUNDS or following in openers())


def _of_side(doc: Document, begin: int, noun: int, first: int, last: int) -> Attribution:
    """ "a Houthi claim that 109 …" covers what follows, "by UN figures that leave out …" the whole sentence."""
    begin += doc.word[begin] in ARTICLES
    if begin > first and doc.word[begin - 1] in ("by", "on", "per"):
        return Attribution([doc.span(begin, noun)], first, last, noun, "phrase", "trailing", subject=(begin, noun))
    named = [doc.span(begin, noun), doc.span(begin, noun + 1)]
    return Attribution(named, noun, last, noun, "noun", subject=(begin, noun))


def _told_of(doc: Document, noun: int, first: int, last: int) -> tuple[int, int] | None:
    """What "its figure is 33" and "his entries for May: 33" cover."""
    if ":" in doc.word[noun + 1 : min(last, noun + 7)]:
        return doc.word.index(":", noun), last
    return (first, last) if doc.word[noun + 1 : noun + 2] in (["is"], ["was"], ["stands"], ["stood"]) else None


def _by_maker(doc: Document, first: int, last: int) -> Iterator[Attribution]:
    """ "The tally kept by the UN office", "Friday's edition, signed by the General Staff": who made what says it."""
    makers, papers = habits()["making"], habits()["carriers"] | habits()["papers"]
    for i in [i for i, word in enumerate(doc.word[first + 2 : last - 1], first + 2) if word == "by"]:
        if doc.word[i - 1] in makers and not papers.isdisjoint(doc.word[max(first, i - 6) : i - 1]):
            end = phrase_after(doc, i + 1, last)
            if end > i + 1 and sort_of(doc, i + 1, end):
                yield Attribution([doc.span(i + 1, end)], first, last, i, "phrase", subject=(i + 1, end))


def _led_by(doc: Document, carrier: int, first: int) -> bool:
    """ "by the preliminary count of X", "in the latest estimate of X": whether "by the" leads to a carrier."""
    k = carrier - 1
    while k > first and carrier - k < 4 and doc.word[k].isalpha() and doc.word[k] not in ARTICLES:
        k -= 1
    return k > first and doc.word[k] in ("the", "a", "an") and doc.word[k - 1] in ("by", "in", "on")


def _attributive(doc: Document, carrier: int, first: int) -> int | None:
    """Where the maker's name begins in "by the Buenos Aires count", "on UN figures"."""
    k = carrier
    while k > first and doc.upper[k - 1] and carrier - k < 5:
        k -= 1
    begin = k - (k > first and doc.word[k - 1] == "the")
    led = k < carrier and begin > first and doc.word[begin - 1] in ("by", "on")
    return begin if led and sort_of(doc, begin, carrier) else None


def _narrow(doc: Document, at: int, first: int) -> int:
    """Set at a figure without a comma ("some 20,000 by one estimate"), a phrase reaches back to the last comma only."""
    if doc.word[at - 1] == ",":
        return first
    return next((k + 1 for k in range(at - 1, first, -1) if doc.word[k] in (",", ";", ":", "(")), first)


def _possessed(doc: Document, j: int, noun: int, first: int, last: int) -> Iterator[Attribution]:
    lead = next((k for k in range(j, max(first, j - 8) - 1, -1) if doc.word[k] in _PREPOSED or doc.word[k] == ","), j)
    start, stop = (lead + 1, j + 1) if doc.word[lead] in _PREPOSED else phrase_before(doc, j, first)
    fresh = (k for k in range(j, start + 1, -1) if doc.word[k] in ARTICLES)
    if (begin := next(fresh, start)) > start and doc.word[begin - 1] not in grammar.PREPOSITIONS | {"and"}:
        start = begin  # "On Sunday came the general staff's sheet"
    if not sort_of(doc, start, stop):
        return
    before = doc.word[start - 1] if start > first else ""
    opening = doc.word[last - 1] == ":" or (
        start == first and doc.word[noun] not in ("statement", "word", "words", "claim", "claims", "toll")
    )
    if (
        doc.word[noun + 1 : noun + 2] == ["of"]
        and not (before in _PREPOSED or opening)
        and _counts_behind(doc, noun, last)
    ):
        yield Attribution([doc.span(start, stop)], noun, last, noun, "noun", subject=(start, stop))
        return  # "would not accept Belgrade's count of 1,200 civilians"
    if before in _PREPOSED or opening or (before in (",", ";", ":", "—", "–") and doc.word[noun] not in ("toll",)):
        trailing = "trailing" if start - first > 2 else ""
        yield Attribution([doc.span(start, stop)], first, last, noun, "phrase", trailing, subject=(start, stop))


def _counts_behind(doc: Document, noun: int, last: int) -> bool:
    """Whether a number stands behind "of": "count of 1,200", "claim of about 40"."""
    behind = doc.word[noun + 2 : min(last, noun + 5)]
    return any(word[0].isdecimal() or word in openers() for word in behind)


def _of_pronoun(doc: Document, noun: int, possessive: str, first: int, last: int) -> Iterator[Attribution]:
    at = noun - 1 if doc.word[noun - 1] == possessive else noun - 2
    if at > first and doc.word[at - 1] in _PREPOSED:
        yield Attribution([POSSESSIVE[possessive]], first, last, noun, "phrase", subject=(at, at + 1))


def _by_bracket(doc: Document, first: int, last: int) -> Iterator[Attribution]:
    """ "400 wounded (health ministry) and 1,200 displaced (UN)": whose figure it is, in brackets behind it."""
    begin = first
    for k in range(first + 1, last - 1):
        if doc.word[k] != "(":
            continue
        close = next((n for n in range(k + 1, min(last, k + 12)) if doc.word[n] == ")"), None)
        if close is None:
            continue
        start = k + 1 + 2 * (doc.word[k + 1] in ("source", "sources") and doc.word[k + 2] == ":")
        stop = min(phrase_after(doc, start, close), close)
        ends = close + 1 >= last or doc.word[close + 1] in (",", ";", ".", "and", "(", "or", "to", "while")
        if doc.word[close + 1 : close + 2] == [":"] and start < stop and _names_maker(doc, start, stop, start > k + 1):
            yield Attribution([doc.span(start, stop)], close, last, k, "phrase", subject=(start, stop))
        if start < stop and ends and _names_maker(doc, start, stop, start > k + 1):
            yield Attribution([doc.span(start, stop)], begin, k, k, "phrase", "trailing", subject=(start, stop))
        if not any(word[0].isdecimal() for word in doc.word[k + 1 : close]):
            begin = close + 1


def _names_maker(doc: Document, start: int, stop: int, labelled: bool) -> bool:
    """Whether a bracket holds a source, not the short form of the name before it or a place."""
    sort = sort_of(doc, start, stop)
    if labelled:
        return bool(sort)
    if sort in ("person", "body", "outlet", "document"):
        return not doc.upper[start - 2] or stop - start > 1
    opens = doc.opens_line(start - 2) and doc.word[stop + 1 : stop + 2] == [":"]  # "Displaced (IOM): 900"
    return (
        sort == "name" and (opens or not doc.upper[start - 2]) and resolve_claimant([doc.span(start, stop)]) is not None
    )


def _by_condition(doc: Document, first: int, last: int) -> Iterator[Attribution]:
    """ "if the ministry is right", "if X is to be believed"."""
    for i in range(first, last - 3):
        if doc.word[i] != "if":
            continue
        if doc.word[i + 1 : i + 3] in (["one", "believes"], ["you", "believe"], ["we", "believe"]):
            end = phrase_after(doc, i + 3, last)
            if sort_of(doc, i + 3, end) and doc.word[i + 3] not in ("them", "it", "him", "her"):
                yield Attribution([doc.span(i + 3, end)], first, last, i, "phrase", subject=(i + 3, end))
            continue
        end = phrase_after(doc, i + 1, last)
        vouched = doc.word[end : end + 1] in (["is"], ["are"]) and _is_vouched(doc.word[end + 1 : end + 4])
        vouched = vouched or doc.word[end : end + 3] in (["have", "it", "right"], ["has", "it", "right"])
        if vouched and sort_of(doc, i + 1, end):
            yield Attribution([doc.span(i + 1, end)], first, last, i, "phrase", subject=(i + 1, end))


def _is_vouched(words_after: list[str]) -> bool:
    return words_after[:1] in (["right"], ["correct"], ["accurate"]) or words_after == ["to", "be", "believed"]


def by_marks(doc: Document, first: int, last: int, verbs: Sequence[Attribution]) -> Iterator[Attribution]:
    """The sources that need a mark or a small word of their own: a bracket, a colon, "so", "if"."""
    words_here = doc.word[first:last]
    if _MARKS.isdisjoint(words_here):
        return
    if "(" in words_here:
        yield from _by_bracket(doc, first, last)
    if ":" in words_here:
        yield from _by_colon(doc, first, last, verbs)
        yield from _by_label(doc, first, last)
    if "so" in words_here:
        yield from _by_so(doc, first, last)
    if "if" in words_here:
        yield from _by_condition(doc, first, last)


def _by_label(doc: Document, first: int, last: int) -> Iterator[Attribution]:
    """ "Ministry of Health: 12 killed": a speaker as the label of a line."""
    stop = next((k for k in range(first + 1, min(last - 1, first + 9)) if doc.word[k] == ":"), None)
    if stop is None or doc.word[stop + 1] in QUOTES or any(word in (",", "(") for word in doc.word[first:stop]):
        return
    start, colon = first + (doc.word[first] in ("•", "*", "-", "–", "—")), stop
    while stop - start > 1 and doc.word[stop - 1] in _TIMES:
        stop -= 1  # "The defence ministry this morning: 59 dead"
    if start < stop and _is_label(doc, start, stop):
        yield Attribution([doc.span(start, stop)], colon, last, colon, "before", "label", subject=(start, stop))


def _is_label(doc: Document, start: int, stop: int) -> bool:
    if any(not doc.upper[k] and doc.word[k] in _CLAUSAL for k in range(start + 1, stop)):
        return False  # "Israel wants its people home: …" is a clause
    sort = sort_of(doc, start, stop)
    if sort in ("person", "body", "outlet"):
        return number_of(doc, start, stop) != "plural" and any(doc.upper[k] for k in range(start, stop))
    joined = all(doc.upper[k] or doc.word[k] in _JOINING for k in range(start, stop))
    if sort != "name" or not joined:
        return False
    shouted = all(doc.raw[k].isupper() for k in range(start, stop))
    if start == 0 and shouted and resolve_claimant([doc.span(start, stop)]) is None:
        return False  # "ZAMBOANGA CITY: …" is where a report comes from
    spoken = all(doc.raw[k].isupper() or doc.raw[k] == "." for k in range(start, stop)) and not doc.caps
    label = doc.span(start, stop + 1)
    near = max(0, doc.start[start] - _TURNS_WITHIN), doc.start[start] + _TURNS_WITHIN
    turns = doc.text.startswith(label) + doc.text.count("\n" + label, *near)  # who speaks in turns is named each time
    return (spoken and stop - start > 1) or turns > 1 or resolve_claimant([doc.span(start, stop)]) is not None


def _by_colon(doc: Document, first: int, last: int, verbs: Sequence[Attribution]) -> Iterator[Attribution]:
    """ "The agency summed it up in a few lines: “…": the subject of what leads to a quotation is the speaker."""
    for i in range(first + 1, last - 1):
        if doc.word[i] == ":" and doc.word[i + 1] in QUOTES:
            opening = opening_phrase(doc, first, i)
            if opening is not None and not any(a.kind == "before" for a in verbs):
                yield Attribution([doc.span(*opening)], i, last, i, "before", "colon", subject=opening)
            return
