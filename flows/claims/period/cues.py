"""What the words around a figure tell of its time: one event, a war, a toll, something going on."""

from __future__ import annotations

from functools import cache

from flows.claims.lexicon import Phrases, words
from flows.claims.period.calendars import When, table
from flows.claims.period.once import ONE, Once
from flows.claims.period.reach import clause_cost, sums_up
from flows.claims.period.timed import HARM, MOUNTING, cue_list
from flows.claims.text import grammar

_SUPPOSED = frozenset({"believed", "thought", "presumed", "known", "understood", "considered", "deemed"})
_OTHER_TIME = frozenset({",", "for", "by", "from", "until", "and"})
_LASTING = frozenset(
    {"battle", "battles", "clashes", "fighting", "siege", "rioting", "unrest", "violence", "offensive"}
)
_AT_FIRST = frozenset({"first", "initially", "originally", "earlier", "later", "previously"})
_FIGURES = frozenset({"figure", "count", "number", "estimate", "toll", "tally", "total"})
_CLAUSE = 16  # tokens
_LOSSES_OF_A_DAY = 5_000
_DEALING = frozenset({"inflict", "inflicts", "inflicted", "inflicting", "suffer", "suffers", "suffered", "suffering",
                      "sustained", "sustaining", "reported", "reports"})  # fmt: skip
_OWN_TOLL = 6  # tokens
_SUM_LEAD = 24  # tokens: "bringing the number of staff of the agency killed in the war to 217"
_SINCE = frozenset({"since"})
_DELIVERED = frozenset({"equipment_supplied", "equipment_produced", "trained", "recruited", "deserted"})
_NOUNS_OF_WAR = frozenset(
    {"zone", "crimes", "crime", "cabinet", "monitor", "monitors", "party", "room", "effort", "veterans"}
)


@cache
def _retelling() -> frozenset[str]:
    """What is done with a number and not to people: said, revised, counted."""
    return table("saying") | table("rising") | cue_list("tallying") | cue_list("revising")


@cache
def _totals() -> Phrases[bool]:
    return Phrases((phrase, True) for phrase in words("dates")["totals"])


class Cues(Once):
    """One figure in its sentence: the questions that decide how it sits in time."""

    def since_then(self) -> bool:
        """ "They have since taken seven towns", "some have died there since": all that followed what was told."""
        for i in self.doc.among(_SINCE, self.first, self.last - 1):
            behind = self.doc.word[i + 1]
            perfect = self.doc.word[i - 1] in ("have", "has", "had")
            told = behind in _retelling() or self.doc.word[i + 1 : i + 3] in (["come", "out"], ["come", "up"])
            if (perfect and not told) or (behind in (".", ",", ";") and self.perfect()):
                return self._of_this(i)
        return False

    def _of_this(self, i: int) -> bool:
        """Whether a word at token i and the figure stand in one clause."""
        at = self.figure.quantity.first
        between = self.doc.word[min(i, at) : max(i, at)]
        return len(between) <= _CLAUSE and ";" not in between and ":" not in between

    def since_a_count(self, since: When) -> bool:
        """ "Twelve more have died since yesterday's count": more than that count gave."""
        counts = cue_list("toll_words") | {"report", "figure", "briefing", "statement", "update", "bulletin"}
        return not counts.isdisjoint(self.doc.word[since.first : min(self.last, since.last + 3)])

    def given_then(self) -> bool:
        """ "2,000 guards, promised in March": the time of the promise, not of what it promises."""
        when = self.when
        if when is None or when.kind == "future":
            return False
        lead = self.doc.word[max(self.first, when.first - 5) : when.first]
        given = next((k for k, w in enumerate(lead) if w in cue_list("spoken_of")), None)
        return given is not None and not _OTHER_TIME.intersection(lead[given:])

    def fled_an_event(self, when: When) -> bool:
        """ "9,100 people who fled the attack of 24 March": all who have come since."""
        return self.doc.word[when.first - 1] == "of" and self.doc.word[when.first - 2] in table("events")

    def other_harm(self) -> bool:
        """ "killed four soldiers and wounded six more": more people, but not more of the same."""
        quantity, trigger = self.figure.quantity, self.figure.trigger
        behind = self.doc.word[quantity.last : quantity.last + 1] in (["more"], ["others"])
        behind = behind and self.figure.phrase.noun is None
        begin = trigger.first if trigger is not None and self.figure.side == "left" else quantity.first
        linked = self.doc.word[max(self.first, begin - 1) : begin] in (["and"], [","], ["while"], [";"])
        return behind and (linked or self.context.beside in HARM - {self.metric})

    def sum_lead(self) -> bool:
        """ "bringing the total to": the figure is the sum that the words before it announce."""
        quantity = self.figure.quantity
        before = self.doc.word[max(self.first, quantity.first - 9) : quantity.first]
        if before[-1:] not in (["to"], ["with"], ["at"]):
            return False
        far = self.doc.among(cue_list("summing"), max(self.first, quantity.first - _SUM_LEAD), quantity.first)
        return bool(cue_list("summing") & set(before)) or any(sums_up(self.doc, k) for k in far)

    def toll_of_a_side(self) -> bool:
        """ "bringing the U.S. death toll to seven": of a state or an army, not of the event."""
        at = self.figure.quantity.first
        for k in self.doc.among(table("tolls"), max(self.first, at - _OWN_TOLL), at):
            begin = next((i for i in range(k - 1, self.first, -1) if self.doc.word[i] in cue_list("summing")), k)
            owned = any(self.doc.upper[i] or self.doc.word[i] == "'s" for i in range(begin + 1, k))
            if begin < k <= begin + _OWN_TOLL and owned:
                return True
        return False

    def until(self) -> str | None:
        """The day that a count is said to hold for: "as of 3 May"."""
        near = (w.end for w in self.found if w.kind in ("until", "by") and clause_cost(self.doc, w, self.figure) < 3.0)
        return next(near, None)

    def opened(self) -> str | None:
        """ "On May 1 the ministry put the losses since March at 900": the day that a sentence opens with."""
        first = self.doc.sentences[self.doc.sentence_of[self.figure.quantity.first]][0]
        days = (w for w in self.found if w.first - first <= 1 and w.last <= self.figure.quantity.first)
        had = "had" in self.word
        return next(
            (w.end for w in days if w.kind in ("point", "said") and len(w.end or "") >= (7 if had else 10)), None
        )

    def by_dusk(self, when: When) -> bool:
        """ "By dusk on Wednesday 200 had given up": what was counted at an hour of the day itself."""
        led = self.doc.word[max(self.first, when.first - 4) : when.last]
        return when.kind == "by" and len(when.end or "") == 10 and not table("parts").isdisjoint(led)

    def supposed(self) -> bool:
        """ "a further 216 are believed to have been rebels": a part of those counted before, and no addition."""
        at = self.figure.phrase.last
        behind = self.doc.word[at : at + 2]
        return len(behind) == 2 and behind[0] in ("are", "were", "is") and behind[1] in _SUPPOSED

    def treated(self) -> bool:
        """ "the town's hospital received 32 wounded": one day of a house that takes in those of many events."""
        trigger = self.figure.trigger
        begin = min(self.figure.quantity.first, trigger.first if trigger else self.figure.quantity.first)
        before = set(self.doc.word[max(self.first, begin - 12) : self.figure.quantity.first])
        return bool(cue_list("houses") & before and cue_list("takes_in") & before)

    def tallied(self) -> bool:
        """A toll, or what has happened up to now, rather than what happened on a day."""
        trigger = self.figure.trigger
        return trigger is not None and (self.toll() or self.perfect())

    def toll(self) -> bool:
        """A noun of a toll, "killed" as a label included, but no verb form."""
        trigger, spot = self.figure.trigger, self.figure.quantity.first
        if trigger is None:
            lead = set(self.doc.word[max(self.first, spot - 14) : spot])
            return bool(cue_list("toll_words") & lead and table("rising") & lead)
        if trigger.sense.use != "toll":
            return False
        before = self.doc.word[max(self.first, trigger.first - 3) : trigger.first]
        dealt = trigger.sense.lemma.endswith("losses") and not _DEALING.isdisjoint(before)  # "inflicted losses of 190"
        return grammar.AUXILIARIES.isdisjoint(before) and not dealt

    def called_total(self) -> bool:
        """Words of a sum: "so far", "in all", "the death toll stands at"."""
        table_of = _totals()
        return not table_of.openings.isdisjoint(self.word) and any(
            w in table_of
            and table_of.at(self.doc.word, i)
            and not (w == "already" and self.doc.word[i - 1] == "had")
            and not self._parted_from(i)
            for i, w in enumerate(self.word, self.first)
        )

    def _parted_from(self, i: int) -> bool:
        """ "Killed 40 children; 79 people were wounded in all": whether a semicolon stands before token i."""
        at = self.figure.quantity.last
        return i > at and ";" in self.doc.word[at:i]

    def tallies(self) -> bool:
        """ "the mission has verified 111 deaths", "the same tally stood at 2,683", "raised its estimate to 2,000"."""
        at = self.figure.quantity.first
        trigger = self.figure.trigger
        losses = trigger is not None and trigger.sense.lemma.endswith("losses")  # of a day, more often
        if self.doc.word[at] in cue_list("passing") and not (losses and self.figure.quantity.best < _LOSSES_OF_A_DAY):
            return True  # "the war's dead passed 30,000"
        lead = self.doc.word[max(self.first, at - 14) : at]
        for i, word in enumerate(lead):
            if word in cue_list("tallying") and not {"has", "have", "had"}.isdisjoint(lead[max(0, i - 3) : i]):
                return True
            if word in cue_list("toll_words") and not table("rising").isdisjoint(lead):
                return True
        return " ".join(lead[-2:]) in ("knows of", "know of", "knew of")

    def said_total(self) -> bool:
        """Words of a sum, a toll, or fighting that has cost so many."""
        if self.called_total():
            return True
        if self.toll() and not self.figure.phrase.others:
            return True
        if self.figure.quantity.share and self.metric in HARM:
            return True
        if self.perfect() and not self.context.lead and (self.metric in HARM or self.metric in _DELIVERED):
            return self.figure.quantity.best >= 20
        return self.perfect() and self.figure.quantity.best >= 20 and bool(table("turmoil") & set(self.word))

    def war(self) -> bool:
        """ "in the war", "the insurgency has cost": the figure is one of the whole war."""
        if self.metric not in MOUNTING and self.metric != "deployed":
            return False
        wars, campaigns, doc, figure = table("war_contexts"), table("campaigns"), self.doc, self.figure
        trigger = figure.trigger
        spot = min(figure.quantity.first, trigger.first if trigger else figure.quantity.first)
        for i in range(max(self.first, spot - 12), min(self.last, figure.phrase.last + 14)):
            if i > figure.phrase.last and sums_up(doc, i):
                return False  # "died, bringing the toll in the war to 217": the sum is that of the war
            if doc.word[i] in wars and not doc.upper[i]:
                lead = doc.word[max(self.first, i - 5) : i]
                if not table("superlatives").isdisjoint(lead):
                    continue  # "the deadliest day of the war"
                behind = doc.word[i + 1] if i + 1 < self.last else ""
                if {"in", "of", "during"} & set(lead) and i > figure.quantity.first and behind not in _NOUNS_OF_WAR:
                    return True
                if i < spot and {"the", "'s", "whole"} & set(lead) and self.perfect():
                    return True
            if i < spot and doc.word[i] in campaigns and "which" in doc.word[i + 1 : i + 9] and self.perfect():
                return True  # "an offensive, in which 260 have died"
        return False

    def revised(self) -> bool:
        """ "The network, which had first spoken of 43, raised its own figure to 78": another number for one event."""
        lead = self.doc.word[max(self.first, self.figure.quantity.first - 18) : self.figure.quantity.first]
        return not _AT_FIRST.isdisjoint(lead) and not _FIGURES.isdisjoint(lead)

    def has_cost(self) -> bool:
        """ "The battle has cost 24 lives", "two have died in the siege": what fighting that lasts has cost so far."""
        at = self.figure.quantity.first
        begin, end = max(self.first, at - 12), min(self.last, self.figure.phrase.last + 7)
        if not self.doc.has(_LASTING, begin, end):
            return False
        lasting = _LASTING
        for i in self.doc.among(lasting, begin, at):
            lead = self.doc.word[i - 1] if i > self.first else ""
            if lead in ONE and self.doc.word[i + 1] in ("has", "have") and self.doc.word[i + 2] in cue_list("costing"):
                return True
        tolled = self.figure.metric in HARM and self.doc.has(cue_list("toll_words"), begin, at)
        for i in self.doc.among(lasting, begin, at) if tolled else ():
            if not {"in", "of", "from", "during"}.isdisjoint(self.doc.word[max(begin, i - 4) : i]):
                return True  # "the death toll in the border fighting rose to 46"
        for i in self.doc.among(lasting, self.figure.phrase.last, end):
            if self.doc.word[i - 2 : i] in (["in", "the"], ["during", "the"], ["in", "this"]) and self.perfect():
                return True
        return False

    def ongoing(self) -> bool:
        """ "is being pulled out", "are fleeing"."""
        trigger = self.figure.trigger
        if trigger is None:
            return False
        before = self.doc.word[max(self.first, trigger.first - 3) : trigger.first]
        return bool({"is", "are"} & set(before)) and ("being" in before or trigger.form == "ing")


__all__ = ["Cues"]
