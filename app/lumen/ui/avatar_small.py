"""The design for pictures below 64 pixels: few large shapes that still speak."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen

from lumen.avatar.rig import Channel, Pose
from lumen.ui.avatar_shapes import Geometry, Look, smooth_path

_SIDE = 100.0
"""The design's own square; its middle is 0,0."""

_CROWN = (
    (-43.0, 30.0, True), (-45.0, -4.0, False), (-34.0, -34.0, False),
    (0.0, -46.0, False), (34.0, -34.0, False), (45.0, -4.0, False),
    (43.0, 30.0, True), (30.0, 44.0, False), (0.0, 40.0, False), (-30.0, 44.0, False),
)  # fmt: skip
_FACE = (
    (0.0, -24.0, False), (28.0, -16.0, False), (33.0, 8.0, False), (24.0, 32.0, False),
    (0.0, 41.0, False), (-24.0, 32.0, False), (-33.0, 8.0, False),
    (-28.0, -16.0, False),
)  # fmt: skip
_FRINGE = (
    (-36.0, 6.0, True), (-34.0, -26.0, False), (0.0, -40.0, False),
    (34.0, -26.0, False), (36.0, 6.0, True), (24.0, -12.0, False), (14.0, -2.0, True),
    (2.0, -14.0, False), (-8.0, -3.0, True), (-18.0, -14.0, False),
)  # fmt: skip
_BADGE = 24.0


class SmallPainter:
    """Paints the head alone; what a phase means sits in a corner as a simple mark.

    Args:
        geometry: The character, for its colours.
    """

    def __init__(self, geometry: Geometry) -> None:
        self._geometry = geometry
        self._crown = smooth_path(list(_CROWN), True)
        self._face = smooth_path(list(_FACE), True)
        self._fringe = smooth_path(list(_FRINGE), True)
        self._colors = {
            name: geometry.color(name)
            for name in ("hair_line", "skin", "orange", "pupil", "mouth_line", "cavity")
        }
        self._hair = geometry.color("hair").darker(125)

    def paint(self, painter: QPainter, rect: QRectF, pose: Pose, look: Look) -> None:
        """Paint the head into the middle of `rect`."""
        scale = min(rect.width(), rect.height()) / _SIDE
        base = painter.transform()
        painter.translate(rect.center())
        painter.scale(scale, scale)
        halo = self._geometry.halos[look]
        painter.setPen(QPen(QBrush(halo.color), 7.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._crown)
        painter.rotate(12.0 * pose[Channel.HEAD_ROLL])
        line = QPen(QBrush(self._colors["hair_line"]), 3.6)
        line.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(line)
        painter.setBrush(self._hair.darker(135))
        painter.drawPath(self._crown)
        x = 7.0 * pose[Channel.HEAD_YAW]
        y = 5.0 * pose[Channel.HEAD_PITCH]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colors["skin"])
        painter.drawPath(self._face.translated(0.4 * x, 0.4 * y))
        painter.translate(x, y)
        self._eyes(painter, pose)
        self._mouth(painter, pose)
        painter.translate(-0.5 * x, -0.5 * y)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._hair)
        painter.drawPath(self._fringe)
        painter.translate(-0.5 * x, -0.5 * y)
        self._headset(painter)
        painter.setTransform(base)
        painter.translate(rect.center())
        painter.scale(scale, scale)
        self._badge(painter, pose)
        painter.setTransform(base)

    def _eyes(self, painter: QPainter, pose: Pose) -> None:
        ink = self._colors["pupil"]
        for side, blink, squint, wide in (
            (
                1.0,
                Channel.EYE_BLINK_LEFT,
                Channel.EYE_SQUINT_LEFT,
                Channel.EYE_WIDE_LEFT,
            ),
            (
                -1.0,
                Channel.EYE_BLINK_RIGHT,
                Channel.EYE_SQUINT_RIGHT,
                Channel.EYE_WIDE_RIGHT,
            ),
        ):
            x = 15.5 * side + 2.5 * pose[Channel.GAZE_X]
            y = 10.0 + 2.5 * pose[Channel.GAZE_Y]
            happy = pose[squint] * pose[Channel.SPARKLE] > 0.4
            if pose[blink] > 0.75 or happy:
                self._closed_eye(painter, x, y, happy)
                continue
            tall = 9.5 * (1.0 - 0.8 * pose[blink]) * (1.0 + 0.2 * pose[wide])
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawEllipse(QPointF(x, y), 6.2, max(1.8, tall))
            if tall > 5.0:
                painter.setBrush(QColor("#ffffff"))
                painter.drawEllipse(QPointF(x - 1.8, y - 3.4), 2.4, 2.8)
            self._brow(painter, pose, side)

    def _closed_eye(self, painter: QPainter, x: float, y: float, happy: bool) -> None:
        bend = -8.0 if happy else 5.0
        path = QPainterPath(QPointF(x - 8.0, y + 2.0))
        path.quadTo(x, y + 2.0 + bend, x + 8.0, y + 2.0)
        painter.setPen(_pen(self._colors["pupil"], 4.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)

    def _brow(self, painter: QPainter, pose: Pose, side: float) -> None:
        down = Channel.BROW_DOWN_LEFT if side > 0 else Channel.BROW_DOWN_RIGHT
        slope = 7.0 * pose[down] - 6.0 * pose[Channel.BROW_INNER_UP]
        if abs(slope) < 2.0:
            return
        painter.setPen(_pen(self._colors["hair_line"], 4.0))
        painter.drawLine(
            QPointF(side * 8.0, -2.0 + slope * 0.7),
            QPointF(side * 23.0, -3.0 - slope * 0.4),
        )

    def _mouth(self, painter: QPainter, pose: Pose) -> None:
        smile = pose[Channel.MOUTH_SMILE_LEFT] + pose[Channel.MOUTH_SMILE_RIGHT]
        frown = pose[Channel.MOUTH_FROWN_LEFT] + pose[Channel.MOUTH_FROWN_RIGHT]
        jaw = pose[Channel.JAW_OPEN]
        narrow = pose[Channel.MOUTH_PUCKER] + 0.7 * pose[Channel.MOUTH_FUNNEL]
        half = max(3.5, 8.0 + 2.5 * smile - 5.0 * narrow)
        if jaw > 0.14:
            painter.setPen(_pen(self._colors["mouth_line"], 2.4))
            painter.setBrush(self._colors["cavity"])
            painter.drawEllipse(QPointF(0.0, 27.0 + 3.0 * jaw), half, 2.0 + 7.5 * jaw)
            return
        bend = 4.0 * (smile - frown)
        path = QPainterPath(QPointF(-half, 27.0 - 0.4 * bend))
        path.quadTo(0.0, 27.0 + bend, half, 27.0 - 0.4 * bend)
        painter.setPen(_pen(self._colors["mouth_line"], 3.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)

    def _headset(self, painter: QPainter) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_pen(self._colors["orange"].darker(108), 6.0))
        painter.drawArc(QRectF(-42.0, -45.0, 84.0, 92.0), 8 * 16, 164 * 16)
        painter.setPen(_pen(self._colors["hair_line"], 2.6))
        painter.setBrush(self._colors["orange"])
        for x in (-42.0, 42.0):
            painter.drawEllipse(QPointF(x, 8.0), 6.5, 11.0)

    def _badge(self, painter: QPainter, pose: Pose) -> None:
        """The phase's mark, lower right."""
        centre = QPointF(34.0, 34.0)
        ink = self._geometry.color("mark_line")
        if pose[Channel.MARK_THINK] > 0.3:
            self._plate(painter, centre)
            painter.setBrush(ink)
            painter.setPen(Qt.PenStyle.NoPen)
            for x in (-7.5, 0.0, 7.5):
                painter.drawEllipse(centre + QPointF(x, 0.0), 2.8, 2.8)
        elif pose[Channel.MARK_LISTEN] > 0.3:
            self._plate(painter, centre)
            painter.setPen(_pen(ink, 4.0))
            for x, tall in ((-7.0, 3.5), (0.0, 8.0), (7.0, 3.5)):
                at = centre + QPointF(x, 0.0)
                painter.drawLine(at - QPointF(0.0, tall), at + QPointF(0.0, tall))
        elif max(pose[Channel.MARK_ALERT], pose[Channel.SWEAT]) > 0.3:
            self._plate(painter, centre)
            painter.setPen(_pen(self._geometry.color("warm_mark"), 5.0))
            painter.drawLine(centre - QPointF(0.0, 8.0), centre + QPointF(0.0, 1.5))
            painter.drawPoint(centre + QPointF(0.0, 8.5))
        elif pose[Channel.MARK_WRITE] > 0.1:
            self._plate(painter, centre)
            painter.setPen(_pen(ink, 3.4))
            for y, reach in ((-5.0, 7.0), (0.5, 7.0), (6.0, 2.0)):
                at = centre + QPointF(0.0, y)
                painter.drawLine(at - QPointF(7.0, 0.0), at + QPointF(reach, 0.0))

    def _plate(self, painter: QPainter, centre: QPointF) -> None:
        painter.setPen(_pen(self._geometry.color("mark_line"), 2.2))
        painter.setBrush(self._geometry.color("mark"))
        painter.drawEllipse(centre, _BADGE * 0.6, _BADGE * 0.6)


def _pen(color: QColor, width: float) -> QPen:
    pen = QPen(QBrush(color), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen
