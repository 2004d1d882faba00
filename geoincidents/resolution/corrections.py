"""Places set by hand: a table that always wins, survives re-runs and is named in the output.

Columns: ``document,start,end,text,verdict,place_id,lon,lat,incident_id,note``. A row applies to the mention
that has its span and, where given, its text; without a span, to all mentions of that text. An empty document,
or ``*``, means any. `verdict` is "place" (the words mean `place_id`), "point" (they mean `lon`, `lat`),
"not-here" (they name no place), or "wrong", which is said of an incident and is not for this stage.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.location import Location
from geoincidents.errors import SettingsError
from geoincidents.types import Article, Parse, Resolution

if TYPE_CHECKING:
    from gazetteer.geocoder import Gazetteer

COLUMNS = (
    "document", "start", "end", "text", "verdict", "place_id", "lon", "lat", "incident_id", "note",
)  # fmt: skip

VERDICTS = ("place", "point", "not-here", "wrong")

POINT_M = 500.0
"""Uncertainty of a point set by hand: a click on a map, not a survey."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One row.

    Attributes
    ----------
    source : str
        File and line, as "corrections.csv:3".
    document : str or None
        ``Article.id``; None for any.
    span : (int, int) or None
        Offsets of the mention; None for every mention of `text`.
    text : str or None
        The mention's words.
    verdict : str
        One of `VERDICTS`.
    place_id : str or None
        For "place".
    lon, lat : float or None
        For "point".
    note : str or None
        Why, in the editor's words.
    """

    source: str
    document: str | None
    span: tuple[int, int] | None
    text: str | None
    verdict: str
    place_id: str | None = None
    lon: float | None = None
    lat: float | None = None
    note: str | None = None

    def fits(self, article: Article, resolution: Resolution) -> bool:
        """Tell whether the row speaks of this mention; an offset that no longer fits its text does not."""
        mention = resolution.mention
        if self.document is not None and self.document != article.id:
            return False
        if self.text is not None and " ".join(self.text.split()) != " ".join(mention.text.split()):
            return False
        return self.span is None or self.span == mention.span


@dataclass(frozen=True, slots=True)
class Corrections:
    """All rows of a file, in its order; of several rows that fit a mention the last wins."""

    rows: tuple[Correction, ...]

    def apply(
        self, article: Article, resolutions: Sequence[Resolution], gazetteer: Gazetteer
    ) -> tuple[Resolution, ...]:
        """Return the resolutions, those that a row speaks of replaced.

        Raises
        ------
        SettingsError
            A row names a place that the database does not have.
        """
        own = [row for row in self.rows if row.document in (None, article.id) and row.verdict != "wrong"]
        if not own:
            return tuple(resolutions)
        return tuple(self._corrected(article, resolution, own, gazetteer) for resolution in resolutions)

    def _corrected(
        self, article: Article, resolution: Resolution, rows: Sequence[Correction], gazetteer: Gazetteer
    ) -> Resolution:
        fitting = [row for row in rows if row.fits(article, resolution)]
        if not fitting:
            return resolution
        row = fitting[-1]
        reason = f"corrected by hand: {row.source}" + (f" ({row.note})" if row.note else "")
        if row.verdict == "not-here":
            return replace(resolution, place=None, location=None, confidence=0.0, reasons=(reason,))
        if row.verdict == "point":
            return replace(resolution, place=None, location=_point(row), confidence=1.0, reasons=(reason,))
        from gazetteer.relations.places import place_location  # noqa: PLC0415 - shapely is slow to load

        place = gazetteer.place(row.place_id or "")
        if place is None:
            raise SettingsError(f"{row.source}: the gazetteer has no place {row.place_id!r}")
        return replace(
            resolution,
            place=place,
            location=place_location(place, gazetteer),
            confidence=1.0,
            reasons=(reason,),
        )


def _point(row: Correction) -> Location:
    from gazetteer.geodesy import circle  # noqa: PLC0415 - shapely is slow to load
    from gazetteer.location import Precision  # noqa: PLC0415

    if row.lon is None or row.lat is None:
        raise SettingsError(f"{row.source}: a point needs lon and lat")
    return Location(
        lon=row.lon,
        lat=row.lat,
        region=circle(row.lon, row.lat, POINT_M, 48),
        coverage=0.9,
        uncertainty_m=POINT_M,
        precision=Precision.EXACT,
        method="correction",
        reasons=(f"set by hand in {row.source}",),
    )


def read_corrections(path: str | Path) -> Corrections:
    """Read a table of corrections.

    Raises
    ------
    SettingsError
        The file cannot be read, lacks a column, or a row makes no sense; names the line.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error
    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = {"text", "verdict"} - set(reader.fieldnames or ())
    if missing:
        raise SettingsError(f"{path}:1: corrections need a column {sorted(missing)[0]!r}")
    rows = []
    for row in reader:
        values = {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)}
        if values.get("verdict"):
            rows.append(_read_row(values, f"{Path(path).name}:{reader.line_num}"))
    return Corrections(tuple(rows))


def _read_row(values: dict[str, str], source: str) -> Correction:
    verdict = values["verdict"]
    if verdict not in VERDICTS:
        raise SettingsError(f"{source}: verdict {verdict!r} is none of {', '.join(VERDICTS)}")
    start, end = values.get("start", ""), values.get("end", "")
    text = values["text"] or None
    if not (start and end) and text is None and verdict != "wrong":
        raise SettingsError(f"{source}: a correction needs a text, or start and end")
    if verdict == "place" and not values.get("place_id"):
        raise SettingsError(f"{source}: a place needs a place_id")
    document = values.get("document", "")
    correction = Correction(
        source=source,
        document=None if document in {"", "*"} else document,
        span=(_whole(start, source), _whole(end, source)) if start and end else None,
        text=text,
        verdict=verdict,
        place_id=values.get("place_id") or None,
        lon=_degrees(values.get("lon", ""), 180.0, source),
        lat=_degrees(values.get("lat", ""), 90.0, source),
        note=values.get("note") or None,
    )
    if verdict == "point" and (correction.lon is None or correction.lat is None):
        raise SettingsError(f"{source}: a point needs lon and lat")
    return correction


def _whole(text: str, source: str) -> int:
    if not text.isdecimal():
        raise SettingsError(f"{source}: {text!r} is not an offset")
    return int(text)


def _degrees(text: str, limit: float, source: str) -> float | None:
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not abs(value) <= limit:
        raise SettingsError(f"{source}: {text!r} is not between -{limit:g} and {limit:g} degrees")
    return value


def template(parses: Iterable[Parse]) -> str:
    """Return a table to edit: a row a mention, with the place found and no verdict yet.

    Rows whose verdict stays empty change nothing when the table is read.
    """
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for parse in parses:
        for resolution in parse.resolutions:
            location = resolution.location
            writer.writerow({
                "document": parse.article.id,
                "start": resolution.mention.span[0],
                "end": resolution.mention.span[1],
                "text": resolution.mention.text,
                "place_id": resolution.place.id if resolution.place else "",
                "lon": round(location.lon, 6) if location else "",
                "lat": round(location.lat, 6) if location else "",
                "note": resolution.place.name if resolution.place else "; ".join(resolution.reasons[:1]),
            })  # fmt: skip
    return out.getvalue()
