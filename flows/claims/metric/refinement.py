"""Decisions on a figure that need more than its governing word: their order, and what one figure gives the next."""

from __future__ import annotations

from collections.abc import Callable

from flows.claims.lexicon import words
from flows.claims.metric.arms import as_promised, hitting, on_the_ground, sent_to_a_friend, small_arms, towards
from flows.claims.metric.custody import brought_to_safety, got_away, held_by_a_group, in_hand, led_off
from flows.claims.metric.exchanges import in_return
from flows.claims.metric.figure import Figure
from flows.claims.metric.fought import of_those_fought, of_those_led
from flows.claims.metric.losses import bodies, losses, named_behind, no_harm, of_the_dead, shot_in_hand, whose_homes
from flows.claims.metric.movers import armed_movers, expelled, hosted, into_a_state, let_go, movers, taken_out
from flows.claims.metric.neighbours import inside_the_state, out_of_the_state
from flows.claims.metric.singles import none_of_one
from flows.claims.metric.strengths import attackers_or_camp, left_over, of_a_force
from flows.claims.text.nouns import FIGHTERS
from flows.claims.text.tokens import Document

_ARRIVING = frozenset(words("refinement")["arriving"])


def refine(doc: Document, figure: Figure, first: int, last: int) -> None:
    """Decisions that need more than the governing word (guidelines, decisions 24, 29 and 30)."""
    for rule in _RULES:
        rule(doc, figure, first, last)


def arrive_with(figure: Figure, before: Figure | None) -> None:
    """ "60,000 have crossed into Chad. About 11,000 arrived on Monday": who comes where others fled has fled."""
    lemma = figure.trigger.sense.lemma if figure.trigger is not None else ""
    if before is not None and before.metric == "refugees" and figure.metric == "displaced" and lemma in _SHELTERING:
        figure.metric = "refugees"  # "70,000 have entered Albania, which shelters 431,000"
    if (
        before is not None
        and (before.metric, figure.metric) == ("released", "returned")
        and (figure.trigger is before.trigger)
    ):
        figure.metric = "released"  # "189 have come home in the exchange, among them eight civilians"
    if before is not None and (before.metric, figure.metric) == ("equipment_supplied", "munitions_fired"):
        given = figure.reason.startswith(("list", "carried")) or lemma == "arrive"
        figure.metric = "equipment_supplied" if given else figure.metric  # "sent 12 launchers and 300 drones to Russia"
    if figure.metric != "deployed" or before is None or lemma not in _ARRIVING:
        return
    noun = figure.phrase.noun
    if before.metric in ("refugees", "displaced") and (noun is None or noun.code not in FIGHTERS):
        figure.metric = before.metric


def give_together(figures: list[Figure]) -> None:
    """ "Will send 100 missiles and 40 armoured vehicles": missiles that one verb sends with other arms are a gift."""
    gifts = {id(f.trigger) for f in figures if f.metric == "equipment_supplied" and f.trigger is not None}
    for figure in figures if gifts else ():
        if figure.metric == "munitions_fired" and id(figure.trigger) in gifts:
            figure.metric = "equipment_supplied"


_SHELTERING = frozenset({"shelter", "host", "house", "harbour", "accommodate", "lodge", "take in"})


def bound_behind(doc: Document, figure: Figure, last: int) -> None:
    """ "5 women at least": the bound stands behind the noun."""
    quantity, at = figure.quantity, figure.phrase.last
    if quantity.qualifier == "exact" and quantity.best > 0 and at + 1 < last and doc.word[at] == "at":
        if doc.word[at + 1] == "least":
            quantity.qualifier, quantity.high = "at_least", None
        elif doc.word[at + 1] == "most":
            quantity.qualifier, quantity.low = "at_most", None


_RULES: tuple[Callable[[Document, Figure, int, int], None], ...] = (
    bodies, of_the_dead, whose_homes, losses, named_behind, on_the_ground, hitting, towards, sent_to_a_friend,
    as_promised, of_a_force,
    attackers_or_camp, armed_movers, movers, got_away, in_hand, into_a_state, hosted,
    inside_the_state, out_of_the_state, no_harm, let_go, taken_out,
    shot_in_hand, of_those_fought, of_those_led, in_return, held_by_a_group, led_off, brought_to_safety,
    expelled, left_over, none_of_one, small_arms,
)  # fmt: skip
