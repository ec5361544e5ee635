"""The words of codes: metrics, populations, items, sides, countries, and the addresses made of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from schemas import vocabulary

CHARTS = ("total", "level", "event")


@dataclass(frozen=True)
class Names:
    """Names of sides and countries by their code."""

    actors: Mapping[str, str]
    words: Mapping[str, str] = field(default_factory=dict)  # of definitions

    def actor(self, code: str | None) -> str | None:
        """Name a side; None where none is said."""
        return self.actors.get(code, code) if code else None

    def place(self, place_key: str | None, country: str | None) -> str | None:
        """Name a place with its country: Kursk, Russia."""
        land = self.actor(country)
        if place_key is None or place_key == land:
            return land
        return f"{place_key}, {land}" if land else place_key


def label(metric: str) -> str:
    """Name a metric: Killed."""
    return str(vocabulary.load("metrics")[metric]["label"])


def counted(item: str | None, population: str | None) -> str | None:
    """Name what or whom a figure counts: artillery, military; None for events.

    >>> counted(None, "aid_workers"), counted("km2", None), counted(None, None)
    ('aid workers', 'square kilometres', None)
    """
    if item:
        return str(vocabulary.load("items")[item]["label"]).lower()
    if population:
        return str(vocabulary.load("populations")[population]["label"]).lower()
    return None


def slug(text: str) -> str:
    """Make a part of an address out of any name; what has no plain letters is left out.

    >>> slug("Sde Teiman & Kfar 'Aza"), slug("Чорнобиль")
    ('sde-teiman-kfar-aza', '')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def day(when: date) -> str:
    """Write a day for a reader.

    >>> day(date(2025, 6, 3))
    '3 June 2025'
    """
    return f"{when.day} {when:%B %Y}"


def partial(text: str) -> str:
    """Write a partial date of a text for a reader.

    >>> partial("2024-10"), partial("2024"), partial("2024-10-03")
    ('October 2024', '2024', '3 October 2024')
    """
    if len(text) == 4:
        return text
    if len(text) == 7:
        return f"{date.fromisoformat(text + '-01'):%B %Y}"
    return day(date.fromisoformat(text))
