"""Addresses: one page fetched within limits, politely, and never from inside a private network."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import SplitResult, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from geoincidents.articles.documents import article_of_pdf
from geoincidents.articles.feeds import articles_of_feed
from geoincidents.articles.html import article_of_html
from geoincidents.articles.plain import article_of
from geoincidents.articles.source import decode, unified_lines
from geoincidents.errors import ArticleError
from geoincidents.settings import Reading
from geoincidents.types import Article

_REDIRECTS = (301, 302, 303, 307, 308)
_FEEDS = ("application/rss+xml", "application/atom+xml", "application/xml", "text/xml")
_CHUNK = 65_536
_ROBOTS_BYTES = 512_000
"""RFC 9309, section 2.5: at least 500 kibibytes of a robots.txt are to be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What an address gave.

    Attributes
    ----------
    url : str
        The address after all redirects.
    content_type : str
        Media type without parameters, lower case.
    body : bytes
        The whole body.
    """

    url: str
    content_type: str
    body: bytes


def read_url(source: str, settings: Reading) -> Iterator[Article | ArticleError]:
    """Yield the article of a page, a PDF or a text, or the articles of a feed."""
    if settings.url_robots and not _robots(_origin(source), settings).can_fetch(settings.user_agent, source):
        raise ArticleError(f"{source}: the site's robots.txt asks not to read it")
    page = fetch(source, settings)
    if page.content_type == "application/pdf":
        yield article_of_pdf(page.body, source, settings)
    elif page.content_type in _FEEDS:
        yield from articles_of_feed(page.body, source)
    elif page.content_type == "text/plain":
        yield article_of(source, unified_lines(decode(page.body, source)))
    else:
        yield article_of_html(page.body, source, url=page.url)


def fetch(url: str, settings: Reading, *, limit: int | None = None) -> Page:
    """Return the page at an address.

    Raises
    ------
    ArticleError
        When it cannot be had within the limits of `settings`, or leads into a private network.
    """
    limit = settings.max_document_bytes if limit is None else limit
    deadline = time.monotonic() + settings.url_seconds
    address = url
    for _ in range(settings.url_redirects + 1):
        try:
            status, headers, body = _get(urlsplit(address), settings, deadline, limit)
        except (OSError, http.client.HTTPException, UnicodeError, ValueError) as error:
            raise ArticleError(f"{url}: {error}") from error
        location = headers.get("Location")
        if status in _REDIRECTS and location:
            address = urljoin(address, location)
            if settings.url_robots and not _robots(_origin(address), settings).can_fetch(
                settings.user_agent, address
            ):
                raise ArticleError(f"{url}: leads to {address}, whose robots.txt asks not to read it")
            continue
        if status != http.client.OK:
            raise ArticleError(f"{url}: the site answers {status}")
        return Page(url=address, content_type=headers.get_content_type().lower(), body=body)
    raise ArticleError(f"{url}: more than {settings.url_redirects} redirects")


def _get(
    address: SplitResult, settings: Reading, deadline: float, limit: int
) -> tuple[int, http.client.HTTPMessage, bytes]:
    if address.scheme not in ("http", "https") or not address.hostname:
        raise ValueError(f"{address.geturl()!r} is not an http or https address")
    left = _left(deadline, settings)
    connection: http.client.HTTPConnection
    if address.scheme == "https":
        context = ssl.create_default_context()
        connection = http.client.HTTPSConnection(
            address.hostname, address.port, timeout=left, context=context
        )
    else:
        connection = http.client.HTTPConnection(address.hostname, address.port, timeout=left)
    # The address that is connected to is the one that is judged, so that a name which
    # resolves otherwise the second time gains nothing.
    connection._create_connection = lambda *args, **kwargs: _connect(settings, *args, **kwargs)  # type: ignore[attr-defined]
    try:
        target = (address.path or "/") + (f"?{address.query}" if address.query else "")
        connection.request(
            "GET", target, headers={"User-Agent": settings.user_agent, "Accept-Encoding": "identity"}
        )
        response = connection.getresponse()
        body = bytearray()
        while True:
            if connection.sock is not None:
                connection.sock.settimeout(_left(deadline, settings))
            _left(deadline, settings)
            chunk = response.read1(_CHUNK)
            if not chunk:
                return response.status, response.headers, bytes(body)
            body += chunk
            if len(body) > limit:
                raise ValueError(f"longer than {limit:,} bytes")
    finally:
        connection.close()


def _left(deadline: float, settings: Reading) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError(f"took longer than {settings.url_seconds:g} seconds")
    return left


def _connect(settings: Reading, address: tuple[str, int], *args: object, **kwargs: object) -> socket.socket:
    connected = socket.create_connection(address, *args, **kwargs)  # type: ignore[arg-type]
    peer = ipaddress.ip_address(connected.getpeername()[0].partition("%")[0])
    mapped = peer.ipv4_mapped if isinstance(peer, ipaddress.IPv6Address) else None
    if not settings.url_private and not (mapped or peer).is_global:
        connected.close()
        raise ValueError(f"{address[0]} is inside a private network; --allow-private reads it all the same")
    return connected


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


@lru_cache(maxsize=256)
def _robots(origin: str, settings: Reading) -> RobotFileParser:
    """Return a site's rules: all is allowed where it has none (RFC 9309, section 2.3.1.3)."""
    rules = RobotFileParser()
    try:
        # Redirects of robots.txt are followed without asking robots.txt again.
        page = fetch(f"{origin}/robots.txt", replace(settings, url_robots=False), limit=_ROBOTS_BYTES)
        rules.parse(page.body.decode("utf-8", "replace").splitlines())
    except ArticleError:
        rules.parse([])
    return rules
