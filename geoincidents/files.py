"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def whole_file(path: str | Path) -> Iterator[Path]:
    """Give a temporary path beside `path`; it takes the place of `path` when the block ends without error.

    A reader sees the old file or the new one, never a half; an interrupted run leaves no half behind.
    The temporary name keeps the suffix, by which GDAL knows the format.

    Raises
    ------
    OSError
        The system's, with the name of the file that was asked for instead of the temporary one's.
    """
    path = Path(path)
    try:
        with suppress(FileExistsError):  # a file where the folder should be: the next line says so better
            path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".writing-", dir=path.parent) as folder:
            temporary = Path(folder) / path.name
            yield temporary
            with suppress(OSError), temporary.open("rb") as written:
                os.fsync(written.fileno())
            temporary.replace(path)
    except OSError as error:
        # Those of a full disk have no name; one that names another file is not about this one.
        if error.errno is None or not (error.filename is None or ".writing-" in str(error.filename)):
            raise
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error


def write_text(path: str | Path, text: str) -> None:
    """Write UTF-8 text with ``\\n`` line ends, whole or not at all."""
    with whole_file(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")
