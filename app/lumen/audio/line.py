"""The line of playback: what was rendered, what is audible, and going back to it.

`PlaybackLine` joins a `Mixer` with the stream that calls for its frames and with the
times at which they leave the loudspeaker. Its methods other than `on_output` are called
with playback's lock held; `on_output` runs in PortAudio's callback, while the stream
runs, and takes no lock.
"""

from __future__ import annotations

import numpy as np

from lumen.audio.card import OUTPUT_LATENCY, OpenStream
from lumen.audio.echo import EchoReference
from lumen.audio.mixer import Entry, Mixer, resample_clip
from lumen.audio.timing import FrameClock, StreamClock
from lumen.core.audio import Pcm
from lumen.core.clock import Clock
from lumen.core.errors import AudioDeviceError
from lumen.core.units import Seconds

_SILENT_RATE_HZ = 48_000
"""Rate of the line while there is no device to dictate one."""

_SILENT_FRAMES = _SILENT_RATE_HZ // 10

_STALL = Seconds(1.0)
"""No callback for so long: the device is gone though nobody said so."""

_IMPLAUSIBLE = Seconds(5.0)
"""Some drivers report no time at all; nobody's loudspeaker is this late."""


class PlaybackLine:
    """See the module.

    Args:
        clock: The time that positions are asked for in.
        reference: Takes what is played, for echo cancellation.
        gain: Linear gain to begin with.
    """

    def __init__(
        self, clock: Clock, reference: EchoReference | None, gain: float
    ) -> None:
        self._clock = clock
        self._reference = reference
        self.mixer = Mixer(_SILENT_RATE_HZ, gain)
        self.frames = FrameClock(_SILENT_RATE_HZ)
        self._stream_clock = StreamClock()
        self._stream: OpenStream | None = None
        self._running = False
        self._silent = False
        self._broken = False
        self._started_at = 0
        self._called_at = Seconds(0.0)
        self._scratch: Pcm = np.zeros(_SILENT_FRAMES, np.float32)
        self.underruns = 0

    @property
    def stream(self) -> OpenStream | None:
        """The open stream, if any."""
        return self._stream

    @property
    def running(self) -> bool:
        """Whether the stream calls for frames."""
        return self._running

    @property
    def moving(self) -> bool:
        """Whether frames flow, through a device or without one."""
        return self._running or self._silent

    @property
    def lost(self) -> bool:
        """Whether the stream ended, stalled or refused to go on."""
        stalled = self._running and self._clock.now() - self._called_at > _STALL
        return self._stream is not None and (
            self._stream.lost or self._broken or stalled
        )

    def on_output(self, out: Pcm, dac: float, now: float, underrun: bool) -> None:
        """PortAudio's callback: fill `out`, which is audible at stream time `dac`."""
        self._called_at = self._clock.now()
        self._stream_clock.note(now, self._called_at)
        if abs(dac - now) > _IMPLAUSIBLE:
            dac = now + OUTPUT_LATENCY
        at = self._stream_clock.to_clock(dac)
        self.frames.note(self.mixer.position, at)
        self.mixer.render(out)
        if self._reference is not None:
            self._reference.write(at, out)
        if underrun:
            self.underruns += 1

    def audible(self) -> float:
        """Position that leaves the loudspeaker now; any thread may ask."""
        rendered = self.mixer.position
        if not self.moving:
            return rendered
        if not self.frames.known:
            return self._started_at
        frame = self.frames.frame(self._clock.now())
        return min(max(frame, self._started_at), rendered)

    def overdue(self) -> float:
        """Frames by which the moment is beyond the end of what was rendered."""
        return self.frames.frame(self._clock.now()) - self.mixer.position

    def rewind(self) -> int:
        """Stop, and go back to the first frame that was not heard.

        Returns:
            The position of that frame.
        """
        position = int(self.audible())
        if self._running and self._stream is not None:
            now = self._clock.now()
            self._broken |= self._stream.lost  # starting it again would never return
            self._stream.abort()
            if self._reference is not None:
                self._reference.forget_after(now)
        self._running = self._silent = False
        self.mixer.seek(position)
        return position

    def go_on(self) -> None:
        """Let frames flow from here on; without a stream, in silence."""
        self._started_at = self.mixer.position
        self.frames.reset()
        if self._stream is None:
            self.frames.note(self.mixer.position, self._clock.now())
            self._silent = True
            return
        if self._broken:
            return
        self._called_at = self._clock.now()
        self._running = True
        try:
            self._stream.start()
        except AudioDeviceError:
            self._running = False
            self._broken = True

    def render_silently(self) -> None:
        """Without a device the line moves as if there were one."""
        while self._silent and (due := int(self.overdue())) > 0:
            if self.mixer.empty:
                return
            self.mixer.render(self._scratch[: min(due, _SILENT_FRAMES)])

    def attach(self, stream: OpenStream) -> None:
        """Use this stream from here on; the line is carried over to its rate."""
        if self._silent:
            self.rewind()
        self._stream = stream
        self._broken = False
        self._stream_clock = StreamClock()
        if self._reference is not None:
            self._reference.retune(stream.rate_hz)
        if stream.rate_hz != self.mixer.rate_hz:
            self._carry_over(stream.rate_hz)

    def detach(self) -> OpenStream | None:
        """Stop using the stream; the caller closes it."""
        if self._running:
            self.rewind()
        stream, self._stream = self._stream, None
        return stream

    def _carry_over(self, rate_hz: int) -> None:
        old = self.mixer
        new = Mixer(rate_hz, old.gain.target)
        for entry in (*old.begun(), *old.waiting()):
            if entry.cut:
                continue
            samples = resample_clip(entry.clip, rate_hz)
            moved = Entry(entry.turn, entry.clip, samples, announced=entry.announced)
            if entry.start is None:
                new.append(moved)
            else:
                heard = (old.position - entry.start) * rate_hz / old.rate_hz
                new.resume(moved, round(heard))
        self.frames = FrameClock(rate_hz)
        self._started_at = new.position
        self.mixer = new
