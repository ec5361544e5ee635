"""What was built last, and whether it is what would be built now: then a night spares itself the reading of it all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import orjson

from flows.report.manner import Manner
from warehouse.publish import read_manifest

STATE, INPUTS = ".build.json", ".inputs.sha256"
MAKERS = ("flows.report", "warehouse", "schemas")  # the packages of which any part may change a page


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


@cache
def code(*packages: str) -> str:
    """A digest of all that makes pages out of rows: another one builds every page anew."""
    digest = hashlib.sha256(version("vl-convert-python").encode())
    for package in packages or MAKERS[:1]:
        for file in _walk(files(package)):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _walk(folder: Traversable) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _walk(entry)
        elif entry.is_file():
            yield entry


def inputs_of(published: Path, manner: Manner, convention: str | None, last_good: date | None) -> str | None:
    """Give a digest of all that a site is made of; None where no manifest tells what is published."""
    manifest = read_manifest(published)
    if manifest is None or not published.is_file():
        return None
    state = published.stat()
    given = (asdict(manifest), state.st_size, state.st_mtime_ns, asdict(manner), convention, last_good)
    return hashlib.sha256(code(*MAKERS).encode() + orjson.dumps(given)).hexdigest()


def state_of(folder: Path) -> dict[str, Any]:
    """Give what a build has left about its pages: by name their digest, build and files."""
    try:
        state: dict[str, Any] = orjson.loads((folder / STATE).read_bytes())
    except (FileNotFoundError, orjson.JSONDecodeError):  # no report yet, or one of another making: all is built
        return {}
    return state


def standing(folder: Path, inputs: str | None) -> Built | None:
    """Give the report that stands, where it was made of these very inputs and none of its files is missing."""
    try:
        if inputs is None or (folder / INPUTS).read_text("ascii") != inputs:
            return None
        state = state_of(folder)
        sizes = [(folder / file).stat().st_size for page in state.values() for file in page["files"]]
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    return Built(folder, len(state), 0, len(state), len(sizes), sum(sizes)) if state else None
