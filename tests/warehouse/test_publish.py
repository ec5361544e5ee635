"""Publishing: readers see the old file or the new one, each whole."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from warehouse import publish as publishing
from warehouse.connect import open_published
from warehouse.errors import DamagedError, NotPublished, PublishError
from warehouse.publish import manifest_path, publish, read_manifest
from warehouse.verify import digests, verify

READER = """
import sys
import duckdb
con = duckdb.connect(sys.argv[1], read_only=True)
for _ in sys.stdin:
    print(con.execute("SELECT list(best ORDER BY best) FROM figures").fetchone()[0], flush=True)
"""


def put(world: Any, con: duckdb.DuckDBPyConnection, name: str, best: int) -> None:
    night = world()
    night.claim(night.article(name, f"It was {best} in {name}."), str(best), best)
    night.load(con, run_id=name)


def test_the_published_file_holds_what_the_ledger_holds_and_nothing_lies_about(
    world: Any, ledger: duckdb.DuckDBPyConnection, published_path: Path
) -> None:
    put(world, ledger, "first", 600)
    manifest = publish(ledger, published_path)
    assert verify(published_path) == digests(ledger) == manifest.tables
    assert manifest.run_id == "first"
    assert manifest.sha256 == hashlib.sha256(published_path.read_bytes()).hexdigest()
    assert manifest.size_bytes == published_path.stat().st_size
    assert read_manifest(published_path) == manifest
    around = {path.name for path in published_path.parent.iterdir() if not path.name.startswith("ledger")}
    assert around == {"figures.duckdb", "figures.manifest.json"}


def test_views_and_comments_are_published_and_need_nothing_but_duckdb(
    world: Any, ledger: duckdb.DuckDBPyConnection, published_path: Path
) -> None:
    put(world, ledger, "first", 600)
    publish(ledger, published_path)
    with duckdb.connect(str(published_path), read_only=True) as con:
        assert con.execute("SELECT best, said_on::VARCHAR FROM series").fetchall() == [(600.0, "2025-06-16")]
        counts = "SELECT count(*), count(comment) FROM duckdb_columns() WHERE NOT internal"
        ours = ledger.execute(f"{counts} AND database_name = 'ledger'").fetchone()
        assert con.execute(counts).fetchone() == ours


def test_a_reader_keeps_the_old_file_until_it_opens_again(
    world: Any, ledger: duckdb.DuckDBPyConnection, published_path: Path
) -> None:
    put(world, ledger, "first", 600)
    publish(ledger, published_path)
    command = [sys.executable, "-c", READER, str(published_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None

        def reads() -> str:
            reader.stdin.write("\n")
            reader.stdin.flush()
            return str(reader.stdout.readline().strip())

        assert reads() == "[600.0]"
        put(world, ledger, "second", 700)
        publish(ledger, published_path)
        assert reads() == "[600.0]"
        reader.stdin.close()
    with open_published(published_path) as con:
        assert con.execute("SELECT list(best ORDER BY best) FROM figures").fetchall() == [([600.0, 700.0],)]


def test_publishing_the_same_again_gives_the_same_tables(
    world: Any, ledger: duckdb.DuckDBPyConnection, published_path: Path
) -> None:
    put(world, ledger, "first", 600)
    assert publish(ledger, published_path).tables == publish(ledger, published_path).tables


def test_what_a_killed_publish_left_is_in_nobodys_way(
    world: Any, ledger: duckdb.DuckDBPyConnection, published_path: Path
) -> None:
    published_path.with_name("figures.duckdb.new").write_bytes(b"half a file")
    published_path.with_name("figures.duckdb.new.wal").write_bytes(b"half a log")
    put(world, ledger, "first", 600)
    publish(ledger, published_path)
    assert verify(published_path) == digests(ledger)


def test_a_copy_that_lacks_a_row_is_not_published(
    world: Any, ledger: duckdb.DuckDBPyConnection, published_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(world, ledger, "first", 600)
    publish(ledger, published_path)
    old, old_manifest = published_path.read_bytes(), manifest_path(published_path).read_bytes()
    copy = publishing._copy

    def copy_then_lose(con: duckdb.DuckDBPyConnection, fresh: Path) -> None:
        copy(con, fresh)
        with duckdb.connect(str(fresh)) as other:
            other.execute("DELETE FROM claims")

    monkeypatch.setattr(publishing, "_copy", copy_then_lose)
    with pytest.raises(PublishError, match="does not hold what the ledger holds: claims"):
        publish(ledger, published_path)
    assert (published_path.read_bytes(), manifest_path(published_path).read_bytes()) == (old, old_manifest)
    assert not published_path.with_name("figures.duckdb.new").exists()


def test_a_folder_that_cannot_be_written_is_said(world: Any, ledger: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    with pytest.raises(PublishError, match="blocked"):
        publish(ledger, blocked / "figures.duckdb")


def test_damage_is_found(world: Any, ledger: duckdb.DuckDBPyConnection, published_path: Path) -> None:
    put(world, ledger, "first", 600)
    publish(ledger, published_path)
    whole = published_path.read_bytes()
    for damaged in (whole[: len(whole) // 2], b"\0" * 8192 + whole[8192:], b"not a database"):
        published_path.write_bytes(damaged)
        with pytest.raises(DamagedError, match=r"figures\.duckdb cannot be read in full"):
            verify(published_path)


def test_there_is_nothing_to_verify_before_the_first_publish(published_path: Path) -> None:
    with pytest.raises(NotPublished):
        verify(published_path)
    assert read_manifest(published_path) is None


def test_a_manifest_that_is_not_one_is_said(published_path: Path) -> None:
    manifest_path(published_path).write_text("[]")
    with pytest.raises(PublishError, match=r"figures\.manifest\.json cannot be read"):
        read_manifest(published_path)
