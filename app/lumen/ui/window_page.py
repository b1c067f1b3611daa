"""Where everything is in the window: avatar beside or above the conversation."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lumen.ui.composer import Composer
from lumen.ui.conversation import ConversationView
from lumen.ui.direction import mirrored
from lumen.ui.header import Header
from lumen.ui.media_area import MediaArea
from lumen.ui.metrics_strip import MetricsStrip
from lumen.ui.state_line import StateLine
from lumen.ui.theme import Spacing, with_text

WIDE_FROM = 760
"""Width from which the avatar stands beside the conversation instead of above."""

_ROOMY_BESIDE = 520
_ROOMY_ABOVE = 620
"""Height from which the last line may be unfolded, and nothing is pushed out."""

_ANY = 16_777_215
"""Qt's name for it, QWIDGETSIZE_MAX, is not in PySide."""


_SAME_LINE = 8
"""Pixels by which the middles of one line's parts may differ."""


def stops_in(part: QWidget) -> list[QWidget]:
    """What the Tab key reaches in a part of the window, line by line."""
    stops = [
        child
        for child in part.findChildren(QWidget)
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    onwards = -1 if mirrored(part) else 1

    def place(stop: QWidget) -> tuple[int, int]:
        middle = stop.mapTo(part, stop.rect().center())
        return round(middle.y() / _SAME_LINE), onwards * middle.x()

    return sorted(stops, key=place)


class Placed(Protocol):
    """What the page places, besides the avatar."""

    @property
    def header(self) -> Header:
        """Above the conversation."""
        ...

    @property
    def conversation(self) -> ConversationView:
        """Takes what is left."""
        ...

    @property
    def media(self) -> MediaArea | None:
        """A card below the avatar and a strip below the conversation."""
        ...

    @property
    def state_line(self) -> StateLine:
        """Above the box to write in."""
        ...

    @property
    def composer(self) -> Composer:
        """The box to write in."""
        ...

    @property
    def metrics_strip(self) -> MetricsStrip:
        """The last line."""
        ...


class WindowPage(QWidget):
    """Arranges the window's parts for its size.

    Args:
        parts: What is placed, such as the window that has it all.
        stage: The avatar on its backdrop.

    Attributes:
        stage: The same.
    """

    def __init__(self, parts: Placed, stage: QWidget) -> None:
        super().__init__()
        self.setObjectName("page")
        self._media = parts.media
        self._metrics = parts.metrics_strip
        self.stage = stage
        self._page = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._page.setSpacing(Spacing.MEDIUM)
        self._side = self._make_side(stage)
        self._page.addWidget(self._side)
        self._page.addWidget(self._make_column(parts), 1)

    def _make_side(self, stage: QWidget) -> QWidget:
        side = QWidget()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Spacing.MEDIUM)
        layout.addWidget(stage)
        if self._media is not None:
            layout.addWidget(self._media.card)
        return side

    def _make_column(self, parts: Placed) -> QWidget:
        column = QWidget()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Spacing.HAIR)
        layout.addWidget(parts.header)
        layout.addWidget(parts.conversation, 1)
        if self._media is not None:
            parts.conversation.setMinimumHeight(40)
            layout.addWidget(self._media.strip)
        layout.addWidget(parts.state_line)
        layout.addWidget(parts.composer)
        layout.addWidget(parts.metrics_strip)
        return column

    def arrange(self, size: QSize) -> None:
        """Put the avatar beside or above, whichever fits.

        Args:
            size: Of the window; the page itself is never smaller than it was arranged.
        """
        wide = size.width() >= WIDE_FROM
        edge = Spacing.LARGE if wide else Spacing.SMALL
        if self._media is not None:
            self._media.arrange(wide=wide, height=size.height())
        roomy = with_text(_ROOMY_BESIDE if wide else _ROOMY_ABOVE)
        self._metrics.set_room(size.height() >= roomy)
        self._page.setContentsMargins(edge, edge, edge, Spacing.SMALL)
        if wide:
            self._put_beside(size)
        else:
            self._put_above(size)

    def _put_beside(self, size: QSize) -> None:
        fixed, free = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        self._page.setDirection(QBoxLayout.Direction.LeftToRight)
        self._side.setSizePolicy(fixed, free)
        self.stage.setSizePolicy(free, free)
        self.stage.setVisible(True)
        self.stage.setMinimumHeight(0)
        self.stage.setMaximumHeight(_ANY)
        wanted = max(0.36 * size.width(), 0.5 * size.height())
        share = round(min(wanted, 0.42 * size.width()))
        self._side.setFixedWidth(min(460, max(280, share)))

    def _put_above(self, size: QSize) -> None:
        fixed, free = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        self._page.setDirection(QBoxLayout.Direction.TopToBottom)
        self._side.setSizePolicy(free, fixed)
        self.stage.setSizePolicy(free, fixed)
        self._side.setMinimumWidth(0)
        self._side.setMaximumWidth(_ANY)
        spare = round((size.height() - 300) * 0.45)
        height = min(260, max(72, spare))
        if self._media is not None:
            height = self._media.stage_height(height)
        self.stage.setVisible(height > 0)
        self.stage.setFixedHeight(max(1, height))
