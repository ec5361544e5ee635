"""The schema.org description that a page carries in JSON-LD, however untidily."""

import html
import json
import re
from collections import deque
from collections.abc import Iterator
from typing import Any

import orjson
from lxml.html import HtmlElement

from flows.articles.media import reading_rules

WRAPPING = re.compile(
    r"^\s*(?:<!--|//<!\[CDATA\[|/\*<!\[CDATA\[\*/|<!\[CDATA\[)|(?:-->|//\]\]>|/\*\]\]>\*/|\]\]>)\s*;?\s*$"
)
TRAILING_COMMA = re.compile(r",(\s*[}\]])")
LOOSE_FIELD = re.compile(r'"(headline|datePublished|dateModified|inLanguage)"\s*:\s*"((?:[^"\\]|\\.)*)"')
NODES = 5_000
LONGEST = 2_000_000  # characters of one script; the longest seen on a real page has 200,000
DIGITS = 18
HOLDERS = (dict, list)

Node = dict[str, Any]


def article_node(tree: HtmlElement, address: str | None) -> Node:
    """Give the node that describes the page's own article, empty where there is none.

    The one whose address is the page's wins, then the one that stands least deep: related articles stand deeper.
    Of JSON that is broken beyond a stray comma, single fields are picked out.
    """
    rules = reading_rules()
    articles: list[Node] = []
    pages: list[Node] = []
    loose: Node = {}
    for script in tree.iter("script"):
        content = script.text if "ld+json" in (script.get("type") or "").lower() else None
        if not content or len(content) > LONGEST:
            continue
        parsed = _parse(content)
        if parsed is None:
            loose |= {name: value for name, value in _loose_fields(content) if name not in loose}
            continue
        for node in _walk(parsed):
            types = types_of(node)
            if types & set(rules["article_types"]):
                articles.append(node)
            elif types & set(rules["page_types"]) and "datePublished" in node:
                pages.append(node)
    own = [node for node in articles if address and address in _addresses(node)]
    return next(iter(own + articles + pages), loose)


def body_of(node: Node) -> str:
    """Give the article's text as a node holds it; empty where it holds none, or markup.

    >>> body_of({"articleBody": "A &amp; B"}), body_of({"articleBody": "<p>A</p>"})
    ('A & B', '')
    """
    body = node.get("articleBody")
    return html.unescape(body) if isinstance(body, str) and "<" not in body else ""


def types_of(node: Node) -> frozenset[str]:
    """Give a node's schema.org types by their bare names.

    >>> sorted(types_of({"@type": ["http://schema.org/NewsArticle", "Article"]}))
    ['Article', 'NewsArticle']
    """
    return frozenset(str(name).rpartition("schema.org/")[2] for name in _listed(node.get("@type")))


def names(value: Any) -> tuple[str, ...]:
    """List the names in an author or publisher field: a text, a node, or a list of them.

    >>> names([{"@type": "Person", "name": "Ana Ruiz"}, "Bo Lind"])
    ('Ana Ruiz', 'Bo Lind')
    """
    found = []
    for one in _listed(value):
        name = one.get("name") if isinstance(one, dict) else one
        for text in _listed(name):
            if isinstance(text, str) and text.strip() and not text.startswith(("http://", "https://")):
                found.append(" ".join(html.unescape(text).split()))
    return tuple(dict.fromkeys(found))


def field(node: Node, name: str) -> str | None:
    """Give a field's first text.

    >>> field({"headline": [" A &amp; B "]}, "headline")
    'A & B'
    """
    for value in _listed(node.get(name)):
        if isinstance(value, str) and value.strip():
            return " ".join(html.unescape(value).split())
    return None


def _parse(text: str) -> Any:
    try:
        return orjson.loads(text)  # what is valid, in a fraction of the time
    except ValueError:
        pass
    for attempt in _attempts(text):
        try:
            return json.loads(attempt, strict=False, parse_constant=lambda _: None, parse_int=_whole)
        except (ValueError, RecursionError):
            continue
    return None


def _attempts(text: str) -> Iterator[str]:
    """Give a script as it is, then out of its wrapping, then without stray commas; mending costs more than reading."""
    yield text
    bare = WRAPPING.sub("", WRAPPING.sub("", text.strip()))
    yield bare
    yield TRAILING_COMMA.sub(r"\1", bare)


def _whole(digits: str) -> int | None:
    return int(digits) if len(digits) <= DIGITS else None


def _loose_fields(text: str) -> Iterator[tuple[str, str]]:
    for match in LOOSE_FIELD.finditer(text):
        try:
            yield match[1], json.loads(f'"{match[2]}"', strict=False)
        except ValueError:
            continue


def _walk(parsed: Any) -> Iterator[Node]:
    waiting, seen = deque([parsed]), 0
    while waiting and seen < NODES:
        one, seen = waiting.popleft(), seen + 1
        if isinstance(one, dict):
            yield one
            waiting.extend(value for value in one.values() if isinstance(value, HOLDERS))
        elif isinstance(one, list):
            waiting.extend(value for value in one if isinstance(value, HOLDERS))


def _addresses(node: Node) -> set[str]:
    found = set()
    for name in ("url", "@id", "mainEntityOfPage"):
        for value in _listed(node.get(name)):
            address = value.get("@id") if isinstance(value, dict) else value
            if isinstance(address, str):
                found.add(address.partition("#")[0])
    return found


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
