"""Which part of a page is the article, found by where its paragraphs stand; what is furniture goes."""

from collections import Counter
from copy import deepcopy
from functools import cache, lru_cache

from lxml import etree
from lxml.html import HtmlElement

from flows.articles.media import reading_rules

PARAGRAPHS = ("p", "blockquote")
LEAST = 50  # characters; what is shorter is a caption, a label, a line of a list
MOST_LINKED = 0.5
MOST_OF_IT = 0.85
ASIDE = frozenset({"aside", "footer", "nav", "figcaption", "form", "button", "header"})
WRITTEN = ("article", "main")
UNREAD = ("script", "style", "svg", "noscript", "template", "iframe")
TEXTLESS = ("img", "picture", "source", "input", "link", "video", "audio")
EMPTY = etree.XPath("descendant::*[self::div or self::span or self::a or self::figure][not(normalize-space())]")
WRAPPERS = frozenset({"div", "section", "p", "span", "ul", "figure"})


def without_code(tree: HtmlElement) -> None:
    """Take out of a page what no reader sees: scripts, styles, drawings, frames."""
    etree.strip_elements(tree, *UNREAD, with_tail=False)


def without_furniture(part: HtmlElement) -> None:
    """Take captions, boxes, navigation and the like out of a page or a part of it, and what holds no text at all.

    What holds the headline or an article stays. The names stand in `reading.yml`.
    """
    elements, _ = _furniture()
    found = [
        element
        for element in part.iter(*elements, *WRAPPERS)
        if element.tag in elements or _is_furniture(element.get("class"), element.get("id"))
    ]
    for element in found:
        inside = element is not part and element.getparent() is not None
        if inside and element.find(".//h1") is None and element.find(".//article") is None:
            element.drop_tree()
    # A third of a page's elements hold nothing to read, and each of them costs the reader its time.
    etree.strip_elements(part, *TEXTLESS, with_tail=False)
    for element in EMPTY(part):
        if element is not part and element.getparent() is not None:
            element.drop_tree()


def article_part(tree: HtmlElement) -> tuple[HtmlElement, int]:
    """Give a document of the article's part of a page alone, and how many characters of paragraphs the page holds.

    The part is the innermost element that holds most of the paragraphs, or the article element around it; it is a
    copy. Of a page without paragraphs, or with paragraphs all over it, the tree itself is given.
    """
    body = tree.find(".//body")
    body = tree if body is None else body
    inside: Counter[HtmlElement] = Counter()  # an element's own paragraphs, which mostly stand side by side
    for paragraph in body.iter(*PARAGRAPHS):
        if size := _size(paragraph):
            inside[paragraph.getparent()] += size
    sizes: Counter[HtmlElement] = Counter()
    told = 0
    for parent, size in inside.items():
        above = [parent, *parent.iterancestors()]
        if any(element.tag in ASIDE for element in above):
            continue
        told += size
        for element in above:
            sizes[element] += size
    part = body
    for element, size in sizes.items():  # from the innermost outwards, for each paragraph in its turn
        if size >= MOST_OF_IT * told and _depth(element) > _depth(part):
            part = element
    part = next((one for one in (part, *part.iterancestors()) if _is_written(one)), part)
    return (tree if part.tag in ("html", "body") else _document(part)), told


def _size(paragraph: HtmlElement) -> int:
    size = len("".join(paragraph.itertext()).strip())
    if size < LEAST:
        return 0
    linked = sum(len("".join(link.itertext())) for link in paragraph.iter("a"))
    return size if linked < MOST_LINKED * size else 0


def _depth(element: HtmlElement) -> int:
    return sum(1 for _ in element.iterancestors())


def _is_written(element: HtmlElement) -> bool:
    return element.tag in WRITTEN or element.get("role") == "main"


def _document(part: HtmlElement) -> HtmlElement:
    make = part.getroottree().parser.makeelement
    root, body = make("html"), make("body")
    root.append(body)
    body.append(deepcopy(part))
    return root


@cache
def _furniture() -> tuple[frozenset[str], frozenset[str]]:
    rules = reading_rules()["page_furniture"]
    return frozenset(rules["elements"]), frozenset(rules["tokens"])


@lru_cache(4_096)
def _is_furniture(classes: str | None, own_id: str | None) -> bool:
    return not _furniture()[1].isdisjoint(f"{classes or ''} {own_id or ''}".split())
