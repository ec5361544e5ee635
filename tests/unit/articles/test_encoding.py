"""Bytes to characters."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.articles.encoding import UnreadableEncodingError, decode

RUSSIAN = "Минобороны заявило, что потери противника в Курской области превысили шесть тысяч человек. " * 5
POLISH = "Żołnierze z północy ponieśli ciężkie straty; źródła mówią o tysiącach zabitych i rannych. " * 5
JAPANESE = "北朝鮮の兵士およそ三千人が死傷したとウクライナの大統領が述べた。" * 10


@settings(deadline=None)
@given(st.text())
def test_utf8_comes_back_as_it_was(text: str) -> None:
    # A mark at the very beginning belongs to the encoding and not to the text.
    assert decode(text.encode()) == text.removeprefix("\ufeff")


@pytest.mark.parametrize(
    ("mark", "name"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
     (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be")],
)  # fmt: skip
def test_a_byte_order_mark_decides(mark: bytes, name: str) -> None:
    assert decode(mark + RUSSIAN.encode(name), "iso-8859-1") == RUSSIAN


@pytest.mark.parametrize("label", ["windows-1251", "koi8-r", "iso-8859-5"])
def test_the_servers_word_is_taken(label: str) -> None:
    assert decode(RUSSIAN.encode(label), label) == RUSSIAN


@pytest.mark.parametrize(
    "head",
    ['<meta charset="windows-1251">', "<META http-equiv='Content-Type' content='text/html; charset=windows-1251'>",
     '<?xml version="1.0" encoding="windows-1251"?>'],
)  # fmt: skip
def test_the_pages_own_word_is_taken(head: str) -> None:
    page = head + RUSSIAN
    assert decode(page.encode("cp1251")) == page


def test_valid_utf8_beats_a_wrong_declaration() -> None:
    assert decode(POLISH.encode(), "iso-8859-2") == POLISH


def test_a_broken_byte_does_not_turn_utf8_into_something_else() -> None:
    data = POLISH.encode().replace("Ż".encode(), b"\xc5", 1)
    assert decode(data) == POLISH.replace("Ż", "\ufffd", 1)


def test_a_wrong_word_of_utf8_is_not_believed() -> None:
    page = '<meta charset="utf-8">' + POLISH
    assert decode(page.encode("cp1250"), "utf-8") == page


def test_an_escape_encoding_that_looks_like_ascii_is_declared() -> None:
    assert decode(JAPANESE.encode("iso2022_jp"), "iso-2022-jp") == JAPANESE


def test_latin_1_means_its_wider_sister() -> None:
    assert decode("“Kursk” — 6 000 €".encode("cp1252"), "iso-8859-1") == "“Kursk” — 6 000 €"


@pytest.mark.parametrize(("text", "name"), [(RUSSIAN, "cp1251"), (JAPANESE, "cp932"), (JAPANESE, "euc_jp")])
def test_undeclared_text_is_told_by_its_letters(text: str, name: str) -> None:
    assert decode(text.encode(name)) == text


def test_an_unknown_label_is_no_reason_to_fail() -> None:
    assert decode(b"plain", "x-nobody-knows") == "plain"


@pytest.mark.parametrize(
    "data",
    [codecs.BOM_UTF8 + b"\xff\xff", codecs.BOM_UTF16_LE + b"a\x00\x00\xd8", bytes(range(0x80, 0xA0)) * 40],
)
def test_what_no_encoding_fits_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableEncodingError):
        decode(data)
