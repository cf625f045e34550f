"""Who speaks in the table of parties."""

from __future__ import annotations

from according.report.parties import party_rows
from claiming import GROUP, MILITARY, claim, day, document, voice


def test_two_states_go_by_their_names_and_one_by_its_side() -> None:
    north = voice("Georgia's army", "state", True)
    south = voice("the Armenian general staff", "state", True)
    documents = {d: document(d, day(31)) for d in "ab"}
    two = [claim("a", 9, "security_force", north), claim("b", 4, "security_force", south)]
    assert {r.speaker for r in party_rows(two, documents)} == {
        "the state (Georgia's army)",
        "the state (the Armenian general staff)",
    }
    one = [claim("a", 9, "security_force", MILITARY), claim("b", 4, "security_force", GROUP)]
    assert {r.speaker for r in party_rows(one, documents)} == {"the state", "the armed group"}
