"""Time expressions against a day of publication: golden rows read by a person, and properties for any text."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flows.claims.period.dates import find_dates
from flows.claims.text.tokens import Document

MONDAY = date(2025, 6, 16)  # a Monday; so "on Monday" is that day, "on Tuesday" six days before

# text, kind, start, end; the first expression of each text counts
NAMED = [
    # days, month and day in any order, with and without their year
    ("It fell on 15 June 2025.", "point", "2025-06-15", "2025-06-15"),
    ("It fell on June 15, 2025, at noon.", "point", "2025-06-15", "2025-06-15"),
    ("It fell on June 15th.", "point", "2025-06-15", "2025-06-15"),
    ("It fell on the 15th of June.", "point", "2025-06-15", "2025-06-15"),
    ("It fell on the 14th.", "point", "2025-06-14", "2025-06-14"),
    ("It fell on 30 Jan. 2025.", "point", "2025-01-30", "2025-01-30"),
    ("It fell on Sept. 5.", "point", "2024-09-05", "2024-09-05"),  # the latest fifth of September
    ("It fell on Sunday, June 15, 2025.", "point", "2025-06-15", "2025-06-15"),
    ("It fell on Friday 13 June.", "point", "2025-06-13", "2025-06-13"),
    ("On 2025-06-15 it fell.", "point", "2025-06-15", "2025-06-15"),
    ("On 15.06.2025 it fell.", "point", "2025-06-15", "2025-06-15"),
    ("On 15/06/2025 it fell.", "point", "2025-06-15", "2025-06-15"),
    ("On 06/13/2025 it fell.", "point", "2025-06-13", "2025-06-13"),  # no thirteenth month
    ("Early on 12 June it fell.", "point", "2025-06-12", "2025-06-12"),
    ("It fell on 29 February 2024.", "point", "2024-02-29", "2024-02-29"),
    # ranges of days
    ("Between 16 and 22 May it fell.", "span", "2025-05-16", "2025-05-22"),
    ("It fell May 16-22.", "span", "2025-05-16", "2025-05-22"),
    ("It fell 16–22 May 2022.", "span", "2022-05-16", "2022-05-22"),
    ("It fell from 1 to 15 June.", "span", "2025-06-01", "2025-06-15"),
    ("It fell 30 May-2 June.", "span", "2025-05-30", "2025-06-02"),
    ("From 3 March to 5 May 2022 it fell.", "since", "2022-03-03", "2022-05-05"),  # the year stands once
    ("On the night of 12 to 13 June it fell.", "span", "2025-06-12", "2025-06-13"),
    # months and years
    ("It fell in June 2024.", "point", "2024-06", "2024-06"),
    ("It fell in May.", "point", "2025-05", "2025-05"),
    ("It fell in August.", "point", "2024-08", "2024-08"),  # August 2025 is ahead
    ("It fell in June last year.", "point", "2024-06", "2024-06"),
    ("It fell in mid-March.", "point", "2025-03", "2025-03"),
    ("It fell last October.", "point", "2024-10", "2024-10"),
    ("In 2014 it fell.", "point", "2014", "2014"),
    ("It fell at the end of 2024.", "point", "2024-12", "2024-12"),
    ("In 2022-23 it fell.", "span", "2022", "2023"),
    ("Between 1979 and 1989 it fell.", "span", "1979", "1989"),
    ("It fell in the first half of 2024.", "span", "2024-01", "2024-06"),
    ("It fell in the first quarter of this year.", "span", "2025-01", "2025-03"),
    ("It fell in the first five months of this year.", "span", "2025-01", "2025-05"),
    ("It fell in the summer of 2023.", "point", "2023-06", "2023-08"),
]
RELATIVE = [
    # days of the week and of the text
    ("It fell on Tuesday.", "point", "2025-06-10", "2025-06-10"),
    ("It fell on Monday.", "point", "2025-06-16", "2025-06-16"),
    ("It fell last Monday.", "point", "2025-06-09", "2025-06-09"),
    ("It fell on Monday of last week.", "point", "2025-06-09", "2025-06-09"),
    ("It fell on Saturday and Sunday.", "span", "2025-06-14", "2025-06-15"),
    ("It fell from Friday to Sunday.", "since", "2025-06-13", "2025-06-15"),
    ("It falls next Friday.", "future", "2025-06-20", "2025-06-20"),
    ("It fell overnight.", "point", "2025-06-16", "2025-06-16"),  # dated the morning after
    ("It fell last night.", "point", "2025-06-16", "2025-06-16"),
    ("It fell yesterday.", "point", "2025-06-15", "2025-06-15"),
    ("It fell this morning.", "point", "2025-06-16", "2025-06-16"),
    ("It fell over the weekend.", "span", "2025-06-14", "2025-06-15"),
    ("It fell two days ago.", "point", "2025-06-14", "2025-06-14"),
    ("It fell three weeks ago.", "point", "2025-05-26", "2025-05-26"),
    ("It fell a year ago.", "point", "2024", "2024"),
    # stretches
    ("It fell last week.", "span", "2025-06-09", "2025-06-15"),
    ("It fell earlier this month.", "point", "2025-06", "2025-06"),
    ("It fell last month.", "span", "2025-05", "2025-05"),
    ("It fell earlier this year.", "point", "2025-01", "2025-06"),
    ("It fell last year.", "point", "2024", "2024"),
    ("It fell last fall.", "point", "2024-09", "2024-11"),
    ("It fell last winter.", "point", "2024-12", "2025-02"),
    ("It fell in the past 24 hours.", "span", "2025-06-15", "2025-06-16"),
    ("It fell over the last two weeks.", "span", "2025-06-02", "2025-06-16"),
    ("It fell in the past three months.", "span", "2025-03", "2025-06"),
    ("It fell in recent days.", "span", None, "2025-06-16"),
    ("It fell within three days.", "span", "2025-06-13", "2025-06-16"),
    ("In the week to 22 May it fell.", "span", "2025-05-16", "2025-05-22"),
    ("In the week ending Sunday it fell.", "span", "2025-06-09", "2025-06-15"),
    ("In the year to March it fell.", "span", "2024-04", "2025-03"),
    # ahead
    ("It will fall next month.", "future", "2025-07", "2025-07"),
    ("It will fall by August.", "future", "2025-08", "2025-08"),
    ("It will fall in the coming days.", "future", None, None),
    ("Between now and the end of the year it will fall.", "future", "2025-06-16", "2025-12"),
]
GOVERNED = [
    # beginnings of a count
    ("Since 7 October it fell.", "since", "2024-10-07", None),
    ("Since Feb. 24, 2022, it fell.", "since", "2022-02-24", None),
    ("Since August of last year it fell.", "since", "2024-08", None),
    ("Since the war broke out in mid-April it fell.", "since", "2025-04", None),
    ("Since the war began it fell.", "since", "2020-11-04", None),  # the start that the caller knows
    ("Since the full-scale invasion it fell.", "since", "2022-02-24", None),  # a name of its own
    ("Since the start of the year it fell.", "since", "2025-01-01", None),
    ("So far this year it fell.", "since", "2025-01-01", None),
    ("Since then it fell.", "since", "2025-06-03", None),  # the time spoken of last
    ("In the war, which began in April 2023, it fell.", "since", "2023-04", None),
    ("From 24.02.22 to 15.06.25 it fell.", "since", "2022-02-24", "2025-06-15"),
    # ends of a count
    ("As of 15 June it fell.", "until", None, "2025-06-15"),
    ("Until 20 May it fell.", "until", None, "2025-05-20"),
    ("Before Friday it fell.", "until", None, "2025-06-12"),
    ("By Sunday it fell.", "by", None, "2025-06-15"),
    # times of saying, and of what is only mentioned
    ("The army said on Sunday.", "said", "2025-06-15", "2025-06-15"),
    ("The army told reporters in Kyiv on Sunday.", "said", "2025-06-15", "2025-06-15"),
    ("The army on Sunday said so.", "said", "2025-06-15", "2025-06-15"),
    ("He announced it in Minna, the state capital, on Wednesday.", "said", "2025-06-11", "2025-06-11"),
    ("He was born in 1999.", "aside", "1999", "1999"),
    ("It was the deadliest attack since 2014.", "aside", "2014", None),
    ("It came in reply to the raid of April 1.", "aside", "2025-04-01", "2025-04-01"),
    ("On that day it fell.", "point", "2025-06-03", "2025-06-03"),
]
NONE = [
    "The minister may go.",
    "They march on.",
    "It happens every Friday.",
    "A group of 2000 soldiers came.",
    "The 810th Brigade fired 155mm shells.",
    "In a second attack a sniper fired.",
    "Call +33 1 00 00 00 00.",
]


def first_time(text: str) -> tuple[str, str | None, str | None]:
    doc = Document(text)
    found = find_dates(doc, 0, len(doc), MONDAY, "2020-11-04", anchor="2025-06-03")
    assert found, f"no time in {text!r}"
    return found[0].kind, found[0].start, found[0].end


@pytest.mark.parametrize(("text", "kind", "start", "end"), [*NAMED, *RELATIVE, *GOVERNED])
def test_time_expressions(text: str, kind: str, start: str | None, end: str | None) -> None:
    assert first_time(text) == (kind, start, end)


@pytest.mark.parametrize("text", NONE)
def test_words_and_numbers_that_are_no_time(text: str) -> None:
    doc = Document(text)
    assert find_dates(doc, 0, len(doc), MONDAY) == []


def test_without_a_day_of_publication_only_full_dates_are_read() -> None:
    doc = Document("On Sunday and in May, last week and on 3 May 2024.")
    assert [(w.start, w.end) for w in find_dates(doc, 0, len(doc), None)] == [("2024-05-03", "2024-05-03")]


VOCABULARY = """
since from until between and to by of in on the last next past week month year Monday Friday May
June 2024 2025 31 30 29 12 1 0 00 99999999 2025-06-31 15.13.2025 three days ago war began ; , - –
overnight fall summer first half quarter that same end start 24 hours night 7 October 9999 0001
tomorrow early late a few now
"""
WORDS = st.sampled_from(VOCABULARY.split())
ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@given(
    st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=14).map(" ".join)),
    st.sampled_from([None, MONDAY, date.min, date.max, date(2024, 2, 29)]),
)
@example("LAST YEAR", date.min)
@example("next fall", date.max)
def test_any_text_gives_valid_ordered_dates(text: str, published: date | None) -> None:
    doc = Document(text)
    last_seen = 0
    for when in find_dates(doc, 0, len(doc), published, "2022-02-24", anchor="2024-05-05", count_start="2023"):
        assert 0 <= when.first < when.last <= len(doc)
        assert when.first >= last_seen
        last_seen = when.first
        for iso in (when.start, when.end):
            if iso is not None:
                assert ISO.fullmatch(iso)
                date.fromisoformat(iso + "-01-01"[(len(iso) - 4) :] if len(iso) < 10 else iso)
        if when.start and when.end:
            shared = min(len(when.start), len(when.end))
            assert when.start[:shared] <= when.end[:shared]
