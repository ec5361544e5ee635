"""The report at real size: how fast its pages are built, how large the largest is, what an unchanged night costs."""

from __future__ import annotations

import tempfile
from pathlib import Path

from flows.dataset_run import load_dataset
from flows.job import nightly_job
from flows.pipeline import Stages, carry_out
from flows.report.build import build_report
from flows.settings import load_settings
from tests.bench.registry import SHARED, Absent, Result, Row, measures

SERIES = {
    "ua-general-staff-personnel": "ua-general-staff/russia_losses_personnel.json",
    "economist-ukraine": "economist-ukraine/estimates.csv",
    "gaza-daily": "palestine/casualties_daily.json",
    "ucdp-ged": "ucdp-ged/headlines_casualty.jsonl",
}


@measures(
    Row("site_pages_per_s", "pages/s", 20.0, noise=0.25),
    Row("site_largest_page_kb", "kB", 300.0, "lower", noise=0.05),
)
def site() -> Result:
    """Build the report of the samples and four reference series from nothing, and once more."""
    if not all((SHARED / "data" / file).is_file() for file in SERIES.values()):
        raise Absent("the reference series are not beside this clone")
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(warehouse=Path(folder) / "warehouse")
        carry_out(nightly_job(settings), Stages(report=lambda job: ""))
        for name, file in SERIES.items():
            load_dataset(settings, name, SHARED / "data" / file)
        first = build_report(settings.published, settings.site)
        second = build_report(settings.published, settings.site)
        pages = sorted((settings.site / "series").glob("*.html"))
        largest = max(page.stat().st_size + page.with_suffix(".js").stat().st_size for page in pages)
    values = {"site_pages_per_s": len(pages) / first.seconds, "site_largest_page_kb": largest / 1_000}
    note = f"{len(pages):,} series pages, {first.files:,} files, {first.size_bytes / 1e6:,.0f} MB"
    return Result(values, notes=[f"site: {note}; an unchanged night {second.seconds:.1f} s"])
