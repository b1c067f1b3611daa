"""The mark in a corner of pictures below 64 pixels: what goes on, in few strokes."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from lumen.avatar.rig import Channel, Pose
from lumen.ui.avatar_shapes import Geometry, round_pen

SHOWN = 0.3
"""Value of a channel from which something is painted: so few pixels have no room for a
trace of it."""

WELLED = 0.42
"""Sadness from which a tear runs; a mere regret stays below it at any intensity."""

_WHITE = QColor("#ffffff")
_CORNER, _BADGE = QPointF(33.0, 33.0), 15.0


class BadgePainter:
    """Paints one mark at a time, in the square of the small design.

    Args:
        geometry: The character, for its colours.
    """

    def __init__(self, geometry: Geometry) -> None:
        self._geometry = geometry
        self._mark_line = geometry.color("mark_line")

    def paint(self, painter: QPainter, pose: Pose) -> None:
        """The one mark that there is room for, lower right."""
        for channel, least, paint in (
            (Channel.MARK_FAULT, SHOWN, self._fault),
            (Channel.MARK_THINK, SHOWN, self._think),
            (Channel.MARK_LISTEN, SHOWN, self._listen),
            (Channel.MARK_ALERT, SHOWN, self._alert),
            (Channel.MARK_WRITE, 0.1, self._write),
            (Channel.MARK_SLEEP, SHOWN, self._sleep),
            (Channel.MARK_WATCH, SHOWN, self._watch),
            (Channel.MARK_QUESTION, SHOWN, self._question),
            (Channel.SWEAT, SHOWN, self._sweat),
        ):
            if pose[channel] > least:
                painter.translate(_CORNER)
                paint(painter)
                return

    def _fault(self, painter: QPainter) -> None:
        """A warning sign: its three corners are told from round badges."""
        sign = [QPointF(-2.0, -18.0), QPointF(13.0, 12.0), QPointF(-17.0, 12.0)]
        for color, width in ((_WHITE, 8.0), (self._mark_line, 3.6)):
            painter.setPen(round_pen(color, width))
            painter.setBrush(_WHITE)
            painter.drawPolygon(sign)
        painter.setPen(round_pen(self._mark_line, 4.0))
        painter.drawLine(QPointF(-2.0, -7.5), QPointF(-2.0, 0.0))
        painter.drawPoint(QPointF(-2.0, 7.0))

    def _think(self, painter: QPainter) -> None:
        self._plate(painter)
        painter.setBrush(self._mark_line)
        painter.setPen(Qt.PenStyle.NoPen)
        for x in (-8.0, 0.0, 8.0):
            painter.drawEllipse(QPointF(x, 0.0), 3.1, 3.1)

    def _listen(self, painter: QPainter) -> None:
        self._plate(painter)
        painter.setPen(round_pen(self._mark_line, 4.2))
        for x, tall in ((-7.5, 3.5), (0.0, 8.5), (7.5, 3.5)):
            painter.drawLine(QPointF(x, -tall), QPointF(x, tall))

    def _alert(self, painter: QPainter) -> None:
        self._plate(painter)
        painter.setPen(round_pen(self._geometry.color("warm_mark"), 5.4))
        painter.drawLine(QPointF(0.0, -8.0), QPointF(0.0, 1.5))
        painter.drawPoint(QPointF(0.0, 8.5))

    def _write(self, painter: QPainter) -> None:
        self._plate(painter)
        painter.setPen(round_pen(self._mark_line, 3.4))
        for y, reach in ((-5.5, 7.0), (0.5, 7.0), (6.5, 1.0)):
            painter.drawLine(QPointF(-7.0, y), QPointF(reach, y))

    def _sleep(self, painter: QPainter) -> None:
        self._plate(painter)
        painter.setPen(round_pen(self._mark_line, 3.8))
        points = ((-6.5, -7.0), (6.5, -7.0), (-6.5, 7.0), (6.5, 7.0))
        painter.drawPolyline([QPointF(*point) for point in points])

    def _watch(self, painter: QPainter) -> None:
        self._plate(painter)
        painter.setPen(round_pen(self._mark_line, 2.0))
        painter.setBrush(self._mark_line)
        points = ((-5.0, -7.5), (8.0, 0.0), (-5.0, 7.5))
        painter.drawPolygon([QPointF(*point) for point in points])

    def _question(self, painter: QPainter) -> None:
        self._plate(painter)
        painter.setPen(round_pen(self._mark_line, 4.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        path = QPainterPath(QPointF(-5.0, -5.0))
        path.cubicTo(-5.0, -12.0, 6.0, -12.0, 6.0, -5.0)
        path.cubicTo(6.0, -0.5, 0.0, -1.0, 0.0, 3.5)
        painter.drawPath(path)
        painter.drawPoint(QPointF(0.0, 9.5))

    def _sweat(self, painter: QPainter) -> None:
        path = QPainterPath(QPointF(-2.0, -66.0))
        path.cubicTo(8.0, -50.0, 5.0, -44.0, -2.0, -44.0)
        path.cubicTo(-9.0, -44.0, -12.0, -50.0, -2.0, -66.0)
        for color, width in ((_WHITE, 6.0), (self._geometry.color("drop_line"), 2.6)):
            painter.setPen(round_pen(color, width))
            painter.setBrush(self._geometry.color("drop"))
            painter.drawPath(path)

    def _plate(self, painter: QPainter) -> None:
        painter.setPen(round_pen(self._mark_line, 3.0))
        painter.setBrush(_WHITE)
        painter.drawEllipse(QPointF(0.0, 0.0), _BADGE, _BADGE)
