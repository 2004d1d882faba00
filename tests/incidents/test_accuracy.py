"""The accuracy gate of incidents: no figure of a sample of the corpora falls below its floor; floors only rise."""

from __future__ import annotations

import importlib.util
import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import mapping

from gazetteer.geocoder import Gazetteer
from geoincidents.pipeline import Pipeline
from geoincidents.types import Article, Incident

FLOORS = tomllib.loads((Path(__file__).parent.parent / "data/floors.toml").read_text("utf-8"))["incidents"]
EVERY = 5
"""Every so many documents are measured; the whole corpora by ``docs/accuracy/incidents.md``."""


def scorer(folder: Path) -> Any:
    spec = importlib.util.spec_from_file_location("incidents_score", folder / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predicted(incident: Incident, missing: int | None) -> dict[str, Any]:
    where, row = incident.location, {"confidence": incident.confidence}
    row |= {"event_type": incident.event_type, "sub_event_type": incident.sub_event_type}
    row |= {"date_start": str(incident.date_start), "date_end": str(incident.date_end)}
    row |= {"lat": where and where.lat, "lon": where and where.lon}
    row |= {"region": where and mapping(where.region)}
    row |= {"country_code": incident.place and incident.place.country_code}
    for harm in ("killed", "injured"):
        count = getattr(incident, harm)
        row[f"{harm}_best"] = missing if count is None else count.best
    return row


def measured(
    gazetteer: Gazetteer, folder: Path, corpus: str, *, single: bool, missing: int | None
) -> dict[str, Any]:
    pipeline, gold, found = Pipeline(gazetteer=gazetteer), [], []
    with (folder / f"{corpus}.dev.jsonl").open(encoding="utf-8") as lines:
        for row in [json.loads(line) for line in lines][::EVERY]:
            published = date.fromisoformat(row["date"]) if row["date"] else None
            incidents = pipeline.incidents(Article(id=row["doc_id"], text=row["text"], published=published))
            gold.append(row)
            found.append(
                {"doc_id": row["doc_id"], "incidents": [predicted(one, missing) for one in incidents]}
            )
    result: dict[str, Any] = scorer(folder).score(gold, found, single=single)
    return result


@pytest.mark.shared
def test_wire_news_of_attacks(gazetteer: Gazetteer, shared: Path) -> None:
    result = measured(gazetteer, shared / "eval/incidents", "muc4", single=False, missing=None)
    figures = {
        "document": result["document detection"]["F1"],
        "two_agree": result[">= 2 agree"]["F1"],
        "all_agree": result["all agree"]["F1"],
        "within_50_km": result["all"]["Acc@50"][0],
        "country": result["all"]["country"][0],
        "killed": result["all"]["killed exact, gold > 0"][0],
    }
    below = {name: figures[name] for name, floor in FLOORS["muc4"].items() if figures[name] < floor}
    assert not below, figures


@pytest.mark.shared
def test_local_news_of_shootings(gazetteer: Gazetteer, shared: Path) -> None:
    result = measured(gazetteer, shared / "eval/incidents", "gva", single=True, missing=0)["all"]
    figures = {
        "day": result["date inside"][0],
        "within_20_km": result["Acc@20"][0],
        "in_region": result["gold point in region"][0],
        "killed": result["killed exact, gold > 0"][0],
        "injured": result["injured exact, gold > 0"][0],
        "full": result["full exact"][0],
    }
    below = {name: figures[name] for name, floor in FLOORS["gva"].items() if figures[name] < floor}
    assert not below, figures
