"""Feeds, sitemaps and listing pages to the addresses that they offer."""

import gzip
import json
import re
import zlib
from calendar import timegm
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import feedparser
from courlan import clean_url
from lxml import etree, html
from lxml.cssselect import CSSSelector

from flows.articles.metadata import clean_address

DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# Read from left to right, so that neither hides the beginning of the other.
QUOTED = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>", re.DOTALL)
MOST_OFFERS = 5_000
MOST_SITEMAPS = 20
MOST_INFLATED = 50_000_000
TITLE_LENGTH = 500
JSON_TYPES = ("application/feed+json", "application/json")


class UnreadableListError(ValueError):
    """A feed, sitemap or listing that cannot be read; `reason` is the code."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Offer:
    """A page that a source offers, with the title and the moment that it gives there."""

    url: str
    title: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Offers:
    """What one list holds: pages, and further sitemaps where it is an index of them."""

    pages: tuple[Offer, ...] = ()
    sitemaps: tuple[str, ...] = ()


def cleaned(address: str | None, base: str) -> str | None:
    """Make an offered address whole and canonical: no campaign parameters, name, password or fragment.

    >>> cleaned("/a?utm_source=rss&id=4#top", "https://me:secret@News.example/feed")
    'https://news.example/a?id=4'
    """
    whole = clean_address(address, base)
    return clean_address(clean_url(whole)) if whole else None


def read_feed(data: bytes, url: str, media_type: str = "") -> Offers:
    """Read RSS, Atom or JSON Feed. Raises UnreadableListError: document-type, unreadable-feed."""
    if media_type in JSON_TYPES or data.lstrip()[:1] == b"{":
        return _offers(_json_items(data), url)
    _refuse_document_type(data)
    found = feedparser.parse(data, response_headers={"content-location": url}, sanitize_html=False)
    if not found.entries and not found.get("version"):
        raise UnreadableListError("unreadable-feed", f"no feed ({found.get('bozo_exception', 'nothing known in it')})")
    return _offers(((entry.get("link"), entry.get("title"), _moment(entry)) for entry in found.entries), url)


def read_sitemap(data: bytes, url: str) -> Offers:
    """Read a sitemap, packed or not, or an index of sitemaps. Raises UnreadableListError."""
    data = _unpacked(data)
    _refuse_document_type(data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableListError("unreadable-feed", f"no sitemap ({error})") from error
    name = etree.QName(root).localname
    if name == "sitemapindex":
        places = [place for place, _ in _located(root)][:MOST_SITEMAPS]
        return Offers(sitemaps=tuple(whole for place in places if (whole := clean_address(place, url))))
    if name != "urlset":
        raise UnreadableListError("unreadable-feed", f"no sitemap: its root is {name[:40]}")
    return _offers(_located(root), url)


def read_listing(data: bytes, url: str, selector: str) -> Offers:
    """Read the links that a selector finds on a page, or inside of what it finds. Raises UnreadableListError."""
    try:
        tree = html.document_fromstring(data)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        raise UnreadableListError("unreadable-feed", f"no page ({error})") from error
    links = (
        link
        for found in CSSSelector(selector, translator="html")(tree)
        for link in ([found] if found.tag == "a" else found.iter("a"))
    )
    return _offers(((link.get("href"), link.text_content()) for link in links), url)


def feeds_on(data: bytes, url: str) -> tuple[str, ...]:
    """List the feeds that a page names in its head. Raises UnreadableListError."""
    try:
        tree = html.document_fromstring(data)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        raise UnreadableListError("unreadable-feed", f"no page ({error})") from error
    kinds = ("application/rss+xml", "application/atom+xml", "application/feed+json")
    links = (link.get("href") for link in tree.iter("link") if (link.get("type") or "").lower() in kinds)
    return tuple(dict.fromkeys(whole for link in links if (whole := clean_address(link, url))))


def _moment(entry: Any) -> datetime | None:
    told = entry.get("published_parsed") or entry.get("updated_parsed")
    return datetime.fromtimestamp(timegm(told), UTC) if told else None


def _offers(found: Iterable[tuple[Any, ...]], base: str) -> Offers:
    pages: dict[str, Offer] = {}
    for address, title, *moment in found:
        url = cleaned(address, base) if isinstance(address, str) else None
        if url and url not in pages:
            told = " ".join(title.split())[:TITLE_LENGTH] if isinstance(title, str) else ""
            pages[url] = Offer(url, told or None, *moment)
        if len(pages) == MOST_OFFERS:
            break
    return Offers(tuple(pages.values()))


def _json_items(data: bytes) -> Iterator[tuple[Any, Any]]:
    try:
        held = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UnreadableListError("unreadable-feed", f"no JSON ({error})") from error
    items = held.get("items") if isinstance(held, dict) else None
    if not isinstance(items, list):
        raise UnreadableListError("unreadable-feed", "no JSON Feed: it holds no `items`")
    return ((item.get("url"), item.get("title")) for item in items if isinstance(item, dict))


def _located(root: Any) -> Iterator[tuple[str | None, str | None]]:
    for entry in root:
        texts: dict[str, str] = {}
        for part in entry.iter(etree.Element):
            texts.setdefault(etree.QName(part).localname, (part.text or "").strip())
        yield texts.get("loc"), texts.get("title")


def _unpacked(data: bytes) -> bytes:
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
        whole = inflater.decompress(data, MOST_INFLATED)
    except (zlib.error, gzip.BadGzipFile) as error:
        raise UnreadableListError("unreadable-feed", f"its gzip is broken ({error})") from error
    if inflater.unconsumed_tail or not inflater.eof:
        raise UnreadableListError("oversize", "its gzip breaks off or holds more than 50 MB")
    return whole


def _refuse_document_type(data: bytes) -> None:
    # Entities of a document type can grow without bound, and name files; no feed of today needs one.
    if DOCTYPE.search(QUOTED.sub(b"", data.replace(b"\0", b""))):
        raise UnreadableListError("document-type", "its XML declares a document type, which no feed needs")
