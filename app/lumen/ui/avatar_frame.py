"""Where every plane of the character is on the canvas, for one pose."""

from __future__ import annotations

import math

from PySide6.QtGui import QTransform

from lumen.avatar.rig import Channel, Pose
from lumen.ui.avatar_shapes import Geometry, Layer, Plane, Shape, Spot, Sway

_HEAD_BREATH, _BODY_BREATH = -4.0, -3.0
_LEAN_HEAD, _LEAN_BODY = 0.045, 0.02
_LEAN_DOWN = 6.0
_HEAD_FOLLOWS = 11.0
_BODY_TURN = 7.0
_BODY_ROLL = 0.06
_SHRUG = 0.085
"""Share of its height by which the body rises."""


class Frame:
    """Maps planes of the head and of the body to the canvas.

    Breath is left out: it moves painted layers as they are (see `breath_of`).

    Args:
        geometry: The character.
        pose: What it does.
    """

    def __init__(self, geometry: Geometry, pose: Pose) -> None:
        yaw = pose[Channel.HEAD_YAW] * geometry.turn[0]
        pitch = pose[Channel.HEAD_PITCH] * geometry.turn[1]
        roll = pose[Channel.HEAD_ROLL] * geometry.turn[2]
        lean = pose[Channel.BODY_LEAN]
        scale = 1.0 + _LEAN_HEAD * lean
        ca, sa = math.cos(yaw), math.sin(yaw)
        cb, sb = math.cos(pitch), math.sin(pitch)
        cr, sr = math.cos(roll) * scale, math.sin(roll) * scale
        # The first two rows of Rz(roll) Rx(pitch) Ry(yaw): x' and y' of a point.
        self._x = (cr * ca - sr * sb * -sa, -sr * cb, cr * sa - sr * sb * ca)
        self._y = (sr * ca + cr * sb * -sa, cr * cb, sr * sa + cr * sb * ca)
        _, _, cx, cy = geometry.canvas
        px, py, pz = geometry.pivot
        follow = _HEAD_FOLLOWS * pose[Channel.BODY_YAW]
        self._pivot = (px, py, pz)
        self._to = (cx + px + follow, cy + py + _LEAN_DOWN * lean)
        self._pose = pose
        self.body = _body(geometry, pose)
        """From the body's space to the canvas."""
        m = self.body
        self._body_rows = (m.m11(), m.m21(), m.dx(), m.m12(), m.m22(), m.dy())

    def plane(self, plane: Plane) -> QTransform:
        """From a plane in the head's space, around its own origin, to the canvas."""
        x0, x1, x2 = self._x
        y0, y1, y2 = self._y
        px, py, pz = self._pivot
        dx, dy, dz = plane.x - px, plane.y - py, plane.z - pz
        return QTransform(
            x0 + x2 * plane.a,
            y0 + y2 * plane.a,
            x1 + x2 * plane.b,
            y1 + y2 * plane.b,
            x0 * dx + x1 * dy + x2 * dz + self._to[0],
            y0 * dx + y1 * dy + y2 * dz + self._to[1],
        )

    def shape(self, shape: Shape) -> QTransform:
        """From a shape's own coordinates to the canvas."""
        base = self.body if shape.layer is Layer.BODY else self.plane(shape.plane)
        return base if shape.sway is None else self._shear(shape.sway) * base

    def spot(self, spot: Spot) -> tuple[float, float]:
        """Where a point of the drawing is on the canvas."""
        x, y, z, tilt, channel, swing, on_body = spot
        if channel is not None:
            swung = self._pose[channel] * swing
            x += swung
            z += swung * tilt
        if on_body:
            m = self._body_rows
            return m[0] * x + m[1] * y + m[2], m[3] * x + m[4] * y + m[5]
        x -= self._pivot[0]
        y -= self._pivot[1]
        z -= self._pivot[2]
        x0, x1, x2 = self._x
        y0, y1, y2 = self._y
        return (
            x0 * x + x1 * y + x2 * z + self._to[0],
            y0 * x + y1 * y + y2 * z + self._to[1],
        )

    def _shear(self, sway: Sway) -> QTransform:
        slope = self._pose[sway.channel] * sway.reach / 100.0
        return QTransform(1.0, 0.0, slope, 1.0, -slope * sway.fixed, 0.0)


def breath_of(pose: Pose) -> tuple[float, float]:
    """How far the breath moves the head and the body, in units of the canvas."""
    breath = pose[Channel.BREATH]
    return _HEAD_BREATH * breath, _BODY_BREATH * breath


def _body(geometry: Geometry, pose: Pose) -> QTransform:
    _, height, cx, cy = geometry.canvas
    scale = 1.0 + _LEAN_BODY * pose[Channel.BODY_LEAN]
    roll = _BODY_ROLL * pose[Channel.BODY_ROLL]
    bottom = height - cy
    shift = _BODY_TURN * pose[Channel.BODY_YAW] / bottom
    c, s = scale * math.cos(roll), scale * math.sin(roll)
    # Scaled, leaned and sheared about the lower edge, which stays where it is.
    m21 = -s - shift
    m22 = c * (1.0 + _SHRUG * pose[Channel.SHOULDERS])
    return QTransform(c, s, m21, m22, cx - m21 * bottom, cy + bottom * (1.0 - m22))
