"""What the harvest remembers from night to night: which pages it knows, when each is due again, what each host said.

A file of SQLite beside the archive. The archive is what counts: this file is committed only after the archive's bytes
are on the disk, and what a killed run had not committed is learnt again from its archive.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import RLock

from flows.articles.records import PAGE, Raw, Refusal, Revisit, digest

# A page is looked at again this long after it was first asked for, since corrections happen.
RUNGS = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=7))
GONE = (404, 410)
FINAL = ("unsupported-type", "unsupported-scheme", "oversize", "forbidden-address")
ASKED = (PAGE, "moved", "failed")
SCHEMA = """
CREATE TABLE IF NOT EXISTS runs (run_id TEXT PRIMARY KEY, begun TEXT NOT NULL, loaded INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS pages (
    url TEXT PRIMARY KEY, source TEXT, title TEXT, found TEXT NOT NULL, first_asked TEXT, last_asked TEXT,
    looks INTEGER NOT NULL, due TEXT
);
CREATE INDEX IF NOT EXISTS pages_due ON pages (source, due);
CREATE TABLE IF NOT EXISTS answers (
    url TEXT PRIMARY KEY, etag TEXT, last_modified TEXT, digest TEXT NOT NULL, at TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS robots (
    origin TEXT PRIMARY KEY, at TEXT NOT NULL, allowed TEXT NOT NULL, body TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS outcomes (
    run_id TEXT NOT NULL, url TEXT NOT NULL, source TEXT, outcome TEXT NOT NULL, reason TEXT, at TEXT NOT NULL,
    PRIMARY KEY (run_id, url)
);
CREATE TABLE IF NOT EXISTS reading (archive TEXT PRIMARY KEY, offset INTEGER NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Known:
    """What an address answered last: its validators, the digest of its bytes, and when they were archived."""

    etag: str | None
    last_modified: str | None
    digest: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one address in a run: fetched, unchanged, skipped or failed, and why."""

    url: str
    source: str | None
    outcome: str
    reason: str | None


class State:
    """The harvest's memory; the methods may be called from any thread. Nothing counts before `commit`."""

    def __init__(self, path: Path, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.now = clock
        self._lock = RLock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level="DEFERRED")
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.executescript(SCHEMA)
        self._db.commit()

    def close(self) -> None:
        """Close the file; what was not committed is forgotten."""
        self._db.close()

    def commit(self) -> None:
        """Make what was told since the last time durable; call it after the archive is synced."""
        with self._lock:
            self._db.commit()

    def begin_run(self, run_id: str) -> None:
        """Note durably that a run begins, so that what it archives is loaded even if it dies."""
        self._write("INSERT OR IGNORE INTO runs (run_id, begun) VALUES (?, ?)", run_id, _written(self.now()))
        self.commit()

    def end_run(self, run_id: str) -> None:
        """Note durably that all of a run is in the warehouse."""
        self._write("UPDATE runs SET loaded = 1 WHERE run_id = ?", run_id)
        self.commit()

    def unloaded_runs(self) -> list[str]:
        """List the runs that began and of which not all is known to be in the warehouse, the oldest first."""
        return [run for (run,) in self._read("SELECT run_id FROM runs WHERE NOT loaded ORDER BY run_id")]

    def offer(self, url: str, source: str, title: str | None = None) -> None:
        """Note a page that a source offers; one that is known already stays as it is."""
        now = _written(self.now())
        sql = "INSERT OR IGNORE INTO pages (url, source, title, found, looks, due) VALUES (?, ?, ?, ?, 0, ?)"
        self._write(sql, url, source, title, now, now)

    def due(self, source: str) -> list[str]:
        """List the pages of a source that are to be asked for now: new ones first, the longest waiting first."""
        sql = "SELECT url FROM pages WHERE source = ? AND due <= ? ORDER BY looks > 0, due, url"
        return [url for (url,) in self._read(sql, source, _written(self.now()))]

    def is_due(self, url: str) -> bool:
        """Tell whether an address is to be asked for now; one that is not known is."""
        found = self._read("SELECT due IS NOT NULL AND due <= ? FROM pages WHERE url = ?", _written(self.now()), url)
        return all(bool(due) for (due,) in found)

    def waits_until(self, url: str) -> datetime | None:
        """Tell when a page is due; None where never again."""
        found = self._read("SELECT due FROM pages WHERE url = ?", url)
        return datetime.fromisoformat(found[0][0]) if found and found[0][0] else None

    def known(self, url: str) -> Known | None:
        """Give what an address answered last."""
        found = self._read("SELECT etag, last_modified, digest, at FROM answers WHERE url = ?", url)
        if not found:
            return None
        etag, modified, known, at = found[0]
        return Known(etag, modified, known, datetime.fromisoformat(at))

    def learn(self, item: Raw | Revisit | Refusal) -> None:
        """Take note of what was archived: an answer, an unchanged one, a failure."""
        if isinstance(item, Refusal):
            if item.url and item.stage == "load" and not item.reason.startswith("robots-"):
                self._looked(item.url, item.rejected_at or self.now(), None, again=item.reason not in FINAL)
        elif item.role in ASKED and item.http:
            self._looked(item.url, item.fetched_at, item.source, again=item.http.status not in GONE)
            if isinstance(item, Raw) and item.role == PAGE:
                self.learn_answer(item)

    def learn_answer(self, raw: Raw) -> None:
        """Keep the validators and the digest of an answer, for the next conditional request."""
        headers = {name.lower(): value for name, value in raw.http.headers} if raw.http else {}
        sql = "INSERT OR REPLACE INTO answers (url, etag, last_modified, digest, at) VALUES (?, ?, ?, ?, ?)"
        at = _written(raw.fetched_at)
        known = raw.payload_digest or digest(raw.data)
        self._write(sql, raw.url, headers.get("etag"), headers.get("last-modified"), known, at)

    def _looked(self, url: str, at: datetime, source: str | None, *, again: bool) -> None:
        found = self._read("SELECT first_asked, last_asked FROM pages WHERE url = ?", url)
        if found and found[0][1] and found[0][1] >= _written(at):
            return  # it is being learnt again from an archive
        first = datetime.fromisoformat(found[0][0]) if found and found[0][0] else at
        due = next((first + rung for rung in RUNGS if first + rung > at), None) if again else None
        sql = """
            INSERT INTO pages (url, source, found, first_asked, last_asked, looks, due)
            VALUES (?1, ?2, ?3, ?3, ?3, 1, ?4)
            ON CONFLICT (url) DO UPDATE
            SET looks = looks + 1, due = ?4, last_asked = ?3, first_asked = coalesce(first_asked, ?3)
        """
        self._write(sql, url, source, _written(at), _written(due) if due else None)

    def keep_robots(self, origin: str, allowed: str, body: str) -> None:
        """Keep a host's robots rules: `allowed` is by-rules, all or none."""
        sql = "INSERT OR REPLACE INTO robots (origin, at, allowed, body) VALUES (?, ?, ?, ?)"
        self._write(sql, origin, _written(self.now()), allowed, body)

    def robots(self, origin: str, younger_than: timedelta) -> tuple[str, str] | None:
        """Give the robots rules of a host, if they are young enough."""
        since = _written(self.now() - younger_than)
        found = self._read("SELECT allowed, body FROM robots WHERE origin = ? AND at > ?", origin, since)
        return (found[0][0], found[0][1]) if found else None

    def account(self, run_id: str, outcome: Outcome) -> None:
        """Write down what came of an address; the last word counts."""
        sql = "INSERT OR REPLACE INTO outcomes (run_id, url, source, outcome, reason, at) VALUES (?, ?, ?, ?, ?, ?)"
        at = _written(self.now())
        self._write(sql, run_id, outcome.url, outcome.source, outcome.outcome, outcome.reason, at)

    def outcomes(self, run_id: str) -> Iterator[Outcome]:
        """Give what came of every address of a run."""
        sql = "SELECT url, source, outcome, reason FROM outcomes WHERE run_id = ? ORDER BY url"
        return (Outcome(*row) for row in self._read(sql, run_id))

    def outcome_counts(self, run_id: str) -> dict[str, int]:
        """Count what came of the addresses of a run: by outcome, and by outcome and reason where there is one."""
        sql = """
            SELECT outcome || coalesce(': ' || reason, ''), count(*) FROM outcomes WHERE run_id = ?
            GROUP BY 1 ORDER BY 1
        """
        return {what: int(count) for what, count in self._read(sql, run_id)}

    def reading_point(self, archive: str) -> int:
        """Tell up to which byte a foreign archive has been read."""
        found = self._read("SELECT offset FROM reading WHERE archive = ?", archive)
        return int(found[0][0]) if found else 0

    def keep_reading_point(self, archive: str, offset: int) -> None:
        """Note up to which byte a foreign archive has been read."""
        self._write("INSERT OR REPLACE INTO reading (archive, offset) VALUES (?, ?)", archive, offset)

    def _read(self, sql: str, *values: object) -> list[tuple[str, ...]]:
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def _write(self, sql: str, *values: object) -> None:
        with self._lock:
            self._db.execute(sql, values)


def relearn(state: State, items: Iterable[Raw | Revisit | Refusal]) -> None:
    """Learn what a killed run had archived, durably.

    Feeds and their like are left out: what they offered may not have been noted, so they are asked again.
    """
    for item in items:
        state.learn(item)
    state.commit()


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
