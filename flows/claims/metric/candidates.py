"""Which numbers of a sentence are conflict figures: quantities with a phrase and a metric."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from flows.claims.lexicon import words
from flows.claims.metric.acceptance import accept
from flows.claims.metric.additions import set_apart, with_additions
from flows.claims.metric.adoption import adopt_nouns, read_out_of, resolve_bases
from flows.claims.metric.ahead import CALIBRES
from flows.claims.metric.amounts import read_amount
from flows.claims.metric.figure import Figure, Told
from flows.claims.metric.labels import read_labels
from flows.claims.metric.metrics import decide_metrics
from flows.claims.metric.occasions import count_occasions, is_occasion
from flows.claims.metric.parallels import go_on_in_rates
from flows.claims.metric.phrases import read_phrase
from flows.claims.metric.refinement import arrive_with, bound_behind, give_together, refine
from flows.claims.metric.singles import article_quantities
from flows.claims.metric.things import adopt_things, name_thing
from flows.claims.text.mentions import Mention
from flows.claims.text.nouns import model_table, noun_at
from flows.claims.text.subject_matter import about_conflict
from flows.claims.text.tokens import Document
from flows.claims.text.triggers import Trigger, find_triggers, state_words
from flows.claims.value.nonfigures import reason_against
from flows.claims.value.qualifiers import Quantity, find_quantities

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
    articles = article_quantities(doc, first, last, quantities, mentions)
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
    resolve_bases(doc, figures)
    read_labels(doc, figures, mentions, first)
    read_out_of(doc, figures)
    adopt_nouns(doc, figures, told.last)
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
