"""No text from outside becomes a template, a tag or a script, on the machine that builds the map."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import warnings
from html.parser import HTMLParser

import branca.element
import folium
import folium.plugins
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoincidents import frame
from geoincidents.errors import SettingsError
from geoincidents.mapping import incident_map
from geoincidents.mapping.figure import _check as check_parts
from geoincidents.mapping.figure import tile_origin
from geoincidents.mapping.safety import literal_rendering, printable, safe_json

HOSTILE = (
    "{{ 7*191 }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{% for x in y %}",
    "{# never closed",
    "</script><script>window.PWN=1</script>",
    "<img src=x onerror=window.PWN=2>",
    "<!--<script>",
    "${window.PWN=3}",
    "`+(window.PWN=4)+`",
    "\\`+(window.PWN=5)+\\`",
    "javascript:window.PWN=6",
    "</title></style></noscript><svg onload=window.PWN=7>",
    "\u2028\u2029\x00\ud800",
)
TEXT_COLUMNS = (
    "incident_id", "title", "event_type", "sub_event_type", "place_name", "place_id", "country", "admin1",
    "location_method", "target", "weapon", "quote", "doc_id", "source_url", "publisher",
)  # fmt: skip


def hostile_rows(sample_rows, text):
    """Return two incidents with the text in every field that holds text."""
    rows = sample_rows(2)
    for row in rows:
        row.update(dict.fromkeys(TEXT_COLUMNS, text))
        row["incident_id"] = f"{row['doc_id']}{text}"
        row["actors"] = row["reasons"] = [text]
        row["reports"] = [
            {key: text if isinstance(value, str) else value for key, value in report.items()}
            | {"claims": {text: text}}
            for report in row["reports"]
        ]
        row["other_places"] = [{"name": text, "role": text, "lon": 1.0, "lat": 2.0}]
    return rows


class Page(HTMLParser):
    """What a browser would find: scripts, styles, policy, attributes."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.scripts, self.blocks, self.styles, self.tags, self.policy = [], {}, [], [], ""
        self._into = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        if attributes.get("http-equiv") == "Content-Security-Policy":
            self.policy = attributes["content"]
        if tag == "script":
            self._into = (
                ("block", attributes["id"])
                if attributes.get("type") == "application/json"
                else ("script", None)
            )
        elif tag == "style":
            self._into = ("style", None)

    def handle_endtag(self, tag):
        self._into = None

    def handle_data(self, data):
        if self._into is None:
            return
        kind, name = self._into
        if kind == "block":
            self.blocks[name] = self.blocks.get(name, "") + data
        else:
            (self.scripts if kind == "script" else self.styles).append(data)


def digest(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_every_field_stays_text(sample_rows, text):
    page = incident_map(frame.build(hostile_rows(sample_rows, text)), title=text, subtitle=text).render()
    assert "36481337" not in page
    assert "1337" not in page.replace("{{ 7*191 }}", "")  # 7 * 191, were it computed
    found = Page(page)
    assert len(found.scripts) == 1
    assert len(found.styles) == 1
    assert [tag for tag, _ in found.tags].count("script") == 1 + 4
    assert not [
        tag for tag, _ in found.tags if tag in {"img", "svg", "iframe", "object", "embed", "base", "form"}
    ]
    assert not [name for _, attributes in found.tags for name in attributes if name.startswith("on")]
    hrefs = [attributes["href"] for tag, attributes in found.tags if tag == "a"]
    assert all(href.startswith(("http://", "https://")) for href in hrefs)
    data = json.loads(found.blocks["im-data"])
    assert data["columns"]["title"] == {"c": text}
    assert data["columns"]["quote"] == {"c": text}


def test_policy_holds_the_hashes_of_what_runs_and_nothing_else(make_frame):
    found = Page(incident_map(make_frame(3)).render())
    assert found.policy == (
        f"default-src 'none'; script-src {digest(found.scripts[0])}; style-src {digest(found.styles[0])}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert "unsafe" not in found.policy


def test_page_names_no_address_but_sources(make_frame):
    found = Page(incident_map(make_frame(3)).render())
    linked = [
        (tag, attributes[name])
        for tag, attributes in found.tags
        for name in ("src", "href")
        if name in attributes
    ]
    assert [link for link in linked if link[0] != "a"] == [("link", "data:,")]


@pytest.mark.parametrize("text", [text for text in HOSTILE if "\ud800" not in text])
def test_layers_of_callers_are_rendered_literally(make_frame, text):
    result = incident_map(make_frame(1))
    folium.Marker((1, 2), popup=text, tooltip=text).add_to(result)
    folium.Marker((1, 2), popup=folium.Popup(text, parse_html=True), icon=folium.DivIcon(html=text)).add_to(
        result
    )
    folium.CircleMarker((1, 2), tooltip=folium.Tooltip(text)).add_to(result)
    feature = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [0, 0]},
        "properties": {"a": text},
    }
    collection = {"type": "FeatureCollection", "features": [feature]}
    folium.GeoJson(collection, popup=folium.GeoJsonPopup(["a"]), tooltip=folium.GeoJsonTooltip(["a"])).add_to(
        result
    )
    folium.FeatureGroup(name=text).add_to(result)
    folium.LayerControl().add_to(result)
    page = result.render()
    assert "1337" not in page
    found = Page(page)
    assert len(found.scripts) == 2
    assert digest(found.scripts[1]) in found.policy
    assert "</script" not in found.scripts[1].lower()


def test_a_frame_in_a_popup_is_not_computed(make_frame):
    result = incident_map(make_frame(1))
    folium.Marker((1, 2), popup=folium.Popup(folium.IFrame("{{ 7*191 }}"))).add_to(result)
    framed = re.search(r"base64,([A-Za-z0-9+/=]+)", result.render().split("L.popup")[1])
    assert framed is not None
    assert base64.b64decode(framed[1]).strip() == b"{{ 7*191 }}"


def test_control_stock_folium_runs_the_payload():
    stock = folium.Map(tiles=None)
    folium.Marker((1, 2), popup="{{ 7*191 }}").add_to(stock)
    assert "1337" in stock.get_root().render()


def test_literal_rendering_leaves_folium_as_it_was():
    before = (branca.element.Element.__init__, branca.element.Element.render, folium.map.Popup.render)
    with literal_rendering(), pytest.raises(ZeroDivisionError):
        1 / 0  # noqa: B018
    assert (branca.element.Element.__init__, branca.element.Element.render, folium.map.Popup.render) == before


def test_plugins_from_the_network_are_left_out_with_a_warning(make_frame):
    result = incident_map(make_frame(1))
    folium.plugins.MarkerCluster().add_to(result)
    with pytest.warns(UserWarning, match="fetches nothing"):
        page = result.render()
    assert "cdn" not in page


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://tile.example.org/{z}/{x}/{y}.png", "https://tile.example.org"),
        ("https://{s}.tile.example.org/{z}/{x}/{y}.png", "https://*.tile.example.org"),
        ("http://localhost:8080/{z}/{x}/{y}", "http://localhost:8080"),
    ],
)
def test_origin_of_tiles(url, origin):
    assert tile_origin(url) == origin


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "//host/{z}",
        "https://a b/",
        "https://x;script-src *",
        "https://x'/",
        "",
        "https://u:p@host/",
    ],
)
def test_no_tiles_from_odd_addresses(make_frame, url):
    with pytest.raises(SettingsError):
        incident_map(make_frame(1), tiles=url or "x")


def test_tiles_widen_the_policy_for_their_host_only(make_frame):
    found = Page(
        incident_map(
            make_frame(1), tiles="https://t.example.org/{z}/{x}/{y}.png", attribution="<b>&"
        ).render()
    )
    assert "img-src data: https://t.example.org; base-uri" in found.policy
    assert json.loads(found.blocks["im-layers"])["hosts"] == ["https://t.example.org"]
    assert "<b>" not in found.scripts[1]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_safe_json_says_the_same_and_holds_no_markup(value):
    text = safe_json(value)
    assert json.loads(text) == value
    inside = "".join(re.findall(r'"(?:[^"\\]|\\.)*"', text))
    assert not re.search("[<>&`$\u2028\u2029\ud800-\udfff]|\\{\\{|\\{%|\\{#", inside)
    text.encode("utf-8")


def test_safe_json_refuses_what_json_lacks():
    with pytest.raises(ValueError, match="JSON compliant"):
        safe_json(float("nan"))


@given(st.text())
def test_printable_text_can_be_written(text):
    assert html.unescape(printable(text).encode("utf-8").decode("utf-8")) is not None


@pytest.mark.parametrize(
    ("page", "scripts", "styles"),
    [
        ("<script>a</script", ["a</script"], []),
        ("<script><!--", ["<!--"], []),
        ("", [], ["a</STYLE>"]),
        ("<script>a</script><script>b</script>", ["a"], []),
    ],
)
def test_a_page_whose_parts_could_end_early_is_not_written(page, scripts, styles):
    with pytest.raises(SettingsError):
        check_parts(page, scripts, styles)


def test_same_frame_same_bytes(make_frame):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        pages = {
            incident_map(make_frame(12), tiles="https://t.example.org/{z}/{x}/{y}").render() for _ in range(2)
        }
        result = incident_map(make_frame(12))
        pages |= {result.render() + "x", result.render() + "x"}
    assert len(pages) == 2
