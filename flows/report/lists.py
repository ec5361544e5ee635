"""Pages that list subjects: by country, by claimant, by conflict; long lists go on over several pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from flows.report import words
from flows.report.names import Names, day, partial, slug
from flows.report.pages import Page, render
from flows.report.site import Site
from flows.report.subjects import Subject

PER_PAGE = 500
Facts = list[tuple[str, str]]


def pages(site: Site) -> Iterator[Page]:
    """Give all lists, and for each kind the page that names them."""
    yield from _places(site)
    yield from _claimants(site)
    yield from _conflicts(site)


def _places(site: Site) -> Iterator[Page]:
    entries = []
    for country, subjects in site.countries().items():
        name = site.names.actor(country) or "Place not known"
        href = f"place/{slug(country or 'not known')}.html"
        entries.append((name, href, subjects))
        yield from _listing(site, href, name, [], subjects)
    yield _index("place", "Places", "Countries that figures are about.", entries)


def _claimants(site: Site) -> Iterator[Page]:
    registered, entries = site.registered(), []
    revised: dict[str, int] = defaultdict(int)
    for row in site.rows.revisions:
        revised[row["claimant"]] += 1
    for claimant, subjects in site.claimants().items():
        row = registered[claimant]
        facts = _claimant_facts(row, site.names)
        if revised[claimant]:
            facts.append(("Revisions", f"{revised[claimant]:,}, see Changes"))
        meanings = [one for one in site.tables["definitions"] if one["claimant"] == claimant]
        href = f"claimant/{claimant}.html"
        entries.append((row["name"], href, subjects))
        yield from _listing(site, href, row["name"], facts, subjects, claimant=claimant, meanings=meanings)
    text = "Who gives figures, by name. That somebody is listed says nothing about whether the figures hold."
    yield _index("claimant", "Claimants", text, entries)


def _claimant_facts(row: dict[str, Any], names: Names) -> Facts:
    facts = [("Kind", str(row["kind"]).replace("_", " "))]
    facts.append(("Speaks for", names.actor(row["actor"]) or "no side"))
    if row["yardstick"]:
        facts.append(("Words of likelihood", f"by the yardstick {str(row['yardstick']).upper()}"))
    return facts


def _conflicts(site: Site) -> Iterator[Page]:
    by_slug = {row["conflict"]: row for row in site.tables["conflicts"]}
    sides: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in site.tables["conflict_sides"]:
        sides[row["conflict"]][row["side"]].append(site.names.actor(row["actor"]) or row["actor"])
    entries = []
    for conflict, subjects in site.conflicts().items():
        row = by_slug[conflict]
        facts = [("Counted from", partial(row["started"]))]
        facts.append(("Until", partial(row["ended"]) if row["ended"] else "it goes on, or no count closes it"))
        facts += [("Fighting on one side", ", ".join(sorted(members))) for members in sides[conflict].values()]
        ids = {subject.id for subject in subjects}
        apart = [text for subject_id, text in _contradictions(site) if subject_id in ids]
        href = f"conflict/{conflict}.html"
        entries.append((row["name"], href, subjects))
        yield from _listing(site, href, row["name"], facts, subjects, apart=apart)
    text = "Armed conflicts with figures for their countries and days, by the registry of conflicts."
    yield _index("conflict", "Conflicts", text, entries)


def _contradictions(site: Site) -> Iterator[tuple[str, str]]:
    for row in site.rows.contradictions:
        one, two = (site.by_claim.get(row[f"claim_id_{side}"]) for side in "ab")
        if one and two:
            yield one[0].id, f"{one[0].title}: {words.apart(one[1], two[1])}"


def _listing(
    site: Site,
    href: str,
    title: str,
    facts: Facts,
    subjects: Sequence[Subject],
    *,
    claimant: str | None = None,
    apart: Sequence[str] = (),
    meanings: Sequence[dict[str, Any]] = (),
) -> Iterator[Page]:
    ordered = sorted(subjects, key=lambda one: (-len(one.points), one.title))
    rows = [_row(site, subject, claimant) for subject in ordered]
    parts = [rows[start : start + PER_PAGE] for start in range(0, len(rows), PER_PAGE)]
    stem = href.removesuffix(".html")
    hrefs = [href, *(f"{stem}-{number}.html" for number in range(2, len(parts) + 1))]
    for number, part in enumerate(parts):
        shown = {
            "title": title,
            "facts": facts,
            "rows": part,
            "total": len(rows),
            "hrefs": hrefs,
            "number": number,
            "apart": list(apart[:8]) if number == 0 else [],
            "apart_total": len(apart),
            "meanings": list(meanings) if number == 0 else [],
        }
        yield hrefs[number], shown, _maker("listing", hrefs[number], shown)


def _row(site: Site, subject: Subject, claimant: str | None) -> dict[str, Any]:
    points = [point for point in subject.points if claimant in (None, point.claimant)]
    newest = max(points, key=lambda one: (one.as_of, one.chart == "total", one.claim_id))
    return {
        "title": subject.title,
        "href": site.subject_href(subject),
        "glyph": newest.glyph,
        "text": newest.text,
        "who": newest.speaker,
        "day": newest.as_of,
        "figures": len(points),
        "claimants": len({point.speaker for point in points}),
    }


def _index(kind: str, title: str, text: str, entries: list[tuple[str, str, list[Subject]]]) -> Page:
    rows = []
    for name, href, subjects in sorted(entries, key=lambda entry: entry[0].lower()):
        newest = max(subject.newest.as_of for subject in subjects)
        figures = sum(len(subject.points) for subject in subjects)
        rows.append({"name": name, "href": href, "series": len(subjects), "figures": figures, "newest": day(newest)})
    shown = {"title": title, "text": text, "rows": rows}
    return f"{kind}/index.html", shown, _maker("index", f"{kind}/index.html", shown)


def _maker(template: str, href: str, shown: dict[str, Any]) -> Callable[[str], dict[str, bytes]]:
    return lambda build: {href: render(template, root="../", build=build, **shown)}
