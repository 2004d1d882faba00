"""Batch runs: the same bytes whatever happens on the way, and a bad article costs itself only."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import geopandas
import pandas as pd
import pytest
from click.testing import CliRunner
from shapely import Point

from geoincidents import plugins
from geoincidents.articles.read import read_articles
from geoincidents.batch import merging, partition, sorting
from geoincidents.batch.cluster import cluster as dask_workers
from geoincidents.batch.folder import Folder
from geoincidents.batch.limit import HUNG_EXIT_CODE, time_limit
from geoincidents.batch.partition import Asked, Failure, work
from geoincidents.batch.processes import processes
from geoincidents.batch.run import run_batch
from geoincidents.cli import main as cli
from geoincidents.errors import GeoincidentsError, SettingsError
from geoincidents.exports import parquet
from geoincidents.frame import to_frame
from geoincidents.incidents.merge import merge
from geoincidents.types import Article, Incident
from tests.house.made import INCIDENT, LOCATION

TEXTS = (
    "A car bomb exploded in Kirkuk on Sunday, killing three people.",
    "Gunmen shot dead two farmers in Mosul on Saturday.",
    "Ministers met in Geneva to talk about fish.",
    "A landmine wounded four children near Aleppo on Friday.",
)

POISON = """
import os, time
from geoincidents.mentions.scan import ScanRecognizer

class Poisoned(ScanRecognizer):
    def __call__(self, article):
        if "RAISE" in article.text:
            raise ValueError("poison")
        if "DIE" in article.text:
            os._exit(9)
        if "HANG" in article.text:
            time.sleep(60)
        if "TELL" in article.text:
            with open(os.environ["TOLD"], "a") as told:
                print(os.getpid(), file=told)
        if "SPIN" in article.text:
            while True:
                pass
        if "ONCE" in article.text and not os.path.exists(os.environ["ONCE_FLAG"]):
            open(os.environ["ONCE_FLAG"], "w").close()
            os._exit(9)
        return super().__call__(article)
"""


@pytest.fixture
def poison(tmp_path, monkeypatch) -> str:
    """A third party's recognizer, installed as any plug-in is."""
    site = tmp_path / "site"
    info = site / "poison-1.0.dist-info"
    info.mkdir(parents=True)
    (site / "poison_plugin.py").write_text(POISON)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: poison\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[geoincidents.recognizers]\npoison = poison_plugin:Poisoned\n")
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.setenv("PYTHONPATH", str(site))
    plugins.plugins.cache_clear()
    yield "poison"
    plugins.plugins.cache_clear()


def rows_of(count: int, *, bad: dict[int, str] | None = None) -> str:
    rows = [
        {"doc_id": f"d{n}", "date": "2020-01-13", "text": (bad or {}).get(n, TEXTS[n % len(TEXTS)])}
        for n in range(count)
    ]
    return "\n".join(json.dumps(row) for row in rows)


def bytes_of(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def invoke(*arguments: object):
    return CliRunner().invoke(cli.group, ["batch", *map(str, arguments)])


def here(partitions, asked):
    """Workers that are this process."""
    for index, items in partitions:
        yield work(index, items, asked)


@pytest.mark.slow
def test_a_run_writes_every_table_and_goes_on_to_the_same_bytes(tmp_path, gazetteer):
    (tmp_path / "in.jsonl").write_text(rows_of(10) + "\nnot json\n")
    first = invoke(tmp_path / "in.jsonl", "-o", tmp_path / "out", "--workers", 1, "--partition", 4)
    assert first.exit_code == 1  # for the line that is not JSON
    assert "11 articles" in first.stderr
    whole = bytes_of(tmp_path / "out")
    tables = {name: pd.read_parquet(tmp_path / "out" / name) for name in ("documents", "errors")}
    assert list(tables["documents"]["doc_id"]) == [f"d{n}" for n in range(10)]
    assert ":11: not JSON" in tables["errors"]["reason"][0]
    told = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert told["done"]["partitions"] == 3
    assert told["evidence"]["database"]

    # A run that was stopped: partitions are missing, and a half-written one is lying about.
    (tmp_path / "out" / "incidents" / "part-000001.parquet").unlink()
    (tmp_path / "out" / "merged" / "part-000000.parquet").unlink()
    (tmp_path / "out" / "incidents" / ".writing-x").mkdir()
    del told["done"], told["evidence"]
    Folder(tmp_path / "out").write_manifest(told)
    assert (
        invoke(tmp_path / "in.jsonl", "-o", tmp_path / "out", "--workers", 1, "--partition", 4).exit_code == 1
    )
    assert bytes_of(tmp_path / "out") == whole

    # Called again when all is done, nothing is done again.
    stamps = {file: file.stat().st_mtime_ns for file in (tmp_path / "out").rglob("*.parquet")}
    invoke(tmp_path / "in.jsonl", "-o", tmp_path / "out", "--workers", 1, "--partition", 4)
    assert {file: file.stat().st_mtime_ns for file in stamps} == stamps
    other = invoke(tmp_path / "in.jsonl", "-o", tmp_path / "out", "--partition", 5)
    assert "other partition_articles" in str(other.exception)


@pytest.mark.slow
def test_killed_at_any_moment_the_next_run_ends_with_the_same_bytes(tmp_path, gazetteer):
    (tmp_path / "in.jsonl").write_text(rows_of(96))
    command = [
        sys.executable,
        "-m",
        "geoincidents",
        "batch",
        str(tmp_path / "in.jsonl"),
        "--workers",
        "1",
        "--partition",
        "4",
    ]
    subprocess.run([*command, "-o", str(tmp_path / "whole")], check=True, capture_output=True)
    killed = 0
    said = tmp_path / "said"
    # Ctrl-C, which a terminal sends to the workers too, and two kills; the last while the reports are merged.
    for parts, sent in ((1, signal.SIGINT), (6, signal.SIGKILL), (24, signal.SIGKILL)):
        with said.open("w") as stderr:
            process = subprocess.Popen(
                [*command, "-o", str(tmp_path / "killed")], start_new_session=True, stderr=stderr
            )
        deadline = time.monotonic() + 90
        while process.poll() is None and time.monotonic() < deadline:
            if len(list((tmp_path / "killed").glob("incidents/part-*"))) >= parts:
                os.killpg(process.pid, sent)
                killed += 1
                break
            time.sleep(0.01)
        process.wait()
        if sent is signal.SIGINT:
            assert process.returncode == 130
            assert said.read_text().split("\n") == [
                "",
                "the same command goes on from here",
                "",
                "stopped",
                "",
            ]
    assert killed == 3
    subprocess.run([*command, "-o", str(tmp_path / "killed")], check=True, capture_output=True)
    assert bytes_of(tmp_path / "killed") == bytes_of(tmp_path / "whole")


@pytest.mark.slow
def test_a_poisoned_article_costs_itself_only(tmp_path, gazetteer, poison):
    (tmp_path / "in.jsonl").write_text(rows_of(6, bad={0: "RAISE in Kirkuk", 3: "DIE in Kirkuk"}))
    done = invoke(
        tmp_path / "in.jsonl",
        "-o",
        tmp_path / "out",
        "--workers",
        1,
        "--partition",
        2,
        "--recognizer",
        poison,
    )
    assert done.exit_code == 1, done.output
    errors = pd.read_parquet(tmp_path / "out" / "errors")
    assert dict(zip(errors["doc_id"], errors["reason"], strict=True)) == {
        "d0": "ValueError: poison",
        "d3": "the worker process died on it",
    }
    documents = pd.read_parquet(tmp_path / "out" / "documents")
    assert list(documents["doc_id"]) == ["d1", "d2", "d4", "d5"]


@pytest.mark.slow
def test_a_worker_is_renewed_after_so_many_articles(tmp_path, gazetteer, poison, monkeypatch):
    monkeypatch.setenv("TOLD", str(tmp_path / "told"))
    articles = [Article(id=f"d{n}", text=f"TELL: a bomb exploded in Kirkuk, killing {n}.") for n in range(6)]
    for name, each in (("renewed", 2), ("lasting", 100)):
        asked = Asked(folder=str(tmp_path / name), recognizer=poison, partition_articles=1)
        run_batch(articles, asked, processes(1, articles_a_worker=each))
    told = (tmp_path / "told").read_text().split()
    renewed, lasting = told[:6], told[6:]
    assert renewed[0::2] == renewed[1::2]
    assert (len(set(renewed)), len(set(lasting))) == (3, 1)
    assert bytes_of(tmp_path / "renewed") == bytes_of(tmp_path / "lasting")


def test_an_article_that_hangs_is_given_up(tmp_path, gazetteer, poison):
    asked = Asked(folder=str(tmp_path / "out"), recognizer=poison, article_seconds=0.2)
    done = work(0, [Article(id="a", text="HANG"), Failure(doc_id=None, reason="b: no such file")], asked)
    assert done.errors == 2
    errors = pd.read_parquet(tmp_path / "out" / "errors")
    assert list(errors["reason"]) == ["TimeoutError: took longer than 0.2 seconds", "b: no such file"]


def test_the_time_limit_is_lifted_after_the_block():
    with time_limit(0.05):
        pass
    time.sleep(0.1)
    with pytest.raises(TimeoutError), time_limit(0.05):
        time.sleep(5)


def test_the_watchdog_of_another_thread_is_called_off_after_the_block():
    def work_on() -> str:
        with time_limit(0.2):
            pass
        time.sleep(0.4)
        return "done"

    with ThreadPoolExecutor(1) as pool:
        assert [pool.submit(work_on).result() for _ in range(2)] == ["done", "done"]


def test_what_never_comes_back_ends_with_its_process():
    program = """
import threading, time
from geoincidents.batch.limit import time_limit
def hang():
    with time_limit(0.2):
        time.sleep(60)
threading.Thread(target=hang).start()
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=False
    )
    assert (done.returncode, done.stderr) == (
        HUNG_EXIT_CODE,
        "an article takes longer than 0.2 seconds: the worker ends\n",
    )


@pytest.mark.slow
def test_poisoned_articles_cost_themselves_only_on_a_cluster(tmp_path, gazetteer, poison):
    distributed = pytest.importorskip("distributed")
    import dask

    bad = {1: "RAISE in Kirkuk", 3: "DIE in Kirkuk", 6: "SPIN in Kirkuk"}
    (tmp_path / "in.jsonl").write_text(rows_of(8, bad=bad))
    articles = list(read_articles(tmp_path / "in.jsonl"))
    asked = Asked(folder=str(tmp_path / "out"), recognizer=poison, partition_articles=4, article_seconds=5)
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster,
    ):
        done = run_batch(articles, asked, dask_workers(cluster.scheduler_address))["done"]
    assert (done["articles"], done["errors"]) == (8, 3)
    errors = pd.read_parquet(tmp_path / "out" / "errors")
    assert dict(zip(errors["doc_id"], errors["reason"], strict=True)) == {
        "d1": "ValueError: poison",
        "d3": "the worker process died on it",
        "d6": "the worker process died on it",
    }


@pytest.mark.slow
def test_a_lost_workers_partition_is_done_by_another(tmp_path, gazetteer, poison, monkeypatch):
    distributed = pytest.importorskip("distributed")
    monkeypatch.setenv("ONCE_FLAG", str(tmp_path / "flag"))
    (tmp_path / "in.jsonl").write_text(rows_of(6, bad={3: "ONCE: a bomb exploded in Kirkuk on Sunday."}))
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        done = invoke(
            tmp_path / "in.jsonl", "-o", tmp_path / "dask", "--scheduler", cluster.scheduler_address,
            "--partition", 2, "--recognizer", poison,
        )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert (tmp_path / "flag").exists()  # a worker did die
    invoke(
        tmp_path / "in.jsonl",
        "-o",
        tmp_path / "alone",
        "--workers",
        1,
        "--partition",
        2,
        "--recognizer",
        poison,
    )
    assert bytes_of(tmp_path / "dask") == bytes_of(tmp_path / "alone")
    import dask.dataframe as dd

    assert len(dd.read_parquet(str(tmp_path / "dask" / "incidents"))) == len(
        pd.read_parquet(tmp_path / "dask" / "incidents")
    )


def test_dask_geopandas_reads_the_tables(tmp_path, gazetteer):
    dask_geopandas = pytest.importorskip("dask_geopandas")
    articles = [Article(id=f"d{n}", text=TEXTS[n % 4], published=date(2020, 1, 13)) for n in range(8)]
    run_batch(articles, Asked(folder=str(tmp_path / "out"), partition_articles=3), here)
    for table, parts in (("incidents", 3), ("places", 3), ("merged", 1)):
        folder = tmp_path / "out" / table
        lazy = dask_geopandas.read_parquet(str(folder))
        whole = pd.concat([geopandas.read_parquet(part) for part in sorted(folder.iterdir())])
        assert lazy.npartitions == parts
        assert lazy.crs == "EPSG:4326"
        assert list(lazy.compute().geometry) == list(whole.geometry)


def test_no_scheduler_and_two_kinds_of_workers_are_told(tmp_path, gazetteer, monkeypatch):
    (tmp_path / "in.jsonl").write_text(rows_of(1))
    monkeypatch.setenv("DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT", "1s")
    import dask

    with dask.config.set({"distributed.comm.timeouts.connect": "1s"}):
        done = invoke(tmp_path / "in.jsonl", "-o", tmp_path / "out", "--scheduler", "tcp://127.0.0.1:9")
    assert isinstance(done.exception, GeoincidentsError)
    assert invoke("x", "-o", "y", "--workers", 1, "--scheduler", "z").exit_code == 2


def test_a_folder_of_something_else_is_left_alone(tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(SettingsError, match="not empty and holds no run"):
        run_batch([], Asked(folder=str(tmp_path)), here)
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


def test_an_empty_input_is_an_empty_run(tmp_path, gazetteer):
    done = run_batch([], Asked(folder=str(tmp_path / "out")), here)["done"]
    assert (done["articles"], done["merged_incidents"]) == (0, 0)
    assert len(geopandas.read_parquet(tmp_path / "out" / "merged")) == 0


def many(count: int) -> list:
    days = [date(2020, 1, 1) + timedelta(days=n // 3) for n in range(count)]
    return [
        replace(
            INCIDENT,
            id=f"{n:08x}",
            date_start=day,
            date_end=day,
            reports=(replace(INCIDENT.reports[0], doc_id=f"d{n}"),),
        )
        for n, day in enumerate(days)
    ]


def test_merging_by_blocks_loses_no_report_and_keeps_the_undated(tmp_path, gazetteer):
    undated = replace(INCIDENT, id="ffffffff", date_start=None, date_end=None, location=None)
    incidents = [*many(90), undated, undated]
    folder = Folder(tmp_path)
    for index in range(4):
        parquet.write(to_frame(incidents[index::4]), str(folder.part("incidents", index)))
    total = merging.merge_partitions(folder, gazetteer)
    merged = pd.concat([parquet.read(part) for part in folder.parts("merged")])
    assert len(merged) == total
    reports = [report["doc_id"] for row in merged["reports"] for report in row]
    assert sorted(reports) == sorted(report.doc_id for incident in incidents for report in incident.reports)
    assert sum(merged["date_start"].isna()) == 2
    assert not (tmp_path / ".merging").exists()


def test_merging_stores_what_merging_the_incidents_gives(tmp_path, gazetteer):
    near = replace(
        INCIDENT, id="aaaaaaaa", place=None, reports=(replace(INCIDENT.reports[0], doc_id="near"),)
    )
    # The same id twice is one article read twice; the others are three a day at one spot, or alone.
    incidents = [*many(40), near, near]
    folder = Folder(tmp_path)
    for index in range(3):
        parquet.write(to_frame(incidents[index::3], gazetteer), str(folder.part("incidents", index)))
    merging.merge_partitions(folder, gazetteer)
    expected = to_frame(merge(incidents), gazetteer)
    merged = pd.concat([parquet.read(part) for part in folder.parts("merged")])
    by_id = {
        name: frame.set_index("incident_id").sort_index() for name, frame in (("e", expected), ("m", merged))
    }
    assert len(expected) < len(incidents)
    for column in ("title", "date_start", "lon", "reports", "reasons", "region", "place_id"):
        assert list(by_id["m"][column]) == list(by_id["e"][column]), column


def at(number: int, lon: float, lat: float, day: date) -> Incident:
    """Return an incident of an article of its own."""
    location = replace(LOCATION, lon=lon, lat=lat, region=Point(lon, lat).buffer(0.1))
    reports = (replace(INCIDENT.reports[0], doc_id=f"d{number}"),)
    return replace(
        INCIDENT, id=f"{number:08x}", date_start=day, date_end=day, location=location, reports=reports
    )


def test_twins_meet_over_borders_and_the_edges_of_blocks(tmp_path, gazetteer):
    edge_day = date.fromordinal(46_000 * merging.WINDOW_DAYS)
    twins = [
        # Goma and Gisenyi; then where a block ends in the east, in the north and in time.
        *(at(0, 29.24, -1.66, edge_day), at(1, 29.26, -1.69, edge_day)),
        *(at(2, 39.98, 5.0, edge_day), at(3, 40.02, 5.0, edge_day)),
        *(at(4, 5.0, 29.98, edge_day), at(5, 5.0, 30.02, edge_day)),
        *(at(6, 5.0, 5.0, edge_day - timedelta(days=1)), at(7, 5.0, 5.0, edge_day)),
    ]
    folder = Folder(tmp_path)
    for index in range(2):
        parquet.write(to_frame(twins[index::2], gazetteer), str(folder.part("incidents", index)))
    countries = [parquet.stored_rows(folder.part("incidents", n))[0]["country_code"] for n in range(2)]
    assert countries == ["CD", "RW"]
    merging.merge_partitions(folder, gazetteer)
    merged = parquet.read(folder.part("merged", 0))
    assert len(merged) == len(twins) // 2
    assert sorted(merged["incident_id"]) == sorted(incident.id for incident in merge(twins))


def test_a_row_that_is_alone_goes_through_as_it_is_stored(tmp_path, gazetteer):
    folder = Folder(tmp_path)
    alone = many(270)[::90]
    parquet.write(to_frame(alone, gazetteer), str(folder.part("incidents", 0)))
    merging.merge_partitions(folder, gazetteer)
    rows = parquet.stored_rows(folder.part("merged", 0))
    assert len(rows) == 3
    assert rows == parquet.stored_rows(folder.part("incidents", 0))
    assert geopandas.read_parquet(folder.part("merged", 0)).crs == "EPSG:4326"


def test_more_is_sorted_than_memory_holds(tmp_path, monkeypatch):
    monkeypatch.setattr(sorting, "RUN_ITEMS", 3)
    monkeypatch.setattr(sorting, "FAN", 4)
    keys = [n * 7 % 11 for n in range(200)]
    held = sorting.Sorted(tmp_path)
    for n, key in enumerate(keys):
        held.add(key, f"thing {n}")
    # Runs of three, four of which become one, and four of these one: never more files than levels × 4.
    assert len(list(tmp_path.iterdir())) <= 3 * 4
    assert list(held) == [(key, f"thing {n}") for key, n in sorted(zip(keys, range(200), strict=True))]


def test_the_pipeline_of_a_process_is_made_once(gazetteer):
    assert partition.pipeline_of(None, "scan", None) is partition.pipeline_of(None, "scan", None)
