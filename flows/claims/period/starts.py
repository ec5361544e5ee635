"""Where a count begins: "since X", "since the war broke out", and the known starts of conflicts."""

from __future__ import annotations

from datetime import date
from functools import cache

from flows.claims.lexicon import Phrases
from flows.claims.period.calendars import Setting, When, first_day, table, weekdays
from flows.claims.period.timereaders import read_time, readers
from flows.claims.text.grammar import AUXILIARIES
from flows.claims.text.tokens import Document
from schemas.vocabulary import load


def since(doc: Document, i: int, last: int, setting: Setting) -> When | None:
    """ "since X", "since the war began in early June", "since the fighting resumed", "since then"."""
    stop = i + 1
    while stop < min(last, i + 16) and doc.word[stop] not in (".", ";", ":", ")", "—", "–"):
        if doc.word[stop] == "," and _closes(doc, stop):
            break
        stop += 1
    openers = readers()
    for j in range(i + 1, stop):
        if doc.word[j] in openers or doc.word[j][0].isdecimal():
            when = read_time(doc, j, last, setting)
            if when is not None and when.kind != "future":
                return When(i, when.last, when.start or when.end, None, "since", when.free * (when.free == "year"))
        if doc.word[j] in AUXILIARIES and doc.word[j] in ("have", "has") and j > i + 1:
            break
    return _since_event(doc, i, stop, setting)


def _closes(doc: Document, comma: int) -> bool:
    """Whether a comma ends what "since" leads in; not so "since 5 May, 2022", "since the last edition, of 19 May"."""
    before, after = doc.word[comma - 1], doc.word[comma + 1 : comma + 2]
    return not (before[-1].isdecimal() or before in weekdays() or after in (["of"], ["on"], ["dated"]))


def _since_event(doc: Document, i: int, stop: int, setting: Setting) -> When | None:
    after = doc.word[i + 1 : stop]
    if not after or after[0] in ("they", "he", "she", "we", "i"):
        return None
    if after[0] == "then":
        return When(i, i + 2, setting.anchor, None, "since")
    said = set(after)
    if said & table("renewals"):
        return When(i, i + 1, setting.count_start or setting.anchor, None, "since")
    known = named_start(doc, i + 1, stop, setting.published)
    if known is not None:
        return When(i, i + 1, known, None, "since")
    if said & table("wars"):
        return When(i, i + 1, setting.war_start, None, "since")
    if said & table("campaigns") or (said & table("beginnings") and after[0] in ("the", "it", "its", "a")):
        whole = said & {"fighting", "violence", "hostilities"} and said & table("beginnings")
        return When(i, i + 1, setting.count_start or (setting.war_start if whole else None), None, "since")
    return None


@cache
def _named_conflicts() -> Phrases[tuple[str, ...]]:
    """What news call a conflict, in words enough to tell it from others, with the starts that it may mean."""
    starts: dict[str, list[str]] = {}
    for entry in load("conflicts").values():
        for alias in entry.get("aliases") or ():
            if " " in alias or "-" in alias:
                starts.setdefault(alias, []).append(str(entry["start"]))
    return Phrases((alias, tuple(sorted(known))) for alias, known in starts.items())


def named_start(doc: Document, first: int, stop: int, published: date | None) -> str | None:
    """The start of a conflict that a clause names: the latest one before the day of publication."""
    names = _named_conflicts()
    for j in range(first, stop):
        if doc.word[j] in names and (hit := names.at(doc.word, j)) and hit[0] <= stop + 3:
            known = [s for s in hit[1] if published is None or first_day(s) <= published.isoformat()]
            return known[-1] if known else None
    return None


@cache
def conflict_starts() -> frozenset[str]:
    """First days, months and years of all known conflicts: a count that begins there is one of the whole war."""
    starts = [str(entry["start"]) for entry in load("conflicts").values()]
    return frozenset(s[:n] for s in starts for n in (4, 7, 10) if len(s) >= n)


def compared(doc: Document, i: int, first: int, *, ranked: bool = False) -> bool:
    """ "the deadliest attack since", "not seen since": the time compared with, not the start of a count.

    `ranked` asks for a word that ranks: "the deadliest attack this year", not "the first attack this year".
    """
    if doc.word[i - 1] == "not" and not ranked:
        return True
    stop = max(first, i - 8)
    for k in range(i - 1, stop - 1, -1):
        if doc.word[k] in table("superlatives") and (not ranked or doc.word[k].endswith(("est", "worst"))):
            return True
        if doc.word[k] in (",", ";", ":", "."):
            return False
    return False


def war_begun_by(doc: Document, j: int, first: int) -> bool:
    """ "The drug war launched by the president in 2006": who began it stands before the time."""
    for k in doc.among(_BY, max(first + 2, j - _BEGINNER), j + 1):
        if doc.word[k - 1] in table("beginnings") and doc.word[k - 2] in table("war_contexts") | table("campaigns"):
            return True
    return False


_BY, _BEGINNER = frozenset({"by"}), 7  # tokens


def begun_war(doc: Document, j: int, first: int) -> bool:
    """ "the war, which began in", "the offensive, launched on": the count of such a sentence is one since then."""
    lead = doc.word[max(first, j - 4) : j]
    return (bool({"which", "that"} & set(lead)) or lead[-1:] == [","]) and bool(
        (table("war_contexts") | table("campaigns") | table("registers")) & set(doc.word[max(first, j - 7) : j])
    )
