"""Pages in Chromium: built once, opened offline, everything that they ask for written down."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--mute-audio",
]
WATCH = """
window.PWN = undefined;
window.violations = [];
document.addEventListener('securitypolicyviolation', event => violations.push(event.violatedDirective));
"""


def load(path: Path) -> ModuleType:
    """Return a module of the tests by its path; tests are no packages."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def until(page: Any, condition: str) -> None:
    """Wait until the expression is true; playwright's own wait uses eval, which the page forbids."""
    for _ in range(300):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never true: {condition}")


@pytest.fixture(scope="session", name="until")
def until_fixture() -> Callable[[Any, str], None]:
    """Wait until an expression is true in the page."""
    return until


@pytest.fixture(scope="session")
def sample() -> ModuleType:
    """The maker of invented incidents."""
    return load(ROOT / "tests" / "mapping" / "sample.py")


@pytest.fixture(scope="session")
def axe() -> str:
    """axe-core's source, from the test environment's npm packages."""
    path = ROOT / "geoincidents/mapping/frontend/node_modules/axe-core/axe.min.js"
    if not path.exists():
        pytest.fail(f"{path} is missing: npm ci in geoincidents/mapping/frontend")
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    """One Chromium for all tests."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


@dataclass
class Log:
    """What a page asked for and said."""

    requests: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)


@pytest.fixture
def open_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """Open a file: ``with open_page(path, width=…) as (page, log)``."""

    @contextmanager
    def opened(
        path: Path,
        *,
        width: int = 1280,
        height: int = 800,
        scheme: str = "light",
        hash_: str = "",
        **options: Any,
    ) -> Iterator[tuple[Any, Log]]:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            offline=True,
            reduced_motion="reduce",
            locale="en-US",
            **options,
        )
        context.add_init_script(WATCH)
        page = context.new_page()
        log = Log()
        page.on("request", lambda request: log.requests.append(request.url))
        page.on("requestfailed", lambda request: log.failed.append(request.url))
        page.on("console", lambda message: log.messages.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: log.messages.append(f"uncaught: {error}"))
        page.goto(path.as_uri() + hash_)
        until(page, "document.documentElement.dataset.ready === 'true'")
        yield page, log
        context.close()

    return opened


@pytest.fixture(scope="session")
def page_file(sample: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A map of 96 incidents."""
    from geoincidents.mapping import write_map

    path = tmp_path_factory.mktemp("maps") / "sample.html"
    return write_map(sample.make_frame(96), path, title="Invented incidents in Sudan")
