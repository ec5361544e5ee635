"""Whether a figure is reported or planned; what is denied: `denials`."""

from __future__ import annotations

from functools import cache

from flows.claims.lexicon import words
from flows.claims.metric.figure import Figure
from flows.claims.period.calendars import When
from flows.claims.period.timed import cue_list
from flows.claims.status.coming import BE, in_a_package, on_call, who_come
from flows.claims.status.wishes import DONE, wished
from flows.claims.text import grammar
from flows.claims.text.tokens import Document
from flows.claims.text.triggers import Trigger, trigger_table

_SPEAKING_MODALS = frozenset({"would", "will", "could", "can", "should"})
_COMING = frozenset({"will", "shall", "'ll"})
_CANNOT = frozenset({"cannot", "not", "no", "longer", "hardly", "barely"})
_WALLS = frozenset(words("timing")["walls"])


def is_planned(
    doc: Document, figure: Figure, when: When | None, first: int, last: int, linked: str | None = None
) -> str | None:
    """The word that makes a figure planned, expected or possible rather than asserted as having happened.

    `linked` is that word of the figure of the sentence whose verb this one shares.
    """
    trigger = _own_trigger(figure, first, last)
    behind = figure.phrase.last + (doc.word[figure.phrase.last : figure.phrase.last + 1] in (["is"], ["are"]))
    pending = "".join(doc.word[behind : min(last, behind + 1)])
    if _has_come(doc, figure, last):
        return None
    to_come = pending == "to" and behind > figure.phrase.last and doc.word[behind + 1 : behind + 2] != ["be"]
    if linked is not None or pending in _PENDING or to_come:
        return linked or pending  # "with 600 more expected by January", "4,000 are expected", "120 are to follow"
    verbal = trigger is not None and trigger.sense.use not in ("nominal", "state", "toll", "together")
    if trigger is not None and trigger.first >= figure.phrase.last and verbal:
        reason = _verb_group(doc, figure, figure.phrase.last, trigger.first)
        if reason is None and trigger.form == "base" and doc.word[trigger.first - 1] == "to":
            before = doc.word[max(first, figure.quantity.first - 4) : figure.quantity.first]
            reason = next((word for word in before if word in cue_list("plans")), None)
        reason = reason or _would_see(doc, figure, first)
    else:
        anchor = min(trigger.first, figure.quantity.first) if trigger else figure.quantity.first
        reason = _before(doc, figure, anchor, first)
        if reason is None and trigger is not None and verbal:
            reason = _under_way(doc, figure, trigger, first)
        if reason is None and (trigger is None or trigger.sense.use in ("nominal", "state", "toll")):
            reason = _behind(doc, figure, last)
    reason = reason or wished(doc, figure, first, last) or on_call(doc, figure, last) or _may_rise(doc, figure, trigger)
    if reason is not None:
        return reason
    if (package := in_a_package(doc, figure, first, last)) is not None:
        return package
    if trigger is not None and trigger.sense.lemma in _PROMISING:
        return trigger.sense.lemma
    return _ahead(doc, figure, when, first)


def _may_rise(doc: Document, figure: Figure, trigger: Trigger | None) -> str | None:
    """ "The toll could reach 20,000": a modal with a verb of rising between a toll and its number."""
    if trigger is None or trigger.sense.use != "toll":
        return None
    between = range(trigger.last, figure.quantity.first)
    return next((doc.word[i] for i in between if doc.word[i + 1] in _RISING and doc.word[i] in _possible()), None)


@cache
def _possible() -> frozenset[str]:
    return cue_list("modals") | cue_list("maybe")


_RISING = frozenset({"reach", "rise", "exceed", "surpass", "climb", "pass", "grow", "top", "hit", "double", "increase"})


def _ahead(doc: Document, figure: Figure, when: When | None, first: int) -> str | None:
    """The time to come of a figure's own clause: "next month 300 soldiers leave"."""
    if when is None or when.kind != "future" or (when.first <= figure.quantity.first and when.last > first + 4):
        return None
    between = doc.word[figure.phrase.last : when.first]
    crossed = "," in between and figure.metric in DONE  # "13 are killed, with the council set to meet tomorrow"
    clause = any(w == "," and between[k + 1 : k + 2] in (["and"], ["but"], ["while"]) for k, w in enumerate(between))
    crossed = crossed or clause or any(w in _CROSSED or w[0].isdecimal() or w in cue_list("modals") for w in between)
    return None if crossed else doc.span(when.first, when.last)


_PROMISING = frozenset({"pledge", "promise", "offer", "order", "order to", "order into"})


def _has_come(doc: Document, figure: Figure, last: int) -> bool:
    """ "Denmark has pledged 19 jets, six of which have been delivered": what is done, or is there."""
    phrase, at = figure.phrase, figure.phrase.last
    if doc.word[figure.quantity.first - 2 : figure.quantity.first] in _THERE_ARE:
        return True  # "the peacekeepers, of whom there are 13,500, would rather leave"
    apart = phrase.partitive and phrase.pronoun is not None and at + 1 < last
    return apart and doc.word[at] in ("have", "has", "had") and doc.word[at + 1] not in ("to", "not", "yet")


_THERE_ARE = (["there", "are"], ["there", "were"], ["there", "is"])
_PENDING = frozenset({"expected", "planned", "scheduled", "due"})
_CROSSED = frozenset({";", '"', "“", "who", "which", "whom"})


def _own_trigger(figure: Figure, first: int, last: int) -> Trigger | None:
    """The word that governs a figure, where it stands in the figure's own sentence."""
    trigger = figure.trigger
    return trigger if trigger is not None and first <= trigger.first < last else None


def _would_see(doc: Document, figure: Figure, first: int) -> str | None:
    """ "the deal would see 40 captives released"."""
    at = figure.quantity.first
    before = doc.word[max(first, at - 2) : at]
    return before[0] if before[1:] in (["see"], ["have"], ["get"]) and before[0] in cue_list("modals") else None


def _under_way(doc: Document, figure: Figure, trigger: Trigger, first: int) -> str | None:
    """ "is sending 400 soldiers", "is considering sending": announced and not yet done."""
    lead = doc.word[max(first, trigger.first - 2) : trigger.first]
    if trigger.form != "ing" or trigger.sense.lemma in cue_list("level_verbs"):
        return None
    if lead[-1:] and lead[-1] in cue_list("plans"):
        return lead[-1]
    begun = figure.metric in ("deployed", "equipment_supplied") and {"is", "are", "'s"} & set(lead)
    return doc.span(trigger.first - 1, trigger.last) if begun and "been" not in lead else None


def _verb_group(doc: Document, figure: Figure, first: int, last: int) -> str | None:
    """What stands between a subject and its verb: "are expected to go", "will soon be sent"."""
    resume = first
    for i in range(first, last):
        word = doc.word[i]
        if i < resume:
            continue
        if word == "," and doc.word[i + 1] in ("who", "which"):
            resume = next((k for k in range(i + 2, last) if doc.word[k] == ","), i + 1)
            continue  # "ten of the tanks, which have to be built first, will come"
        if word in ("who", "which", "that", "after", "when", ";") or (
            word in ("and", "but") and doc.word[i + 1 : i + 2] and doc.word[i + 1] in grammar.PRONOUNS
        ):
            return None  # "I have 100 men and we will fight"
        if (word in cue_list("modals") or word in cue_list("maybe")) and not _date_may(doc, i):
            have = next((k for k in range(i + 1, min(last, i + 4)) if doc.word[k] == "have"), 0)
            if word in ("could", "can") and doc.word[i + 1] in _CANNOT:
                return None  # "35,000 of them still could not go back"
            return None if have and doc.word[have + 1 : have + 2] != ["to"] and word not in _COMING else word
        if word == "to" and i > first and _to_plan(doc, i, first):
            return doc.span(i - 1, i + 1)
    return None


def _to_plan(doc: Document, i: int, first: int) -> bool:
    """Whether the "to" at token i belongs to a word of intending, or to a form of be."""
    before = doc.word[i - 1]
    if doc.word[i + 1 : i + 2] == ["have"] and doc.word[i + 2 : i + 3] != ["to"]:
        return before in ("was", "were")  # "was to have had 5,000 men", but "are supposed to have been stopped"
    if before == "due" and (i - 2 < first or doc.word[i - 2] not in BE or _caused(doc, i)):
        return False  # "without power due to the strikes"
    if before in BE:
        return doc.word[i + 1 : i + 2] != ["be"] or before != "was"
    return before in cue_list("plans") or before in cue_list("plans_to")


def _caused(doc: Document, to: int) -> bool:
    """ "were due to gunfire", but not "were due to leave", "are due to be sent"."""
    following = doc.word[to + 1 : to + 2]
    triggers = trigger_table()
    hit = triggers.at(doc.word, to + 1) if following and following[0] in triggers.openings else None
    verb = hit is not None and doc.word[to + 2 : to + 3] != ["of"]
    return following != ["be"] and not verb and following[:1] not in (["arrive"], ["go"], ["begin"], ["start"], ["end"])


@cache
def _coming_words() -> frozenset[str]:
    """What may open another plan of the same subject: "has 14,000 there and plans to send 6,000 more"."""
    return cue_list("modals") | cue_list("plans") | BE


def _behind(doc: Document, figure: Figure, last: int) -> str | None:
    """ "4,000 are expected to go", "two will soon be in range", "an attack with 40 aircraft is likely"."""
    at = figure.phrase.last
    if doc.word[at : at + 1] == [","]:
        if coming := who_come(doc, at + 1, last):
            return coming
        at = next((k + 1 for k in range(at + 2, min(last, at + _ASIDE)) if doc.word[k] == ","), at)
    for i in range(at, min(last, at + 4)):
        word = doc.word[i]
        if (
            word in _WALLS
            or word in (",", ".")
            or (word in ("and", "but") and not _coming_words().isdisjoint(doc.word[i + 1 : i + 2]))
        ):
            return None
        if (word in cue_list("modals") or word in cue_list("maybe")) and not _date_may(doc, i):
            if word in ("could", "can") and doc.word[i + 1 : i + 2] and doc.word[i + 1] in _CANNOT:
                return None
            return None if doc.word[i + 1 : i + 2] == ["have"] and word not in _COMING else word
        if word in cue_list("plans") and doc.word[i + 1 : i + 2] == ["to"]:
            return doc.span(i, i + 2)  # "fewer than 2,000 wanted to go"
        if word in BE:
            following = doc.word[i + 1] if i + 1 < last else ""
            if following == "due" and doc.word[i + 2 : i + 3] == ["to"] and _caused(doc, i + 2):
                return None
            if following in cue_list("plans") or following in ("to", "likely", "possible"):
                return doc.span(i, i + 2)
            return None
        if word in grammar.AUXILIARIES or word in grammar.STOP_VERBS:
            return None
    return None


_ASIDE = 6  # tokens: ", from Ghana,"


def _before(doc: Document, figure: Figure, anchor: int, first: int) -> str | None:
    """Words of the clause in front of a verb, or of a figure that has none."""
    trigger = _own_trigger(figure, first, len(doc))
    own = trigger is not None and trigger.sense.use not in ("nominal", "state", "toll", "together")
    stop = max(first, anchor - (8 if own else 14))
    if _planning().isdisjoint(doc.word[stop:anchor]):
        return None
    for i in range(anchor - 1, stop - 1, -1):
        word = doc.word[i]
        if word in _WALLS or word in ("join", "joining", "addition", ".") or _has(doc, i, first):
            return None
        if _modal(doc, figure, i, anchor):
            return word
        if word == "to" and (reason := _infinitive(doc, i, first, anchor, trigger if own else None)):
            return reason
        if not own and anchor - i <= 4 and "than" not in doc.word[max(first, i - 5) : i] and _intends(doc, figure, i):
            return word
        if own and word in grammar.AUXILIARIES and anchor - i > 2:
            return None
        if own and word in grammar.STOP_VERBS and word not in ("want", "wants", "wanted"):
            return None
    return None


def _modal(doc: Document, figure: Figure, i: int, anchor: int) -> bool:
    """Whether token i is a modal of what is to come: no month, no guess about what is, nothing only said."""
    word = doc.word[i]
    certain, maybe = word in cue_list("modals"), word in cue_list("maybe")
    if not (certain or maybe) or _date_may(doc, i):
        return False
    if word in _SPEAKING_MODALS and not cue_list("could_only_say").isdisjoint(doc.word[i + 1 : i + 4]):
        return False  # "would speak only of tens of dead", "can still field 7,000"
    if certain and not _have_done(doc, i, figure):
        return True
    return maybe and anchor - i <= 6 and not _guess(doc, figure, i)


def _infinitive(doc: Document, i: int, first: int, anchor: int, own: Trigger | None) -> str | None:
    """The words that make a plan of the "to" at token i; `own` is the verb that governs the figure, if one does."""
    base = own is not None and (own.form == "base" or (own.first == i + 1 and own.form != "ing"))  # "to let go"
    if _to_plan(doc, i, first) and (own is None or base or doc.word[i + 1] == "be"):
        return doc.span(i - 1, i + 1)
    led = cue_list("plans") | cue_list("urging")
    return "to" if base and i == anchor - 1 and not led.isdisjoint(doc.word[max(first, i - 5) : i]) else None


def _has(doc: Document, i: int, first: int) -> bool:
    """ "the war it was meant to end has taken", "which they will replace, has": a finite verb that closes a clause."""
    word = doc.word[i]
    if word not in ("has", "have", "had") or doc.word[i + 1 : i + 2] == ["to"] or i == first:
        return False
    if doc.word[i - 2 : i] == ["to", "have"]:
        return False  # "was to have had 5,000 men"
    bare = cue_list("modals") | cue_list("maybe") | {"to", "not"}
    return word != "have" or doc.word[i - 1] not in bare


@cache
def _planning() -> frozenset[str]:
    lists = ("modals", "maybe", "plans", "announces", "speaks")
    return frozenset({"to"}).union(*map(cue_list, lists))


def _have_done(doc: Document, i: int, figure: Figure) -> bool:
    """ "would have equipped", but not "would have to hold"."""
    return doc.word[i + 1 : i + 2] == ["have"] and doc.word[i + 2 : i + 3] != ["to"] and i + 2 != figure.quantity.first


def _date_may(doc: Document, i: int) -> bool:
    """ "20 May": the month."""
    return doc.word[i] == "may" and doc.upper[i]


def _guess(doc: Document, figure: Figure, i: int) -> bool:
    """ "may have killed", "could be as many as 200", "as many as they can": a guess about what is."""
    following = doc.word[i + 1] if i + 1 < len(doc.word) else ""
    if following == "have" or doc.word[i + 2 : i + 3] == ["have"]:
        return True
    be = i + 1 + (following in ("now", "still", "already", "well"))
    if doc.word[be : be + 1] == ["be"] and doc.word[be + 1].endswith("ing"):
        return True  # "may now be holding 500"
    return following == "be" and figure.quantity.first - i <= 4


def _intends(doc: Document, figure: Figure, i: int) -> bool:
    """A word of intending that takes the counted or its doing as an object: "announces the stationing of 13"."""
    word, trigger = doc.word[i], figure.trigger
    if figure.metric in DONE:
        return False  # "wants credit for 50 of the dead"
    if word in cue_list("speaks") and doc.word[i + 1 : i + 2] == ["of"] and figure.phrase.increment:
        return True
    nominal = trigger is not None and trigger.sense.use == "nominal"
    if word in cue_list("plans") and word not in ("likely", "ready", "meant", "prepared", "committed", "forecast"):
        return True
    return nominal and word in cue_list("announces")
