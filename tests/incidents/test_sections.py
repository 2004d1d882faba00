"""Very long texts: what is cut, and that nothing is lost, moved or made dearer by it."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from unittest.mock import patch

from gazetteer.relations.grammar import find_relations
from geoincidents.incidents import own_place, place_features
from geoincidents.incidents.company import Company
from geoincidents.incidents.extract import IncidentRules
from geoincidents.incidents.find_options import find_options
from geoincidents.incidents.sections import sections_of
from geoincidents.types import RelativePlace
from tests.incidents.builders import location, parse

_STORY = (
    "A bomb exploded in Ardel, Estra Province, on Monday and killed {n}. Officials in Borvik said so.\n\n"
    "The mayor of Camora told reporters that the road was closed. Shops stayed shut.\n\n"
)
_RULES = IncidentRules()


def _long(copies: int):
    return parse("".join(_STORY.format(n=3 + number % 90) for number in range(copies)))


def test_an_article_is_one_section():
    short = _long(25)
    assert len(short.article.sentences) == 100
    assert sections_of(short) == (short,)


def test_sections_share_out_sentences_and_places_and_keep_the_text():
    whole = _long(120)
    sections = sections_of(whole)
    assert len(sections) > 4
    assert [s for part in sections for s in part.article.sentences] == list(whole.article.sentences)
    assert [r for part in sections for r in part.resolutions] == list(whole.resolutions)
    for part in sections:
        assert part.article.text is whole.article.text
        assert len(part.article.sentences) <= 100
        first, last = part.article.sentences[0][0], part.article.sentences[-1][1]
        assert all(first <= r.mention.span[0] < last for r in part.resolutions)


def test_sections_end_with_a_paragraph_where_one_ends():
    for part in sections_of(_long(120))[:-1]:
        end = part.article.sentences[-1][1]
        assert part.article.text[end : end + 2] == "\n\n"


def test_a_text_without_paragraphs_is_cut_too():
    whole = parse("Shops in Ardel stayed shut. " * 250)
    assert [len(part.article.sentences) for part in sections_of(whole)] == [100, 100, 50]


def test_relative_places_keep_their_anchors():
    text = "Shops stayed shut. " * 130 + "A bomb killed two people 20 km north of Ardel. It was Monday."
    whole = parse(text)
    (relation,) = find_relations(text, [r.mention.span for r in whole.resolutions])
    placed = RelativePlace(relation=relation, anchors=(0,), location=location("Dunmar base"))
    far = replace(placed, anchors=(0,), gloss_of=None)
    before, after = sections_of(replace(whole, relatives=(far,)))
    assert before.relatives == ()
    assert [after.resolutions[i].mention.text for i in after.relatives[0].anchors] == ["Ardel"]
    (incident,) = _RULES(replace(whole, relatives=(placed,)))
    assert "20 km north of Ardel" in incident.place_name


def test_how_far_a_town_is_from_one_told_before_is_no_place():
    text = "Youths rioted in Borvik on Monday. In Ardel, 20 miles away, a bomb killed two people on Tuesday."
    whole = parse(text)
    relations = find_relations(text, [r.mention.span for r in whole.resolutions])
    far = [
        RelativePlace(relation=one, anchors=(1,), location=location("Estra Province")) for one in relations
    ]
    assert [text[slice(*one.relation.span)] for one in far] == ["20 miles away"]
    assert _RULES(replace(whole, relatives=tuple(far)))[-1].place_name == "Ardel"


def test_what_an_article_is_about_holds_in_all_its_sections():
    """Where the opening tells of a drill, a bomb that is told of far below is one of the drill."""
    plain = "Shops stayed shut. " * 130 + "A bomb killed two people in Ardel on Monday."
    drill = "The exercise, a simulated attack, is part of the yearly drill and its mock battles. " + plain
    told, drilled = ([*map(_RULES.drafts, sections_of(parse(text)))][-1] for text in (plain, drill))
    assert told
    assert not drilled


def test_incidents_of_a_long_text_quote_it_where_it_says_so():
    whole = _long(60)
    incidents = _RULES(whole)
    assert incidents
    for incident in incidents:
        (report,) = incident.reports
        assert whole.article.text[slice(*report.quote_span)] == report.quote
        assert incident.place_name == "Ardel"
    assert len({incident.id for incident in incidents}) == len(incidents)
    assert max(i.reports[0].quote_span[0] for i in incidents) > len(whole.article.text) * 0.8


def test_work_grows_with_the_length_and_no_faster():
    def weighed(copies: int) -> int:
        counted = SimpleNamespace(calls=0)

        def features(*arguments):
            counted.calls += 1
            return place_features.features(*arguments)

        with patch.object(own_place, "features", features):
            _RULES(_long(copies))
        return counted.calls

    assert weighed(200) <= 4.4 * weighed(50)


def test_company_answers_as_walking_over_all_options_does():
    whole = _long(4)
    options = find_options(whole, whole.article.sentences)
    company = Company.of(options)
    assert Company.of(company) is company
    ardel, estra, borvik = (
        next(o for o in company if o.name == name) for name in ("Ardel", "Estra Province", "Borvik")
    )
    assert company.is_held(ardel)
    assert not company.is_held(estra)
    assert len(company.held_by(estra)) == 2
    assert company.held_by(borvik) == ()
    assert company.by_sentence[4] == [ardel, estra]
    assert company.placing[4] == (ardel,)
    assert company.countries[4] == {"ZZ"}
    assert company.fine == 3
    assert company.country_share("ZZ") == 1.0
    assert company.country_share(None) == 0.0
    assert Company().country_share("ZZ") == 0.0
