"""One spoken sentence: speech in, mouth poses and a reply out."""

from __future__ import annotations

import wave

import numpy as np
import soxr

from companions import companion
from fakes import ScriptedGenerator
from lumen.avatar.engine import AvatarEngine
from lumen.avatar.rig import Channel
from lumen.avatar.rig_file import load_rig
from lumen.core import events as ev
from lumen.core.assets import asset
from lumen.core.audio import SPEECH_RATE_HZ, Pcm
from lumen.core.cancellation import CancellationToken
from lumen.core.conversation import Role
from lumen.core.metrics import Measure
from lumen.core.speech import Heard, Sentence, SpeechStyle
from lumen.core.turn import Phase
from lumen.core.units import Seconds
from lumen.speech.espeak import EspeakSynthesizer

ASKED = "What is the best way to make a cup of tea"
REPLY = ["Boil ", "the water, ", "then wait ", "for five minutes. ", "Enjoy it!"]


def spoken(text: str) -> Pcm:
    """Speech of the embedded voice, at the rate of the ear."""
    style = SpeechStyle()
    clip = EspeakSynthesizer().synthesize(
        Sentence(0, text, text), style, CancellationToken()
    )
    near: Pcm = soxr.resample(clip.samples, clip.rate_hz, SPEECH_RATE_HZ)
    return near.astype(np.float32)


def test_one_sentence_from_the_microphone_to_the_mouth(tmp_path):
    with companion(
        tmp_path,
        hears=spoken(ASKED),
        understands=(ASKED,),
        says=ScriptedGenerator(REPLY),
    ) as rig:
        rig.controls.set_hands_free(True)
        rig.told.wait_idle()
        said = rig.journal.last(Role.USER)
        reply = rig.journal.last(Role.COMPANION)
        timeline = rig.speaker.timeline
        started = rig.told.wait_for(ev.SpeechStarted)
        measures = rig.metrics.measures(started.turn)
    assert said is not None
    assert (said.text, said.spoken) == (ASKED, True)
    assert reply is not None
    assert reply.text == "".join(REPLY)
    assert [clip.sentence.display for _, clip, _ in timeline] == [
        "Boil the water,",
        "then wait for five minutes.",
        "Enjoy it!",
    ]
    _assert_phases(rig.told.events)
    _assert_lips_follow(timeline)
    _assert_sound(tmp_path / "reply.wav")
    for measure in (
        Measure.END_OF_UTTERANCE_DELAY,
        Measure.TRANSCRIPTION_DELAY,
        Measure.TIME_TO_FIRST_TOKEN,
        Measure.SYNTHESIS_DELAY,
        Measure.TIME_TO_FIRST_AUDIO,
    ):
        assert measure in measures


def _assert_phases(events):
    phases = [e.phase for e in events if isinstance(e, ev.PhaseChanged)]
    if Phase.TRANSCRIBING in phases:  # the transcript may be there with the endpoint
        phases.remove(Phase.TRANSCRIBING)
    assert phases == [Phase.LISTENING, Phase.THINKING, Phase.SPEAKING, Phase.IDLE]


def _assert_lips_follow(timeline):
    """Closed where a word begins, open where it sounds, at the heard position."""
    engine = AvatarEngine(load_rig(asset("characters", "lumen", "rig.toml")))
    at, clip, _ = timeline[0]
    opened = []
    for step in range(int(clip.duration / 0.01)):
        position = Seconds(step * 0.01)
        pose = engine.pose(Seconds(at + position), Heard(clip, position))
        opened.append(pose[Channel("jawOpen")])
    closed_at, open_at = opened[2], opened[7]
    assert open_at > closed_at + 0.2


def _assert_sound(path):
    with wave.open(str(path)) as file:
        frames = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    assert np.abs(frames).max() > 3000
