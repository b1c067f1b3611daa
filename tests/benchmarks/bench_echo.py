"""Does Lumen interrupt itself, and can a person? A simulated room, the real parts.

    python tests/benchmarks/bench_echo.py               # three minutes in each room
    python tests/benchmarks/bench_echo.py --minutes 30  # what is promised
    LUMEN_SPEECH_DATA=... python tests/benchmarks/bench_echo.py  # people too

Lumen's embedded voices speak without a pause. A room (reverberation, a distorting
little loudspeaker, noise) answers into the microphone at three levels. The echo
reference, the canceller, the voice detector and the listener are those of the product,
offline and faster than real time.

Alone: `runs` is four blocks in a row in which the detector finds speech though nobody
but Lumen speaks, behind the first six seconds (the canceller is still learning then;
`learning` counts those). `ducked`, `sustained` and `ended` are the product's own rule,
from the first second on: how often the hands-free listener began to hear somebody, went
on to, and had an utterance of 160 ms of voice or more. The last two are what may end in
an interruption: there must be none.

With a person: recorded speech, as loud as Lumen's voice was sent, over the echo. Found
is what the listener sustained or ended. The delays count from the first sound of the
speech: until the voice is lowered, and until it is sustained or ended. It is harder than
life: Lumen never pauses, and goes on as loudly when its voice is to be lowered. The first
row, without any echo, is what can be had.
"""

from __future__ import annotations

import argparse
import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pytest
import soxr
from recorded import Recording, recordings, speech_bounds

from lumen.audio.echo import ECHO_FRAMES, EchoPath, EchoReference, NullCanceller
from lumen.audio.echo import WebRtcCanceller as Canceller
from lumen.core.audio import (
    BLOCK_FRAMES,
    BLOCK_SECONDS,
    SPEECH_RATE_HZ,
    AudioBlock,
    Pcm,
)
from lumen.core.cancellation import CancellationToken
from lumen.core.errors import SynthesisError
from lumen.core.events import Event, SpeechStarted, SpeechSustained, UtteranceEnded
from lumen.core.speech import Sentence, SpeechStyle
from lumen.core.turn import TurnIds
from lumen.core.units import Dbfs, Seconds
from lumen.speech.endpointing import EndpointingSettings
from lumen.speech.espeak import EspeakSynthesizer
from lumen.speech.flite import FliteSynthesizer
from lumen.speech.listening import Listener
from lumen.speech.synthesis import Synthesizer
from lumen.speech.vad import SileroDetector

RUN_BLOCKS = 4
"""Blocks of speech in a row from which Lumen believes to be interrupted."""

THRESHOLD = 0.5
LEARNING_SECONDS = 6
ENOUGH_VOICE = 0.16
BEGIN = 100.0
MOST_PEOPLE = 40
CHUNK_SECONDS = 60
CARD_RATE_HZ = 48_000

SENTENCES = (
    "The weather today is sunny with a light breeze in the afternoon.",
    "I have set a timer for ten minutes, and I will tell you when it is done.",
    "There are three new messages; would you like me to read them to you?",
    "Paris is the capital of France, and about two million people live there.",
    "Why did the robot go on holiday? It needed to recharge its batteries.",
    "Seventeen times twenty three is three hundred and ninety one.",
    "No problem at all. What else can I do for you this evening?",
)


@dataclass(frozen=True)
class Room:
    """How the loudspeaker comes back: level against the voice that was sent."""

    name: str
    delay: float
    t60: float
    gain_db: float
    drive: float


ROOMS = (
    Room("headset leak, -24 dB", 0.030, 0.1, -24.0, 0.0),
    Room("laptop, -4 dB, distorted", 0.060, 0.2, -4.0, 4.0),
    Room("loud room, +2 dB, distorted", 0.120, 0.4, 2.0, 6.0),
)


def own_speech(seconds: int) -> np.ndarray:
    """Lumen's embedded voices in turn at 16 kHz, -22 dBFS, without a pause."""
    voices = _voices()
    pieces: list[np.ndarray] = []
    have = 0
    while have < min(seconds, 180) * SPEECH_RATE_HZ:
        number = len(pieces)
        text = SENTENCES[number % len(SENTENCES)]
        voice, style = voices[number // len(SENTENCES) % len(voices)]
        clip = voice.synthesize(
            Sentence(number, text, text), style, CancellationToken()
        )
        pieces.append(soxr.resample(clip.samples, clip.rate_hz, SPEECH_RATE_HZ))
        have += len(pieces[-1])
    once = np.concatenate(pieces)
    whole = np.tile(once, -(-seconds * SPEECH_RATE_HZ // len(once)))
    whole = whole[: seconds * SPEECH_RATE_HZ]
    return (whole / np.sqrt(np.mean(whole**2)) * 0.08).astype(np.float32)


def _voices() -> list[tuple[Synthesizer, SpeechStyle]]:
    """Every embedded voice that is here, with styles that differ."""
    style = SpeechStyle()
    voices: list[tuple[Synthesizer, SpeechStyle]] = [(EspeakSynthesizer(), style)]
    with contextlib.suppress(SynthesisError):
        flite = FliteSynthesizer()
        voices += [
            (flite, replace(style, voice=voice.name)) for voice in flite.voices()
        ]
    return voices


def echo_of(far: np.ndarray, room: Room, seed: int) -> np.ndarray:
    """What the microphone hears of `far` in the room, with its own noise."""
    random = np.random.default_rng(seed)
    length = int(room.t60 * SPEECH_RATE_HZ)
    answer = random.standard_normal(length) * 10 ** (-3 * np.arange(length) / length)
    answer[0] = 3.0
    answer /= np.linalg.norm(answer)
    played = np.tanh(far * room.drive) / room.drive if room.drive else far
    size = 1 << (len(far) + length).bit_length()
    wet = np.fft.irfft(np.fft.rfft(played, size) * np.fft.rfft(answer, size), size)
    delay = int(room.delay * SPEECH_RATE_HZ)
    echo = np.concatenate([np.zeros(delay), wet])[: len(far)]
    level = np.sqrt(np.mean(far**2)) * 10 ** (room.gain_db / 20)
    echo *= level / np.sqrt(np.mean(echo**2))
    noise = random.standard_normal(len(far)) * 3e-4
    return (echo + noise).astype(np.float32)


class NotedDetector:
    """The product's detector, whose last answer can be read."""

    def __init__(self) -> None:
        self._detector = SileroDetector()
        self.last = 0.0

    def probability(self, samples: Pcm) -> float:
        """See `VoiceDetector.probability`."""
        self.last = self._detector.probability(samples)
        return self.last

    def reset(self) -> None:
        """See `VoiceDetector.reset`."""
        self._detector.reset()


@dataclass
class Heard:
    """One block behind the canceller."""

    number: int
    block: AudioBlock
    speech: bool
    events: list[Event]


def hear(far: np.ndarray, near: np.ndarray, canceller) -> Iterator[Heard]:
    """Play `far`, hear `near`: every block as the hands-free listener gets it."""
    reference = EchoReference(CARD_RATE_HZ, 2.0)
    path = EchoPath(reference, canceller)
    detector = NotedDetector()
    events: list[Event] = []
    listener = Listener(detector, EndpointingSettings(), TurnIds(), events.append)
    listener.set_hands_free(True)
    card = soxr.resample(far, SPEECH_RATE_HZ, CARD_RATE_HZ)
    random = np.random.default_rng(7)
    clean = np.zeros(0, np.float32)
    written = number = 0
    step = CARD_RATE_HZ // 100
    for at in range(0, len(near) - ECHO_FRAMES * 3, ECHO_FRAMES * 3):
        while written / CARD_RATE_HZ < at / SPEECH_RATE_HZ + 0.1:
            moment = BEGIN + written / CARD_RATE_HZ + random.normal(0, 0.0007)
            reference.write(Seconds(moment), card[written : written + step])
            written += step
        part = near[at : at + ECHO_FRAMES * 3]
        start = Seconds(BEGIN + at / SPEECH_RATE_HZ)
        clean = np.concatenate([clean, path.clean(part, start)])
        while len(clean) >= BLOCK_FRAMES:
            samples, clean = np.split(clean, [BLOCK_FRAMES])
            start = Seconds(BEGIN + number * BLOCK_SECONDS)
            end = Seconds(start + BLOCK_SECONDS)
            block = AudioBlock(samples, end, Dbfs(-30.0), path.playing(start, end))
            events.clear()
            listener.hear(block)
            yield Heard(number, block, detector.last >= THRESHOLD, list(events))
            number += 1


def convincing(event: Event) -> bool:
    """Whether it may end in an interruption."""
    return isinstance(event, SpeechSustained) or (
        isinstance(event, UtteranceEnded) and event.utterance.voiced >= ENOUGH_VOICE
    )


@dataclass
class Result:
    """Counts over the time that nobody but Lumen spoke."""

    blocks: int = 0
    speech_blocks: int = 0
    runs: int = 0
    while_learning: int = 0
    ducked: int = 0
    sustained: int = 0
    ended: int = 0
    heard: float = 0.0
    left: float = 0.0
    seconds: float = 0.0

    @property
    def erle_db(self) -> float:
        return 10 * float(np.log10(self.heard / max(self.left, 1e-12)))


def alone(far: np.ndarray, near: np.ndarray, canceller) -> Result:
    """Play `far`, hear `near`, and count what is taken for somebody's speech."""
    result = Result()
    run_length = 0
    began = time.perf_counter()
    for heard in hear(far, near, canceller):
        for event in heard.events:
            result.ducked += isinstance(event, SpeechStarted)
            result.sustained += isinstance(event, SpeechSustained)
            result.ended += isinstance(event, UtteranceEnded) and convincing(event)
        run_length = run_length + 1 if heard.speech else 0
        hit = run_length == RUN_BLOCKS
        if heard.number * BLOCK_SECONDS < LEARNING_SECONDS:
            result.while_learning += hit
            continue
        at = heard.number * BLOCK_FRAMES
        result.blocks += 1
        result.speech_blocks += heard.speech
        result.runs += hit
        result.left += float(np.sum(heard.block.samples**2))
        result.heard += float(np.sum(near[at : at + BLOCK_FRAMES] ** 2))
    result.seconds = time.perf_counter() - began
    return result


@dataclass
class Barged:
    """How people who speak over Lumen were found; delays in seconds."""

    people: int
    found: int
    lowered: list[float]
    certain: list[float]


def seconds_of(recording: Recording) -> float:
    return len(recording.samples) / SPEECH_RATE_HZ


def people() -> tuple[np.ndarray, list[tuple[float, float]]]:
    """Recorded speech with pauses between, and when each begins and ends."""
    detector = SileroDetector()
    known = [each for each in recordings() if 0.5 < seconds_of(each) < 8.0]
    line = [np.zeros(LEARNING_SECONDS * SPEECH_RATE_HZ, np.float32)]
    spans: list[tuple[float, float]] = []
    for each in known[:: max(1, len(known) // MOST_PEOPLE)][:MOST_PEOPLE]:
        try:
            first, last = speech_bounds(each.samples, detector)
        except IndexError:
            continue  # no speech in it
        at = sum(len(piece) for piece in line) / SPEECH_RATE_HZ
        spans.append((at + first, at + last))
        voice = each.samples[int(first * SPEECH_RATE_HZ) : int(last * SPEECH_RATE_HZ)]
        line.append(each.samples * (0.08 / np.sqrt(np.mean(voice**2))))
        line.append(np.zeros(2 * SPEECH_RATE_HZ, np.float32))
    return np.concatenate(line).astype(np.float32), spans


def barge_in(
    far: np.ndarray, near: np.ndarray, spans: list[tuple[float, float]]
) -> Barged:
    """Play `far`, hear `near`, in which people speak at `spans`."""
    lowered: list[float] = []
    certain: list[float] = []
    for heard in hear(far, near, Canceller()):
        now = (heard.number + 1) * BLOCK_SECONDS
        for event in heard.events:
            if isinstance(event, SpeechStarted):
                lowered.append(now)
            if convincing(event):
                certain.append(now)
    result = Barged(len(spans), 0, [], [])
    for first, last in spans:
        starts = [at - first for at in lowered if first <= at <= last + 0.5]
        sure = [at - first for at in certain if first <= at <= last + 1.0]
        result.found += bool(sure)
        result.lowered += starts[:1]
        result.certain += sure[:1]
    return result


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--minutes", type=float, default=3.0)
    minutes = parser.parse_args().minutes
    seconds = max(CHUNK_SECONDS // 4, round(minutes * 60))
    print_alone(own_speech(seconds), minutes)
    try:
        voices, spans = people()
    except pytest.skip.Exception as reason:
        print(f"nobody speaks over it: {reason}")
        return
    print_people(own_speech(-(-len(voices) // SPEECH_RATE_HZ)), voices, spans)


def print_alone(far: np.ndarray, minutes: float) -> None:
    """What Lumen hears of itself in each room."""
    print(f"{minutes:g} minutes of Lumen's own speech in each room")
    print(
        f"{'room':28} {'canceller':9} {'ERLE dB':>8} {'speech':>8} {'runs':>5} "
        f"{'learning':>9} {'ducked':>7} {'sustained':>10} {'ended':>6} {'x real':>7}"
    )
    for number, room in enumerate(ROOMS):
        near = echo_of(far, room, number)
        for canceller in (NullCanceller(), Canceller()):
            some = slice(None, min(len(near), 3 * 60 * SPEECH_RATE_HZ))
            short = isinstance(canceller, NullCanceller)
            span = some if short else slice(None)
            result = alone(far[span], near[span], canceller)
            share = result.speech_blocks / max(1, result.blocks)
            speed = len(near[span]) / SPEECH_RATE_HZ / result.seconds
            print(
                f"{room.name:28} {canceller.name:9} {result.erle_db:8.1f} "
                f"{share:8.2%} {result.runs:5d} {result.while_learning:9d} "
                f"{result.ducked:7d} {result.sustained:10d} {result.ended:6d} "
                f"{speed:7.0f}",
                flush=True,
            )


def print_people(
    far: np.ndarray, voices: np.ndarray, spans: list[tuple[float, float]]
) -> None:
    """How people are heard over Lumen in each room."""
    print(f"{len(spans)} people speak over it; delays p50 / p95 in ms")
    print(f"{'room':28} {'found':>8} {'lowered':>14} {'certain':>14}")
    far = far[: len(voices)]
    silent = Room("nothing is said by Lumen", 0.03, 0.1, 0.0, 0.0)
    for number, room in enumerate((silent, *ROOMS)):
        said = far * 0.0 if room is silent else far
        echo = said if room is silent else echo_of(far, room, number)
        result = barge_in(said, echo + voices, spans)
        delays = [
            " / ".join(f"{1000 * np.percentile(kind, q):.0f}" for q in (50, 95))
            for kind in (result.lowered or [0.0], result.certain or [0.0])
        ]
        found = f"{result.found}/{result.people}"
        print(f"{room.name:28} {found:>8} {delays[0]:>14} {delays[1]:>14}", flush=True)


if __name__ == "__main__":
    main()
