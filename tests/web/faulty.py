"""Thirty hosts, each with a fault of its own or none, and what a harvest over them has to come to."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from tests.web.hosts import Asked, Handler, Host, Line

TEXT = "{name} reported on {day} that at least {number} soldiers had been killed in the district. " + (
    "Officials declined to give more details, and residents said that the road to the town was closed all day. " * 3
)
PAGE = """<!doctype html><html lang="en"><head><title>Report {key}</title>
<meta property="article:published_time" content="2025-06-1{digit}T09:00:00Z"></head>
<body><article><h1>Report {key}</h1><p>{text}</p></article></body></html>"""
BOMB = gzip.compress(bytes(30_000_000))


def page(key: str, number: int = 7) -> bytes:
    """A page of its own for each key."""
    digit = sum(key.encode()) % 10
    text = TEXT.format(name=f"The office of {key}", day=f"{digit + 1} June", number=number)
    return PAGE.format(key=key, digit=digit, text=text).encode()


def rss(host: Host, paths: list[str]) -> bytes:
    items = "".join(f"<item><title>Report {p}</title><link>{host.origin}{p}?utm_source=x</link></item>" for p in paths)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>'.encode()


def atom(host: Host, paths: list[str]) -> bytes:
    items = "".join(f'<entry><title>{p}</title><link href="{host.origin}{p}#top"/></entry>' for p in paths)
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>{items}</feed>'.encode()


def json_feed(host: Host, paths: list[str]) -> bytes:
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [{"url": p} for p in paths]}).encode()


def sitemap(host: Host, paths: list[str]) -> bytes:
    spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    urls = "".join(
        f"<url><loc>{host.origin}{p}</loc><news:news><news:title>Report {p}</news:title></news:news></url>"
        for p in paths
    )
    return f"<urlset {spaces}>{urls}</urlset>".encode()


def listing(host: Host, paths: list[str]) -> bytes:
    links = "".join(f'<li><a href="{p}">Report {p}</a></li>' for p in paths)
    return f'<html><body><a href="/about">About</a><ul class="news">{links}</ul></body></html>'.encode()


Answer = Callable[[Host, Line, Asked], Awaitable[None]]


@dataclass
class Plan:
    """How one host answers, and what has to come of its addresses: path -> (outcome, reason)."""

    paths: list[str] = field(default_factory=lambda: ["/a"])
    answer: Answer | None = None
    robots: bytes | None = None
    robots_hang: bool = False
    list_path: str = "/feed"
    make_list: Callable[[Host, list[str]], bytes] = rss
    expected: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    listed: tuple[str, str | None] = ("fetched", None)

    def handler(self) -> Handler:
        async def handle(host: Host, line: Line, asked: Asked) -> None:
            if asked.path == "/robots.txt":
                await self._robots(line)
            elif asked.path == self.list_path:
                await line.reply(self.make_list(host, self.paths), headers={"Content-Type": ""})
            elif self.answer is not None:
                await self.answer(host, line, asked)
            else:
                await good(host, line, asked)

        return handle

    async def _robots(self, line: Line) -> None:
        if self.robots_hang:
            await line.until_left()
        elif self.robots is None:
            await line.reply(b"none", "404 Not Found")
        else:
            await line.reply(self.robots, headers={"Content-Type": "text/plain"})

    def outcomes(self, origin: str) -> dict[str, tuple[str, str | None]]:
        """Give what has to come of each address of the host."""
        pages = {path: self.expected.get(path, ("fetched", None)) for path in self.paths}
        if self.listed[0] != "fetched":
            pages = {}
        lists = {self.list_path: self.listed}
        return {origin + path: outcome for path, outcome in {**lists, **pages}.items()}


async def good(host: Host, line: Line, asked: Asked) -> None:
    tag = f'"{asked.path}"'
    if asked.headers.get("if-none-match") == tag:
        await line.reply(b"", "304 Not Modified", {"ETag": tag, "Content-Length": "", "Content-Type": ""})
    else:
        await line.reply(page(f"{host.name}{asked.path}"), headers={"ETag": tag})


async def slow(host: Host, line: Line, asked: Asked) -> None:
    await asyncio.sleep(0.3)
    await good(host, line, asked)


async def hanging(host: Host, line: Line, asked: Asked) -> None:
    await line.until_left()


async def resetting(host: Host, line: Line, asked: Asked) -> None:
    line.reset()


async def missing(host: Host, line: Line, asked: Asked) -> None:
    await line.reply(b"gone", "404 Not Found")


async def too_many(host: Host, line: Line, asked: Asked) -> None:
    if host.count("asked") == 1:
        await line.reply(b"wait", "429 Too Many Requests", {"Retry-After": "1"})
    else:
        await good(host, line, asked)


async def wait_for_long(host: Host, line: Line, asked: Asked) -> None:
    await line.reply(b"wait", "503 Service Unavailable", {"Retry-After": "86400"})


async def healing(host: Host, line: Line, asked: Asked) -> None:
    if host.count("asked") <= 2:
        await line.reply(b"oh", "500 Internal Server Error")
    else:
        await good(host, line, asked)


async def looping(host: Host, line: Line, asked: Asked) -> None:
    target = {"/a": "/b", "/b": "/c", "/c": "/a"}[asked.path]
    await line.reply(b"", "302 Found", {"Location": target})


def away_to(targets: dict[str, str]) -> Answer:
    async def away(host: Host, line: Line, asked: Asked) -> None:
        await line.reply(b"", "301 Moved Permanently", {"Location": targets[asked.path].format(port=host.port)})

    return away


async def moved_within(host: Host, line: Line, asked: Asked) -> None:
    if asked.path == "/a":
        await line.reply(b"", "308 Permanent Redirect", {"Location": f"http://me:secret@127.0.0.1:{host.port}/new"})
    else:
        await good(host, line, asked)


async def endless(host: Host, line: Line, asked: Asked) -> None:
    await line.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        await line.send(b"<p>more</p>" * 2_000)


async def bomb(host: Host, line: Line, asked: Asked) -> None:
    await line.reply(BOMB, headers={"Content-Encoding": "gzip"})


async def wrong_charset(host: Host, line: Line, asked: Asked) -> None:
    await line.reply(
        page("naïve café").replace(b"Officials", "Les autorités".encode()),
        headers={"Content-Type": "text/html; charset=utf-16"},
    )


async def wrong_length(host: Host, line: Line, asked: Asked) -> None:
    await line.reply(page("short"), length=100_000)
    line.keep = False


async def changing(host: Host, line: Line, asked: Asked) -> None:
    await line.reply(page("changing", number=10 * host.count("asked")))


async def image(host: Host, line: Line, asked: Asked) -> None:
    await line.reply(b"\x89PNG", headers={"Content-Type": "image/png"})


async def much_packed(host: Host, line: Line, asked: Asked) -> None:
    await line.reply(b"x", headers={"Content-Encoding": "gzip, gzip, gzip"})


def with_entities(host: Host, paths: list[str]) -> bytes:
    return b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa">]>' + rss(host, paths).partition(b"?>")[2]


def packed_sitemap(host: Host, paths: list[str]) -> bytes:
    return gzip.compress(sitemap(host, paths), mtime=host.count("lists"))  # other bytes each time, the same pages


def plans() -> dict[str, Plan]:
    """Give the thirty hosts; those named feed-, sitemap- and listing- are offered in these ways."""
    many = [f"/{number}" for number in range(6)]
    inside = {
        "/a": "http://10.11.12.13/x",
        "/b": "http://169.254.169.254/latest",
        "/c": "http://localhost:{port}/secret",
    }
    forbidden = ("failed", "forbidden-address")
    return {
        "feed-rss": Plan(many),
        "feed-atom": Plan(many, make_list=atom),
        "feed-json": Plan(many, make_list=json_feed),
        "sitemap-news": Plan(many, make_list=sitemap),
        "sitemap-packed": Plan(many, make_list=packed_sitemap),
        "listing-page": Plan(many, make_list=listing),
        "good-1": Plan(),
        "good-2": Plan(),
        "good-3": Plan(),
        "slow": Plan(["/a", "/b", "/c"], slow),
        "hanging": Plan(answer=hanging, expected={"/a": ("failed", "timeout")}),
        "resetting": Plan(answer=resetting, expected={"/a": ("failed", "unreachable")}),
        "missing": Plan(answer=missing, expected={"/a": ("failed", "http-status")}),
        "too-many": Plan(answer=too_many),
        "wait-for-long": Plan(
            ["/a", "/b"],
            wait_for_long,
            expected=dict.fromkeys(("/a", "/b"), ("skipped", "asked-to-wait")),
        ),
        "healing": Plan(answer=healing),
        "looping": Plan(answer=looping, expected={"/a": ("failed", "redirect-loop")}),
        "to-inside": Plan(["/a", "/b", "/c"], away_to(inside), expected=dict.fromkeys(inside, forbidden)),
        "to-elsewhere": Plan(answer=moved_within),
        "endless": Plan(answer=endless, expected={"/a": ("failed", "oversize")}),
        "bomb": Plan(answer=bomb, expected={"/a": ("failed", "oversize")}),
        "wrong-charset": Plan(answer=wrong_charset),
        "wrong-length": Plan(answer=wrong_length, expected={"/a": ("failed", "unreachable")}),
        "changing": Plan(answer=changing),
        "forbidding": Plan(robots=b"User-agent: *\nDisallow: /\n", listed=("skipped", "robots-forbidden")),
        "robots-hanging": Plan(robots_hang=True, listed=("skipped", "robots-unreachable")),
        "half-forbidding": Plan(
            ["/a", "/private/b", "/c", "/d"],
            robots=b"User-agent: *\nDisallow: /private\nCrawl-delay: 0.3\n",
            expected={"/private/b": ("skipped", "robots-forbidden")},
        ),
        "entities": Plan(make_list=with_entities, listed=("failed", "document-type")),
        "image": Plan(answer=image, expected={"/a": ("failed", "unsupported-type")}),
        "much-packed": Plan(answer=much_packed, expected={"/a": ("failed", "unsupported-type")}),
    }
