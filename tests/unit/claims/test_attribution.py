"""Who says a figure: a golden table by construction, expected values by reading; and properties on any text."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.claims.source.attribution import Attribution, choose_attribution, credited_outlets, find_attributions
from flows.claims.source.sourcing import resolve_pronouns, said_in, source_of
from flows.claims.text.mentions import Mention, find_mentions
from flows.claims.text.tokens import Document

NOBODY = ""

# (text, expression, best source or NOBODY)
BEFORE = [
    ("The army said 12 rebels were killed.", "12", "The army"),
    ("The ministry said on Monday that 12 soldiers had died.", "12", "The ministry"),
    ("A hospital official told Reuters at least 9 people had died.", "at least 9", "A hospital official"),
    ("Seoul believes 4,700 of the North's men have been hurt.", "4,700", "Seoul"),
    ("Ukraine's General Staff puts Russia's losses on the day at 1,140.", "1,140", "Ukraine's General Staff"),
    ("Medical sources in Gaza speak of 9 dead.", "9", "Medical sources in Gaza"),
    ("The provincial governor gave the toll as 18.", "18", "The provincial governor"),
    ("Researchers credit the group with a stock of 900 rockets.", "900", "Researchers"),
    ("A leaked memo seen by the paper lists 300 missing men.", "300", "A leaked memo seen by the paper"),
    ("Telegram channels close to the army claim 40 dead.", "40", "Telegram channels close to the army"),
    ("The regiment's daily bulletin shows 14 wounded.", "14", "The regiment's daily bulletin"),
    ("The United Nations has verified 33 deaths.", "33", "The United Nations"),
    ("In a statement the coalition said 7 boats had been sunk.", "7", "the coalition"),
    ("The rebels claim to have shot down 3 drones.", "3", "The rebels"),
]
AFTER = [
    ("At least 20 people were killed, police said.", "At least 20", "police"),
    ("Two drones fell on the port, the hospital reports.", "Two", "the hospital"),
    ("“We buried 14 men,” said the village elder.", "14", "the village elder"),
    ("Some 4,500 came from prison, say the volunteers who keep the list.", "Some 4,500", "the volunteers"),
    ("Thousands may flee, warns Lloyd Carter, the defence secretary.", "Thousands", "Lloyd Carter"),
    ("Up to 50 were hurt, one of their officers told us by radio.", "Up to 50", "one of their officers"),
    ("A raid on the camp left 6 dead, the mayor told a press conference in Beirut.", "6", "the mayor"),
    ("About 60 villages were burned, so the report has it, by the militia.", "About 60", "the report"),
    ("The toll, the governor said by phone, had risen to 18.", "18", "the governor"),
    ("Sixteen soldiers died, the staff acknowledged after a night of silence.", "Sixteen", "the staff"),
]
MIDDLE = [
    ("In May, Lee told reporters, 300 of them were killed.", "300", "Lee"),
    ("Some 700 had left, the mission said, and 200 more would follow.", "200", "the mission"),
    ("With the missing counted, the two newsrooms reckon, the loss is 203,000.", "203,000", "the two newsrooms"),
    ("Eleven tanks were lost, according to the staff; the rebels speak of 30.", "30", "the rebels"),
    ("Eleven tanks were lost, according to the staff; the rebels speak of 30.", "Eleven", "the staff"),
]
PHRASES = [
    ("According to Red Cross staff, 45 people drowned.", "45", "Red Cross staff"),
    ("Nine raids were flown overnight, according to residents.", "Nine", "residents"),
    ("By the count of the United Nations 60,000 have fled.", "60,000", "the United Nations"),
    ("Since then 70 officers have died, by the count of a rights group.", "70", "a rights group"),
    ("By Kyiv's reckoning, 40 drones got through.", "40", "Kyiv"),
    ("A strike with 40 jets is likely, in the view of an analyst in London.", "40", "an analyst in London"),
    ("Some 400 died, based on data from ACLED.", "Some 400", "ACLED"),
    ("In the ministry's estimate 650,000 men have been lost.", "650,000", "the ministry"),
    ("If the air force's arithmetic is right, 300 drones were sent.", "300", "the air force"),
    ("If the ministry is to be believed, 900 drones were lost.", "900", "the ministry"),
    ("None of the guards, some 900 by one estimate, is leaving.", "900", "one estimate"),
    ("None of the guards, some 900 by one estimate, is leaving.", "None", NOBODY),
    ("As the garrison tells it, 14 men held the bridge.", "14", "the garrison"),
]
CARRIERS = [
    ("Three was the figure that rebel health officials gave.", "Three", "rebel health officials"),
    ("Up to 70 names are on a list that the interior ministry published.", "70", "the interior ministry"),
    ("The dead were 12, and not the 20 of whom the presidency had spoken.", "20", "the presidency"),
    ("Her ministry's count of the wounded stands at 41. The minister spoke in Dakar.", "41", "Her ministry"),
    ("A Houthi claim that 109 civilians died was rejected.", "109", "Houthi"),
    ("Three were killed in the version that the rebels put out.", "Three", "the rebels"),
    ("Kyiv's figure is 12; Moscow's is 40.", "40", "Moscow"),
    ("Kyiv's figure is 12; Moscow's is 40.", "12", "Kyiv"),
    ("The army put its own dead at 12, the rebels at 40.", "40", "the rebels"),
]
PASSIVES = [
    ("The dead were put at 13 by the rebels.", "13", "the rebels"),
    ("A toll of 43 was given by the provincial council.", "43", "the provincial council"),
    ("Figures provided anonymously by officials exceeded 100.", "100", "officials"),
    ("The commander was quoted as saying that 30 had surrendered.", "30", "The commander"),
    ("The attacks are said to have cost 60 lives.", "60", NOBODY),
    ("Between 15 and 20 hostages are believed still to be held.", "15", NOBODY),
    ("The blast, which was claimed by a militant group, killed 12.", "12", NOBODY),
]
BRACKETS = [
    ("Casualties: 31 dead (health ministry), 60 wounded (Red Cross).", "31", "health ministry"),
    ("Casualties: 31 dead (health ministry), 60 wounded (Red Cross).", "60", "Red Cross"),
    ("The Organisation for Relief (OFR) fed 400 people.", "400", NOBODY),
]
RELAYS = [
    ("Lawmaker Lee, citing the spy agency, said 300 had died.", "300", "the spy agency"),
    ("Some 300 have died, Lee said, citing the spy agency.", "300", "the spy agency"),
    ("Lee quoted the agency as saying 300 had died.", "300", "the agency"),
    ("The agency believes that 300 have died, lawmakers said.", "300", "The agency"),
    ("Quoting hospital staff, the broadcaster spoke of 30 dead.", "30", "hospital staff"),
    ("The minister wrote that his embassy had confirmed the release of 12 men.", "12", "his embassy"),
    ("Residents quoted by the charity put the dead at 1,100.", "1,100", "Residents quoted by the charity"),
    ("Six were killed in the town. (Reuters)", "Six", "Reuters"),
    ("Officials report that 6 were killed. (BBC) (AP)", "6", "Officials"),
]
SUBJECTS = [
    ("The Houthi-run health ministry said 12 people had died.", "12", "The Houthi-run health ministry"),
    ("In his evening address President Zelensky said 40 drones had come.", "40", "President Zelensky"),
    ("The health ministry raised the death toll to 43.", "43", "The health ministry"),
    ("An AFP tally shows 1,200 deaths since May.", "1,200", "An AFP tally"),
    ("Firass Abiad, the health minister, said 94 were women.", "94", "Firass Abiad"),
    ("The envoy, Michael Cole, has told a meeting that 190,000 men stand there.", "190,000", "The envoy"),
    (
        "An officer at the depot, who would not give his name, spoke of 40 aircraft.",
        "40",
        "An officer at the depot",
    ),
    ("Senators who had read of it said 3,000 were hurt.", "3,000", "Senators"),
    ("Two officials briefed on the matter said 100 men had left.", "100", "Two officials briefed on the matter"),
    ("A US official, speaking on condition of anonymity, said 100 men had left.", "100", "A US official"),
    ("The UN, which says 12 staff were killed, has left the town.", "12", "The UN"),
    ("Its spokesman, Gen. Pat Ryder, said 60 men were hurt.", "60", "Gen. Pat Ryder"),
    ("Analysts say that the group, which claims 15 kills, has 3,000 men.", "3,000", "Analysts"),
    ("Analysts say that the group, which claims 15 kills, has 3,000 men.", "15", "the group"),
    ("The bishop closed the church and said that 12 had died in it.", "12", "The bishop"),
    ("The governor confirmed the raid and added that 12 had died.", "12", "The governor"),
    ("The navy issued a statement saying 5 sailors were missing.", "5", "The navy"),
]
SECOND_MENTIONS = [
    ("The army said the town had fallen. It said 14 men were dead.", "14", "The army"),
    ("A Western attache doubts that. The group, he said, has 4,000 men.", "4,000", "A Western attache"),
    ("US Central Command is more sparing. It claims 80 drones.", "80", "US Central Command"),
    ("The colonel said so. A lorry burned, the hospital said. He put the dead at 9.", "9", "The colonel"),
    ("Two men died, the clinic said. Several more, it says, are hurt.", "Several", "the clinic"),
]
QUOTATIONS = [
    ("“They came at dawn. They took 30 of us,” a survivor said.", "30", "a survivor"),
    ("A nurse told the station: “We had 40 wounded. In the yard lay 12 dead.”", "12", "A nurse"),
    ("The agency summed it up: “Trapped: 13 million. Abroad: 4 million.”", "4 million", "The agency"),
]
CARRIED = [
    ("Five guards died, the mission said. Three others were hurt.", "Three", "the mission"),
    ("Ten were hurt, according to the UN. Seven of them lie in hospital.", "Seven", "the UN"),
    ("Ten were hurt, the UN says. The remaining three are at home.", "three", "the UN"),
    ("Nobody knows, the police said.\n\nIn the south 3 bridges were blown up.", "3", NOBODY),
    ("Six died, the police said. In March a bomb had killed 14.", "14", NOBODY),
    ("The ministry said so. It was an error; only 10 had left.", "10", NOBODY),
    ("Six died in the raid. Four were guards.", "Four", NOBODY),
    ("Totals (ACLED, until May)\nIncidents: 1,243\nDeaths: 3,990", "3,990", "ACLED"),
    ("Ministry of Health: 12 killed, 30 wounded.", "30", "Ministry of Health"),
    ("Lee: It was bad. We lost 300 men.\nHost: And now?\nLee: Now it is quiet.", "300", "Lee"),
    (
        "The general staff informs:\nThe night was calm. In the east 12 raids were beaten off.",
        "12",
        "The general staff",
    ),
    ("Killed: 12\nWounded: 30\nSource: Ministry of Health", "30", "Ministry of Health"),
    ("Some 300 died, say aid groups. Of the dead, 40 were children.", "40", "aid groups"),
]
VOICE = [
    ("The mayor said the raid that killed 7 was a mistake.", "7", NOBODY),
    ("The mayor spoke of a raid that killed 7 people.", "7", "The mayor"),
    ("Neither side said how many died; 12 were buried.", "12", NOBODY),
    ("Twelve soldiers were killed on Monday near the river.", "Twelve", NOBODY),
    ("Deaths reported from the province: 3,990", "3,990", NOBODY),
    ("Refugees in neighbouring states: 4 million", "4 million", NOBODY),
    ("The group claimed responsibility for a blast that killed 12.", "12", NOBODY),
    ("The mayor did not say how many died. The blast hurt 12.", "12", NOBODY),
]
ROWS = [
    *BEFORE, *AFTER, *MIDDLE, *PHRASES, *CARRIERS, *PASSIVES, *BRACKETS, *RELAYS, *SUBJECTS, *SECOND_MENTIONS,
    *QUOTATIONS, *CARRIED, *VOICE,
]  # fmt: skip


@dataclass
class Text:
    """What of a text its sources are read from."""

    doc: Document
    mentions: dict[int, Mention]
    said: dict[int, list[Attribution]]


def sources_at(text: str, expression: str) -> list[str]:
    """The wordings of the source of the expression, by the same steps as the extractor takes."""
    doc = Document(text)
    story = Text(doc, find_mentions(doc), {})
    offset = text.index(expression)
    position = next(i for i in range(len(doc)) if doc.end[i] > offset)
    for number, (first, last) in enumerate(doc.sentences):
        found = said_in(story, number)
        resolve_pronouns(story, found, number)
        if first <= position < last:
            outlets = credited_outlets(doc, first, doc.line_end[number])
            return source_of(story, choose_attribution(doc, found, position, 0), outlets, number)[0]
    raise AssertionError(expression)


@pytest.mark.parametrize(("text", "expression", "best"), ROWS)
def test_best_source(text: str, expression: str, best: str) -> None:
    named = sources_at(text, expression)
    assert (named[0] if named else NOBODY) == best


def test_relays_stand_second() -> None:
    assert sources_at("Lawmaker Lee, citing the spy agency, said 300 had died.", "300") == [
        "the spy agency",
        "Lawmaker Lee",
    ]
    assert sources_at("Officials report that 6 were killed. (BBC) (AP)", "6") == ["Officials", "BBC", "AP"]


def test_apposition_gives_both_names() -> None:
    assert sources_at("Firass Abiad, the health minister, said 94 were women.", "94") == [
        "Firass Abiad",
        "the health minister",
    ]


PIECES = st.sampled_from(
    ["The army", "he", "it", "said", "says", "that", "12", "according to", ",", ".", "“", "”", "\n", "(", ")", ":", ";",
     "by", "was put at", "citing", "of whom", "which", "who", "in", "its count", "'s", "figures", "IS", "and", "Lee",
     "reported", "quoted", "as saying", "if", "is right", "Source:", "—", "12 (", "whose"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join)))
def test_any_text_gives_verbatim_wordings(text: str) -> None:
    doc = Document(text)
    story = Text(doc, find_mentions(doc), {})
    for number, (first, last) in enumerate(doc.sentences):
        found = find_attributions(doc, first, last, story.mentions)
        for attribution in found:
            pronoun = attribution.wordings[:1] and attribution.wordings[0] in ("he", "she", "it", "they")
            assert pronoun or all(wording in text for wording in attribution.wordings)
            assert first <= attribution.at < last
            assert 0 <= attribution.scope_first <= attribution.scope_last <= len(doc)
        resolve_pronouns(story, found, number)
        for position in range(first, last):
            named, _ = source_of(story, choose_attribution(doc, found, position, 0), [], number)
            assert all(isinstance(wording, str) and wording for wording in named)
