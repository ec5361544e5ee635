"""A harvest over TLS and HTTP/2, from a server that speaks both with a certificate made for the test."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
import trustme
from hypercorn.asyncio import serve
from hypercorn.config import Config

from flows.articles.archive import Archive
from flows.articles.fetch import fetch
from flows.articles.harvest import Means, harvest
from flows.articles.records import Article, Limits, Raw, Refusal
from flows.articles.site import Site
from flows.articles.web.lanes import Politeness
from flows.articles.web.state import State

PAGES = 6
PAGE = "<html lang='en'><title>Report {0}</title><article><p>{1}</p></article></html>"
STORY = "The ministry gave its figures for the week on Sunday and said that report {0} was the last one of them. " * 5
LIMITS = Limits(max_bytes=500_000, total_seconds=10, allow_hosts=("localhost", "127.0.0.1"))


@dataclass
class Secure:
    """A server on loopback, the authority behind its certificate, and by which protocol each path was asked for."""

    port: int = 0
    authority: Path = Path()
    asked: list[tuple[str, str]] = field(default_factory=list)

    async def app(self, scope: dict[str, Any], _: Any, send: Callable[[dict[str, Any]], Awaitable[None]]) -> None:
        if scope["type"] != "http":
            return
        path = scope["path"]
        self.asked.append((scope["http_version"], path))
        status, media_type, body = self.answer(path)
        headers = [(b"content-type", media_type.encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body.encode()})

    def answer(self, path: str) -> tuple[int, str, str]:
        if path == "/robots.txt":
            return 404, "text/plain", ""
        if path == "/feed":
            links = "".join(f"<item><link>{self.origin}/{one}</link></item>" for one in range(PAGES))
            return 200, "application/rss+xml", f"<rss version='2.0'><channel>{links}</channel></rss>"
        number = path.removeprefix("/")
        return 200, "text/html", PAGE.format(number, STORY.format(number))

    @property
    def origin(self) -> str:
        return f"https://localhost:{self.port}"


@contextmanager
def served(folder: Path, name: str) -> Iterator[Secure]:
    """Serve on loopback with a certificate for `name`."""
    authority, secure, ready = trustme.CA(), Secure(), Event()
    certificate = authority.issue_cert(name)
    secure.authority = folder / "authority.pem"
    authority.cert_pem.write_to_path(secure.authority)
    config = Config()
    config.certfile, config.keyfile = str(folder / "cert.pem"), str(folder / "key.pem")
    certificate.private_key_pem.write_to_path(config.keyfile)
    for part in certificate.cert_chain_pems:
        part.write_to_path(config.certfile, append=True)
    config.alpn_protocols, config.errorlog, config.accesslog = ["h2", "http/1.1"], None, None
    config.bind = ["127.0.0.1:0"]
    sockets = config.create_sockets()
    secure.port = sockets.secure_sockets[0].getsockname()[1]
    config.create_sockets = lambda: sockets  # type: ignore[method-assign]
    loop, stop = asyncio.new_event_loop(), asyncio.Event()

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.call_later(0.2, ready.set)
        loop.run_until_complete(serve(secure.app, config, shutdown_trigger=stop.wait))  # type: ignore[arg-type]
        loop.close()

    thread = Thread(target=run, daemon=True)
    thread.start()
    ready.wait(10)
    yield secure
    loop.call_soon_threadsafe(stop.set)
    thread.join(10)


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secure]:
    with served(tmp_path_factory.mktemp("tls"), "localhost") as server:
        yield server


def harvested(server: Secure, folder: Path) -> list[Article | Refusal]:
    described = {"id": "one", "name": "one", "kind": "other", "language": "en", "home": server.origin + "/"}
    site = Site.model_validate({**described, "feeds": (server.origin + "/feed",), "rate": {"at_once": 3}})
    now = datetime.now(UTC)
    with closing(State(folder / "harvest.sqlite")) as state:
        state.begin_run("r")
        with Archive(folder, run_id="r", kind="nightly", logical_date=now.date(), started_at=now) as archive:
            limits = replace(LIMITS, authorities=str(server.authority))
            means = Means(limits, Politeness(delay=0, at_once=3), state, "r")
            return list(harvest([site], archive, means=means))


def test_a_harvest_speaks_http_2_over_tls(secure: Secure, tmp_path: Path) -> None:
    secure.asked.clear()
    found = harvested(secure, tmp_path)
    assert sorted(one.url for one in found if isinstance(one, Article)) == [
        f"{secure.origin}/{number}" for number in range(PAGES)
    ]
    assert {version for version, _ in secure.asked} == {"2"}
    assert len(secure.asked) == PAGES + 2


def test_a_certificate_of_an_unknown_authority_is_refused(secure: Secure) -> None:
    secure.asked.clear()
    found = fetch(secure.origin + "/1", LIMITS)
    assert isinstance(found, Refusal)
    assert found.reason == "unreachable"
    assert "certificate" in found.message
    assert secure.asked == []


def test_a_certificate_for_another_name_is_refused(tmp_path: Path) -> None:
    with served(tmp_path, "news.example") as server:
        found = fetch(server.origin + "/1", replace(LIMITS, authorities=str(server.authority)))
        assert isinstance(found, Refusal)
        assert (found.reason, "hostname" in found.message.lower()) == ("unreachable", True)
        assert server.asked == []


def test_a_page_asked_for_by_hand_comes_over_tls_too(secure: Secure) -> None:
    found = fetch(secure.origin + "/1", replace(LIMITS, authorities=str(secure.authority)))
    assert isinstance(found, Raw)
    assert found.http is not None
    assert found.http.status == 200
