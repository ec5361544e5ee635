"""The report of the samples as files: what stands in the pages, and that nothing else does."""

from __future__ import annotations

import json
import os
import re
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import feedparser
import lxml.html
import pytest

from flows.report.build import build_report
from flows.report.manner import Manner
from flows.report.marks import drawing
from flows.report.site import read_site
from flows.report.standing import inputs_of
from flows.report.swap import MARK, Aside, NotOurFolderError
from flows.settings import Settings
from warehouse.export import query
from warehouse.publish import manifest_path

Find = Callable[[str], Path]
Stands = Callable[[str], tuple[Path, str]]


def pages(report: Path) -> list[Path]:
    return sorted(report.rglob("*.html"))


@cache
def anchors(page: Path) -> set[str]:
    """The places of a page that can be linked to: its ids, and the rows that its script knows."""
    found = set(lxml.html.parse(str(page)).getroot().xpath("//@id"))
    script = page.with_suffix(".js")
    if script.exists():
        charts = json.loads(script.read_text("utf-8").removeprefix("var charts = ").removesuffix(";\n"))
        ids = [lane["id"] for chart in charts for lane in chart["lanes"]]
        found |= {f"c-{text[start : start + 10]}" for text in ids for start in range(0, len(text), 10)}
    return found


def test_every_page_and_every_figure_has_its_address(night: Settings, report: Path) -> None:
    subjects = query(night.published, "SELECT DISTINCT subject_id FROM chart_points")["subject_id"].tolist()
    there = {path.stem[-8:] for path in (report / "series").glob("*.html")}
    assert there == {subject[:8] for subject in subjects}
    for page in pages(report):
        tree = lxml.html.parse(str(page)).getroot()
        for href in tree.xpath("//@href | //script/@src"):
            if href.startswith(("http:", "https:", "#")):
                continue
            name, _, place = href.partition("#")
            target = (page.parent / name).resolve() if name else page
            assert target.is_file(), f"{page.name}: {href}"
            if place:  # what is not among the newest rows is found by the script
                assert place in anchors(target), f"{page.name}: {href}"


def test_marks_drawn_are_the_rows(night: Settings, report: Path, find: Find) -> None:
    rows = query(night.published, "SELECT subject_id, chart, count(*) AS rows FROM chart_points GROUP BY ALL")
    for subject_id, chart, count in rows.itertuples(index=False, name=None):
        (page,) = (report / "series").glob(f"*-{subject_id[:8]}.html")
        section = lxml.html.parse(str(page)).getroot().get_element_by_id(chart)
        for form in ("wide", "narrow"):
            (picture,) = section.xpath(f".//svg[@class='chart {form}']")
            marks = picture.xpath(".//*[local-name()='g'][starts-with(@class, 'mark')]")
            dense = picture.xpath(".//*[local-name()='path'][@data-marks]")
            for path in dense:
                assert path.get("d").count("h0") == int(path.get("data-marks"))
            assert len(marks) + sum(int(path.get("data-marks")) for path in dense) == count, (page.name, form)
        assert len(section.xpath(".//table/tbody/tr")) == (count if count <= 150 else 100)


def test_an_open_bound_is_an_arrow_with_its_sign_and_has_no_end(stands: Stands) -> None:
    page, chart = stands("more than 6,000")
    section = lxml.html.parse(str(page)).getroot().get_element_by_id(chart)
    (mark,) = section.xpath(".//svg[@class='chart wide']//*[contains(@class, 'mark')][contains(., '> 6,000')]")
    assert mark.get("class") == "mark at_least"
    assert [shape.get("class") for shape in mark if shape.tag != "title"] == ["arrow", "dot"]
    assert section.xpath(".//svg[@class='chart wide']//text[contains(., '> 6,000')]")


def test_a_range_without_a_best_value_gets_none(night: Settings) -> None:
    site = read_site(night.published)
    marks = [mark for subject in site.subjects for chart in subject.charts for mark in drawing(chart).marks]
    ranges = [mark for mark in marks if mark.glyph == "bare_range"]
    assert [(mark.first, mark.last, mark.dot) for mark in ranges if mark.point.expr.startswith("10,000")] == [
        (10_000, 12_000, None)
    ]
    for mark in marks:
        held = {mark.point.low, mark.point.best, mark.point.high}
        assert {mark.first, mark.last} <= held
        assert mark.open_up == (mark.point.high is None and mark.point.low is not None)


def test_the_twins_hold_the_rows_of_the_chart(night: Settings, stands: Stands) -> None:
    page, chart = stands("around 1,100")
    stem = page.with_name(f"{page.stem}.{chart}")
    with duckdb.connect(str(night.published), read_only=True) as shell:  # the plain shell: none of our settings
        columns = [name[0] for name in shell.execute(stem.with_name(stem.name + ".sql").read_text()).description]
        asked = shell.fetchall()
    file = stem.with_name(stem.name + ".csv")
    with duckdb.connect() as shell:
        told = shell.execute("SELECT * FROM read_csv($file, all_varchar := true)", {"file": str(file)})
        assert [name[0] for name in told.description] == columns
        written = told.fetchall()
    assert len(asked) == len(written) >= 1
    for one, two in zip(asked, written, strict=True):
        for asked_value, written_value in zip(one, two, strict=True):
            if isinstance(asked_value, float):
                assert asked_value == float(written_value)
            else:
                assert (None if asked_value is None else str(asked_value)) == written_value
    about = json.loads(stem.with_name(stem.name + ".metadata.json").read_bytes())
    days = [row[columns.index("as_of")] for row in asked]
    assert about["rows"] == len(asked)
    assert about["timespan"] == {"first_day": min(days).isoformat(), "last_day": max(days).isoformat()}
    with zipfile.ZipFile(stem.with_name(stem.name + ".zip")) as archive:
        assert archive.read(f"{stem.name}.csv") == file.read_bytes()
        assert "open" in archive.read("README.txt").decode()


def test_a_picture_tells_source_date_and_build(stands: Stands) -> None:
    tree = lxml.html.parse(str(stands("around 1,100")[0])).getroot()
    for picture in tree.xpath("//svg[starts-with(@class, 'chart')]"):
        (source,) = picture.xpath(".//text[@class='source']")
        told = " ".join("".join(source.itertext()).split())
        assert re.search(r"Sources: \w.* conflict-figures, \d{4}-\d\d-\d\d, build \d{8}-[0-9a-f]{8}", told)
        assert picture.get("role") == "img"
        assert picture.xpath(".//title")
        assert picture.xpath(".//desc")


class _Outside(HTMLParser):
    """Collects what a browser would load by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag in ("script", "img", "iframe", "object", "embed", "source", "video", "audio", "use", "image"):
            self.loads += [str(given[name]) for name in ("src", "href", "data", "xlink:href") if name in given]
        if tag == "link" and given.get("rel") != "canonical":
            self.loads.append(str(given["href"]))


def test_nothing_is_loaded_from_outside_and_the_policy_allows_nothing_else(report: Path) -> None:
    for page in pages(report):
        text = page.read_text("utf-8")
        reader = _Outside()
        reader.feed(text)
        assert not [load for load in reader.loads if re.match(r"[a-z]+:|//", load)], page.name
        assert 'http-equiv="Content-Security-Policy" content="default-src \'none\'' in text.replace("&#39;", "'")
        assert "<style" not in text
        assert " onclick" not in text


def test_a_page_is_small(report: Path) -> None:
    for page in pages(report):
        script = page.with_suffix(".js")
        assert page.stat().st_size + (script.stat().st_size if script.exists() else 0) < 300_000


def test_an_unchanged_night_builds_nothing_anew(night: Settings, tmp_path: Path) -> None:
    first = build_report(night.published, tmp_path / "report")
    files = {path: path.stat().st_ino for path in (tmp_path / "report").rglob("*.html")}
    second = build_report(night.published, tmp_path / "report")
    assert first.kept == second.written == 0
    assert second.kept == first.written == first.pages
    assert {path: path.stat().st_ino for path in files} == files


def test_a_night_of_another_day_writes_the_page_that_tells_of_it_and_keeps_the_others(
    night: Settings, tmp_path: Path
) -> None:
    first = build_report(night.published, tmp_path / "report", last_good=date(2026, 11, 1))
    files = {path: path.stat().st_ino for path in (tmp_path / "report").rglob("*.html")}
    second = build_report(night.published, tmp_path / "report", last_good=date(2026, 11, 2))
    assert (second.written, second.kept) == (1, first.pages - 1)
    anew = {path.name for path, number in files.items() if path.stat().st_ino != number}
    assert anew == {"index.html"}
    assert "2 November 2026" in (tmp_path / "report" / "index.html").read_text("utf-8")


def test_a_report_under_another_address_or_convention_is_built_again(night: Settings, tmp_path: Path) -> None:
    build_report(night.published, tmp_path / "report")
    assert build_report(night.published, tmp_path / "report", manner=Manner("https://figures.example/")).written > 0
    feed = (tmp_path / "report" / "changes" / "feed.atom").read_text("utf-8")
    assert "https://figures.example/" in feed
    assert build_report(night.published, tmp_path / "report", convention="acled").written > 0


def test_another_published_file_is_read_again(night: Settings, tmp_path: Path) -> None:
    for name in (night.published.name, manifest_path(night.published).name):
        shutil.copyfile(night.published.with_name(name), tmp_path / name)
    published = tmp_path / night.published.name
    inputs = inputs_of(published, Manner(), None, None)
    assert inputs == inputs_of(published, Manner(), None, None)
    os.utime(published, (1, 1))
    assert inputs != inputs_of(published, Manner(), None, None)
    manifest_path(published).unlink()
    assert inputs_of(published, Manner(), None, None) is None


def test_a_page_that_was_lost_is_built_again(night: Settings, tmp_path: Path) -> None:
    build_report(night.published, tmp_path / "report")
    lost = sorted((tmp_path / "report" / "series").glob("*.csv"))[0]
    held = lost.read_bytes()
    lost.unlink()
    assert build_report(night.published, tmp_path / "report").written == 1
    assert lost.read_bytes() == held


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "mine.txt").write_text("mine")
    with pytest.raises(NotOurFolderError):
        Aside(tmp_path / "report")
    assert (tmp_path / "report" / "mine.txt").read_text() == "mine"


def test_a_build_that_was_killed_leaves_the_old_report(tmp_path: Path) -> None:
    old = Aside(tmp_path / "report")
    old.write("index.html", b"old")
    old.swap()
    killed = Aside(tmp_path / "report")
    killed.write("index.html", b"half")
    assert (tmp_path / "report" / "index.html").read_bytes() == b"old"
    (tmp_path / "report").rename(tmp_path / ".report.old")  # between the two renames
    again = Aside(tmp_path / "report")
    assert (tmp_path / "report" / "index.html").read_bytes() == b"old"
    assert not (again.fresh / "index.html").exists()
    assert (again.fresh / MARK).exists()


def test_a_place_online_gives_previews_and_whole_addresses(based: Path, stands: Stands) -> None:
    page = based / "series" / stands("more than 6,000")[0].name
    tree = lxml.html.parse(str(page)).getroot()
    (image,) = tree.xpath("//meta[@property='og:image']/@content")
    assert image == f"https://figures.example/series/{page.stem}.png"
    picture = page.with_suffix(".png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20], "big") >= 1_200  # its width
    about = json.loads(tree.xpath("//script[@type='application/ld+json']/text()")[0])
    assert about["@type"] == "Dataset"
    assert all(one["contentUrl"].startswith("https://figures.example/series/") for one in about["distribution"])


def test_without_a_place_online_there_is_no_preview(report: Path) -> None:
    assert not list(report.rglob("*.png"))
    assert "og:image" not in (sorted((report / "series").glob("*.html"))[0]).read_text("utf-8")


def test_changes_are_a_page_a_csv_and_a_feed(night: Settings, report: Path, based: Path) -> None:
    revisions = query(night.published, "SELECT * FROM revisions")
    assert len(revisions) >= 2  # a corrected sample, and the fall in the invented series
    page = (report / "changes" / "index.html").read_text("utf-8")
    assert "Invented Tally lowered a running total" in page
    with duckdb.connect() as shell:
        file = str(report / "changes" / "changes.csv")
        assert shell.execute("SELECT count(*) FROM read_csv($file)", {"file": file}).fetchone() == (len(revisions),)
    feed = feedparser.parse((based / "changes" / "feed.atom").read_bytes())
    assert not feed.bozo
    assert len(feed.entries) == len(revisions)
    assert len({entry.id for entry in feed.entries}) == len(revisions)
    assert all(entry.id.startswith("tag:figures.example,2026:change/") for entry in feed.entries)
    assert all(entry.link.startswith("https://figures.example/") for entry in feed.entries)


def test_the_specification_is_vega_lite_at_the_versions_that_altair_wants() -> None:
    import altair
    import vl_convert

    from flows.report.vega import VEGA_LITE, specification

    assert altair.VEGALITE_VERSION.startswith(f"{VEGA_LITE}.")
    assert vl_convert.get_vega_version().split(".")[0] == altair.VEGA_VERSION
    assert vl_convert.get_vega_embed_version().split(".")[0] == altair.VEGAEMBED_VERSION
    names = {layer["data"]["name"] for layer in specification()["layer"]}
    datasets = {name: [{"at": 1}] for name in names}
    altair.LayerChart.from_dict(specification() | {"datasets": datasets, "width": "container"}, validate=True)
