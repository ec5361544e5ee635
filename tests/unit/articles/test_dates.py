"""Printed dates: the day of the place that printed them, the instant only where it is known."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.articles.dates import find_dateline, parse_stamp

DAY = date(2025, 6, 16)


def at(hour: int, minute: int = 0, day: int = 16) -> datetime:
    return datetime(2025, 6, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("printed", "on", "instant"),
    [
        ("2025-06-16", DAY, None),
        ("20250616", DAY, None),
        ("2025/6/16", DAY, None),
        ("16 June 2025", DAY, None),
        ("Monday, 16th June 2025", DAY, None),
        ("June 16, 2025", DAY, None),
        ("Jun. 16, 2025", DAY, None),
        ("Sept 16, 2025", date(2025, 9, 16), None),
        ("2025-06-16T09:30:00Z", DAY, at(9, 30)),
        ("2025-06-16T09:30:00.123456Z", DAY, at(9, 30).replace(microsecond=123456)),
        ("2025-06-16T09:30+09:00", DAY, at(0, 30)),
        ("2025-06-16 09:30:00 +0200", DAY, at(7, 30)),
        ("20250616T093000Z", DAY, at(9, 30)),
        # The day is the one that stands printed, although in UTC it is another.
        ("2025-06-16T22:30:00-05:00", DAY, at(3, 30, day=17)),
        ("2025-06-16T04:30:00+09:00", DAY, at(19, 30, day=15)),
        ("Mon, 16 Jun 2025 09:30:00 GMT", DAY, at(9, 30)),
        ("June 16, 2025 at 9:30 p.m. EDT", DAY, at(1, 30, day=17)),
        ("June 16, 2025 12:05 am UTC", DAY, at(0, 5)),
        # A clock without a zone, or with one that means two places, does not tell the instant.
        ("2025-06-16T09:30:00", DAY, None),
        ("2025-06-16 09:30 BST", DAY, None),
    ],
)
def test_reads_what_is_printed(printed: str, on: date, instant: datetime | None) -> None:
    stamp = parse_stamp(printed)
    assert stamp is not None
    assert (stamp.on, stamp.at) == (on, instant)


@pytest.mark.parametrize(
    "printed",
    ["", "yesterday", "2025", "2025-06", "2025-02-30", "2025-13-01", "31 June 2025", "2025-06-16T25:00:00Z",
     "16 June 2025 and later", "1 2025-06-16", "June 16, 2025 13:30 pm", "0001-01-01T00:00:00+14:00"],
)  # fmt: skip
def test_refuses_what_is_no_date(printed: str) -> None:
    assert parse_stamp(printed) is None


@settings(deadline=None)
@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)),
    st.integers(-14 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters))),
)
def test_any_iso_time_keeps_its_day_and_instant(naive: datetime, zone: timezone) -> None:
    moment = naive.replace(tzinfo=zone)
    stamp = parse_stamp(moment.isoformat())
    assert stamp is not None
    assert stamp.on == naive.date()
    assert stamp.at == moment
    assert stamp.at is not None
    assert stamp.at.tzinfo is UTC


@settings(deadline=None)
@given(st.text(max_size=60))
def test_never_fails(printed: str) -> None:
    stamp = parse_stamp(printed)
    assert stamp is None or stamp.on.year > 0


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["Report", "16 June 2025", "Text"], DAY),
        (["date 2025-06-16 Readers pay for this newsroom"], DAY),
        (["First published: June 16, 2025 09:30 GMT"], DAY),
        (["Troops crossed on 6 August 2024."], None),
        (["The date 2025-06-16 is given in passing"], None),
        (["Published in 2025-06"], None),
        ([], None),
    ],
)
def test_finds_only_a_date_that_heads_the_text(lines: list[str], found: date | None) -> None:
    stamp = find_dateline(lines, ["date", "published", "first published"])
    assert (stamp.on if stamp else None) == found
