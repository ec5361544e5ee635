"""A page in HTML to the article's text and what the page says about itself."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura import bare_extraction
from trafilatura.settings import Document

from flows.articles.dates import Stamp, parse_stamp
from flows.articles.media import reading_rules
from flows.articles.metadata import Metadata, metadata_of

# Characters that no XML may hold; lxml stops at them or raises.
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


class UnreadablePageError(ValueError):
    """A page that gives no text; `reason` is the code."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


def read_page(markup: str, url: str, fetched_at: datetime) -> tuple[str, Metadata]:
    """Read a page's text, its paragraphs parted by an empty line, and its metadata.

    The headline is metadata, not text; captions, boxes, navigation and comments are neither.
    Raises UnreadablePageError: empty-page, too-deep, no-text, unreadable-page.
    """
    markup = FORBIDDEN.sub("", DECLARATION.sub("", markup))
    if not markup.strip():
        raise UnreadablePageError("empty-page", "the page is empty")
    tree = _parse(markup)
    metadata = metadata_of(tree, url)
    found = bare_extraction(
        tree,
        url=metadata.canonical_url or (url if url.startswith("http") else None),
        include_comments=False,
        prune_xpath=list(_furniture()),
        with_metadata=True,
        # The newest day that a page can have been written on; without it the answer would change from year to year.
        date_extraction_params={
            "extensive_search": False,
            "original_date": True,
            "max_date": (fetched_at + timedelta(days=1)).date().isoformat(),
        },
    )
    paragraphs = _paragraphs(found.text, metadata.title) if isinstance(found, Document) else []
    if not paragraphs or not isinstance(found, Document):
        raise UnreadablePageError("no-text", "the page holds no article text")
    return "\n\n".join(paragraphs), _completed(metadata, found.author, found.date)


def _parse(markup: str) -> HtmlElement:
    parser = HTMLParser(collect_ids=False, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        tree = document_fromstring(markup.encode(), parser=parser)
    except Exception as error:  # lxml raises ParserError, XMLSyntaxError and AssertionError for pages without elements
        raise UnreadablePageError("no-text", f"the page holds no elements ({error})") from error
    for problem in parser.error_log:
        if problem.type_name != "ERR_RESOURCE_LIMIT":
            continue
        # lxml keeps what stood before and drops the rest without a word.
        if "depth" in problem.message.lower():
            raise UnreadablePageError("too-deep", "the page's elements are nested deeper than 255 and would be cut")
        raise UnreadablePageError("unreadable-page", f"the page would be cut: {problem.message.strip()}")
    return tree


@cache
def _furniture() -> tuple[str, ...]:
    rules = reading_rules()["page_furniture"]
    spared = "[not(.//h1 or .//article)]"
    paths = [" | ".join(f"//{element}{spared}" for element in rules["elements"])]
    for attribute in ("class", "id"):
        padded = f"concat(' ', normalize-space(@{attribute}), ' ')"
        tests = " or ".join(f"contains({padded}, ' {token} ')" for token in rules["tokens"])
        paths.append(
            f"//*[self::div or self::section or self::p or self::span or self::ul or self::figure][{tests}]{spared}"
        )
    return tuple(paths)


def _paragraphs(text: str | None, title: str | None) -> list[str]:
    lines = [" ".join(line.split()) for line in (text or "").splitlines()]
    kept = [line for line in lines if line]
    if kept and title and kept[0].casefold() == title.casefold():
        kept = kept[1:]
    return kept


def _completed(metadata: Metadata, author: str | None, day: str | None) -> Metadata:
    if not metadata.authors and author:
        metadata = replace(metadata, authors=tuple(name.strip() for name in author.split(";") if name.strip()))
    stamp = parse_stamp(day) if day and not metadata.published else None
    if stamp:
        metadata = replace(metadata, published=Stamp(stamp.on, None), evidence="text")
    return metadata
