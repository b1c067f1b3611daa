"""Lumen behind its window: what loads, what fails, what a changed setting reaches."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from fakes import MemorySecrets
from live import Chronicle
from lumen import __version__
from lumen.audio.wave import WavMicrophone, WavSpeaker
from lumen.bootstrap import Devices, Foundation, lay_foundation, open_devices
from lumen.core import events as ev
from lumen.core.errors import AudioDeviceError, LumenError, PrivacyError, StorageError
from lumen.desktop import Desktop, platform_options, run_desktop
from lumen.engines import Engines
from lumen.storage.paths import find_places
from lumen.ui.application import build_application
from lumen.ui.avatar_view import AvatarView
from lumen.ui.parts import WindowParts
from lumen.ui.single_instance import Standing
from lumen.ui.theme import Theme, ThemeMode
from lumen.ui.window import MainWindow


class Sound:
    """A microphone and a loudspeaker that are files, and what they were told."""

    def __init__(self) -> None:
        self.devices: list[str] = []
        self.released = 0
        self.hold = threading.Event()
        self.hold.set()
        self.opened = threading.Event()
        self.problem: Exception | None = None

    def open(self, base: Foundation) -> Devices:
        self.opened.set()
        assert self.hold.wait(10)
        if self.problem is not None:
            raise self.problem
        microphone = WavMicrophone(np.zeros(16_000, np.float32), base.clock)
        speaker = WavSpeaker(base.clock, base.loop.post)
        microphone.set_device = self.devices.append
        speaker.set_device = self.devices.append
        self.speaker, self.microphone = speaker, microphone
        return Devices(microphone, speaker, self._release)

    def _release(self) -> None:
        self.released += 1


@pytest.fixture(scope="session")
def qapp_cls():
    return type(
        "Application", (), {"__new__": lambda _cls, argv: build_application(argv)}
    )


@pytest.fixture
def sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sound:
    sound = Sound()
    monkeypatch.setenv("LUMEN_HOME", str(tmp_path))
    monkeypatch.setenv("LUMEN_THINKING__PROVIDER", "essential")
    monkeypatch.setattr("lumen.desktop.open_devices", sound.open)
    monkeypatch.setattr(
        "lumen.bootstrap.KeyringSecrets", lambda _timeout: MemorySecrets()
    )
    find_places().create()
    return sound


class Behind:
    """A desktop without its event loop."""

    def __init__(self, *, private: bool = False) -> None:
        self.base = lay_foundation(find_places(), keep_history=True)
        self.told = Chronicle()
        self.base.controls.subscribe(self.told)
        self.desktop = Desktop(self.base, private=private)

    def show(self, qapp) -> MainWindow:
        self.window = MainWindow(self.desktop.parts(), Theme(qapp, ThemeMode.LIGHT))
        self.window.show()
        self.desktop.shown(self.window)
        return self.window

    def change(self, section: str, name: str, value: object) -> None:
        self.base.preferences.change(section, name, value)

    def ready(self) -> None:
        """Everything is loaded and warm."""
        self.told.wait(
            lambda e: (
                isinstance(e, ev.EnginesChanged)
                and bool(e.recognizer and e.synthesizer)
            )
        )


@pytest.fixture
def behind(sound: Sound, qapp) -> Iterator[Behind]:
    behind = Behind()
    yield behind
    if hasattr(behind, "window"):
        behind.window.close()
    sound.hold.set()
    behind.desktop.close()
    behind.desktop._loading.join(20) if behind.desktop._loading.ident else None


def awaited(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 10.0
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_the_parts_of_the_window(behind: Behind, qapp):
    parts = behind.desktop.parts()
    assert isinstance(parts, WindowParts)
    assert parts.version == __version__
    assert parts.port is behind.base.controls
    assert parts.settings.load() == behind.base.preferences.settings
    assert parts.shelf.items()
    assert set(parts.choices) == {
        "hearing.microphone",
        "speaking.speaker",
        "speaking.voice",
    }
    assert len(parts.choices["speaking.voice"]()) == 1  # no engine is there yet
    avatar = parts.avatar(Theme(qapp, ThemeMode.LIGHT))
    assert isinstance(avatar, AvatarView)
    avatar.deleteLater()


def test_it_comes_to_life_behind_the_window(behind: Behind, qapp):
    window = behind.show(qapp)
    behind.ready()
    since = behind.told.now
    behind.base.controls.submit_text("what is two plus three")
    reply = behind.told.wait_for(ev.ReplyMessageAdded, since)
    assert "5" in reply.text
    assert len(behind.desktop.parts().choices["speaking.voice"]()) > 1
    assert isinstance(window.avatar, AvatarView)


def test_what_is_typed_while_it_loads_is_answered_aloud(
    behind: Behind, sound: Sound, qapp
):
    sound.hold.clear()
    behind.show(qapp)
    assert sound.opened.wait(10)
    behind.base.controls.submit_text("what is two plus three")
    sound.hold.set()
    behind.told.wait_for(ev.PlaybackFinished)
    assert not [e for e in behind.told.events if isinstance(e, ev.ProblemRaised)]


def test_a_changed_setting_reaches_whom_it_concerns(behind: Behind, sound: Sound, qapp):
    behind.show(qapp)
    behind.ready()
    behind.desktop._loading.join(10)
    behind.change("hearing", "microphone", "yeti")
    assert sound.devices == ["yeti", ""]
    behind.change("speaking", "volume", 0.25)
    awaited(lambda: sound.speaker.volume == 0.25)
    assert sound.devices == ["yeti", ""]  # louder opens no device anew
    behind.change("speaking", "mute", True)
    machine = behind.desktop._base.controls._stages.machine
    awaited(lambda: not machine.voice)
    since = behind.told.now
    behind.change("speaking", "engine", "espeak")
    behind.told.wait(
        lambda e: isinstance(e, ev.EnginesChanged) and "espeak" in e.synthesizer, since
    )


def test_devices_chosen_while_it_loads_are_used(behind: Behind, sound: Sound, qapp):
    sound.hold.clear()
    behind.show(qapp)
    assert sound.opened.wait(10)
    behind.change("hearing", "microphone", "yeti")
    sound.hold.set()
    behind.ready()
    awaited(lambda: sound.devices[-2:] == ["yeti", ""])  # twice is as good as once


def test_louder_loads_no_voice_anew(
    behind: Behind, qapp, monkeypatch: pytest.MonkeyPatch
):
    behind.show(qapp)
    behind.ready()
    chosen: list[object] = []
    monkeypatch.setattr(
        behind.desktop._engines,
        "choose_synthesizer",
        lambda *given: chosen.append(given),
    )
    behind.change("speaking", "volume", 0.3)
    behind.change("speaking", "rate", 1.2)
    behind.change("general", "user_name", "Ada")
    assert chosen == []
    behind.change("general", "language", "de")
    assert len(chosen) == 1


def test_the_face_takes_changed_settings(behind: Behind, qapp):
    window = behind.show(qapp)
    behind.change("general", "reduced_motion", "on")
    behind.change("speaking", "intensity", 0.1)
    behind.change("appearance", "dozes_after", 3)
    window._on_settings(behind.base.preferences.settings)
    assert window.avatar._reduced
    assert behind.desktop._director._intensity == 0.1
    assert window.attention._attention.doubtful_at - behind.base.clock.now() < 181


def test_the_first_face_is_as_still_as_the_settings_say(behind: Behind, qapp):
    behind.change("general", "reduced_motion", "on")
    behind.change("appearance", "dozes_after", 0)
    window = behind.show(qapp)
    assert window.avatar._reduced
    assert window.attention._attention.doubtful_at is None


def test_the_style_is_the_one_of_now(behind: Behind, sound: Sound, qapp, monkeypatch):
    styles: list[float] = []
    begin = Engines.begin
    monkeypatch.setattr(
        Engines,
        "begin",
        lambda self, settings, style: (
            styles.append(style.rate),
            begin(self, settings, style),
        )[1],
    )
    sound.hold.clear()
    behind.show(qapp)
    behind.change("speaking", "rate", 1.5)  # while it loads
    sound.hold.set()
    behind.ready()
    assert styles == [1.5]
    monkeypatch.setattr(
        behind.desktop._engines,
        "choose_synthesizer",
        lambda _settings, style: styles.append(style.rate),
    )
    behind.change("speaking", "rate", 0.8)
    behind.desktop._on_models()
    assert styles == [1.5, 0.8]


def test_the_prompt_fits_the_model_of_now(behind: Behind, qapp):
    behind.show(qapp)
    behind.ready()
    behind.change("thinking", "context_tokens", 1024)
    prompts = behind.base.controls._stages.generation._prompts
    assert prompts._budget.context == 1024


@pytest.mark.parametrize("missing", ["onnxruntime", "sounddevice"])
def test_without_ears_it_still_answers_what_is_typed(
    behind: Behind, sound: Sound, qapp, monkeypatch: pytest.MonkeyPatch, missing: str
):
    if missing == "sounddevice":
        monkeypatch.setattr("lumen.desktop.open_devices", open_devices)
        monkeypatch.setattr("lumen.audio.host._library._sounddevice", None)
    monkeypatch.setitem(sys.modules, missing, None)  # its import fails
    behind.show(qapp)
    behind.told.wait_for(ev.EnginesChanged)
    since = behind.told.now
    behind.base.controls.submit_text("what is two plus three")
    reply = behind.told.wait_for(ev.ReplyMessageAdded, since)
    assert "5" in reply.text
    behind.base.controls.press_to_talk()
    behind.base.controls.release_to_talk()
    if missing == "onnxruntime":
        told = [e for e in behind.told.events if isinstance(e, ev.ProblemRaised)]
        assert [e.error.what for e in told if "cannot hear" in e.error.what]
        behind.told.wait_for(ev.UtteranceDropped, since)


def test_a_model_that_arrived_is_taken_into_use(behind: Behind, qapp):
    behind.desktop._on_models()  # before anything is loaded: nothing to do
    behind.show(qapp)
    behind.ready()
    since = behind.told.now
    behind.desktop._on_models()
    behind.told.wait_for(ev.EnginesChanged, since)


def test_a_language_model_that_was_connected_is_looked_for(behind: Behind, qapp):
    parts = behind.desktop.parts()
    parts.language_model._connected()  # before anything is loaded: nothing to do
    behind.show(qapp)
    behind.ready()
    since = behind.told.now
    parts.language_model._connected()
    behind.told.wait_for(ev.EnginesChanged, since)
    made = parts.language_model._make(behind.base.preferences.settings.thinking)
    assert made.name


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (AudioDeviceError("No PortAudio.", "Install it."), "No PortAudio."),
        (ImportError("secret"), "could not load its parts (ImportError)"),
    ],
)
def test_what_cannot_be_loaded_is_told(
    behind: Behind, sound: Sound, qapp, problem: Exception, words: str
):
    sound.problem = problem
    behind.show(qapp)
    told = behind.told.wait_for(ev.ProblemRaised)
    assert words in told.error.what
    assert "secret" not in str(told.error)
    opened = behind.told.wait_for(ev.HistoryOpened)
    assert opened.messages == ()
    controls = behind.base.controls  # nothing that the person does now is a crash
    behind.change("speaking", "volume", 0.25)
    controls.set_hands_free(True)
    controls.regenerate()
    controls.submit_text("hello")
    controls.press_to_talk()
    controls.release_to_talk()
    controls.stop()
    behind.told.wait_for(ev.StopRequested)
    assert controls.heard() is None


def test_hands_free_from_the_start(
    sound: Sound, qapp, monkeypatch: pytest.MonkeyPatch, request
):
    monkeypatch.setenv("LUMEN_HEARING__HANDS_FREE", "true")
    behind = request.getfixturevalue("behind")
    behind.show(qapp)
    behind.ready()
    awaited(lambda: sound.microphone.finished)


def test_privacy_outlasts_a_restart_and_hears_nothing_on_the_way(
    sound: Sound, qapp, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("LUMEN_HEARING__HANDS_FREE", "true")
    became: list[dict[str, str]] = []

    def become(_program: str, _arguments: list[str], environment: dict[str, str]):
        became.append(environment)

    def run(_app, parts, instance, *, shown) -> int:
        window = MainWindow(parts, Theme(qapp, ThemeMode.LIGHT))
        told = Chronicle()
        parts.port.subscribe(told)
        window.show()
        shown(window)
        if not became:
            parts.port.set_privacy(True)
        assert told.wait_for(ev.PrivacyChanged).on
        told.wait(  # for hands-free
            lambda e: (
                isinstance(e, ev.ProblemRaised) and isinstance(e.error, PrivacyError)
            )
        )
        assert sound.microphone._thread is None
        parts.overlay.restart()
        window.close()
        instance.release()
        return 0

    secrets = MemorySecrets()
    monkeypatch.setattr("lumen.bootstrap.KeyringSecrets", lambda _timeout: secrets)
    monkeypatch.setattr("os.execve", become)
    monkeypatch.setattr("lumen.ui.application.build_application", lambda _argv: qapp)
    monkeypatch.setattr("lumen.ui.application.run_window", run)
    run_desktop()
    assert became[0]["LUMEN_PRIVATE"] == "1"
    monkeypatch.setenv("LUMEN_PRIVATE", "1")
    run_desktop()
    assert "LUMEN_PRIVATE" not in os.environ  # programs that it starts inherit that
    assert became[1]["LUMEN_PRIVATE"] == "1"


def test_privacy_counts_from_the_moment_it_is_wanted(sound: Sound, qapp):
    """Lumen may be started anew before its parts are loaded."""
    sound.hold.clear()
    behind = Behind(private=True)
    window = behind.show(qapp)
    try:
        assert behind.desktop.private
        behind.base.controls.set_privacy(False)
        assert not behind.desktop.private
        behind.base.controls.set_privacy(True)
        sound.hold.set()
        assert behind.told.wait_for(ev.PrivacyChanged)
        behind.ready()
        assert behind.desktop.private
    finally:
        sound.hold.set()
        window.close()
        behind.desktop.close()
        behind.desktop._loading.join(20)


def test_a_setting_that_cannot_be_used_is_told(sound: Sound, qapp, request):
    find_places().settings_file.write_text('[speaking]\nvolume = "loud"\n')
    behind = request.getfixturevalue("behind")
    behind.show(qapp)
    told = behind.told.wait_for(ev.ProblemRaised)
    assert told.error.what.startswith("speaking.volume: ")
    assert str(find_places().settings_file) not in told.error.what
    assert told.error.advice.endswith(f"{find_places().settings_file}.")


def test_who_cannot_be_understood_about_keeping_is_told_what_that_means(
    sound: Sound, qapp, request
):
    find_places().settings_file.write_text(
        '[keeping]\nhistory = "perhaps"\n[speaking]\nvolume = "loud"\n'
    )
    behind = request.getfixturevalue("behind")
    behind.show(qapp)
    told = behind.told.wait_for(ev.ProblemRaised)
    both = told.error.what + told.error.advice
    assert "keeping.history" in both
    assert "speaking.volume" in both
    assert told.error.advice.startswith("Nothing of the conversation is kept")


def test_a_settings_file_that_cannot_be_read_is_told(sound: Sound, qapp, request):
    find_places().settings_file.write_text("[speaking\n")
    behind = request.getfixturevalue("behind")
    behind.show(qapp)
    told = behind.told.wait_for(ev.ProblemRaised)
    assert told.error.what.startswith("The settings file is not TOML")
    assert told.error.advice.endswith(f"{find_places().settings_file}.")


@pytest.mark.parametrize("problem", [None, AudioDeviceError("None.", "Buy one.")])
def test_closing_while_it_loads_starts_nothing(
    behind: Behind, sound: Sound, qapp, problem: Exception | None
):
    sound.hold.clear()
    sound.problem = problem
    behind.show(qapp)
    assert sound.opened.wait(10)
    behind.window.close()
    behind.desktop.close()
    sound.hold.set()
    behind.desktop._loading.join(20)
    assert sound.released == (1 if problem is None else 0)
    names = {thread.name for thread in threading.enumerate()}
    assert "lumen-loop" not in names
    assert behind.told.events == []


def test_a_window_is_run_and_everything_ends(
    sound: Sound, monkeypatch: pytest.MonkeyPatch, qapp
):
    ran: list[WindowParts] = []

    def run(_app, parts, instance, shown) -> int:
        ran.append(parts)
        instance.release()
        return 5

    monkeypatch.setattr("lumen.ui.application.run_window", run)
    assert run_desktop() == 5
    assert len(ran) == 1


def test_a_second_start_beside_one_that_hangs_says_so(
    sound: Sound, monkeypatch: pytest.MonkeyPatch, qapp
):
    told: list[LumenError] = []
    monkeypatch.setattr(
        "lumen.ui.single_instance.SingleInstance.claim",
        lambda _self: Standing.UNANSWERED,
    )
    monkeypatch.setattr("lumen.ui.application.tell_problem", told.append)
    with pytest.raises(LumenError, match="does not answer"):
        run_desktop()
    assert len(told) == 1
    assert not find_places().history_file.exists()


def test_folders_that_cannot_be_made_are_told_in_a_dialog(
    sound: Sound, monkeypatch: pytest.MonkeyPatch, qapp, tmp_path: Path
):
    told: list[LumenError] = []
    (tmp_path / "file").touch()
    monkeypatch.setenv("LUMEN_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("lumen.ui.application.tell_problem", told.append)
    with pytest.raises(StorageError):
        run_desktop()
    assert len(told) == 1
    assert str(tmp_path / "file") in told[0].what


def test_a_second_start_says_so_and_ends_at_once(
    sound: Sound, monkeypatch: pytest.MonkeyPatch, qapp, capsys: pytest.CaptureFixture
):
    monkeypatch.setattr(
        "lumen.ui.single_instance.SingleInstance.claim", lambda _self: Standing.SECOND
    )
    assert run_desktop() == 0
    assert not sound.opened.is_set()
    shown = capsys.readouterr()
    assert shown.out == (
        "Lumen is already running; its window was brought to the front.\n"
    )
    assert shown.err == ""


def test_through_xwayland_where_a_person_wants_that(tmp_path, monkeypatch):
    monkeypatch.setenv("LUMEN_HOME", str(tmp_path))
    places = find_places()
    places.create()
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-1")
    places.settings_file.write_text("[overlay]\nxwayland = true\n")
    assert platform_options(places) == []  # there is no XWayland
    monkeypatch.setenv("DISPLAY", ":0")
    assert platform_options(places) == ["-platform", "xcb"]
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert platform_options(places) == []
    monkeypatch.setenv("QT_QPA_PLATFORM", "wayland;xcb")
    assert platform_options(places) == ["-platform", "xcb"]
    places.settings_file.write_text("[overlay]\nxwayland = false\n")
    assert platform_options(places) == []
    places.settings_file.write_text("no settings at all")
    assert platform_options(places) == []
    monkeypatch.delenv("WAYLAND_DISPLAY")
    assert platform_options(places) == []
