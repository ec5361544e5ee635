"""Raw bytes to articles: every kind, and every way in which there is none."""

import codecs
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.articles.markdown import read_markdown
from flows.articles.read import read, tidy
from flows.articles.records import Article, Raw, Refusal

NOW = datetime(2025, 6, 20, 4, tzinfo=UTC)
TYPES = {"html": "text/html", "txt": "text/plain", "md": "text/markdown", "jsonl": "application/jsonl"}


def raw(name: str, data: bytes) -> Raw:
    return Raw(f"file:{name}", data, TYPES.get(name.rpartition(".")[2], "application/octet-stream"), None, NOW)


def article(name: str, data: bytes) -> Article:
    (found,) = read(raw(name, data))
    assert isinstance(found, Article), found
    return found


def refusal(name: str, data: bytes) -> Refusal:
    (found,) = read(raw(name, data))
    assert isinstance(found, Refusal), found
    return found


def test_plain_text_stays_as_it_is() -> None:
    found = article("a.txt", "\ufeffOne\r\nline.\r\n\r\n\r\nTwo “lines”.\n".encode())
    assert found.text == "One\nline.\n\nTwo “lines”."
    assert (found.kind, found.title, found.language) == ("text", None, None)
    assert found.flags == ("no-date", "short")
    assert found.published_evidence == "none"


def test_a_date_that_heads_a_text_is_taken_and_flagged() -> None:
    found = article("a.txt", b" date 2025-06-16 Readers pay us\n\nMore than 6,000 soldiers.")
    assert found.published_on == date(2025, 6, 16)
    assert found.published_at is None
    assert found.published_evidence == "text"
    assert found.flags == ("date-from-text", "short")


def test_identities_are_as_the_contract_says() -> None:
    found = article("a.txt", b"Kursk.")
    digest = "sha256:" + sha256(b"Kursk.").hexdigest()
    assert found.text_digest == found.raw_digest == digest
    assert found.article_id == sha256(b"file:a.txt").hexdigest()[:32]
    assert found.article_version_id == sha256(f"{found.article_id}\n{digest}".encode()).hexdigest()[:32]


def test_changed_text_is_a_new_version_of_the_same_article() -> None:
    line = {"id": "a", "url": "https://news.example/a", "text": "At least 100 killed."}
    first = article("a.jsonl", orjson.dumps(line))
    second = article("b.jsonl", orjson.dumps(line | {"id": "b", "text": "At least 110 killed."}))
    retitled = article("c.jsonl", orjson.dumps(line | {"title": "Another"}))
    assert first.article_id == second.article_id == sha256(b"https://news.example/a").hexdigest()[:32]
    assert first.article_version_id != second.article_version_id
    assert first.article_version_id == retitled.article_version_id


def test_markdown_loses_its_markup_and_keeps_its_paragraphs() -> None:
    source = """---
title: "Losses: a count"
date: 2024-12-19T10:00:00+09:00
url: https://news.example/a
lang: en-GB
author: [Ana Ruiz, Bo Lind]
---

# A heading

At least **100** soldiers were [killed](https://x.example),
Lee said.

## Wounded

- about 1,000 wounded
- *none* missing

> “They are at the front.”

| Side | Lost |
| --- | --- |
| Tanks | 12 |

![A photo of 3 tanks](x.jpg)

```
not = 7
```
"""
    found = article("a.md", source.encode())
    assert found.text.split("\n\n") == [
        "A heading",
        "At least 100 soldiers were killed, Lee said.",
        "Wounded",
        "about 1,000 wounded",
        "none missing",
        "“They are at the front.”",
        "Side | Lost",
        "Tanks | 12",
    ]
    assert found.title == "Losses: a count"
    assert found.published_on == date(2024, 12, 19)
    assert found.published_at == datetime(2024, 12, 19, 1, tzinfo=UTC)
    assert (found.published_evidence, found.language) == ("given", "en")
    assert found.canonical_url == "https://news.example/a"
    assert found.authors == ("Ana Ruiz", "Bo Lind")


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("---\n- a\n- b\n---\nText.", "malformed-field"),
        ("---\na: [\n---\nText.", "malformed-field"),
        ("---\ntitle: [a, b]\n---\nText.", "malformed-field"),
        ("---\ndate: last week\n---\nText.", "unreadable-date"),
        ("---\ntitle: T\n---\n", "no-text"),
        ("# Only a title", "no-text"),
    ],
)
def test_markdown_that_gives_none(source: str, reason: str) -> None:
    assert refusal("a.md", source.encode()).reason == reason


@settings(deadline=None)
@given(st.lists(st.from_regex(r"[A-Za-z][a-z0-9 ,.]{0,30}[a-z]", fullmatch=True), min_size=1, max_size=6))
def test_markdown_without_markup_is_its_paragraphs(paragraphs: list[str]) -> None:
    text, front = read_markdown("\n\n".join(paragraphs))
    assert text.split("\n\n") == [" ".join(paragraph.split()) for paragraph in paragraphs]
    assert front == {}


LINES = [
    {"id": "a", "text": "At least 100 killed.", "published": "2024-12-19", "title": "T", "url": "u", "language": "en"},
    {"id": 7, "text": "About 1,000 wounded.", "published": "2024-12-19T10:00:00+09:00", "note": {"kept": "apart"}},
    {"text": "11,000 sent."},
]


def test_jsonl_lines_are_articles() -> None:
    data = b"\n\n".join(orjson.dumps(line) for line in LINES)
    found = list(read(raw("news.jsonl", data)))
    assert all(isinstance(one, Article) for one in found)
    first, second, third = (one for one in found if isinstance(one, Article))
    assert first.url == "jsonl:news.jsonl#a"
    assert (first.title, first.language, first.published_on) == ("T", "en", date(2024, 12, 19))
    # What is no address cannot be the article's own.
    assert first.canonical_url is None
    assert second.url == "jsonl:news.jsonl#7"
    assert second.published_at == datetime(2024, 12, 19, 1, tzinfo=UTC)
    assert (third.url, third.flags) == ("jsonl:news.jsonl#line-5", ("no-date", "short"))
    assert {one.raw_digest for one in (first, second, third)} == {"sha256:" + sha256(data).hexdigest()}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"text": "a', "malformed-json"),
        (b"not json", "malformed-json"),
        (b'["a"]', "malformed-json"),
        (b'{"text": "a", "n": NaN}', "malformed-json"),
        (b'{"text": "\\ud800"}', "malformed-json"),
        (b"[" * 100_000, "malformed-json"),
        (b'{"id": "x"}', "no-text"),
        (b'{"text": null}', "no-text"),
        (b'{"text": " \\n "}', "no-text"),
        (b'{"text": "\\u0000"}', "no-text"),
        (b'{"text": 7}', "malformed-field"),
        (b'{"text": "a", "url": ["b"]}', "malformed-field"),
        (b'{"text": "a", "published": 1718500000}', "malformed-field"),
        (b'{"text": "a", "published": "last week"}', "unreadable-date"),
        (b'{"text": "a", "published": "2024-02-30"}', "unreadable-date"),
        (b'{"text": "caf\xe9"}', "unreadable-encoding"),
    ],
)
def test_a_bad_line_costs_itself_only(line: bytes, reason: str) -> None:
    good = [orjson.dumps({"id": str(number), "text": f"{number} killed."}) for number in range(1, 10)]
    found = list(read(raw("news.jsonl", b"\n".join([*good[:6], line, *good[6:]]))))
    bad = [one for one in found if isinstance(one, Refusal)]
    assert len(found) - len(bad) == 9
    assert [(one.line, one.reason, one.stage, one.url) for one in bad] == [(7, reason, "read", "file:news.jsonl")]
    assert bad[0].message.startswith("news.jsonl, line 7: ")
    assert bad[0].row is not None
    assert len(json.loads(bad[0].row)["line"]) <= 2_000


def test_jsonl_in_utf16_is_read() -> None:
    data = codecs.BOM_UTF16_LE + '{"text": "Курск."}\n{"text": "Киев."}\n'.encode("utf-16-le")
    assert [one.text for one in read(raw("a.jsonl", data)) if isinstance(one, Article)] == ["Курск.", "Киев."]


@settings(deadline=None)
@given(st.lists(st.binary(max_size=40), max_size=8))
def test_jsonl_never_loses_a_line(lines: list[bytes]) -> None:
    data = b'{"text": "first"}\n' + b"\n".join(line.replace(b"\n", b"") for line in lines)
    found = list(read(raw("a.jsonl", data)))
    if any(isinstance(one, Refusal) and one.reason == "binary" for one in found):
        assert len(found) == 1
        return
    # An empty line is as bytes.strip() sees it.
    assert len(found) == sum(bool(line.strip()) for line in data.split(b"\n"))


@pytest.mark.parametrize("name", ["a.html", "a.txt", "a.md", "a.jsonl", "a.xyz"])
@pytest.mark.parametrize("data", [b"", b" \r\n\t "])
def test_nothing_is_an_empty_page(name: str, data: bytes) -> None:
    assert refusal(name, data).reason == "empty-page"


@pytest.mark.parametrize("name", ["a.html", "a.txt", "a.md", "a.jsonl", "a.xyz"])
@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 8, b"%PDF-1.7 text", b"PK\x03\x04 text", b"\x1f\x8b\x08 text", b"\x89PNG\r\n"]
)
def test_a_binary_is_refused_whatever_its_name(name: str, data: bytes) -> None:
    found = refusal(name, data)
    assert found.reason == "binary"
    assert found.message.startswith(f"{name}")


def test_an_unreadable_encoding_is_refused() -> None:
    assert refusal("a.txt", codecs.BOM_UTF8 + b"caf\xe9").reason == "unreadable-encoding"


def test_an_unknown_kind_is_refused_unless_it_is_a_page() -> None:
    assert refusal("a.csv", b"a,b\n1,2\n").message == "a.csv: of a kind that is not read: a table"
    page = b"<!doctype html><html><body><p>At least 100 soldiers were killed in Kursk.</p></body></html>"
    assert article("a.php", page).kind == "html"
    assert article("a.txt", page).kind == "html"


def test_a_date_in_the_future_is_left_to_the_schemas() -> None:
    assert article("a.md", b"---\ndate: 2099-01-01\n---\nText.").published_on == date(2099, 1, 1)


def test_a_charset_from_the_server_counts() -> None:
    page = raw("a.html", "<html><body><p>Потери превысили шесть тысяч человек.</p></body></html>".encode("koi8-r"))
    (found,) = read(replace(page, charset="koi8-r"))
    assert isinstance(found, Article)
    assert found.text == "Потери превысили шесть тысяч человек."


@settings(deadline=None)
@given(st.text())
def test_tidy_is_settled_after_once(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    once.encode()


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.html", "a.txt", "a.md", "a.jsonl", "a"]))
def test_no_bytes_make_the_reader_fail(data: bytes, name: str) -> None:
    found = list(read(raw(name, data)))
    assert found
    assert all(one.reason != "unreadable-page" for one in found if isinstance(one, Refusal))
    assert all(one.text.strip() for one in found if isinstance(one, Article))
