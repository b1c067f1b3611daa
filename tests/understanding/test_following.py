"""Undo and redo: what they mean right after something was done, or undone."""

from __future__ import annotations

import pytest

from lumen.understanding import understand
from lumen.understanding.context import Context

_NOTHING = Context()
_DONE = Context(playing=True, just_acted=True)
_UNDONE = Context(playing=True, just_acted=True, just_undone=True)


@pytest.mark.parametrize(
    ("text", "context", "name"),
    [
        ("undo", _NOTHING, "undo"),
        ("undo", _UNDONE, "undo"),
        ("undo that too", _UNDONE, "undo"),
        ("undo again", _UNDONE, "undo"),
        ("no, go back", _DONE, "undo"),
        ("no, go back", _UNDONE, "undo"),
        ("redo", _NOTHING, "redo"),
        ("redo that please", _DONE, "redo"),
        ("undo the undo", _UNDONE, "redo"),
        ("put it back", _DONE, "undo"),
        ("put it back", _UNDONE, "redo"),
        ("put it back how it was", _UNDONE, "undo"),
        ("do it again", _UNDONE, "redo"),
        ("redo the last song", _UNDONE, "previous_episode"),
    ],
)
def test_back_and_forth(text: str, context: Context, name: str) -> None:
    assert [intent.name for intent in understand(text, context)] == [name]


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("more", 1), ("show me more", 1), ("scroll down", 1), ("next page", 1),
        ("further down please", 1), ("show me the rest", 1), ("scroll up", -1),
        ("previous page", -1), ("back to the top", -99), ("scroll to the end", 99),
    ],
)  # fmt: skip
def test_a_list_is_turned_over(text: str, pages: int) -> None:
    (found,) = understand(text, Context(choices=9))
    assert (found.name, found.slots) == ("turn_results", {"pages": float(pages)})
    assert all(i.name != "turn_results" for i in understand(text, _DONE))


@pytest.mark.parametrize(
    "text", ["I should redo the kitchen", "she had to redo it", "do it again"]
)
def test_talk_redoes_nothing(text: str) -> None:
    assert not understand(text, _DONE)
