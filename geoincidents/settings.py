"""Every threshold and weight of the tool, a section a stage, each with its reason.

A stage takes its section as a default argument; callers replace single values::

    >>> from dataclasses import replace
    >>> from geoincidents.settings import Reading
    >>> replace(Reading(), max_article_bytes=1_000_000).max_article_bytes
    1000000
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Limits while articles are read.

    Attributes
    ----------
    max_article_bytes : int
        A single article longer than this is refused. The longest newspaper features hold about 150 kB;
        ten megabytes leaves room for reports and stops a disk image from being read as an article.
    max_document_bytes : int
        The same for PDF, DOCX, HTML and mail, whose text is a small part of the file.
    max_pages : int
        Pages of one PDF.
    url_seconds, url_redirects : float, int
        For one address: the whole time and the redirects followed. Browsers allow 20 redirects; news
        sites need no more than three.
    url_private : bool
        Whether addresses inside private networks may be read. Off, so that a list of links from elsewhere
        cannot make this machine ask its neighbours.
    url_robots : bool
        Whether a site's robots.txt is obeyed.
    user_agent : str
        How this tool names itself to sites.
    columns : tuple of (str, str)
        For tables and rows: our name of a column ("text", "date", "doc_id" …) and the name it has there.
    """

    max_article_bytes: int = 10_000_000
    max_document_bytes: int = 50_000_000
    max_pages: int = 500
    url_seconds: float = 20.0
    url_redirects: int = 5
    url_private: bool = False
    url_robots: bool = True
    user_agent: str = "geoincidents/0.1 (article reader; obeys robots.txt)"
    columns: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """Which plug-in does each stage, by its entry point's name.

    Attributes
    ----------
    recognizer, resolver, extractor : str
        Names in ``geoincidents.recognizers``, ``.resolvers``, ``.extractors``.
    genre : str
        What the text is, for the words that mean distance: "news" or "locality" (see `gazetteer.relations`).
    coverage : float
        0 to 1: probability with which a region holds the true place. 0.9 is the convention of
        georeferencing practice and of the benchmarks in ``docs/accuracy.md``.
    """

    recognizer: str = "model"
    resolver: str = "joint"
    extractor: str = "rules"
    genre: str = "news"
    coverage: float = 0.9
