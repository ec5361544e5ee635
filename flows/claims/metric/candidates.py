"""Which numbers of a sentence are conflict figures: quantities with a phrase and a metric."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from flows.claims.lexicon import words
from flows.claims.metric.acceptance import accept, of_these
from flows.claims.metric.additions import set_apart, with_additions
from flows.claims.metric.amounts import read_amount
from flows.claims.metric.figure import Figure, Told
from flows.claims.metric.metrics import decide_metrics
from flows.claims.metric.occasions import count_occasions, is_occasion
from flows.claims.metric.parallels import go_on_in_rates
from flows.claims.metric.phrases import CALIBRES, opens_age, read_phrase
from flows.claims.metric.refinement import arrive_with, bound_behind, give_together, refine
from flows.claims.metric.things import adopt_things, name_thing
from flows.claims.text.grammar import AUXILIARIES, CONJUNCTIONS, PREPOSITIONS
from flows.claims.text.mentions import Mention
from flows.claims.text.nouns import Noun, model_table, noun_at
from flows.claims.text.subject_matter import about_conflict
from flows.claims.text.tokens import Document
from flows.claims.text.triggers import Trigger, find_triggers, state_words, trigger_table
from flows.claims.value.nonfigures import reason_against
from flows.claims.value.numbers import openers
from flows.claims.value.qualifiers import Quantity, article_quantity, find_quantities

_ARTICLES = frozenset({"a", "an"})
_WHOLES = frozenset({"total", "number", "figure", "toll", "sum"})


def find_figures(
    doc: Document, first: int, last: int, mentions: Mapping[int, Mention], told: Told
) -> tuple[list[Figure], list[Trigger]]:
    """The conflict figures of one sentence, tokens [first, last); `told` is what the text has said before.

    >>> doc = Document("On 4 May a blast killed at least 20 people and injured 15 near kilometre 7.")
    >>> found, _ = find_figures(doc, 0, len(doc), {}, Told())
    >>> [(doc.span(f.quantity.first, f.quantity.last), f.metric) for f in found]
    [('at least 20', 'killed'), ('15', 'wounded')]
    """
    quantities = [
        q for q in find_quantities(doc, first, last) if not _inside_name(doc, q, first, mentions) and not _aged(doc, q)
    ]
    triggers: list[Trigger] = []
    articles = _article_quantities(doc, first, last, quantities, mentions)
    if (not quantities and not articles) or not about_conflict(doc, first, last):
        return [], triggers
    if articles:
        quantities = sorted([*quantities, *articles], key=lambda q: q.first)
    quantities, added = set_apart(doc, quantities)
    figures: list[Figure] = []
    states = state_words()
    for k, quantity in enumerate(quantities):
        limit = next((q.first for q in quantities[k + 1 :] if doc.word[q.last : q.last + 1] not in CALIBRES), last)
        phrase = read_phrase(doc, quantity, mentions, states, first, limit)
        if phrase.partitive and doc.word[phrase.last - 1] in _WHOLES:
            phrase.noun, phrase.pronoun = None, "them"  # "240,000 of the total"
        against = reason_against(doc, quantity, phrase)
        if against is None or is_occasion(doc, quantity, phrase, first):
            figures.append(Figure(quantity, phrase))
        elif against == "population" and figures and figures[-1].phrase.base == quantity.first:
            part = figures[-1].phrase  # "a third of the town's 80,000 inhabitants have fled"
            part.noun, part.noun_first, part.noun_last = phrase.noun, phrase.noun_first, phrase.noun_last
            part.last = phrase.last
    if not figures:
        return [], triggers
    triggers = find_triggers(doc, first, last)
    _resolve_bases(doc, figures)
    _read_labels(doc, figures, mentions, first)
    _read_out_of(doc, figures)
    _adopt_nouns(doc, figures, told.last)
    adopt_things(doc, figures, triggers, told)
    for figure in figures:
        read_amount(doc, figure, mentions, first)
    _go_on_in_percent(doc, figures)
    go_on_in_rates(doc, figures)
    decide_metrics(doc, figures, triggers, first, last)
    count_occasions(doc, figures, first)
    accepted: list[Figure] = []
    for figure in figures:
        if accept(doc, figure, accepted, told, first):
            refine(doc, figure, first, last)
            arrive_with(figure, accepted[-1] if accepted else told.last)
            bound_behind(doc, figure, last)
            name_thing(doc, figure, accepted, told)
            accepted.append(figure)
    give_together(accepted)
    keep_wholes(figures, accepted)
    return with_additions(accepted, added) if added else accepted, triggers


def _go_on_in_percent(doc: Document, figures: list[Figure]) -> None:
    """ "Children made up 32 per cent, women 14", "39 per cent fell to one side, against 23 to the other"."""
    for one, two in pairwise(figures):
        quantity, at = two.quantity, two.quantity.first
        bare = quantity.plain and quantity.best < _WHOLE and two.phrase.noun is None and two.phrase.unknown is None
        if not (bare and one.quantity.share and doc.word[one.quantity.last - 1] in _PERCENT):
            continue
        hit = noun_at(doc, at - 1)
        if doc.word[at - 1] in _SET_AGAINST or (hit is not None and hit[0] == at and hit[1].sort == "people"):
            quantity.share = True
            quantity.best /= _WHOLE
            quantity.low = quantity.low and quantity.low / _WHOLE
            quantity.high = quantity.high and quantity.high / _WHOLE


_WHOLE = 100
_PERCENT = frozenset({"percent", "cent", "%", "pc"})
_SET_AGAINST = frozenset({"against", "to", "other", "remaining"})


def keep_wholes(figures: list[Figure], kept: list[Figure]) -> None:
    """Let a part point at its whole among those that are kept; a part whose whole is dropped is none."""
    if len(kept) == len(figures) or all(figure.part_of < 0 for figure in kept):
        return
    place = {id(figure): k for k, figure in enumerate(kept)}
    for figure in kept:
        if figure.part_of >= 0:
            figure.part_of = place.get(id(figures[figure.part_of]), -1)


def _aged(doc: Document, quantity: Quantity) -> bool:
    """ "seven-year-old", "one-way": part of a word in front of a noun that another figure may count."""
    return doc.gap[quantity.last : quantity.last + 1] == ["-"] and doc.word[quantity.last] in _HYPHENED


_HYPHENED = frozenset(words("nonfigures")["hyphened"])


def _inside_name(doc: Document, quantity: Quantity, first: int, mentions: Mapping[int, Mention]) -> bool:
    """Digits of a weapon's or a unit's name are no figure."""
    core = quantity.core
    for back in range(1, 5):
        i = core - back
        if i < first:
            break
        if i in mentions and mentions[i].last > core:
            return True
        if doc.upper[i] and (found := model_table().at(doc.word, i)) and found[0] > core:
            return True
    return _is_mark(doc, quantity)


def _is_mark(doc: Document, quantity: Quantity) -> bool:
    """ "Qadir 2 and Qadir 3 rockets": an unknown name that comes with more than one number."""
    core = quantity.core
    name = doc.word[core - 1] if core else ""
    if not (name and quantity.plain and doc.upper[core - 1] and quantity.best < _MARKS) or name in _MONTHS:
        return False
    first, last = doc.sentences[doc.sentence_of[core]]
    others = (i for i in range(max(first, core - 8), min(last - 1, core + 8)) if doc.word[i] == name)
    return any(i != core - 1 and doc.digit[i + 1] for i in others)


_MARKS = 100
_MONTHS = frozenset(words("dates")["months"])


def _article_quantities(
    doc: Document, first: int, last: int, taken: list[Quantity], mentions: Mapping[int, Mention]
) -> list[Quantity]:
    """Articles before a singular noun that can be counted: "a woman was killed", "a Pakistani died"."""
    articles = doc.among(_ARTICLES, first, last - 1)
    covered = {i for q in taken for i in range(q.first, q.last)} if articles else set()
    found = []
    for i in articles:
        one = "one" in (
            doc.word[max(first, i - 1)],
            doc.word[max(first, i - 3)],
        )  # "one a soldier", "one of them a girl"
        if i not in covered and not one and doc.word[i + 1] != "bomber":
            aged = opens_age(doc, i + 1)  # "a 12-year-old boy", "a nine-month-old baby"
            for j in range(i + 1 + 3 * aged, min(i + 5 + 3 * aged, last)):
                hit, mention = noun_at(doc, j), mentions.get(j)
                if mention is not None and mention.role == "people" and _ends_phrase(doc, mention.last, last, "people"):
                    found.append(article_quantity(doc, i))
                    break
                if hit and hit[1].sort in ("people", "materiel") and not hit[1].plural and not hit[1].state:
                    if _ends_phrase(doc, hit[0], last, hit[1].sort) or _of_a_force(doc, hit):
                        found.append(article_quantity(doc, i))
                    elif hit[0] < last and noun_at(doc, hit[0]) is not None:
                        continue  # "a helicopter crew member", "a D-30 howitzer"
                    break
                glued = doc.gap[j] in ("-", "")  # "a Su-25", "a T129 helicopter"
                if (j in covered and not glued) or not (doc.word[j][0].isalpha() or doc.gap[j] in ("-", "")):
                    break
    return found


_COLLECTIVES = frozenset(words("nonfigures")["collectives"])
_OF_ONE = (["the"], ["a"], ["an"], ["his"], ["her"], ["its"], ["their"])  # "a driver of the ambulance"
_CLOSED = AUXILIARIES | PREPOSITIONS | CONJUNCTIONS


def _ends_phrase(doc: Document, i: int, last: int, sort: str) -> bool:
    """Whether a noun phrase ends before token i; "a family of three" and "a human rights group" go on."""
    if i >= last:
        return True
    word = doc.word[i]
    adverb = word.endswith("ly") and word != "family"
    aged = word == "of" and i + 1 < last and (doc.digit[i + 1] or doc.word[i + 1] in openers())
    aged = aged and doc.word[i - 1] not in _COLLECTIVES  # "a boy of ten", not "a family of three"
    owned = word == "of" and doc.word[i + 1 : i + 2] in _OF_ONE and doc.word[i - 1] not in _COLLECTIVES
    return (word != "of" or sort == "materiel" or aged or owned) and (
        not word.isalpha() or word in _CLOSED or word in trigger_table().openings or adverb or _serves(doc, i)
    )


def _of_a_force(doc: Document, hit: tuple[int, Noun]) -> bool:
    """ "A soldier of the mission": one of those in uniform, whose force follows."""
    uniformed = hit[1].code in ("military", "police", "peacekeepers") and not hit[1].weak
    return uniformed and doc.word[hit[0] : hit[0] + 1] == ["of"]


def _serves(doc: Document, i: int) -> bool:
    """ "A peacekeeper serving with the mission": whether a participle tells more of the noun before it."""
    return doc.word[i].endswith("ing") and doc.word[i + 1 : i + 2] != [] and doc.word[i + 1] in PREPOSITIONS


def _resolve_bases(doc: Document, figures: list[Figure]) -> None:
    """A share counts what its base counts: "more than half of the 11,000 troops"."""
    for k, figure in enumerate(figures[:-1]):
        following = figures[k + 1]
        if figure.phrase.base is not None and figure.phrase.noun is None and following.phrase.noun is not None:
            figure.phrase.noun = following.phrase.noun
            figure.phrase.actors, figure.phrase.last = following.phrase.actors, following.phrase.last
            figure.extra["base"] = doc.span(following.quantity.first, following.quantity.last)
            following.extra["whole"] = doc.span(figure.quantity.first, figure.quantity.last)


def _read_labels(doc: Document, figures: list[Figure], mentions: Mapping[int, Mention], first: int) -> None:
    """ "Tanks: 1,204", "• armoured ambulances – 50", "Civilians rescued – 1,723": the label says what is counted."""
    for figure in figures:
        i, phrase = figure.quantity.first, figure.phrase
        if i - 1 <= first or doc.word[i - 1] not in _LABELLED:
            if i - 1 > first and doc.word[i - 1] == ",":
                _name_by_entry(doc, figure, first)
            continue
        closed = figure.quantity.last >= len(doc.word) or doc.word[figure.quantity.last] in _CLOSES_LABELLED
        closed = closed or doc.opens_line(figure.quantity.last) or _closed_by_people(doc, figure)
        if (phrase.noun is not None or phrase.unknown) and not closed:
            continue
        begin = next((k + 1 for k in range(i - 2, first - 1, -1) if doc.word[k] in _OPENS_LABEL), first)
        entry = not _BULLETS.isdisjoint(doc.raw[max(0, begin - 1) : begin + 1])
        longest = _LONGEST_ENTRY if entry else _LONGEST_LABEL
        if i - 1 - begin > longest or any(doc.digit[k] for k in range(begin, i - 1)):
            continue
        figure.label = begin, i - 1
        _name_by_label(doc, figure, mentions)


def _closed_by_people(doc: Document, figure: Figure) -> bool:
    """ "Personnel – about 800,000 persons;": a noun that says no more than the label."""
    noun, end = figure.phrase.noun, figure.phrase.last
    plain = noun is not None and noun.code == "people" and noun.metric is None and not figure.phrase.actors
    return plain and (end >= len(doc.word) or doc.word[end] in _CLOSES_LABELLED or doc.opens_line(end))


def _name_by_entry(doc: Document, figure: Figure, first: int) -> None:
    """ "Germany: Leopard 2A6, 18; Marder, 40": the thing that stands before the comma, in a list of such entries."""
    quantity, phrase = figure.quantity, figure.phrase
    closed = quantity.last >= len(doc.word) or doc.word[quantity.last] in _CLOSES_ENTRY
    if phrase.noun is not None or phrase.actors or phrase.unknown or quantity.share or not closed:
        return
    at = quantity.first - 1
    reach = range(at - 1, max(first, at - _LONGEST_ENTRY) - 1, -1)
    begin = next((k + 1 for k in reach if doc.word[k] in _OPENS_ENTRY), None)
    if begin is None:
        return
    for j in range(begin, at):
        hit = noun_at(doc, j)
        if hit is not None and hit[0] <= at and hit[1].sort == "materiel":
            phrase.noun, phrase.noun_first, phrase.noun_last = hit[1], j, hit[0]
            figure.extra["label"] = doc.span(j, hit[0])
            return
        if doc.word[j] in openers():
            return


def _name_by_label(doc: Document, figure: Figure, mentions: Mapping[int, Mention]) -> None:
    """The noun of a label is what the figure counts: the last one at its end, else the first."""
    begin, end = figure.label
    stop = next(iter(doc.among(_BY, begin + 1, end)), end)  # "Civilians killed by terrorists: 45"
    hits = [(j, *hit) for j in range(begin, stop) if (hit := noun_at(doc, j)) is not None and hit[0] <= end]
    counted = [hit for hit in hits if hit[2].sort in ("people", "materiel") and not hit[2].state]
    if not counted:
        return
    j, after, noun = next((hit for hit in counted if hit[1] == end), counted[0])
    phrase = figure.phrase
    phrase.noun, phrase.noun_first, phrase.noun_last = noun, j, after
    phrase.actors = phrase.actors or [mentions[k] for k in range(begin, after) if k in mentions]
    if after == end:
        figure.extra["label"] = doc.span(j, after)


_BY = frozenset({"by"})
_LONGEST_ENTRY = 7  # tokens
_OPENS_ENTRY = frozenset({":", ";", "–", "—", "•", "|"})
_CLOSES_ENTRY = frozenset({";", "–", "—", ".", ",", "•", "|", "("})
_OUT_OF = 6  # tokens
_LABELLED = frozenset({":", "–", "—", "-", "="})
_OPENS_LABEL = frozenset({".", ";", "•", ":", '"', "“", "|", "*"})
_BULLETS = frozenset("•*-–—·")
_CLOSES_LABELLED = frozenset({",", ";", ".", "(", "•", "and", '"', "”", "|"})
_LONGEST_LABEL, _LONGEST_ENTRY = 12, 18  # tokens; behind a bullet a label may be longer


def _read_out_of(doc: Document, figures: list[Figure]) -> None:
    """ "35 out of 70": the whole counts what its part does."""
    for part, whole in pairwise(figures):
        between = doc.word[part.quantity.last : whole.quantity.first]
        if between[-2:] == ["out", "of"] and len(between) <= _OUT_OF:
            part.phrase.noun = part.phrase.noun or whole.phrase.noun
            whole.phrase.noun = whole.phrase.noun or part.phrase.noun
            whole.extra["outof"] = doc.span(part.quantity.first, part.quantity.last)


def _spoken_of(doc: Document, figure: Figure, last: Figure | None) -> Noun | None:
    """ "They have hostages. There are some 80 of them": people of whom the sentence before speaks without a number."""
    number = doc.sentence_of[figure.quantity.first]
    if number == 0 or (last is not None and doc.sentence_of[last.quantity.first] >= number - 1):
        return None
    first, end = doc.sentences[number - 1]
    hits = [hit[1] for i in range(first, end) if (hit := noun_at(doc, i)) and hit[1].sort == "people" and hit[1].plural]
    return hits[-1] if hits and not hits[-1].state else None


def _adopt_relative(doc: Document, figure: Figure, figures: list[Figure]) -> bool:
    """ "It counts only civilians, of whom 92 …", "the monitors, among whom 80 …": uncounted people right before."""
    at = figure.quantity.first
    k = next((i for i in range(at - 1, max(1, at - _RELATIVE_REACH), -1) if doc.word[i] == "whom"), 0)
    if k < 3 or doc.word[k - 1] not in ("of", "among", "amongst") or doc.word[k - 2] != ",":
        return False
    hit = next((hit for i in (k - 3, k - 4) if (hit := noun_at(doc, i)) is not None and hit[0] == k - 2), None)
    counted = hit is None or any(other.phrase.noun_last == hit[0] for other in figures)
    if hit is None or counted or hit[1].sort != "people" or not hit[1].plural or hit[1].metric:
        return False
    figure.phrase.noun, figure.phrase.noun_first, figure.phrase.noun_last = hit[1], k - 3, hit[0]
    figure.extra["apposed"] = doc.span(k - 3, k - 2)
    return True


_RELATIVE_REACH = 7  # tokens


def _of_two_nations(doc: Document, figure: Figure, following: Figure) -> bool:
    """ "1,300 Senegalese and 400 Guinean soldiers": two adjectives of nations that share a noun."""
    nation, other = figure.phrase.actors[-1:], following.phrase.actors[:1]
    joined = doc.word[figure.phrase.last : following.quantity.first] in (["and"], [","], [",", "and"])
    noun = following.phrase.noun
    apart = nation and other and nation[0].role == other[0].role == "people" and nation[0].code != other[0].code
    return bool(apart) and joined and noun is not None and noun.sort == "people" and not following.phrase.states


def _adopt_nouns(doc: Document, figures: list[Figure], before: Figure | None) -> None:
    """ "2,500 of them", "99 percent of those": what was counted before is counted again."""
    for one, two in reversed([*pairwise(figures)]):
        if one.phrase.noun is None and _of_two_nations(doc, one, two):
            one.phrase.noun = two.phrase.noun
    for k, figure in enumerate(figures):
        phrase = figure.phrase
        refers = (phrase.partitive and phrase.pronoun) or of_these(doc, figure.quantity)
        if phrase.noun is None and refers and phrase.unknown is None:
            counted = [other for other in figures[:k] if not other.quantity.article]
            source = counted[-1] if counted else before
            if _adopt_relative(doc, figure, figures):
                continue
            spoken = _spoken_of(doc, figure, source) if not k else None
            if spoken is not None:
                phrase.noun = spoken
            elif source is not None:
                phrase.noun = source.phrase.noun
        shared = doc.word[figure.quantity.last : figure.quantity.last + 1] in (["and"], ["or"])
        if phrase.noun is None and shared and k + 1 < len(figures):
            following = figures[k + 1]
            if following.quantity.first == figure.quantity.last + 1 and not following.phrase.states:
                phrase.noun = following.phrase.noun  # "12 and 30 men"
