"""One request and its whole answer, within limits of time and size; redirects are told, not followed."""

import asyncio
import zlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.message import Message
from io import BytesIO
from types import TracebackType
from typing import Self

import httpcore2
import httpx2

from flows.articles.records import MEGABYTE, Http, Limits, Request
from flows.articles.web.guard import ForbiddenAddressError, GuardedTransport

INFLATED = 1 << 18
KEPT = MEGABYTE  # of a body that is longer than is allowed, for the archive
CODINGS = 2  # nobody packs a page more than twice but to do harm
PACKED = ("gzip", "x-gzip", "deflate")
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said to one request; the body is unpacked, and only its beginning where `is_cut`."""

    url: str
    request: Request
    http: Http
    data: bytes
    fetched_at: datetime
    is_cut: bool = False

    def header(self, name: str) -> str | None:
        """Give the first header of a name, in any case."""
        return next((value for known, value in self.http.headers if known.lower() == name), None)


class FetchError(Exception):
    """Why there is no whole answer: a code, a sentence, whether another try may help, and what there is of one."""

    def __init__(self, reason: str, why: str, *, passing: bool = False, answer: Answer | None = None) -> None:
        super().__init__(why)
        self.reason, self.passing, self.answer = reason, passing, answer


class Client:
    """Sends requests from inside one event loop; to be used as an asynchronous context manager."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._client = httpx2.AsyncClient(
            transport=GuardedTransport(limits.allow_hosts, limits.authorities),
            follow_redirects=False,
            timeout=httpx2.Timeout(limits.read_seconds, connect=limits.connect_seconds, pool=limits.total_seconds),
            headers={"User-Agent": limits.user_agent, "Accept-Encoding": "gzip, deflate"},
            trust_env=False,
        )

    async def __aenter__(self) -> Self:
        await self._client.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.__aexit__(kind, error, trace)

    async def get(
        self, url: str, accept: str, *, more: Mapping[str, str] | None = None, cut_at: int | None = None
    ) -> Answer:
        """Ask for an address once; raises FetchError.

        `limits.total_seconds` covers everything from the name's resolution to the last byte. The size is counted after
        unpacking and while the bytes come in; with `cut_at` what is longer is cut there instead of refused.
        Name and password in the address are left out.
        """
        limits = self._limits
        try:
            async with asyncio.timeout(limits.total_seconds):
                return await self._get(url, {"Accept": accept, **(more or {})}, cut_at)
        except ForbiddenAddressError as error:
            raise FetchError("forbidden-address", str(error)) from error
        except (TimeoutError, httpx2.TimeoutException, httpcore2.TimeoutException) as error:
            why = f"no whole answer within {limits.total_seconds:g} s"
            raise FetchError("timeout", why, passing=True) from error
        except (httpx2.UnsupportedProtocol, httpx2.InvalidURL, UnicodeError) as error:
            raise FetchError("unsupported-scheme", f"not an http or https address ({error})") from error
        except (httpx2.HTTPError, httpcore2.NetworkError, httpcore2.ProtocolError, zlib.error, OSError) as error:
            why = f"{type(error).__name__}: {error}".rstrip(": ")
            raise FetchError("unreachable", why, passing=True) from error

    async def _get(self, url: str, headers: dict[str, str], cut_at: int | None) -> Answer:
        address = httpx2.URL(url).copy_with(username=None, password=None, fragment=None)
        async with self._client.stream("GET", address, headers=headers) as response:
            most = self._limits.max_bytes if cut_at is None else cut_at
            data, is_cut = (b"", False) if response.status_code == 304 else await _body(response, most, cut_at is None)
            sent = tuple((name, value) for name, value in response.request.headers.multi_items())
            told = tuple((name, value) for name, value in response.headers.multi_items())
            http = Http(response.status_code, response.reason_phrase, told)
            request = Request("GET", response.request.url.raw_path.decode("ascii"), sent)
            answer = Answer(str(response.url), request, http, data, datetime.now(UTC), is_cut)
        if is_cut and cut_at is None:
            raise FetchError(
                "oversize",
                f"more than the {most / MEGABYTE:,.1f} MB that are allowed",
                answer=replace(answer, data=data[:KEPT]),
            )
        return answer


def content_type(headers: Headers) -> tuple[str, str | None]:
    """Give media type and charset as a server's headers tell them.

    >>> content_type((("Content-Type", 'Text/HTML; charset="utf-8"'),))
    ('text/html', 'utf-8')
    """
    printed = next((value for name, value in headers if name.lower() == "content-type"), "")
    message = Message()
    message["content-type"] = printed
    media_type = printed.partition(";")[0].strip().lower()
    return media_type, message.get_content_charset()


async def _body(response: httpx2.Response, most: int, is_vain: bool) -> tuple[bytes, bool]:
    """Read a body up to `most` bytes, and tell whether there is more; one that says so and is in vain is not read."""
    told = response.headers.get("content-length", "")
    if is_vain and told.isdecimal() and int(told) > most:
        return b"", True
    body = BytesIO()  # gives its bytes without a copy
    async for chunk in _unpacked(response):
        body.write(chunk)
        if body.tell() > most:
            body.truncate(min(KEPT, most) if is_vain else most)  # what is refused is not held any longer
            return body.getvalue(), True
    return body.getvalue(), False


def _unpacked(response: httpx2.Response) -> AsyncIterator[bytes]:
    printed = response.headers.get("content-encoding", "").lower()
    codings = [name for part in printed.split(",") if (name := part.strip()) not in ("", "identity")]
    if len(codings) > CODINGS:
        raise FetchError("unsupported-type", f"packed {len(codings)} times over: {printed[:80]}")
    stream: AsyncIterator[bytes] = response.aiter_raw()
    for coding in reversed(codings):
        if coding not in PACKED:
            raise FetchError("unsupported-type", f"compressed in a way that was not asked for: {coding[:80]}")
        stream = _inflated(stream)
    return stream


async def _inflated(packed: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    # 32 lets zlib tell gzip from zlib by itself. The whole stream must be there: a body cut short is no page.
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 32)
    empty = True
    async for chunk in packed:
        waiting, empty = chunk, empty and not chunk
        while waiting and not inflater.eof:
            yield inflater.decompress(waiting, INFLATED)
            waiting = inflater.unconsumed_tail
    if not inflater.eof and not empty:
        raise FetchError("unreachable", "the compressed body breaks off", passing=True)
