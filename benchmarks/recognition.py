"""Words a second and memory of the recognizers, beside two list-matching tools where they are installed.

    python benchmarks/recognition.py [FILE.jsonl] [--words N]

Reads rows with "text" (default: LGL beside the repository, else a text of our own repeated). One core, best
of four passes. flashgeotext and geotext are measured where `pip install flashgeotext geotext` was run.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path

LGL = Path(__file__).resolve().parents[2] / "shared/eval/corpora/lgl.jsonl"
OWN = (
    "KIRKUK, Iraq — Gunmen attacked a checkpoint 12 kilometres south of the city on Monday, killing three "
    "soldiers, a spokesman for the provincial police said. Residents of Hawija heard shooting until dawn. In "
    "Baghdad, the Interior Ministry blamed Islamic State militants who had crossed from Syria. "
)


def texts(path: Path | None, words: int) -> list[str]:
    """Return texts with about `words` words in all."""
    source = path or (LGL if LGL.exists() else None)
    if source is None:
        return [OWN * 10] * max(1, words // (10 * len(OWN.split())))
    chosen: list[str] = []
    total = 0
    with source.open(encoding="utf-8") as lines:
        for line in lines:
            chosen.append(json.loads(line)["text"])
            total += len(chosen[-1].split())
            if total >= words:
                break
    return chosen


def tools() -> list[tuple[str, Callable[[], Callable[[str], object]]]]:
    """Return each tool's name and how to make it."""

    def own(name: str) -> Callable[[], Callable[[str], object]]:
        def make() -> Callable[[str], object]:
            from gazetteer.geocoder import Gazetteer
            from geoincidents.mentions.scan import ScanRecognizer
            from geoincidents.mentions.tagger import ModelRecognizer
            from geoincidents.types import Article

            recognizer = {"model": ModelRecognizer, "scan": ScanRecognizer}[name](Gazetteer())
            return lambda text: recognizer(Article(id="benchmark", text=text))

        return make

    def flashgeotext() -> Callable[[str], object]:
        from flashgeotext.geotext import GeoText

        tool = GeoText()
        return lambda text: tool.extract(input_text=text)

    def geotext() -> Callable[[str], object]:
        from geotext import GeoText

        return GeoText

    return [
        ("model", own("model")),
        ("scan", own("scan")),
        ("flashgeotext", flashgeotext),
        ("geotext", geotext),
    ]


def measure(
    make: Callable[[], Callable[[str], object]], sample: Sequence[str]
) -> tuple[float, float, float, float]:
    """Return seconds to load, words a second at first and warm, and MiB that the process grew by."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    run = make()
    run(sample[0])
    load = time.perf_counter() - started
    words = sum(len(text.split()) for text in sample)
    seconds = []
    for _ in range(4):
        started = time.process_time()
        for text in sample:
            run(text)
        seconds.append(time.process_time() - started)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return load, words / seconds[0], words / min(seconds), grown


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--words", type=int, default=60_000)
    parser.add_argument("--only", help="one tool, so that its memory is its own")
    arguments = parser.parse_args()
    sample = texts(arguments.file, arguments.words)
    print(f"{len(sample)} texts, {sum(len(text.split()) for text in sample)} words")
    for name, make in tools():
        if arguments.only not in {None, name}:
            continue
        try:
            load, first, speed, grown = measure(make, sample)
        except ImportError:
            print(f"{name:14} not installed")
            continue
        speeds = f"{first:9,.0f} words/s, warm {speed:9,.0f}"
        print(f"{name:14} {speeds}   load {load:5.2f} s   memory +{grown:.0f} MiB")


if __name__ == "__main__":
    main()
