"""What arms that are raised are made of: skin, sleeve and cuff of what is worn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QTransform,
)

from lumen.ui.avatar_shapes import Geometry, Halo, round_pen, smooth_path

_LINE = 2.7

Points = Sequence[tuple[float, float, bool]]
"""x, y and whether it is a corner, as `smooth_path` takes them."""


class Finger(NamedTuple):
    """One finger of a hand whose wrist is at 0,0 and that points up.

    Attributes:
        x: Of its root.
        y: The same.
        angle: Degrees to the right.
        length: From the root.
        width: At the root.
    """

    x: float
    y: float
    angle: float
    length: float
    width: float


class Arm(NamedTuple):
    """The drawing of one forearm with its hand; the wrist is at 0,0.

    Attributes:
        sleeve: Its outline.
        shade: What of the sleeve lies in the shade.
        folds: Lines on the sleeve.
        hand: Outline of palm and fingers.
        lines: Lines on the hand.
        large: From the hand's own drawing to the canvas.
    """

    sleeve: QPainterPath
    shade: QPainterPath
    folds: tuple[QPainterPath, ...]
    hand: QPainterPath
    lines: tuple[QPainterPath, ...]
    large: float


Lines = Sequence[Sequence[tuple[float, float]]]
"""Open lines, each of points x and y."""


_CUFF = (
    (-28.0, 0.0, True), (0.0, -5.0, False), (28.0, 0.0, True), (30.0, 14.0, False),
    (29.0, 25.0, True), (0.0, 20.0, False), (-29.0, 25.0, True), (-30.0, 12.0, False),
)  # fmt: skip
_RIBS = (-16.0, -5.0, 6.0, 17.0)


def arm(
    sleeve: Points,
    shade: Points,
    folds: Lines,
    hand: QPainterPath,
    lines: Lines = (),
    *,
    large: float,
) -> Arm:
    """A forearm of these points, with a hand; see `Arm`."""
    return Arm(
        smooth_path(list(sleeve), closed=True),
        smooth_path(list(shade), closed=True),
        _open(folds),
        hand,
        _open(lines),
        large,
    )


def _open(lines: Lines) -> tuple[QPainterPath, ...]:
    return tuple(
        smooth_path([(x, y, False) for x, y in line], closed=False) for line in lines
    )


def hand(palm: Points, fingers: Sequence[Finger]) -> QPainterPath:
    """One outline around a palm and its fingers."""
    path = smooth_path(list(palm), closed=True)
    for x, y, angle, length, width in fingers:
        finger = QPainterPath()
        half, tip = width / 2.0, width * 0.5
        finger.moveTo(-half, 6.0)
        finger.cubicTo(-half * 1.02, -0.7 * length, -tip, -length, 0.0, -length)
        finger.cubicTo(tip, -length, half * 1.02, -0.7 * length, half, 6.0)
        finger.closeSubpath()
        turn = QTransform.fromTranslate(x, y).rotate(angle)
        path = path.united(turn.map(finger))
    return path.simplified()


class ArmPaints:
    """Colours and pens of hands and sleeves, by what the character wears.

    Args:
        geometry: The character.
    """

    def __init__(self, geometry: Geometry) -> None:
        clothes = {shape.fill for shape in geometry.shapes}
        name = "jacket" if "jacket" in clothes else "sleeve"
        name = name if name in geometry.brushes else "sleeve"
        plain = name == "sleeve"
        self._sleeve = geometry.brushes[name]
        cuff = "hood" if plain else "roll"
        self._cuff = _middle(geometry, cuff if cuff in geometry.brushes else "mark")
        edge = "hood_line" if plain else "jacket_line"
        edge = edge if edge in geometry.brushes else "hood_line"
        self._line = round_pen(geometry.color(edge).darker(112), _LINE)
        self._fold = round_pen(self._line.color(), 1.8)
        self._rib = round_pen(self._line.color(), 1.5)
        self._shade = QColor(geometry.color("hair_line"))
        self._shade.setAlpha(44)
        self._cuff_path = smooth_path(list(_CUFF), closed=True)
        self._skin = _skin(geometry)
        self._skin_line = round_pen(geometry.color("skin_line"), _LINE)
        self.skin_fine: QPen = round_pen(geometry.color("skin_line"), 1.7)
        self.skin_shade = QColor(geometry.color("skin_line"))
        self.skin_shade.setAlpha(46)

    def paint_halo(self, painter: QPainter, drawn: Arm, halo: Halo) -> None:
        """Paint the light around a sleeve."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(round_pen(halo.color, 2.0 * halo.width))
        painter.drawPath(drawn.sleeve)

    def paint(
        self,
        painter: QPainter,
        drawn: Arm,
        turn: float,
        details: Callable[[], None] = lambda: None,
    ) -> None:
        """Paint a forearm and its hand, the wrist at 0,0.

        Args:
            painter: At the wrist.
            drawn: What is painted.
            turn: Degrees of the hand.
            details: Paints what else there is on the hand, in the hand's own units.
        """
        self._paint_sleeve(painter, drawn)
        painter.save()
        painter.rotate(turn)
        painter.scale(drawn.large, drawn.large)
        painter.setPen(self._skin_line)
        painter.setBrush(self._skin)
        painter.drawPath(drawn.hand)
        painter.setPen(self.skin_fine)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for line in drawn.lines:
            painter.drawPath(line)
        details()
        painter.restore()
        self._paint_cuff(painter)

    def _paint_sleeve(self, painter: QPainter, drawn: Arm) -> None:
        painter.setPen(self._line)
        painter.setBrush(self._sleeve)
        painter.drawPath(drawn.sleeve)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._shade)
        painter.drawPath(drawn.shade)
        painter.setPen(self._fold)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for fold in drawn.folds:
            painter.drawPath(fold)

    def _paint_cuff(self, painter: QPainter) -> None:
        """Around the wrist, over the hand's end."""
        painter.setPen(self._line)
        painter.setBrush(self._cuff)
        painter.drawPath(self._cuff_path)
        painter.setPen(self._rib)
        for x in _RIBS:
            painter.drawLine(QPointF(x, 4.0), QPointF(x * 1.04, 17.0))


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
