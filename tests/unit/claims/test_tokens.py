"""Tokens, lines and the table of phrases: what every later rule reads."""

from __future__ import annotations

import pytest

from flows.claims.lexicon import Phrases
from flows.claims.text.tokens import Document, words_of

TEXTS = [
    "", " \n ", "-5 killed", "a--b", "Al-Shabaab’s 1,000-strong", "12 000 men; 1.5m", "U.S. troops", "it's İzmir’s",
    "Mr. Lee said no.\n\n• Two died. (BBC)\nThree", "Çorum-Ünye “x” 3’s",
]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_tokens_and_what_stands_between_are_the_text(text: str) -> None:
    doc = Document(text)
    assert [text[i:j] for i, j in zip(doc.start, doc.end, strict=True)] == doc.raw
    edges = zip([0, *doc.end], [*doc.start, len(text)], strict=True)
    assert all(text[i:j].strip() in ("", "-") for i, j in edges)
    assert words_of(text) == doc.word


@pytest.mark.parametrize("text", TEXTS)
def test_sentences_follow_one_another(text: str) -> None:
    doc = Document(text)
    assert [i for first, last in doc.sentences for i in range(first, last)] == list(range(len(doc)))
    assert all(first <= i < last for i, (first, last) in ((i, doc.sentences[n]) for i, n in enumerate(doc.sentence_of)))


def test_hyphens_join_and_dashes_at_the_beginning_stand() -> None:
    assert (Document("ten-day").gap, Document("-5").raw, Document("- 5").gap) == (["", "-"], ["-", "5"], ["", " "])


def test_lines_hold_their_sentences() -> None:
    doc = Document("Six died. Two are missing. (Reuters)\nThree died.")
    assert [doc.span(doc.sentences[n][0], doc.line_end[k]) for k, n in enumerate(doc.line_start)] == [
        "Six died. Two are missing. (Reuters)"
    ] * 3 + ["Three died."]


def test_the_longest_phrase_wins_and_the_first_of_two_alike() -> None:
    table = Phrases([("no", 1), ("no more", 2), ("no more than", 3), ("no less", 4), ("no more", 5)])
    tokens = ["no", "more", "than", "no"]
    assert [table.at(tokens, i) for i in range(4)] == [(3, 3), None, None, (4, 1)]
    assert table.all_at(tokens, 0) == [(3, 3), (2, 2), (2, 5), (1, 1)]
    assert [table.before(tokens, i) for i in range(5)] == [None, (0, 1), (0, 2), (0, 3), (3, 1)]
