"""Aggregation, period and status through the whole extractor: golden rows read by a person against the guidelines."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.claims import extract

MONDAY = date(2025, 6, 16)
DAY = "2025-06-16"

# text, expression of the claim, aggregation, start, end, status
INCIDENTS = [
    # the time of happening stands in the sentence
    ("Five soldiers were killed in an ambush near Goma on Sunday, the army said.",
     "Five", "incident", "2025-06-15", "2025-06-15", "reported"),
    ("A roadside bomb killed three policemen in Quetta on 12 June, officials said.",
     "three", "incident", "2025-06-12", "2025-06-12", "reported"),
    ("Two days ago, gunmen killed nine villagers in Plateau state.",
     "nine", "incident", "2025-06-14", "2025-06-14", "reported"),
    ("Overnight, Russia launched 120 drones at Ukraine, the air force said.",
     "120", "incident", DAY, DAY, "reported"),
    ("Ukraine shot down 80 drones last night.", "80", "incident", DAY, DAY, "reported"),
    # a toll of one attack is no running total
    ("The death toll from Friday's bombing rose to 31, police said.",
     "31", "incident", "2025-06-13", "2025-06-13", "reported"),
    ("Police put the number of dead at 17 after Saturday's blast.",
     "17", "incident", "2025-06-14", "2025-06-14", "reported"),
    ("On 7 October 2023 Hamas gunmen killed about 1,200 people.",
     "about 1,200", "incident", "2023-10-07", "2023-10-07", "reported"),
    # several attacks of one day
    ("A total of 12 soldiers were killed in two separate attacks on Thursday.",
     "12", "incident", "2025-06-12", "2025-06-12", "reported"),
    # no time but that of the report
    ("At least 70 people are killed by airstrikes in Gaza.", "At least 70", "incident", DAY, DAY, "reported"),
    # a time of saying is not the time of happening: the event's day comes from the sentence before
    ("The convoy was attacked on Tuesday. Six soldiers died, the army announced on Wednesday.",
     "Six", "incident", "2025-06-10", "2025-06-10", "reported"),
    ("A gunman opened fire at a checkpoint on Saturday. The ministry said on Monday that four policemen were killed.",
     "four", "incident", "2025-06-14", "2025-06-14", "reported"),
    # a time of something compared with, of something replied to, of a birth
    ("The attack was the deadliest since 2019. Seven soldiers were killed.",
     "Seven", "incident", DAY, DAY, "reported"),
    ("In reply to the raid of 1 April, Iran fired 160 drones on Saturday.",
     "160", "incident", "2025-06-14", "2025-06-14", "reported"),
    # parts have the time of their whole
    ("On Friday at least 30 people were killed in a raid, including eight children.",
     "eight", "incident", "2025-06-13", "2025-06-13", "reported"),
    ("Some 700 prisoners were released on Thursday in a swap.",
     "Some 700", "incident", "2025-06-12", "2025-06-12", "reported"),
]  # fmt: skip
STRETCHES = [
    ("At least 90 people were killed in the past 24 hours, the ministry said.",
     "At least 90", "period", "2025-06-15", DAY, "reported"),
    ("Clashes in May killed 340 people, a monitor said.", "340", "period", "2025-05", "2025-05", "reported"),
    ("Last week the rebels captured 45 soldiers.", "45", "period", "2025-06-09", "2025-06-15", "reported"),
    ("Some 2,000 civilians were killed in 2023, the UN said.", "Some 2,000", "period", "2023", "2023", "reported"),
    ("Between 1 and 7 June, shelling wounded 34 civilians in Kherson.",
     "34", "period", "2025-06-01", "2025-06-07", "reported"),
    ("From Monday until Wednesday, airstrikes killed 60 people in Sudan's El Fasher.",
     "60", "period", "2025-06-09", "2025-06-11", "reported"),
    ("In the week to 8 June 62 people were killed in clashes in Sudan.",
     "62", "period", "2025-06-02", "2025-06-08", "reported"),
    ("In the first quarter of this year 95 aid workers were killed.",
     "95", "period", "2025-01", "2025-03", "reported"),
    ("The battalion lost 60 men in two days.", "60", "period", "2025-06-14", DAY, "reported"),
    ("The UN says 380 civilians were killed last month, down from 420 in April.",
     "420", "period", "2025-04", "2025-04", "reported"),
    # rates and averages
    ("An average of 30 people a day were killed in May.", "30", "period", "2025-05", "2025-05", "reported"),
    ("Russian forces are losing 1,200 soldiers a day, the ministry said.", "1,200", "period", None, DAY, "reported"),
    # North Korea's troops of "last fall"
    ("North Korea dispatched 10,000 troops to Russia last fall.",
     "10,000", "period", "2024-09", "2024-11", "reported"),
]  # fmt: skip
TOTALS = [
    ("More than 15,000 people have been killed in Sudan since the war began in April 2023.",
     "More than 15,000", "cumulative", "2023-04", DAY, "reported"),
    ("The war, which began in April 2023, has killed 20,000 people.",
     "20,000", "cumulative", "2023-04", DAY, "reported"),
    ("Gaza's health ministry said on Sunday that 55,000 Palestinians had been killed since 7 October 2023.",
     "55,000", "cumulative", "2023-10-07", "2025-06-15", "reported"),  # held when it was said
    ("More than 40,000 Ukrainian soldiers have been killed since the full-scale invasion, Kyiv said.",
     "More than 40,000", "cumulative", "2022-02-24", DAY, "reported"),
    ("So far this year 310 civilians have been killed in Afghanistan, the UN mission said.",
     "310", "cumulative", "2025-01-01", DAY, "reported"),
    ("Israeli strikes have killed 224 people in Iran since Friday, the ministry said.",
     "224", "cumulative", "2025-06-13", DAY, "reported"),
    ("Fighting broke out in Tripoli on 12 May. Since then, 58 people have been killed.",
     "58", "cumulative", "2025-05-12", DAY, "reported"),
    ("The insurgency has killed more than 40,000 people.", "more than 40,000", "cumulative", None, DAY, "reported"),
    ("As of 10 June, 1,200 people had been displaced by fighting in the town.",
     "1,200", "cumulative", None, "2025-06-10", "reported"),
    ("From 24 February 2022 to 31 May 2025 the mission recorded 13,000 civilians killed in Ukraine.",
     "13,000", "cumulative", "2022-02-24", "2025-05-31", "reported"),
    ("The ministry said 6,000 soldiers had been killed or wounded, including 1,500 dead.",
     "1,500", "cumulative", None, DAY, "reported"),  # the part of a running total
    # the text goes on with a count
    ("Over 100 people have been killed since the campaign opened on 15 March. Four paramedics lost their lives.",
     "Four", "cumulative", "2025-03-15", DAY, "reported"),
]  # fmt: skip
LEVELS = [
    ("About 3,000 US troops are stationed in Iraq.", "About 3,000", "stock", None, DAY, "reported"),
    ("Turkey has 5,000 soldiers in northern Syria.", "5,000", "stock", None, DAY, "reported"),
    ("There are now 11,000 North Korean soldiers in Kursk.", "11,000", "stock", None, DAY, "reported"),
    ("Hamas still holds 50 hostages in Gaza.", "50", "stock", None, DAY, "reported"),
    ("Some 700 soldiers are missing, the army said.", "Some 700", "stock", None, DAY, "reported"),
]
ADDITIONS = [
    ("Kenya sent some 400 additional troops to Haiti earlier this year.",
     "some 400", "increment", "2025-01", "2025-06", "reported"),
    # "more" adds only to the same metric
    ("A blast on Sunday killed 12 people. Another three people were wounded.",
     "three", "incident", "2025-06-15", "2025-06-15", "reported"),
]  # fmt: skip
PLANS = [
    ("France will send 400 soldiers to Chad next month.", "400", "incident", "2025-07", "2025-07", "planned"),
    ("Germany plans to train 5,000 Ukrainian soldiers.", "5,000", "incident", None, None, "planned"),
    ("The Pentagon announced the deployment of 500 troops to Poland.", "500", "incident", None, None, "planned"),
    ("They will exchange 1,000 prisoners on Friday.", "1,000", "incident", "2025-06-20", "2025-06-20", "planned"),
    ("Authorities expect up to 100,000 refugees to cross the border.",
     "up to 100,000", "cumulative", None, None, "planned"),
    ("A further 4,000 soldiers are expected to be withdrawn in March.",
     "4,000", "increment", "2026-03", "2026-03", "planned"),  # in June, March lies ahead
    # a guess about what is, and a month, are no plans
    ("Up to 500 militants may have been killed in the operation.", "Up to 500", "incident", DAY, DAY, "reported"),
    ("Friday 20 May: four people were killed in Macomia.", "four", "incident", "2025-05-20", "2025-05-20", "reported"),
]  # fmt: skip
DENIALS = [
    ("The army denied that 40 of its soldiers had been captured.", "40", "incident", DAY, DAY, "denied"),
    ("Rebels claimed 30 soldiers had been killed, a figure the army called false.",
     "30", "incident", DAY, DAY, "denied"),
    ("The office corrected an earlier toll of 27 dead downwards.", "27", "incident", DAY, DAY, "denied"),
    # "up from" an earlier toll rejects nothing
    ("The toll of Sunday's blast is 13, up from six dead a day before.",
     "six", "incident", "2025-06-15", "2025-06-15", "reported"),
]  # fmt: skip
ROWS = [*INCIDENTS, *STRETCHES, *TOTALS, *LEVELS, *ADDITIONS, *PLANS, *DENIALS]


@pytest.mark.parametrize(("text", "expression", "aggregation", "start", "end", "status"), ROWS)
def test_when_and_whether(
    text: str, expression: str, aggregation: str, start: str | None, end: str | None, status: str
) -> None:
    claim = next(c for c in extract(text, published=MONDAY) if c.expr == expression)
    assert (claim.aggregation, claim.period, claim.status) == (aggregation, (start, end), status)


def test_a_heading_frames_the_lines_under_it() -> None:
    text = "Losses from 24.02.22 to 15.06.25:\nPersonnel killed: 1,200\nPersonnel wounded: 90\n"
    assert [(c.aggregation, c.period) for c in extract(text, published=MONDAY)] == [
        ("cumulative", ("2022-02-24", "2025-06-15"))
    ] * 2


def test_the_day_of_one_item_of_a_list_does_not_carry_to_the_next() -> None:
    text = "A bomb kills four people in Kabul on Friday. (AFP)\nGunmen kill six soldiers in Mali. (Reuters)\n"
    periods = [c.period for c in extract(text, published=MONDAY)]
    assert periods == [("2025-06-13", "2025-06-13"), (DAY, DAY)]


def test_the_text_own_start_of_its_war_counts() -> None:
    text = "The war broke out in mid-April 2023. In Chad, 1,100 people have died since the conflict started."
    assert [c.period for c in extract(text, published=MONDAY)] == [("2023-04", DAY)]


VOCABULARY = """
killed wounded soldiers people 5 1,200 dozens were have been will would plans to send since the war
began on Sunday in May last week , . ; : denied that including a further more as of by until 2024
attack toll rose bringing total held another troops stationed now ( ) said up from not false a
figure which
"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n"])


@given(st.lists(WORDS, max_size=40).map(" ".join), st.sampled_from([None, MONDAY, date.min, date.max]))
def test_any_text_gives_known_codes_and_ordered_periods(text: str, published: date | None) -> None:
    for claim in extract(text, published=published):
        assert claim.aggregation in {"incident", "period", "cumulative", "increment", "stock"}
        assert claim.status in {"reported", "planned", "denied"}
        start, end = claim.period
        for iso in (start, end):
            assert iso is None or date.fromisoformat(iso + {4: "-01-01", 7: "-01"}.get(len(iso), ""))
        if start is not None and end is not None:
            shared = min(len(start), len(end))
            assert start[:shared] <= end[:shared]
