"""Clips end to end on one line of frames, with a gain: the callback's half of playback.

Frames are counted from the mixer's birth through clips and silence alike, so that a
frame is a moment. The card's buffer holds frames that are rendered and not yet audible;
when they must sound differently (quieter, or not at all) the stream is stopped, which
drops them, and the mixer goes back to the first that was not heard.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

import numpy as np

from lumen.core.audio import Pcm
from lumen.core.speech import Clip
from lumen.core.turn import TurnId

_MOST_FRAMES = 48_000
"""Frames rendered in one piece; longer callbacks are rendered in several."""


@dataclass(slots=True, eq=False)
class Entry:
    """A clip on the line.

    Attributes:
        samples: The clip at the device's rate.
        start: Line position of its first frame; None until it is rendered.
        announced: `PlaybackStarted` was posted.
        cut: It was taken off the line while it sounded; it never finishes.
    """

    turn: TurnId
    clip: Clip
    samples: Pcm = field(repr=False)
    start: int | None = None
    announced: bool = False
    cut: bool = False

    @property
    def end(self) -> int | None:
        """Line position behind its last frame; None until it is rendered."""
        return None if self.start is None else self.start + len(self.samples)


class GainLine:
    """The gain as a function of the line position: steady, or one ramp.

    Args:
        gain: Linear gain to begin with.
    """

    def __init__(self, gain: float = 1.0) -> None:
        self._ramp = (0, gain, 0, gain)
        """From this position and gain, over so many frames, to that gain."""
        self._steps = np.arange(_MOST_FRAMES, dtype=np.float32)
        self._scratch = np.empty(_MOST_FRAMES, np.float32)

    @property
    def target(self) -> float:
        """The gain that the line ends in."""
        return self._ramp[3]

    def turn_to(self, target: float, position: int, frames: int) -> None:
        """Go to `target` from `position` on, within so many frames."""
        self._ramp = (position, self.at(position), max(1, frames), target)

    def at(self, position: float) -> float:
        """The gain at a position."""
        start, gain, frames, target = self._ramp
        if frames == 0 or position >= start + frames:
            return target
        return gain + (target - gain) * max(0.0, position - start) / frames

    def apply(self, out: Pcm, position: int) -> None:
        """Multiply frames that begin at `position`, at most `_MOST_FRAMES`."""
        start, gain, frames, target = self._ramp
        if frames == 0 or position >= start + frames:
            if target != 1.0:
                np.multiply(out, target, out=out)
            return
        gains = self._scratch[: len(out)]
        slope = (target - gain) / frames
        np.multiply(self._steps[: len(out)], slope, out=gains)
        np.add(gains, gain + slope * (position - start), out=gains)
        np.clip(gains, min(gain, target), max(gain, target), out=gains)
        np.multiply(out, gains, out=out)


class Mixer:
    """Renders the line; see the module.

    `render` is called by one thread at a time and neither locks nor allocates sample
    memory. `append` may be called meanwhile. `seek` and `drop` need it to be still.

    Args:
        rate_hz: Frames per second of the line.
        gain: Linear gain to begin with.
    """

    def __init__(self, rate_hz: int, gain: float = 1.0) -> None:
        self.rate_hz = rate_hz
        self.gain = GainLine(gain)
        self._position = 0
        self._waiting: deque[Entry] = deque()
        self._begun: deque[Entry] = deque()
        self._current: Entry | None = None

    @property
    def position(self) -> int:
        """Line position of the next frame to render."""
        return self._position

    @property
    def empty(self) -> bool:
        """Whether everything appended was rendered to its end."""
        return self._current is None and not self._waiting

    def append(self, entry: Entry) -> None:
        """Say this after everything else."""
        self._waiting.append(entry)

    def render(self, out: Pcm) -> None:
        """Fill `out` with the next frames.

        Args:
            out: float32[n] to be filled; may be a strided view.
        """
        done = 0
        while done < len(out):
            part = out[done : done + _MOST_FRAMES]
            self._fill(part)
            self.gain.apply(part, self._position)
            self._position += len(part)
            done += len(part)

    def begun(self) -> tuple[Entry, ...]:
        """Entries whose first frame was rendered, oldest first."""
        return tuple(self._begun)

    def waiting(self) -> tuple[Entry, ...]:
        """Entries not yet begun, in order."""
        return tuple(self._waiting)

    def entry_at(self, position: float) -> Entry | None:
        """The entry that sounds at a position, if any."""
        for entry in self.begun():
            start = entry.start
            if start is not None and start <= position < start + len(entry.samples):
                return entry
        return None

    def forget_oldest(self) -> None:
        """The oldest entry begun was audible to its end; the line needs it no more."""
        self._begun.popleft()

    def resume(self, entry: Entry, heard_frames: int) -> None:
        """Begin with an entry of which so many frames were heard from another line."""
        entry.start = self._position - heard_frames
        self._begun.append(entry)
        self._current = entry if heard_frames < len(entry.samples) else None

    def seek(self, position: int) -> None:
        """Go back: frames from `position` on were never heard, render them again."""
        position = min(position, self._position)
        while self._begun:
            last = self._begun[-1]
            if last.start is not None and last.start < position:
                break
            last.start = None
            self._waiting.appendleft(self._begun.pop())
        self._position = position
        self._current = self.entry_at(position)

    def drop(self, turn: TurnId, fade_frames: int) -> None:
        """Take a turn off the line, fading out what sounds at this position."""
        kept = [entry for entry in self._waiting if entry.turn != turn]
        self._waiting.clear()
        self._waiting.extend(kept)
        current = self._current
        if current is None or current.turn != turn or current.start is None:
            return
        heard = self._position - current.start
        rest = current.samples[: heard + fade_frames].copy()
        fading = rest[heard:]
        fading *= np.linspace(1.0, 0.0, len(fading), dtype=np.float32)
        current.samples, current.cut, current.announced = rest, True, True
        if not len(fading):
            self._current = None

    def _fill(self, out: Pcm) -> None:
        done = 0
        while done < len(out):
            entry = self._current
            if entry is None or entry.start is None:
                try:
                    entry = self._waiting.popleft()
                except IndexError:
                    break
                entry.start = self._position + done
                self._begun.append(entry)
                self._current = entry
            at = self._position + done - entry.start
            take = min(len(out) - done, len(entry.samples) - at)
            out[done : done + take] = entry.samples[at : at + take]
            done += take
            if at + take >= len(entry.samples):
                self._current = None
        out[done:] = 0.0


def resample_clip(clip: Clip, rate_hz: int) -> Pcm:
    """The clip's samples at another rate, limited to full scale; not in a callback."""
    samples = np.ascontiguousarray(clip.samples, dtype=np.float32)
    if clip.rate_hz != rate_hz and len(samples):
        import soxr

        samples = soxr.resample(samples, clip.rate_hz, rate_hz, quality="HQ")
    limited: Pcm = np.clip(np.nan_to_num(samples), -1.0, 1.0)
    return limited
