"""The conversation: as many bubbles as are looked at, whatever the history holds."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Sequence
from typing import assert_never

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from lumen.core.conversation import Role
from lumen.ui.bubble import Bubble, BubbleActions
from lumen.ui.conversation_days import DayLabels, day_of
from lumen.ui.conversation_hearing import HeardSoFar
from lumen.ui.conversation_model import (
    Change,
    ConversationModel,
    EarlierCame,
    Entry,
    HearingChanged,
    Inserted,
    Reloaded,
    Removed,
    Updated,
)
from lumen.ui.conversation_place import ReadingPlace
from lumen.ui.message_text import harmless
from lumen.ui.theme import Spacing, Theme
from lumen.ui.welcome import Welcome

PAGE = 24
"""Bubbles made at once when earlier ones are asked for."""
MOST_BUBBLES = 160
"""Bubbles kept alive; the oldest make room when the end is being read."""

_FRAME_MS = 33
_BUDGET_SECONDS = 0.007
_COLUMN_WIDTH = 720


class ConversationView(QScrollArea):
    """Shows a `ConversationModel`.

    Scrolls along only while the end is in view. Rendering is spread over frames.

    Signals:
        rated: An entry and its new rating.
        regeneration_wanted: The last reply shall be given again.
        deletion_wanted: An entry shall go.
        link_chosen: An address was clicked; nothing has been opened.
        suggested: The person picked one of the first questions.
        said: Words for the state line, such as "Copied".
        earlier_wanted: Messages from before those of the model are wanted.
    """

    rated = Signal(object, int)
    regeneration_wanted = Signal()
    deletion_wanted = Signal(object)
    link_chosen = Signal(str)
    suggested = Signal(str)
    said = Signal(str)
    earlier_wanted = Signal()

    def __init__(self, model: ConversationModel, theme: Theme) -> None:
        super().__init__()
        self._model = model
        self._theme = theme
        self._rows: dict[int, Bubble] = {}
        self._shown: list[int] = []
        self._stale: deque[int] = deque()
        self._unfit: deque[int] = deque()
        self._to_make = 0
        self._actions = BubbleActions(
            copy=self._on_copy,
            rate=self.rated.emit,
            regenerate=lambda _entry: self.regeneration_wanted.emit(),
            delete=self.deletion_wanted.emit,
            open_link=self.link_chosen.emit,
            move=self._on_move,
            leave=self._on_leave,
        )
        self.setObjectName("scroll")
        self.setAccessibleName("Conversation")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._build()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._render)
        self._place = ReadingPlace(self, theme, lambda: self.settled)
        self._place.top_reached.connect(self.show_earlier)
        theme.changed.connect(self._on_theme)
        model.listen(self._on_change)
        self._reload()

    def _build(self) -> None:
        inside = QWidget()
        inside.setObjectName("list")
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(
            Spacing.LARGE, Spacing.MEDIUM, Spacing.LARGE, Spacing.SMALL
        )
        self._list.setSpacing(2)
        self._earlier = QPushButton("Show earlier messages")
        self._earlier.setProperty("kind", "quiet")
        self._earlier.clicked.connect(self.show_earlier)
        self._earlier.hide()
        self._list.addWidget(self._earlier, 0, Qt.AlignmentFlag.AlignHCenter)
        self._welcome = Welcome()
        self._welcome.suggested.connect(self.suggested)
        self._list.addWidget(self._welcome, 1)
        self._heard = HeardSoFar()
        self._list.addWidget(self._heard, 0, Qt.AlignmentFlag.AlignRight)
        self._list.addStretch()
        self._days = DayLabels(self._list)
        self.setWidget(inside)

    # ---- asked from outside ----------------------------------------------------------

    @property
    def bubbles(self) -> Sequence[Bubble]:
        """The bubbles that exist now, oldest first."""
        return [self._rows[key] for key in self._shown]

    @property
    def settled(self) -> bool:
        """Whether everything that is shown has been made and rendered."""
        return not (self._stale or self._unfit or self._to_make)

    def show_earlier(self) -> None:
        """Make the next page of older bubbles, without moving what is read.

        What the model lacks is asked for, and shown when it comes.
        """
        made = self._first_index()
        if made < PAGE and self._model.has_earlier:
            self.earlier_wanted.emit()
        if made:
            self._place.hold()
            self._to_make = min(PAGE, made)
            self._start()

    # ---- the model changed -----------------------------------------------------------

    def _on_change(self, change: Change) -> None:
        match change:
            case Reloaded():
                self._reload()
            case Inserted():
                self._on_inserted(change.index)
            case Updated():
                row = self._rows.get(change.entry.key)
                if row is not None:
                    row.refresh()
                    self._queue(change.entry.key)
            case Removed():
                self._drop(change.key)
                if not self._model.entries:
                    self._choose_place()
                self._refresh_frame()
            case EarlierCame():
                self._on_earlier()
            case HearingChanged():
                self._on_hearing()
            case _:
                assert_never(change)

    def _reload(self) -> None:
        for key in list(self._shown):
            self._drop(key)
        self._choose_place()
        self._to_make = min(PAGE, len(self._model.entries))
        self._make_older()
        self._refresh_frame()

    def _choose_place(self) -> None:
        """The end while somebody has said something; else the greeting's beginning."""
        if self._model.entries or self._model.hearing:
            self._place.look_at_end()
        else:
            self._place.look_at_beginning()

    def _on_inserted(self, index: int) -> None:
        entries = self._model.entries
        first = self._first_index()
        if index < first and self._shown:
            self._refresh_frame()
            return
        spoke = entries[index].role is Role.USER and index >= len(entries) - 2
        if spoke or len(entries) == 1:
            self._place.look_at_end()  # the person has just spoken, or it begins
        self._insert_row(entries[index], max(0, index - first))
        while self._place.at_end and len(self._shown) > MOST_BUBBLES:
            self._drop(self._shown[0])
        self._refresh_frame()

    def _on_earlier(self) -> None:
        self._refresh_frame()
        room = PAGE - self._to_make
        self._place.hold()
        self._to_make += min(room, self._first_index())
        self._start()

    def _on_hearing(self) -> None:
        if self._model.hearing or not self._model.entries:
            self._choose_place()
        self._welcome.setVisible(not self._model.entries and not self._model.hearing)
        self._heard.fit(self._bubble_width())
        self._heard.say(self._model.hearing)

    def _first_index(self) -> int:
        """Index in the model of the oldest bubble that exists."""
        entries = self._model.entries
        if not self._shown:
            return len(entries)
        first = self._shown[0]
        at = max(0, len(entries) - len(self._shown) - 2)
        for index in range(at, len(entries)):
            if entries[index].key == first:
                return index
        return next(i for i, entry in enumerate(entries) if entry.key == first)

    # ---- bubbles ---------------------------------------------------------------------

    def _insert_row(self, entry: Entry, position: int) -> None:
        row = Bubble(entry, self._theme, self._actions)
        row.fit(self._bubble_width())
        row.installEventFilter(self)
        self._rows[entry.key] = row
        self._shown.insert(position, entry.key)
        after = self._shown[position + 1] if position + 1 < len(self._shown) else None
        anchor: QWidget | None = None
        if after is not None:
            anchor = self._days.above(after) or self._rows[after]
        end = self._list.indexOf(self._heard)
        at = self._list.indexOf(anchor) if anchor is not None else end
        self._list.insertWidget(at, row)
        self._queue(entry.key)

    def _drop(self, key: int) -> None:
        row = self._rows.pop(key, None)
        if row is None:
            return
        self._shown.remove(key)
        if key in self._stale:
            self._stale.remove(key)
        self._days.show(key, row, "")
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _refresh_frame(self) -> None:
        """What depends on the neighbours: days, the last one, what is above."""
        entries = self._model.entries
        self._welcome.setVisible(not entries and not self._model.hearing)
        earlier = self._first_index() > 0 or self._model.has_earlier
        if self._earlier.hasFocus() and not (self._shown and earlier):
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # the button goes
        self._earlier.setVisible(bool(self._shown) and earlier)
        before = ""
        for key in self._shown:
            row = self._rows[key]
            row.set_last(bool(entries) and row.entry is entries[-1])
            day = day_of(row.entry.at)
            self._days.show(key, row, day if day != before else "")
            before = day
        self._paint_margins()

    # ---- rendering over frames -------------------------------------------------------

    def _queue(self, key: int) -> None:
        if key not in self._stale:
            self._stale.append(key)
        if not self._timer.isActive():
            fresh = len(self._rows[key].entry.text) < 200
            self._timer.start(0 if fresh else _FRAME_MS)

    def _render(self) -> None:
        deadline = time.perf_counter() + _BUDGET_SECONDS
        while self._stale and time.perf_counter() < deadline:
            row = self._rows[self._stale[0]]
            if row.advance():
                self._stale.popleft()
        while self._unfit and time.perf_counter() < deadline:
            unfit = self._rows.get(self._unfit.popleft())
            if unfit is not None:
                unfit.fit(self._bubble_width())
        while self._to_make and time.perf_counter() < deadline:
            self._make_older()
        if not self.settled:
            self._timer.start(0)

    def _start(self) -> None:
        if not self._timer.isActive():
            self._timer.start(0)

    def _make_older(self) -> None:
        """Make one bubble more, above the others."""
        at = self._first_index() - 1
        if at < 0 or not self._to_make:
            self._to_make = 0
            return
        self._to_make -= 1
        self._insert_row(self._model.entries[at], 0)
        self._refresh_frame()

    # ---- geometry --------------------------------------------------------------------

    def _bubble_width(self) -> int:
        column = min(_COLUMN_WIDTH, self.viewport().width() - 2 * Spacing.LARGE)
        return int(column * (0.86 if column > 480 else 0.94))

    def _paint_margins(self) -> None:
        spare = max(0, self.viewport().width() - 2 * Spacing.LARGE - _COLUMN_WIDTH)
        side = Spacing.LARGE + spare // 2
        self._list.setContentsMargins(side, Spacing.MEDIUM, side, Spacing.SMALL)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt
        """Wrap the bubbles anew, those in view at once, the others over frames."""
        super().resizeEvent(event)
        self._paint_margins()
        width = self._bubble_width()
        self._heard.fit(width)
        self._unfit.clear()
        for key in reversed(self._shown):
            row = self._rows[key]
            if row.visibleRegion().isEmpty():
                self._unfit.append(key)
            else:
                row.fit(width)
        if self._unfit:
            self._start()
        self._place.move_button()

    # ---- the person ------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt
        """Coming by Tab, go to the newest message; without one, to what is next."""
        super().focusInEvent(event)
        forward = event.reason() is Qt.FocusReason.TabFocusReason
        if not forward and event.reason() is not Qt.FocusReason.BacktabFocusReason:
            return
        if self._shown:
            self._rows[self._shown[-1]].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focusNextPrevChild(forward)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt
        """Keep the focused bubble in view."""
        if event.type() is QEvent.Type.FocusIn and isinstance(watched, Bubble):
            QTimer.singleShot(0, watched, lambda: self._reveal(watched))
        return super().eventFilter(watched, event)

    def _reveal(self, row: Bubble) -> None:
        if row.hasFocus() and row.height() < self.viewport().height():
            self.ensureWidgetVisible(row, 0, Spacing.SMALL)

    def _on_move(self, entry: Entry, steps: int) -> None:
        if not steps:
            self._queue(entry.key)
            return
        at = self._shown.index(entry.key)
        if at == 0 and steps < 0:
            self.show_earlier()
            self._make_older()
            at = self._shown.index(entry.key)
        target = min(max(at + steps, 0), len(self._shown) - 1)
        self._rows[self._shown[target]].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_leave(self, forward: bool) -> bool:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        return self.focusNextPrevChild(forward)

    def _on_copy(self, entry: Entry) -> None:
        row = self._rows.get(entry.key)
        chosen = row.text.textCursor() if row is not None else None
        if chosen is not None and chosen.hasSelection():
            text = chosen.selection().toPlainText()
        else:
            text = entry.text
        QGuiApplication.clipboard().setText(harmless(text))  # as it was shown
        self.said.emit("Copied.")

    # ---- looks -----------------------------------------------------------------------

    def _on_theme(self) -> None:
        for key in reversed(self._shown):
            self._rows[key].restyle()
            self._queue(key)
