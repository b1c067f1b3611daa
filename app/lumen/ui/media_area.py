"""Everything of media in the window: which event goes to which widget."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from lumen.core import events as ev
from lumen.core.units import Seconds
from lumen.ui.bridge import Background
from lumen.ui.media_card import NowPlayingCard
from lumen.ui.media_commands import MOST_SHOWN, CommandCards
from lumen.ui.media_port import MediaPort
from lumen.ui.media_result_rows import HEIGHT
from lumen.ui.media_results import MOST_ROWS, ResultsPanel
from lumen.ui.media_scan import ScanRow
from lumen.ui.media_timers import FiredNotices, TimerStrip
from lumen.ui.theme import Spacing, Theme

_LOW, _VERY_LOW = 600, 520
"""Below these heights of the window the message box comes first."""

_LIST_SHARE, _AROUND_LIST = 0.77, 332
"""Of the height, what is not the conversation's; and what all but the rows takes.

So five rows are seen in a window of 720 pixels, and three lines of what was said.
"""

_LEAST_STRIP = 112
_UNNOTICED = 80
"""So high a strip takes its room from the conversation alone."""

_LEAST_STAGE = 72
_STAGE_SHARE = 0.45


class Strip(QScrollArea):
    """As high as what is in it, as long as there is room; else it scrolls.

    Args:
        inside: What is shown.
    """

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._inside = inside
        self._box = QVBoxLayout(inside)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(Spacing.HAIR)
        self.setWidget(inside)
        self.hide()

    def add(self, part: QWidget) -> None:
        """Show it below the others."""
        self._box.addWidget(part)

    @property
    def wanted(self) -> int:
        """Height of all that is shown, in pixels."""
        if self._box.hasHeightForWidth():
            return self._box.heightForWidth(max(1, self.width()))
        return self._inside.sizeHint().height()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt
        """Lines break elsewhere now."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt
        """All of it."""
        return QSize(240, self.wanted)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt
        """Enough to see that there is something."""
        return QSize(120, min(_LEAST_STRIP, self.wanted))


class MediaArea(QObject):
    """The card beside the conversation, and the strip below it.

    Args:
        theme: Colours.
        media: Takes what the person wants.
        now: The companion's clock.
        background: Reads pictures.
        parent: Whoever shows the parts: nothing is looked at once they are gone.
        wall_clock: Unix time in seconds.

    Signals:
        resized: It takes more or less room now.
    """

    resized = Signal()

    def __init__(
        self,
        theme: Theme,
        media: MediaPort,
        now: Callable[[], Seconds],
        background: Background,
        parent: QWidget,
        wall_clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self.card = NowPlayingCard(theme, media, now, background)
        self.fired = FiredNotices(theme)
        self.results = ResultsPanel(theme, media)
        self.commands = CommandCards(theme, media, now)
        self.timers = TimerStrip(theme, media, wall_clock)
        self.scan = ScanRow(theme, media)
        inside = QWidget()
        self.strip = Strip(inside)
        for part in self._parts:
            self.strip.add(part)
        self._known = (0, 0)
        self._very_low = False
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(0)
        self._settle.timeout.connect(self._on_settled)
        for watched in (inside, self.card, *self._parts):
            watched.installEventFilter(self)

    def handle(self, event: ev.Event) -> None:
        """Take an event of the companion; most change nothing here."""
        match event:
            case ev.PlayersChanged():
                self.card.handle(event)
            case ev.CommandReported():
                self.commands.take(event.report, event.turn)
            case ev.UndoingChanged():
                self.commands.take_hindered(event.hindered)
            case ev.ResultsShown():
                self._make_room()
                self.results.take(event)
            case ev.ResultsTurned():
                self.results.turn(event.pages)
            case ev.TimersChanged():
                self.timers.show_timers(event.timers)
            case ev.TimerFired():
                self._make_room()
                self.fired.take(event)
            case ev.LibraryScanned():
                self.scan.take(event)
            case _:
                pass

    @property
    def _crowded(self) -> bool:
        """Whether the unfolded card leaves no room for the strip."""
        return self._very_low and self.card.unfolded

    def _make_room(self) -> None:
        """What was asked for, or rings, is seen."""
        if self._crowded:
            self.card.fold_up()

    def clear(self) -> None:
        """What was said is gone: so are its rows; what still rings or runs stays."""
        self.commands.clear()
        if self.results.open:
            self.results.close_results()

    def arrange(self, *, wide: bool, height: int) -> None:
        """Take less room where there is little.

        Args:
            wide: Whether the avatar stands beside the conversation.
            height: The window's.
        """
        low = height < _LOW
        self.card.set_shape(compact=not wide or low, tight=low)
        self._very_low = height < _VERY_LOW
        self.commands.set_most(1 if low else MOST_SHOWN)
        room = int((height * _LIST_SHARE - _AROUND_LIST) / HEIGHT)
        rows = max(2, min(MOST_ROWS, room))
        self.results.set_most(1 if height < _VERY_LOW else rows)

    def stage_height(self, stage: int) -> int:
        """How high the avatar's stage may be above the conversation.

        Args:
            stage: How high it is without media.

        Returns:
            Its height; 0 where there is no room for it.
        """
        card = 0 if self.card.isHidden() else self.card.sizeHint().height()
        taken = card + max(0, self._strip_height - _UNNOTICED)
        if not taken:
            return stage
        left = round(stage - taken * _STAGE_SHARE)
        return left if left >= _LEAST_STAGE else 0

    @property
    def _strip_height(self) -> int:
        shown = any(map(self._shown, self._parts)) and not self._crowded
        return self.strip.wanted if shown else 0

    @property
    def _parts(self) -> tuple[QWidget, ...]:
        return (self.results, self.fired, self.commands, self.timers, self.scan)

    @staticmethod
    def _shown(part: QWidget) -> bool:
        return not part.isHidden()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt
        """Something came, went or changed its size."""
        if event.type() in (
            QEvent.Type.LayoutRequest,
            QEvent.Type.ShowToParent,
            QEvent.Type.HideToParent,
        ):
            self._settle.start()
        return super().eventFilter(watched, event)

    def _on_settled(self) -> None:
        strip = self._strip_height
        self.strip.setVisible(strip > 0)
        self.strip.updateGeometry()
        card = 0 if self.card.isHidden() else self.card.sizeHint().height()
        if (card, strip) != self._known:
            self._known = (card, strip)
            self.resized.emit()
