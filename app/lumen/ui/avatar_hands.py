"""Both hands before the eyes, so that nobody can feel looked at."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QTransform

from lumen.avatar.rig import Channel, Pose
from lumen.ui.avatar_arms import ArmPaints, Finger, arm, hand
from lumen.ui.avatar_frame import Frame
from lumen.ui.avatar_shapes import Halo, Plane

_SEEN = 0.04
_HANDS = Plane(0.0, 0.0, 84.0)
_DOWN = 330.0
"""Units from which the hands come up."""

_WRIST = QPointF(69.0, 104.0)
_TURN = -15.0
"""Degrees by which the hand at +x leans to the middle of the face."""

_OTHER_LIES = QPointF(-3.0, 6.0)
_OTHER_TURN = 5.0
"""Two hands are never level, and one leans less."""

_LARGE = 1.3
_FINGERS = (
    Finger(-22.5, -42.0, -13.0, 27.0, 13.5),
    Finger(-8.5, -50.0, -5.0, 36.0, 15.0),
    Finger(7.0, -51.0, 2.0, 39.0, 15.5),
    Finger(22.0, -46.0, 9.0, 34.0, 15.0),
)
"""Little finger to index."""

_PALM = (
    (-19.0, 4.0, True), (-27.0, -22.0, False), (-29.0, -44.0, False),
    (-4.0, -55.0, False), (27.0, -50.0, False), (36.0, -34.0, False),
    (47.0, -48.0, False), (56.0, -60.0, False), (63.0, -52.0, False),
    (55.0, -30.0, False), (38.0, -10.0, False), (21.0, 4.0, True),
)  # fmt: skip
"""Back of the hand with the thumb, which lies on the cheek."""

_ARM = (
    (-27.0, 14.0, True), (-30.0, 70.0, False), (-12.0, 150.0, False),
    (14.0, 240.0, False), (34.0, 360.0, True), (112.0, 360.0, True),
    (110.0, 270.0, False), (97.0, 185.0, False), (58.0, 90.0, False),
    (27.0, 14.0, True),
)  # fmt: skip
"""The forearm, from the elbow at the person's side up to the wrist."""

_SHADE = (
    (9.0, 24.0, True), (30.0, 100.0, False), (58.0, 190.0, False),
    (80.0, 360.0, True), (112.0, 360.0, True), (110.0, 270.0, False),
    (97.0, 185.0, False), (58.0, 90.0, False), (27.0, 22.0, True),
)  # fmt: skip
_FOLDS = (
    ((-19.0, 128.0), (-4.0, 134.0), (12.0, 130.0)),
    ((6.0, 214.0), (22.0, 216.0), (38.0, 208.0)),
)


class HandsPainter:
    """Paints the hands over the finished face.

    Args:
        paints: What arms are made of.
    """

    def __init__(self, paints: ArmPaints) -> None:
        self._paints = paints
        self._arm = arm(_ARM, _SHADE, _FOLDS, hand(_PALM, _FINGERS), large=_LARGE)
        self._nail = QColor(255, 255, 255, 120)

    def paint_halo(
        self, painter: QPainter, frame: Frame, pose: Pose, halo: Halo
    ) -> None:
        """Paint the light around the arms, behind everything else."""
        _at_both(
            painter,
            frame,
            pose,
            lambda _turn: self._paints.paint_halo(painter, self._arm, halo),
        )

    def paint(self, painter: QPainter, frame: Frame, pose: Pose) -> None:
        """Paint them as far as they are up."""
        _at_both(
            painter,
            frame,
            pose,
            lambda turn: self._paints.paint(
                painter, self._arm, turn, lambda: self._details(painter)
            ),
        )

    def _details(self, painter: QPainter) -> None:
        """Where fingers meet, knuckles, nails, and the shade at the wrist."""
        paints = self._paints
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(paints.skin_shade)
        painter.drawEllipse(QPointF(2.0, -2.0), 25.0, 12.0)
        painter.setPen(paints.skin_fine)
        for left, right in itertools.pairwise(_FINGERS):
            root = QPointF(left.x + right.x, left.y + right.y) / 2.0
            lean = math.radians((left.angle + right.angle) / 2.0)
            way = QPointF(math.sin(lean), -math.cos(lean))
            painter.drawLine(root + way * -3.0, root + way * 12.0)
        painter.drawLine(QPointF(34.0, -35.0), QPointF(30.0, -24.0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._nail)
        for x, y, angle, length, width in _FINGERS:
            painter.save()
            painter.translate(x, y)
            painter.rotate(angle)
            painter.drawRoundedRect(
                QRectF(-width * 0.25, 2.0 - length, width * 0.5, 8.0), 3.4, 3.4
            )
            painter.restore()


def _at_both(
    painter: QPainter, frame: Frame, pose: Pose, act: Callable[[float], None]
) -> None:
    """Act at both wrists, with the degrees of each; not at all when none is seen."""
    covered = pose[Channel.EYES_COVERED]
    if covered <= _SEEN:
        return
    base = painter.transform()
    for side in (1.0, -1.0):
        local = QTransform.fromScale(side, 1.0) * frame.plane(_HANDS)
        painter.setTransform(local * base)
        painter.translate(0.0, _DOWN * (1.0 - min(1.0, covered)) ** 1.5)
        painter.translate(_WRIST)
        if side < 0.0:
            painter.translate(_OTHER_LIES)
        act(_TURN if side > 0.0 else _TURN + _OTHER_TURN)
    painter.setTransform(base)
