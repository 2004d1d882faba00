"""Plug-ins by name: what this package registers and what others add, found the same way."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Literal

from geoincidents.errors import PluginError

Group = Literal["recognizers", "resolvers", "extractors", "readers", "writers"]


@cache
def plugins(group: Group) -> dict[str, EntryPoint]:
    """Return the entry points of ``geoincidents.<group>`` by name, in the order of their names."""
    found = entry_points(group=f"geoincidents.{group}")
    return {entry.name: entry for entry in sorted(found, key=lambda entry: entry.name)}


def load(group: Group, name: str) -> Callable[..., Any]:
    """Return what a plug-in's entry point names.

    Raises
    ------
    PluginError
        When none has that name, or its module cannot be imported.
    """
    known = plugins(group)
    if name not in known:
        listed = ", ".join(known) or "none installed"
        raise PluginError(f"no {group.removesuffix('s')} is called {name!r}; there is: {listed}")
    try:
        loaded: Callable[..., Any] = known[name].load()
    except ModuleNotFoundError as error:
        raise PluginError(f"the {group.removesuffix('s')} {name!r} cannot be loaded: {error}") from error
    return loaded
