"""Which figures are claims, and which of them take what they say from a figure before."""

from __future__ import annotations

from flows.claims.lexicon import words
from flows.claims.metric.asked import answers
from flows.claims.metric.defaults import HAVING, default_metric
from flows.claims.metric.figure import EVENTS_OF_PEOPLE, Figure, Told, counts_other
from flows.claims.metric.parallels import in_parallel
from flows.claims.metric.presumed import presume
from flows.claims.metric.retold import (
    accept_retold,
    are_none,
    carried_noun,
    go_on_in_time,
    is_out_of_scale,
    passed_on,
    scenes,
    set_close_by,
    take_over,
)
from flows.claims.metric.rivals import goes_on_from, in_row, rival_of
from flows.claims.metric.singles import accept_article
from flows.claims.metric.sizes import sized
from flows.claims.source.sayers import reporting_verbs
from flows.claims.text.grammar import AUXILIARIES
from flows.claims.text.leads import told_by_lead
from flows.claims.text.subject_matter import about_courts
from flows.claims.text.tokens import Document
from flows.claims.value.qualifiers import Quantity

_PLACED = 5.0
_LIMITS, _FAR_THINGS = {"territory": 3.6, "building": 5.2}, 3.2
_LABEL_COST = 1.5  # up to here the label itself says what happened
_FAR, _FAR_WEAK, _BARE = 9.0, 5.5, 2.9  # the highest cost that each sort of figure may have


def accept(doc: Document, figure: Figure, accepted: list[Figure], told: Told, first: int) -> bool:
    """Whether a figure is a claim; one that only refers to an earlier figure takes its metric from there."""
    quantity, phrase, noun = figure.quantity, figure.phrase, figure.phrase.noun
    if quantity.article or quantity.word == "none":
        return accept_article(doc, figure, accepted) if quantity.article else _accept_none(doc, figure, accepted, told)
    if _attends(doc, figure, first) or _has_a_career(doc, figure) or _is_one_aside(doc, figure, first):
        return False
    if noun is not None and noun.sort == "event" and quantity.word in ("one", "no") and figure.trigger is None:
        return False
    if (
        _goes_on_in_row(doc, figure, accepted, told)
        or in_parallel(doc, figure, accepted)
        or sized(doc, figure, first)
        or (phrase.complement and _carry(doc, figure, accepted, told))
    ):
        return True
    if noun is not None and noun.sort in ("struck", "building", "territory"):
        return figure.metric is not None and figure.cost < _LIMITS.get(noun.sort, _FAR_THINGS)
    if phrase.actors and noun is None and figure.cost > 2.4 and _carry(doc, figure, accepted, told):
        return True
    if answers(doc, figure, accepted, told):
        return True
    if noun is None and not phrase.actors:
        return (
            _accept_bare(doc, figure, accepted, told)
            or accept_retold(doc, figure, accepted, told)
            or presume(doc, figure, accepted, told)
        )
    if "label" in figure.extra and figure.cost > _LABEL_COST and (led := told_by_lead(doc, quantity.first, noun)):
        figure.metric, figure.reason = led
        figure.cost = 1.5
        return True
    if figure.metric is not None and figure.cost < (_FAR if not (noun and noun.weak) else _FAR_WEAK):
        return True
    return (
        _sent_to_help(doc, figure)
        or _carry(doc, figure, accepted, told)
        or set_close_by(doc, figure)
        or _were_there(doc, figure, first)
        or _accept_default(doc, figure, accepted, first, told)
        or accept_retold(doc, figure, accepted, told)
        or presume(doc, figure, accepted, told)
    )


def _accept_none(doc: Document, figure: Figure, accepted: list[Figure], told: Told) -> bool:
    """ "None was hurt" has a word of its own; "Moscow says there are none" goes on from those counted before."""
    if are_none(doc, figure, accepted[-1] if accepted else told.last):
        return True
    if figure.phrase.noun is None and not figure.phrase.actors:
        return _accept_bare(doc, figure, accepted, told)
    return figure.metric is not None and figure.cost < (
        _FAR if not figure.phrase.noun or not figure.phrase.noun.weak else _FAR_WEAK
    )


def _goes_on_in_row(doc: Document, figure: Figure, accepted: list[Figure], told: Told) -> bool:
    twin = in_row(doc, figure, accepted, told) if figure.cost > _BARE else None
    return twin is not None and take_over(doc, figure, twin, "carried over")


def _accept_bare(doc: Document, figure: Figure, accepted: list[Figure], told: Told) -> bool:
    """A number without a noun needs its governing word close by."""
    quantity, phrase = figure.quantity, figure.phrase
    listed = any(other.group == figure.group for other in accepted) or figure.reason.startswith("list with")
    unknown_limit = 3.2 if listed else 1.9 if figure.side == "left" else 1.4
    limit = unknown_limit if phrase.unknown else 1.7 if quantity.word == "one" else _BARE
    if (
        listed
        and doc.word[phrase.last : phrase.last + 1] in (["in"], ["at"], ["near"])
        and any(doc.upper[phrase.last + 1 : phrase.last + 2])
    ):
        limit = _PLACED  # "79 in Bokkos, 61 in Barkin Ladi"
    if figure.metric is not None and figure.cost <= limit:
        return not (quantity.share and not phrase.partitive and figure.cost > 2.4)
    return _carry(doc, figure, accepted, told)


def _accept_default(doc: Document, figure: Figure, accepted: list[Figure], first: int, told: Told) -> bool:
    """A counted noun may say by itself what it is a figure of."""
    quantity, noun = figure.quantity, figure.phrase.noun
    default = default_metric(doc, figure, first, told.materiel, accepted[-1] if accepted else told.last)
    sentence = doc.sentences[doc.sentence_of[first]]
    if (
        default is None
        or about_courts(doc, *sentence)
        or (quantity.zero and not (noun and (noun.metric or noun.code == "military")))
    ):
        return False
    figure.metric, figure.reason = default
    figure.cost = 7.0
    return True


def _is_one_aside(doc: Document, figure: Figure, first: int) -> bool:
    """ "The Red Cross, one of the groups that …", "“…,” one of the men says", "by one count": nobody is counted."""
    quantity, phrase = figure.quantity, figure.phrase
    if quantity.word != "one":
        return False
    at = quantity.first
    before = doc.word[at - 1] if at > first else ""
    if phrase.partitive and before in _QUOTES:
        return True
    if phrase.partitive and phrase.noun is None and phrase.unknown is not None and phrase.pronoun is None:
        return True
    named = before == "," and at - 2 >= first and doc.upper[at - 2] and not doc.caps
    if named and phrase.partitive and phrase.pronoun is None:
        return True
    if doc.word[quantity.last : quantity.last + 2] == ["for", "every"]:
        return True
    if phrase.partitive and before in _COPULAS:
        return True  # "she is one of the survivors"
    return before in ("by", "for") and phrase.unknown is not None and phrase.noun is None


_QUOTES = frozenset({'"', "”"})
_COPULAS = frozenset({"is", "was", "as", "became", "become", "being"})


def _attends(doc: Document, figure: Figure, first: int) -> bool:
    """ "Thousands attended the funeral", "a crowd of 200 people": who comes together is no figure of a conflict."""
    noun, at, behind = figure.phrase.noun, figure.quantity.first, figure.phrase.last
    if noun is not None and (noun.sort != "people" or noun.code in _ARMED or noun.metric):
        return False
    if doc.word[at - 1] == "of" and at - 2 >= first and doc.word[at - 2] in _CROWDS:
        return True
    if figure.metric is not None and figure.side == "left":
        return False  # "killed 12 people gathered at a mosque"
    for i in range(behind, min(len(doc.word), behind + 5)):
        if doc.word[i] in _ATTENDING and not doc.upper[i]:
            return True
        if not doc.word[i][0].isalpha() or doc.word[i] in AUXILIARIES:
            return False
    return False


_CROWDS = frozenset({
    "crowd", "crowds", "demonstration", "demonstrations", "protest", "protests", "rally", "rallies", "march",
    "gathering", "congregation", "audience", "procession", "vigil",
})  # fmt: skip
_ATTENDING = frozenset({
    "attend", "attends", "attended", "rally", "rallied", "rallies", "protest", "protested", "demonstrate",
    "demonstrated", "marched", "march", "mourned", "turned", "gathered", "gather", "flocked", "cheered", "chanted",
    "prayed",
})  # fmt: skip


def _has_a_career(doc: Document, figure: Figure) -> bool:
    """ "The ministry fired nine officers", "three men were sentenced": an office and its own, or a court."""
    phrase, at = figure.phrase, figure.quantity.first
    if phrase.noun is None or phrase.noun.sort != "people" or not phrase.noun.plural:
        return False
    behind = doc.word[phrase.last : phrase.last + 4]
    if doc.word[at - 1] == "of" and doc.word[at - 2] in _CAREER_NOUNS:
        return True  # "accepted the resignation of three officers"
    if "trial" in behind and not _TO_TRIAL.isdisjoint(behind):
        return True
    passive = next((word for word in behind if word not in AUXILIARIES), "")
    return doc.word[at - 1] in _CAREERS or (behind[:1] != [passive] and passive in _CAREERS)


_CAREERS = frozenset(words("presumed")["careers"])
_CAREER_NOUNS = frozenset({
    "resignation", "resignations", "dismissal", "dismissals", "sacking", "removal", "appointment", "promotion",
    "suspension", "indictment", "conviction", "sentencing", "trial",
})  # fmt: skip
_TO_TRIAL = frozenset({"on", "to", "stand", "stood", "stands", "await", "awaiting", "face", "facing"})


def _sent_to_help(doc: Document, figure: Figure) -> bool:
    """ "Russia has 1,900 instructors in the country", "200 American advisers are in Niger": sent, though unarmed."""
    phrase, at = figure.phrase, figure.quantity.first
    if phrase.noun is None or phrase.noun_first < 0 or doc.word[phrase.noun_last - 1] not in _HELPERS:
        return False
    led = doc.word[at - 1] in HAVING or (phrase.actors and doc.word[phrase.last : phrase.last + 1] == ["are"])
    if not led or figure.quantity.zero:
        return False
    figure.metric, figure.cost, figure.reason = "deployed", 6.0, "whom a state has there to help"
    return True


_HELPERS = frozenset({"instructors", "trainers", "advisers", "advisors", "contractors"})


def _were_there(doc: Document, figure: Figure, first: int) -> bool:
    """ "There were 200 people in the building", "some 440 passengers were inside": people whom an attack met."""
    noun, at, behind = figure.phrase.noun, figure.quantity.first, figure.phrase.last
    if noun is None or noun.sort != "people" or noun.metric or noun.code in _ARMED or figure.quantity.zero:
        return False
    there = doc.word[max(first, at - 3) : at]
    led = "there" in there and there[-1:] != ["there"] and not _WERE.isdisjoint(there)
    rest = doc.word[behind : behind + 4]
    if not led and (not rest or rest[0] not in _WERE):
        return False
    here = led and rest[:1] in (["here"], ["there"])  # "there were thousands of worshippers here"
    if not here and next((word for word in rest[0 if led else 1 :] if word not in _STILL), "") not in _WITHIN:
        return False
    if any(word in scenes() for word in doc.word[behind : behind + _PLACE_SAID]):
        return False  # "nine are in the district hospital"
    figure.metric, figure.cost, figure.reason = "affected", 6.0, "people who were there"
    return True


_ARMED = frozenset({"military", "militants", "combatants", "police", "peacekeepers", "prisoners"})
_PLACE_SAID = 5  # tokens
_WERE = frozenset({"were", "are", "was"})
_STILL = frozenset(
    {"on", "still", "also", "then", "already", "all", "left", "present", "gathered", "hiding", "sleeping"}
)
_WITHIN = frozenset({"in", "inside", "aboard", "board", "at", "within", "there", "underneath"})


def _carry(doc: Document, figure: Figure, accepted: list[Figure], told: Told) -> bool:
    """ "The other seven", "three of them", "those of Moldova 387,000": what happened to the ones before."""
    phrase, quantity = figure.phrase, figure.quantity
    previous = goes_on_from(doc, figure, accepted, told)
    if previous is None or previous.metric is None or quantity.zero:
        return False
    if not accepted and phrase.noun is None:
        previous = rival_of(doc, figure, told) or previous
    if previous.metric == "attacks" and _is_a_count(doc, quantity.first):
        previous = next((f for f in reversed(accepted) if f.metric in EVENTS_OF_PEOPLE), previous)
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
    refers = refers or doc.word[phrase.last : phrase.last + 2] == ["among", "them"]
    refers = refers or (phrase.increment and noun is None)
    refers = refers or (near and _refers_by_place(doc, figure, bool(accepted)))
    refers = refers or (near and (phrase.complement or "base" in figure.extra))
    refers = refers or (near and _is_owned_up(doc, figure, previous))
    parts = near and (of_these(doc, quantity) or quantity.word == "every")  # "every third was a child"
    refers = refers or parts
    refers = refers or (phrase.definite and noun is None and quantity.best == previous.quantity.best)
    if not refers or (quantity.share and not (phrase.partitive or accepted or parts)):
        return False
    metric = passed_on(figure, previous)
    if metric is None or ((noun is not None or phrase.actors) and counts_other(metric, phrase)):
        return False
    if metric == "withdrawn" and doc.word[quantity.first - 1] in _STAYING:
        metric = "deployed"  # "is to pull out 2,400 troops, leaving 600"
    if not accepted and is_out_of_scale(doc, figure, previous):
        figure.metric, figure.cost, figure.reason = "displaced", 5.0, "far more people than were harmed"
        return True
    go_on_in_time(doc, figure, previous)
    figure.metric, figure.trigger, figure.cost = metric, previous.trigger, 5.0
    figure.reason = f"carried over: {previous.reason.removeprefix('carried over: ')}"
    if noun is None:
        phrase.noun = carried_noun(figure, previous)
    return True


def _is_a_count(doc: Document, at: int) -> bool:
    """ "An earlier figure of eight": people and not the attacks that the sentence counts between."""
    return at > 1 and doc.word[at - 1] == "of" and doc.word[at - 2] in ("figure", "count", "tally", "estimate")


_STAYING = frozenset({"leave", "leaves", "leaving", "left", "keep", "keeps", "keeping", "kept", "retain", "retaining"})
_RELATIVE = 9  # tokens: ", of which the air force shot down 27"
_OF = frozenset({"of", "among", "amongst"})


def of_these(doc: Document, quantity: Quantity) -> bool:
    """ "Of these 145 were civilians", "of whom eight": the whole stands before the part."""
    at = quantity.first
    leads = doc.among(_OF, max(0, at - _RELATIVE), at - 1)
    return bool(leads) and any(
        doc.word[i + 1] in ("these", "those", "them", "whom", "which")
        and (i >= at - 3 or (doc.word[i + 1] in ("whom", "which") and "," not in doc.word[i + 2 : at]))
        for i in leads
    )


def _refers_by_place(doc: Document, figure: Figure, same_sentence: bool) -> bool:
    """A bare figure behind a word of counting, or in a sentence that has a figure already."""
    quantity, phrase = figure.quantity, figure.phrase
    before = doc.word[max(0, quantity.first - 4) : quantity.first]
    if same_sentence and doc.word[phrase.last : phrase.last + 1] == ["followed"]:
        return doc.word[phrase.last + 1 : phrase.last + 2] not in (["by"], ["the"])  # "five helicopters followed"
    if phrase.noun is not None or phrase.actors:
        return same_sentence and bool(before) and before[-1] in (":", ",", "(", "and", "or", "—", "–", "of")
    if before[-1:] == ["to"] and not _CORRECTING.isdisjoint(before):
        return True  # "doctors corrected it to 59"
    if before[-2:] in (["up", "from"], ["down", "from"], ["compared", "with"], ["compared", "to"]):
        return True
    if phrase.unknown is not None or (phrase.partitive and phrase.pronoun is None):
        return False
    if any(word in _COUNTING for word in before) or _is_told(doc, quantity):
        return True
    large = (quantity.best >= 1000 and not quantity.plain) or quantity.qualifier != "exact"
    return large or (same_sentence and quantity.best < 1000 and doc.word[quantity.last : quantity.last + 1] in (
        [","], ["."], [";"], ["and"], [")"],
    ))  # fmt: skip


def _is_told(doc: Document, quantity: Quantity) -> bool:
    """Whether a bare number is the object of a verb of saying: "the rebels admit to 32", "the president gave eight"."""
    first = doc.sentences[doc.sentence_of[quantity.first]][0]
    before = doc.word[max(first + 1, quantity.first - 4) : quantity.first]
    return any(word in reporting_verbs() and before[k + 1 :] in _LINKS for k, word in enumerate(before))


def _is_owned_up(doc: Document, figure: Figure, previous: Figure) -> bool:
    """ "Twelve died. The rebels admit to three fighters": people whom a side speaks of where others were killed."""
    few = figure.quantity.best <= _LIKE * max(previous.quantity.best, 1)
    if previous.metric != "killed" or not few or previous.quantity.zero:
        return False
    at = figure.quantity.first
    told = next((k for k in range(at - 1, max(0, at - 5), -1) if doc.word[k] in _OWNING_UP), None)
    return told is not None and all(word in _UP_TO for word in doc.word[told + 1 : at])


_LIKE = 20
_OWNING_UP = frozenset({
    "admit", "admits", "admitted", "admitting", "acknowledge", "acknowledges", "acknowledged", "own", "owns", "owned",
    "concede", "concedes", "conceded", "confess", "confesses", "confessed", "speak", "speaks", "spoke", "spoken",
    "speaking", "claim", "claims", "claimed", "claiming", "reads", "boasts", "boasted", "mourns", "mourned",
})  # fmt: skip
_UP_TO = frozenset({"to", "of", "up", "only", "just", "for", "now"})


_CORRECTING = frozenset({
    "corrected", "corrects", "revised", "revises", "raised", "raises", "lowered", "lowers", "updated", "updates",
    "upped", "lifted", "lifts", "adjusted", "increased", "reduced", "amended",
})  # fmt: skip
_LINKS = [[], ["to"], ["of"], ["at"], ["only"], ["it", "at"], ["that"], ["them", "at"]]
_COUNTING = frozenset({"claim", "claims", "claimed", "count", "counts", "counted", "figure",
                       "figures", "number", "numbers", "total", "totals", "toll", "tally",
                       "estimate", "estimates", "estimated", "put", "puts", "gave", "gives",
                       "cited", "logged", "recorded", "reported", "confirmed", "admitted"})  # fmt: skip
