"""The sample frames, for the tests of the map."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import geopandas
import pytest


def load_sample() -> ModuleType:
    """Return the module beside this file; tests are no packages."""
    spec = importlib.util.spec_from_file_location("map_sample", Path(__file__).with_name("sample.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def make_frame() -> Callable[..., geopandas.GeoDataFrame]:
    """The maker of sample frames: ``make_frame(count, seed)``."""
    return load_sample().make_frame


@pytest.fixture(scope="session")
def sample_rows() -> Callable[..., list[dict[str, object]]]:
    """The maker of sample rows, to be changed before `geoincidents.frame.build`."""
    return load_sample().rows
