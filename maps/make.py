"""Make the gallery again: for each folder of ``examples/`` its incidents, its map and the map's pictures.

``python maps/make.py`` writes all; with ``--no-pictures`` it leaves the pictures as they are, which
may differ between machines by their fonts.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from geoincidents import Pipeline
from geoincidents.articles.read import read_articles
from geoincidents.exports import write_incidents
from geoincidents.mapping import write_map

if TYPE_CHECKING:
    from geoincidents.types import Article

EXAMPLES = Path(__file__).parent / "examples"
CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
WIDTH, HEIGHT = 1280, 800
TITLES = {"week-in-ituri": "A week in Ituri, March 2023"}
"""Of maps of several articles; a map of one has its headline."""


def read_example(folder: Path) -> list[Article]:
    """Return the articles of an example, named by their place in the gallery and not on this machine."""
    (source,) = folder.glob("article*.*")
    articles = list(read_articles(str(source)))
    if len(articles) > 1:
        return articles
    return [replace(article, id=f"{folder.name}/{source.name}") for article in articles]


def make(folder: Path, target: Path, pipeline: Pipeline) -> None:
    """Write the incidents and the map of an example into the target folder."""
    articles = read_example(folder)
    frame = pipeline.geocode(articles)
    target.mkdir(parents=True, exist_ok=True)
    write_incidents(frame, target / "incidents.geojson")
    write_map(frame, target / "map.html", title=TITLES.get(folder.name, articles[0].title))


def take_pictures(folders: list[Path]) -> None:
    """Take a light and a dark picture of each map in Chromium, which is not asked where it is missing."""
    browser_path = next((path for path in CHROMIUM if Path(path).exists()), None)
    if browser_path is None:
        print("Chromium is not installed; the pictures stay as they are", file=sys.stderr)
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"]
        )
        for folder in folders:
            for scheme in ("light", "dark"):
                page = browser.new_page(
                    viewport={"width": WIDTH, "height": HEIGHT}, color_scheme=scheme, reduced_motion="reduce"
                )
                page.goto((folder / "map.html").resolve().as_uri())
                while not page.evaluate("document.documentElement.dataset.ready === 'true'"):
                    page.wait_for_timeout(50)
                page.wait_for_timeout(300)
                page.screenshot(path=folder / f"map-{scheme}.png")
                page.close()
        browser.close()


if __name__ == "__main__":
    examples = sorted(folder for folder in EXAMPLES.iterdir() if folder.is_dir())
    shared = Pipeline()
    for example in examples:
        make(example, example, shared)
        print(example)
    if "--no-pictures" not in sys.argv:
        take_pictures(examples)
