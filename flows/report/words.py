"""Sentences of the report, in neutral words: who says how many, never that it is so."""

from __future__ import annotations

from collections.abc import Sequence

from flows.report.names import day, partial
from flows.report.points import Point
from flows.report.subjects import Chart, Subject

HEADINGS = {
    "total": "Running totals",
    "level": "Levels at a moment",
    "event": "Single events, intervals and additions",
}
EXPLAINED = {
    "total": "Each figure counts from a start up to its day, so that a later one may well be higher.",
    "level": "Each figure is a level at a moment.",
    "event": "Each figure stands for its own event or interval. They are not to be added up: intervals overlap.",
}
NOT_HERE = {
    "planned": "{n} told of what is intended, expected or threatened, not of what has happened",
    "denied": "{n} mentioned only to be rejected",
    "replaced": "{n} in an older version of an article that has been corrected since",
    "no_number": "{n} for which the convention in force gives no number",
    "no_day": "{n} for which no day is known",
}


def figure_words(point: Point) -> str:
    """Say a figure in words.

    "≥ 100" → "at least 100"; "10,000–12,000" → "between 10,000 and 12,000"; "several hundred" stays in quotation marks.
    """
    if point.qualifier == "vague":
        return f"“{point.expr}”"
    text = point.text
    ends = text.partition("(")[2].rstrip(")") if "(" in text else text
    low, dash, high = ends.partition("–")
    if dash:
        span = f"between {low} and {high}"
        return span if point.glyph == "bare_range" else f"{text.partition(' (')[0]} ({span})"
    names = {"≥": "at least", ">": "more than", "≤": "up to", "<": "fewer than", "≈": "about"}
    sign, _, number = text.partition(" ")
    return f"{names[sign]} {number}" if sign in names else text


SENTENCE = "{figure} ({what}), according to {who}{likely}, {covered}{via}. conflict-figures, build {build}."


def sentence(point: Point, subject: Subject, build: str) -> str:
    """Say a figure as a sentence that can be quoted, with who says so, for when, and the build."""
    told = SENTENCE.format(
        figure=figure_words(point),
        what=lower_first(subject.title),
        who=who(point),
        likely=likely(point),
        covered=covers(point),
        via=via(point),
        build=build,
    )
    return told[0].upper() + told[1:]


def who(point: Point) -> str:
    """Name who says it within a sentence."""
    return point.speaker if point.said_by else f"{point.publisher or 'an article'} in its own voice"


def likely(point: Point) -> str:
    """Add the word of likelihood that governs a figure."""
    return f", “{point.likelihood.replace('_', ' ')}”" if point.likelihood else ""


def via(point: Point) -> str:
    """Add when and by whom it was published."""
    when = f"; published {day(point.said_on)}" if point.said_on else ""
    by = f" by {point.publisher}" if point.publisher and point.publisher != point.speaker else ""
    return f"{when}{by}"


def lower_first(text: str) -> str:
    """Write the first letter small.

    >>> lower_first("Killed: people")
    'killed: people'
    """
    return text[0].lower() + text[1:]


def covers(point: Point) -> str:
    """Say what a figure covers: "as of 3 May 2025", "from 1 May 2025 to 3 May 2025", "on 3 May 2025"."""
    until = day(point.as_of)
    if point.aggregation == "cumulative":
        return f"counted from {partial(point.period_start)} to {until}" if point.period_start else f"as of {until}"
    if point.period_start and point.period_start != point.period_end:
        return f"from {partial(point.period_start)} to {until}"
    return f"as of {until}" if point.aggregation in ("stock", "increment") else f"on {until}"


def alternative(subject: Subject, chart: Chart) -> str:
    """Describe a chart for those who do not see it."""
    points = chart.points
    first, last = min(point.as_of for point in points), max(point.as_of for point in points)
    when = f"on {day(first)}" if first == last else f"between {day(first)} and {day(last)}"
    figures = "one figure" if len(points) == 1 else f"{len(points):,} figures"
    claimants = len({lane.name for lane in chart.lanes})
    who = chart.lanes[0].name if claimants == 1 else f"{claimants} claimants"
    latest = "; ".join(f"{lane.name}: {lane.last.text} on {day(lane.last.as_of)}" for lane in chart.lanes[:6])
    more = f"; and {len(chart.lanes) - 6} more" if len(chart.lanes) > 6 else ""
    return f"{HEADINGS[chart.kind]}: {figures} of {who} {when}. Newest of each: {latest}{more}."


def apart(one: Point, two: Point) -> str:
    """Say in words that two figures contradict each other."""
    low, high = sorted((one, two), key=lambda point: point.best)
    return (
        f"{low.speaker} ({figure_words(low)}, {covers(low)}) and {high.speaker} ({figure_words(high)}, {covers(high)})"
        " do not overlap."
    )


def listed(names: Sequence[str], most: int = 3) -> str:
    """Name some of many.

    >>> listed(["A", "B", "C", "D", "E"])
    'A, B, C and 2 more'
    """
    if len(names) <= most:
        return ", ".join(names)
    return f"{', '.join(names[:most])} and {len(names) - most} more"


def absent(reason: str, count: int) -> str:
    """Say why claims of a subject are on none of its charts.

    >>> absent("planned", 2)
    '2 claims told of what is intended, expected or threatened, not of what has happened'
    """
    return NOT_HERE[reason].format(n="1 claim" if count == 1 else f"{count:,} claims")
