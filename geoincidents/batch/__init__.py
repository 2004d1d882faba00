"""Any number of articles through processes or a Dask cluster, to partitions of GeoParquet.

A partition is some hundreds of articles in input order. It is written whole or not at all, so a run that
was killed goes on where it stopped and ends with the same bytes.
"""

from geoincidents.batch.run import run_batch

__all__ = ["run_batch"]
