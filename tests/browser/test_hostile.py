"""Hostile text in a real browser: nothing runs; and the guards are real, as each one's absence shows."""

from __future__ import annotations

import re

import pytest

from geoincidents import frame

pytestmark = pytest.mark.browser

HOSTILE = (
    "<img src=x onerror=window.PWN=1>",
    "</script><script>window.PWN=2</script>",
    "<svg onload=window.PWN=3>",
    "${window.PWN=4}",
    "`+(window.PWN=5)+`",
    "javascript:window.PWN=6",
    "\"><iframe srcdoc='<script>parent.PWN=7</script>'>",
    "</style></title></noscript><script>window.PWN=8</script>",
    "{{ 7*191 }} {% raw",
    "'-(window.PWN=9)-'",
    "\u2028window.PWN=10\u2028",
    "<!--<script>",
)
PROBE = '<img src="data:," onerror="window.PWN=1">'


@pytest.fixture(scope="module")
def hostile_file(sample, tmp_path_factory):
    from geoincidents.mapping import write_map

    rows = sample.rows(len(HOSTILE))
    for row, text in zip(rows, HOSTILE, strict=True):
        for name in (
            "title",
            "place_name",
            "country",
            "quote",
            "source_url",
            "publisher",
            "weapon",
            "sub_event_type",
        ):
            row[name] = text
        row["reasons"] = row["actors"] = [text]
        row["other_places"] = [{"name": text, "role": text, "lon": 30.0, "lat": 14.0}]
        row["reports"] = [
            {
                **row["reports"][0],
                "url": text,
                "title": text,
                "quote": text,
                "publisher": text,
                "claims": {text: text},
            }
        ] * 2
    path = tmp_path_factory.mktemp("hostile") / "hostile.html"
    return write_map(frame.build(rows), path, title=HOSTILE[1], subtitle=HOSTILE[0])


def test_nothing_runs_and_the_text_is_shown(open_page, hostile_file):
    with open_page(hostile_file) as (page, log):
        assert page.locator("h1").text_content() == HOSTILE[1]
        for number, text in enumerate(HOSTILE):
            page.evaluate(f"location.hash = 'i=inc-{number:05d}'")
            page.locator(f".detail[data-id='inc-{number:05d}']").wait_for()
            assert page.locator(".detail-title").text_content() == text
            assert page.locator("blockquote").text_content() == text
            page.locator(".why summary").click() if number == 0 else None
            if page.locator("#im-others").count():
                page.locator("#im-others").check()
        assert page.evaluate("window.PWN") is None
        links = page.eval_on_selector_all("a[href]", "list => list.map(link => link.protocol)")
        assert set(links) <= {"http:", "https:", "file:"}
        assert page.locator("iframe, object, embed, img").count() == 0
        assert log.requests == [hostile_file.as_uri()]
        assert log.messages == []


@pytest.mark.parametrize(
    "code",
    [
        f"document.body.insertAdjacentHTML('beforeend', `{PROBE}`)",
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.PWN=1'}))",
        "document.body.append(Object.assign(document.createElement('script'), {src: 'data:text/javascript,window.PWN=1'}))",
        "document.body.append(Object.assign(document.createElement('iframe'), {srcdoc: '<script>parent.PWN=1</script>'}))",
        "setTimeout('window.PWN=1')",
        "fetch('https://example.invalid/').catch(() => 0)",
        "document.body.append(Object.assign(new Image(), {src: 'https://example.invalid/x.png'}))",
    ],
)
def test_the_policy_stops_what_is_injected_later(open_page, page_file, code):
    with open_page(page_file) as (page, _):
        # Run as the page's own code: what the debugger runs is exempt from the policy.
        page.evaluate(f"new Promise(done => {{ setTimeout(() => {{ {code}; setTimeout(done, 120) }}) }})")
        assert page.evaluate("window.PWN") is None
        # A frame tells its own document of its violation, not this one.
        assert page.evaluate("violations.length") > 0 or "iframe" in code


def test_control_without_the_policy_the_probe_fires(browser, page_file, tmp_path, until):
    text = page_file.read_text(encoding="utf-8")
    bare = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text, count=1)
    assert bare != text
    path = tmp_path / "bare.html"
    path.write_text(bare, encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    page.evaluate(f"document.body.insertAdjacentHTML('beforeend', `{PROBE}`)")
    until(page, "window.PWN === 1")
    page.close()


def test_control_a_changed_script_does_not_start(browser, page_file, tmp_path):
    text = page_file.read_text(encoding="utf-8")
    changed = text.replace("dataset.ready=", "dataset.ready =", 1)
    assert changed != text
    path = tmp_path / "changed.html"
    path.write_text(changed, encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    page.wait_for_timeout(400)
    assert page.evaluate("document.documentElement.dataset.ready") is None
    page.close()
