"""A frame of incidents as a folium map whose document is our own page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import folium
from folium.raster_layers import TileLayer

import geoincidents
from geoincidents.errors import SettingsError
from geoincidents.files import write_text
from geoincidents.mapping import bundle
from geoincidents.mapping.basemap import clip_basemap
from geoincidents.mapping.candidates import candidates_of
from geoincidents.mapping.extent import Extent, placed_points, view_extent
from geoincidents.mapping.figure import IncidentFigure, tile_origin
from geoincidents.mapping.labels import city_labels
from geoincidents.mapping.noscript import noscript_table
from geoincidents.mapping.payload import LEAN_ABOVE, encode_frame, plain
from geoincidents.mapping.provinces import province_borders
from geoincidents.mapping.safety import safe_json

if TYPE_CHECKING:
    import os

    import geopandas

    from gazetteer.geocoder import Gazetteer

Language = Literal["en", "ar"]
_RIGHT_TO_LEFT = {"ar"}


class IncidentMap(folium.Map):
    """A folium map inside the page of incidents; layers added to it are shown below the incidents.

    The page fetches nothing, so plug-ins that need scripts from the network do not work, as a warning says.
    Tile layers work: the host of their tiles, and no other, is allowed in the page's security policy.
    """

    default_js: list[tuple[str, str]] = []  # noqa: RUF012  (folium's own declaration)
    default_css: list[tuple[str, str]] = []  # noqa: RUF012

    def __init__(self, extent: Extent, page: dict[str, Any], blocks: dict[str, str]) -> None:
        super().__init__(location=(extent.lat, extent.lon), zoom_start=extent.zoom, tiles=None)
        self._id = "incidents"
        figure = IncidentFigure(page, blocks)
        figure.add_child(self)

    def render(self, **kwargs: Any) -> str:
        """Return the whole document."""
        return str(self.get_root().render(**kwargs))

    def _repr_html_(self, **kwargs: Any) -> str:
        figure: Any = self.get_root()
        return str(figure._repr_html_(**kwargs))


def incident_map(
    frame: geopandas.GeoDataFrame,
    *,
    title: str | None = None,
    subtitle: str | None = None,
    tiles: str | None = None,
    attribution: str | None = None,
    language: Language = "en",
    gazetteer: Gazetteer | None = None,
) -> IncidentMap:
    """Return the incidents as one self-contained page; it makes no request at all.

    Parameters
    ----------
    frame : GeoDataFrame
        Columns of `geoincidents.frame.COLUMNS`, points in EPSG:4326. Order does not matter to the reader.
    title : str, optional
        Heading; by default the period and the countries.
    subtitle : str, optional
        A line under it.
    tiles : str, optional
        Address of background tiles (``https://{s}.example.org/{z}/{x}/{y}.png``). Opt-in: the browsers of
        all readers will call that host. The page says so.
    attribution : str, optional
        Who made the tiles, as plain text.
    language : str
        Of the page's own words: "en" or "ar" (right to left).
    gazetteer : Gazetteer, optional
        Where city labels, anchors and the candidates for corrections come from; the default database where
        None. A map can be made without any database, then without these.

    Returns
    -------
    IncidentMap
        A `folium.Map`: add layers to it, ``save()`` it, or let a notebook show it.

    Raises
    ------
    SettingsError
        For tiles that are no http(s) address, or an unknown language.

    Examples
    --------
    >>> from geoincidents import Pipeline
    >>> frame = Pipeline().geocode("A bomb killed two people in Balad on Sunday.")  # doctest: +SKIP
    >>> frame.pipe(incident_map).save("map.html")  # doctest: +SKIP
    """
    if language not in ("en", "ar"):
        raise SettingsError(f"the map speaks en and ar, not {language!r}")
    if tiles is not None:
        tile_origin(tiles)
    if gazetteer is None:
        gazetteer = default_gazetteer()
    strings: Mapping[str, str] = bundle.read_json(f"strings-{language}.json")
    extra = candidates_of(frame, gazetteer) if gazetteer is not None else {}
    data = encode_frame(frame, extra=extra)
    extent = view_extent(frame)
    config = {
        "title": title,
        "subtitle": subtitle,
        "language": language,
        "version": geoincidents.__version__,
        "extent": extent.bounds,
        "strings": strings,
        "map": "map_incidents",
        "tiles": tiles is not None,
        "evidence": _evidence(frame),
        "licences": bundle.read_text("licences.txt"),
    }
    basemap = clip_basemap(extent, placed_points(frame))
    basemap["cities"] = city_labels(gazetteer, extent) if gazetteer is not None else []
    basemap["provinces"] = province_borders(gazetteer, frame, extent) if gazetteer is not None else []
    heading = title or strings["defaultTitle"]
    page = {
        "language": language,
        "direction": "rtl" if language in _RIGHT_TO_LEFT else "ltr",
        "generator": f"geoincidents {geoincidents.__version__}",
        "title": heading,
        "noscript": noscript_table(frame, strings),
    }
    blocks = {
        "im-config": safe_json(config),
        "im-data": safe_json(data),
        "im-basemap": safe_json(basemap),
    }
    result = IncidentMap(extent, page, blocks)
    if tiles is not None:
        layer = TileLayer(tiles, attr=_plain_html(attribution or tile_origin(tiles)), name="tiles")
        layer._id = "tiles"
        result.add_child(layer, name="tiles")
    return result


def write_map(frame: geopandas.GeoDataFrame, path: str | os.PathLike[str], **options: Any) -> Path:
    """Write the incidents as one HTML file and return its path.

    The file appears whole or not at all. `options` are those of `incident_map`.
    """
    target = Path(path)
    write_text(target, incident_map(frame, **options).render())
    return target


def default_gazetteer() -> Gazetteer | None:
    """Return the default place database, or None where it has not been built."""
    from gazetteer.errors import GazetteerError  # noqa: PLC0415
    from gazetteer.geocoder import Gazetteer  # noqa: PLC0415

    try:
        return Gazetteer()
    except (GazetteerError, NotImplementedError):
        return None


def _evidence(frame: geopandas.GeoDataFrame) -> Any:
    """Return what the incidents rest on, as exports carry it; lean maps name no single article."""
    evidence = plain(frame.attrs.get("evidence"))
    if isinstance(evidence, dict) and len(frame) > LEAN_ABOVE:
        evidence["articles"] = len(evidence.get("articles", ()))
    return evidence


def _plain_html(text: str) -> str:
    """Return text as HTML that shows it literally (Leaflet writes attributions as HTML)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
