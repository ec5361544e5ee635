"""Which kind of input this is: by name, by media type, by first bytes."""

import codecs
from functools import cache
from importlib.resources import files
from typing import Any

from schemas.vocabulary import read_yaml

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SNIFFED = 4_096
CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b")) + b"\x7f"
HTML_SIGNS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<article")


@cache
def reading_rules() -> Any:
    """Load the stage's data file once."""
    return read_yaml(files("flows.articles") / "reading.yml")


def kind_of(media_type: str) -> str | None:
    """Tell how a media type is read; None for one that cannot be.

    >>> kind_of("application/x-ndjson"), kind_of("image/png")
    ('jsonl', None)
    """
    for kind, rule in reading_rules()["kinds"].items():
        if media_type in rule["media_types"]:
            return str(kind)
    return None


def media_type_of(suffix: str) -> str | None:
    """Give the media type that a file's suffix stands for.

    >>> media_type_of(".HTM"), media_type_of(".csv")
    ('text/html', None)
    """
    for rule in reading_rules()["kinds"].values():
        if suffix.lower() in rule["suffixes"]:
            return str(rule["media_type"])
    return None


def is_ignored(name: str) -> bool:
    """Tell whether a walk through a folder passes a file by on purpose.

    >>> is_ignored("logo.svg"), is_ignored("README.md"), is_ignored(".DS_Store"), is_ignored("kursk.html")
    (True, True, True, False)
    """
    lower, ignored = name.lower(), reading_rules()["ignored"]
    named = lower.startswith(".") or not {lower, lower.rpartition(".")[0]}.isdisjoint(ignored["names"])
    return named or lower.endswith(tuple(ignored["suffixes"]))


def refused_suffix(suffix: str) -> str | None:
    """Name the format of a suffix that cannot be read.

    >>> refused_suffix(".ODT")
    'an OpenDocument text'
    """
    found = reading_rules()["refused"].get(suffix.lower())
    return str(found) if found else None


def looks_like_html(data: bytes) -> bool:
    """Tell whether the first bytes are those of a page.

    >>> looks_like_html(b"<!DOCTYPE HTML><title>x</title>"), looks_like_html(b"Kyiv, Friday")
    (True, False)
    """
    head = data[:SNIFFED].lower()
    return any(sign in head for sign in HTML_SIGNS)


def binary_name(data: bytes, charset: str | None = None) -> str | None:
    """Say what kind of binary the bytes are; None where they may be text.

    `charset` is the one that a server gave: UTF-16 and UTF-32 hold zero bytes and are text nevertheless.

    >>> binary_name(b"%PDF-1.7"), binary_name(b"plain"), binary_name(bytes(40))
    ('a PDF document', None, 'binary data')
    """
    for magic, name in reading_rules()["magic"].items():
        if data.startswith(bytes.fromhex(magic)):
            return str(name)
    if data.startswith(tuple(bom for bom, _ in BOMS)) or (charset or "").lower().startswith(
        ("utf-16", "utf-32", "utf16")
    ):
        return None
    head = data[:SNIFFED]
    strange = len(head) - len(head.translate(None, CONTROLS))
    return "binary data" if 0 in head or strange > len(head) / 20 else None
