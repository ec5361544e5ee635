"""Attribution that runs on: open quotations, and sentences that go on from the one before."""

from __future__ import annotations

from functools import lru_cache

from flows.claims.source.announcing import announced
from flows.claims.source.headlines import Said, Telling, heading_source, line_ends
from flows.claims.source.sayers import BOUNDS, PRONOUNS, QUOTES, Attribution, habits, sort_of
from flows.claims.text.grammar import AUXILIARIES
from flows.claims.text.tokens import Document
from flows.claims.value.numbers import openers

_ANAPHORS = habits()["anaphors"]
_MORE = habits()["adding"]
_LINKS = habits()["links"]
_LOOSE = frozenset(["it", "this", "its", "all", "both", "most", "half"])
_COUNTED = habits()["counted"]
_ANSWER = 25  # sentences of an answer
_HEAD, _LONG_HEAD = 12, 36  # tokens of a letterhead; of one whose body stands in capitals
_BRIEF = 14  # tokens of a sentence that only says that nobody was hurt
_SCALES = frozenset(["than", "up", "to", "as", "many", "at", "percent", "per", "cent", "%", "in"])
_NOBODY = frozenset(["no", "none", "nobody"])
_SAME = frozenset(["same"])
_SUMMING = frozenset({"corresponds", "corresponded", "equals", "amounts", "amounted", "means",
                      "meant", "makes", "made", "brings", "brought", "takes", "took", "puts",
                      "leaves", "raises", "includes"})  # fmt: skip
_CORRECTIONS = habits()["corrections"]


def carried_source(story: Telling, number: int, said_in: Said) -> tuple[Attribution | None, str]:
    """The attribution under which a sentence without one of its own stands, and why."""
    speaker = _speaker_of_quotation(story, number, said_in)
    if speaker is not None:
        return speaker, "inside a quotation"
    labelled = heading_source(story, number, said_in)
    if labelled is not None:
        return labelled, "named in the heading above"
    running = _run_on(story, number, said_in) or _same_count(story, number, said_in)
    running = running or announced(story, number, said_in)
    if running is not None:
        return running, "carried over from the sentence before"
    issuer = _letterhead(story)
    return issuer, "the body whose bulletin it is" if issuer is not None else ""


def _open_since(doc: Document, number: int) -> int | None:
    """The sentence in which the quotation opened that goes on at the beginning of a sentence."""
    opened: int | None = None
    begin = number
    while begin > 0 and not line_ends(doc, begin) and number - begin < 8:
        begin -= 1
    for k in doc.among(_QUOTATION, doc.sentences[begin][0], doc.sentences[number][0]):
        opens = doc.raw[k] == "“" or (doc.raw[k] == '"' and opened is None)
        opened = doc.sentence_of[k] if opens else None
    return opened


_QUOTATION = frozenset('“”"')


def _speaker_of_quotation(story: Telling, number: int, said_in: Said) -> Attribution | None:
    """Inside a quotation over several sentences, the one who is named before it opens or after it closes."""
    doc = story.doc
    opened = _open_since(doc, number)
    first, _ = doc.sentences[number]
    if opened is None and doc.raw[first] not in ("“", '"'):
        return None
    if opened is not None:
        for attribution in reversed(said_in(story, opened)):
            if attribution.kind == "before" and attribution.wordings:
                return attribution
    for ahead in range(number, min(len(doc.sentences), number + 6)):
        if ahead > number and line_ends(doc, ahead):
            break
        begin, end = doc.sentences[ahead]
        closing = [k for k in range(begin + (ahead == number), end) if doc.raw[k] in ("”", '"')]
        if closing:
            found = [a for a in said_in(story, ahead) if a.at > closing[0] and a.wordings]
            if found:
                return found[0]
            break
    for back in range(number - 1, max(-1, number - 3), -1):
        found = [a for a in said_in(story, back) if a.wordings and a.kind != "noun"]
        if found:
            return found[-1]
    return None


def _run_on(story: Telling, number: int, said_in: Said) -> Attribution | None:
    """The source of the sentence before, where this one plainly takes up what that source says."""
    doc = story.doc
    turn = _turn(story, number, said_in)
    if turn is not None:
        return turn
    for back in range(number - 1, max(-1, number - 5), -1):
        if not _takes_up(doc, back + 1, bool(line_ends(doc, back + 1))):
            return None
        said = said_in(story, back)
        named = [a for a in said if a.kind == "nobody" or (a.wordings and a.wordings[0].lower() not in PRONOUNS)]
        for attribution in reversed(named or said):  # "…, the general said; before, it had spoken of two"
            if attribution.kind == "nobody":
                return None
            if attribution.kind != "noun" and attribution.group not in ("planning", "denial"):
                return attribution
    return None


def _same_count(story: Telling, number: int, said_in: Said) -> Attribution | None:
    """ "by the same count", "on the same figures": whose count the sentences before have given."""
    doc, (first, last) = story.doc, story.doc.sentences[number]
    if not any(
        doc.word[i - 1] == "the" and doc.word[i + 1] in habits()["carriers"]
        for i in doc.among(_SAME, first + 1, last - 1)
    ):
        return None
    for back in range(number - 1, max(-1, number - 6), -1):
        for attribution in reversed(said_in(story, back)):
            if attribution.wordings and attribution.group not in ("planning", "denial"):
                return attribution
    return None


def _turn(story: Telling, number: int, said_in: Said) -> Attribution | None:
    """Who speaks in a line that a label opens: "Lee: …"."""
    in_turns = _asks(story.doc.text)
    for back in range(number - 1, max(-1, number - (_ANSWER if in_turns else 8)), -1):
        if line_ends(story.doc, back + 1) and not in_turns:
            return None
        if in_turns and story.doc.word[story.doc.sentences[back][0]] == "q":
            return None
        first, last = story.doc.sentences[back]
        if ":" not in story.doc.word[first:last]:
            continue
        labels = [a for a in said_in(story, back) if a.verb == "label"]
        if labels:
            return labels[-1]
    return None


@lru_cache(maxsize=8)
def _asks(text: str) -> bool:
    """Whether a text is an interview: its questions are marked as such."""
    return "\nQ:" in text or "\nQ." in text


def _letterhead(story: Telling) -> Attribution | None:
    """The body that a bulletin opens with: "MINISTRY OF HEALTH – GAZA", "GENERAL STAFF – Communiqué No. 5"."""
    doc = story.doc
    first, last = doc.sentences[0]
    line = doc.line_end[0]
    if line >= len(doc) or doc.word[line - 1] in (".", "!", "?"):
        return None
    end = next((k for k in range(first, last) if doc.word[k] in _PARTING), last)
    if doc.word[first : first + 2] == ["united", "nations"]:
        return None  # a note of the organisation speaks in its own voice
    shouted = end < last and all(doc.raw[k].isupper() for k in range(first, end) if doc.raw[k].isalpha())
    capitals = all(doc.upper[k] or doc.word[k] in ("of", "the", "and", "for") for k in range(first, end))
    if line - first > (_LONG_HEAD if shouted else _HEAD) or not capitals or sort_of(doc, first, end) != "body":
        return None
    return Attribution([doc.span(first, end)], first, last, first, "phrase", subject=(first, end))


_PARTING = frozenset(["–", "—", "-", "|", ":", ",", "("])


def _takes_up(doc: Document, number: int, apart: bool) -> bool:
    """Whether a sentence takes up the one before: by a pronoun, by a part of what was counted, by adding to it."""
    first, last = doc.sentences[number]
    word = doc.word
    k = first
    while k < last and (word[k] in QUOTES or word[k] in _LINKS):
        k += 1
    if k >= last or not _CORRECTIONS.isdisjoint(word[first:last]):
        return False
    if word[k] in _NOBODY or word[k : k + 3] in (["there", "were", "no"], ["there", "was", "no"]):
        return not apart and last - first <= _BRIEF  # "No damage", "None of his men was hurt"
    if word[k] in _LOOSE or _opens_with_a_part(doc, first, last):
        return not apart
    if word[k] in _ANAPHORS or _is_part(word, first, last) or word[first] in ("among", "of", "altogether", "overall"):
        return True
    adding = (i for i in range(first, min(first + 7, last)) if word[i] in _MORE)
    if any(word[i + 1 : i + 2] != ["than"] for i in adding):
        return True
    opening = word[first : min(first + 2, last)]
    if opening[:1] == ["that"] and opening[1] in _SUMMING:
        return not apart  # "That makes 900 since Monday"
    return len(opening) == 2 and opening[0] in ("the", "that", "this") and opening[1] in _COUNTED | habits()["carriers"]


def _opens_with_a_part(doc: Document, first: int, last: int) -> bool:
    """ "Nine had worked for the charity", "Seven lie in hospital", "Half died": a number alone as the subject."""
    k = first
    while k < last and (doc.digit[k] or doc.word[k] in openers() or doc.word[k] in BOUNDS or doc.word[k] in _SCALES):
        k += 1
    return first < k < last and (doc.word[k] in AUXILIARIES or doc.word[k] in habits()["fates"])


def _is_part(word: list[str], first: int, last: int) -> bool:
    """ "five of them", "half of these", "two in three of the wounded"."""
    for n in range(first + 1, min(first + 8, last - 1)):
        if word[n] == "of" and word[n + 1] in ("them", "these", "those", "its", "his", "her", "their", "whom"):
            return "," not in word[first:n]
        if word[n] == "of" and word[n + 1] == "the" and word[first] != "the":
            return not _COUNTED.isdisjoint(word[n + 2 : min(n + 4, last)])
    return False
