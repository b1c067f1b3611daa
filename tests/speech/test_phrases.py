from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumen.speech.phrases import MOST_PHRASES, expand, expand_all, normalise


@pytest.mark.parametrize(
    ("template", "phrases"),
    [
        ("stop", ("stop",)),
        ("What's the time?", ("what's the time",)),
        ("what\u2019s up", ("what's up",)),
        ("[please] stop", ("please stop", "stop")),
        ("tell me (a|another) joke", ("tell me a joke", "tell me another joke")),
        ("(stop|be [very] quiet)", ("stop", "be very quiet", "be quiet")),
        ("stop|halt", ("stop", "halt")),
        ("[[very] loud|er]", ("very loud", "loud", "er")),
        ("a [b|c]", ("a b", "a c", "a")),
        ("()", ()),
        ("", ()),
        ("  Speak   UP!  ", ("speak up",)),
    ],
)
def test_templates_are_written_out(template: str, phrases: tuple[str, ...]) -> None:
    assert expand(template) == phrases


@pytest.mark.parametrize(
    "template", ["(a", "a)", "[a", "a]", "(a]", "[a)", "((a)", "a|(b", ")("]
)
def test_brackets_must_match(template: str) -> None:
    with pytest.raises(ValueError, match="bracket"):
        expand(template)


def test_a_template_may_not_explode() -> None:
    with pytest.raises(ValueError, match=str(MOST_PHRASES)):
        expand("(a|b)" * 40)


def test_each_phrase_comes_once() -> None:
    assert expand_all(["stop", "Stop!", "[please] stop"]) == ("stop", "please stop")


@given(st.text(alphabet="ab [](|)'-!", max_size=30))
def test_any_template_is_written_out_or_refused(template: str) -> None:
    try:
        phrases = expand(template)
    except ValueError:
        return
    for phrase in phrases:
        assert phrase == normalise(phrase)
        assert phrase
