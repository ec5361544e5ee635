"""Imported by the server that reading processes are forked from, and by nothing else: see `flows.parallel.forked`.

What the first page and the first article would otherwise wait for is loaded here, once and not in each process.
"""

from datetime import UTC, datetime

from flows.articles import pdf  # noqa: F401 (documents are read in those processes too)
from flows.articles.page import read_page
from flows.articles.traits import language
from flows.claims import extract

TEXT = "At least 100 soldiers were killed in Kyiv on Sunday, the British ministry of defence said."

PAGE = f"<html><body><article><p>{TEXT}</p></article></body></html>"

read_page(PAGE.encode(), "https://news.example/a", datetime.now(UTC))
language(TEXT, None)
extract(TEXT)
