"""``python -m geoincidents`` is the ``geoincidents`` command."""

from geoincidents.cli.main import main

main()
