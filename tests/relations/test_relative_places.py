"""Relations of an article to places: glosses, words that stand for a name, anchors of a sentence back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from shapely.geometry import Point

from gazetteer.geodesy import circle, distance_m
from gazetteer.location import Location, Precision
from gazetteer.relations.grammar import find_relations
from gazetteer.relations.places import place_location
from geoincidents.resolution.described import with_described
from geoincidents.resolution.relative import place_relatives
from geoincidents.types import Article, Mention, Resolution

if TYPE_CHECKING:
    from gazetteer.geocoder import Gazetteer


def read(gazetteer: Gazetteer, text: str, names: dict[str, str | None], roles: dict[str, str] | None = None):
    """Resolve each name at its first place in the text to its best match; return the relative places."""
    resolutions = []
    for name, country in names.items():
        start = text.index(name)
        mention = Mention(
            span=(start, start + len(name)),
            text=name,
            kind="toponym",
            recognizer="test",
            score=1.0,
            name=name,
        )
        code = None if country == "*" else country
        place = gazetteer.search(name, country_code=code)[0].place if country else None
        location = place_location(place) if place else None
        role = (roles or {}).get(name)
        resolutions.append(
            Resolution(mention=mention, place=place, location=location, confidence=1.0, role=role)
        )
    resolutions.sort(key=lambda r: r.mention.span)
    sentences, at = [], 0
    for part in text.split(". "):
        sentences.append((at, at + len(part)))
        at += len(part) + 2
    article = Article(id="a", text=text, sentences=tuple(sentences))
    relations = find_relations(text, [r.mention.span for r in resolutions])
    return resolutions, place_relatives(article, relations, resolutions, gazetteer)


def test_offset_from_a_resolved_town(gazetteer: Gazetteer) -> None:
    text = "A convoy was ambushed 80 kilometres north of Baghdad on Monday."
    _, (placed,) = read(gazetteer, text, {"Baghdad": "IQ"})
    assert placed.gloss_of is None
    assert placed.anchors == (0,)
    assert distance_m(placed.location.lon, placed.location.lat, 44.40, 34.0) < 15_000


@pytest.mark.parametrize(
    "text",
    [
        "Shells hit Piura, 1,100 km north of Lima, on Monday.",
        "Shells hit Piura (1,100 km north of Lima) on Monday.",
        "Shells hit Piura, about 1,100 km north of Lima.",
        "Shells hit Piura, located 1,100 km north of Lima.",
        "Shells hit Piura air base, 1,100 km north of Lima.",
        "Shells hit Piura 1,100 km north of Lima.",
    ],
)
def test_gloss_describes_the_name_before_it(gazetteer: Gazetteer, text: str) -> None:
    resolutions, (placed,) = read(gazetteer, text, {"Piura": "PE", "Lima": "PE"})
    assert placed.gloss_of == 0
    assert resolutions[placed.gloss_of].mention.text == "Piura"
    assert "the event is there" in placed.reasons[0]


@pytest.mark.parametrize(
    "text",
    [
        "Shells hit Ubwela, 80 km north of Lima. Ubwela was empty.",
        "Shells hit Ubwela. The village lies about 80 km north of Lima.",
        "Shells hit Ubwela. The small mining town is located 80 km north of Lima.",
    ],
)
def test_a_name_without_a_place_lies_where_a_relation_says(gazetteer: Gazetteer, text: str) -> None:
    resolutions, relatives = read(gazetteer, text, {"Ubwela": None, "Lima": "PE"})
    assert relatives[0].gloss_of == 0
    article = Article(id="a", text=text)
    unknown, lima = with_described(article, resolutions, relatives, 0.9)
    assert unknown.place is None
    assert unknown.location == relatives[0].location
    assert unknown.confidence == 0.9
    assert "80 km north of Lima" in unknown.reasons[-1]
    assert lima == resolutions[1]


def test_a_name_with_a_place_stays_there(gazetteer: Gazetteer) -> None:
    text = "Shells hit Piura, 1,100 km north of Lima."
    resolutions, relatives = read(gazetteer, text, {"Piura": "PE", "Lima": "PE"})
    assert with_described(Article(id="a", text=text), resolutions, relatives, 0.9) == tuple(resolutions)


def test_offset_behind_a_country_or_a_sentence_is_no_gloss(gazetteer: Gazetteer) -> None:
    _, (placed,) = read(gazetteer, "In Peru, 80 km north of Lima, shells fell.", {"Peru": "PE", "Lima": "PE"})
    assert placed.gloss_of is None
    _, (placed,) = read(
        gazetteer, "He left Piura. 80 km north of Lima shells fell.", {"Piura": "PE", "Lima": "PE"}
    )
    assert placed.gloss_of is None


def test_this_city_is_the_dateline(gazetteer: Gazetteer) -> None:
    text = "MOSUL, Iraq: Gunmen in Baghdad denied it. A bomb went off 60 km northwest of this city."
    names = {"MOSUL": "IQ", "Iraq": "IQ", "Baghdad": "IQ"}
    _, (placed,) = read(gazetteer, text, names, {"MOSUL": "dateline"})
    assert distance_m(placed.location.lon, placed.location.lat, 43.12, 36.33) < 80_000
    assert "is taken from MOSUL" in placed.reasons[0]


def test_bare_distance_counts_from_the_sentence_before(gazetteer: Gazetteer) -> None:
    text = "Police went to Kirkuk. The second blast was 22 miles away."
    _, (placed,) = read(gazetteer, text, {"Kirkuk": "IQ"})
    assert placed.anchors == (0,)
    assert distance_m(placed.location.lon, placed.location.lat, 44.39, 35.47) < 60_000


def test_bare_distance_too_far_behind_has_no_anchor(gazetteer: Gazetteer) -> None:
    text = "Police went to Kirkuk. They ate. They slept. The second blast was 22 miles away."
    _, (placed,) = read(gazetteer, text, {"Kirkuk": "IQ"})
    assert placed.location is None
    assert placed.anchors == ()


def test_north_of_the_country_is_the_country_told_of(gazetteer: Gazetteer) -> None:
    text = "Iraq sent troops. They fought in the north of the country."
    _, (placed,) = read(gazetteer, text, {"Iraq": "IQ"})
    assert placed.location.lat > 33.5


def test_unresolved_anchor_is_a_reason(gazetteer: Gazetteer) -> None:
    _, (placed,) = read(gazetteer, "It fell 8 km north of Xqzwvu today.", {"Xqzwvu": None})
    assert placed.location is None
    assert "Xqzwvu is not resolved" in placed.reasons[-1]


def test_chained_clauses_use_all_anchors(gazetteer: Gazetteer) -> None:
    text = "It fell 5 km from Tal Afar, 60 km west of Mosul, at dawn."
    _, (placed,) = read(gazetteer, text, {"Tal Afar": "IQ", "Mosul": "IQ"})
    assert placed.anchors == (0, 1)
    assert distance_m(placed.location.lon, placed.location.lat, 42.45, 36.38) < 20_000


def test_between_towns_is_a_place_and_between_countries_none(gazetteer: Gazetteer) -> None:
    text = "Fighting between Syria and Iraq went on. Shells fell between Homs and Hama at dawn."
    names = {"Syria": "SY", "Iraq": "IQ", "Homs": "SY", "Hama": "SY"}
    _, (countries, towns) = read(gazetteer, text, names)
    assert countries.location is None
    assert distance_m(towns.location.lon, towns.location.lat, 36.73, 34.93) < 8_000


def test_coordinates_are_an_anchor(gazetteer: Gazetteer) -> None:
    text = "It fell 10 km north of 33.3N 44.4E at noon."
    start = text.index("33.3N")
    mention = Mention(
        span=(start, start + 11),
        text="33.3N 44.4E",
        kind="coordinate",
        recognizer="test",
        score=1.0,
        name="33.3N 44.4E",
    )
    point = place_location(gazetteer.search("Baghdad")[0].place)
    found = Resolution(mention=mention, place=None, location=point, confidence=1.0)
    article = Article(id="a", text=text)
    (placed,) = place_relatives(article, find_relations(text, [mention.span]), [found], gazetteer)
    assert placed.location.lat > 33.35
    assert placed.location.place_ids == ()


def test_anchor_overlapping_a_mention_is_that_mention(gazetteer: Gazetteer) -> None:
    text = "It fell 10 km north of Kirkuk city at noon."
    start = text.index("Kirkuk")
    mention = Mention(
        span=(start, start + 11),
        text="Kirkuk city",
        kind="toponym",
        recognizer="test",
        score=1.0,
        name="Kirkuk",
    )
    place = gazetteer.search("Kirkuk")[0].place
    found = Resolution(mention=mention, place=place, location=place_location(place), confidence=1.0)
    relations = find_relations(text, [(start, start + 6)])
    (placed,) = place_relatives(Article(id="a", text=text), relations, [found], gazetteer)
    assert placed.anchors == (0,)
    nowhere = find_relations("x" * 60 + " 10 km north of Kirkuk", [(76, 82)])
    (lost,) = place_relatives(Article(id="a", text=text), nowhere, [found], gazetteer)
    assert lost.location is None


@pytest.mark.parametrize(
    ("text", "names", "roles", "anchor"),
    [
        ("Guards left Kirkuk. It fell 10 km from the city.", {"Kirkuk": "IQ"}, {}, "Kirkuk"),
        ("MOSUL: It fell 10 km from the city.", {"MOSUL": "IQ"}, {"MOSUL": "dateline"}, "MOSUL"),
        ("Guards left Kirkuk. It fell 10 km from here.", {"Kirkuk": "IQ"}, {}, "Kirkuk"),
        ("It fell 10 km from this city.", {}, {}, None),
        ("In Kirkuk they fought in the north of the country.", {"Kirkuk": "IQ"}, {}, None),
        ("It fell 10 km from the airport.", {}, {}, None),
    ],
)
def test_words_that_stand_for_a_name(gazetteer: Gazetteer, text, names, roles, anchor) -> None:
    resolutions, placed = read(gazetteer, text, names, roles)
    found = [resolutions[i].mention.text for i in placed[-1].anchors]
    assert found == ([anchor] if anchor else [])
    assert (placed[-1].location is not None) == (anchor is not None)


@pytest.mark.parametrize(
    "text",
    [
        "Shells hit Piura yesterday evening, 1,100 km north of Lima.",
        "Shells hit Piura; 1,100 km north of Lima all was calm.",
        "Piura sent trucks that stood 1,100 km north of Lima.",
    ],
)
def test_other_words_between_make_no_gloss(gazetteer: Gazetteer, text: str) -> None:
    _, placed = read(gazetteer, text, {"Piura": "PE", "Lima": "PE"})
    assert [p.gloss_of for p in placed] == [None]


def test_road_is_no_gloss(gazetteer: Gazetteer) -> None:
    _, (placed,) = read(gazetteer, "Mines lay in Piura on the road to Lima.", {"Piura": "PE", "Lima": "PE"})
    assert placed.gloss_of is None
    assert placed.location is not None


def placed(
    gazetteer: Gazetteer, text: str, names: dict[str, str | None], roles: dict[str, str] | None = None
):
    """Return the only relative place of a text."""
    _, (found,) = read(gazetteer, text, names, roles)
    assert found.location is not None
    return found


def covers(found, lon: float, lat: float) -> bool:
    return bool(found.location.region.covers(Point(lon, lat)))


def test_a_border_is_that_with_the_country_told_of(gazetteer: Gazetteer) -> None:
    text = "MOSUL, Iraq - A drone hit a depot less than 30 km from the Syrian border in Nineveh province."
    names = {"MOSUL": "IQ", "Iraq": "IQ", "Syrian": "SY", "Nineveh": "IQ"}
    found = placed(gazetteer, text, names, {"MOSUL": "dateline"})
    assert covers(found, 41.6, 36.25)
    assert not covers(found, 40.5, 32.8)  # the border with Jordan
    assert not covers(found, 41.1, 36.4)  # in Syria
    assert "only the part in" in " ".join(found.reasons)


def test_a_border_without_a_country_told_of_is_the_whole_one(gazetteer: Gazetteer) -> None:
    found = placed(gazetteer, "A drone fell near the Syrian border.", {"Syrian": "SY"})
    assert covers(found, 41.2, 34.4)
    assert covers(found, 36.5, 36.8)


def test_the_area_named_behind_confines(gazetteer: Gazetteer) -> None:
    text = "Shells fell 20 km south of Hasakah, in Syria's Hasakah Governorate."
    names = {"Hasakah": "SY", "Syria": "SY"}
    assert covers(placed(gazetteer, text, names), 40.75, 36.33)


@pytest.mark.parametrize(
    ("text", "province", "within_km"),
    [
        ("Shells fell 12 km north of Herat.", False, 40),
        ("Shells fell 12 km north of Herat province.", True, 400),
    ],
)
def test_distances_are_told_from_the_town_of_a_province(
    gazetteer: Gazetteer, text: str, province: bool, within_km: float
) -> None:
    start = text.index("Herat")
    mention = Mention(
        span=(start, start + 5), text="Herat", kind="toponym", recognizer="test", score=1.0, name="Herat"
    )
    matches = gazetteer.search("Herat", country_code="AF", feature_classes=["A"])
    place = next(match.place for match in matches if match.place.feature_code == "ADM1")
    resolution = Resolution(
        mention=mention, place=place, location=place_location(place, gazetteer), confidence=1.0
    )
    article = Article(id="a", text=text, sentences=((0, len(text)),))
    (found,) = place_relatives(article, find_relations(text, [mention.span]), [resolution], gazetteer)
    assert found.location is not None
    assert (place.id in found.location.place_ids) is province
    assert found.location.uncertainty_m < within_km * 1000


def test_between_a_town_and_an_unknown_one_is_round_the_town(gazetteer: Gazetteer) -> None:
    found = placed(gazetteer, "A bus burned between Homs and Xqzv.", {"Homs": "SY", "Xqzv": None})
    assert "Xqzv is not resolved" in found.reasons[0]
    assert 25_000 < found.location.uncertainty_m < 120_000


@pytest.mark.parametrize("name", ["Homs", "Xqzv"])
def test_the_road_to_a_town_starts_at_the_dateline(gazetteer: Gazetteer, name: str) -> None:
    text = f"DAMASCUS - Two soldiers died on the road to {name} on Monday."
    names = {"DAMASCUS": "SY", name: "SY" if name == "Homs" else None}
    found = placed(gazetteer, text, names, {"DAMASCUS": "dateline"})
    assert "the road is taken to start at Damascus" in found.reasons
    assert covers(found, 36.35, 33.6)


def test_north_of_one_and_south_of_the_other_is_between(gazetteer: Gazetteer) -> None:
    found = placed(gazetteer, "Two raids north of Homs and south of Hama.", {"Homs": "SY", "Hama": "SY"})
    assert found.location.method == "between"
    assert distance_m(found.location.lon, found.location.lat, 36.73, 34.93) < 5_000


def test_near_a_place_of_which_only_the_surroundings_are_known(gazetteer: Gazetteer) -> None:
    """Its radius is not the anchor's size: "near" is some kilometres on top."""
    text = "A boat was found near Xqzv."
    start = text.index("Xqzv")
    mention = Mention(
        span=(start, start + 4), text="Xqzv", kind="toponym", recognizer="test", score=1.0, name="Xqzv"
    )
    around = circle(42.7, 13.7, 100_000.0)
    location = Location(
        lon=42.7, lat=13.7, region=around, coverage=0.9, uncertainty_m=100_000.0, precision=Precision.AREA,
        method="surroundings", place_ids=(), reasons=(),
    )  # fmt: skip
    resolution = Resolution(mention=mention, place=None, location=location, confidence=0.3)
    article = Article(id="a", text=text, sentences=((0, len(text)),))
    (found,) = place_relatives(article, find_relations(text, [mention.span]), [resolution], gazetteer)
    assert found.location is not None
    assert 100_000 < found.location.uncertainty_m < 125_000


@pytest.mark.parametrize(
    ("text", "names", "inside", "outside", "within_km"),
    [
        ("A boat sank 20 km off Derna.", {"Derna": "LY"}, (22.65, 32.95), (22.65, 32.65), 45),
        ("A ship drifted off Derna.", {"Derna": "LY"}, (22.65, 33.1), (22.65, 32.5), 110),
        ("A boat sank 20 km northeast off Derna.", {"Derna": "LY"}, (22.78, 32.9), (22.4, 32.9), 45),
        (
            "A trawler sank on Lake Victoria, off Kisumu.",
            {"Lake Victoria": "*", "Kisumu": "KE"},
            (34.65, -0.15),
            (34.0, -0.9),
            45,
        ),
    ],
)
def test_off_a_port_is_the_water_round_it(
    gazetteer: Gazetteer,
    text: str,
    names: dict[str, str | None],
    inside: tuple[float, float],
    outside: tuple[float, float],
    within_km: float,
) -> None:
    _, found = read(gazetteer, text, names)
    (only,) = [relative for relative in found if relative.relation.relation == "offshore"]
    assert covers(only, *inside)
    assert not covers(only, *outside)
    assert only.location.uncertainty_m < within_km * 1000


def test_the_area_named_before_confines_too(gazetteer: Gazetteer) -> None:
    text = "A tanker was hit in the Gulf of Oman on Tuesday night, about 120 nautical miles east of Sohar."
    _, (placed,) = read(gazetteer, text, {"Gulf of Oman": "*", "Sohar": "OM"})
    assert "only the part in Gulf of Oman" in placed.reasons
    inland = "A tanker was hit in the Gulf of Oman and towed off, about 120 nautical miles east of Sohar."
    _, (placed,) = read(gazetteer, inland, {"Gulf of Oman": "*", "Sohar": "OM"})
    assert "only the part in Gulf of Oman" not in placed.reasons


def test_near_something_of_a_country_is_no_place(gazetteer: Gazetteer) -> None:
    text = "Two grenades went off at a bus park near the former central market of Burundi's commercial capital on Tuesday."
    _, (found,) = read(gazetteer, text, {"Burundi": "BI"})
    assert found.location is None
    assert "whose place is not told" in found.reasons[-1]
