"""Which reports their outlets have corrected, what that does to tolls, and that nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from according.corrections import Corrected, corrected, lone_notices, notice_of, tolls_after, unplaced_notices
from according.lang import language, languages
from according.ledger import Book
from according.model import Correction, Document, Extent, Quantity
from according.toll import tolls
from according.wiring import problems
from claiming import claim, day, document
from told import episode

TITLE = "Five killed in market blast"


def report(name: str, when: date | None, text: str = "", **fields: str) -> Document:
    made = document(
        name, when, text or f"Report {name} of the blast.", fields.pop("publisher", "Evening Ledger")
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def found(*documents: Document, said: tuple[Correction, ...] = ()) -> dict[str, tuple[str | None, str]]:
    by_id = {d.document_id: d for d in documents}
    return {k: (v.corrected_in, v.basis) for k, v in corrected(by_id, said).items()}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("https://ledger.example/blast", "https://ledger.example/blast"),
        ("http://www.ledger.example/blast/", "https://ledger.example/blast#top"),
        ("https://ledger.example/a?id=3", "https://LEDGER.example/a?id=3"),
    ],
)
def test_a_later_text_at_the_same_address_corrects(first: str, second: str) -> None:
    assert found(report("a", day(1), url=first), report("b", day(2), url=second)) == {
        "a": ("b", "same_address")
    }


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            report("a", day(1), url="https://x.example/a?id=3"),
            report("b", day(2), url="https://x.example/a?id=4"),
        ),
        (report("a", day(1), url="https://x.example/a"), report("b", day(1), url="https://x.example/a")),
        (report("a", None, url="https://x.example/a"), report("b", day(1), url="https://x.example/a")),
        (report("a", day(1), "Same.", title=TITLE), report("b", day(2), "Same.", title=TITLE)),
        (report("a", day(1), title=TITLE), report("b", day(2), title=TITLE, publisher="Coast Reporter")),
        (report("a", day(1), title="Daily update"), report("b", day(2), title="Daily update")),
        (report("a", day(1)), report("b", day(2))),
    ],
    ids=["another query", "one day", "no day", "the same text", "another outlet", "a short title", "no sign"],
)
def test_what_is_no_correction(first: Document, second: Document) -> None:
    assert found(first, second) == {}


def test_a_title_published_again_corrects_and_the_last_of_several_counts() -> None:
    versions = [report(name, day(n), title=TITLE) for n, name in enumerate("abc", 1)]
    assert found(*versions) == {"a": ("c", "same_title"), "b": ("c", "same_title")}
    assert found(*versions[::-1]) == found(*versions)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Correction: three people were killed, not five.", "corrected"),
        ("CORRECTION (2 February): three people were killed.", "corrected"),
        ("Three died.\n\nAn earlier version of this article gave five.", "corrected"),
        ("Three died. This report has been amended.", "corrected"),
        ("The Evening Ledger has retracted its earlier report of five dead.", "withdrawn"),
        ("Retraction: the report of five dead was wrong.", "withdrawn"),
        ("Officers at the correction facility said three died.", None),
        ("The minister retracted his words.", None),
    ],
)
def test_notices_are_told_by_the_words_of_the_language(words: str, kind: str | None) -> None:
    assert notice_of(report("b", day(2), words)) == kind
    assert notice_of(replace(report("b", day(2), words), lang="xx")) == kind


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Corrección: murieron tres personas, no cinco.", "corrected"),
        ("RECTIFICACIÓN (2 de febrero): los muertos son tres.", "corrected"),
        ("Fe de erratas\n\nEn la edición del sábado se dio una cifra equivocada.", "corrected"),
        ("Tres muertos.\n\nUna versión anterior de este artículo hablaba de cinco.", "corrected"),
        ("Tres muertos. Esta nota ha sido corregida.", "corrected"),
        ("El sábado publicamos por error que hubo cinco muertos.", "corrected"),
        ("El Diario de la Costa retiró su nota sobre los cinco muertos.", "withdrawn"),
        ("El ministro se retractó de sus palabras.", None),
        ("La policía informó por error a la familia.", None),
        ("Rectificatif : trois personnes ont été tuées, et non cinq.", "corrected"),
        ("Trois morts.\n\nUne version antérieure de cet article en donnait cinq.", "corrected"),
        ("Trois morts. Cet article a été corrigé.", "corrected"),
        ("Contrairement à ce que nous avons écrit samedi, trois personnes sont mortes.", "corrected"),
        ("La rédaction a retiré son article sur les cinq morts.", "withdrawn"),
        ("Dépêche annulée : l'attaque du marché", "withdrawn"),
        ("Le ministre a annoncé à tort cinq morts.", None),
        ("L'armée a retiré ses troupes de la ville.", None),
        ("تصحيح: قتل ثلاثة أشخاص لا خمسة.", "corrected"),
        ("قتل ثلاثة أشخاص.\n\nنسخة سابقة من هذا التقرير ذكرت خمسة قتلى.", "corrected"),
        ("ذكرنا يوم السبت خطأ أن خمسة أشخاص قتلوا.", "corrected"),
        ("تم تصحيح هذا الخبر.", "corrected"),
        ("سحبت الصحيفة تقريرها عن مقتل خمسة أشخاص.", "withdrawn"),
        ("سحبت القوات جنودها من المدينة.", None),
        ("قال الوزير إن تصحيح المسار ضروري.", None),
        ("تصحیح: تین افراد ہلاک ہوئے، پانچ نہیں۔", "corrected"),
        ("تین افراد ہلاک ہوئے۔\n\nاس خبر کے سابقہ متن میں پانچ لکھا گیا تھا۔", "corrected"),
        ("اس رپورٹ میں تصحیح کی گئی ہے۔", "corrected"),
        ("ہم نے ہفتے کو غلطی سے پانچ ہلاکتیں لکھی تھیں۔", "corrected"),
        ("اخبار نے اپنی رپورٹ واپس لے لی۔", "withdrawn"),
        ("وزیر نے اپنا بیان واپس لے لیا۔", None),
        ("پولیس نے غلطی سے فائرنگ کی۔", None),
    ],
)
def test_notices_are_told_in_every_language_whatever_the_document_states(
    words: str, kind: str | None
) -> None:
    assert notice_of(report("b", day(2), words)) == kind
    assert notice_of(replace(report("b", day(2), words), lang="en")) == kind


def test_every_language_has_words_for_both_notices_and_none_takes_long() -> None:
    for code in languages():
        assert set(language(code)["corrections"]) == {"corrected", "withdrawn"}
    hostile = ("ذكرنا " * 200, "ہم نے " * 200, "(" * 1200, "correction (" * 100, " \n" * 600)
    assert [notice_of(report("b", day(2), text)) for text in hostile] == [None] * len(hostile)


@pytest.mark.parametrize(
    "words",
    [
        "Corrección: murieron tres personas, no cinco.",
        "Rectificatif : trois personnes ont été tuées, et non cinq.",
        "Correction : trois personnes ont été tuées, et non cinq.",
        "تصحيح: قتل ثلاثة أشخاص لا خمسة.",
        "تصحیح: تین افراد ہلاک ہوئے، پانچ نہیں۔",
    ],
)
def test_the_figures_of_a_notice_are_read_in_its_language(words: str) -> None:
    documents = {"a": report("a", day(1)), "b": report("b", day(2), words)}
    assert list(corrected(documents, (), [claim("a", 5)])) == ["a"]
    assert corrected(documents, (), [claim("a", 9)]) == {}


def test_a_notice_corrects_the_one_report_that_it_can_mean_also_of_the_same_day() -> None:
    notice = report("b", day(1), "Correction: three people were killed, not five.")
    assert found(report("a", day(1)), notice) == {"a": ("b", "notice")}
    assert found(report("a", day(1), publisher="Coast Reporter"), notice) == {}
    several = report("a", day(1)), report("c", day(1)), notice
    assert found(*several) == {}
    by_id = {d.document_id: d for d in several}
    [problem] = unplaced_notices(by_id, {})
    assert (problem.code, problem.document_id) == ("ACC-307", "b")
    said = corrected(by_id, [Correction("a", "A. Reader", "it says so", "b")])
    assert unplaced_notices(by_id, said) == ()


@pytest.mark.parametrize(
    ("words", "last", "incidents", "names"),
    [
        ("Correction: three people were killed, not five.", day(2), ("a", "b"), ["a"]),
        ("Correction: three people were killed, not five.", day(2), ("ab",), []),
        ("Correction: three people were killed, not six.", day(2), ("a", "b"), []),
        ("Correction: the attack was in the morning.", day(2), ("a", "b"), []),
        ("Three people were killed, not five.", day(2), ("a", "b"), []),
        ("Correction: three people were killed, not five." + " More." * 300, day(2), ("a", "b"), []),
        ("Correction: three people were killed, not five.", day(1) + timedelta(40), ("a", "b"), []),
        ("Correction: three people were killed, not five.", day(2), ("a",), ["a"]),
    ],
    ids=["fits", "same incident", "other figure", "no figure", "no notice", "long", "late", "no event in it"],
)
def test_a_note_that_is_told_as_another_incident_names_the_reports_it_may_mean(
    words: str, last: date, incidents: tuple[str, ...], names: list[str]
) -> None:
    documents = {"a": report("a", day(1)), "b": report("b", last, words), "c": report("c", day(1))}
    given = (documents, [claim("a", 5), claim("c", 9)], incidents)
    problems = lone_notices(*given)
    assert [p.message.rpartition(": ")[2] for p in problems] == names
    assert lone_notices(*given, [Correction("a", "A. Reader", "it says so", "b")]) == ()


@pytest.mark.parametrize(
    ("words", "fits"),
    [
        ("Correction: three people were killed, not five.", True),
        ("Correction: 3 people were killed, not 5.", True),
        ("Correction: the attack was in the morning.", True),
        ("Correction: we reported 18 killed on Monday. It was 14.", False),
    ],
    ids=["in words", "in digits", "no figure at all", "figures of another report"],
)
def test_a_notice_that_names_figures_must_name_one_of_the_report(words: str, fits: bool) -> None:
    documents = {"a": report("a", day(1)), "b": report("b", day(2), words)}
    claims = [claim("a", 5), claim("a", 18, scope="background"), claim("a", 14, stance="denied")]
    found_now = corrected(documents, (), claims)
    assert list(found_now) == (["a"] if fits else [])
    problems = unplaced_notices(documents, found_now)
    assert [p.document_id for p in problems] == ([] if fits else ["b"])
    assert all("not plain that it corrects the earlier report" in p.message for p in problems)
    assert (
        unplaced_notices(documents, found_now, [Correction("a", "A. Reader", "another", stands=True)]) == ()
    )


def test_a_persons_word_goes_before_what_reports_show() -> None:
    pair = report("a", day(1), title=TITLE), report("b", day(2), title=TITLE)
    said = Correction("a", "A. Reader", "withdrawn by the agency")
    assert found(*pair, said=(said,)) == {"a": (None, "person")}
    both = said, Correction("a", "B. Reader", "its page", "b")
    assert found(*pair, said=both) == found(*pair, said=both[::-1]) == {"a": (None, "person")}
    assert found(*pair, said=(Correction("a", "A. Reader", "a second blast", stands=True),)) == {}
    assert found(*pair, said=(Correction("elsewhere", "A. Reader", "x"),)) == {"a": ("b", "same_title")}


def test_figures_of_a_corrected_report_stand_aside_and_are_not_lost() -> None:
    case = episode()
    gone = {"capital-gate": Corrected("capital-gate", "gulf-page", "person", "A. Reader", "its page")}
    after = tolls_after(case.claims, case.documents, "neutral", gone)
    for toll in after:
        of_measure = {c.claim_id for c in case.claims if c.measure == toll.measure}
        assert {*toll.used, *(s.claim_id for s in toll.set_aside)} == of_measure
        for item in (c for c in case.claims if c.document_id == "capital-gate"):
            assert item.claim_id not in toll.used
            assert [s.reason for s in toll.set_aside if s.claim_id == item.claim_id] == ["corrected"]
        assert "Report capital-gate is corrected in gulf-page (by A. Reader's word)." in toll.note
    left = [c for c in case.claims if c.document_id != "capital-gate"]
    plain = tolls(left, case.documents, "neutral")
    assert [(t.category, t.low, t.best, t.high) for t in after] == [
        (t.category, t.low, t.best, t.high) for t in plain
    ]
    assert tolls_after(case.claims, case.documents, "neutral", {}) == case.tolls


def test_no_problem_is_found_in_a_report_that_was_corrected() -> None:
    case = episode()
    extent = Extent("towns", Quantity(1, 1, 1, "one town", "exact"), ("A", "B"), case.mentions[0].span)
    mentions = (replace(case.mentions[0], extents=(extent,)), *case.mentions[1:])
    told = mentions[0].document_id
    gone = {told: Corrected(told, None, "person", "A. Reader")}
    codes = [
        {p.code for p in problems(Book(), [replace(case, mentions=mentions, corrected=c)])}
        for c in ({}, gone)
    ]
    assert "ACC-305" in codes[0]
    assert "ACC-305" not in codes[1]


def test_a_copy_of_what_was_corrected_no_longer_hides_the_correction() -> None:
    """The two versions share nearly all of their words: without the correction the first one would count."""
    old = report("a", day(1), "Five people were killed at the market, police said.", title=TITLE)
    new = replace(old, document_id="b", published=day(2), text=old.text.replace("Five", "Three"))
    claims = [claim("a", 5), claim("b", 3)]
    documents = {"a": old, "b": new}
    *_, toll = tolls_after(claims, documents, "neutral", corrected(documents))
    assert (toll.category, toll.best, toll.used) == ("all", 3, (claims[1].claim_id,))


def test_where_everything_was_withdrawn_a_toll_without_a_figure_shows_it() -> None:
    claims = [claim("a", 5)]
    gone = {"a": Corrected("a", None, "person", "A. Reader", "a hoax")}
    [toll] = tolls_after(claims, {"a": report("a", day(1))}, "neutral", gone)
    assert (toll.category, toll.low, toll.best, toll.high, toll.used) == ("all", None, None, None, ())
    assert [(s.claim_id, s.reason) for s in toll.set_aside] == [(claims[0].claim_id, "corrected")]
    assert toll.note == "Report a is withdrawn (by A. Reader's word)."
