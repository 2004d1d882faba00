"""One place with all its names, as the readers of sources hand it to the writer."""

from __future__ import annotations

from dataclasses import dataclass

from gazetteer.place import NameKind

Name = tuple[str, NameKind, str | None]
"""The name as written, what sort it is, and its language where known."""


@dataclass(slots=True, kw_only=True)
class Record:
    """A place on its way into the database.

    Attributes
    ----------
    id : str
        "geonames:98182", or another source and key.
    extent_m, importance : float or None
        None: the writer takes the typical values of the feature code.
    names : list of Name
        Every name but `name` itself.
    modified : str
        Date of the last change as "2026-05-01"; "" where unknown. The newer record wins a merge.
    """

    id: str
    name: str
    lon: float
    lat: float
    feature_class: str
    feature_code: str
    country_code: str | None = None
    admin1_code: str | None = None
    admin2_code: str | None = None
    population: int | None = None
    bbox: tuple[float, float, float, float] | None = None
    extent_m: float | None = None
    importance: float | None = None
    names: list[Name]
    modified: str = ""
    source: str
