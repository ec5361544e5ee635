"""What a figure counts by itself, where no word of its sentence tells: a side's armed people, what it owns."""

from __future__ import annotations

from flows.claims.lexicon import words
from flows.claims.metric.figure import Figure
from flows.claims.metric.sightings import seen_at_work
from flows.claims.text.grammar import AUXILIARIES, POSSESSIVES
from flows.claims.text.leads import told_by_lead
from flows.claims.text.nouns import ARMED, MUNITIONS, noun_at
from flows.claims.text.tokens import Document
from flows.claims.text.triggers import find_triggers

HAVING = frozenset({"has", "have", "had", "carries", "carry", "operates", "operate", "fields", "keeps", "kept"})
_POORER = frozenset({"poorer"})
_KEEPING = frozenset({"arsenal", "arsenals", "stockpile", "stockpiles", "inventory", "inventories", "stocks", "depots"})


def default_metric(
    doc: Document, figure: Figure, first: int, title: str | None = None, before: Figure | None = None
) -> tuple[str, str] | None:
    """What a counted noun says when nothing else in the sentence does.

    `title` is what the title says of materiel, `before` the figure before.
    """
    noun = figure.phrase.noun
    if noun is None:
        return None
    if noun.metric:
        return noun.metric, "noun"
    measured = 0 <= figure.phrase.noun_first < figure.quantity.first  # "officers now number 800"
    armed = (noun.code in ARMED and not noun.weak) or _has_men(doc, figure, first) or _all_armed(doc, figure)
    if noun.sort == "people" and (armed or (measured and noun.code in ARMED)):
        return "deployed", "armed people with no other word"
    if _of_own_men(doc, figure):
        return "deployed", "a side's own men with no other word"
    return _of_materiel(doc, figure, first, title, before) if noun.sort == "materiel" else None


def _all_armed(doc: Document, figure: Figure) -> bool:
    """ "150 troops and police": armed people of two sorts, together counted as people."""
    phrase = figure.phrase
    if phrase.noun is None or phrase.noun_last - phrase.noun_first > 1 or phrase.last - phrase.noun_last != _AND_OTHERS:
        return False
    hits = (noun_at(doc, phrase.noun_first), noun_at(doc, phrase.last - 1))
    return all(hit is not None and hit[1].code in ARMED and not hit[1].weak for hit in hits)


_AND_OTHERS = 2  # tokens: "and police"


def _of_materiel(
    doc: Document, figure: Figure, first: int, title: str | None, before: Figure | None
) -> tuple[str, str] | None:
    noun = figure.phrase.noun
    if noun is None:
        return None
    led = told_by_lead(doc, figure.quantity.first, noun) or _with_the_lost(doc, figure, first, before)
    if led is not None:
        return led
    if doc.has(_POORER, figure.phrase.last, doc.sentences[doc.sentence_of[first]][1]):
        return "equipment_lost", "who is poorer by them"
    if _possessed(doc, figure, first):
        return "equipment_held", "a side that has so many"
    if title is not None and _is_entry(doc, first):
        return title, "in the title"
    if (told := seen_at_work(doc, figure, first) or _told_before(doc, figure, first, before)) is not None:
        return told
    if not _KEEPING.isdisjoint(doc.word[figure.phrase.last : figure.phrase.last + 4]):
        return "equipment_held", "what is kept in an arsenal"
    if noun.code == "vehicle" and doc.word[figure.quantity.first - 1] in _RIDING:
        ridden = attackers_before(doc, first, figure.quantity.first)
        return ("equipment_held", "what attackers came on") if ridden else None  # not "brought out in two vans"
    if figure.phrase.noun_first < figure.quantity.first and doc.word[figure.quantity.first - 1] in _NUMBERING:
        return "equipment_held", "what they number"
    if _is_given(doc, figure, first, before):
        return "equipment_supplied", "what is given"
    if not noun.weak or figure.phrase.actors:
        return _by_itself(doc, figure, first), "materiel with no other word"
    return None


def _by_itself(doc: Document, figure: Figure, first: int) -> str:
    """Munitions are fired, unless their sentence speaks of works or of shipments; other materiel is held."""
    noun = figure.phrase.noun
    if noun is None or noun.code not in MUNITIONS:
        return "equipment_held"
    if doc.has(_MAKING, first, figure.quantity.first):
        return "equipment_produced"
    return "equipment_supplied" if doc.has(_SHIPPING, first, figure.quantity.first) else "munitions_fired"


_MAKING = frozenset(words("refinement")["making"])
_SHIPPING = frozenset(words("refinement")["shipping"])


def _with_the_lost(doc: Document, figure: Figure, first: int, before: Figure | None) -> tuple[str, str] | None:
    """ "Has lost 6,600 men, 400 of them on Sunday, with 74 tanks and 36 guns": things lost with their men."""
    if before is None or before.quantity.first < first or not doc.has(_LOSING, first, before.quantity.last):
        return None
    led = doc.word[figure.quantity.first - 1] in _BESIDES
    harmed = before.metric in ("killed", "casualties", "equipment_lost")
    return ("equipment_lost", "lost with their men") if led and harmed else None


_LOSING = frozenset({"lost", "lose", "loses", "losing", "losses", "loss"})
_BESIDES = frozenset({"with", "and", ",", "plus", "besides", "as"})


def _is_given(doc: Document, figure: Figure, first: int, before: Figure | None) -> bool:
    """ "The promise of 14 tanks", "announced 31 tanks for Kyiv"; in a text that speaks of supplies, what else comes."""
    told = doc.word[max(first, figure.quantity.first - _GIFT) : figure.quantity.first]
    if not _GIVING.isdisjoint(told):
        return True
    near = before is not None and doc.sentence_of[first] - doc.sentence_of[before.quantity.first] <= 1
    return near and before is not None and before.metric == "equipment_supplied"


_GIFT = 8  # tokens
_GIVING = frozenset(words("refinement")["giving"])


def _has_men(doc: Document, figure: Figure, first: int) -> bool:
    """ "The group has about 1,000 men in the country"."""
    led = doc.word[max(first, figure.quantity.first - 1) : figure.quantity.first]
    credited = led == ["with"] and doc.word[figure.quantity.first - 2] in ("credited", "credits", "credit")
    word = doc.word[figure.phrase.noun_last - 1]
    before, behind = figure.quantity.first - 2, doc.word[figure.phrase.last : figure.phrase.last + 1]
    named = before > first and doc.word[before] == "," and behind == [","] and doc.upper[before - 1]
    fielded = led == ["with"] and (named or doc.word[before] in _BODIES_OF_MEN)
    men = word == "men" or (word == "members" and (fielded or led != ["with"]))
    credited = credited or fielded
    return men and figure.quantity.best >= _SOME_MEN and (credited or not HAVING.isdisjoint(led))


_SOME_MEN = 20
_BODIES_OF_MEN = frozenset({
    "group", "army", "force", "militia", "movement", "organisation", "organization", "faction", "insurgency", "gang",
    "network", "brigade", "wing", "alliance",
})  # fmt: skip
_NUMBERING = frozenset({"number", "numbers", "numbered"})
_RIDING = frozenset({"in", "by", "aboard", "on", "into"})


def _possessed(doc: Document, figure: Figure, first: int) -> bool:
    """ "The mission has four frigates", "a carrier with up to 75 aircraft", not in a list of what was lost or given."""
    begin, at = max(first, figure.quantity.first - 4), figure.quantity.first
    having = next((k for k in range(at - 1, begin - 1, -1) if doc.word[k] in HAVING), None)
    if having is None or _is_entry(doc, first):
        return False
    return not any(
        word in _NO_HAVING or word.endswith("ed") for word in doc.word[having + 1 : at]
    )  # "has asked for 30"


_NO_HAVING = frozenset({"to", "been", "lost", "given", "sent", "sold", "bought", "for", "seen", "flown"})


def attackers_before(doc: Document, first: int, at: int) -> bool:
    """ "Gunmen on 100 motorcycles stormed the base": whether militants stand nearest before a number."""
    for i in range(at - 1, first - 1, -1):
        hit = noun_at(doc, i)
        if hit is not None and hit[1].sort == "people":
            return hit[1].plural and hit[1].code in ("militants", "combatants")
    return False


def _is_entry(doc: Document, first: int) -> bool:
    """Whether a sentence is an entry of a list: behind a bullet or dash, or without any verb."""
    sentence = doc.sentence_of[first]
    begin, end = doc.sentences[sentence]
    if doc.raw[begin] in "•*-–—·" or (begin > 0 and doc.raw[begin - 1] in "•*-–—·"):
        return True
    return AUXILIARIES.isdisjoint(doc.word[begin:end])


def _of_own_men(doc: Document, figure: Figure) -> bool:
    """ "20,000 of its men": a side's own people without another word."""
    phrase = figure.phrase
    return phrase.pronoun in POSSESSIVES and phrase.noun_first >= 0 and doc.word[phrase.noun_first] == "men"


def _told_before(doc: Document, figure: Figure, first: int, before: Figure | None) -> tuple[str, str] | None:
    return _like_the_last(doc, figure, first, before) or _told_of_materiel(doc, figure, first)


def _like_the_last(doc: Document, figure: Figure, first: int, before: Figure | None) -> tuple[str, str] | None:
    """ "Day one: 49 aircraft. Day two: 62 aircraft": entries go on with the things that were counted right before."""
    if (
        before is None
        or before.metric is None
        or not before.metric.startswith("equipment")
        or not _is_entry(doc, first)
    ):
        return None
    apart = doc.sentence_of[first] - doc.sentence_of[before.quantity.first] > 1
    if apart or any(trigger.form != "noun" for trigger in find_triggers(doc, first, figure.quantity.first)):
        return None
    return before.metric, f"carried over: {before.reason.removeprefix('carried over: ')}"


def _speaks_of_things(doc: Document, number: int) -> bool:
    """Whether a sentence is short, like a heading, or names materiel."""
    begin, end = doc.sentences[number]
    if end - begin <= _SHORT:
        return True
    return any((hit := noun_at(doc, i)) is not None and hit[1].sort == "materiel" for i in range(begin, end))


_SHORT = 8  # tokens


def _told_of_materiel(doc: Document, figure: Figure, first: int) -> tuple[str, str] | None:
    """What the text before a list of materiel says happens to it: "what has been lost: tanks, 12; guns, 30"."""
    sentence = doc.sentence_of[first]
    for back in range(sentence - 1, max(-1, sentence - 4), -1):
        if doc.opens_line(doc.sentences[back][1]) and not _is_entry(doc, first):
            return None
        if not (_is_entry(doc, first) or _speaks_of_things(doc, back)):
            continue
        for trigger in reversed(find_triggers(doc, *doc.sentences[back])):
            metric = trigger.metric(figure.phrase.noun)
            if metric is not None and not trigger.sense.weak and metric.startswith("equipment"):
                return metric, f"“{doc.span(trigger.first, trigger.last)}” in a sentence before"
    return None
