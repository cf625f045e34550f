"""Exceptions and problem codes.

Exceptions are for faults of the programmer, the machine or the command line::

    AccordingError
    ├── UsageError        the user asked for something that cannot be done; the message says what to do
    ├── BookError         a book cannot be opened, read or written
    ├── BookMoved         somebody wrote to the book between the looking and the writing
    └── BookBroken        an entry's hash does not match: the book was changed or lost something

A fault in *data* is never an exception but a `Problem` value with a code that can be searched for.
The table `PROBLEMS` holds every code once; `docs/problems.md` is checked against it.
"""

from __future__ import annotations

from dataclasses import dataclass


class AccordingError(Exception):
    """Root of the exceptions that According raises on purpose."""


class UsageError(AccordingError):
    """The request cannot be carried out as asked; the message ends with what to do."""


class BookError(AccordingError):
    """The book cannot be opened, read or written."""


class BookMoved(BookError):
    """Somebody else wrote to the book since it was looked at; nothing was written: look again."""


class BookBroken(BookError):
    """The chain of entries does not verify: something was changed or lost."""


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """What a problem code means and what a user does about it."""

    code: str
    title: str
    remedy: str


def _table(*kinds: ProblemKind) -> dict[str, ProblemKind]:
    return {kind.code: kind for kind in kinds}


#: Every problem code. 1xx: input that could not be read; 2xx: reading; 3xx: figures that do not fit
#: together; 4xx: the book.
PROBLEMS: dict[str, ProblemKind] = _table(
    ProblemKind(
        "ACC-201",
        "a document could not be read",
        "the other documents were read; report the fault with the document",
    ),
    ProblemKind(
        "ACC-210",
        "a document is in a language that According does not read",
        "translate it, or state its language (field lang) where it was mistaken; nothing of it was read",
    ),
    ProblemKind(
        "ACC-211",
        "a document was read in a language that lacks something",
        "look at the report itself for what is named; docs/languages.md says how to add it",
    ),
    ProblemKind(
        "ACC-212",
        "dates of a calendar that According does not reckon were left unread",
        "look at the dates named; give --published so that other dates can be told",
    ),
    ProblemKind(
        "ACC-101",
        "there is no such file or folder",
        "check the path; quote a pattern so that the shell leaves it alone",
    ),
    ProblemKind(
        "ACC-102",
        "a file or folder cannot be opened or read",
        "check its permissions, or copy it to where you may read it",
    ),
    ProblemKind(
        "ACC-103",
        "a link inside a folder leads back to a folder that was entered",
        "nothing is lost; remove the link to silence this",
    ),
    ProblemKind(
        "ACC-104",
        "not a format that According reads",
        "name the file itself to have its format found from its bytes, or convert it",
    ),
    ProblemKind("ACC-105", "the file is empty", "fetch the report again"),
    ProblemKind(
        "ACC-106", "the bytes are not text", "check that the file is what its name says; save text as UTF-8"
    ),
    ProblemKind(
        "ACC-107",
        "an archive or packed file",
        "unpack it yourself and give the folder; save office files as PDF, HTML or text",
    ),
    ProblemKind(
        "ACC-108",
        "larger than According reads",
        "split the file, raise --max-bytes, or save the article alone",
    ),
    ProblemKind(
        "ACC-110",
        "the text is not UTF-8; an encoding was assumed",
        "check names and numbers; save the file as UTF-8 to be sure",
    ),
    ProblemKind(
        "ACC-111", "characters that cannot be kept were replaced", "check the text where U+FFFD stands"
    ),
    ProblemKind(
        "ACC-120",
        "no text was found",
        "for a scanned or drawn page, recognise its text first; else paste it into a text file",
    ),
    ProblemKind(
        "ACC-121",
        "the web page cannot be taken apart",
        "save the article alone, or paste it into a text file",
    ),
    ProblemKind("ACC-122", "the PDF is damaged or cut off", "fetch it again, or print it anew to PDF"),
    ProblemKind("ACC-123", "the PDF is locked with a password", "save it without its password"),
    ProblemKind(
        "ACC-124", "some pages of the PDF were left out", "look at the pages named; fetch the file again"
    ),
    ProblemKind("ACC-125", "the mail is damaged", "export it again, or paste its text into a text file"),
    ProblemKind("ACC-126", "the attachments of a mail were not read", "save them and give them as files"),
    ProblemKind(
        "ACC-130", "a line is not a JSON object", 'write one document a line, each as {"id": …, "text": …}'
    ),
    ProblemKind("ACC-131", "a document of a table has no text", "fill in the field text"),
    ProblemKind(
        "ACC-132",
        "a field of a table has the wrong type and was left out",
        "write it as text; dates as YYYY-MM-DD",
    ),
    ProblemKind(
        "ACC-133",
        "a table has no column called text or title",
        "name the columns in the first row: id, title, text, published, …",
    ),
    ProblemKind(
        "ACC-134",
        "a row of a table cannot be read, or has too many cells",
        "look for a missing quotation mark at the line named",
    ),
    ProblemKind(
        "ACC-140", "the publication date cannot be read", "write it as YYYY-MM-DD, or give --published"
    ),
    ProblemKind(
        "ACC-141", "the publication date is before 1600 or after 2199", "correct it, or give --published"
    ),
    ProblemKind(
        "ACC-142",
        "the publication date is in the future",
        "correct it, or give --published; it is used as it stands",
    ),
    ProblemKind(
        "ACC-143",
        "the publication date is only the day the file was made",
        "give --published where the day matters",
    ),
    ProblemKind(
        "ACC-150",
        "two documents of one run have the same id but differ; the later one was left out",
        "give every document an id of its own",
    ),
    ProblemKind("ACC-151", "the same document came twice in one run; it is kept once", "nothing to do"),
    ProblemKind(
        "ACC-160",
        "a row of a gazetteer cannot be read and was left out",
        "look at the line named: columns, separators, encoding (UTF-8)",
    ),
    ProblemKind("ACC-161", "a row of a gazetteer has no name and was left out", "fill in its name"),
    ProblemKind(
        "ACC-162",
        "a row of a gazetteer has no point on Earth and was left out",
        "give latitude and longitude in degrees with a decimal point (WGS 84)",
    ),
    ProblemKind(
        "ACC-163",
        "a gazetteer names a country that is none; the row is kept without it",
        "write the ISO 3166 code, or give --country and leave the cell empty",
    ),
    ProblemKind(
        "ACC-164",
        "a shape of a gazetteer has no point inside it and was left out",
        "give points, polygons or multi-polygons; a road or a river has no one point",
    ),
    ProblemKind(
        "ACC-165",
        "a field of a gazetteer cannot be read; the row is kept without it",
        "write a population as digits",
    ),
    ProblemKind(
        "ACC-170",
        "rows of a table to be matched have no day; they are kept, unmatched",
        "write days as YYYY-MM-DD, the end not before the start; say which column with --column start=NAME",
    ),
    ProblemKind(
        "ACC-171",
        "rows of a table to be matched have no point on Earth; they are kept, unmatched",
        "give latitude and longitude in degrees with a decimal point (WGS 84)",
    ),
    ProblemKind(
        "ACC-172",
        "rows of a table to be matched have a category that a taxonomy lacks; they are kept, unmatched",
        "add the category of that table to the taxonomy, as the table writes it",
    ),
    ProblemKind(
        "ACC-173",
        "rows of a table to be matched share an id; the later ones were numbered",
        "give every row an id of its own, or name the column that has one with --column id=NAME",
    ),
    ProblemKind(
        "ACC-174",
        "figures of a table have low above best, or best above high; they were put in order",
        "look at the columns of low, best and high: two of them may be exchanged",
    ),
    ProblemKind(
        "ACC-175",
        "rows of a table of lists put a person on no list, or cannot be read; they were left out",
        "write 1 or 0 for each list, and a whole number of people in the column of counts",
    ),
    ProblemKind(
        "ACC-180",
        "an organisation of a registry cannot be used and was left out",
        "look at the entry named; docs/actors.md tells the fields",
    ),
    ProblemKind(
        "ACC-301",
        "a stated total is not the sum of its stated parts",
        "quote the parts, not the total, or ask the publisher",
    ),
    ProblemKind(
        "ACC-302",
        "a part is larger than what it is said to be a part of",
        "check the sentence: one of the two may count something else",
    ),
    ProblemKind(
        "ACC-303",
        "figures of different days stand side by side as if they were of one day",
        "take each category's figure from the report that gave it last, with its day",
    ),
    ProblemKind(
        "ACC-304",
        "two reports give one speaker slightly different figures: possibly the same claim",
        "find the speaker's own words and judge which rendering is right",
    ),
    ProblemKind(
        "ACC-305",
        "more places are named than counted",
        "quote the count as the speaker's; count the places named yourself",
    ),
    ProblemKind(
        "ACC-306",
        "a figure covers another stretch of time or another area and is not comparable",
        "never add it to the incident's figures nor subtract them from it",
    ),
    ProblemKind(
        "ACC-307",
        "a notice of correction does not tell which report of its outlet it corrects",
        "say which, if the book holds it: according correct BOOK REPORT --in NOTICE --by NAME --why WORDS",
    ),
    ProblemKind(
        "ACC-308",
        "incidents add up to more than the total that covers them",
        "one event may stand as two incidents (see link), or the total is older or counts less: read them",
    ),
    ProblemKind(
        "ACC-401",
        "a document of this id is in the book with other content",
        "give the new version an id of its own, or retract the old entry and add it again",
    ),
    ProblemKind(
        "ACC-402",
        "a reading does not fit the text of its document",
        "read the document again from the same text that is being added",
    ),
    ProblemKind(
        "ACC-403",
        "an original is not in the archive",
        "put the file of that SHA-256 back from a copy, or add the document together with its file",
    ),
    ProblemKind(
        "ACC-404",
        "an original was changed: its bytes do not have the SHA-256 in its name",
        "put the file back from a copy of the book",
    ),
    ProblemKind(
        "ACC-405",
        "an entry was changed: its id is not the hash of what it holds",
        "go back to a copy of the book from before the change",
    ),
    ProblemKind(
        "ACC-406",
        "the chain is broken: entries are missing, out of order or from another book",
        "go back to a copy of the book from before the change",
    ),
    ProblemKind(
        "ACC-407",
        "the chain does not end or pass where it was noted to",
        "entries were cut off or replaced: go back to a copy of the book that has them",
    ),
    ProblemKind(
        "ACC-408",
        "an entry cannot be written down or read back",
        "give the document an id and proper Unicode text; in a book, use the version that wrote it",
    ),
    ProblemKind(
        "ACC-409",
        "the text of a document does not have the hash that its entry states",
        "go back to a copy of the book from before the change",
    ),
    ProblemKind(
        "ACC-410",
        "an entry refers to one that is not in the book before it",
        "go back to a copy of the book that has the other entry",
    ),
    ProblemKind(
        "ACC-411",
        "an entry was recorded before the one that precedes it",
        "go back to a copy of the book from before the change",
    ),
)
