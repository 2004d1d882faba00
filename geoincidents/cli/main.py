"""The ``geoincidents`` command: a group that loads a sub-command only when it is called."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from gazetteer.errors import GazetteerError
from geoincidents import __version__
from geoincidents.errors import GeoincidentsError

COMMANDS = {
    "geocode": "Articles to incidents: a table, GeoJSON, and whatever -o names.",
    "map": "Articles or incident files to one HTML file.",
    "export": "Convert a file of incidents; blur it for publishing.",
    "locate": '"80 kilometres north of Baghdad" to a point and a region.',
    "parse": "Every mention of a place with the place it means, as JSON lines.",
    "explain": "Why each name, place and incident was decided so.",
    "batch": "Any number of articles, on all cores or a Dask cluster.",
    "evaluate": "Scores against a gold file.",
    "gazetteer": "The place database: info, search, show, build, verify.",
}
"""Each is ``geoincidents/cli/<name>.py`` with the click command `command`; the line stands in ``--help``."""


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"geoincidents.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="geoincidents")
def group() -> None:
    """Read news articles, find the incidents in them, say honestly where each happened, and map them."""


def main() -> None:
    """Run the command; end with 0 (done), 1 (some input failed) or 2 (wrong usage)."""
    try:
        # Outside its standalone mode, click returns the code of an Exit, else what the command returned.
        code = group(prog_name="geoincidents", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        sys.exit(130)
    except (GeoincidentsError, GazetteerError) as error:
        click.echo(f"geoincidents: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        # The reader of our output went away ("| head"): no fault of ours, and nothing more to say.
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:  # a full disk, a folder that may not be written to
        click.echo(f"geoincidents: {error.filename or 'output'}: {error.strerror or error}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
