"""A hostile document costs one row: entities, depth, length, wrong charsets, numbers and bytes that nobody expects."""

from __future__ import annotations

import json
import time
from pathlib import Path

from flows.articles.web.discover import UnreadableListError, read_feed, read_listing, read_sitemap
from tests.torture.campaign import Ground, Outcome, campaign
from tests.torture.warehouses import held_by_ledger, run, settings_of
from warehouse.export import query

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
DTD = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{LAUGHS}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
SAID = "<p>Officials said that at least 14 soldiers had been killed near Kursk on Monday, and 20 wounded.</p>"
GOOD = (
    '<html lang="en"><head><title>A plain report</title></head><body><article><h1>A plain report</h1>'
    f"{SAID * 3}</article></body></html>"
)
MOST_SECONDS = 20.0  # of work for one list


def page(inside: str = SAID, head: str = "<title>Report</title>") -> bytes:
    return f'<html lang="en"><head>{head}</head><body><article>{inside}</article></body></html>'.encode(
        "utf-8", "replace"
    )


def linked(data: str) -> bytes:
    return page(head=f'<title>x</title><script type="application/ld+json">{data}</script>')


PAGES: dict[str, bytes] = {
    "a title of a million characters": page(head=f"<title>{'w' * 1_000_000}</title>"),
    "a million open elements": page("<div>" * 1_000_000),
    "elements nested 100,000 deep": page("<div>" * 100_000 + "deep" + "</div>" * 100_000),
    "a table of 100,000 cells": page("<table>" + "<tr><td>5 killed</td></tr>" * 100_000 + "</table>"),
    "a hundred thousand attributes": page(f"<p {' '.join(f'a{n}=1' for n in range(100_000))}>x</p>{SAID}"),
    "linked data with NaN": linked('{"@type":"NewsArticle","datePublished":NaN,"wordCount":Infinity}'),
    "linked data with giant integers": linked('{"@type":"NewsArticle","datePublished":' + "9" * 100_000 + "}"),
    "linked data nested deep": linked("[" * 100_000 + "]" * 100_000),
    "linked data that ends in the middle": linked('{"@type":"NewsArticle","headline":"x'),
    "linked data of the wrong kinds": linked('{"@type":["NewsArticle",{}],"author":[1,null,[[]]],"headline":{"a":1}}'),
    "dates that are none": page(head='<meta property="article:published_time" content="99999-99-99T99:99:99+99:99">'),
    "a date of the year 1": page(head='<meta property="article:published_time" content="0001-01-01T00:00:00+14:00">'),
    "utf-16 called utf-8": page(head='<meta charset="utf-8"><title>x</title>').decode().encode("utf-16"),
    "an unknown charset": page(head='<meta charset="x-klingon"><title>x</title>'),
    "bytes that are no text": bytes(range(256)) * 400,
    "nul bytes": page(SAID.replace(" ", "\x00 ")),
    "nothing but nul bytes": bytes(100_000),
    "an empty file": b"",
    "entities of HTML that expand": page("&amp;" * 200_000 + "&#x1F4A9;" * 50_000),
    "comments that do not end": page("<!--" * 50_000),
    "an element without an end": page("<p " + "x" * 500_000),
    "a line of 2 MB": page("<p>" + "The road was closed. " * 100_000 + "</p>"),
    "an xml bomb as a page": (DTD + "<html><body>&l9;&f;</body></html>").encode(),
    "a pdf that is none": b"%PDF-1.7\n" + b"0 0 obj <<" * 50_000,
}
LINES: dict[str, bytes] = {
    "lines with NaN": b'{"id":"a","text":NaN}\n{"id":"b","text":"x","published":Infinity}\n',
    "lines with giant integers": b'{"id":' + b"9" * 100_000 + b',"text":"x"}\n',
    "lines nested deep": b"[" * 200_000 + b"]" * 200_000 + b"\n",
    "lines with lone surrogates": b'{"id":"a","text":"\\ud800 12 killed"}\n',
    "lines with a nul": b'{"id":"a\\u0000","text":"12 soldiers were \\u0000 killed."}\n',
    "a million empty lines": b"\n" * 1_000_000,
}
LISTS: dict[str, bytes] = {
    "an xml bomb": (DTD + "<rss><channel><item><title>&l9;</title></item></channel></rss>").encode(),
    "an outside entity": (DTD + "<urlset><url><loc>&f;</loc></url></urlset>").encode(),
    "a title of a million characters": (
        f'<rss version="2.0"><channel><item><title>{"w" * 1_000_000}</title><link>http://x.example/a</link></item></channel></rss>'
    ).encode(),
    "a hundred thousand items": (
        '<rss version="2.0"><channel>'
        + "".join(f"<item><link>http://x.example/{n}</link></item>" for n in range(100_000))
        + "</channel></rss>"
    ).encode(),
    "elements nested deep": b'<rss version="2.0">' + b"<a>" * 100_000,
    "addresses that are none": (
        '<rss version="2.0"><channel>'
        + "".join(
            f"<item><link>{where}</link></item>" for where in ("http://[::1/", "//", "http://x:99999999/a", "\x01")
        )
        + "</channel></rss>"
    ).encode(),
    "a JSON feed of wrong kinds": json.dumps(
        {"items": [1, None, {"url": {}}, {"url": ["a"]}, {"url": 5, "title": []}]}
    ).encode(),
    "a JSON feed nested deep": b'{"items":' + b"[" * 100_000,
    "a JSON feed with giant integers": b'{"items":[{"url":' + b"9" * 100_000 + b"}]}",
    "nul bytes": bytes(10_000),
}


@campaign("hostile documents", "a hostile document costs one row", attempts=500, seconds=30, quick=500)
def hostile_documents(ground: Ground) -> Outcome:
    """Read the lists one by one, then all pages in one night, between two that are plain."""
    outcome = Outcome()
    for name, data in list(LISTS.items())[:: 2 if ground.quick else 1]:
        for kind in ("feed", "sitemap", "listing"):
            outcome.judge(f"{kind}: {name}", _list(kind, data))
    pages = ground.room("pages")
    chosen = dict(list(PAGES.items())[:: 4 if ground.quick else 1])
    (pages / "00-first.html").write_text(GOOD)
    names = {}
    for number, (name, data) in enumerate({**chosen, **LINES}.items(), 1):
        path = pages / f"{number:02}-document.{'jsonl' if name in LINES else 'html'}"
        path.write_bytes(data)
        names[path.name] = name
    (pages / "99-last.html").write_text(GOOD.replace("plain", "last"))
    settings = settings_of(ground.folder / "warehouse", page_seconds=10, page_megabytes=500)
    started = time.monotonic()
    summary = run(settings, pages)
    outcome.notes.append(f"a night of {len(names)} hostile documents took {time.monotonic() - started:.0f} s")
    told = _told(settings.published)
    for path, name in names.items():
        outcome.judge(
            name, [] if any(path in where for where in told) else [f"{path} is neither an article nor a reject"]
        )
    for path in ("00-first.html", "99-last.html"):
        read = query(
            settings.published, "SELECT count(*) AS n FROM articles WHERE contains(url, $1)", parameters={"1": path}
        )
        outcome.judge(f"the plain page {path}", [] if read["n"][0] == 1 else ["it was not read"])
    outcome.judge("the ledger", held_by_ledger(settings).faults, doubled=held_by_ledger(settings).doubled)
    outcome.notes.append(f"{summary.articles_new} articles, refused: {dict(summary.reasons())}")
    return outcome


def _told(published: Path) -> set[str]:
    found = query(published, "SELECT url FROM articles UNION SELECT url FROM rejects UNION SELECT message FROM rejects")
    return {str(url) for url in found["url"]}


def _list(kind: str, data: bytes) -> list[str]:
    base, started = "https://news.example/list", time.process_time()
    try:
        if kind == "feed":
            offers = read_feed(data, base)
        elif kind == "sitemap":
            offers = read_sitemap(data, base)
        else:
            offers = read_listing(data, base, "a")
    except UnreadableListError:
        offers = None
    except Exception as error:  # the crawl takes it for an unreadable list as well; here it is told
        return [f"{type(error).__name__}: {error}"[:200]]
    took = time.process_time() - started
    faults = [f"it took {took:.1f} s"] * (took > MOST_SECONDS)
    if offers:
        faults += [
            f"it offers {one.url[:80]!r}" for one in offers.pages if not one.url.startswith(("http://", "https://"))
        ]
        faults += ["something of this machine came through"] * any("root:" in (one.title or "") for one in offers.pages)
        faults += ["a title is longer than titles are"] * any(len(one.title or "") > 1_000 for one in offers.pages)
    return faults[:3]
