"""Paths and folders to bytes."""

import os
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from flows.articles.load import Found, find, load_one
from flows.articles.records import Limits, Raw, Refusal
from flows.articles.sources import Source


def load(inputs: list[Any], limits: Limits | None = None) -> list[Raw | Refusal]:
    return [load_one(found, limits or Limits()) for found in find(inputs)]


def one(path: Path | str, limits: Limits | None = None) -> Raw | Refusal:
    (found,) = load([path], limits=limits)
    return found


def names(found: list[Found]) -> list[str]:
    return [item.name for item in found]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b/two.txt", "a.html", "b/.hidden.txt", "README.md", "style.css", ".git/x.txt", "odd.bin"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path / "in"


def test_a_folder_is_walked_in_order(folder: Path) -> None:
    assert names(find([folder])) == ["a.html", "odd.bin", "b/two.txt"]
    assert [raw.url for raw in load([folder])] == ["file:a.html", "file:odd.bin", "file:b/two.txt"]


def test_a_source_takes_its_pattern(folder: Path) -> None:
    assert names(find([Source("x", "directory", path=folder, pattern="*.txt")])) == ["b/two.txt"]
    assert names(find([Source("x", "urls", urls=("https://a.example/1",))])) == ["https://a.example/1"]


def test_a_file_is_loaded_once_however_often_it_is_named(folder: Path) -> None:
    assert names(find([folder, folder / "a.html", f"{folder}/b/../a.html", "ftp://x/1", "ftp://x/1"])) == [
        "a.html", "odd.bin", "b/two.txt", "ftp://x/1",
    ]  # fmt: skip


def test_files_of_the_same_name_are_told_apart(tmp_path: Path) -> None:
    for place in ("x/1", "y/1", "z"):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "a.txt").write_text(place)
    listed = [tmp_path / "x/1/a.txt", tmp_path / "y/1/a.txt", tmp_path / "z"]
    assert names(find(listed)) == ["a.txt", "1/a.txt", "z/a.txt"]


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("a.html", "text/html"), ("a.HTM", "text/html"), ("a.txt", "text/plain"), ("a", "text/plain"),
     ("a.md", "text/markdown"), ("a.ndjson", "application/jsonl"), ("a.csv", "application/octet-stream")],
)  # fmt: skip
def test_the_suffix_tells_the_kind(tmp_path: Path, name: str, media_type: str) -> None:
    (tmp_path / name).write_text("text")
    raw = one(tmp_path / name)
    assert isinstance(raw, Raw)
    assert (raw.media_type, raw.data) == (media_type, b"text")


def test_any_name_becomes_an_address(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode("потери 50%\n#1 \udcff.txt".encode(errors="surrogateescape"))
    path.write_text("text")
    raw = one(path)
    assert isinstance(raw, Raw)
    assert raw.url == "file:%D0%BF%D0%BE%D1%82%D0%B5%D1%80%D0%B8%2050%25%0A%231%20%FF.txt"


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    for path in (tmp_path / "no.html", tmp_path / "no" / "no.html"):
        found = one(path)
        assert isinstance(found, Refusal)
        assert (found.reason, found.stage) == ("missing-file", "load")
        assert str(path) in found.message


@pytest.mark.parametrize("name", ["", "a\x00b", "x" * 5_000])
def test_names_that_name_nothing(name: str) -> None:
    found = one(name)
    assert isinstance(found, Refusal)
    assert found.reason in ("missing-file", "unreadable-file")


def test_a_missing_or_empty_folder_of_a_source(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name, reason in (("gone", "missing-file"), ("empty", "no-articles")):
        (found,) = load([Source("x", "directory", path=tmp_path / name)])
        assert isinstance(found, Refusal)
        assert found.reason == reason


def test_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "a.html").symlink_to(tmp_path / "gone.html")
    found = one(tmp_path)
    assert isinstance(found, Refusal)
    assert found.reason == "missing-file"


def test_a_pipe_is_no_file_and_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    found = one(tmp_path / "a.txt")
    assert isinstance(found, Refusal)
    assert found.reason == "not-a-file"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("text")
    path.chmod(0)
    found = one(path)
    assert isinstance(found, Refusal)
    assert found.reason == "unreadable-file"


def test_200_megabytes_are_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.jsonl"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    tracemalloc.start()
    found = one(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(found, Refusal)
    assert found.reason == "oversize"
    assert found.message == "big.jsonl: 200.0 MB, more than the 50.0 MB that are allowed"
    assert peak < 1_000_000


def test_the_limit_itself_is_allowed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * 11)
    assert isinstance(one(tmp_path / "a.txt", Limits(max_bytes=11)), Raw)
    assert isinstance(one(tmp_path / "a.txt", Limits(max_bytes=10)), Refusal)


def test_a_file_that_says_it_is_empty_and_is_not() -> None:
    # Files of the kernel report no size: the limit must hold while reading.
    found = one("/proc/self/status", Limits(max_bytes=10))
    assert isinstance(found, Refusal)
    assert found.reason == "oversize"


@pytest.mark.parametrize("address", ["ftp://news.example/a", "file:///etc/hosts", "gopher://x"])
def test_other_schemes_are_not_loaded(address: str) -> None:
    found = one(address)
    assert isinstance(found, Refusal)
    assert (found.reason, found.url) == ("unsupported-scheme", address)
