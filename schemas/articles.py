"""Articles: one row for each version of an article."""

from __future__ import annotations

import hashlib
from typing import Annotated, Any

import pandas as pd
import pandera.pandas as pa
from pandera.typing.pandas import Series

from schemas import checks, codes

_UTC = Annotated[pd.DatetimeTZDtype, "us", "UTC"]
_ID = r"^[0-9a-f]{32}$"
_DIGEST = r"^sha256:[0-9a-f]{64}$"


def text_digest(text: str) -> str:
    """The digest of an article's text, over its UTF-8 bytes.

    >>> text_digest("")[:19]
    'sha256:e3b0c44298fc'
    """
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def article_version_id(article_id: str, digest: str) -> str:
    """The id of a version: the same article with the same text has the same one.

    >>> len(article_version_id("0" * 32, text_digest("Six were hurt.")))
    32
    """
    return hashlib.sha256(f"{article_id}\n{digest}".encode()).hexdigest()[:32]


class ArticleModel(pa.DataFrameModel):
    """One row for each version of an article; `published_on` is the day as printed, all moments are UTC."""

    article_version_id: Series[str] = pa.Field(str_matches=_ID)
    article_id: Series[str] = pa.Field(str_matches=_ID)
    url: Series[str] = pa.Field(str_length={"min_value": 1})
    canonical_url: Series[str] = pa.Field(nullable=True)
    title: Series[str] = pa.Field(nullable=True)
    publisher: Series[str] = pa.Field(nullable=True)
    language: Series[str] = pa.Field(nullable=True, str_matches=r"^[a-z]{2}$")
    authors: Series[object]
    published_at: Series[_UTC] = pa.Field(nullable=True)
    published_on: Series[pa.Date] = pa.Field(nullable=True)
    published_evidence: Series[str] = pa.Field(nullable=True, isin=sorted(codes.enum("published_evidence")))
    modified_at: Series[_UTC] = pa.Field(nullable=True)
    text: Series[str] = pa.Field(str_matches=r"\S")
    text_digest: Series[str] = pa.Field(str_matches=_DIGEST)
    raw_digest: Series[str] = pa.Field(str_matches=_DIGEST)
    warc_file: Series[str] = pa.Field(str_matches=r"^[^/\\]+$")
    warc_offset: Series[int] = pa.Field(ge=0)
    media_type: Series[str] = pa.Field(str_matches=r"^[\w.+-]+/[\w.+-]+")
    kind: Series[str] = pa.Field(isin=sorted(codes.enum("article_kind")))
    flags: Series[object]
    first_seen_at: Series[_UTC]
    run_id: Series[str] = pa.Field(str_length={"min_value": 1})
    language_evidence: Series[str] = pa.Field(nullable=True, isin=sorted(codes.enum("language_evidence")))
    credit: Series[str] = pa.Field(nullable=True)
    origin_id: Series[str] = pa.Field(nullable=True, str_matches=_ID)
    dateline: Series[str] = pa.Field(nullable=True, str_length={"min_value": 1})

    @pa.check("authors", "flags", name="malformed")
    @classmethod
    def words(cls, values: pd.Series[Any]) -> checks.Mask:
        """Lists of strings."""
        return checks.words(values)

    @pa.check("flags", name="unknown")
    @classmethod
    def known_flags(cls, values: pd.Series[Any]) -> checks.Mask:
        """Flags of the vocabulary."""
        return checks.words_of(values, codes.enum("article_flag"))

    @pa.dataframe_check(name="text-digest")
    @classmethod
    def digest(cls, frame: pd.DataFrame) -> checks.Mask:
        """The digest is that of the text; a missing text is left to its own rule."""
        found = [text_digest(text) if isinstance(text, str) else None for text in frame["text"]]
        return frame["text"].isna() | (frame["text_digest"] == pd.Series(found, index=frame.index, dtype="str"))

    @pa.dataframe_check(name="version-id")
    @classmethod
    def version(cls, frame: pd.DataFrame) -> checks.Mask:
        """The version's id follows from the article and its text."""
        parts = zip(frame["article_id"], frame["text_digest"], strict=True)
        found = pd.Series([article_version_id(*part) for part in parts], index=frame.index, dtype="str")
        return frame["article_version_id"] == found

    @pa.dataframe_check(name="published-in-future")
    @classmethod
    def published_in_time(cls, frame: pd.DataFrame) -> checks.Mask:
        """Published no later than a day after it was first seen."""
        return checks.published_in_time(frame)

    class Config:
        """No other columns; types are coerced."""

        strict = True
        coerce = True
