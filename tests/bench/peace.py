"""Claims that come out of pages that tell of no conflict: most of what a night's harvest brings."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.bench.command import child
from tests.bench.pages import FETCHED, pages
from tests.bench.registry import Result, Row, measures, shared

# The English pages that tell of a war, of terror or of political violence; the others hold no figure of a conflict.
OF_CONFLICT = frozenset({
    "ca-CBCNews-2024-08-08", "ca-GlobalNews-2026-05-24", "ind-TimesOfIndia-2024-09-02", "uk-EuronewsEN-2024-04-30",
    "uk-Nature-2026-02-07", "uk-TheMirror-2024-08-05", "us-Reuters-2024-03-07", "us-TheGatewayPundit-2026-07-19",
    "za-DailyMaverick-2025-05-22",
})  # fmt: skip


@measures(Row("other_news_claims", "claims/page", 0.05, "lower"))
def other_news() -> Result:
    """Claims per English page that tells of no conflict, from the bytes of the page to the extractor's answer."""
    counts: dict[str, int] = child("peace", str(shared("pages")))
    found = [f"{name} {count}" for name, count in counts.items() if count]
    return Result({"other_news_claims": sum(counts.values()) / len(counts)}, {"other_news_claims": found})


def _main(folder: Path) -> None:
    import json

    from flows.articles.read import read
    from flows.articles.records import Article, Raw
    from flows.claims import extract

    counts = {}
    for number, page in enumerate(pages(folder)):
        name = page.name.removesuffix(".html.gz")
        (article,) = read(Raw(f"https://news.example/{number}", page.html, "text/html", None, FETCHED))
        if isinstance(article, Article) and article.language == "en" and name not in OF_CONFLICT:
            claims = extract(article.text, published=article.published_on, title=article.title)
            counts[name] = len(claims)
    print(json.dumps(counts))


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
