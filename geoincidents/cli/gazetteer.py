"""``geoincidents gazetteer``: look into the place database, or build one of GeoNames' own files."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geoincidents.cli.options import gazetteer_option, open_gazetteer

if TYPE_CHECKING:
    from gazetteer.place import NameMatch, Place


@click.group()
def command() -> None:
    """The place database: what it holds, what it answers, and how to make a larger one."""


@command.command("info", short_help="Sources, dates, licences, counts.")
@gazetteer_option
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def show_info(gazetteer_path: str | None, as_json: bool) -> None:
    """Sources with their dates and licences, counts by class and country."""
    from gazetteer.contents import attributions, counts, info  # noqa: PLC0415  # not for --help

    store = open_gazetteer(gazetteer_path).store
    found = {"file": str(store.path), **info(store), **counts(store)}
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    width = max(map(len, found))
    for key, value in found.items():
        click.echo(f"{key:<{width}}  {value}")
    for text in attributions(store):
        click.echo(text)


@command.command()
@click.argument("name")
@gazetteer_option
@click.option("--country", metavar="CC", help="Only in this country (ISO 3166-1 alpha-2).")
@click.option(
    "--class",
    "classes",
    metavar="LETTERS",
    help="Only these classes of GeoNames, as AP: A divisions, P towns, H water, S spots, T hills, L areas.",
)
@click.option("--near", metavar="LON,LAT", help="The nearer to this point first.")
@click.option("--fuzzy", is_flag=True, help="Where nothing bears the name, those of similar names.")
@click.option(
    "--limit", type=click.IntRange(1), default=10, show_default=True, metavar="N", help="Most places shown."
)
@click.option("--json", "as_json", is_flag=True, help="A line of JSON for each place.")
def search(
    name: str,
    gazetteer_path: str | None,
    country: str | None,
    classes: str | None,
    near: str | None,
    fuzzy: bool,
    limit: int,
    as_json: bool,
) -> None:
    """Which places NAME may mean, best first."""
    matches = open_gazetteer(gazetteer_path).search(
        name,
        country_code=country and country.upper(),
        feature_classes=classes and classes.upper(),
        near=_point(near),
        fuzzy=fuzzy,
        limit=limit,
    )
    if not matches:
        click.echo(f"no place is called {name!r}", err=True)
        sys.exit(1)
    for match in matches:
        click.echo(_json(match) if as_json else _line(match))


@command.command()
@click.argument("place_id", metavar="ID")
@gazetteer_option
def show(place_id: str, gazetteer_path: str | None) -> None:
    """All that is known of the place ID, as search prints it ("geonames:98182"), as JSON."""
    gazetteer = open_gazetteer(gazetteer_path)
    place = gazetteer.place(f"geonames:{place_id}" if place_id.isdecimal() else place_id)
    if place is None:
        raise click.ClickException(f"no place has the id {place_id!r}")
    found: dict[str, Any] = asdict(place)
    found["within"] = [{"id": outer.id, "name": outer.name} for outer in gazetteer.ancestors(place)]
    found["names"] = [asdict(name) for name in gazetteer.names(place)]
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))


@command.command(short_help="Make a larger one: every village of some countries, or of all.")
@click.argument("countries", nargs=-1, metavar="[CC]...")
@click.option("--all", "everything", is_flag=True, help="All countries.")
@click.option(
    "--file", "files", multiple=True, metavar="FILE", type=click.Path(exists=True, path_type=Path),
    help="A dump that is here already, or a folder of them: IQ.zip, allCountries.zip, alternateNamesV2.zip,"
    " hierarchy.zip, admin1CodesASCII.txt, admin2Codes.txt, plain, zipped or gzipped. May be repeated.",
)  # fmt: skip
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="The database to write; then use it with --gazetteer FILE. Default: places-CC-….sqlite.",
)  # fmt: skip
@click.option("--workers", type=click.IntRange(1), help="Processes. Default: one a core, at most 8.")
@click.option("--names/--no-names", default=True, help="Fetch alternate names with their languages too.")
@click.option(
    "--cache", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
    help="Where downloads are kept and resumed. Default: the user's cache directory.",
)  # fmt: skip
@click.option("--mirror", metavar="URL", help="Fetch from here instead of download.geonames.org.")
def build(
    countries: tuple[str, ...],
    everything: bool,
    files: tuple[Path, ...],
    output: Path | None,
    workers: int | None,
    names: bool,
    cache: Path | None,
    mirror: str | None,
) -> None:
    """Lay GeoNames' dump files over the default database: every village of the countries CC.

    Without --file the files are downloaded from GeoNames (CC BY 4.0).
    """
    from gazetteer.build import download, dumps, full  # noqa: PLC0415  # heavy

    codes = tuple(dict.fromkeys(code.upper() for code in countries))
    if not (codes or everything or files):
        raise click.UsageError("name a country (IQ), --all, or a --file")
    if (codes or everything) and files:
        raise click.UsageError("--file goes without countries and --all")
    for code in codes:
        if not (len(code) == 2 and code.isascii() and code.isalpha()):
            raise click.UsageError(f"{code!r} is no country code; they have two letters, as IQ")
    target = output or Path("-".join(["places", *(codes or ["all" if everything else "files"])]) + ".sqlite")
    progress = _Progress()
    if files:
        found = dumps.sorted_out(files)
    else:
        found = download.fetch(
            None if everything else codes,
            cache or download.default_cache(),
            mirror=mirror or download.GEONAMES,
            names=names,
            progress=progress,
        )
    full.build_full(found, target, workers=workers, progress=progress)
    progress.end()
    size = target.stat().st_size / 1e6
    click.echo(f"{target}: {size:.1f} MB; use it with --gazetteer {target}", err=True)


@command.command(short_help="Check that the file is whole and sound.")
@gazetteer_option
def verify(gazetteer_path: str | None) -> None:
    """Check the database file: whole, its own kind, every name with its place, every place on the earth."""
    from gazetteer.contents import problems  # noqa: PLC0415  # not for --help

    store = open_gazetteer(gazetteer_path).store
    found = problems(store)
    for problem in found:
        click.echo(problem, err=True)
    if found:
        sys.exit(1)
    click.echo(f"{store.path}: good")


class _Progress:
    """One line on stderr that is written over; nothing where stderr is no terminal."""

    def __init__(self) -> None:
        self._shows = sys.stderr.isatty()
        self._open = False

    def __call__(self, what: str, count: int) -> None:
        if self._shows:
            click.echo(f"\r\033[K{what} {count:,}" if count else f"\r\033[K{what} …", nl=False, err=True)
            self._open = True

    def end(self) -> None:
        if self._open:
            click.echo("\r\033[K", nl=False, err=True)


def _point(text: str | None) -> tuple[float, float] | None:
    if text is None:
        return None
    try:
        lon, lat = (float(part) for part in text.split(","))
    except ValueError:
        raise click.BadParameter(f"{text!r} is not LON,LAT, as 44.4,33.3", param_hint="--near") from None
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise click.BadParameter(f"{text!r} is off the earth; longitude comes first", param_hint="--near")
    return lon, lat


def _codes(place: Place) -> str:
    return ".".join(code for code in (place.country_code, place.admin1_code, place.admin2_code) if code)


def _line(match: NameMatch) -> str:
    place = match.place
    people = "" if place.population is None else f"{place.population:,} people"
    return "\t".join(
        [
            place.id,
            place.name,
            f"{place.feature_class}.{place.feature_code}",
            _codes(place),
            f"{place.lat:.4f}, {place.lon:.4f}",
            people,
            f"{match.kind} {match.name!r} {match.score:.2f}",
        ]
    )


def _json(match: NameMatch) -> str:
    return json.dumps(asdict(match), ensure_ascii=False)
