"""Somebody speaks to Lumen through a sound card, and hears the answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from fake_ollama import FakeOllama
from fakes import ScriptedRecognizer
from integration.sound_card import RATE_HZ, Recording, SoundCard
from live import Live, running
from lumen.avatar.engine import AvatarEngine
from lumen.avatar.rig_file import load_rig
from lumen.core import events as ev
from lumen.core.assets import asset
from lumen.core.turn import Phase
from speaking import can_speak, say

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(not can_speak(), reason="libflite is not installed"),
]

LONG = " ".join(
    f"This is sentence number {n} of a rather long story about the sea."
    for n in range(12)
)
PATIENCE = 20.0


def awaited(condition: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"{what} did not happen"
        time.sleep(0.02)


def hands_free(live: Live) -> None:
    """Listen, and be listening."""
    live.base.controls.set_hands_free(True)
    blocks = live.stages.microphone
    awaited(lambda: blocks.level_dbfs > -119.0 or _records(live), "listening")


def _records(live: Live) -> bool:
    return "application.process.id" in live.card.pactl("list", "source-outputs")


def latest(recording: Recording, seconds: float) -> float:
    """Root mean square of the last seconds of what is being recorded."""
    samples = np.fromfile(recording._path, "<f4")[-int(seconds * RATE_HZ) :]
    return float(np.sqrt(np.mean(np.square(samples)))) if len(samples) else 0.0


def loudly(text: str) -> np.ndarray:
    """Somebody near the microphone, with another voice than Lumen's."""
    samples = say(text, "rms")
    return samples * (0.9 / np.abs(samples).max())


@contextmanager
def telling(card: SoundCard, home: Path, recognizer: object) -> Iterator[Live]:
    """Lumen in the middle of a long story, hands-free."""
    with FakeOllama(tps=200) as server:
        server.say(LONG)
        server.say("All right.")
        low = {"LUMEN_SPEAKING__VOLUME": "0.4"}
        with running(
            card, home, recognizer=recognizer, ollama=server.url, **low
        ) as live:
            hands_free(live)
            live.base.controls.submit_text("tell me a long story")
            live.told.wait_for(ev.PlaybackStarted)
            yield live


@pytest.mark.slow
def test_a_question_is_heard_answered_and_seen(sound_card: SoundCard, tmp_path: Path):
    engine = AvatarEngine(load_rig(asset("characters", "lumen") / "rig.toml"))
    with running(sound_card, tmp_path) as live, sound_card.record() as mouth:
        hands_free(live)
        since = live.told.now
        speaking = sound_card.speak(say("tell me a joke"), 16_000)
        live.told.wait_for(ev.PlaybackStarted, since)
        controls, opened = live.base.controls, []
        while live.told.phase is Phase.SPEAKING:
            heard = controls.heard()
            pose = engine.pose(controls.now(), heard)
            if heard is not None:
                opened.append(pose)
            time.sleep(0.02)
        live.told.wait_idle(since)
        speaking.wait()
        said = live.told.wait_for(ev.UserMessageAdded, since)
        reply = live.told.wait_for(ev.ReplyMessageAdded, since)
        awaited(lambda: latest(mouth, 0.3) < 0.003, "silence")
    assert said.text == "tell me a joke"
    assert said.spoken
    assert not reply.interrupted
    assert np.abs(mouth.samples).max() > 0.02
    shapes = {tuple(round(float(v), 3) for v in _mouth(pose)) for pose in opened}
    assert len(shapes) > 10  # it moves
    assert max(max(shape) for shape in shapes) > 0.2  # and it opens


def _mouth(pose: object) -> list[float]:
    from lumen.avatar.rig import Channel

    names = [
        c for c in Channel if "mouth" in c.value.lower() or "jaw" in c.value.lower()
    ]
    return [abs(pose[name]) for name in names]


def test_push_to_talk_hears_while_the_key_is_held(
    sound_card: SoundCard, tmp_path: Path
):
    with running(sound_card, tmp_path) as live:
        since, controls = live.told.now, live.base.controls
        controls.press_to_talk()
        awaited(lambda: _records(live), "listening")
        sound_card.speak(say("what time is it"), 16_000).wait()
        controls.release_to_talk()
        said = live.told.wait_for(ev.UserMessageAdded, since)
        live.told.wait_for(ev.PlaybackStarted, since)
        controls.stop()
        live.told.wait_idle(since)
        kinds = [e for e in live.told.events[since:] if isinstance(e, ev.SpeechStarted)]
    assert said.text == "what time is it"
    assert kinds == []  # the key alone begins and ends it


@pytest.mark.slow
def test_barging_in_silences_it_and_keeps_what_was_heard(
    sound_card: SoundCard, tmp_path: Path
):
    recognizer = ScriptedRecognizer("wait a moment please")
    with (
        telling(sound_card, tmp_path, recognizer) as live,
        sound_card.record() as mouth,
    ):
        awaited(lambda: latest(mouth, 0.3) > 0.02, "the story")
        live.told.wait(lambda e: isinstance(e, ev.PlaybackStarted) and e.index == 1)
        since = live.told.now
        speaking = sound_card.speak(loudly("wait a moment please stop talking"), 16_000)
        stopped = live.told.wait_for(ev.PlaybackStopped, since)
        kept = live.told.wait(
            lambda e: isinstance(e, ev.ReplyMessageAdded) and e.turn == stopped.turn,
            since,
        )
        answered = live.told.wait(
            lambda e: isinstance(e, ev.ReplyMessageAdded) and e.turn > stopped.turn,
            since,
        )
        speaking.wait()
        history = [
            message.text for message in live.base.controls._journal._talk._messages
        ]
        events = live.told.events[since:]
    assert kept.interrupted
    assert kept.text == stopped.heard
    assert LONG.startswith(stopped.heard)
    assert len("This is sentence") < len(stopped.heard) < len(LONG)
    assert answered.text == "All right."
    assert history == [
        "tell me a long story",
        stopped.heard,
        "wait a moment please",
        "All right.",
    ]
    late = [e for e in events if isinstance(e, ev.PlaybackStarted)]
    assert {e.turn for e in late[-1:]} == {answered.turn}


@pytest.mark.slow
def test_a_cough_lowers_the_voice_and_it_comes_back(
    sound_card: SoundCard, tmp_path: Path
):
    recognizer = ScriptedRecognizer("")
    with (
        telling(sound_card, tmp_path, recognizer) as live,
        sound_card.record() as mouth,
    ):
        speaker, gains = live.stages.speaker, []
        awaited(lambda: latest(mouth, 0.3) > 0.02, "the story")
        full = speaker.heard().gain
        since = live.told.now
        voiced = loudly("uh")
        begin = int(np.argmax(np.abs(voiced) > 0.1))
        coughing = sound_card.speak(voiced[begin:][:4_000], 16_000)
        live.told.wait_for(ev.SpeechStarted, since)
        awaited(lambda: gains.append(_gain(live)) or gains[-1] < 0.6 * full, "ducking")
        live.told.wait(
            lambda e: isinstance(e, ev.UtteranceDropped | ev.UtteranceEnded), since
        )
        awaited(lambda: _gain(live) > 0.95 * full, "full voice")
        coughing.wait()
        assert live.told.phase is Phase.SPEAKING
        events = live.told.events[since:]
        live.base.controls.stop()
    assert not [e for e in events if isinstance(e, ev.PlaybackStopped)]
    assert not [e for e in events if isinstance(e, ev.UserMessageAdded)]


def _gain(live: Live) -> float:
    heard = live.stages.speaker.heard()
    return heard.gain if heard is not None else 1.0


@pytest.mark.slow
def test_a_lost_microphone_is_told_and_found_again(
    sound_card: SoundCard, tmp_path: Path
):
    with running(sound_card, tmp_path, LUMEN_HEARING__MICROPHONE="vmic") as live:
        hands_free(live)
        since = live.told.now
        sound_card.unplug("vmic")
        told = live.told.wait(
            lambda e: (
                isinstance(e, ev.DeviceLost | ev.DeviceChanged)
                and e.role is ev.DeviceRole.MICROPHONE
            ),
            since,
        )
        assert told.name
        sound_card.replug("vmic")
        live.told.wait(
            lambda e: isinstance(e, ev.DeviceChanged) and e.name == "vmic", since
        )
        since = live.told.now
        awaited(lambda: _records(live), "listening again")
        sound_card.speak(say("what time is it"), 16_000).wait()
        said = live.told.wait_for(ev.UserMessageAdded, since)
        assert said.text == "what time is it"
        live.base.controls.stop()
        live.told.wait(
            lambda e: isinstance(e, ev.PhaseChanged) and e.phase is Phase.IDLE, since
        )
