"""Microphones and loudspeakers by name, with a sound card and without any."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from integration.requirements import fail_or_skip
from integration.sound_card import SoundCard, missing
from lumen.__main__ import main
from lumen.audio.devices import AudioDevice, find_device, list_devices
from lumen.core.errors import AudioDeviceError
from lumen.core.events import DeviceRole

MICROPHONE = AudioDevice(
    "alsa_input.usb-Yeti", DeviceRole.MICROPHONE, True, 2, 48_000, "Yeti Microphone"
)
SPEAKER = AudioDevice(
    "alsa_output.pci", DeviceRole.SPEAKER, False, 2, 44_100, "Built-in Audio"
)


@pytest.fixture
def card() -> Iterator[SoundCard]:
    if reason := missing():
        fail_or_skip(reason)
    card = SoundCard()
    try:
        card.start()
        with card.use():
            yield card
    finally:
        card.stop()


def machine(monkeypatch: pytest.MonkeyPatch, *devices: AudioDevice) -> None:
    monkeypatch.setattr("lumen.audio.devices.list_devices", lambda: devices)


def test_devices_are_listed_by_role(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
):
    machine(monkeypatch, MICROPHONE, SPEAKER)
    assert main(["devices"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Microphones:",
        " * alsa_input.usb-Yeti  (Yeti Microphone, 48000 Hz)",
        "Loudspeakers:",
        "   alsa_output.pci  (Built-in Audio, 44100 Hz)",
        "* is used unless the settings name another.",
    ]


def test_json_is_for_programs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
):
    machine(monkeypatch, MICROPHONE)
    assert main(["devices", "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert told == {
        "name": "alsa_input.usb-Yeti",
        "title": "Yeti Microphone",
        "role": "microphone",
        "default": True,
        "channels": 2,
        "rate_hz": 48_000,
    }


@pytest.mark.parametrize("words", [[], ["--json"]])
def test_a_machine_without_sound_says_so(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
):
    machine(monkeypatch)
    assert main(["devices", *words]) == 1
    shown = capsys.readouterr().out
    assert shown == "[]\n" if words else "plug one in" in shown


def test_a_sound_system_that_cannot_be_asked_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
):
    def broken() -> None:
        raise AudioDeviceError("PortAudio is not installed.", "Install libportaudio2.")

    monkeypatch.setattr("lumen.audio.devices.list_devices", broken)
    assert main(["devices"]) == 1
    assert "Install libportaudio2." in capsys.readouterr().err


@pytest.mark.integration
def test_a_real_card_is_listed_by_the_names_that_settings_take(
    card: SoundCard, capsys: pytest.CaptureFixture
):
    assert main(["devices", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {"vmic", "vmic2", "vspk"} <= {device["name"] for device in told}
    defaults = {d["role"]: d["name"] for d in told if d["default"]}
    assert defaults == {"microphone": "vmic", "speaker": "vspk"}
    found = find_device(list_devices(), DeviceRole.MICROPHONE, "vmic2")
    assert found is not None
    assert found.name == "vmic2"


@pytest.mark.integration
def test_a_dead_sound_server_is_no_crash(
    card: SoundCard, capsys: pytest.CaptureFixture
):
    card.kill()
    assert main(["devices"]) in (0, 1)
    assert "Microphones:" in capsys.readouterr().out
