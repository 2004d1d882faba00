"""The page as a reader uses it."""

from __future__ import annotations

import csv
import io
import json

import pytest

pytestmark = pytest.mark.browser

SHOWN = "() => document.querySelector('.shown-count').textContent"


def cards(page):
    return page.eval_on_selector_all(".card .headline", "list => list.map(element => element.textContent)")


def download(page, click):
    with page.expect_download() as started:
        click()
    return started.value.path().read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(320, 640), (390, 844), (768, 1024), (1280, 800)])
def test_one_request_no_message_no_overflow(open_page, page_file, width, height, scheme):
    with open_page(page_file, width=width, height=height, scheme=scheme) as (page, log):
        page.locator(".card").first.click()
        assert page.locator(".detail-title").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert log.requests == [page_file.as_uri()]
        assert log.messages == []
        assert page.evaluate("violations") == []


def test_the_map_is_painted(open_page, page_file):
    with open_page(page_file) as (page, _):
        colours = page.evaluate(
            """() => { const canvas = document.querySelector('.leaflet-im-base-pane canvas');
            const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
            const seen = new Set(); for (let at = 0; at < data.length; at += 4) seen.add(data.slice(at, at + 4).join());
            return seen.size; }"""
        )
        assert colours > 20
        assert page.locator(".marker").count() > 5


def test_chips_search_and_filters_narrow_what_is_shown(open_page, page_file):
    with open_page(page_file) as (page, _):
        assert page.evaluate(SHOWN) == "96 incidents"
        chip = page.locator(".chip", has_text="Armed clash")
        count = int(chip.locator(".count").text_content())
        chip.click()
        assert page.evaluate(SHOWN) == f"{count} of 96 incidents"
        assert all("Fighting" in headline for headline in cards(page))
        page.locator(".search").fill("KHARTŌUM")
        assert all("Khartoum" in headline for headline in cards(page))
        page.get_by_role("button", name="Show all").click()
        assert page.evaluate(SHOWN) == "96 incidents"
        page.get_by_text("More filters").click()
        page.get_by_label("How sure").select_option("high")
        assert page.locator(".tag.low").count() == 0
        assert page.evaluate(SHOWN) != "96 incidents"


def test_nothing_matches(open_page, page_file):
    with open_page(page_file) as (page, _):
        page.locator(".search").fill("no such words")
        assert page.get_by_text("Nothing matches these filters.").is_visible()
        assert page.locator(".marker").count() == 0


def test_what_is_known_only_by_country_is_counted_and_not_drawn(open_page, page_file, sample):
    away = sum(row["precision"] == "country" for row in sample.rows(96))
    with open_page(page_file) as (page, _):
        page.get_by_role("button", name=f"{away} not on the map").click()
        assert page.evaluate(SHOWN) == f"{away} of 96 incidents"
        assert page.locator(".marker").count() == 0
        assert page.locator(".tag", has_text="country only").count() == away


def test_detail_quotes_the_source_and_marks_the_words(open_page, page_file, sample):
    row = next(row for row in sample.rows(96) if row["weapon"] and row["killed_best"])
    with open_page(page_file, hash_=f"#i={row['incident_id']}") as (page, _):
        assert page.locator(".detail-title").text_content() == row["title"]
        assert page.locator("blockquote").text_content() == row["quote"]
        assert page.locator("mark.place").text_content() == row["place_name"]
        link = page.locator(".source a")
        assert link.get_attribute("href") == row["source_url"]
        assert link.get_attribute("rel") == "noopener noreferrer"
        assert page.locator(".marker-selected").count() == 1


def test_every_report_of_a_merged_incident_is_told(open_page, page_file, sample):
    row = next(row for row in sample.rows(96) if len(row["reports"]) == 2)
    with open_page(page_file, hash_=f"#i={row['incident_id']}") as (page, _):
        assert page.locator(".reports li").count() == 2
        assert "Second Sample Agency" in page.locator(".reports li").nth(1).text_content()
        told = row["reports"][1]["claims"]["killed_best"]
        assert page.locator(".reports li .claims").all_text_contents() == [f"says: {told} killed"]


def test_why_here_and_the_other_places(open_page, page_file, sample):
    row = next(row for row in sample.rows(96) if row["other_places"] and row["precision"] == "town")
    with open_page(page_file, hash_=f"#i={row['incident_id']}") as (page, _):
        page.locator(".why summary").click()
        assert page.locator(".reasons li").first.text_content() == row["reasons"][0]
        page.get_by_label("Show them on the map").check()
        assert "Geneva · where a speaker is" in page.locator(".note.other").text_content()


def test_keyboard_from_skip_link_to_detail_and_back(open_page, page_file):
    with open_page(page_file) as (page, _):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert "card" in page.evaluate("document.activeElement.className")
        page.keyboard.press("ArrowDown")
        headline = page.evaluate("document.activeElement.querySelector('.headline').textContent")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.tagName") == "H2"
        assert page.evaluate("document.activeElement.textContent") == headline
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.querySelector('.headline').textContent") == headline


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_symbols_are_buttons(open_page, page_file, key):
    with open_page(page_file) as (page, _):
        single = page.locator(".marker:not(.cluster)").first
        assert single.get_attribute("role") == "button"
        single.focus()
        page.keyboard.press(key)
        assert page.locator(".detail-title").is_visible()
        page.keyboard.press("Escape")
        assert page.locator(".detail").count() == 0


def test_one_point_opens_a_list(open_page, sample, tmp_path):
    from geoincidents import frame
    from geoincidents.mapping import write_map

    rows = [{**row, "lon": 32.5, "lat": 15.5, "precision": "town"} for row in sample.rows(5)]
    with open_page(write_map(frame.build(rows), tmp_path / "one.html")) as (page, _):
        page.locator(".marker.cluster").click()
        assert page.get_by_text("5 incidents here").is_visible()
        page.locator(".here button").nth(2).click()
        assert page.locator(".detail-title").is_visible()


def test_timeline_handles_narrow_the_period_and_play_moves_it(open_page, page_file, until):
    with open_page(page_file) as (page, _):
        low = page.get_by_label("First day shown")
        low.focus()
        for _ in range(5):
            page.keyboard.press("ArrowRight")
        assert page.evaluate(SHOWN).endswith("of 96 incidents")
        assert low.get_attribute("aria-valuetext") == "May 22, 2023"
        assert page.locator(".bar.outside").count() > 0
        page.get_by_role("button", name="Show all").click()
        page.get_by_role("button", name="Play").click()
        first = page.evaluate(SHOWN)
        until(page, f"document.querySelector('.shown-count').textContent !== {json.dumps(first)}")
        page.get_by_role("button", name="Pause").click()
        assert page.get_by_role("button", name="Play").is_visible()


def test_histogram_as_a_table(open_page, page_file, until):
    with open_page(page_file) as (page, _):
        page.get_by_role("button", name="Table").click()
        totals = page.eval_on_selector_all(
            ".counts tbody td:last-child", "cells => cells.map(cell => Number(cell.textContent) || 0)"
        )
        assert sum(totals) == 96
        page.keyboard.press("Escape")
        until(page, "!document.querySelector('dialog')")


def test_the_address_keeps_the_view(open_page, page_file, until):
    with open_page(page_file) as (page, _):
        page.locator(".chip", has_text="Protest").click()
        page.locator(".card").first.click()
        until(page, "location.hash.includes('i=') && location.hash.includes('t=protest')")
        view, title = page.evaluate("location.hash"), page.locator(".detail-title").text_content()
    with open_page(page_file, hash_=view) as (page, _):
        assert page.locator(".detail-title").text_content() == title
        page.keyboard.press("Escape")
        assert page.locator(".chip", has_text="Protest").get_attribute("aria-pressed") == "true"


def test_downloads_hold_what_is_shown(open_page, page_file, sample):
    wanted = [row for row in sample.rows(96) if row["event_type"] == "Protests"]
    with open_page(page_file) as (page, _):
        page.locator(".chip", has_text="Protest").click()
        page.locator(".menu summary").click()
        text = download(page, page.get_by_role("button", name="Shown incidents as GeoJSON").click)
        features = json.loads(text)["features"]
        assert {feature["properties"]["incident_id"] for feature in features} == {
            row["incident_id"] for row in wanted
        }
        assert features[0]["properties"]["region"]["type"] == "Polygon"
        page.locator(".menu summary").click()
        table = list(
            csv.DictReader(
                io.StringIO(download(page, page.get_by_role("button", name="Shown incidents as CSV").click))
            )
        )
        assert len(table) == len(wanted)
        assert set(table[0]) >= {"incident_id", "title", "lon", "lat", "region", "reports"}


def test_corrections_are_kept_until_downloaded(open_page, page_file, sample):
    first, second, third = [row for row in sample.rows(96) if row["precision"] == "town"][:3]
    with open_page(page_file, hash_=f"#i={first['incident_id']}") as (page, _):
        page.locator(".correct summary").click()
        page.get_by_role("button", name="Not an incident").click()
        assert page.get_by_text("Marked: not an incident").is_visible()
        page.evaluate(f"location.hash = 'i={second['incident_id']}'")
        page.get_by_role("button", name="Move the point").click()
        page.get_by_label("Latitude").fill("15.25")
        page.get_by_label("Longitude").fill("32.75")
        page.get_by_role("button", name="Put it there").click()
        page.evaluate(f"location.hash = 'i={third['incident_id']}'")
        radios = page.locator(".correct input[type=radio]")
        chosen = radios.count() > 0
        if chosen:
            radios.first.check()
        text = download(page, page.locator("button.corrections").click)
        rows = list(csv.DictReader(io.StringIO(text)))
        assert [row["verdict"] for row in rows] == ["wrong", "point", "place"][: 3 if chosen else 2]
        assert (rows[1]["lat"], rows[1]["lon"]) == ("15.25", "32.75")
        assert rows[1]["document"] == second["doc_id"]
        assert rows[1]["text"] == second["place_name"]
        start = second["quote_start"] + second["quote"].index(second["place_name"])
        assert (int(rows[1]["start"]), int(rows[1]["end"])) == (start, start + len(second["place_name"]))


def test_the_point_can_be_dragged(open_page, page_file, sample):
    row = next(row for row in sample.rows(96) if row["precision"] == "exact")
    with open_page(page_file, hash_=f"#i={row['incident_id']}") as (page, _):
        page.locator(".correct summary").click()
        page.get_by_role("button", name="Move the point").click()
        box = page.locator(".marker-selected.draggable").bounding_box()
        page.mouse.move(box["x"] + 23, box["y"] + 20)
        page.mouse.down()
        page.mouse.move(box["x"] + 80, box["y"] + 60, steps=5)
        page.mouse.up()
        assert page.locator(".corrected-note").text_content().startswith("Marked: the point is ")
        assert page.locator("button.corrections").text_content().startswith("1 correction")


def test_theme_button(open_page, page_file):
    with open_page(page_file) as (page, _):
        page.get_by_role("button", name="Dark").click()
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"
        page.get_by_role("button", name="Light").click()
        assert page.evaluate("document.documentElement.dataset.theme") == "light"


def test_paper_is_light_and_has_a_legend_and_all_rows(open_page, page_file):
    with open_page(page_file, scheme="dark") as (page, _):
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        assert page.evaluate("document.documentElement.dataset.theme") == "light"
        assert page.locator(".printout .legend").is_visible()
        assert page.locator(".printout tbody tr").count() == 96
        assert page.locator(".map").bounding_box()["height"] > 300


def test_without_javascript_there_is_a_table(browser, page_file):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(page_file.as_uri())
    assert page.locator("noscript tbody tr").count() == 96
    context.close()


def test_right_to_left(open_page, sample, tmp_path):
    from geoincidents.mapping import write_map

    path = write_map(sample.make_frame(40), tmp_path / "ar.html", language="ar")
    with open_page(path) as (page, log):
        assert page.evaluate("document.documentElement.dir") == "rtl"
        side, stage = page.locator(".side").bounding_box(), page.locator(".stage").bounding_box()
        assert side["x"] > stage["x"]
        zoom, away = page.locator(".leaflet-control-zoom").bounding_box(), page.locator(".unplaced")
        if away.is_visible():
            box = away.bounding_box()
            assert box["x"] > zoom["x"] + zoom["width"] or box["x"] + box["width"] < zoom["x"]
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280
        assert log.messages == []


def test_layers_of_callers_work_and_run_nothing(open_page, sample, tmp_path):
    import folium

    from geoincidents.mapping import incident_map

    result = incident_map(sample.make_frame(3))
    hostile = "<img src=x onerror='window.PWN=1'>${window.PWN=2}`+(window.PWN=3)+`<b>kept</b>"
    folium.Marker((15, 30), popup=hostile, tooltip=hostile).add_to(result)
    folium.Marker((14, 31), icon=folium.Icon(color="red"), popup=folium.Popup(hostile, show=True)).add_to(
        result
    )
    folium.CircleMarker((16, 31), radius=9).add_to(result)
    path = tmp_path / "layers.html"
    result.save(path)
    with open_page(path) as (page, log):
        assert page.locator("img.leaflet-marker-icon").count() == 2
        assert page.locator(".leaflet-popup-content b").text_content() == "kept"
        assert page.evaluate("window.PWN") is None
        assert not [message for message in log.messages if message.startswith("uncaught: ")]


def test_tiles_are_asked_for_from_their_host_only(open_page, sample, tmp_path):
    from geoincidents.mapping import write_map

    path = write_map(
        sample.make_frame(3), tmp_path / "tiles.html", tiles="https://tiles.example.invalid/{z}/{x}/{y}.png"
    )
    with open_page(path) as (page, log):
        page.get_by_role("button", name="About").click()
        assert page.get_by_text("https://tiles.example.invalid").first.is_visible()
        hosts = {address.split("/")[2] for address in log.requests if address.startswith("http")}
        assert hosts == {"tiles.example.invalid"}
