"""The scene of a story whose title names none: what its date line or the letterhead of a report names."""

from __future__ import annotations

from flows.claims.period.calendars import table
from flows.claims.place.gazetteer import Place, gazetteer
from flows.claims.place.placeleads import name_end
from flows.claims.place.placemention import PlaceMention, is_capital
from flows.claims.text.tokens import Document

_DASHES = frozenset({"–", "—", "-", "|"})
_PARTS = frozenset({"|", "·", "–", "—", "/"})
_PLACED = 9  # tokens of a date line
_HEAD = 30  # tokens of a letterhead


def headed_scene(doc: Document, near: list[str]) -> PlaceMention | None:
    """The place finer than a country that a text's first line says it is about; no capital, for there agencies sit.

    >>> doc = Document("WEEKLY NOTE 7 | Catatumbo | 20 to 26 January" + chr(10) + "Nine people were killed.")
    >>> headed_scene(doc, ["COL"]).text
    'Catatumbo'
    """
    end = next((last for _, last in doc.sentences if doc.opens_line(last)), len(doc)) if len(doc) else 0
    if not end or doc.caps:
        return None
    if end <= _HEAD and doc.word[end - 1] not in (".", "!", "?") and _is_letterhead(doc, end):
        return _first_place(doc, 0, end, near)
    dash = next((k for k in range(1, min(end, _PLACED)) if doc.raw[k] in _DASHES and doc.gap[k] != ""), None)
    start = int(doc.word[0] in ("near", "outside", "at"))
    dated = dash is not None and doc.raw[start].isupper() and len(doc.raw[start]) > 2 and "/" not in doc.raw[:dash]
    if not dated or dash is None:
        return None
    return _first_place(doc, start, dash, near)


def _is_letterhead(doc: Document, end: int) -> bool:
    parted = not _PARTS.isdisjoint(doc.raw[:end])
    return parted and not (table("reports") | {"report", "note", "update"}).isdisjoint(doc.word[:end])


def _first_place(doc: Document, first: int, end: int, near: list[str]) -> PlaceMention | None:
    known = gazetteer()
    resume = first
    for i in range(first, end):
        if i < resume or not doc.upper[i]:
            continue
        resume = name_end(doc, i, end)
        text = doc.span(i, resume)
        place: Place | None = None if known.is_weak(text) else known.resolve(text, near)
        spelled = text.title() if text.isupper() and text.title() in doc.text else text
        mention = PlaceMention(-1, -1, spelled, place, "in")
        fine = place is not None and place.kind != "country"
        fine = fine and place is not None and (place.country in near[:2] or known.is_of_wars(text))
        if fine and not is_capital(mention):
            return mention
    return None


__all__ = ["headed_scene"]
