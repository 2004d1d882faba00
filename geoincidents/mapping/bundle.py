"""Where the built page lies: one script, one style sheet, the basemap and the licences of what is inside."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from geoincidents.errors import GeoincidentsError

FOLDER = Path(__file__).parent / "frontend" / "dist"
_BUILD = (
    "run `npm ci && npm run build` in geoincidents/mapping/frontend (the wheel's build does it by itself)"
)


class BundleMissingError(GeoincidentsError, FileNotFoundError):
    """The page of the map has not been built."""


@lru_cache(maxsize=8)
def read_text(name: str) -> str:
    """Return a built file as text.

    Raises
    ------
    BundleMissingError
        Where the page has not been built.
    """
    try:
        return (FOLDER / name).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BundleMissingError(f"{FOLDER / name} is missing: {_BUILD}") from None


@lru_cache(maxsize=4)
def read_json(name: str) -> Any:
    """Return a built JSON file."""
    return json.loads(read_text(name))
