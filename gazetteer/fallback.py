"""Another geocoder for the names that the gazetteer lacks: asked only on request, slowly, and never twice.

Names of your articles leave your machine this way; therefore nothing here happens unless it is switched on.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from gazetteer.errors import DatabaseError, DownloadError
from gazetteer.fold import fold
from gazetteer.place import NameMatch, Place

if TYPE_CHECKING:
    from geopy.location import Location as GeopyLocation

USER_AGENT = "geoincidents (https://pypi.org/project/geoincidents)"
MIN_DELAY_S = 1.0
"""Nominatim's usage policy: one question a second at most."""
TIMEOUT_S = 20
LARGEST_ANSWER = 1_000_000
METRES_A_DEGREE = 111_195.0
DEFAULT_EXTENT_M = 5000.0
SCORE = 0.5
IMPORTANCE = 0.1
"""Below anything that the gazetteer knows itself."""


class GeopyGeocoder(Protocol):
    """Any geocoder of geopy."""

    def geocode(self, query: str, /, *, timeout: float) -> GeopyLocation | None:
        """Return the best place of a name."""


class Fallback:
    """A geopy geocoder behind a rate limit and a cache on disk.

    Parameters
    ----------
    geocoder : str or geopy geocoder
        A service's short name ("nominatim", "photon") or an object that is set up already.
    cache : Path or None
        SQLite file of questions and answers, those without an answer too; None: the user's cache directory.
    min_delay_s : float
        Least time between two questions.
    """

    def __init__(
        self,
        geocoder: str | GeopyGeocoder,
        cache: Path | None = None,
        *,
        min_delay_s: float = MIN_DELAY_S,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = geocoder if isinstance(geocoder, str) else type(geocoder).__name__.lower()
        self._geocoder: GeopyGeocoder | None = None if isinstance(geocoder, str) else geocoder
        self._path = default_cache() if cache is None else cache
        self._delay_s = min_delay_s
        self._clock, self._sleep = clock, sleep
        self._next = clock()
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def search(self, name: str) -> tuple[NameMatch, ...]:
        """Return the place that the service knows for a name, or nothing.

        Raises
        ------
        DownloadError
            The service cannot be reached or refuses.
        """
        key = fold(name)
        if not key:
            return ()
        with self._lock:
            answer = self._cached(key)
            if answer is None:
                answer = self._ask(name)
                self._keep(key, answer)
        place = self._place(answer)
        return () if place is None else (NameMatch(place=place, name=name, kind="alias", score=SCORE),)

    def _ask(self, name: str) -> dict[str, Any]:
        from geopy.exc import GeopyError  # noqa: PLC0415  # only where it is switched on

        wait = self._next - self._clock()
        if wait > 0:
            self._sleep(wait)
        try:
            found = self._service().geocode(name, timeout=TIMEOUT_S)
        except GeopyError as error:
            raise DownloadError(f"{self.name}: {name!r}: {error or type(error).__name__}") from error
        finally:
            self._next = self._clock() + self._delay_s
        if found is None:
            return {}
        raw = found.raw if isinstance(found.raw, dict) else {}
        return {
            "name": found.address,
            "lon": found.longitude,
            "lat": found.latitude,
            "id": str(raw.get("osm_id") or raw.get("place_id") or fold(found.address)),
            "bbox": raw.get("boundingbox"),
        }

    def _service(self) -> GeopyGeocoder:
        if self._geocoder is None:
            from geopy.exc import ConfigurationError, GeocoderNotFound  # noqa: PLC0415  # heavy
            from geopy.geocoders import get_geocoder_for_service  # noqa: PLC0415  # heavy

            try:
                made: GeopyGeocoder = get_geocoder_for_service(self.name)(user_agent=USER_AGENT)
            except GeocoderNotFound as error:
                raise DatabaseError(f"{self.name!r} is no geocoder of geopy") from error
            except (ConfigurationError, TypeError) as error:
                raise DatabaseError(
                    f"{self.name!r} wants settings ({error}): use Gazetteer(fallback=Fallback(…))"
                ) from error
            self._geocoder = made
        return self._geocoder

    def _place(self, answer: dict[str, Any]) -> Place | None:
        if not answer:
            return None
        box, extent_m = None, DEFAULT_EXTENT_M
        if answer.get("bbox"):
            south, north, west, east = (float(edge) for edge in answer["bbox"])
            box = (west, south, east, north)
            extent_m = max(DEFAULT_EXTENT_M / 5, METRES_A_DEGREE * (north - south) / 2)
        return Place(
            id=f"{self.name}:{answer['id']}",
            name=str(answer["name"]).partition(",")[0],
            lon=float(answer["lon"]),
            lat=float(answer["lat"]),
            feature_class="P",
            feature_code="PPL",
            bbox=box,
            extent_m=extent_m,
            importance=IMPORTANCE,
            source=self.name,
        )

    @property
    def _cache(self) -> sqlite3.Connection:
        if self._connection is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS answer"
                " (service TEXT, key TEXT, answer TEXT, PRIMARY KEY (service, key))"
            )
        return self._connection

    def _cached(self, key: str) -> dict[str, Any] | None:
        row = self._cache.execute(
            "SELECT answer FROM answer WHERE service = ? AND key = ?", (self.name, key)
        ).fetchone()
        return None if row is None else dict(json.loads(row[0]))

    def _keep(self, key: str, answer: dict[str, Any]) -> None:
        text = json.dumps(answer, sort_keys=True)
        if len(text) < LARGEST_ANSWER:
            self._cache.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?)", (self.name, key, text))


def default_cache() -> Path:
    """Return where answers are kept unless told otherwise."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "geoincidents" / "fallback.sqlite"
