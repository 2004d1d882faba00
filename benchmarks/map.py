"""Building the map: 100, 1,000 and 10,000 invented incidents, beside writing the same as GeoJSON, in one run.

    python benchmarks/map.py [--passes N]

Processor's seconds of the best pass, from a frame to the text of the HTML file, and the file's size; then, where
Chromium is installed, the milliseconds until the page is ready and until a click on a kind has filtered it.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from geoincidents.exports.geojson import dumps
from geoincidents.mapping import incident_map, write_map
from tests.mapping import sample

COUNTS = (100, 1_000, 10_000)
READY = "performance.getEntriesByName('ready')[0]?.startTime"
FILTER = """() => { const start = performance.now(); document.querySelector('.chip').click();
    return performance.now() - start; }"""


def best(work: Callable[[], str], passes: int) -> tuple[float, int]:
    """Return the processor's seconds of the best pass and the length of what it made, in bytes."""
    took, made = float("inf"), ""
    for _ in range(passes):
        start = time.process_time()
        made = work()
        took = min(took, time.process_time() - start)
    return took, len(made.encode())


def opened(chromium: str, passes: int) -> None:
    """Print how long Chromium takes to make each map ready and to filter it: the best of the passes."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for count in COUNTS:
            path = write_map(sample.make_frame(count), Path(folder) / f"{count}.html")
            ready, filtered = [], []
            for _ in range(passes):
                page = browser.new_page()
                page.goto(path.as_uri())
                while page.evaluate(READY) is None:
                    page.wait_for_timeout(20)
                ready.append(page.evaluate(READY))
                filtered.append(page.evaluate(FILTER))
                page.close()
            print(f"{count:>7,} incidents: ready {min(ready):5.0f} ms   filtered {min(filtered):5.0f} ms")
        browser.close()


def main() -> None:
    """Print a line a number of incidents."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passes", type=int, default=3)
    passes = parser.parse_args().passes
    incident_map(sample.make_frame(10)).render()  # loads the basemap
    for count in COUNTS:
        frame = sample.make_frame(count)
        whole, size = best(lambda frame=frame: incident_map(frame).render(), passes)  # type: ignore[misc]
        written, plain_size = best(lambda frame=frame: dumps(frame), passes)  # type: ignore[misc]
        print(
            f"{count:>7,} incidents: map {whole:6.2f} s {size / 1e6:6.2f} MB   "
            f"GeoJSON {written:6.2f} s {plain_size / 1e6:6.2f} MB   {whole / written:5.2f} ×"
        )
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is not None:
        opened(chromium, passes)


if __name__ == "__main__":
    main()
