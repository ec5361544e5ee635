"""Which of the places of a sentence belongs to a figure: by the word that leads to it and what stands between."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from flows.claims.place.gazetteer import Place
from flows.claims.place.placemention import DEALINGS, LISTS, STRONG, PlaceMention, is_capital
from flows.claims.text import grammar
from flows.claims.text.tokens import Document
from flows.claims.value.numbers import openers

_CLAUSES = frozenset(LISTS["clauses"])
_PARTS = frozenset(LISTS["parts"])
_STRIKES = frozenset(LISTS["strikes"]) | frozenset(LISTS["struck"])
_HOSTED = frozenset({"refugees", "evacuated", "returned"})
_SENT = (_HOSTED - {"evacuated"}) | {"deployed", "equipment_supplied", "trained"}
_LEFT = frozenset({"displaced", "withdrawn", "evacuated", "released", "abducted", "bodies"})
_FIRED = frozenset({"munitions_fired", "attacks"})
_LEVELS = frozenset({"strength", "equipment_held", "equipment_produced", "recruited"})
_LAUNCHED = frozenset(LISTS["launched"])
_BOUND = frozenset(LISTS["bound"])
_SUPPLY = frozenset(LISTS["supply"])
_UPROOTED = frozenset({"displaced", "affected"})
_FROM_THE_SKY = _FIRED | {"munitions_intercepted", "equipment_lost"}
# what a preposition costs with the metrics that go with it, and with the others
_LEADS: dict[str, tuple[frozenset[str], float, float]] = {
    **dict.fromkeys(("to", "toward", "towards"), (_SENT, -0.6, 0.6)),
    "over": (_FROM_THE_SKY, -0.2, 0.6),
    "for": (frozenset({"equipment_supplied"}), -0.1, 0.8),
    "of": (frozenset(), 0.3, 0.3),
    ",": (frozenset(), 0.3, 0.3),
}
_OTHER_LEADS: tuple[frozenset[str], float, float] = (frozenset(), 0.1, 0.1)
_HOSTING = (["hosts"], ["hosted"], ["hosting"], ["houses"])
_LOCAL = frozenset(LISTS["local"])
_GOVERNING = frozenset(LISTS["governing"]) | {"army"}
_COUNTS = frozenset(LISTS["counts"])
_OF_THEM = frozenset({"them", "which", "whom", "these", "those"})
_OPENING_VERBS = grammar.AUXILIARIES | frozenset({
    "keeps", "kept", "sent", "sends", "lost", "loses", "says", "said", "puts", "plans", "wants", "maintains",
    "contributes", "provides", "deploys", "counts", "lists", "took", "pledged", "promised", "offered", "pulled",
})  # fmt: skip
_TOO_FAR = 64  # tokens: further off no place is cheap enough
_LONGEST_SOURCE = 8  # tokens; what is longer is no name
_ENOUGH = 2.6
_NEAR_BY = 0.9  # the cost up to which a finer place is that of a figure in spite of its frame


def choose_place(
    doc: Document, found: Sequence[PlaceMention], figure_first: int, phrase_last: int, trigger_first: int, metric: str,
    outside: Sequence[tuple[int, int]] = (),
) -> PlaceMention | None:  # fmt: skip
    """The place of one figure: the nearest that the clause leads to, destinations first where people are sent.

    Token ranges in `outside` (the names of sources) hold no place of a figure.
    """
    best: PlaceMention | None = None
    best_cost = 1.6 if metric in _LEVELS else _ENOUGH
    anchor = max(phrase_last, trigger_first)
    near = figure_first - _TOO_FAR - _LONGEST_SOURCE, anchor + _TOO_FAR
    outside = [(begin, end) for begin, end in outside if near[0] < begin < near[1] and end - begin <= _LONGEST_SOURCE]
    begin = bisect_left(found, figure_first - _TOO_FAR, key=_first_token)
    for mention in found[begin : bisect_left(found, anchor + _TOO_FAR, key=_first_token)]:
        if mention.inside:
            continue
        if _brackets(doc, mention, figure_first):
            return mention
        if metric not in _HOSTED and any(_names_part_of(mention, begin, end) for begin, end in outside):
            continue
        cost = _lead_cost(doc, mention, metric, mention.first < figure_first)
        if cost is None:
            continue
        if mention.reporting and metric not in _HOSTED and not figure_first <= mention.at - 1 < phrase_last:
            cost += 3.0
        if mention.prep == "of" and doc.word[mention.at - 1] in DEALINGS:
            continue  # "the lists of Stockholm"
        if metric in _UPROOTED and _others_went(doc, anchor, mention):
            continue
        cost += _distance_cost(doc, mention, figure_first, anchor, outside)
        framed = best is not None and best.last <= figure_first and _frames(doc, best)
        if framed and _takes_over(doc, mention, figure_first):
            best_cost = _ENOUGH
        if framed and best is not None and _lies_in(mention, best):
            best_cost = _NEAR_BY
        if cost < best_cost:
            best, best_cost = mention, cost
    return _with_its_pair(doc, best, found, best.first > figure_first) if best is not None else None


def _lies_in(mention: PlaceMention, frame: PlaceMention) -> bool:
    """ "In Libya, the army lost 33 men around Gharyan": a place of the country that frames the sentence."""
    wide = _kind(frame) == "country" and _kind(mention) not in ("", "country")
    return wide and mention.country == frame.country and mention.prep in STRONG


def _takes_over(doc: Document, mention: PlaceMention, figure_first: int) -> bool:
    """ "In Sumy one died, and in Brovary a woman was hurt": where the second place takes over."""
    joined = mention.prep in STRONG and doc.word[mention.at - 1] in ("and", ";", "while", "but", "whereas")
    return joined and mention.last <= figure_first and not mention.reporting


def _brackets(doc: Document, mention: PlaceMention, figure_first: int) -> bool:
    """ "Chechnya (101, of them 39 dead)": a figure in the brackets behind a place."""
    at = mention.last
    if mention.place is None or at >= figure_first or doc.raw[at] != "(" or doc.upper[at + 1]:
        return False
    return _number_follows(doc, at + 1) and ")" not in doc.raw[at:figure_first]


def _others_went(doc: Document, anchor: int, mention: PlaceMention) -> bool:
    """ "900 are displaced, while nearly 300 are in Chad", "900 fled, of whom 300 have crossed into Chad"."""
    behind = range(anchor + 1, mention.first)
    number = next((k for k in behind if _is_number(doc, k)), -1)
    return number > 0 and not grammar.AUXILIARIES.isdisjoint(doc.word[number + 1 : mention.first])


def _with_its_pair(doc: Document, place: PlaceMention, found: Sequence[PlaceMention], behind: bool) -> PlaceMention:
    """ "in Mali and Burkina Faso": what happened in two countries has no single one."""
    end, other = place.last, None
    for m in (m for m in found if m.first > place.first):
        joint = doc.word[end : m.first]
        if joint not in ([","], ["and"], ["or"], [",", "and"], ["and", "the"], ["and", "in"]):
            break
        if behind and joint[-1:] == ["and"] and m.last < len(doc) and doc.word[m.last] in _OPENING_VERBS:
            break  # "in Kosovo, and Britain is to send 200"
        end, other = m.last, m if joint != [","] else other
    if other is None or place.place is None or other.place is None:
        return place
    wide = {place.place.kind, other.place.kind} <= {"country", "region", "admin1"}
    if not wide or not place.country or not other.country or place.country == other.country:
        return place
    text = doc.span(place.first, other.last)
    return replace(place, last=other.last, text=text, place=Place(text, "", "region", 0), chain=[])


def _first_token(mention: PlaceMention) -> int:
    return mention.first


def _names_part_of(mention: PlaceMention, begin: int, end: int) -> bool:
    """Whether a place stands inside the name of a source, and is not what "in" before that name leads to."""
    return begin <= mention.first < end and not (mention.prep in STRONG and mention.at < begin)


def _distance_cost(
    doc: Document, mention: PlaceMention, figure_first: int, anchor: int, speakers: Sequence[tuple[int, int]]
) -> float:
    between = [who for who in speakers if mention.last <= who[0] < figure_first]
    frames = _frames(doc, mention)
    if between and any(_is_foreign(doc, mention, who) for who in between):
        speaks = mention.prep in STRONG and _opens(doc, mention) and mention.last in {begin for begin, _ in between}
        if speaks or frames:
            return 3.0  # "In Delhi Defence Minister Singh told …"
    if frames and not (mention.reporting or ";" in doc.word[mention.last : figure_first]):
        return 0.1 + 0.4 * sum(word in _CLAUSES for word in doc.word[mention.last : figure_first])
    if mention.first >= figure_first:
        begin, end, cost = min(anchor, mention.first), max(anchor, mention.first), 0.0
    else:
        begin, end, cost = mention.last, figure_first, 0.8
    crossed = _without_asides(doc, begin, end) if mention.first >= figure_first else doc.word[begin:end]
    cost += 0.06 * len(crossed) + 0.35 * crossed.count(",") + 0.8 * sum(word in _CLAUSES for word in crossed)
    if ";" in crossed:
        cost += 0.8 + any(_is_number(doc, k) for k in range(begin + crossed.index(";"), end))
    if mention.first >= figure_first:
        part = max((k for k, word in enumerate(crossed) if word in _PARTS or _is_part(doc, begin + k)), default=-1)
        if part >= 0:  # "70, including 8 in Gaza City", but "70, including a child, in Gaza City"
            closed = _part_ends(doc, begin + part + 1, mention)
            cost += 0.6 if closed else 2.4
        if ("," in crossed or "and" in crossed) and _number_follows(doc, mention.last):
            cost += 1.0  # "1,000 in Poland, those of Moldova 300"
    elif "where" in crossed[:4]:
        cost -= 1.4
    return cost


def _part_ends(doc: Document, start: int, mention: PlaceMention) -> bool:
    """ "28 people, including three children, from the rubble in Kyiv": a comma without a number behind it."""
    comma = next((k for k in range(mention.at - 1, start - 1, -1) if doc.word[k] == ","), None)
    counted = (k for k in range(comma or 0, mention.first) if _is_number(doc, k) and doc.word[k] != "a")
    return comma is not None and next(counted, None) is None


def _without_asides(doc: Document, begin: int, end: int) -> list[str]:
    """The words crossed, but for a part set in with its commas: "48, 20 of whom are alive, are held in"."""
    words = doc.word[begin:end]
    for i in doc.among(_COMMA, begin, end - 4):
        opens = doc.word[i + 1] in _PARTS or _is_part(doc, i + 2) or _is_part(doc, i + 3)
        close = next((k for k in range(i + 2, end - 1) if doc.word[k] == ","), -1) if opens else -1
        if close > 0 and doc.word[close + 1] not in _GOES_ON and not _is_number(doc, close + 1):
            return doc.word[begin:i] + doc.word[close + 1 : end]
    return words


_COMMA = frozenset({","})
_GOES_ON = frozenset({"and", "while", "but", "or", "most", "some", "of", "including"})


def _is_foreign(doc: Document, mention: PlaceMention, who: tuple[int, int]) -> bool:
    """Whether who speaks behind a place has a name and serves no town or country, or rules there.

    "In Delhi the UN", "In Kyiv the general staff", but not "in Goma residents".
    """
    rules = is_capital(mention) and not _GOVERNING.isdisjoint(doc.word[slice(*who)])
    return (rules or any(doc.upper[slice(*who)])) and _LOCAL.isdisjoint(doc.word[slice(*who)])


def _is_part(doc: Document, i: int) -> bool:
    """ "121 drones, 44 of them over Bryansk"."""
    return doc.word[i] == "of" and doc.word[i + 1] in _OF_THEM and _is_number(doc, i - 1)


def _frames(doc: Document, mention: PlaceMention) -> bool:
    """ "In Afghanistan, the United States has …": what a sentence opens with holds for all of it."""
    closing = max([mention.last, *(inner.last for inner in mention.chain if inner.first >= mention.first)])
    framed = mention.at >= 0 and (doc.word[closing : closing + 1] == [","] or _is_number(doc, closing))
    return framed and mention.prep in STRONG and _opens(doc, mention)


def _opens(doc: Document, mention: PlaceMention) -> bool:
    first = doc.sentences[doc.sentence_of[mention.first]][0]
    return mention.at == first or doc.word[mention.at - 1] in ("-", "–", "—", "“", '"')


def _number_follows(doc: Document, i: int) -> bool:
    return any(_is_number(doc, k) and doc.word[k] not in ("a", "an") for k in range(i, min(i + 2, len(doc.word))))


def _is_number(doc: Document, i: int) -> bool:
    return i < len(doc) and (doc.raw[i][0].isdigit() or doc.word[i] in openers())


def _lead_cost(doc: Document, mention: PlaceMention, metric: str, before: bool) -> float | None:
    """What the word that leads to a place costs; None where it cannot be the place of the metric."""
    prep, following = mention.prep, doc.word[mention.last] if mention.last < len(doc.word) else ""
    if (mention.refers == "abroad" and metric not in _HOSTED | _UPROOTED) or following == "'s":
        return None
    if not prep:
        return _bare_cost(doc, mention, metric, before)
    if _leads_elsewhere(doc, mention, metric, following):
        return None
    if prep == "from" or (prep == "of" and doc.word[mention.at - 1] == "out"):
        return -0.4 if metric in _LEFT else None
    if prep == "into":
        return -0.8 if metric in _SENT else -0.3
    if prep == "between" and _kind(mention) == "country":
        return 0.9  # the two sides
    if prep in STRONG or prep in ("there", "between"):
        return -0.3
    if prep in ("on", "against"):
        struck = any(word in _STRIKES for word in doc.word[max(0, mention.at - 3) : mention.at + 1])
        if struck or (prep == "on" and _kind(mention) in ("site", "region")):
            return -0.1
        return 0.7 if prep == "on" else 0.2 if metric in _FIRED else 3.0
    if prep in ("to", "toward", "towards") and not _LAUNCHED.isdisjoint(doc.word[max(0, mention.at - 4) : mention.at]):
        return -0.1
    metrics, fits, else_ = _LEADS.get(prep, _OTHER_LEADS)
    return fits if metric in metrics else else_


def _leads_elsewhere(doc: Document, mention: PlaceMention, metric: str, following: str) -> bool:
    """Whether what leads to a place says that the figure is not there."""
    prep = mention.prep
    if mention.refers.startswith("line") and metric in _HOSTED:
        return True  # "hundreds crossed the border": into which country is told elsewhere
    if prep in ("of", "for") and following.endswith("ing"):
        return True  # "in exchange for Somaliland releasing"
    if doc.word[mention.at - 1] in _BOUND and prep in ("to", "for") and metric not in _SENT | _HOSTED:
        return True  # "migrants on their way to Spain"
    # "Spain: ten Leopards" is a list of those who give
    return prep == ":" and metric == "equipment_supplied" and _kind(mention) == "country"


def _bare_cost(doc: Document, mention: PlaceMention, metric: str, before: bool) -> float | None:
    """ "Poland has admitted 2 million", "the town's hospital received 32", "send Ukraine 31 tanks"."""
    country = _kind(mention) == "country"
    if metric == "equipment_supplied" and country and mention.first and doc.word[mention.first - 1] in _SUPPLY:
        return -0.4
    if before and not country and _is_subject(doc, mention):
        return 0.4
    hosts = metric in _HOSTED - {"evacuated"} and (country or mention.refers == "abroad")
    hosts = hosts or (country and metric == "deployed" and doc.word[mention.last : mention.last + 1] in _HOSTING)
    return 0.3 if before and (hosts or mention.refers.startswith("of ")) else None


def _is_subject(doc: Document, mention: PlaceMention) -> bool:
    """ "Babil had 117 dead": a place that opens a clause is where its figures are."""
    first = doc.sentences[doc.sentence_of[mention.first]][0]
    opens = mention.first == first or doc.word[mention.first - 1] in (";", "while", "and", "but", "•", "–", "—", "-")
    verb = mention.last + (doc.word[mention.last : mention.last + 1] in (["alone"], ["itself"], ["also"]))
    counts = verb < len(doc) and doc.word[verb] in _COUNTS
    return opens and counts and mention.place is not None and not is_capital(mention)


def _kind(mention: PlaceMention) -> str:
    return mention.place.kind if mention.place is not None else ""
