"""Eyes and brows: painted when they move, copied while they rest."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTransform

from lumen.avatar.rig import Channel, Pose
from lumen.ui.avatar_frame import Frame
from lumen.ui.avatar_kept import KeptPicture
from lumen.ui.avatar_shapes import Geometry, Plane, round_pen, star_path

_INNER, _OUTER = -27.0, 30.0
_UPPER, _LOWER = -37.0, 27.0
_SHUT = 22.0
"""Height of the closed lids, below the middle of the eye."""
_ARC = -12.0
"""The same when they smile: an arc that opens downwards."""

_SEEN = 0.13
"""Opening from which the ball is seen between the lashes."""
_NEARLY_SHUT = 0.25
_PARTED = 0.3
"""How much of the hair is parted around a brow that is seen through it."""

LARGE = QTransform.fromScale(1.16, 1.14)
"""From the eye's own drawing to its plane."""

_BALL = QRectF(-36.0, -56.0, 76.0, 96.0)
_EYE = QRectF(-42.0, -76.0, 92.0, 126.0)
"""All that is painted of an eye, with its fold and its lashes."""

_BROW = QRectF(-42.0, -48.0, 80.0, 90.0)

_STEPS = 128.0
"""States of a channel that are told apart: less moves nothing by a quarter pixel."""

_BALL_CHANNELS = (Channel.GAZE_X, Channel.GAZE_Y, Channel.PUPIL, Channel.SPARKLE)

LEFT = (
    Channel.EYE_BLINK_LEFT,
    Channel.EYE_WIDE_LEFT,
    Channel.EYE_SQUINT_LEFT,
    Channel.BROW_DOWN_LEFT,
    Channel.BROW_OUTER_UP_LEFT,
)
RIGHT = (
    Channel.EYE_BLINK_RIGHT,
    Channel.EYE_WIDE_RIGHT,
    Channel.EYE_SQUINT_RIGHT,
    Channel.BROW_DOWN_RIGHT,
    Channel.BROW_OUTER_UP_RIGHT,
)


def eye_place(frame: Frame, plane: Plane, *, right: bool) -> QTransform:
    """From the drawing of an eye, its outer corner at +x, to the canvas."""
    mirror = QTransform.fromScale(-1.0 if right else 1.0, 1.0)
    return LARGE * mirror * frame.plane(plane)


class EyesPainter:
    """Paints both eyes and brows; in its space the outer corner is at +x.

    Args:
        geometry: The character.
    """

    def __init__(self, geometry: Geometry) -> None:
        self._geometry = geometry
        self._brushes = geometry.brushes
        color = geometry.color
        self._lash = color("lash")
        self._lash_pen = QPen(self._lash, 1.5)
        self._lash_pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self._under = round_pen(color("lash_soft"), 2.6)
        self._rim = QPen(color("iris_rim"), 2.6)
        self._crease = round_pen(color("skin_line"), 1.8)
        self._shade = QColor(color("lash"))
        self._shade.setAlpha(48)
        self._glint = QColor("#ffffff")
        self._glow = QColor(color("iris_glow"))
        self._glow.setAlpha(165)
        ring = QColor(color("iris_ring"))
        ring.setAlpha(150)
        self._ring = round_pen(ring, 2.0)
        self._brow = color("brow")
        self._parting = round_pen(color("skin"), 3.6)
        self._kept = (KeptPicture(), KeptPicture())
        self._kept_brows = (KeptPicture(), KeptPicture())

    def paint_eyes(self, painter: QPainter, frame: Frame, pose: Pose) -> None:
        """Paint both eyes onto the canvas."""
        base = painter.transform()
        plane = self._geometry.eyes
        for right, where, side in (
            (False, plane, LEFT),
            (True, plane.mirrored(), RIGHT),
        ):
            place = eye_place(frame, where, right=right) * base
            facing = -1.0 if right else 1.0
            state = _state(pose, _BALL_CHANNELS) + Lids.of(pose, side).state
            self._kept[right].paint(
                painter, place, _EYE, state, partial(self._eye, pose, side, facing)
            )
        painter.setTransform(base)

    def paint_brows(self, painter: QPainter, frame: Frame, pose: Pose) -> None:
        """Paint both brows above the hair, which parts: they must not be hidden."""
        base = painter.transform()
        plane = self._geometry.brows
        for right, where, side in (
            (False, plane, LEFT),
            (True, plane.mirrored(), RIGHT),
        ):
            mirror = QTransform.fromScale(-1.0 if right else 1.0, 1.0)
            place = mirror * frame.plane(where) * base
            state = _state(pose, (Channel.BROW_INNER_UP, *side[3:]))
            self._kept_brows[right].paint(
                painter, place, _BROW, state, partial(self._one_brow, pose, side)
            )
        painter.setTransform(base)

    def _one_brow(
        self, pose: Pose, side: tuple[Channel, ...], painter: QPainter
    ) -> None:
        path = _brow_path(pose, side)
        painter.setOpacity(_PARTED)
        painter.setPen(self._parting)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        painter.setOpacity(1.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._brow)
        painter.drawPath(path)

    def _eye(
        self, pose: Pose, side: tuple[Channel, ...], facing: float, painter: QPainter
    ) -> None:
        lids = Lids.of(pose, side)
        opening, wide = lids.open, pose[side[1]]
        if opening > _SEEN:
            self._ball(painter, pose, lids, facing, wide)
        painter.setPen(self._lash_pen)
        painter.setBrush(self._lash)
        painter.drawPath(lids.lash())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if opening > _SEEN:
            painter.setPen(self._under)
            painter.drawPath(lids.under())
            painter.setPen(self._crease)
            painter.setOpacity(min(1.0, opening) * 0.7)
            painter.drawPath(lids.crease())
            painter.setOpacity(1.0)

    def _ball(
        self, painter: QPainter, pose: Pose, lids: Lids, facing: float, wide: float
    ) -> None:
        brushes = self._brushes
        painter.save()
        painter.setClipPath(lids.opening(), Qt.ClipOperation.IntersectClip)
        painter.fillRect(_BALL, brushes["sclera"])
        reach_x, reach_y = self._geometry.travel
        x = facing * pose[Channel.GAZE_X] * reach_x - 1.0
        y = pose[Channel.GAZE_Y] * reach_y
        painter.translate(x, y)
        small = 1.0 - 0.10 * wide
        painter.setPen(self._rim)
        painter.setBrush(brushes["iris"])
        painter.drawEllipse(QPointF(0, 0), 20.5 * small, 27.0 * small)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._glow)
        painter.drawEllipse(QPointF(0, 14.5), 12.5, 8.0)
        size = 9.2 * pose[Channel.PUPIL]
        painter.setBrush(brushes["pupil"])
        painter.drawEllipse(QPointF(0, -1), size, size * 1.32)
        painter.setPen(self._ring)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawArc(QRectF(-14.5, -17.0, 29.0, 39.0), 200 * 16, 140 * 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.translate(-x, -y)
        painter.setBrush(self._shade)
        painter.drawPath(lids.shade())
        painter.setBrush(self._glint)
        x *= 0.8
        y *= 0.8
        painter.drawEllipse(QPointF(x - facing * 7.5, y - 10.5), 6.6, 7.8)
        painter.drawEllipse(QPointF(x + facing * 8.0, y + 9.5), 3.2, 3.8)
        sparkle = pose[Channel.SPARKLE]
        if sparkle > 0.05:
            painter.drawPath(star_path(x + facing * 9.0, y - 8.0, 6.5 * sparkle))
        painter.restore()


def _state(pose: Pose, channels: tuple[Channel, ...]) -> tuple[int, ...]:
    return tuple(round(pose[channel] * _STEPS) for channel in channels)


class Lids:
    """The curves of one eye, for how far it is open.

    Args:
        opening: 0 shut, 1 open; kept as `open`.
        blink: How far the lid is down.
        wide: How wide it is torn open.
        squint: How far the lower lid is up.
        stern: How far the brow presses the inner end of the lid down.
        sorry: How far the outer end of the lid hangs.
    """

    def __init__(
        self,
        opening: float,
        blink: float,
        wide: float,
        squint: float,
        stern: float,
        sorry: float,
    ) -> None:
        self.open = opening
        self.state = tuple(
            round(part * _STEPS)
            for part in (opening, blink, wide, squint, stern, sorry)
        )
        smiling = min(1.0, squint * 1.25) if blink > 0.5 else 0.0
        shut = _SHUT + (_ARC - _SHUT) * smiling
        upper = _UPPER - 5.0 * wide
        lower = _LOWER - 15.0 * squint
        part = min(1.15, max(0.0, opening))
        self._top = shut + (upper - shut) * part
        below = shut + 5.0 - 3.0 * smiling
        self._bottom = below + (lower + 5.0 - below) * min(1.0, part * 1.15)
        self._inner = 9.0 - min(1.0, part) + 2.0 * smiling
        self._outer = 5.0 - 4.0 * min(1.0, part) + 1.0 * smiling
        self._part = part
        self._pressed = 22.0 * stern * min(1.0, part)
        self._hanging = 20.0 * sorry * min(1.0, part)
        self._heavy = 0.52 + 0.2 * min(1.0, part)

    @classmethod
    def of(cls, pose: Pose, side: tuple[Channel, ...]) -> Lids:
        """Those of one eye.

        Args:
            pose: What the character does.
            side: `LEFT` or `RIGHT`.
        """
        blink, wide, squint, down, outer_up = (pose[channel] for channel in side)
        opening = (1.0 - blink) * (1.0 + 0.13 * wide - 0.16 * squint)
        if opening < _NEARLY_SHUT:  # lids that nearly meet, meet: no slits
            opening *= opening / _NEARLY_SHUT
        sorry = max(0.0, pose[Channel.BROW_INNER_UP] - outer_up - 0.3 * down)
        return cls(opening, blink, wide, squint, down, sorry)

    def _upper(self, path: QPainterPath, lift: float = 0.0) -> None:
        path.cubicTo(
            _INNER + 4.0, self._top - 1.0 - lift * 0.75 + self._pressed,
            _OUTER - 13.0, self._top - 4.0 - lift + self._hanging,
            _OUTER, self._outer + 0.25 * self._hanging,
        )  # fmt: skip

    def opening(self) -> QPainterPath:
        """What is seen of the ball."""
        path = QPainterPath(QPointF(_INNER, self._inner))
        self._upper(path)
        path.cubicTo(
            _OUTER - 5.0, self._bottom + 2.0,
            _INNER + 9.0, self._bottom + 2.0,
            _INNER, self._inner,
        )  # fmt: skip
        return path

    def lash(self) -> QPainterPath:
        """The upper lash: fine at the nose, full above, two flicks at the temple."""
        y = self._outer + 0.25 * self._hanging
        rise = 5.0 + 10.0 * min(1.0, self._part)
        start = QPointF(
            _INNER + 0.9 * self._part, self._inner - 7.0 * min(1.0, self._part)
        )
        path = QPainterPath(start)
        self._upper(path)
        path.quadTo(_OUTER + 5.0, y + 0.5, _OUTER + 10.5, y - 4.0)
        path.quadTo(_OUTER + 6.0, y - 4.5, _OUTER + 4.0, y - 0.5 * rise - 1.0)
        path.quadTo(_OUTER + 6.5, y - 0.8 * rise, _OUTER + 7.5, y - 1.12 * rise)
        path.quadTo(_OUTER + 3.0, y - rise, _OUTER - 1.0, y - 1.15 * rise - 1.0)
        path.cubicTo(
            _OUTER - 12.0, self._top - 12.5 * self._heavy - 1.0 + self._hanging,
            _INNER + 8.0, self._top - 11.0 * self._heavy + self._pressed,
            start.x(), start.y(),
        )  # fmt: skip
        return path

    def under(self) -> QPainterPath:
        """The outer part of the lower lid."""
        path = QPainterPath(QPointF(_OUTER - 3.0, self._outer + 6.0))
        depth = self._bottom - self._outer
        path.cubicTo(
            _OUTER - 9.0, self._outer + depth * 0.72,
            _OUTER - 20.0, self._bottom - 3.5,
            _OUTER - 34.0, self._bottom - 4.5,
        )  # fmt: skip
        return path

    def crease(self) -> QPainterPath:
        """The fold above the eye."""
        path = QPainterPath(QPointF(_INNER + 9.0, self._top - 1.0 + self._pressed))
        path.cubicTo(
            _INNER + 16.0, self._top - 13.0 + self._pressed,
            _OUTER - 16.0, self._top - 15.0 + self._hanging,
            _OUTER - 3.0, self._top + 3.0 + self._hanging,
        )  # fmt: skip
        return path

    def shade(self) -> QPainterPath:
        """The shadow that the upper lid throws on the ball."""
        path = QPainterPath(QPointF(_INNER - 4.0, self._top - 30.0))
        path.lineTo(_INNER - 4.0, self._inner + 5.0)
        path.cubicTo(
            _INNER + 5.0, self._top + 11.0 + self._pressed,
            _OUTER - 13.0, self._top + 9.0 + self._hanging,
            _OUTER + 4.0, self._outer + 7.0,
        )  # fmt: skip
        path.lineTo(_OUTER + 4.0, self._top - 30.0)
        path.closeSubpath()
        return path


def _brow_path(pose: Pose, side: tuple[Channel, ...]) -> QPainterPath:
    """A tapered stroke; around the brow's plane, outer end at +x."""
    inner_up = pose[Channel.BROW_INNER_UP]
    down, outer_up = pose[side[3]], pose[side[4]]
    inner_x = -25.0 - 7.0 * down
    inner_y = 3.0 - 15.0 * inner_up + 23.0 * down - 7.0 * outer_up
    middle = -4.0 - 7.0 * inner_up - 14.0 * outer_up + 9.0 * down
    outer_y = 8.0 - 13.0 * outer_up + 11.0 * inner_up - 8.0 * down
    thick = 7.6 + 2.4 * down
    path = QPainterPath(QPointF(inner_x, inner_y))
    path.cubicTo(-12.0, middle - 2.0, 9.0, middle - 5.0, 30.0, outer_y)
    path.cubicTo(
        9.0, middle + thick * 0.55, -9.0, middle + thick * 1.15,
        inner_x + 1.5, inner_y + thick * 0.85,
    )  # fmt: skip
    path.cubicTo(
        inner_x - 2.5, inner_y + thick * 0.8, inner_x - 3.0, inner_y, inner_x, inner_y
    )
    return path
