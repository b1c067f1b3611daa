"""A hand at the chin: what one does who thinks."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from lumen.avatar.rig import Channel, Pose
from lumen.ui.avatar_arms import ArmPaints, Finger, arm, hand
from lumen.ui.avatar_frame import Frame
from lumen.ui.avatar_shapes import Halo, Plane

_SEEN = 0.04
_FACE = Plane(0.0, 0.0, 84.0)
_WRIST = QPointF(58.0, 193.0)
_DOWN = 300.0
"""Units from which the hand comes up."""

_TURN = -20.0
_LARGE = 1.22
_FINGERS = (
    Finger(-9.0, -42.0, -9.0, 40.0, 13.5),
    Finger(-17.0, -24.0, -66.0, 25.0, 13.5),
)
"""The index along the cheek, the thumb below the chin."""

_FIST = (
    (-17.0, 6.0, True), (-22.0, -14.0, False), (-22.0, -34.0, False),
    (-14.0, -50.0, False), (4.0, -53.0, False), (18.0, -47.0, False),
    (25.0, -33.0, False), (23.0, -12.0, False), (17.0, 6.0, True),
)  # fmt: skip
_CURLED = (
    ((1.0, -52.0), (0.0, -41.0), (-6.0, -33.0)),
    ((11.0, -50.0), (10.0, -39.0), (3.0, -31.0)),
    ((20.0, -43.0), (18.0, -34.0), (11.0, -28.0)),
)
"""Where the other fingers are bent under."""

_ARM = (
    (-27.0, 14.0, True), (-29.0, 70.0, False), (-14.0, 150.0, False),
    (6.0, 260.0, True), (104.0, 260.0, True), (98.0, 180.0, False),
    (62.0, 90.0, False), (27.0, 14.0, True),
)  # fmt: skip
_SHADE = (
    (9.0, 24.0, True), (32.0, 100.0, False), (66.0, 260.0, True),
    (104.0, 260.0, True), (98.0, 180.0, False), (62.0, 90.0, False),
    (27.0, 22.0, True),
)  # fmt: skip
_FOLDS = (((-18.0, 118.0), (-4.0, 124.0), (12.0, 120.0)),)


class ChinPainter:
    """Paints the hand before face and body.

    Args:
        paints: What arms are made of.
    """

    def __init__(self, paints: ArmPaints) -> None:
        self._paints = paints
        self._arm = arm(
            _ARM, _SHADE, _FOLDS, hand(_FIST, _FINGERS), _CURLED, large=_LARGE
        )

    def paint_halo(
        self, painter: QPainter, frame: Frame, pose: Pose, halo: Halo
    ) -> None:
        """Paint the light around the arm, behind everything else."""
        base = painter.transform()
        if _lay(painter, frame, pose):
            self._paints.paint_halo(painter, self._arm, halo)
            painter.setTransform(base)

    def paint(self, painter: QPainter, frame: Frame, pose: Pose) -> None:
        """Paint it as far as it is up."""
        base = painter.transform()
        if _lay(painter, frame, pose):
            self._paints.paint(painter, self._arm, _TURN)
            painter.setTransform(base)


def _lay(painter: QPainter, frame: Frame, pose: Pose) -> bool:
    """Move to the wrist; False when the hand is not seen."""
    up = min(1.0, pose[Channel.HAND_AT_CHIN])
    if up <= _SEEN:
        return False
    painter.setTransform(frame.plane(_FACE) * painter.transform())
    painter.translate(_WRIST + QPointF(0.0, _DOWN * (1.0 - up) ** 1.5))
    return True
