"""Raw bytes to articles: pure, so that an archive read again gives the same."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from flows.articles.dateline import dateline
from flows.articles.dates import Stamp, find_dateline, parse_stamp
from flows.articles.encoding import UnreadableEncodingError, as_utf8, decode
from flows.articles.jsonl import Line, read_lines
from flows.articles.markdown import FrontMatterError, read_markdown
from flows.articles.media import binary_name, kind_of, looks_like_html, reading_rules, refused_suffix
from flows.articles.metadata import Metadata, clean_address, language_of
from flows.articles.records import SHORT_TEXT, Article, Raw, Refusal, UnreadablePageError, digest, short_id
from flows.articles.traits import credit, flags_of
from flows.articles.traits import language as language_of_text

HEAD_LINES = 8
BREAKS = re.compile(r"\n[^\S\n]*\n\s*")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def read(raw: Raw) -> Iterator[Article | Refusal]:
    """Read what one input holds: an article, the articles of a JSONL file, or the reason why there is none.

    Never raises for what stands in the bytes.
    """
    kind = kind_of(raw.media_type)
    if kind == "jsonl":
        yield from _read_jsonl(raw)
        return
    try:
        yield _read_one(raw, kind)
    except UnreadablePageError as error:
        yield _refuse(raw, error.reason, str(error))
    except UnreadableEncodingError as error:
        yield _refuse(raw, "unreadable-encoding", f"the encoding cannot be told: {error}")
    except FrontMatterError as error:
        yield _refuse(raw, "malformed-field", str(error))
    except MemoryError:
        yield _refuse(raw, "out-of-memory", "the page takes more memory than one page may")
    except Exception as error:  # a parser that fails on one page must not cost the others
        yield _refuse(raw, "unreadable-page", f"the reader failed: {type(error).__name__}: {error}")


def name_of(url: str) -> str:
    """Give an input's name as people know it.

    >>> name_of("file:losses%20in%20Kursk.html"), name_of("https://news.example/a")
    ('losses in Kursk.html', 'https://news.example/a')
    """
    return unquote(url.removeprefix("file:")) if url.startswith("file:") else url


def _read_one(raw: Raw, kind: str | None) -> Article:
    if not raw.data.strip():
        raise UnreadablePageError("empty-page", "the page is empty")
    binary = None if kind == "pdf" else binary_name(raw.data, raw.charset)
    if binary:
        raise UnreadablePageError("binary", f"not text: {binary}")
    if kind is None and not looks_like_html(raw.data):
        what = refused_suffix(PurePosixPath(name_of(raw.url)).suffix) or raw.media_type
        raise UnreadablePageError("unsupported-type", f"of a kind that is not read: {what}")
    if kind == "pdf":
        return _printed(raw)
    if kind == "text" and raw.data.lstrip().startswith(b"<") and looks_like_html(raw.data):
        kind = None
    if kind == "text":
        return _plain(raw, decode(raw.data, raw.charset))
    if kind == "markdown":
        return _marked(raw, decode(raw.data, raw.charset))
    # Takes half a second to load, which a process that sends its pages to readers is to be spared.
    from flows.articles.page import read_page

    body, metadata = read_page(as_utf8(raw.data, raw.charset), raw.url, raw.fetched_at)
    return _article(raw, "html", body, metadata)


def _plain(raw: Raw, text: str) -> Article:
    body = tidy(text)
    if not body:
        raise UnreadablePageError("no-text", "the file holds no text")
    head = [line for line in body.split("\n") if line.strip()][:HEAD_LINES]
    stamp = find_dateline(head, reading_rules()["date_labels"])
    metadata = Metadata(None, None, None, None, (), stamp, "text" if stamp else None, None)
    return _article(raw, "text", body, metadata)


def _printed(raw: Raw) -> Article:
    from flows.articles.pdf import read_pdf  # few inputs are such documents

    body, metadata = read_pdf(raw.data)
    body = tidy(body)
    if not body:
        raise UnreadablePageError("no-text", "the document has no text layer")
    return _article(raw, "pdf", body, metadata)


def _marked(raw: Raw, source: str) -> Article:
    body, front = read_markdown(source)
    body = tidy(body)
    if not body:
        raise UnreadablePageError("no-text", "the file holds no text")
    return _article(raw, "markdown", body, _given(front))


def _read_jsonl(raw: Raw) -> Iterator[Article | Refusal]:
    lines = 0
    for line in read_lines(raw.data, raw.charset):
        lines += 1
        if line.reason:
            yield _refuse(raw, line.reason, line.message, line)
            continue
        try:
            yield _line_article(raw, line)
        except UnreadablePageError as error:
            yield _refuse(raw, error.reason, str(error), line)
    if not lines:
        yield _refuse(raw, "empty-page", "the file is empty")


def _line_article(raw: Raw, line: Line) -> Article:
    body = tidy(line.fields["text"])
    if not body:
        raise UnreadablePageError("no-text", "the text is empty")
    name = line.fields.get("id") or f"line-{line.number}"
    url = f"jsonl:{raw.url.removeprefix('file:')}#{name}"
    return _article(raw, "jsonl", body, _given(line.fields), url)


def _given(fields: dict[str, Any]) -> Metadata:
    """Take metadata that somebody wrote down beside the text; a date that is none is an error of theirs."""
    published = _given_stamp(fields, "published", "date")
    modified = _given_stamp(fields, "modified", "updated")
    authors = fields.get("authors") or fields.get("author") or []
    authors = [authors] if isinstance(authors, str) else authors
    return Metadata(
        canonical_url=clean_address(_text(fields, "url") or _text(fields, "canonical_url")),
        title=_text(fields, "title"),
        publisher=_text(fields, "publisher"),
        language=language_of(_text(fields, "language") or _text(fields, "lang")),
        authors=tuple(str(name) for name in authors) if isinstance(authors, list) else (),
        published=published,
        evidence="given" if published else None,
        modified_at=modified.at if modified else None,
    )


def _text(fields: dict[str, Any], name: str) -> str | None:
    value = fields.get(name)
    if value is not None and not isinstance(value, str):
        raise UnreadablePageError(
            "malformed-field", f"the field {name} holds a {type(value).__name__} where a text should be"
        )
    return " ".join(value.split()) or None if value else None


def _given_stamp(fields: dict[str, Any], *names: str) -> Stamp | None:
    for name in names:
        if printed := _text(fields, name):
            stamp = parse_stamp(printed)
            if stamp is None:
                raise UnreadablePageError("unreadable-date", f"the field {name} is no date: {printed[:80]!r}")
            return stamp
    return None


def tidy(text: str) -> str:
    r"""Make a text's breaks uniform and its characters composed; words, lines and their order stay.

    >>> tidy("\ufeffOne\r\nline.\r\n \r\n\r\nTwo\x00.\n")
    'One\nline.\n\nTwo.'
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", BREAKS.sub("\n\n", UNPRINTABLE.sub("", text))).strip()


def _article(raw: Raw, kind: str, body: str, metadata: Metadata, url: str | None = None) -> Article:
    url = url or raw.url
    body = tidy(body)
    text_digest = digest(body.encode())
    article_id = short_id(metadata.canonical_url or url)
    stamp = metadata.published
    flags = {
        "no-date": stamp is None,
        "date-from-text": metadata.evidence == "text",
        "short": len(body) < SHORT_TEXT,
    }
    about = flags_of(metadata.canonical_url or url, metadata.title, metadata.kinds)
    language, evidence = language_of_text(body, metadata.language)
    authors = tuple(name for author in metadata.authors if (name := _clean(author)))
    return Article(
        article_version_id=short_id(article_id, text_digest),
        article_id=article_id,
        url=url,
        canonical_url=metadata.canonical_url,
        title=_clean(metadata.title),
        publisher=_clean(metadata.publisher),
        language=language,
        authors=authors,
        published_at=stamp.at if stamp else None,
        published_on=stamp.on if stamp else None,
        published_evidence=metadata.evidence if stamp else "none",
        modified_at=metadata.modified_at,
        text=body,
        text_digest=text_digest,
        raw_digest=raw.payload_digest or digest(raw.data),
        warc_file=raw.warc_file,
        warc_offset=raw.warc_offset,
        media_type=raw.media_type,
        kind=kind,
        flags=(*(flag for flag, holds in flags.items() if holds), *about),
        first_seen_at=raw.fetched_at,
        language_evidence="given" if evidence == "page" and kind != "html" else evidence,
        credit=credit(body, authors, metadata.publisher),
        origin_id=article_id,
        dateline=dateline(body),
    )


def _clean(text: str | None) -> str | None:
    return tidy(text) or None if text else None


def _refuse(raw: Raw, reason: str, message: str, line: Line | None = None) -> Refusal:
    where = name_of(raw.url) + (f", line {line.number}" if line else "")
    seen: datetime = raw.fetched_at
    return Refusal(
        url=raw.url,
        line=line.number if line else None,
        reason=reason,
        message=f"{where}: {message}",
        stage="read",
        row=line.row if line else None,
        rejected_at=seen,
    )
