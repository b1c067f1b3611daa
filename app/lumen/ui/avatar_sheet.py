"""A contact sheet: one look at everything the character can show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from lumen.avatar.rig import Channel, Pose, Rig, Weights
from lumen.core.expression import Expression, Viseme
from lumen.core.turn import Phase
from lumen.ui.avatar_character import Character, load_character
from lumen.ui.avatar_painter import AvatarPainter
from lumen.ui.avatar_shapes import Look

_COLUMNS = 6
_SIZES = (24, 32, 48, 63, 64, 96, 128, 200)
_GROUND = {Look.LIGHT: QColor("#e6ebf8"), Look.DARK: QColor("#20243a")}
_INK = {Look.LIGHT: QColor("#20243a"), Look.DARK: QColor("#ffffff")}
_LOOKS_AWAY: dict[Phase, Weights] = {
    Phase.THINKING: {Channel.GAZE_X: 0.6, Channel.GAZE_Y: -0.75},
    Phase.TRANSCRIBING: {Channel.GAZE_X: 0.3, Channel.GAZE_Y: 0.6},
    Phase.ERROR: {Channel.GAZE_X: 0.3, Channel.GAZE_Y: 0.6},
}
_HEADS: tuple[tuple[str, Weights], ...] = (
    ("left", {Channel.HEAD_YAW: -1.0}),
    ("right, eyes too", {Channel.HEAD_YAW: 1.0, Channel.GAZE_X: 1.0}),
    ("up", {Channel.HEAD_PITCH: -1.0}),
    ("down", {Channel.HEAD_PITCH: 1.0}),
    ("tilted", {Channel.HEAD_ROLL: 0.8, Channel.HAIR_LEFT: 0.8}),
    ("blink", {Channel.EYE_BLINK_LEFT: 1.0, Channel.EYE_BLINK_RIGHT: 1.0}),
)


@dataclass(frozen=True, slots=True)
class Still:
    """A pose with its name."""

    name: str
    pose: Pose


def posed(rig: Rig, *layers: Weights) -> Pose:
    """The face at rest with weights added."""
    values = dict(rig.rest)
    for layer in layers:
        for channel, weight in layer.items():
            values[channel] += weight
    return Pose.clamped(values)


def stills(rig: Rig) -> Iterator[Still]:
    """Every expression, phase, viseme, and some turns of the head."""
    for expression in Expression:
        shape = rig.expressions[expression]
        yield Still(expression.value, posed(rig, shape.weights))
    for phase in Phase:
        away = _LOOKS_AWAY.get(phase, {})
        yield Still(phase.value, posed(rig, rig.phases[phase], away))
    for viseme in Viseme:
        yield Still(viseme.value, posed(rig, rig.visemes[viseme]))
    for name, weights in _HEADS:
        yield Still(name, posed(rig, weights))
    happy = rig.expressions[Expression.HAPPY].weights
    yield Still("happy aa", posed(rig, happy, rig.visemes[Viseme.AA]))
    sad = rig.expressions[Expression.SAD].weights
    yield Still("sad ou", posed(rig, sad, rig.visemes[Viseme.OU]))


def save_sheet(path: Path) -> bool:
    """Write the sheet of Lumen's own character; False when it cannot be written.

    Raises:
        InputError: The character's files cannot be used.
    """
    present = QGuiApplication.instance() or QGuiApplication([])
    saved = contact_sheet(load_character()).save(str(path))
    del present
    return saved


def contact_sheet(character: Character, side: int = 198) -> QImage:
    """Paint the sheet: stills on light and dark in turn, then all sizes.

    Args:
        character: Who is shown.
        side: Pixels of one still's side.
    """
    shown = list(stills(character.rig))
    rows = (len(shown) + _COLUMNS - 1) // _COLUMNS
    sheet = QImage(
        _COLUMNS * side, rows * side + 2 * _SIZES[-1], QImage.Format.Format_RGB32
    )
    sheet.fill(_GROUND[Look.LIGHT])
    painter = QPainter(sheet)
    for index, still in enumerate(shown):
        row, column = divmod(index, _COLUMNS)
        look = (Look.LIGHT, Look.DARK)[row % 2]
        cell = QRectF(column * side, row * side, side, side)
        painter.fillRect(cell, _GROUND[look])
        AvatarPainter(character.geometry).paint(painter, cell, still.pose, look)
        painter.setPen(_INK[look])
        painter.drawText(cell.topLeft() + QPointF(6.0, 14.0), still.name)
    for line, look in enumerate(Look):
        top = rows * side + line * _SIZES[-1]
        painter.fillRect(QRectF(0.0, top, sheet.width(), _SIZES[-1]), _GROUND[look])
        left = 0.0
        for size, still in zip(_SIZES, shown, strict=False):
            cell = QRectF(left, top + _SIZES[-1] - size, size, size)
            AvatarPainter(character.geometry).paint(painter, cell, still.pose, look)
            left += size + 8.0
    painter.end()
    return sheet
