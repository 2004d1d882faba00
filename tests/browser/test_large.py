"""Large maps: their cost grows with their incidents, a page holds few cards, 100,000 work.

Seconds are `benchmarks/map.py`'s: a test that asks for them fails on a busy machine.
"""

from __future__ import annotations

import time

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CARDS = 60
"""A list that made a card for every incident would have thousands; the window shows some tens."""


@pytest.fixture(scope="module")
def large_frame(sample):
    return sample.make_frame(10_000)


def test_cost_grows_with_the_incidents_not_with_their_square(sample, large_frame):
    from geoincidents.mapping import incident_map

    def seconds(frame):
        start = time.process_time()
        incident_map(frame).render()
        return time.process_time() - start

    tenth = sample.make_frame(1_000)
    seconds(tenth)  # loads the basemap
    assert min(seconds(large_frame) for _ in range(2)) < 3 * 10 * min(seconds(tenth) for _ in range(3))


def test_ten_thousand_are_filtered_and_few_cards_made(open_page, large_frame, tmp_path):
    from geoincidents.mapping import write_map

    path = write_map(large_frame, tmp_path / "large.html")
    with open_page(path) as (page, log):
        shown = page.locator(".shown-count").text_content()
        assert shown == "10,000 incidents"
        page.locator(".chip").first.click()
        assert page.locator(".shown-count").text_content() != shown
        assert 0 < page.locator(".card").count() < CARDS
        assert log.messages == []


def test_a_hundred_thousand_work(open_page, large_frame, tmp_path):
    import pandas as pd

    from geoincidents.mapping import write_map

    huge = pd.concat([large_frame] * 10, ignore_index=True)
    huge["incident_id"] = [f"{name}-{row}" for row, name in enumerate(huge["incident_id"])]
    path = write_map(huge, tmp_path / "huge.html")
    assert path.stat().st_size <= 30_000_000
    with open_page(path) as (page, log):
        assert page.locator(".shown-count").text_content() == "100,000 incidents"
        page.locator(".chip").first.click()
        page.locator(".card").first.click()
        assert page.get_by_text("The quote is left out of this large map").is_visible()
        assert log.messages == []
