"""What the character puts before its eyes: both hands, or glasses for a film."""

from __future__ import annotations

import itertools
import math
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QTransform,
)

from lumen.avatar.rig import Channel, Pose
from lumen.ui.avatar_frame import Frame
from lumen.ui.avatar_shapes import Geometry, Plane, round_pen, smooth_path

_SEEN = 0.04
_HANDS = Plane(0.0, 0.0, 84.0)
_DOWN = 330.0
"""Units from which the hands come up."""

_WRIST = QPointF(69.0, 104.0)
_TURN = -15.0
"""Degrees by which the hand at +x leans to the middle of the face."""

_LARGE = 1.3
_FINGERS = (
    (QPointF(-21.5, -44.0), -8.0, 28.0, 16.0),
    (QPointF(-7.5, -50.0), -3.0, 36.0, 17.5),
    (QPointF(7.5, -50.0), 2.5, 38.0, 18.0),
    (QPointF(21.5, -44.0), 8.0, 33.0, 17.5),
)
"""Little finger to index: root, degrees, length and width, the wrist at 0,0."""

_PALM = (
    (-19.0, 4.0, True), (-27.0, -22.0, False), (-30.0, -50.0, False),
    (0.0, -60.0, False), (29.0, -50.0, False), (36.0, -34.0, False),
    (47.0, -48.0, False), (56.0, -60.0, False), (63.0, -52.0, False),
    (55.0, -30.0, False), (38.0, -10.0, False), (21.0, 4.0, True),
)  # fmt: skip
"""Back of the hand with the thumb, which lies on the cheek."""

_ARM = (
    (-27.0, 14.0, True), (-30.0, 70.0, False), (-12.0, 150.0, False),
    (14.0, 240.0, False), (34.0, 360.0, True), (112.0, 360.0, True),
    (110.0, 270.0, False), (97.0, 185.0, False), (58.0, 90.0, False),
    (27.0, 14.0, True),
)  # fmt: skip
"""The forearm, from the elbow at the person's side up to the wrist."""

_ARM_SHADE = (
    (9.0, 24.0, True), (30.0, 100.0, False), (58.0, 190.0, False),
    (80.0, 360.0, True), (112.0, 360.0, True), (110.0, 270.0, False),
    (97.0, 185.0, False), (58.0, 90.0, False), (27.0, 22.0, True),
)  # fmt: skip
_ARM_FOLDS = (
    ((-19.0, 128.0), (-4.0, 134.0), (12.0, 130.0)),
    ((6.0, 214.0), (22.0, 216.0), (38.0, 208.0)),
)
_CUFF = (
    (-28.0, 0.0, True), (0.0, -5.0, False), (28.0, 0.0, True), (30.0, 14.0, False),
    (29.0, 25.0, True), (0.0, 20.0, False), (-29.0, 25.0, True), (-30.0, 12.0, False),
)  # fmt: skip
_LINE = 2.7
_LENS = (
    (-42.0, -24.0, False), (-16.0, -43.0, False), (22.0, -42.0, False),
    (45.0, -25.0, False), (42.0, 10.0, False), (20.0, 36.0, False),
    (-14.0, 36.0, False), (-37.0, 12.0, False),
)  # fmt: skip


class HandsPainter:
    """Paints hands and glasses over the finished face.

    Args:
        geometry: The character, for its colours and its sleeves.
    """

    def __init__(self, geometry: Geometry) -> None:
        self._geometry = geometry
        self._hand_path = _hand_path()
        self._skin = _skin(geometry)
        self._skin_line = round_pen(geometry.color("skin_line"), _LINE)
        self._fine = round_pen(geometry.color("skin_line"), 1.7)
        self._shade = QColor(geometry.color("skin_line"))
        self._shade.setAlpha(46)
        self._nail = QColor(255, 255, 255, 120)
        clothes = {shape.fill for shape in geometry.shapes}
        self._sleeve = "jacket" if "jacket" in clothes else "sleeve"
        if self._sleeve not in geometry.brushes:
            self._sleeve = "sleeve"
        cuff = "hood" if self._sleeve == "sleeve" else "roll"
        self._cuff = _middle(geometry, cuff if cuff in geometry.brushes else "mark")
        edge = "hood_line" if self._sleeve == "sleeve" else "jacket_line"
        edge = edge if edge in geometry.brushes else "hood_line"
        self._sleeve_line = round_pen(geometry.color(edge).darker(112), _LINE)
        self._sleeve_shade = QColor(geometry.color("hair_line"))
        self._sleeve_shade.setAlpha(44)
        self._arm = smooth_path(list(_ARM), closed=True)
        self._arm_shade = smooth_path(list(_ARM_SHADE), closed=True)
        self._folds = [
            smooth_path([(x, y, False) for x, y in fold], closed=False)
            for fold in _ARM_FOLDS
        ]
        self._cuff_path = smooth_path(list(_CUFF), closed=True)
        self._lens = smooth_path(list(_LENS), closed=True)
        self._frame = round_pen(geometry.color("hair_line"), 6.4)
        self._rim = round_pen(geometry.color("orange"), 2.2)
        self._glass = QLinearGradient(0.0, -42.0, 0.0, 36.0)
        for height, alpha in ((0.0, 120), (0.45, 26), (1.0, 70)):
            tint = QColor(geometry.color("lamp"))
            tint.setAlpha(alpha)
            self._glass.setColorAt(height, tint)
        self._gleam = QColor(255, 255, 255, 150)

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
                if side < 0.0:
                    painter.translate(0.0, 5.0)  # two hands are never level
                painter.translate(_WRIST)
                self._hand(painter)
            painter.setTransform(base)

    def _hand(self, painter: QPainter) -> None:
        """One arm from below, its hand over the eye at +x; the wrist is at 0,0."""
        painter.setPen(self._sleeve_line)
        painter.setBrush(self._geometry.brushes[self._sleeve])
        painter.drawPath(self._arm)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._sleeve_shade)
        painter.drawPath(self._arm_shade)
        painter.setPen(round_pen(self._sleeve_line.color(), 1.8))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for fold in self._folds:
            painter.drawPath(fold)
        painter.save()
        painter.rotate(_TURN)
        painter.scale(_LARGE, _LARGE)
        painter.setPen(self._skin_line)
        painter.setBrush(self._skin)
        painter.drawPath(self._hand_path)
        self._details(painter)
        painter.restore()
        painter.setPen(self._sleeve_line)
        painter.setBrush(self._cuff)
        painter.drawPath(self._cuff_path)
        painter.setPen(round_pen(self._sleeve_line.color(), 1.5))
        for x in (-16.0, -5.0, 6.0, 17.0):
            painter.drawLine(QPointF(x, 4.0), QPointF(x * 1.04, 17.0))

    def _details(self, painter: QPainter) -> None:
        """Where fingers meet, knuckles, nails, and the shade at the wrist."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._shade)
        painter.drawEllipse(QPointF(2.0, -2.0), 25.0, 12.0)
        painter.setPen(self._fine)
        for (left, angle, _, _), (right, other, _, _) in itertools.pairwise(_FINGERS):
            root = (left + right) / 2.0
            lean = math.radians((angle + other) / 2.0)
            way = QPointF(math.sin(lean), -math.cos(lean))
            painter.drawLine(root + way * -2.0, root + way * 20.0)
        painter.drawLine(QPointF(34.0, -35.0), QPointF(30.0, -24.0))
        for root, angle, length, width in _FINGERS:
            lean = math.radians(angle)
            way = QPointF(math.sin(lean), -math.cos(lean))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._nail)
            painter.save()
            painter.translate(root + way * (length - 6.0))
            painter.rotate(angle)
            painter.drawRoundedRect(
                QRectF(-width * 0.24, -5.0, width * 0.48, 8.0), 3.4, 3.4
            )
            painter.restore()

    def _glasses(self, painter: QPainter, frame: Frame, amount: float) -> None:
        """Glasses for a film: they come down over the eyes."""
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


@cache
def _hand_path() -> QPainterPath:
    """One outline around the back of the hand and its fingers."""
    path = smooth_path(list(_PALM), closed=True)
    for root, angle, length, width in _FINGERS:
        finger = QPainterPath()
        half, tip = width / 2.0, width * 0.5
        finger.moveTo(-half, 6.0)
        finger.cubicTo(-half * 1.02, -0.7 * length, -tip, -length, 0.0, -length)
        finger.cubicTo(tip, -length, half * 1.02, -0.7 * length, half, 6.0)
        finger.closeSubpath()
        turn = QTransform.fromTranslate(root.x(), root.y()).rotate(angle)
        path = path.united(turn.map(finger))
    return path.simplified()


def _skin(geometry: Geometry) -> QLinearGradient:
    """Light on the fingers, warmer towards the wrist."""
    skin = _middle(geometry, "skin")
    gradient = QLinearGradient(0.0, -100.0, 0.0, 6.0)
    gradient.setColorAt(0.0, geometry.color("skin"))
    gradient.setColorAt(0.5, skin)
    gradient.setColorAt(1.0, skin.darker(108))
    return gradient


def _middle(geometry: Geometry, paint: str) -> QColor:
    """The colour half down a gradient."""
    brush = geometry.brushes[paint]
    if brush.style() is Qt.BrushStyle.SolidPattern:
        return brush.color()
    stops: list[tuple[float, QColor]] = brush.gradient().stops()
    return stops[len(stops) // 2][1]
