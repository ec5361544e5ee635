"""The claim: one figure that a text asserts, with who asserts it, what it counts, where and for when."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any


@dataclass(slots=True)
class Claim:
    """One claim with the fields of the annotation guidelines, under their names.

    `start` and `end` are character offsets of `expr` in the text. `low`, `best` and `high` are counts, or fractions of
    one for a share; an open bound is None. `source` and `place` hold every wording, best first. `reasons` tells for
    each decided field which words gave it.
    """

    start: int
    end: int
    expr: str
    kind: str
    rate_per: str | None
    qualifier: str
    low: float | None
    best: float | None
    high: float | None
    metric: str
    item: str | None
    population: str | None
    actor: str | None
    sentence: str
    sentence_start: int
    source: list[str] = field(default_factory=list)
    claimant: str | None = None
    place: list[str] = field(default_factory=list)
    place_key: str | None = None
    country: str | None = None
    aggregation: str = "incident"
    period: tuple[str | None, str | None] = (None, None)
    status: str = "reported"
    likelihood: str | None = None
    actor_text: str | None = None
    population_text: str | None = None
    reasons: dict[str, str] = field(default_factory=dict)
    extractor_version: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The claim as it stands in a line of JSON: whole numbers as integers, the period as a pair."""
        row: dict[str, Any] = dict(zip(self.__slots__, _FIELDS(self), strict=True))
        for bound in ("low", "best", "high"):
            value = row[bound]
            row[bound] = int(value) if isinstance(value, float) and value.is_integer() else value
        row["period"] = list(self.period)
        return row


_FIELDS = attrgetter(*Claim.__slots__)
