"""Privacy closes the real microphone: no program of Lumen's is on the sound server."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from integration.sound_card import SoundCard
from live import Live, running
from lumen.core import events as ev
from lumen.core.errors import PrivacyError

pytestmark = pytest.mark.integration


def records(live: Live) -> bool:
    return "application.process.id" in live.card.pactl("list", "source-outputs")


def awaited(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + 10.0
    while not condition():
        assert time.monotonic() < deadline, f"{what} did not happen"
        time.sleep(0.02)


def test_in_privacy_no_stream_is_open_and_none_can_be_opened(
    sound_card: SoundCard, tmp_path
):
    with running(sound_card, tmp_path) as live:
        controls = live.base.controls
        controls.set_hands_free(True)
        awaited(lambda: records(live), "listening")
        controls.set_privacy(True)
        awaited(lambda: not records(live), "privacy")
        controls.press_to_talk()
        refused = live.told.wait_for(ev.ProblemRaised)
        assert isinstance(refused.error, PrivacyError)
        controls.release_to_talk()
        controls.set_hands_free(True)
        time.sleep(0.5)  # opening takes a tenth of a second
        assert not records(live)
        controls.set_privacy(False)
        awaited(lambda: records(live), "listening again")
