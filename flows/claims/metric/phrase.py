"""The noun phrase of a figure, as a record."""

from __future__ import annotations

from dataclasses import dataclass, field

from flows.claims.text import grammar
from flows.claims.text.mentions import Mention
from flows.claims.text.nouns import Noun

STOP = grammar.AUXILIARIES | grammar.CONJUNCTIONS | grammar.PREPOSITIONS | grammar.PRONOUNS | grammar.STOP_VERBS
PUNCTUATION = frozenset(",;:.!?()[]{}«»…*•|/\\=<>—–")
QUOTES = frozenset("\"“”'‘’")


@dataclass(slots=True)
class Phrase:
    """The noun phrase behind a figure, up to token `last`; `noun` is None where the figure stands alone.

    `actors` are the actors named inside, `states` the participles that modify the noun ("wounded soldiers"),
    `partitive` tells "of the …", `pronoun` the pronoun that stands for the counted ("of them", "its soldiers").
    """

    last: int
    noun: Noun | None = None
    noun_first: int = -1
    noun_last: int = -1
    actors: list[Mention] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    partitive: bool = False
    pronoun: str | None = None
    increment: bool = False
    others: bool = False
    unknown: str | None = None
    base: int | None = None  # the token where the base of a share begins: "half of the 11,000"
    rate: str | None = None
    definite: bool = False  # "the 136": said before
    complement: bool = False  # the noun stands behind "were"
