"""Reports of one incident across articles become one incident with its reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geoincidents.types import Incident


def merge(incidents: Iterable[Incident]) -> tuple[Incident, ...]:
    """Return the incidents, ordered by date and id."""
    return tuple(sorted(incidents, key=lambda i: (str(i.date_start or ""), i.id)))
