"""The first page: what is new, what is fresh, who is apart, how the sources stand, what was refused."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from flows.report import words
from flows.report.manner import Manner
from flows.report.pages import Page, render
from flows.report.site import Site
from flows.report.subjects import Subject

SHOWN = 9


def page(site: Site, manner: Manner, last_good: date | None = None) -> Page:
    """Give the page: its name, all that it shows, and how it is made."""
    shown: dict[str, Any] = {
        "counts": site.status.counts.set_index("what")["rows"].to_dict(),
        "night": site.night,
        "last_good": last_good,
        "new": _new(site),
        "fresh": _fresh(site),
        "divergent": _divergent(site),
        "contradictions": _contradictions(site),
        "contradictions_total": len(site.rows.contradictions),
        "sources": site.status.freshness.head(20).astype(object).values.tolist(),
        "sources_total": len(site.status.freshness),
        "rejects": site.status.rejects[["reason", "rows", "last_message"]].astype(object).values.tolist(),
        "published_at": site.published_at,
    }

    def make(build: str) -> dict[str, bytes]:
        return {"index.html": render("overview", root="", title="Overview", build=build, base=manner.base, **shown)}

    return "index", (shown, manner), make


def _new(site: Site) -> list[dict[str, Any]]:
    """The subjects with figures that the newest night brought, those out of articles first."""
    runs = set(site.night["run_ids"]) if site.night else set()
    found = []
    for subject in site.subjects:
        points = [point for point in subject.points if point.run_id in runs]
        if points:
            points.sort(key=lambda point: (point.said_on or date.min, point.as_of), reverse=True)
            found.append((all(point.is_row for point in points), -_ordinal(points[0].said_on), subject, points))
    found.sort(key=lambda entry: (entry[0], entry[1], entry[2].title))
    return [
        {
            "title": subject.title,
            "href": site.subject_href(subject),
            "figures": len(points),
            "rows": _brief(site, points[:3]),
        }
        for _, _, subject, points in found[:SHOWN]
    ]


def _brief(site: Site, points: list[Any]) -> list[dict[str, Any]]:
    return [
        {
            "glyph": point.glyph,
            "text": point.text,
            "who": point.speaker,
            "day": point.as_of,
            "href": site.hrefs[point.claim_id],
        }
        for point in points
    ]


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0


def _fresh(site: Site) -> list[dict[str, Any]]:
    """The subjects whose newest figure is for the newest day; one for each side and metric, that they be varied."""
    ordered = sorted(site.subjects, key=lambda one: (one.newest.as_of, len(one.points)), reverse=True)
    kinds: dict[Any, int] = defaultdict(int)
    chosen: list[Subject] = []
    for subject in ordered:
        kind = (subject.key.metric, subject.key.country)
        if kinds[kind] < 2 and len(chosen) < SHOWN:
            kinds[kind] += 1
            chosen.append(subject)
    return [
        {
            "title": subject.title,
            "href": site.subject_href(subject),
            "figures": len(subject.points),
            "claimants": len(subject.speakers),
            **_brief(site, [subject.newest])[0],
        }
        for subject in chosen
    ]


def _divergent(site: Site) -> list[dict[str, Any]]:
    found = []
    by_key = {_key(subject.key): subject for subject in site.subjects}
    registered = site.registered()
    for row in site.rows.divergence:
        subject = by_key.get(tuple(row[name] for name in KEY))
        if subject and row["ratio"] > 1:
            who = [
                registered[slug]["name"] if slug in registered else slug
                for slug in (row["lowest_said_by"], row["highest_said_by"])
            ]
            found.append(
                {
                    "title": subject.title,
                    "href": site.subject_href(subject),
                    "day": row["bucket_end"],
                    "low": row["lowest_best"],
                    "high": row["highest_best"],
                    "who": who,
                    "ratio": row["ratio"],
                }
            )
    return found[:SHOWN]


KEY = ("metric", "item", "population", "actor", "place_key", "country", "kind", "rate_per")


def _key(point: Any) -> tuple[Any, ...]:
    return tuple(getattr(point, name) for name in KEY)


def _contradictions(site: Site) -> list[dict[str, str]]:
    """One for each subject and pair of claimants, the newest."""
    found, seen = [], set()
    for row in site.rows.contradictions:
        one, two = (site.by_claim.get(row[f"claim_id_{side}"]) for side in "ab")
        if one is None or two is None:
            continue
        pair = (one[0].id, one[1].speaker, two[1].speaker)
        if pair not in seen:
            seen.add(pair)
            found.append(
                {"title": one[0].title, "href": site.subject_href(one[0]), "text": words.apart(one[1], two[1])}
            )
    return found[:SHOWN]
