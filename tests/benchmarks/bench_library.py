"""How long a library takes: to be indexed, to be loaded, and to be searched.

    python tests/benchmarks/bench_library.py [--files 50000]

Makes that many small MP3 files in a temporary folder, with tags in every second one.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import psutil

from lumen.core.media import MediaKind
from lumen.media.library.entry import Entry
from lumen.media.library.recommend import Wish, recommend
from lumen.media.library.search import Query, SearchIndex
from lumen.media.library.store import LibraryStore
from lumen.media.library.taste import Play, Taste

_SYLLABLES = [a + b for a in "bcdfghjklmnprstvw" for b in "aeiou"] + ["st", "ing", "er"]
_QUERIES = 100


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=50_000)
    count = parser.parse_args().files
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        make_files(place / "music", count)
        print(f"{count} files, {_size(place / 'music') / 1e6:.0f} MB")
        index = place / "library.sqlite3"
        run_indexer("first scan", index, place / "music")
        run_indexer("nothing changed", index, place / "music")
        found = load(index)
        measure_search(found)
        measure_albums(found.entries)


def make_files(folder: Path, count: int) -> None:
    """Small files that are MP3, as a person's are called."""
    chance = random.Random(5)
    words = ["".join(chance.choices(_SYLLABLES, k=3)) for _ in range(12_000)]
    artists = [" ".join(chance.choices(words, k=2)).title() for _ in range(2_500)]
    seed = folder / "seed.mp3"
    folder.mkdir(parents=True)
    ffmpeg = shutil.which("ffmpeg") or "ffmpeg"
    source = ["-f", "lavfi", "-i", "sine=440:duration=0.2", "-b:a", "32k"]
    subprocess.run([ffmpeg, "-v", "error", *source, str(seed)], check=True)
    sound = seed.read_bytes()
    seed.unlink()
    for number in range(count):
        artist = chance.choice(artists)
        title = " ".join(chance.choices(words, k=chance.randint(1, 5))).title()
        home = folder / artist / f"Album {number % 7}"
        home.mkdir(parents=True, exist_ok=True)
        tag = _id3(title, artist) if number % 2 else b""
        name = f"{number % 20:02} - {artist} - {title} {number}.mp3"
        (home / name).write_bytes(tag + sound)


def _id3(title: str, artist: str) -> bytes:
    frames = b""
    for name, text in ((b"TIT2", title), (b"TPE1", artist), (b"TCON", "Rock")):
        body = b"\x03" + text.encode()
        frames += name + len(body).to_bytes(4, "big") + b"\x00\x00" + body
    size = len(frames)
    safe = bytes((size >> shift) & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\x00\x00" + safe + frames


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*.mp3"))


def run_indexer(label: str, index: Path, folder: Path) -> None:
    """Run the process as Lumen does, and print what it cost."""
    order = json.dumps({"index": str(index), "folders": [str(folder)]})
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "lumen.media.library.indexer"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    watched = psutil.Process(process.pid)
    process.stdin.write(order)
    process.stdin.close()
    most, lines = 0, 0
    for line in process.stdout:
        lines += 1
        if "finished" not in line:
            most = max(most, watched.memory_info().rss)
    process.wait()
    took = time.perf_counter() - began
    print(f"{label:18} {took:7.1f} s  {lines:4} reports  {most / 1e6:5.0f} MB")


def load(index: Path) -> SearchIndex:
    """Read the index as Lumen does."""
    before = psutil.Process().memory_info().rss
    began = time.perf_counter()
    store = LibraryStore(index)
    made = SearchIndex(store.entries())
    store.close()
    took = time.perf_counter() - began
    grown = psutil.Process().memory_info().rss - before
    print(f"{'load':18} {took:7.2f} s  {len(made)} entries  {grown / 1e6:5.0f} MB")
    return made


def measure_search(index: SearchIndex) -> None:
    """Print times and how often the right one is among the first three."""
    chance = random.Random(9)
    picked = chance.sample(list(index.entries), min(_QUERIES, len(index)))
    asked: dict[str, Callable[[Entry], str]] = {
        "the title": lambda e: e.title,
        "one letter wrong": lambda e: _typo(e.title, chance),
        "title by artist": lambda e: f"{e.title} by {e.artist}",
        "both misspelled": lambda e: (
            f"{_typo(e.title, chance)} by {_typo(e.artist, chance)}"
        ),
        "nothing like it": lambda _: "the quiet philosophy of unseen things",
    }
    print(f"\n{'asked for':18} {'p50 ms':>7} {'p95 ms':>7}  among the first three")
    for label, ask in asked.items():
        times, right = [], 0
        for entry in picked:
            text = ask(entry)
            began = time.perf_counter()
            found = index.find(Query(text))[:3]
            times.append(1000 * (time.perf_counter() - began))
            right += any(match.item.title == entry.title for match in found)
        times.sort()
        p50, p95 = times[len(times) // 2], times[int(len(times) * 0.95)]
        print(f"{label:18} {p50:7.1f} {p95:7.1f}  {right}/{len(picked)}")
    plays = [Play(e.title, e.artist, e.genre, 0.0) for e in picked]
    began = time.perf_counter()
    recommend(index, Taste(plays, 0.0), Wish(), chance)
    print(f"{'recommend':18} {1000 * (time.perf_counter() - began):7.1f}")


def measure_albums(entries: Sequence[Entry]) -> None:
    """Print times of "the album ..." where every song is alone on its album."""
    chance = random.Random(9)
    alone = [replace(e, kind=MediaKind.SONG, album=e.title) for e in entries]
    index, times = SearchIndex(alone), []
    for entry in chance.sample(alone, min(_QUERIES, len(alone))):
        query = Query(_typo(entry.album, chance), kinds=frozenset({MediaKind.ALBUM}))
        began = time.perf_counter()
        index.find(query)
        times.append(1000 * (time.perf_counter() - began))
    times.sort()
    p50, p95 = times[len(times) // 2], times[int(len(times) * 0.95)]
    print(f"{'album of one song':18} {p50:7.1f} {p95:7.1f}")


def _typo(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + chance.choice("abcdefgh") + text[at + 1 :]


if __name__ == "__main__":
    main()
