"""E-mail messages (.eml)."""

from __future__ import annotations

from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from geoincidents.articles.html import text_of_fragment
from geoincidents.articles.source import read_bytes, unified_lines
from geoincidents.errors import ArticleError
from geoincidents.settings import Reading
from geoincidents.types import Article


def read_eml(source: str, settings: Reading) -> Iterator[Article]:
    """Yield the one article of a message: its plain text, else the text of its HTML."""
    data = read_bytes(source, settings.max_document_bytes)
    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(data)
    body = message.get_body(("plain", "html"))
    if body is None:
        raise ArticleError(f"{source}: the message has no text")
    try:
        content = unified_lines(body.get_content())
    except (LookupError, UnicodeError, AttributeError, KeyError) as error:
        raise ArticleError(f"{source}: the message's text cannot be decoded: {error}") from error
    if "\x00" in content:
        raise ArticleError(f"{source}: not a message: its text holds zero bytes")
    text = text_of_fragment(content) if body.get_content_type() == "text/html" else content
    if not text.strip():
        raise ArticleError(f"{source}: the message has no text")
    sender, sent = message["from"], message["date"]
    domains = [address.domain for address in sender.addresses] if sender is not None else []
    yield Article(
        id=source,
        text=text,
        title=str(message["subject"]) if message["subject"] else None,
        published=sent.datetime.date() if sent is not None and sent.datetime else None,
        publisher=domains[0] if domains and domains[0] else None,
    )
