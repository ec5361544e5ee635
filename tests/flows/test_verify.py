"""`verify` and `watch` on a warehouse that a night has made: whole, damaged, restored; a publisher gone quiet."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from flows.job import new_job, nightly_job
from flows.nights import nights
from flows.pipeline import carry_out, rebuild
from flows.room import DiskFullError
from flows.settings import Settings
from flows.verification import verify_all
from warehouse.reads import quiet

Program = Callable[..., subprocess.CompletedProcess[str]]


def damaged(settings: Settings) -> list[str]:
    return [finding.file for finding in verify_all(settings) if not finding.whole]


def flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 0x10
    path.write_bytes(content)


def test_what_a_night_has_made_is_whole_and_a_flipped_bit_in_any_of_it_is_found(settings: Settings) -> None:
    carry_out(nightly_job(settings))
    assert damaged(settings) == []
    (archive,) = settings.archive.glob("*.warc.gz")
    for path in (settings.ledger, settings.published, archive):
        whole = path.read_bytes()
        for place in (5, len(whole) // 2, len(whole) - 1):
            flip(path, place)
            assert path.name in damaged(settings), (path.name, place)
            path.write_bytes(whole)
        path.write_bytes(whole[: len(whole) // 2])
        assert path.name in damaged(settings)
        path.write_bytes(whole)
    assert damaged(settings) == []


def test_a_lost_archive_file_is_found_and_a_damaged_ledger_is_restored(settings: Settings, tmp_path: Path) -> None:
    carry_out(nightly_job(settings))
    settings.ledger.write_bytes(b"\0" * 8192 + settings.ledger.read_bytes()[8192:])
    assert damaged(settings) == ["ledger.duckdb"]
    rebuild(settings)
    assert damaged(settings) == []
    (archive,) = settings.archive.glob("*.warc.gz")
    archive.rename(tmp_path / archive.name)
    assert damaged(settings) == [archive.name]


def test_the_command_tells_and_leaves_with_1(program: Program, tmp_path: Path) -> None:
    assert program("nightly", "--no-prefect").returncode == 0
    assert program("verify").returncode == 0
    assert program("watch").stdout.startswith("last good night: ")
    flip(tmp_path / "warehouse" / "figures.duckdb", 100_000)
    done = program("verify")
    assert done.returncode == 1
    assert "DAMAGED  figures.duckdb" in done.stdout
    assert "rebuild" in done.stdout


def test_a_failed_night_stands_on_record_and_watch_leaves_with_1(
    program: Program, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object) -> None:
        raise DiskFullError("2.0 MB are free")

    monkeypatch.setattr("flows.pipeline.demand_room", no_room)
    done = program("nightly", "--no-prefect", "--warehouse", str(settings.warehouse))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "2.0 MB are free. Next: make room" in done.stderr
    assert [night.status for night in nights(settings.warehouse)] == ["failed"]
    told = program("watch", "--warehouse", str(settings.warehouse))
    assert told.returncode == 1
    assert "failed: the night of" in told.stdout


def test_a_publisher_far_below_its_median_is_named(settings: Settings, tmp_path: Path) -> None:
    last = date(2025, 6, 16)
    for ago in range(6, -1, -1):
        day = last - timedelta(days=ago)
        for publisher in ("gone.example", "here.example"):
            if ago or publisher == "here.example":
                _claims(settings, tmp_path, publisher, day)
    before = [last - timedelta(days=ago) for ago in range(6, 0, -1)]
    found = quiet(settings.published, last, before, share=0.25, enough=4)
    assert found.to_dict("records") == [{"publisher": "gone.example", "claims": 0, "usual": 5.0}]


def _claims(settings: Settings, folder: Path, publisher: str, day: date) -> None:
    sentences = " ".join(f"Officials said that {n} soldiers had been killed in Kursk." for n in range(11, 16))
    page = folder / f"{publisher}-{day}.html"
    page.write_text(
        f'<html lang="en"><head><meta property="og:site_name" content="{publisher}"><title>{day}</title></head>'
        f"<body><article><h1>{day} {publisher}</h1><p>{sentences} Written on {day}.</p></article></body></html>"
    )
    job = new_job(settings, "nightly", (str(page),), logical_date=day)
    summary: Any = carry_out(job)
    assert summary.claims_new == 5
