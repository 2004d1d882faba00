"""Every error that the gazetteer raises on purpose.

GazetteerError
├── DatabaseError (OSError)        the database file is missing, foreign or of another version
├── SourceError (ValueError)       a source file has a bad row: "cities.txt:1834: latitude '91.2' …"
├── DownloadError (ConnectionError) a source cannot be fetched
└── ExpressionError (ValueError)   a relative location cannot be read
"""

from __future__ import annotations


class GazetteerError(Exception):
    """Parent of all."""


class DatabaseError(GazetteerError, OSError):
    """The database file is missing, foreign or of another version."""


class SourceError(GazetteerError, ValueError):
    """A source file has a bad row."""


class DownloadError(GazetteerError, ConnectionError):
    """A source cannot be fetched."""


class ExpressionError(GazetteerError, ValueError):
    """A relative location cannot be read."""
