"""What the stage hands on: an article, or the reason why there is none."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

MEGABYTE = 1_000_000
SHORT_TEXT = 200
ROW_LENGTH = 2_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What one input may cost: bytes, seconds, redirects.

    `max_bytes` holds for a file and for a response after decompression. `allow_hosts` are the names of hosts that may
    be asked although they stand for an address inside a network (loopback, private), `authorities` a file of
    certificates that are trusted beside those of the system.
    """

    max_bytes: int = 50 * MEGABYTE
    connect_seconds: float = 10.0
    read_seconds: float = 20.0
    total_seconds: float = 60.0
    max_redirects: int = 5
    user_agent: str = "conflict-figures/0.1"
    allow_hosts: tuple[str, ...] = ()
    authorities: str | None = None


@dataclass(frozen=True, slots=True)
class Http:
    """The answer of a server, as far as it tells how to read the body."""

    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Request:
    """What was sent to a server."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]


PAGE = "page"  # the role of what is read as an article; others: feed, sitemap, listing, robots, moved, failed


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of one input before anybody has read them; `warc_file` and `warc_offset` once they are archived.

    `role` tells pages from what was asked for on the way to them, `source` is the id of the source that led here.
    `is_cut` says that there was more than is held, `payload_digest` what the bytes are known by once they are archived.
    """

    url: str
    data: bytes
    media_type: str
    charset: str | None
    fetched_at: datetime
    http: Http | None = None
    warc_file: str | None = None
    warc_offset: int | None = None
    request: Request | None = None
    role: str = PAGE
    source: str | None = None
    is_cut: bool = False
    payload_digest: str | None = None


@dataclass(frozen=True, slots=True)
class Revisit:
    """An answer that brought what is archived already: 304, or the same bytes as on `before`."""

    url: str
    payload_digest: str
    before: datetime
    fetched_at: datetime
    http: Http
    request: Request
    role: str = PAGE
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One version of one article; the columns of the articles frame but the run's."""

    article_version_id: str
    article_id: str
    url: str
    canonical_url: str | None
    title: str | None
    publisher: str | None
    language: str | None
    authors: tuple[str, ...]
    published_at: datetime | None
    published_on: date | None
    published_evidence: str | None
    modified_at: datetime | None
    text: str
    text_digest: str
    raw_digest: str
    warc_file: str | None
    warc_offset: int | None
    media_type: str
    kind: str
    flags: tuple[str, ...]
    first_seen_at: datetime
    language_evidence: str | None = None
    credit: str | None = None
    origin_id: str | None = None
    dateline: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input, or a line of one, that gave no article, with a code for programs and a sentence for people."""

    url: str | None
    line: int | None
    reason: str
    message: str
    stage: str
    row: str | None = None
    rejected_at: datetime | None = None


class UnreadablePageError(ValueError):
    """A page that gives no text; `reason` is the code."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a harvest is, told after each input."""

    done: int
    total: int
    articles: int
    refusals: int
    duplicates: int
    name: str


def digest(data: bytes) -> str:
    """Give the digest by which bytes are known.

    >>> digest(b"")
    'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
    """
    return "sha256:" + hashlib.sha256(data).hexdigest()


def short_id(*parts: str) -> str:
    r"""Give 32 hex digits that stand for the parts, joined by line feeds.

    >>> short_id("https://example.org/a")
    'b5b10dd0429e69ac7cfaf0a20b6901c1'
    >>> short_id("a", "b") == short_id("a\nb")
    True
    """
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
