# ruff: noqa: E501
"""Our own articles of several incidents, with which sentences tell of which; see README.md beside this file.

python -m training.incidents.articles            # measure on all: the third for checking apart
python -m training.incidents.articles -v tune    # with what is wrong, on the two thirds for tuning
"""

from __future__ import annotations

import argparse
import pickle
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from gazetteer.geodesy import distance_m
from geoincidents.articles.sentences import split
from geoincidents.incidents.extract import IncidentRules
from geoincidents.incidents.weights import load_linear
from geoincidents.pipeline import Pipeline
from geoincidents.types import Article, Incident, Parse

FOLDER = Path(__file__).parent / "articles"
CACHE = Path(__file__).parents[1] / "work" / "own_articles.pkl"


@dataclass(frozen=True, slots=True)
class Gold:
    """An incident: `said` are pieces of the sentences that tell of it, `killed` and `injured` the counts that are right."""

    types: frozenset[str]
    sub_event_type: str
    dates: tuple[date, date]
    point: tuple[float, float, float] | None
    killed: frozenset[int]
    injured: frozenset[int]
    said: tuple[tuple[int, int], ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class OwnArticle:
    """An article for learning and tuning, or (every third) only for checking."""

    name: str
    article: Article
    golds: tuple[Gold, ...]

    @property
    def checks(self) -> bool:
        """True where it is kept from tuning."""
        return int(self.name[:2]) % 3 == 0


def load(folder: Path = FOLDER) -> list[OwnArticle]:
    """Return all of them, in the order of their names."""
    return [_article(path) for path in sorted(folder.glob("*.toml"))]


def _article(path: Path) -> OwnArticle:
    row = tomllib.loads(path.read_text(encoding="utf-8"))
    text = row["text"].strip() + "\n"
    return OwnArticle(
        path.stem,
        Article(
            id=path.stem, text=text, title=row["title"], published=row["published"], sentences=split(text)
        ),
        tuple(_gold(text, incident) for incident in row["incidents"]),
    )


def _gold(text: str, row: dict) -> Gold:
    return Gold(
        types=frozenset([row["event_type"], *row.get("alike", [])]),
        sub_event_type=row["sub_event_type"],
        dates=tuple(row["date"]),
        point=(row["lon"], row["lat"], row["within_km"] * 1000.0) if "lon" in row else None,
        killed=frozenset(row.get("killed", [])),
        injured=frozenset(row.get("injured", [])),
        said=tuple((text.index(piece), text.index(piece) + len(piece)) for piece in row["said"]),
        optional=row.get("optional", False),
    )


def parses(articles: list[OwnArticle], cache: Path = CACHE) -> dict[str, Parse]:
    """Parse all once; later runs read the cache."""
    if cache.exists():
        return pickle.loads(cache.read_bytes())
    pipeline = Pipeline()
    out = {}
    for own in articles:
        parse = pipeline.parse(own.article)
        out[own.name] = replace(
            parse, resolutions=tuple(replace(r, candidates=()) for r in parse.resolutions)
        )
    cache.parent.mkdir(parents=True, exist_ok=True)
    cache.write_bytes(pickle.dumps(out))
    return out


def groups_of(rules: IncidentRules, parse: Parse) -> list[tuple[list[tuple[int, int]], Incident | None]]:
    """Return the spans of each group of sentences with its incident, where it is taken for one."""
    given = {(i.reports[0].trigger_span, i.place_name): i for i in rules(parse)}
    out = []
    for draft, _ in rules.drafts(parse):
        triggers = {m.trigger.span for m in draft.mentions}
        name = None if draft.place.option is None else " ".join(draft.place.option.name.split())
        mine = [
            i for (span, place), i in given.items() if span in triggers and (draft.rank == 0 or place == name)
        ]
        out.append(
            (
                [m.span for m in draft.mentions],
                mine[draft.rank] if draft.rank < len(mine) and draft.rank else (mine[0] if mine else None),
            )
        )
    return out


def _holds(spans: list[tuple[int, int]], piece: tuple[int, int]) -> bool:
    return any(start <= piece[0] < end for start, end in spans)


def judge(
    own: OwnArticle, groups: list[tuple[list[tuple[int, int]], Incident | None]]
) -> tuple[dict[str, int], list[str]]:
    """Count what is right of one article, and say what is wrong."""
    count: dict[str, int] = dict.fromkeys(
        (
            "gold",
            "found",
            "type",
            "sub",
            "date",
            "place",
            "killed",
            "injured",
            "all",
            "given",
            "extra",
            "pieces",
            "joined_wrong",
            "split_wrong",
        ),
        0,
    )
    wrong = []
    home: dict[tuple[int, int], int | None] = {}
    for gold in own.golds:
        for piece in gold.said:
            home[piece] = next((n for n, (spans, _) in enumerate(groups) if _holds(spans, piece)), None)
    owner: dict[int, Gold] = {}
    for gold in own.golds:
        homes = [home[p] for p in gold.said if home[p] is not None]
        mine = next((h for h in homes if h is not None and h not in owner and groups[h][1] is not None), None)
        if mine is not None:
            owner[mine] = gold
    for gold in own.golds:
        for piece in gold.said:
            if home[piece] is None:
                continue
            count["pieces"] += 1
            holder = owner.get(home[piece])
            text = " ".join(own.article.text[piece[0] : piece[1]].split())
            if holder is not None and holder is not gold:
                count["joined_wrong"] += 1
                wrong.append(f"  JOINED “{text}” to “{own.article.text[slice(*holder.said[0])]}”")
            elif holder is None and gold in owner.values():
                count["split_wrong"] += 1
                wrong.append(f"  SPLIT “{text}”")
    for gold in own.golds:
        mine = next((n for n, g in owner.items() if g is gold), None)
        first = own.article.text[slice(*gold.said[0])]
        if gold.optional:
            continue
        count["gold"] += 1
        if mine is None:
            wrong.append(f"  MISSED {gold.sub_event_type}: “{first}”")
            continue
        got = groups[mine][1]
        assert got is not None
        killed, injured = (c.best if c else None for c in (got.killed, got.injured))
        right = {
            "type": got.event_type in gold.types,
            "sub": got.sub_event_type == gold.sub_event_type,
            "date": got.date_start is not None
            and got.date_end is not None
            and got.date_start <= gold.dates[1]
            and gold.dates[0] <= got.date_end
            and (got.date_end - got.date_start).days <= 2 + (gold.dates[1] - gold.dates[0]).days,
            "place": gold.point is not None
            and got.location is not None
            and distance_m(got.location.lon, got.location.lat, *gold.point[:2]) <= gold.point[2],
            "killed": (killed or 0) in (gold.killed or {0}),
            "injured": (injured or 0) in (gold.injured or {0}),
        }
        count["found"] += 1
        count["all"] += all(ok for name, ok in right.items() if name != "sub")
        for name, ok in right.items():
            count[name] += ok
        bad = [name for name, ok in right.items() if not ok]
        if bad:
            wrong.append(
                f"  {bad} “{first}” gold {gold.sub_event_type} {gold.dates[0]} k{sorted(gold.killed)} i{sorted(gold.injured)} got {got.sub_event_type} {got.date_start}..{got.date_end} {got.place_name} k{killed} i{injured}"
            )
    for n, (spans, incident) in enumerate(groups):
        if incident is None:
            continue
        count["given"] += 1
        if n not in owner and incident not in [groups[o][1] for o in owner]:
            count["extra"] += 1
            wrong.append(
                f"  EXTRA {incident.sub_event_type} at {incident.place_name}: “{own.article.text[spans[0][0] : spans[0][1]][:110]}”"
            )
    return count, wrong


def measure(articles: list[OwnArticle], parsed: dict[str, Parse], *, verbose: bool = False) -> dict[str, int]:
    """Add up what is right over articles."""
    rules = IncidentRules()
    total: dict[str, int] = {}
    for own in articles:
        count, wrong = judge(own, groups_of(rules, parsed[own.name]))
        total = {name: total.get(name, 0) + number for name, number in count.items()}
        if verbose and wrong:
            print(own.name, *wrong, sep="\n")
    return total


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("part", nargs="?", choices=("tune", "check", "all"), default="all")
    arguments.add_argument("-v", "--verbose", action="store_true")
    arguments.add_argument("--new", action="store_true", help="parse anew")
    chosen = arguments.parse_args()
    load_linear.cache_clear()
    if chosen.new:
        CACHE.unlink(missing_ok=True)
    articles = load()
    parsed = parses(articles)
    for part, checks in (("tune", False), ("check", True)):
        if chosen.part in {part, "all"}:
            of_part = [own for own in articles if own.checks == checks]
            print(part, measure(of_part, parsed, verbose=chosen.verbose))


if __name__ == "__main__":
    main()
