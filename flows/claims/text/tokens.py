"""Text to tokens and sentences: the stream that every later rule reads."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Set
from itertools import accumulate, chain, compress
from operator import itemgetter

_LETTER = r"[^\W\d_]"
_TOKEN = re.compile(  # what stands before a token, and the token; the matches leave no gap
    rf"""
    (\s+ | (?!\A)[-‐‑–−](?=[^\W_]) |)
    ([a-zA-Z]{{2,}}+(?![\w'’\u0300-\u036f])                         # most words
    | \d(?:\d|[.,](?=\d)|['’\u00a0\u2009\u202f](?=\d\d\d(?!\d)))*   # 6,000  2.5  12 000
    | (?:{_LETTER}\.){{2,}}                                         # U.S.
    | ['’][sS](?!{_LETTER})                                         # Russia's -> Russia + 's
    | {_LETTER}+(?:(?:[\u0300-\u036f]|['’](?![sS](?!{_LETTER}))(?={_LETTER})){_LETTER}*)*
    | \.{{4,}} | …{{2,}}                                           # Killed ........ 595
    | \S)
    """,
    re.VERBOSE,
)


class _Gaps(dict[str, str]):
    """What stands before a token in the text, to the gap that it is."""

    def __missing__(self, space: str) -> str:
        return " "


class _Breaks(dict[str, bool]):
    """Whether what stands before a token holds the end of a line."""

    def __missing__(self, space: str) -> bool:
        return "\n" in space


_BREAKS = _Breaks({" ": False, "": False})
_GAPS = _Gaps({"": "", " ": " ", **dict.fromkeys("-‐‑–−", "-")})  # the long dash is punctuation
_END = frozenset(".!?…")
DIGITS = "0…9"  # stands for every token of digits in a set of words to look for; no token is spelled so
_LONGEST = 300  # tokens; a longer "sentence" is a table or a fault, and would cost time by its square
_CLOSERS = frozenset("\"'”’»)]")
_STRAIGHT = frozenset("\"'")
_STOPS = _END | _CLOSERS
_MARKS = 4  # closing marks behind a stop
_HEALTH_BODY, _AS_INITIALS = "WHO", "w.h.o."  # a name, and not the relative pronoun
_REMEMBERED = 1 << 15  # spellings of words
_ABBREVIATIONS = frozenset({"mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "maj", "capt", "cpl", "sgt", "rep",
                            "sen", "gov", "st", "no", "nos", "vs", "etc", "inc", "ltd", "co", "corp", "jan", "feb",
                            "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mt", "ft", "pres",
                            "adm", "brig", "cmdr", "insp", "supt", "rev", "hon", "hrs", "approx", "est"})  # fmt: skip


class _Forms(dict[str, tuple[str, bool, bool, bool, bool]]):
    """Tokens as words, the ones met so far; they are forgotten together when they are too many."""

    def __missing__(self, raw: str) -> tuple[str, bool, bool, bool, bool]:
        if len(self) >= _REMEMBERED:
            self.clear()
        form = self[raw] = _form(raw)
        return form


def _form(raw: str) -> tuple[str, bool, bool, bool, bool]:
    """A token as a word; whether it has a capital, begins with a digit, is a longer word, and is all capitals then."""
    if raw.startswith(("....", "……")):
        return ":", False, False, False, False  # the dots of a table lead from its label to its figure
    if raw == _HEALTH_BODY:
        return _AS_INITIALS, True, False, True, True
    lettered = len(raw) > 1 and raw[0].isalpha()
    return raw.lower().replace("’", "'"), raw[0].isupper(), raw[0].isdecimal(), lettered, lettered and raw.isupper()


_FORMS = _Forms()


def words_of(text: str) -> list[str]:
    """The words of a text, as `Document.word` holds them, and no more of it.

    >>> words_of("Kyiv’s Su-35s")
    ['kyiv', "'s", 'su', '35', 's']
    """
    if text.isascii() and text.replace(" ", "").isalpha() and _HEALTH_BODY not in text:
        return text.lower().split()
    return [_FORMS[raw][0] for _, raw in _TOKEN.findall(text.rstrip())]


def raws_of(text: str) -> list[str]:
    """The tokens of a text as they are spelled, and no more of it.

    >>> raws_of("Kyiv’s WHO")
    ['Kyiv', '’s', 'WHO']
    """
    return [raw for _, raw in _TOKEN.findall(text.rstrip())]


class Document:
    """One text as parallel lists over its tokens; nothing is copied out of the text but the tokens themselves.

    `gap[i]` is what stands before token i: "" (glued), "-" (joined by a hyphen or dash, which is no token of its own
    then), " " (space). `word[i]` is lower case with straight apostrophes; `upper[i]` and `digit[i]` tell what it begins
    with in the text. Offsets are those of the text.
    `line_start[n]` is the first sentence of the line of sentence n, `line_end[n]` the token behind that line; `cues`,
    `sentence_cues`, `titles`, `lists_news`, `war_story` and `other_matters` hold what `subject_matter` has found out.

    >>> doc = Document("Some 10-12 Su-35s, Kyiv’s army said.")
    >>> doc.word
    ['some', '10', '12', 'su', '35', 's', ',', 'kyiv', "'s", 'army', 'said', '.']
    >>> doc.gap[2], doc.gap[5]
    ('-', '')
    """

    __slots__ = (
        "_found", "_lines", "_tokens_of", "caps", "cues", "digit", "end", "gap", "line_end", "line_start", "lists_news",
        "other_matters", "raw", "sentence_cues", "sentence_of", "sentences", "start", "text", "titles", "upper",
        "war_story", "word",
    )  # fmt: skip

    def __init__(self, text: str) -> None:
        self.text = text
        found = _TOKEN.findall(text.rstrip())
        offsets = list(accumulate(map(len, chain.from_iterable(found))))
        self.start, self.end = offsets[::2], offsets[1::2]
        before = list(map(itemgetter(0), found))
        self.raw: list[str] = list(map(itemgetter(1), found))
        self.gap = list(map(_GAPS.__getitem__, before))
        forms = list(map(_FORMS.__getitem__, self.raw))
        self.word: list[str] = list(map(itemgetter(0), forms))
        self.upper: list[bool] = list(map(itemgetter(1), forms))
        self.digit: list[bool] = list(map(itemgetter(2), forms))
        lettered = sum(map(itemgetter(3), forms))
        self.caps = lettered > 5 and sum(map(itemgetter(4), forms)) > 0.7 * lettered
        if self.caps and _AS_INITIALS in self.word:
            self.word = ["who" if word == _AS_INITIALS else word for word in self.word]
        self.cues: dict[int, str] = {}
        self.sentence_cues: dict[tuple[int, int], tuple[str, float]] = {}
        self.titles: list[tuple[int, str]] | None = None
        self.war_story: bool | None = None
        self.lists_news: bool | None = None
        self.other_matters: bool | None = None
        self._tokens_of: dict[str, list[int]] = defaultdict(list)
        for i, word in enumerate(self.word):
            self._tokens_of[word].append(i)
        self._tokens_of[DIGITS] = list(compress(range(len(self.raw)), self.digit))
        self._found: dict[Set[str], list[int]] = {}
        self._lines = {0, len(before), *compress(range(len(before)), map(_BREAKS.__getitem__, before))}
        self.sentences = self._sentences()
        self.line_start, self.line_end = self._line_bounds()
        self.sentence_of: list[int] = []
        for number, (first, last) in enumerate(self.sentences):
            self.sentence_of += [number] * (last - first)

    def __len__(self) -> int:
        return len(self.raw)

    def where(self, words: frozenset[str]) -> list[int]:
        """The tokens that are one of these words, in their order; `DIGITS` among the words asks for every number.

        >>> Document("The army of 5 and the police").where(frozenset({"the", "police", DIGITS}))
        [0, 3, 5, 6]
        """
        found = self._found.get(words)
        if found is None:
            known = self._tokens_of  # the smaller one is gone through
            here = words.intersection(known) if len(known) < len(words) else known.keys() & words
            found = self._found[words] = sorted(chain.from_iterable(map(self._tokens_of.__getitem__, here)))
        return found

    def among(self, words: frozenset[str], first: int, last: int) -> list[int]:
        """Those of `where` that lie in [first, last)."""
        found = self._found.get(words)
        if found is None:
            found = self.where(words)
        return found[bisect_left(found, first) : bisect_left(found, last)] if found else found

    def has(self, words: frozenset[str], first: int, last: int) -> bool:
        """Whether one of the words stands in [first, last)."""
        found = self._found.get(words)
        if found is None:
            found = self.where(words)
        return bool(found) and found[-1] >= first and found[bisect_left(found, first)] < last

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

    def _line_bounds(self) -> tuple[list[int], list[int]]:
        """For each sentence the first sentence of its line, and the token behind the line."""
        starts: list[int] = []
        ends: list[int] = []
        for number, (first, _) in enumerate(self.sentences):
            starts.append(number if self.opens_line(first) else starts[-1])
        for _, last in reversed(self.sentences):
            ends.append(last if self.opens_line(last) else ends[-1])
        return starts, ends[::-1]

    def _possible_ends(self) -> list[int]:
        """Tokens behind which a sentence may end: stops, closing marks, the last ones of lines and of the text."""
        ends = {i - 1 for i in self._lines}.union(self.where(_STOPS), (len(self.raw) - 1,))
        return sorted(ends - {-1})

    def _breaks_line(self, i: int) -> bool:
        if i + 1 not in self._lines:
            return False
        between = self.text[self.end[i] : self.start[i + 1]]
        hard_wrap = between.count("\n") == 1 and self.raw[i + 1][0].islower() and self.raw[i] not in _END
        return not hard_wrap

    def _ends_sentence(self, i: int) -> bool:
        j = i
        while self.raw[j] in _CLOSERS and j > max(0, i - _MARKS) and self.gap[j] == "":
            j -= 1
        if self.raw[j] not in _END or self.gap[i + 1] != " ":
            return False
        following = self.raw[i + 1]
        if self.raw[j] == "!" and j > 0 and self.word[j - 1] == "yahoo":
            return False  # "(AP via Yahoo! News)"
        if following in _STRAIGHT and self.gap[i + 2 : i + 3] == [""] and not self.raw[i + 2][0].islower():
            following = self.raw[i + 2]  # a straight mark before a word opens: 'wounds. "Seven of ours …'
        if following in _CLOSERS or following[0].islower():
            return False
        if self.raw[j] == "." and j > 0 and j == i:
            before = self.word[j - 1]
            initial = len(before) == 1 and before.isalpha() and self.upper[j - 1]
            return not (before in _ABBREVIATIONS or initial)
        return True

    def opens_line(self, i: int) -> bool:
        r"""Whether a line begins at token i; the end of the text counts as one.

        >>> doc = Document("Mali\nSix died")
        >>> doc.opens_line(1), doc.opens_line(2)
        (True, False)
        """
        return i in self._lines or i > len(self.raw)

    def span(self, first: int, last: int) -> str:
        """The text from token `first` up to, not including, token `last`."""
        return self.text[self.start[first] : self.end[last - 1]] if last > first else ""
