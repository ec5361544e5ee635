"""What changed: revisions of figures as a page, a CSV and a feed; and what each night brought, for good."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import astuple
from datetime import UTC, datetime
from typing import Any

import pandas as pd
from feedgenerator import Atom1Feed

from flows.report.manner import Manner
from flows.report.names import Names, day
from flows.report.pages import Page, render
from flows.report.points import COLUMNS, Point
from flows.report.site import Site
from flows.report.subjects import Key, Subject, title
from warehouse.export import write_csv
from warehouse.site import Row

SHOWN = 300
IN_FEED = 100
TAG = "tag:conflict-figures.invalid,2026:"  # where no address is configured; .invalid belongs to nobody


def pages(site: Site, manner: Manner) -> Iterator[Page]:
    """Give the page of changes with its twins, and a page for every night that brought anything."""
    changes = [_change(site, row) for row in site.rows.revisions]
    shown: dict[str, Any] = {
        "title": "Changes",
        "rows": changes[:SHOWN],
        "total": len(changes),
        "nights": site.rows.nights[:20],
    }

    def make(build: str) -> dict[str, bytes]:
        return {
            "changes/index.html": render("changes", root="../", build=build, **shown),
            "changes/changes.csv": _csv(site.rows.revisions),
            "changes/feed.atom": _feed(changes[:IN_FEED], manner, site.published_at),
        }

    yield "changes/index.html", (shown, site.rows.revisions, manner), make
    yield from _nights(site)


def _change(site: Site, row: Row) -> dict[str, Any]:
    who = row["claimant_name"] or row["said_by"] or "An article in its own voice"
    held = site.by_claim.get(row["claim_id"] or "") or site.by_claim.get(row["earlier_claim_id"] or "")
    what = held[0].title if held else _title(row, site.names)
    when = row["said_on"] or row["as_of"]
    return {
        "text": _words(who, row),
        "what": what,
        "href": site.subject_href(held[0]) if held else site.hrefs.get(row["earlier_claim_id"] or ""),
        "day": when,
        "explanation": row["explanation"],
        "revision": row["revision"],
        "id": f"{row['earlier_claim_id']}-{row['claim_id'] or 'gone'}",
    }


def _words(who: str, row: Row) -> str:
    """Say a change: "X revised 120 to 150"."""
    before = f"{row['earlier_best']:,.0f}"
    if row["revision"] == "retracted":
        return f"{who} no longer gives {before}"
    after = f"{row['best']:,.0f}"
    if row["as_of"] == row["earlier_as_of"]:
        return f"{who} revised {before} to {after}"
    verb = {"backlog": "added at once", "reset": "began anew", "lowered": "lowered a running total"}.get(
        row["revision"], "raised a running total"
    )
    return f"{who} {verb}: {before} for {day(row['earlier_as_of'])}, {after} for {day(row['as_of'])}"


def _title(row: Row, names: Names) -> str:
    fields = ("metric", "item", "population", "actor", "place_key", "country")
    return title(Key(**{name: row[name] for name in fields}), names)


def _csv(rows: list[Row]) -> bytes:
    frame = pd.DataFrame(rows, dtype=object)
    stream = io.BytesIO()
    write_csv(frame, stream)
    return stream.getvalue()


def _feed(changes: list[dict[str, Any]], manner: Manner, published_at: str) -> bytes:
    base = manner.base or ""
    tag = f"tag:{base.split('/')[2]},2026:" if base else TAG
    feed = Atom1Feed(
        title="conflict-figures: changes of figures",
        link=base or "index.html",
        description="Who revised which figure.",
        language="en",
        feed_url=f"{base}changes/feed.atom" if base else None,
        feed_guid=f"{tag}changes",
    )
    for change in changes:
        moment = datetime.combine(change["day"], datetime.min.time(), UTC) if change["day"] else None
        feed.add_item(
            title=_plain(change["text"]),
            link=f"{base}{change['href'] or 'changes/index.html'}" if base else f"../{change['href'] or ''}",
            description=_plain(f"{change['what']}. {change['explanation']}."),
            unique_id=f"{tag}change/{change['id']}",
            updateddate=moment or datetime.fromisoformat(published_at),
        )
    text: str = feed.writeString("utf-8")
    return text.encode()


def _plain(text: str) -> str:
    return "".join(character for character in text if character.isprintable())


def _nights(site: Site) -> Iterator[Page]:
    """A page for each day on which anything came in, at an address that stays."""
    by_run: dict[str, list[tuple[Subject, Point]]] = defaultdict(list)
    for subject in site.subjects:
        for point in subject.points:
            by_run[point.run_id].append((subject, point))
    entries = []
    for night in site.rows.nights:
        found = [pair for run in night["run_ids"] for pair in by_run[run]]
        found.sort(key=lambda pair: (pair[1].is_row, pair[0].title, -(pair[1].as_of.toordinal()), pair[1].claim_id))
        name = f"asof/{night['day']}/index.html"
        entries.append({**night, "href": name, "figures": len(found)})
        shown = {
            "title": f"What came in on {day(night['day'])}",
            "night": night,
            "rows": [_night_row(site, *pair) for pair in found[:SHOWN]],
            "total": len(found),
        }
        points = [point for _, point in found]
        yield name, (shown, [point.claim_id for point in points]), _night_maker(name, shown, points)
    listed: dict[str, Any] = {"title": "Nights", "rows": entries}
    yield (
        "asof/index.html",
        listed,
        lambda build: {"asof/index.html": render("nights", root="../", build=build, **listed)},
    )


def _night_row(site: Site, subject: Subject, point: Point) -> dict[str, Any]:
    return {
        "title": subject.title,
        "href": site.hrefs[point.claim_id],
        "glyph": point.glyph,
        "text": point.text,
        "who": point.speaker,
        "day": point.as_of,
    }


def _night_maker(name: str, shown: dict[str, Any], points: list[Point]) -> Callable[[str], dict[str, bytes]]:
    def make(build: str) -> dict[str, bytes]:
        stream = io.BytesIO()
        write_csv(pd.DataFrame([astuple(point) for point in points], columns=list(COLUMNS), dtype=object), stream)
        folder = name.removesuffix("index.html")
        page = render("night", root="../../", build=build, **shown)
        return {name: page, f"{folder}figures.csv": stream.getvalue()}

    return make
