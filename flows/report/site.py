"""All that the pages are made of, read once: subjects, claims, claimants, conflicts, nights, and their addresses."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.report.names import Names
from flows.report.points import Point, points_of
from flows.report.subjects import Subject, subjects_of
from warehouse.publish import Manifest
from warehouse.reads import Status, status
from warehouse.site import Row, SiteRows, manifest_of, site_rows, table_rows


@dataclass(frozen=True)
class Site:
    """The published warehouse as the pages show it."""

    rows: SiteRows
    subjects: list[Subject]
    names: Names
    status: Status
    manifest: Manifest | None
    tables: dict[str, list[Row]]
    by_claim: dict[str, tuple[Subject, Point]]
    hrefs: dict[str, str]

    @property
    def night(self) -> Row | None:
        """The newest day on which anything new came in; None before the first."""
        return self.rows.nights[0] if self.rows.nights else None

    @property
    def published_at(self) -> str:
        """When the warehouse was published, as its manifest tells."""
        return self.manifest.published_at if self.manifest else "at a time that no manifest tells"

    def subject_href(self, subject: Subject) -> str:
        """The address of a subject's page within the site."""
        return f"series/{subject.address}.html"

    def registered(self) -> dict[str, Row]:
        """The registered claimants by their slug."""
        return {row["claimant"]: row for row in self.tables["claimants"]}

    def claimants(self) -> dict[str, list[Subject]]:
        """The subjects of each registered claimant that gives figures."""
        found: dict[str, dict[str, Subject]] = defaultdict(dict)
        for subject in self.subjects:
            for point in subject.points:
                if point.claimant:
                    found[point.claimant][subject.id] = subject
        return {claimant: list(subjects.values()) for claimant, subjects in sorted(found.items())}

    def conflicts(self) -> dict[str, list[Subject]]:
        """The subjects of each conflict that has any."""
        by_id = {subject.id: subject for subject in self.subjects}
        found: dict[str, dict[str, Subject]] = defaultdict(dict)
        for row in self.rows.conflicts:
            found[row["conflict"]][row["subject_id"]] = by_id[row["subject_id"]]
        return {conflict: list(subjects.values()) for conflict, subjects in sorted(found.items())}

    def countries(self) -> dict[str | None, list[Subject]]:
        """The subjects of each country, those without one under None."""
        found: dict[str | None, list[Subject]] = defaultdict(list)
        for subject in self.subjects:
            found[subject.key.country].append(subject)
        return dict(found)


TABLES = ("conventions", "definitions", "claimants", "actors", "conflicts", "conflict_sides", "yardsticks")


def read_site(published: Path, *, convention: str | None = None) -> Site:
    """Read the published file. Raises NotPublished, and QueryFailedError for a file of another making."""
    rows = site_rows(published, convention=convention)
    tables = table_rows(published, TABLES)
    names = Names(
        {row["actor"]: row["name"] for row in tables["actors"]},
        {row["definition"]: row["word"] for row in tables["definitions"]},
    )
    absent: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows.absent:
        absent[row["subject_id"]][row["reason"]] = row["claims"]
    subjects = subjects_of(points_of(rows.points), names, absent)
    by_claim = {point.claim_id: (subject, point) for subject in subjects for point in subject.points}
    return Site(
        rows=rows,
        subjects=subjects,
        names=names,
        status=status(published),
        manifest=manifest_of(published),
        tables=tables,
        by_claim=by_claim,
        hrefs=_hrefs(rows, by_claim),
    )


def _hrefs(rows: SiteRows, by_claim: dict[str, tuple[Subject, Point]]) -> dict[str, str]:
    """The address of every claim: of articles a page, of data sets a row of their series."""
    hrefs = {row["claim_id"]: f"claim/{row['claim_id'][:16]}.html" for row in rows.claims}
    for claim_id, (subject, point) in by_claim.items():
        hrefs.setdefault(claim_id, f"series/{subject.address}.html#c-{point.short_id}")
    return hrefs


def related(site: Site) -> dict[str, list[tuple[Subject, list[str]]]]:
    """For each subject the others of the same side and place that it cannot be put together with, and why in words."""
    groups: dict[Any, list[Subject]] = defaultdict(list)
    for subject in site.subjects:
        if subject.key.actor:
            groups[subject.key.actor, subject.key.country].append(subject)
    found: dict[str, list[tuple[Subject, list[str]]]] = {}
    for members in groups.values():
        for subject in members:
            others = [
                (other, differences(subject.key, other.key, site.names)) for other in members if other is not subject
            ]
            near = [(other, why) for other, why in others if len(why) == 1]
            near.sort(key=lambda pair: (-len(pair[0].points), pair[0].title))
            found[subject.id] = near[:12]
    return found


def differences(one: Point, two: Point, names: Names) -> list[str]:
    """Say why two subjects are not one chart."""
    from flows.report.names import counted, label

    found = []
    if one.metric != two.metric:
        found.append(f"counts another thing: {label(two.metric).lower()}, not {label(one.metric).lower()}")
    if (one.item, one.population) != (two.item, two.population):
        other, own = counted(two.item, two.population), counted(one.item, one.population)
        found.append(f"counts {other or 'events'}, not {own or 'events'}")
    if one.place_key != two.place_key:
        there, here = (names.place(point.place_key, point.country) for point in (two, one))
        found.append(f"is about another place: {there or 'not said'}, not {here or 'not said'}")
    if (one.kind, one.rate_per) != (two.kind, two.rate_per):
        found.append(f"has another unit: {two.kind}{f' per {two.rate_per}' if two.rate_per else ''}")
    return found
