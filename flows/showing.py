"""`conflict-figures show`: one claim for a person, with all that it rests on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from rich.text import Text

from flows.terminal import out
from schemas.glyphs import written
from warehouse.export import records
from warehouse.reads import Shown

if TYPE_CHECKING:
    import pandas as pd

LABEL_WIDTH = 12
OPEN = "open"


def as_answer(shown: Shown) -> dict[str, Any]:
    """Give the claim, its versions and its copies as a program reads them; the reasons are an object."""
    claim = {**shown.claim, "reasons": json.loads(shown.claim["reasons"] or "{}")}
    return {"claim": claim, "versions": shown.versions, "copies": shown.copies}


def print_claim(shown: Shown) -> None:
    """Print the quote with its figure marked, the fields in words, what gave them, the versions, the copies."""
    claim = shown.claim
    _put(Text(f"{_figure(claim)} {claim['metric']}, claim {claim['claim_id']}", style="bold"))
    out().print()
    _put(Text.assemble("  “", _marked(claim["sentence"], claim["expr"]), "”"))
    out().print()
    for label, text in _fields(claim):
        _field(label, text)
    for field, words in json.loads(claim["reasons"] or "{}").items():
        _field(f"why {field}", str(words))
    _print_versions(shown.versions, claim)
    _print_copies(shown.copies)


def _fields(claim: dict[str, Any]) -> list[tuple[str, str]]:
    named = claim["claimant_name"] or claim["said_by"] or "the article in its own voice"
    known = _joined(", ", claim["claimant"], claim["claimant_kind"], claim["claimant_side"])
    source = f"; in the text: {', '.join(claim['source'])}" if claim["source"] else ""
    low, best, high = (OPEN if claim[name] is None else f"{claim[name]:,g}" for name in ("low", "best", "high"))
    covers = f"{claim['period_start'] or 'an unknown day'} to {claim['period_end'] or 'an unknown day'}"
    return [
        ("says", f"{named}{f' ({known})' if known else ''}{source}"),
        ("of", _joined(", ", claim["metric"], claim["item"], claim["population"], claim["actor"]) or "not said"),
        ("where", _joined(", ", claim["place_key"], claim["country"]) or "not said"),
        ("when", f"{claim['aggregation']}, {covers}; said on {claim['said_on'] or 'an unknown day'}"),
        ("bounds", f"low {low}, best {best}, high {high}, {claim['qualifier']}"),
        ("status", _joined(", ", claim["status"], claim["likelihood"])),
        ("in", _joined(", ", claim["publisher"], claim["title"])),
        ("at", _joined(", ", claim["url"])),
        ("archived", f"{claim['warc_file']}, byte {claim['warc_offset']:,}"),
        ("read by", _joined(", ", claim["extractor_version"], "an older reading" if claim["reread_at"] else None)),
    ]


def _print_versions(versions: pd.DataFrame, claim: dict[str, Any]) -> None:
    """Print what each version of the article says of the same quantity, where there is more than this."""
    if len(versions) <= 1:
        _field("versions", "no other version or reading of the article speaks of the same quantity")
        return
    for number, row in enumerate(records(versions)):
        here = "this one" if row["claim_id"] == claim["claim_id"] else row["claim_id"][:8]
        state = "" if row["is_current"] else f", replaced {row['public_until'] or 'since'}"
        reading = f", {row['extractor_version']}, read anew since" if row["reread_at"] else ""
        told = f"{row['public_from']}: {row['expr']}, {row['said_by'] or 'own voice'} ({here}{state}{reading})"
        _field("" if number else "versions", told)


def _print_copies(copies: pd.DataFrame) -> None:
    """Print the other articles that carry the figure, and why they are held for the same."""
    if copies.empty:
        _field("copies", "no other article carries the same figure")
    for number, row in enumerate(records(copies)):
        why = "a copy of the story" if row["is_copy"] else "the same claimant"
        told = f"{row['publisher'] or row['url']}, {row['said_on'] or 'no date'}: {why} ({row['claim_id'][:8]})"
        _field("" if number else "copies", told)


def _figure(claim: dict[str, Any]) -> str:
    bounds = (claim["qualifier"], claim["low"], claim["best"], claim["high"])
    return written(*bounds, expr=claim["expr"], kind=claim["kind"], rate_per=claim["rate_per"])


def _marked(sentence: str, expression: str) -> Text:
    """Underline the figure, and set it in angle brackets, since a pipe has no underline."""
    before, found, after = sentence.partition(expression)
    return Text.assemble(before, (f"‹{found}›", "bold underline"), after) if found else Text(sentence)


def _field(label: str, text: str) -> None:
    _put(Text.assemble((f"{label:<{LABEL_WIDTH}}", "dim"), text))


def _put(text: Text) -> None:
    out().print(text, soft_wrap=not out().is_terminal)


def _joined(by: str, *parts: str | None) -> str:
    return by.join(part for part in parts if part)
