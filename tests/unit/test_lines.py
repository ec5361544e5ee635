"""Lines of articles to lines of claims, where the extractor itself fails."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest

from flows import lines


def test_an_article_at_which_the_extractor_fails_costs_its_own_line_only(monkeypatch: pytest.MonkeyPatch) -> None:
    real = lines.extract

    def failing(text: str, **more: Any) -> Any:
        if text == "bad":
            raise IndexError("list index out of range")
        return real(text, **more)

    monkeypatch.setattr(lines, "extract", failing)
    given = BytesIO(b'{"id": "a", "text": "bad"}\n{"id": "b", "text": "It rained."}\n')
    first, second = lines.answers(given, max_bytes=1_000, workers=1, explain=False)
    assert first.line is None
    assert first.fault is not None
    assert first.fault.message == "the extractor failed at this article: IndexError: list index out of range"
    assert second.line == b'{"id":"b","claims":[]}\n'
