"""What is valid: the models of the frames between two stages, their checks, and the vocabularies.

The names below load on first use, so that the extractor can read the vocabularies without loading pandas.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from schemas.articles import ArticleModel
    from schemas.claims import ClaimModel, validate_claims
    from schemas.rejects import RejectModel
    from schemas.runs import Run, RunModel
    from schemas.series import SeriesModel
    from schemas.validation import ColumnsDiffer, empty, validate

__all__ = [
    "ArticleModel",
    "ClaimModel",
    "ColumnsDiffer",
    "RejectModel",
    "Run",
    "RunModel",
    "SeriesModel",
    "empty",
    "validate",
    "validate_claims",
]

_HOMES = {
    "ArticleModel": "schemas.articles",
    "ClaimModel": "schemas.claims",
    "validate_claims": "schemas.claims",
    "RejectModel": "schemas.rejects",
    "Run": "schemas.runs",
    "RunModel": "schemas.runs",
    "SeriesModel": "schemas.series",
    "ColumnsDiffer": "schemas.validation",
    "empty": "schemas.validation",
    "validate": "schemas.validation",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
