"""Formats that GDAL writes: GeoPackage with points and regions as two layers, FlatGeobuf, KML."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geoincidents.errors import IncidentFileError
from geoincidents.exports.plain import DECIMALS, compact, has_regions, rounded_geometry
from geoincidents.exports.table import typed, write_evidence_beside
from geoincidents.files import whole_file
from geoincidents.frame import CRS, build

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

POINTS, REGIONS = "incidents", "regions"
_FIXED_DATE = "2000-01-01T00:00:00Z"
"""GDAL stamps a GeoPackage with the clock; a fixed date keeps same input, same bytes."""


def flat(frame: GeoDataFrame, *, region_as_wkt: bool) -> GeoDataFrame:
    """Return a frame with the point as only geometry, lists as JSON text.

    Parameters
    ----------
    frame : GeoDataFrame
        Of incidents.
    region_as_wkt : bool
        Whether the region stays, as text, or is left out.
    """
    import geopandas  # noqa: PLC0415

    point = frame.geometry.name
    regions = has_regions(frame)
    table = frame.drop(columns=[point, "region"] if regions else [point]).copy()
    for name in table.columns:
        kind = table[name].dtype
        if kind.kind == "O":
            table[name] = [compact(v) if isinstance(v, (list, dict)) else v for v in table[name]]
    for name in DECIMALS.keys() & set(table.columns):
        table[name] = table[name].round(DECIMALS[name])
    if region_as_wkt and regions:
        table["region"] = [
            None if region is None else rounded_geometry(region).wkt for region in frame["region"]
        ]
    points = [None if point is None else rounded_geometry(point) for point in frame.geometry]
    return geopandas.GeoDataFrame(table, geometry=geopandas.GeoSeries(points, index=table.index, crs=CRS))


def regions_of(frame: GeoDataFrame) -> GeoDataFrame:
    """Return the regions with the columns that tell whose they are."""
    import geopandas  # noqa: PLC0415

    keys = ["incident_id", "title", "precision", "coverage", "uncertainty_m"]
    located = frame[frame["region"].notna()]
    table = located[[name for name in keys if name in located.columns]].copy()
    table["uncertainty_m"] = table["uncertainty_m"].round()
    shapes = [rounded_geometry(region) for region in located["region"]]
    return geopandas.GeoDataFrame(table, geometry=geopandas.GeoSeries(shapes, index=table.index, crs=CRS))


def evidence_of(frame: GeoDataFrame) -> dict[str, str]:
    """Return the chain of evidence as one metadata item, for formats that hold metadata."""
    evidence = frame.attrs.get("evidence")
    return {"geoincidents": compact(evidence)} if evidence else {}


def _write(table: GeoDataFrame, target: Path | io.BytesIO, **how: Any) -> None:
    """Write a flat table by GDAL; pyogrio's own way of a frame would make times of the dates."""
    import numpy as np  # noqa: PLC0415
    import pyogrio  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    columns = table.drop(columns=table.geometry.name)
    data: list[Any] = []
    masks: list[Any] = []
    for name in columns.columns:
        column = columns[name]
        if column.dtype.kind == "M":
            data.append(column.to_numpy().astype("datetime64[D]"))
            masks.append(None)
        elif column.dtype.kind == "i":
            data.append(column.to_numpy("int64", na_value=0))
            masks.append(column.isna().to_numpy())
        else:
            data.append(np.asarray(column))
            masks.append(None)
    pyogrio.raw.write(
        target, shapely.to_wkb(np.asarray(table.geometry)), data, list(columns.columns), masks,
        crs=CRS, geometry_type="Point", encoding="UTF-8", layer=POINTS, **how,
    )  # fmt: skip


def _write_by_way_of_memory(table: GeoDataFrame, target: str, **how: Any) -> None:
    """Write a file that GDAL would leave half on a full disk and say nothing."""
    made = io.BytesIO()
    _write(table, made, **how)
    with whole_file(target) as path:
        path.write_bytes(made.getvalue())


def write_gpkg(frame: GeoDataFrame, target: str) -> None:
    """Write a GeoPackage with the layers ``incidents`` and ``regions``."""
    import pyogrio  # noqa: PLC0415

    with whole_file(target) as path, _fixed_clock():
        metadata: dict[str, Any] = {"dataset_metadata": evidence_of(frame) or None}
        points = flat(frame, region_as_wkt=False)
        try:
            _write(points, path, driver="GPKG", **metadata)
            if has_regions(frame):
                pyogrio.write_dataframe(
                    regions_of(frame), path, layer=REGIONS, driver="GPKG", geometry_type="MultiPolygon",
                    promote_to_multi=True, append=False,
                )  # fmt: skip
        except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:  # on a full disk
            raise IncidentFileError(f"{target}: GDAL could not write it: {error}") from error


@contextmanager
def _fixed_clock() -> Iterator[None]:
    import pyogrio  # noqa: PLC0415

    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _FIXED_DATE})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})


def write_fgb(frame: GeoDataFrame, target: str) -> None:
    """Write a FlatGeobuf of the points; the region is text in a column."""
    # An index in the file would put the rows in another order and leave out those without a point.
    _write_by_way_of_memory(flat(frame, region_as_wkt=True), target, driver="FlatGeobuf", SPATIAL_INDEX="NO")
    write_evidence_beside(frame, target)


def write_kml(frame: GeoDataFrame, target: str) -> None:
    """Write a KML file of the points, for Google Earth; the title is the placemark's name."""
    table = flat(frame, region_as_wkt=True).rename(columns={"title": "Name", "quote": "Description"})
    table["begin"], table["end"] = table.get("date_start"), table.get("date_end")
    _write_by_way_of_memory(table, target, driver="KML")
    write_evidence_beside(frame, target)


def read_gpkg(path: Path) -> GeoDataFrame:
    """Read a GeoPackage that `write_gpkg` wrote."""
    import json  # noqa: PLC0415

    import pyogrio  # noqa: PLC0415

    try:
        points = pyogrio.read_dataframe(path, layer=POINTS)
        layers = {name for name, _ in pyogrio.list_layers(path)}
        regions = pyogrio.read_dataframe(path, layer=REGIONS) if REGIONS in layers else None
        info = pyogrio.read_info(path, layer=POINTS)
    except pyogrio.errors.DataSourceError as error:
        raise IncidentFileError(f"{path}: not a GeoPackage of incidents: {error}") from error
    shapes = {} if regions is None else dict(zip(regions["incident_id"], regions.geometry, strict=True))
    rows = []
    for number, row in enumerate(points.drop(columns="geometry").to_dict("records"), start=1):
        values = {name: value for name, value in row.items() if value is not None and value == value}  # noqa: PLR0124
        rows.append({**typed(values, f"{path}:{number}"), "region": shapes.get(row["incident_id"])})
    frame = build(rows)
    metadata = (info.get("dataset_metadata") or {}).get("geoincidents")
    if metadata:
        frame.attrs["evidence"] = json.loads(metadata)
    return frame
