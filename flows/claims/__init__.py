"""The heart: text to claims. Pure: the same text, date and vocabulary give the same claims."""

from flows.claims.assemble import EXTRACTOR_VERSION, extract
from flows.claims.records import Claim

__all__ = ["EXTRACTOR_VERSION", "Claim", "extract"]
