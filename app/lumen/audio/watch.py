"""Which device a stream should be on, is on, and what to say when that changes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from lumen.audio.devices import DEFAULT_DEVICE, AudioDevice, find_device
from lumen.core.clock import Clock
from lumen.core.events import DeviceChanged, DeviceLost, DeviceRole, Event
from lumen.core.turn import NO_TURN
from lumen.core.units import Seconds

_log = logging.getLogger(__name__)

_DELAYS = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0)
"""Seconds between attempts to open a device that is gone."""

_SETTLED = Seconds(10.0)
"""What ran so long without failing is not the same trouble any more."""

_NAMELESS = "default"
"""Name of a device that never was there."""

_USERS = {DeviceRole.MICROPHONE: "capture", DeviceRole.SPEAKER: "playback"}


class DeviceWatch:
    """Follows one stream through loss, rescue and return; owned by one thread.

    A sound server rescues streams of a vanished device to another one without a word.
    That is told as a loss and a replacement; when the device comes back, the stream
    goes back to it. A stream that was moved while its device was still there was moved
    by a person: that is its new home.

    Args:
        role: What the stream is for.
        clock: Times the events.
        post: Takes `DeviceLost` and `DeviceChanged`.
        name: Stable name of the chosen device, or `DEFAULT_DEVICE`.
    """

    def __init__(
        self,
        role: DeviceRole,
        clock: Clock,
        post: Callable[[Event], None],
        name: str = DEFAULT_DEVICE,
    ) -> None:
        self._role = role
        self._clock = clock
        self._post = post
        self._wanted = name
        self._home = name
        self._current = DEFAULT_DEVICE
        self._missing = ""
        self._told = False
        self._failures = 0
        self._breaks = 0
        self._broke_at = Seconds(0.0)
        self._next_attempt = Seconds(0.0)

    @property
    def wanted(self) -> str:
        """Name of the chosen device, or `DEFAULT_DEVICE`."""
        return self._wanted

    @property
    def current(self) -> str:
        """Name of the device in use, or the last one."""
        return self._current

    @property
    def may_try(self) -> bool:
        """Whether enough time passed since the last failed attempt."""
        return self._clock.now() >= self._next_attempt

    @property
    def patience(self) -> Seconds:
        """Seconds until the next attempt is due."""
        return Seconds(max(0.0, self._next_attempt - self._clock.now()))

    def choose(self, name: str) -> None:
        """The person chose another device."""
        self._wanted = self._home = name
        self._current = DEFAULT_DEVICE
        self._missing = ""
        self._failures = 0
        self._next_attempt = Seconds(0.0)

    def target(self, devices: Sequence[AudioDevice]) -> AudioDevice | None:
        """The device to open now; None when the machine has none."""
        return find_device(devices, self._role, self._wanted or self._lost_home())

    def pinned(self, device: AudioDevice) -> bool:
        """Whether the stream must stay there rather than follow the system."""
        return device.name == self._wanted or not device.default

    def opened(self, device: AudioDevice) -> None:
        """The stream now runs on this device."""
        missing, self._missing = self._missing, ""
        self._failures = 0
        self._next_attempt = Seconds(0.0)
        self._home = self._home or device.name
        if not missing and device.name == self._current:
            return
        if missing:
            reason = "restored" if device.name in (missing, self._home) else "replaced"
        elif not self._current:
            reason = "replaced" if self._wanted not in ("", device.name) else "opened"
        elif device.name == self._home:
            reason = "restored"
        elif self._wanted:
            reason = "replaced"
        else:  # the system prefers another one since the stream was last open
            reason = "opened"
            self._home = device.name
        self._current = device.name
        self._changed(reason)

    def lost(self) -> None:
        """The stream ended by itself, or no device could be opened."""
        if not self._missing:
            self._missing = self._current or self._wanted or _NAMELESS
            self._told = False
        if not self._told:
            self._told = True
            self._say_lost(self._missing)

    def asked(self) -> None:
        """Somebody needs the device now: try at once, and if it is missing say so."""
        self._told = False
        self._failures = 0
        self._next_attempt = Seconds(0.0)

    def failed(self) -> None:
        """An attempt to open a device failed: wait longer before the next."""
        self.lost()
        delay = _DELAYS[min(self._failures, len(_DELAYS) - 1)]
        self._failures += 1
        self._next_attempt = Seconds(self._clock.now() + delay)

    def broke(self) -> None:
        """What uses the stream failed, not the device: wait longer each time."""
        now = self._clock.now()
        if now - self._broke_at > _SETTLED:
            self._breaks = 0
        self._broke_at = now
        delay = _DELAYS[min(self._breaks, len(_DELAYS) - 1)]
        self._breaks += 1
        self._next_attempt = Seconds(now + delay)
        self.lost()

    def guard(
        self, tick: Callable[[], Seconds], close: Callable[[], None]
    ) -> Seconds | None:
        """Do a step of what uses the stream; if it fails, begin afresh after a while.

        Args:
            tick: Returns the seconds until the next step.
            close: Lets the stream go.

        Returns:
            What `tick` returns; None when it failed.
        """
        try:
            return tick()
        except Exception as error:  # noqa: BLE001 - nobody else would bring it back
            self._log_failure(error)
        try:
            close()
            self.broke()
        except Exception as error:  # noqa: BLE001 - as above
            self._log_failure(error)
        return None

    def check(self, place: str | None, devices: Sequence[AudioDevice]) -> bool:
        """Compare where the stream should be with where it is.

        Args:
            place: Where the sound server says it is; None when unknown.
            devices: What is there now.

        Returns:
            Whether to open it anew, because the device it belongs on is back.
        """
        names = {device.name for device in devices if device.role is self._role}
        if place is not None and place != self._current:
            gone = self._current not in names
            if gone:
                self._say_lost(self._current)
            self._current = place
            if place == self._home:
                self._changed("restored")
            elif gone:
                self._changed("replaced")
            else:
                self._home = place
                self._changed("moved")
        return self._current != self._home and self._home in names

    def _lost_home(self) -> str:
        return self._home if self._current != self._home else DEFAULT_DEVICE

    def _log_failure(self, error: Exception) -> None:
        _log.error("%s failed: %s", _USERS[self._role], type(error).__name__)

    def _say_lost(self, name: str) -> None:
        self._post(DeviceLost(NO_TURN, self._clock.now(), self._role, name))

    def _changed(self, reason: str) -> None:
        self._post(
            DeviceChanged(NO_TURN, self._clock.now(), self._role, self._current, reason)
        )
