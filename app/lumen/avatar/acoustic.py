"""Mouth shapes from the sound alone, for clips whose engine names no phonemes.

The whole clip is known before it is heard, so each moment is judged together with what
comes before and after: mel cepstra of 25 ms every 10 ms, a small network that was
trained on voices whose phonemes are known (see ``packaging/lips``), and the likeliest
path through its opinions. NumPy only; 2 to 5 ms for a second of sound.

The jaw follows voices it was taught with a correlation of .7 to .8, and a voice that
was left out of the teaching with .71; loudness alone reaches .4 to .6.
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from lumen.core.assets import asset
from lumen.core.audio import Pcm
from lumen.core.errors import InputError
from lumen.core.expression import Viseme
from lumen.core.speech import VisemeSpan
from lumen.core.units import Seconds

Matrix = npt.NDArray[np.float32]

HOP = Seconds(0.010)
_WINDOW = Seconds(0.025)
_BANDS = 26
_CEPSTRA = 13
_LOWEST_HZ, _HIGHEST_HZ = 90.0, 7_000.0
_QUIETEST = 1e-6
"""Power relative to the loudest band; below it is silence (-60 dB)."""

_BESIDE = (-9, -6, -4, -2, -1, 0, 1, 2, 4, 6, 9)
"""Frames that are judged together: coarticulation reaches about a tenth of a second."""

FEATURES = _CEPSTRA * len(_BESIDE)

SHAPES = tuple(Viseme)
_LONGEST = Seconds(120.0)
"""Of a longer clip the rest stays closed; no sentence is half as long."""

_FAINTEST_RMS = 1e-4
_CHANGE = 0.5
"""What a change of shape costs on the path, as a logarithm."""

_FAVOURED = {Viseme.PP: 1.5, Viseme.FF: 0.75}
"""What lips that meet are given in advance: missing one is seen, one too many is not.

Source: tests/benchmarks/bench_avatar.py: with it lips close on 9 in 10 of P, B and M,
without it on 3 in 4, at a loss of .01 of correlation.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Weights of the judge: features, one hidden layer, shapes.

    Attributes:
        mean: float32[FEATURES].
        scale: float32[FEATURES].
        hidden: float32[FEATURES + 1, n]; the last row is added.
        shapes: float32[n + 1, 15]; the last row is added.
    """

    mean: Matrix
    scale: Matrix
    hidden: Matrix
    shapes: Matrix

    def judge(self, features: Matrix) -> Matrix:
        """How likely each shape is: float32[frames, 15], logarithms."""
        known = (features - self.mean) * self.scale
        inner = np.maximum(known @ self.hidden[:-1] + self.hidden[-1], 0.0)
        votes = inner @ self.shapes[:-1] + self.shapes[-1]
        votes -= votes.max(axis=1, keepdims=True)
        likely: Matrix = votes - np.log(np.exp(votes).sum(axis=1, keepdims=True))
        return likely


def load_network(path: Path) -> Network:
    """Read a network.

    Raises:
        InputError: The file is missing or damaged.
    """
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as file:
            parts = [
                np.asarray(file[name], np.float32)
                for name in ("mean", "scale", "hidden", "shapes")
            ]
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise _damaged() from error
    network = Network(*parts)
    inner = network.shapes.shape[0] - 1
    fits = (
        network.mean.shape == network.scale.shape == (FEATURES,)
        and network.hidden.shape == (FEATURES + 1, inner)
        and network.shapes.shape == (inner + 1, len(SHAPES))
    )
    if not fits or not all(np.isfinite(part).all() for part in parts):
        raise _damaged()
    return network


def _damaged() -> InputError:
    return InputError(
        "The table that reads lips from sound cannot be used.", "Install Lumen again."
    )


@cache
def own_network() -> Network:
    """The network that Lumen brings along."""
    return load_network(asset("lips", "acoustic.npz"))


def visemes_of_sound(
    samples: Pcm, rate_hz: int, network: Network | None = None
) -> tuple[VisemeSpan, ...]:
    """Which mouth shapes a voice goes through.

    Args:
        samples: float32[n], mono: one voice without music.
        rate_hz: Sample rate.
        network: The judge; Lumen's own when None.

    Returns:
        Spans from 0 to the clip's end, sorted and not overlapping; none when there is
        nothing to be heard, or the sound is damaged.

    Raises:
        InputError: Lumen's own network is missing or damaged.

    Source: mel cepstra as of Davis and Mermelstein, 1980; the path as of Viterbi, 1967.
    """
    samples = samples[: int(_LONGEST * rate_hz)]
    if len(samples) < _WINDOW * rate_hz or not np.isfinite(samples).all():
        return ()
    if float(np.sqrt(np.mean(np.square(samples)))) < _FAINTEST_RMS:
        return ()
    likely = (network or own_network()).judge(features_of(samples, rate_hz))
    for viseme, favour in _FAVOURED.items():
        likely[:, SHAPES.index(viseme)] += favour
    return _spans(_path(likely), len(samples) / rate_hz)


def features_of(samples: Pcm, rate_hz: int) -> Matrix:
    """What the network looks at: float32[frames, FEATURES], a frame every `HOP`."""
    size = round(_WINDOW * rate_hz)
    count = max(1, math.ceil(len(samples) / (HOP * rate_hz)))
    padded = np.pad(samples, (size // 2, size))
    starts = (np.arange(count) * (HOP * rate_hz)).astype(np.int64)
    windows = np.lib.stride_tricks.sliding_window_view(padded, size)[starts]
    length = 1 << (size - 1).bit_length()
    spectrum = np.abs(np.fft.rfft(windows * np.hanning(size), length)) ** 2
    bands = spectrum @ _filters(length, rate_hz).T
    loudest = float(np.percentile(bands.max(axis=1), 95)) or 1.0
    logs = np.log(np.maximum(bands / loudest, _QUIETEST))
    cepstra = logs @ _cosines().T
    heard = cepstra[:, 0] > np.percentile(cepstra[:, 0], 40)
    middle = cepstra[heard].mean(axis=0) if heard.any() else cepstra.mean(axis=0)
    cepstra -= middle  # what the voice and the line always add
    places = np.arange(count)[:, None] + np.array(_BESIDE)
    beside = cepstra[np.clip(places, 0, count - 1)]
    features: Matrix = beside.reshape(count, FEATURES).astype(np.float32)
    return features


@cache
def _filters(length: int, rate_hz: int) -> npt.NDArray[np.float64]:
    """Triangles on the mel scale: float64[_BANDS, length / 2 + 1]."""
    lowest, highest = _mel(_LOWEST_HZ), _mel(_HIGHEST_HZ)
    mels = np.linspace(lowest, highest, _BANDS + 2)
    edges = 700.0 * (10.0 ** (mels / 2595.0) - 1.0)
    hz = np.fft.rfftfreq(length, 1.0 / rate_hz)
    rising = (hz - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falling = (edges[2:, None] - hz) / (edges[2:] - edges[1:-1])[:, None]
    return np.maximum(0.0, np.minimum(rising, falling))


def _mel(hz: float) -> float:
    return 2595.0 * math.log10(1.0 + hz / 700.0)


@cache
def _cosines() -> npt.NDArray[np.float64]:
    number = np.arange(_CEPSTRA)[:, None]
    cosines = np.cos(math.pi * number * (np.arange(_BANDS) + 0.5) / _BANDS)
    return cosines / math.sqrt(_BANDS)


def _path(likely: Matrix) -> list[int]:
    """The likeliest shapes when every change costs `_CHANGE`: one per frame."""
    frames, shapes = likely.shape
    stays = np.zeros((frames, shapes), bool)
    origin = np.zeros(frames, np.int64)
    best = likely[0].copy()
    for frame in range(1, frames):
        origin[frame] = best.argmax()
        changed = best[origin[frame]] - _CHANGE
        stays[frame] = best >= changed
        best = np.maximum(best, changed) + likely[frame]
    shape = int(best.argmax())
    path = [shape]
    for frame in range(frames - 1, 0, -1):
        if not stays[frame, shape]:
            shape = int(origin[frame])
        path.append(shape)
    path.reverse()
    return path


def _spans(path: list[int], end: float) -> tuple[VisemeSpan, ...]:
    begins = [0, *(i for i, (a, b) in enumerate(pairwise(path), 1) if a != b)]
    times = [max(0.0, (begin - 0.5) * HOP) for begin in begins]
    return tuple(
        VisemeSpan(SHAPES[path[begin]], Seconds(start), Seconds(stop))
        for begin, (start, stop) in zip(begins, pairwise([*times, end]), strict=True)
        if stop > start
    )
