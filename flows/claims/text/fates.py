"""The forms of a verb, and the fates that the dead may share one number with: "killed, wounded or missing"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import permutations, product

SEVERITIES = frozenset({"critically", "seriously", "gravely", "severely", "badly", "lightly", "slightly", "moderately"})


def inflect(verb: str, past: str | None, participle: str | None, ing: str | None, double: bool) -> dict[str, str]:
    """The forms of a verb by spelling; only its first word changes.

    >>> sorted(inflect("shoot down", "shot", None, None, False).items())
    ... # doctest: +NORMALIZE_WHITESPACE
    [('shoot down', 'base'), ('shooting down', 'ing'), ('shoots down', 's'), ('shot down', 'ed')]
    """
    head, _, rest = verb.partition(" ")
    rest = " " + rest if rest else ""
    stem = head + head[-1] if double else head[:-1] if head.endswith("e") and not head.endswith("ee") else head
    third = head[:-1] + "ies" if head.endswith("y") and head[-2] not in "aeiou" else (
        head + "es" if head.endswith(("s", "x", "z", "ch", "sh", "o")) else head + "s"
    )  # fmt: skip
    regular = (head[:-1] + "ied") if head.endswith("y") and head[-2] not in "aeiou" else stem + "ed"
    if head.endswith("ee"):
        regular = head + "d"
    past = past or regular
    forms = {past + rest: "ed" if participle is None or participle == past else "past"}
    if participle and participle != past:
        forms[participle + rest] = "participle"
        if regular != past:
            forms.setdefault(regular + rest, "ed")
    forms.setdefault((ing or stem + "ing") + rest, "ing")
    forms.setdefault(third + rest, "s")
    forms.setdefault(verb, "base")
    return forms


def fates_of_one_number(groups: Mapping[str, list[str]]) -> Iterator[str]:
    """ "Killed, wounded or taken prisoner": two or three fates of one number, in any order.

    Who is "captured and killed" has one fate after the other, so "and" stands only behind the dead.
    """
    dead, hurt, lost = groups["dead"], groups["hurt"], groups["lost"]
    for one, two in (*product(dead, hurt), *product(dead, lost), *product(hurt, lost)):
        yield f"{one} or {two}"
        yield f"{two} or {one}"
        if one in dead:
            yield f"{one} and {two}"
    for one, two in product(hurt, dead):
        yield f"{one} and {two}"
    for row in (*product(dead, hurt, lost), *product(dead, lost, lost)):
        for one, two, three in permutations(row) if len(set(row)) == len(row) else ():
            for link in ("or", "and"):
                yield f"{one}, {two} {link} {three}"
                yield f"{one}, {two}, {link} {three}"
    for one, two, three, four in product(dead, hurt, lost, lost):
        yield f"{one}, {two}, {three} or {four}"


def pairs_of_verbs() -> Iterator[str]:
    """ "Killing and wounding", "kills or injures", "killed and captured": both verbs of one figure."""
    kills = inflect("kill", None, None, None, False)
    for harm in ("wound", "injure", "maim", "hurt", "capture", "abduct", "kidnap", "detain", "arrest"):
        past = "hurt" if harm == "hurt" else None
        for kill, other in zip(kills, inflect(harm, past, None, None, harm == "kidnap"), strict=False):
            for link in ("and", "or"):
                yield f"{kill} {link} {other}"
                if link == "or" or harm in _HURTING:
                    yield f"{other} {link} {kill}"
                if harm in _HURTING:
                    for degree in SEVERITIES:
                        yield f"{kill} {link} {degree} {other}"
    for dead, link, hurt, degree in product(
        ("dead", "killed"), ("and", "or"), ("wounded", "injured", "hurt"), SEVERITIES
    ):
        yield f"{dead} {link} {degree} {hurt}"


_HURTING = frozenset({"wound", "injure", "maim", "hurt"})
