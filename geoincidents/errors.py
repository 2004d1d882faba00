"""Every error that geoincidents raises on purpose.

GeoincidentsError
├── ArticleError (ValueError)      an article cannot be read; names the source and why
├── MissingExtraError (ImportError) an optional dependency is not installed; names the pip command
├── SettingsError (ValueError)     an option or setting makes no sense
├── IncidentFileError (ValueError) an incident file cannot be read or written
└── PluginError (LookupError)      no plug-in of that name
"""

from __future__ import annotations


class GeoincidentsError(Exception):
    """Parent of all."""


class ArticleError(GeoincidentsError, ValueError):
    """An article cannot be read."""


class MissingExtraError(GeoincidentsError, ImportError):
    """An optional dependency is not installed."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs an optional package: pip install 'geoincidents[{extra}]'")


class SettingsError(GeoincidentsError, ValueError):
    """An option or setting makes no sense."""


class IncidentFileError(GeoincidentsError, ValueError):
    """An incident file cannot be read or written."""


class PluginError(GeoincidentsError, LookupError):
    """No plug-in of that name."""
