"""Soft light: a colour that fades from the middle of an ellipse to its edge."""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QPainter,
    QRadialGradient,
    QTransform,
)

_STRENGTH = 225
_KEPT = 32
"""Pictures of a glow: the lamp follows the voice through about as many sizes."""


class Glow:
    """A glow of one colour, painted once for each size in whole pixels.

    A radial gradient costs about as much as both eyes; a copy of it next to nothing.

    Args:
        color: In the middle.
    """

    def __init__(self, color: QColor) -> None:
        gradient = QRadialGradient(0.0, 0.0, 1.0)
        full, none = QColor(color), QColor(color)
        full.setAlpha(_STRENGTH)
        none.setAlpha(0)
        gradient.setColorAt(0.0, full)
        gradient.setColorAt(1.0, none)
        self._brush = QBrush(gradient)
        self._picture = lru_cache(_KEPT)(self._render)

    def paint(self, painter: QPainter, width: float, height: float) -> None:
        """Paint it around the painter's origin, with the painter's opacity.

        Args:
            painter: Its transformation may turn the glow.
            width: From the middle to the edge, to the sides.
            height: The same, up and down.
        """
        local = painter.transform()
        ratio = painter.device().devicePixelRatioF()
        image = self._picture(
            round(local.m11() * width * ratio),
            round(local.m12() * width * ratio),
            round(local.m21() * height * ratio),
            round(local.m22() * height * ratio),
        )
        x = round(local.dx() * ratio - image.width() / 2.0)
        y = round(local.dy() * ratio - image.height() / 2.0)
        image.setDevicePixelRatio(ratio)
        painter.setTransform(QTransform())
        painter.drawImage(QPointF(x / ratio, y / ratio), image)
        painter.setTransform(local)

    def _render(self, m11: int, m12: int, m21: int, m22: int) -> QImage:
        """Paint the unit circle, transformed, into a picture that just holds it."""
        width = 2 * math.ceil(math.hypot(m11, m21) + 1.0)
        height = 2 * math.ceil(math.hypot(m12, m22) + 1.0)
        image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(QTransform(m11, m12, m21, m22, width / 2.0, height / 2.0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._brush)
        painter.drawEllipse(QPointF(0.0, 0.0), 1.0, 1.0)
        painter.end()
        return image
