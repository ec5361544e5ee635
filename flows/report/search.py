"""The index of the search: what a reader may look for, each with its address; searched in the browser."""

from __future__ import annotations

from collections.abc import Iterator

from flows.report.data import script
from flows.report.names import slug
from flows.report.pages import Page
from flows.report.site import Site

Entry = tuple[str, str, str, int]


def page(site: Site) -> Page:
    """Give the index as a script: words, kind, address and weight of each entry."""
    entries = list(_entries(site))
    return "assets/search.js", entries, lambda _: {"assets/search.js": script("searchIndex", entries)}


def _entries(site: Site) -> Iterator[Entry]:
    registered = site.registered()
    for claimant in site.claimants():
        yield registered[claimant]["name"], "claimant", f"claimant/{claimant}.html", 3
    for country in site.countries():
        name = site.names.actor(country)
        if country and name:
            yield name, "place", f"place/{slug(country)}.html", 3
    conflicts = {row["conflict"]: row["name"] for row in site.tables["conflicts"]}
    for conflict in site.conflicts():
        yield conflicts[conflict], "conflict", f"conflict/{conflict}.html", 3
    for subject in site.subjects:
        yield subject.title, "series", site.subject_href(subject), 2 if len(subject.points) > 1 else 1
