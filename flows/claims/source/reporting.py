"""Reported speech: the attributions that the verbs of saying of a sentence give."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from flows.claims.source.complements import attributed, speaks
from flows.claims.source.nominals import phrase_after, phrase_before
from flows.claims.source.sayers import (
    ARTICLES,
    BOUNDS,
    BREAKS,
    PRONOUNS,
    QUOTES,
    STRONG,
    Attribution,
    Verb,
    habits,
    heads,
    is_adverb,
    is_auxiliary,
    number_of,
    reporting_verbs,
    sort_of,
)
from flows.claims.source.subjects import with_subject
from flows.claims.text import grammar
from flows.claims.text.tokens import Document
from flows.claims.text.triggers import is_verb_here

_BE = frozenset(["was", "were", "been", "being", "is", "are", "be"])
_BETWEEN = habits()["between"]
_HAVE = frozenset(["has", "have", "had"])
_ADVERBIAL = frozenset(
    [("able", "to"), ("at", "first"), ("at", "last"), ("to", "date"), ("in", "turn"), ("by", "now"), ("for", "now"),
     ("in", "public"), ("in", "private"), ("until", "now"), ("up", "to")]
)  # fmt: skip
_NOT_SUBJECTS = frozenset(["to", "took", "take", "takes", "taken", "taking", "be"])
_NOUNS = habits()["noun_forms"] | habits()["nouns_too"]
_STATES = habits()["states"]
_BOOKS = frozenset(["list", "lists", "register", "registers", "books", "rolls", "records", "roll", "file", "files"])
_OPENERS = frozenset(
    ["claim", "report", "announce", "confirm", "acknowledge", "admit", "say", "add", "note", "estimate"]
)
_OWN = frozenset(["its", "his", "her", "their"])
_BEFOREHAND = frozenset(["since", "after", "when", "before", "once", "while", "until", "although", "though", "because"])


def by_verbs(doc: Document, first: int, last: int) -> list[Attribution]:
    """Attributions by the verbs of saying of a sentence, tokens [first, last), in their order.

    >>> doc = Document("In May, Lee told reporters, six died, but the army put the dead at nine.")
    >>> [(a.wordings, a.kind) for a in by_verbs(doc, 0, len(doc))]
    [(['Lee'], 'after'), (['the army'], 'before')]
    """
    found: list[Attribution] = []
    for verb in _verbs_of(doc, first, last):
        attribution = _read(doc, verb, first, last, found)
        if attribution is not None:
            attribution.verb, attribution.group = attribution.verb or verb.base, verb.group
            _keep_to_its_clause(doc, attribution, first, last)
            found.append(attribution)
    return found


def _parted(doc: Document, i: int) -> bool:
    """ "India for its part reports"."""
    return i > 2 and doc.word[i - 1] == "part" and doc.word[i - 2] in _OWN and doc.word[i - 3] == "for"


def _keep_to_its_clause(doc: Document, attribution: Attribution, first: int, last: int) -> None:
    """ "Since the mayor declared a truce, 40 have died": what a clause in front reports is not the main clause."""
    if attribution.kind == "before" and (end := _quotation_end(doc, attribution.at, first, last)) is not None:
        attribution.scope_last = min(attribution.scope_last, end)
    if attribution.kind != "before" or doc.word[first] not in _BEFOREHAND or attribution.subject[0] - first > 2:
        return
    comma = next((k for k in range(attribution.at, last) if doc.word[k] == ","), last)
    attribution.scope_last = min(attribution.scope_last, comma)


def _quotation_end(doc: Document, at: int, first: int, last: int) -> int | None:
    """Where the quotation closes in which token `at` stands: what somebody reports in it covers no more than it."""
    marks = doc.among(_DOUBLE, first, last)
    inside = sum(k < at for k in marks) % 2 == 1
    return next((k for k in marks if k > at), None) if inside else None


_DOUBLE = frozenset('"“”')
_OF_WHOM = ([",", "of"], [",", "who"], [",", "whose"], [",", "which"])  # "its monitors, of whom 80 have come"
_NOUN_BEFORE = (["of"], ["is"], ["are"], ["was"], ["were"])  # "a UN project were kidnapped"


@cache
def _verb_openings() -> frozenset[str]:
    return reporting_verbs().openings | _HAVE


def _verbs_of(doc: Document, first: int, last: int) -> Iterator[Verb]:
    verbs, resume = reporting_verbs(), first
    for i in doc.among(_verb_openings(), first, last):
        if i < resume:
            continue
        if doc.word[i] in _HAVE and _has_total(doc, i, last):
            yield Verb(i, i + 1, "have", "finding", True, "s" if doc.word[i] == "has" else "past")
            continue
        hit = verbs.at(doc.word, i)
        if hit is None or hit[0] > last:
            continue
        end, (base, group, weak, form) = hit
        joined = doc.gap[i] == "-" or (end < last and doc.gap[end] == "-")  # "Hamas-run", "self-declared"
        if (
            not joined
            and (is_verb_here(doc, i, first, form) or _closes(doc, i, end, first, last) or _parted(doc, i))
            and not (doc.word[end : end + 1] in _NOUN_BEFORE and form in ("base", "s") and base in _NOUNS)
            and not (form == "s" and base in _NOUNS and doc.word[end : end + 2] in _OF_WHOM)
            and not (base == "state" and doc.upper[i - 1] and _names_province(doc, i, end, first, last))
            and not (doc.word[i] == "air" and i > first and doc.word[i - 1] != "to")  # "18 Russian air strikes"
        ):
            yield Verb(i, end, base, group, weak, form)
        resume = end


def _names_province(doc: Document, i: int, end: int, first: int, last: int) -> bool:
    """ "In Yelwata, Benue state, …", "in Upper Nile state …": the noun of a province behind a name."""
    if doc.word[end : end + 1] in (["that"], [":"]):
        return False
    k = i - 1
    while k > first and doc.upper[k]:
        k -= 1
    return doc.word[k] in grammar.PREPOSITIONS or (doc.word[k] == "," and (end >= last or not doc.word[end].isalpha()))


def _is_aside(doc: Document, attribution: Attribution) -> bool:
    """ "as the staff gives them", "as the garrison tells it": it covers the whole sentence."""
    start = attribution.subject[0]
    if (
        start < 1
        or doc.word[start - 1] != "as"
        or doc.word[attribution.scope_first : attribution.scope_first + 1] not in (["it"], ["them"])
    ):
        return False
    attribution.scope_first, attribution.kind = doc.sentences[doc.sentence_of[start]][0], "phrase"
    return True


def _has_total(doc: Document, i: int, last: int) -> bool:
    """ "The ministry has a total of 331 dead", "the ministry has 370 injured on its register"."""
    behind = doc.word[i + 1 : min(last, i + 12)]
    if behind[:1] and _counts(behind[0]) and "on" in behind and not _BOOKS.isdisjoint(behind[behind.index("on") :]):
        return True
    near = doc.word[i + 1 : min(last, i + 5)]
    return near[:1] in (["a"], ["its"], ["the"]) and any(
        word in habits()["carriers"] and near[k + 1 : k + 2] == ["of"] for k, word in enumerate(near)
    )


def _counts(word: str) -> bool:
    return word[0].isdecimal() or word in BOUNDS


def _closes(doc: Document, i: int, end: int, first: int, last: int) -> bool:
    """ "…, the hospital reports.": at the end of its clause behind a noun phrase it is a verb."""
    if i - 2 >= first and doc.word[i - 2] == "the" and end < last and _states(doc, end):
        return i - 2 == first or doc.word[i - 3] in _OPENING
    if end < last and doc.word[end] not in (".", ",", ";"):
        return (
            (_counts(doc.word[end]) or (doc.word[end] in _LEADS and any(doc.digit[end + 1 : end + 4])))
            and doc.word[i - 1] not in ARTICLES
            and doc.word[i - 1] not in grammar.PREPOSITIONS
        )
    k = i - 1
    while k > first and i - k < 6 and doc.word[k].isalpha() and doc.word[k] not in ARTICLES:
        k -= 1
    if doc.word[k] == "," and k + 1 < i and number_of(doc, k + 1, i) == "plural":
        return doc.word[i - 1] not in grammar.PREPOSITIONS  # "…, city engineers estimate."
    return i - k > 1 and k > first and doc.word[k] in ARTICLES and doc.word[k - 1] in (",", "”", '"')


def _states(doc: Document, end: int) -> bool:
    """ "The group claims it killed 20", "the army claims to have captured 12": what is said follows."""
    following = doc.word[end]
    return following in _CLAUSES or (following == "to" and doc.word[end + 1 : end + 2] in (["have"], ["be"]))


_LEADS = frozenset(["over", "up", "at"])  # "counts over 70", "reports up to 40"
_OPENING = frozenset([",", ";", "and", "but", "while"])
_CLAUSES = frozenset(["that", "it", "they", "its", "their", "he", "she", "there"])


def _read(doc: Document, verb: Verb, first: int, last: int, found: list[Attribution]) -> Attribution | None:
    before = doc.word[max(first, verb.first - 3) : verb.first]
    if verb.form == "base" and "to" in before and before[-1] in (",", "and", "or"):
        return None  # "a mission to train, advise and assist"
    if verb.form == "ing" and verb.first == first and verb.base in _OPENERS:
        return _participle_in_front(doc, verb, last)
    j, passive, negated = _behind_auxiliaries(doc, verb, first)
    if passive:
        return _passive(doc, verb, j, first, last)
    beside = verb.last + (verb.last < last and doc.word[verb.last].endswith("ly"))
    if verb.form in ("ed", "participle") and doc.word[beside : beside + 1] == ["by"] and beside + 1 < last:
        agent = _by_agent(doc, verb, beside + 1, first, last)
        if agent is not None or verb.base not in STRONG:
            return agent
    inverted = _inverted(doc, verb, first, last)
    if inverted is not None:
        return inverted
    if (
        j < first
        or doc.word[j] in _NOT_SUBJECTS
        or _is_participle(doc, verb, last)
        or (verb.base in ("cite", "quote") and verb.form == "ing")
    ):
        return None
    if (negated or verb.base == "read") and verb.group != "denial":
        return None
    quoted = quoting(doc, verb, j, first, last)
    if quoted is not None:
        return quoted
    attribution = with_subject(doc, verb, j, first, last, found)
    if attribution is None or (
        attribution.kind == "before" and not (speaks(doc, verb, last) or _is_aside(doc, attribution))
    ):
        return None
    return attribution


def _participle_in_front(doc: Document, verb: Verb, last: int) -> Attribution | None:
    """ "Claiming to have killed 60, the group …": the subject of the main clause speaks."""
    comma = next((k for k in range(verb.last, last) if doc.word[k] == ","), last)
    stop = phrase_after(doc, comma + 1, last) if comma + 1 < last else comma
    if stop <= comma + 1 or not sort_of(doc, comma + 1, stop):
        return None
    subject = comma + 1, stop
    return Attribution([doc.span(*subject)], verb.last, comma, verb.first, "before", subject=subject)


def _is_participle(doc: Document, verb: Verb, last: int) -> bool:
    """Whether a past form is a participle of the noun before it: "soldiers reported missing", "men accused of"."""
    if verb.form != "ed" or verb.last >= last:
        return False
    following, behind = doc.word[verb.last], doc.word[verb.last + 1 : verb.last + 3]
    if verb.base == "claim" and behind[:1] in (["be"], ["have"]) and not _undergone(behind):
        return False
    return (
        following == "as"
        or (following == "of" and verb.base in ("accuse", "suspect"))
        or following in _STATES
        or (following == "to" and (behind[:1] in (["be"], ["have"]) or not _DOINGS.isdisjoint(behind[:1])))
    )


_DOINGS = frozenset({"fight", "hold", "number", "command", "control", "serve", "live", "operate", "possess", "include",
                     "remain", "contain", "lead", "back", "support", "belong", "come", "own"})  # fmt: skip


def _undergone(behind: list[str]) -> bool:
    """ "Claimed to have been killed", "claimed to be held", where "claimed to be holding" is what somebody claims."""
    return "been" in behind or (behind[:1] == ["be"] and not behind[-1].endswith("ing"))


def quoting(doc: Document, verb: Verb, j: int, first: int, last: int) -> Attribution | None:
    """ "Lee quoted the agency as saying": the agency knows, Lee relays."""
    if verb.base not in ("quote", "cite"):
        return None
    stop = phrase_after(doc, verb.last, last)
    if doc.word[stop : stop + 2] not in (["as", "saying"], ["as", "reporting"]) or not sort_of(doc, verb.last, stop):
        return None
    start, end = phrase_before(doc, j, first)
    made = attributed(doc, verb, start, end, stop + 2, first, last)
    made.wordings = [doc.span(verb.last, stop), *(made.wordings if sort_of(doc, start, end) else ())]
    made.subject = (verb.last, stop)
    return made


def _behind_auxiliaries(doc: Document, verb: Verb, first: int) -> tuple[int, bool, bool]:
    """The token before the verb group; whether the verb is passive; whether it is negated."""
    j, passive, negated = verb.first - 1, False, False
    while j >= first:
        word = doc.word[j]
        if _parted(doc, j + 1):
            j -= 3  # "India for its part reports"
            continue
        if j - 1 > first and (doc.word[j - 1], word) in _ADVERBIAL:
            j -= 2  # "has to date counted", "was able to confirm"
            continue
        if not (is_auxiliary(doc, j) or is_adverb(doc, j) or word in _BETWEEN):
            break
        passive = passive or (word in _BE and verb.form in ("ed", "participle"))
        negated = negated or word == "not"
        j -= 1
    return j, passive, negated


def _passive(doc: Document, verb: Verb, j: int, first: int, last: int) -> Attribution | None:
    """ "were put at 13 by X"; "X was quoted as saying"; without an agent nobody is named: "is said to"."""
    if verb.base in ("quote", "cite") and "saying" in doc.word[verb.last : min(last, verb.last + 9)]:
        start, stop = phrase_before(doc, j, first)
        end = doc.word.index("saying", verb.last) + 1
        return attributed(doc, verb, start, stop, end, first, last) if sort_of(doc, start, stop) else None
    agent = _agent(doc, verb.last, min(last, verb.last + 9))
    if agent is not None:
        return _by_agent(doc, verb, agent, first, last)
    if verb.group in ("neutral", "finding", "belief") and not verb.weak:
        return Attribution([], first, last, verb.first, "nobody")
    return None


def _agent(doc: Document, i: int, last: int) -> int | None:
    """Where the agent begins: behind the next "by" of the same clause."""
    for k in range(i, last):
        if doc.word[k] == "by" and k + 1 < len(doc):
            return k + 1
        if doc.word[k] in BREAKS or doc.word[k] in (",", "that", "and"):
            return None
    return None


def _by_agent(doc: Document, verb: Verb, begin: int, first: int, last: int) -> Attribution | None:
    end = phrase_after(doc, begin, last)
    if end <= begin or not sort_of(doc, begin, end):
        return None
    if doc.word[begin] in grammar.POSSESSIVES and sort_of(doc, begin, end) == "name":
        return None  # "identified by their DNA"
    carried = any(word in habits()["carriers"] for word in doc.word[max(first, verb.first - 8) : verb.first])
    placed = verb.base in habits()["placing"] and "at" in doc.word[verb.last : begin]
    if (verb.weak or verb.base in ("claim", "announce")) and not (carried or placed):
        return None
    sort = sort_of(doc, begin, end)
    role = "relay" if sort == "outlet" else "trailing"
    return Attribution([doc.span(begin, end)], first, last, verb.first, "phrase", role, subject=(begin, end),
                       person=sort in ("person", "name"))  # fmt: skip


def _inverted(doc: Document, verb: Verb, first: int, last: int) -> Attribution | None:
    """ "…, said X" and "…” said X"."""
    if verb.form == "ing" or verb.base == "tell" or verb.group in ("planning", "denial") or verb.first - first < 2:
        return None  # "…, its spokesman, Lee, told a channel": whom "told" is followed by listens
    before = doc.word[verb.first - 1]
    if before not in (",", "—", "–", ";") and before not in QUOTES:
        return None
    begin = verb.last
    if (
        begin >= last
        or doc.word[begin] in grammar.PREPOSITIONS
        or not (
            doc.upper[begin]
            or doc.word[begin] in ARTICLES | PRONOUNS.keys()
            or doc.word[begin] in grammar.POSSESSIVES
            or verb.base in STRONG
            or before in QUOTES
            or (verb.base in _OPENERS and doc.word[begin] in heads())
        )
    ):
        return None
    stop = phrase_after(doc, begin, last)
    if stop <= begin or not sort_of(doc, begin, stop) or (stop < last and _continues(doc, stop, last)):
        return None
    return Attribution([doc.span(begin, stop)], first, last, verb.first, "after", subject=(begin, stop),
                       person=sort_of(doc, begin, stop) in ("person", "name"))  # fmt: skip


def _continues(doc: Document, i: int, last: int) -> bool:
    """Whether a finite verb follows: then the noun phrase begins a clause and does not close one."""
    return doc.word[i] in grammar.AUXILIARIES or doc.word[i] in ("that", ":") or doc.word[i][0].isdecimal()
