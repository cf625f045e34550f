from __future__ import annotations

import pytest

from according.link.rarity import Rarity, named_in
from claiming import day, document

TEXT = (
    "Ander Quillfeather, 34, was shot on Varnhagen Street, police said. A 7-year-old girl was hurt. "
    "“It was terrible,” said Ilse Breckenholt’s brother. She is 5 feet tall."
)


def test_names_are_words_with_capitals_and_names_of_several() -> None:
    found = named_in(document("a", day(31), TEXT))
    assert {"quillfeather", "varnhagen", "breckenholt"} <= found.words
    assert "street" in found.words
    assert "varnhagen street" in found.names
    assert {"shot", "brother"} <= found.small
    assert "ilse breckenholt" in found.names


def test_the_first_words_of_a_sentence_are_no_name_of_several_words() -> None:
    found = named_in(document("a", day(31), "It rained. Grey Clouds Gathered over Old Harbour Lane."))
    assert "clouds gathered" in found.names
    assert not {"grey clouds gathered", "grey clouds"} & found.names
    assert "old harbour lane" in found.names


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("The man, 34, fell.", {34}),
        ("A 7-year-old and a 12-month-long row", {7, 12}),
        ("Two people, 120, and page 9, too", set()),
        ("At 5-11 and in AR15-a-b", set()),
    ],
)
def test_ages(text: str, ages: set[int]) -> None:
    assert named_in(document("a", day(31), text)).ages == ages


def test_scripts_without_capitals_have_no_names_to_share() -> None:
    assert not named_in(document("a", day(31), "کوئٹہ میں دھماکے سے پانچ افراد ہلاک ہوئے")).words


def book(holders: int, size: int) -> Rarity:
    texts = [f"On Monday Wexlar{'' if n < holders else n} fell." for n in range(size)]
    return Rarity(named_in(document(str(n), day(31), text)) for n, text in enumerate(texts))


def test_the_fewer_reports_hold_a_word_the_more_it_tells() -> None:
    rare, common = book(2, 400), book(5, 400)
    assert rare.of_word("wexlar") > common.of_word("wexlar") > 0
    assert rare.of_word("monday") == 0


def test_a_small_book_cannot_show_that_a_word_is_rare_but_a_name_counts() -> None:
    text = "They named him as Ander Quillfeather."
    one, other = (named_in(document(name, day(31), text)) for name in "ab")
    rarity = Rarity([one, other])
    assert rarity.of_word("quillfeather") == 0
    assert rarity.shared(rarity.rare(one), rarity.rare(other))[0] > 0


def test_a_word_that_hardly_any_report_of_a_small_book_holds_tells_as_in_one_of_common_size() -> None:
    """Two of forty tell as two of two thousand do; five of forty, or two of fifteen, tell nothing."""
    assert book(2, 40).of_word("wexlar") == book(2, 2000).of_word("wexlar") > 0
    assert book(5, 40).of_word("wexlar") == 0
    assert book(2, 15).of_word("wexlar") == 0
    assert book(2, 40).of_word("monday") == 0


def test_a_word_that_is_mostly_written_small_is_no_name() -> None:
    texts = ["Gunfire rang out.", *["There was gunfire."] * 3, *["All was quiet."] * 400]
    rarity = Rarity(named_in(document(str(n), day(31), text)) for n, text in enumerate(texts))
    assert rarity.of_word("gunfire") == 0


def test_the_order_of_reports_does_not_matter() -> None:
    found = [named_in(document(str(n), day(31), f"He met Wexlar{n % 7}.")) for n in range(300)]
    there, back = Rarity(found), Rarity(reversed(found))
    assert [there.of_word(f"wexlar{n}") for n in range(7)] == [back.of_word(f"wexlar{n}") for n in range(7)]
