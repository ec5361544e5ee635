"""Two time expressions that are one: "from X until Y", "between 1979 and 1989", "30 June-2 July"."""

from __future__ import annotations

from itertools import pairwise

from flows.claims.period.calendars import When, moved, parsed, table, year_iso
from flows.claims.text.tokens import Document

_NEAR = 6  # tokens from a verb to its time


def joined(doc: Document, found: list[When]) -> list[When]:
    """ "from X until Y", "between 1979 and 1989", "30 June-2 July": two expressions are one span."""
    whole: list[When] = []
    for when in found:
        previous = whole[-1] if whole else None
        between = doc.word[previous.last : when.first] if previous else []
        # "June 5 — A day after the raid": a date line and what the text opens with
        opens = between[-1:] in (["–"], ["—"]) and doc.word[when.last : when.last + 1] == ["after"]
        if previous is None or opens or len(between) > 4 or not _pair(doc, previous, when, between):
            whole.append(when)
            continue
        if previous.free == when.free == "week" and (previous.start or "") > (when.end or ""):
            earlier = parsed(previous.start)
            previous.start = moved(earlier, -7).isoformat() if earlier else None
        previous.end, previous.last = when.end, when.last
        previous.kind = (
            "since"
            if previous.kind in ("from", "since")
            else "said"
            if "said" in (previous.kind, when.kind)
            else "span"
        )
    for when in whole:
        if when.kind == "from":
            when.kind = "point"
    for one, two in pairwise(whole):
        _begun_and_ended(doc, one, two)
    return whole


def _begun_and_ended(doc: Document, one: When, two: When) -> None:
    """ "the siege began on Wednesday and was ended on Saturday": the days of one event that lasted."""
    first, last = parsed(one.start), parsed(two.end)
    if one.kind not in ("point", "since") or two.kind != "point" or first is None or last is None or not first < last:
        return
    begins = doc.word[max(0, one.first - _NEAR) : one.first]
    ends = doc.word[max(one.last, two.first - _NEAR) : two.first]
    if not table("beginnings").isdisjoint(begins) and not table("endings").isdisjoint(ends):
        one.end, one.kind, two.kind = two.end, "span", "aside"


_RANGE = (["to"], ["–"], ["—"], ["and"], ["through"], ["until"], ["till"])


def _same_year(one: When, two: When) -> None:
    """ "from 3 March to 5 May 2022": the year stands once; "from March to June": none may run backwards."""
    if one.free != "year" or not one.start or not two.end or len(two.end) < 7:
        return
    if not two.free or (two.free == "year" and one.start > two.end):
        year = int(two.end[:4]) - (one.start[5:] > two.end[5:])
        one.start, one.end = year_iso(year) + one.start[4:], one.end and year_iso(year) + one.end[4:]


def _pair(doc: Document, one: When, two: When, between: list[str]) -> bool:
    if between[1:] in (["the", "end", "of"], ["the", "start", "of"], ["the", "middle", "of"], ["late"], ["early"]):
        between = between[:1]  # "between January and the end of June"
    if between in _RANGE or (not between and doc.gap[two.first] == "-"):
        _same_year(one, two)
    if one.kind in ("from", "since") and two.kind == "until":
        return True
    if not one.end or not two.end or ((one.start or "") > two.end and not one.free == two.free == "week"):
        return False
    lead = doc.word[one.first - 1] if one.first else ""
    if between == ["and"] and lead == "between":
        return True
    if not between and doc.gap[two.first] == "-":
        return True
    single = one.kind == two.kind == "point" and len(one.end) == len(two.end)
    return single and between in (["to"], ["–"], ["—"], ["and"], ["through"], ["and", "on"]) and one.end < two.end


__all__ = ["joined"]
