"""Towns in the names and addresses of outlets."""

from __future__ import annotations

import pytest

from gazetteer.geocoder import Gazetteer
from geoincidents.resolution.publisher import is_american, publisher_country, publisher_names
from geoincidents.types import Article


def article(url: str | None = None, publisher: str | None = None) -> Article:
    return Article(id="a", text="", url=url, publisher=publisher)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


@pytest.mark.parametrize(
    ("url", "publisher", "name"),
    [
        ("https://www.thetoledonews.example.com/a", None, "toledo"),
        ("https://www.oxford-mail.example.co.uk/news", None, "oxford"),
        (None, "The Salt Lake Tribune", "Salt Lake"),
        (None, "Baghdad Post", "Baghdad"),
        (None, "dailyboston.example.org", "boston"),
    ],
)
def test_towns_in_outlets(gazetteer: Gazetteer, url: str | None, publisher: str | None, name: str) -> None:
    assert name in publisher_names(article(url, publisher), gazetteer)


@pytest.mark.parametrize("url", [None, "no address", "http://[bad", "https://www.dailynews.com/"])
def test_no_town(gazetteer: Gazetteer, url: str | None) -> None:
    assert publisher_names(article(url), gazetteer) == ()


@pytest.mark.parametrize(
    ("url", "country", "american"),
    [
        ("https://www.a.co.uk/x", "GB", False),
        ("https://a.ie", "IE", False),
        ("https://a.tv", None, False),
        ("https://a.com", None, True),
        ("https://a.org", None, False),
        (None, None, False),
    ],
)
def test_country_of_the_domain(url: str | None, country: str | None, american: bool) -> None:
    assert publisher_country(article(url)) == country
    assert is_american(article(url)) is american
