"""HTML pages: main text, title, date and site, without menus, adverts and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from geoincidents.articles.source import need, read_bytes, read_date
from geoincidents.errors import ArticleError
from geoincidents.settings import Reading
from geoincidents.types import Article

_LINE_BREAKS = re.compile(r"\s*\n\s*")


def read_html(source: str, settings: Reading) -> Iterator[Article]:
    """Yield the one article of an HTML file."""
    yield article_of_html(read_bytes(source, settings.max_document_bytes), source)


def article_of_html(page: bytes | str, source: str, *, url: str | None = None) -> Article:
    """Return the article of a page.

    Raises
    ------
    ArticleError
        When the page has no article's text.
    """
    trafilatura = need("trafilatura", "reading HTML", "html")
    document = trafilatura.bare_extraction(
        page, url=url, with_metadata=True, include_comments=False, include_tables=False
    )
    text = document.text if document is not None else None
    if not text or not text.strip():
        raise ArticleError(f"{source}: no article found in the page")
    address = document.url or url
    return Article(
        id=source,
        # A blank line between paragraphs, so that a short one is not taken for a wrapped line.
        text=_LINE_BREAKS.sub("\n\n", text.strip()),
        title=document.title or None,
        published=read_date(document.date, source),
        url=address,
        publisher=document.sitename or (urlsplit(address).hostname if address else None),
        language=document.language or None,
    )


def text_of_fragment(fragment: str) -> str:
    """Return the text of a piece of HTML, such as the body of a feed's entry; blocks become paragraphs."""
    lxml_html = need("lxml.html", "reading HTML", "html")
    if not fragment.strip():
        return ""
    root = lxml_html.fragment_fromstring(fragment, create_parent="div")
    for element in root.iter("script", "style"):
        element.text = None
    for element in root.iter("p", "br", "div", "li", "h1", "h2", "h3", "h4", "blockquote", "tr"):
        element.tail = f"\n\n{element.tail or ''}"
    return _LINE_BREAKS.sub("\n\n", root.text_content().strip())
