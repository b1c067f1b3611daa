"""`lumen devices`: microphones and loudspeakers, by the names that settings take."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from lumen.core.events import DeviceRole

if TYPE_CHECKING:
    from lumen.audio.devices import AudioDevice

_TITLES = {DeviceRole.MICROPHONE: "Microphones", DeviceRole.SPEAKER: "Loudspeakers"}


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "devices",
        help="microphones and loudspeakers",
        description="Lists microphones and loudspeakers with the names that the "
        "settings hearing.microphone and speaking.speaker take.",
        epilog="exit status:\n  0    done\n"
        "  1    no device at all, or the sound system cannot be asked",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the devices.

    Returns:
        0, or 1 when there is neither a microphone nor a loudspeaker.

    Raises:
        AudioDeviceError: The sound system cannot be asked.
    """
    from lumen.audio.devices import list_devices

    devices = list_devices()
    if arguments.json:
        print(json.dumps([_as_json(device) for device in devices], indent=2))
    else:
        _print_table(devices)
    return 0 if devices else 1


def _as_json(device: AudioDevice) -> dict[str, object]:
    return {
        "name": device.name,
        "title": device.title,
        "role": device.role.value,
        "default": device.default,
        "channels": device.channels,
        "rate_hz": device.rate_hz,
    }


def _print_table(devices: tuple[AudioDevice, ...]) -> None:
    for role, title in _TITLES.items():
        print(f"{title}:")
        listed = [device for device in devices if device.role is role]
        for device in listed:
            mark = "*" if device.default else " "
            print(f" {mark} {device.name}  ({device.title}, {device.rate_hz} Hz)")
        if not listed:
            print("   none found; plug one in, and check your sound settings")
    print("* is used unless the settings name another.")
