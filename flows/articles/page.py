"""A page in HTML to the article's text and what the page says about itself."""

import re
from copy import deepcopy
from dataclasses import replace
from datetime import datetime, timedelta

from htmldate import find_date
from lxml.etree import ElementDefaultClassLookup, HTMLParser
from lxml.html import HtmlElement, document_fromstring
from trafilatura import bare_extraction, xpaths
from trafilatura.metadata import extract_author
from trafilatura.settings import Document, Extractor

from flows.articles.dates import Stamp, parse_stamp
from flows.articles.metadata import Metadata, metadata_of
from flows.articles.part import article_part, without_code, without_furniture
from flows.articles.records import UnreadablePageError
from flows.articles.selectors import quicken

# Characters that no XML may hold, in UTF-8; lxml stops at them or raises.
CONTROLS = bytes(set(range(32)) - set(b"\t\n\r"))
NO_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())
# What was read out of the article's part is doubted where it is as short, or as far from what the paragraphs hold.
LEAST_TEXT, LEAST_SHARE, MOST_SHARE = 300, 0.6, 1.3
LEAST_AGREED = 0.3  # two looks that give the same are believed from here on
DECLARATION = re.compile(rb"\s*<\?xml[^>]*\?>")
# One class for all elements: lxml's own table by tag is asked in Python for each element that is looked at.
CLASSES = ElementDefaultClassLookup(element=HtmlElement)
FIRST, FAST, CAREFUL = (Extractor(comments=False, output_format="python", fast=fast) for fast in (True, True, False))
# "balanced" means that a short text is held against the whole page, and read once more; that is done here, by what the
# paragraphs hold, and takes a tenth of the time.
FIRST.focus = "first look"
quicken(xpaths)


def read_page(markup: bytes, url: str, fetched_at: datetime) -> tuple[str, Metadata]:
    """Read the text of a page in UTF-8, its paragraphs parted by an empty line, and its metadata.

    The headline is metadata, not text; captions, boxes, navigation and comments are neither.
    Raises UnreadablePageError: empty-page, too-deep, no-text, unreadable-page.
    """
    if NO_CHARACTERS[0][:1] in markup:  # one byte is found much faster than three
        for none in NO_CHARACTERS:
            markup = markup.replace(none, b"")
    declared = DECLARATION.match(markup)
    data = markup[declared.end() if declared else 0 :].translate(None, CONTROLS)
    if not data.strip():
        raise UnreadablePageError("empty-page", "the page is empty")
    tree = _parse(data)
    metadata = metadata_of(tree, url)
    without_code(tree)
    metadata = _completed(metadata, tree, fetched_at)
    paragraphs = _paragraphs(_text(tree, metadata.body), metadata.headlines)
    if not paragraphs:
        raise UnreadablePageError("no-text", "the page holds no article text")
    return "\n\n".join(paragraphs), metadata


def _text(tree: HtmlElement, body: str) -> str:
    """Read the article's part of the page; where that cannot be all, the whole page, and what JSON-LD holds at last.

    See docs/decisions/0202 for the figures behind the bounds.
    """
    part, told = article_part(tree)
    without_furniture(part)
    text = _extracted(part, FIRST)
    agreed = not _doubtful(text, told)
    if not agreed:
        if part is not tree:
            without_furniture(tree)
        whole = _extracted(tree, FAST)
        text, agreed = whole, whole == text and len(text) >= LEAST_AGREED * told
    if not agreed and len(text) < max(LEAST_TEXT, LEAST_SHARE * told, LEAST_SHARE * len(body)):
        text = max(text, _extracted(tree, CAREFUL), key=len)
    return body if len(text) < LEAST_SHARE * len(body) else text


def _doubtful(text: str, told: int) -> bool:
    if len(text) < LEAST_TEXT or told == 0:  # a page without paragraphs was read whole already
        return len(text) < LEAST_TEXT
    return not LEAST_SHARE * told <= len(text) <= MOST_SHARE * told


def _extracted(tree: HtmlElement, options: Extractor) -> str:
    found = bare_extraction(tree, options=options)
    return (found.text or "") if isinstance(found, Document) else ""


def _completed(metadata: Metadata, tree: HtmlElement, fetched_at: datetime) -> Metadata:
    """Look for a date and for authors in what is printed on the page, where it does not tell them."""
    if metadata.published is None:
        # The newest day that a page can have been written on; without it the answer would change from year to year.
        newest = (fetched_at + timedelta(days=1)).date().isoformat()
        day = find_date(deepcopy(tree), extensive_search=False, original_date=True, max_date=newest)
        stamp = parse_stamp(day) if day else None
        if stamp:
            metadata = replace(metadata, published=Stamp(stamp.on, None), evidence="text")
    if not metadata.authors and (author := extract_author(tree)):
        metadata = replace(metadata, authors=tuple(name.strip() for name in author.split(";") if name.strip()))
    return metadata


def _parse(data: bytes) -> HtmlElement:
    parser = HTMLParser(collect_ids=False, remove_comments=True, remove_pis=True, encoding="utf-8")
    parser.set_element_class_lookup(CLASSES)
    try:
        tree = document_fromstring(data, parser=parser)
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


def _paragraphs(text: str, headlines: tuple[str, ...]) -> list[str]:
    lines = [" ".join(line.split()) for line in text.splitlines()]
    kept = [line for line in lines if line]
    known = {headline.casefold() for headline in headlines}
    return kept[1:] if kept and kept[0].casefold() in known else kept
