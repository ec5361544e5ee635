"""The archive: what was written comes back, and what is damaged does not pass for whole."""

import gzip
import io
import os
import tracemalloc
from contextlib import redirect_stdout
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.cli import main as warcio

from flows.articles.archive import Archive, ArchiveDamagedError, archive_info, archives, verify
from flows.articles.harvest import harvest, replay
from flows.articles.records import Article, Http, Limits, Progress, Raw, Refusal
from flows.articles.stored import read_back

RUN = "20250616T040000000000Z-ingest"
STARTED = datetime(2025, 6, 16, 4, tzinfo=UTC)


def make(folder: Path, run_id: str = RUN) -> Archive:
    return Archive(folder, run_id=run_id, kind="ingest", logical_date=date(2025, 6, 16), started_at=STARTED)


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "1 потери.txt").write_text("date 2025-06-16\n\nMore than 6,000 soldiers were killed or wounded.")
    (folder / "2.html").write_text("<html><body><p>About 1,000 were wounded in Kursk.</p></body></html>")
    (folder / "3.jsonl").write_text(
        '{"id": "a", "text": "100 killed."}\n{"text": \n{"id": "b", "text": "300 killed."}\n'
    )
    (folder / "4.html").write_bytes(b"")
    (folder / "5.bin").write_bytes(bytes(range(256)))
    (folder / "6.txt").write_bytes(b"x" * 3_000)
    return folder


@pytest.fixture
def written(tmp_path: Path, inputs: Path) -> tuple[Path, list[Article | Refusal]]:
    with make(tmp_path / "archive") as archive:
        found = list(harvest([inputs, tmp_path / "gone.html", "ftp://x/y"], archive, limits=Limits(max_bytes=2_000)))
    return archive.path, found


def test_a_replay_gives_the_very_same(written: tuple[Path, list[Article | Refusal]]) -> None:
    path, found = written
    assert list(replay(path)) == found
    assert [getattr(one, "reason", "article") for one in found] == [
        "article", "article", "article", "malformed-json", "article", "empty-page", "binary", "oversize",
        "missing-file", "unsupported-scheme",
    ]  # fmt: skip
    assert all(one.warc_file == path.name for one in found if isinstance(one, Article))
    assert all(one.rejected_at is not None for one in found if isinstance(one, Refusal))


def test_every_input_has_its_record(written: tuple[Path, list[Article | Refusal]]) -> None:
    path, _ = written
    with path.open("rb") as file:
        kinds = [
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI")) for record in ArchiveIterator(file)
        ]
    assert kinds == [
        ("warcinfo", None),
        ("resource", "file:1%20%D0%BF%D0%BE%D1%82%D0%B5%D1%80%D0%B8.txt"),
        ("resource", "file:2.html"),
        ("resource", "file:3.jsonl"),
        ("resource", "file:4.html"),
        ("resource", "file:5.bin"),
        ("metadata", "file:6.txt"),
        ("metadata", "file:gone.html"),
        ("metadata", "ftp://x/y"),
    ]
    assert verify(path) == 9


def test_an_offset_leads_to_its_record(written: tuple[Path, list[Article | Refusal]]) -> None:
    path, found = written
    (second,) = (one for one in found if isinstance(one, Article) and one.url == "file:2.html")
    assert second.warc_offset is not None
    with path.open("rb") as file:
        file.seek(second.warc_offset)
        record = next(iter(ArchiveIterator(file)))
        assert record.rec_headers.get_header("WARC-Target-URI") == "file:2.html"
        assert record.rec_headers.get_header("WARC-Payload-Digest") == second.raw_digest
        assert datetime.fromisoformat(record.rec_headers.get_header("WARC-Date")) == second.first_seen_at


def test_each_record_is_a_gzip_member_of_its_own(written: tuple[Path, list[Article | Refusal]]) -> None:
    path, _ = written
    data = path.read_bytes()
    offsets = [raw.warc_offset for raw in read_back(path) if isinstance(raw, Raw)]
    for offset in offsets:
        assert offset is not None
        assert gzip.GzipFile(fileobj=io.BytesIO(data[offset:])).read(8) == b"WARC/1.1"


def test_the_tool_of_the_format_finds_nothing_wrong(written: tuple[Path, list[Article | Refusal]]) -> None:
    path, _ = written
    output = io.StringIO()
    with redirect_stdout(output), pytest.raises(SystemExit) as left:
        warcio(["check", "--verbose", str(path)])
    assert left.value.code == 0
    assert output.getvalue().count("digest pass") == 9


def test_the_run_is_described(written: tuple[Path, list[Article | Refusal]]) -> None:
    info = archive_info(written[0])
    assert (info.run_id, info.kind, info.logical_date, info.started_at) == (RUN, "ingest", date(2025, 6, 16), STARTED)


def test_while_it_is_written_it_is_open(tmp_path: Path) -> None:
    with make(tmp_path) as archive:
        assert archive.path == tmp_path / f"{RUN}.warc.gz"
        assert [path.name for path in tmp_path.iterdir()] == [f"{RUN}.warc.gz.open"]
        assert archives(tmp_path) == []
    assert archives(tmp_path) == [archive.path]


def test_a_run_without_inputs_has_an_archive_too(tmp_path: Path) -> None:
    with make(tmp_path) as archive:
        pass
    assert list(replay(archive.path)) == []
    assert archive_info(archive.path).run_id == RUN


def test_an_exception_leaves_it_open(tmp_path: Path, inputs: Path) -> None:
    folder = tmp_path / "archive"

    def interrupted() -> None:
        with make(folder) as archive:
            next(harvest([inputs], archive))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert archives(folder) == []
    # What was written before is whole and can be read.
    (found,) = replay(folder / f"{RUN}.warc.gz.open")
    assert isinstance(found, Article)


def test_an_archive_is_never_written_over(tmp_path: Path) -> None:
    with make(tmp_path):
        pass
    with pytest.raises(FileExistsError), make(tmp_path):
        pass


def test_archives_come_in_the_order_of_their_runs(tmp_path: Path) -> None:
    for run in ("20250617T040000000000Z-nightly", "20250616T040000000000Z-ingest"):
        with make(tmp_path, run):
            pass
    assert [path.name[:8] for path in archives(tmp_path)] == ["20250616", "20250617"]


def test_what_does_not_read_back_is_not_renamed(tmp_path: Path, inputs: Path) -> None:
    folder = tmp_path / "archive"

    def spoilt() -> None:
        with make(folder) as archive:
            list(harvest([inputs], archive))
            with (folder / f"{RUN}.warc.gz.open").open("r+b") as file:
                file.seek(700)
                file.write(b"\x00" * 8)

    with pytest.raises(ArchiveDamagedError):
        spoilt()
    assert archives(folder) == []


@pytest.mark.parametrize("kept", [0.02, 0.3, 0.5, 0.9, 0.999])
def test_an_archive_that_was_cut_short_is_found(written: tuple[Path, list[Article | Refusal]], kept: float) -> None:
    path, found = written
    size = path.stat().st_size
    os.truncate(path, int(size * kept))
    with pytest.raises(ArchiveDamagedError, match="breaks off"):
        verify(path)
    *whole, last = replay(path)
    assert whole == found[: len(whole)]
    assert isinstance(last, Refusal)
    assert (last.reason, last.stage, last.url) == ("archive-damaged", "load", f"file:{path.name}")


def test_a_damaged_record_does_not_cost_the_others(written: tuple[Path, list[Article | Refusal]]) -> None:
    path, found = written
    second = next(one for one in found if isinstance(one, Article) and one.url == "file:2.html")
    assert second.warc_offset is not None
    with path.open("r+b") as file:
        file.seek(second.warc_offset + 60)
        file.write(b"\xff\x00\xff\x00")
    again = list(replay(path))
    damaged = [one for one in again if isinstance(one, Refusal) and one.reason == "archive-damaged"]
    assert len(damaged) == 1
    assert [one for one in again if one not in damaged] == [one for one in found if one != second]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (b"About 1,000", b"About 2,000", "digest"),
        (b"<p>About", b"<p>Some About", "bytes long"),
        (b"About 1,000 were", b"About", "bytes long"),
        (b"WARC-Payload-Digest: sha256:", b"WARC-Payload-Digest: sha256:0", "digest"),
        (b"WARC-Payload-Digest: ", b"X-Nothing: ", "digest"),
        (b"WARC/1.1", b"WORC/1.1", "no WARC record"),
    ],
)
def test_a_record_that_is_whole_as_gzip_and_wrong_inside(
    written: tuple[Path, list[Article | Refusal]], old: bytes, new: bytes, words: str
) -> None:
    path, found = written
    second = next(one for one in found if isinstance(one, Article) and one.url == "file:2.html")
    third = next(one for one in found if isinstance(one, Article) and one.url == "jsonl:3.jsonl#a")
    data = path.read_bytes()
    record = gzip.decompress(data[second.warc_offset : third.warc_offset])
    assert record.count(old) == 1
    changed = gzip.compress(record.replace(old, new))
    path.write_bytes(data[: second.warc_offset] + changed + data[third.warc_offset :])
    with pytest.raises(ArchiveDamagedError, match=words):
        verify(path)
    again = list(replay(path))
    assert [one.reason for one in again if isinstance(one, Refusal) and one.reason == "archive-damaged"] == [
        "archive-damaged"
    ]
    assert second.text not in [one.text for one in again if isinstance(one, Article)]
    assert len(again) == len(found)


def test_a_file_that_is_no_archive(tmp_path: Path) -> None:
    for content in (b"", b"hello", gzip.compress(b"hello")):
        path = tmp_path / "a.warc.gz"
        path.write_bytes(content)
        with pytest.raises(ArchiveDamagedError):
            verify(path)
        with pytest.raises(ArchiveDamagedError):
            archive_info(path)


PAGES = st.builds(
    Raw,
    url=st.just("https://news.example/a?b=1"),
    data=st.binary(max_size=400),
    media_type=st.just("text/html"),
    charset=st.just("utf-8"),
    fetched_at=st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
    http=st.just(Http(200, "OK", (("content-type", "text/html; charset=utf-8"), ("x-note", "a: b; c")))),
)
FILES = st.builds(
    Raw,
    url=st.from_regex(r"file:[a-z%0-9]{1,20}", fullmatch=True),
    data=st.one_of(st.binary(max_size=400), st.just(b"\r\n\r\n"), st.just(b"WARC/1.1\r\n\r\n")),
    media_type=st.sampled_from(["text/html", "text/plain", "application/jsonl", "application/octet-stream"]),
    charset=st.none(),
    fetched_at=st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
)


@settings(deadline=None)
@given(raws=st.lists(st.one_of(PAGES, FILES), max_size=5))
def test_any_bytes_come_back_as_they_were(raws: list[Raw], tmp_path_factory: pytest.TempPathFactory) -> None:
    with make(tmp_path_factory.mktemp("any")) as archive:
        kept = [archive.keep(raw) for raw in raws]
    for before, after in zip(kept, read_back(archive.path), strict=True):
        assert isinstance(after, Raw)
        assert (after.url, after.data, after.media_type, after.charset) == (
            before.url, before.data, before.media_type, before.charset,
        )  # fmt: skip
        assert (after.fetched_at, after.warc_file, after.warc_offset) == (
            before.fetched_at, before.warc_file, before.warc_offset,
        )  # fmt: skip


def test_a_packed_answer_is_kept_unpacked_and_says_so(tmp_path: Path) -> None:
    headers = (("content-type", "text/html"), ("content-encoding", "gzip"), ("content-length", "3"))
    raw = Raw("https://news.example/a", b"<p>text</p>", "text/html", None, STARTED, Http(200, "OK", headers))
    with make(tmp_path) as archive:
        archive.keep(raw)
    (back,) = read_back(archive.path)
    assert isinstance(back, Raw)
    assert back.data == b"<p>text</p>"
    assert back.http is not None
    kept = dict(back.http.headers)
    assert kept["X-Archive-Orig-content-encoding"] == "gzip"
    assert kept["Content-Length"] == "11"


def test_the_same_content_is_not_loaded_twice(tmp_path: Path) -> None:
    page = '<html><head><link rel="canonical" href="https://news.example/a"></head><body><p>{}</p></body></html>'
    for name, text in (
        ("a", "About 1,000 were hurt."),
        ("b", "About 1,000 were hurt."),
        ("c", "About 1,100 were hurt."),
    ):
        (tmp_path / f"{name}.html").write_text(page.format(text))
    told: list[Progress] = []
    with make(tmp_path / "archive") as archive:
        found = list(harvest([tmp_path / f"{name}.html" for name in "abc"], archive, on_progress=told.append))
    articles = [one for one in found if isinstance(one, Article)]
    assert [one.url for one in articles] == ["file:a.html", "file:c.html"]
    assert len({one.article_id for one in articles}) == 1
    assert told[-1] == Progress(done=3, total=3, articles=2, refusals=0, duplicates=1, name="c.html")
    assert list(replay(archive.path)) == found
    # All three pages lie in the archive, the double one too.
    assert sum(isinstance(raw, Raw) for raw in read_back(archive.path)) == 3


def test_a_harvest_holds_one_input_at_a_time(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        folder = tmp_path / str(count)
        folder.mkdir()
        for number in range(count):
            (folder / f"{number:02}.txt").write_bytes(os.urandom(500_000).hex().encode())
        tracemalloc.start()
        # The archive grows in the very folder that is harvested, and is no input of its own.
        with make(folder) as archive:
            assert sum(1 for _ in harvest([folder], archive)) == count
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(1)  # what is built once
    assert peak(8) - peak(2) < 1_000_000
