"""The word lists of ``data/*.toml``, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """Return the tables of ``data/<name>.toml``."""
    return tomllib.loads(files("geoincidents.incidents").joinpath(f"data/{name}.toml").read_text("utf-8"))


def words(name: str, section: str, key: str = "words") -> frozenset[str]:
    """Return one list of words: a string of `section`, split at white space."""
    return frozenset(table(name)[section][key].split())
