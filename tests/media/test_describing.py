"""Every command has words, in which it is asked about and promised."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumen.core.intent import Intent
from lumen.media.describing import describe, describe_wish


@pytest.mark.parametrize(
    ("name", "slots", "words"),
    [
        ("play_content", {"title": "Heroes"}, "play “Heroes”"),
        ("play_content", {"artist": "Bowie"}, "play “Bowie”"),
        ("play_content", {}, "play something"),
        ("search_content", {"search_query": "jazz"}, "look for “jazz”"),
        ("browse_category", {}, "look for that"),
        ("select_channel", {"channel": 5.0}, "switch to channel 5"),
        ("select_channel", {"channel": "BBC"}, "switch to channel “BBC”"),
        ("open_app", {"app": "firefox"}, "open “firefox”"),
        ("adjust_volume", {"volume_level": 40.0}, "set the volume to 40 %"),
        ("adjust_volume", {"volume_adjustment": -5.0}, "turn it down"),
        ("adjust_volume", {"mute": True}, "mute it"),
        ("adjust_volume", {"mute": False}, "unmute it"),
        ("adjust_volume", {"volume_factor": 0.5}, "change the volume"),
        ("adjust_speed", {"playback_speed": 1.5}, "play it at 1.5x"),
        ("adjust_speed", {"speed_adjustment": -0.25}, "play it slower"),
        ("adjust_speed", {}, "change the speed"),
        ("seek_content", {"seek_position": 90.0}, "go to 1:30"),
        ("seek_content", {"seek_offset": -90.0},
         "go back by 1 minute and 30 seconds"),
        ("seek_content", {"seek_offset": "far"}, "go to another place"),
        ("shuffle", {"shuffle": "on"}, "shuffle"),
        ("shuffle", {"shuffle": "off"}, "stop shuffling"),
        ("shuffle", {}, "change the shuffling"),
        ("repeat", {"mode": "one"}, "repeat this one"),
        ("repeat", {"mode": "off"}, "stop repeating"),
        ("repeat", {}, "change the repeating"),
        ("undo", {}, "undo that"),
        ("something_new", {}, "do that"),
    ],
)  # fmt: skip
def test_commands_in_words(name: str, slots: dict, words: str):
    assert describe(Intent(name, slots)) == words


@given(
    st.sampled_from(
        ["play_content", "adjust_volume", "adjust_speed", "seek_content", "open_app"]
    ),
    st.dictionaries(
        st.sampled_from(
            ["title", "app", "volume_level", "playback_speed", "seek_offset"]
        ),
        st.text() | st.floats(-1e6, 1e6) | st.booleans(),
    ),
)
def test_every_command_has_words(name: str, slots: dict):
    assert describe(Intent(name, slots)).strip()


@pytest.mark.parametrize(
    ("name", "slots", "words"),
    [
        ("pause_playback", {}, "pause"),
        ("pause_playback", {"delay": 600.0}, "pause in 10 minutes"),
        ("pause_playback", {"player": "vlc", "delay": 90.0},
         "pause vlc in 1 minute and 30 seconds"),
        ("next_episode", {"player": "vlc"}, "play the next one in vlc"),
    ],
)  # fmt: skip
def test_a_wish_in_words_tells_where_and_when(name: str, slots: dict, words: str):
    assert describe_wish(Intent(name, slots)) == words
