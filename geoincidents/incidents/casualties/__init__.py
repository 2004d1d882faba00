"""Who was harmed, how many, who says so: the statements of one sentence.

Words are read from left to right: phrases that mean people, words that mean harm, and which phrase each
harm word takes (to its right in "killing three", to its left in "three were killed"). How the statements of
an article add up for one incident is told in `geoincidents.incidents.tolls`.
"""

from geoincidents.incidents.casualties.claim import Claim
from geoincidents.incidents.casualties.read import read_claims
from geoincidents.incidents.harm import Harm

__all__ = ["Claim", "Harm", "read_claims"]
