"""Which place, and which country, a name in the news means: phrases are read down to a name of the index."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import cache, lru_cache
from math import log10
from typing import NamedTuple

from flows.claims.place.placenames import WEIGHTS, Candidate, Place, PlaceIndex, by_weight, fold

__all__ = ["Gazetteer", "Place", "gazetteer"]

_LONGEST_NAME = 120  # characters; what is longer is a sentence
_PROMINENT = log10(50_000)  # below it a place is believed only where the article speaks of its country
_NEAR, _NEAR_STEP, _NEAR_LEAST = 1.8, 0.05, 1.3  # for lying in a country that the article speaks of
_SAID = 3.0  # for lying in the country that the phrase itself names
_KIND, _KIND_STEP = 4.0, 1.5  # for being of the kind that a generic word asks for

_GENITIVE = re.compile(r"^(.+?)(?:['’]s|s['’]) (.+)$")
_ENDING = re.compile(r"(?:['’]s?|-based|-born|-led|-backed|-run)$")  # Gaza's, London-based
_PARTICIPLE = re.compile(r"-[a-z]+$")  # Israeli-occupied, Houthi-held


class _Found(NamedTuple):
    candidates: tuple[Candidate, ...] = ()
    explicit: bool = False  # a generic word or a country stands with the name: "the town of Police"
    said: str = ""  # the country that the phrase itself names: "Mosul, Iraq"


_NOTHING = _Found()


@cache
def gazetteer() -> Gazetteer:
    """Give the one gazetteer of this process, read at the first call."""
    return Gazetteer()


class Gazetteer:
    """Names to places; `gazetteer()` gives the one that is read once."""

    def __init__(self) -> None:
        self._names = PlaceIndex()
        self._find = lru_cache(maxsize=1 << 14)(self._read)

    def lookup(self, name: str) -> tuple[Place, ...]:
        """Give every place that a name may mean, the most prominent first.

        Names are as news writes them ("Kursk oblast", "northern Nigeria", "MOSUL"); in lower case nothing is a name.

        >>> [place.country for place in gazetteer().lookup("Tripoli")][:2]
        ['LBY', 'LBN']
        """
        return tuple(candidate.place for candidate in self._find(name).candidates)

    def resolve(self, name: str, near: Collection[str] = ()) -> Place | None:
        """Give the place that a name means in an article that speaks of the countries `near`, the weightiest first.

        None where the name is unknown, where only places of less than 50,000 people or second-level units outside
        `near` bear it, or where it is weak (see `is_weak`) and neither lies prominent in `near` nor stands with a
        generic word or a country ("the town of Police").

        >>> gazetteer().resolve("Russian oblast of Kursk")
        Place(name='Kursk', country='RUS', kind='admin1', population=0)
        >>> [gazetteer().resolve("Tripoli", near).country for near in ([], ["LBN"])]
        ['LBY', 'LBN']
        """
        found = self._find(name)
        if not found.candidates:
            return None
        ranks = {country: rank for rank, country in enumerate(near)}
        weak = self.is_weak(name)
        alone = found.explicit and not near
        only = alone and len({c.place.country for c in found.candidates}) == 1
        best, best_score = None, 0.0
        for place, weight, asked in found.candidates:
            said = place.country == found.said != ""
            local, prominent = said or place.country in ranks, weight >= _PROMINENT
            if not (local or prominent or only):
                continue
            if weak and not (
                alone or (local and (found.explicit or (prominent and not self._names.is_quiet_city(place, weight))))
            ):
                continue
            score = weight + asked + (_SAID if said else 0.0)
            if place.country in ranks:
                score += max(_NEAR - _NEAR_STEP * ranks[place.country], _NEAR_LEAST)
            if score > best_score:
                best, best_score = place, score
        return best

    def is_listed(self, name: str) -> bool:
        """Tell whether a place bears exactly this name.

        >>> gazetteer().is_listed("Cox's Bazar"), gazetteer().is_listed("Ukraine's Kharkiv")
        (True, False)
        """
        return bool(self._names.bearers(name))

    def is_of_wars(self, name: str) -> bool:
        """Tell whether our own lists have a name, and not only the package.

        >>> gazetteer().is_of_wars("Cox's Bazar"), gazetteer().is_of_wars("Bordeaux")
        (True, False)
        """
        return self._names.is_own(name)

    def is_weak(self, name: str) -> bool:
        """Tell whether a name is also an English word or borne by people, so that alone it proves no place.

        >>> gazetteer().is_weak("Police"), gazetteer().is_weak("Abdullah Hassan"), gazetteer().is_weak("Mosul")
        (True, True, False)
        """
        return self._names.is_weak(name)

    def _read(self, name: str) -> _Found:
        text = " ".join(name.split())
        if len(text) > _LONGEST_NAME:
            return _NOTHING
        bare = _ENDING.sub("", text)
        found = self._search(bare) if bare != text else _NOTHING
        return found if found.candidates else self._search(text)

    def _search(self, text: str) -> _Found:
        exact = self._names.bearers(text)
        if exact:
            return _Found(exact)
        readings: tuple[Callable[[str], _Found], ...] = (self._listed, self._related, self._owned, self._trimmed)
        for reading in readings:  # each goes on with a shorter text, so this ends
            found = reading(text)
            if found.candidates:
                return found
        return _NOTHING

    def _listed(self, text: str) -> _Found:
        """Read "Boyo and Kainama": the first that is known."""
        for joint in (" and ", " & ", "/"):
            head, met, tail = text.partition(joint)
            if met:
                first = self._search(head)
                return first if first.candidates else self._search(tail)
        return _NOTHING

    def _related(self, text: str) -> _Found:
        """Read "Mosul, Iraq" and "Russian oblast of Kursk": what comes first, in the place that comes last."""
        relation = self._names.relation.search(text)
        if relation is None:
            return _NOTHING
        head, tail = text[: relation.start()], text[relation.end() :]
        inner, outer = self._search(head), self._search(tail)
        if not inner.candidates or self._names.is_plain(head):
            asked = self._asked(outer, head)
            return asked if asked.candidates else inner
        within = outer.candidates[0].place.country if outer.candidates else ""
        return self._inside(inner, within, outer) if within else inner

    def _owned(self, text: str) -> _Found:
        """Read "Ukraine's Kharkiv region"."""
        match = _GENITIVE.match(text)
        owner = self._search(match[1]) if match else _NOTHING
        if not match or not owner.candidates:
            return _NOTHING
        return self._inside(self._search(match[2]), owner.candidates[0].place.country, owner)

    def _trimmed(self, text: str) -> _Found:
        """Read "Kursk region", "Camp Shorabak", "northern Nigeria", "Houthi-held Hodeidah", "Sudan-Chad border"."""
        head, _, last = text.rpartition(" ")
        if head and fold(last) in self._names.nouns:
            found = self._asked(self._search(head), last)
            if found.candidates:
                return found
        first, _, tail = text.partition(" ")
        if not tail:
            before, hyphen, after = text.replace("–", "-").partition("-")
            return self._search(after if fold(before) in self._names.leads else before) if hyphen else _NOTHING
        if fold(first) in self._names.nouns:
            return self._asked(self._search(tail), first)
        if first == first.lower() or fold(first) in self._names.leads or _PARTICIPLE.search(first):
            found = self._search(tail)
            if found.candidates:
                return found
        return self._national(text)

    def _national(self, text: str) -> _Found:
        """Read "Iraqi Kurdistan" and, where only generic words follow, "Iranian territory"."""
        words = text.split(" ")
        for count in range(min(3, len(words) - 1), 0, -1):
            country = self._names.demonyms.get(fold(" ".join(words[:count])), "")
            if country:
                rest = " ".join(words[count:])
                if self._names.is_plain(rest):
                    return _Found((Candidate(self._names.states[country], WEIGHTS["country"]),), True, country)
                return self._inside(self._search(rest), country, _NOTHING)
        return _NOTHING

    def _inside(self, found: _Found, country: str, otherwise: _Found) -> _Found:
        inside = tuple(c for c in found.candidates if c.place.country == country)
        return _Found(inside, True, country) if inside else otherwise

    def _asked(self, found: _Found, words: str) -> _Found:
        """Put first the candidates of the kind that a generic word asks for, and keep the country that is said."""
        keys = fold(words).split()
        kinds = next((self._names.nouns[key] for key in reversed(keys) if key in self._names.nouns), ())
        said = next((self._names.demonyms[key] for key in keys if key in self._names.demonyms), found.said)
        bonus = {kind: max(_KIND - _KIND_STEP * rank, 0.0) for rank, kind in enumerate(kinds)}
        asked = [c._replace(asked=bonus.get(c.place.kind, 0.0)) for c in found.candidates]
        return _Found(tuple(sorted(asked, key=by_weight)), found.explicit or bool(kinds), said)
