"""The place and the country of a figure: texts of our own, with what a reader takes from them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.claims.assemble import extract
from flows.claims.records import Claim
from schemas.vocabulary import actors

DAY = date(2024, 6, 20)


def read(text: str, title: str | None = None) -> list[Claim]:
    return extract(text, published=DAY, title=title)


def where(text: str, title: str | None = None) -> list[tuple[str | None, str | None]]:
    return [(claim.place[0] if claim.place else None, claim.country) for claim in read(text, title)]


# text | finest place and country of each figure
IN_THE_SENTENCE = [
    # prepositions and chains
    ("A bomb killed 12 people in Mogadishu on Friday.", [("Mogadishu", "SOM")]),
    ("In Kabul, a bomb killed 12 people.", [("Kabul", "AFG")]),
    ("A strike killed nine people in a house in Zeitoun suburb in Gaza City.", [("Zeitoun suburb", "PSE")]),
    ("Gunmen killed seven villagers in Bama, Borno State, Nigeria.", [("Bama", "NGA")]),
    ("Nine people were killed in the Ethiopian town of Shire.", [("Ethiopian town of Shire", "ETH")]),
    ("More than 40 wounded are treated in Lebanese hospitals.", [("Lebanese hospitals", "LBN")]),
    ("Three people were killed in Yemen's capital.", [("Yemen's capital", "YEM")]),
    ("In Darfur, where the war has spread, 30 people were killed.", [("Darfur", "SDN")]),
    ("Eight soldiers were killed 15 km north of Gao.", [("Gao", "MLI")]),
    # lists share a place, parts keep theirs
    ("A blast killed five soldiers and wounded 12 in Maiduguri.", [("Maiduguri", "NGA"), ("Maiduguri", "NGA")]),
    ("Shelling across Ukraine killed 14 people, including three in Kherson.", [("Ukraine", "UKR"), ("Kherson", "UKR")]),
    # where people are sent, where they come from, where they fled
    ("Kenya sent 400 police officers to Haiti.", [("Haiti", "HTI")]),
    ("France will send 500 soldiers from Toulouse to Chad.", [("Chad", "TCD")]),
    ("France withdrew 900 troops from Mali.", [("Mali", "MLI")]),
    ("Iraq hosts 2,500 American troops; another 900 are in Syria.", [("Iraq", "IRQ"), ("Syria", "SYR")]),
    ("Norway trains 400 Ukrainian soldiers at a camp near Trondheim.", [("Trondheim", "NOR")]),
    ("Some 20,000 people fled from Bakhmut.", [("Bakhmut", "UKR")]),
    ("Chad has taken in 500,000 refugees from Sudan.", [("Chad", "TCD")]),
    ("Poland has admitted 900,000 refugees from Ukraine.", [("Poland", "POL")]),
    ("Neighbouring countries have taken in 4 million refugees.", [("Neighbouring countries", None)]),
    ("The United States will send Ukraine 31 tanks.", [("Ukraine", "UKR")]),
    ("Germany will deliver 18 tanks to Kyiv.", [("Kyiv", "UKR")]),
    ("About 3,000 refugees from Sudan have crossed into Chad.", [("Chad", "TCD")]),
    # targets, not where munitions came from
    ("Iran fired 180 missiles at Israel.", [("Israel", "ISR")]),
    ("Militants in Lebanon fired 40 rockets into northern Israel.", [("Israel", "ISR")]),
    ("Russia launched 57 drones against Ukraine overnight.", [("Ukraine", "UKR")]),
    # places of saying, of bodies and of sources
    ("Ten people were killed in Goma, he told reporters in Geneva.", [("Goma", "COD")]),
    ("An analyst at a London institute said 30 people were killed in Khartoum.", [("Khartoum", "SDN")]),
    ("The Gaza health ministry said 21 people were killed in Rafah.", [("Rafah", "PSE")]),
    ("A hundred miners were flown out of Bunia, according to Kinshasa.", [("Bunia", "COD")]),
    # where the evacuated left, and both countries of two
    ("Some 300 people were evacuated from Hodeidah to Djibouti.", [("Hodeidah", "YEM")]),
    ("Some 700 soldiers have been killed in Mali and Niger.", [("Mali and Niger", None)]),
    # a neighbour's border, a label that names no place, a bracket behind a country
    ("Niger mourns. Niger's army lost nine soldiers at a post near the Malian border.", [("Malian border", "NER")]),
    ("NATO has stationed 400 soldiers in Latvia (Canada).", [("Latvia", "LVA")]),
    # a place that opens a clause, unknown villages with their noun, organisations, land at a sea, the nearer namesake
    ("Babil had 117 dead; Kirkuk counted 15 wounded.", [("Babil", "IRQ"), ("Kirkuk", "IRQ")]),
    ("India mourns. In Kokrajhar's Tschabok village, 40 people were killed.", [("Tschabok village", "IND")]),
    ("Sudan mourns. Three guards of the Danish Refugee Council were killed.", [("Sudan", "SDN")]),
    ("Yemen mourns. Shells killed nine people in the Red Sea port of Yemen.", [("Red Sea port", "YEM")]),
    ("Spain is worried: Spain hosts NATO, and four soldiers were killed at Rota.", [("Rota", "ESP")]),
    # whom a war is against, the two sides of a clash, the object of an attack, a ministry in the capital
    ("Russia's army lost nine soldiers in Kursk in its war against Ukraine.", [("Kursk", "RUS")]),
    ("Clashes in Badme between Ethiopia and Eritrea killed nine people.", [("Badme", "ETH")]),
    ("Rebels shell the capital Bujumbura, killing nine people.", [("Bujumbura", "BDI")]),
    ("The health ministry in Khartoum counted 238 dead.", [("Sudan", "SDN")]),
    # what people fled, where a speaker from elsewhere speaks, and where a local one does
    ("Some 400,000 people have fled Minova.", [("Minova", "COD")]),
    ("In Geneva, the UN said 90,000 Lebanese had been displaced.", [("Lebanon", "LBN")]),
    ("In Kherson, the governor said two people were killed.", [("Kherson", "UKR")]),
    # a part with its own number, camps of refugees, an air force at home
    ("Russia's army destroyed 121 drones, 44 of them over Bryansk region.",
     [("Russia", "RUS"), ("Bryansk region", "RUS")]),
    ("Lebanon mourns. A strike on the Palestinian refugee camp killed 13 people.",
     [("Palestinian refugee camp", "LBN")]),
    ("Ukraine's air force said that 56 drones had been shot down.", [("Ukraine", "UKR")]),
    # strength is nowhere
    ("The group has up to 9,000 fighters.", [(None, None)]),
    # at sea
    ("Eleven sailors were wounded aboard a destroyer.", [("a destroyer", None)]),
    # capitals
    ("FIVE SOLDIERS WERE KILLED AND NINE WERE WOUNDED IN SAN MIGUEL, EL SALVADOR, THE ARMY SAID TODAY.",
     [("SAN MIGUEL", "SLV"), ("SAN MIGUEL", "SLV")]),
]  # fmt: skip

# text | title | finest place and country of each figure
CARRIED = [
    # there, the town, the country, the province, the island
    ("Rebels entered Goma. Nine people were killed there.", None, [("Goma", "COD")]),
    ("Rebels entered Goma. Nine people were killed in the city.", None, [("Goma", "COD")]),
    ("Fighting went on in Sool region. Ten soldiers were killed in the region.", None, [("Sool region", "SOM")]),
    ("Snake Island was bombed; nobody was killed there.", None, [("Snake Island", "UKR")]),
    ("Niger's junta spoke on Monday. About 1,000 American troops are stationed in the country.", None,
     [("Niger", "NER")]),
    ("Shelling hit Bakhmut. The town's hospital took in 14 wounded people.", None,
     [("The town's hospital", "UKR")]),
    # from sentence to sentence, from paragraph to paragraph
    ("A mosque was bombed in Kunduz on Friday. At least 50 people were killed.", None, [("Kunduz", "AFG")]),
    ("A mosque was bombed in Kunduz.\n\nAt least 50 people were killed, doctors said.", None, [("Kunduz", "AFG")]),
    ("At least 50 people were killed.\n\nA mosque was bombed in Kunduz.", None, [("Kunduz", "AFG")]),
    # the title
    ("At least 50 people were killed on Friday.", "Mosque bombed in Kunduz, Afghanistan", [("Kunduz", "AFG")]),
    # the one place that a title names is the scene, whatever else is named in between; a town sees no whole war
    ("Troops came from Lokoja. Nine villagers were killed.\n\nEight of the wounded lie in Abuja.\n\n"
     "Twelve people were abducted.", "Sokoto mourns its dead",
     [("Sokoto", "NGA"), ("Abuja", "NGA"), ("Sokoto", "NGA")]),
    ("Shells fell at dawn. About 4,000 people have been killed since the war began in Yemen.", "Fire on Taiz",
     [("Yemen", "YEM")]),
    ("Shells fell at dawn and nine people died. About 4,000 people have been killed.", "Fire over Darfur",
     [("Darfur", "SDN"), ("Darfur", "SDN")]),
    # talks and speakers elsewhere carry nothing
    ("Sudan's army swapped 40 captives in Sudan's west, as agreed in Jeddah.", "Captives freed in Sudan",
     [("Sudan", "SDN")]),
    ("Ukraine mourns. Ukraine's envoy flew to Ankara. Nine people were killed in the raid on Ukraine.", None,
     [("Ukraine", "UKR")]),
    # there is no country whose officials speak
    ("Families fled from Axum. Ethiopia's ombudsman says that 60 people were killed there.", None, [("Axum", "ETH")]),
    # what is held somewhere
    ("Rebels hold a camp near Kidal in Mali. They have 20 armoured vehicles.", None, [("Kidal", "MLI")]),
    # a town that its sentence names may hold a whole toll; headings within a story divide it, bylines do not
    ("Shells fell. Misrata has lost 1,000 people since the siege began.", "Fire on Misrata", [("Misrata", "LBY")]),
    ("What Libya does\nEnvoys flew out. Nine people died in the shelling.", "Fire on Misrata", [("Misrata", "LBY")]),
    ("By our correspondent, Abuja\nNigeria's army fought in Borno. Nine people were killed.", None,
     [("Borno", "NGA")]),
    # a scene that nobody knows, one with its region behind it; the country of the scene
    ("Shells fell. Mali's army said nine people were killed.", "Massacre in Tschabokwe", [("Tschabokwe", "MLI")]),
    ("Shells fell at dawn. Nine people were killed.", "Fire on Cali, Valle del Cauca", [("Cali", "COL")]),
    ("Cambodia mourns. Nine soldiers died in the country.", "Convoy ambushed near Bangassou",
     [("Central African Republic", "CAF")]),
    # a part of a country is a scene; a border by its country's name; the city of a story
    ("GENEVA - Fighting has killed 200 people. Some 20,000 crossed into Burundi.", "200 dead in eastern Congo",
     [("Congo", "COD"), ("Burundi", "BDI")]),
    ("A column was ambushed near the Niger border and 28 soldiers were killed.", "Ambush in northern Benin",
     [("Niger border", "BEN")]),
    ("Prisoners broke out of Munzenze. Some 40,000 people were displaced in the city.", "Goma counts its dead",
     [("Goma", "COD")]),
    # titles: whose siege it is, a capital where something happened, no owner, no place that somebody tells from
    ("Shells hit the embassy of France. Nine people were killed.", "Mortars fall as Monrovia's third siege drags on",
     [("Monrovia", "LBR")]),
    ("On Monday 40 people were killed, the doctors said.", "Tripoli crisis, day nine", [("Tripoli", "LBY")]),
    ("The report lists 60 dead.", "Inquiry faults Aquino's orders over Mamasapano", [("Mamasapano", "PHL")]),
    ("Kenya mourns men in Somalia. An officer says that 80 were killed.", "Days after El Adde, Kenya will not count",
     [("El Adde", "SOM")]),
    ("Shells fell all day. Nine people were killed.", "A day on Tripoli Street, Misrata", [("Misrata", "LBY")]),
    # arms go to who got the last
    ("Estonia will send Ukraine 36 howitzers. Latvia has given 20 missiles.", "Estonia sends howitzers",
     [("Ukraine", "UKR"), ("Ukraine", "UKR")]),
    # refugees are where they went, not whence the title says that they came
    ("Chad is poor. Some 40,000 refugees arrived this week.", "Tents for refugees from Darfur", [("Chad", "TCD")]),
    # the title goes before what follows
    ("Iran fired about 180 missiles on Tuesday night.\n\nA man was killed near Jericho.",
     "Iran's missiles fly at Israel",
     [("Israel", "ISR"), ("Jericho", "PSE")]),
    # who strikes from the air strikes abroad
    ("War in Lebanon\nNine people are killed in an Israeli airstrike in Tschab Qanun. (AP)\n"
     "War in Sudan\nNine soldiers are killed. (AP)\nWar in Mali\nNine soldiers are killed. (AP)", None,
     [("Tschab Qanun", "LBN"), ("Sudan", "SDN"), ("Mali", "MLI")]),
    # refugees are in no country that they came from
    ("Sudan's commission has counted 45,000 refugees. They came from Ethiopia.", "Flight out of Tigray",
     [("Sudan", "SDN")]),
    # an unknown village lies in the article's country
    ("Mali's army spoke of an attack. Gunmen killed nine farmers in Tschabokwe.", None, [("Tschabokwe", "MLI")]),
    # headings and labels
    ("Sudanese civil war\nNine people are killed by shelling. (Reuters)\nColombian conflict\n"
     "Four police officers are killed by a mine. (BBC)", None, [("Sudan", "SDN"), ("Colombia", "COL")]),
    ("Two places were hit today.\n\n• Kherson. Three people were killed by a drone.\n\n"
     "• Sumy. Five people were wounded.", None, [("Kherson", "UKR"), ("Sumy", "UKR")]),
    ("War in Afghanistan\nTwelve soldiers are killed in an ambush. (AP)", None, [("Afghanistan", "AFG")]),
    # a toll of the whole war belongs to the country
    ("Nine people were killed in Kassala, Sudan. More than 15,000 people have been killed since the war began.", None,
     [("Kassala", "SDN"), ("Sudan", "SDN")]),
    # so does a sum without such words; the running toll of one blast stays where it was
    ("A shell hit Rafah. More than 37,000 Palestinians have been killed in Gaza.", None, [("Gaza", "PSE")]),
    ("A shell hit Rafah. More than 37,000 Palestinians have been killed.", "War in Gaza", [("Gaza", "PSE")]),
    ("Gunmen stormed a camp in Kassala, Sudan. Two million people have been displaced.", None, [("Sudan", "SDN")]),
    ("A blast shook a market in Kassala. The death toll has risen to 26.", None, [("Kassala", "SDN")]),
    ("Drones struck Kassala. An average of 15 attacks a day were counted in Sudan.", None, [("Sudan", "SDN")]),
    # the date line of a capital is not the place
    ("GENEVA - More than 300 people were killed in Sudan last week.", None, [("Sudan", "SDN")]),
    # the target of what comes out of a country is not that country
    ("Sirens wailed in Haifa and in Israel's north. Some 75 rockets were fired from Lebanon.", None,
     [("Haifa", "ISR")]),
    # where nothing is said, the country that the two sides fight in
    ("Russian missiles and Ukrainian shells flew. Russia's army killed 12 civilians.", None, [("Ukraine", "UKR")]),
    # the sea has no country, and what follows there has none either
    ("Two missiles struck a tanker in the Gulf of Aden. Three sailors were wounded.", None,
     [("Gulf of Aden", None), ("Gulf of Aden", None)]),
    # who sends troops is not where they are
    ("Fighting goes on in Chad. France, which has 1,000 troops in the country, wants peace.", None,
     [("Chad", "TCD")]),
    # a sentence of several figures
    ("Shells struck a market in Omdurman. Nine people died, among them two children, and 30 were wounded.", None,
     [("Omdurman", "SDN"), ("Omdurman", "SDN"), ("Omdurman", "SDN")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), IN_THE_SENTENCE)
def test_place_in_the_sentence(text: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert where(text) == expected


@pytest.mark.parametrize(("text", "title", "expected"), CARRIED)
def test_place_carried(text: str, title: str | None, expected: list[tuple[str | None, str | None]]) -> None:
    assert where(text, title) == expected


LINES = st.lists(
    st.sampled_from(
        ["Nine people were killed.", "In Kabul 12 soldiers died.", "There 5 were wounded.", "• Zabid.", "Gaza war",
         "The town's hospital took in 14 wounded.", "Up to 500 rockets were fired at the country.", "\n", "\n\n",
         "KYIV - 3 people died.", "4,000 refugees are in neighbouring countries.", "Thursday, 6 June 2024"]
    ),
    max_size=12,
).map(" ".join)  # fmt: skip


@given(LINES, st.none() | st.just("Blast in Kabul") | st.text(max_size=40))
def test_any_text_gives_wordings_of_the_text_or_countries(text: str, title: str | None) -> None:
    names = {str(entry["name"]) for entry in actors().values()}
    for claim in read(text, title):
        assert claim.country is None or claim.country in actors()
        for wording in claim.place:
            assert wording in text or wording in (title or "") or wording in names
