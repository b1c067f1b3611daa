"""The main window: a face, a conversation, and a place to write and speak."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QWidget,
)

from lumen.core import events as ev
from lumen.core.conversation import Keeping
from lumen.core.turn import NO_TURN, Phase, TurnId
from lumen.ui.avatar_attention import AttentionWatch
from lumen.ui.avatar_stage import AvatarStage
from lumen.ui.bridge import Background, Bridge
from lumen.ui.composer import Composer
from lumen.ui.conversation import ConversationView
from lumen.ui.conversation_model import ConversationModel
from lumen.ui.dialogs import Dialogs
from lumen.ui.header import Header
from lumen.ui.hotkey import WindowHotkey
from lumen.ui.markdown import warm_up
from lumen.ui.media_area import MediaArea
from lumen.ui.messages import Messages
from lumen.ui.metrics_strip import MetricsStrip
from lumen.ui.notices import Remedy
from lumen.ui.overlay_keeper import keep_overlay
from lumen.ui.overlay_shown import OverlayWindow
from lumen.ui.parts import WindowParts
from lumen.ui.privacy_switch import PrivacySwitch
from lumen.ui.state_line import StateLine
from lumen.ui.theme import MotionMode, Theme, ThemeMode
from lumen.ui.toast import Toast
from lumen.ui.window_page import WindowPage, stops_in

if TYPE_CHECKING:
    from pydantic import BaseModel

_USUAL = QSize(1080, 720)
_AROUND = QSize(16, 48)
"""What window managers put around a window, at most."""

_TYPING = (
    Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.KeypadModifier
    | Qt.KeyboardModifier.GroupSwitchModifier
)
"""Held while one types; the others make a letter a command."""

_SWEEP_MS = 250
"""What was heard of a reply is known some events after its end; then it has come."""

_BUSY = (Phase.THINKING, Phase.SPEAKING, Phase.TRANSCRIBING, Phase.INTERRUPTED)


class MainWindow(QMainWindow):
    """Puts the parts together and passes events on; each part knows its own rules.

    Args:
        parts: Everything it needs.
        theme: Colours.

    Signals:
        ended: It was closed for good, and so Lumen ends.
    """

    ended = Signal()

    def __init__(self, parts: WindowParts, theme: Theme) -> None:
        super().__init__()
        self._parts = parts
        self._theme = theme
        self._talk_key = parts.talk_key
        self._hands_free = parts.hands_free
        self._phase = Phase.IDLE
        self._turn: TurnId = NO_TURN
        self._warm = False
        self._sweep = QTimer(self)
        self._sweep.setSingleShot(True)
        self._sweep.setInterval(_SWEEP_MS)
        self._sweep.timeout.connect(self._on_sweep)
        self.setWindowTitle("Lumen")
        self.setMinimumSize(360, 420)
        self.resize(_USUAL.boundedTo(self.screen().availableSize() - _AROUND))
        self.bridge = Bridge(parts.port)
        self.background = Background(self.bridge)
        self.dialogs = Dialogs(self, parts, theme, self.background)
        self.model = ConversationModel()
        self.header = Header(theme)
        self.conversation = ConversationView(self.model, theme)
        self.state_line = StateLine(theme)
        self.composer = Composer(theme, parts.port.microphone_level)
        self.metrics_strip = MetricsStrip(theme)
        theme.set_motion(MotionMode(parts.motion))
        self.attention = AttentionWatch(self.bridge, parts.port.now, parent=self)
        self.attention.set_dozing(parts.doze_minutes)
        self.attention.follow_typing(self.composer.box)
        self.privacy = PrivacySwitch(
            parts.port, self.bridge, self.header, self.composer
        )
        self.avatar = parts.avatar(theme)
        self.media = (
            MediaArea(theme, parts.media, parts.port.now, self.background, self)
            if parts.media is not None
            else None
        )
        self.overlay = keep_overlay(
            *(parts, self.header, self.bridge, self.background, theme),
            OverlayWindow(
                widget=self,
                talk=self._on_talk_pressed,
                raise_up=self.raise_up,
                end=self.close,
                say=self.state_line.say,
                attention=self.attention,
                privacy=self.privacy,
                open_settings=self.dialogs.open_settings,
            ),
        )
        self.page = WindowPage(self, AvatarStage(theme, self.avatar))
        self.setCentralWidget(self.page)
        self.page.arrange(self.size())
        self._order_tabs()
        self.toast = Toast(self.page, self.conversation)
        self.messages = Messages(
            *(parts.port, self.model, self.conversation, self.composer, self.toast),
            parent=self,
        )
        self.hotkey = WindowHotkey(self, parts.talk_key)
        self._connect()
        self.composer.set_hands_free(parts.hands_free)
        self._update_hints()
        self.bridge.happened.connect(self.on_event)
        self.hotkey.start(self._on_talk_pressed, parts.port.release_to_talk)
        self.composer.box.setFocus()

    # ---- built -----------------------------------------------------------------------

    def _order_tabs(self) -> None:
        """From above to below: what came later would else come after all the rest."""
        composer = self.composer
        order = [
            *(stops_in(self.media.strip) if self.media is not None else ()),
            *stops_in(self.state_line),
            *(composer.box, composer.hands_free, composer.talk, composer.action),
            *stops_in(self.metrics_strip),
        ]
        for first, second in itertools.pairwise(order):
            QWidget.setTabOrder(first, second)

    def _connect(self) -> None:
        port = self._parts.port
        composer, conversation = self.composer, self.conversation
        if self.media is not None:
            self.messages.cleared.connect(self.media.clear)
            self.media.resized.connect(lambda: self.page.arrange(self.size()))
            self.media.resized.connect(self._order_tabs)
            self.media.results.done.connect(composer.box.setFocus)
        composer.stop_wanted.connect(self._on_stop)
        composer.talk_pressed.connect(self._on_talk_pressed)
        composer.talk_released.connect(port.release_to_talk)
        composer.hands_free_switched.connect(self._on_hands_free)
        conversation.link_chosen.connect(self.dialogs.ask_to_open)
        self.messages.said.connect(self.state_line.say)
        conversation.said.connect(self.state_line.say)
        composer.said.connect(self.state_line.say)
        self.state_line.remedy_chosen.connect(self._on_remedy)
        self.state_line.problem_dismissed.connect(port.dismiss_problem)
        self.dialogs.settings_saved.connect(self._on_settings)
        self.dialogs.opened.connect(self.attention.look_at_widget)
        self.metrics_strip.times_wanted.connect(self.dialogs.open_times)
        commands: tuple[tuple[str, Callable[[], object]], ...] = (
            ("settings", self.dialogs.open_settings),
            ("models", self.dialogs.open_models),
            ("connect", self.dialogs.open_connecting),
            ("times", self.dialogs.open_times),
            ("clear", self.messages.clear),
            ("help", self.dialogs.open_help),
            ("about", self.dialogs.open_about),
            ("quit", self.close),
        )
        for name, call in commands:
            self.header.on(name, call)
        stop = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        stop.activated.connect(self._on_stop)
        QShortcut(QKeySequence("Ctrl+L"), self).activated.connect(
            self.composer.box.setFocus
        )

    # ---- what happens ----------------------------------------------------------------

    def on_event(self, event: ev.Event) -> None:
        """Take an event of the companion."""
        if isinstance(event, ev.SpeechStarted):
            self.toast.commit()  # before what is said now could be swept away, too
        self.model.handle(event)
        self.state_line.handle(event)
        if self.media is not None:
            self.media.handle(event)
        if self.model.has_unheard and not self._sweep.isActive():
            self._sweep.start()
        match event:
            case ev.PhaseChanged():
                self._on_phase(event)
            case ev.HistoryOpened():
                self.header.set_unsaved(event.keeping is Keeping.MEMORY)
                self.dialogs.close_passphrase()
            case ev.PassphraseWanted():
                self.dialogs.ask_passphrase(event)
            case ev.LibraryScanned() | ev.LibrarySurveyed():
                self.dialogs.handle(event)
            case ev.EnginesChanged():
                self.header.set_engines(event)
            case ev.PlaybackStarted() | ev.ReplyEnded() | ev.ReplyMessageAdded():
                self._show_times(event.turn)
            case _:
                self._on_surroundings(event)

    def _on_surroundings(self, event: ev.Event) -> None:
        match event:
            case ev.PrivacyChanged():
                self._update_hints()
            case ev.MotionWishChanged():
                self._theme.set_system_motion(event.reduced)
            case ev.ColourWishChanged():
                self._theme.set_system_scheme(event.dark)
            case ev.ResultsShown() if event.items and self.media is not None:
                self.attention.look_at_widget(self.media.results)
            case _:
                pass

    def _on_phase(self, event: ev.PhaseChanged) -> None:
        self._phase = event.phase
        if event.turn != NO_TURN:
            self._turn = event.turn
        self.composer.set_busy(event.phase in _BUSY)
        self._update_recording()
        if event.phase is Phase.IDLE:
            self._show_times(self._turn)

    def _show_times(self, turn: TurnId) -> None:
        spans = self._parts.metrics.waterfall(turn)
        if spans:
            self.metrics_strip.show_spans(spans)
            self.dialogs.refresh_times()

    def _update_recording(self) -> None:
        listening = self._phase is Phase.LISTENING
        hands_free = self.composer.hands_free.isChecked()
        self.composer.talk.set_recording(listening or hands_free)

    def _update_hints(self) -> None:
        key = self._talk_key
        self.composer.set_talk_key(key)
        listening = self.composer.hands_free.isChecked()
        self.state_line.set_hint(
            "Hands-free: just speak" if listening else f"Hold {key} to talk, or write"
        )
        self._update_recording()

    # ---- the person ------------------------------------------------------------------

    def raise_up(self) -> None:
        """Come to the front, from the background or from being minimised."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def _on_stop(self) -> None:
        """Quiet; when it is quiet already, the open list goes."""
        idle = self._phase in (Phase.IDLE, Phase.ERROR)
        if idle and self.media is not None and self.media.results.open:
            self.media.results.close_results()
        else:
            self._parts.port.stop()

    def _on_sweep(self) -> None:
        """The window shows what the history keeps, and nothing else."""
        if self.model.drop_unheard() and self._phase is Phase.IDLE:
            self.state_line.say("Stopped before you heard any of it; it is not kept.")

    def _on_talk_pressed(self) -> None:
        self.toast.commit()
        self._parts.port.press_to_talk()

    def _on_hands_free(self, on: bool) -> None:
        self.privacy.set_hands_free(on)
        self._update_hints()

    def _on_remedy(self, remedy: Remedy) -> None:
        calls: dict[Remedy, Callable[[], object]] = {
            Remedy.CONNECT_MODEL: self.dialogs.open_connecting,
            Remedy.OPEN_MODELS: self.dialogs.open_models,
            Remedy.OPEN_SETTINGS: self.dialogs.open_settings,
            Remedy.END_PRIVACY: self.privacy.end,
        }
        call = calls.get(remedy)
        if call is not None:
            call()

    def _on_settings(self, settings: BaseModel) -> None:
        general = getattr(settings, "general", None)
        hearing = getattr(settings, "hearing", None)
        mode = getattr(general, "theme", None)
        if mode is not None:
            self._theme.set_mode(ThemeMode(mode))
        motion = getattr(general, "reduced_motion", None)
        if motion is not None:
            self._theme.set_motion(MotionMode(motion))
        key = getattr(hearing, "push_to_talk_key", self._talk_key)
        self._talk_key = key
        self.hotkey.set_key(key)
        always = getattr(hearing, "hands_free", self._hands_free)
        if always != self._hands_free:  # else the button rules, as in the companion
            self._hands_free = always
            self.composer.set_hands_free(always and not self.privacy.on)
        appearance = getattr(settings, "appearance", None)
        minutes = getattr(appearance, "dozes_after", self._parts.doze_minutes)
        self.attention.set_dozing(minutes)
        self._update_hints()
        self.state_line.say("Settings saved.")
        self._parts.announce(settings)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt
        """Letters that nothing else wants are meant for the message.

        They come here from bubbles and buttons, which pass on what they do not use.
        """
        held = event.modifiers() & ~_TYPING
        text = event.text()
        if held or not text.strip() or not text.isprintable():
            super().keyPressEvent(event)
            return
        if self.media is not None and self.media.results.take_digit(text):
            return
        box = self.composer.box
        box.setFocus()
        cursor = box.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        box.setTextCursor(cursor)
        QApplication.sendEvent(box, event)

    # ---- geometry and the end --------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt
        """Put the avatar beside or above, whichever fits."""
        super().resizeEvent(event)
        self.page.arrange(event.size())

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt
        """Once on the screen, get ready for the first reply."""
        super().showEvent(event)
        if not self._warm:
            self._warm = True
            self.background.run(warm_up, lambda _nothing: None)
            if self.overlay is not None:
                QTimer.singleShot(0, self.overlay, self.overlay.begin)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt
        """Go at once: what was deleted is deleted, the rest is not waited for.

        Closed by the person, it leaves the companion on the desktop, when that stays.
        """
        if event.spontaneous() and self.overlay is not None and self.overlay.stays:
            event.ignore()
            self.overlay.stay()
            return
        self.hide()
        self.attention.close()
        if self.overlay is not None:
            self.overlay.close()
        self.toast.commit()
        self.hotkey.stop()
        self.composer.talk.set_recording(False)
        self.bridge.close()
        self.background.stop()
        super().closeEvent(event)
        self.ended.emit()
