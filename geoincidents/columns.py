"""The one table of columns: it makes the frame, GeoJSON's properties, CSV's header and ``docs/schema.md``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Dtype = Literal["text", "integer", "number", "date", "list", "geometry"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the frame.

    Attributes
    ----------
    name : str
        As in GeoJSON properties and CSV headers.
    dtype : Dtype
        "list" is a list of texts or objects, written as JSON where a format has no lists.
    unit : str
        Unit or code list; empty where there is none.
    null : str
        What null means here; empty where it cannot be.
    description : str
        What it holds.
    """

    name: str
    dtype: Dtype
    unit: str
    null: str
    description: str


HARMS = ("killed", "injured", "missing", "detained", "abducted")


def _counts(harm: str, what: str) -> tuple[Column, ...]:
    return (
        Column(f"{harm}_low", "integer", "people", "no lower bound stated", f"At least so many {what}."),
        Column(
            f"{harm}_best",
            "integer",
            "people",
            "no figure stated",
            f"Best figure of people {what}; 0 is a stated zero.",
        ),
        Column(f"{harm}_high", "integer", "people", "no upper bound stated", f"At most so many {what}."),
    )


COLUMNS: tuple[Column, ...] = (
    Column(
        "incident_id",
        "text",
        "",
        "",
        "Digest of what the incident rests on; the same input gives the same id.",
    ),
    Column("title", "text", "", "", "What happened and where, in one line."),
    Column("event_type", "text", "ACLED", "", "Event type in ACLED's words."),
    Column("sub_event_type", "text", "ACLED", "", "Sub-event type in ACLED's words."),
    Column("date_start", "date", "", "the text does not say", "First day on which it may have happened."),
    Column(
        "date_end", "date", "", "the text does not say", "Last day on which it may have happened, inclusive."
    ),
    Column(
        "time_precision",
        "integer",
        "ACLED 1–3",
        "no date",
        "1 the day, 2 within a week, 3 a month or longer.",
    ),
    Column(
        "date_prec",
        "integer",
        "UCDP 1–5",
        "no date",
        "1 the day, 2 within 2–6 days, 3 a week, 4 up to a month, 5 longer.",
    ),
    Column("place_name", "text", "", "the text does not say", "The place in the article's words."),
    Column(
        "place_id",
        "text",
        "",
        "no single place of the gazetteer",
        "Gazetteer id of the place the location rests on.",
    ),
    Column("country", "text", "", "at sea or unknown", "Country of the point, in English."),
    Column("country_code", "text", "ISO 3166-1 alpha-2", "at sea or unknown", "Country of the point."),
    Column(
        "admin1", "text", "", "unknown, or only the country is known", "First-order division of the point."
    ),
    Column("lon", "number", "degrees WGS 84", "no location", "Longitude of the best point."),
    Column("lat", "number", "degrees WGS 84", "no location", "Latitude of the best point."),
    Column(
        "uncertainty_m",
        "number",
        "metres",
        "no location",
        "Radius of the smallest circle around the point that holds the region.",
    ),
    Column(
        "region",
        "geometry",
        "WGS 84",
        "no location",
        "Area that holds the true place with probability `coverage`.",
    ),
    Column("coverage", "number", "0–1", "no location", "Probability stated for `region`."),
    Column(
        "precision",
        "text",
        "",
        "no location",
        "exact, town, district, province, area, country or sea: how closely the place is known.",
    ),
    Column(
        "geo_precision",
        "integer",
        "ACLED 1–3",
        "no location, or only a country, which ACLED does not code",
        "Derived from `precision`.",
    ),
    Column("where_prec", "integer", "UCDP 1–7", "no location", "Derived from `precision`."),
    Column(
        "geo_type",
        "integer",
        "GDELT 1–5",
        "no location, or at sea",
        "Derived from `precision`; 1, 2 and 5 are centroids.",
    ),
    Column(
        "location_method", "text", "", "no location", "place, coordinates, or the spatial relation's name."
    ),
    Column("place_ids", "list", "", "no location", "Gazetteer ids of all places the location rests on."),
    *_counts("killed", "killed"),
    *_counts("injured", "injured"),
    *_counts("missing", "missing"),
    *_counts("detained", "detained"),
    *_counts("abducted", "abducted"),
    Column(
        "tolls",
        "list",
        "",
        "",
        "Every statement the figures rest on: harm, low, best, high, who, group, source, start, end.",
    ),
    Column("actors", "list", "", "", "Who acted, as the text names them."),
    Column(
        "target", "text", "", "the text does not say", "Whom or what it was aimed at, as the text names it."
    ),
    Column("weapon", "text", "", "the text does not say", "What was used, as the text names it."),
    Column(
        "other_places",
        "list",
        "",
        "",
        "The other places and their roles: name, role, place_id, lon, lat, country_code, start, end.",
    ),
    Column("quote", "text", "", "", "The sentence that tells of it, word for word."),
    Column("quote_start", "integer", "characters", "", "Where the quote starts in the article's text."),
    Column("quote_end", "integer", "characters", "", "Where it ends, exclusive."),
    Column("doc_id", "text", "", "", "The article."),
    Column("source_url", "text", "", "the source does not say", "The article's address."),
    Column("publisher", "text", "", "the source does not say", "The outlet."),
    Column("published", "date", "", "the source does not say", "The article's publication date."),
    Column(
        "reports",
        "list",
        "",
        "",
        "Every report of it: doc_id, title, url, publisher, published, quote, quote_start, quote_end, "
        "trigger_start, trigger_end, claims (what it says otherwise).",
    ),
    Column("confidence", "number", "0–1", "", "Of the incidents at 0.8, 80 % are right."),
    Column("type_confidence", "number", "0–1", "", "The same for the event type."),
    Column("place_confidence", "number", "0–1", "", "The same for the place."),
    Column("date_confidence", "number", "0–1", "", "The same for the dates."),
    Column("reasons", "list", "", "", "Each decision in words, and for each missing value why."),
    Column("location_reasons", "list", "", "no location", "How the location was worked out, step by step."),
)

PLACE_COLUMNS: tuple[Column, ...] = (
    Column("doc_id", "text", "", "", "The article."),
    Column("start", "integer", "characters", "", "Where the words start in the article's text."),
    Column("end", "integer", "characters", "", "Where they end, exclusive."),
    Column("text", "text", "", "", "The words."),
    Column("kind", "text", "", "", "toponym, facility, demonym, region, coordinate or relative."),
    Column("name", "text", "", "no single place", "The place's name in the gazetteer."),
    Column("place_id", "text", "", "no single place", "Its id."),
    Column("country_code", "text", "ISO 3166-1 alpha-2", "at sea, or no single place", "Its country."),
    Column("feature_code", "text", "GeoNames", "no single place", "What it is."),
    Column("lon", "number", "degrees WGS 84", "not resolved", "Longitude of the best point."),
    Column("lat", "number", "degrees WGS 84", "not resolved", "Latitude of the best point."),
    Column(
        "uncertainty_m",
        "number",
        "metres",
        "not resolved",
        "Radius of the circle around the point that holds the region.",
    ),
    Column(
        "region",
        "geometry",
        "WGS 84",
        "not resolved",
        "Area that holds the true place with probability `coverage`.",
    ),
    Column("coverage", "number", "0–1", "not resolved", "Probability stated for `region`."),
    Column("precision", "text", "", "not resolved", "exact, town, district, province, area, country or sea."),
    Column("role", "text", "", "the words around it do not tell", "dateline, speaker and so on."),
    Column(
        "confidence",
        "number",
        "0–1",
        "a relative location, which has no alternatives",
        "Of the places at 0.8, 80 % are right.",
    ),
    Column("reasons", "list", "", "", "Why this place, or why none."),
)
