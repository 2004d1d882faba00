"""axe-core finds nothing, in every state and look."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


def press(locator) -> None:
    """Click without waiting for the sheet of a small screen to come to rest."""
    locator.evaluate("node => node.click()")


STATES = {
    "list": lambda page: None,
    "detail": lambda page: [
        press(page.locator(".card").nth(2)),
        press(page.locator(".why summary")),
        press(page.locator(".correct summary")),
        press(page.get_by_role("button", name="Move the point")),
    ],
    "about": lambda page: page.get_by_role("button", name="About").click(),
    "table": lambda page: page.get_by_role("button", name="Table").click(),
    "filters": lambda page: [page.get_by_text("More filters").click(), page.locator(".chip").first.click()],
    "download": lambda page: page.locator(".menu summary").click(),
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(
    ("width", "height", "scheme"), [(1280, 800, "light"), (1280, 800, "dark"), (390, 844, "light")]
)
def test_no_violation(open_page, page_file, axe, state, width, height, scheme):
    with open_page(page_file, width=width, height=height, scheme=scheme) as (page, _):
        STATES[state](page)
        page.evaluate(axe)
        found = page.evaluate(
            "axe.run(document, {resultTypes: ['violations']}).then(result => result.violations)"
        )
        told = [
            (item["id"], item["nodes"][0]["html"][:160], item["nodes"][0]["failureSummary"]) for item in found
        ]
        assert told == []


def test_control_axe_sees_a_nameless_button(open_page, page_file, axe):
    with open_page(page_file) as (page, _):
        page.evaluate("document.querySelector('.head-actions').append(document.createElement('button'))")
        page.evaluate(axe)
        found = page.evaluate("axe.run(document).then(result => result.violations.map(item => item.id))")
        assert "button-name" in found
