"""The command: what it prints where, its exit codes, and what it loads."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner

from geoincidents.cli import main as cli
from geoincidents.cli import output, progress
from geoincidents.errors import SettingsError
from geoincidents.exports import write_incidents
from geoincidents.frame import to_frame
from tests.house.made import INCIDENT

ARTICLE = (
    "KIRKUK, Iraq (Agency) — A car bomb exploded beside a market in Kirkuk on Sunday, killing three people and "
    "wounding 12 others, police said.\n\nThe governor spoke in Baghdad on Monday."
)


def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "geoincidents", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        timeout=120,
    )


@pytest.fixture
def article(tmp_path, gazetteer) -> str:
    (tmp_path / "a.txt").write_text(ARTICLE)
    return str(tmp_path / "a.txt")


@pytest.fixture
def incidents(tmp_path) -> str:
    write_incidents(to_frame([INCIDENT]), tmp_path / "in.geojson")
    return str(tmp_path / "in.geojson")


def invoke(*arguments: str):
    return CliRunner().invoke(cli.group, list(arguments))


def loaded_by(*arguments: str) -> str:
    """Return the names of the packages that a command loads."""
    code = (
        f"import sys; sys.argv = {['geoincidents', *arguments]!r}\n"
        "from geoincidents.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit as done:\n    assert done.code in (0, None)\n"
        "print(sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stderr


@pytest.mark.parametrize(
    "arguments", [(), ("--places",), ("--format", "jsonl"), ("--format", "geojsonseq")], ids=" ".join
)
def test_an_article_is_geocoded_without_loading_geopandas(tmp_path, arguments):
    article = tmp_path / "a.txt"
    article.write_text("A bomb killed three people in Kirkuk, Iraq, on Monday.")
    loaded = loaded_by("geocode", str(article), *arguments)
    for heavy in ("geopandas", "pandas", "pyarrow", "folium"):
        assert f"'{heavy}'" not in loaded


def test_help_is_quick_and_loads_nothing_heavy():
    loaded = loaded_by("--help")
    for heavy in ("geopandas", "folium", "pandas", "shapely", "numpy", "spacy", "dask", "trafilatura"):
        assert f"'{heavy}'" not in loaded


@pytest.mark.slow
def test_help_takes_no_longer_than_a_fifth_of_a_second_more_than_python():
    def best(*command: str) -> float:
        times = []
        for _ in range(5):
            before = os.times()
            subprocess.run([sys.executable, *command], capture_output=True, check=True)
            after = os.times()
            # The processor's time: the clock's would measure the neighbours on a busy machine.
            times.append(
                after.children_user + after.children_system - before.children_user - before.children_system
            )
        return min(times)

    assert best("-m", "geoincidents", "--help") - best("-c", "pass") <= 0.2


def test_help_lists_every_command_and_each_loads():
    shown = invoke("--help").output
    for name in cli.COMMANDS:
        assert f"\n  {name} " in shown
        if find_spec(f"geoincidents.cli.{name}"):
            assert invoke(name, "--help").exit_code == 0, name


def test_an_unknown_command_and_a_missing_argument_are_usage():
    for arguments in (("nonsense",), ("geocode",), ("geocode", "a.txt", "--date", "soon")):
        assert run(*arguments).returncode == 2


def test_version():
    assert run("--version").stdout.decode().startswith("geoincidents, version ")


def test_a_pipe_gets_geojson(article):
    done = run("geocode", article, "--date", "2020-01-13")
    collection = json.loads(done.stdout)
    assert done.returncode == 0
    assert done.stderr == b""
    assert collection["geoincidents"]["articles"][0]["doc_id"] == article
    (feature,) = collection["features"]
    kirkuk = feature["properties"]
    assert kirkuk["place_id"] == "geonames:94787"
    assert (kirkuk["date_start"], kirkuk["killed_best"], kirkuk["injured_best"]) == ("2020-01-12", 3, 12)


def test_standard_input_and_a_format(gazetteer):
    done = run("geocode", "-", "--date", "2020-01-13", "--format", "csv", stdin=ARTICLE.encode())
    assert done.stdout.decode().splitlines()[0].startswith("incident_id,title,event_type")


def test_two_runs_write_the_same_bytes(article, tmp_path):
    first, second = (tmp_path / name for name in ("1.geojson", "2.geojson"))
    for file in (first, second):
        # In processes of their own: the order of a set of texts differs from process to process.
        assert run("geocode", article, "--date", "2020-01-13", "-o", str(file)).returncode == 0
    assert first.read_bytes() == second.read_bytes()


def test_rows_give_a_line_a_document_in_order_with_their_other_keys(tmp_path, gazetteer):
    rows = [
        {"doc_id": f"d{n}", "text": text, "n": n}
        for n, text in enumerate([ARTICLE, "", "Nothing happened.", ARTICLE])
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, rows)))
    done = invoke("geocode", str(tmp_path / "in.jsonl"), "-o", str(tmp_path / "out.jsonl"))
    assert done.exit_code == 0
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [(line["doc_id"], line["n"], len(line["incidents"])) for line in lines] == [
        ("d0", 0, 1), ("d1", 1, 0), ("d2", 2, 0), ("d3", 3, 1),
    ]  # fmt: skip
    assert lines[0]["incidents"][0]["place_name"].title() == "Kirkuk"


def test_rows_to_standard_output_and_the_map_apart(tmp_path, gazetteer):
    (tmp_path / "in.jsonl").write_text(json.dumps({"doc_id": "d", "text": ARTICLE}))
    done = invoke("geocode", str(tmp_path / "in.jsonl"), "--format", "jsonl")
    assert json.loads(done.output)["doc_id"] == "d"
    assert (
        invoke("geocode", str(tmp_path / "in.jsonl"), "--format", "jsonl", "--map", "m.html").exit_code == 2
    )


def test_every_place_on_request(article):
    places = json.loads(run("geocode", article, "--places").stdout)["features"]
    assert {(place["properties"]["text"], place["properties"]["country_code"]) for place in places} >= {
        ("Kirkuk", "IQ"), ("Baghdad", "IQ"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("missing.txt", None, "no such file"),
        ("empty.txt", b"", "empty"),
        ("pdf.txt", b"%PDF-1.7", "a PDF file"),
        ("latin.txt", b"caf\xe9", "not UTF-8"),
        ("long.txt", b"All quiet. " * 5_000_000, "longer than 10,000,000 bytes"),
    ],
)
def test_what_cannot_be_read_is_named_and_the_others_are_done(article, tmp_path, name, data, message):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    done = invoke("geocode", str(tmp_path / name), article)
    assert done.exit_code == 1
    assert message in done.stderr
    assert name in done.stderr
    assert len(json.loads(done.stdout)["features"]) == 1
    alone = invoke("geocode", str(tmp_path / name), "-o", str(tmp_path / "out.geojson"))
    assert alone.exit_code == 1
    assert not (tmp_path / "out.geojson").exists()


@pytest.mark.parametrize("text", ["Nothing to see here.", "لا شيء هنا.", "…"])
def test_an_article_without_a_place_is_an_empty_result(tmp_path, gazetteer, text):
    (tmp_path / "a.txt").write_text(text)
    done = invoke("geocode", str(tmp_path / "a.txt"))
    assert done.exit_code == 0
    assert json.loads(done.output)["features"] == []


def test_a_wrong_suffix_is_told_before_the_work(article, tmp_path):
    done = run("geocode", article, "-o", str(tmp_path / "out.docx"))
    assert done.returncode == 1
    assert b"no format has the suffix '.docx'" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("geocode", "a.txt", "-o", "a.txt/x.csv"), "geoincidents: a.txt/x.csv: Not a directory\n"),
        (
            ("geocode", "a.txt", "--format", "jsonl", "-o", "a.txt/x.jsonl"),
            "a.txt/x.jsonl: Not a directory\n",
        ),
        (("map", "a.txt", "-o", "a.txt/x.html"), "geoincidents: a.txt/x.html: Not a directory\n"),
        (("batch", "a.txt", "-o", "a.txt"), "/a.txt: Not a directory\n"),
        (("batch", "a.txt", "-o", "a.txt/run"), "/a.txt/run: Not a directory\n"),
    ],
)
def test_what_cannot_be_written_is_told_in_a_line(article, monkeypatch, capsys, arguments, message):
    monkeypatch.chdir(Path(article).parent)
    monkeypatch.setattr(sys, "argv", ["geoincidents", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 1
    assert capsys.readouterr().err.endswith(message)


def test_an_article_that_a_stage_fails_on_costs_itself_only(article, tmp_path, monkeypatch):
    from geoincidents.pipeline import Pipeline

    (tmp_path / "bad.txt").write_text("poison")
    real = Pipeline.parse
    monkeypatch.setattr(
        Pipeline,
        "parse",
        lambda self, a: (_ for _ in ()).throw(RuntimeError("boom")) if a.text == "poison" else real(self, a),
    )
    done = invoke("geocode", str(tmp_path / "bad.txt"), article)
    assert done.exit_code == 1
    assert "bad.txt: RuntimeError: boom" in done.stderr
    assert len(json.loads(done.stdout)["features"]) == 1


def test_corrections_win(article, tmp_path):
    table = invoke("explain", article, "--corrections-template").stdout
    assert table.startswith("document,start,end,text,verdict,place_id")
    head = table.splitlines()[0]
    rows = [
        dict.fromkeys(head.split(","), "") | {"text": text, "verdict": "place", "place_id": "geonames:98182"}
        for text in ("KIRKUK", "Kirkuk")
    ]
    (tmp_path / "c.csv").write_text("\n".join([head, *(",".join(row.values()) for row in rows)]))
    done = invoke("geocode", article, "--corrections", str(tmp_path / "c.csv"))
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["features"][0]["properties"]["place_id"] == "geonames:98182"


def test_what_every_article_would_fail_of_is_told_once(article, tmp_path):
    (tmp_path / "c.csv").write_text("nothing\n")
    for arguments in (
        ("--corrections", str(tmp_path / "c.csv")),
        ("--recognizer", "none"),
        ("--gazetteer", str(tmp_path / "c.csv")),
    ):
        done = run("geocode", article, article, *arguments)
        assert (done.returncode, done.stdout) == (1, b"")
        assert len(done.stderr.decode().strip().splitlines()) == 1


def test_explain_in_words_and_as_json(article):
    text = invoke("explain", article, "--date", "2020-01-13").output
    assert "“Kirkuk”" in text
    assert "candidate" in text
    assert "Incident " in text
    facts = json.loads(invoke("explain", article, "--json").output)
    assert facts["incidents"][0]["place_name"].title() == "Kirkuk"
    assert facts["mentions"][0]["candidates"][0]["features"]


def test_explain_says_that_there_is_none(tmp_path, gazetteer):
    (tmp_path / "a.txt").write_text("Xyzzyville is nowhere, 5 km north of Qwertyton.")
    assert "No incident." in invoke("explain", str(tmp_path / "a.txt")).output


@pytest.mark.parametrize("suffix", ["csv", "gpkg", "kml", "fgb", "parquet", "geojsonl", "jsonl"])
def test_export_converts(incidents, tmp_path, suffix):
    done = invoke("export", incidents, "-o", str(tmp_path / f"out.{suffix}"))
    assert done.exit_code == 0, done.output
    assert (tmp_path / f"out.{suffix}").stat().st_size > 0


def test_export_blurs_and_says_what_it_left(incidents, tmp_path):
    done = invoke("export", incidents, "--blur", "20", "--drop", "quote", "--drop", "title")
    assert "may name the place: reports, source_url" in done.stderr
    published = json.loads(done.stdout)
    assert published["geoincidents"]["published_with"] == {"blur_km": 20.0, "dropped": ["quote", "title"]}
    assert "quote" not in published["features"][0]["properties"]


def test_export_profile_to_standard_output_is_csv(incidents):
    assert invoke("export", incidents, "--profile", "acled").output.startswith(
        "event_id_cnty,event_date,year"
    )


@pytest.mark.parametrize("arguments", [("--blur", "0"), ("--drop", "nothing"), ("--drop", "lon")])
def test_export_refuses_what_makes_no_sense(incidents, arguments):
    done = invoke("export", incidents, *arguments)
    assert isinstance(done.exception, SettingsError)
    assert str(done.exception).startswith("cannot ")


def test_a_terminal_gets_a_table():
    other = to_frame([INCIDENT])
    shown = output.table(other)
    assert shown.splitlines()[0].split() == [
        "WHEN",
        "WHAT",
        "WHERE",
        "WITHIN",
        "KILLED",
        "INJURED",
        "SURE",
        "QUOTE",
    ]
    assert "2020-01-11…01-12" in shown
    assert "9.9 km" in shown
    assert output.table(other, width=60).splitlines()[0].split()[-1] == "SURE"
    assert output.table(to_frame([])) == "Nothing found."


@pytest.mark.parametrize(
    ("low", "best", "high", "shown"),
    [(None, None, None, "–"), (4, 4, 4, "4"), (0, 0, 0, "0"), (20, 20, None, "20"), (20, None, None, "≥20"),
     (None, None, 5, "≤5"), (10, 12, 15, "10–15"), (20, 25, None, "≥20")],
)  # fmt: skip
def test_people_in_the_table(low, best, high, shown):
    assert output.people({"killed_low": low, "killed_best": best, "killed_high": high}, "killed") == shown


def test_a_reader_that_goes_away_is_no_error(article):
    pipe = subprocess.run(
        f"{sys.executable} -m geoincidents explain {article} | head -c 1",
        shell=True, capture_output=True, check=False, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert b"Traceback" not in pipe.stderr


@pytest.mark.parametrize("terminal", [True, False])
def test_a_bar_counts_on_a_terminal_only(monkeypatch, terminal):
    stderr = io.StringIO()
    monkeypatch.setattr(stderr, "isatty", lambda: terminal)
    monkeypatch.setattr(sys, "stderr", stderr)
    monkeypatch.setattr(progress, "DELAY_S", 0)
    assert list(progress.counted("abc", "articles", lambda: 4)) == ["a", "b", "c"]
    assert ("/4 [" in stderr.getvalue()) is terminal


def test_named_columns_are_read(tmp_path, gazetteer):
    (tmp_path / "a.csv").write_text(
        "body,day\nGunmen shot dead two farmers in Mosul on Saturday.,2020-01-13\n"
    )
    table = str(tmp_path / "a.csv")
    done = invoke("geocode", table, "--column", "text=body", "--column", "date=day", "--format", "geojson")
    (feature,) = json.loads(done.stdout)["features"]
    assert feature["properties"]["date_start"] == "2020-01-11"


def test_columns_are_to_be_pairs(article):
    assert invoke("geocode", article, "--column", "text").exit_code == 2


def test_the_module_is_the_command():
    assert Path(sys.modules["geoincidents.cli.main"].__file__ or "").name == "main.py"
    assert run("--help").stdout.startswith(b"Usage: geoincidents")
