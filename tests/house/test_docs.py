"""The documentation is true: its sessions are run, its generated pages are up to date, its links lead somewhere."""

from __future__ import annotations

import doctest
import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = ["README.md", "docs/tutorial.md"]
SESSION = re.compile(r"```console\n(.*?)```", re.DOTALL)
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)
COLUMNS = "110"


def in_terminal(command: str, folder: Path) -> str:
    """Run a shell command as in a terminal, and return what it shows."""
    parent, child = pty.openpty()
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": COLUMNS,
        "TERM": "dumb",
    }
    process = subprocess.Popen(
        command, shell=True, cwd=folder, stdout=child, stderr=child, stdin=child, env=environment
    )
    os.close(child)
    shown = b""
    while True:
        try:
            chunk = os.read(parent, 65536)
        except OSError:  # Linux: the other end is closed
            break
        if not chunk:
            break
        shown += chunk
    process.wait()
    os.close(parent)
    text = shown.decode().replace("\r\n", "\n")
    # A progress bar that was shown and taken away again leaves nothing on a terminal.
    return "\n".join(line.rpartition("\r")[2].rstrip() for line in text.splitlines())


def run_session(page: str, folder: Path) -> str:
    """Return a page with the output of its sessions replaced by what the commands print."""

    def rerun(session: re.Match[str]) -> str:
        commands = [line[2:] for line in session.group(1).splitlines() if line.startswith("$ ")]
        shown = [f"$ {command}\n{in_terminal(command, folder)}".rstrip() for command in commands]
        return "```console\n" + "\n".join(shown) + "\n```"

    return SESSION.sub(rerun, page)


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_sessions_print_what_the_page_says(name, tmp_path, gazetteer):
    shutil.copytree(ROOT / "maps", tmp_path / "maps", ignore=shutil.ignore_patterns("*.html"))
    page = (ROOT / name).read_text("utf-8")
    assert run_session(page, tmp_path) == page, f"{name}: run `make docs`"


@pytest.mark.parametrize("name", PAGES)
def test_python_sessions_print_what_the_page_says(name, gazetteer):
    for number, session in enumerate(PYTHON.findall((ROOT / name).read_text("utf-8"))):
        test = doctest.DocTestParser().get_doctest(session, {}, f"{name}:{number}", name, 0)
        runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
        report: list[str] = []
        runner.run(test, out=report.append)
        assert runner.failures == 0, "".join(report)


def test_generated_pages_are_up_to_date(tmp_path):
    # In a process of its own: click keeps a command's help option from whoever asked for it first.
    subprocess.run(
        [sys.executable, str(ROOT / "docs/generate.py"), str(tmp_path)], check=True, stdout=subprocess.DEVNULL
    )
    pages = sorted(tmp_path.iterdir())
    assert len(pages) == 5
    for page in pages:
        assert (ROOT / "docs" / page.name).read_text("utf-8") == page.read_text("utf-8"), (
            f"docs/{page.name}: run `make docs`"
        )


def test_links_lead_somewhere():
    link = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
    tracked = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("maps/*.md")]
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in tracked
        for target in link.findall(page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_every_page_of_a_room_is_joined_to_its_index():
    for index in ("accuracy", "design", "how-it-works"):
        page = (ROOT / f"docs/{index}.md").read_text("utf-8")
        for room in sorted((ROOT / "docs" / index).glob("*.md")):
            assert f"({index}/{room.name})" in page, f"docs/{index}.md: run `make docs`"


def test_every_tracked_file_is_of_reasonable_size():
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split("\0")
    large = [
        name
        for name in tracked
        if name and (ROOT / name).exists() and (ROOT / name).stat().st_size > 10_000_000
    ]
    assert large == []


if __name__ == "__main__":
    import tempfile

    for name in PAGES:
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(ROOT / "maps", Path(folder) / "maps", ignore=shutil.ignore_patterns("*.html"))
            (ROOT / name).write_text(run_session((ROOT / name).read_text("utf-8"), Path(folder)), "utf-8")
