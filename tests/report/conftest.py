"""The report of the samples, built once, and a reader of its pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from flows.job import nightly_job
from flows.pipeline import PLAIN, carry_out
from flows.report.build import build_report
from flows.settings import Settings, load_settings


@pytest.fixture(scope="session")
def night(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A night over the samples, with its report."""
    settings = load_settings(warehouse=tmp_path_factory.mktemp("night") / "warehouse")
    carry_out(nightly_job(settings), PLAIN)
    return settings


@pytest.fixture(scope="session")
def report(night: Settings) -> Path:
    """The folder of the report of the samples."""
    return night.site


@pytest.fixture
def find(report: Path) -> Callable[[str], Path]:
    """Find the page of a subject by how its name begins."""

    def page(begin: str) -> Path:
        (found,) = sorted((report / "series").glob(f"{begin}-????????.html"))
        return found

    return page


__all__ = ["build_report"]
