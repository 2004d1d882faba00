"""Fixtures and skip rules that all rooms share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from gazetteer.geocoder import Gazetteer

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
DATABASE = ROOT / "gazetteer" / "data" / "places.sqlite"
CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")

settings.register_profile("ci", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("here", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what this machine cannot run, and say why; under CI a missing browser is a failure instead."""
    browser = any(Path(path).exists() for path in CHROMIUM)
    for item in items:
        if item.get_closest_marker("shared") and not SHARED.is_dir():
            item.add_marker(
                pytest.mark.skip(reason="the corpora beside the repository (../shared) are not here")
            )
        if item.get_closest_marker("browser") and not browser and os.environ.get("CI") != "true":
            item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))
        if item.get_closest_marker("browser") or item.get_closest_marker("slow"):
            # A browser, a killed worker or a clock on a busy machine may be late once; a fault fails each time.
            item.add_marker(pytest.mark.flaky(reruns=3, reruns_delay=1))


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The corpora beside the repository; skips where they are absent."""
    if not SHARED.is_dir():
        pytest.skip("the corpora beside the repository (../shared) are not here")
    return SHARED


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's path; fails where there is none."""
    for path in CHROMIUM:
        if Path(path).exists():
            return path
    return pytest.fail("Chromium is not installed (apt-get install chromium)")


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The default gazetteer, opened once."""
    from gazetteer.geocoder import Gazetteer

    if not DATABASE.exists():
        pytest.skip("gazetteer/data/places.sqlite is not built (make setup)")
    return Gazetteer()
