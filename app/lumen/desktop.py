"""Lumen as a program with a window: the second half of the bootstrap.

The window comes first; numpy, the audio libraries and the engines are loaded behind it
on a thread of their own.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from typing import TYPE_CHECKING, Any, NoReturn

from lumen import __version__
from lumen.bootstrap import (
    Foundation,
    build_shelf,
    build_stages,
    lay_foundation,
    manner_of,
    open_devices,
)
from lumen.core.errors import InputError, LumenError, StorageError
from lumen.core.events import DeviceRole, ProblemRaised
from lumen.core.turn import NO_TURN
from lumen.core.units import Seconds
from lumen.session_wishes import EarlyWishes
from lumen.storage.paths import Places, find_places
from lumen.storage.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future

    from pydantic import BaseModel

    from lumen.engines import Engines
    from lumen.models.shelf import ModelShelf
    from lumen.speech.synthesis import Voice
    from lumen.storage.settings import SettingsProblem
    from lumen.storage.settings_model import Settings
    from lumen.ui.avatar_director import AvatarDirector
    from lumen.ui.avatar_view import AvatarView
    from lumen.ui.overlay_face import OverlayFace
    from lumen.ui.overlay_keeper import OverlayKeeper
    from lumen.ui.parts import LanguageModelPort, WindowParts
    from lumen.ui.theme import Theme
    from lumen.ui.window import MainWindow

_log = logging.getLogger(__name__)
PRIVATE_VARIABLE = "LUMEN_PRIVATE"
"""Set for a Lumen that begins while the person wants privacy."""

_SHELF_CLOSING = Seconds(0.1)
_HANGS = LumenError(
    "Lumen runs already, but its window does not answer.",
    "Wait a moment and try again; if that does not help, end the process named lumen.",
)


def run_desktop() -> int:
    """Open the window and stay until it is closed.

    Returns:
        The exit status.

    Raises:
        StorageError: Lumen's folders cannot be made.
        LumenError: Lumen runs already and does not answer.
    """
    wishes = EarlyWishes()  # first: what is loaded next takes longer than its answer
    from lumen.observe.logs import set_up_logging
    from lumen.ui.application import build_application, run_window, tell_problem
    from lumen.ui.single_instance import SingleInstance, Standing

    places = find_places()
    app = build_application([*sys.argv[:1], *platform_options(places)])
    try:
        places.create()
    except StorageError as error:
        tell_problem(error)  # who starts it from a menu sees no terminal
        raise
    end_logging = set_up_logging(places.log_file)
    instance = SingleInstance(places.state)
    standing = instance.claim()
    if standing is not Standing.FIRST:
        end_logging()
        if standing is Standing.UNANSWERED:
            tell_problem(_HANGS)
            raise _HANGS  # two of them would write one history
        print("Lumen is already running; its window was brought to the front.")
        return 0
    private = bool(os.environ.pop(PRIVATE_VARIABLE, ""))
    desktop = Desktop(lay_foundation(places, keep_history=True), private=private)
    try:
        parts = desktop.parts(system_dark=wishes.dark)
        return run_window(app, parts, instance, shown=desktop.shown)
    finally:
        desktop.close()
        end_logging()
        if desktop.restarting:
            start_anew(private=desktop.private)


def start_anew(*, private: bool) -> NoReturn:
    """Become another Lumen, with what this one was started with.

    Args:
        private: Whether the person wants privacy: it is not over with this one.
    """
    environment = os.environ | ({PRIVATE_VARIABLE: "1"} if private else {})
    os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], environment)  # noqa: S606 - no shell is wanted


def platform_options(places: Places) -> list[str]:
    """Qt's option for X11 on Wayland, where the person wants that.

    An option and not a variable, since programs that Lumen starts inherit those.
    """
    wanted = os.environ.get("QT_QPA_PLATFORM", "wayland").startswith("wayland")
    both = os.environ.get("WAYLAND_DISPLAY") and os.environ.get("DISPLAY")
    if not (wanted and both):
        return []
    settings, _problems = load_settings(places.settings_file)
    return ["-platform", "xcb"] if settings.overlay.xwayland else []


class Desktop:
    """Everything behind one window.

    Args:
        base: From `bootstrap.lay_foundation`.
        private: Whether the person wants privacy from the beginning.

    Attributes:
        restarting: Whether Lumen is to start anew after it has ended.
    """

    def __init__(self, base: Foundation, *, private: bool = False) -> None:
        self._base = base
        self._private = private
        self.restarting = False
        self._shelf: ModelShelf = build_shelf(base.places)
        self._engines: Engines | None = None
        self._theme: Theme | None = None
        self._avatar: AvatarView | None = None
        self._director: AvatarDirector | None = None
        self._keeper: OverlayKeeper | None = None
        self._lock = threading.Lock()
        self._closed = False
        self._loading = threading.Thread(
            target=self._load, name="lumen-loading", daemon=True
        )
        base.preferences.on_change(self._on_settings)

    def parts(self, *, system_dark: bool | None = None) -> WindowParts:
        """What the window is made of.

        Args:
            system_dark: Whether the desktop asks for dark windows, as far as is known.
        """
        from lumen.ui.parts import OverlayParts, WindowParts
        from lumen.ui.sources import (
            SettingsSource,
            ShelfSource,
            device_choices,
            voice_choices,
        )

        base, settings = self._base, self._base.preferences.settings
        return WindowParts(
            port=base.controls,
            media=base.controls.room,
            avatar=self._make_avatar,
            metrics=base.metrics,
            settings=SettingsSource(base.preferences),
            shelf=ShelfSource(self._shelf, self._on_models),
            language_model=self._language_model(),
            choices={
                "hearing.microphone": device_choices(DeviceRole.MICROPHONE),
                "speaking.speaker": device_choices(DeviceRole.SPEAKER),
                "speaking.voice": voice_choices(self._voices),
            },
            talk_key=settings.hearing.push_to_talk_key,
            hands_free=settings.hearing.hands_free,
            theme=settings.general.theme,
            system_dark=system_dark,
            motion=settings.general.reduced_motion,
            doze_minutes=settings.appearance.dozes_after,
            version=__version__,
            announce=self._on_announced,
            overlay=OverlayParts(
                face=self._make_face,
                settings=lambda: base.preferences.settings,
                change=lambda name, value: base.preferences.change(
                    "overlay", name, value
                ),
                memory_file=base.places.state / "overlay.json",
                restart=self._on_restart,
                run=base.loop.run,
            ),
        )

    def shown(self, window: MainWindow) -> None:
        """The window is on the screen: bring it to life."""
        from lumen.ui.avatar_director import AvatarDirector
        from lumen.ui.avatar_view import AvatarView

        if isinstance(window.avatar, AvatarView) and self._theme is not None:
            intensity = self._base.preferences.settings.speaking.intensity
            self._avatar = window.avatar
            self._director = AvatarDirector(
                *(window.avatar, window.bridge, self._theme, intensity),
                window.attention,
            )
        self._keeper = window.overlay
        self._base.controls.open_history()
        if self._private:
            self._base.controls.set_privacy(True)  # before anything can be heard
        self._loading.start()

    def close(self) -> None:
        """End everything; what was said is on the disk."""
        with self._lock:
            self._closed = True  # what is still being loaded is not started
        if self._loading.ident is not None:
            self._loading.join(0.1)
        self._base.controls.close()
        self._shelf.close(_SHELF_CLOSING)

    @property
    def private(self) -> bool:
        """Whether the person wants privacy now."""
        return self._base.controls.private

    def _on_restart(self) -> None:
        self.restarting = True

    # ---- loading, behind the window --------------------------------------------------

    def _load(self) -> None:
        base = self._base
        before = base.preferences.settings
        try:
            devices = open_devices(base)
            stages, engines = build_stages(base, devices, self._shelf)
        except LumenError as error:
            self._go_without(error)
            return
        except Exception as error:  # noqa: BLE001 - a window that is mute says why
            kind = type(error).__name__
            _log.error("loading failed: %s", kind)
            self._go_without(
                LumenError(
                    f"Lumen could not load its parts ({kind}).",
                    "Install Lumen anew; your conversation and settings are kept.",
                )
            )
            return
        with self._lock:
            if self._closed:
                devices.release()  # nothing else has been opened yet
                stages.recognition.close()
                stages.synthesis.close()
                return
            self._engines = engines
            settings = base.preferences.settings
            # First: what was typed until now waits for a voice instead of being mute.
            engines.begin(settings, manner_of(settings).style)
            base.controls.start(stages)
            self._watch_session()
        stages.speaker.start()
        self._use_devices(before, base.preferences.settings)  # chosen meanwhile
        if settings.hearing.hands_free:
            base.controls.set_hands_free(True)
        if base.preferences.problems:
            self._tell(_unusable(base.preferences.problems))
            for problem in base.preferences.problems:
                print(f"lumen: a setting cannot be used: {problem}", file=sys.stderr)

    def _go_without(self, error: LumenError) -> None:
        with self._lock:
            if not self._closed:
                self._base.controls.start_without_stages()
                self._watch_session()
        self._tell(error)

    def _watch_session(self) -> None:
        """From now on, until the loop ends."""
        from lumen.session_watch import SessionWatch

        base = self._base
        watch = SessionWatch(base.clock, base.loop.post)
        base.loop.run(watch.run()).add_done_callback(_note_end)

    def _tell(self, error: LumenError) -> None:
        base = self._base
        base.loop.post(ProblemRaised(NO_TURN, base.clock.now(), error))

    # ---- changes ---------------------------------------------------------------------

    def _on_settings(self, old: Settings, new: Settings) -> None:
        base, engines = self._base, self._engines
        base.controls.take_manner(manner_of(new))
        self._use_devices(old, new)
        if old.media != new.media:
            base.controls.take_media_settings(new.media)
        if old.hearing.hands_free != new.hearing.hands_free:
            base.controls.set_hands_free(new.hearing.hands_free)
        if engines is not None:
            engines.apply(old, new, manner_of(new).style)

    def _use_devices(self, old: Settings, new: Settings) -> None:
        """Open other devices, but only others: opening breaks off what is said."""
        devices = new.hearing.microphone, new.speaking.speaker
        if devices != (old.hearing.microphone, old.speaking.speaker):
            self._base.controls.use_devices(*devices)

    def _on_announced(self, _settings: BaseModel) -> None:
        """What the face has to know; on the UI thread."""
        from lumen.ui.avatar_director import dress

        settings = self._base.preferences.settings
        if self._avatar is not None and self._director is not None:
            dress(self._avatar, settings.appearance)
            self._director.set_intensity(settings.speaking.intensity)
        if self._keeper is not None:
            self._keeper.apply(settings)

    def _on_models(self) -> None:
        engines, settings = self._engines, self._base.preferences.settings
        if engines is not None:
            engines.choose_recognizer(settings)
            engines.choose_synthesizer(settings, manner_of(settings).style)

    def _voices(self) -> Sequence[Voice]:
        return self._engines.voices() if self._engines is not None else ()

    def _language_model(self) -> LanguageModelPort:
        from lumen.ui.sources import LanguageModelSource

        base = self._base

        def make(settings: Any) -> Any:  # noqa: ANN401 - the types load Ollama
            from lumen.engines import make_ollama

            return make_ollama(settings)

        def connected() -> None:
            engines = self._engines
            if engines is not None and not engines.connected:
                engines.choose_generator(base.preferences.settings.thinking)

        return LanguageModelSource(
            lambda: base.preferences.settings.thinking, make, base.loop.run, connected
        )

    def _make_avatar(self, theme: Theme) -> AvatarView:
        from lumen.ui.avatar_director import dress, make_avatar

        self._theme, base = theme, self._base
        view = make_avatar(theme, base.controls.now, base.controls.heard)
        dress(view, base.preferences.settings.appearance)
        return view

    def _make_face(self, theme: Theme) -> OverlayFace:
        from lumen.ui.overlay_face import make_face

        controls = self._base.controls
        return make_face(theme, controls.now, controls.heard)


def _note_end(watch: Future[None]) -> None:
    """Lumen does without it, but not without a word."""
    if not watch.cancelled() and (error := watch.exception()) is not None:
        _log.error("the session is not watched any more: %s", type(error).__name__)


def _unusable(problems: Sequence[SettingsProblem]) -> InputError:
    """What is wrong first: the line that shows it is short, and paths are long."""
    first = problems[0]
    others = ", ".join(problem.field or problem.source for problem in problems[1:])
    also = f" Not used either: {others}." if others else ""
    if not first.field:
        return InputError(
            f"The settings file {first.reason}."
            if first.source.startswith("/")
            else f"The settings are not used: {first.reason}.",
            "The defaults are used, and nothing of the conversation is kept until it "
            f"is mended.{also} Look at {first.source}.",
        )
    kept = "The default is used meanwhile."
    if first.unknown:
        kept = "All other settings are used."
    if any(problem.affects.startswith("keeping") for problem in problems):
        kept = "Nothing of the conversation is kept meanwhile."
    return InputError(
        f"{first.field}: {first.reason}.",
        f"{kept}{also} Mend it in {first.source}."
        if first.unknown
        else f"{kept}{also} Change it in the settings, or mend it in {first.source}.",
    )
