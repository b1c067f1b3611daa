"""What is behind the character: a sky with a large soft light, a ring and stars."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QLinearGradient,
    QPainter,
    QPen,
    QRadialGradient,
)

from lumen.ui.avatar_shapes import star_path

_STARS = (
    (-0.39, 0.09, 10.0), (-0.22, 0.045, 4.0), (0.36, 0.06, 6.5), (0.44, 0.20, 11.0),
    (-0.45, 0.30, 5.5), (0.27, 0.13, 3.5), (-0.31, 0.19, 3.0), (0.47, 0.42, 4.5),
    (-0.47, 0.52, 8.0), (0.08, 0.03, 3.0),
)  # fmt: skip
"""From the middle, in widths; from the top, in heights; and pixels of a ray."""

_MIDDLE = 128
"""Lightness from which a ground is light."""

_SMALLEST_WITH_STARS = 160.0


@dataclass(frozen=True, slots=True)
class Backdrop:
    """The colours behind the character.

    Attributes:
        top: Of the sky, above.
        bottom: The same, below.
        light: Of the glow, the ring and the stars.
        strength: Opacity of the glow's middle, 0 to 1.
    """

    top: QColor
    bottom: QColor
    light: QColor
    strength: float

    @classmethod
    def of(cls, top: QColor, bottom: QColor) -> Backdrop:
        """A backdrop of two colours of a theme, with a light that fits them."""
        if top.lightness() > _MIDDLE:
            return cls(top, bottom, QColor("#ffffff"), 0.9)
        return cls(top, bottom, top.lighter(225), 0.55)

    def paint(self, painter: QPainter, area: QRectF) -> None:
        """Fill `area`; the painter's clip is respected."""
        sky = QLinearGradient(area.topLeft(), area.bottomLeft())
        sky.setColorAt(0.0, self.top)
        sky.setColorAt(1.0, self.bottom)
        painter.fillRect(area, sky)
        reach = min(area.width(), 0.75 * area.height())
        middle = QPointF(
            area.center().x(),
            area.bottom() - min(0.60 * area.height(), 0.92 * area.width()),
        )
        painter.setPen(Qt.PenStyle.NoPen)
        self._glow(painter, middle, 0.78 * reach, self.strength)
        painter.setBrush(self._faded(0.22 * self.strength))
        painter.drawEllipse(middle, 0.47 * reach, 0.47 * reach)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._faded(0.55 * self.strength), 1.5))
        painter.drawEllipse(middle, 0.505 * reach, 0.505 * reach)
        painter.setPen(Qt.PenStyle.NoPen)
        floor = QPointF(area.center().x(), area.bottom())
        self._glow(painter, floor, 0.6 * reach, 0.5 * self.strength)
        if area.height() >= _SMALLEST_WITH_STARS:
            self._stars(painter, area)

    def _faded(self, opacity: float) -> QColor:
        color = QColor(self.light)
        color.setAlphaF(opacity)
        return color

    def _glow(
        self, painter: QPainter, middle: QPointF, reach: float, opacity: float
    ) -> None:
        gradient = QRadialGradient(middle, reach)
        gradient.setColorAt(0.0, self._faded(opacity))
        gradient.setColorAt(0.55, self._faded(0.35 * opacity))
        gradient.setColorAt(1.0, self._faded(0.0))
        painter.setBrush(QBrush(gradient))
        painter.drawEllipse(middle, reach, reach)

    def _stars(self, painter: QPainter, area: QRectF) -> None:
        scale = min(1.4, area.width() / 380.0)
        for x, y, size in _STARS:
            painter.setBrush(self._faded(self.strength * (0.5 + 0.04 * size)))
            across = area.center().x() + x * area.width()
            down = area.top() + y * area.height()
            painter.drawPath(star_path(across, down, size * scale))
