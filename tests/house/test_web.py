"""Addresses: read within limits, politely, and never from inside a private network unless allowed."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from geoincidents.articles import web
from geoincidents.articles.read import read_articles
from geoincidents.errors import ArticleError
from geoincidents.settings import Reading
from tests.house.test_readers import BODY, FEED, html_of, pdf_of

PAGES: dict[str, tuple[int, str, bytes]] = {
    "/a": (200, "text/html; charset=utf-8", html_of().encode()),
    "/a.pdf": (200, "application/pdf", pdf_of("A bomb in Northtown.")),
    "/feed": (200, "application/rss+xml", FEED.encode()),
    "/text": (200, "text/plain", BODY.encode()),
    "/gone": (410, "text/html", b"gone"),
    "/robots.txt": (200, "text/plain", b"User-agent: *\nDisallow: /secret\n"),
    "/secret/a": (200, "text/html", html_of().encode()),
    "/long": (200, "text/plain", b"x" * 5000),
    "/once": (302, "/a", b""),
    "/to-secret": (301, "/secret/a", b""),
    "/to-file": (301, "file:///etc/hostname", b""),
    "/loop": (302, "/loop", b""),
}


class _Site(BaseHTTPRequestHandler):
    seen: list[tuple[str, str]] = []  # noqa: RUF012 - shared on purpose

    def do_GET(self) -> None:
        self.seen.append((self.path, self.headers["User-Agent"]))
        if self.path == "/slow":
            self.send_response(200)
            self.end_headers()
            try:
                for _ in range(100):
                    self.wfile.write(b"x")
                    time.sleep(0.05)
            except OSError:
                pass
            return
        status, kind, body = PAGES.get(self.path, (404, "text/plain", b""))
        self.send_response(status)
        self.send_header("Location" if 300 <= status < 400 else "Content-Type", kind)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


ALLOWED = Reading(url_private=True)


def test_pages_documents_feeds_and_texts_are_read(site):
    texts = {
        path: next(read_articles(site + path, settings=ALLOWED)).text
        for path in ("/a", "/a.pdf", "/text", "/once")
    }
    assert BODY in texts["/a"]
    assert BODY in texts["/once"]
    assert texts["/text"] == BODY
    assert texts["/a.pdf"].strip() == "A bomb in Northtown."
    errors: list[object] = []
    assert [a.text for a in read_articles(f"{site}/feed", settings=ALLOWED, on_error=errors.append)] == [BODY]
    assert all(agent.startswith("geoincidents/") for _, agent in _Site.seen)


@pytest.mark.parametrize(
    ("path", "settings", "message"),
    [
        ("/gone", ALLOWED, "answers 410"),
        ("/none", ALLOWED, "answers 404"),
        ("/secret/a", ALLOWED, "robots.txt asks not"),
        ("/to-secret", ALLOWED, "leads to .*robots.txt asks not"),
        ("/to-file", ALLOWED, "not an http or https address"),
        ("/loop", ALLOWED, "more than 5 redirects"),
        ("/long", Reading(url_private=True, max_document_bytes=1000), "longer than 1,000 bytes"),
        ("/slow", Reading(url_private=True, url_seconds=0.4), "took longer than 0.4 seconds|timed out"),
        ("/a", Reading(), "inside a private network"),
    ],
)
def test_limits(site, path, settings, message):
    with pytest.raises(ArticleError, match=message):
        list(read_articles(site + path, settings=settings))


def test_robots_may_be_passed_over_by_setting(site):
    settings = Reading(url_private=True, url_robots=False)
    assert BODY in next(read_articles(f"{site}/secret/a", settings=settings)).text


def test_no_server_and_no_host_are_told():
    with pytest.raises(ArticleError, match="refused"):
        web.fetch("http://127.0.0.1:9/", ALLOWED)
    with pytest.raises(ArticleError, match="not an http"):
        web.fetch("http:///x", ALLOWED)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1", "fd00::1"]
)
def test_private_addresses_are_judged_after_the_name_is_resolved(monkeypatch, host):
    class Connected:
        closed = False

        def getpeername(self) -> tuple[str, int]:
            return (host, 80)

        def close(self) -> None:
            self.closed = True

    connected = Connected()
    monkeypatch.setattr(web.socket, "create_connection", lambda *_, **__: connected)
    with pytest.raises(ArticleError, match="private network"):
        web.fetch("http://example.org/", Reading(url_robots=False))
    assert connected.closed
