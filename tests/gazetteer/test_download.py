"""Downloads over a server that cuts, changes and refuses."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from gazetteer.build import download
from gazetteer.build.download import default_cache, fetch
from gazetteer.errors import DownloadError

BODY = bytes(range(256)) * 40


class Server:
    """What the handler does, and what it was asked."""

    def __init__(self) -> None:
        self.cut_after: list[int] = []
        self.status: list[int] = []
        self.body, self.etag = BODY, '"one"'
        self.ranges = True
        self.asked: list[tuple[str, str | None]] = []
        self.length: int | None = None
        self.url = ""


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            wanted = self.headers.get("Range")
            state.asked.append((self.path, wanted))
            if state.status:
                self.send_error(state.status.pop(0))
                return
            if self.path.endswith("/missing.zip"):
                self.send_error(404)
                return
            if self.headers.get("If-None-Match") == state.etag:
                self.send_response(304)
                self.end_headers()
                return
            start = 0
            if state.ranges and wanted and self.headers.get("If-Range") == state.etag:
                start = int(wanted.removeprefix("bytes=").rstrip("-"))
                if start >= len(state.body):
                    self.send_error(416)
                    return
            self.send_response(206 if start else 200)
            self.send_header("Content-Length", str(state.length or len(state.body) - start))
            self.send_header("ETag", state.etag)
            self.end_headers()
            body = state.body[start:]
            if state.cut_after:
                body = body[: state.cut_after.pop(0)]
            self.wfile.write(body)

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    state.url = f"http://127.0.0.1:{httpd.server_port}"
    yield state
    httpd.shutdown()
    httpd.server_close()


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "PAUSE_S", 0.001)
    monkeypatch.setattr(download, "TIMEOUT_S", 5.0)


def get(server: Server, folder: Path, name: str = "IQ.zip") -> Path:
    return download.download(f"{server.url}/{name}", folder / name)


def test_a_cut_download_goes_on_where_it_stopped(server: Server, tmp_path: Path) -> None:
    server.cut_after = [1000, 2000, 1]
    assert get(server, tmp_path).read_bytes() == BODY
    assert [wanted for _, wanted in server.asked] == [None, "bytes=1000-", "bytes=3000-", "bytes=3001-"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["IQ.zip", "IQ.zip.version"]


def test_an_unfinished_file_of_an_earlier_run_is_gone_on_with(server: Server, tmp_path: Path) -> None:
    (tmp_path / "IQ.zip.part").write_bytes(BODY[:77])
    (tmp_path / "IQ.zip.part.version").write_text('"one"')
    assert get(server, tmp_path).read_bytes() == BODY
    assert server.asked == [("/IQ.zip", "bytes=77-")]


def test_bytes_of_two_versions_are_never_mixed(server: Server, tmp_path: Path) -> None:
    (tmp_path / "IQ.zip.part").write_bytes(b"old" * 10)
    (tmp_path / "IQ.zip.part.version").write_text('"zero"')
    assert get(server, tmp_path).read_bytes() == BODY


def test_an_unfinished_file_of_unknown_version_is_fetched_anew(server: Server, tmp_path: Path) -> None:
    (tmp_path / "IQ.zip.part").write_bytes(b"old" * 10)
    assert get(server, tmp_path).read_bytes() == BODY
    assert server.asked == [("/IQ.zip", None)]


def test_a_server_without_ranges_starts_again(server: Server, tmp_path: Path) -> None:
    server.ranges = False
    server.cut_after = [5000]
    assert get(server, tmp_path).read_bytes() == BODY


def test_a_file_that_is_too_long_is_fetched_anew(server: Server, tmp_path: Path) -> None:
    (tmp_path / "IQ.zip.part").write_bytes(BODY + b"more")
    (tmp_path / "IQ.zip.part.version").write_text('"one"')
    assert get(server, tmp_path).read_bytes() == BODY


def test_what_is_here_is_fetched_only_when_it_changed(server: Server, tmp_path: Path) -> None:
    first = get(server, tmp_path).stat().st_mtime_ns
    assert get(server, tmp_path).stat().st_mtime_ns == first
    server.body, server.etag = b"new", '"two"'
    assert get(server, tmp_path).read_bytes() == b"new"


def test_a_busy_server_is_asked_again(server: Server, tmp_path: Path) -> None:
    server.status = [503, 429, 500]
    assert get(server, tmp_path).read_bytes() == BODY


def test_a_server_that_keeps_failing_is_given_up(server: Server, tmp_path: Path) -> None:
    server.status = [503] * 99
    with pytest.raises(DownloadError, match=r"IQ.zip: 503 .*give them with --file"):
        get(server, tmp_path)
    assert len(server.asked) == download.ATTEMPTS


def test_a_file_that_is_not_there_is_not_asked_for_again(server: Server, tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match=r"missing.zip: 404"):
        get(server, tmp_path, "missing.zip")
    assert len(server.asked) == 1


def test_a_giant_is_refused(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "MAX_FILE_BYTES", 1000)
    with pytest.raises(DownloadError, match=r"more than any dump"):
        get(server, tmp_path)


def test_without_a_network_the_message_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match=r"Without a network, fetch the files elsewhere"):
        download.download("http://127.0.0.1:9/IQ.zip", tmp_path / "IQ.zip")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.org/IQ.zip"])
def test_only_http_is_fetched(url: str, tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match=r"only http and https"):
        download.download(url, tmp_path / "IQ.zip")


def test_the_files_of_countries_and_of_all(server: Server, tmp_path: Path) -> None:
    dumps = fetch(("IQ", "SY"), tmp_path, mirror=server.url)
    assert [str(path.relative_to(tmp_path)) for path in dumps.all()] == [
        "IQ.zip", "SY.zip", "alternatenames/IQ.zip", "alternatenames/SY.zip", "hierarchy.zip",
        "admin1CodesASCII.txt", "admin2Codes.txt",
    ]  # fmt: skip
    assert [path.name for path in fetch(None, tmp_path, mirror=server.url).all()][:2] == [
        "allCountries.zip",
        "alternateNamesV2.zip",
    ]
    assert fetch(("IQ",), tmp_path, mirror=server.url, names=False).alternates == ()


@pytest.mark.parametrize(
    ("platform", "variables", "end"),
    [
        ("linux", {"XDG_CACHE_HOME": "/c"}, "/c/geoincidents/geonames"),
        ("darwin", {}, "Library/Caches/geoincidents/geonames"),
        ("win32", {"LOCALAPPDATA": "/l"}, "/l/geoincidents/geonames"),
    ],
)
def test_the_cache_is_where_the_system_wants_it(
    monkeypatch: pytest.MonkeyPatch, platform: str, variables: dict[str, str], end: str
) -> None:
    monkeypatch.setattr(download.sys, "platform", platform)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert str(default_cache()).endswith(end)
