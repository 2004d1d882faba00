"""The ``geoincidents`` command, one file a sub-command."""
