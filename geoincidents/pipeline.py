"""The only place that knows the order of the stages.

article → mentions → relations → resolution → relative places → incidents
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from gazetteer.errors import DatabaseError
from geoincidents import __version__
from geoincidents.articles.sentences import split
from geoincidents.errors import MissingExtraError, PluginError, SettingsError
from geoincidents.plugins import load
from geoincidents.protocols import IncidentExtractor, Recognizer, Resolver
from geoincidents.settings import Stages
from geoincidents.types import Article, Incident, Parse

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

    from gazetteer.geocoder import Gazetteer
    from geoincidents.records import Records
    from geoincidents.resolution.corrections import Corrections


Made = TypeVar("Made")

NOT_THE_ARTICLES = (SettingsError, PluginError, MissingExtraError, DatabaseError)
"""Errors of the installation or the options: the next article would fail of them too."""


class Pipeline:
    """All stages, each loaded on first use.

    Parameters
    ----------
    gazetteer : Gazetteer, path or None
        The place database; None takes the one that ships with the package.
    recognizer, resolver, extractor : str, callable or None
        The name of a plug-in (``factory(gazetteer)``), or the stage itself; None takes the default.
        A recognizer's name may carry an argument: ``"spacy:en_core_web_sm"``.
    genre : str or None
        "news" or "locality": for the words that mean distance.
    coverage : float or None
        0 to 1: probability with which a region holds the true place.
    corrections : path or None
        A table of a person's decisions (`geoincidents.resolution.corrections`), which win over the tool's.

    Examples
    --------
    >>> from geoincidents import Pipeline
    >>> Pipeline().geocode("A bomb exploded in Kirkuk on Monday.")  # doctest: +SKIP
    """

    def __init__(
        self,
        gazetteer: Gazetteer | str | Path | None = None,
        recognizer: str | Recognizer | None = None,
        resolver: str | Resolver | None = None,
        extractor: str | IncidentExtractor | None = None,
        *,
        genre: str | None = None,
        coverage: float | None = None,
        corrections: str | Path | None = None,
    ) -> None:
        default = Stages()
        self._gazetteer = gazetteer
        self._recognizer = recognizer or default.recognizer
        self._resolver = resolver or default.resolver
        self._extractor = extractor or default.extractor
        self.genre = genre or default.genre
        self.coverage = default.coverage if coverage is None else coverage
        self._corrections = corrections

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The open place database."""
        from gazetteer.geocoder import Gazetteer  # noqa: PLC0415 - a command that does not look up need not open it

        if self._gazetteer is None or isinstance(self._gazetteer, (str, Path)):
            return Gazetteer(self._gazetteer)
        return self._gazetteer

    @cached_property
    def recognizer(self) -> Recognizer:
        """The stage that finds names of places."""
        stage: Recognizer = self._stage("recognizers", self._recognizer)
        return stage

    @cached_property
    def resolver(self) -> Resolver:
        """The stage that chooses the place of each name."""
        stage: Resolver = self._stage("resolvers", self._resolver)
        return stage

    @cached_property
    def extractor(self) -> IncidentExtractor:
        """The stage that finds what happened."""
        stage: IncidentExtractor = self._stage("extractors", self._extractor)
        return stage

    @cached_property
    def corrections(self) -> Corrections:
        """The decisions of a person."""
        from geoincidents.resolution.corrections import read_corrections  # noqa: PLC0415

        if self._corrections is None:
            raise SettingsError("no corrections were given")
        return read_corrections(self._corrections)

    def _stage(self, group: Any, chosen: str | Callable[..., Any]) -> Any:
        if not isinstance(chosen, str):
            return chosen
        name, colon, argument = chosen.partition(":")
        factory = load(group, name)
        return factory(self.gazetteer, argument) if colon else factory(self.gazetteer)

    def parse(self, article: Article | str) -> Parse:
        """Return every mention of a place with the place it means, and every relative location."""
        from gazetteer.relations.grammar import find_relations  # noqa: PLC0415
        from geoincidents.resolution.described import with_described  # noqa: PLC0415
        from geoincidents.resolution.relative import place_relatives  # noqa: PLC0415

        article = as_article(article)
        mentions = self.recognizer(article)
        relations = find_relations(article.text, [mention.span for mention in mentions])
        resolutions = self.resolver(article, mentions, relations)
        if self._corrections is not None:
            resolutions = self.corrections.apply(article, resolutions, self.gazetteer)
        relatives = place_relatives(
            article, relations, resolutions, self.gazetteer, genre=self.genre, coverage=self.coverage
        )
        resolutions = with_described(article, resolutions, relatives, self.coverage)
        return Parse(article=article, resolutions=resolutions, relatives=tuple(relatives))

    def incidents(self, article: Article | str | Parse) -> tuple[Incident, ...]:
        """Return the incidents of an article, in the order in which it tells them."""
        return tuple(self.extractor(article if isinstance(article, Parse) else self.parse(article)))

    def each(
        self,
        articles: Iterable[Article],
        stage: Callable[[Article], Made],
        *,
        on_error: Callable[[Article, Exception], None] | None = None,
    ) -> Iterator[tuple[Article, Made]]:
        """Yield each article with what a stage makes of it.

        Parameters
        ----------
        articles : iterable of Article
            Read one at a time.
        stage : callable
            `parse` or `incidents`.
        on_error : callable or None
            Called with an article that the stage fails on, and the next is taken; None raises.
        """
        for article in articles:
            try:
                made = stage(article)
            except Exception as error:
                if on_error is None or isinstance(error, NOT_THE_ARTICLES):
                    raise
                on_error(article, error)
            else:
                yield article, made

    def geocode(
        self,
        articles: str | Article | Iterable[str | Article],
        *,
        on_error: Callable[[Article, Exception], None] | None = None,
    ) -> GeoDataFrame:
        """Return the incidents of one or many articles as a GeoDataFrame, reports of the same merged.

        ``frame.attrs["evidence"]`` holds the chain of evidence: tool, database, settings, articles.

        Parameters
        ----------
        articles : str, Article or iterable of them
            Texts, or articles of `geoincidents.articles.read.read_articles`.
        on_error : callable or None
            Called with an article that fails, and the others are done; None raises.
        """
        from geoincidents.frame import frame_of  # noqa: PLC0415

        return frame_of(self.records(articles, on_error=on_error))

    def records(
        self,
        articles: str | Article | Iterable[str | Article],
        *,
        on_error: Callable[[Article, Exception], None] | None = None,
    ) -> Records:
        """Return what `geocode` does as plain rows, without loading geopandas.

        Parameters
        ----------
        articles : str, Article or iterable of them
            As of `geocode`.
        on_error : callable or None
            As of `geocode`.
        """
        from geoincidents.records import records_of  # noqa: PLC0415

        if isinstance(articles, (str, Article)):
            articles = (articles,)
        read: list[Article] = []
        found: list[Incident] = []
        for article, incidents in self.each(map(as_article, articles), self.incidents, on_error=on_error):
            read.append(article)
            found.extend(incidents)
        if len(read) > 1:
            from geoincidents.incidents.merge import merge  # noqa: PLC0415

            found = list(merge(found))
        records = records_of(found, self.gazetteer)
        records.attrs["evidence"] = self.evidence(read)
        return records

    def evidence(self, articles: Iterable[Article] = ()) -> dict[str, Any]:
        """Return what an output rests on: tool and database, settings, and the digest of each article."""
        info = getattr(self.gazetteer, "info", None)
        return {
            "tool": f"geoincidents {__version__}",
            "database": dict(info()) if callable(info) else {},
            "settings": {
                "recognizer": _name(self._recognizer),
                "resolver": _name(self._resolver),
                "extractor": _name(self._extractor),
                "genre": self.genre,
                "coverage": self.coverage,
                "corrections": None if self._corrections is None else digest_of_file(self._corrections),
            },
            "articles": [
                {"doc_id": article.id, "sha256": digest(article.text), "url": article.url}
                for article in articles
            ],
        }


def digest(text: str) -> str:
    """Return the SHA-256 of a text's UTF-8 bytes, in hexadecimal."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def digest_of_file(path: str | Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    return sha256(Path(path).read_bytes()).hexdigest()


def as_article(article: Article | str) -> Article:
    """Return an article with its sentences; a bare text gets an id from its digest."""
    if isinstance(article, str):
        article = Article(id=f"text-{digest(article)[:12]}", text=article)
    return (
        article if article.sentences or not article.text else replace(article, sentences=split(article.text))
    )


def _name(stage: object) -> str:
    return stage if isinstance(stage, str) else f"{type(stage).__module__}.{type(stage).__qualname__}"
