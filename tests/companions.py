"""A whole companion on stand-ins and files, on a clock that skips waiting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from fakes import MemorySecrets, ScriptedGenerator, ScriptedRecognizer, ToneSynthesizer
from live import Chronicle
from lumen.audio.wave import SkippingClock, WavMicrophone, WavSpeaker
from lumen.companion import Companion, Stages
from lumen.controls import Controls
from lumen.core.audio import Pcm
from lumen.core.clock import Clock, MonotonicClock
from lumen.core.intent import Intent
from lumen.core.loop import LoopThread
from lumen.core.speech import SpeechStyle
from lumen.core.turn import TurnIds
from lumen.dialogue.completeness import looks_complete
from lumen.dialogue.generation import GenerationStage
from lumen.dialogue.request import LocalReply, Prompt, ReplyRequest
from lumen.dialogue.sentences import StreamSplitter
from lumen.dialogue.turns import TurnMachine
from lumen.journal import Journal
from lumen.manner import Manner
from lumen.observe.metrics import MetricsStore
from lumen.room import Room
from lumen.speech.endpointing import EndpointingSettings
from lumen.speech.listening import Listener
from lumen.speech.recognition import RecognitionStage
from lumen.speech.synthesis import SynthesisStage
from lumen.speech.vad import SileroDetector
from lumen.storage.keeper import Keeper


class Nothing:
    """`LocalAnswers` that claims what it is told to and is otherwise brief."""

    def __init__(self) -> None:
        self.claims: dict[str, LocalReply] = {}
        self.requests: list[ReplyRequest] = []

    def claim(self, request: ReplyRequest) -> LocalReply | None:
        self.requests.append(request)
        return self.claims.get(request.text)

    def reply(self, request: ReplyRequest) -> LocalReply:
        return LocalReply("I have nothing to say.")


@dataclass
class Rig:
    """The companion and everything a test may look at."""

    clock: SkippingClock
    loop: LoopThread
    told: Chronicle
    metrics: MetricsStore
    controls: Controls
    companion: Companion
    journal: Journal
    stages: Stages
    microphone: WavMicrophone
    speaker: WavSpeaker
    local: Nothing
    manners: list[Manner]
    secrets: MemorySecrets


def _prompt(request: ReplyRequest) -> Prompt:
    return Prompt("", request.history, request.text)


@contextmanager
def companion(
    folder: Path,
    *,
    hears: Pcm | None = None,
    understands: tuple[str, ...] = ("",),
    says: ScriptedGenerator | None = None,
    voice: ToneSynthesizer | None = None,
    understand: Callable[[str], tuple[Intent, ...]] = lambda _text: (),
    keep: bool = False,
    secrets: MemorySecrets | None = None,
    silence: float = 1.5,
    private: bool = False,
    room: Callable[[Keeper, Clock, TurnIds, LoopThread], Room] | None = None,
) -> Iterator[Rig]:
    """Start a companion; `controls.close` at the end, checked by the thread guard.

    With a `room` it understands and does what is asked of players. `private`: it is
    asked not to listen before it starts.
    """
    clock, loop, turns = SkippingClock(MonotonicClock()), LoopThread(), TurnIds()
    metrics, told, local, manners = MetricsStore(), Chronicle(), Nothing(), []
    secrets = secrets or MemorySecrets()
    keeper = Keeper(folder / "history.sqlite3", loop.post, clock, secrets, keep=keep)
    journal = Journal(keeper)
    manner = Manner(SpeechStyle())
    made = Companion(journal, clock, metrics, manner, manners.append)
    controls = Controls(made, journal, keeper, loop, turns, clock)
    samples = np.zeros(0, np.float32) if hears is None else hears
    microphone = WavMicrophone(samples, clock, silence=silence)  # type: ignore[arg-type]
    speaker = WavSpeaker(clock, loop.post, folder / "reply.wav")
    built = None if room is None else room(keeper, clock, turns, loop)
    stages = Stages(
        microphone=microphone,
        listener=Listener(SileroDetector(), EndpointingSettings(), turns, loop.post),
        recognition=RecognitionStage(
            ScriptedRecognizer(*understands), clock, loop.post
        ),
        machine=TurnMachine(looks_complete),
        understand=understand if built is None else built.understand,
        facts=lambda: ("local time: noon",),
        generation=GenerationStage(
            local,
            says,
            StreamSplitter,
            clock,
            loop.post,
            prompts=_prompt,
            metrics=metrics,
            doers=() if built is None else built.doers,
        ),
        synthesis=SynthesisStage(clock, loop.post, voice or ToneSynthesizer()),
        speaker=speaker,
        room=built,
    )
    controls.subscribe(told)
    if private:
        controls.set_privacy(True)
    controls.start(stages)
    speaker.start()
    try:
        yield Rig(
            clock, loop, told, metrics, controls, made, journal, stages, microphone,
            speaker, local, manners, secrets,
        )  # fmt: skip
    finally:
        controls.close()


@contextmanager
def half_a_companion(folder: Path) -> Iterator[tuple[Controls, Chronicle]]:
    """What is left when loading failed: news and history, no stages."""
    clock, loop, turns = MonotonicClock(), LoopThread(), TurnIds()
    keeper = Keeper(
        folder / "history.sqlite3", loop.post, clock, MemorySecrets(), keep=False
    )
    journal, manner = Journal(keeper), Manner(SpeechStyle())
    made = Companion(journal, clock, MetricsStore(), manner, lambda _manner: None)
    controls = Controls(made, journal, keeper, loop, turns, clock)
    told = Chronicle()
    controls.subscribe(told)
    controls.start_without_stages()
    try:
        yield controls, told
    finally:
        controls.close()
