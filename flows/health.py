"""Whether the nights come as they should, from our own record: late, failed, empty, or a publisher gone quiet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING

from flows.nights import Night, nights

if TYPE_CHECKING:
    from flows.settings import Settings

DAYS = 14  # of a median
ENOUGH_NIGHTS = 5  # before a median says anything
SHARE = 0.25  # of the median: below it is far below
ENOUGH_CLAIMS = 4.0  # a median below this may well be followed by nothing


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is not as it should be: late, failed, empty or quiet, and a sentence for people."""

    kind: str
    message: str

    @property
    def line(self) -> str:
        """The trouble as people read it."""
        return f"{self.kind}: {self.message}"

    @property
    def key(self) -> str:
        """What makes it the same trouble again: each quiet publisher for itself, of the others the kind."""
        return self.line.partition(" brought ")[0] if self.kind == "quiet" else self.kind


@dataclass(frozen=True, slots=True)
class Health:
    """When the last good night was, what the last one was, and what is not as it should be."""

    last_good: Night | None
    last: Night | None
    troubles: tuple[Trouble, ...] = ()

    def sentence(self, now: datetime) -> str:
        """Say when the last good night was.

        >>> moment = datetime(2025, 6, 16, 3, tzinfo=UTC)
        >>> night = Night("a", "nightly", moment.date(), moment, moment, "done", articles_seen=3, claims_new=9)
        >>> Health(night, night).sentence(moment + timedelta(hours=30))
        'last good night: 2025-06-16 03:00 UTC, 30 hours ago, 9 new claims'
        """
        if self.last_good is None:
            return "last good night: none on record"
        night = self.last_good
        ended = night.finished_at.astimezone(UTC)
        return f"last good night: {ended:%Y-%m-%d %H:%M} UTC, {_ago(now - ended)}, {night.claims_new:,} new claims"


def health(settings: Settings, now: datetime | None = None) -> Health:
    """Tell how the nights stand; reads the record beside the ledger, and the published file where there is one.

    Cheap: neither the ledger nor Prefect is opened. Without any night on record there is no trouble to tell of.
    """
    now = now or datetime.now(UTC)
    ran = [night for night in nights(settings.warehouse) if night.kind == "nightly"]
    if not ran:
        return Health(None, None)
    good = [night for night in ran if night.good]
    last_good = max(good, key=lambda night: night.finished_at, default=None)
    troubles = [*_late(ran, last_good, now, settings.late_after_hours), *_failed(ran[-1])]
    if ran[-1].good:
        troubles += [*_empty(ran[-1], good), *_quiet(settings, ran[-1], good)]
    return Health(last_good, ran[-1], tuple(troubles))


def last_good_day(settings: Settings) -> date | None:
    """Give the day of the last night that ended well, in UTC; None where none is on record."""
    good = [night.finished_at for night in nights(settings.warehouse) if night.good]
    return max(good).astimezone(UTC).date() if good else None


def _late(ran: list[Night], last_good: Night | None, now: datetime, hours: float) -> list[Trouble]:
    since = last_good.finished_at if last_good else ran[0].started_at
    if since > now + timedelta(hours=1):
        told = f"a night on record ended at {since:%Y-%m-%d %H:%M} UTC, which is yet to come: look at the clock"
        return [Trouble("clock", told)]
    if now - since <= timedelta(hours=hours):
        return []
    what = "no good night since" if last_good else "no night has come to its end since"
    return [Trouble("late", f"{what} {since:%Y-%m-%d %H:%M} UTC, {_ago(now - since)}")]


def _failed(last: Night) -> list[Trouble]:
    if last.good:
        return []
    return [Trouble("failed", f"the night of {last.logical_date} failed: {last.message or 'no reason on record'}")]


def _empty(last: Night, good: list[Night]) -> list[Trouble]:
    if last.articles_seen == 0:
        return [Trouble("empty", f"the night of {last.logical_date} saw no article at all")]
    before = _before(last, good)
    usual = median([night.claims_new for night in before]) if len(before) >= ENOUGH_NIGHTS else 0.0
    if usual < ENOUGH_CLAIMS or last.claims_new >= usual * SHARE:
        return []
    told = f"the night of {last.logical_date} brought {last.claims_new:,} new claims; usual are {usual:,.0f}"
    return [Trouble("empty", told)]


def _quiet(settings: Settings, last: Night, good: list[Night]) -> list[Trouble]:
    dates = sorted({night.logical_date for night in _before(last, good)} - {last.logical_date})
    if len(dates) < ENOUGH_NIGHTS or not settings.published.is_file():
        return []
    return [
        Trouble(
            "quiet",
            f"{publisher} brought {claims:,} claims on {last.logical_date}; usual are {usual:,.0f}",
        )
        for publisher, claims, usual in _quiet_publishers(settings, last.logical_date, dates)
    ]


def _quiet_publishers(settings: Settings, night: date, before: list[date]) -> list[tuple[str, int, float]]:
    from warehouse.reads import quiet

    found = quiet(settings.published, night, before, share=SHARE, enough=ENOUGH_CLAIMS)
    columns = [found[name].tolist() for name in ("publisher", "claims", "usual")]
    return list(zip(*columns, strict=True))


def _before(last: Night, good: list[Night]) -> list[Night]:
    first = last.logical_date - timedelta(days=DAYS)
    return [night for night in good if night is not last and first <= night.logical_date <= last.logical_date]


def _ago(span: timedelta) -> str:
    hours = max(0, round(span.total_seconds() / 3600))
    return f"{hours} hours ago" if hours < 72 else f"{hours // 24} days ago"
