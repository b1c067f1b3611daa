"""What a character's drawing is made of: paths on planes, with their paints."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainterPath, QPen

from lumen.avatar.rig import Channel

_TENSION = 0.36
"""Length of a curve's handle as a share of its chord: rounder than a Catmull-Rom."""


class Layer(StrEnum):
    """What is painted together, from back to front; eyes and mouth lie before FRONT."""

    BACK = "back"
    BODY = "body"
    FACE = "face"
    FRONT = "front"


class Look(StrEnum):
    """What the character stands before."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Appearance:
    """What a character has on; an empty or unknown name stands for the usual one.

    Attributes:
        palette: Name of its colours.
        hair: Name of its hairstyle.
        outfit: Name of its clothes.
    """

    palette: str = ""
    hair: str = ""
    outfit: str = ""


USUAL = Appearance()


@dataclass(frozen=True, slots=True)
class Wardrobe:
    """What a character can have on, by name; the usual one first."""

    palettes: tuple[str, ...]
    hair: tuple[str, ...]
    outfits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plane:
    """A plane in the head's space: through `x, y, z`, rising by `a` and `b`."""

    x: float = 0.0
    y: float = 0.0
    z: float = 0.0
    a: float = 0.0
    b: float = 0.0

    def mirrored(self) -> Plane:
        """The same on the other side of the face."""
        return Plane(-self.x, self.y, self.z, -self.a, self.b)


@dataclass(frozen=True, slots=True)
class Sway:
    """How a channel shears a shape.

    Attributes:
        channel: The spring.
        fixed: Height that does not move.
        reach: Units by which a point 100 units from there moves at 1.
    """

    channel: Channel
    fixed: float
    reach: float


class Spot(NamedTuple):
    """A point of the drawing that tells where its shape is.

    Attributes:
        x: In the head's space, or in the body's.
        y: The same, downwards.
        z: The same, towards the person.
        tilt: Units by which it comes nearer when it is swayed by one.
        channel: What sways it.
        swing: Units by which that moves it at 1.
        on_body: Whether it is part of the body.
    """

    x: float
    y: float
    z: float
    tilt: float = 0.0
    channel: Channel | None = None
    swing: float = 0.0
    on_body: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """One path with its paint."""

    name: str
    layer: Layer
    plane: Plane
    path: QPainterPath = field(repr=False)
    fill: str = ""
    line: str = ""
    width: float = 0.0
    outline: float = 0.0
    opacity: float = 1.0
    sway: Sway | None = None
    silhouette: bool = False
    within: str = ""
    wear: str = ""

    def spots(self) -> tuple[Spot, ...]:
        """Points around it."""
        box, plane, sway = self.path.controlPointRect(), self.plane, self.sway
        middle = box.center()
        return tuple(
            Spot(
                plane.x + x,
                plane.y + y,
                plane.z + plane.a * x + plane.b * y,
                plane.a,
                None if sway is None else sway.channel,
                0.0 if sway is None else (y - sway.fixed) * sway.reach / 100.0,
                self.layer is Layer.BODY,
            )
            for x, y in (
                (box.left(), middle.y()),
                (middle.x(), box.top()),
                (box.right(), middle.y()),
                (middle.x(), box.bottom()),
            )
        )


@dataclass(frozen=True, slots=True)
class Halo:
    """The light around the character, by which it is told from what is behind."""

    color: QColor
    width: float


@dataclass(frozen=True, slots=True)
class Geometry:
    """Everything that is drawn.

    Attributes:
        canvas: Width, height, and the middle of the head on it.
        bust: What small pictures show: x, y, width, height on the canvas.
        pivot: Joint of the neck in the head's space.
        turn: Radians of yaw, pitch and roll at 1.
        brushes: Paints by name.
        halos: For every look.
        shapes: From back to front.
        eyes: Plane of the left eye (on the right of the picture).
        travel: How far the iris moves, x and y.
        brows: Plane of the left brow.
        mouth: Plane of the mouth.
        cheeks: Plane of the left cheek.
        lamp: Place and radius of the star on the chest.
        marks: Where marks are shown.
        wardrobe: What it could look like instead.
    """

    canvas: tuple[float, float, float, float]
    bust: tuple[float, float, float, float]
    pivot: tuple[float, float, float]
    turn: tuple[float, float, float]
    brushes: Mapping[str, QBrush]
    halos: Mapping[Look, Halo]
    shapes: tuple[Shape, ...]
    eyes: Plane
    travel: tuple[float, float]
    brows: Plane
    mouth: Plane
    cheeks: Plane
    lamp: tuple[float, float, float]
    marks: Mapping[str, QPointF]
    wardrobe: Wardrobe

    def color(self, paint: str) -> QColor:
        """The colour of a paint; the first one of a gradient."""
        brush = self.brushes[paint]
        if brush.style() is Qt.BrushStyle.SolidPattern:
            return brush.color()
        return brush.gradient().stops()[0][1]


def smooth_path(points: list[tuple[float, float, bool]], closed: bool) -> QPainterPath:
    """A smooth curve through points; those marked True are corners."""
    count = len(points)
    path = QPainterPath(QPointF(points[0][0], points[0][1]))
    for index in range(count if closed else count - 1):
        x0, y0, sharp0 = points[index]
        x1, y1, sharp1 = points[(index + 1) % count]
        chord = math.hypot(x1 - x0, y1 - y0)
        ux, uy = _direction(points, index, closed)
        vx, vy = _direction(points, index + 1, closed)
        reach = _TENSION * chord
        ax, ay = x0 + ux * reach, y0 + uy * reach
        bx, by = x1 - vx * reach, y1 - vy * reach
        if sharp0:
            ax, ay = x0 + (bx - x0) * 0.4, y0 + (by - y0) * 0.4
        if sharp1:
            bx, by = x1 + (ax - x1) * 0.4, y1 + (ay - y1) * 0.4
        path.cubicTo(ax, ay, bx, by, x1, y1)
    if closed:
        path.closeSubpath()
    return path


def round_pen(color: QColor, width: float) -> QPen:
    """A pen with round ends and corners, as everything here is drawn with."""
    pen = QPen(QBrush(color), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def star_path(x: float, y: float, size: float, waist: float = 0.18) -> QPainterPath:
    """A star of four rays with hollow sides.

    Args:
        x: Its middle.
        y: The same.
        size: Length of a ray.
        waist: How far out the sides are drawn between two rays, as a share of it.
    """
    path = QPainterPath(QPointF(x, y - size))
    near = waist * size
    path.quadTo(x + near, y - near, x + size, y)
    path.quadTo(x + near, y + near, x, y + size)
    path.quadTo(x - near, y + near, x - size, y)
    path.quadTo(x - near, y - near, x, y - size)
    return path


def _direction(
    points: list[tuple[float, float, bool]], index: int, closed: bool
) -> tuple[float, float]:
    """Unit tangent at a point: along the line between its neighbours."""
    count = len(points)
    if closed:
        before, after = points[(index - 1) % count], points[(index + 1) % count]
    else:
        before, after = points[max(0, index - 1)], points[min(count - 1, index + 1)]
    dx, dy = after[0] - before[0], after[1] - before[1]
    length = math.hypot(dx, dy)
    return (dx / length, dy / length) if length > 1e-9 else (0.0, 0.0)
