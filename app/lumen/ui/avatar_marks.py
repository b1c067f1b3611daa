"""What stands for a feeling or a phase besides the face: lamp, cheeks, tears, marks."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPainterPath,
    QPen,
    QTransform,
)

from lumen.avatar.rig import Channel, Pose
from lumen.ui.avatar_badges import WELLED
from lumen.ui.avatar_frame import Frame
from lumen.ui.avatar_glow import Glow
from lumen.ui.avatar_shapes import Geometry, Plane, round_pen, star_path

_SEEN = 0.04
_TEARS = Plane(64.0, 60.0, 68.0, -0.4, 0.0)
_SWEAT_DEPTH = 60.0
_BEAMING = 0.74
"""Sparkle in the eyes from which stars appear beside the face as well."""
_SPARKS = ((-150.0, -82.0, 25.0), (-172.0, -44.0, 13.0), (152.0, 84.0, 18.0))
_LARGE = 1.22
"""From a mark's own drawing to the canvas."""


class MarksPainter:
    """Paints small things that change in every frame.

    Args:
        geometry: The character.
    """

    def __init__(self, geometry: Geometry) -> None:
        self._geometry = geometry
        color = geometry.color
        self._line = round_pen(color("mark_line"), 2.6)
        self._thick = round_pen(color("mark_line"), 5.0)
        self._fill = color("mark")
        self._warm = color("warm_mark")
        self._warm_pen = round_pen(color("warm_mark"), 5.2)
        self._edge_pen = round_pen(QColor("#ffffff"), 10.0)
        self._drop = geometry.brushes["drop"]
        self._drop_pen = round_pen(color("drop_line"), 2.6)
        self._drop_edge = round_pen(QColor("#ffffff"), 6.0)
        self._drop_rim = round_pen(color("hair_line"), 8.0)
        self._rim = round_pen(color("hair_line"), 13.0)
        self._lamp_pen = round_pen(color("lamp_line"), 2.0)
        self._hatch = round_pen(color("blush").darker(135), 2.6)
        self._spark_pen = round_pen(color("mark_line"), 2.6)
        self._star = _star_path(geometry.lamp[2])
        self._shine, self._flush = Glow(color("lamp")), Glow(color("blush"))

    def paint_cheeks(self, painter: QPainter, frame: Frame, pose: Pose) -> None:
        """Paint the blush, and its strokes when it is strong."""
        blush = pose[Channel.BLUSH]
        if blush <= _SEEN:
            return
        base = painter.transform()
        plane = self._geometry.cheeks
        for where in (plane, plane.mirrored()):
            painter.setTransform(frame.plane(where) * base)
            painter.setOpacity(min(1.0, 0.18 + 0.6 * blush))
            self._flush.paint(painter, 27.0, 16.0)
            if blush > 0.5:
                painter.setOpacity(min(1.0, (blush - 0.5) * 4.0) * 0.85)
                painter.setPen(self._hatch)
                for x in (-9.0, 0.0, 9.0):
                    painter.drawLine(QPointF(x + 2.5, -4.0), QPointF(x - 2.5, 5.0))
        painter.setOpacity(1.0)
        painter.setTransform(base)

    def paint_lamp(self, painter: QPainter, frame: Frame, pose: Pose) -> None:
        """Paint the star on the chest and its light."""
        lamp = pose[Channel.LAMP]
        base = painter.transform()
        x, y, radius = self._geometry.lamp
        painter.setTransform(frame.body * base)
        painter.translate(x, y)
        reach = radius * (1.5 + 1.7 * lamp)
        painter.setOpacity(min(1.0, 0.12 + 0.95 * lamp))
        self._shine.paint(painter, reach, reach)
        painter.setOpacity(1.0)
        painter.setPen(self._lamp_pen)
        painter.setBrush(
            _blend(
                self._geometry.color("lamp_off"), QColor("#ffffff"), 0.15 + 0.95 * lamp
            )
        )
        painter.drawPath(self._star)
        painter.setTransform(base)

    def paint_tears(self, painter: QPainter, frame: Frame, pose: Pose) -> None:
        """Paint tears below the eyes and sweat at the temple."""
        tear, sweat = pose[Channel.TEAR], pose[Channel.SWEAT]
        base = painter.transform()
        if tear > WELLED:
            painter.setOpacity(min(1.0, (tear - WELLED) * 6.0))
            for where in (_TEARS, _TEARS.mirrored()):
                painter.setTransform(frame.plane(where) * base)
                painter.translate(0.0, 6.0 + 6.0 * tear)
                self._paint_drop(painter, 0.7 + 0.9 * tear)
        if sweat > _SEEN:
            painter.setOpacity(min(1.0, sweat * 1.3))
            at = self._geometry.marks["sweat"]
            where = Plane(at.x(), at.y(), _SWEAT_DEPTH)
            painter.setTransform(frame.plane(where) * base)
            painter.translate(0.0, 10.0 * sweat)
            painter.rotate(-8.0)
            self._paint_drop(painter, 2.0)
        painter.setOpacity(1.0)
        painter.setTransform(base)

    def _paint_drop(self, painter: QPainter, size: float) -> None:
        """A drop with a light rim, so that it stands out from skin and hair alike."""
        path = _drop_path(size)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._drop_rim)
        painter.drawPath(path)
        painter.setPen(self._drop_edge)
        painter.drawPath(path)
        painter.setPen(self._drop_pen)
        painter.setBrush(self._drop)
        painter.drawPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._fill)
        painter.drawEllipse(QPointF(-3.2 * size, 2.5 * size), 1.7 * size, 2.7 * size)

    def paint_marks(self, painter: QPainter, frame: Frame, pose: Pose) -> None:
        """Paint the marks around the head."""
        for channel, name, paint in (
            (Channel.MARK_LISTEN, "listen", self._listen),
            (Channel.MARK_WRITE, "write", self._write),
            (Channel.MARK_THINK, "think", self._think),
            (Channel.MARK_ALERT, "alert", self._alert),
            (Channel.MARK_ANGER, "anger", self._anger),
            (Channel.MARK_SLEEP, "sleep", self._sleep),
            (Channel.MARK_QUESTION, "question", self._question),
            (Channel.MARK_FAULT, "fault", self._fault),
            (Channel.MARK_WATCH, "watch", self._watch),
        ):
            amount = pose[channel]
            if amount > _SEEN:
                base = painter.transform()
                at = self._geometry.marks[name]
                where = frame.plane(Plane(at.x(), at.y()))
                spot = where.map(QPointF(0.0, 0.0))
                painter.setTransform(
                    QTransform(_LARGE, 0.0, 0.0, _LARGE, spot.x(), spot.y()) * base
                )
                paint(painter, amount)
                if name == "listen":
                    spot = frame.plane(Plane(-at.x(), at.y())).map(QPointF(0.0, 0.0))
                    mirrored = QTransform(-_LARGE, 0.0, 0.0, _LARGE, spot.x(), spot.y())
                    painter.setTransform(mirrored * base)
                    paint(painter, amount)
                painter.setTransform(base)
        painter.setOpacity(1.0)

    def paint_sparkles(self, painter: QPainter, frame: Frame, pose: Pose) -> None:
        """Paint stars beside a face that beams."""
        amount = min(1.0, max(0.0, pose[Channel.SPARKLE] - _BEAMING) * 4.0)
        if amount <= _SEEN:
            return
        base = painter.transform()
        painter.setPen(self._spark_pen)
        painter.setBrush(self._fill)
        for x, y, size in _SPARKS:
            painter.setTransform(frame.plane(Plane(x, y, 10.0)) * base)
            painter.drawPath(star_path(0.0, 0.0, size * amount))
        painter.setTransform(base)

    def _listen(self, painter: QPainter, amount: float) -> None:
        """Three arcs that reach the ear."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for index in range(3):
            part = min(1.0, max(0.0, amount * 3.4 - index))
            if part <= _SEEN:
                continue
            radius = 13.0 + 10.0 * index
            arc = QPainterPath()
            box = QRectF(-radius, -radius, 2.0 * radius, 2.0 * radius)
            arc.arcMoveTo(box, -38.0)
            arc.arcTo(box, -38.0, 76.0)
            painter.setOpacity(part)
            painter.setPen(self._edge_pen)
            painter.drawPath(arc)
            painter.setPen(self._thick)
            painter.drawPath(arc)

    def _think(self, painter: QPainter, amount: float) -> None:
        """Bubbles of thought, one after another."""
        painter.setPen(self._line)
        painter.setBrush(self._fill)
        for index, (x, y, radius) in enumerate(
            ((0.0, 0.0, 6.0), (17.0, -17.0, 9.5), (42.0, -40.0, 17.0))
        ):
            part = min(1.0, max(0.0, amount * 3.3 - index))
            if part > _SEEN:
                painter.setOpacity(part)
                painter.drawEllipse(QPointF(x, y), radius * part, radius * part)
        part = min(1.0, max(0.0, amount * 3.3 - 2.0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._line.color())
        for x in (-8.0, 0.0, 8.0):
            painter.drawEllipse(QPointF(42.0 + x, -40.0), 2.6 * part, 2.6 * part)

    def _write(self, painter: QPainter, amount: float) -> None:
        """A note whose lines fill."""
        painter.setOpacity(1.0)
        painter.setPen(self._line)
        painter.setBrush(self._fill)
        painter.drawRoundedRect(QRectF(-8.0, -34.0, 58.0, 46.0), 8.0, 8.0)
        for index, y in enumerate((-22.0, -11.0, 0.0)):
            part = min(1.0, max(0.0, amount * 3.2 - index))
            if part > _SEEN:
                reach = (38.0, 38.0, 22.0)[index] * part
                painter.setPen(self._thick)
                painter.drawLine(QPointF(2.0, y), QPointF(2.0 + reach, y))

    def _alert(self, painter: QPainter, amount: float) -> None:
        """An exclamation mark."""
        painter.setOpacity(min(1.0, amount * 1.4))
        painter.rotate(14.0)
        stroke = QPainterPath(QPointF(0.0, -34.0))
        stroke.lineTo(0.0, -10.0)
        pens = (self._edge_pen, 19.0), (self._line, 14.5), (self._warm_pen, 8.5)
        _trace(painter, stroke, *pens, dot=QPointF(0.0, 6.0))

    def _question(self, painter: QPainter, amount: float) -> None:
        """A question mark."""
        painter.setOpacity(min(1.0, amount * 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.rotate(10.0)
        stroke = QPainterPath(QPointF(-11.0, -25.0))
        stroke.cubicTo(-11.0, -41.0, 12.0, -41.0, 12.0, -26.0)
        stroke.cubicTo(12.0, -16.0, 0.0, -16.0, 0.0, -5.0)
        pens = (self._edge_pen, 14.0), (self._line, 8.5)
        _trace(painter, stroke, *pens, dot=QPointF(0.0, 9.0))

    def _fault(self, painter: QPainter, amount: float) -> None:
        """A warning sign: its corners tell it from every other mark."""
        painter.setOpacity(min(1.0, amount * 1.4))
        sign = QPainterPath(QPointF(0.0, -36.0))
        sign.lineTo(29.0, 12.0)
        sign.lineTo(-29.0, 12.0)
        sign.closeSubpath()
        painter.setBrush(self._fill)
        _trace(painter, sign, (self._edge_pen, 16.0), (self._line, 8.0))
        bar = QPen(self._line)
        bar.setWidthF(6.0)
        painter.setPen(bar)
        painter.drawLine(QPointF(0.0, -20.0), QPointF(0.0, -6.0))
        painter.drawPoint(QPointF(0.0, 4.0))

    def _watch(self, painter: QPainter, amount: float) -> None:
        """A screen on which something plays."""
        painter.setOpacity(min(1.0, amount * 1.4))
        painter.rotate(6.0)
        screen = QRectF(-28.0, -36.0, 56.0, 42.0)
        painter.setBrush(self._fill)
        frame = QPainterPath()
        frame.addRoundedRect(screen, 8.0, 8.0)
        _trace(painter, frame, (self._edge_pen, 9.0), (self._line, 4.0))
        play = QPainterPath(QPointF(-6.0, -25.0))
        play.lineTo(10.0, -15.0)
        play.lineTo(-6.0, -5.0)
        play.closeSubpath()
        painter.setPen(self._line)
        painter.setBrush(self._line.color())
        painter.drawPath(play)

    def _anger(self, painter: QPainter, amount: float) -> None:
        """A throbbing vein: four bent strokes around a cross."""
        painter.setOpacity(min(1.0, amount * 1.3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        corners = QPainterPath()
        for quarter in range(4):
            angle = math.pi / 2.0 * quarter
            c, s = math.cos(angle), math.sin(angle)
            turned = [
                QPointF(x * c - y * s, x * s + y * c)
                for x, y in ((8.0, 26.0), (7.0, 7.0), (26.0, 8.0))
            ]
            corners.moveTo(turned[0])
            corners.quadTo(turned[1], turned[2])
        painter.rotate(12.0)
        painter.setPen(self._rim)  # without it, pale hair would swallow the edge
        painter.drawPath(corners)
        wide = QPen(self._edge_pen)
        wide.setWidthF(10.5)
        painter.setPen(wide)
        painter.drawPath(corners)
        narrow = QPen(self._warm_pen)
        narrow.setWidthF(6.0)
        painter.setPen(narrow)
        painter.drawPath(corners)

    def _sleep(self, painter: QPainter, amount: float) -> None:
        """Breaths of sleep: letters that grow."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for index, (x, y, size) in enumerate(
            ((0.0, 0.0, 7.0), (18.0, -22.0, 10.0), (42.0, -46.0, 13.0))
        ):
            part = min(1.0, max(0.0, amount * 3.3 - index))
            if part <= _SEEN:
                continue
            path = QPainterPath(QPointF(x - size, y - size))
            path.lineTo(x + size, y - size)
            path.lineTo(x - size, y + size)
            path.lineTo(x + size, y + size)
            painter.setOpacity(part)
            painter.setPen(self._edge_pen)
            painter.drawPath(path)
            painter.setPen(self._thick)
            painter.drawPath(path)


def _star_path(radius: float) -> QPainterPath:
    """Four long rays with waists between."""
    path = QPainterPath()
    for corner in range(8):
        reach = radius if corner % 2 == 0 else radius * 0.46
        angle = math.pi / 4.0 * corner - math.pi / 2.0
        point = QPointF(reach * math.cos(angle), reach * math.sin(angle))
        if corner == 0:
            path.moveTo(point)
        else:
            path.lineTo(point)
    path.closeSubpath()
    return path


def _drop_path(size: float) -> QPainterPath:
    path = QPainterPath(QPointF(0.0, -14.0 * size))
    path.cubicTo(9.0 * size, 0.0, 10.0 * size, 11.0 * size, 0.0, 11.0 * size)
    path.cubicTo(-10.0 * size, 11.0 * size, -9.0 * size, 0.0, 0.0, -14.0 * size)
    return path


def _blend(first: QColor, second: QColor, share: float) -> QColor:
    share = min(1.0, max(0.0, share))
    return QColor.fromRgbF(
        first.redF() + (second.redF() - first.redF()) * share,
        first.greenF() + (second.greenF() - first.greenF()) * share,
        first.blueF() + (second.blueF() - first.blueF()) * share,
    )


def _trace(
    painter: QPainter,
    path: QPainterPath,
    *pens: tuple[QPen, float],
    dot: QPointF | None = None,
) -> None:
    """Draw a path, and a dot beside it, with pens of these widths upon each other."""
    for pen, width in pens:
        wide = QPen(pen)
        wide.setWidthF(width)
        painter.setPen(wide)
        painter.drawPath(path)
        if dot is not None:
            painter.drawPoint(dot)
