"""Pictures of the character as tests paint them, and the poses of the golden ones."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from lumen.avatar.names import Presence
from lumen.avatar.rig import Channel, Pose
from lumen.core.expression import Expression, Viseme
from lumen.core.turn import Phase
from lumen.ui.avatar_character import load_character
from lumen.ui.avatar_painter import AvatarPainter
from lumen.ui.avatar_shapes import Look
from lumen.ui.avatar_sheet import posed
from perception import distance

GOLDEN = Path(__file__).parent / "data" / "golden"
CHARACTER = load_character()
RIG = CHARACTER.rig

_SPECKS = 6
"""Spots that may differ: rounding of the rasteriser between versions of Qt."""

_STEP = 8.0
"""Grey levels by which a spot must differ from all around it: twice the rounding of a
gradient."""

_COLOR_OFF = 1.5


def picture(
    pose: Pose,
    size: tuple[int, int] = (160, 160),
    look: Look = Look.LIGHT,
    ratio: float = 1.0,
    painter: AvatarPainter | None = None,
) -> QImage:
    width, height = size
    image = QImage(
        int(width * ratio),
        int(height * ratio),
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    image.setDevicePixelRatio(ratio)
    image.fill(QColor("#e6ebf8" if look is Look.LIGHT else "#20243a"))
    canvas = QPainter(image)
    (painter or AvatarPainter(CHARACTER.geometry)).paint(
        canvas, QRectF(0, 0, width, height), pose, look
    )
    canvas.end()
    return image


def pixels(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8)
    rows = rows.reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].reshape(image.height(), -1, 3).astype(np.int16)


def grey(image: QImage) -> np.ndarray:
    return pixels(image) @ np.array([0.299, 0.587, 0.114])


def expression(which: Expression) -> Pose:
    return posed(RIG, RIG.expressions[which].weights)


POSES = {
    "rest": (posed(RIG), (240, 320), Look.LIGHT),
    "wave": (
        posed(RIG, {Channel.HAND_UP: 1.0, Channel.HAND_TURN: 0.6}),
        (240, 320),
        Look.DARK,
    ),
    "happy": (expression(Expression.HAPPY), (160, 160), Look.DARK),
    "sad": (expression(Expression.SAD), (160, 160), Look.LIGHT),
    "angry": (expression(Expression.ANGRY), (160, 160), Look.LIGHT),
    "thinking": (posed(RIG, RIG.phases[Phase.THINKING]), (160, 160), Look.DARK),
    "listening": (posed(RIG, RIG.phases[Phase.LISTENING]), (160, 160), Look.LIGHT),
    "turned": (
        posed(
            RIG, {Channel.HEAD_YAW: 0.9, Channel.HEAD_ROLL: 0.4}, RIG.visemes[Viseme.AA]
        ),
        (160, 160),
        Look.LIGHT,
    ),
    "proud": (posed(RIG, RIG.extras["proud"].weights), (160, 160), Look.LIGHT),
    "watching": (
        posed(RIG, RIG.presences[Presence.WATCHING]),
        (160, 160),
        Look.LIGHT,
    ),
    "sleeping": (
        posed(RIG, RIG.presences[Presence.SLEEPING]),
        (160, 160),
        Look.DARK,
    ),
    "privacy": (posed(RIG, RIG.presences[Presence.PRIVACY]), (240, 320), Look.DARK),
    "small": (expression(Expression.SURPRISED), (48, 48), Look.DARK),
}


def faults(now: QImage, golden: QImage) -> list[str]:
    """In what a picture is not the golden one; one step of antialiasing is none."""
    if now.size() != golden.size():
        return ["its size"]
    found = []
    moved = distance(grey(now), grey(golden), seen=_STEP)
    if moved > _SPECKS:
        found.append(f"{moved} spots are where nothing like them is near by")
    off = np.abs(pixels(now) - pixels(golden)).max(axis=2)
    if off.mean() >= _COLOR_OFF:
        found.append(f"its colours are off by {off.mean():.1f} of 255")
    return found
