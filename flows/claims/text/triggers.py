"""Words that say what happened: verbs, states, nominals and toll nouns, found in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from flows.claims.lexicon import Phrases, words
from flows.claims.text.fates import SEVERITIES, fates_of_one_number, inflect, pairs_of_verbs
from flows.claims.text.grammar import AUXILIARIES, PREPOSITIONS, PRONOUNS, STOP_VERBS
from flows.claims.text.motions import motions
from flows.claims.text.nouns import AIRCRAFT, ARMED, MUNITIONS, Noun, noun_at
from flows.claims.text.tokens import Document

_CLASSES = ("people", "armed", "materiel", "munitions", "aircraft", "buildings", "events", "territory")


class Sense(NamedTuple):
    """What a word says of each class of counted things, and how it takes them.

    `use`: transitive, intransitive, both, active; or state, nominal, toll, together for what is no verb.
    """

    lemma: str
    use: str
    metrics: Mapping[str, str]
    owner: str | None = None
    weak: bool = False


@dataclass(slots=True)
class Trigger:
    """Tokens [first, last) say `sense`; `form` is base, s, ing, ed (past and participle), past, participle or noun."""

    first: int
    last: int
    form: str
    sense: Sense

    def metric(self, noun: Noun | None) -> str | None:
        """The metric for a counted noun; a figure that stands alone counts people, or else what the verb can take."""
        metric = _for_class(self.sense.metrics, noun)
        if metric is None and noun is None and self.sense.use not in ("toll", "nominal", "state"):
            metrics = self.sense.metrics
            metric = metrics.get("munitions") or metrics.get("materiel")
            return (
                None
                if self.sense.weak or metric is None or metric.startswith(("equipment_s", "equipment_h", "equipment_p"))
                else metric
            )
        return metric


def _for_class(metrics: Mapping[str, str], noun: Noun | None) -> str | None:
    if noun is None or noun.sort == "people":
        armed = noun is not None and noun.code in ARMED
        return metrics.get("armed", metrics.get("people")) if armed else metrics.get("people")
    if noun.sort == "materiel":
        if noun.code in AIRCRAFT and "aircraft" in metrics:
            return metrics["aircraft"]
        return metrics.get("munitions" if noun.code in MUNITIONS else "materiel")
    if noun.sort == "struck" and metrics.get("munitions") == "munitions_intercepted":
        return metrics.get("buildings", "munitions_intercepted")  # "destroyed 23 targets", "shot down 270 targets"
    keys = {"building": "buildings", "event": "events", "struck": "events", "territory": "territory"}
    metric = metrics.get(keys.get(noun.sort, ""))
    return metrics.get("events") if metric is None and noun.sort == "territory" else metric  # "shelled 12 villages"


def _verbs() -> Iterator[tuple[str, tuple[str, Sense]]]:
    for row in words("metrics")["verbs"]:
        classes = {key: row[key] for key in _CLASSES if key in row}
        sense = Sense(row["verb"], row.get("use", "transitive"), classes, row.get("owner"), bool(row.get("weak")))
        participle = row.get("participle")
        forms = inflect(row["verb"], row.get("past"), participle, row.get("ing"), bool(row.get("double")))
        for spelling, form in forms.items():
            if form != "base" or row.get("base", True):
                yield spelling, (form, sense)
    for going in motions():
        sense = Sense(going.verb, "intransitive", going.metrics)
        for spelling, form in inflect(going.verb, going.past, going.participle, None, going.double).items():
            yield spelling, (form, sense)


def _others() -> Iterator[tuple[str, tuple[str, Sense]]]:
    lists: dict[str, Any] = words("metrics")
    for use, table in (("state", "states"), ("nominal", "nominals"), ("toll", "tolls")):
        for metric, phrases in lists[table].items():
            for phrase in phrases:
                classes = _everything(metric)
                if metric == "casualties" and phrase.endswith("losses"):
                    classes |= {"materiel": "equipment_lost", "munitions": "equipment_lost"}
                if use == "nominal" and phrase == "loss":
                    classes["people"] = "killed"  # "owned up to the loss of 14 fighters"
                yield phrase, ("noun", Sense(phrase, use, classes))
    for phrase in dict.fromkeys((*fates_of_one_number(lists["together"]), *pairs_of_verbs())):
        yield phrase, ("ed", Sense(phrase, "together", {"people": "casualties"}))


def _everything(metric: str) -> dict[str, str]:
    if metric.startswith("equipment"):
        return {"materiel": metric, "munitions": metric}
    if metric.startswith("munitions"):
        return {"munitions": metric}
    if metric == "buildings_damaged":
        return {"buildings": metric}
    if metric == "attacks":
        return {"events": metric, "people": metric}
    if metric == "deployed":
        return {"people": metric, "materiel": "equipment_held"}
    if metric == "territory":
        return {"territory": metric}
    return {"people": metric}


@cache
def trigger_table() -> Phrases[tuple[tuple[str, Sense], ...]]:
    """Every spelling with all that it can be: "wounded" is a verb form, a state and a toll noun."""
    merged: dict[str, list[tuple[str, Sense]]] = {}
    for spelling, entry in (*_verbs(), *_others()):
        merged.setdefault(spelling, []).append(entry)
    return Phrases((spelling, tuple(entries)) for spelling, entries in merged.items())


@cache
def state_words() -> dict[str, str]:
    """One-word states with their metric: what may stand between a number and its noun ("12 wounded soldiers")."""
    table = words("metrics")["states"]
    return {word: metric for metric, phrases in table.items() for word in phrases if " " not in word} | {
        **dict.fromkeys((*SEVERITIES, "hospitalised", "hospitalized"), "wounded"),
        "mobilised": "recruited", "mobilized": "recruited",
    }  # fmt: skip


@cache
def _split_verbs() -> dict[str, dict[str, list[tuple[list[str], str, Sense]]]]:
    """Verbs that may have their object before the rest of their phrase, by their first word and that of the rest.

    "handed 24 captives over", "drove 20,000 from their homes".
    """
    found: dict[str, dict[str, list[tuple[list[str], str, Sense]]]] = {}
    for spelling, (form, sense) in _verbs():
        head, *rest = spelling.split()
        splits = _ALONE if len(rest) == 1 else _TAILS
        if rest and rest[0] in splits and sense.use != "intransitive":
            found.setdefault(head, {}).setdefault(rest[0], []).append((rest, form, sense))
    return found


_PARTICLES = frozenset({
    "over", "down", "off", "up", "out", "back", "free", "home", "hostage", "prisoner", "captive", "dead", "homeless",
    "go", "away", "alive",
})  # fmt: skip
_TAILS = frozenset({"from", "to", "into", "in", "under", "without"})
_ALONE = _PARTICLES | _TAILS - {"in"}  # "has taken 94 prisoners in the region" takes nobody in
_AFTER_PARTICLE = frozenset(
    ["to", "of", "by", ".", ",", "on", "in", "at", "and", "during", "over", "since", "from", "after", ";", "if",
     "again", "before", "until", "within", "between", "with", "when", "while", "as", "last", "this", "late", "early",
     "yesterday", "today", "overnight", "soon", "but", ":", "(", "–", "—", "alive", "safely", "so"]
)  # fmt: skip


_WALLS = (
    (PREPOSITIONS | frozenset(".;:,")) - _PARTICLES - {"about", "around", "at", "over", "of", "between", "than", "as"}
)


_APART = 13  # tokens: "drawn between 2,000 and 3,000 men of its elite unit back"


def _split_at(
    doc: Document, i: int, first: int, last: int, options: dict[str, list[tuple[list[str], str, Sense]]]
) -> Trigger | None:
    for j in range(i + 2, min(last, i + _APART)):
        word = doc.word[j]
        if word in options and (word in _TAILS or j + 1 >= last or doc.word[j + 1] in _AFTER_PARTICLE):
            for rest, form, sense in options[word]:
                if doc.word[j : j + len(rest)] == rest and _is_verb_here(doc, i, first, form, sense):
                    return Trigger(i, i + 1, form, sense)
        if word in _WALLS:
            return None
    return None


def find_triggers(doc: Document, first: int, last: int) -> list[Trigger]:
    """Every trigger of a sentence, tokens [first, last); all readings of a spelling stand side by side.

    >>> doc = Document("They shot down a drone and three soldiers were killed or wounded.")
    >>> [(doc.span(t.first, t.last), t.sense.use) for t in find_triggers(doc, 0, len(doc))]
    [('shot down', 'transitive'), ('killed or wounded', 'together')]
    """
    table, word, split = trigger_table(), doc.word, _split_verbs()
    found: list[Trigger] = []
    resume = first
    for i in doc.among(table.openings, first, last):  # those of the split verbs among them
        if i < resume:
            continue
        hit = table.at(word, i)
        if (
            word[i] in split
            and (hit is None or hit[0] - i == 1)
            and (trigger := _split_at(doc, i, first, last, split[word[i]]))
        ):
            found.append(trigger)
            continue
        if hit is None or hit[0] > last:
            continue
        for form, sense in hit[1]:
            if (form == "base" and _inside_noun(doc, i, first)) or (form == "s" and word[i : i + 2] in _FORCES_FROM):
                continue
            if _is_verb_here(doc, i, first, form, sense) and not (form == "s" and _closes_a_list(doc, i, hit[0])):
                found.append(Trigger(i, hit[0], form, sense))
        resume = hit[0]
    found += _under_control(doc, first, last)
    return found


def _under_control(doc: Document, first: int, last: int) -> Iterator[Trigger]:
    """ "Under Azerbaijani control", "under the control of the RSF": held by whom the words name."""
    for i in doc.among(_UNDER, first, last):
        for k in range(i + 1, min(i + 5, last)):
            if doc.word[k] in _GRIP:
                yield Trigger(i, k + 1, "noun", _HELD)
                break
            if not doc.word[k][0].isalpha():
                break


_UNDER, _GRIP = frozenset({"under"}), frozenset({"control", "occupation", "rule"})
_HELD = Sense("under control", "state", {"territory": "territory"}, None, False)


def _is_verb_here(doc: Document, i: int, first: int, form: str, sense: Sense) -> bool:
    """Whether a spelling that can be a verb is one: not in a name, not behind an article, not before its noun."""
    if sense.use in ("state", "nominal", "toll", "together"):
        return True
    return is_verb_here(doc, i, first, form)


_FORCES_FROM = (["forces", "from"], ["forces", "out"], ["forces", "into"], ["forces", "to"])  # soldiers, more often


def _inside_noun(doc: Document, i: int, first: int) -> bool:
    """ "Three multiple launch rocket systems": the word belongs to what is counted."""
    found = noun_at(doc, i - 1) if i > first else None
    return found is not None and found[0] > i + 1


def _closes_a_list(doc: Document, i: int, end: int) -> bool:
    """ "Ten coast guard and navy ships, two jets", "soldiers and village guards": a plural noun, no verb."""
    behind = doc.word[end] if end < len(doc) else "."
    if behind[0].isalnum() and behind not in ("and", "or"):
        return False
    hit = noun_at(doc, i)
    return hit is not None and hit[0] == end and hit[1].plural and hit[1].sort in ("people", "materiel")


def is_verb_here(doc: Document, i: int, first: int, form: str) -> bool:
    """Whether the form of a verb at token i of a sentence that begins at `first` is a verb there.

    >>> is_verb_here(Document("two attacks"), 1, 0, "s"), is_verb_here(Document("in attacks"), 1, 0, "s")
    (True, False)
    """
    shouted = i > first and doc.raw[i].isupper() and doc.raw[i - 1].isupper()  # a headline of capitals
    opened = i == first or doc.word[i - 1] in (":", "—", "–", "•", '"', "“")
    if doc.upper[i] and not (opened or doc.caps or shouted):
        return False
    before = doc.word[i - 1] if i > first else ""
    if form in ("base", "s"):
        if before == "that" and i - 1 > first and _is_relative(doc, i - 1):
            return True  # "a temple that shelters 600 people"
        if before in _NO_VERB_AFTER:
            return False
        if doc.word[i] not in NOUNS_TOO:
            return True
        if before in PRONOUNS:
            return True
        earlier = doc.word[i - 2] if i - 1 > first else ""
        return not (
            earlier in _NO_VERB_TWO_AFTER and before.isalpha() and not before.endswith("s") and not doc.upper[i - 1]
        )
    if form in ("ed", "participle", "past"):
        return before not in _ARTICLES
    return not (before in _NO_VERB_AFTER and before not in ("by", "in", "after", "before", "of", "for", "from", "with"))


def _is_relative(doc: Document, i: int) -> bool:
    """Whether "that" at token i follows a noun rather than a verb of saying."""
    before = doc.word[i - 1]
    return before.isalpha() and not before.endswith(("ed", "ing")) and before not in STOP_VERBS | AUXILIARIES | PRONOUNS


NOUNS_TOO = frozenset({
    "attack", "attacks", "strike", "strikes", "raid", "raids", "return", "exchange", "arrest", "murder", "ambush",
    "capture", "release", "launch", "fire", "shell", "shells", "hit", "hits", "rescue", "transfer", "supply",
    "supplies", "order", "orders", "drop", "drops", "damage", "wound", "wounds", "mass", "base", "bases", "station",
    "field", "fields", "store", "stores", "use", "uses", "train", "patrol", "patrols", "report", "reports", "claim",
    "claims", "estimate", "estimates", "count", "counts", "record", "records", "plan", "plans", "forecast", "offer",
    "demand", "request", "challenge", "post", "posts", "note", "notes",
})  # fmt: skip
_ARTICLES = frozenset({"the", "a", "an", "its", "his", "their", "her"})
_NO_VERB_AFTER = (
    PREPOSITIONS | _ARTICLES | {"'s", "'", "this", "that", "these", "those", "each", "every", "any", "no"}
) - {"to"}
_NO_VERB_TWO_AFTER = _ARTICLES | {"every", "each", "'s", "any", "no", "in", "of"}
