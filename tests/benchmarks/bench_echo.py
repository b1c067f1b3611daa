"""Does Lumen interrupt itself? Own speech, a simulated room, the real canceller.

    python tests/benchmarks/bench_echo.py --minutes 30

Lumen's embedded voice speaks without a pause. A room (reverberation, a distorting
little loudspeaker, noise) answers into the microphone at three levels. The echo
reference, the canceller and the voice detector are those of the product, offline and
faster than real time. A self-interruption is speech in four blocks in a row that the
detector finds though nobody but Lumen speaks. The first six seconds of each room are
left out: the canceller is still learning it (they are counted apart).
"""

from __future__ import annotations

import argparse
import contextlib
import time
from dataclasses import dataclass, replace

import numpy as np
import soxr

from lumen.audio.echo import ECHO_FRAMES, EchoPath, EchoReference, NullCanceller
from lumen.audio.echo import WebRtcCanceller as Canceller
from lumen.core.audio import BLOCK_FRAMES, SPEECH_RATE_HZ
from lumen.core.cancellation import CancellationToken
from lumen.core.errors import SynthesisError
from lumen.core.speech import Sentence, SpeechStyle
from lumen.core.units import Seconds
from lumen.speech.espeak import EspeakSynthesizer
from lumen.speech.flite import FliteSynthesizer
from lumen.speech.synthesis import Synthesizer
from lumen.speech.vad import SileroDetector

RUN_BLOCKS = 4
"""Blocks of speech in a row from which Lumen believes to be interrupted."""

THRESHOLD = 0.5
LEARNING_SECONDS = 6
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


@dataclass
class Result:
    """Counts over the time that nobody but Lumen spoke."""

    blocks: int = 0
    speech_blocks: int = 0
    interruptions: int = 0
    while_learning: int = 0
    heard: float = 0.0
    left: float = 0.0
    seconds: float = 0.0

    @property
    def erle_db(self) -> float:
        return 10 * float(np.log10(self.heard / max(self.left, 1e-12)))


def run(far: np.ndarray, near: np.ndarray, canceller) -> Result:
    """Play `far`, hear `near`, and count what the detector takes for speech."""
    reference = EchoReference(CARD_RATE_HZ, 2.0)
    path = EchoPath(reference, canceller)
    detector = SileroDetector()
    result = Result()
    card = soxr.resample(far, SPEECH_RATE_HZ, CARD_RATE_HZ)
    random = np.random.default_rng(7)
    began = time.perf_counter()
    clean = np.zeros(0, np.float32)
    written = run_length = 0
    step = CARD_RATE_HZ // 100
    for at in range(0, len(near) - ECHO_FRAMES * 3, ECHO_FRAMES * 3):
        now = 100.0 + at / SPEECH_RATE_HZ
        while written / CARD_RATE_HZ < at / SPEECH_RATE_HZ + 0.1:
            moment = 100.0 + written / CARD_RATE_HZ + random.normal(0, 0.0007)
            reference.write(Seconds(moment), card[written : written + step])
            written += step
        part = near[at : at + ECHO_FRAMES * 3]
        clean = np.concatenate([clean, path.clean(part, Seconds(now))])
        while len(clean) >= BLOCK_FRAMES:
            block, clean = np.split(clean, [BLOCK_FRAMES])
            speech = detector.probability(block) >= THRESHOLD
            run_length = run_length + 1 if speech else 0
            learning = at < LEARNING_SECONDS * SPEECH_RATE_HZ
            hit = run_length == RUN_BLOCKS
            if learning:
                result.while_learning += hit
                continue
            result.blocks += 1
            result.speech_blocks += speech
            result.interruptions += hit
            result.left += float(np.sum(block**2))
            result.heard += float(np.sum(near[at : at + BLOCK_FRAMES] ** 2))
    result.seconds = time.perf_counter() - began
    return result


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--minutes", type=float, default=3.0)
    minutes = parser.parse_args().minutes
    seconds = max(CHUNK_SECONDS // 4, round(minutes * 60))
    far = own_speech(seconds)
    print(f"{minutes:g} minutes of Lumen's own speech in each room")
    print(
        f"{'room':30} {'canceller':10} {'ERLE dB':>8} {'speech':>8} "
        f"{'interruptions':>14} {'learning':>9} {'x real time':>12}"
    )
    for number, room in enumerate(ROOMS):
        near = echo_of(far, room, number)
        for canceller in (NullCanceller(), Canceller()):
            some = slice(None, min(len(near), 3 * 60 * SPEECH_RATE_HZ))
            short = isinstance(canceller, NullCanceller)
            span = some if short else slice(None)
            result = run(far[span], near[span], canceller)
            share = result.speech_blocks / max(1, result.blocks)
            speed = len(near[span]) / SPEECH_RATE_HZ / result.seconds
            print(
                f"{room.name:30} {canceller.name:10} {result.erle_db:8.1f} "
                f"{share:8.2%} {result.interruptions:14d} "
                f"{result.while_learning:9d} {speed:12.0f}"
            )


if __name__ == "__main__":
    main()
