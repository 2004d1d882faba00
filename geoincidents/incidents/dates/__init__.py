"""News dates: phrase → interval, granularity and confidence against the publication date.

No library reads these as news means them: "Wednesday" in a Wednesday article is that day, "this week" is a
week, "overnight" touches two days. Only phrases are read here; which phrase is an incident's own is decided
in `geoincidents.incidents.events` and `geoincidents.incidents.extract`.
"""

from geoincidents.incidents.dates.find import find_dates
from geoincidents.incidents.dates.phrase import DatePhrase, Granularity

__all__ = ["DatePhrase", "Granularity", "find_dates"]
