"""What the character puts before its eyes: both hands, or glasses for a film."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QTransform

from lumen.avatar.rig import Channel, Pose
from lumen.ui.avatar_frame import Frame
from lumen.ui.avatar_shapes import Geometry, Plane

_SEEN = 0.04
_HANDS = Plane(0.0, 0.0, 104.0)
_DOWN = 300.0
"""Units from which the hands come up."""
_PALM = QPointF(56.0, 54.0)
_LARGE = 1.32
_FINGERS = (
    (QPointF(18.0, 24.0), 17.0),
    (QPointF(28.0, 9.0), 18.0),
    (QPointF(44.0, 0.0), 18.0),
    (QPointF(62.0, 0.0), 17.0),
    (QPointF(84.0, 26.0), 16.0),
)
_LINE = 2.7
_LENS = QRectF(-40.0, -38.0, 80.0, 74.0)


class HandsPainter:
    """Paints hands and glasses over the finished face.

    Args:
        geometry: The character, for its colours and its sleeves.
    """

    def __init__(self, geometry: Geometry) -> None:
        self._geometry = geometry
        self._skin = _middle(geometry, "skin")
        self._skin_line = geometry.color("skin_line")
        clothes = {shape.fill for shape in geometry.shapes}
        self._sleeve = "sleeve" if "sleeve" in clothes else "jacket"
        if self._sleeve not in geometry.brushes:
            self._sleeve = "sleeve"
        self._sleeve_line = geometry.color("hood_line").darker(112)
        self._frame = _pen(geometry.color("hair_line"), 6.5)
        self._rim = _pen(geometry.color("orange"), 3.0)
        self._glass = QColor(geometry.color("lamp"))
        self._glass.setAlpha(70)
        self._gleam = _pen(QColor(255, 255, 255, 190), 4.0)

    def paint(self, painter: QPainter, frame: Frame, pose: Pose) -> None:
        """Paint what is before the eyes."""
        watching, covered = pose[Channel.MARK_WATCH], pose[Channel.EYES_COVERED]
        if watching > _SEEN:
            self._glasses(painter, frame, min(1.0, watching))
        if covered > _SEEN:
            base = painter.transform()
            for side in (1.0, -1.0):
                local = QTransform.fromScale(side, 1.0) * frame.plane(_HANDS)
                painter.setTransform(local * base)
                painter.translate(0.0, _DOWN * (1.0 - min(1.0, covered)) ** 1.5)
                painter.translate(_PALM)
                painter.scale(_LARGE, _LARGE)
                painter.translate(-_PALM)
                self._hand(painter)
            painter.setTransform(base)

    def _hand(self, painter: QPainter) -> None:
        """One arm from below, its hand over the eye at +x."""
        painter.setPen(QPen(self._sleeve_line, _LINE))
        painter.setBrush(self._geometry.brushes[self._sleeve])
        arm = QPainterPath(QPointF(42.0, 86.0))
        arm.cubicTo(48.0, 180.0, 74.0, 250.0, 92.0, 420.0)
        arm.lineTo(166.0, 420.0)
        arm.cubicTo(142.0, 260.0, 112.0, 160.0, 94.0, 74.0)
        arm.closeSubpath()
        painter.drawPath(arm)
        for color, grown in ((self._skin_line, 2.0 * _LINE), (self._skin, 0.0)):
            for tip, width in _FINGERS:
                painter.setPen(_pen(color, width + grown))
                painter.drawLine(_PALM, tip)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            grow = grown / 2.0
            painter.drawEllipse(_PALM, 27.0 + grow, 27.0 + grow)
        painter.setPen(_pen(self._skin_line, 1.8))
        for start, end in (
            (QPointF(20.0, 14.0), QPointF(39.0, 32.0)),
            (QPointF(35.0, 3.0), QPointF(47.0, 25.0)),
            (QPointF(53.0, -1.0), QPointF(57.0, 23.0)),
        ):
            painter.drawLine(start, end)
        painter.setPen(_pen(self._sleeve_line, 23.0))
        painter.drawLine(QPointF(47.0, 89.0), QPointF(88.0, 79.0))
        painter.setPen(_pen(self._geometry.color("mark"), 18.0))
        painter.drawLine(QPointF(47.0, 89.0), QPointF(88.0, 79.0))

    def _glasses(self, painter: QPainter, frame: Frame, amount: float) -> None:
        """Glasses for a film: they come down over the eyes."""
        base = painter.transform()
        plane = self._geometry.eyes
        painter.setOpacity(amount)
        bridge: list[QPointF] = []
        for side in (1.0, -1.0):
            where = plane if side > 0 else plane.mirrored()
            local = QTransform.fromScale(side, 1.0) * frame.plane(where)
            painter.setTransform(local * base)
            painter.translate(2.0, -46.0 * (1.0 - amount))
            painter.setBrush(self._glass)
            painter.setPen(self._frame)
            painter.drawRoundedRect(_LENS, 20.0, 22.0)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self._rim)
            painter.drawRoundedRect(_LENS, 20.0, 22.0)
            painter.setPen(self._gleam)
            painter.drawLine(QPointF(14.0, -24.0), QPointF(26.0, -10.0))
            bridge.append(local.map(QPointF(-38.0, -6.0 - 46.0 * (1.0 - amount))))
        painter.setTransform(base)
        painter.setPen(self._frame)
        painter.drawLine(bridge[0], bridge[1])
        painter.setOpacity(1.0)


def _middle(geometry: Geometry, paint: str) -> QColor:
    """The colour half down a gradient."""
    brush = geometry.brushes[paint]
    if brush.style() is Qt.BrushStyle.SolidPattern:
        return brush.color()
    stops: list[tuple[float, QColor]] = brush.gradient().stops()
    return stops[len(stops) // 2][1]


def _pen(color: QColor, width: float) -> QPen:
    pen = QPen(QBrush(color), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
