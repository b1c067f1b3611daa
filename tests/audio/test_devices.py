"""Names that last, and the device that is meant."""

from __future__ import annotations

import pytest

from audio.cards import device
from lumen.audio.devices import AudioDevice, find_device, stable_name
from lumen.core.events import DeviceRole

MIC, SPEAKER = DeviceRole.MICROPHONE, DeviceRole.SPEAKER


@pytest.mark.parametrize(
    ("portaudio", "taken", "name"),
    [
        ("USB Audio: - (hw:2,0)", [], "USB Audio: -"),
        ("HDA Intel PCH: ALC257 Analog (hw:0,0)", [], "HDA Intel PCH: ALC257 Analog"),
        ("USB Mic (plughw:1,0)", ["USB Mic"], "USB Mic #2"),
        ("USB Mic (hw:3,0)", ["USB Mic", "USB Mic #2"], "USB Mic #3"),
        ("default", [], "default"),
        ("(hw:0,0)", [], "(hw:0,0)"),
    ],
)
def test_a_name_survives_renumbering(portaudio, taken, name):
    assert stable_name(portaudio, taken) == name


def test_the_named_device_is_found_else_the_default_else_any_real_one():
    monitor = AudioDevice("m", MIC, False, 1, 48_000, "M", monitor=True)
    a, b = device("a", MIC), device("b", MIC, default=True)
    speaker = device("s", SPEAKER, default=True)
    devices = (monitor, a, b, speaker)
    assert find_device(devices, MIC, "a") is a
    assert find_device(devices, MIC, "gone") is b
    assert find_device(devices, MIC) is b
    assert find_device(devices, MIC, "m") is monitor
    assert find_device((monitor, a), MIC) is a
    assert find_device((monitor, speaker), MIC) is None
    assert find_device(devices, SPEAKER, "a") is speaker
