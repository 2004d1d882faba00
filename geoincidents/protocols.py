"""The contracts of the plug-ins: what a stage must do, not how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from gazetteer.relations.relation import SpatialRelation
from geoincidents.errors import GeoincidentsError
from geoincidents.settings import Reading
from geoincidents.types import Article, Incident, Mention, Parse, Resolution

if TYPE_CHECKING:
    from geopandas import GeoDataFrame


class ArticleReader(Protocol):
    """Source → articles (entry-point group ``geoincidents.readers``)."""

    def __call__(self, source: str, settings: Reading) -> Iterator[Article | GeoincidentsError]:
        """Yield the articles in order; for one that cannot be read, yield its error and go on."""


class Recognizer(Protocol):
    """Article → mentions (``geoincidents.recognizers``)."""

    def __call__(self, article: Article) -> tuple[Mention, ...]:
        """Return mentions in the order of the text, not overlapping."""


class Resolver(Protocol):
    """Mentions → places, all together (``geoincidents.resolvers``)."""

    def __call__(
        self, article: Article, mentions: Sequence[Mention], relations: Sequence[SpatialRelation]
    ) -> tuple[Resolution, ...]:
        """Return one resolution a mention, in the same order."""


class IncidentExtractor(Protocol):
    """Places of an article → incidents (``geoincidents.extractors``)."""

    def __call__(self, parse: Parse) -> tuple[Incident, ...]:
        """Return the incidents in the order in which the text tells them."""


class IncidentMerger(Protocol):
    """Incidents of many articles → incidents with all their reports."""

    def __call__(self, incidents: Iterable[Incident]) -> tuple[Incident, ...]:
        """Return merged incidents, ordered by date and id."""


class IncidentWriter(Protocol):
    """Frame of incidents → file or database (``geoincidents.writers``)."""

    def __call__(self, frame: GeoDataFrame, target: str) -> None:
        """Write all of it or nothing; `target` is a path or an address."""
