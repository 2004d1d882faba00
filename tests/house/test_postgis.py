"""PostGIS: the incidents in a real database, which the test starts by itself."""

from __future__ import annotations

import glob
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import geopandas
import pytest

from geoincidents.errors import IncidentFileError
from geoincidents.exports import postgis, write_incidents
from geoincidents.frame import to_frame
from tests.house.made import INCIDENT, LOCATION
from tests.house.test_exports import EVIDENCE, NOWHERE, made

BINARIES = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not any(glob.glob("/usr/share/postgresql/*/extension/postgis.control"))
        and os.environ.get("CI") != "true",
        reason="PostgreSQL with PostGIS is not installed (apt-get install postgresql postgis)",
    ),
]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A PostgreSQL server of our own on a free port, with PostGIS; gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="geoincidents-postgis-"))
    user: dict[str, object] = {}
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        account = pwd.getpwnam("postgres")
        os.chown(folder, account.pw_uid, account.pw_gid)
        user = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def run(*command: str) -> None:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, check=False, timeout=120, **user
        )
        assert done.returncode == 0, done.stderr + done.stdout

    binaries = BINARIES[-1]
    run(
        f"{binaries}/initdb",
        "-D",
        f"{folder}/data",
        "-U",
        "tester",
        "--auth=trust",
        "-E",
        "UTF8",
        "--no-sync",
    )
    options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} -c fsync=off"
    run(f"{binaries}/pg_ctl", "-D", f"{folder}/data", "-o", options, "-l", f"{folder}/log", "-w", "start")
    try:
        run(
            f"{binaries}/psql",
            "-h",
            "127.0.0.1",
            "-p",
            str(port),
            "-U",
            "tester",
            "postgres",
            "-c",
            "CREATE EXTENSION postgis",
        )
        yield f"postgresql://tester@127.0.0.1:{port}/postgres"
    finally:
        run(f"{binaries}/pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def query(server: str, statement: str) -> list[tuple[object, ...]]:
    import sqlalchemy

    engine = sqlalchemy.create_engine(server.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.exec_driver_sql(statement)]
    engine.dispose()
    return rows


def test_points_regions_and_evidence_are_in_the_database(server):
    write_incidents(made(), server)
    rows = query(
        server,
        "SELECT incident_id, ST_X(geometry), ST_Y(geometry), ST_SRID(region), killed_best FROM incidents ORDER BY 1",
    )
    assert rows == [(INCIDENT.id, LOCATION.lon, LOCATION.lat, 4326, 0), (NOWHERE.id, None, None, None, 0)]
    ((inside,),) = query(
        server, "SELECT ST_Contains(region, geometry) FROM incidents WHERE region IS NOT NULL"
    )
    assert inside is True
    ((comment,),) = query(server, "SELECT obj_description('incidents'::regclass)")
    assert EVIDENCE["tool"] in str(comment)
    import sqlalchemy

    engine = sqlalchemy.create_engine(server.replace("postgresql:", "postgresql+psycopg:"))
    frame = geopandas.read_postgis("SELECT * FROM incidents", engine, geom_col="geometry")
    assert frame.crs == "EPSG:4326"
    engine.dispose()


def test_writing_again_replaces_and_the_table_may_be_named(server):
    for _ in range(2):
        write_incidents(made(), f"{server}?table=Mine; DROP TABLE incidents")
    ((count,),) = query(server, 'SELECT count(*) FROM "Mine; DROP TABLE incidents"')
    assert count == 2


def test_a_frame_without_regions_and_evidence_is_written(server):
    frame = to_frame([INCIDENT]).drop(columns="region")
    write_incidents(frame, f"{server}?table=bare")
    assert query(server, "SELECT count(*) FROM bare") == [(1,)]


def test_a_server_that_is_not_there_is_told_without_the_password():
    with pytest.raises(IncidentFileError) as told:
        write_incidents(made(), "postgresql://me:secret@127.0.0.1:9/none")
    assert "secret" not in str(told.value)
    assert postgis._without_password("postgresql://h/d") == "postgresql://h/d"
