"""Copies of one story: near-duplicate texts are put into one cluster, so that forty copies count as one origin.

A text is its set of word triples; MinHash estimates how much two sets share, LSH finds whom to compare with. A text is
a copy where both share most of their triples, or where it is an earlier one with its tail cut; where both are credited
to the same agency, less has to be shared, for desks rewrite what they buy. A text that holds an earlier one and much
more is none: it may be two stories in one. See docs/decisions/0203.
"""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from struct import Struct

from rensa import RMinHash

from flows.articles.records import Article

PERMUTATIONS, ROWS, SEED = 128, 2, 20_241_218
FEWEST_WORDS = 30
SHARED, CUT = 0.7, 0.8
CREDITED_SHARED, CREDITED_CUT = 0.35, 0.5  # where both name the same agency
MOST_LONGER = 1.2  # times as many triples; what adds more than that may have added a story
WORD = re.compile(r"\w+")
PACKED, BAND = Struct(f">{PERMUTATIONS}I"), ROWS * Struct(">I").size
CANDIDATES = """
SELECT origin, size, signature, credit FROM stories
WHERE version IN (SELECT bands.version FROM sought JOIN bands USING (band, key))
ORDER BY rowid
"""
SCHEMA = """
CREATE TABLE IF NOT EXISTS stories (
    version TEXT PRIMARY KEY, article TEXT NOT NULL, origin TEXT NOT NULL, size INTEGER NOT NULL,
    signature BLOB NOT NULL, credit TEXT
);
CREATE INDEX IF NOT EXISTS stories_article ON stories (article);
CREATE TABLE IF NOT EXISTS bands (band INTEGER, key BLOB, version TEXT, PRIMARY KEY (band, key, version)) WITHOUT ROWID;
CREATE TEMPORARY TABLE sought (band INTEGER, key BLOB);
"""


@dataclass(frozen=True, slots=True)
class Signature:
    """What is kept of a text: how many different word triples it has, and the smallest hashes of them."""

    size: int
    minima: tuple[int, ...]

    def bands(self) -> Iterator[tuple[int, bytes]]:
        """Give the keys under which a similar text is likely to be found."""
        packed = _packed(self.minima)
        yield from enumerate(packed[start : start + BAND] for start in range(0, len(packed), BAND))


def signature_of(text: str) -> Signature | None:
    """Take the signature of a text; None for one of too few words to tell.

    >>> signature_of("Six were hurt.") is None
    True
    """
    words = WORD.findall(text.casefold())
    if len(words) < FEWEST_WORDS:
        return None
    triples = set(map(" ".join, zip(words, words[1:], words[2:], strict=False)))
    hashes = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    hashes.update(list(triples))
    return Signature(len(triples), tuple(hashes.digest()))


def likeness(new: Signature, old: Signature, *, same_credit: bool = False) -> float:
    """Say how surely one text is a copy of an earlier one: 0 where it is none, else the share that they hold in common.

    `same_credit` says that both are credited to the same agency.

    >>> words = [f"w{number}" for number in range(300)]
    >>> whole, tail_cut = signature_of(" ".join(words)), signature_of(" ".join(words[:150]))
    >>> likeness(tail_cut, whole) > 0.8, likeness(whole, tail_cut)
    (True, 0.0)
    """
    same = sum(one == other for one, other in zip(new.minima, old.minima, strict=True)) / PERMUTATIONS
    contained = min(1.0, same * (new.size + old.size) / ((1 + same) * min(new.size, old.size)))
    shared, cut = (CREDITED_SHARED, CREDITED_CUT) if same_credit else (SHARED, CUT)
    is_copy = (same >= shared and new.size <= MOST_LONGER * old.size) or (contained >= cut and new.size < old.size)
    return contained if is_copy else 0.0


class Stories:
    """The clusters known so far, in a file of SQLite; made anew by a rebuild."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path)
        self._db.executescript(SCHEMA)
        if "credit" not in {name for _, name, *_ in self._db.execute("PRAGMA table_info(stories)")}:
            self._db.execute("ALTER TABLE stories ADD COLUMN credit TEXT")  # a file of an earlier version

    def close(self) -> None:
        """Keep what was placed, and close the file."""
        self._db.commit()
        self._db.close()

    def origin(self, article: Article) -> str:
        """Give the id of the cluster that an article belongs to: the article id of its first member.

        Another version of an article stays in its cluster.
        """
        sql = "SELECT origin FROM stories WHERE version = ? OR article = ? LIMIT 1"
        found = self._db.execute(sql, (article.article_version_id, article.article_id)).fetchone()
        signature = signature_of(article.text)
        if signature is None:
            return str(found[0]) if found else article.article_id
        like, nearest = self._nearest(signature, article.credit)
        origin = str(found[0]) if found else nearest or article.article_id
        self._keep(article, origin, signature, is_same=like == 1.0 and nearest == origin)
        return origin

    def _nearest(self, signature: Signature, credit: str | None) -> tuple[float, str | None]:
        """Give how like the likest text is, and its cluster; of several as like, the one that was placed first."""
        best, origin = 0.0, None
        self._db.execute("DELETE FROM sought")
        self._db.executemany("INSERT INTO sought VALUES (?, ?)", signature.bands())
        for told, size, packed, credited in self._db.execute(CANDIDATES).fetchall():
            same_credit = credit is not None and credited == credit
            like = likeness(signature, Signature(size, _unpacked(packed)), same_credit=same_credit)
            if like > best:
                best, origin = like, str(told)
        return best, origin

    def _keep(self, article: Article, origin: str, signature: Signature, *, is_same: bool) -> None:
        packed, version = _packed(signature.minima), article.article_version_id
        added = self._db.execute(
            "INSERT OR IGNORE INTO stories VALUES (?, ?, ?, ?, ?, ?)",
            (version, article.article_id, origin, signature.size, packed, article.credit),
        )
        # What a text word for word the same is found by is there already; forty copies would make each search longer.
        if added.rowcount and not is_same:
            rows = ((band, key, version) for band, key in signature.bands())
            self._db.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?, ?)", rows)


def _packed(minima: tuple[int, ...]) -> bytes:
    return PACKED.pack(*minima)


def _unpacked(packed: bytes) -> tuple[int, ...]:
    return PACKED.unpack(packed)
