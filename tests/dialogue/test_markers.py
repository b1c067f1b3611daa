from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumen.core.expression import Expression
from lumen.dialogue.markers import FACES, Face, MarkerFilter

H, S, A, R, W, N = (
    Expression.HAPPY,
    Expression.SAD,
    Expression.ANGRY,
    Expression.RELAXED,
    Expression.SURPRISED,
    Expression.NEUTRAL,
)
CASES: dict[str, list[str | Expression]] = {
    "": [],
    "Hello.": ["Hello."],
    "[happy] Hello.": [H, "Hello."],
    "[happy]Hello.": [H, "Hello."],
    "  \n[happy]\n\nHello.": [H, "Hello."],
    "[HAPPY] Hello.": [H, "Hello."],
    "[Happy] Hello. [sad] Oh.": [H, "Hello. ", S, "Oh."],
    "Hi.[angry] No.": ["Hi.", A, " No."],
    "I am [relaxed] today.": ["I am ", R, "today."],
    "[laughs] Oh. [gasp] What!": [H, "Oh. ", W, "What!"],
    "[neutral][sad] Oh.": [N, S, "Oh."],
    "[happy]": [H],
    "[whispers] Psst.": ["Psst."],
    "So. [coughs] Well.": ["So. ", "Well."],
    "So [coughs] well.": ["So [coughs] well."],
    "[laughs loudly] Well.": ["[laughs loudly] Well."],
    "[Note] This.": ["[Note] This."],
    "[1] and [a] and [x] and [sic].": ["[1] and [a] and [x] and [sic]."],
    "[happy](https://example.org)": ["[happy](https://example.org)"],
    "[happy]: a word": ["[happy]: a word"],
    "[sad][1]": [S, "[1]"],
    "![sad](x.png)": ["![sad](x.png)"],
    "list[happy]": ["list[happy]"],
    "m[0][sad]": ["m[0][sad]"],
    "- [x] done\n- [ ] open": ["- [x] done\n- [ ] open"],
    "Line.\n[smiles] Next.": ["Line.\n", H, "Next."],
    "Use `[happy]` so.": ["Use `[happy]` so."],
    "``[happy]`` end": ["``", H, "`` end"],
    "```\n[happy]\n```\n[sad] Oh.": ["```\n[happy]\n```\n", S, "Oh."],
    "It's ` odd\n[sad] Oh.": ["It's ` odd\n", S, "Oh."],
    "<think>I ponder. [sad]</think>\n\nHi.": ["Hi."],
    "<THINKING>x</THINKING>Hi.": ["Hi."],
    "Hi. <think>x</think> There.": ["Hi. ", "There."],
    "<think>for ever": [],
    "x</think>Hi.": ["xHi."],
    "Hi.<|im_end|>": ["Hi."],
    "Hi.</s>": ["Hi."],
    "<｜end▁of▁sentence｜>Hi.": ["Hi."],
    "1 < 2 <3 <b>x</b> <|": ["1 < 2 <3 <b>x</b> <|"],
    "<thin ice>": ["<thin ice>"],
    "[": ["["],
    "[hap": ["[hap"],
    "a\x00\u202eb\x1b": ["ab"],
}


def filtered(deltas: list[str]) -> list[str | Expression]:
    marker_filter = MarkerFilter()
    pieces = [piece for delta in deltas for piece in marker_filter.feed(delta)]
    joined: list[str | Expression] = []
    text = ""
    for piece in [*pieces, *marker_filter.finish()]:
        if isinstance(piece, Face):
            joined += [text, piece.expression] if text else [piece.expression]
            text = ""
        else:
            text += piece
    return [*joined, text] if text else joined


def merged(pieces: list[str | Expression]) -> list[str | Expression]:
    """Neighbouring texts as one."""
    out: list[str | Expression] = []
    for piece in pieces:
        if out and type(piece) is str and type(out[-1]) is str:
            out[-1] += piece
        else:
            out.append(piece)
    return out


@pytest.mark.parametrize("text", CASES)
@pytest.mark.parametrize("size", [1, 2, 3, 5, 1000])
def test_marks_are_taken_out_however_the_text_is_cut(text: str, size: int) -> None:
    deltas = [text[at : at + size] for at in range(0, len(text), size)]
    assert filtered(deltas) == merged(CASES[text])


@given(
    st.lists(
        st.sampled_from(
            [*CASES, " ", ". ", "[", "]", "<", "|>", "`", "```", "think", "happy", "\n"]
        ),
        max_size=12,
    ),
    st.lists(st.integers(1, 9), min_size=1),
)
def test_cutting_elsewhere_gives_the_same(parts: list[str], cuts: list[int]) -> None:
    text = "".join(parts)
    deltas, at = [], 0
    while at < len(text):
        cut = cuts[len(deltas) % len(cuts)]
        deltas.append(text[at : at + cut])
        at += cut
    assert filtered(deltas) == filtered([text])


def test_plain_text_is_not_held_back() -> None:
    marker_filter = MarkerFilter()
    for delta in ("Hello", " there", ",", " you", "."):
        assert marker_filter.feed(delta) == [delta]


def test_a_mark_is_held_back_only_while_it_may_be_one() -> None:
    marker_filter = MarkerFilter()
    assert marker_filter.feed("a [sa") == ["a "]
    assert marker_filter.feed("fe passage") == ["[safe passage"]


def test_every_face_is_one_word() -> None:
    assert all(name.isalpha() and 3 <= len(name) <= 16 for name in FACES)
