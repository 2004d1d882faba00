"""Any spaCy pipeline as recognizer: a small one, trained here."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from gazetteer.geocoder import Gazetteer
from geoincidents.errors import MissingExtraError, PluginError
from geoincidents.mentions.spacy_pipeline import SpacyRecognizer
from geoincidents.types import Article

SENTENCES = [
    ("Troops left Baghdad today .", [(12, 19, "GPE")]),
    ("The Iraqi army came .", [(4, 9, "NORP")]),
    ("Mr Clark came to Mosul .", [(3, 8, "PERSON"), (17, 22, "GPE")]),
    ("A Shiite group spoke .", [(2, 8, "NORP")]),
    ("They met at Camp Taji .", [(12, 21, "FAC")]),
]


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    spacy = pytest.importorskip("spacy", reason="the extra spacy is not installed")
    from spacy.training import Example

    spacy.util.fix_random_seed(1)
    made = spacy.blank("en")
    made.add_pipe("ner")
    examples = [Example.from_dict(made.make_doc(text), {"entities": spans}) for text, spans in SENTENCES]
    optimizer = made.initialize(lambda: examples)
    for _ in range(40):
        made.update(examples, sgd=optimizer)
    path = tmp_path_factory.mktemp("pipeline")
    made.to_disk(path)
    return path


def test_places_of_a_pipeline(gazetteer: Gazetteer, pipeline: Path) -> None:
    text = "\n".join(sentence for sentence, _ in SENTENCES) + "\nIt was at 33.9402 N, 44.3616 E ."
    mentions = SpacyRecognizer(gazetteer, str(pipeline))(Article(id="a", text=text))
    assert [(m.text, m.kind, m.recognizer) for m in mentions] == [
        ("Baghdad", "toponym", "spacy"),
        ("Iraqi", "demonym", "spacy"),
        ("Mosul", "toponym", "spacy"),
        ("Camp Taji", "facility", "spacy"),
        ("33.9402 N, 44.3616 E", "coordinate", "coordinates"),
    ]
    assert all(text[slice(*mention.span)] == mention.text for mention in mentions)


def test_no_such_pipeline(gazetteer: Gazetteer) -> None:
    pytest.importorskip("spacy", reason="the extra spacy is not installed")
    with pytest.raises(PluginError, match="no_such_pipeline"):
        SpacyRecognizer(gazetteer, "no_such_pipeline")


def test_without_spacy_the_extra_is_named(gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(MissingExtraError, match=r"geoincidents\[spacy\]"):
        SpacyRecognizer(gazetteer, "any")
