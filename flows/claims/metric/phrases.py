"""What a figure counts: the noun phrase that follows it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from flows.claims.metric.additions import past_addition
from flows.claims.metric.doing import does
from flows.claims.metric.phrase import PUNCTUATION, QUOTES, STOP, Phrase
from flows.claims.metric.postmodifiers import read_behind
from flows.claims.text import grammar
from flows.claims.text.fates import SEVERITIES
from flows.claims.text.mentions import Mention
from flows.claims.text.nouns import ARMED, MUNITIONS, Noun, model_table, noun_at, noun_table
from flows.claims.text.tokens import Document
from flows.claims.text.triggers import state_words, trigger_table
from flows.claims.value.numbers import openers
from flows.claims.value.qualifiers import Quantity

_MAX_TOKENS = 14
_ADJECTIVES = 8  # tokens behind the first of several: "air, sea and ground-launched missiles"
_ADDING = frozenset({"more", "others", "other", "further", "additional", "another", "extra"})
_FURTHER = _ADDING - {"other", "others", "more"}
_INSIDE = _ADDING | {"of", "the", "all", "'s", "'"}
_REPORTS = frozenset({"report", "reports", "indication", "indications", "sign", "signs", "record"})
_NUMBERS_OF = (["number", "of"], ["total", "of"], ["tally", "of"], ["toll", "of"], ["count", "of"])
_AS_WHAT = frozenset({"prisoner", "captive", "hostage"})
_OPENING = frozenset({"that", "the", "its", "his", "her", "their", "our", "my", "your", "this"})
_MEN = frozenset({"men", "personnel", "contractors", "elements", "operatives", "instructors", "advisers", "members"})
_HYPHENS = frozenset("-‐‑")
_BODIES = frozenset({"contingent", "garrison", "force", "army", "mission", "brigade", "battalion", "regiment", "unit"})
_SOLDIERS = Noun("people", "military", plural=True)
_OBJECT = grammar.POSSESSIVES | {"the", "a", "an"}
_END = -1


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
        i, phrase = past_addition(self.doc, self._past_reports(self._past_dash(self.phrase.last))), self.phrase
        quoted, behind = False, i  # whether a quotation closes right behind the number
        words, closed = self.doc.word, _closed()
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
            if word in self.states and _together_at(self.doc, i):
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
        self._arm()
        return phrase

    def _arm(self) -> None:
        """ "A third of its contingent", "2,000 Wagner personnel": soldiers of a body, men of a group."""
        phrase = self.phrase
        if self.share and phrase.partitive and self.doc.word[phrase.last - 1] in _BODIES:
            phrase.noun, phrase.noun_first, phrase.noun_last = _SOLDIERS, phrase.last - 1, phrase.last
            phrase.unknown = None
        elif phrase.noun is not None and self._bear_arms():
            phrase.noun = phrase.noun._replace(code="combatants", weak=False)

    def _bear_arms(self) -> bool:
        """ "2,000 Wagner personnel", "60 Africa Corps men": the name of an armed group right before its men."""
        phrase, word = self.phrase, self.doc.word
        if phrase.noun is None or phrase.noun_first < 0 or word[phrase.noun_last - 1] not in _MEN:
            return False
        named = (m for m in phrase.actors if m.last == phrase.noun_first and m.role == "names")
        return any(mention.population in ("militants", "combatants") for mention in named)

    def _past_dash(self, i: int) -> int:
        """ "416 – officers of the mission on the ground": in a table the figure may stand before its label.

        And "brings to four the number of people killed", "puts at 9,500 the militants who left".
        """
        word = self.doc.word
        if word[self.first - 1 : self.first] in (["to"], ["at"]) and word[i : i + 1] == ["the"]:
            counted = word[i + 1 : i + 2] in (["number"], ["total"]) and word[i + 2 : i + 3] != ["of"]
            return i + 3 if word[i + 1 : i + 3] in _NUMBERS_OF else i + 1 + counted
        opens = self.doc.opens_line(self.first) or self.doc.raw[self.first - 1] in "•*-–—·"
        return i + 1 if opens and i + 1 < self.end and self.doc.word[i] in ("–", "—", ":", "-") else i

    def _past_reports(self, i: int) -> int:
        """ "No immediate reports of casualties" counts no casualties."""
        if self.zero:
            for k in range(i, min(self.end - 1, i + 3)):
                if self.doc.word[k] in _REPORTS and self.doc.word[k + 1] == "of":
                    return k + 2
        return i

    def _noun(self, i: int, word: str) -> int | None:
        """A countable noun becomes the head; the last noun of a compound decides."""
        found = None if word in _ADDING else noun_at(self.doc, i)
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
            and (after + 1 == self.limit or self._noun_follows(after + 1, self.end))
        ):
            return after + 1  # "60 of the president's men" counts no presidents
        if noun.state and (phrase.noun is not None or phrase.actors):
            return None  # a participle used as a noun is the head only where no other came before it
        if noun.state and self._modifies(after):
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
        if after < self.end and self.doc.word[after] in ("and", "or", "/") and (other := self._joined(after + 1)):
            phrase.last, phrase.noun = other[0], _merge(noun, other[1])
        return phrase.last

    def _modifies(self, after: int) -> bool:
        """Whether a participle stands before its noun rather than for it."""
        following = noun_at(self.doc, after) if after < self.end else None
        if following and not following[1].state and following[1].sort != "event":
            return True
        return self._noun_follows(after, min(self.end, after + 4))

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
        if word not in _INSIDE:
            return None
        phrase = self.phrase
        if word in _ADDING:
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
            i in self.mentions or (i < self.end and self.doc.word[i] in self.states) or self._noun_follows(i, self.end)
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
        if (word in self.states or word.endswith("ed")) and not self._noun_follows(i + 1, self.end):
            listed = word not in self.states and i + 1 < self.end
            if not listed or self._adjectives(i + 1, self.doc.word[i + 1]) is None:
                return _END  # but not "14 armoured, fuel and supply vehicles"
        if i == self.after and word in _past_forms() and not self._counted_follows(i + 1):
            return _END  # "31 fell in the sea"
        behind = phrase.actors[-1].last if phrase.actors else self.after
        if (
            i == behind
            and not self.one
            and does(self.doc, i)
            and not (self._counted_follows(i + 1) or self._noun_follows(i + 1, self.end))
        ):
            return _END  # "17 sought medical help", "5,000 arrive daily", "75,000 Gazans slept in schools"
        if i == self.after and word.endswith("ing") and not self.doc.upper[i] and not self._counted_follows(i + 1):
            return _END  # "18 serving life sentences"
        if word in self.states:
            phrase.states.append(word)
        else:
            phrase.unknown, phrase.last = word, i + 1
        return i + 1

    def _joined(self, i: int) -> tuple[int, Noun] | None:
        """A noun that shares the figure: "missiles and drones", "men and women"."""
        for j in range(i, min(i + 2, self.end)):
            found, word = noun_at(self.doc, j), self.doc.word[j]
            if found and found[1].sort in ("people", "materiel") and not found[1].state and found[1].plural:
                return None if self._counted(found[0]) else found
            if (
                j in self.mentions
                or word in STOP
                or word in PUNCTUATION
                or word[0].isdecimal()
                or word in self.starters
            ):
                return None
        return None

    def _counted(self, after: int) -> bool:
        """ "Lost 45 soldiers and the police 31 officers": a noun with a number of its own shares none."""
        return after < len(self.doc) and (self.doc.digit[after] or self.doc.word[after] in openers())

    def _counted_follows(self, i: int) -> bool:
        """Whether anything that can be counted stands in the next few tokens."""
        for j in range(i, min(self.end, i + 4)):
            found = noun_at(self.doc, j)
            if j in self.mentions or (found and found[1].sort != "other"):
                return True
            if not self.doc.word[j].isalpha() or self.doc.word[j] in STOP:
                return False
        return False

    def _noun_follows(self, i: int, end: int) -> bool:
        for j in range(i, min(end, i + 4)):
            found, word = noun_at(self.doc, j), self.doc.word[j]
            if found and not found[1].state and found[1].sort in ("people", "materiel", "building"):
                return True
            if j in self.mentions and self.mentions[j].role == "people" and word.endswith("s"):
                return True  # "some 30 heavily armed Serbs"
            if word in STOP or word in PUNCTUATION or not word.isalpha():
                return False
        return False


def opens_age(doc: Document, i: int) -> bool:
    """Whether an age begins at token i: "12-year-old", "nine-month-old"."""
    return doc.word[i + 2 : i + 3] == ["old"] and doc.word[i + 1] in _AGED and doc.gap[i + 1] == "-"


_AGED = frozenset({"year", "month", "week", "day"})
CALIBRES = (["mm"], ["millimetre"], ["millimeter"], ["caliber"], ["calibre"], ["inch"])


_VERBS_ONLY = frozenset({"die", "dies", "flee", "perish", "succumb", "drown", "defect"})


@cache
def _closed() -> frozenset[str]:
    """The words at which a noun phrase ends whatever it holds; where "year" follows they may open an age."""
    nouns = noun_table().openings | model_table().openings
    read = _INSIDE | grammar.POSSESSIVES | grammar.DETERMINERS | {"them", "whom", "which", "us", ",", "and", "or"}
    return (STOP | PUNCTUATION).difference(nouns, read, openers(), state_words(), QUOTES)


@cache
def _past_forms() -> frozenset[str]:
    """The irregular past forms of verbs that say what happened: "fell", "fled", "struck"."""
    table = trigger_table()
    hits = {word: hit for word in table.openings if (hit := table.at([word], 0)) is not None}
    return frozenset(word for word, hit in hits.items() if any(form in ("past", "ed") for form, _ in hit[1]))


def _together_at(doc: Document, i: int) -> bool:
    """ "dead and wounded" behind a figure counts both in one, unless a second figure follows."""
    if i + 2 >= len(doc.word) or doc.word[i + 1] not in ("and", "or", ","):
        return False
    found = trigger_table().at(doc.word, i)
    if not found or not any(sense.use == "together" for _, sense in found[1]):
        return False
    after = doc.word[found[0]] if found[0] < len(doc.word) else "."
    return not (after[0].isdecimal() or after in openers() or after in ("a", "an", "at", "about", "more"))


def _merge(first: Noun, second: Noun) -> Noun:
    if first.sort != second.sort:
        return first
    if first.code == second.code:
        return first
    if first.sort == "people":
        return first._replace(code="combatants" if {first.code, second.code} <= ARMED else "people")
    return first._replace(code="munition") if {first.code, second.code} <= MUNITIONS else first
