"""Readers: each kind of source gives its text, title, date and outlet, and bad ones a message that helps."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import subprocess
import sys
import threading
from datetime import date
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoincidents.articles import archives
from geoincidents.articles import read as reading
from geoincidents.articles import source as sources
from geoincidents.articles.count import count
from geoincidents.articles.read import read_articles
from geoincidents.articles.rows import read_jsonl
from geoincidents.articles.tables import read_csv
from geoincidents.errors import ArticleError, MissingExtraError
from geoincidents.settings import Reading
from geoincidents.types import Article

BODY = "A bomb exploded beside a bus in Northtown on Monday, killing two people and wounding five others."
MORE = "The driver, who survived, said that he had seen a man run away from the market before the blast."


def the_one(path, **kwargs) -> Article:
    (article,) = read_articles(path, **kwargs)
    return article


def pdf_of(text: str) -> bytes:
    """The least PDF with a line of text (ISO 32000, annex H)."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Title (Blast in Northtown) >>",
    ]
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer << /Size 7 /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF" % len(out)
    return bytes(out) + b"xref\n0 7\n0000000000 65535 f \n" + table + trailer


def html_of(body: str = f"<p>{BODY}</p><p>{MORE}</p>") -> str:
    return (
        "<html lang='en'><head><title>Blast in Northtown</title><meta property='og:site_name' content='The Post'>"
        "<meta property='article:published_time' content='2020-01-13T10:00:00Z'></head>"
        f"<body><nav><a href='/'>Home</a></nav><article><h1>Blast in Northtown</h1>{body}</article></body></html>"
    )


def test_text(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(b"\xef\xbb\xbfOne in Paris.\r\nTwo.\r\n")
    article = the_one(file, published=date(2020, 1, 13))
    assert article.text == "One in Paris.\nTwo.\n"
    assert [article.text[slice(*span)] for span in article.sentences] == ["One in Paris.", "Two."]
    assert article.published == date(2020, 1, 13)
    assert article.id == str(file)


def test_utf_16_with_its_mark_is_read(tmp_path):
    (tmp_path / "a.txt").write_bytes("Balad".encode("utf-16"))
    assert the_one(tmp_path / "a.txt").text == "Balad"


def test_utf_32_with_its_mark_is_read(tmp_path):
    (tmp_path / "a.txt").write_bytes("Balad".encode("utf-32"))
    assert the_one(tmp_path / "a.txt").text == "Balad"


def test_what_no_file_can_hold_is_replaced_and_offsets_stay(tmp_path):
    row = '{"text": "A\\u0000 bomb \\ud800 in Paris.", "title": "\\udfff", "mentions": [{"start": 13, "end": 18}]}'
    (tmp_path / "a.jsonl").write_text(row)
    article = the_one(tmp_path / "a.jsonl")
    assert (article.text, article.title) == ("A\ufffd bomb \ufffd in Paris.", "\ufffd")
    assert [article.text[slice(*span)] for span in article.given or ()] == ["Paris"]


def test_right_to_left_text_keeps_its_order(tmp_path):
    (tmp_path / "a.txt").write_text("انفجار في بلد.", "utf-8")
    assert the_one(tmp_path / "a.txt").text == "انفجار في بلد."


def test_markdown_gives_prose_and_front_matter(tmp_path):
    (tmp_path / "a.md").write_text(
        "---\ntitle: 'A blast'\ndate: 2020-01-13\nurl: https://example.org/a\n---\n"
        "# Heading\n\nA **bomb** in [Northtown](https://example.org/x_(y)) ![map](m.png)\n\n> *he* said\n- 2 * 3 and a_b_c\n"
    )
    article = the_one(tmp_path / "a.md")
    assert (article.title, article.published, article.url) == (
        "A blast",
        date(2020, 1, 13),
        "https://example.org/a",
    )
    assert article.text.split() == [
        "Heading",
        "A",
        "bomb",
        "in",
        "Northtown)",
        "he",
        "said",
        "2",
        "*",
        "3",
        "and",
        "a_b_c",
    ]


def test_markdown_without_front_matter_has_its_heading_as_title(tmp_path):
    (tmp_path / "a.md").write_text("# A blast\n\nIn Northtown.")
    assert the_one(tmp_path / "a.md").title == "A blast"


ROW = {
    "doc_id": "d1",
    "text": BODY,
    "title": "T",
    "date": "2020-01-13T08:00:00Z",
    "url": "u",
    "publisher": "p",
    "language": "en",
    "mentions": [{"start": 32, "end": 41}],
    "kept": {"a": [1]},
}


def test_jsonl_rows_carry_everything_and_a_bad_line_costs_itself_only(tmp_path):
    lines = [json.dumps(ROW), "", "{bad", '["no object"]', '{"no": "text"}', json.dumps({"text": "Two."})]
    lines += [
        json.dumps({"text": "x", "date": "soon"}),
        json.dumps({"text": "x", "mentions": [{"start": 0, "end": 9}]}),
    ]
    lines += [json.dumps({"text": "x", "mentions": 3})]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    errors: list[str] = []
    first, second = read_articles(tmp_path / "a.jsonl", on_error=lambda error: errors.append(str(error)))
    assert first.id == "d1"
    assert first.given == ((32, 41),)
    assert first.extra == {"kept": {"a": [1]}}
    assert (first.title, first.url, first.publisher, first.language) == ("T", "u", "p", "en")
    assert first.published == date(2020, 1, 13)
    assert (second.id, second.text, second.given) == ("a.jsonl:6", "Two.", None)
    assert [error.split(": ")[0].rsplit(":", 1)[1] for error in errors] == ["3", "4", "5", "7", "8", "9"]
    with pytest.raises(ArticleError, match=r"a\.jsonl:3: not JSON"):
        list(read_articles(tmp_path / "a.jsonl"))


def test_jsonl_may_be_compressed_and_a_cut_file_is_told(tmp_path):
    packed = gzip.compress((json.dumps(ROW) + "\n").encode() * 50)
    (tmp_path / "a.jsonl.gz").write_bytes(packed)
    assert len(list(read_articles(tmp_path / "a.jsonl.gz"))) == 50
    (tmp_path / "a.jsonl.gz").write_bytes(packed[:-9])
    errors: list[object] = []
    list(read_articles(tmp_path / "a.jsonl.gz", on_error=errors.append))
    assert len(errors) == 1


def test_a_line_longer_than_the_limit_is_passed_over(tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": "x" * 500}) + "\n" + json.dumps({"text": "short"}))
    errors: list[object] = []
    articles = list(
        read_articles(tmp_path / "a.jsonl", settings=Reading(max_article_bytes=100), on_error=errors.append)
    )
    assert [article.text for article in articles] == ["short"]
    assert "longer than 100 bytes" in str(errors[0])


def test_csv_with_named_columns(tmp_path):
    (tmp_path / "a.csv").write_text(
        'key,body,day,other\n7,"A bomb,\nin Paris.",2020-01-13,x\n8,,2020-01-13,y\n'
    )
    settings = Reading(columns=(("doc_id", "key"), ("text", "body"), ("date", "day")))
    errors: list[object] = []
    (article,) = read_articles(tmp_path / "a.csv", settings=settings, on_error=errors.append)
    assert (article.id, article.text, article.published) == ("7", "A bomb,\nin Paris.", date(2020, 1, 13))
    assert article.extra == {"other": "x"}
    assert "no 'body'" in str(errors[0])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_as_spreadsheets_write_it(tmp_path, delimiter, encoding):
    rows = [["date", "text"], ["2020-01-13", "In Kirkuk; in Mosul, both."]]
    text = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    article = the_one(tmp_path / "a.csv")
    assert (article.text, article.published) == ("In Kirkuk; in Mosul, both.", date(2020, 1, 13))


def test_parquet(tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.table(
        {
            "text": ["One.", None],
            "date": [date(2020, 1, 13), None],
            "mentions": ['[{"start":0,"end":3}]', "{"],
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    errors: list[object] = []
    (article,) = read_articles(tmp_path / "a.parquet", on_error=errors.append)
    assert (article.text, article.published, article.given) == ("One.", date(2020, 1, 13), ((0, 3),))
    assert len(errors) == 1
    (tmp_path / "b.parquet").write_text("no")
    with pytest.raises(ArticleError, match="not a Parquet table"):
        list(read_articles(tmp_path / "b.parquet"))


def test_html_gives_main_text_title_date_and_site(tmp_path):
    (tmp_path / "a.html").write_text(html_of())
    article = the_one(tmp_path / "a.html")
    assert article.text.endswith(f"{BODY}\n\n{MORE}")
    assert "Home" not in article.text
    assert (article.title, article.publisher, article.published) == (
        "Blast in Northtown",
        "The Post",
        date(2020, 1, 13),
    )


def test_html_without_an_article_is_told(tmp_path):
    (tmp_path / "a.html").write_text("<html><body></body></html>")
    with pytest.raises(ArticleError, match="no article found"):
        the_one(tmp_path / "a.html")


def test_pdf(tmp_path):
    (tmp_path / "a.pdf").write_bytes(pdf_of("A bomb exploded in Northtown."))
    article = the_one(tmp_path / "a.pdf")
    assert (article.text.strip(), article.title) == ("A bomb exploded in Northtown.", "Blast in Northtown")


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"%PDF-1.4 cut", "not a readable PDF"), (pdf_of(""), "no text layer"), (pdf_of("x") * 3, "")],
)
def test_a_bad_pdf_is_told(tmp_path, data, message):
    (tmp_path / "a.pdf").write_bytes(data)
    errors: list[object] = []
    list(read_articles(tmp_path / "a.pdf", on_error=errors.append))
    assert message in "".join(map(str, errors))


def test_what_pypdf_warns_of_is_not_written_beside_our_errors(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 broken")
    done = subprocess.run(
        [sys.executable, "-m", "geoincidents", "geocode", str(tmp_path / "a.pdf")],
        capture_output=True, check=False,
    )  # fmt: skip
    assert (
        done.stderr.decode().splitlines()[0].startswith(f"geoincidents: {tmp_path}/a.pdf: not a readable PDF")
    )


def test_a_pdf_with_too_many_pages_is_told(tmp_path):
    (tmp_path / "a.pdf").write_bytes(pdf_of("x"))
    with pytest.raises(ArticleError, match="1 pages; the limit is 0"):
        the_one(tmp_path / "a.pdf", settings=Reading(max_pages=0))


def test_an_encrypted_pdf_is_told(tmp_path):
    import pypdf

    writer = pypdf.PdfWriter(io.BytesIO(pdf_of("secret")))
    writer.encrypt("key", algorithm="RC4-128")
    writer.write(tmp_path / "a.pdf")
    with pytest.raises(ArticleError, match="encrypted"):
        the_one(tmp_path / "a.pdf")


def test_docx(tmp_path):
    import docx

    document = docx.Document()
    document.core_properties.title = "Blast"
    for paragraph in (BODY, "", MORE):
        document.add_paragraph(paragraph)
    document.save(str(tmp_path / "a.docx"))
    article = the_one(tmp_path / "a.docx")
    assert (article.text, article.title) == (f"{BODY}\n\n{MORE}", "Blast")
    docx.Document().save(str(tmp_path / "b.docx"))
    (tmp_path / "c.docx").write_text("no")
    for name, message in (("b", "empty"), ("c", "not a readable DOCX")):
        with pytest.raises(ArticleError, match=message):
            the_one(tmp_path / f"{name}.docx")


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_mail(tmp_path, kind):
    from email.message import EmailMessage

    message = EmailMessage()
    message["Subject"], message["From"] = "Blast", "Desk <desk@example.org>"
    message["Date"] = "Mon, 13 Jan 2020 10:00:00 +0000"
    message.set_content(BODY if kind == "plain" else f"<style>p {{}}</style><p>{BODY}</p>", subtype=kind)
    (tmp_path / "a.eml").write_bytes(bytes(message))
    article = the_one(tmp_path / "a.eml")
    assert article.text.strip() == BODY
    assert (article.title, article.publisher, article.published) == (
        "Blast",
        "example.org",
        date(2020, 1, 13),
    )


@pytest.mark.parametrize(
    "raw",
    [
        b"Content-Type: image/png\n\nx",
        b"Content-Type: text/plain\n\n",
        b"Content-Type: text/html\n\n ",
        b"Content-Type: text/plain; charset=none-such\n\n\xff\xfe",
    ],
)
def test_mail_without_text_is_told_or_empty(tmp_path, raw):
    (tmp_path / "a.eml").write_bytes(raw)
    errors: list[object] = []
    articles = list(read_articles(tmp_path / "a.eml", on_error=errors.append))
    assert len(articles) + len(errors) == 1


FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>The Post</title><language>en</language>
<item><title>Blast &amp; fire</title><link>https://example.org/1</link><guid>g1</guid>
<pubDate>Mon, 13 Jan 2020 10:00:00 GMT</pubDate><description>&lt;p&gt;{BODY}&lt;/p&gt;</description></item>
<item><title>Nothing</title></item></channel></rss>"""


def test_feed_entries_are_articles(tmp_path):
    (tmp_path / "a.rss").write_text(FEED)
    errors: list[object] = []
    (article,) = read_articles(tmp_path / "a.rss", on_error=errors.append)
    assert (article.id, article.text, article.title) == ("g1", BODY, "Blast & fire")
    assert (article.published, article.url, article.publisher) == (
        date(2020, 1, 13),
        "https://example.org/1",
        "The Post",
    )
    assert "no text" in str(errors[0])
    (tmp_path / "b.xml").write_text("<a/>")
    with pytest.raises(ArticleError, match="no entries"):
        the_one(tmp_path / "b.xml")


def warc_of(*records: tuple[str, str, str, str]) -> bytes:
    out = b""
    for url, status, kind, body in records:
        payload = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()
        out += (
            (
                f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2020-01-13T10:00:00Z\r\n"
                f"WARC-Record-ID: <urn:uuid:{len(out)}>\r\nContent-Type: application/http; msgtype=response\r\n"
                f"Content-Length: {len(payload)}\r\n\r\n"
            ).encode()
            + payload
            + b"\r\n\r\n"
        )
    return out


@pytest.mark.parametrize("suffix", [".warc", ".warc.gz"])
def test_warc_pages_are_articles(tmp_path, suffix):
    data = warc_of(
        ("https://example.org/1", "200", "text/html", html_of()),
        ("https://example.org/2", "404", "text/html", html_of()),
        ("https://example.org/3", "200", "image/png", "x"),
        ("https://example.org/4", "200", "text/html", "<html></html>"),
    )
    (tmp_path / f"a{suffix}").write_bytes(gzip.compress(data) if suffix.endswith("gz") else data)
    errors: list[object] = []
    (article,) = read_articles(tmp_path / f"a{suffix}", on_error=errors.append)
    assert (article.id, article.url, article.published) == (*["https://example.org/1"] * 2, date(2020, 1, 13))
    assert "https://example.org/4" in str(errors[0])


DAMAGE = {
    "compressed": lambda record: record[:60] + bytes(30) + record[90:],
    "length": lambda record: gzip.compress(
        gzip.decompress(record).replace(b"Content-Length: ", b"Content-Length: x", 1)
    ),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_warc_record_costs_itself_only(tmp_path, damage):
    records = [
        gzip.compress(warc_of((f"https://example.org/{n}", "200", "text/html", html_of()))) for n in range(4)
    ]
    records[1] = damage(records[1])
    (tmp_path / "a.warc.gz").write_bytes(b"".join(records))
    errors: list[str] = []
    articles = list(read_articles(tmp_path / "a.warc.gz", on_error=lambda error: errors.append(str(error))))
    assert [article.id[-1] for article in articles] == ["0", "2", "3"]
    assert len(errors) == 1
    assert f"a.warc.gz: damaged at byte {len(records[0])}" in errors[0]


def test_a_warc_whose_end_is_damaged_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "_BLOCK", 64)
    good = gzip.compress(warc_of(("https://example.org/1", "200", "text/html", html_of())))
    (tmp_path / "a.warc.gz").write_bytes(good + b"nonsense" * 40)
    errors: list[str] = []
    (article,) = read_articles(tmp_path / "a.warc.gz", on_error=lambda error: errors.append(str(error)))
    assert article.id == "https://example.org/1"
    assert "a.warc.gz: damaged at byte 0" in errors[0]


def test_the_page_that_a_cut_warc_ends_in_is_told_and_not_read(tmp_path):
    good, cut = (warc_of((f"https://example.org/{n}", "200", "text/html", html_of())) for n in range(2))
    (tmp_path / "a.warc").write_bytes(good + cut[:-100])
    errors: list[str] = []
    (article,) = read_articles(tmp_path / "a.warc", on_error=lambda error: errors.append(str(error)))
    assert article.id == "https://example.org/0"
    assert len(errors) == 1
    assert re.search(r"a.warc: https://example.org/1: [\d,]+ of [\d,]+ bytes; the file is cut", errors[0])


def test_no_warc_and_a_page_too_long_are_told(tmp_path):
    (tmp_path / "a.warc").write_bytes(b"")
    with pytest.raises(ArticleError, match="no HTML pages"):
        the_one(tmp_path / "a.warc")
    (tmp_path / "b.warc").write_bytes(warc_of(("https://example.org/1", "200", "text/html", html_of())))
    with pytest.raises(ArticleError, match=r"b.warc: https://example.org/1: longer than 10 bytes"):
        the_one(tmp_path / "b.warc", settings=Reading(max_document_bytes=10))


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n ", "empty"),
        ("pdf.txt", b"%PDF-1.7 ...", "a PDF file"),
        ("zip.txt", b"PK\x03\x04", "ZIP"),
        ("zero.txt", b"a\x00b", "zero bytes"),
        ("latin.txt", b"caf\xe9", r"not UTF-8 \(byte 0xe9 at 3\)"),
        ("long.txt", b"a" * 200, "longer than 100 bytes"),
        ("a.odd", b"x", "no reader for '.odd'"),
        ("empty.md", b"---\n---\n", "empty"),
        ("empty.jsonl", b"", "empty"),
        ("empty.csv", b"text\n", "no rows"),
        ("latin.csv", b"text\ncaf\xe9\n", "latin.csv: not UTF-8 from about row 1 on; convert it first"),
        ("cut.csv", "text\nabc".encode("utf-16")[:-1], "cut.csv: not UTF-16 from about row 1 on"),
        ("zero.eml", b"\x00\x01" * 40, "zero.eml: not a message: its text holds zero bytes"),
        ("wrong.csv", b"body,day\na,b\nc,d\n", "wrong.csv: no column 'text'; it has body, day: .*text=body"),
        ("number.jsonl", b'{"text": 5}', "number.jsonl:1: 'text' is no text but int"),
        ("wide.jsonl", '{"text": "a"}\n'.encode("utf-16"), "wide.jsonl: UTF-16; convert it first"),
        ("cut.txt", "abc".encode("utf-16")[:-1], "cut.txt: not UTF-16, though it begins so"),
        ("zero.txt", "a\x00b".encode("utf-16"), "zero bytes"),
    ],
)
def test_a_bad_file_is_told_and_the_next_is_read(tmp_path, name, data, message):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ArticleError, match=message):
        list(read_articles(tmp_path / name, settings=Reading(max_article_bytes=100)))


def test_a_document_that_unpacks_to_a_flood_is_refused(tmp_path):
    import docx

    document = docx.Document()
    document.add_paragraph("Paris. " * 100_000)
    document.save(str(tmp_path / "a.docx"))
    assert (tmp_path / "a.docx").stat().st_size < 100_000
    with pytest.raises(ArticleError, match=r"a.docx: [\d,]+ bytes unpacked; the limit is 100,000"):
        the_one(tmp_path / "a.docx", settings=Reading(max_document_bytes=100_000))


def test_a_parquet_table_without_texts_is_told_once(tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"body": ["x", "y"]}), tmp_path / "a.parquet")
    errors: list[str] = []
    assert list(read_articles(tmp_path / "a.parquet", on_error=lambda error: errors.append(str(error)))) == []
    assert len(errors) == 1
    assert errors[0].endswith(
        "no column 'text'; it has body: say which one is the text with --column text=body"
    )


def test_a_pipe_is_read_as_a_file(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    writer = threading.Thread(target=(tmp_path / "a.txt").write_text, args=("In Paris.",))
    writer.start()
    assert the_one(tmp_path / "a.txt").text == "In Paris."
    writer.join()


@pytest.mark.parametrize(
    ("sources", "articles"),
    [
        (("a.txt", "b.md"), 2),
        (("rows.jsonl",), 3),
        (("folder",), 2),
        (("*.txt", "none.txt"), 2),
        (("a.txt", "table.csv"), None),
        (("-",), None),
        (("a.odd",), 0),
    ],
)
def test_articles_are_counted_before_they_are_read(tmp_path, monkeypatch, sources, articles):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    for name in ("a.txt", "b.md", "table.csv", "a.odd", "folder/c.txt", "folder/d.md", "folder/LICENSE"):
        (tmp_path / name).write_text("In Paris.")
    (tmp_path / "rows.jsonl").write_text("{}\n{}\n{}")
    assert count(sources) == articles


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(ArticleError, match="no such file"):
        list(read_articles(tmp_path / "none.txt"))
    with pytest.raises(ArticleError, match="No such file"):
        list(read_jsonl(str(tmp_path / "none.jsonl"), Reading()))
    with pytest.raises(ArticleError, match="No such file"):
        list(read_csv(str(tmp_path / "none.csv"), Reading()))


def test_a_folder_without_an_article_is_told(tmp_path):
    (tmp_path / "LICENSE").write_text("Text.")
    errors: list[str] = []
    assert list(read_articles(tmp_path, on_error=lambda error: errors.append(str(error)))) == []
    assert errors[0].startswith(f"{tmp_path}: no article in this folder; files are read that end in .atom, ")
    with pytest.raises(ArticleError, match="no article in this folder"):
        list(read_articles(tmp_path))


def test_names_that_no_file_can_hold_are_replaced(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("Text.")
    row = {key: f"\ud800 {key}" for key in ("doc_id", "text", "title", "url", "publisher", "language")}
    (tmp_path / "rows.jsonl").write_text(json.dumps(row))
    file, line = read_articles(tmp_path)
    assert Path(file.id).name == "caf\ufffd.txt"
    told = (line.id, line.text, line.title, line.url, line.publisher, line.language)
    assert told == tuple(f"\ufffd {key}" for key in row)


def test_directories_and_patterns_come_in_the_order_of_names(tmp_path):
    (tmp_path / "b").mkdir()
    for name in ("b/2.txt", "a.txt", "c.md", "LICENSE"):
        (tmp_path / name).write_text("Text.")
    assert [Path(article.id).name for article in read_articles(tmp_path)] == ["a.txt", "2.txt", "c.md"]
    assert [Path(article.id).name for article in read_articles(f"{tmp_path}/**/*.txt")] == ["a.txt", "2.txt"]
    assert the_one(tmp_path / "LICENSE").text == "Text."
    with pytest.raises(ArticleError, match="no such file"):
        list(read_articles(f"{tmp_path}/*.none"))


class _Stdin:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BufferedReader(io.BytesIO(data))


@pytest.mark.parametrize(
    ("data", "texts"), [(b"One. Two.", ["One. Two."]), (b'\n{"text": "One."}\n{"text": ""}', ["One.", ""])]
)
def test_standard_input_is_a_text_or_rows(monkeypatch, data, texts):
    monkeypatch.setattr(sys, "stdin", _Stdin(data))
    assert [article.text for article in read_articles("-")] == texts
    monkeypatch.setattr(sys, "stdin", _Stdin(b'{"text": "One."}'))
    assert the_one("-", reader="jsonl").text == "One."


def test_a_missing_extra_gives_the_pip_command(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    (tmp_path / "a.html").write_text(html_of())
    with pytest.raises(MissingExtraError, match=r"pip install 'geoincidents\[html\]'"):
        the_one(tmp_path / "a.html")


def test_an_unknown_reader_is_told(tmp_path):
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(ArticleError, match="no reader is called 'none'"):
        the_one(tmp_path / "a.txt", reader="none")


def test_every_suffix_has_a_registered_reader():
    assert set(reading.SUFFIXES.values()) <= {
        entry.name for entry in entry_points(group="geoincidents.readers")
    }


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_an_error(data):
    try:
        text = sources.decode(data, "x")
    except ArticleError as error:
        text = str(error)
    assert isinstance(text, str)
