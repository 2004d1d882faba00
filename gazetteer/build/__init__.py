"""From source tables to ``places.sqlite``; run as ``python -m gazetteer.build``.

refresh.py and refresh_polygons.py make the tracked, compressed tables in ``data/sources`` (tables.py) out of
packages; a reader for each in ``sources/`` yields records (record.py) with their importance (importance.py);
draft.py turns records into rows, one draft a process; finish.py sorts drafts into one database, polygons.py
adds the outlines; default.py and full.py say which sources, in which order.
"""
