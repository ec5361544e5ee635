"""Input that cannot be used: each counted with its file and reason, nothing else lost, 1 only if nothing was done."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Program = Callable[..., subprocess.CompletedProcess[str]]
TEXT = "Officials in Kyiv said that more than 3,000 North Korean soldiers had been killed in Kursk."


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A folder with one fault of each kind and one good article."""
    folder = tmp_path / "bad"
    folder.mkdir()
    (folder / "good.txt").write_text(f"{TEXT}\n")
    (folder / "empty.html").write_text("")
    (folder / "binary.txt").write_bytes(b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)) * 20)
    (folder / "encoding.txt").write_bytes(b"\xff\xfe\xff" + b"\xd8\x00" * 50)
    lines = [json.dumps({"id": f"a{n}", "text": f"{TEXT} {n}", "published": "2024-12-23"}) for n in range(1, 10)]
    lines[6] = '{"id": "a7", "text": '
    (folder / "night.jsonl").write_text("\n".join(lines))
    return folder


def test_each_fault_is_told_and_counted_and_the_rest_is_loaded(program: Program, bad: Path) -> None:
    (bad / "large.txt").write_text(f"{TEXT} " * 1_000)
    done = program("ingest", str(bad), "nowhere.html", CONFLICT_FIGURES_MAX_BYTES="50000")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "9 articles (9 new)" in done.stdout
    for name, reason in (
        ("empty.html", "empty-page"),
        ("binary.txt", "binary"),
        ("night.jsonl", "malformed-json"),
        ("large.txt", "oversize"),
        ("nowhere.html", "missing-file"),
    ):
        assert [line for line in done.stdout.splitlines() if name in line and reason in line], (name, done.stdout)
    assert "line 7" in done.stdout
    stored = json.loads(program("query", "SELECT reason, line FROM rejects", "--format", "json").stdout)
    assert {"reason": "malformed-json", "line": 7} in stored
    assert len(stored) >= 6


def test_the_same_faults_the_next_night_are_no_new_rejects(program: Program, bad: Path) -> None:
    program("ingest", str(bad))
    again = program("ingest", str(bad))
    assert again.returncode == 0
    assert "0 new claims, 0 new rejects" in again.stdout
    assert "malformed-json" in again.stdout


@pytest.mark.parametrize("inputs", [["nowhere.html"], ["nowhere.html", "gopher://old.example/x"]])
def test_where_nothing_could_be_done_the_code_is_1(program: Program, inputs: list[str]) -> None:
    done = program("ingest", *inputs)
    assert done.returncode == 1
    assert "missing-file" in done.stdout


def test_an_article_without_a_date_is_loaded_and_flagged(program: Program, tmp_path: Path) -> None:
    (tmp_path / "undated.jsonl").write_text(json.dumps({"id": "u", "text": f"{TEXT} They died on Sunday."}) + "\n")
    assert program("ingest", "undated.jsonl").returncode == 0
    ask = "SELECT published_on, flags FROM articles"
    (article,) = json.loads(program("query", ask, "--format", "json").stdout)
    assert article["published_on"] is None
    assert "no-date" in article["flags"]
