"""The bench against MUC-4's answer keys: made-up keys are parsed, paired and scored."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from according.model import Document
from according.pipeline import Tools
from scripts import loaded
from soundness import read_one

BENCH = Path(__file__).resolve().parents[2] / "bench" / "muc4.py"
KEY = """\
;;; a remark
0.  MESSAGE: ID                     DEV-MUC3-9001 (XY)
1.  MESSAGE: TEMPLATE               1
2.  INCIDENT: DATE                  - 04 JAN 90
3.  INCIDENT: LOCATION              EL SALVADOR: ORVANTE (DEPARTMENT): SAN TELMANO (TOWN)
4.  INCIDENT: TYPE                  ATTACK
5.  INCIDENT: STAGE OF EXECUTION    ACCOMPLISHED
10. PERP: ORGANIZATION ID           "POPULAR DAWN FRONT" / "PDF"
11. PERP: ORGANIZATION CONFIDENCE   REPORTED AS FACT / CLAIMED OR ADMITTED: "POPULAR DAWN FRONT" / "PDF"
18. HUM TGT: NAME                   -
19. HUM TGT: DESCRIPTION            "PEASANTS"
                                    ? "MAYOR"
21. HUM TGT: NUMBER                 5 / 5-: "PEASANTS"
                                    ? 1: "MAYOR"
23. HUM TGT: EFFECT OF INCIDENT     DEATH: "PEASANTS"
24. HUM TGT: TOTAL NUMBER           -

0.  MESSAGE: ID                     DEV-MUC3-9001 (XY)
1.  MESSAGE: TEMPLATE               2 (OPTIONAL)
2.  INCIDENT: DATE                  03 JAN 90
3.  INCIDENT: LOCATION              EL SALVADOR
4.  INCIDENT: TYPE                  BOMBING
5.  INCIDENT: STAGE OF EXECUTION    ACCOMPLISHED

0.  MESSAGE: ID                     DEV-MUC3-9002 (XY)
1.  MESSAGE: TEMPLATE               *
2.  INCIDENT: DATE                  *
"""


@pytest.fixture(scope="module")
def muc4() -> ModuleType:
    return loaded("bench/muc4.py")


def test_keys_are_parsed_with_alternatives_and_open_fills(muc4: ModuleType) -> None:
    keys = muc4.keys_in(KEY)
    first, second = keys["DEV-MUC3-9001"]
    assert keys["DEV-MUC3-9002"] == []
    assert first.fills["organisation"][0].values == ("POPULAR DAWN FRONT", "PDF")
    assert first.fills["confidence"][0].values == ("REPORTED AS FACT", "CLAIMED OR ADMITTED")
    assert [(f.values, f.strings, f.optional) for f in first.fills["number"]] == [
        (("5", "5-"), ("PEASANTS",), False),
        (("1",), ("MAYOR",), True),
    ]
    assert (first.optional, second.optional) == (False, True)


def answer(muc4: ModuleType, **fills: tuple[object, ...]) -> object:
    return muc4.Template({slot: fills.get(slot, ()) for slot in muc4.SLOTS}, ("five peasants",))


def test_a_right_answer_gets_every_point(muc4: ModuleType) -> None:
    keys = muc4.keys_in(KEY)["DEV-MUC3-9001"]
    fill = muc4.Fill
    right = answer(
        muc4,
        type=(fill(("ATTACK",)),),
        stage=(fill(("ACCOMPLISHED",)),),
        date=(fill(("- 04 JAN 90",)),),
        location=(fill(("SLV: Orvante: San Telmano",)),),
        organisation=(fill(("PDF",), ("PDF",)),),
        confidence=(fill(("CLAIMED OR ADMITTED",), ("PDF",)),),
        number=(fill(("5",), ("five peasants",)),),
        effect=(fill(("DEATH",), ("five peasants",)),),
    )
    scores = {slot: muc4.Score() for slot in muc4.SLOTS}
    muc4.scored(keys, [right], scores)
    assert {slot: (s.points, s.possible, s.actual) for slot, s in scores.items()} == dict.fromkeys(
        muc4.SLOTS, (1.0, 1, 1)
    )


def test_answers_that_are_near_get_half_a_point(muc4: ModuleType) -> None:
    (key, _), fill = muc4.keys_in(KEY)["DEV-MUC3-9001"], muc4.Fill
    assert muc4.agree_type(key.fills["type"][0], fill(("BOMBING",))) == 0.5
    assert muc4.agree_date(key.fills["date"][0], fill(("03 JAN 90",))) == 0.5
    assert muc4.agree_date(key.fills["date"][0], fill(("09 JAN 90",))) == 0.0
    assert muc4.agree_number(key.fills["number"][0], fill(("5",), ("two soldiers",))) == 0.5
    assert muc4.agree_number(key.fills["number"][0], fill(("6",), ("PEASANTS",))) == 0.0
    assert muc4.agree_confidence(key.fills["confidence"][0], fill(("REPORTED AS FACT",), ("ARMY",))) == 0.5


def test_templates_without_a_partner_are_missing_and_spurious(muc4: ModuleType) -> None:
    keys, fill = muc4.keys_in(KEY)["DEV-MUC3-9001"], muc4.Fill
    other = muc4.Template(dict.fromkeys(muc4.SLOTS, ()) | {"type": (fill(("KIDNAPPING",)),)}, ("a judge",))
    scores = {slot: muc4.Score() for slot in muc4.SLOTS}
    told = muc4.scored(keys, [other], scores)
    assert [(key is None, answered is None) for key, answered in told] == [(False, True), (True, False)]
    assert (scores["type"].points, scores["type"].possible, scores["type"].actual) == (0.0, 1, 1)


def test_the_best_pairs_are_one_to_one(muc4: ModuleType) -> None:
    assert muc4.matching([[3.0, 2.0], [3.0, 0.0]]) == [(0, 1), (1, 0)]
    assert muc4.matching([[0.0]]) == []
    assert muc4.matching([]) == []


def test_messages_are_dated_by_their_datelines(muc4: ModuleType) -> None:
    dated = "DEV-MUC3-9001 (XY)\n\n   ORVANTE, 4 JAN 90 (DPA) -- [TEXT] TWO MEN DIED.\n\n\n"
    text = f"{dated}DEV-MUC3-9002 (XY)\n\n   NONE.\n"
    first, second = muc4.documents_in(text)
    assert (str(first.published), second.published) == ("1990-01-04", None)
    assert first.text.startswith("ORVANTE")


def told(muc4: ModuleType, tools: Tools, text: str) -> list[dict[str, list[str]]]:
    """The templates of a report of 14 January 1990, by slot."""
    document = Document("d", "", f"ORVANTE, 14 JAN 90 (DPA) -- {text}", date(1990, 1, 14))
    templates = muc4.templates_of(document, read_one(document, tools))
    return [{slot: [f.values[0] for f in t.fills[slot]] for slot in muc4.SLOTS} for t in templates]


def test_a_day_told_near_the_event_is_its_day(muc4: ModuleType, tools: Tools) -> None:
    (near,) = told(muc4, tools, "TWO PEASANTS WERE KILLED YESTERDAY IN LIMA.")
    assert near["date"] == ["13 JAN 90"]
    (far,) = told(muc4, tools, "TWO PEASANTS WERE KILLED BY REBELS IN LIMA.")
    assert far["date"] == ["- 14 JAN 90"]


def test_a_bombing_that_harmed_nobody_is_a_template(muc4: ModuleType, tools: Tools) -> None:
    (found,) = told(muc4, tools, "A BOMB EXPLODED LAST NIGHT AT A BANK IN LIMA.")
    assert (found["type"], found["number"], found["effect"]) == (["BOMBING"], [], [])


def test_people_told_one_by_one_are_targets_each(muc4: ModuleType, tools: Tools) -> None:
    (found,) = told(muc4, tools, "REBELS KILLED A TEACHER AND A NURSE YESTERDAY IN LIMA.")
    assert (found["number"], found["effect"]) == (["1", "1"], ["DEATH", "DEATH"])
    (counted,) = told(muc4, tools, "REBELS KILLED TWO MINERS AND MORE THAN 30 PEASANTS IN LIMA.")
    assert counted["number"] == ["2", "30-"]


def test_fighters_hurt_are_no_targets(muc4: ModuleType, tools: Tools) -> None:
    (found,) = told(muc4, tools, "TWO GUERRILLAS AND FOUR PEASANTS WERE KILLED IN AN ATTACK IN LIMA.")
    assert found["number"] == ["4"]


def test_a_place_far_from_the_event_gives_the_country_that_is_named_most(
    muc4: ModuleType, tools: Tools
) -> None:
    text = "TWO PEASANTS WERE KILLED IN AREQUIPA, PERU."
    (near,) = told(muc4, tools, text)
    assert near["location"][0].startswith("PER: Arequipa")
    talk = "\n\n".join(["   THE PERUVIAN PRESIDENT SPOKE.", "   NOBODY ANSWERED.", "   PERU WAS SILENT."])
    (far,) = told(muc4, tools, f"TWO PEASANTS WERE KILLED.\n\n{talk}\n\n   HE LEAVES FOR CARACAS.")
    assert far["location"] == ["PER"]


def test_a_fight_of_armed_sides_is_no_template(muc4: ModuleType, tools: Tools) -> None:
    assert told(muc4, tools, "REBELS AND SOLDIERS CLASHED IN LIMA. NO CASUALTIES WERE REPORTED.") == []
    bombs = "TWO SOLDIERS AND THREE REBELS DIED WHEN A BOMB EXPLODED AT A CAMP IN LIMA."
    assert told(muc4, tools, bombs) == []


def test_fighters_without_a_name_are_of_the_armed_body_that_is_named(muc4: ModuleType, tools: Tools) -> None:
    text = "REBELS KILLED TWO PEASANTS YESTERDAY IN LIMA.\n\n   THE FARC HAS BEEN SILENT."
    (found,) = told(muc4, tools, text)
    assert (found["organisation"], found["confidence"]) == (["FARC"], ["REPORTED AS FACT"])
    (nobody,) = told(
        muc4, tools, "TWO PEASANTS WERE KILLED YESTERDAY IN LIMA.\n\n   THE FARC HAS BEEN SILENT."
    )
    assert nobody["organisation"] == []


def test_without_the_keys_it_says_so(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(BENCH), str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("SKIPPED")
