"""Bytes to characters: by mark, by validity, by declaration, and only then by guess."""

import codecs
import re
from collections.abc import Iterable

from flows.articles.media import BOMS

# Pages that declare these mean the wider ones (WHATWG Encoding Standard, section 4.2).
WIDER = {
    "ascii": "cp1252", "us-ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030",
    "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
}  # fmt: skip
GUESSED = [
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "iso8859_2", "iso8859_5",
    "iso8859_7", "koi8_r", "koi8_u", "cp932", "euc_jp", "gb18030", "big5", "cp949",
]  # fmt: skip
DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|^\s*<\?xml[^>]{0,200}?encoding=["']([\w.:-]+)""", re.I
)
DECLARED_WITHIN = 4_096
SAMPLE = 100_000
WHOLE_FOR_LOST = 10


class UnreadableEncodingError(ValueError):
    """No encoding that news text comes in fits these bytes."""


def decode(data: bytes, charset: str | None = None) -> str:
    """Turn bytes into text.

    `charset` is what the server declared. Valid UTF-8 is taken as such even where something else was declared. UTF-8
    that is broken in a few places stays UTF-8, with U+FFFD where a character is lost. Raises UnreadableEncodingError.

    >>> decode("Курск".encode("cp1251"), "windows-1251")
    'Курск'
    """
    for bom, name in BOMS:
        if data.startswith(bom):
            return _decode_marked(data[len(bom) :], name)
    if not data.isascii():
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            text = data.decode("utf-8", "replace")
        lost = text.count("\ufffd")
        # In any other encoding hardly a letter beyond ASCII would happen to be valid.
        if lost * WHOLE_FOR_LOST <= sum(not letter.isascii() for letter in text) - lost:
            return text
    for name in _declared(data, charset):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    return data.decode("ascii") if data.isascii() else _guess(data)


def as_utf8(data: bytes, charset: str | None = None) -> bytes:
    """Give the same text in UTF-8: the very bytes where they are that already. Raises UnreadableEncodingError.

    >>> as_utf8("Курск".encode("cp1251"), "windows-1251").decode()
    'Курск'
    """
    if not data.isascii() and not data.startswith(tuple(bom for bom, _ in BOMS)):
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            return data
    return decode(data, charset).encode("utf-8", "ignore")


def _decode_marked(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise UnreadableEncodingError(f"marked as {name.upper()}, but not valid at byte {error.start}") from error


def _declared(data: bytes, charset: str | None) -> Iterable[str]:
    match = DECLARED.search(data[:DECLARED_WITHIN])
    inside = (match[1] or match[2]).decode("ascii") if match else None
    for label in (charset, inside):
        try:
            name = codecs.lookup(label).name if label else None
        except (LookupError, ValueError):
            continue
        # Zero bytes were ruled out before: an inner label of UTF-16 is known to be wrong.
        if name and not (label is inside and name.startswith(("utf-16", "utf-32"))):
            yield WIDER.get(name, name)


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes  # few pages are guessed at

    best = from_bytes(data[:SAMPLE], cp_isolation=GUESSED).best()
    if best is not None:
        try:
            return data.decode(best.encoding)
        except UnicodeDecodeError as error:
            message = f"looks like {best.encoding}, but is not at byte {error.start}"
            raise UnreadableEncodingError(message) from error
    raise UnreadableEncodingError("neither UTF-8 nor any other encoding that news text comes in")
