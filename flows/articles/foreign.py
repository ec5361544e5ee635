"""WARC files of others, such as Common Crawl's news archive: read record by record, checked, filtered, resumable."""

import base64
import hashlib
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from flows.articles.media import kind_of
from flows.articles.records import Http, Limits, Raw, Refusal
from flows.articles.stored import BLANK, ArchiveDamagedError, member, next_member, record_of
from flows.articles.web.client import content_type

SUFFIXES = (".warc", ".warc.gz")
SIGNS = (b"WARC/1.0", b"WARC/1.1")
HEAD = 100_000  # no record's own headers are longer
DIGESTS = {"sha1": hashlib.sha1, "sha256": hashlib.sha256, "md5": hashlib.md5}
LENGTH = re.compile(rb"\r\nContent-Length:\s*(\d{1,12})\s*\r\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which articles of an archive are wanted: those in one of the languages that hold one of the words.

    Without languages, or without words, all are.

    >>> wanted = Wanted(keywords=("killed",))
    >>> wanted.may_hold(b"<p>Six were KILLED.</p>"), wanted.admits("Nobody was hurt.", "en")
    (True, False)
    """

    languages: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()

    def may_hold(self, page: bytes) -> bool:
        """Tell cheaply whether a page can be wanted: a word that stands nowhere stands not in its text."""
        words = [word.casefold().encode() for word in self.keywords]
        if not words or not all(word.isascii() for word in words):
            return True
        lower = page.lower()
        return any(word in lower for word in words)

    def admits(self, text: str, language: str | None) -> bool:
        """Tell whether an article is wanted."""
        if self.languages and language not in self.languages:
            return False
        if not self.keywords:
            return True
        folded = text.casefold()
        return any(word.casefold() in folded for word in self.keywords)

    @property
    def everything(self) -> bool:
        """Whether nothing is filtered."""
        return not (self.languages or self.keywords)


def is_archive(path: Path) -> bool:
    """Tell by its name whether a file is a WARC file.

    >>> is_archive(Path("CC-NEWS-1.warc.gz")), is_archive(Path("a.html.gz"))
    (True, False)
    """
    return path.name.lower().endswith(SUFFIXES)


def read_foreign(path: Path, limits: Limits, wanted: Wanted, start: int = 0) -> Iterator[tuple[Raw | Refusal, int]]:
    """Yield the pages of an archive that may be wanted, and the damaged records as refusals, each with where it ends.

    `start` is where an earlier reading ended, in bytes. Pages are answers with status 200 of a kind that is read.
    A record is held against its length and its digests; one that was cut short is a refusal, never a shorter page.
    """
    when = datetime.now(UTC)
    for content, offset, end in _records(path, start, limits):
        try:
            if isinstance(content, ArchiveDamagedError):
                raise content
            raw = _page(content, path, offset, limits, wanted)
        except ArchiveDamagedError as error:
            message = f"{error}; what the record held is lost"
            yield Refusal(f"file:{path.name}", None, "archive-damaged", message, "load", rejected_at=when), end
            continue
        if raw is not None:
            yield raw, end


def _records(path: Path, start: int, limits: Limits) -> Iterator[tuple[bytes | ArchiveDamagedError, int, int]]:
    size, most = path.stat().st_size, 2 * limits.max_bytes
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
        offset = start
        while offset < size:
            try:
                content, length = member(file, path, offset, most) if packed else _plain(file, path, offset, most)
                end = offset + length
                yield content, offset, end
            except ArchiveDamagedError as error:
                end = next_member(file, offset + 1, size, SIGNS) if packed else size
                yield error, offset, end
            offset = end


def _plain(file: BinaryIO, path: Path, offset: int, most: int) -> tuple[bytes, int]:
    """Read one record of a file that is not packed."""
    file.seek(offset)
    head = file.read(HEAD)
    told, blank = LENGTH.search(head), head.find(b"\r\n\r\n")
    if not head.startswith(SIGNS) or blank < 0 or not told or told.start() > blank:
        raise ArchiveDamagedError(path, offset, "no WARC record")
    length = blank + 4 + int(told[1]) + 4
    if length > most:
        raise ArchiveDamagedError(path, offset, f"the record has {length:,} bytes")
    file.seek(offset)
    content = file.read(length)
    if len(content) < length:
        raise ArchiveDamagedError(path, offset, "the record breaks off")
    return content, length


def _page(content: bytes, path: Path, offset: int, limits: Limits, wanted: Wanted) -> Raw | None:
    try:
        record = record_of(content)
        if record.rec_type != "response" or record.http_headers is None:
            return None
        _check(record, content, path, offset)
        http = _http(record)
        media_type, charset = content_type(http.headers)
        if http.status != 200 or kind_of(media_type) is None:
            return None
        data = record.content_stream().read(limits.max_bytes + 1)
    except (ArchiveLoadFailed, EOFError, ValueError, zlib.error) as error:
        raise ArchiveDamagedError(path, offset, f"no WARC record that can be read ({error})") from error
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    if len(data) > limits.max_bytes:
        raise ArchiveDamagedError(path, offset, f"the page has more than {limits.max_bytes:,} bytes")
    if not wanted.may_hold(data):
        return None
    told = record.rec_headers.get_header("WARC-Date")
    return Raw(url.strip("<>"), data, media_type, charset, datetime.fromisoformat(told).astimezone(UTC), http)


def _http(record: ArcWarcRecord) -> Http:
    status, _, reason = record.http_headers.statusline.partition(" ")
    return Http(int(status), reason, tuple(record.http_headers.headers))


def _check(record: ArcWarcRecord, content: bytes, path: Path, offset: int) -> None:
    """Hold a record against its own length and digest: the block's, or where it has none, the payload's.

    Raises ArchiveDamagedError.
    """
    begin = content.find(BLANK) + len(BLANK)
    end = len(content) - len(BLANK) if content.endswith(BLANK) else len(content)
    told = record.rec_headers.get_header("Content-Length") or ""
    if not told.isdecimal() or end - begin != int(told):
        raise ArchiveDamagedError(path, offset, f"the record holds {end - begin} bytes and says {told or 'nothing'}")
    # Writers differ in whether a payload still in chunks is meant; without its block's digest such a one is taken.
    chunked = "chunked" in (record.http_headers.get_header("Transfer-Encoding") or "").lower()
    head = content.find(BLANK, begin, end)
    payload = head + len(BLANK) if head >= 0 else end
    starts = {"WARC-Block-Digest": begin} | ({} if chunked else {"WARC-Payload-Digest": payload})
    for name, start in starts.items():
        printed = record.rec_headers.get_header(name) or ""
        make = _kind_of_digest(printed)
        if make is None:
            continue
        if not _fits(printed, make(memoryview(content)[start:end], usedforsecurity=False)):
            raise ArchiveDamagedError(path, offset, f"its {name} is {printed[:24]}…, which its bytes do not give")
        return


def _kind_of_digest(printed: str) -> Callable[..., Any] | None:
    """Tell by what a digest was made; None for one of an unknown kind, which is not compared."""
    return DIGESTS.get(printed.strip().partition(":")[0].lower().replace("-", ""))


def _fits(printed: str, found: Any) -> bool:
    """Compare a digest in any of the usual spellings."""
    value = printed.strip().partition(":")[2].lower().rstrip("=")
    spellings = {found.hexdigest(), base64.b32encode(found.digest()).decode().lower()}
    return value in {one.rstrip("=") for one in spellings}
