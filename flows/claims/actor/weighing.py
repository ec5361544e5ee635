"""Which state armed people without a name belong to: one score over the states that the text names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from flows.claims.actor.belligerents import Side, is_state
from flows.claims.actor.standins import is_seat
from flows.claims.actor.whom import HARM, OWN_FORCES
from flows.claims.actor.whose import OUTSIDE, SIDES, Scene, labelled
from flows.claims.lexicon import words
from flows.claims.metric.figure import EVENTS_OF_PEOPLE
from flows.claims.text.mentions import Mention
from flows.claims.text.nouns import noun_at
from flows.claims.value.numbers import openers

_WEIGHTS = {
    "label": 3.0,  # the label of the paragraph names it
    "sentence": 1.5,  # the sentence names it
    "last": 1.0,  # no state has been named since in the paragraph
    "forces": 1.0,  # its forces are named, as a share of those named most
    "paragraph": 0.75,  # the paragraph has named it
    "named": 0.75,  # it is named, as a share of the one named most
    "before": 0.75,  # the sentence before names it first
    "place": 0.75,  # it is the country of the place
    "abroad": 0.75,  # it is not the country of the place, and people are sent
    "speaks": 2.0,  # its army or defence ministry tells of the dead
    "near": 0.75,  # nothing nearer in the sentence can own them
    "here": 0.5,  # the sentence itself says that it is the country of the place
    "armed": 0.5,  # the text has counted its armed people before
}
_OF_HARM = _WEIGHTS | {"forces": 0.5}  # whose forces a text names are as often those who have killed
_BASES = frozenset(words("weighing")["bases"])
_TELLING = frozenset(words("weighing")["estimating"]) | frozenset(words("weighing")["seeing"]) | {"sees", "see"}
_ATTACKING = frozenset(words("weighing")["attacking"])
_NEXT = 3  # tokens
_REACH = 400  # tokens of a paragraph


def weighed(scene: Scene, near: Side | None) -> Side | None:
    """The state for which most speaks; `near` is the nearest side of the sentence that can own the people.

    "Rebels overran a Kenyan base in Somalia. Some 200 troops were there": the country of the place is Somalia, but the
    forces that the text names are Kenya's.
    """
    found = evidence(scene, near)
    if not found:
        return None
    weights = _OF_HARM if scene.figure.metric in HARM else _WEIGHTS
    sums = {code: sum(weights[name] * much for name, much in told.items()) for code, told in found.items()}
    best = max(sums, key=lambda code: sums[code])
    said = sorted(found[best], key=lambda name: -_WEIGHTS[name] * found[best][name])[:2]
    text = near.text if near is not None and near.code == best else None
    return Side(best, text, f"most speaks for this state: {', '.join(said)}")


def evidence(scene: Scene, near: Side | None) -> dict[str, dict[str, float]]:
    """What speaks for each state that the text names: names of `_WEIGHTS` with how much, from 0 to 1."""
    here = scene.country
    counts = Counter({code: n for code, n in _named(scene).items() if is_state(code)})
    if here is not None:
        counts.setdefault(here, 1)
    if not counts:
        return {}
    most, bodies = max(counts.values()), _bodies(scene)
    strongest = max(bodies.values(), default=1)
    found: dict[str, dict[str, float]] = {code: {"named": n / most} for code, n in counts.items()}
    for code, n in bodies.items():
        if code in found:
            found[code]["forces"] = n / strongest
    for marked, name in _marks(scene, near):
        if marked in found:
            found[marked][name] = 1.0
    if scene.figure.metric in OWN_FORCES and here is not None:
        for code in found:
            if code != here:
                found[code]["abroad"] = 1.0
    return found


def _named(scene: Scene) -> Mapping[str, int]:
    """How often each side is named: in the text, in a list of the day's news in the item."""
    if not scene.memory.items:
        return scene.memory.counts
    return Counter(m.code for i in scene.line() if (m := scene.everyone.get(i)) is not None)


def _marks(scene: Scene, near: Side | None) -> Iterator[tuple[str | None, str]]:
    """The states of which a thing is simply true."""
    doc, memory = scene.doc, scene.memory
    number = doc.sentence_of[scene.figure.quantity.first]
    label = labelled(scene)
    yield (label.code if label else None), "label"
    yield (near.code if near else None), "near"
    yield _army_that_tells(scene), "speaks"
    yield scene.country, "place"
    yield (scene.country if scene.here else None), "here"
    yield from ((code, "armed") for code in memory.armed if not memory.items)
    start = max(doc.sentences[doc.line_start[number]][0], scene.first - _REACH)
    named = list(_states(scene, start, scene.figure.quantity.first))
    yield from ((m.code, "paragraph") for m in named)
    yield (named[-1].code if named else None), "last"
    yield from ((m.code, "sentence") for m in _states(scene, scene.first, scene.last) if m.first in scene.mentions)
    if number:
        before = next(_states(scene, *doc.sentences[number - 1]), None)
        yield (before.code if before else None), "before"


def _army_that_tells(scene: Scene) -> str | None:
    """ "Two soldiers were killed near the Syrian border, the Turkish army said": whose army it is."""
    figure = scene.figure
    suffered = figure.side != "left" or (figure.trigger is not None and figure.trigger.sense.lemma in _SUFFERING)
    if figure.metric not in EVENTS_OF_PEOPLE or not suffered:
        return None  # "the ministry said its forces had killed 40 soldiers"
    for i in range(scene.first, scene.last):
        mention = scene.everyone.get(i)
        if mention is None or i in scene.mentions or not is_state(mention.code):
            continue
        body = scene.doc.word[mention.last : mention.last + 3]
        if mention.role == "forces" or not _ARMIES.isdisjoint(body):
            return mention.code
    return None


_SUFFERING = frozenset({"lose", "loss", "losses", "casualties", "mourn", "death", "deaths"})
_ARMIES = frozenset({"army", "military", "defence", "defense", "navy", "armed", "forces"})


def _states(scene: Scene, first: int, last: int) -> Iterator[Mention]:
    """The states that act in tokens [first, last): not only the place of something, and not who harmed the counted."""
    doc = scene.doc
    harmed = scene.figure.metric in ("killed", "wounded", "casualties", "captured")
    leads = OUTSIDE | ({"to", "for"} if scene.figure.metric in OWN_FORCES else set())
    for i in range(first, last):
        mention = scene.everyone.get(i)
        if mention is None or not is_state(mention.code) or mention.role not in SIDES:
            continue
        lead = doc.word[i - 1] if i else ""
        if lead in leads or (harmed and lead in ("by", "with")):
            continue
        if first == scene.first and ((harmed and did_it(scene, mention)) or of_another_figure(scene, mention)):
            continue
        if first == scene.first and only_counts(scene, mention):
            continue
        yield mention


def of_another_figure(scene: Scene, mention: Mention) -> bool:
    """Whether a mention behind a figure belongs to the next one: "64 soldiers and three Thai farm workers"."""
    starters = openers()
    behind = range(scene.figure.phrase.last, mention.first)
    return any(scene.doc.digit[i] or scene.doc.word[i] in starters for i in behind)


def only_counts(scene: Scene, mention: Mention) -> bool:
    """Whether a side only tells how many of another's there are: "the Pentagon sees 20,000 others drawn up there"."""
    doc, at = scene.doc, scene.figure.quantity.first
    verb = range(mention.last, min(mention.last + _NEXT, at))
    if scene.figure.metric not in OWN_FORCES or not any(doc.word[i] in _TELLING for i in verb):
        return False
    trigger = scene.figure.trigger
    return trigger is None or not mention.last <= trigger.first < at


def did_it(scene: Scene, mention: Mention) -> bool:
    """Whether a side is the one that killed or wounded: "killed by X", "X killed 12"."""
    before = scene.doc.word[max(0, mention.first - 2) : mention.first]
    if "by" in before or "with" in before:
        return True
    trigger = scene.figure.trigger
    if scene.doc.has(_ATTACKING, max(scene.first, mention.first - 2), mention.first):
        return False  # "a bomb hit an Ethiopian convoy, killing seven soldiers"
    return scene.figure.side == "left" and trigger is not None and mention.last <= trigger.first


def _bodies(scene: Scene) -> Counter[str]:
    """How often the text names the forces of each state: "the Kenyan army", "Kenyan soldiers", "a Kenyan base"."""
    memory = scene.memory
    if memory.items:  # each item of a list of the day's news stands for itself
        here = (m for i in scene.line() if (m := scene.everyone.get(i)) is not None)
        return Counter(m.code for m in here if is_state(m.code) and _is_body(scene, m))
    if memory.bodies is None:
        memory.bodies = Counter(m.code for m in scene.everyone.values() if is_state(m.code) and _is_body(scene, m))
    return memory.bodies


def _is_body(scene: Scene, mention: Mention) -> bool:
    doc = scene.doc
    if mention.role == "forces":
        return True
    if mention.role not in ("names", "people", "capitals") or is_seat(doc, mention):
        return False
    for k in range(mention.last, min(mention.last + 3, len(doc))):
        if doc.word[k] in _BASES:
            return True
        found = noun_at(doc, k)
        if found is not None and found[1].code == "military":
            return True
    return False
