"""Make the gallery again: for each article of ``examples/``, its incidents, its map and the map's picture."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from geoincidents import Pipeline
from geoincidents.articles.read import read_articles
from geoincidents.exports import write_incidents
from geoincidents.mapping import write_map

EXAMPLES = Path(__file__).parent / "examples"
CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
WIDTH, HEIGHT = 1280, 800


def make(article: Path, folder: Path, pipeline: Pipeline) -> None:
    """Write the incidents and the map of an article into a folder."""
    (read,) = read_articles(article)
    # Named by its place in the gallery: the files must not tell on which machine they were made.
    frame = pipeline.geocode(replace(read, id=f"{article.parent.name}/{article.name}"))
    folder.mkdir(parents=True, exist_ok=True)
    write_incidents(frame, folder / "incidents.geojson")
    write_map(frame, folder / "map.html", title=read.title)


def picture(page: Path, png: Path) -> None:
    """Take a picture of a map in Chromium; without Chromium, leave the picture as it is."""
    browser_path = next((path for path in CHROMIUM if Path(path).exists()), None)
    if browser_path is None:
        print(f"{png}: Chromium is not installed; the picture stays as it is", file=sys.stderr)
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        tab.goto(page.resolve().as_uri())
        tab.wait_for_timeout(1500)  # the map draws itself after the page has loaded
        tab.screenshot(path=png)
        browser.close()


if __name__ == "__main__":
    shared = Pipeline()
    for found in sorted(EXAMPLES.glob("*/article.*")):
        make(found, found.parent, shared)
        picture(found.parent / "map.html", found.parent / "map.png")
        print(found.parent)
