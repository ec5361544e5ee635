"""The documents: what they tell to do is done here, page by page, in a folder of its own, and what they show comes out.

A night runs without Prefect, whose temporary server takes longer to start than a page to run; tests/flows has it.
"""

from __future__ import annotations

import csv
import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typer
import yaml

from flows.cli import app
from flows.job import nightly_job
from flows.pipeline import carry_out
from flows.settings import load_settings
from tests.docs.pages import DOCS, PAGES, Block, blocks, missing_lines
from warehouse.export import query

Program = Callable[..., subprocess.CompletedProcess[str]]
ASSIGNED = re.compile(r"^(?:export )?([A-Z_]+)=(.*)$")
COLUMNS = "100"  # of the outputs that the pages show


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of the samples."""
    folder = tmp_path_factory.mktemp("docs") / "warehouse"
    carry_out(nightly_job(load_settings(warehouse=folder)))
    return folder


class Reader:
    """Somebody who does what a page says, in a folder that holds the samples' warehouse."""

    def __init__(self, folder: Path, program: Program) -> None:
        self.folder, self.program = folder, program
        self.set = {"COLUMNS": COLUMNS}
        self.output = ""

    @property
    def warehouse(self) -> Path:
        return self.folder / self.set.get("CONFLICT_FIGURES_WAREHOUSE", "warehouse") / "figures.duckdb"

    def read(self, block: Block) -> None:
        """Do what a block tells, or hold it against what has come out."""
        if block.file:
            path = self.folder / block.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, "utf-8")
        elif block.language == "text":
            assert missing_lines(block.text, self.output) == [], self.output
        elif block.not_run or not block.language:
            self.check_only(block)
        else:
            self.run(block)

    def run(self, block: Block) -> None:
        match block.language:
            case "sh":
                self.output = "".join(map(self.line, self.commands(block)))
            case "sql":
                assert list(query(self.warehouse, block.text).columns)
            case "python":
                done = subprocess.run(
                    [sys.executable, "-c", block.text], cwd=self.folder, capture_output=True, text=True
                )
                assert done.returncode == 0, done.stderr
                self.output = done.stdout
            case "yaml":
                assert yaml.safe_load(block.text)
            case "json":
                assert [json.loads(line) for line in block.text.splitlines()]
            case "csv":  # a result that tests/warehouse holds against what comes out
                assert len({len(row) for row in csv.reader(block.text.splitlines())}) == 1
            case other:
                pytest.fail(
                    f"line {block.line}: a block of {other or 'no language'} is neither run nor is it told why not"
                )

    def commands(self, block: Block) -> Iterator[str]:
        for line in block.text.splitlines():
            if block.claim:
                claims = query(self.warehouse, block.claim)["claim_id"].tolist()
                assert len(claims) == 1, claims
                line = line.replace("CLAIM", claims[0][:8])
            yield line

    def line(self, line: str) -> str:
        """Run a line: the command in this process, all else in a shell; what it printed is given."""
        if line.startswith("export "):
            name, value = ASSIGNED.fullmatch(line).groups()  # type: ignore[union-attr]
            self.set[name] = value
            return ""
        words = shlex.split(line, comments=True)
        more = {}
        while words and (assigned := ASSIGNED.fullmatch(words[0])):
            more[assigned[1]] = assigned[2]
            words.pop(0)
        if words[:1] != ["conflict-figures"]:
            done = subprocess.run(["bash", "-ec", line], cwd=self.folder, capture_output=True, text=True, timeout=30)
        else:
            given = ""
            if "<" in words:
                given = (self.folder / words.pop()).read_text("utf-8")
                words.pop()
            plain = ["--no-prefect"] if words[1] == "nightly" and "--no-prefect" not in words else []
            done = self.program(*words[1:], *plain, given=given, **self.set, **more)
        assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    @staticmethod
    def check_only(block: Block) -> None:
        """Where a command cannot be run, its options at least have to exist."""
        for line in block.text.splitlines():
            words = shlex.split(line, comments=True)
            if block.language in ("", "sh") and words[:1] == ["conflict-figures"]:
                parse(words[1:])


def parse(words: list[str]) -> None:
    """Read the words of a command as the command would, without running it."""
    command, name = typer.main.get_command(app), "conflict-figures"
    while words and hasattr(command, "commands") and words[0] in command.commands:
        command, name, words = command.commands[words[0]], words[0], words[1:]
    if words not in (["--install-completion"], ["--show-completion"]):
        command.make_context(name, list(words))


@pytest.fixture
def reader(tmp_path: Path, samples: Path, program: Program) -> Reader:
    """A reader who has the samples' warehouse, and the files of the tutorial, as who has read it has."""
    shutil.copytree(samples, tmp_path / "warehouse")
    found = Reader(tmp_path, program)
    for block in blocks(DOCS / "tutorial.md"):
        if block.file:
            found.read(block)
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_a_page_does_what_it_says(page: Path, reader: Reader) -> None:
    for block in blocks(page):
        reader.read(block)
