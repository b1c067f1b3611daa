"""The design for pictures below 64 pixels: few large shapes that still speak."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPainterPath, QPen

from lumen.avatar.rig import Channel, Pose
from lumen.ui.avatar_shapes import Geometry, Look, smooth_path

_SIDE = 100.0
"""The design's own square; its middle is 0,0."""

_FILLED = 0.97
"""Share of it that is filled, so that the outline is whole."""

_BACK = (
    (-44.0, 36.0, True), (-47.0, 0.0, False), (-38.0, -31.0, False),
    (0.0, -44.0, False), (38.0, -31.0, False), (47.0, 0.0, False), (44.0, 36.0, True),
    (34.0, 34.0, False), (32.0, 46.0, True), (0.0, 42.0, False), (-32.0, 46.0, True),
    (-34.0, 34.0, False),
)  # fmt: skip
_FACE = (
    (0.0, -30.0, False), (30.0, -20.0, False), (36.0, 8.0, False), (25.0, 33.0, False),
    (0.0, 44.0, False), (-25.0, 33.0, False), (-36.0, 8.0, False),
    (-30.0, -20.0, False),
)  # fmt: skip
_FRINGE = (
    (-39.0, 20.0, True), (-43.0, -14.0, False), (-28.0, -36.0, False),
    (0.0, -42.0, False), (28.0, -36.0, False), (43.0, -14.0, False), (39.0, 20.0, True),
    (33.0, -6.0, False), (25.0, -5.0, True), (12.0, -16.0, False), (-7.0, -25.0, True),
    (-14.0, -12.0, False), (-22.0, -6.0, True), (-31.0, -12.0, False),
)  # fmt: skip
_TUFT = (
    (-7.0, -39.0, True), (-4.0, -48.0, False), (13.0, -49.0, True),
    (6.0, -45.0, False), (5.0, -39.0, True),
)  # fmt: skip
_SHINE = (
    (-27.0, -22.0, True), (-16.0, -32.0, False), (2.0, -35.0, True),
    (-12.0, -26.0, False),
)  # fmt: skip
_BADGE = 14.5

_SIDES = (
    (1.0, Channel.EYE_BLINK_LEFT, Channel.EYE_SQUINT_LEFT, Channel.EYE_WIDE_LEFT),
    (-1.0, Channel.EYE_BLINK_RIGHT, Channel.EYE_SQUINT_RIGHT, Channel.EYE_WIDE_RIGHT),
)


class SmallPainter:
    """Paints the head alone; what a phase means sits in a corner as a simple mark.

    Args:
        geometry: The character, for its colours.
    """

    def __init__(self, geometry: Geometry) -> None:
        self._geometry = geometry
        self._back = smooth_path(list(_BACK), True)
        self._face = smooth_path(list(_FACE), True)
        self._fringe = smooth_path(list(_FRINGE), True)
        self._tuft = smooth_path(list(_TUFT), True)
        self._shine = smooth_path(list(_SHINE), True)
        color = geometry.color
        self._ink = color("pupil")
        self._line = color("hair_line")
        self._hair = color("hair").darker(112)
        self._behind = color("hair_rim").darker(190)
        self._light = color("hair_light")
        self._mouth_line, self._cavity = color("mouth_line"), color("cavity")
        self._eye = QLinearGradient(0.0, -9.0, 0.0, 9.0)
        self._eye.setColorAt(0.0, self._ink)
        self._eye.setColorAt(0.35, self._ink)
        self._eye.setColorAt(1.0, _warmest(geometry))

    def paint(self, painter: QPainter, rect: QRectF, pose: Pose, look: Look) -> None:
        """Paint the head into the middle of `rect`."""
        scale = _FILLED * min(rect.width(), rect.height()) / _SIDE
        base = painter.transform()
        painter.translate(rect.center())
        painter.scale(scale, scale)
        painter.translate(0.0, -1.5)
        halo = self._geometry.halos[look]
        painter.setPen(QPen(QBrush(halo.color), 7.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._back)
        painter.rotate(14.0 * pose[Channel.HEAD_ROLL])
        line = _pen(self._line, 3.4)
        painter.setPen(line)
        painter.setBrush(self._behind)
        painter.drawPath(self._back)
        x = 7.0 * pose[Channel.HEAD_YAW]
        y = 5.0 * pose[Channel.HEAD_PITCH]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._geometry.color("skin"))
        painter.drawPath(self._face.translated(0.4 * x, 0.4 * y))
        painter.translate(x, y)
        self._cheeks(painter, pose)
        self._eyes(painter, pose)
        self._mouth(painter, pose)
        painter.translate(-0.6 * x, -0.6 * y)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._hair)
        painter.drawPath(self._fringe)
        painter.setBrush(self._light)
        painter.drawPath(self._shine)
        self._brows(painter, pose)
        painter.translate(-0.4 * x, -0.4 * y)
        self._headset(painter)
        if pose[Channel.EYES_COVERED] > 0.3:
            self._hands(painter)
        painter.setTransform(base)
        painter.translate(rect.center())
        painter.scale(scale, scale)
        self._badge(painter, pose)
        painter.setTransform(base)

    def _cheeks(self, painter: QPainter, pose: Pose) -> None:
        blush = pose[Channel.BLUSH]
        if blush < 0.1:
            return
        color = QColor(self._geometry.color("blush"))
        color.setAlphaF(min(0.75, 0.15 + 0.6 * blush))
        painter.setBrush(color)
        for x in (-23.0, 23.0):
            painter.drawEllipse(QPointF(x, 23.0), 6.5, 4.0)
        if pose[Channel.TEAR] > 0.3:
            painter.setPen(_pen(self._geometry.color("drop_line"), 1.6))
            painter.setBrush(self._geometry.brushes["drop"])
            for x in (-22.0, 22.0):
                painter.drawEllipse(QPointF(x, 26.0), 3.8, 6.0)

    def _eyes(self, painter: QPainter, pose: Pose) -> None:
        for side, blink, squint, wide in _SIDES:
            x = 16.5 * side + 2.5 * pose[Channel.GAZE_X]
            y = 9.0 + 2.5 * pose[Channel.GAZE_Y]
            happy = pose[squint] * pose[Channel.SPARKLE] > 0.4
            if pose[blink] > 0.75 or happy:
                self._closed_eye(painter, x, y, happy)
                continue
            tall = 11.0 * (1.0 - 0.85 * pose[blink] - 0.25 * pose[squint])
            tall *= 1.0 + 0.22 * pose[wide]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._eye)
            painter.save()
            painter.translate(x, y)
            painter.drawEllipse(QPointF(0.0, 0.0), 7.4, max(2.4, tall))
            painter.restore()
            if tall > 6.0:
                painter.setBrush(QColor("#ffffff"))
                painter.drawEllipse(QPointF(x - 2.2, y - 0.38 * tall), 2.7, 3.2)
            elif tall < 8.0:
                painter.setPen(_pen(self._ink, 3.6))
                painter.drawLine(QPointF(x - 9.0, y - tall), QPointF(x + 9.0, y - tall))

    def _closed_eye(self, painter: QPainter, x: float, y: float, happy: bool) -> None:
        bend = -10.0 if happy else 6.0
        path = QPainterPath(QPointF(x - 9.0, y + 3.0))
        path.quadTo(x, y + 3.0 + bend, x + 9.0, y + 3.0)
        painter.setPen(_pen(self._ink, 4.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)

    def _brows(self, painter: QPainter, pose: Pose) -> None:
        painter.setPen(_pen(self._line, 4.2))
        for side, down, raised in (
            (1.0, Channel.BROW_DOWN_LEFT, Channel.BROW_OUTER_UP_LEFT),
            (-1.0, Channel.BROW_DOWN_RIGHT, Channel.BROW_OUTER_UP_RIGHT),
        ):
            slope = 8.0 * pose[down] - 6.0 * pose[Channel.BROW_INNER_UP]
            lift = 5.0 * pose[raised]
            if abs(slope) < 2.0 and lift < 2.0:
                continue
            painter.drawLine(
                QPointF(side * 8.0, -6.0 + slope * 0.7 - lift),
                QPointF(side * 24.0, -6.0 - slope * 0.5 - lift),
            )

    def _mouth(self, painter: QPainter, pose: Pose) -> None:
        left, right = pose[Channel.MOUTH_SMILE_LEFT], pose[Channel.MOUTH_SMILE_RIGHT]
        frown = pose[Channel.MOUTH_FROWN_LEFT] + pose[Channel.MOUTH_FROWN_RIGHT]
        jaw = pose[Channel.JAW_OPEN]
        narrow = pose[Channel.MOUTH_PUCKER] + 0.7 * pose[Channel.MOUTH_FUNNEL]
        half = max(3.5, 8.0 + 2.5 * (left + right) - 5.0 * narrow)
        half += 4.0 * pose[Channel.MOUTH_STRETCH]
        shift = 5.0 * pose[Channel.MOUTH_LEFT]
        if jaw > 0.14:
            painter.setPen(_pen(self._mouth_line, 2.6))
            painter.setBrush(self._cavity)
            deep = 3.0 + 15.0 * jaw
            path = QPainterPath(QPointF(-half, 26.0))
            top = 26.0 + (1.5 if left + right > 0.9 else -0.45 * deep)
            path.quadTo(0.0, top, half, 26.0)
            path.cubicTo(0.8 * half, 26.0 + deep, -0.8 * half, 26.0 + deep, -half, 26.0)
            painter.drawPath(path)
            return
        bend = 4.5 * (left + right - frown)
        tilt = 2.5 * (left - right)
        path = QPainterPath(QPointF(shift - half, 28.0 - 0.4 * bend + tilt))
        path.quadTo(shift, 28.0 + bend, shift + half, 28.0 - 0.4 * bend - tilt)
        painter.setPen(_pen(self._mouth_line, 3.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)

    def _headset(self, painter: QPainter) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        box = QRectF(-42.5, -40.0, 85.0, 90.0)
        painter.setPen(_pen(self._geometry.color("orange_line"), 8.0))
        painter.drawArc(box, 14 * 16, 152 * 16)
        painter.setPen(_pen(self._geometry.color("orange"), 5.0))
        painter.drawArc(box, 14 * 16, 152 * 16)
        painter.setPen(_pen(self._line, 2.4))
        painter.setBrush(self._hair)
        painter.drawPath(self._tuft)
        painter.setPen(_pen(self._line, 2.8))
        for x in (-42.0, 42.0):
            painter.setBrush(QColor("#ffffff"))
            painter.drawEllipse(QPointF(x, 8.0), 7.0, 12.0)
            painter.setBrush(self._geometry.color("orange"))
            painter.drawEllipse(QPointF(x, 8.0), 3.6, 7.4)

    def _hands(self, painter: QPainter) -> None:
        skin = self._geometry.color("skin").darker(104)
        line = self._geometry.color("skin_line")
        for side in (-1.0, 1.0):
            painter.setPen(_pen(line, 2.6))
            painter.setBrush(skin)
            painter.drawEllipse(QPointF(side * 17.0, 10.0), 14.0, 13.0)
            painter.setPen(_pen(line, 2.0))
            for x in (10.0, 17.0, 24.0):
                painter.drawLine(QPointF(side * x, -2.0), QPointF(side * x, 7.0))

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
        else:
            self._badge_of_presence(painter, pose, centre, ink)

    def _badge_of_presence(
        self, painter: QPainter, pose: Pose, centre: QPointF, ink: QColor
    ) -> None:
        points: tuple[tuple[float, float], ...]
        if pose[Channel.MARK_SLEEP] > 0.3:
            points = ((-6.0, -6.5), (6.0, -6.5), (-6.0, 6.5), (6.0, 6.5))
        elif pose[Channel.MARK_WATCH] > 0.3:
            points = ((-4.0, -7.0), (7.0, 0.0), (-4.0, 7.0), (-4.0, -7.0))
        else:
            return
        self._plate(painter, centre)
        painter.setPen(_pen(ink, 3.6))
        painter.drawPolyline([centre + QPointF(*point) for point in points])

    def _plate(self, painter: QPainter, centre: QPointF) -> None:
        painter.setPen(_pen(self._geometry.color("mark_line"), 2.2))
        painter.setBrush(self._geometry.color("mark"))
        painter.drawEllipse(centre, _BADGE, _BADGE)


def _warmest(geometry: Geometry) -> QColor:
    """The light of the iris, made deep enough for a few pixels."""
    brush = geometry.brushes["iris"]
    if brush.style() is Qt.BrushStyle.SolidPattern:
        return brush.color()
    stops: list[tuple[float, QColor]] = brush.gradient().stops()
    return stops[len(stops) // 2][1]


def _pen(color: QColor, width: float) -> QPen:
    pen = QPen(QBrush(color), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
