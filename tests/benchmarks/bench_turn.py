"""How long a person waits: whole spoken turns through the virtual sound card.

    python tests/benchmarks/bench_turn.py --turns 50

``full``: Whisper base and a medium Piper voice (true size, random weights that hear a
fixed sentence), Ollama's protocol on loopback with a time to first token of 150 ms.
``embedded``: what needs no download: pocketsphinx, small talk, flite or eSpeak NG.
``barge-in``: somebody interrupts a long reply; how long until the loudspeaker is silent.

Times inside are the product's own marks. The last line of each part is measured from
outside: on recordings of the microphone's and the loudspeaker's side of the card.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Self

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from fake_ollama import FakeOllama
from integration.sound_card import RATE_HZ, SoundCard, missing
from live import Live, running
from lumen.core import events as ev
from lumen.core.metrics import Mark, Measure
from lumen.speech.piper import PiperSynthesizer
from lumen.speech.whisper import WhisperRecognizer
from models.random_piper import build_voice
from models.random_whisper import cached_whisper
from speaking import say

HEARD = "what is the weather like in the mountains today"
REPLY = (
    "Sunny and clear, with a light breeze. "
    "It will stay that way until the evening, so take a hat with you."
)
LONG_REPLY = " ".join(
    f"This is sentence number {n} of a rather long story about the sea."
    for n in range(20)
)
COMMANDS = (
    "what time is it",
    "tell me a joke",
    "hello",
    "what day is it",
    "what can you do",
)


def row(name: str, seconds: list[float], target: str = "") -> None:
    """Print one line of the table."""
    if not seconds:
        print(f"  {name:34} none")
        return
    p50, p95 = (np.percentile(seconds, p) * 1e3 for p in (50, 95))
    print(f"  {name:34} {p50:7.0f} {p95:7.0f} {max(seconds) * 1e3:7.0f}  {target}")


def heading(title: str, turns: int) -> None:
    print(f"\n{title}: {turns} turns, ms")
    print(f"  {'':34} {'p50':>7} {'p95':>7} {'max':>7}  target")


class Outside:
    """Measures from recordings of both sides of the card."""

    def __init__(self, card: SoundCard) -> None:
        self._ear = card.record("vmic_in.monitor")
        self._mouth = card.record("vspk.monitor")

    def __enter__(self) -> Self:
        self.ear = self._ear.__enter__()
        self.ear_at = time.monotonic() - self.ear.length / RATE_HZ
        self.mouth = self._mouth.__enter__()
        self.mouth_at = time.monotonic() - self.mouth.length / RATE_HZ
        return self

    def __exit__(self, *error: object) -> None:
        self._ear.__exit__(None, None, None)
        self._mouth.__exit__(None, None, None)

    def gap(self, begin: float, end: float) -> float | None:
        """Seconds from the last sound at the ear to the first at the mouth."""
        ear = _loud(self.ear.samples, begin - self.ear_at, end - self.ear_at)
        mouth = _loud(self.mouth.samples, begin - self.mouth_at, end - self.mouth_at)
        if not len(ear) or not len(mouth):
            return None
        return (mouth[0] / RATE_HZ + self.mouth_at) - (ear[-1] / RATE_HZ + self.ear_at)

    def silence_after(self, moment: float, within: float) -> float | None:
        """Seconds from a moment until the mouth is silent."""
        begin = moment - self.mouth_at
        loud = _loud(self.mouth.samples, begin, begin + within)
        return loud[-1] / RATE_HZ - begin if len(loud) else None


def _loud(samples: np.ndarray, begin: float, end: float) -> np.ndarray:
    """Frame numbers between two seconds at which there is sound."""
    first, last = max(0, int(begin * RATE_HZ)), max(0, int(end * RATE_HZ))
    return np.flatnonzero(np.abs(samples[first:last]) > 0.01) + first


def take_turn(live: Live, samples: np.ndarray) -> tuple[float, float, int | None]:
    """Speak and hear the whole answer.

    Returns:
        When it began and ended, and the turn; None when nothing was answered.
    """
    since, begin = live.told.now, time.monotonic()
    live.card.speak(samples, 16_000).wait()
    try:
        turn = live.told.wait_for(ev.PlaybackStarted, since, 6.0).turn
        live.told.wait_idle(since)
    except AssertionError:
        turn = None
    end = time.monotonic()
    time.sleep(0.15)
    return begin, end, turn


def measure_turns(
    live: Live, questions: list[np.ndarray], title: str, goal: str
) -> None:
    """Take every question as a turn and print the table."""
    live.base.controls.set_hands_free(True)
    time.sleep(0.6)
    spans, turns = [], []
    with Outside(live.card) as outside:
        for samples in questions:
            begin, end, turn = take_turn(live, samples)
            if turn is not None:
                spans.append((begin, end))
                turns.append(turn)
    live.base.controls.set_hands_free(False)
    heading(title, len(turns))
    times = [live.base.metrics.measures(turn) for turn in turns]
    for measure in Measure:
        values = [t[measure] for t in times if measure in t]
        if values:
            total = measure is Measure.TIME_TO_FIRST_AUDIO
            row(measure.value, values, goal if total else "")
    gaps = [outside.gap(begin, end) for begin, end in spans]
    row("outside: last sound in, first out", [g for g in gaps if g is not None], goal)
    if len(turns) < len(questions):
        print(f"  NOT ANSWERED: {len(questions) - len(turns)} of {len(questions)}")


def interrupt(live: Live, server: FakeOllama, question: np.ndarray, cut: np.ndarray):
    """Interrupt one long reply by voice.

    Returns:
        Seconds from the noticed onset to the confirmation, the clock's time of it, and
        seconds from it to the flush; None when nobody was interrupted.
    """
    server.say(LONG_REPLY)
    server.say("All right.")
    since = live.told.now
    live.card.speak(question, 16_000).wait()
    live.told.wait_for(ev.PlaybackStarted, since, 8.0)
    time.sleep(1.5)
    since = live.told.now
    speaking = live.card.speak(cut, 16_000)
    try:
        stopped = live.told.wait_for(ev.PlaybackStopped, since, 6.0)
    except AssertionError:
        live.base.controls.stop()
        speaking.wait()
        live.told.wait_idle(since)
        return None
    began = live.told.wait_for(ev.SpeechStarted, since).at
    times = live.base.metrics.timeline(stopped.turn)
    speaking.wait()
    live.told.wait_for(ev.PlaybackFinished, since, 12.0)
    live.told.wait_idle(since)
    at = times[Mark.INTERRUPTED]
    return at - began, at, times[Mark.SILENCED] - at


def measure_barge_in(live: Live, server: FakeOllama, rounds: int) -> None:
    """Interrupt a long reply by voice, again and again."""
    live.base.controls.set_hands_free(True)
    time.sleep(0.6)
    question = say(HEARD)
    cut = say("wait a moment please stop talking now", "rms")
    with Outside(live.card) as outside:
        interrupt(live, server, question, cut)  # echo cancellation has learnt the room
        found = []
        for _ in range(rounds):
            found.append(interrupt(live, server, question, cut))
            time.sleep(0.3)
    live.base.controls.set_hands_free(False)
    heard = [one for one in found if one is not None]
    heading("barge-in", rounds)
    row("onset noticed to confirmed", [one[0] for one in heard])
    row("confirmed to flushed (marks)", [one[2] for one in heard], "p95 100")
    silent = [outside.silence_after(one[1], 0.45) or 0.0 for one in heard]
    row("outside: confirmed to silent", silent, "p95 100")
    print(f"  interrupted {len(heard)} of {rounds}")


def questions(texts: tuple[str, ...], count: int) -> list[np.ndarray]:
    """The texts in turn, by several voices."""
    voices = ("slt", "rms", "awb")
    return [say(texts[n % len(texts)], voices[n % len(voices)]) for n in range(count)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=50)
    parser.add_argument("--barge-ins", type=int, default=20)
    parser.add_argument("--only", choices=["full", "embedded", "barge-in"])
    arguments = parser.parse_args()
    if reason := missing():
        sys.exit(reason)
    card = SoundCard()
    card.start()
    with tempfile.TemporaryDirectory() as folder, card.use():
        home = Path(folder)
        try:
            if arguments.only in (None, "full"):
                bench_full(card, home, arguments.turns)
            if arguments.only in (None, "barge-in"):
                bench_barge_in(card, home, arguments.barge_ins)
            if arguments.only in (None, "embedded"):
                with running(card, home / "embedded") as live:
                    asked = questions(COMMANDS, arguments.turns)
                    measure_turns(live, asked, "embedded", "p95 700")
        finally:
            card.stop()


def bench_full(card: SoundCard, home: Path, turns: int) -> None:
    voice = home / "voices"
    build_voice(voice / "medium", size="medium")
    with (
        FakeOllama(ttft=0.15, tps=40) as server,
        running(
            card,
            home / "full",
            recognizer=WhisperRecognizer(cached_whisper("base", says=HEARD), "base"),
            synthesizer=PiperSynthesizer(voice),
            ollama=server.url,
        ) as live,
    ):
        for _ in range(turns):
            server.say(REPLY)
        measure_turns(live, questions((HEARD,), turns), "full", "p95 1050")


def bench_barge_in(card: SoundCard, home: Path, rounds: int) -> None:
    """With a voice that speaks: random weights sound like noise without a pause.

    The words heard are few: more than can be said in 0.4 s are rightly not believed.
    """
    whisper = WhisperRecognizer(cached_whisper("base", says="wait a moment"), "base")
    with (
        FakeOllama(ttft=0.15, tps=40) as server,
        running(card, home / "cut", recognizer=whisper, ollama=server.url) as live,
    ):
        measure_barge_in(live, server, rounds)


if __name__ == "__main__":
    main()
