"""Build the report: aside, only what has changed, and put it in its place as a whole."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import orjson

from flows import reporting
from flows.report import changes, claims, lists, methods, overview, search, series, vega
from flows.report.pages import Manner, assets
from flows.report.site import read_site
from flows.report.swap import Aside

STATE = ".build.json"
Files = dict[str, bytes]


@dataclass
class Built:
    """What a build did."""

    folder: Path
    pages: int = 0
    written: int = 0
    kept: int = 0
    files: int = 0
    size_bytes: int = 0
    seconds: float = 0.0

    def told(self) -> str:
        """Say what became of the report.

        >>> Built(Path("report"), pages=12, written=2, kept=10).told()
        'report report/index.html: 12 pages, 2 of them new or changed'
        """
        return f"report {self.folder}/index.html: {self.pages:,} pages, {self.written:,} of them new or changed"


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


@cache
def code() -> str:
    """A digest of all that makes pages out of rows: another one builds every page anew."""
    digest = hashlib.sha256(version("vl-convert-python").encode())
    for file in _walk(files("flows.report")):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _walk(folder: Traversable) -> list[Traversable]:
    found = []
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir() and entry.name != "__pycache__":
            found += _walk(entry)
        elif entry.is_file():
            found.append(entry)
    return found


def build_report(
    published: Path,
    folder: Path,
    *,
    manner: Manner | None = None,
    convention: str | None = None,
    last_good: date | None = None,
) -> Built:
    """Build the report of a published file into a folder, which readers see as a whole, old or new.

    `last_good` is the day of the last night that ended well, as the record of nights tells.
    Raises NotPublished, QueryFailedError for a file of another making, and NotOurFolderError.
    """
    began = time.monotonic()
    manner = manner or Manner()
    site = read_site(published, convention=convention)
    aside = Aside(folder)
    builder = Builder(aside, site.published_at[:10], _state(folder))
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
    aside.swap()
    return _told(folder, builder, time.monotonic() - began)


def _state(folder: Path) -> dict[str, Any]:
    try:
        state: dict[str, Any] = orjson.loads((folder / STATE).read_bytes())
    except (FileNotFoundError, orjson.JSONDecodeError):  # no report yet, or one of another making: all is built
        return {}
    return state


def _told(folder: Path, builder: Builder, seconds: float) -> Built:
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    pages = len(builder.state)
    return Built(folder, pages, builder.written, pages - builder.written, len(sizes), sum(sizes), seconds)
