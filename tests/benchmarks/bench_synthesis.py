"""How fast each voice speaks, and what it costs.

    python tests/benchmarks/bench_synthesis.py [--rounds 20] [--voices FOLDER]

Each engine is measured in a process of its own: time to load (imports included), time
to the clip of a sentence of 17, 60 and 200 characters (median and 95th percentile),
real-time factor over all of them, and the process's peak memory. Piper speaks with a
random voice that has the layers, size and cost of a real medium one, unless a folder
of real voices is given.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
SENTENCES = {
    17: "Sure, it is done.",
    60: "The weather is sunny today, with a light breeze after lunch.",
    200: "There are three new messages for you this morning, and the longest of them asks "
    "whether you would like to come along to our lake on Sunday, if the "
    "rain stops and the road is open again before evening.",
}


def measure(engine: str, voices: str, cache: str, rounds: int) -> dict[str, object]:
    """Load an engine and let it speak; in this process."""
    began = time.perf_counter()
    from lumen.core.cancellation import CancellationToken
    from lumen.core.speech import Sentence, SpeechStyle
    from lumen.speech.espeak import EspeakSynthesizer
    from lumen.speech.flite import FliteSynthesizer
    from lumen.speech.piper import PiperSynthesizer
    from lumen.speech.synthesis import Synthesizer

    make: dict[str, Callable[[], Synthesizer]] = {
        "espeak": EspeakSynthesizer,
        "flite": FliteSynthesizer,
        "piper": lambda: PiperSynthesizer(Path(voices), Path(cache)),
    }
    voice, style = make[engine](), SpeechStyle()
    voice.warm_up(style)
    row: dict[str, object] = {"load": time.perf_counter() - began}
    spoken = worked = 0.0
    for size, text in SENTENCES.items():
        times = []
        for _ in range(rounds):
            began = time.perf_counter()
            clip = voice.synthesize(Sentence(0, text, text), style, CancellationToken())
            times.append(time.perf_counter() - began)
            spoken += clip.duration
        worked += sum(times)
        row[str(size)] = (statistics.median(times), sorted(times)[int(rounds * 0.95)])
    row["rtf"] = worked / spoken
    row["rss"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return row


def in_a_process(engine: str, voices: Path, cache: Path, rounds: int) -> str:
    """One line of the table, or why there is none."""
    job = [sys.executable, __file__, "--engine", engine, "--voices", str(voices)]
    job += ["--cache", str(cache), "--rounds", str(rounds)]
    done = subprocess.run(job, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return f"not here: {done.stderr.strip().splitlines()[-1][:70]}"
    row = json.loads(done.stdout)
    sizes = "".join(
        f"{row[str(size)][0] * 1e3:7.1f} /{row[str(size)][1] * 1e3:7.1f}"
        for size in SENTENCES
    )
    load, memory = row["load"] * 1e3, row["rss"] / 1e6
    return f"{load:8.0f} {sizes} {row['rtf']:8.4f} {memory:8.0f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--voices", type=Path)
    parser.add_argument("--engine", help=argparse.SUPPRESS)
    parser.add_argument("--cache", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.engine:
        row = measure(given.engine, str(given.voices), given.cache, given.rounds)
        print(json.dumps(row))
        return
    assert all(len(text) == size for size, text in SENTENCES.items())
    with tempfile.TemporaryDirectory() as folder:
        voices, cache = given.voices or Path(folder) / "voices", Path(folder) / "cache"
        if given.voices is None:
            build = [sys.executable, TESTS / "models" / "random_piper.py"]
            subprocess.run([*build, voices, "medium"], check=True, capture_output=True)
        sizes = "".join(f"{f'{size} chars, ms':>16}" for size in SENTENCES)
        print(f"{'voice':22}{'load, ms':>9} {sizes} {'RTF':>8} {'peak MB':>8}")
        for engine, label in (
            ("espeak", "espeak (embedded)"),
            ("flite", "flite"),
            ("piper", "piper, first load"),
            ("piper", "piper, later loads"),
        ):
            line = in_a_process(engine, voices, cache, given.rounds)
            print(f"{label:22} {line}", flush=True)
        print("ms: median / 95th percentile")


if __name__ == "__main__":
    main()
