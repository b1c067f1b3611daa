"""The mouth, painted anew in every frame: lips, teeth and tongue."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from lumen.avatar.rig import Channel, Pose
from lumen.ui.avatar_frame import Frame
from lumen.ui.avatar_shapes import Geometry, round_pen

_LEAST_GAP = 3.2
"""Below this height, in units of the canvas, the lips are drawn as one line."""

_WIDE, _TALL = 1.26, 1.12
"""From the mouth's own drawing to its plane: a face this round wants a large one."""


class MouthPainter:
    """Paints the mouth around its plane's origin, the middle of the closed lips.

    Args:
        geometry: The character.
    """

    def __init__(self, geometry: Geometry) -> None:
        self._geometry = geometry
        self._brushes = geometry.brushes
        color = geometry.color
        self._line = round_pen(color("mouth_line"), 3.4)
        self._pressed = round_pen(color("mouth_line"), 5.8)
        self._edge = round_pen(color("mouth_line"), 2.7)
        self._lip = round_pen(color("lip"), 4.6)
        self._full_lip = round_pen(color("lip"), 8.0)
        self._soft = round_pen(color("lip"), 2.4)
        self._tongue_line = round_pen(color("tongue_line"), 1.6)
        self._between = round_pen(color("cavity"), 3.8)
        self._tongue_edge = round_pen(color("mouth_line"), 2.7)
        self._teeth_line = round_pen(QColor("#8f6d76"), 2.0)

    def paint(self, painter: QPainter, frame: Frame, pose: Pose) -> None:
        """Paint the mouth onto the canvas."""
        base = painter.transform()
        painter.setTransform(frame.plane(self._geometry.mouth) * base)
        lips = Lips(pose)
        painter.translate(lips.shift, 0.0)
        painter.scale(_WIDE, _TALL)
        if lips.gap > _LEAST_GAP:
            self._open(painter, lips)
        else:
            self._closed(painter, lips)
        painter.setTransform(base)

    def _closed(self, painter: QPainter, lips: Lips) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if lips.rolled > 0.35:
            self._bite(painter, lips)
            return
        if lips.pressed > 0.3:
            painter.setPen(self._lip)
            painter.setOpacity(min(1.0, lips.pressed * 0.9))
            painter.drawPath(lips.below(5.0, 0.6))
            painter.setOpacity(0.5 * lips.pressed)
            painter.drawPath(lips.below(-9.0, 0.35))
            painter.setOpacity(1.0)
            painter.setPen(self._pressed)
        else:
            painter.setPen(self._line)
        painter.drawPath(lips.middle())
        if lips.pressed <= 0.3:
            painter.setPen(self._soft)
            painter.setOpacity(0.5)
            painter.drawPath(lips.below(10.0, 0.35))
            painter.setOpacity(1.0)

    def _bite(self, painter: QPainter, lips: Lips) -> None:
        """F and V: the upper teeth on the lower lip, which is drawn in below them."""
        half, top = lips.half * 0.86, lips.top - 2.0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._brushes["teeth"])
        painter.drawRoundedRect(QRectF(-half * 0.86, top, half * 1.72, 6.5), 2.0, 2.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._edge)
        path = QPainterPath(QPointF(-half, top + 2.5))
        path.quadTo(0.0, top - 3.5, half, top + 2.5)
        painter.drawPath(path)
        painter.setPen(self._pressed)
        path = QPainterPath(QPointF(-half * 0.78, top + 8.5))
        path.quadTo(0.0, top + 12.5, half * 0.78, top + 8.5)
        painter.drawPath(path)
        painter.setPen(self._lip)
        path = QPainterPath(QPointF(-half * 0.6, top + 14.5))
        path.quadTo(0.0, top + 18.0, half * 0.6, top + 14.5)
        painter.drawPath(path)

    def _open(self, painter: QPainter, lips: Lips) -> None:
        shape = lips.outline()
        if lips.rounded > 0.45:
            painter.setPen(self._full_lip)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(shape)
        painter.save()
        painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(
            QRectF(-60.0, lips.top - 30.0, 120.0, lips.gap + 60.0),
            self._brushes["cavity"],
        )
        self._inside(painter, lips)
        painter.restore()
        painter.setPen(self._edge)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)
        if lips.tongue_out > 0.15:
            self._tongue_tip(painter, lips)

    def _inside(self, painter: QPainter, lips: Lips) -> None:
        if lips.clenched > 0.25:
            self._clenched(painter, lips)
            return
        half, top, gap = lips.half, lips.top, lips.gap
        if lips.tongue_up <= 0.2:
            painter.setBrush(self._brushes["tongue"])
            painter.drawEllipse(
                QPointF(0.0, lips.bottom + 4.0), half * 0.58, 3.0 + gap * 0.38
            )
        painter.setBrush(self._brushes["teeth"])
        if lips.teeth > 0.05:
            height = min((4.0 + min(6.0, gap * 0.16)) * lips.teeth, 0.40 * gap)
            painter.drawRoundedRect(
                QRectF(-half * 0.9, top - 9.0, half * 1.8, 9.0 + height), 5.0, 5.0
            )
        if lips.tongue_up > 0.2:
            self._tongue_up(painter, lips)

    def _tongue_up(self, painter: QPainter, lips: Lips) -> None:
        """D, N, L: the tongue comes up to the teeth, the higher the more it fills."""
        up = lips.tongue_up
        high = lips.top + lips.gap * (0.88 - 0.78 * up)
        wide = lips.half * (0.50 + 0.36 * up)
        painter.setBrush(self._brushes["tongue"])
        painter.setPen(self._tongue_line)
        painter.drawRoundedRect(
            QRectF(-wide, high, 2.0 * wide, lips.bottom - high + 20.0), wide * 0.8, 9.0
        )
        painter.drawLine(QPointF(0.0, high + 3.0), QPointF(0.0, lips.bottom - 2.0))

    def _clenched(self, painter: QPainter, lips: Lips) -> None:
        """S, CH, and clenched teeth: both rows meet."""
        half, top = lips.half, lips.top
        painter.setBrush(self._brushes["teeth"])
        painter.drawRect(QRectF(-half, top - 12.0, half * 2.0, lips.gap + 24.0))
        painter.setPen(self._teeth_line)
        middle = (top + lips.bottom) / 2.0
        line = QPainterPath(QPointF(-half, middle + lips.corner * 0.8))
        line.quadTo(0.0, middle - lips.corner * 0.5, half, middle + lips.corner * 0.8)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        apart = lips.rounded > 0.45  # CH: they do not quite meet
        painter.setPen(self._teeth_line)
        for x in (-0.4, 0.4) if apart else (-0.6, -0.3, 0.0, 0.3, 0.6):
            painter.drawLine(
                QPointF(x * half, top - 9.0), QPointF(x * half, lips.bottom + 9.0)
            )
        painter.setPen(self._between if apart else self._teeth_line)
        painter.drawPath(line)

    def _tongue_tip(self, painter: QPainter, lips: Lips) -> None:
        """TH: the tip of the tongue between the teeth, over the lower lip."""
        half = lips.half * 0.62
        top = lips.top + lips.gap * 0.36
        bottom = lips.bottom + (5.0 + 30.0 * lips.jaw) * lips.tongue_out
        painter.setPen(self._tongue_edge)
        painter.setBrush(self._brushes["tongue"])
        path = QPainterPath(QPointF(-half, top))
        path.cubicTo(-half, bottom + 4.0, half, bottom + 4.0, half, top)
        path.quadTo(0.0, top - 2.0, -half, top)
        painter.drawPath(path)
        painter.setPen(self._tongue_line)
        painter.drawLine(QPointF(0.0, top + 2.0), QPointF(0.0, bottom - 3.0))


class Lips:
    """Measures and curves of the mouth for one pose.

    Attributes:
        half: Half of the width.
        top: Height of the upper lip's middle; smaller is higher.
        bottom: Height of the lower lip's middle.
        gap: Distance of both.
        corner: Mean height of the corners.
        shift: How far the mouth is moved to the side.
        jaw: How far the jaw is down.
        teeth: How much is seen of the upper teeth.
        clenched: Whether both rows of teeth meet in the opening.
    """

    def __init__(self, pose: Pose) -> None:
        jaw = pose[Channel.JAW_OPEN]
        left, right = pose[Channel.MOUTH_SMILE_LEFT], pose[Channel.MOUTH_SMILE_RIGHT]
        sad_left = pose[Channel.MOUTH_FROWN_LEFT]
        sad_right = pose[Channel.MOUTH_FROWN_RIGHT]
        stretch = pose[Channel.MOUTH_STRETCH]
        pucker, funnel = pose[Channel.MOUTH_PUCKER], pose[Channel.MOUTH_FUNNEL]
        upper = pose[Channel.MOUTH_UPPER_UP]
        smile, frown = (left + right) / 2.0, (sad_left + sad_right) / 2.0
        self.jaw = jaw
        self.pressed = pose[Channel.MOUTH_PRESS]
        self.rolled = pose[Channel.MOUTH_ROLL_LOWER]
        self.rounded = min(1.0, pucker + funnel)
        self.tongue_out = pose[Channel.TONGUE_OUT]
        self.tongue_up = pose[Channel.TONGUE_UP]
        half = 20.0 + 11.0 * smile + 9.0 * stretch + 4.0 * jaw - 5.0 * self.pressed
        self.half = max(5.5, half - 13.0 * pucker - 8.0 * funnel)
        curve = smile - frown
        self.top = -3.5 * jaw - 5.0 * upper * (0.3 + stretch) - 3.5 * funnel
        self.top += 2.0 * curve
        self.bottom = self.top + 3.0 * jaw + 33.0 * jaw + 9.0 * funnel * (0.3 + jaw)
        self.bottom += 7.0 * pose[Channel.MOUTH_LOWER_DOWN] + 4.0 * upper * stretch
        self.bottom += 5.0 * self.tongue_up
        self.bottom += 6.0 * smile * min(1.0, jaw * 3.0)
        self.gap = self.bottom - self.top
        keep = 1.0 - 0.7 * self.rounded
        keep *= 1.0 - 0.75 * self.pressed  # pressed lips lie level
        self._left = (-10.0 * left + 13.0 * sad_left + 5.0 * jaw) * keep
        self._right = (-10.0 * right + 13.0 * sad_right + 5.0 * jaw) * keep
        if self.rounded > 0.0:
            lowered = (self.top + self.bottom) / 2.0 * min(1.0, self.rounded)
            self._left += lowered * 0.7
            self._right += lowered * 0.7
        self.corner = (self._left + self._right) / 2.0
        self.shift = 8.0 * pose[Channel.MOUTH_LEFT]
        self.teeth = max(0.0, 0.35 + 0.6 * smile + 0.5 * stretch + 0.6 * upper)
        self.teeth *= max(0.0, 1.0 - 1.3 * pucker) * (1.0 if jaw > 0.12 else 0.0)
        lower = pose[Channel.MOUTH_LOWER_DOWN]
        if self.tongue_out > 0.3:
            self.teeth = max(self.teeth, 0.6)
        narrow = min(1.0, max(0.0, (0.22 - jaw) / 0.05))
        lips_apart = upper * lower * 6.0
        self.clenched = narrow * min(1.0, lips_apart)

    def middle(self) -> QPainterPath:
        """The line between closed lips."""
        half = self.half
        path = QPainterPath(QPointF(half, self._left))
        depth = 2.0 + self.top - 0.35 * self.corner
        wave = 0.75 * (self._left - self._right)
        path.cubicTo(
            half * 0.4, depth - wave, -half * 0.4, depth + wave, -half, self._right
        )
        return path

    def below(self, down: float, share: float) -> QPainterPath:
        """The shade below the lower lip."""
        half = self.half * share
        path = QPainterPath(QPointF(-half, self.bottom + down))
        path.quadTo(0.0, self.bottom + down + 3.0, half, self.bottom + down)
        return path

    def outline(self) -> QPainterPath:
        """The opening between the lips."""
        half = self.half
        inner = half * (0.52 + 0.40 * self.rounded)
        low = half * (0.60 + 0.34 * self.rounded)
        top = self.top + (self.top - self.corner) * 0.25
        bottom = self.bottom + (self.bottom - self.corner) * 0.28
        path = QPainterPath(QPointF(half, self._left))
        path.cubicTo(inner, top, -inner, top, -half, self._right)
        path.cubicTo(-low, bottom, low, bottom, half, self._left)
        path.closeSubpath()
        return path
