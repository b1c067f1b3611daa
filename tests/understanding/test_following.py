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
        ("go to the start of the list", -99), ("go to the bottom", 99),
    ],
)  # fmt: skip
def test_a_list_is_turned_over(text: str, pages: int) -> None:
    (found,) = understand(text, Context(choices=9, listed=True))
    assert (found.name, found.slots) == ("turn_results", {"pages": float(pages)})
    assert all(i.name != "turn_results" for i in understand(text, _DONE))


@pytest.mark.parametrize("text", ["go to the beginning", "jump to the end"])
def test_beside_a_list_what_plays_is_still_sought_in(text: str) -> None:
    (found,) = understand(text, Context(choices=9, listed=True))
    assert found.name == "seek_content"


@pytest.mark.parametrize(
    ("text", "name"),
    [("what else", "get_recommendation"), ("to the top", "seek_content")],
)
def test_a_question_which_player_is_no_list(text: str, name: str) -> None:
    (found,) = understand(text, Context(choices=2))
    assert found.name == name


@pytest.mark.parametrize(
    "text", ["I should redo the kitchen", "she had to redo it", "do it again"]
)
def test_talk_redoes_nothing(text: str) -> None:
    assert not understand(text, _DONE)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("no, the second one", 2),
        ("sorry, I meant the third one", 3),
        ("yes, the first one", 1),
        ("actually the second song", 2),
        ("the fifth one", 5),  # of three: the desk says how many there are
        ("number nine", 9),
    ],
)
def test_one_of_a_list_is_chosen(text: str, number: int) -> None:
    (found,) = understand(text, Context(choices=3, listed=True))
    assert (found.name, found.slots) == ("choose", {"number": float(number)})
    assert all(intent.name != "choose" for intent in understand(text, _DONE))


@pytest.mark.parametrize(
    "text",
    ["no one", "wait one second", "channel 7", "play track 12", "1000", "option -1"],
)
def test_beside_a_list_other_numbers_stay_what_they_are(text: str) -> None:
    shown = Context(choices=3, listed=True)
    assert all(intent.name != "choose" for intent in understand(text, shown))


@pytest.mark.parametrize("text", ["play/pause", "play pause", "toggle playback"])
def test_the_key_of_a_keyboard_pauses_what_plays_and_plays_what_is_paused(
    text: str,
) -> None:
    (playing,) = understand(text, Context(playing=True))
    (paused,) = understand(text, Context(paused=True))
    assert (playing.name, paused.name) == ("pause_playback", "resume_playback")
    assert not paused.slots


@pytest.mark.parametrize(
    ("said", "name", "slots"),
    [
        ("cancel everything", "cancel_timer", {"all": True}),
        ("forget it all", "cancel_timer", {"all": True}),
        ("don't pause after all", "cancel_timer", {"label": "pause"}),
        ("do not stop the music after all", "cancel_timer", {"label": "pause"}),
        ("how long until you pause", "list_timers", {"label": "pause"}),
        ("when will it stop", "list_timers", {"label": "pause"}),
        ("don't skip after all", "", {}),
    ],
)
def test_what_waits_is_called_off_and_asked_about_by_what_it_will_do(
    said: str, name: str, slots: dict[str, object]
) -> None:
    waiting = Context(timers=("pause", "tea"))
    found = [(i.name, dict(i.slots)) for i in understand(said, waiting)]
    assert (name, slots) in found if name else not found
    assert "cancel_timer" not in [i.name for i in understand(said)]
