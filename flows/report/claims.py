"""The page of a claim of an article: its sentence, what gave each field, its versions, the copies of its story."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from flows.report import words
from flows.report.names import counted, day, label, partial
from flows.report.pages import Page, render
from flows.report.site import Site
from schemas import vocabulary
from schemas.glyphs import glyph_of, written
from warehouse.site import Row


def pages(site: Site) -> Iterator[Page]:
    """Give the page of each claim that was read out of an article, in every version of it."""
    of_article: dict[str, list[Row]] = defaultdict(list)
    for row in site.rows.claims:
        of_article[row["article_id"]].append(row)
    stories: dict[str, list[Row]] = defaultdict(list)
    for row in site.rows.copies:
        stories[row["origin_id"]].append(row)
    for row in site.rows.claims:
        story = stories[row["origin_id"] or row["article_id"]]
        shown = {
            "title": f"“{row['expr']}”, {label(row['metric']).lower()}",
            "row": row,
            "figure": _figure(row),
            "glyph_name": glyph_of(row["qualifier"], row["low"], row["best"], row["high"], row["expr"]),
            "fields": _fields(site, row),
            "versions": _versions(site, row, of_article[row["article_id"]]),
            "copies": [copy for copy in story if copy["article_id"] != row["article_id"]],
            "series": _series(site, row),
        }
        name = site.hrefs[row["claim_id"]]
        yield name, shown, _maker(name, shown)


def _maker(name: str, shown: dict[str, Any]) -> Callable[[str], dict[str, bytes]]:
    return lambda build: {name: render("claim", root="../", build=build, **shown)}


def _figure(row: Row) -> str:
    bounds = (row["low"], row["best"], row["high"])
    return written(row["qualifier"], *bounds, expr=row["expr"], kind=row["kind"], rate_per=row["rate_per"])


def _fields(site: Site, row: Row) -> list[tuple[str, str, str]]:
    """Give each field with its value and the words that gave it."""
    why = json.loads(row["reasons"])
    qualifiers, aggregation = vocabulary.load("qualifiers"), vocabulary.load("enums")["aggregation"]
    values = [
        ("What", label(row["metric"]), why.get("metric")),
        ("Whom or what", counted(row["item"], row["population"]), row["population_text"] or why.get("population")),
        ("Of which side", site.names.actor(row["actor"]), why.get("actor") or row["actor_text"]),
        ("Who says so", row["claimant_name"] or row["said_by"] or "the article itself", why.get("source")),
        ("In whose words", ", ".join(row["source"]) or None, None),
        ("Where", site.names.place(row["place_key"], row["country"]), why.get("place")),
        ("For when", _period(row), why.get("period")),
        ("Kind of count", row["aggregation"], aggregation[row["aggregation"]]),
        ("Qualifier", qualifiers[row["qualifier"]]["label"], qualifiers[row["qualifier"]]["definition"]),
        ("Likelihood", row["likelihood"] and row["likelihood"].replace("_", " "), why.get("likelihood")),
        ("Status", row["status"], why.get("status")),
    ]
    return [(name, str(value), str(reason or "")) for name, value, reason in values if value]


def _period(row: Row) -> str | None:
    start, end = row["period_start"], row["period_end"]
    if start and end and start != end:
        return f"{partial(start)} to {partial(end)}"
    return partial(end or start) if end or start else None


def _versions(site: Site, row: Row, members: list[Row]) -> list[dict[str, Any]]:
    """The same claim in the other versions of its article: the same metric, side and population."""
    fields = ("metric", "item", "population", "actor", "kind")
    same = [one for one in members if all(one[name] == row[name] for name in fields)]
    return [
        {
            "expr": one["expr"],
            "sentence": one["sentence"],
            "day": day(one["public_from"]) if one["public_from"] else "a day not known",
            "is_current": one["is_current"],
            "href": site.hrefs[one["claim_id"]],
            "is_this": one["claim_id"] == row["claim_id"],
        }
        for one in same
        if one["article_version_id"] != row["article_version_id"] or one["claim_id"] == row["claim_id"]
    ]


def _series(site: Site, row: Row) -> dict[str, str] | None:
    held = site.by_claim.get(row["claim_id"])
    if held is None:
        return None
    subject, point = held
    return {
        "title": subject.title,
        "href": site.subject_href(subject),
        "heading": words.HEADINGS[point.chart].lower(),
        "anchor": point.chart,
    }
