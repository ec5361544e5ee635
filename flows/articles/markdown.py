"""A Markdown file to plain text, and its front matter."""

from collections.abc import Iterator, Sequence
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

FENCE = "---"


class FrontMatterError(ValueError):
    """A front matter that is no mapping of YAML."""


def read_markdown(source: str) -> tuple[str, dict[str, Any]]:
    r"""Give the text without its markup, paragraphs parted by an empty line, and the front matter.

    The first heading of level one is the title unless the front matter has one, and is no part of the text.
    Code, HTML blocks and images are left out; of links and emphasis the words stay. Raises FrontMatterError.

    >>> read_markdown("---\ndate: 2024-12-19\n---\n# Losses\n\nAt *least* [100](x) killed.\n\nMore.")
    ('At least 100 killed.\n\nMore.', {'date': '2024-12-19', 'title': 'Losses'})
    """
    front, body = _split(source)
    paragraphs: list[str] = []
    for tag, text in _blocks(MarkdownIt("commonmark").enable("table").parse(body)):
        if tag == "h1" and "title" not in front:
            front["title"] = text
        elif text:
            paragraphs.append(text)
    return "\n\n".join(paragraphs), front


def _split(source: str) -> tuple[dict[str, Any], str]:
    lines = source.splitlines()
    if not lines or lines[0].rstrip() != FENCE:
        return {}, source
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() in (FENCE, "...")), None)
    if end is None:
        return {}, source
    try:
        # The base loader leaves dates as they are printed: their zone and precision count.
        front = yaml.load("\n".join(lines[1:end]), Loader=yaml.BaseLoader)  # noqa: S506 - builds texts, lists, mappings only
    except yaml.YAMLError as error:
        raise FrontMatterError(f"the front matter is no YAML: {str(error).splitlines()[0]}") from error
    if front is None or front == "":
        front = {}
    if not isinstance(front, dict):
        raise FrontMatterError("the front matter is no mapping of names to values")
    return front, "\n".join(lines[end + 1 :])


def _blocks(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    tag = ""
    cells: list[str] | None = None
    for token in tokens:
        if token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            yield "tr", " | ".join(cells or [])
            cells = None
        elif token.type == "inline" and cells is not None:
            cells.append(_words(token.children or []))
        elif token.type == "inline":
            yield tag, _words(token.children or [])
        elif token.nesting == 1:
            tag = token.tag


def _words(children: Sequence[Token]) -> str:
    parts = []
    for child in children:
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
    return " ".join("".join(parts).split())
