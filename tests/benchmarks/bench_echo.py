"""Does Lumen interrupt itself, and can a person? A simulated room, the real parts.

    python tests/benchmarks/bench_echo.py               # three minutes in each room
    python tests/benchmarks/bench_echo.py --minutes 30  # what is promised
    LUMEN_SPEECH_DATA=... python tests/benchmarks/bench_echo.py  # people too

Lumen's embedded voices speak without a pause. A room (reverberation, a distorting
little loudspeaker, noise) answers into the microphone at three levels. The echo
reference, the canceller, the residue filter, the voice detectors, the listener and the
judgement on words are those of the product, offline and faster than real time. The loop
is closed as in the product: on suspicion the voice is lowered by 15 dB, and raised when
the listener drops what it heard, or when its words were recognised. Nothing stops it.

Alone, from the first second on, and with every start (the canceller knows nothing, and
hears eight seconds): `ducked` is how often the listener suspected somebody, `sustained`
and `ended` how often that went on to what may end in an interruption (an utterance of
160 ms of voice or more). `words` is how often the embedded recogniser and the judgement
on words made an interruption of it. The last three must be none.

With people: recorded speech, as loud as Lumen's voice was sent, over the echo, each at
several places of what Lumen says. Found is what the listener sustained or ended. The
delays count from the first sound of the speech: until the voice is lowered, and until it
is sustained or ended. It is harder than life: Lumen never pauses. The first row, without
any echo, is what can be had.

The ways: `none` cancels nothing, `webrtc` is the canceller alone, `both` is the product:
the residue filter tells as well.
"""

from __future__ import annotations

import argparse
import contextlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pytest
import soxr
from recorded import Recording, recordings, speech_bounds

from lumen.audio.echo import (
    ECHO_FRAMES,
    EchoPath,
    EchoReference,
    NullCanceller,
    WebRtcCanceller,
)
from lumen.audio.mixer import GainLine
from lumen.audio.playback import DUCKED
from lumen.audio.residue import ResidueFilter
from lumen.core.audio import (
    BLOCK_FRAMES,
    BLOCK_SECONDS,
    SPEECH_RATE_HZ,
    AudioBlock,
    Pcm,
)
from lumen.core.cancellation import CancellationToken
from lumen.core.errors import SynthesisError
from lumen.core.events import (
    Event,
    SpeechStarted,
    SpeechSustained,
    UtteranceDropped,
    UtteranceEnded,
)
from lumen.core.speech import Sentence, SpeechStyle
from lumen.core.turn import TurnIds
from lumen.core.units import Dbfs, Seconds
from lumen.dialogue.barge_in import BargeIn, judge
from lumen.speech.embedded import EmbeddedRecognizer
from lumen.speech.endpointing import EndpointingSettings
from lumen.speech.espeak import EspeakSynthesizer
from lumen.speech.flite import FliteSynthesizer
from lumen.speech.listening import Listener
from lumen.speech.synthesis import Synthesizer
from lumen.speech.vad import SileroDetector

ENOUGH_VOICE = 0.16
BEGIN = 100.0
PLACES = 3
START_SECONDS = 8
LEAD_IN = 10
CARD_RATE_HZ = 48_000
CHUNK = ECHO_FRAMES * 3

HEARD_LATER = 0.02
"""Seconds from a sound at the microphone to its block."""
RENDERED_AHEAD = 0.1
"""Seconds that the card holds; lowering the voice drops them, raising it does not."""
DUCK_RAMP, RESTORE_RAMP = 0.02, 0.15
WORDS_TAKE = 0.25
"""Seconds from the end of an utterance to its words."""

PHRASES = (
    "stop",
    "what time is it",
    "tell me a joke",
    "[hello|hi] lumen",
    "repeat that",
    "louder",
    "quieter",
    "help",
)

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


class Echo:
    """What the microphone hears of a loudspeaker in the room, with its own noise."""

    def __init__(self, room: Room, far: Pcm, seed: int) -> None:
        self._random = np.random.default_rng(seed)
        length = int(room.t60 * SPEECH_RATE_HZ)
        fall = 10 ** (-3 * np.arange(length) / length)
        answer = self._random.standard_normal(length) * fall
        answer[0] = 3.0
        delay = int(room.delay * SPEECH_RATE_HZ)
        self._drive = room.drive
        self._length = delay + length
        self._size = 1 << (self._length + CHUNK).bit_length()
        self._answer = np.fft.rfft(np.r_[np.zeros(delay), answer], self._size)
        self._memory = np.zeros(self._length + CHUNK)
        some = far[: 60 * SPEECH_RATE_HZ]
        size = 1 << (len(some) + length).bit_length()
        wet = np.fft.rfft(self._play(some), size) * np.fft.rfft(answer, size)
        heard = np.sqrt(np.sum(np.fft.irfft(wet) ** 2) / max(1, len(some)))
        sent = np.sqrt(np.mean(some**2))
        self._gain = sent * 10 ** (room.gain_db / 20) / heard if heard else 0.0

    def hear(self, played: Pcm) -> Pcm:
        """Play the next chunk."""
        self._memory = np.r_[self._memory[CHUNK:], self._play(played)]
        wet = np.fft.irfft(np.fft.rfft(self._memory, self._size) * self._answer)
        echo = wet[self._length : self._length + CHUNK] * self._gain
        noise = self._random.standard_normal(CHUNK) * 3e-4
        heard: Pcm = (echo + noise).astype(np.float32)
        return heard

    def _play(self, far: Pcm) -> Pcm:
        return np.tanh(far * self._drive) / self._drive if self._drive else far


class Loudspeaker:
    """The card, and the gain that the product would give it."""

    def __init__(self, far: Pcm, reference: EchoReference) -> None:
        self._far = far
        self._card = soxr.resample(far, SPEECH_RATE_HZ, CARD_RATE_HZ)
        self._reference = reference
        self._gain = GainLine()
        self._random = np.random.default_rng(7)
        self._written = 0
        self._restore_at = np.inf

    def play(self, at: int) -> Pcm:
        """The chunk that is audible from frame `at` of 16 kHz on."""
        if at / SPEECH_RATE_HZ >= self._restore_at:
            self._restore_at = np.inf
            self._turn_to(1.0, self._written, RESTORE_RAMP)
        step = CARD_RATE_HZ // 100
        while self._written / CARD_RATE_HZ < at / SPEECH_RATE_HZ + RENDERED_AHEAD:
            jitter = self._random.normal(0, 0.0007)
            moment = BEGIN + self._written / CARD_RATE_HZ + jitter
            part = self._card[self._written : self._written + step].copy()
            self._gain.apply(part, self._written)
            self._reference.write(Seconds(moment), part)
            self._written += step
        ratio = CARD_RATE_HZ // SPEECH_RATE_HZ
        gains = np.ones(CHUNK * ratio, np.float32)
        self._gain.apply(gains, at * ratio)
        played: Pcm = self._far[at : at + CHUNK] * gains[::ratio]
        return played

    def follow(self, event: Event, now: float) -> None:
        """Do what the product would."""
        if isinstance(event, SpeechStarted):
            self._restore_at = np.inf
            position = round(now * CARD_RATE_HZ)
            self._reference.forget_after(Seconds(BEGIN + now))
            self._written = min(self._written, position)
            self._turn_to(DUCKED, position, DUCK_RAMP)
        elif isinstance(event, UtteranceDropped):
            self._restore_at = now
        elif isinstance(event, UtteranceEnded):
            self._restore_at = now + WORDS_TAKE

    def _turn_to(self, gain: float, position: int, ramp: float) -> None:
        self._gain.turn_to(gain, position, round(ramp * CARD_RATE_HZ))


@dataclass
class Heard:
    """One block behind the canceller."""

    number: int
    near: float
    block: AudioBlock
    events: list[Event]


def hear(far: Pcm, room: Room, seed: int, way: str, voices: Pcm) -> Iterator[Heard]:
    """Play `far` while people say `voices`: each block as the listener gets it."""
    reference = EchoReference(CARD_RATE_HZ, 2.0)
    canceller = NullCanceller() if way == "none" else WebRtcCanceller()
    path = EchoPath(reference, canceller, ResidueFilter() if way == "both" else None)
    events: list[Event] = []
    listener = Listener(
        SileroDetector(),
        EndpointingSettings(),
        TurnIds(),
        events.append,
        over_voice=SileroDetector(),
    )
    listener.set_hands_free(True)
    speaker, echo = Loudspeaker(far, reference), Echo(room, far, seed)
    clean, residue, raw = (np.zeros(0, np.float32) for _ in range(3))
    number = 0
    for at in range(0, len(far) - CHUNK, CHUNK):
        near = echo.hear(speaker.play(at)) + voices[at : at + CHUNK]
        parts = path.separate(near, Seconds(BEGIN + at / SPEECH_RATE_HZ))
        clean = np.concatenate([clean, parts.clean])
        kept = parts.clean if parts.residue is None else parts.residue
        residue = np.concatenate([residue, kept])
        raw = np.concatenate([raw, near])
        while len(clean) >= BLOCK_FRAMES:
            samples, clean = np.split(clean, [BLOCK_FRAMES])
            over, residue = np.split(residue, [BLOCK_FRAMES])
            sound, raw = np.split(raw, [BLOCK_FRAMES])
            end = Seconds(BEGIN + (number + 1) * BLOCK_SECONDS)
            playing = path.playing(Seconds(end - BLOCK_SECONDS), end)
            block = AudioBlock(
                samples,
                end,
                Dbfs(-30.0),
                playing,
                over if playing and parts.residue is not None else None,
                playing and path.learning,
            )
            events.clear()
            listener.hear(block)
            now = (at + CHUNK) / SPEECH_RATE_HZ + HEARD_LATER
            for event in events:
                speaker.follow(event, now)
            yield Heard(number, float(np.sum(sound**2)), block, list(events))
            number += 1


def convincing(event: Event) -> bool:
    """Whether it may end in an interruption."""
    return isinstance(event, SpeechSustained) or (
        isinstance(event, UtteranceEnded) and event.utterance.voiced >= ENOUGH_VOICE
    )


@dataclass
class Result:
    """Counts over the time that nobody but Lumen spoke."""

    ducked: int = 0
    sustained: int = 0
    ended: int = 0
    words: int = 0
    heard: float = 0.0
    left: float = 0.0
    played: float = 0.0
    seconds: float = 0.0

    @property
    def erle_db(self) -> float:
        return 10 * float(np.log10(self.heard / max(self.left, 1e-12)))


def alone(
    far: Pcm, room: Room, seed: int, way: str, words: EmbeddedRecognizer, to: Result
) -> None:
    """Play `far`, and count what is taken for somebody's speech."""
    began = time.perf_counter()
    own = " ".join(SENTENCES)
    for heard in hear(far, room, seed, way, np.zeros_like(far)):
        for event in heard.events:
            to.ducked += isinstance(event, SpeechStarted)
            to.sustained += isinstance(event, SpeechSustained)
            if not convincing(event):
                continue
            to.ended += isinstance(event, UtteranceEnded)
            if way != "none":
                assert isinstance(event, SpeechSustained | UtteranceEnded)
                spoken = event.utterance
                text = words.transcribe(spoken.samples, CancellationToken())
                verdict = judge(text, spoken.voiced, own)
                to.words += verdict is BargeIn.CONFIRMED
        to.left += float(np.sum(heard.block.samples**2))
        to.heard += heard.near
    to.played += len(far) / SPEECH_RATE_HZ
    to.seconds += time.perf_counter() - began


@dataclass
class Barged:
    """How people who speak over Lumen were found; delays in seconds."""

    people: int = 0
    found: int = 0
    lowered: list[float] = field(default_factory=list)
    certain: list[float] = field(default_factory=list)


def seconds_of(recording: Recording) -> float:
    return len(recording.samples) / SPEECH_RATE_HZ


def people() -> tuple[Pcm, list[tuple[float, float]]]:
    """Recorded speech with pauses between, and when each begins and ends."""
    detector = SileroDetector()
    known = [each for each in recordings() if 0.5 < seconds_of(each) < 8.0]
    line = [np.zeros(LEAD_IN * SPEECH_RATE_HZ, np.float32)]
    spans: list[tuple[float, float]] = []
    for each in known:
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
    far: Pcm,
    room: Room,
    way: str,
    voices: Pcm,
    spans: list[tuple[float, float]],
    to: Barged,
) -> None:
    """Play `far` in the room, where people speak at `spans`."""
    lowered: list[float] = []
    certain: list[float] = []
    for heard in hear(far, room, 1, way, voices):
        now = (heard.number + 1) * BLOCK_SECONDS + HEARD_LATER
        for event in heard.events:
            if isinstance(event, SpeechStarted):
                lowered.append(now + DUCK_RAMP)
            if convincing(event):
                certain.append(now)
    for first, last in spans:
        starts = [at - first for at in lowered if first <= at <= last + 0.5]
        sure = [at - first for at in certain if first <= at <= last + 1.0]
        to.people += 1
        to.found += bool(sure)
        to.lowered += starts[:1]
        to.certain += sure[:1]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--minutes", type=float, default=3.0)
    parser.add_argument("--room", type=int, choices=range(len(ROOMS)), help="only it")
    arguments = parser.parse_args()
    minutes = arguments.minutes
    rooms = ROOMS if arguments.room is None else ROOMS[arguments.room :][:1]
    seconds = max(15, round(minutes * 60))
    print_alone(own_speech(seconds), rooms)
    try:
        voices, spans = people()
    except pytest.skip.Exception as reason:
        print(f"nobody speaks over it: {reason}")
        return
    print_people(own_speech(180), rooms, voices, spans)


def print_alone(far: Pcm, rooms: Sequence[Room]) -> None:
    """What Lumen hears of itself in each room."""
    words = EmbeddedRecognizer(PHRASES)
    words.warm_up()
    seconds = len(far) / SPEECH_RATE_HZ
    starts = max(2, round(seconds / START_SECONDS / 5))
    print("Nobody but Lumen speaks")
    print(
        f"{'room':28} {'way':7} {'':>10} {'ERLE dB':>8} {'ducked':>7} "
        f"{'sustained':>10} {'ended':>6} {'words':>6} {'x real':>7}"
    )
    for room in rooms:
        number = ROOMS.index(room)
        for way, most in (("none", 60), ("webrtc", 180), ("both", seconds)):
            once, afresh = Result(), Result()
            alone(far[: int(most) * SPEECH_RATE_HZ], room, number, way, words, once)
            print_result(room, way, f"{min(most, seconds) / 60:g} min", once)
            if way == "none":
                continue
            for start in range(starts):
                end = len(far) - START_SECONDS * SPEECH_RATE_HZ
                at = start * 37 * SPEECH_RATE_HZ % end
                some = far[at : at + START_SECONDS * SPEECH_RATE_HZ]
                alone(some, room, 100 + start, way, words, afresh)
            print_result(room, way, f"{starts} starts", afresh)


def print_result(room: Room, way: str, what: str, result: Result) -> None:
    print(
        f"{room.name:28} {way:7} {what:>10} {result.erle_db:8.1f} "
        f"{result.ducked:7d} {result.sustained:10d} {result.ended:6d} "
        f"{result.words:6d} {result.played / result.seconds:7.0f}",
        flush=True,
    )


def print_people(
    far: Pcm,
    rooms: Sequence[Room],
    voices: Pcm,
    spans: list[tuple[float, float]],
) -> None:
    """How people are heard over Lumen in each room."""
    print(f"{len(spans)} people speak over it, {PLACES} times; p50 / p95 in ms")
    print(
        f"{'room':28} {'way':7} {'found':>8} {'lowered':>8} {'after':>14} {'certain':>14}"
    )
    silent = Room("nothing is said by Lumen", 0.03, 0.1, -100.0, 0.0)
    for room in (silent, *rooms):
        for way in ("webrtc",) if room is silent else ("webrtc", "both"):
            result = Barged()
            for place in range(1 if room is silent else PLACES):
                said = np.roll(far, -23 * place * SPEECH_RATE_HZ)[: len(voices)]
                said = said * (0.0 if room is silent else 1.0)
                barge_in(said, room, way, voices, spans, result)
            print_barged(room, way, result)


def print_barged(room: Room, way: str, result: Barged) -> None:
    delays = [
        " / ".join(f"{1000 * np.percentile(kind, q):.0f}" for q in (50, 95))
        for kind in (result.lowered or [0.0], result.certain or [0.0])
    ]
    found = f"{result.found}/{result.people}"
    lowered = f"{len(result.lowered)}/{result.people}"
    print(
        f"{room.name:28} {way:7} {found:>8} {lowered:>8} {delays[0]:>14} {delays[1]:>14}",
        flush=True,
    )


if __name__ == "__main__":
    main()
