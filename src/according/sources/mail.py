"""Mail messages (`.eml`), with the standard library."""

from __future__ import annotations

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr

from according.model import Problem
from according.sources.fixing import decoded, tidied
from according.sources.html import record_of
from according.sources.record import Record
from according.text import unwrapped

#: Mail boxes of persons: their domain says nothing about an outlet.
_PERSONAL = {
    "gmail.com", "googlemail.com", "yahoo.com", "hotmail.com", "outlook.com", "live.com", "icloud.com",
    "me.com", "proton.me", "protonmail.com", "gmx.de", "gmx.net", "web.de", "mail.ru", "yandex.ru", "qq.com",
    "aol.com",
}  # fmt: skip

#: Parts of one mail. The standard parser takes time by the square of them where they are nested.
MOST_PARTS = 1000


class _ShortHeaders(policy.EmailPolicy):
    """The standard rules with headers cut at 2,000 characters: parsing takes time by the square of them."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """The name and the value of one header."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:2000]


def read_mail(raw: bytes, name: str) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
    """One document: subject, day of sending as written there, and the plain body, else the HTML one.

    Publisher: the Organization header, else the sender's domain unless it is a personal mail box; never
    the sender's own name. Attachments are not read (ACC-126). Problems: ACC-108 (more parts than any
    mail has), ACC-125 (damaged).
    """
    if (parts := raw.lower().count(b"content-type:")) > MOST_PARTS:
        return (), (Problem("ACC-108", f"about {parts} parts; at most {MOST_PARTS} are read", name),)
    try:
        message = BytesParser(_class=EmailMessage, policy=_ShortHeaders()).parsebytes(raw)
        assert isinstance(message, EmailMessage)
        record, problems = _record(message, name)
    except Exception as fault:  # the standard parser has many ways to fail on hostile headers
        return (), (Problem("ACC-125", f"the mail cannot be read: {type(fault).__name__}", name),)
    return ((record,) if record else ()), problems


def _record(message: EmailMessage, name: str) -> tuple[Record | None, tuple[Problem, ...]]:
    problems = []
    attached = sum(1 for part in message.walk() if part.get_content_disposition() == "attachment")
    if attached:
        problems.append(Problem("ACC-126", f"{attached} attachments were not read", name))
    title, text, more = _body(message, name)
    if text is None:
        return None, (*problems, *more)
    subject = " ".join(_header(message, "Subject").split())[:500]
    sent = _header(message, "Date") or None
    record = Record(text, title=subject or title, published=sent, publisher=_publisher(message))
    return record, (*problems, *more)


def _body(message: EmailMessage, name: str) -> tuple[str, str | None, tuple[Problem, ...]]:
    """Title (of an HTML body), text or None, problems."""
    part = message.get_body(preferencelist=("plain", "html"))
    payload = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(payload, bytes):
        return "", None, (Problem("ACC-120", "the mail has no text", name),)
    text, problems = decoded(payload, name, part.get_content_charset())
    if text is None or part.get_content_subtype() != "html":
        return "", None if text is None else unwrapped(tidied(text)), problems
    record, more = record_of(text, name)
    return (record.title, record.text, (*problems, *more)) if record else ("", None, (*problems, *more))


def _header(message: EmailMessage, field: str) -> str:
    try:
        return str(message.get(field) or "")
    except Exception:  # headers are parsed when asked for
        return ""


def _publisher(message: EmailMessage) -> str | None:
    if organization := _header(message, "Organization").strip():
        return organization
    domain = parseaddr(_header(message, "From"))[1].rpartition("@")[2].casefold()
    return domain if "." in domain and domain not in _PERSONAL else None
