"""A reason and a command in one breath, as a recogniser writes it."""

from __future__ import annotations

import pytest

from lumen.understanding import understand


@pytest.mark.parametrize(
    ("said", "intent", "slots"),
    [
        ("i love this song turn it up", "adjust_volume", {"volume_adjustment": 5.0}),
        ("i can't hear it turn it up", "adjust_volume", {"volume_adjustment": 5.0}),
        ("what did he just say go back a minute", "seek_content", {"seek_offset": -60}),
        ("someone's at the door pause it", "pause_playback", {}),
        ("that's hurting my ears bring it down", "adjust_volume", None),
        ("my watch stopped what time have you got", "time_date", None),
        ("this is so boring fast forward two minutes", "seek_content", None),
        ("where were we in the audiobook carry on", "resume_playback", None),
    ],
)
def test_the_command_behind_a_reason_is_meant(
    said: str, intent: str, slots: dict[str, object] | None
) -> None:
    (found,) = understand(said)
    assert found.name == intent
    assert found.confidence >= 0.85
    if slots is not None:
        assert found.slots == slots


@pytest.mark.parametrize(
    "said",
    [
        "i hate it when people pause the movie",
        "i love it when they play it again",
        "she said this is boring skip it",
        "i didn't catch that so please repeat it",
        "it was so loud they turned it down",
        "i like to turn it up",
        "my mother is back to pause",
        "we have to go back a minute in history",
    ],
)
def test_what_belongs_together_is_not_parted(said: str) -> None:
    assert [found for found in understand(said) if found.confidence >= 0.85] == []
