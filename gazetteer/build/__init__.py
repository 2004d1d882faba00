"""From source tables to ``places.sqlite``; run as ``python -m gazetteer.build``.

tables.py      the tracked, compressed tables in ``data/sources``: read and write
refresh.py     packages → tracked tables (needs the extra ``refresh``)
record.py      one place with its names, as every reader yields it
sources/       one reader a source: table → records
importance.py  how likely a bare name means a place
writer.py      records → SQLite, streaming
default.py     which readers, in which order
"""
