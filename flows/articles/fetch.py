"""One address given by hand to raw bytes over HTTP, redirects followed, within limits of time, size and number."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from urllib.parse import urljoin

from flows.articles.media import kind_of, looks_like_html
from flows.articles.records import Limits, Raw, Refusal
from flows.articles.web.client import Answer, Client, FetchError, content_type

__all__ = ["ACCEPT", "as_page", "content_type", "fetch"]

ACCEPT = (
    "text/html,application/xhtml+xml,application/pdf;q=0.9,text/markdown;q=0.9,application/x-ndjson;q=0.9,"
    "text/plain;q=0.8"
)
UNTOLD = ("", "application/octet-stream", "binary/octet-stream")
MOVED = (301, 302, 303, 307, 308)


def fetch(url: str, limits: Limits) -> Raw | Refusal:
    """Fetch one http or https address; whatever goes wrong is a Refusal with its reason.

    `limits.total_seconds` covers everything from the first name's resolution to the last byte of the last redirect.
    Runs in a thread of its own, so that a caller's event loop is no matter. Robots rules and pauses between requests
    are not for what somebody asks for by hand; for sources see `flows.articles.web`.
    """
    try:
        with ThreadPoolExecutor(1, "fetch") as thread:
            return thread.submit(asyncio.run, _fetch(url, limits)).result()
    except TimeoutError:
        reason, why = "timeout", f"no whole answer within {limits.total_seconds:g} s"
    except FetchError as error:
        reason, why = error.reason, str(error)
    return Refusal(url, None, reason, f"{url}: {why}", "load", rejected_at=datetime.now(UTC))


async def _fetch(url: str, limits: Limits) -> Raw:
    async with asyncio.timeout(limits.total_seconds), Client(limits) as client:
        for _ in range(limits.max_redirects + 1):
            answer = await client.get(url, ACCEPT)
            target = redirect_of(answer)
            if target is None:
                return as_page(answer)
            url = target
    raise FetchError("too-many-redirects", f"more than {limits.max_redirects} redirects")


def redirect_of(answer: Answer) -> str | None:
    """Give the whole address that an answer sends on to; None where it does not. Raises FetchError."""
    location = answer.header("location") if answer.http.status in MOVED else None
    if not location:
        return None
    try:
        return urljoin(answer.url, location)
    except ValueError as error:
        raise FetchError("unsupported-scheme", f"it sends on to what is no address: {location[:200]}") from error


def as_page(answer: Answer) -> Raw:
    """Take an answer for an input to be read. Raises FetchError: http-status, unsupported-type."""
    status = answer.http.status
    if status != 200:
        raise FetchError("http-status", f"the server answers {status} {answer.http.reason}".rstrip())
    media_type, charset = content_type(answer.http.headers)
    if media_type not in UNTOLD and kind_of(media_type) is None:
        raise FetchError("unsupported-type", f"of a kind that is not read: {media_type[:80]}")
    if media_type in UNTOLD and looks_like_html(answer.data):
        media_type = "text/html"
    return Raw(
        answer.url,
        answer.data,
        media_type or UNTOLD[1],
        charset,
        answer.fetched_at,
        answer.http,
        request=answer.request,
    )
