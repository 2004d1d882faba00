"""The training script gives the same bytes twice, and a model that has learned."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from gazetteer.geocoder import Gazetteer
from geoincidents.mentions.chain import Chain
from geoincidents.mentions.lexicon import Lexicon
from geoincidents.mentions.tagged import Tagger
from geoincidents.types import Article

PLACES = ["Baghdad", "Mosul", "Kirkuk", "Basra", "Erbil", "Najaf"]
PERSONS = ["Ahmed Karim", "Sara Nouri", "Omar Aziz"]


def sentences() -> list[dict[str, object]]:
    rows = []
    for place in PLACES:
        for person in PERSONS:
            text = f"Mr {person} left {place} on Monday ."
            start = text.index(place)
            spans = [[3, 3 + len(person), "PER"], [start, start + len(place), "LOC"]]
            rows.append({"text": text, "spans": spans})
    return rows


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory, root: Path, gazetteer: Gazetteer) -> list[Path]:
    pytest.importorskip("pycrfsuite", reason="python-crfsuite, which only training needs, is not installed")
    folder = tmp_path_factory.mktemp("training")
    lines = "".join(json.dumps(row) + "\n" for row in sentences())
    for name in ("gmb_train", "ewt_train", "re3d", "btc", "crossner_politics", "gmb_dev", "ewt_dev"):
        (folder / f"{name}.jsonl").write_text(lines, "utf-8")
    made = [folder / "one.npz", folder / "other.npz"]
    for path in made:
        command = [sys.executable, "-m", "training.recognizer.train", str(folder), "-o", str(path)]
        subprocess.run(command, cwd=root, check=True, capture_output=True, timeout=300)
    return made


def test_same_bytes(models: list[Path]) -> None:
    assert models[0].read_bytes() == models[1].read_bytes()


def test_it_has_learned(models: list[Path], gazetteer: Gazetteer) -> None:
    with np.load(models[0]) as arrays:
        chain = Chain(
            labels=tuple(str(arrays["labels"]).split()),
            keys=np.cumsum(arrays["key_steps"], dtype=np.uint32),
            rows=arrays["rows"],
            unit=float(arrays["unit"]),
            transitions=arrays["transitions"],
            temperature=float(arrays["temperature"]),
        )
    text = "Mr Ali Hassan left Ramadi on Monday ."
    tagged = Tagger(Lexicon(gazetteer), chain).tag(Article(id="a", text=text))
    assert [(text[slice(*e.span)], e.label) for e in tagged.entities] == [
        ("Ali Hassan", "PER"),
        ("Ramadi", "LOC"),
    ]
