"""Where a report was filed from, as the head of its text tells: "KYIV, Dec 19 (Reuters) - At least 100 …"."""

import re
from functools import cache

from flows.articles.dates import MONTH_NAME
from flows.articles.media import reading_rules

LONGEST = 60  # characters of a place with its country
DAY = rf"(?:,\s*(?:{MONTH_NAME}\s+\d{{1,2}}|\d{{1,2}}\s+{MONTH_NAME})(?:,?\s+\d{{4}})?)"
HEAD = re.compile(
    rf"\W{{0,2}}(?P<place>[^\W\d_][^\n():;.!?–—]{{1,{LONGEST}}}?){DAY}?(?P<by>\s*\([^()\n]{{2,40}}\))?\s*(?:–|—|--|\s-)\s*(?=\S)",
    re.IGNORECASE,
)
SHORT = frozenset({"of", "the", "al", "el", "de", "la", "and", "near", "in", "on"})


def dateline(text: str) -> str | None:
    """Give the place that heads a text, as printed; None where none does.

    It is set off by a dash, and written in capitals or with an agency in brackets after it. A label such as
    "BREAKING" (`reading.yml`) is no place.

    >>> dateline("SEOUL, South Korea (Meridian Wire) - At least 100 soldiers were killed.")
    'SEOUL, South Korea'
    >>> dateline("KYIV/MOSCOW, Dec 19 — Officials said."), dateline("Port-au-Prince (AFP) – Gangs killed six.")
    ('KYIV/MOSCOW', 'Port-au-Prince')
    >>> dateline("BREAKING - Six were killed."), dateline("The soldiers - six of them - were killed.")
    (None, None)
    """
    match = HEAD.match(text)
    if match is None:
        return None
    place = match["place"].strip(" ,")
    city = place.partition(",")[0]
    if place.casefold().partition(" ")[0].strip(",") in _labels() or any(letter.isdigit() for letter in place):
        return None
    is_name = all(word[:1].isupper() or word.casefold() in SHORT for word in city.split())
    return place if city.isupper() or (match["by"] and is_name) else None


@cache
def _labels() -> frozenset[str]:
    return frozenset(reading_rules()["labels_before_a_dash"])
