"""PortAudio and PulseAudio behind stand-ins: what is asked of them, what is made of it."""

from __future__ import annotations

import builtins
import os
import sys
from types import SimpleNamespace

import numpy as np
import pytest

from audio.cards import device
from lumen.audio import host as host_module
from lumen.audio.devices import AudioDevice, list_devices
from lumen.audio.host import PortAudioHost
from lumen.audio.pulse import PulseServer
from lumen.core.errors import AudioDeviceError
from lumen.core.events import DeviceRole

MIC, SPEAKER = DeviceRole.MICROPHONE, DeviceRole.SPEAKER


class PortAudioError(Exception):
    pass


class RawStream:
    def __init__(self, library, *, samplerate, channels, **asked) -> None:
        library.asked.append({"channels": channels, **asked})
        library.environment.append(os.environ.get("PULSE_SINK"))
        if channels in library.refused:
            raise PortAudioError("refused")
        self.samplerate = float(samplerate)
        self.callback = asked["callback"]
        self.finished = asked["finished_callback"]
        self.fail = False
        self.log = []
        library.streams.append(self)

    def start(self) -> None:
        if self.fail:
            raise PortAudioError("gone")
        self.log.append("start")

    def abort(self, ignore_errors) -> None:
        self.log.append("abort")
        self.finished()

    def close(self, ignore_errors) -> None:
        self.log.append("close")


class FakeSoundDevice:
    """As much of `sounddevice` as the host uses."""

    PortAudioError = PortAudioError

    def __init__(self, *cards) -> None:
        self.cards = list(cards)
        self.default = SimpleNamespace(device=(-1, -1))
        self.asked, self.streams, self.environment = [], [], []
        self.refused: set[int] = set()
        self.rescans = 0
        self.broken = False

    def query_devices(self):
        return [
            {
                "name": name, "max_input_channels": ins, "max_output_channels": outs,
                "default_samplerate": 44_100.0,
            }
            for name, ins, outs in self.cards
        ]  # fmt: skip

    def query_hostapis(self):
        return ({"default_input_device": 0, "default_output_device": 1},)

    def _terminate(self) -> None:
        self.rescans += 1

    def _initialize(self) -> None:
        if self.broken:
            raise PortAudioError("no")

    def InputStream(self, **asked):  # noqa: N802 - the library's name
        return RawStream(self, **asked)

    def OutputStream(self, **asked):  # noqa: N802 - the library's name
        return RawStream(self, **asked)


@pytest.fixture
def library(monkeypatch):
    fake = FakeSoundDevice(
        ("Mic (hw:1,0)", 2, 0), ("Card (hw:0,0)", 0, 2), ("pulse", 32, 32)
    )
    monkeypatch.setitem(sys.modules, "sounddevice", fake)
    monkeypatch.setattr(host_module, "_library", host_module._Library())
    monkeypatch.setattr(PulseServer, "devices", lambda self: None)
    monkeypatch.setattr(PulseServer, "place", lambda self, role: "somewhere")
    return fake


@pytest.fixture
def served(library, monkeypatch):
    devices = (device("a", default=True), device("b"), device("m", MIC, default=True))
    monkeypatch.setattr(PulseServer, "devices", lambda self: devices)
    return devices


def ignore(*_) -> None: ...


def test_cards_have_names_without_numbers(library):
    assert list_devices() == (
        AudioDevice("Mic", MIC, True, 2, 44_100, "Mic"),
        AudioDevice("Card", SPEAKER, True, 2, 44_100, "Card"),
    )


def test_a_default_that_was_set_counts(library):
    library.cards.append(("Other (hw:2,0)", 1, 1))
    library.default.device = (3, 3)
    defaults = {d.role: d.name for d in PortAudioHost().devices() if d.default}
    assert defaults == {MIC: "Other", SPEAKER: "Other"}


def test_a_card_is_opened_with_the_channels_it_takes(library):
    library.refused = {1}
    host = PortAudioHost()
    mic, card = host.devices()
    host.open_input(mic, ignore, pinned=True)
    host.open_output(card, ignore, pinned=True)
    assert [(a["device"], a["channels"]) for a in library.asked] == [
        (0, 1), (0, 2), (1, 1), (1, 2),
    ]  # fmt: skip
    assert library.environment == [None] * 4
    assert host.place(MIC) == "somewhere"


def test_a_card_that_refuses_or_is_gone_is_an_error_with_advice(library):
    library.refused = {1, 2}
    host = PortAudioHost()
    with pytest.raises(AudioDeviceError, match="microphone") as caught:
        host.open_input(host.devices()[0], ignore, pinned=False)
    assert "settings" in caught.value.advice
    with pytest.raises(AudioDeviceError, match="loudspeaker"):
        host.open_output(device("never"), ignore, pinned=False)


def test_a_server_is_reached_through_its_bridge(library, served):
    host = PortAudioHost()
    assert host.devices() == served
    stream = host.open_output(served[1], ignore, pinned=True)
    host.open_output(served[0], ignore, pinned=False)
    assert [asked["device"] for asked in library.asked] == [2, 2]
    assert library.environment == ["b", None]
    assert "PULSE_SINK" not in os.environ
    assert (stream.device, stream.rate_hz) == (served[1], 48_000)


def test_a_resting_stream_of_a_server_that_died_is_lost(library, served, monkeypatch):
    sessions = [1]
    monkeypatch.setattr(PulseServer, "session", lambda self: sessions[-1])
    stream = PortAudioHost().open_output(served[0], ignore, pinned=False)
    assert not stream.lost
    sessions.append(0)
    assert stream.lost
    sessions.append(2)
    assert stream.lost


def test_a_variable_that_was_there_is_there_again(library, served, monkeypatch):
    monkeypatch.setenv("PULSE_SINK", "mine")
    PortAudioHost().open_output(served[1], ignore, pinned=True)
    assert library.environment == ["b"]
    assert os.environ["PULSE_SINK"] == "mine"


def test_a_device_that_the_server_does_not_have_is_gone(library, served):
    with pytest.raises(AudioDeviceError):
        PortAudioHost().open_output(device("unplugged"), ignore, pinned=True)


def test_without_a_bridge_the_cards_are_looked_at_anew(library, served):
    library.cards = [("Card (hw:0,0)", 0, 2), ("Mic (hw:1,0)", 1, 0)]
    names = [d.name for d in PortAudioHost().devices()]
    assert names == ["Mic", "Card"]
    assert library.rescans == 2


def test_open_streams_forbid_a_rescan(library):
    host = PortAudioHost()
    stream = host.open_output(host.devices()[1], ignore, pinned=False)
    assert not host.refresh()
    stream.close()
    stream.close()
    assert host.refresh()
    with pytest.raises(AudioDeviceError):
        stream.start()
    stream.abort()


def test_a_stream_knows_whether_it_was_stopped_or_lost(library):
    host = PortAudioHost()
    stream = host.open_output(host.devices()[1], ignore, pinned=False)
    raw = library.streams[-1]
    stream.start()
    stream.abort()
    assert not stream.lost
    stream.start()
    assert not stream.lost
    raw.finished()
    assert stream.lost
    stream.abort()
    raw.fail = True
    with pytest.raises(AudioDeviceError):
        stream.start()
    stream.close()
    assert raw.log[-1] == "close"


def test_callbacks_speak_our_language(library):
    host = PortAudioHost()
    mic, card = host.devices()
    told = []
    host.open_input(mic, lambda *call: told.append(call), pinned=False)
    data = np.ones((4, 2), np.float32)
    times = SimpleNamespace(
        inputBufferAdcTime=1.0, outputBufferDacTime=2.0, currentTime=3.0
    )
    flags = SimpleNamespace(input_overflow=1, output_underflow=0)
    library.streams[-1].callback(data, 4, times, flags)
    assert told[0][0].tolist() == [1.0] * 4
    assert told[0][1:] == (1.0, 3.0, True)

    def fill(out, dac, now, underrun) -> None:
        told.append((dac, now, underrun))
        out[:] = 0.5

    host.open_output(card, fill, pinned=False)
    library.streams[-1].callback(data, 4, times, flags)
    assert told[1] == (2.0, 3.0, False)
    assert data.tolist() == [[0.5, 0.5]] * 4


def test_a_broken_sound_system_is_an_error_and_may_heal(library):
    host = PortAudioHost()
    library.broken = True
    for _ in range(2):
        with pytest.raises(AudioDeviceError, match="does not answer"):
            host.refresh()
    library.broken = False
    assert host.refresh()
    assert library.rescans == 1


@pytest.mark.parametrize(
    ("failure", "advice"), [(OSError("x"), "libportaudio2"), (ValueError("x"), "sound")]
)
def test_a_missing_library_is_an_error_that_says_what_to_install(
    monkeypatch, failure, advice
):
    monkeypatch.setattr(host_module, "_library", host_module._Library())
    monkeypatch.setattr(PulseServer, "devices", lambda self: None)
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    real = builtins.__import__

    def refuse(name, *rest):
        if name == "sounddevice":
            raise failure
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(AudioDeviceError) as caught:
        PortAudioHost().devices()
    assert advice in caught.value.advice


def test_without_a_server_nothing_is_known(monkeypatch, tmp_path):
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path / 'nobody'}")
    server = PulseServer()
    assert server.devices() is None
    assert server.place(MIC) is None
    server.close()
