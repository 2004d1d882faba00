"""PostGIS: the incidents as a table, in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from geoincidents.errors import IncidentFileError, MissingExtraError
from geoincidents.exports.parquet import as_stored
from geoincidents.exports.plain import compact, has_regions

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

TABLE = "incidents"


def write(frame: GeoDataFrame, target: str) -> None:
    """Replace the table of an address such as ``postgresql://user@host/database?table=incidents``.

    The point and the region become geometry columns; the chain of evidence becomes the table's comment.

    Raises
    ------
    IncidentFileError
        When the database cannot be reached or refuses; nothing is changed then.
    MissingExtraError
        When geoalchemy2, psycopg or sqlalchemy is not installed.
    """
    try:
        import geoalchemy2  # noqa: F401, PLC0415 - geopandas needs it; asked for here to say so in time
        import psycopg  # noqa: F401, PLC0415
        import sqlalchemy  # noqa: PLC0415
    except ImportError as error:
        raise MissingExtraError("writing to PostGIS", "postgis") from error
    address, table = _address(target)
    stored = as_stored(frame)
    evidence = frame.attrs.get("evidence")
    region = stored.pop("region") if has_regions(frame) else None
    if region is not None:
        # geopandas writes one geometry column; the other goes in as text and is made a geometry there.
        stored["region"] = [None if shape is None else shape.wkt for shape in region]
    engine = sqlalchemy.create_engine(address)
    try:
        with engine.begin() as connection:
            stored.to_postgis(table, connection, if_exists="replace", index=False)
            quoted = engine.dialect.identifier_preparer.quote(table)
            if region is not None:
                connection.exec_driver_sql(
                    f"ALTER TABLE {quoted} ALTER region TYPE geometry USING ST_GeomFromText(region, 4326)"
                )
            if evidence:
                # COMMENT takes no parameters; format() quotes the literal in the server.
                comment = connection.execute(
                    sqlalchemy.text(
                        "SELECT format('COMMENT ON TABLE %s IS %L', CAST(:t AS text), CAST(:c AS text))"
                    ),
                    {"t": quoted, "c": compact(evidence)},
                ).scalar_one()
                connection.exec_driver_sql(comment.replace("%", "%%"))
    except sqlalchemy.exc.SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise IncidentFileError(f"{_without_password(target)}: {reason}") from error
    finally:
        engine.dispose()


def _address(target: str) -> tuple[str, str]:
    parts = urlsplit(target)
    query = dict(parse_qsl(parts.query))
    table = query.pop("table", TABLE)
    return urlunsplit(parts._replace(scheme="postgresql+psycopg", query=urlencode(query))), table


def _without_password(target: str) -> str:
    parts = urlsplit(target)
    if not parts.password:
        return target
    return urlunsplit(parts._replace(netloc=parts.netloc.replace(f":{parts.password}@", ":…@")))
