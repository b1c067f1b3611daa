"""Which commands can wait, and what of them may come back from the disk."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumen.core.intent import Intent
from lumen.core.units import Seconds
from lumen.media.later import (
    CAN_WAIT,
    SLEEP,
    Later,
    from_kept,
    is_later,
    later,
    noun,
    to_kept,
)
from lumen.understanding import postponed

PAUSE = Intent("pause_playback")


def test_a_command_is_put_off_without_its_delay():
    said = Intent("adjust_volume", {"volume_level": 20.0, "delay": 300.0}, 0.93)
    assert is_later(said)
    command = Intent("adjust_volume", {"volume_level": 20.0})
    assert later(said) == Later(command, Seconds(300))


@pytest.mark.parametrize(
    "intent",
    [
        PAUSE,
        Intent("pause_playback", {"when": "after this song"}),
        Intent("play_content", {"title": "jazz", "delay": 60.0}),
        Intent("show_player", {"delay": 60.0}),
        Intent("set_timer", {"duration": 60.0}),
        Intent("set_timer", {"duration": 60.0, "label": "sleep"}),
        Intent("set_timer", {SLEEP: True}),
    ],
)
def test_what_is_for_now_or_no_command_is_not_put_off(intent: Intent):
    assert later(intent) is None
    assert not is_later(intent)


def test_a_sleep_timer_pauses_what_plays():
    said = Intent("set_timer", {"duration": 1800.0, SLEEP: True})
    assert later(said) == Later(PAUSE, Seconds(1800), "sleep")


@pytest.mark.parametrize("delay", [float("inf"), float("nan"), "soon", {}])
def test_a_delay_beyond_all_measure_is_no_delay_that_a_timer_takes(delay):
    put_off = later(Intent("pause_playback", {"delay": delay}))
    assert put_off is not None
    assert put_off.delay == 0


def test_every_command_that_can_wait_has_a_name_for_its_timer():
    names = {noun(Intent(name)) for name in CAN_WAIT}
    assert len(names) == len(CAN_WAIT)
    assert "command" not in names


@pytest.mark.parametrize(("mute", "name"), [(True, "mute"), (False, "unmute")])
def test_muting_later_is_called_so(mute: bool, name: str):
    assert noun(Intent("adjust_volume", {"mute": mute})) == name


@pytest.mark.parametrize(
    "command",
    [
        PAUSE,
        Intent("pause_playback", {"player": "vlc", "lasting": 60.0}),
        Intent("adjust_volume", {"mute": True}),
        Intent("adjust_volume", {"volume_level": 20}),
        Intent("repeat", {"mode": "one"}),
    ],
)
def test_what_is_kept_comes_back(command: Intent):
    assert from_kept(json.loads(json.dumps(to_kept(command)))) == command


@pytest.mark.parametrize(
    "kept",
    [
        None, "pause_playback", [], ["pause_playback"], ["pause_playback", []],
        ["pause_playback", {}, 1], ["quit", {}], ["set_timer", {"duration": 1}],
        ["play_content", {"title": "x"}], ["open_app", {"app": "xterm"}],
        ["show_player", {}], [["pause_playback"], {}], ["undo", {}],
        ["pause_playback", {"delay": 5}], ["pause_playback", {"when": "at noon"}],
        ["pause_playback", {"player": None}], ["pause_playback", {"player": ["vlc"]}],
        ["pause_playback", {"player": "x" * 201}], ["pause_playback", {"a b": 1}],
        ["adjust_volume", {"volume_level": float("nan")}],
        ["adjust_volume", {"volume_level": 10**400}],
        ["adjust_volume", {"filters": {"kind": "x"}}],
        ["adjust_volume", {f"slot_{n}": n for n in range(13)}],
    ],
)  # fmt: skip
def test_what_nobody_can_have_said_is_not_taken_from_the_disk(kept: object):
    assert from_kept(kept) is None


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.text(max_size=5), inner, max_size=3)
            | st.tuples(
                st.sampled_from([*sorted(CAN_WAIT), "open_app"]),
                st.dictionaries(st.sampled_from(["player", "delay"]), inner),
            ).map(list)
        ),
        max_leaves=8,
    )
)
def test_whatever_is_on_the_disk_only_commands_for_players_come_of_it(kept: object):
    command = from_kept(kept)
    if command is not None:
        assert command.name in CAN_WAIT
        assert later(command) is None
        assert all(
            isinstance(value, bool | int | float | str)
            for value in command.slots.values()
        )


def test_what_is_understood_to_wait_is_what_can_wait():
    assert postponed.CAN_WAIT == CAN_WAIT
