"""Text to tokens and sentences: the stream that every later rule reads."""

from __future__ import annotations

import re
from bisect import bisect_right

_LETTER = r"[^\W\d_]"
_TOKEN = re.compile(
    rf"""
    \d(?:\d|[.,](?=\d)|['’\u00a0\u2009\u202f](?=\d\d\d(?!\d)))*   # 6,000  2.5  12 000
    | (?:{_LETTER}\.){{2,}}                                         # U.S.
    | ['’][sS](?!{_LETTER})                                         # Russia's -> Russia + 's
    | {_LETTER}(?:{_LETTER}|[\u0300-\u036f]|['’](?![sS](?!{_LETTER}))(?={_LETTER}))*
    | \S
    """,
    re.VERBOSE,
)
_HYPHENS = frozenset("-‐‑–−")  # the long dash is punctuation
_END = frozenset(".!?…")
_LONGEST = 300  # tokens; a longer "sentence" is a table or a fault, and would cost time by its square
_CLOSERS = frozenset("\"'”’»)]")
_MARKS = 4  # closing marks behind a stop
_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "gen",
        "lt",
        "col",
        "maj",
        "capt",
        "cpl",
        "sgt",
        "rep",
        "sen",
        "gov",
        "st",
        "no",
        "nos",
        "vs",
        "etc",
        "inc",
        "ltd",
        "co",
        "corp",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "mt",
        "ft",
        "pres",
        "adm",
        "brig",
        "cmdr",
        "insp",
        "supt",
        "rev",
        "hon",
        "hrs",
        "approx",
        "est",
    ]
)


class Document:
    """One text as parallel lists over its tokens; nothing is copied out of the text but the tokens themselves.

    `gap[i]` is what stands before token i: "" (glued), "-" (joined by a hyphen or dash, which is no token of its own
    then), " " (space). `word[i]` is lower case with straight apostrophes. Offsets are those of the text.

    >>> doc = Document("Some 10-12 Su-35s, Kyiv’s army said.")
    >>> doc.word
    ['some', '10', '12', 'su', '35', 's', ',', 'kyiv', "'s", 'army', 'said', '.']
    >>> doc.gap[2], doc.gap[5]
    ('-', '')
    """

    __slots__ = ("caps", "end", "gap", "raw", "sentence_of", "sentences", "start", "text", "upper", "word")

    def __init__(self, text: str) -> None:
        self.text = text
        self.start: list[int] = []
        self.end: list[int] = []
        self.raw: list[str] = []
        self.gap: list[str] = []
        self._tokenise()
        self.word = [raw.lower().replace("’", "'") for raw in self.raw]
        self.upper = [raw[0].isupper() for raw in self.raw]
        letters = [raw for raw in self.raw if len(raw) > 1 and raw[0].isalpha()]
        self.caps = len(letters) > 5 and sum(map(str.isupper, letters)) > 0.7 * len(letters)
        self.sentences = self._sentences()
        starts = [first for first, _ in self.sentences]
        self.sentence_of = [bisect_right(starts, i) - 1 for i in range(len(self.raw))]

    def __len__(self) -> int:
        return len(self.raw)

    def _tokenise(self) -> None:
        text, last, joined = self.text, 0, ""
        for match in _TOKEN.finditer(text):
            start, end = match.span()
            raw = match.group()
            if raw in _HYPHENS and start == last and end < len(text) and text[end].isalnum() and last:
                last, joined = end, "-"
                continue
            self.gap.append((joined or "") if start == last else " ")
            self.start.append(start)
            self.end.append(end)
            self.raw.append(raw)
            last, joined = end, ""

    def _sentences(self) -> list[tuple[int, int]]:
        """Token ranges: a line is a block; within it, a stop before a capital, a digit or an opening mark ends one."""
        found: list[tuple[int, int]] = []
        first, n = 0, len(self.raw)
        for i in self._possible_ends():
            while i - first > _LONGEST:
                found.append((first, first + _LONGEST))
                first += _LONGEST
            if i + 1 == n or self._breaks_line(i) or self._ends_sentence(i):
                found.append((first, i + 1))
                first = i + 1
        return found

    def _possible_ends(self) -> list[int]:
        """Tokens behind which a sentence may end: stops, closing marks, the last ones of lines and of the text."""
        marks = _END | _CLOSERS
        ends = {i for i, raw in enumerate(self.raw) if raw in marks}
        at = self.text.find("\n")
        while at >= 0:
            ends.add(bisect_right(self.start, at) - 1)
            at = self.text.find("\n", at + 1)
        return sorted((ends | {len(self.raw) - 1}) - {-1})

    def _breaks_line(self, i: int) -> bool:
        between = self.text[self.end[i] : self.start[i + 1]]
        if "\n" not in between:
            return False
        hard_wrap = between.count("\n") == 1 and self.raw[i + 1][0].islower() and self.raw[i] not in _END
        return not hard_wrap

    def _ends_sentence(self, i: int) -> bool:
        j = i
        while self.raw[j] in _CLOSERS and j > max(0, i - _MARKS) and self.gap[j] == "":
            j -= 1
        if self.raw[j] not in _END or self.gap[i + 1] != " ":
            return False
        following = self.raw[i + 1]
        if following in _CLOSERS or following[0].islower():
            return False
        if self.raw[j] == "." and j > 0 and j == i:
            before = self.word[j - 1]
            initial = len(before) == 1 and before.isalpha() and self.upper[j - 1]
            return not (before in _ABBREVIATIONS or initial)
        return True

    def opens_line(self, i: int) -> bool:
        """Whether a line begins at token i; the end of the text counts as one.

        >>> doc = Document("Mali\nSix died")
        >>> doc.opens_line(1), doc.opens_line(2)
        (True, False)
        """
        return i == 0 or i >= len(self) or "\n" in self.text[self.end[i - 1] : self.start[i]]

    def span(self, first: int, last: int) -> str:
        """The text from token `first` up to, not including, token `last`."""
        return self.text[self.start[first] : self.end[last - 1]] if last > first else ""
