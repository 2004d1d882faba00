"""Incidents made up for tests, and the Hypothesis strategies that make more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st
from shapely import Point

from gazetteer.location import Location, Precision
from geoincidents.types import Count, Incident, Report, Toll

TEXT = "A rocket hit a base near Northtown. Four soldiers were wounded."

LOCATION = Location(
    lon=44.361234567,
    lat=33.94,
    region=Point(44.361234567, 33.94).buffer(0.1),
    coverage=0.9,
    uncertainty_m=9_876.54,
    precision=Precision.TOWN,
    method="near",
    place_ids=("made:1", "made:2"),
    reasons=("near means within 25 km",),
)

REPORT = Report(
    doc_id="a.txt",
    quote_span=(0, 35),
    trigger_span=(2, 8),
    quote=TEXT[:35],
    title="Rocket hits base",
    url="https://example.org/a",
    publisher="example.org",
    published=date(2020, 1, 13),
    claims=(("killed_best", "1"),),
)

INCIDENT = Incident(
    id="0123abcd",
    title="Rocket at Northtown",
    event_type="Explosions/Remote violence",
    sub_event_type="Shelling/artillery/missile attack",
    date_start=date(2020, 1, 11),
    date_end=date(2020, 1, 12),
    location=LOCATION,
    place=None,
    place_name="near Northtown",
    killed=Count(low=0, best=0, high=0),
    injured=Count(low=4, best=4, high=4),
    tolls=(
        Toll(
            harm="injured",
            count=Count(low=4, best=4, high=4),
            who="Four soldiers",
            group="soldiers",
            source=None,
            span=(36, 49),
        ),
    ),
    actors=("an armed group",),
    weapon="rocket",
    confidence=0.8,
    type_confidence=0.9,
    place_confidence=0.7,
    date_confidence=0.6,
    reports=(REPORT,),
    reasons=("the trigger is “rocket”",),
)

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
counts = st.none() | st.builds(
    lambda a, b, c: Count(low=min(a, b, c), best=sorted((a, b, c))[1], high=max(a, b, c)),
    *[st.integers(0, 10**6)] * 3,
)
unit = st.floats(0, 1).map(lambda value: round(value, 4))


@st.composite
def locations(draw: st.DrawFn) -> Location:
    """Any location in the world whose region is a square around it."""
    lon = round(draw(st.floats(-179, 179)), 6)
    lat = round(draw(st.floats(-84, 84)), 6)
    return Location(
        lon=lon,
        lat=lat,
        region=Point(lon, lat).buffer(draw(st.floats(0.001, 0.9)), cap_style="square"),
        coverage=draw(unit),
        uncertainty_m=float(draw(st.integers(1, 10**6))),
        precision=draw(st.sampled_from(Precision)),
        method=draw(st.sampled_from(["place", "coordinates", "offset"])),
        place_ids=tuple(draw(st.lists(texts, max_size=2))),
        reasons=tuple(draw(st.lists(texts, max_size=2))),
    )


@st.composite
def incidents(draw: st.DrawFn) -> Incident:
    """Any incident without a gazetteer's place."""
    days = draw(st.none() | st.tuples(st.dates(date(1900, 1, 1)), st.dates(date(1900, 1, 1))).map(sorted))
    return replace(
        INCIDENT,
        id=draw(st.text("0123456789abcdef", min_size=8, max_size=8)),
        title=draw(texts.filter(bool)),
        date_start=days[0] if days else None,
        date_end=days[1] if days else None,
        location=draw(st.none() | locations()),
        place_name=draw(st.none() | texts.filter(bool)),
        killed=draw(counts),
        abducted=draw(counts),
        actors=tuple(draw(st.lists(texts, max_size=2))),
        weapon=draw(st.none() | texts.filter(bool)),
        confidence=draw(unit),
        reports=(
            replace(
                REPORT, quote=draw(texts.filter(bool)), published=draw(st.none() | st.dates(date(1900, 1, 1)))
            ),
        ),
        reasons=tuple(draw(st.lists(texts, max_size=2))),
    )
