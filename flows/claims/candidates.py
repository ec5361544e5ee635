"""Which numbers of a sentence are conflict figures: quantities with a phrase and a metric."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from flows.claims.grammar import AUXILIARIES, CONJUNCTIONS, PREPOSITIONS
from flows.claims.lexicon import Phrases, words
from flows.claims.mentions import Mention
from flows.claims.grammar import WEEKDAYS
from flows.claims.figure import Figure
from flows.claims.metrics import decide_metrics, default_metric
from flows.claims.nonfigures import reason_against
from flows.claims.nouns import model_table, noun_at
from flows.claims.phrases import read_phrase
from flows.claims.qualifiers import Quantity, article_quantity, find_quantities
from flows.claims.tokens import Document
from flows.claims.triggers import Trigger, find_triggers, state_words, trigger_table

_ARTICLE_METRICS = frozenset({"killed", "wounded", "captured", "munitions_intercepted", "equipment_lost"})
_FAR, _BARE, _ARTICLE = 9.0, 2.9, 2.3


def find_figures(
    doc: Document, first: int, last: int, mentions: Mapping[int, Mention], before: Figure | None
) -> tuple[list[Figure], list[Trigger]]:
    """The conflict figures of one sentence, tokens [first, last); `before` is the last figure of the text so far.

    >>> doc = Document("On 4 May a blast killed at least 20 people and injured 15 near kilometre 7.")
    >>> found, _ = find_figures(doc, 0, len(doc), {}, None)
    >>> [(doc.span(f.quantity.first, f.quantity.last), f.metric) for f in found]
    [('at least 20', 'killed'), ('15', 'wounded')]
    """
    quantities = [
        q for q in find_quantities(doc, first, last) if not _inside_name(doc, q, first, mentions) and not _aged(doc, q)
    ]
    triggers: list[Trigger] = []
    articles = _article_quantities(doc, first, last, quantities)
    if (not quantities and not articles) or not about_conflict(doc, first, last):
        return [], triggers
    triggers = find_triggers(doc, first, last)
    quantities = sorted([*quantities, *articles], key=lambda q: q.first)
    figures: list[Figure] = []
    states = state_words()
    for k, quantity in enumerate(quantities):
        limit = quantities[k + 1].first if k + 1 < len(quantities) else last
        phrase = read_phrase(doc, quantity, mentions, states, first, limit)
        if reason_against(doc, quantity, phrase) is None:
            figures.append(Figure(quantity, phrase))
    _resolve_bases(doc, figures)
    _read_labels(doc, figures, first)
    _adopt_nouns(doc, figures, before)
    decide_metrics(doc, figures, triggers, first, last)
    accepted: list[Figure] = []
    for figure in figures:
        if _accept(doc, figure, accepted, before, first):
            _refine(doc, figure, first, last)
            _bound_behind(doc, figure, last)
            accepted.append(figure)
    return accepted, triggers


def _aged(doc: Document, quantity: Quantity) -> bool:
    """ "seven-year-old": an age in front of a noun that another figure may count."""
    return doc.word[quantity.last : quantity.last + 1] == ["year"] and doc.gap[quantity.last] == "-"


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
    return False


def _article_quantities(doc: Document, first: int, last: int, taken: list[Quantity]) -> list[Quantity]:
    """Articles before a singular noun that can be counted: "a woman was killed"."""
    covered = {i for q in taken for i in range(q.first, q.last)}
    found = []
    for i in range(first, last - 1):
        if doc.word[i] in ("a", "an") and i not in covered:
            for j in range(i + 1, min(i + 5, last)):
                hit = noun_at(doc, j)
                if hit and hit[1].sort in ("people", "materiel") and not hit[1].plural and not hit[1].state:
                    if _ends_phrase(doc, hit[0], last):
                        found.append(article_quantity(doc, i))
                    break
                if j in covered or not doc.word[j][0].isalpha():
                    break
    return found


def _ends_phrase(doc: Document, i: int, last: int) -> bool:
    """Whether a noun phrase ends before token i; "a family of three" and "a human rights group" go on."""
    if i >= last:
        return True
    word = doc.word[i]
    return word != "of" and (
        not word.isalpha() or word in AUXILIARIES or word in PREPOSITIONS or word in CONJUNCTIONS or word in trigger_table()
        or word.endswith("ly")
    )  # fmt: skip


def _resolve_bases(doc: Document, figures: list[Figure]) -> None:
    """A share counts what its base counts: "more than half of the 11,000 troops"."""
    for k, figure in enumerate(figures[:-1]):
        following = figures[k + 1]
        if figure.phrase.base is not None and figure.phrase.noun is None and following.phrase.noun is not None:
            figure.phrase.noun = following.phrase.noun
            figure.phrase.actors, figure.phrase.last = following.phrase.actors, following.phrase.last
            figure.extra["base"] = doc.span(following.quantity.first, following.quantity.last)
            following.extra["whole"] = doc.span(figure.quantity.first, figure.quantity.last)


def _read_labels(doc: Document, figures: list[Figure], first: int) -> None:
    """ "Tanks: 1,204", "• armoured ambulances – 50": the label in front names what is counted."""
    for figure in figures:
        i = figure.quantity.first
        phrase = figure.phrase
        if (
            phrase.noun is not None
            or phrase.unknown
            or i - 1 <= first
            or doc.word[i - 1] not in (":", "–", "—", "-", "=")
        ):
            continue
        for j in range(i - 2, max(first - 1, i - 6), -1):
            found = noun_at(doc, j)
            if found and found[0] == i - 1 and found[1].sort in ("people", "materiel") and not found[1].state:
                phrase.noun, phrase.noun_first, phrase.noun_last = found[1], j, found[0]
                figure.extra["label"] = doc.span(j, found[0])


def _adopt_nouns(doc: Document, figures: list[Figure], before: Figure | None) -> None:
    """ "2,500 of them", "99 percent of those": what was counted before is counted again."""
    for k, figure in enumerate(figures):
        phrase = figure.phrase
        refers = (phrase.partitive and phrase.pronoun) or _of_these(doc, figure.quantity)
        if phrase.noun is None and refers and phrase.unknown is None:
            source = figures[k - 1] if k else before
            if source is not None:
                phrase.noun = source.phrase.noun


def _accept(doc: Document, figure: Figure, accepted: list[Figure], before: Figure | None, first: int) -> bool:
    quantity, phrase, noun = figure.quantity, figure.phrase, figure.phrase.noun
    if quantity.article:
        return _accept_article(doc, figure)
    if noun is not None and noun.sort == "event" and quantity.word in ("one", "no") and figure.trigger is None:
        return False
    if phrase.complement and _carry(doc, figure, accepted, before):
        return True
    if noun is not None and noun.sort in ("struck", "building", "territory"):
        return figure.metric is not None and figure.cost < 3.2
    if quantity.word == "one" and phrase.partitive and doc.word[phrase.last + 1 : phrase.last + 2] != []:
        if doc.word[phrase.last] in AUXILIARIES and doc.word[phrase.last + 1][0].isdecimal():
            return False  # "one of them is 20 years old"
    if phrase.actors and noun is None and figure.cost > 2.4 and _carry(doc, figure, accepted, before):
        return True
    if noun is None and not phrase.actors:
        listed = any(other.group == figure.group for other in accepted) or figure.reason.startswith("list with")
        unknown_limit = 3.2 if listed else 1.9 if figure.side == "left" else 1.4
        limit = unknown_limit if phrase.unknown else 1.7 if quantity.word == "one" else _BARE
        if figure.metric is not None and figure.cost <= limit:
            return not (quantity.share and not phrase.partitive and figure.cost > 2.4)
        return _carry(doc, figure, accepted, before)
    if figure.metric is not None and figure.cost < (_FAR if not (noun and noun.weak) else 5.5):
        return True
    if _carry(doc, figure, accepted, before):
        return True
    default = default_metric(doc, figure, first)
    if default is None or (quantity.zero and not (noun and (noun.metric or noun.code == "military"))):
        return False
    figure.metric, figure.reason = default
    figure.cost = 7.0
    return True


def _accept_article(doc: Document, figure: Figure) -> bool:
    trigger = figure.trigger
    if trigger and "to" in doc.word[max(0, trigger.first - 2) : trigger.first] and figure.side == "right":
        return False  # "a man about to be captured"
    if figure.metric not in _ARTICLE_METRICS or figure.cost > _ARTICLE or figure.trigger is None:
        return False
    if figure.metric == "equipment_lost":
        return figure.trigger.sense.lemma in ("shoot down", "down", "bring down", "sink", "destroy", "take down")
    return True


def _carry(doc: Document, figure: Figure, accepted: list[Figure], before: Figure | None) -> bool:
    """ "The other seven", "three of them", "those of Moldova 387,000": what happened to the ones before, carried over."""
    phrase, quantity = figure.phrase, figure.quantity
    previous = accepted[-1] if accepted else before
    if previous is None or previous.metric is None or quantity.zero:
        return False
    noun, other = phrase.noun, previous.phrase.noun
    if noun is None and phrase.actors and other is not None and other.sort != "people":
        return False
    if noun is not None and (
        (other is None and noun.sort != "people") or (other is not None and noun.sort != other.sort)
    ):
        return False
    apart = doc.sentence_of[quantity.first] - doc.sentence_of[previous.quantity.first]
    near = bool(accepted) or apart <= 1 or (apart <= 3 and quantity.best >= 1000)
    if quantity.word == "one" and noun is None:
        return False
    refers = phrase.pronoun in ("them", "these", "those", "whom", "which") or phrase.others
    refers = refers or (phrase.increment and noun is None)
    refers = refers or (near and _refers_by_place(doc, figure, bool(accepted)))
    refers = refers or (near and (phrase.complement or "base" in figure.extra))
    refers = refers or (near and _of_these(doc, quantity))
    refers = refers or (phrase.definite and noun is None and quantity.best == previous.quantity.best)
    if not refers or (quantity.share and not phrase.partitive and not accepted):
        return False
    figure.metric, figure.trigger, figure.cost = previous.metric, previous.trigger, 5.0
    figure.reason = f"carried over: {previous.reason.removeprefix('carried over: ')}"
    if noun is None:
        phrase.noun = other
    return True


def _of_these(doc: Document, quantity: Quantity) -> bool:
    """ "Of these 145 were civilians", "of whom eight": the whole stands before the part."""
    before = doc.word[max(0, quantity.first - 3) : quantity.first]
    pairs = zip(before, before[1:], strict=False)
    return any(
        one in ("of", "among", "amongst") and two in ("these", "those", "them", "whom", "which") for one, two in pairs
    )


def _refers_by_place(doc: Document, figure: Figure, same_sentence: bool) -> bool:
    """A bare figure behind a word of counting, or in a sentence that has a figure already."""
    quantity, phrase = figure.quantity, figure.phrase
    before = doc.word[max(0, quantity.first - 4) : quantity.first]
    if phrase.noun is not None or phrase.actors:
        return same_sentence and bool(before) and before[-1] in (":", ",", "(", "and", "or", "—", "–", "of")
    if before[-2:] in (["up", "from"], ["down", "from"], ["compared", "with"], ["compared", "to"]):
        return True
    behind = doc.word[phrase.last : phrase.last + 5]
    if behind[:1] in (["is"], ["was"]) and "the" in behind and any(word in _COUNTING for word in behind):
        return True  # "three was also the figure that …"
    if phrase.unknown is not None or (phrase.partitive and phrase.pronoun is None):
        return False
    if any(word in _COUNTING for word in before):
        return True
    large = (quantity.best >= 1000 and not quantity.plain) or quantity.qualifier != "exact"
    return large or (same_sentence and quantity.best < 1000 and doc.word[quantity.last : quantity.last + 1] in (
        [","], ["."], [";"], ["and"], [")"],
    ))  # fmt: skip


_COUNTING = frozenset(
    [
        "claim",
        "claims",
        "claimed",
        "count",
        "counts",
        "counted",
        "figure",
        "figures",
        "number",
        "numbers",
        "total",
        "totals",
        "toll",
        "tally",
        "estimate",
        "estimates",
        "estimated",
        "put",
        "puts",
        "gave",
        "gives",
        "cited",
        "logged",
        "recorded",
        "reported",
        "confirmed",
        "admitted",
    ]
)


def _refine(doc: Document, figure: Figure, first: int, last: int) -> None:
    """Decisions that need more than the governing word (guidelines, decisions 24, 29 and 30)."""
    noun, trigger = figure.phrase.noun, figure.trigger
    if figure.metric == "bodies" and not any(word in _BODIES_HANDLED for word in doc.word[first:last]):
        figure.metric, figure.reason = "killed", "bodies presented as people who were killed"
    if figure.metric == "munitions_intercepted" and trigger and trigger.sense.lemma == "destroy":
        if "on the ground" in doc.text[doc.start[first] : doc.end[last - 1]].lower():
            figure.metric = "equipment_lost"
    if figure.metric == "deployed" and figure.cost == 7.0 and noun and noun.sort == "people":
        before = doc.word[max(first, figure.quantity.first - 2) : figure.quantity.first]
        has = any(word in ("has", "have", "had", "commands", "boasts", "with") for word in before)
        if has and not _says_where(doc, first, last):
            figure.metric, figure.reason = "strength", "a side that has so many"
    unarmed = noun is None or noun.code not in ("military", "militants", "combatants", "peacekeepers", "police")
    if figure.metric == "withdrawn" and unarmed and trigger and trigger.sense.lemma == "leave":
        figure.metric = "displaced"
    if (
        figure.metric == "returned"
        and trigger
        and _NEGATIONS.intersection(doc.word[max(first, trigger.first - 3) : trigger.first])
    ):
        figure.metric = "displaced"
    if (
        figure.metric == "displaced"
        and trigger
        and _ABROAD.intersection(doc.word[trigger.last : min(last, trigger.last + 9)])
    ):
        figure.metric = "refugees"
    if figure.quantity.zero and figure.metric in ("killed", "wounded"):
        behind = doc.word[figure.phrase.last : figure.phrase.last + 2]
        if behind[:1] in (["or"], ["and"]) and behind[1:] and behind[1] in _HARM_NOUNS:
            figure.metric = "casualties"


_NEGATIONS = frozenset({"can't", "cannot", "unable", "not", "never", "couldn't", "won't"})
_ABROAD = frozenset({"border", "borders", "abroad", "neighbouring", "neighboring", "frontier"})
_HARM_NOUNS = frozenset({"deaths", "injuries", "casualties", "fatalities", "wounded", "injured", "dead"})


def _says_where(doc: Document, first: int, last: int) -> bool:
    """Whether a sentence puts somebody somewhere: "in", "on", "near" before a name or "the"."""
    return any(
        doc.word[i] in ("in", "on", "near", "at", "along", "across", "around", "inside")
        and (doc.upper[i + 1] or doc.word[i + 1] in ("the", "northern", "southern", "eastern", "western"))
        and doc.word[i + 1] not in WEEKDAYS
        for i in range(first, last - 1)
    )


def _bound_behind(doc: Document, figure: Figure, last: int) -> None:
    """ "5 women at least": the bound stands behind the noun."""
    quantity, at = figure.quantity, figure.phrase.last
    if quantity.qualifier == "exact" and quantity.best > 0 and at + 1 < last and doc.word[at] == "at":
        if doc.word[at + 1] == "least":
            quantity.qualifier, quantity.high = "at_least", None
        elif doc.word[at + 1] == "most":
            quantity.qualifier, quantity.low = "at_most", None


_BODIES_HANDLED = frozenset(
    [
        "recover",
        "recovered",
        "recovers",
        "recovering",
        "return",
        "returned",
        "returns",
        "returning",
        "exchange",
        "exchanged",
        "exchanges",
        "hand",
        "handed",
        "handing",
        "repatriate",
        "repatriated",
        "repatriation",
        "retrieve",
        "retrieved",
        "retrieving",
        "find",
        "found",
        "finds",
        "finding",
        "discover",
        "discovered",
        "exhume",
        "exhumed",
        "unearth",
        "unearthed",
        "identify",
        "identified",
        "identification",
        "pulled",
        "pull",
        "transfer",
        "transferred",
    ]
)


@cache
def _contexts() -> Phrases[str]:
    table = words("contexts")
    return Phrases((phrase, sort) for sort, phrases in table.items() for phrase in phrases)


def about_conflict(doc: Document, first: int, last: int) -> bool:
    """Whether a sentence may hold conflict figures: no cue of accidents, courts, votes or sports, or one of conflict.

    >>> [about_conflict(d, 0, len(d)) for d in map(Document, ["A ferry sank, 40 drowned.", "A bomb sank a ferry."])]
    [False, True]
    """
    table, other = _contexts(), False
    for i in range(first, last):
        if doc.word[i] in table and (hit := table.at(doc.word, i)) and hit[0] <= last:
            if hit[1] == "conflict":
                return True
            other = True
    return not other
