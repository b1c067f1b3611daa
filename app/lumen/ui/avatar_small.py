"""The design for pictures below 64 pixels: few large shapes that still speak."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath

from lumen.avatar.rig import Channel, Pose
from lumen.ui.avatar_badges import SHOWN, WELLED, BadgePainter
from lumen.ui.avatar_shapes import Geometry, Layer, Look, round_pen, smooth_path

_SIDE = 100.0
"""The design's own square; its middle is 0,0."""

_FILLED = 0.97
"""Share of it that is filled, so that the outline is whole."""

_BACK = (
    (0.0, -41.0, False), (30.0, -36.0, False), (45.0, -10.0, False),
    (43.0, 20.0, False), (49.0, 39.0, True), (37.0, 40.0, False), (33.0, 49.0, True),
    (14.0, 42.0, False), (-14.0, 42.0, False), (-33.0, 49.0, True),
    (-37.0, 40.0, False), (-49.0, 36.0, True), (-43.0, 20.0, False),
    (-45.0, -10.0, False), (-30.0, -36.0, False),
)  # fmt: skip
_LONG_BACK = (
    (0.0, -41.0, False), (30.0, -36.0, False), (45.0, -10.0, False),
    (46.0, 22.0, False), (49.0, 52.0, True), (-49.0, 52.0, True),
    (-46.0, 22.0, False), (-45.0, -10.0, False), (-30.0, -36.0, False),
)  # fmt: skip
_LONG_FROM = 220.0
"""Height of the hair's end, in the head's space, from which it counts as long."""

_FACE = (
    (0.0, -30.0, False), (28.0, -22.0, False), (34.0, 6.0, False), (25.0, 31.0, False),
    (0.0, 44.0, False), (-25.0, 31.0, False), (-34.0, 6.0, False),
    (-28.0, -22.0, False),
)  # fmt: skip
_FRINGE = (
    (0.0, -40.0, False), (29.0, -35.0, False), (43.0, -12.0, False),
    (41.0, 14.0, False), (36.0, 33.0, True), (31.0, 10.0, False), (28.0, -6.0, True),
    (22.0, -3.0, True), (15.0, -15.0, False), (9.0, -20.0, True), (3.0, -3.0, True),
    (-3.0, -14.0, False), (-8.0, -24.0, True), (-13.0, -14.0, False),
    (-20.0, -5.0, True), (-26.0, -9.0, True), (-31.0, 8.0, False), (-36.0, 33.0, True),
    (-41.0, 14.0, False), (-43.0, -12.0, False), (-29.0, -35.0, False),
)  # fmt: skip
_TUFT = (
    (-9.0, -36.0, True), (-8.0, -47.0, False), (5.0, -53.0, False), (22.0, -49.0, True),
    (10.0, -45.0, False), (7.0, -36.0, True),
)  # fmt: skip
_SHINE = (
    (-31.0, -14.0, True), (-24.0, -25.0, False), (-8.0, -30.0, True),
    (-14.0, -23.0, False), (-23.0, -13.0, True), (-25.0, -19.0, False),
)  # fmt: skip
_LEVEL = 3.2
"""Units by which a brow must move to be painted."""

_PARTED = 0.14
"""Jaw from which the mouth is seen open."""


_PALE, _SHUT, _TORN = 0.1, 0.75, 0.75
"""Values of channels from which cheeks are red, eyes shut, eyes torn open: a few pixels
have no room for a trace of it."""

_WHITE = QColor("#ffffff")
_SIDES = (
    (
        1.0, Channel.EYE_BLINK_LEFT, Channel.EYE_SQUINT_LEFT, Channel.EYE_WIDE_LEFT,
        Channel.BROW_DOWN_LEFT, Channel.BROW_OUTER_UP_LEFT,
    ),
    (
        -1.0, Channel.EYE_BLINK_RIGHT, Channel.EYE_SQUINT_RIGHT,
        Channel.EYE_WIDE_RIGHT, Channel.BROW_DOWN_RIGHT, Channel.BROW_OUTER_UP_RIGHT,
    ),
)  # fmt: skip


class SmallPainter:
    """Paints the head alone; what a phase means sits in a corner as a simple mark.

    Args:
        geometry: The character, for its colours.
    """

    def __init__(self, geometry: Geometry) -> None:
        self._geometry = geometry
        back = _LONG_BACK if _has_long_hair(geometry) else _BACK
        self._back = smooth_path(list(back), closed=True)
        self._face = smooth_path(list(_FACE), closed=True)
        self._fringe = smooth_path(list(_FRINGE), closed=True)
        self._tuft = smooth_path(list(_TUFT), closed=True)
        self._shine = smooth_path(list(_SHINE), closed=True)
        color = geometry.color
        self._ink = color("pupil")
        self._line = color("hair_line")
        self._hair = color("hair").darker(112)
        self._behind = color("hair_rim").darker(190)
        self._light, self._light_hair = color("hair_light"), color("hair_tuft")
        self._badges = BadgePainter(geometry)
        self._mouth_line, self._cavity = color("mouth_line"), color("cavity")
        self._lash = color("lash")
        self._eye = QLinearGradient(0.0, -11.0, 0.0, 12.0)
        self._eye.setColorAt(0.0, self._ink)
        self._eye.setColorAt(0.42, self._ink)
        self._eye.setColorAt(0.62, _warmest(geometry))
        self._eye.setColorAt(1.0, _warmest(geometry).lighter(135))

    def paint(self, painter: QPainter, rect: QRectF, pose: Pose, look: Look) -> None:
        """Paint the head into the middle of `rect`."""
        scale = _FILLED * min(rect.width(), rect.height()) / _SIDE
        base = painter.transform()
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        painter.translate(rect.center())
        painter.scale(scale, scale)
        painter.translate(0.0, 1.5)
        painter.rotate(14.0 * pose[Channel.HEAD_ROLL])
        halo = self._geometry.halos[look]
        painter.setPen(round_pen(halo.color, 8.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._back)
        painter.drawPath(self._tuft)
        painter.setPen(round_pen(self._line, 3.6))
        painter.setBrush(self._behind)
        painter.drawPath(self._back)
        x = 7.0 * pose[Channel.HEAD_YAW]
        y = 5.0 * pose[Channel.HEAD_PITCH]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._geometry.color("skin"))
        painter.drawPath(self._face.translated(0.4 * x, 0.4 * y))
        painter.translate(x, y)
        self._cheeks(painter, pose)
        if pose[Channel.EYES_COVERED] <= SHOWN:
            self._eyes(painter, pose)
        self._mouth(painter, pose)
        painter.translate(-0.6 * x, -0.6 * y)
        painter.setPen(round_pen(self._line, 2.2))
        painter.setBrush(self._hair)
        painter.drawPath(self._fringe)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._light)
        painter.drawPath(self._shine)
        painter.translate(0.6 * x, 0.6 * y)
        self._brows(painter, pose)
        painter.translate(-x, -y)
        if pose[Channel.MARK_WATCH] > SHOWN:
            self._glasses(painter, x, y)
        self._headset(painter)
        if pose[Channel.EYES_COVERED] > SHOWN:
            self._hands(painter)
        painter.setTransform(base)
        painter.translate(rect.center())
        painter.scale(scale, scale)
        self._badges.paint(painter, pose)
        painter.setTransform(base)

    def _cheeks(self, painter: QPainter, pose: Pose) -> None:
        blush = pose[Channel.BLUSH]
        if blush >= _PALE:
            color = QColor(self._geometry.color("blush"))
            color.setAlphaF(min(0.75, 0.15 + 0.6 * blush))
            painter.setBrush(color)
            for x in (-23.0, 23.0):
                painter.drawEllipse(QPointF(x, 25.0), 6.5, 4.0)

    def _eyes(self, painter: QPainter, pose: Pose) -> None:
        for side, blink, squint, wide, _, _ in _SIDES:
            x = 17.0 * side + 3.0 * pose[Channel.GAZE_X]
            y = 11.0 + 3.0 * pose[Channel.GAZE_Y]
            happy = pose[squint] * pose[Channel.SPARKLE] > 0.4
            if pose[blink] > _SHUT or happy:
                self._closed_eye(painter, x, y, happy=happy)
                continue
            tall = 12.5 * (1.0 + 0.14 * pose[wide])
            lid = tall * (2.0 * (0.85 * pose[blink] + 0.22 * pose[squint]) - 1.0)
            painter.save()
            painter.translate(x, y)
            if pose[wide] > _TORN:
                painter.setPen(round_pen(self._lash, 2.4))
                painter.setBrush(_WHITE)
                painter.drawEllipse(QPointF(0.0, 0.0), 10.0, tall)
                painter.scale(0.72, 0.72)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setClipRect(
                QRectF(-14.0, lid, 28.0, 40.0), Qt.ClipOperation.IntersectClip
            )
            painter.setBrush(self._eye)
            painter.drawEllipse(QPointF(0.0, 0.0), 8.2, tall)
            painter.setBrush(_WHITE)
            painter.drawEllipse(QPointF(-2.6, max(lid + 4.0, -0.4 * tall)), 3.2, 3.8)
            painter.restore()
            if lid > -0.72 * tall:
                painter.setPen(round_pen(self._lash, 4.0))
                painter.drawLine(
                    QPointF(x - 9.0, y + lid + 0.5), QPointF(x + 9.0, y + lid + 0.5)
                )
        self._tears(painter, pose)

    def _tears(self, painter: QPainter, pose: Pose) -> None:
        if pose[Channel.TEAR] <= WELLED:
            return
        painter.setPen(round_pen(self._geometry.color("drop_line"), 2.2))
        painter.setBrush(self._geometry.color("drop"))
        for x in (-23.0, 23.0):
            painter.drawEllipse(QPointF(x, 28.0), 4.6, 7.0)

    def _closed_eye(
        self, painter: QPainter, x: float, y: float, *, happy: bool
    ) -> None:
        bend = -14.0 if happy else 11.0
        path = QPainterPath(QPointF(x - 9.0, y + 2.0))
        path.quadTo(x, y + 2.0 + bend, x + 9.0, y + 2.0)
        painter.setPen(round_pen(self._lash, 4.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)

    def _brows(self, painter: QPainter, pose: Pose) -> None:
        for pen in (
            round_pen(self._geometry.color("skin"), 7.0),
            round_pen(self._line, 4.4),
        ):
            painter.setPen(pen)
            for side, _, _, _, down, raised in _SIDES:
                slope = 13.0 * pose[down] - 8.0 * pose[Channel.BROW_INNER_UP]
                slope += 4.0 * pose[raised]
                lift = 6.0 * pose[raised]
                if abs(slope) < _LEVEL and lift < _LEVEL:
                    continue
                inner, outer = -6.0 + slope * 0.6 - lift, -6.0 - slope * 0.4 - lift
                painter.drawLine(
                    QPointF(side * 8.0, min(4.0, inner)),
                    QPointF(side * 25.0, min(4.0, outer)),
                )

    def _glasses(self, painter: QPainter, x: float, y: float) -> None:
        painter.setPen(round_pen(self._line, 3.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for side in (-17.0, 17.0):
            painter.drawEllipse(QPointF(side + x, 11.0 + y), 14.0, 14.0)
        painter.drawLine(QPointF(x - 3.0, 9.0 + y), QPointF(x + 3.0, 9.0 + y))

    def _mouth(self, painter: QPainter, pose: Pose) -> None:
        left, right = pose[Channel.MOUTH_SMILE_LEFT], pose[Channel.MOUTH_SMILE_RIGHT]
        low = pose[Channel.MOUTH_FROWN_LEFT], pose[Channel.MOUTH_FROWN_RIGHT]
        jaw = pose[Channel.JAW_OPEN]
        narrow = pose[Channel.MOUTH_PUCKER] + 0.7 * pose[Channel.MOUTH_FUNNEL]
        half = max(4.5, 9.0 + 2.5 * (left + right) - 5.0 * narrow)
        half += 4.0 * pose[Channel.MOUTH_STRETCH]
        shift = 5.0 * pose[Channel.MOUTH_LEFT]
        if jaw > _PARTED:
            self._open_mouth(painter, pose, half, smiling=left + right > 0.9)
            return
        bend = 6.5 * (left + right) - 5.5 * sum(low)
        rise_left, rise_right = 6.0 * left - 6.0 * low[0], 6.0 * right - 6.0 * low[1]
        path = QPainterPath(QPointF(shift - half, 29.0 - rise_right))
        wave = 0.9 * (rise_left - rise_right)
        path.cubicTo(
            shift - 0.4 * half, 29.0 + bend - wave, shift + 0.4 * half,
            29.0 + bend + wave, shift + half, 29.0 - rise_left,
        )  # fmt: skip
        painter.setPen(round_pen(self._mouth_line, 3.8))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)

    def _open_mouth(
        self, painter: QPainter, pose: Pose, half: float, *, smiling: bool
    ) -> None:
        painter.setPen(round_pen(self._mouth_line, 2.8))
        painter.setBrush(self._cavity)
        deep = 3.0 + 17.0 * pose[Channel.JAW_OPEN]
        path = QPainterPath(QPointF(-half, 26.0))
        path.quadTo(0.0, 26.0 + (1.5 if smiling else -0.45 * deep), half, 26.0)
        path.cubicTo(0.8 * half, 26.0 + deep, -0.8 * half, 26.0 + deep, -half, 26.0)
        painter.drawPath(path)
        if pose[Channel.TONGUE_OUT] > SHOWN:
            painter.setPen(round_pen(self._mouth_line, 2.0))
            painter.setBrush(self._geometry.color("tongue"))
            painter.drawEllipse(QPointF(0.0, 27.0 + 0.6 * deep), 0.55 * half, 5.5)

    def _headset(self, painter: QPainter) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        box = QRectF(-43.0, -40.0, 86.0, 92.0)
        painter.setPen(round_pen(self._geometry.color("orange_line"), 8.6))
        painter.drawArc(box, 14 * 16, 152 * 16)
        painter.setPen(round_pen(self._geometry.color("orange"), 5.4))
        painter.drawArc(box, 14 * 16, 152 * 16)
        painter.setPen(round_pen(self._line, 2.8))
        painter.setBrush(self._light_hair)
        painter.drawPath(self._tuft)
        painter.setPen(round_pen(self._line, 2.8))
        for x in (-42.0, 42.0):
            painter.setBrush(_WHITE)
            painter.drawEllipse(QPointF(x, 9.0), 7.0, 12.0)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._geometry.color("orange"))
            painter.drawEllipse(QPointF(x, 9.0), 4.2, 8.4)
            painter.setPen(round_pen(self._line, 2.8))

    def _hands(self, painter: QPainter) -> None:
        """Both hands before the eyes: four fingers each, and a sleeve."""
        skin = self._geometry.color("skin").lighter(106)
        line = self._geometry.color("skin_line")
        for side in (-1.0, 1.0):
            painter.setPen(round_pen(self._line, 2.4))
            painter.setBrush(self._geometry.color("sleeve"))
            painter.drawPolygon(
                [
                    QPointF(side * x, y)
                    for x, y in ((10.0, 30.0), (28.0, 28.0), (40.0, 60.0), (10.0, 60.0))
                ]
            )
            for color, grown in ((line, 4.6), (skin, 0.0)):
                painter.setPen(round_pen(color, 8.4 + grown))
                for x, top in ((9.0, 1.0), (16.5, -3.0), (24.0, -1.0)):
                    painter.drawLine(QPointF(side * x, top), QPointF(side * 18.0, 22.0))
            painter.setPen(round_pen(line, 1.3))
            for x in (13.0, 20.0):
                painter.drawLine(
                    QPointF(side * x, 0.0), QPointF(side * (x + 2.0), 13.0)
                )


def _has_long_hair(geometry: Geometry) -> bool:
    return any(
        shape.layer is Layer.BACK
        and shape.silhouette
        and shape.plane.y + shape.path.boundingRect().bottom() > _LONG_FROM
        for shape in geometry.shapes
    )


def _warmest(geometry: Geometry) -> QColor:
    """The light of the iris, made deep enough for a few pixels."""
    brush = geometry.brushes["iris"]
    if brush.style() is Qt.BrushStyle.SolidPattern:
        return brush.color()
    stops: list[tuple[float, QColor]] = brush.gradient().stops()
    return stops[len(stops) // 2][1]
