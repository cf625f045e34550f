"""Makes the demo's one PDF file, the same bytes every time.

    python demo/make_pdf.py [FILE]

FILE is src/according/demo_reports/21-islamabad-conflict-desk-monthly.pdf unless named.
"""

from __future__ import annotations

import sys
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer

TITLE = "Monthly brief: Pakistan, January 2026"
PUBLISHER = "Islamabad Conflict Desk"
PUBLISHED = "2 February 2026"
PARAGRAPHS = (
    "A total of 361 people were killed in political violence across Pakistan in January 2026, according to "
    "an independent monitor in Islamabad: 242 militants, 73 civilians and 46 members of the security forces.",
    "At least 135 people were injured in the month, the monitor said: 71 civilians, 52 security personnel "
    "and 12 militants.",
    "The monitor recorded 87 militant attacks. Of these, 38 took place in mainland Khyber Pakhtunkhwa, 20 in "
    "that province's tribal districts, 27 in Balochistan and two in Punjab.",
    "In Balochistan, at least 172 militants were killed in January, most of them in the last two days of the "
    "month, the monitor said. Its figures are for the calendar month and, except for this one, for the whole "
    "country. They should not be set against counts of hours or days in one province.",
    "Method note. The brief reproduces the monitor's totals and adds none of its own. Figures given by "
    "parties to the conflict are listed in a separate annex, with the name of the party.",
)
_INVARIANT_DAY, _DAY = b"D:20000101000000+00'00'", b"D:20260202090000+05'00'"
_DEFAULT = Path(__file__).parent.parent / "src/according/demo_reports/21-islamabad-conflict-desk-monthly.pdf"


def _letterhead(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.drawString(56, 806, f"{PUBLISHER} · {PUBLISHED} · page {document.page}")


def _story() -> list[Flowable]:
    styles = getSampleStyleSheet()
    story: list[Flowable] = [Paragraph(TITLE, styles["Title"]), Spacer(1, 12)]
    for words in PARAGRAPHS:
        story += [Paragraph(words, styles["BodyText"]), Spacer(1, 8)]
    return story


def make(file: Path) -> None:
    """Write the PDF. `invariant` leaves the clock out, so that the bytes are the same every time."""
    document = SimpleDocTemplate(
        str(file), pagesize=A4, title=TITLE, author=PUBLISHER, invariant=1, pageCompression=0
    )
    document.build(_story(), onFirstPage=_letterhead, onLaterPages=_letterhead)
    # An invariant file is dated 2000; readers of its metadata should find the brief's own day instead.
    file.write_bytes(file.read_bytes().replace(_INVARIANT_DAY, _DAY))


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else _DEFAULT)
