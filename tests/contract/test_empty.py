"""Frames without rows: made by the types alone, and what pandera would make of them."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from schemas import ArticleModel, ClaimModel, RejectModel, RunModel, SeriesModel, empty, validate


@pytest.mark.parametrize("model", [ArticleModel, ClaimModel, RejectModel, RunModel, SeriesModel])
def test_an_empty_frame_is_one_that_its_model_accepts_as_it_is(model: Any) -> None:
    schema = model.to_schema()
    coerced = schema.validate(pd.DataFrame({name: [] for name in schema.columns}))
    pd.testing.assert_frame_equal(empty(model), coerced)
    pd.testing.assert_frame_equal(schema.validate(empty(model)), coerced)
    valid, rejects = validate(empty(model), model)
    pd.testing.assert_frame_equal(valid, coerced)
    assert rejects.empty
