from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lumen.core.expression import Expression
from lumen.core.speech import Sentence
from lumen.dialogue.generation import SentenceSplitter
from lumen.dialogue.sentences import LONGEST_CHARS, StreamSplitter


def split(text: str, size: int = 1, language: str = "en") -> list[Sentence]:
    splitter: SentenceSplitter = StreamSplitter(language)
    found: list[Sentence] = []
    for at in range(0, len(text), size):
        found += splitter.feed(text[at : at + size])
    return found + splitter.finish()


def shown(text: str, language: str = "en") -> list[str]:
    return [sentence.display for sentence in split(text, language=language)]


CASES: list[list[str]] = [
    ["Hello there.", "How are you?", "I'm fine!"],
    ["Dr. Smith met Mr. and Mrs. Jones.", "They talked."],
    ["He lives in the U.S. and works at Acme Inc.", "He likes it."],
    ["Use e.g. apples or i.e. sweet things.", "Then eat."],
    ["J. R. R. Tolkien wrote it.", "I read it."],
    ["George W. Bush spoke.", "People listened."],
    ["It costs 3.50.", "That is cheap."],
    ["It was 98.6 degrees.", "He was fine."],
    ["We meet at 5 p.m. today.", "Be there."],
    ["We meet at 5 p.m.", "The bus leaves then."],
    ["Wait... what do you mean?", "Nothing."],
    ["Well…", "I don't know."],
    ["Really?!", "Yes!!!", "Wow."],
    ['He said "Stop!" and left.', "She stayed."],
    ['"Come in," she said.', '"Sit down."', "He sat."],
    ["He was tired (very tired!).", "He slept."],
    ["(This is one.)", "That is two."],
    ["See https://example.com/a.b?c=d.e for more.", "Then go."],
    ["Write to ada.l@example.co.uk today.", "She answers."],
    ["Open main.py and config.v2.json first.", "Run it."],
    ["We use v2.1.3 now.", "Version 3.0 is next."],
    ["1. First we go.", "2. Then we stop."],
    ["No. 5 is alive.", "No.", "Never."],
    ["See Fig. 3 and vol. 2 of it.", "Good."],
    ["done.", "Next one comes now."],
    ["你好。", "今天天气很好！", "你呢？"],
    ["「行こう。」", "彼は言った。"],
    ["¿Qué tal?", "¡Muy bien!", "Gracias."],
    ["Great! 😊", "Let's go."],
    ["Nice! 👨‍👩‍👧 👍🏽", "More."],
    ["**Important.**", "*Read* this."],
    ["I like iPhones.", "iPhone sales rose."],
    ["Yahoo! is a company.", "It was large."],
    ["At St. Mary's Ave. No. 3 we met.", "It rained."],
    ["She has a Ph.D. in physics.", "She teaches."],
    ["Vitamin C is good.", "Plan B.", "We go."],
    ["He ran approx. five miles.", "Then he slept."],
    ["The end of Sec. 4 is near.", "Go on."],
    ["I met him in Jan. 2020 there.", "It snowed."],
    ["Call foo.bar() or a.b.c now.", "It works."],
    ["He arrived at 10.", "She left at 11."],
    ["They won 3-2. Amazing!"] and ["They won 3-2.", "Amazing!"],
    ["Hmm... Let me think.", "Yes."] and ["Hmm...", "Let me think.", "Yes."],
    ["A, b, c.", "D."],
]


def test_nasty_cases_are_cut_well() -> None:
    assert len(CASES) >= 40
    missed = []
    for wanted in CASES:
        glue = "" if not wanted[0].isascii() and wanted[0][0] in "你「" else " "
        text = "done.Next one comes now." if wanted[0] == "done." else glue.join(wanted)
        if (found := shown(text)) != wanted:
            missed.append((wanted, found))
    for miss in missed:
        print(miss)
    assert 1 - len(missed) / len(CASES) >= 0.95


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Am 3. Oktober war z. B. Dr. Meier da. Danach ging er.",
         ["Am 3. Oktober war z. B. Dr. Meier da.", "Danach ging er."]),
        ("Ich bin 25. Du bist 30.", ["Ich bin 25.", "Du bist 30."]),
        ("Das gilt bzw. galt usw. Dann kam er.",
         ["Das gilt bzw. galt usw.", "Dann kam er."]),
    ],
)  # fmt: skip
def test_german_ordinals_and_abbreviations(text, wanted) -> None:
    assert shown(text, "de") == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Here is code:\n```python\nx = 'a. b'\n```\nThat was it.",
         ["Here is code:", "```python\nx = 'a. b'\n```", "That was it."]),
        ("See:\n| a | b |\n|---|---|\n| 1. | 2 |\nDone.",
         ["See:", "| a | b |\n|---|---|\n| 1. | 2 |", "Done."]),
        ("# A title\nSome text here. More", ["# A title", "Some text here.", "More"]),
        ("Buy:\n- milk\n- bread\n\nThanks", ["Buy:", "- milk", "- bread", "Thanks"]),
        ("Do `a. B` now. Then go.", ["Do `a. B` now.", "Then go."]),
        ("First paragraph\n\nSecond one", ["First paragraph", "Second one"]),
        ("A soft\nline break here.", ["A soft\nline break here."]),
        ("```\nunclosed code", ["```\nunclosed code"]),
        ("~~~\ncode\n~~~\nEnd.", ["~~~\ncode\n~~~", "End."]),
        ("One\n3. Third thing", ["One", "3. Third thing"]),
        ("It was\n3 of them", ["It was\n3 of them"]),
    ],
)  # fmt: skip
def test_blocks_are_stretches_of_their_own(text, wanted) -> None:
    assert shown(text) == wanted


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("If you ask me nicely, I will go on.", "If you ask me nicely,"),
        ("Well, I will go on with it.", "Well, I will go on with it."),
        ("I think it is this: a long story.", "I think it is this:"),
        ("It is a very long way — I know.", "It is a very long way —"),
        ("It cost 1,000 or 2,000 once.", "It cost 1,000 or 2,000 once."),
        ("Take it (the red, the blue, or both) now.",
         "Take it (the red, the blue, or both) now."),
        ("我们今天去公园散步好不好，然后吃饭。", "我们今天去公园散步好不好，"),
    ],
)  # fmt: skip
def test_the_first_clause_comes_early(text, first) -> None:
    assert shown(text)[0] == first


def test_only_the_first_stretch_is_a_clause() -> None:
    assert shown("Fine then. If you ask me nicely, I will go on.") == [
        "Fine then.",
        "If you ask me nicely, I will go on.",
    ]


def test_a_long_first_stretch_is_cut_before_a_conjunction() -> None:
    text = (
        "I went to the place where all of us had lived for years "
        "because it was so nice there. Good."
    )
    assert shown(text)[0].endswith("for years")


def test_the_first_clause_is_given_as_soon_as_it_is_there() -> None:
    splitter = StreamSplitter()
    assert splitter.feed("If you ask me nicely,") == []
    assert [s.display for s in splitter.feed(" I")] == ["If you ask me nicely,"]


def test_a_sentence_is_given_with_the_first_character_of_the_next() -> None:
    splitter = StreamSplitter()
    assert splitter.feed("That is so.") == []
    assert [s.display for s in splitter.feed(" A")] == ["That is so."]


@pytest.mark.parametrize("unit", ["word ", "x", "好", "a,b; ", "👨‍👩‍👧"])
def test_text_without_a_stop_is_cut(unit: str) -> None:
    found = split(unit * 300)
    assert all(len(sentence.display) <= LONGEST_CHARS + 1 for sentence in found)
    assert "".join(s.display for s in found).replace(" ", "") in (
        (unit * 300).replace(" ", ""),
        "",
    )


def test_numbers_and_expressions_are_those_of_the_reply() -> None:
    splitter = StreamSplitter("en", Expression.HAPPY)
    found = [*splitter.feed("One. Two. Three"), *splitter.finish()]
    assert [sentence.index for sentence in found] == [0, 1, 2]
    assert {sentence.expression for sentence in found} == {Expression.HAPPY}


def test_what_has_nothing_to_say_joins_the_next_stretch() -> None:
    assert shown("😊\n\nHello there.") == ["😊\n\nHello there."]
    assert shown("Bye!\n😊") == ["Bye!"]


def test_a_reply_of_an_emoji_alone_is_named() -> None:
    (sentence,) = split("👍")
    assert (sentence.display, sentence.spoken) == ("👍", "thumbs up")
    assert split("---") == []
    assert split("") == []


def test_halves_of_a_surrogate_pair_are_joined() -> None:
    assert shown("Hi \ud83d\ude00 you") == ["Hi 😀 you"]
    assert shown("Hi \ud83d") == ["Hi \ufffd"]
    assert shown("Hi \ude00 you") == ["Hi \ufffd you"]


PIECES = st.sampled_from(
    [
        "Hello", " ", "\n", "\n\n", "a", ".", "!", "?", "...", ", ", "; ", ": ", "—", " – ",
        "`", "```", "~~~", "|", "# ", "- ", "1. ", "2) ", "3.50", "Dr.", "e.g. ", "U.S.",
        "z. B. ", "The", "I", "😊", "👨‍👩‍👧", "。", "，", "你好", '"', "'", ")", "(", "no.",
        "[x](http://a.b/c)", "x@y.com", "\u200b", "\ud83d", "\ude00", "iPhone", "but",
        "because", "**", "_", "\t", "¿", "5", "12:30", "$5", " x" * 30, "w" * 50,
    ]
)  # fmt: skip


def flat(text: str) -> str:
    return "".join(text.split())


@given(st.lists(PIECES, max_size=50), st.randoms(), st.sampled_from(["en", "de"]))
@settings(max_examples=400, deadline=None)
def test_the_cut_into_deltas_changes_nothing(pieces, random, language) -> None:
    text = "".join(pieces)
    whole = split(text, len(text) + 1, language)
    splitter = StreamSplitter(language)
    found, at = [], 0
    while at < len(text):
        size = random.choice([1, 1, 2, 3, 7, 40])
        found += splitter.feed(text[at : at + size])
        at += size
    assert found + splitter.finish() == whole == split(text, 1, language)


@given(st.one_of(st.lists(PIECES, max_size=50).map("".join), st.text(max_size=300)))
@settings(max_examples=400, deadline=None)
def test_nothing_is_lost(text: str) -> None:
    repaired = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    found = split(text, 3)
    at = 0
    for sentence in found:
        assert sentence.display == sentence.display.strip()
        begin = repaired.index(sentence.display, at)
        skipped = repaired[at:begin]
        assert not skipped.strip() or not speaks(skipped)
        at = begin + len(sentence.display)
    assert not speaks(repaired[at:])
    assert all(sentence.spoken for sentence in found)


def speaks(text: str) -> bool:
    from lumen.dialogue.speakable import speakable

    return bool(speakable(text.strip()).text)


def test_ten_thousand_characters_of_trouble_end() -> None:
    for unit in ("!", "\n", "[", "`", "|\n", "1. ", "a.", '."', ". ", "```\n", "—"):
        split(unit * 5_000, 7)
