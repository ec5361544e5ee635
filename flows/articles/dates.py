"""Dates as pages print them: the local day, and the instant where the zone is known."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# RFC 2822, section 4.3: the only zone names that mean the same everywhere. Others (BST, IST) leave the instant open.
ZONE_HOURS = {"utc": 0, "gmt": 0, "ut": 0, "z": 0}
ZONE_HOURS |= {"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7}

MONTH_NAME = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
DAY = (
    r"(?:(?P<y>\d{4})[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})|(?P<yb>\d{4})(?P<mb>\d\d)(?P<db>\d\d)"
    rf"|{WEEKDAY}(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<n1>{MONTH_NAME}),?\s+(?P<y1>\d{{4}})"
    rf"|{WEEKDAY}(?P<n2>{MONTH_NAME})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}}))(?!\d)"
)
CLOCK = (
    r"(?:,?\s*T?\s*(?:at\s+)?(?P<hour>\d{1,2})[:.]?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,](?P<fraction>\d+))?)?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?)"
)
ZONE = r"(?:\s*\(?(?P<zone>[+-]\d\d:?\d\d|[+-]\d\d|[a-z]{1,5})\b\)?)"
STAMP = re.compile(rf"{DAY}(?:{CLOCK}{ZONE}?)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment as printed: its local day, and the instant in UTC where clock and zone are both given."""

    on: date
    at: datetime | None


def parse_stamp(printed: str) -> Stamp | None:
    """Read one printed date, with or without clock and zone; None where it is none.

    A day that does not exist is no date. The day stays the one of the place that printed it.

    >>> parse_stamp("2024-12-18T22:30:00-05:00")
    Stamp(on=datetime.date(2024, 12, 18), at=datetime.datetime(2024, 12, 19, 3, 30, tzinfo=datetime.timezone.utc))
    >>> parse_stamp("October 18, 2024")
    Stamp(on=datetime.date(2024, 10, 18), at=None)
    >>> parse_stamp("2024-02-30"), parse_stamp("last week")
    (None, None)
    """
    match = STAMP.fullmatch(printed.strip())
    return _stamp(match) if match else None


def find_dateline(lines: Iterable[str], labels: Iterable[str]) -> Stamp | None:
    """Find the date that heads a plain text: alone on a line, or right after one of the labels.

    >>> find_dateline(["Published: 16 June 2025, 09:00 GMT | World"], ["published"]).on
    datetime.date(2025, 6, 16)
    >>> find_dateline(["Troops crossed the border on 6 August 2024."], ["published"]) is None
    True
    """
    label = re.compile(rf"\W*(?:{'|'.join(map(re.escape, labels))})(?:\s+on)?\s*[:\-–|]?\s*", re.IGNORECASE)
    for line in lines:
        head = label.match(line)
        match = STAMP.match(line, head.end()) if head else STAMP.fullmatch(line.strip())
        stamp = _stamp(match) if match else None
        if stamp:
            return stamp
    return None


def _stamp(match: re.Match[str]) -> Stamp | None:
    part = match.groupdict()
    year = part["y"] or part["yb"] or part["y1"] or part["y2"]
    name = part["n1"] or part["n2"]
    month = MONTHS.index(name[:3].lower()) + 1 if name else int(part["m"] or part["mb"])
    day = int(part["d"] or part["db"] or part["d1"] or part["d2"])
    try:
        on = date(int(year), month, day)
        clock = _clock(part)
    except ValueError:
        return None
    zone = _zone(part["zone"])
    if clock is None or zone is None:
        return Stamp(on, None)
    try:
        return Stamp(on, datetime.combine(on, clock, zone).astimezone(UTC))
    except OverflowError:
        return None


def _clock(part: dict[str, str | None]) -> time | None:
    if not part["hour"] or not part["minute"]:
        return None
    hour = int(part["hour"])
    if part["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        hour = hour % 12 + (12 if part["half"][0] in "pP" else 0)
    micros = int((part["fraction"] or "")[:6].ljust(6, "0"))
    return time(hour, int(part["minute"]), int(part["second"] or 0), micros)


def _zone(name: str | None) -> tzinfo | None:
    if not name:
        return None
    if name[0] not in "+-":
        hours = ZONE_HOURS.get(name.lower())
        return None if hours is None else timezone(timedelta(hours=hours))
    digits = name[1:].replace(":", "").ljust(4, "0")
    shift = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if shift >= timedelta(hours=24):
        return None
    return timezone(-shift if name[0] == "-" else shift)
