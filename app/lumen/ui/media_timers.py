"""Running timers and commands for later as chips; those that ran down as notices."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from lumen.core.events import TimerFired
from lumen.core.media import Timer
from lumen.ui.media_flow import FlowLayout
from lumen.ui.media_parts import Row, SmallClose, announce
from lumen.ui.media_port import MediaPort
from lumen.ui.media_words import (
    fired_words,
    timer_cancel,
    timer_left,
    timer_mark,
    timer_name,
)
from lumen.ui.theme import Spacing, Theme

_CHIP = 300
_MOST_NOTICES = 3


class TimerChip(Row):
    """A running timer: what it is for, what remains, and a cross that cancels it.

    Args:
        theme: Colours.
        timer: Which one.
        cancel: Called by the cross.
    """

    def __init__(self, theme: Theme, timer: Timer, cancel: Callable[[], None]) -> None:
        super().__init__(theme, *timer_mark(timer))
        self.timer = timer
        self._name = timer_name(timer)
        self.setFixedHeight(36)
        self.cancel = SmallClose(timer_cancel(timer), theme)
        self.cancel.clicked.connect(cancel)
        self.row.addWidget(self.cancel)

    def tell(self, now: float) -> None:
        """Say what remains."""
        words = f"{timer_left(self.timer, now)} · {self._name}"
        if words == self.label.whole:
            return
        self.label.say(words)
        wanted = self.label.fontMetrics().horizontalAdvance(words) + 4
        wide = min(_CHIP, wanted + self.width_around())
        if abs(wide - self.width()) > 3:
            self.setFixedWidth(wide)

    def width_around(self) -> int:
        """What mark, cross and margins take."""
        return 20 + 28 + Spacing.MEDIUM + 3 * Spacing.SMALL + 4


class FiredNotice(Row):
    """A timer that has run down, until it is dismissed.

    Args:
        theme: Colours.
        event: Which one, and how late.
        dismiss: Called by the button.
    """

    def __init__(
        self, theme: Theme, event: TimerFired, dismiss: Callable[[], None]
    ) -> None:
        missed = event.timer.command is not None
        says = "Not done" if missed else "Time is up"
        super().__init__(theme, "bell", says, "notice", wrap=True)
        name, told = fired_words(event.timer, event.late)
        self.label.say(f"{name} — {told}")
        self.setAccessibleName(self.label.whole)
        self.setMinimumHeight(48)
        self.button = QPushButton("Dismiss")
        self.button.setAutoDefault(False)
        self.button.setAccessibleName(f"Dismiss: {name}")
        self.button.clicked.connect(dismiss)
        self.row.addWidget(self.button)


class TimerStrip(QWidget):
    """All running timers, the next to fire first; counts down while it is seen.

    Args:
        theme: Colours.
        media: Cancels them.
        wall_clock: Unix time in seconds.
    """

    def __init__(
        self, theme: Theme, media: MediaPort, wall_clock: Callable[[], float]
    ) -> None:
        super().__init__()
        self._theme = theme
        self._media = media
        self._wall_clock = wall_clock
        self.chips: tuple[TimerChip, ...] = ()
        self._flow = FlowLayout(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._count)
        self.hide()

    @property
    def counting(self) -> bool:
        """Whether the time left is being shown anew."""
        return self._timer.isActive()

    def show_timers(self, timers: Sequence[Timer]) -> None:
        """Show these timers and no others."""
        present = {chip.timer: chip for chip in self.chips}
        for chip in self.chips:
            self._flow.removeWidget(chip)
            if chip.timer not in timers:
                chip.hide()
                chip.deleteLater()
        self.chips = tuple(present.get(timer) or self._chip(timer) for timer in timers)
        for chip in self.chips:
            self._flow.addWidget(chip)
        self.setVisible(bool(self.chips))
        self._count()

    def _chip(self, timer: Timer) -> TimerChip:
        return TimerChip(self._theme, timer, lambda: self._media.cancel_timer(timer.id))

    def _count(self) -> None:
        now = self._wall_clock()
        for chip in self.chips:
            chip.tell(now)
        if self.chips and self.isVisible():
            rest = (self.chips[0].timer.ends_at - now) % 1.0
            self._timer.start(round(rest * 1000) + 5 if rest > 0.02 else 1_000)
        else:
            self._timer.stop()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt
        """Seen: count."""
        super().showEvent(event)
        self._count()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt
        """Nobody sees it: rest."""
        super().hideEvent(event)
        self._timer.stop()


class FiredNotices(QWidget):
    """Timers that have run down; of many the newest, until those are dismissed.

    Args:
        theme: Colours.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._notices: list[FiredNotice] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(Spacing.HAIR)
        self.hide()

    @property
    def notices(self) -> tuple[FiredNotice, ...]:
        """All that are not dismissed, oldest first."""
        return tuple(self._notices)

    def take(self, event: TimerFired) -> None:
        """Show it."""
        notice = FiredNotice(self._theme, event, lambda: self._dismiss(notice))
        self._notices.append(notice)
        self._box.addWidget(notice)
        self._refresh()
        announce(self, notice.label.whole)

    def _dismiss(self, notice: FiredNotice) -> None:
        self._notices.remove(notice)
        self._box.removeWidget(notice)
        notice.hide()
        notice.deleteLater()
        self._refresh()

    def _refresh(self) -> None:
        for notice in self._notices[:-_MOST_NOTICES]:
            notice.hide()
        for notice in self._notices[-_MOST_NOTICES:]:
            notice.show()
        self.setVisible(bool(self._notices))
