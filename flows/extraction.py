"""From an article to its claims, whatever happens; light to import, since it is what other processes are sent."""

from __future__ import annotations

from flows.articles.records import Article
from flows.claims import Claim, extract


def claims_or_fault(article: Article) -> list[Claim] | str:
    """Read the claims of an article; a sentence that names the fault where the extractor fails at it."""
    try:
        return extract(
            article.text,
            published=article.published_on,
            title=article.title,
            language=article.language or "en",
        )
    except Exception as fault:  # whatever it is, it becomes a reject that names it
        return f"The extractor failed at this article: {type(fault).__name__}: {fault}"
