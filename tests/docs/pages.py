"""The pages of docs/ as what they hold: files to write, commands and queries to run, outputs to expect."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
# sql.md asks a warehouse of its own, with results: tests/warehouse/test_docs_sql.py runs it
PAGES = sorted(
    path
    for path in DOCS.rglob("*.md")
    if not {"decisions", "reference"} & set(path.parts) and path.name not in ("sql.md", "columns.md")
)
_NOTE = re.compile(r"<!-- (not run|CLAIM): (.+?) -->", re.DOTALL)
_TITLE = re.compile(r'title="([^"]+)"')


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its text, the file that it stands for, why it is not run, which claim it means."""

    language: str
    text: str
    line: int
    file: str | None = None
    not_run: str | None = None
    claim: str | None = None


def blocks(page: Path) -> Iterator[Block]:
    """The fenced blocks of a page, in their order, each with the note right before it."""
    before: Token | None = None
    for token in MarkdownIt("commonmark").parse(page.read_text("utf-8")):
        if token.type == "fence":
            notes = dict(_NOTE.findall(before.content)) if before is not None and before.type == "html_block" else {}
            title = _TITLE.search(token.info)
            yield Block(
                language=token.info.split(" ")[0],
                text=token.content,
                line=token.map[0] + 1 if token.map else 0,
                file=title[1] if title else None,
                not_run=notes.get("not run"),
                claim=notes.get("CLAIM"),
            )
        before = token


def missing_lines(expected: str, output: str) -> list[str]:
    """The lines of an expected output that are not in the real one, in that order; … stands for anything.

    >>> missing_lines("nightly …: 2 articles\\nkilled", "nightly 1-nightly: 2 articles (2 new)\\n killed  600")
    []
    """
    missing, place = [], 0
    for line in filter(None, map(str.strip, expected.splitlines())):
        pattern = r"\s+".join(".*?".join(map(re.escape, word.split("…"))) for word in line.split())
        pattern = pattern.replace(r"\s+.*?\s+", r"\s.*?")
        found = re.compile(pattern).search(output, place)
        if found is None:
            missing.append(line)
        else:
            place = found.end()
    return missing
