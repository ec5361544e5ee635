"""`load-dataset` and `export` as a user calls them, on a made-up series and, where they are at hand, on real ones."""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.dataset_run import load_dataset
from flows.pipeline import rebuild
from flows.settings import Settings
from warehouse.export import query

Program = Callable[..., subprocess.CompletedProcess[str]]
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"

MAPPING = """
name: mine
version: 1
title: My series
publisher: Me
format: csv
key: [day]
date: day
defaults: {metric: killed, population: people, actor: UKR, country: UKR, source: Me, aggregation: cumulative}
claims:
  - {field: dead, required: true}
"""


@pytest.fixture
def series(tmp_path: Path) -> Path:
    (tmp_path / "mine.yml").write_text(MAPPING)
    path = tmp_path / "mine.csv"
    path.write_text("day,dead\n2024-06-01,500\n2024-06-02,490\n2024-06-02,600\n")
    return path


def test_a_csv_by_a_mapping_of_the_users_own(program: Program, series: Path) -> None:
    first = program("load-dataset", "mine.yml", "mine.csv")
    assert first.returncode == 0, first.stderr
    assert "3 rows (2 new), 2 claims (2 new), 2024-06-01 to 2024-06-02, 1 refused, 1 flagged" in first.stdout
    assert "duplicate-day" in first.stdout
    published = series.parent / "warehouse" / "figures.duckdb"
    before = published.read_bytes()
    again = program("load-dataset", "mine.yml", "mine.csv")
    assert "3 rows (0 new), 2 claims (0 new)" in again.stdout
    assert published.read_bytes() == before
    assert len(list((series.parent / "warehouse" / "archive").glob("*.warc.gz"))) == 1
    asked = "SELECT best, extractor_version, flags FROM figures ORDER BY as_of"
    assert json.loads(program("query", asked, "--format", "json").stdout) == [
        {"best": 500.0, "extractor_version": "dataset-mine-1", "flags": []},
        {"best": 490.0, "extractor_version": "dataset-mine-1", "flags": ["fallen-cumulative"]},
    ]


def test_a_corrected_file_supersedes_its_rows_and_both_are_kept(settings: Settings, series: Path) -> None:
    load_dataset(settings, str(series.with_suffix(".yml")), series)
    series.write_text("day,dead\n2024-06-01,500\n2024-06-02,510\n")
    loaded = load_dataset(settings, str(series.with_suffix(".yml")), series)
    assert (loaded.summary.articles_new, loaded.summary.claims_new) == (1, 1)
    found = query(settings.published, "SELECT best, is_current FROM figures ORDER BY best")
    assert found.values.tolist() == [[490.0, False], [500.0, True], [510.0, True]]


def test_a_rebuild_brings_the_series_back(settings: Settings, series: Path) -> None:
    load_dataset(settings, str(series.with_suffix(".yml")), series)
    asked = "SELECT claim_id, best, loaded_at FROM claims ORDER BY claim_id"
    before = query(settings.published, asked)
    series.with_suffix(".yml").unlink()  # the mapping lies in the archive
    rebuild(settings)
    assert query(settings.published, asked).equals(before)
    assert query(settings.published, "SELECT reason FROM rejects")["reason"].tolist() == ["duplicate-day"]
    assert query(settings.published, "SELECT title, licence FROM datasets").values.tolist() == [
        ["My series", "not told"]
    ]


def test_a_data_set_that_is_not_known_is_wrong_use(program: Program, series: Path) -> None:
    done = program("load-dataset", "nothing", "mine.csv")
    assert done.returncode == 2
    assert "ua-general-staff-personnel" in done.stderr


def test_a_package_has_what_it_says(program: Program, series: Path) -> None:
    program("load-dataset", "mine.yml", "mine.csv")
    done = program("export", "out/package", "--hxl", "figures.hxl.csv")
    assert done.returncode == 0, done.stderr
    folder = series.parent / "out" / "package"
    about = json.loads((folder / "datapackage.json").read_text())
    assert about["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert "none says that a figure is true" in about["description"]
    assert about["sources"] == [{"title": "Me: My series (not told)", "version": "2 rows"}]
    assert [licence["name"] for licence in about["licenses"]] == ["notspecified", "not-told"]
    for resource in about["resources"]:
        data = (folder / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["bytes"] == len(data)
        assert not data.startswith(b"\xef\xbb\xbf")
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert next(csv.reader(data.decode().splitlines())) == names
        assert all(field["description"] for field in resource["schema"]["fields"]), resource["name"]
    with (folder / "figures.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert {(row["sentence"], row["warc_offset"].isdigit()) for row in rows} == {
        ("dead: 500", True),
        ("dead: 490", True),
    }
    hxl = (series.parent / "figures.hxl.csv").read_text().splitlines()
    assert hxl[1].split(",")[0] == "#indicator+name"
    assert len(hxl) == 4
    again = program("export", "out/package")  # replaces the package as a whole
    assert again.returncode == 0
    (series.parent / "other").mkdir()
    (series.parent / "other" / "mine.txt").write_text("mine")
    assert program("export", "other").returncode == 1


@pytest.mark.parametrize("ending", ["csv", "jsonl", "xlsx", "parquet", "json"])
def test_one_view_as_one_file(program: Program, series: Path, ending: str) -> None:
    program("load-dataset", "mine.yml", "mine.csv")
    done = program("export", f"points.{ending}", "--view", "series_points")
    assert done.returncode == 0, done.stderr
    assert (series.parent / f"points.{ending}").stat().st_size > 100
    wrong = program("export", f"x.{ending}", "--view", "no_such")
    assert wrong.returncode == 2
    assert not (series.parent / f"x.{ending}").exists()


def test_one_setting_switches_the_command(program: Program, series: Path) -> None:
    program("load-dataset", "mine.yml", "mine.csv")
    asked = ("query", "SELECT DISTINCT convention FROM figures", "--format", "csv")
    assert program(*asked).stdout.split() == ["convention", "open-bounds"]
    assert program(*asked, CONFLICT_FIGURES_CONVENTION="acled").stdout.split() == ["convention", "acled"]
    assert program(*asked, CONFLICT_FIGURES_CONVENTION="wishful").returncode == 1


# name, file, rows, claims, first and last day, refused: counted in the files by other means than the loader's
REAL = [
    ("ua-general-staff-personnel", "ua-general-staff/russia_losses_personnel.json", 1626, "2022-02-25", "2026-08-08"),
    ("gaza-daily", "palestine/casualties_daily.json", 1051, "2023-10-07", "2026-08-22"),
    ("west-bank-daily", "palestine/west_bank_daily.json", 1051, "2023-10-07", "2026-08-22"),
    ("economist-ukraine", "economist-ukraine/estimates.csv", 124, "2022-04-01", "2026-06-30"),
]


@pytest.mark.parametrize(("name", "file", "rows", "first", "last"), REAL)
def test_the_reference_series_load(settings: Settings, name: str, file: str, rows: int, first: str, last: str) -> None:
    if not (SHARED / file).is_file():
        pytest.skip(f"../shared/data/{file} is not beside this clone")
    loaded = load_dataset(settings, name, SHARED / file)
    assert loaded.rows == loaded.summary.articles_new == rows
    assert (str(loaded.first_day), str(loaded.last_day)) == (first, last)
    assert {refused.reason for refused in loaded.summary.refused} <= {"period-unknown", "unknown-value"}
    if name == "economist-ukraine":
        asked = "SELECT DISTINCT claimant FROM figures WHERE source[1] IN ('UK MoD', 'UK Ministry of Defence')"
        assert query(settings.published, asked)["claimant"].tolist() == ["uk-ministry-of-defence"]
