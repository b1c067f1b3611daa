"""What arms that are raised are made of: skin, sleeve and cuff of what is worn."""

from __future__ import annotations

from collections.abc import Sequence
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

from lumen.ui.avatar_shapes import Geometry, round_pen, smooth_path

LINE = 2.7

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


class Sleeve(NamedTuple):
    """The drawing of one forearm; the wrist is at 0,0.

    Attributes:
        arm: Its outline.
        shade: What lies in the shade.
        folds: Lines on it.
    """

    arm: QPainterPath
    shade: QPainterPath
    folds: tuple[QPainterPath, ...]


_CUFF = (
    (-28.0, 0.0, True), (0.0, -5.0, False), (28.0, 0.0, True), (30.0, 14.0, False),
    (29.0, 25.0, True), (0.0, 20.0, False), (-29.0, 25.0, True), (-30.0, 12.0, False),
)  # fmt: skip
_RIBS = (-16.0, -5.0, 6.0, 17.0)


def sleeve(arm: Points, shade: Points, *folds: Sequence[tuple[float, float]]) -> Sleeve:
    """A forearm of these points."""
    return Sleeve(
        smooth_path(list(arm), closed=True),
        smooth_path(list(shade), closed=True),
        tuple(
            smooth_path([(x, y, False) for x, y in fold], closed=False)
            for fold in folds
        ),
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
        self._line = round_pen(geometry.color(edge).darker(112), LINE)
        self._fold = round_pen(self._line.color(), 1.8)
        self._rib = round_pen(self._line.color(), 1.5)
        self._shade = QColor(geometry.color("hair_line"))
        self._shade.setAlpha(44)
        self._cuff_path = smooth_path(list(_CUFF), closed=True)
        self.skin = _skin(geometry)
        self.skin_line = round_pen(geometry.color("skin_line"), LINE)
        self.skin_fine: QPen = round_pen(geometry.color("skin_line"), 1.7)
        self.skin_shade = QColor(geometry.color("skin_line"))
        self.skin_shade.setAlpha(46)

    def paint_sleeve(self, painter: QPainter, drawn: Sleeve) -> None:
        """Paint a forearm."""
        painter.setPen(self._line)
        painter.setBrush(self._sleeve)
        painter.drawPath(drawn.arm)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._shade)
        painter.drawPath(drawn.shade)
        painter.setPen(self._fold)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for fold in drawn.folds:
            painter.drawPath(fold)

    def paint_cuff(self, painter: QPainter) -> None:
        """Paint the cuff around the wrist, over the hand's end."""
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
