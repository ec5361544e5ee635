"""A figure: a quantity with what it counts and, once decided, what happened to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from flows.claims.metric.phrase import Phrase
from flows.claims.text.triggers import Trigger
from flows.claims.value.qualifiers import Quantity
from schemas.vocabulary import load

EVENTS_OF_PEOPLE = frozenset({"killed", "wounded", "casualties", "missing"})


@dataclass(slots=True)
class Figure:
    """A quantity with its phrase and, once decided, its metric, the words that gave it, and how sure that is.

    `cost` counts what stands between the figure and its governing word: the lower, the closer.
    """

    quantity: Quantity
    phrase: Phrase
    metric: str | None = None
    trigger: Trigger | None = None
    cost: float = 99.0
    reason: str = ""
    group: int = -1
    side: str = ""  # on which side of the figure its trigger stands
    label: tuple[int, int] = (0, 0)  # the tokens in front of its colon or dash: "Civilians rescued – 1,723"
    part_of: int = -1  # the figure of the sentence that this one is a part of
    extra: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Told:
    """What the text has said of figures before a sentence: the last one, each by its value, and the title above.

    `heading` are the tokens of the lowest heading, empty where there is none; `title` is what the title says happened
    to people, and with which word, `materiel` what it says of things; `asked` is what the text last asked the number
    of: sentence, metric, reason.
    """

    last: Figure | None = None
    recent: list[Figure] = field(default_factory=list)
    by_value: dict[float, Figure] = field(default_factory=dict)
    heading: tuple[int, int] = (0, 0)
    title: tuple[str, str] | None = None
    materiel: str | None = None
    asked: tuple[int, str, str] | None = None

    def forget(self) -> None:
        """Let nothing go on from what was told: another story begins."""
        self.last, self.recent = None, []

    def note(self, figure: Figure) -> None:
        """Keep a figure for those that repeat it or go on from it."""
        self.last = figure
        self.recent = [*self.recent[-_RECENT:], figure]
        self.by_value[figure.quantity.best] = figure


_RECENT = 7


def counts_other(metric: str, phrase: Phrase) -> bool:
    """Whether a metric counts another sort of thing than a phrase names: people, materiel, events."""
    counts = load("metrics")[metric]["counts"]
    sort = phrase.noun.sort if phrase.noun else "people"
    return bool((counts == "people") != (sort == "people"))
