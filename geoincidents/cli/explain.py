"""``geoincidents explain``: why each decision was made."""

from __future__ import annotations

from datetime import date

import click

from geoincidents.cli import options


@click.command()
@options.articles_argument
@click.option("--json", "as_json", is_flag=True, help="JSON, a line a document, with every candidate.")
@click.option(
    "--corrections-template", is_flag=True, help="A table for --corrections, filled with what was found."
)
@options.date_option
@options.recognizer_option
@options.corrections_option
@options.reader_option
@options.columns_option
@options.private_option
@options.gazetteer_option
@options.fallback_option
def command(
    articles: tuple[str, ...],
    as_json: bool,
    corrections_template: bool,
    published: date | None,
    recognizer: str | None,
    corrections: str | None,
    reader: str | None,
    columns: tuple[str, ...],
    allow_private: bool,
    gazetteer_path: str | None,
    fallback: str | None,
) -> None:
    """Say why each name in ARTICLEs was found, what it could mean, and how each incident was placed."""
    from geoincidents import explain  # noqa: PLC0415 - not for --help
    from geoincidents.exports.plain import compact  # noqa: PLC0415

    inputs = options.Inputs(
        articles, published=published, reader=reader, settings=options.reading(columns, allow_private)
    )
    pipeline = options.open_pipeline(gazetteer_path, recognizer, corrections, fallback)
    if corrections_template:
        from geoincidents.resolution.corrections import template  # noqa: PLC0415

        found = pipeline.each(inputs, pipeline.parse, on_error=inputs.fail_at)
        click.echo(template(parse for _, parse in found), nl=False)
        inputs.finish()
        return
    for article in inputs:
        parse = pipeline.parse(article)
        facts = explain.as_json(parse, pipeline.incidents(parse))
        click.echo(compact(facts) if as_json else f"{explain.as_text(facts)}\n")
    inputs.finish()
