"""How well the pipeline does on our own articles: mentions, incidents, places, dates, tolls."""

from __future__ import annotations

from dataclasses import dataclass, field

from shapely import Point

from gazetteer.geodesy import distance_m
from geoincidents.articles.sentences import split
from geoincidents.pipeline import Pipeline
from geoincidents.types import Article, Incident, Resolution
from tests.own_articles import GoldIncident, GoldMention, OwnArticle


@dataclass(slots=True)
class Tally:
    """Right answers of those due."""

    right: int = 0
    due: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, right: bool, what: str) -> None:
        """Count one."""
        self.due += 1
        self.right += right
        if not right:
            self.wrong.append(what)

    @property
    def share(self) -> float:
        """Return the share of right ones."""
        return self.right / self.due if self.due else 1.0


def article_of(own: OwnArticle) -> Article:
    """Return the article as a reader would."""
    return Article(
        id=own.name, text=own.text, title=own.title, published=own.published, sentences=tuple(split(own.text))
    )


def score(articles: list[OwnArticle], pipeline: Pipeline) -> dict[str, Tally]:
    """Read every article and compare; an incident is found if its quoted words and its event type agree."""
    names = (
        "mention",
        "not_place",
        "resolved",
        "incident",
        "false",
        "sub_type",
        "place",
        "region",
        "date",
        "killed",
        "injured",
    )
    tallies = {name: Tally() for name in names}
    for own in articles:
        article = article_of(own)
        parse = pipeline.parse(article)
        _mentions(own, parse.resolutions, tallies)
        _incidents(own, list(pipeline.incidents(article)), tallies)
    return tallies


def _mentions(own: OwnArticle, resolutions: tuple[Resolution, ...], tallies: dict[str, Tally]) -> None:
    for gold in own.mentions:
        found = [
            one for one in resolutions if one.mention.span[0] < gold.end and gold.start < one.mention.span[1]
        ]
        tallies["mention"].add(bool(found), f"{own.name}: {gold.text}")
        tallies["resolved"].add(any(_at(one, gold) for one in found), f"{own.name}: {gold.text}")
    for text in own.not_places:
        wrong = [one for one in resolutions if one.mention.text == text and one.place is not None]
        tallies["not_place"].add(not wrong, f"{own.name}: {text}")


def _at(one: Resolution, gold: GoldMention) -> bool:
    if gold.country_code is not None:
        return one.place is not None and one.place.country_code == gold.country_code
    if one.location is None or gold.lon is None or gold.lat is None or gold.within_km is None:
        return False
    return distance_m(one.location.lon, one.location.lat, gold.lon, gold.lat) <= 1000 * gold.within_km


def _incidents(own: OwnArticle, found: list[Incident], tallies: dict[str, Tally]) -> None:
    left = list(found)
    for gold in own.incidents:
        match = next((one for one in left if _same(gold, one)), None)
        tallies["incident"].add(match is not None, f"{own.name}: {gold.sub_event_type}")
        if match is None:
            continue
        left.remove(match)
        tallies["sub_type"].add(
            match.sub_event_type == gold.sub_event_type, f"{own.name}: {match.sub_event_type}"
        )
        tallies["place"].add(_placed(gold, match), f"{own.name}: {match.place_name}")
        tallies["region"].add(_held(gold, match), f"{own.name}: {match.place_name}")
        dates = match.date_start is not None and match.date_end is not None
        inside = dates and match.date_start <= gold.date_end and gold.date_start <= match.date_end  # type: ignore[operator]
        tallies["date"].add(inside, f"{own.name}: {match.date_start}")
        for name, due, count in (
            ("killed", gold.killed, match.killed),
            ("injured", gold.injured, match.injured),
        ):
            if due is not None:
                told = count.best if count is not None else None
                tallies[name].add(told == due, f"{own.name}: {told}, not {due}")
    for one in left:
        tallies["false"].add(False, f"{own.name}: {one.sub_event_type}: {one.reports[0].quote[:70]}")


def _same(gold: GoldIncident, one: Incident) -> bool:
    quote = " ".join(one.reports[0].quote.split())
    return gold.event_type == one.event_type and (gold.quote in quote or quote in gold.quote)


def _placed(gold: GoldIncident, one: Incident) -> bool:
    if gold.lon is None or gold.lat is None or gold.within_km is None:
        if gold.country_code is None:
            return one.location is None
        return one.place is not None and one.place.feature_code.startswith("PCL")
    if one.location is None:
        return False
    return distance_m(one.location.lon, one.location.lat, gold.lon, gold.lat) <= 1000 * gold.within_km


def _held(gold: GoldIncident, one: Incident) -> bool:
    """Tell whether the region holds the true point: an honest answer where the village is not known."""
    if gold.lon is None or gold.lat is None or one.location is None:
        return _placed(gold, one)
    return _placed(gold, one) or bool(one.location.region.covers(Point(gold.lon, gold.lat)))
