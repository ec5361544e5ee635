"""Makes the pages of a report: aside, only what has changed, and puts it in its place as a whole."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import orjson

from flows import reporting
from flows.report import changes, claims, lists, methods, overview, search, series, vega
from flows.report.manner import Manner
from flows.report.pages import assets
from flows.report.site import read_site
from flows.report.standing import INPUTS, STATE, Built, code, state_of
from flows.report.swap import Aside

Files = dict[str, bytes]


@dataclass
class Builder:
    """Writes the pages of one build; a page whose content is that of the build before is taken over as it is."""

    aside: Aside
    day: str
    before: dict[str, Any]
    state: dict[str, Any] = field(default_factory=dict)
    written: int = 0

    def page(self, name: str, content: Any, make: Callable[[str], Files]) -> None:
        """Make the files of a page unless `content`, all that it shows, is what it was; `make` is given the build."""
        digest = hashlib.sha256(code().encode() + _bytes(content)).hexdigest()
        old = self.before.get(name)
        if old and old["digest"] == digest and all(self.aside.keep(file) for file in old["files"]):
            self.state[name] = old
            return
        build = f"{self.day.replace('-', '')}-{digest[:8]}"
        made = make(build)
        for file, data in made.items():
            self.aside.write(file, data)
        self.state[name] = {"digest": digest, "build": build, "files": sorted(made)}
        self.written += 1


def _bytes(content: Any) -> bytes:
    return orjson.dumps(content, default=str, option=orjson.OPT_SERIALIZE_DATACLASS | orjson.OPT_NON_STR_KEYS)


def build_anew(
    published: Path,
    folder: Path,
    *,
    manner: Manner,
    convention: str | None,
    last_good: date | None,
    inputs: str | None,
) -> Built:
    """Build what has changed, and note of which inputs; see `flows.report.build.build_report`."""
    site = read_site(published, convention=convention)
    aside = Aside(folder)
    builder = Builder(aside, site.published_at[:10], state_of(folder))
    builder.page("assets", sorted(assets()), lambda _: assets() | vega.assets())
    with reporting.step("Building the report", "pages", len(site.subjects)) as building:
        for number, page in enumerate(series.pages(site, manner), 1):
            builder.page(*page)
            building.tick(number)
    for page in (*claims.pages(site), *lists.pages(site), *changes.pages(site, manner)):
        builder.page(*page)
    builder.page(*methods.page(site, manner))
    builder.page(*overview.page(site, manner, last_good))
    builder.page(*search.page(site))
    aside.write(STATE, orjson.dumps(builder.state))
    if inputs is not None:
        aside.write(INPUTS, inputs.encode())
    aside.swap()
    return _told(folder, builder)


def _told(folder: Path, builder: Builder) -> Built:
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    pages = len(builder.state)
    return Built(folder, pages, builder.written, pages - builder.written, len(sizes), sum(sizes))
