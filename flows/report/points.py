"""One figure on a chart: a row of the view `chart_points`."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from schemas.glyphs import Glyph, glyph_of, written
from warehouse.site import Row


@dataclass(frozen=True, slots=True)
class Point:
    """A figure with who says it, for when, in which words, and where it was read; columns as in `chart_points`."""

    subject_id: str
    chart: str
    series_id: str
    metric: str
    item: str | None
    population: str | None
    actor: str | None
    place_key: str | None
    country: str | None
    kind: str
    rate_per: str | None
    aggregation: str
    as_of: date
    period_start: str | None
    period_end: str | None
    said_on: date | None
    said_by: str | None
    said_by_kind: str
    claimant: str | None
    claimant_name: str | None
    definition: str | None
    low: float | None
    best: float
    high: float | None
    qualifier: str
    likelihood: str | None
    change: float | None
    change_days: int | None
    expr: str
    sentence: str
    url: str
    publisher: str | None
    articles: int
    title: str | None
    article_kind: str
    warc_file: str
    warc_offset: int
    run_id: str
    claim_id: str

    @property
    def glyph(self) -> Glyph:
        """How its bounds are drawn."""
        return glyph_of(self.qualifier, self.low, self.best, self.high, self.expr)

    @property
    def text(self) -> str:
        """The figure as short as it can stand alone."""
        return written(
            self.qualifier, self.low, self.best, self.high, expr=self.expr, kind=self.kind, rate_per=self.rate_per
        )

    @property
    def speaker(self) -> str:
        """Who says it, by name."""
        return self.claimant_name or self.said_by or "Articles in their own voice"

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a data set and not of an article."""
        return self.article_kind == "dataset"

    @property
    def short_id(self) -> str:
        """The name of its place on a page."""
        return self.claim_id[:10]


COLUMNS = tuple(field.name for field in fields(Point))


def points_of(rows: list[Row]) -> list[Point]:
    """Read rows of `chart_points`."""
    return [Point(**{name: row[name] for name in COLUMNS}) for row in rows]
