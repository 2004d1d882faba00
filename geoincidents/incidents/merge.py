"""Reports of one incident across articles become one incident with its reports.

Two incidents of different articles are one where their days meet, their regions meet, their kinds can be one
act and their tolls can be one toll. Nothing is merged silently: each merge gives its reasons, and what a
report says otherwise stays with it as a claim. The result does not depend on the order of the input, and
incidents that were merged before may be merged again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256

from gazetteer.geodesy import distance_m
from gazetteer.location import Location
from geoincidents.incidents.kinds import kinds_agree
from geoincidents.incidents.lexicon import lexicon
from geoincidents.incidents.reach import own_reach_m
from geoincidents.types import Count, Incident, Report

_LONGEST_DAYS = 10
"""An interval longer than this says too little to tell two incidents of one place apart or together."""
_SLACK_DAYS = 1
"""A night's act is dated by one paper on its evening and by the other on its morning."""
_CELL_DEG = 1.0
"""Side of the cells in which neighbours are sought: wider than two towns, narrower than a province."""
_FAR_M = 60_000.0
"""Beyond this two regions that meet are provinces or countries, which hold many incidents in a day."""
_WIDE_M = 120_000.0
"""Beyond this the regions say nothing for two reports being one: their tolls have to."""
_WIDEST_M = 300_000.0
"""The neighbours that are sought lie as far as this: a province of the Sahara, not a country."""
_GROWS = 5
"""Times that "at least" so many dead may become: a first count of hours, a last one of days. Set by hand."""
_LIKELY = 2.0
"""Least score: the same day and spot (2), or one of them with the same number of dead beside it."""
_AS_SURE = 0.6
"""A closer place stands for a merged incident where it is so sure beside the surest report's. Set by hand: a
place that the act's clause states has a confidence of .5 and more, one named elsewhere hardly half of it."""
_DAY_AS_SURE = 0.9
"""The same for a shorter interval: a day worked out from publication has .77, one that is told .9."""
_COLUMNS = (
    "event_type", "sub_event_type", "date_start", "date_end", "place_name", "killed_best", "injured_best",
    "weapon",
)  # fmt: skip
_Cell = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _Told:
    """A report with what it says itself."""

    report: Report
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where an incident happened, how far that may be off in metres, and when."""

    location: Location
    reach_m: float
    start: date
    end: date


def merge(incidents: Iterable[Incident]) -> tuple[Incident, ...]:
    """Merge reports of the same incident.

    Parameters
    ----------
    incidents : iterable of Incident
        Of any number of articles; merged ones may be among them.

    Returns
    -------
    tuple of Incident
        Ordered by date and id; every report of the input is in one of them.
    """
    by_id: dict[str, Incident] = {}
    for incident in incidents:
        known = by_id.get(incident.id)
        by_id[incident.id] = incident if known is None else _with_reports(known, incident)
    items = sorted(by_id.values(), key=_order)
    groups = list(range(len(items)))
    documents = [{report.doc_id for report in item.reports} for item in items]
    why: dict[int, list[str]] = defaultdict(list)

    def root(i: int) -> int:
        while groups[i] != i:
            groups[i] = groups[groups[i]]
            i = groups[i]
        return i

    for _, i, j, reason in sorted(
        _pairs(items), key=lambda row: (-row[0], items[row[1]].id, items[row[2]].id)
    ):
        a, b = sorted((root(i), root(j)))
        if a == b or documents[a] & documents[b]:
            continue  # one article's incidents were told apart by its own words
        groups[b] = a
        documents[a] |= documents[b]
        why[a] += [*why.pop(b, []), reason]
    members: dict[int, list[Incident]] = defaultdict(list)
    for i, item in enumerate(items):
        members[root(i)].append(item)
    merged = [_join(group, why.get(i, [])) for i, group in members.items()]
    return tuple(sorted(merged, key=_order))


def may_be_one(incidents: Sequence[Incident]) -> set[int]:
    """Return the indices of those that `merge` may join with another: a few of many.

    Needs no more of an incident than id, kind, dates, location and how many are dead, abducted, detained.
    """
    seen: dict[str, int] = {}
    found = {n for pair in _pairs(incidents) for n in pair[1:3]}
    for n, incident in enumerate(incidents):
        if seen.setdefault(incident.id, n) != n:
            found |= {n, seen[incident.id]}
    return found


def _order(incident: Incident) -> tuple[str, str]:
    return (str(incident.date_start or ""), incident.id)


def _with_reports(a: Incident, b: Incident) -> Incident:
    """Keep the reports of two copies of one incident."""
    return replace(a, reports=tuple(dict.fromkeys((*a.reports, *b.reports))))


def _pairs(items: Sequence[Incident]) -> Iterator[tuple[float, int, int, str]]:
    """Yield the pairs that may be one incident, each with its score and reason."""
    spots = [_spot_of(item) for item in items]
    cells: dict[_Cell, list[int]] = defaultdict(list)
    for i, spot in enumerate(spots):
        seen: set[int] = set()
        for cell in _cells(spot):
            for j in cells[cell]:
                if j in seen:
                    continue
                seen.add(j)
                score, reason = _likeness(items[j], spots[j], items[i], spot)
                if score >= _LIKELY:
                    yield score, j, i, reason
            cells[cell].append(i)


def _spot_of(item: Incident) -> _Spot | None:
    """Return where and when, where both are known."""
    if item.location is None or item.date_start is None or item.date_end is None:
        return None
    return _Spot(item.location, own_reach_m(item.location), item.date_start, item.date_end)


def _cells(spot: _Spot | None) -> Iterator[_Cell]:
    """Yield the cells of days and degrees that an incident may lie in; none where it says too little."""
    if spot is None or (spot.end - spot.start).days > _LONGEST_DAYS or spot.reach_m > _WIDEST_M:
        return
    column = int((spot.location.lon + 180.0) // _CELL_DEG)
    row = int((spot.location.lat + 90.0) // _CELL_DEG)
    columns = int(360 / _CELL_DEG)
    day = spot.start
    while day <= spot.end + timedelta(days=_SLACK_DAYS):
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                yield (day.toordinal(), (column + dx) % columns, row + dy)
        day += timedelta(days=1)


def _likeness(a: Incident, here: _Spot | None, b: Incident, there: _Spot | None) -> tuple[float, str]:
    """Score two incidents, with the reason in words; 0 where they cannot be one."""
    if here is None or there is None:
        return 0.0, ""
    place, other = here.location, there.location
    kinds = _kinds(a, b)
    apart_days = max((here.start - there.end).days, (there.start - here.end).days)
    if kinds == "other" or apart_days > _SLACK_DAYS:
        return 0.0, ""
    apart_m = distance_m(place.lon, place.lat, other.lon, other.lat)
    if apart_m > here.reach_m + there.reach_m or not place.region.intersects(other.region):
        return 0.0, ""
    reach_m = max(here.reach_m, there.reach_m)
    if apart_days > 0 and reach_m > _FAR_M:
        return 0.0, ""  # a province's act of the day before is mostly another
    near = 1.0 if reach_m <= _FAR_M else 0.25 if reach_m <= _WIDE_M else 0.0
    score = 0.75 * (kinds == "same") + (1.0 if apart_days <= 0 else 0.5) + near
    reason = [f"{apart_m / 1000:.0f} km apart", "days meet" if apart_days <= 0 else "days follow each other"]
    for harm, count, other_count in (
        ("dead", a.killed, b.killed),
        ("abducted", a.abducted, b.abducted),
        ("detained", a.detained, b.detained),
    ):
        agree = _tolls_agree(count, other_count)
        if agree is not None:
            score += 0.75 if agree else -1.0
            reason.append(f"{'same number' if agree else 'different numbers'} of {harm}")
            break
    told = min(a.date_confidence, b.date_confidence)
    if told < 0.3:
        score -= 0.5
        reason.append("a date is little known")
    return score, ", ".join(reason)


def _kinds(a: Incident, b: Incident) -> str:
    """Compare kinds; a march that stayed peaceful is no paper's word for an attack."""
    if "Peaceful protest" in {a.sub_event_type, b.sub_event_type} and a.event_type != b.event_type:
        return "other"
    return kinds_agree(a.sub_event_type, b.sub_event_type)


def _tolls_agree(a: Count | None, b: Count | None) -> bool | None:
    """Tell whether two tolls can be one: equal, or a growing one.

    None where either is not stated or none, or where "at least" so many may have become the other.
    """
    if a is None or b is None or not a.best or not b.best:
        return None
    least, most = (a, b) if a.best <= b.best else (b, a)
    small, large = least.best or 0, most.best or 0
    if large <= small + max(2, small // 2):
        return True
    return None if least.high is None and large <= _GROWS * small else False


def _join(group: Sequence[Incident], why: Sequence[str]) -> Incident:
    """Make one incident of its group: the surest one's values, the closest place, the latest toll."""
    if len(group) == 1:
        return group[0]
    group = sorted(group, key=lambda i: (-i.confidence, i.id))
    first = group[0]
    told = sorted(
        (_Told(report, _values(incident, report)) for incident in group for report in incident.reports),
        key=lambda t: (str(t.report.published or ""), t.report.doc_id, t.report.trigger_span),
    )
    surest = max((i.place_confidence for i in group if i.location), default=0.0)
    placed = min(
        (i for i in group if i.place_confidence >= _AS_SURE * surest),
        key=lambda i: (i.location.uncertainty_m if i.location else 9e9, -i.place_confidence, i.id),
    )
    surest_day = max(i.date_confidence for i in group)
    dated = min(
        (i for i in group if i.date_confidence >= _DAY_AS_SURE * surest_day),
        key=lambda i: (_length(i), -i.date_confidence, i.id),
    )
    latest = sorted(group, key=lambda i: (max(str(r.published or "") for r in i.reports), i.confidence, i.id))
    merged = replace(
        first,
        id=_digest([t.report for t in told], placed.place_name),
        title=placed.title if placed.sub_event_type == first.sub_event_type else first.title,
        date_start=dated.date_start, date_end=dated.date_end, date_confidence=dated.date_confidence,
        location=placed.location, place=placed.place, place_name=placed.place_name,
        place_confidence=placed.place_confidence,
        killed=_latest(latest, "killed"),
        injured=_latest(latest, "injured"),
        missing=first.missing or _latest(latest, "missing"),
        detained=first.detained or _latest(latest, "detained"),
        abducted=first.abducted or _latest(latest, "abducted"),
        actors=_actors(group),
        target=next((i.target for i in group if i.target), None),
        weapon=next((i.weapon for i in group if i.weapon), None),
        confidence=max(i.confidence for i in group),
    )  # fmt: skip
    stands = _values(merged, None)
    reports = tuple(
        replace(t.report, claims=tuple((c, v) for c, v in t.values.items() if v != stands.get(c, "") and v))
        for t in told
    )
    conflicts = [
        f"{t.report.doc_id} says {column} {value}"
        for t in (_Told(r, dict(r.claims)) for r in reports)
        for column, value in t.values.items()
    ]
    reasons = (
        *_own_reasons(merged, first, placed, dated),
        *(f"reports merged: {reason}" for reason in why),
        *conflicts,
    )
    return replace(merged, reports=reports, reasons=tuple(dict.fromkeys(reasons)))


def _actors(group: Sequence[Incident]) -> tuple[str, ...]:
    """Return the actors of the report that names most of them, and whom else the others name.

    What others call them ("gunmen", "the attackers") is no further side.
    """
    most = max(group, key=lambda i: sum(map(_is_name, i.actors)))
    most = most if any(map(_is_name, most.actors)) else next((i for i in group if i.actors), most)
    names = {name.casefold(): name for name in most.actors}
    for incident in group:
        for name in filter(_is_name, incident.actors):
            names.setdefault(name.casefold(), name)
    return tuple(names.values())


def _is_name(actor: str) -> bool:
    """Tell a group's name from a noun for people that may begin a sentence: "Gunmen", "Armed men"."""
    words, people = actor.split(), lexicon().people
    if not words:
        return False
    if any(word[0].isupper() and word.lower() not in people for word in words[1:]):
        return True
    return words[0][0].isupper() and not {words[0].lower(), words[-1].lower()} & people.keys()


def _own_reasons(merged: Incident, first: Incident, placed: Incident, dated: Incident) -> Iterator[str]:
    """Yield the reasons of each value from the report that it was taken of; none for what is known now."""
    place, date_ = ("place ", "only the ", "no place"), ("date ", "no date")
    others = [reason for reason in first.reasons if not reason.startswith(place + date_)]
    columns = {reason: reason.partition(" unknown: ")[0] for reason in others}
    yield from (reason for reason in others if columns[reason] == reason)
    yield from (reason for reason in placed.reasons if reason.startswith(place))
    yield from (reason for reason in dated.reasons if reason.startswith(date_))
    for reason in others:
        if columns[reason] != reason and getattr(merged, columns[reason], None) is None:
            yield reason


def _length(incident: Incident) -> int:
    if incident.date_start is None or incident.date_end is None:
        return 10**6
    return (incident.date_end - incident.date_start).days


def _latest(group: Sequence[Incident], harm: str) -> Count | None:
    """Return the count of the latest report that gives one; low and high span that and the day before.

    Of one day's reports the largest stands, and "at least" fewer than was counted before changes nothing,
    nor does an earlier "at least" leave the end open. What was counted in the first hours is outrun.
    """
    told: list[tuple[date, int, Count]] = []
    for incident in group:
        count = getattr(incident, harm)
        if count is not None:
            days = [report.published for report in incident.reports if report.published is not None]
            told.append((max(days, default=date.min), count.best or 0, count))
    if not told:
        return None
    told.sort(key=lambda t: t[:2])
    day, best, last = told[0]
    for later in told[1:]:
        if later[2].high is not None or later[1] >= best:
            day, best, last = later
    spanned = [count for published, _, count in told if (day - published).days <= _SLACK_DAYS]
    lows = [c.low for c in spanned if c.low is not None]
    return Count(
        low=last.low if last.high is None else min(lows, default=None),
        best=last.best,
        high=None if last.high is None else max(c.high for c in spanned if c.high is not None),
    )


def _values(incident: Incident, report: Report | None) -> dict[str, str]:
    """Return what an incident's report says, as text: its own claims, else the incident's values."""
    values = {
        "event_type": incident.event_type,
        "sub_event_type": incident.sub_event_type,
        "date_start": str(incident.date_start or ""),
        "date_end": str(incident.date_end or ""),
        "place_name": incident.place_name or "",
        "killed_best": _text(incident.killed),
        "injured_best": _text(incident.injured),
        "weapon": incident.weapon or "",
    }
    if report is not None:
        values.update({column: value for column, value in report.claims if column in _COLUMNS})
    return values


def _text(count: Count | None) -> str:
    return "" if count is None or count.best is None else str(count.best)


def _digest(reports: Sequence[Report], place: str | None) -> str:
    material = f"{place}\x1d" + "\x1e".join(sorted(f"{r.doc_id}\x1f{r.trigger_span[0]}" for r in reports))
    return sha256(material.encode("utf-8", "replace")).hexdigest()[:16]
