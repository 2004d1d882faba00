"""The folder of a batch run: where each table is, and the manifest that says what the run is.

DIR/manifest.json                      what was asked, and when done what came of it
DIR/incidents/part-000000.parquet      incidents as each article tells them
DIR/places/part-000000.parquet         every place that is mentioned
DIR/documents/part-000000.parquet      each article: digest, address, date, counts
DIR/errors/part-000000.parquet         what could not be read or worked on, and why
DIR/merged/part-000000.parquet         incidents with all their reports
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geoincidents.errors import SettingsError
from geoincidents.files import whole_file, write_text

TABLES = ("places", "documents", "errors", "incidents")
"""In the order of writing; the last one says that a partition is whole."""

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder of one run."""

    path: Path

    def part(self, table: str, index: int) -> Path:
        """Return where a partition of a table is."""
        return self.path / table / f"part-{index:06d}.parquet"

    def parts(self, table: str) -> list[Path]:
        """Return the partitions of a table that are there, in order."""
        return sorted((self.path / table).glob("part-*.parquet"))

    def is_whole(self, index: int) -> bool:
        """Tell whether a partition was written to its end."""
        return self.part(TABLES[-1], index).exists()

    def write_part(self, table: str, index: int, write: Callable[[Path], None]) -> None:
        """Write a partition of one table, whole or not at all."""
        with whole_file(self.part(table, index)) as temporary:
            write(temporary)

    @property
    def manifest(self) -> dict[str, Any]:
        """What the manifest says; empty where there is none."""
        file = self.path / MANIFEST
        if not file.exists():
            return {}
        told: dict[str, Any] = json.loads(file.read_text("utf-8"))
        return told

    def write_manifest(self, manifest: dict[str, Any]) -> None:
        """Replace the manifest."""
        write_text(
            self.path / MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
        )

    def begin(self, asked: dict[str, Any]) -> None:
        """Begin a run, or go on with one that asked for the same.

        Raises
        ------
        SettingsError
            When the folder holds a run that asked for something else, or other files.
        """
        told = self.manifest
        if told and told["asked"] != asked:
            differ = sorted(
                key for key in {*told["asked"], *asked} if told["asked"].get(key) != asked.get(key)
            )
            raise SettingsError(
                f"{self.path} holds a run with other {', '.join(differ)}; choose another folder"
            )
        if not told:
            if self.path.exists() and any(self.path.iterdir()):
                raise SettingsError(f"{self.path} is not empty and holds no run; choose another folder")
            self.write_manifest({"asked": asked})
        for leftover in self._temporary():
            shutil.rmtree(leftover, ignore_errors=True)

    def _temporary(self) -> Iterator[Path]:
        """Yield what a killed run left half written."""
        yield from self.path.glob(".writing-*")
        yield from self.path.glob("*/.writing-*")
        yield from self.path.glob(".merging")
