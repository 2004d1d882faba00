"""The gazetteer scan: what it takes for a place and what not."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from gazetteer.geocoder import Gazetteer
from geoincidents.mentions.scan import ScanRecognizer
from geoincidents.types import Article

CASES = tomllib.loads((Path(__file__).parent.parent / "data/cases/scan.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_case(gazetteer: Gazetteer, case: dict[str, object], request: pytest.FixtureRequest) -> None:
    if "known_fail" in case:
        request.applymarker(pytest.mark.xfail(reason=str(case["known_fail"]), strict=True))
    article = Article(id="case", text=str(case["text"]))
    mentions = ScanRecognizer(gazetteer)(article)
    assert [f"{m.text} ({m.kind})" for m in mentions] == case["found"]
    assert all(article.text[slice(*m.span)] == m.text for m in mentions)
