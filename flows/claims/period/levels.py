"""Words around a figure that tell a level, how many there are at a moment, from what has happened."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import takewhile

from flows.claims.metric.figure import Figure
from flows.claims.period.calendars import When
from flows.claims.period.reach import REACH, in_reach
from flows.claims.period.timed import Context, cue_list
from flows.claims.text.tokens import Document

_MOVED = frozenset({"arrivals", "arrived", "crossed", "entered", "came", "poured", "fled", "streamed", "left"})
_PAST = frozenset({
    "were", "was", "had", "stood", "lay", "lived", "held", "kept", "counted", "numbered", "remained", "maintained",
    "fielded", "employed", "hosted", "sheltered",
})  # fmt: skip
_GOES_ON = frozenset({";", ".", ":", "and", "but", "while", "that", "after", "when"})
_PRESENT = frozenset({"are", "is", "remain", "remains"})
_NOW = frozenset({"now", "today", "currently", "presently"})
_ASIDE = 10  # tokens between people and what they do
_WHERE = frozenset({"in", "at", "with", "inside", "among", "aboard", "under", "near", "on"})


_NAMING = frozenset({"refugee", "displacement", "idp", "tent", "transit", "makeshift", "the", "a", "of", "three", "two",
                     "their", "its", "these", "those", "such"})  # fmt: skip


class Levels:
    """One figure in its sentence: whether it says how many there are."""

    def __init__(
        self, doc: Document, figure: Figure, found: Sequence[When], first: int, last: int, context: Context
    ) -> None:
        self.doc, self.figure, self.found, self.context = doc, figure, in_reach(found, figure), context
        self.first = max(first, figure.quantity.first - REACH)
        self.last = min(last, figure.quantity.first + REACH)
        self.word = doc.word[self.first : self.last]
        self.metric = figure.metric or ""
        self.when = context.when
        said = next((w for w in self.found if w.kind == "said"), None)
        published = context.published.isoformat() if context.published else None
        self.holds = (said.end if said else None) or context.said or published
        self.large = figure.quantity.best >= 1000 and not figure.quantity.share

    def joins(self) -> bool:
        """ "1,500 commandos will join nearly 4,000 already there", "500 sent as reinforcements"."""
        phrase = self.figure.phrase
        if self.metric != "deployed":
            return False
        after = self.doc.word[self.figure.quantity.last : min(self.last, phrase.last + 22)]
        return bool(cue_list("adding") & set(after[:6])) or ("join" in after and "already" in after)

    def stands(self) -> bool:
        """Whether a deployment is a level rather than an act of sending."""
        trigger, doc, figure = self.figure.trigger, self.doc, self.figure
        noun, noun_at = figure.phrase.noun, figure.phrase.noun_last - 1
        if noun is not None and noun_at >= 0 and doc.word[noun_at] in cue_list("attackers"):
            return False  # "by two gunmen"
        if trigger is None:
            around = doc.word[max(self.first, figure.quantity.first - 4) : min(self.last, figure.phrase.last + 4)]
            still = self.when is None and not self.context.planned
            stationed = still and noun is not None and noun.code in ("military", "peacekeepers")
            armed = noun is not None and noun.code in ("militants", "combatants")
            on_a_day = self.when is not None and self.when.kind == "point" and len(self.when.end or "") == 10
            firm = on_a_day or (armed and self.context.event[1] is not None)
            words_of = cue_list("firm_levels" if firm else "levels")
            return self.reckoned() or (not self.attacking() and (stationed or any(word in words_of for word in around)))
        if trigger.sense.lemma in cue_list("level_verbs"):
            return True
        return trigger.sense.use in ("state", "toll", "nominal") and not self.sent()

    def reckoned(self) -> bool:
        """ "sources estimate the rebels in the area at 1,200", "the front is credited with 400"."""
        at = self.figure.quantity.first
        before = self.doc.word[max(self.first, at - 12) : at]
        put = before[-1:] == ["at"] and not cue_list("reckoning").isdisjoint(before)
        numbered = before[-1:] in (["number"], ["numbers"], ["numbering"])
        return put or numbered

    def sending(self) -> bool:
        """ "the deployment of": a noun of doing, no level."""
        trigger = self.figure.trigger
        return trigger is not None and trigger.sense.use == "nominal"

    def sent(self) -> bool:
        """ "the 11,000 troops initially deployed to Kursk": an act that lies behind."""
        after = self.doc.word[self.figure.phrase.last : min(self.last, self.figure.phrase.last + 4)]
        return "deployed" in after and ("initially" in after or "to" in after[-1:] or "originally" in after)

    def kept(self) -> bool:
        """Whether captives or displaced people are held or away now, not taken or driven out then."""
        quantity, phrase = self.figure.quantity, self.figure.phrase
        end = max(phrase.last, self.figure.trigger.last if self.figure.trigger else 0)
        taken = self.figure.trigger is not None and self.figure.trigger.sense.lemma.startswith("take ")
        if taken:
            return False  # "250 were taken hostage" on that day
        around = self.doc.word[max(self.first, quantity.first - 5) : min(self.last, end + 5)]
        if "home" in around and "from home" in " ".join(around):
            around.remove("home")  # "driven from home"
        if "live" in around and cue_list("live_what") & set(around):
            around.remove("live")  # "live rounds"
        return bool(cue_list("held") & set(around)) and not {"released", "freed", "fled"} & set(around)

    def lies(self) -> bool:
        """ "28,000 of them are in the stadium", "who are displaced": where people are, or their state, now."""
        word, at, trigger = self.doc.word, self.figure.phrase.last, self.figure.trigger
        if trigger is not None and word[trigger.first] == "displaced" and trigger.first > at:
            now = word[trigger.first - 1] in ("are", "remain", "still")
            return now and word[trigger.last : trigger.last + 1] != ["by"]
        at += word[at : at + 1] == ["who"]
        if word[at : at + 1] not in (["are"], ["remain"], ["is"]):
            return False
        at += word[at + 1 : at + 2] in (["now"], ["still"], ["already"])
        behind = word[at + 1] if at + 1 < self.last else ""
        return behind in _WHERE or (behind == "displaced" and word[at + 2 : at + 3] != ["by"])

    def in_a_state(self) -> bool:
        """ "7,000 are left", "eight are prisoners", "700 are waiting for help", "nine have yet to be found"."""
        word, at = self.doc.word, self.figure.quantity.last
        if word[at : at + 1] not in (["are"], ["remain"]):  # "eight are prisoners" has its noun behind the verb
            at = self.figure.phrase.last
        if word[at : at + 2] in (["of", "them"], ["of", "these"], ["of", "whom"]):
            at += 2
        if at < self.last and word[at] == ",":  # "more than 700,000, more than ever before, are displaced"
            at = next((k + 1 for k in range(at + 1, min(self.last, at + _ASIDE)) if word[k] == ","), at)
        if word[at : at + 4] in (["have", "yet", "to", "be"], ["has", "yet", "to", "be"]):
            return True
        if word[at : at + 1] not in (["are"], ["is"], ["remain"], ["remains"]):
            return False
        at = next((k for k in range(at + 1, self.last) if word[k] not in cue_list("softly")), self.last)
        if at >= self.last or (word[at] == "left" and at + 1 < self.last):
            return at < self.last and word[at + 1] not in cue_list("left_how")
        return word[at] in cue_list("states") and word[at + 1 : at + 2] != ["by"]

    def grown_to(self) -> bool:
        """ "has doubled to 30,000 in a year", "has gone from 2,000 to 12,000 soldiers within five days"."""
        at = self.figure.quantity.first
        return self.doc.word[at - 1] in ("to", "from") and self.doc.has(_changing(), max(self.first, at - _ASIDE), at)

    def stationed_since(self, since: When) -> bool:
        """ "which NATO has kept here since 2017", "the 7,000 on guard since January": soldiers who are there still."""
        return not cue_list("stationed").isdisjoint(self.doc.word[max(self.first, since.first - 6) : since.first])

    def exists(self) -> bool:
        """ "There are some 80 hostages", "the 25 are captives still": a level of whatever is counted."""
        before = self.doc.word[max(self.first, self.figure.quantity.first - 4) : self.figure.quantity.first]
        return "there" in before and bool({"are", "is", "'s", "were", "was", "remain"} & set(before))

    def so_called(self) -> bool:
        """ "98,609 displaced families", "two million refugees": people named by their state and no deed."""
        trigger, figure = self.figure.trigger, self.figure
        if trigger is not None:
            return trigger.sense.use == "state" and not self.perfect()
        before = self.doc.word[max(self.first, figure.quantity.first - 5) : figure.quantity.first]
        if self._has_moved():
            return False
        if not _MOVED.isdisjoint(self.doc.word[figure.phrase.last - 1 : figure.phrase.last + 1]):
            return False  # "9,500 refugees arrived", "6,000 arrivals"
        return figure.phrase.noun is not None or not {"has", "have", "had"} & set(before)

    def _has_moved(self) -> bool:
        """ "12,600 have gone to the next state", "88,000 refugees from the enclave had by noon entered Armenia"."""
        word, at = self.doc.word, self.figure.phrase.last
        for k in range(at, min(self.last - 1, at + _ASIDE)):
            if word[k] in ("have", "has", "had"):
                return cue_list("dwelling").isdisjoint(word[k + 1 : k + 5])
            if word[k] in ("who", "that") and word[k + 1] in _MOVED:
                return True
            if word[k] in _GOES_ON or word[k] in ("are", "is", "were", "was") or word[k] == ",":
                return False
        return False

    def possessed(self) -> bool:
        """Whether materiel is what a side has or what is seen in a place, rather than what came, went or took part."""
        begin, end = self.figure.quantity.first - 7, self.figure.phrase.last + 6
        return bool(cue_list("possession") & set(self.doc.word[max(self.first, begin) : min(self.last, end)]))

    def holds_now(self) -> bool:
        """ "The mission, begun in 2022, has nearly 3,000 soldiers": a level though its start is told."""
        before = self.doc.word[max(self.first, self.figure.quantity.first - 1) : self.figure.quantity.first]
        return before in (["has"], ["have"], ["had"], ["keeps"], ["counts"], ["numbers"])

    def dwells(self) -> bool:
        """ "where 650,000 displaced were living already": where people are, not how many have fled since."""
        at, dwelling = self.figure.phrase.last, cue_list("dwelling")
        if self.doc.word[max(self.first, self.figure.quantity.first - 1)] in dwelling:
            return True  # "in its halls sleep 600"
        for i in range(at, min(self.last, at + _ASIDE)):
            word = self.doc.word[i]
            if word in dwelling and self.doc.word[i - 1] not in _NAMING:
                return True
            if word in _GOES_ON or word[0].isdecimal():
                return False
        return False

    def in_wards(self) -> bool:
        """ "Three of whom are still in intensive care", "40 remain in hospital": wounded who are there now."""
        at = self.figure.phrase.last
        behind = list(takewhile(lambda word: not word[0].isdecimal(), self.doc.word[at : min(self.last, at + _ASIDE)]))
        cared = not cue_list("wards").isdisjoint(behind)
        return cared and not cue_list("lying").isdisjoint(behind) and cue_list("brought").isdisjoint(behind)

    def is_now(self) -> bool:
        """ "Burundi keeps 8,000 soldiers there, and 600 more were seen on Sunday": a level in the present tense."""
        at, word = self.figure.quantity.first, self.doc.word
        return not cue_list("having").isdisjoint(word[max(self.first, at - 3) : at])

    def said_now(self) -> bool:
        """ "by now there are likely more than 6,000"."""
        at = self.figure.quantity.first
        return not _NOW.isdisjoint(self.doc.word[max(self.first, at - 6) : at])

    def was(self) -> bool:
        """ "There were 400 soldiers in the town", "the garrison had 300 men": a level of the past."""
        quantity, phrase = self.figure.quantity, self.figure.phrase
        before = self.doc.word[max(self.first, quantity.first - 4) : quantity.first]
        behind = self.doc.word[phrase.last : min(self.last, phrase.last + 3)]
        lead = self.doc.word[max(self.first, quantity.first - 16) : quantity.first]
        if not _PRESENT.isdisjoint(behind):
            return False  # "29 were killed and three are in custody"
        shifted = "that" in lead and lead[lead.index("that") - 1] not in ("say", "says")  # "estimated that 40 were"
        return not shifted and not (_PAST.isdisjoint(before) and _PAST.isdisjoint(behind))

    def attacking(self) -> bool:
        """Whether the counted take part in an attack or come into sight."""
        return bool(cue_list("attacking") & set(self.word))

    def perfect(self) -> bool:
        """ "have been killed", "has lost"."""
        trigger, spot = self.figure.trigger, self.figure.quantity.first - 1
        if trigger is not None and trigger.first >= self.first:
            spot = trigger.first
        before = self.doc.word[max(self.first, spot - 5) : spot]
        return bool({"have", "has", "'ve"} & set(before))


@cache
def _changing() -> frozenset[str]:
    return cue_list("grown") | {"gone", "doubled", "tripled", "halved", "fallen", "shrunk", "fell", "down", "climbed"}


__all__ = ["Levels"]
