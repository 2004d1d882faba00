"""The budgets of the map: 10,000 incidents built, ready and filtered in time; 100,000 work."""

from __future__ import annotations

import time

import pytest

SLACK = 2.0
"""Times the budget that a test allows: other work on the machine is not the page's."""

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FILTER_MS = """() => { const times = []; for (const chip of [...document.querySelectorAll('.chip')].slice(0, 3)) {
    const start = performance.now(); chip.click(); times.push(performance.now() - start); } return Math.min(...times); }"""


@pytest.fixture(scope="module")
def large_frame(sample):
    return sample.make_frame(10_000)


def test_building_takes_little(sample, large_frame):
    from geoincidents.mapping import incident_map

    def cpu_seconds(frame):
        start = time.process_time()
        incident_map(frame).render()
        return time.process_time() - start

    small = sample.make_frame(100)
    cpu_seconds(small)  # loads the basemap
    assert min(cpu_seconds(small) for _ in range(3)) <= 0.3 * SLACK
    assert min(cpu_seconds(large_frame) for _ in range(2)) <= 2.5 * SLACK


def test_ten_thousand_are_ready_and_filtered_in_time(open_page, large_frame, tmp_path):
    from geoincidents.mapping import write_map

    path = write_map(large_frame, tmp_path / "large.html")
    ready = []
    for _ in range(3):  # the best of three: other work on the machine is not the page's
        with open_page(path) as (page, _):
            ready.append(page.evaluate("performance.getEntriesByName('ready')[0].startTime"))
            filtered = page.evaluate(FILTER_MS)
            assert page.locator(".card").count() < 60
        if ready[-1] <= 2500 and filtered <= 300:
            break
    assert min(ready) <= 2500 * SLACK
    assert filtered <= 300 * SLACK


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
