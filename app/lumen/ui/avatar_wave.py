"""A hand raised to greet: it comes up beside the shoulder, and waves."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from lumen.avatar.rig import Channel, Pose
from lumen.ui.avatar_arms import ArmPaints, Finger, arm, hand
from lumen.ui.avatar_frame import Frame
from lumen.ui.avatar_shapes import Halo, round_pen

_SEEN = 0.02
_ELBOW = QPointF(150.0, 404.0)
"""In the body's space; the hand above it stays within what narrow places show."""

_WRIST = QPointF(10.0, -156.0)
_DOWN = 250.0
"""Units from which the hand comes up."""

_RISES, _NEARER = 0.42, 0.08
"""Shares of what is not shown by which it is raised, and nearer to the middle: in a
bust, it is beside the cheek."""

_OUT = 18.0
"""Degrees by which it leans out while it is still low."""

_ARM_SWINGS, _HAND_SWINGS = 5.0, 15.0
"""Degrees of forearm and hand at the ends of a wave."""

_LARGE = 1.22
_FINGERS = (
    Finger(-15.0, -40.0, -15.0, 32.0, 13.0),
    Finger(-4.5, -46.0, -5.0, 37.0, 13.5),
    Finger(7.5, -45.0, 6.0, 34.0, 13.0),
    Finger(18.5, -37.0, 18.0, 26.0, 11.5),
)
"""Index to little finger, spread."""

_PALM = (
    (-18.0, 6.0, True), (-22.0, -10.0, False), (-31.0, -21.0, False),
    (-44.0, -36.0, False), (-45.5, -44.0, False), (-38.5, -45.5, False),
    (-27.0, -37.0, False), (-22.0, -38.0, True), (-18.0, -47.0, False),
    (0.0, -53.0, False), (20.0, -45.0, False), (25.0, -26.0, False),
    (21.0, -8.0, False), (18.0, 6.0, True),
)  # fmt: skip
"""The palm, towards the person, and the thumb, towards the own head."""

_LINES = (
    ((-17.0, -33.0), (-6.0, -30.0), (1.0, -19.0), (0.0, -7.0)),
    ((-13.0, -38.0), (4.0, -35.0), (19.0, -30.0)),
)
_ARM = (
    (-27.0, 14.0, True), (-33.0, 70.0, False), (-46.0, 120.0, False),
    (-66.0, 190.0, True), (26.0, 190.0, True), (40.0, 120.0, False),
    (36.0, 60.0, False), (28.0, 14.0, True),
)  # fmt: skip
_SHADE = (
    (12.0, 24.0, True), (14.0, 80.0, False), (2.0, 190.0, True),
    (26.0, 190.0, True), (40.0, 120.0, False), (36.0, 60.0, False),
    (28.0, 22.0, True),
)  # fmt: skip
_FOLDS = (((-36.0, 92.0), (-22.0, 98.0), (-8.0, 94.0)),)


class WavePainter:
    """Paints the raised hand.

    Args:
        paints: What arms are made of.
    """

    def __init__(self, paints: ArmPaints) -> None:
        self._paints = paints
        self._arm = arm(
            _ARM, _SHADE, _FOLDS, hand(_PALM, _FINGERS), _LINES, large=_LARGE
        )

    def paint_halo(
        self, painter: QPainter, frame: Frame, pose: Pose, halo: Halo, cut: float
    ) -> None:
        """Paint the light around it, behind everything else; see `paint`."""
        base = painter.transform()
        if not _lay(painter, frame, pose, cut):
            return
        self._paints.paint_halo(painter, self._arm, halo)
        painter.rotate(_bend(pose))
        painter.scale(_LARGE, _LARGE)
        painter.setPen(round_pen(halo.color, 2.0 * halo.width / _LARGE))
        painter.drawPath(self._arm.hand)
        painter.setTransform(base)

    def paint(self, painter: QPainter, frame: Frame, pose: Pose, cut: float) -> None:
        """Paint it as far as it is up, before the body.

        Args:
            painter: Of the canvas.
            frame: Where the body is.
            pose: How far it is up, and how it is turned.
            cut: Units of the canvas that are not shown, from its lower edge up.
        """
        base = painter.transform()
        if _lay(painter, frame, pose, cut):
            self._paints.paint(painter, self._arm, _bend(pose))
            painter.setTransform(base)


def _lay(painter: QPainter, frame: Frame, pose: Pose, cut: float) -> bool:
    """Move to the wrist; False when the hand is not seen."""
    up = min(1.0, pose[Channel.HAND_UP])
    if up <= _SEEN:
        return False
    painter.setTransform(frame.body * painter.transform())
    painter.translate(_ELBOW - QPointF(_NEARER * cut, _RISES * cut))
    painter.translate(0.0, _DOWN * (1.0 - up) ** 1.5)
    painter.rotate(_OUT * (1.0 - up) + _ARM_SWINGS * pose[Channel.HAND_TURN])
    painter.translate(_WRIST)
    return True


def _bend(pose: Pose) -> float:
    """Degrees by which the hand is turned at the wrist."""
    return _HAND_SWINGS * pose[Channel.HAND_TURN]
