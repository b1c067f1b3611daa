"""What the embedded recogniser understands, mistakes and rejects.

Run: LUMEN_SPEECH_DATA=... python -m pytest -s \
         tests/benchmarks/bench_embedded_recognition.py
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

import speaking
from benchmarks.recorded import Recording, Rehearsal, recordings, room, with_noise
from lumen.core.audio import Pcm
from lumen.core.cancellation import CancellationToken
from lumen.core.events import UtteranceEnded
from lumen.speech.embedded import EmbeddedRecognizer
from lumen.speech.vad import SileroDetector
from lumen.understanding.phrases import phrases

_NOT_IN_THE_GRAMMAR = [
    "seventeen purple elephants",
    "banana",
    "lights out",
    "open the door",
    "i am tired",
    "what a day",
    "call my mother",
    "where is the station",
    "say cheese",
    "nothing",
    "maybe",
    "water",
    "window",
    "i like you",
    "look at that",
    "the weather in london",
    "next song",
    "set a timer",
    "read me the news",
    "what is love",
    "yesterday",
    "kitchen",
    "stay here",
    "house",
    "i would rather walk along the river",
    "my grandmother planted three apple trees",
    "could you order some flowers for her birthday",
    "we missed the last train again",
    "he never told me why he left",
    "the meeting has been moved to thursday",
    "this soup needs a little more salt",
    "put the book back on the shelf",
]

_HEAD = (
    f"{'':<44} {'n':>4} {'right':>7} {'wrong':>7} {'offered':>7} {'rejected':>8} "
    f"{'silent':>6} {'p50':>5} {'p95':>5}"
)


@dataclass
class Tally:
    right: int = 0
    wrong: int = 0
    offered: int = 0
    rejected: int = 0
    silent: int = 0
    seconds: list[float] = field(default_factory=list)

    def hear(
        self, recognizer: EmbeddedRecognizer, samples: Pcm, expected: Sequence[str]
    ) -> None:
        began = time.perf_counter()
        transcript = recognizer.transcribe(samples, CancellationToken())
        self.seconds.append(time.perf_counter() - began)
        if transcript.text:
            self.right += transcript.text in expected
            self.wrong += transcript.text not in expected
        else:
            offered = set(transcript.suggestions) & set(expected)
            self.offered += bool(offered)
            self.rejected += transcript.rejected and not offered
            self.silent += transcript.silent

    def row(self, title: str) -> str:
        count = self.right + self.wrong + self.offered + self.rejected + self.silent
        assert count
        p50, p95 = np.percentile(self.seconds, [50, 95]) * 1000
        return (
            f"{title:<44} {count:4} {self.right / count:7.0%} {self.wrong / count:7.0%} "
            f"{self.offered / count:7.0%} {self.rejected / count:8.0%} "
            f"{self.silent / count:6.0%} {p50:5.0f} {p95:5.0f}"
        )


def _utterances(samples: Pcm, detector: SileroDetector) -> list[Pcm]:
    """As the listener cuts them."""
    rehearsal = Rehearsal(detector)
    whole = np.concatenate([room(0.5), samples, room(1.0, seed=1)])
    for _ in rehearsal.hear(whole):
        pass
    return [
        event.utterance.samples
        for event in rehearsal.events
        if isinstance(event, UtteranceEnded)
    ]


def _people(
    spoken: Iterable[Recording], detector: SileroDetector, noise: Pcm | None
) -> tuple[Tally, Tally]:
    """Each recording once with its words among the phrases, and once without."""
    texts = {each.words for each in spoken if each.kind in {"command", "read"}}
    inside, outside = Tally(), Tally()
    for each in spoken:
        samples = each.samples
        if noise is not None:
            samples = with_noise(samples, noise, 15.0)
        cut = _utterances(samples, detector)
        known = [*phrases(), *(texts - {each.words})]
        without = EmbeddedRecognizer(p for p in known if p != each.words)
        for utterance in cut:
            outside.hear(without, utterance, ())
        if each.words in texts and len(cut) == 1:
            recognizer = EmbeddedRecognizer([*known, each.words])
            recognizer.warm_up()
            if each.words not in recognizer.left_out:
                inside.hear(recognizer, cut[0], (each.words,))
    return inside, outside


def _voices(recognizer: EmbeddedRecognizer) -> list[str]:
    rows = []
    for voice in speaking.VOICES if speaking.can_speak() else ():
        inside, outside = Tally(), Tally()
        for phrase in phrases():
            inside.hear(recognizer, speaking.say(phrase, voice), (phrase,))
        for sentence in set(_NOT_IN_THE_GRAMMAR) - set(phrases()):
            outside.hear(recognizer, speaking.say(sentence, voice), ())
        rows.append(inside.row(f"flite {voice}, a phrase"))
        rows.append(outside.row(f"flite {voice}, something else"))
    return rows


@pytest.mark.bench
@pytest.mark.timeout(900)
def test_bench_embedded_recognition(capsys: pytest.CaptureFixture[str]) -> None:
    recorded = recordings()
    detector = SileroDetector()
    kitchen = next(each.samples for each in recorded if each.kind == "noise")
    spoken = [each for each in recorded if each.kind != "noise"]
    recognizer = EmbeddedRecognizer(phrases())
    recognizer.warm_up()
    rows = [f"{len(phrases())} phrases; time in ms for one utterance", _HEAD]
    for title, noise in (("people", None), ("people, kitchen at 15 dB", kitchen)):
        inside, outside = _people(spoken, detector, noise)
        rows.append(inside.row(f"{title}, a phrase"))
        rows.append(outside.row(f"{title}, something else"))
    rows += _voices(recognizer)
    blows = Tally()
    for start in range(0, len(kitchen) - 32000, 16000):
        blows.hear(recognizer, kitchen[start : start + 32000], ())
    rows.append(blows.row("kitchen noise alone, not asking the detector"))
    with capsys.disabled():
        print("\n" + "\n".join(rows))
