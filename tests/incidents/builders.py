"""Parses made by hand: places are found by name in a text, so that no database is needed."""

from __future__ import annotations

from datetime import date

from gazetteer.geodesy import circle
from gazetteer.location import Location, Precision
from gazetteer.place import Place
from geoincidents.articles.sentences import split
from geoincidents.types import Article, Mention, Parse, Resolution

_CODES = {
    Precision.TOWN: ("P", "PPL"),
    Precision.PROVINCE: ("A", "ADM1"),
    Precision.COUNTRY: ("A", "PCLI"),
    Precision.EXACT: ("S", "AIRB"),
}
_REACH_M = {
    Precision.EXACT: 2_000.0,
    Precision.TOWN: 8_000.0,
    Precision.PROVINCE: 90_000.0,
    Precision.COUNTRY: 400_000.0,
}

# An invented country on an empty stretch of sea, so that no real place is meant.
PLACES = {
    "Ardel": (-30.00, 40.00, Precision.TOWN, "01"),
    "Hallow End": (-30.03, 40.02, Precision.TOWN, "01"),  # a part of Ardel
    "Borvik": (-31.00, 41.00, Precision.TOWN, "01"),
    "Camora": (-32.50, 39.50, Precision.TOWN, "02"),
    "Dunmar base": (-30.40, 40.20, Precision.EXACT, "01"),
    "Estra Province": (-30.50, 40.50, Precision.PROVINCE, "01"),
    "Zelland": (-31.00, 40.00, Precision.COUNTRY, None),
    "Qovia": (-20.00, 50.00, Precision.COUNTRY, None),
    "Qopolis": (-20.50, 50.50, Precision.TOWN, "09"),
}
DEMONYMS = {"Zellish": "Zelland", "Qovian": "Qovia"}


def place(name: str) -> Place:
    lon, lat, precision, admin1 = PLACES[name]
    feature_class, feature_code = _CODES[precision]
    return Place(
        id=f"test:{name}", name=name, lon=lon, lat=lat, feature_class=feature_class, feature_code=feature_code,
        country_code="QQ" if name.startswith("Qo") else "ZZ", admin1_code=admin1, extent_m=_REACH_M[precision] / 2,
        importance=0.5, source="test",
    )  # fmt: skip


def location(name: str) -> Location:
    lon, lat, precision, _ = PLACES[name]
    reach = _REACH_M[precision]
    return Location(
        lon=lon, lat=lat, region=circle(lon, lat, reach), coverage=0.9, uncertainty_m=reach, precision=precision,
        method="place", place_ids=(f"test:{name}",),
    )  # fmt: skip


def parse(
    text: str, published: date | None = date(2021, 3, 17), doc_id: str = "doc", title: str | None = None
) -> Parse:
    """Resolve every name of `PLACES` and `DEMONYMS` that the text holds."""
    resolutions = []
    for word in (*PLACES, *DEMONYMS):
        name = DEMONYMS.get(word, word)
        at = text.find(word)
        while at >= 0:
            kind = "demonym" if word in DEMONYMS else "toponym"
            mention = Mention(
                span=(at, at + len(word)), text=word, kind=kind, recognizer="test", score=1.0, name=word
            )
            resolutions.append(
                Resolution(mention=mention, place=place(name), location=location(name), confidence=0.9)
            )
            at = text.find(word, at + 1)
    resolutions.sort(key=lambda r: r.mention.span)
    article = Article(id=doc_id, text=text, title=title, published=published, sentences=tuple(split(text)))
    return Parse(article=article, resolutions=tuple(resolutions))
