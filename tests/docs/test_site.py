"""The documents as a whole: generated pages are fresh, every page is in the menu, every link leads somewhere."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from flows.reference import settings_page
from flows.settings import Settings
from tests.docs.pages import DOCS, ROOT, blocks

Program = Callable[..., subprocess.CompletedProcess[str]]
BESIDE = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
OUTSIDE = re.compile(r"https?://[a-z0-9.-]+\.[a-z]+(/\S*)?")


def test_the_page_of_the_command_is_what_the_command_says() -> None:
    written = [sys.executable, "-m", "typer", "flows.cli", "utils", "docs"]
    titled = ["--name", "conflict-figures", "--title", "The command"]
    done = subprocess.run([*written, *titled], capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.returncode == 0, done.stderr
    page = (DOCS / "reference" / "cli.md").read_text("utf-8")
    assert page.strip() == done.stdout.strip(), "docs/reference/cli.md is out of date: make docs"


def test_the_page_of_the_settings_is_what_the_settings_say() -> None:
    page = (DOCS / "reference" / "settings.md").read_text("utf-8")
    assert page == settings_page(), "docs/reference/settings.md is out of date: make docs"
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def _pages(nav: list[Any] | dict[str, Any] | str) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    for part in nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list) else ():
        yield from _pages(part)


def test_every_page_but_the_decisions_is_in_the_menu() -> None:
    nav = tomllib.loads((ROOT / "zensical.toml").read_text("utf-8"))["project"]["nav"]
    there = {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md") if "decisions" not in path.parts}
    assert sorted(_pages(nav)) == sorted(there)


def test_the_site_is_built_with_every_link_leading_to_a_page_and_a_heading(tmp_path: Path) -> None:
    shutil.copytree(DOCS, tmp_path / "docs")
    shutil.copy(ROOT / "zensical.toml", tmp_path)
    build = [Path(sys.executable).with_name("zensical"), "build", "--strict"]
    done = subprocess.run(build, capture_output=True, text=True, cwd=tmp_path, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    pages = list((tmp_path / "build" / "docs").rglob("*.html"))
    assert len(pages) > len(list(DOCS.rglob("*.md")))  # and one for what is not found
    loaded = re.compile(r'<(?:script|link|img)[^>]+(?:src|href)="(https?:|//)')
    assert [page.name for page in pages if loaded.search(page.read_text("utf-8"))] == []


def test_a_broken_link_breaks_the_build(tmp_path: Path) -> None:
    shutil.copytree(DOCS, tmp_path / "docs")
    shutil.copy(ROOT / "zensical.toml", tmp_path)
    with (tmp_path / "docs" / "index.md").open("a") as page:
        page.write("\n[nowhere](explanation/bounds.md#no-such-heading)\n")
    build = [Path(sys.executable).with_name("zensical"), "build", "--strict"]
    done = subprocess.run(build, capture_output=True, text=True, cwd=tmp_path, timeout=120)
    assert done.returncode != 0


def test_the_readme_shows_what_the_first_command_prints(program: Program) -> None:
    (shown,) = (one.text for one in blocks(ROOT / "README.md") if one.text.startswith("nightly "))
    varying = re.compile(r"\d{8}T\S+-nightly|in [\d.]+ s$|\d+ (?=pages|of them)", re.MULTILINE)
    done = program("nightly", "--no-prefect")
    assert varying.sub("…", done.stdout).split("\n") == varying.sub("…", shown).split("\n")


def _links(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        for name in ("href", "src"):
            if token.attrs and name in token.attrs:
                yield str(token.attrs[name])
        yield from _links(token.children or [])


@pytest.mark.parametrize("page", BESIDE, ids=lambda page: page.name)
def test_the_links_of_a_page_beside_the_documents_lead_somewhere(page: Path) -> None:
    links = list(_links(MarkdownIt("commonmark").enable("table").parse(page.read_text("utf-8"))))
    dead = [
        link
        for link in links
        if not (OUTSIDE.fullmatch(link) if "://" in link else (page.parent / link.partition("#")[0]).exists())
    ]
    assert dead == []
