"""How fast and how exact ear and voice are on the virtual sound card.

    python tests/benchmarks/bench_sound_card.py --rounds 10

Sound is measured on a recording of the loudspeaker; moments are the product's own.
"""

from __future__ import annotations

import argparse
import sys
import threading
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from audio.sounds import clip_of, delay_of, noise, tone
from integration.events import Posts
from integration.sound_card import RATE_HZ, SoundCard, missing
from lumen.audio.capture import Capture
from lumen.audio.echo import EchoReference
from lumen.audio.host import PortAudioHost
from lumen.audio.line import PlaybackLine
from lumen.audio.mixer import Entry
from lumen.audio.playback import Playback
from lumen.core.clock import MonotonicClock
from lumen.core.events import PlaybackFinished, PlaybackStarted
from lumen.core.turn import TurnId

CLOCK = MonotonicClock()


def row(name: str, values: list[float], unit: str) -> None:
    """Print one line of the table."""
    print(
        f"{name:52} {np.percentile(values, 50):9.2f} {np.percentile(values, 95):9.2f} "
        f"{max(values):9.2f}  {unit}"
    )


def measure_start(playback: Playback, posts: Posts, rounds: int) -> None:
    """From `play` to the first audible frame, by the sound server's times."""
    closed, resting = [], []
    for number in range(rounds):
        for times in (closed, resting):
            turn = TurnId(1000 + number)
            if times is closed:
                playback._close_stream()
            begin = CLOCK.now()
            playback.play(turn, clip_of(tone(0.2, rate_hz=22_050), rate_hz=22_050))
            times.append((posts.until(PlaybackStarted).at - begin) * 1e3)
            posts.until(PlaybackFinished)
            time.sleep(0.2)
    row("play to audible, device closed", closed, "ms")
    row("play to audible, device resting", resting, "ms")


def measure_cuts(
    card: SoundCard, playback: Playback, posts: Posts, rounds: int
) -> None:
    """Flush and duck against the recorded sound.

    Ducking goes back to the first frame that was not heard, which leaves a short
    silence; positions do not count it, so it is taken out of what was recorded.
    """
    returned, silent, ducked, off, paused = [], [], [], [], []
    for number in range(rounds):
        turn = TurnId(2000 + number)
        with card.record() as recording:
            playback.play(turn, clip_of(tone(3.0, 1000.0)))
            posts.until(PlaybackStarted)
            time.sleep(0.3)
            duck_at = playback.heard().position
            playback.duck()
            time.sleep(0.3)
            playback.restore()
            time.sleep(0.3)
            flush_at = playback.heard().position
            begin = time.perf_counter()
            playback.flush(turn)
            returned.append((time.perf_counter() - begin) * 1e3)
            time.sleep(0.2)
        heard = recording.samples
        sounding = np.flatnonzero(np.abs(heard) > 1e-3)
        steps = np.diff(sounding)
        pauses = float(steps[steps > RATE_HZ // 1000].sum())
        paused.append(pauses / RATE_HZ * 1e3)
        sounded = (sounding[-1] - sounding[0] - pauses) / RATE_HZ
        silent.append((sounded - flush_at) * 1e3)
        level = np.sqrt(
            np.convolve(heard[sounding[0] :] ** 2, np.ones(96) / 96, "same")
        )
        low = np.flatnonzero(level[4800:] < 0.3 / np.sqrt(2) * 0.19)[0] + 4800
        ducked.append((low / RATE_HZ - duck_at) * 1e3)
    for number in range(rounds):
        turn = TurnId(3000 + number)
        speech = noise(1.5, seed=number)
        with card.record() as recording:
            playback.play(turn, clip_of(speech))
            posts.until(PlaybackStarted)
            time.sleep(0.7)
            position = playback.heard().position
            playback.flush(turn)
            time.sleep(0.1)
        at, _ = delay_of(speech[:4800], recording.samples)
        end = np.flatnonzero(np.abs(recording.samples) > 1e-4)[-1]
        off.append(((end - at) / RATE_HZ - position) * 1e3)
    row("flush returns", returned, "ms")
    row("flush to silence (recorded, 5 ms fade included)", silent, "ms")
    row("silence while going back to duck (recorded)", paused, "ms")
    row("duck to -15 dB (recorded)", ducked, "ms")
    row("recorded beyond the position told at the flush", off, "ms")


def measure_gaps(
    card: SoundCard, playback: Playback, posts: Posts, rounds: int
) -> None:
    """Silence between clips of one tone, as recorded."""
    gaps = []
    for number in range(rounds):
        turn = TurnId(4000 + number)
        whole = tone(1.0, 440.0, 22_050)
        with card.record() as recording:
            for index, part in enumerate(np.split(whole, [5_513, 11_025, 16_538])):
                playback.play(turn, clip_of(part, index, 22_050))
            for _ in range(4):
                posts.until(PlaybackFinished)
            time.sleep(0.1)
        sounding = np.flatnonzero(np.abs(recording.samples) > 1e-3)
        gaps.append(float(np.diff(sounding).max()) / RATE_HZ * 1e3)
    row("longest silence inside four clips of one tone", gaps, "ms")


def measure_capture(posts: Posts, rounds: int) -> None:
    """From `start` to the first block, and how even the moments are."""
    first, uneven = [], []
    capture = Capture(PortAudioHost(), CLOCK, posts, reference=EchoReference())
    for _ in range(rounds):
        blocks, enough = [], threading.Event()

        def on_block(block, blocks=blocks, enough=enough) -> None:
            blocks.append((CLOCK.now(), block.at))
            if len(blocks) == 40:
                enough.set()

        begin = CLOCK.now()
        capture.start(on_block)
        enough.wait(10)
        capture.stop()
        first.append((blocks[0][0] - begin) * 1e3)
        steps = np.diff([at for _, at in blocks[8:]])
        uneven.append(float(np.abs(steps - 0.032).max()) * 1e3)
    capture.close()
    row("start to first block handed over", first, "ms")
    row("unevenness of block moments", uneven, "ms")


def measure_costs() -> None:
    """Callback and `heard`, without a sound card."""
    line = PlaybackLine(CLOCK, EchoReference(), 1.0)
    clip = clip_of(noise(30.0))
    line.mixer.append(Entry(TurnId(1), clip, clip.samples))
    out, called, asked = np.zeros(960, np.float32), [], []
    for number in range(1000):
        begin = time.perf_counter()
        line.on_output(out, 5.0 + number * 0.02, 4.92 + number * 0.02, False)
        called.append((time.perf_counter() - begin) * 1e6)
        begin = time.perf_counter()
        line.mixer.entry_at(line.audible())
        asked.append((time.perf_counter() - begin) * 1e6)
    row("callback of 20 ms", called, "us")
    row("position asked", asked, "us")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--rounds", type=int, default=10)
    rounds = parser.parse_args().rounds
    if reason := missing():
        sys.exit(reason)
    print(f"{'':52} {'p50':>9} {'p95':>9} {'max':>9}")
    measure_costs()
    card, posts = SoundCard(), Posts()
    card.start()
    try:
        with card.use():
            playback = Playback(
                PortAudioHost(), CLOCK, posts, reference=EchoReference()
            )
            playback.start()
            try:
                measure_start(playback, posts, rounds)
                measure_cuts(card, playback, posts, rounds)
                measure_gaps(card, playback, posts, rounds)
            finally:
                playback.close()
            measure_capture(posts, rounds)
            print(f"underruns: {playback.underruns}")
    finally:
        card.stop()


if __name__ == "__main__":
    main()
