"""Days, months and years by name and number: "15 June 2025", "May 16-22", "Tuesday night", "in 2014"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from flows.claims.lexicon import words
from flows.claims.period.calendars import (
    Setting,
    When,
    dated,
    day_of,
    month_iso,
    months,
    moved,
    parsed,
    table,
    weekdays,
)  # fmt: skip
from flows.claims.text.grammar import PREPOSITIONS
from flows.claims.text.tokens import Document

_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})")
_THAT_WEEK, _WEEK = ["of", "that", "week"], 7
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_RANGE = frozenset({"to", "and", "through", "until", "–", "—", "till"})
_MODAL_FOLLOWERS = frozenset(["be", "have", "not", "also", "well", "still", "yet", "never", "soon", "take", "now"])
_CENTURIES = ("17", "18", "19", "20", "21")


def named_month(doc: Document, i: int) -> bool:
    """Whether the word is a month: capitalised, "May" no verb, "March" no march, "Mar" only with a number."""
    word = doc.word[i]
    if word not in months() or not (doc.upper[i] or doc.caps):
        return False
    following = doc.word[i + 1] if i + 1 < len(doc) else ""
    lead = doc.word[i - 1] if i else ""
    if word in ("may", "march", "mar", "jan", "august"):
        shortened = following == "." and doc.gap[i + 1] == "" and i + 2 < len(doc)  # "Jan. 14"
        numbered = (doc.word[i + 2] if shortened else following)[:1].isdecimal() or lead[:1].isdecimal()
        if word in ("mar", "jan") or numbered:
            return numbered
        if following == ":" or (following in _RANGING and doc.word[i + 2 : i + 3] and doc.word[i + 2] in months()):
            return True  # "August: the post at Pili falls", "March–May"
        if lead in _RANGING and doc.word[i - 2] in months():
            return True
        if word == "may":
            return following not in _MODAL_FOLLOWERS and (lead in PREPOSITIONS or lead in _MONTH_LEADS or not lead)
        return lead in PREPOSITIONS or lead in _MONTH_LEADS or lead in ("the", ",", "–", "—", "/")
    return True


_RANGING = frozenset({"–", "—", "to", "-", "through"})
_MONTH_LEADS = frozenset(
    {"last", "this", "next", "mid", "early", "late", "since", "and", "been", "was", "previous", "past", "all", "month"}
)


def month_first(doc: Document, i: int, last: int, setting: Setting) -> When | None:
    """ "June 15, 2025", "May 16-22", "June 2025", "in June", "June last year"."""
    if not named_month(doc, i):
        return None
    month, j = months()[doc.word[i]], i + 1
    if j < last and doc.word[j] == "." and doc.gap[j] == "":
        j += 1
    day = _day_number(doc, j, last)
    if day:
        after = _ordinal_end(doc, j + 1, last)
        other, end = _range_end(doc, after, last)
        if other > day:
            year, stop = _year_after(doc, end, last, setting)
            closing = dated(i, max(end, stop), year, month, other, setting.published)
            return _opened(closing, day)
        year, stop = _year_after(doc, after, last, setting)
        return dated(i, max(after, stop), year, month, day, setting.published)
    year, stop = _year_after(doc, j, last, setting)
    return _month_alone(doc, i, month, year, stop if year else i + 1, setting)


def _month_alone(doc: Document, i: int, month: int, year: int, stop: int, setting: Setting) -> When | None:
    if year:
        return When(i, stop, month_iso(year, month), month_iso(year, month), "point")
    published, lead = setting.published, doc.word[i - 1] if i else ""
    if published is None:
        return None
    year = published.year if month <= published.month else published.year - 1
    if lead in ("last", "past", "previous") and month == published.month:
        year -= 1
    if lead == "this":
        year = published.year
    ahead = lead in ("next", "coming") or (
        lead in ("by", "until", "till") and month > published.month and month - published.month < 7
    )
    if ahead and year < published.year + (month <= published.month):
        year += 1
    shown = month_iso(year, month)
    later = ahead or shown > published.isoformat()[:7]
    return When(i, stop, shown, shown, "future" if later else "point", "year")


def _opened(closing: When | None, day: int) -> When | None:
    """A span of one month from its last day and the number of its first."""
    if closing is not None and closing.end is not None:
        closing.start, closing.kind = f"{closing.end[:8]}{day:02d}", "span"
    return closing


def _day_number(doc: Document, j: int, last: int) -> int:
    if j < last and doc.word[j] == "the":
        j += 1
    if j < last and len(doc.word[j]) <= 2 and doc.word[j].isdecimal() and 1 <= int(doc.word[j]) <= 31:
        return int(doc.word[j])
    return 0


def _ordinal_end(doc: Document, j: int, last: int) -> int:
    return j + 1 if j < last and doc.gap[j] == "" and doc.word[j] in _ORDINALS else j


def _range_end(doc: Document, j: int, last: int) -> tuple[int, int]:
    """The day that closes a range ("-22", "to 22") and where it ends; 0 where there is none."""
    if j < last and doc.gap[j] == "-":
        k = j
    elif j + 1 < last and doc.word[j] in _RANGE:
        k = j + 1
    else:
        return 0, j
    day = _day_number(doc, k, last) if doc.word[k] != "the" else 0
    return (day, _ordinal_end(doc, k + 1, last)) if day else (0, j)


def _ends_date(doc: Document, j: int) -> bool:
    """ "16 Dec 89 (AFP)", "on 3 May 91, the town fell": a day, its month, two digits, and no noun to be counted."""
    day = doc.word[j - 2] if doc.word[j - 1] in months() else doc.word[max(0, j - 3)] if doc.word[j - 1] == "." else ""
    closed = j + 1 >= len(doc) or not doc.word[j + 1][0].isalnum()
    return closed and day.isdecimal() and len(day) <= 2


_LATEST = 1  # years after publication that two digits may stand for


def _century(digits: int, setting: Setting) -> int:
    """The year that two digits stand for: the last one with them that is not far ahead."""
    latest = setting.published.year + _LATEST if setting.published is not None else 2050
    return max(year for year in (1900 + digits, 2000 + digits) if year <= latest or year < 2000)


def _year_after(doc: Document, j: int, last: int, setting: Setting) -> tuple[int, int]:
    """The year that stands behind a month: "2024", ", 2024", "of 2024", "last year", "of this year"."""
    if j + 1 < last and doc.word[j] in ("day", "night", "morning") and doc.word[j + 1] in ("in", "of"):
        j += 1  # "on one April day in 1983"
    if j < last and doc.word[j] in (",", "of", "in"):
        j += 1
    if j >= last:
        return 0, 0
    raw = doc.raw[j]
    if len(raw) == 4 and raw.isdecimal() and raw[:2] in _CENTURIES:
        return int(raw), j + 1
    if len(raw) == 2 and raw.isdecimal() and _ends_date(doc, j):
        return _century(int(raw), setting), j + 1
    if setting.published is not None and j + 1 < last and doc.word[j + 1] == "year":
        shift = {"last": -1, "this": 0, "next": 1, "previous": -1}.get(doc.word[j])
        if shift is not None:
            return setting.published.year + shift, j + 2
    return 0, 0


def numeric(doc: Document, i: int, last: int, setting: Setting) -> When | None:
    """Times that begin with digits: "15 June", "16 to 22 May", "2025-06-15", "24.02.2022", "15/06/2025", "2014"."""
    word = doc.word[i]
    if not word.isdecimal():
        match = _DOTTED.fullmatch(word)
        if match is None:
            return None
        year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
        return dated(i, i + 1, year, int(match[2]), int(match[1]), setting.published)
    if len(word) <= 2:
        return _slashed(doc, i, last, setting) or _day_first(doc, i, last, setting)
    if len(word) == 4 and word[:2] in _CENTURIES:
        return _year_first(doc, i, last, setting)
    return None


def _slashed(doc: Document, i: int, last: int, setting: Setting) -> When | None:
    """ "15/06/2025" and "06/15/2025": the reading that is a day, the earlier one of two."""
    if i + 4 >= last or doc.raw[i + 1] != "/" or doc.raw[i + 3] != "/":
        return None
    one, two, three = doc.word[i], doc.word[i + 2], doc.word[i + 4]
    if not (two.isdecimal() and len(two) <= 2 and three.isdecimal() and len(three) in (2, 4)):
        return None
    year = int(three) + (2000 if len(three) == 2 else 0)
    readings = [day_of(year, int(two), int(one)), day_of(year, int(one), int(two))]
    known = [d for d in readings if d is not None]
    if not known:
        return None
    published = setting.published
    best = min(known, key=lambda d: abs((d - published).days)) if published else known[0]
    return dated(i, i + 5, best.year, best.month, best.day, published)


def _day_first(doc: Document, i: int, last: int, setting: Setting) -> When | None:
    j = _ordinal_end(doc, i + 1, last)
    if j == i + 1 and months().keys().isdisjoint(doc.word[j : j + 5]):
        return None
    day = _day_number(doc, i, last)
    other, end = _range_end(doc, j, last) if day else (0, j)
    if other > day:
        closing = _named_day(doc, i, end, last, other, setting)
        if closing is not None:
            return _opened(closing, day)
    when = _named_day(doc, i, j, last, day, setting) if day else None
    return when or (_bare_ordinal(doc, i, j, day, setting) if day and j > i + 1 else None)


def _bare_ordinal(doc: Document, i: int, j: int, day: int, setting: Setting) -> When | None:
    """ "on the 14th": of the month of publication, or of the one before."""
    published = setting.published
    if published is None or doc.word[max(0, i - 2) : i] not in (
        ["on", "the"],
        ["since", "the"],
        ["by", "the"],
        ["of", "the"],
    ):
        return None
    if j < len(doc) and doc.upper[j] and doc.word[j - 1][0].isalnum():
        return None  # "a company of the 9th Rifles"
    if j < len(doc) and doc.word[j] in _NUMBERED:
        return None  # "paratroopers of the 6th company"
    month = published.month if day <= published.day else published.month - 1
    found = day_of(published.year - (month == 0), month or 12, day)
    anchor = setting.anchor or ""
    told = day_of(int(anchor[:4]), int(anchor[5:7]), day) if len(anchor) > 4 else None
    if told is not None and told <= published:
        found = told  # of the month that the text spoke of last
    return When(i, j, found.isoformat(), found.isoformat(), "point", "year") if found else None


_NUMBERED = frozenset(words("dates")["numbered"])


def _named_day(doc: Document, i: int, j: int, last: int, day: int, setting: Setting) -> When | None:
    if j < last and doc.word[j] == "of":
        j += 1
    if j >= last or doc.word[j] not in months() or not (doc.upper[j] or doc.caps):
        return None
    month, j = months()[doc.word[j]], j + 1
    if j + 1 < last and doc.word[j] == "." and doc.gap[j] == "":
        j += 1
    year, stop = _year_after(doc, j, last, setting)
    return dated(i, stop or j, year, month, day, setting.published)


def _year_first(doc: Document, i: int, last: int, setting: Setting) -> When | None:
    """ "2025-06-15", "2022-23", "2014 to 2016", "in 2014", "2025 August 21"."""
    year, lead = int(doc.word[i]), doc.word[i - 1] if i else ""
    if _is_iso(doc, i, last):
        return dated(i, i + 3, year, int(doc.word[i + 1]), int(doc.word[i + 2]), setting.published)
    if i + 2 < last and doc.word[i + 1] in months() and doc.upper[i + 1] and (day := _day_number(doc, i + 2, last)):
        return dated(i, i + 3, year, months()[doc.word[i + 1]], day, setting.published)
    if i + 1 < last and doc.gap[i + 1] == "-":
        return _years(doc, i, year) if lead in table("year_leads") or lead == "the" else None
    if lead == "the" and table("war_contexts") & set(doc.word[i + 1 : min(last, i + 3)]):
        return When(i, i + 1, str(year), str(year), "point")  # "in the 2014 war"
    if lead in _LEADS_YEAR and not happenings().isdisjoint(doc.word[i + 1 : min(last, i + 4)]):
        return When(i, i + 1, str(year), str(year), "point")  # "a 2019 ambush", "the army's 2024 dry-season offensive"
    named = lead == "of" and doc.word[i - 2] in happenings()  # "in the war of 2006 Israel lost"
    if named or ((lead in table("year_leads") or i == 0) and not _counts_something(doc, i, last)):
        return _part_of_year(doc, i, year)
    return None


@cache
def happenings() -> frozenset[str]:
    """Nouns of what happens in a war, for which a date may stand as an adjective."""
    return table("events") | table("turmoil") | table("wars") | table("war_contexts") | table("campaigns")


_LEADS_YEAR = frozenset({"the", "a", "an", "that", "this", "'s", "its", "their", "his", "her"})


def _is_iso(doc: Document, i: int, last: int) -> bool:
    """ "2025-06-15"."""
    parts = doc.word[i + 1 : min(last, i + 3)]
    return (
        len(parts) == 2 and all(len(p) == 2 and p.isdecimal() for p in parts) and doc.gap[i + 1 : i + 3] == ["-", "-"]
    )


def _years(doc: Document, i: int, year: int) -> When | None:
    """ "1950-53", "2014-2022"."""
    ending = doc.raw[i + 1]
    if not ending.isdecimal() or len(ending) not in (2, 4):
        return None
    closing = int(ending) if len(ending) == 4 else year // 100 * 100 + int(ending)
    return When(i, i + 2, str(year), str(closing), "span") if year < closing <= year + 100 else None


def _counts_something(doc: Document, i: int, last: int) -> bool:
    """ "of 2000 soldiers": a number of four digits in front of a noun is hardly a year."""
    if i == 0 or doc.word[i - 1] not in table("loose"):
        return False
    if doc.word[i - 1] == "of" and doc.word[i - 2] in ("end", "start", "beginning", "middle", "turn"):
        return False  # "by the end of 2021 the war"
    following = doc.word[i + 1] if i + 1 < last else "."
    return (
        following.isalpha()
        and following not in PREPOSITIONS
        and following not in ("and", "or", "when", "were", "was", "it", "the", "they", "some", "about", "he", "she")
    )


def _part_of_year(doc: Document, i: int, year: int) -> When:
    lead = doc.word[max(0, i - 2) : i]
    if lead[-1:] == ["of"] and lead[0] in ("end", "start", "beginning"):
        shown = month_iso(year, 12 if lead[0] == "end" else 1)
        return When(i, i + 1, shown, shown, "point")
    return When(i, i + 1, str(year), str(year), "point")


def _from_anchor(doc: Document, i: int, anchor: date) -> When:
    """ "that Friday", "on Monday of that week": counted from the day that the text spoke of last."""
    shift = (weekdays()[doc.word[i]] - anchor.weekday() + 3) % _WEEK - 3  # the nearest one
    stop = i + 1
    if doc.word[i + 1 : i + 4] == _THAT_WEEK:
        shift, stop = weekdays()[doc.word[i]] - anchor.weekday(), i + 4
    shown = moved(anchor, shift).isoformat()
    return When(i, stop, shown, shown, "point")


def weekday(doc: Document, i: int, last: int, setting: Setting) -> When | None:
    """ "Tuesday", "last Monday", "Friday 20 May", "Sunday night into Monday", "Monday of last week"."""
    name, lead = doc.word[i], doc.word[i - 1] if i else ""
    if not (doc.upper[i] or doc.caps):
        return None
    j = i + 1
    if j < last and doc.word[j] in (",", ".") and j + 1 < last:
        j += 1
    if j < last and (doc.word[j][0].isdecimal() or doc.word[j] in months()):
        full = numeric(doc, j, last, setting) or month_first(doc, j, last, setting)
        if full is not None and full.end is not None and len(full.end) == 10 and full.start == full.end:
            full.first = i
            return full
    published = setting.published
    if (
        published is None
        or len(name) < 6
        or lead in ("each", "every", "black", "bloody", "good", "easter", "palm", "most")
    ):
        return None
    behind = (published.weekday() - weekdays()[name]) % 7
    if lead in ("next", "coming") or doc.word[max(0, i - 2) : i] == ["this", "coming"]:
        ahead = moved(published, (7 - behind) or 7).isoformat()
        return When(i, i + 1, ahead, ahead, "future")
    if (lead == "last" and behind == 0) or lead == "previous":
        behind += 7
    anchor = parsed(setting.anchor) if lead in ("that", "same") or doc.word[i + 1 : i + 4] == _THAT_WEEK else None
    if anchor is not None:
        return _from_anchor(doc, i, anchor)
    stop = i + 1
    if stop < last and doc.word[stop] in table("parts"):
        stop += 1
    if "week" in doc.word[stop : stop + 3] and {"last", "previous"} & set(doc.word[stop : stop + 2]):
        stop = doc.word.index("week", stop) + 1
        day = published - timedelta(days=min(published.weekday() + 7, published.toordinal() - 1))
        found = moved(day, weekdays()[name]).isoformat()
    else:
        found = moved(published, -behind).isoformat()
    return When(i, stop, found, found, "point", "week")
