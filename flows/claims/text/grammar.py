"""The closed classes of English, as sets."""

from __future__ import annotations

from flows.claims.lexicon import words

_LISTS = words("grammar")

AUXILIARIES = frozenset(_LISTS["auxiliaries"])
PASSIVE = frozenset(_LISTS["passive"])
MODALS = frozenset(_LISTS["modals"])
PREPOSITIONS = frozenset(_LISTS["prepositions"])
CONJUNCTIONS = frozenset(_LISTS["conjunctions"])
PRONOUNS = frozenset(_LISTS["pronouns"])
DETERMINERS = frozenset(_LISTS["determiners"])
INCREMENTS = frozenset(_LISTS["increments"])
LIGHT = frozenset(_LISTS["light"])
SUBORDINATORS = frozenset(_LISTS["subordinators"])
RELATIVES = frozenset(_LISTS["relatives"])
LIST_LINKS = frozenset(_LISTS["list_links"])
CHANGE = frozenset(_LISTS["change"])
POSSESSIVES = frozenset(_LISTS["possessives"])
RATE_UNITS: dict[str, str] = _LISTS["rate_units"]
RATE_WORDS = frozenset(_LISTS["rate_words"])
STOP_VERBS = frozenset(_LISTS["stop_verbs"])
WEEKDAYS = frozenset(words("dates")["weekdays"])
