"""The page of a subject: its charts, their tables and twins, what contradicts, what was revised, what is not shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass
from typing import Any

from markupsafe import Markup

from flows.report import twins, words
from flows.report.data import chart_data, number, script
from flows.report.manner import Manner
from flows.report.marks import drawing
from flows.report.names import day
from flows.report.pages import Page, render
from flows.report.picture import picture
from flows.report.scales import day_ticks
from flows.report.site import Site, related
from flows.report.subjects import Chart, Subject
from flows.report.svg import Caption, frames, placed, svg

SHOWN_ROWS = 100  # of a long table; the script shows the others, the CSV has all


@dataclass(frozen=True)
class About:
    """What a page says of its subject beside the charts."""

    contradictions: list[tuple[str, str, str]]
    revisions: list[dict[str, Any]]
    related: list[tuple[str, str, str]]
    definitions: list[dict[str, Any]]


def pages(site: Site, manner: Manner) -> Iterator[Page]:
    """Give each subject's page: its name, all that it shows, and how it is made."""
    near = related(site)
    contradictions: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for row in site.rows.contradictions:
        one, two = (site.by_claim.get(row[f"claim_id_{side}"]) for side in "ab")
        if one and two:
            text = words.apart(one[1], two[1])
            ids = (site.hrefs[one[1].claim_id], site.hrefs[two[1].claim_id])
            contradictions[one[0].id].append((text, *ids))
    revisions: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in site.rows.revisions:
        revisions[row["series_id"]].append(row)
    meanings = defaultdict(list)
    for row in site.tables["definitions"]:
        meanings[row["definition"]].append(row)
    for subject in site.subjects:
        series_ids = dict.fromkeys(point.series_id for point in subject.points)
        told = dict.fromkeys(point.definition for point in subject.points if point.definition)
        about = About(
            contradictions=contradictions[subject.id],
            revisions=[row for series_id in series_ids for row in revisions[series_id]],
            related=[(other.title, site.subject_href(other), why[0]) for other, why in near.get(subject.id, [])],
            definitions=[row for definition in told for row in meanings[definition]],
        )
        content = (subject.title, [astuple(point) for point in subject.points], about, subject.absent, manner)
        yield f"series/{subject.address}", content, _maker(site, manner, subject, about)


def _maker(site: Site, manner: Manner, subject: Subject, about: About) -> Callable[[str], dict[str, bytes]]:
    return lambda build: _files(site, manner, subject, about, build)


def _files(site: Site, manner: Manner, subject: Subject, about: About, build: str) -> dict[str, bytes]:
    updated = f"{build[:4]}-{build[4:6]}-{build[6:8]}"
    made: dict[str, bytes] = {}
    views, data = [], []
    for chart in subject.charts:
        name = f"{subject.address}.{chart.kind}"
        drawn = drawing(chart)
        caption = Caption(
            title=f"{subject.title} · {words.HEADINGS[chart.kind].lower()}",
            text=words.alternative(subject, chart),
            source=_source(subject, chart, build, updated),
        )
        forms = frames(drawn)
        labels = {frame.name: placed(drawn, frame) for frame in forms}
        told: dict[str, Any] = {
            "title": caption.title,
            "source": caption.source,
            "heights": [form.plot_height for form in forms],
        }
        told["dayTicks"] = [[(number(when), text) for when, text in day_ticks(*drawn.days, one.ticks)] for one in forms]
        data.append(chart_data(subject, drawn, labels, site.hrefs, build) | told)
        pictures = [svg(drawn, caption, frame, chart.kind) for frame in forms]
        if manner.base and chart is subject.charts[0]:
            made[f"series/{subject.address}.png"] = picture(pictures[0])
        views.append(_view(site, chart, name, Markup("".join(pictures)), caption.text))  # noqa: S704
        files = {
            f"{name}.csv": twins.csv_twin(chart),
            f"{name}.metadata.json": twins.metadata_twin(subject, chart, build, updated),
            f"{name}.sql": twins.sql_twin(subject, chart, name),
        }
        files[f"{name}.zip"] = twins.zip_twin(subject, chart, name, files)
        made |= {f"series/{file}": content for file, content in files.items()}
    made[f"series/{subject.address}.js"] = script("charts", data)
    made[f"series/{subject.address}.html"] = render(
        "series",
        root="../",
        title=subject.title,
        build=build,
        subject=subject,
        views=views,
        about=about,
        updated=updated,
        linked=_linked_data(subject, manner, updated, list(made)),
        base=manner.base,
    )
    return made


def _view(site: Site, chart: Chart, name: str, pictures: Markup, alternative: str) -> dict[str, Any]:
    rows = chart.rows
    shown = rows if len(rows) <= SHOWN_ROWS * 1.5 else rows[:SHOWN_ROWS]
    return {
        "kind": chart.kind,
        "heading": words.HEADINGS[chart.kind],
        "explained": words.EXPLAINED[chart.kind],
        "alternative": alternative,
        "chart": chart,
        "name": name,
        "pictures": pictures,
        "rows": [(row, site.hrefs[row.claim_id]) for row in shown],
        "total": len(rows),
        "letters": {lane.series_id: lane for lane in chart.lanes},
        "glyphs": sorted({point.glyph for point in rows}),
    }


def _source(subject: Subject, chart: Chart, build: str, updated: str) -> str:
    publishers = sorted({point.publisher for point in chart.points if point.publisher})
    told = words.listed(publishers, 2) or "no publisher named"
    return f"Claims, not findings. Sources: {told}. conflict-figures, {updated}, build {build}"


def _linked_data(subject: Subject, manner: Manner, updated: str, made: list[str]) -> dict[str, Any]:
    points = subject.points
    first, last = min(point.as_of for point in points), max(point.as_of for point in points)
    place = manner.base or ""
    about: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": subject.title,
        "description": f"Claims by {words.listed(subject.speakers)}: who asserts which figure, in which words. Newest"
        f" for {day(subject.newest.as_of)}.",
        "temporalCoverage": f"{first}/{last}",
        "dateModified": updated,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": "conflict-figures"},
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": "text/csv", "contentUrl": f"{place}{file}"}
            for file in made
            if file.endswith(".csv")
        ],
    }
    return about | ({"spatialCoverage": subject.where} if subject.where else {})
