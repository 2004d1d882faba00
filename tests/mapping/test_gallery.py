"""The gallery holds what the tool makes, byte for byte; pictures depend on the machine's fonts and are only there."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

MAPS = Path(__file__).resolve().parents[2] / "maps"
EXAMPLES = sorted(folder for folder in (MAPS / "examples").iterdir() if folder.is_dir())


@pytest.fixture(scope="module")
def gallery():
    spec = importlib.util.spec_from_file_location("maps_make", MAPS / "make.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def pipeline(gallery, gazetteer):
    return gallery.Pipeline(gazetteer)


@pytest.mark.slow
@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_an_example_is_made_again_byte_for_byte(gallery, pipeline, folder, tmp_path):
    gallery.make(folder, tmp_path, pipeline)
    for name in ("incidents.geojson", "map.html"):
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes(), (
            f"run `make examples`: {name} differs"
        )


def test_every_example_is_shown_with_both_pictures():
    text = (MAPS / "README.md").read_text(encoding="utf-8")
    assert len(EXAMPLES) >= 3
    for folder in EXAMPLES:
        for name in ("incidents.geojson", "map.html", "map-light.png", "map-dark.png"):
            assert (folder / name).is_file()
            assert f"examples/{folder.name}/{name}" in text
