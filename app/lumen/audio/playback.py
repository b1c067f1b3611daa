"""Lumen's voice: clips end to end, silent at a word, and always sure what was heard.

`Playback` renders in PortAudio's callback (see `line` and `mixer`). Its pump thread
does what may wait: resampling, opening and closing the device, noticing its loss,
telling when clips begin and end. Where a position is asked for, it is the frame that
leaves the loudspeaker now, by the times that the sound server reports for it.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections import deque
from collections.abc import Callable

import numpy as np

from lumen.audio.card import SoundHost
from lumen.audio.devices import DEFAULT_DEVICE, AudioDevice
from lumen.audio.echo import EchoReference
from lumen.audio.heard import HeardTexts
from lumen.audio.line import PlaybackLine
from lumen.audio.mixer import Entry, resample_clip
from lumen.audio.watch import DeviceWatch
from lumen.core.audio import Pcm
from lumen.core.clock import Clock
from lumen.core.errors import AudioDeviceError
from lumen.core.events import DeviceRole, Event, PlaybackFinished, PlaybackStarted
from lumen.core.speech import Clip, Heard
from lumen.core.turn import NO_TURN, TurnId
from lumen.core.units import Dbfs, Seconds, dbfs_to_amplitude

_log = logging.getLogger(__name__)

DUCKED = dbfs_to_amplitude(Dbfs(-15.0))
"""Gain while the person may be speaking."""

_FADE = Seconds(0.005)
_DUCK_RAMP = Seconds(0.02)
_RESTORE_RAMP = Seconds(0.15)
_VOLUME_RAMP = Seconds(0.03)

_TICK = Seconds(0.02)
_DRAIN = Seconds(0.05)
"""The stream runs on so long behind the last clip: reports may be early."""

_IDLE = Seconds(5.0)
"""An unused device is closed after this; opening again costs 2 ms under PulseAudio."""

_UNTIL_WOKEN = Seconds(3600.0)

_LOOK = Seconds(1.0)
"""Between questions to the sound server where the stream is."""


class Playback:
    """The loudspeaker; see `speaker.Speaker`.

    Args:
        host: The sound cards; this playback closes it.
        clock: The time that positions and events are given in.
        post: Takes `PlaybackStarted`, `PlaybackFinished`, `DeviceLost` and
            `DeviceChanged`, from the pump thread; must not wait.
        reference: Takes what is played, for echo cancellation.
        device: Stable name, or `DEFAULT_DEVICE`.
        volume: Linear gain, 0 to 1.
    """

    def __init__(
        self,
        host: SoundHost,
        clock: Clock,
        post: Callable[[Event], None],
        *,
        reference: EchoReference | None = None,
        device: str = DEFAULT_DEVICE,
        volume: float = 1.0,
    ) -> None:
        self._host = host
        self._clock = clock
        self._post = post
        self._watch = DeviceWatch(DeviceRole.SPEAKER, clock, post, device)
        self._volume = _clamped(volume)
        self._ducked = False
        self._line = PlaybackLine(clock, reference, self._volume)
        self._inbox: deque[tuple[TurnId, Clip]] = deque()
        self._texts = HeardTexts()
        self._choice: str | None = None
        self._reopen = False
        self._asked_for = NO_TURN
        self._line_end = 0.0
        self._used = Seconds(0.0)
        self._looked = Seconds(0.0)
        self._lock = threading.RLock()  # never taken by the callback
        self._wake = threading.Event()
        self._closing = threading.Event()
        self._thread = threading.Thread(
            target=self._run, name="lumen-playback", daemon=True
        )

    # ---- the protocol ----------------------------------------------------------

    def start(self) -> None:
        """See `Speaker.start`; call once."""
        self._thread.start()

    def close(self) -> None:
        """See `Speaker.close`."""
        self._closing.set()
        self._wake.set()
        if self._thread.ident is not None:
            self._thread.join(2.0)
        self._close_stream()
        self._host.close()

    def play(self, turn: TurnId, clip: Clip) -> None:
        """See `Speaker.play`."""
        with self._lock:
            if self._texts.takes(turn):
                self._inbox.append((turn, clip))
        self._wake.set()

    def flush(self, turn: TurnId) -> str:
        """See `Speaker.flush`."""
        with self._lock:
            kept = [waiting for waiting in self._inbox if waiting[0] != turn]
            self._inbox.clear()
            self._inbox.extend(kept)
            mixer = self._line.mixer
            entries = (*mixer.begun(), *mixer.waiting())
            if any(entry.turn == turn and not entry.cut for entry in entries):
                self._cut(turn)
            self._raise_voice()
            text = self._texts.flush(turn)
        self._wake.set()
        return text

    def duck(self) -> None:
        """See `Speaker.duck`."""
        with self._lock:
            if self._ducked:
                return
            self._ducked = True
            if self._line.running and not self._line.mixer.empty:
                self._turn_gain(self._line.rewind(), _DUCK_RAMP)
                self._line.go_on()
            else:
                self._turn_gain(self._line.mixer.position, _DUCK_RAMP)

    def restore(self) -> None:
        """See `Speaker.restore`."""
        with self._lock:
            self._raise_voice()

    def heard(self) -> Heard | None:
        """See `Speaker.heard`."""
        mixer = self._line.mixer
        position = self._line.audible()
        entry = mixer.entry_at(position)
        start = entry.start if entry is not None else None
        if entry is None or start is None or entry.cut or not self._line.moving:
            return None
        heard = min((position - start) / mixer.rate_hz, entry.clip.duration)
        return Heard(entry.clip, Seconds(heard), mixer.gain.at(position))

    def set_device(self, name: str) -> None:
        """See `Speaker.set_device`."""
        self._choice = name
        self._wake.set()

    @property
    def volume(self) -> float:
        """See `Speaker.volume`."""
        return self._volume

    @volume.setter
    def volume(self, gain: float) -> None:
        with self._lock:
            self._volume = _clamped(gain)
            self._turn_gain(self._line.mixer.position, _VOLUME_RAMP)

    @property
    def playing(self) -> bool:
        """See `Speaker.playing`."""
        mixer = self._line.mixer
        return bool(self._inbox or mixer.begun() or mixer.waiting())

    @property
    def underruns(self) -> int:
        """How often the card wanted frames faster than they came."""
        return self._line.underruns

    # ---- with the lock -------------------------------------------------------------

    def _turn_gain(self, position: int, ramp: Seconds) -> None:
        mixer = self._line.mixer
        gain = self._volume * (DUCKED if self._ducked else 1.0)
        mixer.gain.turn_to(gain, position, round(ramp * mixer.rate_hz))

    def _raise_voice(self) -> None:
        """End the ducking: smoothly, or at once where nothing sounds."""
        if not self._ducked:
            return
        self._ducked = False
        if self.playing:
            self._turn_gain(self._line.mixer.position, _RESTORE_RAMP)
        else:  # rendered silence is dropped at the next start: behind it is too late
            self._turn_gain(int(self._line.audible()), Seconds(0.0))

    def _cut(self, turn: TurnId) -> None:
        """Drop what of the turn was not heard, and note what was."""
        mixer, moving = self._line.mixer, self._line.moving
        position = self._line.rewind() if moving else mixer.position
        for entry in mixer.begun():
            if entry.turn == turn and entry.start is not None and not entry.cut:
                heard = Seconds((position - entry.start) / mixer.rate_hz)
                self._texts.add(turn, entry.clip.heard_text(heard))
        fade = round(_FADE * mixer.rate_hz)
        mixer.drop(turn, fade)
        self._ducked = False
        mixer.gain.turn_to(self._volume, position + fade, 1)
        if moving:
            self._line.go_on()

    # ---- the pump thread ---------------------------------------------------------

    def _run(self) -> None:
        while not self._closing.is_set():
            rest = self._watch.guard(self._tick, self._close_stream)
            self._wake.wait(_TICK if rest is None else rest)
            self._wake.clear()

    def _tick(self) -> Seconds:
        """Do what is due.

        Returns:
            Seconds after which there may be more.
        """
        self._take_choice()
        self._notice_loss()
        self._take_clips()
        line = self._line
        wanted = not line.mixer.empty
        usable = line.stream is not None and not self._reopen
        if wanted and not usable and self._watch.may_try:
            self._open()
        with self._lock:
            if not line.mixer.empty and not line.moving:
                line.go_on()
            line.render_silently()
            events = self._due()
        for event in events:
            self._post(event)
        return self._rest()

    def _take_choice(self) -> None:
        choice, self._choice = self._choice, None
        if choice is not None and choice != self._watch.wanted:
            self._watch.choose(choice)
            self._reopen = True

    def _take_clips(self) -> None:
        while self._inbox:
            with self._lock:
                first = self._inbox[0] if self._inbox else None
            if first is None:
                return
            turn, clip = first
            if turn != self._asked_for:
                self._asked_for = turn
                self._watch.asked()
            samples = self._resampled(clip)
            with self._lock:
                if self._inbox and self._inbox[0] is first:
                    self._inbox.popleft()
                    self._line.mixer.append(Entry(turn, clip, samples))

    def _resampled(self, clip: Clip) -> Pcm:
        try:
            return resample_clip(clip, self._line.mixer.rate_hz)
        except Exception as error:  # noqa: BLE001 - one bad clip must not hold up all
            _log.error("no clip: %s", type(error).__name__)
            return np.zeros(0, np.float32)

    def _open(self) -> None:
        """Open the right device; without one, time goes on silently."""
        self._reopen = False
        self._close_stream()
        try:
            device = self._watch.target(self._host.devices())
            if device is None:
                self._watch.failed()
                return
            stream = self._host.open_output(
                device, self._line.on_output, pinned=self._watch.pinned(device)
            )
        except AudioDeviceError:
            self._watch.failed()
            return
        with self._lock:
            self._line.attach(stream)
        self._looked = self._clock.now()
        self._watch.opened(device)

    def _close_stream(self) -> None:
        with self._lock:
            stream = self._line.detach()
        if stream is not None:
            stream.close()

    def _notice_loss(self) -> None:
        if self._line.lost:
            self._close_stream()
            self._watch.lost()
        elif self._line.running and self._clock.now() - self._looked > _LOOK:
            self._looked = self._clock.now()
            place = self._host.place(DeviceRole.SPEAKER)
            self._reopen |= self._watch.check(place, self._devices())

    def _devices(self) -> tuple[AudioDevice, ...]:
        with contextlib.suppress(AudioDeviceError):
            return self._host.devices()
        return ()

    def _due(self) -> list[Event]:
        """Tell which clips began and ended to be audible; forget the ended."""
        line = self._line
        position = line.audible()
        events: list[Event] = []
        for entry in line.mixer.begun():
            if entry.start is None or position < entry.start or not line.moving:
                break
            index = entry.clip.sentence.index
            if not entry.announced:
                entry.announced = True
                at = line.frames.at(entry.start)
                events.append(PlaybackStarted(entry.turn, at, index))
            end = entry.start + len(entry.samples)
            if position < end:
                break
            line.mixer.forget_oldest()
            self._line_end = end
            if not entry.cut:
                self._texts.add(entry.turn, entry.clip.sentence.display)
                at = line.frames.at(end)
                events.append(PlaybackFinished(entry.turn, at, index))
        return events

    def _rest(self) -> Seconds:
        """Stop what is no longer used; how long the pump may sleep."""
        now = self._clock.now()
        with self._lock:
            if self.playing:
                return self._until_next()
            tail = self._line.audible() - self._line_end
            if self._line.running and tail < _DRAIN * self._line.mixer.rate_hz:
                return _TICK
            if self._line.moving:
                self._line.rewind()
                self._used = now
            if self._line.stream is None:
                return _UNTIL_WOKEN
        if now - self._used < _IDLE:
            return Seconds(_IDLE - (now - self._used))
        self._close_stream()
        return _UNTIL_WOKEN

    def _until_next(self) -> Seconds:
        """Until the next beginning or end is audible, at most a tick."""
        mixer, position = self._line.mixer, self._line.audible()
        marks = [
            mark
            for entry in mixer.begun()
            if entry.start is not None
            for mark in (entry.start, entry.start + len(entry.samples))
            if mark > position
        ]
        if not marks:
            return Seconds(_TICK / 4)
        return Seconds(min(_TICK, (min(marks) - position) / mixer.rate_hz))


def _clamped(gain: float) -> float:
    return min(1.0, max(0.0, gain))
