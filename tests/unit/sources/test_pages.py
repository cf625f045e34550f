"""Web pages, PDF files and mails."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from datetime import date

import pytest
from reportlab.lib.pagesizes import A5
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen import canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

from according.model import Document
from according.sources import FORMATS, html
from according.sources.pdf import flowing

_FORMAT = {format.name: format for format in FORMATS}
_STORY = (
    "Nine people were killed on Saturday when a bomb went off near the market in the town, police said. "
    "The wounded were taken to the hospital in the provincial capital, where three were in danger. "
)
_PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Market blast kills nine - The Courier</title>
<meta property="og:site_name" content="The Courier">
<meta property="article:published_time" content="2026-01-31T21:00:00+05:00">
<link rel="canonical" href="https://courier.example/market-blast">
<script>var dead = 99;</script><style>p {color: red}</style></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">Old story: 40 killed in flood</a></li></ul></nav>
<article><h1>Market blast kills nine</h1><p>STORY</p><p>A second report follows.</p></article>
<div id="comments" class="comments"><p>I heard that 500 people were killed, says a reader.</p></div>
<footer>Subscribe: 12 issues</footer></body></html>"""


def read(format: str, raw: bytes) -> tuple[Document | None, list[str]]:
    documents, problems = _FORMAT[format].documents(raw, "report")
    assert len(documents) <= 1
    return (documents[0] if documents else None), [problem.code for problem in problems]


def test_a_page_gives_the_report_and_its_metadata_only() -> None:
    document, codes = read("html", _PAGE.replace("STORY", _STORY).encode())
    assert codes == []
    assert document is not None
    assert document.text.split() == (_STORY + "A second report follows.").split()
    assert document.title == "Market blast kills nine"
    assert (document.publisher, document.lang) == ("The Courier", "en")
    assert (document.published, document.url) == (date(2026, 1, 31), "https://courier.example/market-blast")


def test_a_page_of_one_sentence_keeps_it_without_the_navigation() -> None:
    short = _PAGE.replace("<p>A second report follows.</p>", "").replace("STORY", "Nine were killed there.")
    document, _ = read("html", short.encode())
    assert document is not None
    assert document.text == "Nine were killed there."


def test_a_page_reads_the_same_after_other_pages() -> None:
    page = _PAGE.replace("STORY", _STORY).encode()
    first = read("html", page)
    for _ in range(5):
        assert read("html", page) == first


def test_a_declared_encoding_is_believed_where_utf_8_fails() -> None:
    story = "Девять человек погибли в субботу на рынке, сообщила полиция."
    page = f'<html><meta charset="windows-1251"><body><article><p>{story * 5}</p></article></body></html>'
    document, codes = read("html", page.encode("cp1251"))
    assert document is not None
    assert (story in document.text, codes) == (True, [])


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("<html><body></body></html>", "ACC-120"),
        ("<html><body><script>one()</script></body></html>", "ACC-120"),
        ("<html><body>" + "<div>" * 5000 + "Nine died." + "</div>" * 5000, "ACC-121"),
        ("<html><body>" + "<div>" * 100_000 + "Nine died." + "</div>" * 100_000, "ACC-108"),
        ("<html><body><p>" + "Nine died. " * 500_000, "ACC-108"),
    ],
)
def test_pages_that_cannot_be_read(page: str, code: str) -> None:
    assert read("html", page.encode()) == (None, [code])


def test_a_page_of_mostly_scripts_is_read() -> None:
    scripts = "<script>/* filler */</script>" * 150_000
    page = _PAGE.replace("STORY", _STORY).replace("<nav>", scripts + "<nav>")
    document, codes = read("html", page.encode())
    assert document is not None
    assert codes == []


def test_an_entity_bomb_does_not_go_off() -> None:
    names = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "Nine died. " * 10}">' for n in range(10))
    page = f'<?xml version="1.0"?><!DOCTYPE html [{names}]><html><body><p>&e9; {_STORY}</p></body></html>'
    document, _ = read("html", page.encode())
    assert document is None or len(document.text) < 10_000


def test_a_fault_in_the_page_reader_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: str) -> None:
        raise RecursionError

    monkeypatch.setattr(html, "_extracted", fails)
    assert read("html", _PAGE.encode()) == (None, ["ACC-121"])


def pdf_of(paragraphs: Sequence[str], title: str = "Market blast kills nine", pages: int = 1) -> bytes:
    out = io.BytesIO()
    style = getSampleStyleSheet()["Normal"]
    story = []
    for page in range(pages):
        story += [Paragraph(text.replace("PAGE", str(page + 1)), style) for text in paragraphs]
        story += [PageBreak()] if page + 1 < pages else []

    def head(on: canvas.Canvas, _: object) -> None:
        on.drawString(60, 570, "The Courier, 1 February 2026")
        on.drawString(200, 20, f"Page {on.getPageNumber()} of {pages}")

    SimpleDocTemplate(out, pagesize=A5, title=title).build(story, onFirstPage=head, onLaterPages=head)
    return out.getvalue()


def test_a_pdf_flows_and_loses_its_running_heads() -> None:
    document, codes = read("pdf", pdf_of([f"Report PAGE. {_STORY}", "Attack PAGE followed."], pages=4))
    assert document is not None
    assert document.title == "Market blast kills nine"
    lines = document.text.split("\n")
    told = " ".join(_STORY.split())
    assert lines == [line for n in range(1, 5) for line in (f"Report {n}. {told}", f"Attack {n} followed.")]
    assert codes == ["ACC-143"]
    assert document.published is not None


def test_a_title_that_is_a_file_name_is_not_believed() -> None:
    for title in ("untitled", "Microsoft Word - report final", "blast report.docx", "Report"):
        document, _ = read("pdf", pdf_of([_STORY], title=title))
        assert document is not None
        assert document.title == ""


def test_words_split_at_the_end_of_a_line_are_joined() -> None:
    page = "Nine people were killed and twenty in-\njured in the attack on a crowded mar-\nket in Quetta."
    page += "\nNon-\nState"
    whole = "Nine people were killed and twenty injured in the attack on a crowded market in Quetta."
    assert flowing([page]) == f"{whole}\nNon-\nState"


def test_a_cut_pdf_never_stops_the_run() -> None:
    whole = pdf_of([_STORY] * 5)
    for length in range(10, len(whole) - 40, 101):
        document, codes = read("pdf", whole[:length])
        assert document is not None or codes


def test_a_locked_pdf() -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(pdf_of([_STORY]))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert read("pdf", out.getvalue()) == (None, ["ACC-123"])
    writer = PdfWriter(PdfReader(io.BytesIO(pdf_of([_STORY]))))
    writer.encrypt("", owner_password="secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    document, _ = read("pdf", out.getvalue())
    assert document is not None


def _raw_pdf(content: bytes, kids: bytes = b"3 0 R", count: int = 1) -> bytes:
    packed = zlib.compress(content)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[" + kids + b"]/Count %d>>" % count,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n" % len(packed) + packed + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = b"%PDF-1.4\n"
    starts = []
    for number, value in enumerate(objects, 1):
        starts.append(len(body))
        body += b"%d 0 obj\n" % number + value + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    end = b"trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(body)
    return body + b"xref\n0 6\n0000000000 65535 f \n" + table + end


@pytest.mark.parametrize(
    ("raw", "codes"),
    [
        (_raw_pdf(b" " * 50_000_000), ["ACC-124", "ACC-122"]),
        (_raw_pdf(b"BT /F1 12 Tf " + b"(N) Tj " * 150_000 + b"ET"), ["ACC-124", "ACC-122"]),
        (_raw_pdf(b"BT ET", b"3 0 R " * 5000, 5000), ["ACC-108"]),
        (_raw_pdf(b"BT ET", b"2 0 R 2 0 R", 2), ["ACC-122"]),
        (_raw_pdf(b"BT ET"), ["ACC-120"]),
        (b"%PDF-1.7\nno more than this", ["ACC-122"]),
    ],
)
def test_hostile_pdfs_are_refused_in_bounded_work(raw: bytes, codes: list[str]) -> None:
    assert read("pdf", raw) == (None, codes)


_HEAD = b"From: Jane Doe <jane@courier.example>\r\nSubject: =?utf-8?q?Nine_killed_in_Q=C3=A1?=\r\n"
_HEAD += b"Date: Sat, 31 Jan 2026 23:30:00 +0500\r\n"


def test_a_mail_gives_subject_day_and_outlet_but_no_person() -> None:
    document, codes = read("mail", _HEAD + b"\r\nNine people were killed.\r\n")
    assert document is not None
    assert (document.title, document.text) == ("Nine killed in Qá", "Nine people were killed.")
    assert (document.published, document.publisher, codes) == (date(2026, 1, 31), "courier.example", [])
    private, _ = read("mail", _HEAD.replace(b"courier.example", b"gmail.com") + b"\r\nNine were killed.\r\n")
    assert private is not None
    assert private.publisher is None


def test_a_mail_of_html_and_attachments() -> None:
    body = _HEAD + b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n'
    body += b"Content-Type: text/html; charset=utf-8\r\n\r\n" + _PAGE.replace("STORY", _STORY).encode()
    body += b"\r\n--b\r\nContent-Type: image/png\r\nContent-Disposition: attachment\r\n\r\nxx\r\n--b--\r\n"
    document, codes = read("mail", body)
    assert document is not None
    assert "police said" in document.text
    assert "500" not in document.text
    assert codes == ["ACC-126"]


@pytest.mark.parametrize(
    ("raw", "codes"),
    [
        (_HEAD + b"Content-Type: image/png\r\n\r\nxx", ["ACC-120"]),
        (_HEAD + b"\r\n" + b"Content-Type: a/b\r\n" * 2000, ["ACC-108"]),
    ],
)
def test_mails_without_a_text(raw: bytes, codes: list[str]) -> None:
    assert read("mail", raw) == (None, codes)


def test_endless_headers_are_cut() -> None:
    document, _ = read("mail", b"Subject: " + b"=?utf-8?q?a?= " * 50_000 + b"\n\nNine people were killed.")
    assert document is not None
    assert len(document.title) <= 500
