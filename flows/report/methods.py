"""The methods page, the citation file, and what stands at the top of the site for programs."""

from __future__ import annotations

from importlib.metadata import version
from importlib.resources import files
from typing import Any

import yaml

from flows.report.manner import Manner
from flows.report.pages import Page, render
from flows.report.site import Site
from schemas import vocabulary
from schemas.vocabulary import read_yaml

TABLES = ("metrics", "populations", "items", "qualifiers")


def page(site: Site, manner: Manner) -> Page:
    """Give the methods page and CITATION.cff."""
    shown: dict[str, Any] = {
        "title": "Methods",
        "conventions": site.tables["conventions"],
        "in_force": site.rows.claims[0]["convention"] if site.rows.claims else None,
        "vocabularies": {name: vocabulary.load(name) for name in TABLES},
        "definitions": [row for row in site.tables["definitions"] if _used(site, row["definition"])],
        "told": read_yaml(files("flows.report") / "methods.yml"),
    }

    def make(build: str) -> dict[str, bytes]:
        return {
            "methods.html": render("methods", root="", build=build, **shown),
            "CITATION.cff": citation(site, manner, build),
        }

    return "methods.html", (shown, manner, site.published_at[:10]), make


def _used(site: Site, definition: str) -> bool:
    return any(point.definition == definition for subject in site.subjects for point in subject.points)


def citation(site: Site, manner: Manner, build: str) -> bytes:
    """How to cite the site, in the Citation File Format 1.2.0."""
    about: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "Cite the claimant and the publisher of each figure; cite this for the collection.",
        "type": "dataset",
        "title": "Claims of figures about armed conflicts, by who makes them",
        "authors": [{"name": "conflict-figures"}],
        "version": f"{version('conflict-figures')}, build {build}",
        "date-released": site.published_at[:10],
    }
    if manner.base:
        about["url"] = manner.base
    return yaml.safe_dump(about, allow_unicode=True, sort_keys=False).encode()
