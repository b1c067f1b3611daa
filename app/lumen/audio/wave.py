"""Files in place of microphone and loudspeaker, for turns without a sound card.

A headless turn goes through the very same stages; only waiting for sound is skipped.
`SkippingClock` makes that honest: whoever would have waited moves the clock forward by
as much, so that moments and durations are those of a real turn, and what is computed
takes as long as it takes.
"""

from __future__ import annotations

import threading
import wave
from collections import deque
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import numpy as np

from lumen.audio.capture import OnBlock
from lumen.audio.heard import HeardTexts
from lumen.audio.mixer import resample_clip
from lumen.audio.playback import DUCKED
from lumen.core.audio import (
    BLOCK_FRAMES,
    BLOCK_SECONDS,
    SPEECH_RATE_HZ,
    AudioBlock,
    Pcm,
)
from lumen.core.clock import Clock
from lumen.core.errors import InputError
from lumen.core.events import Event, PlaybackFinished, PlaybackStarted
from lumen.core.speech import Clip, Heard
from lumen.core.turn import TurnId
from lumen.core.units import SILENCE_DBFS, Dbfs, Seconds, amplitude_to_dbfs

_LONGEST_SECONDS = 600
_POLL = 0.005
_SILENCE = Seconds(2.0)
_GAPLESS = Seconds(0.05)
"""A clip that comes this soon after the last follows it without a gap."""

_FILE_RATE_HZ = 24_000


class SkippingClock:
    """A clock that runs with another and can be moved forward; thread-safe.

    Args:
        base: The clock it runs with.
    """

    def __init__(self, base: Clock) -> None:
        self._base = base
        self._skipped = 0.0
        self._lock = threading.Lock()

    def now(self) -> Seconds:
        """See `Clock.now`."""
        with self._lock:
            return Seconds(self._base.now() + self._skipped)

    def skip_to(self, at: Seconds) -> None:
        """Let it be `at` now, unless it is later already."""
        with self._lock:
            self._skipped += max(0.0, at - self._base.now() - self._skipped)


def read_speech(path: Path) -> Pcm:
    """Read a sound file of any format, rate and number of channels.

    Args:
        path: WAV, FLAC, OGG, MP3, or whatever else FFmpeg decodes.

    Returns:
        float32[n] at 16 kHz, mono.

    Raises:
        InputError: It is not there, holds no sound, or more than ten minutes.
    """
    import av

    try:
        pieces = list(_decode(path))
    except (av.FFmpegError, OSError, ValueError) as error:
        raise InputError(
            f"“{path.name}” cannot be read as a sound file: {_reason(error)}.",
            "Check the path, and that it is a WAV, FLAC, OGG or MP3 file.",
        ) from error
    samples = np.concatenate((np.zeros(0, np.float32), *pieces))
    limited: Pcm = np.clip(np.nan_to_num(samples), -1.0, 1.0)
    return limited


def _decode(path: Path) -> Iterator[Pcm]:
    import av

    frames = 0
    with av.open(str(path), mode="r", metadata_errors="ignore") as container:
        if not container.streams.audio:
            raise InputError(
                f"“{path.name}” holds no sound.", "Choose a recording of speech."
            )
        resampler = av.AudioResampler("flt", "mono", SPEECH_RATE_HZ)
        decoded = container.decode(container.streams.audio[0])
        for frame in chain(decoded, (None,)):
            for part in resampler.resample(frame):
                samples: Pcm = part.to_ndarray().reshape(-1).astype(np.float32)
                frames += len(samples)
                yield samples
            if frames > _LONGEST_SECONDS * SPEECH_RATE_HZ:
                raise InputError(
                    f"“{path.name}” is longer than ten minutes.",
                    "Choose a shorter recording.",
                )


class WavMicrophone:
    """Hears a recording; see `capture.Microphone`.

    Blocks come from a thread named ``lumen-capture``. On a `SkippingClock` they come
    as fast as they are taken, and the clock is moved to each block's moment before it
    is handed over; on any other clock each is handed over when it is due. Behind the
    recording follows silence, so that endpointing comes to its end; then nothing.

    Args:
        samples: float32[n] at 16 kHz, such as `read_speech` gives.
        clock: The time that blocks are given in.
        silence: Seconds of silence that follow the recording.
    """

    def __init__(
        self, samples: Pcm, clock: Clock, *, silence: Seconds = _SILENCE
    ) -> None:
        blocks = -(-len(samples) // BLOCK_FRAMES) + round(silence / BLOCK_SECONDS)
        self._samples: Pcm = np.zeros(blocks * BLOCK_FRAMES, np.float32)
        self._samples[: len(samples)] = samples
        self._clock = clock
        self._level = SILENCE_DBFS
        self._on_block: OnBlock | None = None
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._next = 0

    @property
    def level_dbfs(self) -> Dbfs:
        """See `Microphone.level_dbfs`."""
        return self._level

    @property
    def finished(self) -> bool:
        """Whether recording and silence have been handed over."""
        return self._next * BLOCK_FRAMES >= len(self._samples)

    def start(self, on_block: OnBlock) -> None:
        """See `Microphone.start`; goes on where it was stopped."""
        self._on_block = on_block
        if self._thread is None:
            self._stopping.clear()
            self._thread = threading.Thread(
                target=self._run, name="lumen-capture", daemon=True
            )
            self._thread.start()

    def stop(self) -> None:
        """See `Microphone.stop`."""
        self._stopping.set()
        thread, self._thread = self._thread, None
        if thread is not None and thread is not threading.current_thread():
            thread.join(3.0)
        self._level = SILENCE_DBFS

    def set_device(self, name: str) -> None:
        """A file is no device; nothing happens."""

    def _run(self) -> None:
        start = Seconds(self._clock.now() - self._next * BLOCK_SECONDS)
        while not self.finished and not self._stopping.is_set():
            at = Seconds(start + (self._next + 1) * BLOCK_SECONDS)
            if not _wait_until(at, self._clock, self._stopping):
                return
            span = slice(self._next * BLOCK_FRAMES, (self._next + 1) * BLOCK_FRAMES)
            samples = self._samples[span]
            level = amplitude_to_dbfs(float(np.sqrt(np.mean(np.square(samples)))))
            self._level = level
            if (on_block := self._on_block) is not None:
                on_block(AudioBlock(samples, at, level))
            self._next += 1
        self._level = SILENCE_DBFS


class WavSpeaker:
    """Speaks into a WAV file; see `speaker.Speaker`.

    On a `SkippingClock` each clip takes no time but moves the clock by its duration;
    on any other clock it lasts as long as it would sound.

    Args:
        clock: The time that positions and events are given in.
        post: Takes `PlaybackStarted` and `PlaybackFinished`.
        path: 16-bit mono file at 24 kHz, written by `close`; None writes nothing.
        volume: Linear gain, 0 to 1.

    Raises:
        InputError: The file cannot be written.
    """

    def __init__(
        self,
        clock: Clock,
        post: Callable[[Event], None],
        path: Path | None = None,
        *,
        volume: float = 1.0,
    ) -> None:
        self._clock = clock
        self._post = post
        self._path = path
        if path is not None:
            _write(path, np.zeros(0, np.float32))
        self._volume = volume
        self._ducked = False
        self._texts = HeardTexts()
        self._waiting: deque[tuple[TurnId, Clip]] = deque()
        self._current: tuple[TurnId, Clip, Seconds] | None = None
        self._free_at = clock.now()
        self._timeline: list[tuple[Seconds, Clip, Seconds]] = []
        self._changed = threading.Condition()
        self._cut = threading.Event()
        self._closing = False
        self._thread = threading.Thread(
            target=self._run, name="lumen-playback", daemon=True
        )

    @property
    def timeline(self) -> tuple[tuple[Seconds, Clip, Seconds], ...]:
        """Clips with the clock time of their start, and for how long they sounded."""
        with self._changed:
            return tuple(self._timeline)

    @property
    def volume(self) -> float:
        """See `Speaker.volume`."""
        return self._volume

    @volume.setter
    def volume(self, gain: float) -> None:
        self._volume = min(1.0, max(0.0, gain))

    @property
    def playing(self) -> bool:
        """See `Speaker.playing`."""
        with self._changed:
            return self._current is not None or bool(self._waiting)

    def start(self) -> None:
        """See `Speaker.start`; call once."""
        self._thread.start()

    def close(self) -> None:
        """See `Speaker.close`; writes the file.

        Raises:
            InputError: The file cannot be written.
        """
        with self._changed:
            self._closing = True
            self._waiting.clear()
            self._cut.set()
            self._changed.notify_all()
        if self._thread.ident is not None:
            self._thread.join(3.0)
        if self._path is not None:
            _write(self._path, self._rendered())

    def play(self, turn: TurnId, clip: Clip) -> None:
        """See `Speaker.play`."""
        with self._changed:
            if self._texts.takes(turn):
                self._waiting.append((turn, clip))
                self._changed.notify_all()

    def flush(self, turn: TurnId) -> str:
        """See `Speaker.flush`."""
        with self._changed:
            kept = [waiting for waiting in self._waiting if waiting[0] != turn]
            self._waiting.clear()
            self._waiting.extend(kept)
            if self._current is not None and self._current[0] == turn:
                _, clip, start = self._current
                heard = Seconds(min(clip.duration, self._clock.now() - start))
                self._texts.add(turn, clip.heard_text(heard))
                self._timeline[-1] = (start, clip, heard)
                self._current = None
                self._free_at = self._clock.now()
                self._cut.set()
            self._ducked = False
            return self._texts.flush(turn)

    def duck(self) -> None:
        """See `Speaker.duck`; a file has no room to be heard in: only `heard` tells."""
        self._ducked = True

    def restore(self) -> None:
        """See `Speaker.restore`."""
        self._ducked = False

    def heard(self) -> Heard | None:
        """See `Speaker.heard`."""
        current = self._current
        if current is None:
            return None
        position = min(self._clock.now() - current[2], current[1].duration)
        gain = self._volume * (DUCKED if self._ducked else 1.0)
        return Heard(current[1], Seconds(max(0.0, position)), gain)

    def set_device(self, name: str) -> None:
        """A file is no device; nothing happens."""

    def _run(self) -> None:
        while (spoken := self._begin()) is not None:
            turn, clip, start = spoken
            index = clip.sentence.index
            self._post(PlaybackStarted(turn, start, index))
            end = Seconds(start + clip.duration)
            if _wait_until(end, self._clock, self._cut) and self._end(spoken):
                self._post(PlaybackFinished(turn, end, index))

    def _begin(self) -> tuple[TurnId, Clip, Seconds] | None:
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closing)
            if self._closing:
                return None
            turn, clip = self._waiting.popleft()
            late = self._clock.now() - self._free_at > _GAPLESS
            start = self._clock.now() if late else self._free_at
            self._cut.clear()
            self._current = (turn, clip, start)
            self._timeline.append((start, clip, clip.duration))
            return self._current

    def _end(self, spoken: tuple[TurnId, Clip, Seconds]) -> bool:
        with self._changed:
            if self._current is not spoken:
                return False
            turn, clip, start = spoken
            self._texts.add(turn, clip.sentence.display)
            self._free_at = Seconds(start + clip.duration)
            self._current = None
            return True

    def _rendered(self) -> Pcm:
        pieces: list[Pcm] = [np.zeros(0, np.float32)]
        for _, clip, heard in self.timeline:
            samples = resample_clip(clip, _FILE_RATE_HZ)
            pieces.append(samples[: round(heard * _FILE_RATE_HZ)] * self._volume)
        return np.concatenate(pieces)


def _wait_until(at: Seconds, clock: Clock, stop: threading.Event) -> bool:
    """Let it be `at`; False when told to stop first."""
    if isinstance(clock, SkippingClock):
        clock.skip_to(at)
    while (missing := at - clock.now()) > 0:
        if stop.wait(min(missing, _POLL)):
            return False
    return not stop.is_set()


def _reason(error: Exception) -> str:
    text = getattr(error, "strerror", "") or "it is broken"
    return str(text)[:1].lower() + str(text)[1:]


def _write(path: Path, samples: Pcm) -> None:
    try:
        with path.open("wb") as raw, wave.open(raw, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(_FILE_RATE_HZ)
            file.writeframes(np.round(samples * 32767.0).astype("<i2").tobytes())
    except OSError as error:
        raise InputError(
            f"“{path.name}” cannot be written: {_reason(error)}.",
            "Choose a folder that may be written to, on a disk that is not full.",
        ) from error
