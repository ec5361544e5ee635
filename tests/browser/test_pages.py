"""The report in a browser, from the disk and without a network: charts that are drawn, tables, search, both themes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from flows.settings import Settings
from warehouse.export import query

Open = Callable[..., Page]
Find = Callable[[str], Path]
Stands = Callable[[str], tuple[Path, str]]

ABOUT, MORE = "around 1,100", "more than 6,000"  # words of the samples

LONG = "killed-military-sdn-sdn"
# the shapes that Vega has drawn for a layer of chart.yml
DRAWN = "#{chart} .vega g.{layer}_marks > path"


def drawn(page: Page, chart: str, layer: str) -> int:
    return page.locator(DRAWN.format(chart=chart, layer=layer)).count()


def live(page: Page, chart: str, mode: str = "total") -> None:
    page.locator(f"#{chart}").scroll_into_view_if_needed()
    page.wait_for_selector(f"#{chart}[data-drawn={mode}]", timeout=15_000)


def test_the_first_page_leads_to_a_series(open_page: Open, report: Path) -> None:
    page = open_page(report / "index.html")
    expect(page.locator("h1")).to_have_text("Who claims how many")
    for heading in ("Freshest figures", "Furthest apart", "Contradictions", "Sources", "Refused"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    page.locator(".cards a.title").first.click()
    expect(page.locator("section.chart").first).to_be_visible()


def qualifiers(night: Settings, page: Path, chart: str) -> list[str]:
    """The qualifiers of a chart's rows, as the warehouse has them."""
    asked = "SELECT qualifier FROM chart_points WHERE starts_with(subject_id, $subject) AND chart = $chart"
    given = {"subject": page.stem[-8:], "chart": chart}
    return [str(one) for one in query(night.published, asked, parameters=given)["qualifier"]]


@pytest.mark.parametrize("expr", [ABOUT, MORE])
def test_every_row_is_drawn_with_its_glyph(open_page: Open, night: Settings, stands: Stands, expr: str) -> None:
    path, chart = stands(expr)
    page = open_page(path)
    live(page, chart)
    rows = qualifiers(night, path, chart)
    assert drawn(page, chart, "dots") + drawn(page, chart, "hollow") == len(rows)
    assert page.locator(f"#{chart} tbody tr").count() == len(rows)
    assert drawn(page, chart, "arrows_up") == sum(one in ("more_than", "at_least") for one in rows)
    assert drawn(page, chart, "hollow") == sum(one in ("approximately", "vague") for one in rows)
    told = page.locator(f"#{chart} .vega").text_content() or ""
    assert {ABOUT: "≈ 1,100", MORE: "> 6,000"}[expr] in told
    assert re.search(r"conflict-figures, \d{4}-\d\d-\d\d, build \d{8}-[0-9a-f]{8}", told)


def test_a_range_without_a_best_value_has_no_dot(open_page: Open, night: Settings, stands: Stands) -> None:
    (expr,) = query(night.published, "SELECT DISTINCT expr FROM chart_points WHERE low = 10000 AND high = 12000")[
        "expr"
    ]
    path, chart = stands(expr)
    page = open_page(path)
    live(page, chart)
    assert drawn(page, chart, "dots") + drawn(page, chart, "hollow") == len(qualifiers(night, path, chart)) - 1
    assert drawn(page, chart, "stops_above") >= 1


def test_hovering_tells_who_says_it_in_which_words_and_where_it_lies(open_page: Open, stands: Stands) -> None:
    path, chart = stands(MORE)
    page = open_page(path)
    live(page, chart)
    tip = page.locator(f"#{chart} .tip")
    for target in page.locator(DRAWN.format(chart=chart, layer="targets")).all():
        target.hover()
        expect(tip).to_be_visible()
        if "> 6,000" in (tip.text_content() or ""):
            break
    for words in ("> 6,000", "UK Ministry of Defence", "highly likely", "Fjord Gazette", ".warc.gz @ "):
        expect(tip).to_contain_text(words)


def test_totals_and_gains_are_switched(open_page: Open, find: Find) -> None:
    page = open_page(find(LONG))
    live(page, "total")
    assert drawn(page, "total", "dots") == 301
    page.get_by_role("button", name="Gain from figure to figure").click()
    live(page, "total", "change")
    assert drawn(page, "total", "dots") == 299  # one gain less than totals, and the gain over the gap is hollow
    assert drawn(page, "total", "hollow") == 1


def test_a_table_is_sorted_and_shows_all_rows(open_page: Open, find: Find) -> None:
    page = open_page(find(LONG))
    rows = page.locator("#total tbody tr")
    assert rows.count() == 100
    page.get_by_role("button", name="Show all").click()
    assert rows.count() == 301
    page.get_by_role("button", name="Figure", exact=True).click()
    assert rows.first.locator("td.num").inner_text().strip() == "1,000"
    expect(page.locator("#total th", has_text="Figure")).to_have_attribute("aria-sort", "ascending")
    page.get_by_role("button", name="Figure", exact=True).click()
    assert rows.first.locator("td.num").inner_text().strip() == "3,793"


def test_a_figure_has_its_address_and_is_copied_as_a_sentence(open_page: Open, find: Find) -> None:
    path = find(LONG)
    page = open_page(path)
    page.locator("#total tbody tr").first.get_by_role("button", name="Details").click()
    drawer = page.get_by_role("dialog")
    expect(drawer).to_contain_text("3,793")
    expect(drawer).to_contain_text("Invented Tally")
    drawer.get_by_role("button", name="Copy as sentence").click()
    expect(drawer.get_by_role("button", name="Copied")).to_be_visible()
    page.evaluate("document.body.append(Object.assign(document.createElement('textarea'), {id: 'pasted'}))")
    page.locator("#pasted").focus()
    page.keyboard.press("Control+V")
    assert re.fullmatch(
        r"3,793 \(killed: military, Sudan\), according to Invented Tally, counted from 15 April 2023 to 3 February"
        r" 2025; published 3 February 2025\. conflict-figures, build \d{8}-[0-9a-f]{8}\.",
        page.locator("#pasted").input_value(),
    )
    oldest = page.evaluate("charts[0].lanes[0].id.slice(0, 10)")
    again = open_page(path)
    again.goto(f"{path.as_uri()}#c-{oldest}")
    again.reload()
    expect(again.get_by_role("dialog")).to_contain_text("1,000")


def test_the_twins_can_be_downloaded(open_page: Open, stands: Stands) -> None:
    path, chart = stands(MORE)
    page = open_page(path)
    with page.expect_download() as held:
        page.locator(f"#{chart} .twins a", has_text="CSV").click()
    assert held.value.path().read_bytes() == path.with_name(f"{path.stem}.{chart}.csv").read_bytes()


def test_searching_by_keyboard(open_page: Open, report: Path) -> None:
    page = open_page(report / "methods.html")
    page.get_by_role("combobox").focus()
    page.keyboard.type("kursk casual")
    expect(page.get_by_role("option").first).to_contain_text("Casualties")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Casualties")
    page.get_by_role("combobox").fill("nobody of that name")
    expect(page.get_by_role("option")).to_have_text("Nothing found")


def test_the_keyboard_reaches_the_content_the_chart_and_its_details(open_page: Open, stands: Stands) -> None:
    page = open_page(stands(MORE)[0])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "details":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_focused()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "details"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_themes_and_a_phone(open_page: Open, report: Path, find: Find, stands: Stands, theme: str) -> None:
    for path in (report / "index.html", stands(MORE)[0], find(LONG), report / "methods.html"):
        page = open_page(path, width=390, theme=theme)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path.name
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (max(map(int, re.findall(r"\d+", ground))) < 60) == (theme == "dark")


def test_a_page_reads_without_its_script(open_page: Open, stands: Stands) -> None:
    path, chart = stands(MORE)
    page = open_page(path, script=False)
    expect(page.locator(f"#{chart} svg.wide")).to_be_visible()
    assert page.locator(f"#{chart} svg.wide g.mark").count() == page.locator(f"#{chart} tbody tr").count() >= 1
    expect(page.locator(f"#{chart} .legend")).to_contain_text("at least")


def test_words_of_others_stay_words(open_page: Open, stands: Stands) -> None:
    path, chart = stands("at least 40")
    page = open_page(path)
    live(page, chart)
    assert "<img src=x onerror=alert(4)>" in page.locator(f"#{chart} tbody").inner_text()
    page.locator(f"#{chart} tbody").get_by_role("button", name="Details").first.click()
    expect(page.get_by_role("dialog")).to_contain_text("<img src=x onerror=alert(4)>")
    page.keyboard.press("Escape")
    page.locator(f"#{chart} td.where a").first.click()
    expect(page.locator("h1")).to_contain_text("at least 40")
    expect(page.locator("main")).to_contain_text("document.title='taken'")
    assert page.title() != "taken"
    assert page.locator("main img").count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious(open_page: Open, report: Path, find: Find, stands: Stands, theme: str) -> None:
    claim = sorted((report / "claim").glob("*.html"))[0]
    pages = [
        report / "index.html",
        stands(MORE)[0],
        find(LONG),
        claim,
        report / "methods.html",
        report / "changes/index.html",
    ]
    pages += [report / "claimant/uk-ministry-of-defence.html", report / "place/index.html", report / "asof/index.html"]
    serious = []
    for path in pages:
        page = open_page(path, theme=theme, axe=True)
        for violation in Axe().run(page).response["violations"]:
            if violation["impact"] in ("serious", "critical"):
                serious.append((path.name, violation["id"], violation["nodes"][0]["html"][:160]))
    assert serious == []
