"""Imported by the process that the children are forked from: they find the vocabularies and the lexicon read."""

from __future__ import annotations

from flows.claims import extract
from flows.claims.frames import claims_frame
from schemas import ArticleModel, empty, validate
from warehouse.registries import _TABLES

extract("Officials said on Monday that at least 11 soldiers had been killed near Kursk.")
claims_frame([])
validate(empty(ArticleModel), ArticleModel)
for rows in _TABLES.values():
    list(rows())
