"""The time of a figure as the text around it carries it: the day of the event, the timing of the whole."""

from __future__ import annotations

from flows.claims.dates import When, find_dates
from flows.claims.metrics import Figure
from flows.claims.story import Story, item_start
from flows.claims.timing import Timing, nearest_date


def day_of_event(story: Story, number: int) -> tuple[str | None, str | None]:
    """The day of the event that the text speaks of, from the sentences before."""
    for n in range(number - 1, max(item_start(story, number), number - 6) - 1, -1):
        if n not in story.days:
            first, last = story.doc.sentences[n]
            points = [
                w
                for w in find_dates(story.doc, first, last, story.published, story.war_start)
                if w.kind == "point" and w.end
            ]
            day = next(((w.start, w.end) for w in points if w.end and len(w.end) == 10), None)
            story.days[n] = day
        day = story.days[n]
        if day is not None:
            return day
    return None, None


def timing_of_whole(
    story: Story, figure: Figure, index: int, figures: list[Figure], dates: list[When]
) -> Timing | None:
    """The timing of the figure that this one is a part of, or stands beside in a list."""
    if figure.part_of >= 0 and figure.part_of in story.timings:
        return story.timings[figure.part_of]
    if index and figures[index - 1].group == figure.group and figures[index - 1].metric == figure.metric:
        when = nearest_date(story.doc, dates, figure)
        if when is None or when is nearest_date(story.doc, dates, figures[index - 1]):
            return story.timings.get(index - 1)
    return None
