"""Bytes to text, and text fixed once: what every format shares.

Text keeps its Unicode as it is, except that NUL and lone surrogates, which no store can hold, become
U+FFFD one for one, and that line endings become LF in formats without offsets of their own.
"""

from __future__ import annotations

import codecs
import re

from according.model import Problem

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Control characters that text does not hold (tab, line ends, form feed and escape apart).
_CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27}) + b"\x7f"
_SAMPLE = 2**16
#: Encodings that a file may declare; others (transforms, escapes) are not encodings of reports.
_DECLARABLE = re.compile(r"(?:utf|iso8859|cp|koi8|gb|big5|euc|shift_jis|mac|tis|ascii|latin|johab|kz1048)")
#: Guesses between these rest on a handful of bytes; Windows-1252 is by far the most common of them.
_WESTERN = ("cp1250", "cp1252", "latin_1", "mac_roman", "cp858", "cp850", "hp_roman8")
_UNHOLDABLE = re.compile("[\x00\ud800-\udfff]")

#: The first bytes of archives and packed files, which are refused: unpacking is the user's decision.
_PACKED = (
    (b"PK\x03\x04", "zip archive or office file"),
    (b"PK\x05\x06", "zip archive"),
    (b"\x1f\x8b", "gzip file"),
    (b"BZh", "bzip2 file"),
    (b"\xfd7zXZ\x00", "xz file"),
    (b"7z\xbc\xaf\x27\x1c", "7z archive"),
    (b"Rar!\x1a\x07", "rar archive"),
    (b"\x28\xb5\x2f\xfd", "zstd file"),
)


def packed_as(head: bytes) -> str | None:
    """What kind of archive or packed file starts with these bytes; None where it is none."""
    if head[257:262] == b"ustar":
        return "tar archive"
    return next((kind for magic, kind in _PACKED if head.startswith(magic)), None)


def is_binary(raw: bytes) -> bool:
    """Whether the first 64 KiB cannot be text: more than one byte in a hundred is a control character."""
    sample = raw[:_SAMPLE]
    if any(sample.startswith(mark) for mark, _ in _BOMS) or _wide(sample):
        return False
    return len(sample) - len(sample.translate(None, _CONTROLS)) > len(sample) // 100


def _wide(sample: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of mostly ASCII text is NUL."""
    even, odd = sample[0::2], sample[1::2]
    if len(even) < 8:
        return None
    shares = even.count(0) / len(even), odd.count(0) / max(1, len(odd))
    if max(shares) > 0.6 and min(shares) < 0.05:
        return "utf-16-be" if shares[0] > shares[1] else "utf-16-le"
    return None


def decoded(raw: bytes, where: str, declared: str | None = None) -> tuple[str | None, tuple[Problem, ...]]:
    """The bytes as text, with what was assumed; None where they are no text (ACC-106).

    Tried in this order: a byte order mark, UTF-8, the declared encoding, a guess from the bytes. Anything
    but UTF-8 is reported (ACC-110) unless the file itself declared it and that fits.
    """
    if is_binary(raw):
        return None, (Problem("ACC-106", "the bytes are not text", where),)
    marked = next((encoding for mark, encoding in _BOMS if raw.startswith(mark)), None)
    wide = None if marked else _wide(raw[:_SAMPLE])
    for encoding in (marked, wide, "utf-8", _known(declared)):
        if encoding and (text := _strictly(raw, encoding)) is not None:
            return text, () if encoding != wide else (_assumed(encoding, where),)
    return _guessed(raw, where)


def _strictly(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _known(declared: str | None) -> str | None:
    """The codec that a declared name stands for; Latin-1 means Windows-1252, as in browsers."""
    try:
        name = codecs.lookup(declared.strip()).name if declared else ""
    except (LookupError, ValueError):
        return None
    if name.replace("-", "").startswith("iso88591") and name[-2:] in ("-1", "91"):
        return "cp1252"
    return name if _DECLARABLE.match(name.replace("-", "").replace("iso8859_", "iso8859")) else None


def _guessed(raw: bytes, where: str) -> tuple[str, tuple[Problem, ...]]:
    text = raw.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken * 10 <= sum(character > "\x7f" for character in text) - broken:
        said = f"UTF-8 with {broken} broken characters, replaced by U+FFFD"
        return text, (Problem("ACC-111", said, where),)
    encoding = guess(raw)
    return raw.decode(encoding, "replace"), (_assumed(encoding, where),)


def guess(raw: bytes) -> str:
    """The likeliest encoding of bytes that are not UTF-8, by their first 64 KiB; Windows-1252 where short."""
    from charset_normalizer import from_bytes

    sample = raw[:_SAMPLE]
    best = from_bytes(sample).best() if len(sample) >= 200 else None
    return "cp1252" if best is None or best.encoding in _WESTERN else str(best.encoding)


def _assumed(encoding: str, where: str) -> Problem:
    return Problem("ACC-110", f"not UTF-8; read as {encoding}", where)


def settled(text: str, exact: bool = False) -> tuple[str, int]:
    """The text as it will stand for good, and how many characters had to be replaced.

    With `exact`, every character keeps its place; otherwise line endings become LF, a leading byte order
    mark goes, and so does white space at both ends.
    """
    text, changed = _UNHOLDABLE.subn("\ufffd", text)
    return text if exact else tidied(text), changed


def tidied(text: str) -> str:
    """The text with line endings as LF, without a leading byte order mark and white space at both ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").strip()


def without_title(title: str, text: str) -> str:
    """The text without a first line that only says the title again."""
    first, _, rest = text.lstrip().partition("\n")
    same = title and " ".join(first.split()).casefold() == " ".join(title.split()).casefold()
    return rest.lstrip("\n") if same and rest.strip() else text
