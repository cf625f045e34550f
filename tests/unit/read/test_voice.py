"""Who says it: cues, quotations, speakers taken up again, chains; on sentences made for the purpose."""

from __future__ import annotations

from dataclasses import replace

import pytest

from according.engines.spacy_parser import SpacyParser
from according.lang import language
from according.model import Document, Span, Voice
from according.read.quoted import quotations_in
from according.read.voice import Attribution, attributions_in, voices_of
from according.text import sentences_of

ENGLISH = language("en")
PARSER = SpacyParser()


def attributions(text: str, title: str = "", parsed: bool = True) -> tuple[Document, tuple[Attribution, ...]]:
    document = Document("d", title, text)
    sentences = sentences_of(document)
    if parsed:
        sentences = tuple(PARSER.parse(sentences))
    return document, attributions_in(document, sentences, ENGLISH)


def chain(text: str, words: str, title: str = "", parsed: bool = True) -> tuple[Voice, ...]:
    """The voices behind `words` in a report."""
    document, found = attributions(text, title, parsed)
    start = document.content.index(words)
    return voices_of(found, Span.of(document.content, start, start + len(words)))


def sides(voices: tuple[Voice, ...]) -> list[str]:
    return [voice.side for voice in voices]


@pytest.mark.parametrize(
    ("text", "words", "name", "side"),
    [
        ("Police said that four people were killed in Larkwe.", "four people", "Police", "state"),
        ("Four people were killed in Larkwe, police said.", "Four people", "police", "state"),
        ("Four people, police said, were killed in Larkwe.", "Four people", "police", "state"),
        (
            "Four people were killed, said a hospital official.",
            "Four people",
            "a hospital official",
            "medical",
        ),
        ("According to the coroner, two men died.", "two men", "the coroner", "medical"),
        ("Two men died, according to the coroner.", "Two men", "the coroner", "medical"),
        ("Two men, according to the coroner, died.", "Two men", "the coroner", "medical"),
        ("The ministry put the toll at 15 dead.", "15 dead", "The ministry", "state"),
        ("The ministry reported 12 deaths on Friday.", "12 deaths", "The ministry", "state"),
        ("Six deaths were reported by the ministry.", "Six deaths", "the ministry", "state"),
        (
            "A rights group accused the army of killing three farmers.",
            "three farmers",
            "A rights group",
            "monitor",
        ),
        ("An eyewitness told reporters that five boys were shot.", "five boys", "An eyewitness", "witness"),
        (
            "The rebels claimed that they had killed nine soldiers.",
            "nine soldiers",
            "The rebels",
            "armed_group",
        ),
        ("The mayor announced that six were hurt and added that two died.", "two died", "The mayor", "state"),
    ],
)
def test_one_voice(text: str, words: str, name: str, side: str) -> None:
    voices = chain(text, words)
    assert [(v.name, v.side) for v in voices] == [(name, side)]


@pytest.mark.parametrize(
    "text",
    [
        "In Larkwe, four people were killed.",
        "The council called for an inquiry into a fire that killed four people.",
        "On Friday four people were killed. Police said the road was closed.",
        "Police are looking for a man after four people were killed.",
    ],
)
def test_the_document_itself_says_it(text: str) -> None:
    assert chain(text, "four people") == ()


def test_a_relay_is_a_chain_from_the_agency_to_the_official() -> None:
    quoted = chain("Reuters quoted police as saying four people were killed.", "four people")
    assert sides(quoted) == ["media", "state"]
    relayed = chain("Four people were killed, Reuters reported, citing hospital officials.", "Four people")
    assert sides(relayed) == ["media", "medical"]


def test_words_told_to_an_outlet_come_through_it() -> None:
    assert sides(chain("A doctor told Reuters that four people had died.", "four people")) == [
        "media",
        "medical",
    ]


def test_a_trailing_source_stands_outside_the_one_within() -> None:
    voices = chain("Police said four people were killed, according to the Associated Press.", "four people")
    assert sides(voices) == ["media", "state"]


def test_two_sources_of_one_sentence_keep_to_their_parts() -> None:
    text = "The army said 40 rebels died, but the rebels said 12 soldiers were killed."
    assert sides(chain(text, "12 soldiers"))[-1] == "armed_group"
    assert sides(chain(text, "40 rebels")) == ["state"]


@pytest.mark.parametrize(
    "follow_up",
    [
        "She said three others were hurt.",
        "The spokeswoman said three others were hurt.",
        "The statement added that three others were hurt.",
    ],
)
def test_speakers_are_taken_up_again(follow_up: str) -> None:
    text = f"A police spokeswoman said two people died. The road was closed. {follow_up}"
    assert sides(chain(text, "three others")) == ["state"]


def test_the_group_is_the_body_that_spoke_not_the_government() -> None:
    text = (
        "The Taliban said the base had fallen. The government said it had not. The group said nine men died."
    )
    assert sides(chain(text, "nine men")) == ["armed_group"]


def test_the_group_may_be_a_body_that_was_only_named() -> None:
    text = "Boko Haram has attacked the road since May. The group said nine men died there."
    assert sides(chain(text, "nine men")) == ["armed_group"]


def test_a_surname_has_the_side_of_the_name_it_belongs_to() -> None:
    text = "Orla Venn, a doctor at the clinic, treated the wounded.\n\nFour people died, Venn said."
    voices = chain(text, "Four people")
    assert sides(voices) == ["medical"]
    assert "Venn" not in voices[0].name


def test_letters_have_the_side_of_what_they_stand_for() -> None:
    text = "The Larkwe Association for Prisoners (LAFP) has an office here.\n\nLAFP said nine men died."
    assert sides(chain(text, "nine men")) == ["monitor"]


def test_an_official_is_named_by_the_role() -> None:
    voices = chain("Police spokesman Tom Arden said nine men died.", "nine men")
    assert [(v.name, v.side) for v in voices] == [("Police spokesman", "state")]


def test_a_statement_of_the_group() -> None:
    assert sides(chain("In a statement, the Taliban said nine men died.", "nine men")) == ["armed_group"]


def test_a_quotation_goes_on_over_sentences() -> None:
    text = '"We came at dawn. Nine men lay dead in the yard," a nurse said. "Four more died on the way."'
    assert sides(chain(text, "Nine men")) == ["medical"]
    assert sides(chain(text, "Four more")) == ["medical"]


def test_a_quotation_goes_on_over_paragraphs() -> None:
    text = "“We came at dawn,” a nurse said. “It was dark.\n\n“Nine men lay dead in the yard.”"
    assert sides(chain(text, "Nine men")) == ["medical"]


def test_a_quotation_with_the_bare_cue_after_its_mark() -> None:
    text = "“Nine men lay dead in the yard, all of them!” The nurse said."
    assert sides(chain(text, "Nine men")) == ["medical"]


@pytest.mark.parametrize(
    ("title", "side"),
    [
        ("Nine killed in Larkwe, police say", "state"),
        ("Police: Nine killed in Larkwe", "state"),
        ("Nine killed in Larkwe: UN", "monitor"),
    ],
)
@pytest.mark.parametrize("parsed", [True, False])
def test_headlines(title: str, side: str, parsed: bool) -> None:
    assert sides(chain("The road was closed.", "Nine killed", title, parsed)) == [side]


def test_a_dateline_is_no_speaker() -> None:
    assert chain("Nairobi: Nine men were killed on the road.", "Nine men") == ()


def test_an_embedded_post_is_its_account_s() -> None:
    text = "Nine men hurt on the road. pic.example/1 — Ada Finch (@adafinch) May 3, 2021"
    assert sides(chain(text, "Nine men")) == ["media"]


@pytest.mark.parametrize(
    ("text", "words", "side"),
    [
        ("Nine men were killed, police said.", "Nine men", "state"),
        ("Police said nine men were killed.", "nine men", "state"),
        ("According to the hospital, nine men were killed.", "nine men", "medical"),
    ],
)
def test_unparsed_sentences_are_read_by_pattern(text: str, words: str, side: str) -> None:
    assert sides(chain(text, words, parsed=False)) == [side]


def test_parties_are_the_state_and_armed_groups_alone() -> None:
    text = (
        "Police said one died. The rebels said two died. A doctor said three died. Witnesses said four died."
    )
    _, found = attributions(text)
    assert {(v.side, v.party) for a in found for v in a.voices} == {
        ("state", True),
        ("armed_group", True),
        ("medical", False),
        ("witness", False),
    }


def test_a_claim_of_responsibility_covers_no_figure() -> None:
    assert chain("The Taliban claimed responsibility for the attack that killed nine men.", "nine men") == ()


def test_quotations_know_whether_they_go_on() -> None:
    document = Document("d", "", "“Not closed here at all\n\n“closed here.” A “word” too.")
    found = quotations_in(document.content, sentences_of(document))
    assert [(q.goes_on, q.speech) for q in found] == [(True, True), (False, False), (False, False)]


def test_odd_heads_are_taken_as_roots() -> None:
    document = Document("d", "", "Police said nine men died.")
    (sentence,) = PARSER.parse(sentences_of(document))
    for head in (-5, 99, 0):
        broken = replace(sentence, tokens=tuple(replace(t, head=head) for t in sentence.tokens))
        for attribution in attributions_in(document, (broken,), ENGLISH):
            assert all(0 <= a < b <= len(document.content) for a, b in attribution.content)


@pytest.mark.parametrize(
    ("text", "words", "name", "side"),
    [
        ("By the officials' count, 40 people have died.", "40 people", "the officials", "state"),
        ("The rebels' own figure is 12 dead.", "12 dead", "The rebels", "armed_group"),
        ("The navy had earlier spoken of five dead.", "five dead", "The navy", "state"),
        ("The dead include nine men whom the army claims to have shot.", "nine men", "the army", "state"),
        (
            "Soldiers killed 30 fighters, the defence minister said on Monday, including six overnight.",
            "six overnight",
            "the defence minister",
            "state",
        ),
        (
            "Four people were killed in Larkwe, local officials said.",
            "Four people",
            "local officials",
            "state",
        ),
        (
            "The Orun Liberation Front fought on. A spokesman for the group said nine men were dead.",
            "nine men",
            "A spokesman for the group",
            "armed_group",
        ),
        (
            "A separatist group attacked Larkwe. The group's spokesman said nine men were dead.",
            "nine men",
            "The group's spokesman",
            "armed_group",
        ),
    ],
)
def test_whose_count_it_is(text: str, words: str, name: str, side: str) -> None:
    assert [(v.name, v.side) for v in chain(text, words)] == [(name, side)]


def test_a_trailing_relay_covers_what_stands_before_it() -> None:
    text = "Police said two men died. Another nine were hurt, the agency quoted the doctor as saying."
    assert sides(chain(text, "nine"))[-1] == "medical"


def test_a_group_that_nothing_places_is_of_no_side() -> None:
    text = "A walking group met in Larkwe. A spokesman for the group said two members were hurt."
    assert sides(chain(text, "two members")) == ["unknown"]


@pytest.mark.parametrize(
    ("title", "words", "side"),
    [
        ("Army ends raid, says 30 rebels killed", "30 rebels", "state"),
        ('Rebels "killed 30 soldiers"', "30 soldiers", "armed_group"),
        ("Rebels say war is over: claim 30 soldiers killed", "30 soldiers", "armed_group"),
    ],
)
def test_headlines_name_their_speaker_once(title: str, words: str, side: str) -> None:
    assert sides(chain("It rained.", words, title))[-1:] == [side]


def test_the_outlets_own_article_is_its_own_word() -> None:
    assert chain("An article in Monday's paper said that 12 men had been killed.", "12 men") == ()


@pytest.mark.parametrize(
    ("text", "words", "side"),
    [
        ("Nine killed in Larkwe raid: army", "Nine killed", "state"),
        ("Nine killed in Larkwe raid - witnesses", "Nine killed", "witness"),
        ("Two hurt - one badly - in Larkwe - Orun police", "Two hurt", "state"),
        ("Nine killed in Larkwe raid - reports", "Nine killed", "media"),
        (
            "It rained all day.\n\nNine killed in Larkwe raid: army\n\nThe road was closed.",
            "Nine killed",
            "state",
        ),
    ],
)
def test_a_line_set_like_a_headline_ends_in_its_source(text: str, words: str, side: str) -> None:
    assert sides(chain(text, words)) == [side]


def test_the_pages_name_behind_a_headline_is_no_source() -> None:
    assert chain("Nine killed in Larkwe raid - Orun Herald", "Nine killed") == ()


@pytest.mark.parametrize(
    ("text", "words", "sides_expected"),
    [
        ("According to police, officers found nine men dead in a barn.", "nine men", ["state"]),
        (
            "Of the 40 held, 30 are still in jail, the rights group said, adding that one died.",
            "30",
            ["monitor"],
        ),
        ("In the spring, a doctor said, nine men died of their wounds.", "nine men", ["medical"]),
        ("When the car stopped, nine men were shot, said police chief Orla Venn.", "nine men", ["state"]),
        ("Nine men died, according to an earlier report and the sheriff.", "Nine men", ["state"]),
        ("The coroner identified nine men killed in the blast.", "nine men", ["medical"]),
        ("A rights group condemned the killing of nine men in Larkwe.", "nine men", ["monitor"]),
        ("A rights group called for the release of nine jailed men.", "nine jailed men", ["monitor"]),
        ("Nine men were arrested in the raid, the Larkwe Post reports.", "Nine men", ["media"]),
        ("Reports said nine men had died.", "nine men", ["media"]),
    ],
)
def test_what_a_speaker_s_words_reach(text: str, words: str, sides_expected: list[str]) -> None:
    assert sides(chain(text, words)) == sides_expected


def test_what_happened_meanwhile_is_in_nobodys_words() -> None:
    text = "The rights group published its report in May before nine men were jailed."
    assert chain(text, "nine men") == ()


def test_some_of_the_people_told_of_are_no_speakers() -> None:
    assert (
        chain("The find came after nine bodies, all believed to be sailors, washed up.", "nine bodies") == ()
    )


@pytest.mark.parametrize(
    "text",
    [
        "Shots were fired at noon, police said.\n\nWhen officers arrived, they found nine men wounded.",
        "A man of 30 died in Larkwe, police said. Nine men with him were wounded.",
        "At one point, police say, a man opened fire. Nine men were hit in the leg.",
    ],
)
def test_what_the_police_said_goes_on(text: str) -> None:
    words = "nine men" if "nine men" in text else "Nine men"
    assert sides(chain(text, words)) == ["state"]


@pytest.mark.parametrize(
    "text",
    [
        "Officers found nine men wounded.",
        "The road was closed at noon.\n\nOfficers found nine men wounded.",
        "Police said a man died in Larkwe. In all, nine men were wounded.",
        "A man died in Larkwe, police said. Last year nine men were killed there.",
        "A man died in Larkwe, police said.\n\nIn Orun nine men were wounded.",
    ],
)
def test_a_report_s_own_sentence_inherits_no_speaker(text: str) -> None:
    assert chain(text, "nine men") == ()


def test_a_quotation_of_paragraphs_has_the_speaker_named_at_its_end() -> None:
    text = (
        "The council met on Monday, a driver said.\n\n“Nine men lay dead in the yard all night.\n\n"
        "“We could not go to them before dawn,” a nurse said."
    )
    assert sides(chain(text, "Nine men")) == ["medical"]


def test_quotations_in_typewriter_marks() -> None:
    text = "''It was dark,'' a nurse said. ''Nine men lay dead in the yard.''"
    assert sides(chain(text, "Nine men")) == ["medical"]


def test_a_sentence_behind_a_quotation_keeps_its_speaker_to_itself() -> None:
    text = 'A neighbor was there. "I saw nine men hurt in the yard." Police said it is too early to tell.'
    assert sides(chain(text, "nine men")) != ["state"]


def test_a_spokesman_speaks_for_the_body_that_spoke_before() -> None:
    text = "The rebels said the bridge had fallen. A spokesman said nine men were dead."
    assert sides(chain(text, "nine men")) == ["armed_group"]


@pytest.mark.parametrize(
    ("head", "side"),
    [
        ("ORUN, 5 MAY 91 -- [COMMUNIQUE] [ORUN LIBERATION FRONT COMMAND] [TEXT] ", ["armed_group"]),
        ("ORUN, 5 MAY 91 -- [SPEECH] [DEFENSE MINISTER TOM ARDEN] [TEXT] ", ["state"]),
        ("ORUN, 5 MAY 91 -- [REPORT] [TOM ARDEN] [TEXT] ", []),
    ],
)
def test_a_head_in_brackets_tells_whose_words_follow(head: str, side: list[str]) -> None:
    assert sides(chain(head + "Nine men fell in Larkwe.", "Nine men")) == side
