"""Aggregation, period, status and likelihood of a figure: incident or running total, happened or planned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from flows.claims import grammar
from flows.claims.attribution import Attribution
from flows.claims.dates import When
from flows.claims.lexicon import Phrases, words
from flows.claims.metrics import Figure
from flows.claims.tokens import Document

STOCKS = frozenset({"strength", "equipment_held", "missing", "affected"})
_RUNNING = frozenset({"refugees", "displaced"})
_TOTALS = frozenset({"total", "overall", "altogether", "cumulative", "cumulatively", "tally"})
_STANDING = frozenset(
    {
        "stationed",
        "now",
        "currently",
        "still",
        "remain",
        "remains",
        "present",
        "today",
        "keeps",
        "based",
        "already",
        "has",
        "have",
        "are",
        "is",
        "there",
        "fighting",
        "serving",
        "massed",
        "amassed",
        "assembled",
        "concentrated",
    }
)
_FUTURE = frozenset({"will", "would", "could", "may", "might", "shall"})
_PLANS = frozenset(
    [
        "plan",
        "plans",
        "planned",
        "planning",
        "intends",
        "intend",
        "intended",
        "aims",
        "aim",
        "wants",
        "wanted",
        "expected",
        "expects",
        "expect",
        "threatened",
        "threatens",
        "proposed",
        "proposes",
        "offered",
        "offers",
        "authorised",
        "authorized",
        "authorises",
        "pledged",
        "pledges",
        "promised",
        "promises",
        "prepares",
        "preparing",
        "ready",
        "announces",
        "due",
        "scheduled",
        "set",
        "timetabled",
        "ordered",
        "orders",
        "requested",
        "requests",
        "approved",
        "approves",
        "agreed",
        "agrees",
        "additional-package",
        "forecast",
        "forecasts",
        "predicted",
        "predicts",
    ]
)


@dataclass(slots=True)
class Timing:
    """How a figure sits in time, with the words that say so."""

    aggregation: str
    start: str | None
    end: str | None
    reason: str


def nearest_date(doc: Document, found: Sequence[When], figure: Figure) -> When | None:
    """The time expression of a figure's clause; times of saying are none."""
    anchor = max(figure.phrase.last, figure.trigger.first if figure.trigger else 0)
    best, best_cost = None, 99.0
    for when in found:
        if when.kind == "said":
            continue
        if when.first >= figure.quantity.first:
            crossed = doc.word[min(anchor, when.first) : max(anchor, when.first)]
            cost = 0.05 * len(crossed)
        else:
            crossed = doc.word[when.last : figure.quantity.first]
            cost = 0.3 + 0.05 * len(crossed)
        if len(when.end or when.start or "") == 4:
            cost += 0.8
        cost += 0.5 * sum(word in _BREAKS for word in crossed) + 0.2 * crossed.count(",")
        if cost < best_cost:
            best, best_cost = when, cost
    return best if best_cost < 4.0 else None


_BREAKS = frozenset({"but", "while", "whereas", "when", "after", "before", ";", "which", "who", "as", "—"})


def decide_timing(
    doc: Document, figure: Figure, found: Sequence[When], first: int, last: int, published: date | None,
    event_day: tuple[str | None, str | None], planned: bool, whole: Timing | None, earlier: frozenset[str],
) -> Timing:  # fmt: skip
    """Aggregation and period of a figure in a sentence, tokens [first, last).

    `event_day` is the period of the event that the text speaks of so far, for figures whose sentence gives none;
    `whole` the timing of the figure that this one is a part or a neighbour of; `earlier` the metrics counted before.
    """
    when = nearest_date(doc, found, figure)
    said = next((w for w in found if w.kind == "said"), None)
    holds = (said.end if said else None) or (published.isoformat() if published else None)
    metric = figure.metric or ""
    text = doc.word[first:last]
    start = when.start if when else None
    end = when.end if when else None
    phrase = figure.phrase
    if planned:
        period = _ahead(when, published) if when and when.kind != "since" else (None, None)
        kind = "increment" if phrase.increment else "stock" if metric in STOCKS else "period" if phrase.rate else (
            "cumulative" if metric in ("recruited", "refugees", "displaced") else "incident"
        )  # fmt: skip
        return Timing(kind, *period, "planned")
    if phrase.increment and not phrase.others and (metric in earlier or metric in _FLOWS):
        return Timing("increment", *_or(start, end, event_day, holds), "an addition to an earlier figure")
    since = next((w for w in found if w.kind == "since"), None)
    if since is not None and (
        when is None or when is since or when.kind in ("since", "until") or when.first > since.first
    ):
        return Timing("cumulative", since.start, since.end or holds, "since")
    if phrase.rate:
        return Timing("period", start, end or holds, "a rate")
    if whole is not None and (when is None or when.kind != "span"):
        return whole
    if when is not None and when.kind == "span":
        if _one_event(doc, figure, first, last):
            return Timing("incident", start, end, "one event in a stretch of time")
        return Timing("period", start, end, "a stretch of time")
    large = figure.quantity.best >= 1000 and metric in _MOUNTING
    if metric in STOCKS or (metric == "deployed" and not large and _stands(doc, figure, first, last)):
        recent = when is not None and when.kind in ("point", "until", "by") and _recent(end, published)
        return Timing("stock", None, end if recent else holds, "a level")
    if metric in _RUNNING:
        return Timing("cumulative", None, end if when and when.kind == "until" else holds, "a running total")
    totals = any(word in _TOTALS for word in text) or "so far" in doc.text[doc.start[first] : doc.end[last - 1]].lower()
    if large and not figure.quantity.share:
        return Timing("cumulative", None, end if when and when.kind in ("until", "by") else holds, "a running total")
    if when is not None and when.kind == "point":
        long = len(end or "") < 8
        stretch = long and (start != end or (_whole_stretch(doc, when) and not _one_event(doc, figure, first, last)))
        return Timing("period" if stretch else "incident", start, end, "a time in the sentence")
    if totals and event_day[1] is None:
        return Timing("cumulative", None, holds, "a running total")
    if event_day[1] is not None:
        return Timing("incident", *event_day, "the event that the text speaks of")
    return Timing("incident", holds, holds, "the day of the report")


_FLOWS = frozenset({"deployed", "withdrawn", "equipment_supplied", "recruited", "released"})
_MOUNTING = frozenset(
    {
        "killed",
        "wounded",
        "casualties",
        "captured",
        "equipment_lost",
        "recruited",
        "deserted",
        "buildings_damaged",
        "attacks",
    }
)
_EVENTS = frozenset(
    [
        "bombing",
        "attack",
        "strike",
        "airstrike",
        "raid",
        "ambush",
        "blast",
        "explosion",
        "assault",
        "shooting",
        "shelling",
        "clash",
        "battle",
        "massacre",
        "crash",
    ]
)


def _one_event(doc: Document, figure: Figure, first: int, last: int) -> bool:
    """Whether the sentence speaks of one attack: "last week a car bombing killed five"."""
    for i in range(first, last):
        if doc.word[i] in _EVENTS and any(
            word in ("a", "an", "the", "one") for word in doc.word[max(first, i - 3) : i]
        ):
            return True
    return False


def _recent(end: str | None, published: date | None) -> bool:
    return end is not None and (published is None or end[:4] >= str(published.year - 1))


def _ahead(when: When, published: date | None) -> tuple[str | None, str | None]:
    """A month without a year in a plan lies ahead: "in June" said in February."""
    start, end = when.start, when.end
    if published is not None and end is not None and 7 <= len(end) < 10 and end < published.isoformat()[:7]:
        year = str(int(end[:4]) + 1)
        return (year + start[4:] if start else None), year + end[4:]
    return start, end


def _or(
    start: str | None, end: str | None, event_day: tuple[str | None, str | None], holds: str | None
) -> tuple[str | None, str | None]:
    if end is not None or start is not None:
        return start, end
    if event_day[1] is not None:
        return event_day
    return None, holds


def _adds(doc: Document, figure: Figure) -> bool:
    return doc.word[figure.quantity.last : figure.quantity.last + 1] == ["more"] or doc.word[
        figure.quantity.core - 1 : figure.quantity.core
    ] in (["another"], ["further"], ["additional"])


def _whole_stretch(doc: Document, when: When) -> bool:
    """ "in May", "in 2019": the whole of it, not a moment in it."""
    return doc.word[when.first - 1 : when.first] in (["in"], ["during"], ["throughout"])


def _stands(doc: Document, figure: Figure, first: int, last: int) -> bool:
    """Whether a deployment is a level rather than an act of sending."""
    trigger = figure.trigger
    if trigger is None:
        around = doc.word[max(first, figure.quantity.first - 4) : min(last, figure.phrase.last + 4)]
        return any(word in _STANDING for word in around)
    if trigger.sense.lemma in (
        "station",
        "mass",
        "amass",
        "keep",
        "maintain",
        "base",
        "assemble",
        "concentrate",
        "fight",
        "serve",
        "gather",
        "garrison",
        "operate",
    ):
        return True
    return trigger.sense.use in ("state", "toll", "nominal")


@cache
def _likelihoods() -> Phrases[str]:
    table = words("speakers")["likelihood"]
    return Phrases((phrase, code) for code, phrases in table.items() for phrase in phrases)


def likelihood_of(doc: Document, figure: Figure, first: int, last: int) -> tuple[str, str] | None:
    """The word of estimative probability that governs the figure's own clause, with its code.

    >>> from flows.claims.qualifiers import find_quantities
    >>> from flows.claims.phrases import Phrase
    >>> doc = Document("They have highly likely lost more than 6,000 men.")
    >>> q = find_quantities(doc, 0, len(doc))[0]
    >>> likelihood_of(doc, Figure(q, Phrase(q.last)), 0, len(doc))
    ('highly_likely', 'highly likely')
    """
    table = _likelihoods()
    start = max(first, figure.quantity.first - 9)
    stop = min(last, max(figure.phrase.last, figure.trigger.last if figure.trigger else 0) + 5)
    i, best = start, None
    while i < stop:
        word = doc.word[i]
        if word in table and (hit := table.at(doc.word, i)) and hit[0] <= last:
            best = (hit[1], doc.span(i, hit[0]))
            i = hit[0]
            continue
        if word in (";", ":", "—") or (
            word in ("but", "while", "whereas", "although", "which", "who") and i < figure.quantity.first
        ):
            best = None if i < figure.quantity.first else best
            if i > figure.phrase.last:
                break
        i += 1
    return best


def is_planned(
    doc: Document, figure: Figure, source: Attribution | None, found: Sequence[When], first: int, last: int
) -> str | None:
    """The word that makes a figure planned, expected or possible rather than asserted as having happened."""
    trigger = figure.trigger
    anchor = trigger.first if trigger else figure.quantity.first
    for i in range(max(first, anchor - 5), anchor):
        word = doc.word[i]
        if word in _FUTURE:
            if doc.word[i + 1 : i + 2] == ["have"] or (
                word in ("could", "may", "might") and "as" in doc.word[i : i + 4]
            ):
                continue
            return word
        if word == "to" and doc.word[i - 1 : i] and (
            doc.word[i - 1] in _PLANS or doc.word[i - 1] in ("is", "are", "was", "were")
        ) and (trigger is None or trigger.form == "base" or doc.word[i + 1] == "be"):  # fmt: skip
            return doc.word[i - 1] + " to"
        if word in _PLANS and (
            trigger is None or trigger.sense.use == "nominal" or figure.metric == "equipment_supplied"
        ):
            return word
    if trigger is not None and trigger.form == "base" and doc.word[max(first, trigger.first - 1)] == "to":
        before = doc.word[max(first, trigger.first - 6) : trigger.first]
        if any(word in _PLANS for word in before):
            return "to"
    if trigger is not None and trigger.sense.lemma in ("pledge", "promise"):
        return trigger.sense.lemma
    if (
        trigger is not None
        and trigger.sense.use == "nominal"
        and any(
            w in ("announces", "announced", "approved", "authorised", "authorized")
            for w in doc.word[max(first, trigger.first - 3) : trigger.first]
        )
    ):
        return "announced"
    when = nearest_date(doc, found, figure)
    if when is not None and when.kind == "future" and when.first > figure.quantity.first:
        return doc.span(when.first, when.last)
    return None


def is_denied(doc: Document, figure: Figure, source: Attribution | None, first: int) -> str | None:
    """The word by which the text says that a figure is rejected."""
    if source is not None and source.group == "denial" and source.kind in ("before",):
        return source.verb
    before = doc.word[max(first, figure.quantity.first - 12) : figure.quantity.first]
    for word in (
        "denies",
        "denied",
        "denying",
        "dismissed",
        "rejected",
        "rejects",
        "disputes",
        "disputed",
        "contest",
        "contested",
    ):
        if word in before:
            return word
    lead = doc.word[max(first, figure.quantity.first - 2) : figure.quantity.first]
    if (
        lead[:1] == ["not"]
        and lead[1:] in (["the"], [])
        and grammar.AUXILIARIES.isdisjoint(doc.word[max(first, figure.quantity.first - 3) : figure.quantity.first - 1])
    ):
        return "not"
    if any(
        pair in " ".join(before)
        for pair in (
            "revised downwards",
            "correcting",
            "corrected an earlier",
            "down from an earlier",
            "earlier wrongly",
        )
    ):
        return "corrected"
    return None
