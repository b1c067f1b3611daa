"""Where the avatar stands in the window: a backdrop that is painted once."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from lumen.ui.avatar_backdrop import Backdrop
from lumen.ui.theme import Theme

_CORNER = 20.0


class AvatarStage(QFrame):
    """Holds the avatar before a backdrop in the theme's colours.

    The backdrop is kept as a picture: it lies below every frame of the avatar.

    Args:
        theme: The palette in use.
        avatar: What stands on it.
    """

    def __init__(self, theme: Theme, avatar: QWidget) -> None:
        super().__init__()
        self._theme = theme
        self._kept: QPixmap | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(avatar)
        theme.changed.connect(self._forget)

    def _forget(self) -> None:
        self._kept = None
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the part of the backdrop that is wanted."""
        ratio = self.devicePixelRatioF()
        size = self.size() * ratio
        if self._kept is None or self._kept.size() != size:
            self._kept = self._render(ratio)
        wanted = QRectF(event.rect())
        source = QRectF(wanted.topLeft() * ratio, wanted.size() * ratio)
        painter = QPainter(self)
        painter.drawPixmap(wanted, self._kept, source)
        painter.end()

    def _render(self, ratio: float) -> QPixmap:
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        corners = QPainterPath()
        corners.addRoundedRect(area, _CORNER, _CORNER)
        painter.setClipPath(corners)
        tokens = self._theme.tokens
        Backdrop.of(QColor(tokens.stage_top), QColor(tokens.stage_bottom)).paint(
            painter, area
        )
        painter.end()
        return picture
