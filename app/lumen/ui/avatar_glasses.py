"""Glasses for a film: they come down over the eyes."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QTransform

from lumen.avatar.rig import Channel, Pose
from lumen.ui.avatar_frame import Frame
from lumen.ui.avatar_shapes import Geometry, round_pen, smooth_path

_SEEN = 0.04
_LENS = (
    (-42.0, -24.0, False), (-16.0, -43.0, False), (22.0, -42.0, False),
    (45.0, -25.0, False), (42.0, 10.0, False), (20.0, 36.0, False),
    (-14.0, 36.0, False), (-37.0, 12.0, False),
)  # fmt: skip


class GlassesPainter:
    """Paints glasses over the finished face.

    Args:
        geometry: The character, for its colours and its eyes.
    """

    def __init__(self, geometry: Geometry) -> None:
        self._geometry = geometry
        self._lens = smooth_path(list(_LENS), closed=True)
        self._frame = round_pen(geometry.color("hair_line"), 6.4)
        self._rim = round_pen(geometry.color("orange"), 2.2)
        self._glass = QLinearGradient(0.0, -42.0, 0.0, 36.0)
        for height, alpha in ((0.0, 92), (0.4, 14), (1.0, 46)):
            tint = QColor(geometry.color("lamp"))
            tint.setAlpha(alpha)
            self._glass.setColorAt(height, tint)
        self._gleam = QColor(255, 255, 255, 128)

    def paint(self, painter: QPainter, frame: Frame, pose: Pose) -> None:
        """Paint them where a film is watched."""
        amount = min(1.0, pose[Channel.MARK_WATCH])
        if amount > _SEEN:
            self._paint(painter, frame, amount)

    def _paint(self, painter: QPainter, frame: Frame, amount: float) -> None:
        base = painter.transform()
        plane = self._geometry.eyes
        painter.setOpacity(amount)
        drop = -46.0 * (1.0 - amount)
        bridge: list[QPointF] = []
        for side in (1.0, -1.0):
            where = plane if side > 0 else plane.mirrored()
            local = QTransform.fromScale(side, 1.0) * frame.plane(where)
            painter.setTransform(local * base)
            painter.translate(1.0, drop)
            painter.setPen(self._frame)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawLine(QPointF(45.0, -22.0), QPointF(66.0, -20.0))
            painter.setBrush(self._glass)
            painter.drawPath(self._lens)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._gleam)
            for left, wide in ((-6.0, 11.0), (10.0, 4.0)):
                painter.drawPolygon(
                    [
                        QPointF(left * side + x * side * side, y)
                        for x, y in (
                            (0.0, -36.0), (wide, -36.0),
                            (wide - 16.0, 0.0), (-16.0, 0.0),
                        )
                    ]
                )  # fmt: skip
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self._rim)
            painter.drawPath(self._lens)
            bridge.append(local.map(QPointF(-39.0, -12.0 + drop)))
        painter.setTransform(base)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._frame)
        arch = QPainterPath(bridge[0])
        middle = (bridge[0] + bridge[1]) / 2.0
        arch.quadTo(middle - QPointF(0.0, 8.0), bridge[1])
        painter.drawPath(arch)
        painter.setOpacity(1.0)
