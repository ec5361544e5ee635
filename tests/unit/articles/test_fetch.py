"""Addresses to bytes, against a server on this machine."""

import gzip
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from flows.articles.fetch import fetch
from flows.articles.records import Limits, Raw, Refusal

PAGE = b"<!doctype html><html><body><p>At least 100 soldiers were killed.</p></body></html>"
BOMB = gzip.compress(bytes(30_000_000))


class Answers(BaseHTTPRequestHandler):
    """Answers by path."""

    def do_GET(self) -> None:
        name, _, rest = self.path.removeprefix("/").partition("/")
        getattr(self, f"send_{name}")(rest)

    def reply(self, body: bytes, *headers: tuple[str, str], status: int = 200, length: int | None = None) -> None:
        self.send_response(status)
        for header in headers:
            self.send_header(*header)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def send_page(self, _: str) -> None:
        self.reply(PAGE, ("Content-Type", "text/html; charset=UTF-8"), ("X-Agent", self.headers["User-Agent"]))

    def send_untold(self, _: str) -> None:
        self.reply(PAGE)

    def send_type(self, media_type: str) -> None:
        self.reply(PAGE, ("Content-Type", media_type))

    def send_gzip(self, _: str) -> None:
        self.reply(gzip.compress(PAGE), ("Content-Type", "text/html"), ("Content-Encoding", "gzip"))

    def send_deflate(self, _: str) -> None:
        self.reply(zlib.compress(PAGE), ("Content-Type", "text/html"), ("Content-Encoding", "deflate"))

    def send_thrice(self, _: str) -> None:
        self.reply(PAGE, ("Content-Type", "text/html"), ("Content-Encoding", "gzip, gzip, gzip"))

    def send_twice(self, _: str) -> None:
        packed = gzip.compress(gzip.compress(PAGE))
        self.reply(packed, ("Content-Type", "text/html"), ("Content-Encoding", "gzip, gzip"))

    def send_cut(self, _: str) -> None:
        self.reply(gzip.compress(PAGE)[:-12], ("Content-Type", "text/html"), ("Content-Encoding", "gzip"))

    def send_nogzip(self, _: str) -> None:
        self.reply(PAGE, ("Content-Type", "text/html"), ("Content-Encoding", "gzip"))

    def send_brotli(self, _: str) -> None:
        self.reply(PAGE, ("Content-Type", "text/html"), ("Content-Encoding", "br"))

    def send_bomb(self, _: str) -> None:
        self.reply(BOMB, ("Content-Type", "text/html"), ("Content-Encoding", "gzip"))

    def send_short(self, _: str) -> None:
        self.reply(PAGE, ("Content-Type", "text/html"), length=len(PAGE) + 100)
        self.close_connection = True

    def send_claim(self, size: str) -> None:
        self.reply(b"", ("Content-Type", "text/html"), length=int(size))

    def send_status(self, code: str) -> None:
        self.reply(b"no", ("Content-Type", "text/html"), status=int(code))

    def send_hops(self, count: str) -> None:
        target = f"/hops/{int(count) - 1}" if int(count) > 1 else "/page/"
        self.reply(b"", ("Location", target), status=302)

    def send_away(self, target: str) -> None:
        self.reply(b"", ("Location", f"{target}://x/y"), status=302)

    def send_drip(self, _: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        for _second in range(50):
            self.wfile.write(b"<p>")
            self.wfile.flush()
            time.sleep(0.1)

    def send_slowhead(self, _: str) -> None:
        for _second in range(50):
            self.wfile.write(b"HTTP/1.1 200 OK\r\n" if _second == 0 else b"X-A: b\r\n")
            self.wfile.flush()
            time.sleep(0.1)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep the test's output clean."""


class Quiet(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A client that leaves in the middle is what some tests are about."""


@pytest.fixture(scope="module")
def get() -> Iterator[Callable[..., Raw | Refusal]]:
    server = Quiet(("127.0.0.1", 0), Answers)
    Thread(target=server.serve_forever, daemon=True).start()
    here = f"http://127.0.0.1:{server.server_port}"
    yield lambda path, limits=None: fetch(
        f"{here}/{path}", replace(limits or Limits(max_bytes=1_000_000), allow_hosts=("127.0.0.1",))
    )
    server.shutdown()
    server.server_close()


Get = Callable[..., Raw | Refusal]


def test_a_page_comes_with_what_the_server_says(get: Get) -> None:
    raw = get("page/", Limits(user_agent="tester/1"))
    assert isinstance(raw, Raw)
    assert (raw.data, raw.media_type, raw.charset) == (PAGE, "text/html", "utf-8")
    assert raw.http is not None
    assert raw.http.status == 200
    assert dict(raw.http.headers)["x-agent"] == "tester/1"


@pytest.mark.parametrize(
    "path", ["gzip/", "twice/", "deflate/", "untold/", "hops/5", "type/text/plain", "type/application/x-ndjson"]
)
def test_bodies_that_are_read(get: Get, path: str) -> None:
    raw = get(path)
    assert isinstance(raw, Raw)
    assert raw.data == PAGE


def test_the_address_is_the_one_that_answered(get: Get) -> None:
    raw = get("hops/2")
    assert isinstance(raw, Raw)
    assert raw.url.endswith("/page/")


@pytest.mark.parametrize(
    ("path", "reason", "words"),
    [
        ("status/404", "http-status", "404"),
        ("status/500", "http-status", "500"),
        ("status/204", "http-status", "204"),
        ("type/image/png", "unsupported-type", "image/png"),
        ("type/application/zip", "unsupported-type", "application/zip"),
        ("thrice/", "unsupported-type", "3 times"),
        ("brotli/", "unsupported-type", "br"),
        ("hops/6", "too-many-redirects", "5"),
        ("away/ftp", "unsupported-scheme", ""),
        ("away/file", "unsupported-scheme", ""),
        ("bomb/", "oversize", "1.0 MB"),
        ("claim/2000000", "oversize", "1.0 MB"),
        ("cut/", "unreachable", "breaks off"),
        ("nogzip/", "unreachable", ""),
        ("short/", "unreachable", ""),
    ],
)
def test_answers_that_are_refused(get: Get, path: str, reason: str, words: str) -> None:
    found = get(path)
    assert isinstance(found, Refusal), found
    assert (found.reason, found.stage) == (reason, "load")
    assert found.url is not None
    assert found.message.startswith(f"{found.url}: ")
    assert words in found.message.removeprefix(found.url)


@pytest.mark.parametrize("path", ["drip/", "slowhead/"])
def test_a_slow_server_does_not_hold_the_run(get: Get, path: str) -> None:
    begun = time.monotonic()
    # Each byte comes well within the time for a read: only the total can end it.
    found = get(path, Limits(read_seconds=5, total_seconds=0.6))
    assert time.monotonic() - begun < 3
    assert isinstance(found, Refusal)
    assert found.reason == "timeout"


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "http://nowhere.invalid/a"])
def test_nobody_there(url: str) -> None:
    found = fetch(url, Limits(total_seconds=20, allow_hosts=("127.0.0.1",)))
    assert isinstance(found, Refusal)
    assert found.reason == "unreachable"


@pytest.mark.parametrize("url", ["http://", "http:///a", "http://a b/", "https://[::1/a"])
def test_addresses_that_are_none(url: str) -> None:
    found = fetch(url, Limits(total_seconds=20))
    assert isinstance(found, Refusal)
    assert found.reason in ("unsupported-scheme", "unreachable")


def test_it_may_be_called_where_a_loop_runs(get: Get) -> None:
    import asyncio

    async def inside() -> Raw | Refusal:
        return get("page/")

    assert isinstance(asyncio.run(inside()), Raw)


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:1/", "http://[::1]:1/", "http://localhost:1/", "http://169.254.169.254/latest", "http://10.1/"],
)
def test_addresses_inside_a_network_are_not_asked(url: str) -> None:
    found = fetch(url, Limits(total_seconds=20))
    assert isinstance(found, Refusal)
    assert found.reason == "forbidden-address"
