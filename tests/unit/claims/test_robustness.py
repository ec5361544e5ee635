"""Any text gives claims or none, and never a fault: offsets, bounds and repetition hold for whatever is read."""

from __future__ import annotations

from datetime import date

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.claims import Claim, extract
from schemas.vocabulary import load

DAY = date(2024, 6, 12)
PIECES = [
    "20 people were killed",
    "at least 6,000",
    "between 10 and 12",
    "10-12 thousand",
    "half of the",
    "soldiers",
    "wounded",
    "a dozen",
    "tanks",
    "North Korean",
    "Kursk",
    "said",
    "according to the UN",
    "on Sunday",
    "since 7 October",
    "“",
    "”",
    "(",
    ")",
    "no",
    "none",
    "dozens of",
    "2.5 million",
    "40 percent of",
    "a day",
    "more than",
    "or more",
    ", including",
    " and ",
    " or ",
    ". ",
    "\n",
    "\n\n",
    "Jean\u0301",
    "👩‍🚀",
    "قُتل ١٢",
    "\u202e12\u202c",
    "12\u00a0000",
    "½",
    "²",
    "٣٤",
    "１２",
    "ſ",
    "İstanbul",
    "ﬁve",
    "\x00",
    "\ud7ff",
    "—",
    "- ",
    "1,2,3",
    "1e5",
    "-5",
    "killed",
    "was",
    "hundred and",
]
WRITTEN = st.lists(
    st.one_of(st.sampled_from(PIECES), st.text(max_size=6), st.integers(0, 10**7).map(str)), max_size=30
).map(" ".join)
TEXTS = st.one_of(st.text(max_size=300), WRITTEN)
FAST = settings(suppress_health_check=[HealthCheck.too_slow])


def bounds_fit(claim: Claim) -> bool:
    """Tell whether the bounds are those that the guidelines give the qualifier."""
    low, best, high = claim.low, claim.best, claim.high
    match claim.qualifier:
        case "exact":
            return low == best == high
        case "approximately":
            return low is None and best is not None and high is None
        case "at_least" | "more_than":
            return low is not None and low == best and high is None
        case "at_most" | "less_than" | "nearly":
            return low is None and best is not None and best == high
        case "between":
            return low is not None and best is not None and high is not None and low < best < high
        case "vague":
            return low is not None and best is not None and high is not None and low <= best <= high
    return False


def check(text: str, claims: list[Claim]) -> None:
    for claim in claims:
        assert text[claim.start : claim.end] == claim.expr != ""
        assert text[claim.sentence_start :].startswith(claim.sentence)
        assert claim.sentence_start <= claim.start < claim.end <= claim.sentence_start + len(claim.sentence)
        assert bounds_fit(claim), (claim.qualifier, claim.low, claim.best, claim.high)
        assert claim.kind in ("count", "share", "rate")
        assert (claim.rate_per is not None) == (claim.kind == "rate")
        assert claim.kind != "share" or 0 <= (claim.best or 0) <= 1
        assert claim.metric in load("metrics")
    assert [claim.start for claim in claims] == sorted(claim.start for claim in claims)


@FAST
@given(TEXTS)
def test_any_text_gives_sound_claims(text: str) -> None:
    check(text, extract(text, published=DAY))


@FAST
@given(WRITTEN)
def test_the_same_text_gives_the_same_claims(text: str) -> None:
    once = [claim.as_dict() for claim in extract(text, published=DAY, title="War in Sudan")]
    assert [claim.as_dict() for claim in extract(text, published=DAY, title="War in Sudan")] == once


@FAST
@given(WRITTEN)
def test_claims_are_json(text: str) -> None:
    rows = [claim.as_dict() for claim in extract(text)]
    assert [row["expr"] for row in orjson.loads(orjson.dumps(rows))] == [row["expr"] for row in rows]


@pytest.mark.parametrize(
    "text",
    [
        "👩‍🚀👩‍🚀 At least 20 people were killed in Kabul.",
        "Jean\u0301 Dupont\u0301 said at least 20 people were killed.",
        "قال المتحدث: at least 20 people were killed in Kabul.",
        "\u202bقُتل\u202c at least 20 people were killed.",
        "𝟙𝟚 \U0001f4a5 at least 20 people were killed.",
        "\ufeffat least 20 people were killed.",
        "İİİ at least 20 people were killed.",  # longer in lower case
    ],
)
def test_offsets_hold_behind_marks_emoji_and_right_to_left_text(text: str) -> None:
    claims = extract(text, published=DAY)
    check(text, claims)
    assert "at least 20" in [claim.expr.lower() for claim in claims]


SIZE = 100_000
HOSTILE = {
    "digits": "7" * SIZE,
    "digits apart": "7 " * (SIZE // 2),
    "and": "and " * (SIZE // 4),
    "brackets": "(" * SIZE,
    "nested brackets": "(" * (SIZE // 2) + ")" * (SIZE // 2),
    "nested quotes": "“‘" * (SIZE // 4) + "’”" * (SIZE // 4),
    "straight quotes": "\"'" * (SIZE // 2),
    "words of numbers": "hundred and " * (SIZE // 12),
    "joined": "1-" * (SIZE // 2),
    "one word": "a" * SIZE,
    "line ends": "\n" * SIZE,
    "a figure after many sentences": "The road was closed. " * 5_000 + "Twelve soldiers were killed the next day.",
}


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in HOSTILE.items()])
def test_hostile_text_is_read_to_its_end(text: str) -> None:
    check(text, extract(text, published=DAY))
