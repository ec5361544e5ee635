"""What a page says about itself: address, title, publisher, authors, language, dates and where they stand."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urljoin, urlsplit, urlunsplit

from lxml.html import HtmlElement

from flows.articles.dates import Stamp, parse_stamp
from flows.articles.headline import title_of, visible_headlines
from flows.articles.linked_data import Node, article_node, body_of, field, names, types_of
from flows.articles.media import reading_rules

URL_DAY = re.compile(r"/(20\d\d)[/-](\d\d?)[/-](\d\d?)(?:/|-|$)")
LANGUAGE = re.compile(r"([a-z]{2})(?:[-_]\w+)*$", re.IGNORECASE)
NAMES = re.compile(r",\s+(?:and\s+)?|;|\s+and\s+|\s+&\s+")
PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Metadata:
    """A page's own account of itself; None for what it does not tell.

    `body` is the article's text and `kinds` are the schema.org types, as far as JSON-LD tells. `headlines` are all the
    titles that stand on the page or are written for other sites; they are no part of the text.
    """

    canonical_url: str | None
    title: str | None
    publisher: str | None
    language: str | None
    authors: tuple[str, ...]
    published: Stamp | None
    evidence: str | None
    modified_at: datetime | None
    body: str = ""
    kinds: frozenset[str] = frozenset()
    headlines: tuple[str, ...] = ()


def metadata_of(tree: HtmlElement, url: str) -> Metadata:
    """Read the metadata of a parsed page that was loaded from `url`.

    JSON-LD is asked first, then meta elements, then the page's address, then what stands printed in the article.
    """
    meta = _meta(tree)
    canonical = _canonical(tree, meta, url)
    node = article_node(tree, canonical)
    rules = reading_rules()
    publisher = next(iter(names(node.get("publisher"))), None) or _first(meta, rules["publisher_meta"])
    published, evidence = _published(tree, node, meta, canonical or url)
    told, visible = _told_headlines(node, meta), visible_headlines(tree)
    modified = _stamp(field(node, "dateModified")) or _first_stamp(meta, rules["modified_meta"])
    return Metadata(
        canonical_url=canonical,
        title=title_of(tree, told, visible, publisher),
        publisher=publisher,
        language=language_of(field(node, "inLanguage") or tree.get("lang") or _first(meta, rules["language_meta"])),
        authors=names(node.get("author")) or _authors(meta, rules["author_meta"]),
        published=published,
        evidence=evidence,
        modified_at=modified.at if modified else None,
        body=body_of(node),
        kinds=types_of(node),
        headlines=tuple(dict.fromkeys((*told, *visible))),
    )


def language_of(tag: str | None) -> str | None:
    """Give the ISO 639-1 code of a language tag.

    >>> language_of("en-GB"), language_of("uk_UA"), language_of("English"), language_of(None)
    ('en', 'uk', None, None)
    """
    match = LANGUAGE.match(tag.strip()) if tag else None
    return match[1].lower() if match else None


def clean_address(address: str | None, base: str = "") -> str | None:
    """Make an address whole and comparable; None where it is not one of a page.

    Scheme and host in lower case, no default port, no fragment. A site's front page is no article's address.

    >>> clean_address("HTTPS://News.Example:443/a?id=1#top")
    'https://news.example/a?id=1'
    >>> clean_address("/2024/kursk", "https://news.example/x"), clean_address("https://news.example/")
    ('https://news.example/2024/kursk', None)
    """
    if not address or not address.strip():
        return None
    try:
        parts = urlsplit(urljoin(base, address.strip()))
        port = parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in PORTS or not parts.hostname or (parts.path in ("", "/") and not parts.query):
        return None
    host = parts.hostname if port in (None, PORTS[scheme]) else f"{parts.hostname}:{port}"
    return urlunsplit((scheme, host, parts.path, parts.query, ""))


def day_in_address(address: str) -> date | None:
    """Find the day that many news sites write into an article's path.

    >>> day_in_address("https://news.example/world/2024/12/19/kursk-losses")
    datetime.date(2024, 12, 19)
    """
    match = URL_DAY.search(urlsplit(address).path)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def _meta(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = " ".join((element.get("content") or "").split())
        for attribute in ("property", "name", "itemprop", "http-equiv") if content else ():
            if name := (element.get(attribute) or "").strip().lower():
                found.setdefault(name, []).append(content)
    return found


def _first(meta: dict[str, list[str]], wanted: Iterable[str]) -> str | None:
    return next((meta[name][0] for name in wanted if name in meta), None)


def _stamp(printed: str | None) -> Stamp | None:
    return parse_stamp(printed) if printed else None


def _first_stamp(meta: dict[str, list[str]], wanted: Iterable[str]) -> Stamp | None:
    found = (parse_stamp(content) for name in wanted for content in meta.get(name, ()))
    return next((stamp for stamp in found if stamp), None)


def _authors(meta: dict[str, list[str]], wanted: Iterable[str]) -> tuple[str, ...]:
    for name in wanted:
        people = [person for text in meta.get(name, ()) for person in _people(text)]
        if people:
            return tuple(dict.fromkeys(people))
    return ()


def _people(text: str) -> list[str]:
    """Part a line of names; one where a part is a single word ("Jr", "PhD", a desk) stays whole."""
    if "://" in text or text.startswith("@"):
        return []
    parts = [part.strip() for part in NAMES.split(text) if part.strip()]
    return parts if all(" " in part for part in parts) else [text]


def _canonical(tree: HtmlElement, meta: dict[str, list[str]], url: str) -> str | None:
    base = url if url.startswith(("http://", "https://")) else ""
    links = [link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()]
    found = (clean_address(address, base) for address in [*links, *meta.get("og:url", ())])
    return next((address for address in found if address), None)


def _published(
    tree: HtmlElement, node: Node, meta: dict[str, list[str]], address: str
) -> tuple[Stamp | None, str | None]:
    rules = reading_rules()
    if stamp := _stamp(field(node, "datePublished")):
        return stamp, "json-ld"
    if stamp := _first_stamp(meta, rules["published_meta"]) or _marked_time(tree):
        return stamp, "meta"
    if day := day_in_address(address):
        return Stamp(day, None), "url"
    printed = tree.xpath("(//article | //main | //header)//time[@datetime]")
    stamps = (parse_stamp(element.get("datetime")) for element in printed)
    found = next((stamp for stamp in stamps if stamp), None)
    return found, "text" if found else None


def _marked_time(tree: HtmlElement) -> Stamp | None:
    for element in tree.xpath("//*[@itemprop='datePublished' or @pubdate]"):
        printed = element.get("datetime") or element.get("content") or element.text_content()
        if stamp := parse_stamp(" ".join(printed.split())):
            return stamp
    return None


def _told_headlines(node: Node, meta: dict[str, list[str]]) -> tuple[str, ...]:
    """List the headlines that are written for others than readers: JSON-LD's, then the one for other sites."""
    told = (field(node, "headline"), _first(meta, ("og:title", "twitter:title", "dc.title")))
    return tuple(dict.fromkeys(one for one in told if one))
