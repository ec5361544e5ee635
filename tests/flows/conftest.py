"""A warehouse in a temporary folder, and what it holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.settings import Settings, load_settings
from warehouse.export import query

Rows = Callable[[str], list[dict[str, Any]]]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings with the warehouse in a temporary folder."""
    return load_settings(warehouse=tmp_path / "warehouse")


@pytest.fixture
def rows(settings: Settings) -> Rows:
    """Ask the published file."""

    def ask(sql: str) -> list[dict[str, Any]]:
        return query(settings.published, sql).to_dict("records")

    return ask
