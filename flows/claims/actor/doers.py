"""Who does what happens to materiel: the subject of firing, owning, losing, destroying; also behind "it" and "they"."""

from __future__ import annotations

from flows.claims.actor.agents import agent_of, subject_of
from flows.claims.actor.whose import OUTSIDE, SIDES, Scene
from flows.claims.lexicon import words
from flows.claims.text.grammar import AUXILIARIES
from flows.claims.text.mentions import Mention

_PRONOUNS = frozenset({"it", "they", "we"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_PASSED_OVER = OUTSIDE | {"including", "by", "with", "than", "like", "unlike"}
_ESTIMATING = frozenset(words("weighing")["estimating"])


def doer_of(scene: Scene) -> Mention | None:
    """The side that acts in the clause of a figure of materiel, where the clause names or takes up one.

    "Thailand has three times the men of Cambodia; it flies 28 jets": the pronoun takes up the subject.
    """
    if agent := agent_of(scene):
        return agent
    if _is_subject(scene):
        return None
    behind = _behind_participle(scene) or _taken_up(scene) or _by_whom(scene)
    return behind or subject_of(scene.doc, scene.figure, scene.mentions, scene.first) or _speaker(scene)


def _by_whom(scene: Scene) -> Mention | None:
    """ "The movement by Eritrea of 14 tanks": the side between "by" and "of", whose act a noun names."""
    word = scene.doc.word
    for i in range(scene.first + 1, scene.figure.quantity.first - 1):
        mention = scene.everyone.get(i) if word[i - 1] == "by" else None
        if mention is not None and mention.role in SIDES and word[mention.last] == "of":
            return mention
    return None


def estimates(scene: Scene, named: Mention) -> bool:
    """ "Seoul gets to as many as 12 million": a side that only says how many of another's there are."""
    trigger, at = scene.figure.trigger, scene.figure.quantity.first
    if trigger is not None and scene.first <= trigger.first < scene.last:
        return False
    return scene.doc.has(_ESTIMATING, named.last, at)


def _is_subject(scene: Scene) -> bool:
    """ "Two missiles struck the base", "one shell landed": the munitions themselves do it, nobody named before them."""
    figure, trigger = scene.figure, scene.figure.trigger
    if figure.metric != "munitions_fired" or trigger is None or figure.side != "right" or trigger.form == "participle":
        return False
    return _BE.isdisjoint(scene.doc.word[figure.phrase.last : trigger.first]) and trigger.sense.use != "transitive"


def _behind_participle(scene: Scene) -> Mention | None:
    """ "Russia attacked Odesa, firing 20 missiles": the subject of the sentence, for a participle behind a comma."""
    trigger, doc = scene.figure.trigger, scene.doc
    if trigger is None or scene.figure.side != "left" or trigger.form != "ing" or doc.word[trigger.first - 1] != ",":
        return None
    for i in range(scene.first, trigger.first):
        mention = scene.mentions.get(i)
        if mention is not None and mention.role in SIDES and _is_free(scene, i):
            return mention
    return None


def _is_free(scene: Scene, i: int) -> bool:
    """Whether no preposition leads to a name."""
    word = scene.doc.word
    lead = word[i - 1] if i > scene.first else ""
    lead = word[i - 2] if lead == "the" and i - 1 > scene.first else lead
    return lead not in _PASSED_OVER


def _taken_up(scene: Scene) -> Mention | None:
    """Whom "it" or "they" right before the verb takes up in its own sentence."""
    trigger, doc = scene.figure.trigger, scene.doc
    if trigger is None or scene.figure.side != "left":
        return None
    at = trigger.first - 1
    while at > scene.first and doc.word[at] in AUXILIARIES:
        at -= 1
    if doc.word[at] in ("and", "then", "or"):  # "they shot down a drone and fired two missiles"
        at = next((i for i in range(at - 1, scene.first, -1) if doc.word[i] in _PRONOUNS), at)
    if doc.word[at] not in _PRONOUNS:
        return None
    behind_of: Mention | None = None
    for i in range(at - 1, scene.first - 1, -1):
        mention = scene.everyone.get(i)
        if mention is None or mention.role not in SIDES or not _is_free(scene, i):
            continue
        if doc.digit[mention.last + (doc.word[mention.last] in ("'s", "'"))]:
            continue
        if "of" not in doc.word[max(0, i - 2) : i]:
            return mention
        behind_of = behind_of or mention
    return behind_of


def _speaker(scene: Scene) -> Mention | None:
    """ "Al-Shabaab said it had destroyed two aircraft": the pronoun before the verb stands for who speaks."""
    trigger, doc = scene.figure.trigger, scene.doc
    if trigger is not None and scene.figure.side != "left":
        return None
    end, reach = (trigger.first, 5) if trigger is not None else (scene.figure.quantity.first, 9)
    for i in range(end - 1, max(scene.first - 1, end - reach), -1):
        if doc.word[i] in _PRONOUNS:
            names = (scene.everyone.get(k) for k in range(i - 1, scene.first - 1, -1))
            named = next((mention for mention in names if mention is not None and mention.role in SIDES), None)
            return named or opening_before(scene)
        if doc.word[i] not in AUXILIARIES and (trigger is not None or not doc.word[i].isalpha()):
            return None
    return None


def opening_before(scene: Scene) -> Mention | None:
    """The side that the sentence before opens with, for "it says it has hit …"."""
    number = scene.doc.sentence_of[scene.first]
    for back in range(number - 1, max(-1, number - 3), -1):
        begin, end = scene.doc.sentences[back]
        named = (scene.everyone.get(k) for k in range(begin, min(end, begin + 6)))
        found = next((mention for mention in named if mention is not None and mention.role in SIDES), None)
        if found is not None:
            return found
    return None
