"""One address to raw bytes over HTTP, within limits of time, size and redirects."""

import asyncio
import zlib
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from email.message import Message

import httpx2

from flows.articles.media import kind_of, looks_like_html
from flows.articles.records import MEGABYTE, Http, Limits, Raw, Refusal

ACCEPT = "text/html,application/xhtml+xml,text/markdown;q=0.9,application/x-ndjson;q=0.9,text/plain;q=0.8"
INFLATED = 1 << 20
UNTOLD = ("", "application/octet-stream", "binary/octet-stream")


class _RefusedError(Exception):
    def __init__(self, reason: str, why: str) -> None:
        super().__init__(why)
        self.reason = reason


def fetch(url: str, limits: Limits) -> Raw | Refusal:
    """Fetch one http or https address; whatever goes wrong is a Refusal with its reason.

    `limits.total_seconds` covers everything from the name's resolution to the last byte. The size is counted after
    decompression and while the bytes come in. Runs in a thread of its own, so that a caller's event loop is no matter.
    Robots rules and pauses between requests are the caller's.
    """
    try:
        with ThreadPoolExecutor(1, "fetch") as thread:
            return thread.submit(asyncio.run, _fetch(url, limits)).result()
    except _RefusedError as error:
        reason, why = error.reason, str(error)
    except (TimeoutError, httpx2.TimeoutException):
        reason, why = "timeout", f"no whole answer within {limits.total_seconds:g} s"
    except httpx2.TooManyRedirects:
        reason, why = "too-many-redirects", f"more than {limits.max_redirects} redirects"
    except (httpx2.UnsupportedProtocol, httpx2.InvalidURL, UnicodeError) as error:
        reason, why = "unsupported-scheme", f"not an http or https address ({error})"
    except (httpx2.HTTPError, zlib.error) as error:
        reason, why = "unreachable", f"{type(error).__name__}: {error}".rstrip(": ")
    return Refusal(url, None, reason, f"{url}: {why}", "load", rejected_at=datetime.now(UTC))


def content_type(headers: tuple[tuple[str, str], ...]) -> tuple[str, str | None]:
    """Give media type and charset as a server's headers tell them.

    >>> content_type((("Content-Type", 'Text/HTML; charset="utf-8"'),))
    ('text/html', 'utf-8')
    """
    printed = next((value for name, value in headers if name.lower() == "content-type"), "")
    message = Message()
    message["content-type"] = printed
    media_type = printed.partition(";")[0].strip().lower()
    return media_type, message.get_content_charset()


async def _fetch(url: str, limits: Limits) -> Raw:
    client = httpx2.AsyncClient(
        follow_redirects=True,
        max_redirects=limits.max_redirects,
        timeout=httpx2.Timeout(limits.read_seconds, connect=limits.connect_seconds),
        headers={"User-Agent": limits.user_agent, "Accept": ACCEPT, "Accept-Encoding": "gzip, deflate"},
        trust_env=True,
    )
    async with asyncio.timeout(limits.total_seconds), client, client.stream("GET", url) as response:
        if response.status_code != 200:
            raise _RefusedError(
                "http-status", f"the server answers {response.status_code} {response.reason_phrase}".rstrip()
            )
        headers = tuple((name, value) for name, value in response.headers.multi_items())
        media_type, charset = content_type(headers)
        if media_type not in UNTOLD and kind_of(media_type) is None:
            raise _RefusedError("unsupported-type", f"of a kind that is not read: {media_type}")
        data = await _body(response, limits)
        if media_type in UNTOLD and looks_like_html(data):
            media_type = "text/html"
        http = Http(response.status_code, response.reason_phrase, headers)
        address = str(response.url)
    return Raw(address, data, media_type or UNTOLD[1], charset, datetime.now(UTC), http)


async def _body(response: httpx2.Response, limits: Limits) -> bytes:
    told = response.headers.get("content-length", "")
    if told.isdecimal() and int(told) > limits.max_bytes:
        raise _oversize(limits)
    body = bytearray()
    async for chunk in _inflated(response):
        body += chunk
        if len(body) > limits.max_bytes:
            raise _oversize(limits)
    return bytes(body)


async def _inflated(response: httpx2.Response) -> AsyncIterator[bytes]:
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding in ("", "identity"):
        async for chunk in response.aiter_raw():
            yield chunk
        return
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise _RefusedError("unsupported-type", f"compressed in a way that was not asked for: {encoding}")
    # 32 lets zlib tell gzip from zlib by itself. The whole stream must be there: a body cut short is no page.
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 32)
    async for chunk in response.aiter_raw():
        waiting = chunk
        while waiting and not inflater.eof:
            yield inflater.decompress(waiting, INFLATED)
            waiting = inflater.unconsumed_tail
    if not inflater.eof:
        raise _RefusedError("unreachable", "the compressed body breaks off")


def _oversize(limits: Limits) -> _RefusedError:
    return _RefusedError("oversize", f"more than the {limits.max_bytes / MEGABYTE:,.1f} MB that are allowed")
