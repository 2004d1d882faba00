"""Write the generated pages: ``schema.md`` from the table of columns, ``cli.md`` from the commands."""

from __future__ import annotations

import sys
from functools import partial
from importlib import import_module
from pathlib import Path

import click

from geoincidents.cli.main import COMMANDS, group
from geoincidents.columns import COLUMNS, PLACE_COLUMNS, Column

DOCS = Path(__file__).parent
MADE = "<!-- Made by docs/generate.py (make docs); a test fails when it is not up to date. -->\n"
WIDTH = 96


def schema() -> str:
    """Return the page of the columns."""
    return "\n".join(
        [
            "# Columns\n",
            MADE,
            "The same names stand in the GeoDataFrame, in GeoJSON's properties and in CSV's header. Unknown is",
            'null, never 0 and never "". The geometry is the best point; `region` is a second geometry: a layer',
            "of its own in GeoPackage, a geometry column in GeoParquet and PostGIS, WKT in CSV, FlatGeobuf and",
            "KML, GeoJSON in GeoJSON.\n",
            "## Incidents\n",
            *table(COLUMNS),
            "\n## Places (`--places`, and the `places` table of a batch)\n",
            *table(PLACE_COLUMNS),
            "",
        ]
    )


def table(columns: tuple[Column, ...]) -> list[str]:
    """Return a Markdown table of columns."""
    rows = [
        f"| `{column.name}` | {column.dtype} | {column.unit} | {column.null or 'never null'} "
        f"| {column.description} |"
        for column in columns
    ]
    return ["| column | type | unit or codes | null means | what it holds |", "|---|---|---|---|---|", *rows]


def commands() -> str:
    """Return the page of the commands: what each prints for ``--help``."""
    pages = [
        "# The command\n",
        MADE,
        "Data goes to standard output, talk and progress to standard error; `-` is standard input. The format",
        "follows the suffix of `-o`, or `--format`. Exit codes: 0 done, 1 some inputs failed (the others are",
        "written, each failure is named), 2 wrong usage.\n",
        block(group, "geoincidents"),
    ]
    for name in COMMANDS:
        command: click.Command = import_module(f"geoincidents.cli.{name}").command
        pages += [f"## geoincidents {name}\n", block(command, f"geoincidents {name}")]
        for sub, inner in sorted(getattr(command, "commands", {}).items()):
            pages += [f"### geoincidents {name} {sub}\n", block(inner, f"geoincidents {name} {sub}")]
    return "\n".join(pages)


def block(command: click.Command, name: str) -> str:
    """Return a command's help as a block of text."""
    context = None
    chain = [(group, "geoincidents")] if command is not group else []
    for link, called in [*chain, (command, name.removeprefix("geoincidents ") if chain else name)]:
        context = click.Context(
            link,
            parent=context,
            info_name=called,
            terminal_width=WIDTH,
            max_content_width=WIDTH,
            **link.context_settings,
        )
    assert context is not None
    return f"```text\n{command.get_help(context)}\n```\n"


def index(name: str) -> str:
    """Return an index page with the list of its rooms' pages at its end."""
    page = (DOCS / f"{name}.md").read_text("utf-8").partition(ROOMS)[0].rstrip()
    rooms = sorted((DOCS / name).glob("*.md"))
    lines = [f"* [{_title(room)}]({name}/{room.name})" for room in rooms]
    return "\n".join([page, "", ROOMS, "", *lines, ""]) if lines else f"{page}\n"


def _title(page: Path) -> str:
    first = page.read_text("utf-8").lstrip().splitlines()[0]
    return first.lstrip("# ").strip() or page.stem


ROOMS = "## Room by room"
PAGES = {
    "schema.md": schema,
    "cli.md": commands,
    **{f"{name}.md": partial(index, name) for name in ("accuracy", "design", "how-it-works")},
}

if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DOCS
    for page, make in PAGES.items():
        (folder / page).write_text(make(), encoding="utf-8", newline="\n")
        print(folder / page)
