"""Named victims are counted; what is shown to people does not repeat their names."""

from __future__ import annotations

from according.model import Document
from according.phrasing import shown_quote
from according.pipeline import Tools
from soundness import read_one


def test_names_of_victims_are_withheld_and_their_roles_shown(tools: Tools) -> None:
    text = "Orvin Keldt, 24, was killed in the raid. Two farmers died later."
    named, role = read_one(Document("d", "", text), tools).claims
    assert (named.span.quote.startswith("Orvin"), named.quantity.rule) == (True, "named")
    assert shown_quote(named) == "[one person, named in the report]"
    assert shown_quote(role) == "Two farmers"
