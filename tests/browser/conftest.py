"""The report of a small world, built once, and a chromium of the system that reaches nothing but files of this disk."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from flows.dataset_run import load_dataset
from flows.job import new_job, nightly_job
from flows.pipeline import carry_out
from flows.report.build import build_report
from flows.settings import Settings, load_settings
from warehouse.export import query

CHROMIUM = shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

# Words that would do harm if any of them were taken for markup, a script or a formula.
HOSTILE = {
    "id": "</script><script>alert(1)</script>",
    "url": 'https://hostile.example/"><script>alert(2)</script>',
    "title": "</title><script>document.title='taken'</script><img src=x onerror=alert(3)>",
    "published": "2025-02-03",
    "language": "en",
    "text": "Ukraine's military <img src=x onerror=alert(4)> said that at least 40 civilians were killed in Kharkiv.",
}

MAPPING = """
name: invented
version: 1
title: An invented series
publisher: Invented Tally
format: csv
key: [day]
date: day
defaults:
  {metric: killed, population: military, actor: SDN, country: SDN, source: Invented Tally, aggregation: cumulative,
   period_start: "2023-04-15"}
claims:
  - {field: dead, required: true}
"""


@pytest.fixture(scope="session")
def night(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A night over the samples, an article with hostile words, and a long invented series with a gap and a fall."""
    folder = tmp_path_factory.mktemp("night")
    settings = load_settings(warehouse=folder / "warehouse")
    (folder / "hostile.jsonl").write_text(json.dumps(HOSTILE) + "\n")
    carry_out(new_job(settings, "ingest", (str(folder / "hostile.jsonl"),)))
    (folder / "invented.yml").write_text(MAPPING)
    first = date(2024, 1, 1)
    days = [
        (first + timedelta(days=n), 1_000 + 7 * n - (40 if n == 250 else 0)) for n in range(400) if not 100 < n < 200
    ]
    lines = ["day,dead", *(f"{day},{dead}" for day, dead in days)]
    (folder / "invented.csv").write_text("\n".join(lines) + "\n")
    load_dataset(settings, str(folder / "invented.yml"), folder / "invented.csv")
    carry_out(nightly_job(settings))
    return settings


@pytest.fixture(scope="session")
def report(night: Settings) -> Path:
    """The folder of the report of the small world."""
    return night.site


@pytest.fixture(scope="session")
def based(night: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same report for a place online."""
    from flows.report.manner import Manner

    folder = tmp_path_factory.mktemp("based") / "report"
    build_report(night.published, folder, manner=Manner(base="https://figures.example/"))
    return folder


@pytest.fixture
def find(report: Path) -> Callable[[str], Path]:
    """Find the page of a subject by how its name begins."""

    def page(begin: str) -> Path:
        (found,) = sorted((report / "series").glob(f"{begin}-????????.html"))
        return found

    return page


@pytest.fixture
def stands(night: Settings, report: Path) -> Callable[[str], tuple[Path, str]]:
    """Find the page and the chart of a figure by its words, however the rest of its claim is read."""

    def found(expr: str) -> tuple[Path, str]:
        asked = "SELECT subject_id, chart FROM chart_points WHERE expr = $expr ORDER BY metric, claim_id LIMIT 1"
        subject, chart = query(night.published, asked, parameters={"expr": expr}).iloc[0]
        (page,) = (report / "series").glob(f"*-{subject[:8]}.html")
        return page, chart

    return found


@pytest.fixture(scope="module")  # playwright leaves its loop running, in which no other test could run one
def chromium() -> Iterator[Browser]:
    """The chromium of the system; without one, the tests that need it are skipped and say so."""
    if CHROMIUM is None:
        pytest.skip("there is no chromium on this machine: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Open pages of the disk with no network at all; at the end nothing must have been asked for, nor gone wrong."""
    contexts, faults = [], []

    def open_one(
        path: Path, *, width: int = 1280, theme: str = "light", script: bool = True, axe: bool = False
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=theme,  # type: ignore[arg-type]
            offline=True,
            java_script_enabled=script,
            bypass_csp=axe,
        )
        contexts.append(context)
        page = context.new_page()
        if axe:  # it asks for the stylesheet by itself, which a page from the disk may not
            page.goto(path.as_uri())
            return page
        page.on("console", lambda message: faults.append(f"console {message.type}: {message.text}"))
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
        page.on("request", lambda asked: None if asked.url.startswith(("file:", "data:")) else faults.append(asked.url))
        page.goto(path.as_uri())
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert faults == []
