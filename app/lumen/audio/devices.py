"""The microphones and loudspeakers of this machine, by names that last.

PortAudio numbers devices anew whenever one is plugged in. PulseAudio and PipeWire give
every source and sink a name that says what it is (``alsa_input.usb-Blue_Yeti...``);
where no sound server runs, the card's own name without its number is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lumen.core.events import DeviceRole

DEFAULT_DEVICE = ""
"""Name that stands for "whatever the system prefers"."""

_NUMBER = re.compile(r"\s*\((?:plug)?hw:[^)]*\)\s*$")


@dataclass(frozen=True, slots=True)
class AudioDevice:
    """One microphone or loudspeaker.

    Attributes:
        name: Stable name, kept in the settings.
        role: Microphone or loudspeaker.
        default: Whether the system prefers it.
        channels: How many it has.
        rate_hz: Its own sample rate.
        title: As shown to a person.
        monitor: A source that hears what a loudspeaker plays; never a microphone
            that a person means, yet it can be chosen by name.
    """

    name: str
    role: DeviceRole
    default: bool
    channels: int
    rate_hz: int
    title: str
    monitor: bool = False


def stable_name(portaudio_name: str, taken: Iterable[str] = ()) -> str:
    """A PortAudio device's name without the number its card happens to have.

    Args:
        portaudio_name: Such as ``USB Audio: - (hw:2,0)``.
        taken: Names given already; a second equal card gets ``#2``.
    """
    base = _NUMBER.sub("", portaudio_name).strip() or portaudio_name
    name, number = base, 1
    used = set(taken)
    while name in used:
        number += 1
        name = f"{base} #{number}"
    return name


def find_device(
    devices: Iterable[AudioDevice], role: DeviceRole, name: str = DEFAULT_DEVICE
) -> AudioDevice | None:
    """The device of that name, else the system's default, else any real one.

    Args:
        devices: What `list_devices` gave.
        role: Microphone or loudspeaker.
        name: Stable name, or `DEFAULT_DEVICE`.

    Returns:
        None when the machine has no such device at all.
    """
    fitting = [device for device in devices if device.role is role]
    for device in fitting:
        if name and device.name == name:
            return device
    for device in fitting:
        if device.default:
            return device
    return next((device for device in fitting if not device.monitor), None)


def list_devices() -> tuple[AudioDevice, ...]:
    """All microphones and loudspeakers now, defaults first.

    Raises:
        AudioDeviceError: PortAudio is not installed.
    """
    from lumen.audio.host import PortAudioHost

    with PortAudioHost() as host:
        return host.devices()
