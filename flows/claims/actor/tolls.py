"""Whose dead and wounded a toll counts: by its noun, by who admits it, by who lost them."""

from __future__ import annotations

from flows.claims.actor.agents import subject_of
from flows.claims.actor.belligerents import ARMED, Side, is_group, is_state
from flows.claims.actor.weighing import weighed
from flows.claims.actor.whom import HARM, Answer, last_word, leading_group, population_of, stands_for_others
from flows.claims.actor.whose import OUTSIDE, SIDES, Scene, antecedent, it_or_they, narrow
from flows.claims.text import grammar
from flows.claims.text.mentions import Mention
from flows.claims.text.nouns import noun_at
from flows.claims.text.tokens import Document

_HARMED_OR_HELD = HARM | {"captured"}
COUNTS_OWN = "who counts its own"
_COUNTS = frozenset({"counts", "counted", "lists", "listed", "mourns", "mourned", "reported", "reports", "recorded",
                     "records", "registered", "confirmed"})  # fmt: skip
_OWN_DEAD = frozenset({"bury", "buries", "buried", "mourn", "mourns", "mourned", "lose", "loses", "lost"})
_ADMITTING = frozenset(
    ["admit", "admits", "admitted", "acknowledge", "acknowledges", "acknowledged", "concede", "concedes", "conceded",
     "owns", "confessed", "confesses"]
)  # fmt: skip
_BODIES = frozenset(
    ["army", "military", "navy", "forces", "troops", "general", "staff", "government", "ministry", "junta", "police",
     "air", "armed", "defence", "defense", "command", "regime", "authorities"]
)  # fmt: skip
_OF_FORCES = frozenset({"military", "combat", "army", "personnel", "manpower", "troop", "battlefield", "uniformed"})
_PUTTING = frozenset({"put", "puts", "putting", "gave", "gives", "set", "sets"})
_WARDS = frozenset({"hospital", "hospitals", "clinic", "clinics", "patients", "ward", "wards"})
_LOSING = frozenset({"suffer", "suffers", "suffered", "suffering", "sustain", "sustains", "sustained", "sustaining",
                     "lost", "lose", "loses", "losing", "incurred", "incur", "cost", "costs"})  # fmt: skip
_OWN_ARMY = frozenset({"army", "military", "navy", "forces", "troops"})
_LOSS = 4  # tokens
_DENYING = frozenset({"denied", "denies", "deny", "denying", "admitted", "admits", "acknowledged", "acknowledges",
                      "confirmed", "confirms", "reported", "reports"})  # fmt: skip
_COST, _AT_COST = frozenset({"cost", "costs", "costing"}), 5  # tokens
_AMONG = frozenset({"among", "amongst", "in", "within"})
_OF_ONE = frozenset({"ranks", "men", "own", "army", "forces", "military"})
_RANKS = 8  # tokens
_TOLL_ENDS = frozenset({"in", "and", ",", "since", "amid", "with", "after", "during", "when", "on", "by"})
_TOLL_NOUNS = (["toll"], ["count"], ["tally"])
_TOLL_LINKS = (["among"], ["of"], ["from"], ["for"], ["against"], ["amongst"])


def of_a_toll(scene: Scene) -> Answer | None:
    """ "Russia's dead", "the toll among National Guard troops", "North Korea has suffered 4,700 casualties"."""
    figure, population = scene.figure, population_of(scene.figure)
    unsaid = population == "people" and (figure.metric == "casualties" or last_word(scene) == "personnel")
    if not (stands_for_others(figure) or unsaid):
        return None
    trigger = figure.trigger
    if trigger and figure.side == "left" and trigger.sense.use in ("toll", "state"):
        lead = scene.doc.word[trigger.first - 1] if trigger.first > scene.first else ""
        owner = antecedent(scene, population) if lead in grammar.POSSESSIVES else None
        if owner is not None and owner.code:  # "they put their dead at 200"
            known = scene.memory.armed.get(owner.code, "military" if is_state(owner.code) else "combatants")
            return owner, narrow(known, owner.code)
    if (ranks := _among_its_ranks(scene)) is not None:
        return ranks
    told = _told_by_noun(scene)
    if told:
        side = told[0] if told[0].code else scene.of_place()
        return side, told[1] if population == "people" else population
    return _losing_side(scene)


def _among_its_ranks(scene: Scene) -> Answer | None:
    """ "Moscow gave 67 killed and 283 injured among its troops": also the first number of such a list."""
    doc, start = scene.doc, scene.figure.phrase.last
    if not doc.has(_AMONG, start, min(scene.last, start + _RANKS)):
        return None
    for i in range(start, min(scene.last - 2, start + _RANKS)):
        if doc.word[i] in _AMONG and doc.word[i + 1] in grammar.POSSESSIVES:
            found = next((hit for k in (i + 2, i + 3) if (hit := noun_at(doc, k)) is not None), None)
            if doc.word[i + 2] not in _OF_ONE and (found is None or found[1].code not in ARMED):
                return None
            named = (scene.everyone.get(k) for k in range(scene.figure.quantity.first - 1, scene.first - 1, -1))
            side = next((m for m in named if m is not None and m.role in SIDES), None)
            population = found[1].code if found is not None and found[1].code in ARMED else "combatants"
            return (scene.side(side, "among whose men they are"), narrow(population, side.code)) if side else None
        if doc.word[i] in (",", ";", ":"):
            return None
    return None


def _toll_span(scene: Scene) -> tuple[int, int] | None:
    """The tokens of the noun phrase of a toll: those before its noun and those that "of" or "among" adds."""
    figure, doc = scene.figure, scene.doc
    trigger, phrase = figure.trigger, figure.phrase
    if trigger is not None and figure.side == "left" and trigger.sense.use in ("toll", "nominal"):
        start = trigger.first
        while start > max(scene.first, trigger.first - 4) and not _outside_phrase(doc.word[start - 1]):
            start -= 1
        end = trigger.last + (doc.word[trigger.last : trigger.last + 1] in _TOLL_NOUNS)
        linked = doc.word[end : end + 1] in _TOLL_LINKS
        return start, min(figure.quantity.first, end + 7) if linked else trigger.last
    if phrase.noun is not None and 0 <= phrase.noun_first < figure.quantity.first:
        start = phrase.noun_first  # "the army's own dead number 31"
        while start > max(scene.first, phrase.noun_first - 5) and not _outside_phrase(doc.word[start - 1]):
            start -= 1
        end = phrase.noun_last + (doc.word[phrase.noun_last : phrase.noun_last + 1] in _TOLL_NOUNS)
        linked = doc.word[end : end + 1] in _TOLL_LINKS
        return start, min(figure.quantity.first, end + 7) if linked else phrase.noun_last
    if phrase.noun is not None and phrase.noun_first >= 0:
        stop = phrase.last
        if doc.word[stop : stop + 1] in _TOLL_LINKS:
            stop += 1
            while stop < min(scene.last, phrase.last + 6) and not _outside_phrase(doc.word[stop]):
                stop += 1
        return figure.quantity.last, stop
    return None


def _outside_phrase(word: str) -> bool:
    verb = word in grammar.STOP_VERBS or (word in grammar.AUXILIARIES and word != "'s") or word in _PUTTING
    return verb or word in grammar.PREPOSITIONS or word in _TOLL_ENDS or word in (";", ".", ":")


def _told_by_noun(scene: Scene) -> Answer | None:
    doc, span = scene.doc, _toll_span(scene)
    mention, population = None, None
    for i in range(*span) if span else ():
        found = noun_at(doc, i)
        here = scene.mentions.get(i)
        if here and here.role in SIDES and doc.word[max(0, i - 1)] not in OUTSIDE:
            mention = here
        if found and found[1].sort == "people" and not found[1].metric and found[1].code != "people":
            population = found[1].code
        elif doc.word[i] == "civilian":
            population = "civilians"
        elif doc.word[i] in _OF_FORCES:
            population = "military"
    if mention is None and population == "militants":
        return leading_group(scene), population  # "the army put rebel dead at 154"
    if mention is None:
        return None if population is None or population in ARMED else (Side(None), population)
    if population is None:
        body = mention.role in ("forces", "police") or not is_state(mention.code)
        population = mention.population if body else scene.memory.armed.get(mention.code, "people")
    return scene.side(mention, "named with the toll"), narrow(population, mention.code)


def admitted(scene: Scene) -> Answer | None:
    """ "The general staff admitted to two killed": what a side admits it has lost itself."""
    figure, doc = scene.figure, scene.doc
    adopted = figure.phrase.noun is not None and figure.phrase.noun_first < 0
    if not (stands_for_others(figure) or adopted) or figure.metric not in _HARMED_OR_HELD:
        return None
    end = figure.quantity.first
    if not doc.has(_ADMITTING, max(scene.first, end - 7), end):
        return None
    before = range(end - 1, max(scene.first, end - 7), -1)
    at = next((k for k in before if doc.word[k] in _ADMITTING), None)
    if at is None or not _WARDS.isdisjoint(doc.word[scene.first : scene.last]):
        return None  # a hospital admits patients
    if scene.referent is not None and scene.referent.same_sentence and scene.referent.population not in ARMED:
        return None  # "killing 271 people; the army admitted 19 dead": those whom it killed
    named = (scene.everyone.get(i) for i in range(at - 1, scene.first - 1, -1))
    speaker = next((m for m in named if m is not None and _speaks_for_itself(doc, m)), None)
    if speaker is None:
        return None
    return scene.side(speaker, "who admits it"), narrow("combatants", speaker.code)


def counts_its_own(scene: Scene) -> Answer | None:
    """ "Iran said 610 people were killed; Israel counted 28 dead": a state's own, beside those of another."""
    figure, doc, at = scene.figure, scene.doc, scene.figure.quantity.first
    other = scene.referent.side.code if scene.referent is not None and not scene.whole else None
    if other is None or not is_state(other) or figure.metric not in HARM or doc.word[at - 1] not in _COUNTS:
        return None
    verb = at - 1 - (doc.word[at - 2] in grammar.AUXILIARIES)
    mention = scene.everyone.get(verb - 1)
    if mention is None or mention.role not in ("names", "capitals") or mention.code == other:
        return None
    if not stands_for_others(figure) or not is_state(mention.code):
        return None
    return scene.side(mention, COUNTS_OWN), "people"


def _speaks_for_itself(doc: Document, mention: Mention) -> bool:
    """Whether a mention is a side, "the Ethiopian army" with its adjective included."""
    adjective = (
        mention.role == "people" and doc.word[mention.last : mention.last + 1] and (doc.word[mention.last] in _BODIES)
    )
    return bool(adjective) or mention.role in ("forces", "names", "government", "capitals")


def _losing_side(scene: Scene) -> Answer | None:
    """The subject of a verb of losing; a state that loses people loses soldiers."""
    figure, doc = scene.figure, scene.doc
    end = figure.trigger.first if figure.trigger and figure.side == "left" else figure.quantity.first
    window = doc.word[max(scene.first, figure.quantity.first - 5) : figure.quantity.first]
    taking = figure.metric == "casualties" and not {"taken", "reported", "took"}.isdisjoint(window)
    if not taking and _LOSING.isdisjoint(window):
        return None
    if doc.has(_COST, figure.quantity.first - _AT_COST, figure.quantity.first):
        return None  # "the rebellion cost 12,000 lives"
    denies = doc.has(_DENYING, max(scene.first, end - 1), end)  # "denied losing 200 men"
    subject = subject_of(doc, figure, scene.everyone if denies else scene.mentions, scene.first)
    if (subject is None or subject.first >= end) and (known := it_or_they(scene, end)) is not None:
        return known, narrow("combatants", known.code)
    if (subject is None or subject.first >= end) and (losers := unnamed_losers(scene)) is not None:
        return losers
    if subject is None or subject.first >= end:
        own = figure.metric == "casualties" and figure.trigger is not None and figure.trigger.sense.lemma == "lose"
        return (scene.of_place(), "military") if own else None
    found = next((hit for i in range(subject.last, min(subject.last + 3, end)) if (hit := noun_at(doc, i))), None)
    population = "military" if is_state(subject.code) else subject.population
    if found and found[1].sort == "people":
        population = found[1].code
    return scene.side(subject, "subject of the sentence"), narrow(population, subject.code)


def whom_it_cost(scene: Scene) -> Answer | None:
    """ "The battle cost the rebels 30 men": who stands between the verb and the number."""
    at = scene.figure.quantity.first
    costs = scene.doc.among(_COST, max(scene.first, at - _AT_COST), at) if scene.figure.metric in HARM else ()
    for i in range(costs[-1] + 1, at) if costs else ():
        if scene.doc.digit[i]:
            return None  # "cost 649 Argentine and 255 British lives"
        mention = scene.everyone.get(i)
        if mention is not None and mention.role in SIDES:
            return scene.side(mention, "whom it cost them"), narrow("combatants", mention.code)
        found = noun_at(scene.doc, i)
        if found is not None and found[1].code == "militants":
            return leading_group(scene), "militants"
        if (found is not None and found[1].code == "military") or scene.doc.word[i] in _OWN_ARMY:
            return scene.of_place(), "military"
    return None


def buried(scene: Scene) -> Answer | None:
    """ "Israel has buried 73 soldiers and 45 civilians", "Ukraine lost 40 civilians": whose they are."""
    figure, doc = scene.figure, scene.doc
    if figure.metric not in HARM or figure.side != "left" or figure.trigger is None:
        return None
    if _OWN_DEAD.isdisjoint(doc.word[figure.trigger.first : figure.trigger.last]):
        return None
    subject = subject_of(doc, figure, scene.mentions, scene.first)
    if subject is None or not is_state(subject.code) or subject.role not in ("names", "capitals"):
        return None
    return scene.side(subject, "who lost them"), narrow(population_of(figure), subject.code)


def lost_by_a_group(scene: Scene) -> Answer | None:
    """ "The militia buried 27": a group that buries or loses people without a noun of their own loses fighters."""
    figure, trigger = scene.figure, scene.figure.trigger
    if figure.metric not in HARM or figure.side != "left" or trigger is None or figure.phrase.pronoun:
        return None
    if _OWN_DEAD.isdisjoint(scene.doc.word[trigger.first : trigger.last]) or trigger.form == "participle":
        return None
    subject = subject_of(scene.doc, figure, scene.mentions, scene.first)
    if subject is None or not is_group(subject.code) or population_of(figure) not in ARMED | {"people"}:
        return None
    return scene.side(subject, "who lost them"), narrow("combatants", subject.code)


def unnamed_losers(scene: Scene) -> Answer | None:
    """ "Rebels lost 21 men": the armed noun that is the subject of the verb, with no name beside it."""
    figure, doc, at = scene.figure, scene.doc, scene.figure.quantity.first
    noun = figure.phrase.noun
    if figure.trigger is None and noun is not None and noun.metric in HARM:
        verbs = doc.among(_LOSING, max(scene.first, at - _LOSS), at)  # "the army suffered 12 casualties"
    elif figure.trigger is not None and figure.side == "left":
        verbs = doc.among(_LOSING, figure.trigger.first, figure.trigger.last)
    else:
        verbs = []
    if not verbs:
        return None
    end = verbs[0]
    while end > scene.first and doc.word[end - 1] in grammar.AUXILIARIES:
        end -= 1
    if end > scene.first and doc.word[end - 1] in _OWN_ARMY:
        return weighed(scene, None) or scene.of_place(), "military"
    for i in range(max(scene.first, end - 3), end):
        found = noun_at(doc, i)
        if not found or found[0] != end or found[1].sort != "people" or found[1].metric:
            continue
        if found[1].code in ("militants", "combatants"):
            return leading_group(scene), "militants"
        if found[1].code in ("military", "police") and not found[1].weak:
            return weighed(scene, None) or scene.of_place(), found[1].code  # "the marines lost 38"
    return None
