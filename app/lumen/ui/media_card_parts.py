"""The widgets of the card of what is playing, and how they are laid out."""

from __future__ import annotations

import itertools

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from lumen.ui.bridge import Background
from lumen.ui.elided_label import ElidedLabel
from lumen.ui.icons import icon
from lumen.ui.media_art import ArtView
from lumen.ui.media_parts import name_button, tool_button
from lumen.ui.media_sliders import WishSlider
from lumen.ui.theme import Spacing, Theme

_ART, _ART_COMPACT = 64, 44
_CHOOSER = 150
_BELOW_SOURCE = 3  # after the stretch, the title and the source
_STEP_TENTHS, _PAGE_TENTHS = 50, 300
"""Arrow keys go five seconds, Page Up and Down half a minute, as players do."""


class CardParts:
    """Makes the controls and puts them in their places.

    Args:
        card: What they lie on.
        theme: Colours.
        background: Reads pictures.
    """

    def __init__(self, card: QFrame, theme: Theme, background: Background) -> None:
        self._card = card
        self._theme = theme
        self._compact: bool | None = None
        self._tight = False
        self._timed = True
        self.art = ArtView(theme, background)
        self.title = ElidedLabel("heading")
        self.source = ElidedLabel("caption")
        self.player = ElidedLabel("caption")
        self._make_chooser()
        self._make_buttons()
        self._make_sliders()
        for moving in (self.fold, self.shuffle, self.repeat, self.like):
            moving.setParent(card)  # they change their places
        self._lay_out()
        self.arrange(compact=False, tight=False)

    def _make_chooser(self) -> None:
        self.chooser = QToolButton()
        self.chooser.setProperty("kind", "chooser")
        self.chooser.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.chooser.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        # A style sheet does not mirror the room beside the arrow.
        self.chooser_menu = QMenu(self.chooser)
        self.chooser_menu.setLayoutDirection(QApplication.layoutDirection())
        self.chooser.setMenu(self.chooser_menu)

    def _make_buttons(self) -> None:
        self.play = tool_button("Play", Spacing.TARGET, "send")
        self.previous = tool_button("Previous")
        self.next = tool_button("Next")
        self.shuffle = tool_button("Shuffle")
        self.repeat = tool_button("Repeat")
        for mode in (self.shuffle, self.repeat):
            mode.setCheckable(True)
        self.like = tool_button("Like", 32)
        self.like.setCheckable(True)
        self.mute = tool_button("Mute", 32)
        self.fold = tool_button("More controls", 28, "small")
        self.fold.setCheckable(True)
        self.fold.setIconSize(QSize(16, 16))
        self.fold.toggled.connect(self._on_fold)
        self.speed = QToolButton()
        self.speed.setProperty("kind", "word")
        self.speed.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.speed_menu = QMenu(self.speed)
        self.speed.setMenu(self.speed_menu)

    def _make_sliders(self) -> None:
        self.seek = WishSlider(self._theme, "Position")
        self.seek.setSingleStep(_STEP_TENTHS)
        self.seek.setPageStep(_PAGE_TENTHS)
        self.volume = WishSlider(self._theme, "Volume")
        self.volume.setRange(0, 100)
        self.volume.setSingleStep(5)
        self.volume.setPageStep(20)
        self.level = QLabel()
        self.passed = QLabel()
        self.left = QLabel()
        for label in (self.level, self.passed, self.left):
            label.setObjectName("caption")
            label.setTextFormat(Qt.TextFormat.PlainText)
        trailing = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self.left.setAlignment(trailing)
        self.level.setAlignment(trailing)

    def _lay_out(self) -> None:
        says = QVBoxLayout()
        says.setSpacing(0)
        says.addStretch()
        says.addWidget(self.title)
        says.addWidget(self.source)
        self._who = QWidget(self._card)
        self._who_row = _row(self._who, self.player, self.chooser)
        self._who_row.setStretch(0, 1)
        self._who_row.addStretch()
        says.addWidget(self._who)
        says.addStretch()
        self._says = says
        self._top = QHBoxLayout()
        self._top.setSpacing(Spacing.MEDIUM)
        self._top.addWidget(self.art)
        self._top.addLayout(says, 1)
        self._times = QWidget()
        times = _row(self._times, self.passed, self.seek, self.left)
        times.setStretch(1, 1)
        self._transport = QWidget(self._card)
        _row(self._transport, self.previous, self.play, self.next)
        self._middle = QWidget()
        self._middle_row = _row(self._middle)
        self._bottom = QWidget()
        self._bottom_row = _row(self._bottom, self.mute, self.volume, self.level)
        self._bottom_row.addWidget(self.speed)
        self._bottom_row.setStretch(1, 1)
        self._outer = QVBoxLayout(self._card)
        self._outer.setSpacing(Spacing.HAIR)
        self._outer.addLayout(self._top)
        for part in (self._times, self._middle, self._bottom):
            self._outer.addWidget(part)
        for timeline in (self._times, self._transport, self._middle):
            timeline.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time does so
        self.controls: tuple[QWidget, ...] = (
            self.chooser, self.previous, self.play, self.next, self.fold, self.seek,
            self.shuffle, self.repeat, self.mute, self.volume, self.speed, self.like,
        )  # fmt: skip

    def order_focus(self) -> None:
        """Have Tab visit the controls in their order; once they are in a window."""
        for first, second in itertools.pairwise(self.controls):
            QWidget.setTabOrder(first, second)

    # ---- shape -----------------------------------------------------------------------

    def arrange(self, *, compact: bool, tight: bool) -> None:
        """See `NowPlayingCard.set_shape`."""
        if (compact, tight) == (self._compact, self._tight):
            return
        moved = compact is not self._compact
        self._compact, self._tight = compact, tight
        edge = Spacing.SMALL if compact else Spacing.MEDIUM
        self._outer.setContentsMargins(Spacing.MEDIUM, edge, Spacing.MEDIUM, edge)
        self.art.set_side(_ART_COMPACT if compact else _ART)
        self._top.setSpacing(Spacing.SMALL if compact else Spacing.MEDIUM)
        if moved:
            self._move_buttons(compact)
        self._show_rows()

    def _move_buttons(self, compact: bool) -> None:
        while self._middle_row.count():
            self._middle_row.takeAt(0)
        if compact:
            self._top.addWidget(self._transport)
            self._top.addWidget(self.fold)
            self._bottom_row.insertWidget(0, self.shuffle)
            self._bottom_row.insertWidget(1, self.repeat)
            self._who_row.addWidget(self.like)
            self._outer.addWidget(self._who)
        else:
            self._middle_row.addStretch()
            for part in (self.shuffle, self._transport, self.repeat):
                self._middle_row.addWidget(part)
            self._middle_row.addStretch()
            self._top.addWidget(self.like, 0, Qt.AlignmentFlag.AlignTop)
            self._says.insertWidget(_BELOW_SOURCE, self._who)
        for part in (self.shuffle, self.repeat, self.like, self._transport):
            part.show()
        self._bottom_row.setStretchFactor(self.volume, 1)

    @property
    def unfolded(self) -> bool:
        """Whether it is a strip that was unfolded."""
        return self._compact is True and self.fold.isChecked()

    def _on_fold(self, opened: bool) -> None:
        name_button(self.fold, "Fewer controls" if opened else "More controls")
        self._show_rows()
        self.paint_icons()

    def _show_rows(self) -> None:
        compact = self._compact is True
        opened = not compact or self.fold.isChecked()
        self.fold.setVisible(compact)
        self._middle.setVisible(not compact)
        self._bottom.setVisible(opened)
        self._times.setVisible(self._timed and (opened or not self._tight))
        self._show_names()

    # ---- shown -----------------------------------------------------------------------

    def show_player(self, name: str, several: bool) -> None:
        """Say which player it is; a menu when there are several."""
        self.player.say(name)
        metrics = QFontMetrics(self.chooser.font())
        cut = metrics.elidedText(name, Qt.TextElideMode.ElideRight, _CHOOSER)
        self.chooser.setText(cut.replace("&", "&&"))
        name_button(self.chooser, f"Player: {name}. Choose another one")
        self._several = several
        self._show_names()

    _several = False

    def _show_names(self) -> None:
        opened = not self._compact or self.fold.isChecked()
        self._who.setVisible(opened)
        self.chooser.setVisible(self._several)
        self.player.setVisible(not self._several)

    def show_times(self, timed: bool) -> None:
        """Show the line of the position, or leave it out where there is none."""
        self._timed = timed
        self._show_rows()

    def say_times(self, passed: str, left: str) -> None:
        """Say how much has passed and what is left."""
        if self.passed.text() != passed:
            self.passed.setText(passed)
        if self.left.text() != left:
            self.left.setText(left)
            spoken = f"{passed} passed, {left[1:]} left" if left else f"{passed} passed"
            if self.seek.isEnabled():  # else it says why not
                self.seek.setAccessibleDescription(spoken)
            self._fit(passed, left)

    def _fit(self, passed: str, left: str) -> None:
        """Both labels are as wide as the longest time, so that nothing trembles."""
        metrics = QFontMetrics(self.passed.font())
        shape = max((passed, left), key=len)
        wide = metrics.horizontalAdvance("0" * len(shape)) + 2
        level = metrics.horizontalAdvance("000 %") + 2
        if self.passed.minimumWidth() != wide:
            self.passed.setMinimumWidth(wide)
            self.left.setMinimumWidth(wide)
            self.level.setMinimumWidth(level)

    def paint_icons(self) -> None:
        """In the colours of now."""
        muted = self._theme.tokens.muted
        opened = self.fold.isChecked()
        self.fold.setIcon(icon("up" if opened else "down", muted, side=16))


def _row(holder: QWidget, *parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(Spacing.SMALL)
    for part in parts:
        row.addWidget(part)
    return row
