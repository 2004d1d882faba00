"""The table that readers without JavaScript see instead of the map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from geoincidents.mapping.payload import plain
from geoincidents.mapping.safety import printable

if TYPE_CHECKING:
    import geopandas

ROWS = 500
"""Rows at most: beyond, the table would weigh more than the data itself."""

_CELLS = ("title", "date_start", "place_name", "country", "precision", "killed_best", "injured_best")


def http_url(value: object) -> str | None:
    """Return the address if it is one that a link may lead to (http or https), else None."""
    if not isinstance(value, str):
        return None
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        return None
    return value.strip() if parts.scheme.lower() in {"http", "https"} and parts.netloc else None


def noscript_table(frame: geopandas.GeoDataFrame, strings: Mapping[str, str]) -> dict[str, Any]:
    """Return the values of the template's ``noscript`` part."""
    shown = frame.head(ROWS)
    rows = []
    for record in shown.to_dict("records"):
        cells = [plain(record.get(name)) for name in _CELLS]
        publisher, url = plain(record.get("publisher")), http_url(plain(record.get("source_url")))
        rows.append(
            {
                "cells": ["" if cell is None else printable(str(cell)) for cell in cells],
                "url": printable(url) if url else None,
                "source": printable(str(publisher or url or plain(record.get("doc_id")) or "")),
            }
        )
    caption = strings["noscriptCaption"].replace("%n", str(len(frame))).replace("%k", str(len(shown)))
    header = [strings[f"noscript_{name}"] for name in (*_CELLS, "source")]
    return {"lead": strings["noscriptLead"], "caption": caption, "header": header, "rows": rows}
