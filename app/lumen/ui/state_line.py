"""One line that says what is happening, and what to do when something is missing.

It has the same height whatever it says, so nothing else ever moves.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMessageBox,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from lumen.core import events as ev
from lumen.core.errors import KeyringAsksError, LumenError
from lumen.core.turn import Phase
from lumen.ui.direction import in_order, set_margins
from lumen.ui.elided_label import ElidedLabel
from lumen.ui.icons import icon
from lumen.ui.notices import (
    PRIVACY,
    Notice,
    Remedy,
    hears,
    lost,
    missing,
    remedy_for,
)
from lumen.ui.theme import Spacing, Theme, with_text

HEIGHT = 52
_PASSING_MS = 2_500
_MS_A_CHARACTER = 70
"""Source: people read 14 to 17 characters a second."""

_NARROW = 480


_SHORT = {
    Remedy.CONNECT_MODEL: "Connect",
    Remedy.OPEN_MODELS: "Models",
    Remedy.OPEN_SETTINGS: "Settings",
    Remedy.END_PRIVACY: "End",
}


_PHASES = {
    Phase.IDLE: "Ready",
    Phase.LISTENING: "Listening …",
    Phase.TRANSCRIBING: "Understanding …",
    Phase.THINKING: "Thinking …",
    Phase.SPEAKING: "Speaking",
    Phase.INTERRUPTED: "Stopping …",
    Phase.ERROR: "That did not work",
}


class StateLine(QWidget):
    """Says what is happening; of several things the most urgent one.

    Args:
        theme: Colours.

    Signals:
        remedy_chosen: A `Remedy` whose button was pressed.
        problem_dismissed: A problem of the companion was read.
    """

    remedy_chosen = Signal(object)
    problem_dismissed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._phase = Phase.IDLE
        self._hint = "Ready"
        self._passing = ""
        self._problem: Notice | None = None
        self._keyring_asks: Notice | None = None
        self._devices: dict[ev.DeviceRole, Notice] = {}
        self._engines: Notice | None = None
        self._dismissed: Notice | None = None
        self._private = False
        self._announced = ""
        self.setFixedHeight(with_text(HEIGHT))
        self._build()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_passed)
        theme.changed.connect(self._refresh)
        self._refresh()

    def _build(self) -> None:
        self._frame = QFrame()
        self._mark = QToolButton()
        self._mark.setProperty("kind", "mark")
        self._mark.setFixedSize(24, 24)
        self._mark.setIconSize(QSize(20, 20))
        self._mark.clicked.connect(self.show_details)
        self._first = ElidedLabel()
        self._second = ElidedLabel("caption")
        self._button = QPushButton()
        self._button.setProperty("kind", "quiet")
        self._button.clicked.connect(self._on_remedy)
        self._close = QToolButton()
        self._close.setProperty("kind", "small")
        self._close.setAccessibleName("Dismiss")
        self._close.setToolTip("Dismiss")
        self._close.clicked.connect(self._on_dismiss)
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(self._first)
        words.addWidget(self._second)
        words.addStretch()
        row = QHBoxLayout(self._frame)
        set_margins(row, self, Spacing.LARGE, 2, Spacing.SMALL, 2)
        row.setSpacing(Spacing.SMALL)
        row.addWidget(self._mark)
        row.addLayout(words, 1)
        row.addWidget(self._button)
        row.addWidget(self._close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 2, 0, 2)
        outer.addWidget(self._frame)

    # ---- what is known ---------------------------------------------------------------

    @property
    def notice(self) -> Notice | None:
        """The notice that is shown; None while only the phase is."""
        if self._problem is not None:
            return self._problem
        calm = self._phase in (Phase.IDLE, Phase.ERROR)
        if not calm or self._passing:
            return None
        if self._private:
            return PRIVACY
        engines = None if self._engines == self._dismissed else self._engines
        return next(iter(self._devices.values()), engines)

    @property
    def words(self) -> str:
        """What the line says, uncut."""
        return f"{self._first.whole} {self._second.whole}".strip()

    def set_hint(self, hint: str) -> None:
        """What to say while nothing goes on, such as "Hold Space to talk"."""
        self._hint = hint
        self._refresh()

    def say(self, words: str) -> None:
        """Say something for a moment, such as "Copied."."""
        self._passing = words
        self._timer.start(max(_PASSING_MS, len(words) * _MS_A_CHARACTER))
        self._refresh()

    def handle(self, event: ev.Event) -> None:
        """Take an event of the companion; most change nothing here."""
        match event:
            case ev.PhaseChanged():
                self._on_phase(event.phase)
            case ev.ProblemRaised():
                self._on_problem(event.error)
            case ev.ProblemDismissed() | ev.PassphraseWanted() | ev.HistoryOpened():
                self._on_over(event)
            case ev.PrivacyChanged():
                self._on_privacy(event.on)
            case ev.DeviceLost():
                self._devices[event.role] = lost(event)
            case ev.DeviceChanged():
                self._on_device(event)
            case ev.ActionRequested(action=ev.Action.STOP):
                self.say("Okay.")  # who wants quiet is not answered aloud
            case ev.ActionRequested(action=ev.Action.CONNECT_MODEL):
                self._dismissed = None  # the reply speaks of it: offer the button again
            case ev.EnginesChanged():
                self._engines = missing(event)
            case _:
                return
        self._refresh()

    def _on_problem(self, error: LumenError) -> None:
        self._problem = Notice(
            error.what, error.advice, remedy_for(error), problem=True
        )
        if isinstance(error, KeyringAsksError):
            self._keyring_asks = self._problem

    def _on_over(self, event: ev.Event) -> None:
        """The problem was read, or was the question of a keyring that asks no more."""
        read = isinstance(event, ev.ProblemDismissed)
        if read or self._problem is self._keyring_asks:
            self._problem = None

    def _on_phase(self, phase: Phase) -> None:
        self._phase = phase
        if phase in (Phase.LISTENING, Phase.THINKING):
            self._problem = None  # the person went on
            self._passing = ""

    def _on_privacy(self, on: bool) -> None:
        ended = self._private and not on
        self._private = on
        if self._problem is not None and self._problem.remedy is Remedy.END_PRIVACY:
            self._problem = None
        if ended:
            self.say("Lumen listens again when you want it to.")

    def _on_device(self, event: ev.DeviceChanged) -> None:
        self._devices.pop(event.role, None)
        if event.reason in ("restored", "replaced", "moved"):
            which = "Microphone" if hears(event.role) else "Loudspeaker"
            self.say(f"{which}: now using {event.name}.")

    # ---- shown -----------------------------------------------------------------------

    def _refresh(self) -> None:
        notice = self.notice
        tokens = self._theme.tokens
        if notice is not None:
            first, second = notice.what, notice.advice
        elif self._passing:
            first, second = self._passing, ""
        else:
            idle = self._phase is Phase.IDLE
            first = self._hint if idle else _PHASES[self._phase]
            second = ""
        self._first.setObjectName("" if notice or self._active() else "muted")
        wanted = ""
        if notice is not None:
            wanted = "advice" if notice.calm else "notice"
        if self._frame.objectName() != wanted:
            self._frame.setObjectName(wanted)
        for widget in (self._frame, self._first):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        self._first.say(in_order(first))
        self._second.say(in_order(second))
        self._second.setVisible(bool(second))
        self._button.setVisible(notice is not None and bool(notice.remedy))
        self._label_button()
        self._close.setVisible(notice is not None and notice is not PRIVACY)
        self._close.setIcon(
            icon(
                "close",
                tokens.muted if notice and notice.calm else tokens.warm_text,
                side=16,
            )
        )
        self._paint_mark(notice)
        self._announce()

    def _active(self) -> bool:
        return self._phase not in (Phase.IDLE, Phase.ERROR)

    def _paint_mark(self, notice: Notice | None) -> None:
        tokens, warned = self._theme.tokens, notice is not None
        names = {
            Phase.LISTENING: "microphone",
            Phase.TRANSCRIBING: "hands_free",
            Phase.THINKING: "more",
            Phase.SPEAKING: "hands_free",
            Phase.INTERRUPTED: "stop",
        }
        name = names.get(self._phase, "")
        calm = notice is not None and notice.calm
        if warned:
            name = "help" if calm else "warning"
        if notice is PRIVACY:
            name = "privacy"
        self._mark.setVisible(bool(name))
        self._mark.setEnabled(warned)
        doing = _PHASES[self._phase].rstrip(" …")
        self._mark.setAccessibleName("Show all of it" if warned else doing)
        self._mark.setToolTip("Show all of it" if warned else "")
        if name:
            hearing = self._phase is Phase.LISTENING
            warm = hearing or (warned and not calm)
            color = tokens.warm_text if warm else tokens.accent
            self._mark.setIcon(icon(name, color, color))

    def _announce(self) -> None:
        """Tell assistive technology, politely, what the line says now."""
        words = self.words
        self.setAccessibleName(words)
        if words == self._announced or not QAccessible.isActive():
            return
        self._announced = words
        event = QAccessibleAnnouncementEvent(self, words)
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
        QAccessible.updateAccessibility(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt
        """Say less on the button where there is no room."""
        super().resizeEvent(event)
        self._label_button()

    def _label_button(self) -> None:
        notice = self.notice
        remedy = notice.remedy if notice is not None else Remedy.NONE
        narrow = self.width() < _NARROW
        self._button.setText(_SHORT.get(remedy, "") if narrow else str(remedy))
        self._button.setAccessibleName(str(remedy))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt
        """A click on words that are cut shows all of them."""
        if self.notice is not None and (self._first.cut or self._second.cut):
            self.show_details()
        super().mouseReleaseEvent(event)

    def show_details(self) -> QMessageBox | None:
        """Show the whole notice in a dialog."""
        notice = self.notice
        if notice is None:
            return None
        box = QMessageBox(self.window())
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle("Lumen")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(notice.what)
        box.setInformativeText(notice.advice)
        box.open()
        return box

    # ---- the person ------------------------------------------------------------------

    def _on_passed(self) -> None:
        self._passing = ""
        self._refresh()

    def _on_remedy(self) -> None:
        notice = self.notice
        if notice is not None:
            self.remedy_chosen.emit(notice.remedy)

    def _on_dismiss(self) -> None:
        notice = self.notice
        if notice is None:
            return
        if notice.problem:
            self._problem = None
            self.problem_dismissed.emit()
        elif notice is self._engines:
            self._dismissed = notice  # not shown again while it is the same
        else:
            self._devices = {r: n for r, n in self._devices.items() if n is not notice}
        self._refresh()
