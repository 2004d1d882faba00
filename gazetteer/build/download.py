"""GeoNames' dump files from their server, going on where a cut connection stopped."""

from __future__ import annotations

import http
import http.client
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path

from gazetteer.build.dumps import Dumps
from gazetteer.errors import DownloadError

GEONAMES = "https://download.geonames.org/export/dump"
TIMEOUT_S = 30.0
ATTEMPTS = 4
"""Tries in a row that bring no further byte."""
PAUSE_S = 1.0
"""Before the second try; twice as long before each further one."""
BLOCK = 1 << 18
MAX_FILE_BYTES = 4_000_000_000
"""allCountries.zip had 0.4 GB in 2026: what is ten times larger is something else."""
USER_AGENT = "geoincidents (https://pypi.org/project/geoincidents)"

Progress = Callable[[str, int], None]


def default_cache() -> Path:
    """Return the user's cache directory for downloads."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "geoincidents" / "geonames"


def fetch(
    countries: tuple[str, ...] | None,
    cache: Path,
    *,
    mirror: str = GEONAMES,
    names: bool = True,
    progress: Progress = lambda _what, _count: None,
) -> Dumps:
    """Download the dumps of countries (None: of all), and the tables that go with them.

    Raises
    ------
    DownloadError
        The server cannot be reached, has no such file, or keeps breaking off.
    """

    def get(name: str) -> Path:
        return download(f"{mirror.rstrip('/')}/{name}", cache / name, progress=progress)

    stems = ("allCountries",) if countries is None else countries
    places = tuple(get(f"{stem}.zip") for stem in stems)
    alternates: tuple[Path, ...] = ()
    if names:
        if countries is None:
            alternates = (get("alternateNamesV2.zip"),)
        else:
            alternates = tuple(get(f"alternatenames/{code}.zip") for code in countries)
    return Dumps(
        places=places,
        alternates=alternates,
        hierarchy=get("hierarchy.zip"),
        admin1=get("admin1CodesASCII.txt"),
        admin2=get("admin2Codes.txt"),
    )


def download(url: str, path: Path, *, progress: Progress = lambda _what, _count: None) -> Path:
    """Download a file that is not there yet or has changed; an unfinished one is gone on with.

    The unfinished file is ``NAME.part``, its version (ETag or date) ``NAME.part.version``: bytes of two
    versions are never put together.

    Raises
    ------
    DownloadError
        With the address and the reason.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    failures, pause = 0, PAUSE_S
    while True:
        had = part.stat().st_size if part.exists() else 0
        try:
            if _attempt(url, path, part, progress):
                return path
            reason = "the connection was cut"
        except urllib.error.HTTPError as error:
            if error.code < 500 and error.code not in (408, 429):
                raise DownloadError(f"{url}: {error.code} {error.reason}") from error
            reason = f"{error.code} {error.reason}"
        except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
            reason = str(getattr(error, "reason", error)) or type(error).__name__
        now = part.stat().st_size if part.exists() else 0
        failures = 0 if now > had else failures + 1
        if failures >= ATTEMPTS:
            raise DownloadError(
                f"{url}: {reason}. Without a network, fetch the files elsewhere and give them with --file."
            )
        if now <= had:
            time.sleep(pause)
            pause *= 2


def _attempt(url: str, path: Path, part: Path, progress: Progress) -> bool:
    """Ask once for what is missing; tell whether the file is now whole."""
    if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
        raise DownloadError(f"{url}: only http and https addresses are fetched")
    note = part.with_name(f"{part.name}.version")
    done_note = path.with_name(f"{path.name}.version")
    headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity"}
    have = part.stat().st_size if part.exists() and note.exists() else 0
    if have:
        headers |= {"Range": f"bytes={have}-", "If-Range": note.read_text(encoding="utf-8")}
    elif path.exists() and done_note.exists():
        headers["If-None-Match"] = done_note.read_text(encoding="utf-8")
    request = urllib.request.Request(url, headers=headers)  # noqa: S310  # the scheme is checked above
    try:
        answer = urllib.request.urlopen(request, timeout=TIMEOUT_S)  # noqa: S310
    except urllib.error.HTTPError as error:
        if error.code == http.HTTPStatus.NOT_MODIFIED:
            return True
        if error.code == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            part.unlink(missing_ok=True)
            return False
        raise
    with answer:
        goes_on = answer.status == http.HTTPStatus.PARTIAL_CONTENT
        start = have if goes_on else 0
        length = answer.headers.get("Content-Length")
        total = None if length is None else start + int(length)
        if total is not None and total > MAX_FILE_BYTES:
            raise DownloadError(f"{url}: {total} bytes, more than any dump of GeoNames has")
        version = answer.headers.get("ETag") or answer.headers.get("Last-Modified") or ""
        if not goes_on:
            note.unlink(missing_ok=True)
            if version and not version.startswith("W/"):
                note.write_text(version, encoding="utf-8")
        with part.open("ab" if goes_on else "wb") as file:
            while block := answer.read(BLOCK):
                file.write(block)
                start += len(block)
                progress(f"{path.name}: bytes", start)
                if start > MAX_FILE_BYTES:
                    raise DownloadError(f"{url}: more bytes than any dump of GeoNames has")
    if total is not None and start < total:
        return False
    part.replace(path)
    note.unlink(missing_ok=True)
    done_note.write_text(version, encoding="utf-8")
    return True
