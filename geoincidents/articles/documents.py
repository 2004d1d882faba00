"""PDF and DOCX documents."""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Iterator

from geoincidents.articles.source import need, read_bytes
from geoincidents.errors import ArticleError
from geoincidents.settings import Reading
from geoincidents.types import Article

_SILENT = logging.NullHandler()


def read_pdf(source: str, settings: Reading) -> Iterator[Article]:
    """Yield the one article of a PDF file."""
    yield article_of_pdf(read_bytes(source, settings.max_document_bytes), source, settings)


def article_of_pdf(data: bytes, source: str, settings: Reading) -> Article:
    """Return the text layer of a PDF, its pages apart by a blank line.

    Raises
    ------
    ArticleError
        When it is damaged, encrypted, too long, or holds only pictures.
    """
    pypdf = need("pypdf", "reading PDF", "pdf")
    # Its warnings do not name the file; who configures logging still gets them.
    logging.getLogger("pypdf").addHandler(_SILENT)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ArticleError(f"{source}: the PDF is encrypted")
        if len(reader.pages) > settings.max_pages:
            raise ArticleError(f"{source}: {len(reader.pages)} pages; the limit is {settings.max_pages}")
        text = "\n\n".join(page.extract_text() for page in reader.pages)
        title = reader.metadata.title if reader.metadata else None
    except ArticleError:
        raise
    except Exception as error:  # pypdf raises many kinds on damaged files, RecursionError among them
        raise ArticleError(f"{source}: not a readable PDF: {error}") from error
    if not text.strip():
        raise ArticleError(f"{source}: the PDF has no text layer; run OCR on it first")
    return Article(id=source, text=text, title=title or None)


def read_docx(source: str, settings: Reading) -> Iterator[Article]:
    """Yield the one article of a Word document."""
    data = read_bytes(source, settings.max_document_bytes)
    docx = need("docx", "reading DOCX", "docx")
    try:
        unpacked = sum(part.file_size for part in zipfile.ZipFile(io.BytesIO(data)).infolist())
        if unpacked > settings.max_document_bytes:
            raise ArticleError(
                f"{source}: {unpacked:,} bytes unpacked; the limit is {settings.max_document_bytes:,}"
            )
        document = docx.Document(io.BytesIO(data))
        text = "\n\n".join(paragraph.text for paragraph in document.paragraphs if paragraph.text.strip())
        title = document.core_properties.title
    except ArticleError:
        raise
    except Exception as error:  # python-docx raises KeyError, BadZipFile, XMLSyntaxError … on damaged files
        raise ArticleError(f"{source}: not a readable DOCX: {error}") from error
    if not text:
        raise ArticleError(f"{source}: empty")
    yield Article(id=source, text=text, title=title or None)
