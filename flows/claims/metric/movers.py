"""Who moves: fighters are deployed, residents who leave displaced, refugees where they reach another state."""

from __future__ import annotations

from flows.claims.lexicon import words
from flows.claims.metric.figure import Figure
from flows.claims.text.grammar import POSSESSIVES
from flows.claims.text.mentions import actor_table, is_state
from flows.claims.text.nouns import ARMED, FIGHTERS, noun_at
from flows.claims.text.tokens import Document

_WORDS = {name: frozenset(words("refinement")[name]) for name in (
    "abroad", "across", "arriving", "borders", "carrying", "exchanges",
    "fleeing", "hosting", "keeping", "negations",
)}  # fmt: skip


def movers(doc: Document, figure: Figure, first: int, last: int) -> None:
    """Fighters who cross a border are deployed, children who arrive are refugees, residents who leave displaced."""
    noun, trigger = figure.phrase.noun, figure.trigger
    code = noun.code if noun is not None else ""
    own = figure.phrase.pronoun in POSSESSIVES and doc.word[figure.phrase.noun_last - 1] == "men"
    if trigger is None:
        return
    if figure.metric == "deployed" and _flee(doc, figure, first, last):
        figure.metric = "evacuated" if trigger.sense.lemma in _WORDS["carrying"] else "refugees"
        if figure.metric == "refugees" and "displaced" in _told_of(doc, first, last):
            figure.metric = "displaced"
    unarmed = code not in ARMED and not (own or _of_soldiers(doc, figure, first))
    if figure.metric == "withdrawn" and unarmed and trigger.sense.lemma == "leave":
        figure.metric = "displaced"
    before = doc.word[max(first, trigger.first - 3) : trigger.first]
    along = figure.metric == "abducted" and trigger.sense.lemma in _TAKING_ALONG
    if along and unarmed and _carried(doc, trigger.last, last):
        figure.metric = "evacuated"
    held = (
        noun is not None
        and noun.metric in ("detained", "abducted")
        and doc.word[figure.phrase.noun_last - 1] != "arrests"
    )
    if held and figure.metric in ("evacuated", "returned", "withdrawn"):
        figure.metric = "released"  # "planes brought out 244 detainees"
    if figure.metric == "returned" and not _WORDS["negations"].isdisjoint(before):
        figure.metric = "killed" if code in ARMED else "displaced"
    if figure.metric == "released" and figure.side == "left" and not _WORDS["keeping"].isdisjoint(before):
        figure.metric = "abducted"  # "has yet to let go of 16 hostages"
    behind = doc.word[trigger.last : min(last, trigger.last + 9)]
    behind = behind[: behind.index(";")] if ";" in behind else behind
    led = not _WORDS["across"].isdisjoint(behind) or _WORDS["borders"].isdisjoint(behind)
    if figure.metric == "displaced" and led and not (_WORDS["abroad"] | _WORDS["borders"]).isdisjoint(behind):
        figure.metric = "refugees"
    if figure.metric == "returned" and code not in ("civilians", "children") and _exchanged(doc, first, last):
        figure.metric = "released"


def _of_soldiers(doc: Document, figure: Figure, first: int) -> bool:
    """ "It sent 33,000 troops. Ten thousand will leave": a bare number behind a sentence in which only soldiers are."""
    number = doc.sentence_of[first]
    if figure.phrase.noun is not None or figure.phrase.actors or not number or doc.opens_line(first):
        return False
    hits = (hit for i in range(*doc.sentences[number - 1]) if (hit := noun_at(doc, i)) is not None)
    people = {hit[1].code for hit in hits if hit[1].sort == "people"}
    return bool(people) and people <= FIGHTERS


def _carried(doc: Document, at: int, last: int) -> bool:
    """ "Took 533 patients from the beach to the port", "took 1,182 foreigners off the quays": carried to safety."""
    behind = doc.word[at : min(last, at + 14)]
    return "off" in behind or ("from" in behind and "to" in behind)


_TAKING_ALONG = frozenset({"take", "take from"})


def _flee(doc: Document, figure: Figure, first: int, last: int) -> bool:
    """Whether people who arrive or are moved are no troops: children, villagers, the people of a camp."""
    noun, trigger = figure.phrase.noun, figure.trigger
    if trigger is not None and trigger.sense.lemma in _DRIVING and doc.has(_SAFETY, figure.phrase.last, last):
        return noun is None or noun.code not in FIGHTERS  # "would send thousands of Poles abroad in search of safety"
    if trigger is None or trigger.sense.lemma not in _WORDS["carrying"] | _WORDS["arriving"]:
        return False
    if noun is not None and noun.code in ("children", "women", "civilians"):
        return True
    carried = trigger.sense.lemma in _WORDS["carrying"] and noun is not None and not figure.phrase.actors
    fleeing = not _WORDS["fleeing"].isdisjoint(doc.word[first:last])
    fleeing = fleeing or (noun is None and not _WORDS["fleeing"].isdisjoint(_told_of(doc, first, last)))
    return (noun is None and fleeing) or (noun is not None and noun.code == "people" and (carried or fleeing))


_DRIVING = frozenset({"send", "push", "drive", "force"})
_SAFETY = frozenset({"safety", "refuge", "fleeing", "refugees", "shelter", "asylum"})


def armed_movers(doc: Document, figure: Figure, first: int, last: int) -> None:
    """Fighters who cross a border, two of a side's men who walk into a crowd, are no refugees."""
    noun = figure.phrase.noun
    own = figure.phrase.pronoun in POSSESSIVES and doc.word[figure.phrase.noun_last - 1] == "men"
    if figure.metric == "refugees" and (own or (noun is not None and noun.code in FIGHTERS)):
        figure.metric = "deployed"


def into_a_state(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "10,000 Syrians fled to Turkey" are refugees there."""
    trigger = figure.trigger
    if figure.metric != "displaced" or trigger is None or trigger.sense.use not in ("intransitive", "both"):
        return
    if figure.phrase.noun is not None and figure.phrase.noun.code in FIGHTERS:
        figure.metric = "withdrawn"  # "270 soldiers fled into Rwanda"
        return
    home = {mention.code for mention in figure.phrase.actors}
    for i in range(trigger.last - 1, min(last - 1, trigger.last + _REACHED)):
        if doc.word[i] in (",", ";"):
            return
        if doc.word[i] in ("to", "into", "towards", "toward", "for") and doc.upper[i + 1]:
            found = actor_table().at(doc.word, i + 1)
            if found is not None and found[1].role == "names" and is_state(found[1].code):
                figure.metric = "displaced" if found[1].code in home else "refugees"
                return


_REACHED = 8  # tokens


def hosted(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "Chad shelters 700,000 Sudanese", "300,000 fled, 120,000 of them to Mauritania": in a state not their own."""
    if figure.metric != "displaced":
        return
    at, end = figure.quantity.first, figure.phrase.last
    homes = {mention.code for mention in figure.phrase.actors if is_state(mention.code)}
    if homes and not _WORDS["hosting"].isdisjoint(doc.word[max(first, at - 4) : at]):
        figure.metric = "refugees"
    told = figure.reason.startswith(("list", "carried"))
    being = told and end < last and doc.word[end] in _BEING and doc.word[end + 1 : end + 2] == ["in"]
    there = end + 1 + being
    if (being or doc.word[end : end + 1] in (["to"], ["into"])) and there < last and doc.upper[there]:
        found = actor_table().at(doc.word, there)
        named = {hit[1].code for i in range(first, at) if doc.upper[i] and (hit := actor_table().at(doc.word, i))}
        if found is not None and found[1].role == "names" and is_state(found[1].code) and found[1].code not in named:
            figure.metric = "refugees"


_BEING = frozenset({"are", "were", "live", "sit"})


def expelled(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "22,000 Eritreans were expelled from Ethiopia": out of a state, not out of a town."""
    if figure.metric != "displaced" or figure.trigger is None or figure.trigger.sense.lemma not in _EXPELLING:
        return
    for i in range(figure.trigger.last, min(last - 1, figure.trigger.last + _REACHED)):
        if doc.word[i] in ("from", "to", "into") and doc.upper[i + 1]:
            found = actor_table().at(doc.word, i + 1)
            if found is not None and found[1].role == "names" and is_state(found[1].code):
                figure.metric = "refugees"
                return


_EXPELLING = frozenset({"expel", "deport", "drive out", "banish"})


def let_go(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "675 suspects were arrested; around 400 have been sent home": who was held and may go is released."""
    sent = figure.metric in ("withdrawn", "returned") and figure.trigger is not None
    if sent and figure.trigger is not None and figure.trigger.sense.lemma in ("send home", "allow home", "let go home"):
        noun = figure.phrase.noun
        if (noun is None or noun.code not in FIGHTERS) and not _HELD_BEFORE.isdisjoint(_told_of(doc, first, last)):
            figure.metric, figure.reason = "released", "sent home out of custody"


_HELD_BEFORE = frozenset({
    "arrested", "detained", "suspects", "suspect", "custody", "jailed", "detainees", "rounded", "questioned",
})  # fmt: skip


def _exchanged(doc: Document, first: int, last: int) -> bool:
    """Whether a sentence or the one before it speaks of an exchange of prisoners."""
    return not _WORDS["exchanges"].isdisjoint(_told_of(doc, first, last))


def _told_of(doc: Document, first: int, last: int) -> list[str]:
    """The words of a sentence and of the one before it."""
    number = doc.sentence_of[first]
    return doc.word[doc.sentences[number - 1][0] if number else first : last]


def taken_out(doc: Document, figure: Figure, first: int, last: int) -> None:
    """ "People were taken out of the town" are brought to safety, fighters who were "taken out" are not."""
    noun = figure.phrase.noun
    lemma = figure.trigger.sense.lemma if figure.trigger is not None else ""
    if figure.metric == "killed" and lemma == "take out" and not (noun and noun.code in FIGHTERS):
        figure.metric = "evacuated"
