"""What a figure counts: the noun phrase that follows it."""

from __future__ import annotations

from collections.abc import Mapping

from flows.claims.metric.additions import past_addition
from flows.claims.metric.ahead import (
    ADDING,
    CALIBRES,
    INSIDE,
    closing_words,
    counted_follows,
    joined,
    merge,
    modifies,
    noun_follows,
    opens_age,
    past_dash,
    past_forms,
    past_reports,
    together_at,
)
from flows.claims.metric.bearers import arm
from flows.claims.metric.doing import does
from flows.claims.metric.phrase import PUNCTUATION, QUOTES, STOP, Phrase
from flows.claims.metric.postmodifiers import read_behind
from flows.claims.text import grammar
from flows.claims.text.fates import SEVERITIES
from flows.claims.text.mentions import Mention
from flows.claims.text.nouns import noun_at
from flows.claims.text.tokens import Document
from flows.claims.text.triggers import trigger_table
from flows.claims.value.numbers import openers
from flows.claims.value.qualifiers import Quantity

_MAX_TOKENS = 14
_ADJECTIVES = 8  # tokens behind the first of several: "air, sea and ground-launched missiles"
_FURTHER = ADDING - {"other", "others", "more"}
_AS_WHAT = frozenset({"prisoner", "captive", "hostage"})
_OPENING = frozenset({"that", "the", "its", "his", "her", "their", "our", "my", "your", "this"})
_HYPHENS = frozenset("-‐‑")
_OBJECT = grammar.POSSESSIVES | {"the", "a", "an"}
_END = -1
_VERBS_ONLY = frozenset({"die", "dies", "flee", "perish", "succumb", "drown", "defect"})


def read_phrase(
    doc: Document,
    quantity: Quantity,
    mentions: Mapping[int, Mention],
    states: Mapping[str, str],
    first: int,
    limit: int,
) -> Phrase:
    """Read the noun phrase after a figure of a sentence that begins at `first`, no further than token `limit`.

    >>> doc = Document("More than 6,000 wounded North Korean soldiers were there.")
    >>> from flows.claims.text.mentions import find_mentions
    >>> from flows.claims.value.qualifiers import find_quantities
    >>> q = find_quantities(doc, 0, len(doc))[0]
    >>> phrase = read_phrase(doc, q, find_mentions(doc), {"wounded": "wounded"}, 0, len(doc))
    >>> phrase.noun.code, phrase.states, [m.code for m in phrase.actors]
    ('military', ['wounded'], ['PRK'])
    """
    phrase = _Reader(doc, quantity, mentions, states, limit).read()
    read_behind(doc, quantity, phrase, mentions, first, limit)
    return phrase


class _Reader:
    """Walks from a figure to the right; each step takes a token, ends the phrase, or leaves it to the next step."""

    def __init__(
        self, doc: Document, quantity: Quantity, mentions: Mapping[int, Mention], states: Mapping[str, str], limit: int
    ) -> None:
        self.doc, self.mentions, self.states, self.limit = doc, mentions, states, limit
        self.end = min(limit, quantity.last + _MAX_TOKENS)
        self.phrase = Phrase(quantity.last)
        self.after = quantity.last
        self.starters, self.zero, self.first, self.share = openers(), quantity.zero, quantity.first, quantity.share
        self.one = quantity.word == "one" or quantity.article
        before = doc.word[quantity.core - 1] if quantity.core else ""
        self.phrase.increment = before in _FURTHER or (self.first > 0 and doc.word[self.first - 1] in _FURTHER)
        self.phrase.others = before in ("other", "remaining")
        self.phrase.definite = before in ("the", "these", "those", "all") and quantity.first == quantity.core

    def read(self) -> Phrase:
        i, phrase = past_dash(self.doc, self.first, self.phrase.last, self.end), self.phrase
        i = past_addition(self.doc, past_reports(self.doc, i, self.end) if self.zero else i)
        quoted, behind = False, i  # whether a quotation closes right behind the number
        words, closed = self.doc.word, closing_words()
        while i < self.end:
            word = words[i]
            if word in closed and i not in self.mentions and word not in _HYPHENS and not opens_age(self.doc, i):
                if self.doc.gap[i] == "-" and word in grammar.STOP_VERBS and i - 1 in self.mentions:
                    i += 1  # "six Israeli-made drones"
                    continue
                break
            if word in _HYPHENS and words[i + 1 : i + 2] in (["and"], ["or"]):
                i += 1  # "air- and sea-launched missiles"
                continue
            if word in QUOTES:
                quoted = quoted or i == behind
                i += 1
                continue
            if i == behind and word in _OPENING and not self.share and not self.zero:
                break  # "the 23 that his ministry named", "up from 139 the evening before"
            if word in self.states and together_at(self.doc, i):
                break
            after = (
                self._noun(i, word) or self._actor(i, word) or self._inside(i, word) or self._reference(i, word)
                or self._number(i, word) or self._adjectives(i, word) or self._word(i, word)
            )  # fmt: skip
            if after == _END:
                break
            i = after
        if quoted and phrase.noun is not None and phrase.noun.sort == "other":
            phrase.noun = None  # "is to grow to “well over 300,000” next year"
        if phrase.partitive and phrase.noun is None and phrase.base is None and i >= self.limit:
            phrase.base = self.limit
        arm(self.doc, phrase, self.share)
        return phrase

    def _noun(self, i: int, word: str) -> int | None:
        """A countable noun becomes the head; the last noun of a compound decides."""
        found = None if word in ADDING else noun_at(self.doc, i)
        mention = self.mentions.get(i)
        if not found or (mention is not None and found[0] < mention.last):
            return None
        after, noun = found
        phrase = self.phrase
        if word == "figures" and phrase.actors:
            return after  # "eight senior Hamas figures"
        if (
            phrase.noun is None
            and self.doc.word[after : after + 1] in (["'s"], ["'"])
            and (after + 1 == self.limit or noun_follows(self.doc, self.mentions, after + 1, self.end))
        ):
            return after + 1  # "60 of the president's men" counts no presidents
        if noun.state and (phrase.noun is not None or phrase.actors):
            return None  # a participle used as a noun is the head only where no other came before it
        if noun.state and modifies(self.doc, self.mentions, after, self.end):
            phrase.states.append(word)  # "2 displaced camps", "12 wounded soldiers"
            return after
        if phrase.noun is not None and phrase.noun.code == "aircraft" and word in ("fighters", "fighter"):
            noun = phrase.noun  # "a dozen J-15 fighters"
        verb = not noun.plural and after < self.end and self.doc.word[after] in _OBJECT  # "marines man the islands"
        apart = phrase.noun is not None and (phrase.noun.sort != noun.sort or word in _AS_WHAT or verb)
        if phrase.noun is not None and phrase.noun.plural and apart:
            return _END  # "took 150 government troops prisoner" counts troops
        phrase.noun, phrase.noun_first, phrase.noun_last, phrase.last = noun, i, after, after
        if mention is not None and noun.code != "aid_workers":
            phrase.actors.append(mention)  # "17 peshmerga", "five American contractors"
        if (
            after < self.end
            and self.doc.word[after] in ("and", "or", "/")
            and (other := joined(self.doc, self.mentions, after + 1, self.end))
        ):
            phrase.last, phrase.noun = other[0], merge(noun, other[1])
        return phrase.last

    def _actor(self, i: int, word: str) -> int | None:
        mention = self.mentions.get(i)
        if mention is None or mention.last > self.end:
            return None
        phrase = self.phrase
        phrase.actors.append(mention)
        head = noun_at(self.doc, mention.last - 1) if mention.last - mention.first > 1 else None
        if head and head[1].sort == "people" and head[0] == mention.last and not head[1].state:
            phrase.noun, phrase.noun_first, phrase.noun_last = head[1], mention.last - 1, mention.last
        phrase.last = mention.last
        return mention.last

    def _inside(self, i: int, word: str) -> int | None:
        if word not in INSIDE:
            return None
        phrase = self.phrase
        if word in ADDING:
            phrase.increment = True
            phrase.others = phrase.others or word in ("others", "other")
            phrase.last = i + 1
        elif word == "of":
            if phrase.noun is not None:
                return _END
            phrase.partitive = True
        elif word in ("'s", "'"):
            phrase.last = i + 1
        return i + 1

    def _reference(self, i: int, word: str) -> int | None:
        """Possessives, determiners, "of them", and ages in front of a noun."""
        phrase = self.phrase
        if word in ("this", "last", "that", "next") and (unit := noun_at(self.doc, i + 1)) and unit[1].code == "time":
            return _END  # "among them 250,000 this year"
        if word in ("these", "those") and phrase.partitive and phrase.noun is None and not self._goes_on(i + 1):
            phrase.pronoun, phrase.last = word, i + 1
            return _END  # "a tenth of these operate south of the border"
        if word in grammar.POSSESSIVES or word in grammar.DETERMINERS:
            if word in grammar.POSSESSIVES or word in ("them", "these", "those"):
                phrase.pronoun = word
            return i + 1
        if phrase.partitive and phrase.noun is None and word in ("them", "whom", "which", "us"):
            phrase.pronoun, phrase.last = word, i + 1
            return _END
        if opens_age(self.doc, i):
            return i + 3  # "one seven-year-old girl"
        return None

    def _goes_on(self, i: int) -> bool:
        """Whether a number, a name or a noun stands behind "of those"."""
        return (
            i in self.mentions
            or (i < self.end and self.doc.word[i] in self.states)
            or noun_follows(self.doc, self.mentions, i, self.end)
        )

    def _number(self, i: int, word: str) -> int | None:
        if word[0].isdecimal() and self.doc.word[i + 1 : i + 2] in CALIBRES:
            return i + 2  # "one 155-mm howitzer"
        if not (word[0].isdecimal() or (word in self.starters and word not in ("third", "second"))):
            return None
        if self.doc.digit[i] and self.phrase.unknown and self.doc.upper[i - 1]:
            return i + 1  # "dozens of Qadir 2 rockets"
        if self.phrase.partitive and self.phrase.noun is None:
            self.phrase.base = i
        return _END

    def _adjectives(self, i: int, word: str) -> int | None:
        """A comma or "and" between adjectives of one noun: "hypersonic, ballistic, and cruise missiles"."""
        if self.phrase.noun is not None or word not in (",", "and", "or"):
            return None
        for j in range(i + 1, min(self.end, i + _ADJECTIVES)):
            found = noun_at(self.doc, j)
            if found and not (found[1].sort == "other" and self._adjective_before(i)):
                shared = found[1].sort == "people" and self._adjective_before(i)
                return i + 1 if found[1].sort == "materiel" or shared else None
            word = self.doc.word[j]
            if self.doc.digit[j] and self.doc.upper[j - 1]:
                continue  # "Qadir 2 and Qadir 3 rockets"
            if word not in (",", "and", "or") and (word in STOP or not word.isalpha() or word in self.starters):
                return None
        return None

    def _adjective_before(self, i: int) -> bool:
        """ "American and coalition service members": an adjective of a nation stands in front of the "and"."""
        last = self.phrase.actors[-1] if self.phrase.actors else None
        return last is not None and last.last == i and last.role == "people" and not self.doc.word[i - 1].endswith("s")

    def _word(self, i: int, word: str) -> int:
        """Any other word: an adjective, or a noun that we do not know."""
        phrase = self.phrase
        if phrase.noun is not None or word in PUNCTUATION or word in STOP or not word[0].isalpha():
            return _END
        if word == "own" and phrase.pronoun in grammar.POSSESSIVES:
            phrase.last = i + 1
            return phrase.last  # "lost four of its own"
        if word in trigger_table().openings and i + 1 < self.end and self.doc.word[i + 1] in _OBJECT:
            return _END  # "of which 80 hit the island", "9,000 fled their homes"
        if word in _VERBS_ONLY:
            return _END  # "Six die in Karachi", "thousands flee"
        if word in SEVERITIES and (i + 1 >= self.end or self.doc.word[i + 1] in PUNCTUATION | {"and", "or"}):
            phrase.states.append(word)  # "20 critically"
            return _END
        if (word in self.states or word.endswith("ed")) and not noun_follows(self.doc, self.mentions, i + 1, self.end):
            listed = word not in self.states and i + 1 < self.end
            if not listed or self._adjectives(i + 1, self.doc.word[i + 1]) is None:
                return _END  # but not "14 armoured, fuel and supply vehicles"
        if i == self.after and word in past_forms() and not counted_follows(self.doc, self.mentions, i + 1, self.end):
            return _END  # "31 fell in the sea"
        behind = phrase.actors[-1].last if phrase.actors else self.after
        if (
            i == behind
            and not self.one
            and does(self.doc, i)
            and not (
                counted_follows(self.doc, self.mentions, i + 1, self.end)
                or noun_follows(self.doc, self.mentions, i + 1, self.end)
            )
        ):
            return _END  # "17 sought medical help", "5,000 arrive daily", "75,000 Gazans slept in schools"
        if (
            i == self.after
            and word.endswith("ing")
            and not self.doc.upper[i]
            and not counted_follows(self.doc, self.mentions, i + 1, self.end)
        ):
            return _END  # "18 serving life sentences"
        if word in self.states:
            phrase.states.append(word)
        else:
            phrase.unknown, phrase.last = word, i + 1
        return i + 1
