"""Fixed text: sentences with offsets, and the folding of names for comparison."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from according.model import Document, Sentence

#: A period after one of these does not end a sentence.
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Cpl|Pvt|Cmdr|Adm|Brig|Sen|Rep|Gov|Pres|Rev|Fr|St|Sr|Jr"
    r"|Hon|Det|Supt|Insp|Ofc|Dept|Univ|No|Nos|vs|etc|approx|Inc|Ltd|Co|Corp|Mt|Ft|Ave|Blvd|Rd|Apt|Hwy|Jan|Feb|Mar"
    r"|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass"
    r"|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Vt|Va|Wash|Wis|Wyo)|\b[A-Za-z]|\b[ap]\.m|\bU\.S|\bU\.N"
    r"|\bi\.e|\be\.g)\.$"
)
#: Months and states may close a sentence; the next word then starts with one of these.
_OPENER = re.compile(
    r"(?:The|A|An|He|She|They|It|We|Police|Officers?|Two|Three|Four|Five|At|In|On|Another|One|No|His|Her|Their|Both|This"
    r"|That|There|When|After|But|And|According|Witnesses|Officials|Authorities|Investigators|Detectives)\b"
)
#: White space, or where a page lost it ("in a restaurant.Police said"), two letters of a word on either side.
_END = re.compile(r"[.!?۔؟。…]+[\"'”’)\]]*(?=\s)|(?<=[a-z]{3})\.[\"”]?(?=[A-Z][a-z]+[ ,’'])")
_BREAK = re.compile(r"\s*\n\s*")
#: What stands between a headline and the outlet that prints it; letters that tell a headline apart.
_OUTLET = re.compile(r" (?:[-–—|«]|::) ")
_HEADLINE = 25
#: Longer stretches without an end are cut at white space, so that no page can make one endless sentence.
_LONGEST = 900


@lru_cache(maxsize=128)  # a batch of documents is cut before it is parsed and asked for again behind
def sentences_of(document: Document) -> tuple[Sentence, ...]:
    """The document's sentences in order, title first, with offsets in its content.

    A line break ends a sentence (headlines, list items and captions have no period), but for the breaks of
    text that was set to a width. So does the headline where a page runs it into the text again.
    """
    content, title_end = document.content, len(document.title)
    flowing = content[:title_end] + unwrapped(content[title_end:])
    found: list[Sentence] = []
    for paragraph, (start, end) in enumerate(_around(_lines(flowing), _headline_again(content, title_end))):
        for a, b in _split(content, start, end):
            found.append(Sentence(len(found), a, b, content[a:b], paragraph, is_title=b <= title_end))
    return tuple(found)


def _lines(content: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line_break in _BREAK.finditer(content):
        if line_break.start() > start:
            yield start, line_break.start()
        start = line_break.end()
    if start < len(content):
        yield start, len(content)


def _headline_again(content: str, title_end: int) -> tuple[tuple[int, int], ...]:
    """Where the text says its title again, with or without the outlet behind it."""
    ends = [title_end, *(m.start() for m in _OUTLET.finditer(content, 0, title_end))]
    for end in sorted(ends, reverse=True):
        headline = content[:end].strip()
        if len(headline) < _HEADLINE:
            break
        if found := tuple(m.span() for m in re.finditer(re.escape(headline), content[title_end:])):
            return tuple((a + title_end, b + title_end) for a, b in found)
    return ()


def _around(
    lines: Iterable[tuple[int, int]], headlines: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """The lines, cut where a headline begins and ends within one."""
    for start, end in lines:
        inside = [at for pair in headlines if start <= pair[0] and pair[1] <= end for at in pair]
        yield from ((a, b) for a, b in pairwise([start, *inside, end]) if a < b)


def _split(content: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentence ranges within one line, trimmed of white space, none empty."""
    begin = start
    for stop in _END.finditer(content, start, end):
        if _closes(content, begin, stop.end(), end):
            yield from _trimmed(content, begin, stop.end())
            begin = stop.end()
    yield from _trimmed(content, begin, end)


def _closes(content: str, begin: int, at: int, end: int) -> bool:
    rest = content[at : min(end, at + 40)].lstrip()
    if not rest:
        return True
    if rest[0].islower():
        return False
    head = content[max(begin, at - 14) : at]
    return not _ABBREVIATION.search(head) or (bool(_OPENER.match(rest)) and len(head.split()[-1]) > 2)


def _trimmed(content: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and content[start].isspace():
        start += 1
    while end > start and content[end - 1].isspace():
        end -= 1
    while end - start > _LONGEST:
        cut = content.rfind(" ", start, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        yield start, cut
        start = cut + 1 if content[cut].isspace() else cut
    if end > start:
        yield start, end


def unwrapped(text: str) -> str:
    """The text with hard line breaks inside paragraphs turned into spaces, character for character.

    Only where the text was set to a width: most lines within paragraphs nearly fill the longest one, which
    has 50 to 100 characters. Lists, headings and verse keep their lines; two or three lines together are
    so only in capitals or where one goes on in small letters.
    """
    lines = text.split("\n")
    inner = [len(a) for a, b in pairwise(lines) if a.strip() and b.strip()]
    goes_on = text.isupper() or any(a.strip() and b[:1].islower() for a, b in pairwise(lines))
    width = max(map(len, lines))
    full = sum(n >= width * 0.7 for n in inner)
    if not 50 <= width <= 100 or len(inner) < (2 if goes_on else 3) or full < len(inner) * 0.7:
        return text
    parts = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        joined = len(line) >= width * 0.7 and following[:1].strip() and following[0] not in "-*•–>#|"
        parts.append(line + (" " if joined else "\n"))
    return "".join(parts)[:-1]


@lru_cache(maxsize=1 << 16)
def fold(words: str) -> str:
    """A name for comparison: no case, no accents, hyphens and runs of white space as one space."""
    bare = words
    if not words.isascii():
        decomposed = unicodedata.normalize("NFKD", words.replace("\u2019", "'"))
        bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub(r"[\s\-\u2010-\u2015]+", " ", bare).strip().casefold()
