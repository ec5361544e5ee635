"""WARC files of others: read in their own forms, checked, filtered, and taken up where a reading ended."""

import gzip
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.articles.foreign import Wanted, read_foreign
from flows.articles.records import Limits, Raw, Refusal

TEXT = "Report {number}: at least {number} soldiers were {word} near the town."
PAGE = f"<html lang='{{lang}}'><body><p>{TEXT}</p></body></html>"


def write(path: Path, count: int = 6, *, packed: bool = True, headers: dict[str, str] | None = None) -> list[int]:
    """Write an archive as Common Crawl does: WARC 1.0, sha1, a request before each answer; give the offsets."""
    offsets = []
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=packed, warc_version="WARC/1.0")
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "some crawler"}))
        for number in range(count):
            url = f"https://news.example/{number}"
            asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "news.example")], is_http_request=True)
            writer.write_record(writer.create_warc_record(url, "request", http_headers=asked, payload=BytesIO(b"")))
            offsets.append(file.tell())
            word = "killed" if number % 2 else "seen"
            body = PAGE.format(lang="en" if number % 3 else "uk", number=number, word=word).encode()
            told = {"Content-Type": "text/html; charset=utf-8", **(headers or {})}
            answer = StatusAndHeaders(
                "404 Not Found" if number == 4 else "200 OK", list(told.items()), protocol="HTTP/1.1"
            )
            writer.write_record(writer.create_warc_record(url, "response", http_headers=answer, payload=BytesIO(body)))
    return offsets


def pages(path: Path, wanted: Wanted | None = None, start: int = 0) -> list[Raw | Refusal]:
    return [found for found, _ in read_foreign(path, Limits(), wanted or Wanted(), start)]


@pytest.mark.parametrize(("name", "packed"), [("news.warc.gz", True), ("news.warc", False)])
def test_answers_with_pages_are_read(tmp_path: Path, name: str, packed: bool) -> None:
    write(tmp_path / name, packed=packed)
    found = pages(tmp_path / name)
    assert [one.url for one in found] == [f"https://news.example/{number}" for number in (0, 1, 2, 3, 5)]
    assert all(isinstance(one, Raw) and one.charset == "utf-8" and b"Report" in one.data for one in found)


def test_words_are_looked_for_before_anything_is_read(tmp_path: Path) -> None:
    write(tmp_path / "n.warc.gz")
    found = pages(tmp_path / "n.warc.gz", Wanted(keywords=("KILLED",)))
    assert [one.url for one in found] == [f"https://news.example/{number}" for number in (1, 3, 5)]


def test_a_reading_goes_on_where_it_ended(tmp_path: Path) -> None:
    write(tmp_path / "n.warc.gz")
    everything = list(read_foreign(tmp_path / "n.warc.gz", Limits(), Wanted()))
    for number, (_, end) in enumerate(everything, 1):
        assert pages(tmp_path / "n.warc.gz", start=end) == [found for found, _ in everything[number:]]


@pytest.mark.parametrize("packed", [True, False])
def test_a_record_cut_short_is_told_and_never_read(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / ("n.warc.gz" if packed else "n.warc")
    write(path, packed=packed)
    path.write_bytes(path.read_bytes()[:-40])
    *whole, cut = pages(path)
    assert [one.url for one in whole] == [f"https://news.example/{number}" for number in (0, 1, 2, 3)]
    assert isinstance(cut, Refusal)
    assert (cut.reason, cut.url) == ("archive-damaged", f"file:{path.name}")
    assert "breaks off" in cut.message


def test_a_record_whose_bytes_were_changed_is_told_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "n.warc.gz"
    offsets = write(path)
    data = path.read_bytes()
    end = data.index(b"\x1f\x8b\x08", offsets[1] + 10)
    changed = gzip.compress(gzip.decompress(data[offsets[1] : end]).replace(b"at least 1 ", b"at least 9 "))
    path.write_bytes(data[: offsets[1]] + changed + data[end:])
    found = pages(path)
    assert [type(one).__name__ for one in found] == ["Raw", "Refusal", "Raw", "Raw", "Raw"]
    assert "Digest" in found[1].message if isinstance(found[1], Refusal) else False
