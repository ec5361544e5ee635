"""Who says: the source that a sentence gives for a figure, in every wording of the article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from flows.claims import grammar
from flows.claims.lexicon import Phrases, words
from flows.claims.mentions import Mention
from flows.claims.tokens import Document
from flows.claims.triggers import inflect, is_verb_here

_PERSON_PRONOUNS = frozenset({"he", "she"})
_BODY_PRONOUNS = frozenset({"it", "they"})
_QUOTES = frozenset("\"“”'‘’«»")
_TIME_LEADS = frozenset(
    {"on", "in", "late", "early", "earlier", "later", "also", "then", "again", "last", "this", "just", "only"}
)
_CLAUSE_STOP = frozenset(
    [
        "that",
        "while",
        "but",
        "whereas",
        "because",
        "although",
        "though",
        "when",
        "after",
        "before",
        "as",
        "if",
        "since",
        "so",
        "where",
        "whether",
        "than",
        "which",
        "who",
        "whom",
        "without",
        "yet",
        "until",
        "unless",
    ]
)


@dataclass(slots=True)
class Attribution:
    """A source and the tokens [scope_first, scope_last) that it covers; `at` is where the word of saying stands."""

    wordings: list[str]
    scope_first: int
    scope_last: int
    at: int
    kind: str  # before (X said …), after (… X said), phrase (according to X), noun (a claim by X that …)
    verb: str = ""
    group: str = "neutral"
    subject: tuple[int, int] = (0, 0)
    person: bool = False


@cache
def _verbs() -> Phrases[tuple[str, str, bool, str]]:
    """Forms of reporting verbs with (base, group, weak, form)."""
    table: dict[str, tuple[str, str, bool, str]] = {}
    for group, rows in words("speakers")["verbs"].items():
        for row in rows:
            entry: dict[str, Any] = {"verb": row} if isinstance(row, str) else row
            forms = inflect(entry["verb"], entry.get("past"), entry.get("participle"), entry.get("gerund"), False)
            weak = bool(entry.get("weak")) or entry["verb"] in _NOUNS_TOO
            for spelling, form in forms.items():
                table.setdefault(spelling, (entry["verb"], group, weak, form))
            if entry.get("third"):
                table.setdefault(entry["third"], (entry["verb"], group, weak, "s"))
    return Phrases(table.items())


_NOUNS_TOO = frozenset(
    {"number", "air", "reply", "state", "place", "issue", "address", "share", "field", "list", "head", "point"}
)


@cache
def _leads() -> Phrases[bool]:
    rows = words("speakers")["phrases"]["before"]
    return Phrases((row, True) for row in rows if isinstance(row, str))


@cache
def _heads() -> frozenset[str]:
    """Last words of the head nouns of sources, singular and plural."""
    found: set[str] = set()
    for rows in words("speakers")["nouns"].values():
        for row in rows:
            entry = {"noun": row} if isinstance(row, str) else row
            for form in (entry["noun"], entry.get("plural") or entry["noun"] + "s"):
                found.add(form.lower().replace("-", " ").split()[-1])
    return frozenset(
        found | {"ministries", "authorities", "agencies", "armies", "studies", "militaries", "spokespersons"}
    )


@cache
def _claim_nouns() -> frozenset[str]:
    return frozenset(
        [
            "claim",
            "claims",
            "report",
            "reports",
            "statement",
            "estimate",
            "estimates",
            "assessment",
            "count",
            "tally",
            "figures",
            "account",
            "version",
            "toll",
            "announcement",
        ]
    )


def find_attributions(doc: Document, first: int, last: int, mentions: Mapping[int, Mention]) -> list[Attribution]:
    """Every attribution of a sentence, tokens [first, last).

    >>> doc = Document("Six died, the army said, but according to Red Cross staff the toll is nine.")
    >>> [(a.wordings[0], a.kind) for a in find_attributions(doc, 0, len(doc), {})]
    [('the army', 'after'), ('Red Cross staff', 'phrase')]
    """
    found = [
        *_by_phrase(doc, first, last),
        *_by_verb(doc, first, last, mentions),
        *_by_noun(doc, first, last, mentions),
    ]
    return sorted(found, key=lambda attribution: attribution.at)


def _by_phrase(doc: Document, first: int, last: int) -> Iterator[Attribution]:
    i = first
    while i < last:
        hit = _leads().at(doc.word, i) if doc.word[i] in _leads() else None
        if hit is None or hit[0] >= last or doc.word[i] == "per":
            i += 1
            continue
        end = _phrase_end(doc, hit[0], last)
        end, begin = _published_by(doc, hit[0], end, last)
        if end > begin and _is_source(doc, begin, end):
            trailing = doc.word[end - 1 : end] != [","] and i > first + 1
            yield Attribution(
                [doc.span(begin, end)],
                first,
                last,
                i,
                "phrase",
                subject=(begin, end),
                verb="trailing" if trailing else "",
            )
        i = max(hit[0], i + 1)


def _published_by(doc: Document, begin: int, end: int, last: int) -> tuple[int, int]:
    """ "according to a toll that the rebels published": who published it is the source."""
    if end < last and doc.word[end] in ("that", "which") and end - begin <= 4:
        stop = _phrase_end(doc, end + 1, last)
        if (
            stop < last
            and stop > end + 1
            and doc.word[stop] in ("published", "released", "issued", "gave", "made", "provided")
        ):
            return stop, end + 1
    return end, begin


def _phrase_end(doc: Document, i: int, last: int) -> int:
    """Where the noun phrase that begins at token i ends; "A, B and C officials" stays whole."""
    j = i
    while j < last and j - i < 16:
        word = doc.word[j]
        if word in (".", ";", ":", ")", "(", "!", "?", "—", "–") or word in _CLAUSE_STOP or word in _QUOTES:
            break
        if word == ",":
            listed = doc.word[j + 1 : j + 2] != [] and doc.upper[j + 1] and any(
                doc.word[k] == "and" for k in range(j + 1, min(j + 6, last))
            ) and j - i <= 3  # fmt: skip
            if not listed:
                break
        elif (
            (
                j > i
                and (word in grammar.AUXILIARIES or word in _verbs() or word in ("on", "published", "late", "early"))
            )
            or (
                j > i
                and doc.word[j - 1] not in ("of", "the", "and")
                and word in ("the", "a", "an", "at", "there", "north", "some")
            )
            or (j > i and word[0].isdecimal())
        ):
            break
        j += 1
    return j


def _by_verb(doc: Document, first: int, last: int, mentions: Mapping[int, Mention]) -> Iterator[Attribution]:
    verbs = _verbs()
    i = first
    while i < last:
        hit = verbs.at(doc.word, i) if doc.word[i] in verbs else None
        if hit is None or hit[0] > last:
            i += 1
            continue
        end, (base, group, weak, form) = hit
        if not is_verb_here(doc, i, first, form) or (doc.word[end : end + 1] == ["of"] and form in ("base", "s")):
            i = end
            continue
        attribution = _subject_before(doc, i, end, first, last, mentions) or _subject_after(doc, i, end, first, last)
        if attribution and (not weak or _speech_follows(doc, end, last) or attribution.kind == "after"):
            attribution.verb, attribution.group = base, group
            yield attribution
        i = end


def _speech_follows(doc: Document, end: int, last: int) -> bool:
    """Whether what follows a doubtful verb is speech or a figure: "put the dead at", "added that", "shows 12"."""
    following = doc.word[end : min(end + 3, last)]
    return bool(following) and (
        following[0] in ("that", ":", "the", "its", "their", ",", "at", "his", "her") or following[0] in _QUOTES
        or following[0][0].isdecimal() or following[0] in ("more", "up", "at", "about", "around", "over", "between", "some")
    )  # fmt: skip


def _subject_before(
    doc: Document, i: int, end: int, first: int, last: int, mentions: Mapping[int, Mention]
) -> Attribution | None:
    j = i - 1
    passive = False
    while j >= first and (doc.word[j] in grammar.AUXILIARIES or doc.word[j].endswith("ly") or doc.word[j] in _SKIPPED):
        be = doc.word[j] in ("was", "were", "been", "being", "is", "are")
        passive = passive or (be and not doc.word[i].endswith("ing"))
        j -= 1
    if j < first or passive:
        return None
    if doc.word[j] in ("to", "and", "or") or doc.word[j] in ("which", "who", "that"):
        return _shared_subject(doc, j, i, end, first, last, mentions)
    apposition = None
    if doc.word[j] == ",":
        apposition = _apposition(doc, j, first)
        if apposition is None:
            return None
        start, stop = apposition
    else:
        start, stop = _noun_phrase_before(doc, j, first)
    start, stop = _trimmed(doc, start, stop)
    if stop <= start or not _is_source(doc, start, stop):
        return None
    person = doc.word[start] in _PERSON_PRONOUNS or doc.word[start] not in ("the", "a", "an", "it", "they")
    trailing = _is_trailing(doc, start, end, first, last)
    scope = (first, start) if trailing else (end, last)
    if trailing and "," in doc.word[end : min(end + 6, last)] and "," in doc.word[start - 1 : start]:
        scope = (first, last)  # "In May, X told reporters, …": set in the middle, it covers both sides
    wordings = [doc.span(start, stop)]
    if apposition is not None and j > stop:
        wordings.append(doc.span(stop + 1, j))
    return Attribution(wordings, *scope, i, "after" if trailing else "before", subject=(start, stop), person=person)


_SKIPPED = frozenset(
    {
        "also",
        "has",
        "later",
        "earlier",
        "then",
        "again",
        "since",
        "just",
        "now",
        "not",
        "still",
        "further",
        "once",
        "yet",
        "both",
        "themselves",
        "itself",
        "himself",
    }
)


def _shared_subject(
    doc: Document, j: int, i: int, end: int, first: int, last: int, mentions: Mapping[int, Mention]
) -> Attribution | None:
    """ "the UN, which says", "he confirmed … and added": the subject stands before the relative or the first verb."""
    if doc.word[j] in ("which", "who"):
        k = j - 1
        if k >= first and doc.word[k] == ",":
            k -= 1
        start, stop = _trimmed(doc, *_noun_phrase_before(doc, k, first))
        if stop > start and _is_source(doc, start, stop):
            return Attribution([doc.span(start, stop)], end, last, i, "before", subject=(start, stop))
    return None


def _is_trailing(doc: Document, start: int, end: int, first: int, last: int) -> bool:
    """Whether the words of saying close what was said: "…, X said." """
    if start - first < 3:
        return False
    before = doc.word[start - 1]
    if before not in (",", "—", "–") and before not in _QUOTES:
        return False
    following = doc.word[end] if end < last else "."
    if following in (".", ",", ";", "?", "!", ")") or following in _QUOTES or end >= last:
        return True
    if following in ("that", ":"):
        return False
    tail = doc.word[end : min(end + 5, last)]
    return (
        following
        in _TIME_LEADS | {"in", "at", "after", "during", "to", "by", "from", "reporters", "journalists", "told", "when"}
        or (
            following
            in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "reuters", "afp")
        )
        or "." in tail[:3]
    )


def _subject_after(doc: Document, i: int, end: int, first: int, last: int) -> Attribution | None:
    """ "…, said X" and "…” said X"."""
    if doc.word[i] not in (
        "said",
        "says",
        "reported",
        "reports",
        "announced",
        "added",
        "wrote",
        "told",
        "claimed",
        "warned",
    ):
        return None
    if i - first < 2 or not (doc.word[i - 1] == "," or doc.word[i - 1] in _QUOTES):
        return None
    if end >= last or not (doc.upper[end] or doc.word[end] in ("the", "a", "an", "one", "its", "his")):
        return None
    stop = _phrase_end(doc, end, last)
    if stop <= end or not _is_source(doc, end, stop):
        return None
    return Attribution([doc.span(end, stop)], first, i, i, "after", subject=(end, stop), person=True)


def _by_noun(doc: Document, first: int, last: int, mentions: Mapping[int, Mention]) -> Iterator[Attribution]:
    """ "a Houthi claim that 109 …", "in the ministry's estimate"."""
    for i in range(first + 1, last - 1):
        if doc.word[i] not in _claim_nouns():
            continue
        if doc.word[i + 1] in ("that", "of") and (i - 1) in mentions:
            mention = mentions[i - 1]
            if mention.role in ("people", "names"):
                yield Attribution([doc.span(mention.first, mention.last)], i, last, i, "noun", subject=(i - 1, i))
        elif doc.word[i - 1] in ("'s", "'") and i - 2 >= first:
            start, stop = _trimmed(doc, *_noun_phrase_before(doc, i - 2, first))
            if (
                stop > start
                and _is_source(doc, start, stop)
                and doc.word[max(first, start - 1)] in ("in", "by", "on", "of", ",")
            ):
                yield Attribution([doc.span(start, stop)], first, last, i, "phrase", subject=(start, stop))


def _noun_phrase_before(doc: Document, j: int, first: int) -> tuple[int, int]:
    """The noun phrase that ends with token j, as a range."""
    stop, k = j + 1, j
    while k >= first and stop - k <= 16:
        word = doc.word[k]
        if word in (",", ".", ";", ":", "(", "!", "?", "—", "–", "•", "|") or word in _QUOTES - {"'", "’"}:
            break
        if word == ")" and "(" in doc.word[max(first, k - 6) : k]:
            k -= 1
            while doc.word[k] != "(":
                k -= 1
        elif (
            word in _CLAUSE_STOP
            or (word in grammar.AUXILIARIES and word != "'s")
            or (
                word in _verbs()
                and k < j
                and doc.word[k] not in ("report", "reports", "claim", "claims", "estimates", "post", "posts")
            )
            or (word in _OUTSIDE and k < j)
        ):
            break
        k -= 1
    return k + 1, stop


_OUTSIDE = frozenset(["by", "into", "onto", "killed", "killing", "wounded", "died"])


def _apposition(doc: Document, comma: int, first: int) -> tuple[int, int] | None:
    """ "Firass Abiad, the health minister, said": the name before the first of the two commas."""
    k = comma - 1
    while k >= first and comma - k < 28 and doc.word[k] not in (",", ".", ";", ":"):
        k -= 1
    if k < first or doc.word[k] != ",":
        return None
    if k + 1 < comma and doc.word[k + 1] in ("when", "and", "but", "said", "says"):
        return None
    start, stop = _noun_phrase_before(doc, k - 1, first)
    named = any(doc.upper[n] or doc.word[n] in _heads() for n in range(start, stop))
    return (start, stop) if stop > start and named else None


def _trimmed(doc: Document, start: int, stop: int) -> tuple[int, int]:
    """Cut words of time and links from both ends of a noun phrase."""
    changed = True
    weekdays = words("dates")["weekdays"]
    while changed and stop > start:
        changed = False
        head, tail = doc.word[start], doc.word[stop - 1]
        if head in (
            "and",
            "but",
            "or",
            "meanwhile",
            "however",
            "also",
            "nor",
            "yet",
            "so",
            "then",
            "still",
            "meantime",
            "instead",
            "of",
        ):
            start, changed = start + 1, True
        elif (
            head in ("on", "in")
            and stop - start > 2
            and (doc.word[start + 1] in weekdays or doc.word[start + 1].isdecimal())
        ):
            start, changed = start + 2, True
        elif (tail in weekdays and stop - start > 1) or tail in (
            "on",
            "late",
            "early",
            "later",
            "earlier",
            "in",
            "since",
            "today",
            "yesterday",
            "now",
            "all",
            "at",
            "to",
            "each",
        ):
            stop, changed = stop - 1, True
    return start, stop


def _is_source(doc: Document, start: int, stop: int) -> bool:
    """Whether a noun phrase can speak: a pronoun, a name, or a head noun of sources."""
    if stop - start > 22 or stop <= start:
        return False
    if (
        doc.word[start]
        in (
            "which",
            "who",
            "this",
            "these",
            "there",
            "nobody",
            "nothing",
            "none",
            "what",
            "few",
            "many",
            "some",
            "most",
        )
        and stop - start == 1
    ):
        return False
    if stop - start == 1 and doc.word[start] in _PERSON_PRONOUNS | _BODY_PRONOUNS:
        return True
    if stop - start == 1 and doc.word[start] in grammar.PRONOUNS | grammar.DETERMINERS | {"one"}:
        return False
    if any(doc.word[k] in _heads() for k in range(start, stop)):
        return True
    return any(
        doc.upper[k]
        and (
            k > start
            or stop - start == 1
            or doc.word[k] not in ("the", "a", "an", "in", "on", "at", "for", "as", "by", "his", "her", "its")
        )
        for k in range(start, stop)
    )


def credits(doc: Document, first: int, last: int) -> list[str]:
    """Outlets credited in brackets at the end of an item: "… in Cali. (BBC News) (BNO News)".

    >>> doc = Document("Six died in Cali. (BBC News) (BNO News)")
    >>> credits(doc, 0, len(doc))
    ['BBC News', 'BNO News']
    """
    found: list[str] = []
    end = last
    while end - first >= 3 and doc.word[end - 1] == ")":
        start = end - 2
        while start > first and doc.word[start] not in ("(", ")"):
            start -= 1
        inner = range(start + 1, end - 1)
        if doc.word[start] != "(" or len(inner) > 6 or not inner or not all(
            doc.upper[k] or doc.word[k] in ("the", "of", "via", "and", "al", "de", ".", "'s") for k in inner
        ) or not doc.upper[start + 1]:  # fmt: skip
            break
        found.insert(0, doc.span(start + 1, end - 1))
        end = start
    return found


_DOCUMENTS = frozenset(
    {"data", "information", "figures", "estimates", "reports", "calculations", "statistics", "sources"}
)


def choose_attribution(doc: Document, found: Sequence[Attribution], position: int, trigger: int) -> Attribution | None:
    """The attribution that covers the figure at token `position`; the nearest, saying verbs before it first."""
    best: Attribution | None = None
    best_cost = 99.0
    for attribution in found:
        inside = attribution.subject[0] <= position < attribution.subject[1]
        if inside or not attribution.scope_first <= position < attribution.scope_last:
            continue
        between = doc.word[min(attribution.at, position) : max(attribution.at, position)]
        cost = 1.0 + 0.03 * len(between) + 0.3 * between.count(";")
        if attribution.kind == "after":
            cost += 0.5 + 0.4 * between.count("but")
        if attribution.kind == "phrase" and attribution.at > position:
            cost += 0.2
        elif attribution.kind == "phrase" and "," in between and "but" in between:
            cost += 1.0
        if attribution.kind == "phrase" and doc.word[attribution.subject[1] - 1] in _DOCUMENTS:
            cost += 1.2
        if attribution.kind == "before" and attribution.group == "planning":
            cost += 1.5
        if cost < best_cost:
            best, best_cost = attribution, cost
    return best
