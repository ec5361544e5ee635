"""Hostile words stay words: one corpus through every sink that there is."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from lxml import etree, html

from flows.articles.stored import archives, read_back
from flows.articles.web.discover import UnreadableListError, read_feed, read_listing, read_sitemap
from flows.pipeline import carry_out
from flows.settings import Settings
from tests.torture.campaign import Ground, Outcome, campaign
from tests.torture.warehouses import night_job, settings_of
from warehouse.errors import WarehouseError
from warehouse.export import query, write

PROGRAM = Path(sys.executable).with_name("conflict-figures")
WORDS = {
    "script": "<script>alert(1)</script>",
    "image": "<img src=x onerror=alert(1)>",
    "end of a script": "</script></style></title><svg/onload=alert(1)>",
    "attribute": "\" onmouseover=alert(1) x=\"' onfocus='alert(1)",
    "address": "javascript:alert(1)//",
    "data address": "data:text/html;base64,PHNjcmlwdD4=",
    "entities": "&lt;b&gt; &#x3c;script&#x3e; &amp;amp;",
    "template": "{{7*7}} ${7*7} <%= 7*7 %> {% raw %}",
    "bidi": "\u202e12 killed\u202c \u2066x\u2069 \u200e\u200f",
    "zero width": "twel\u200bve\u200d sol\ufeffdiers",
    "ansi": "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x1b[2J\x9b31m",
    "control": "a\x00b\x07\x08c\x7f\r\nX-Injected: yes",
    "formula": '=HYPERLINK("http://x.example","y")',
    "formula by plus": "+1+1|cmd' /C calc'!A0",
    "formula by minus": "-2+3+cmd|' /C calc'!A0",
    "formula by at": "@SUM(1+1)",
    "formula behind a tab": "\t=1+1",
    "path": "../../../../etc/passwd",
    "path of another system": "..\\..\\con\\aux.txt:stream",
    "nul in a path": "a\x00.html/../../b",
    "sql": "'; DROP TABLE claims; --",
    "sql comment": '" OR 1=1 /* */ UNION SELECT * FROM runs --',
    "markup of a terminal library": "[bold red]x[/] [link=http://x.example]y[/link]",
    "markdown": "[x](javascript:alert(1)) ![y](http://x.example/z) | a | b |",
    "long": "w" * 5_000,
    "lone surrogates": "\ud83d smile".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
}
_NAME = re.compile(r"[A-Za-z0-9._-]+")
ADDRESSES = (
    "href",
    "src",
    "action",
    "formaction",
    "data",
    "poster",
    "xlink:href",
    "{http://www.w3.org/1999/xlink}href",
)
SIGNED = [-3.0, -0.5, 12.0]
Check = Callable[[str, str], list[str]]


@campaign("hostile words", "hostile words stay words, in every sink", attempts=1_000, seconds=35, quick=1_000)
def hostile_words(ground: Ground) -> Outcome:
    """Put each word where foreign words come in, run a night, and look at everything that comes out."""
    outcome = Outcome()
    for name, word in WORDS.items():
        for sink, check in _PURE.items():
            outcome.judge(f"{name} in {sink}", check(word, name))
    settings = settings_of(ground.folder / "hostile" / "warehouse")
    pages = ground.room("pages")
    _write_pages(pages, list(WORDS.values()))
    summary = carry_out(night_job(settings, pages))
    titles = {word: query(settings.published, "FROM articles", max_rows=10_000) for word in ["all"]}["all"]
    outcome.judge(
        "every page is read or refused",
        [] if len(titles) + len(summary.refused) >= 2 * len(WORDS) else ["some are gone"],
    )
    for what, faults in _of_the_warehouse(settings, ground):
        outcome.judge(what, faults)
    return outcome


def _site(ground: Ground, settings: Settings) -> list[str]:
    """Hold the site against one made of harmless words: no other element, attribute or scheme may stand in it."""
    harmless = settings_of(ground.folder / "harmless" / "warehouse")
    pages = ground.room("harmless-pages")
    _write_pages(pages, [f"Harmless {number}" for number in range(len(WORDS))])
    carry_out(night_job(harmless, pages))
    ours, theirs = _anatomy(harmless.site), _anatomy(settings.site)
    faults = ["the site is empty"] * (len(theirs) < 20)
    faults += [f"the site holds {part}" for part in sorted(theirs - ours)]
    named = [path.name for path in settings.site.rglob("*") if not _NAME.fullmatch(path.name)]
    return faults + [f"{name!r} is the name of a page" for name in named]


def _anatomy(site: Path) -> set[str]:
    """The kinds of elements, attributes and schemes of addresses in all pages of a site, feeds and drawings too."""
    found = set()
    for path in site.rglob("*"):
        if path.suffix not in (".html", ".svg", ".xml"):
            continue
        content = path.read_bytes()
        tree = html.fromstring(content) if path.suffix == ".html" else etree.fromstring(content)
        for element in tree.iter(etree.Element):
            found.add(f"<{element.tag}>")
            for name, value in element.attrib.items():
                found.add(f"<{element.tag} {name}>")
                if name in ADDRESSES and ":" in value.partition("/")[0]:
                    found.add(f"{name}={value.partition(':')[0].strip().lower()}:")
    return found


def _write_pages(folder: Path, words: list[str]) -> None:
    """Put the words into titles, authors, publishers, addresses, sentences, ids of JSON lines."""
    lines = []
    for number, word in enumerate(words):
        said = f"{word} said that at least {number + 12} soldiers had been killed near Kursk on Monday."
        escaped = word.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;").replace("\x00", "")
        page = (
            f'<html lang="en"><head><title>{escaped}</title><meta property="og:site_name" content="{escaped}">'
            f'<meta name="author" content="{escaped}"><link rel="canonical" href="{escaped}">'
            f'<meta property="article:published_time" content="2025-06-16"></head><body><article><h1>{escaped}</h1>'
            f"<p>{escaped} said that at least {number + 12} soldiers had been killed near Kursk on Monday, "
            f"and that {number + 40} had been wounded there.</p></article></body></html>"
        )
        (folder / f"{number:02}.html").write_text(page, "utf-8", "replace")
        lines.append(json.dumps({"id": word, "text": said, "title": word, "url": word, "language": "en"}))
    (folder / "lines.jsonl").write_text("\n".join(lines))


def _csv(word: str, name: str) -> list[str]:
    stream = io.BytesIO()
    write(pd.DataFrame({"sentence": [word] * 3, "best": SIGNED}), "csv", stream)
    rows = list(csv.reader(io.StringIO(stream.getvalue().decode(), newline="")))
    faults = ["a cell begins like a formula"] * any(
        row[0].startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows[1:]
    )
    faults += ["it is not one row a row"] * (len(rows) != 4)
    return faults + ["a signed number was changed"] * ([float(row[1]) for row in rows[1:]] != SIGNED)


def _xlsx(word: str, name: str) -> list[str]:
    stream = io.BytesIO()
    write(pd.DataFrame({"sentence": [word] * 3, "best": SIGNED}), "xlsx", stream)
    with zipfile.ZipFile(stream) as book:
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        names = book.namelist()
    kinds = {element.tag.rpartition("}")[2] for element in sheet.iter()}
    values = [float(v.text) for v in sheet.iterfind(".//{*}c[@r]/{*}v") if v.getparent().get("t") is None]
    faults = ["there is a formula"] * ("f" in kinds) + ["there is a link"] * ("hyperlink" in kinds)
    faults += ["there is a part that leads out"] * any("external" in part for part in names)
    return faults + ["a signed number was changed"] * (values != SIGNED)


def _terminal(word: str, name: str) -> list[str]:
    stream = io.BytesIO()
    write(pd.DataFrame({word: [word], "sentence": [word]}), "table", stream)
    return _printable_only(stream.getvalue().decode())


def _printable_only(text: str) -> list[str]:
    bad = {sign for sign in text if unicodedata.category(sign)[0] == "C" and sign not in "\n\t"}
    return [f"what a terminal obeys comes through: {sorted(map(ord, bad))}"] * bool(bad)


def _json_lines(word: str, name: str) -> list[str]:
    stream = io.BytesIO()
    write(pd.DataFrame({"sentence": [word]}), "jsonl", stream)
    lines = stream.getvalue().decode().splitlines()
    return [] if len(lines) == 1 and json.loads(lines[0])["sentence"] == word else ["it does not come back as it was"]


def _feed(word: str, name: str) -> list[str]:
    """A feed, a sitemap and a listing that hold the word as title and address: what they offer are web addresses."""
    escaped = word.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    item = f"<item><title>{escaped}</title><link>{escaped}</link></item>"
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{item}</channel></rss>'
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    sitemap = f"<urlset {space}><url><loc>{escaped}</loc></url></urlset>"
    listing = f'<html><body><ul><li><a href="{escaped}">{escaped}</a></li></ul></body></html>'
    faults = []
    base = "https://news.example/list"
    for kind, read in (
        ("feed", lambda: read_feed(feed.encode("utf-8", "replace"), base)),
        ("sitemap", lambda: read_sitemap(sitemap.encode("utf-8", "replace"), base)),
        ("listing", lambda: read_listing(listing.encode("utf-8", "replace"), base, "ul")),
    ):
        try:
            offered = [offer.url for offer in read().pages]
        except UnreadableListError:
            continue  # it costs one row
        faults += [f"the {kind} offers {url[:80]!r}" for url in offered if not re.match(r"https?://[^\s/]+/", url)]
        faults += [f"the {kind} offers control characters" for url in offered if _printable_only(url)]
    return faults


_PURE: dict[str, Check] = {
    "CSV": _csv,
    "a sheet": _xlsx,
    "the terminal": _terminal,
    "JSON lines": _json_lines,
    "feeds": _feed,
}


def _of_the_warehouse(settings: Settings, ground: Ground) -> list[tuple[str, list[str]]]:
    told = [("file names are hashes and run ids only", _file_names(settings))]
    tables = set(query(settings.published, "SELECT table_name FROM duckdb_tables()")["table_name"])
    for name, word in WORDS.items():
        told.append((f"{name} as a value asked for", _asked(settings, word)))
    told.append(("no table has gone", [] if {"claims", "runs", "articles"} <= tables else ["a table has gone"]))
    commands = (["status"], ["series"], ["query", "FROM figures"], ["query", "FROM rejects"], ["verify"])
    for command in commands[:: 4 if ground.quick else 1]:
        done = subprocess.run(
            [PROGRAM, *command, "--warehouse", str(settings.warehouse)], capture_output=True, text=True, check=False
        )
        faults = [f"exit code {done.returncode}: {done.stderr[-200:]}"] * bool(done.returncode)
        told.append((f"the command {' '.join(command)}", faults + _printable_only(done.stdout + done.stderr)))
    told.append(("the site", _site(ground, settings)))
    told.append(("the archive reads back", _archive(settings)))
    export = ground.folder / "export"
    done = subprocess.run(
        [PROGRAM, "export", str(export), "--warehouse", str(settings.warehouse)],
        capture_output=True,
        text=True,
        check=False,
    )
    told.append(("an export", [done.stderr[-200:]] * bool(done.returncode) + _exported(export)))
    return told


def _file_names(settings: Settings) -> list[str]:
    return [f"{path.name!r}" for path in settings.warehouse.rglob("*") if not _NAME.fullmatch(path.name)]


def _asked(settings: Settings, word: str) -> list[str]:
    from warehouse.reads import series

    faults = []
    for filters in ({"claimant": word}, {"place": word}, {"metric": word}, {"actor": word}):
        try:
            series(settings.published, **filters)  # type: ignore[arg-type]
        except WarehouseError as error:
            faults.append(f"{filters}: {error}"[:200])
    try:
        query(settings.published, word)
    except WarehouseError:
        return faults  # refused, or a slip: it is no statement
    return faults


def _archive(settings: Settings) -> list[str]:
    found = [item for path in archives(settings.archive) for item in read_back(path)]
    return [] if found else ["nothing comes back"]


def _exported(folder: Path) -> list[str]:
    faults = []
    for path in folder.rglob("*.csv"):
        for row in csv.reader(path.open(newline="", encoding="utf-8")):
            faults += [f"{path.name}: a cell begins like a formula: {cell[:40]!r}" for cell in row if _formula(cell)]
    return faults[:5] if list(folder.rglob("*.csv")) else ["nothing was exported"]


def _formula(cell: str) -> bool:
    return cell.startswith(("=", "+", "-", "@", "\t", "\r")) and not re.fullmatch(r"[+-]?[\d.]+(e[+-]?\d+)?", cell)
