"""Contact sheets: everything the character can show, in one picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter

from lumen.avatar.names import Presence
from lumen.avatar.rig import Channel, Pose, Rig, Weights
from lumen.core.expression import Expression, Viseme
from lumen.core.turn import Phase
from lumen.ui.avatar_character import Character, load_character
from lumen.ui.avatar_painter import BUST_BELOW, AvatarPainter
from lumen.ui.avatar_shapes import USUAL, Appearance, Look
from lumen.ui.avatar_sight import Sight, as_seen

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


class Part(StrEnum):
    """What can be on a sheet."""

    EXPRESSIONS = "expressions"
    PHASES = "phases"
    VISEMES = "visemes"
    HEADS = "heads"
    SIZES = "sizes"
    WARDROBE = "wardrobe"


@dataclass(frozen=True, slots=True)
class Still:
    """A pose with its name."""

    name: str
    pose: Pose


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """What a sheet shows.

    Attributes:
        parts: From top to bottom.
        looks: Grounds, taken in turn by rows.
        side: Pixels of one still's side.
        sight: Through whose eyes.
        appearance: What the character has on.
    """

    parts: tuple[Part, ...] = tuple(Part)
    looks: tuple[Look, ...] = tuple(Look)
    side: int = 198
    sight: Sight = Sight.USUAL
    appearance: Appearance = USUAL


EVERYTHING = SheetPlan()


def posed(rig: Rig, *layers: Weights) -> Pose:
    """The face at rest with weights added."""
    values = dict(rig.rest)
    for layer in layers:
        for channel, weight in layer.items():
            values[channel] += weight
    return Pose.clamped(values)


def expressions(rig: Rig) -> Iterator[Still]:
    """Those of VRM and the character's own: twelve feelings of Lumen's."""
    for expression in Expression:
        shape = rig.expressions[expression]
        yield Still(expression.value, posed(rig, shape.weights))
    for name, shape in rig.extras.items():
        yield Still(name, posed(rig, shape.weights))


def stills(rig: Rig) -> Iterator[Still]:
    """Every expression, phase, presence, viseme, and some turns of the head."""
    for part in (Part.EXPRESSIONS, Part.PHASES, Part.VISEMES, Part.HEADS):
        yield from _stills_of(part, rig)


def _stills_of(part: Part, rig: Rig) -> Iterator[Still]:
    match part:
        case Part.EXPRESSIONS:
            yield from expressions(rig)
        case Part.PHASES:
            yield from _phases(rig)
        case Part.VISEMES:
            for viseme in Viseme:
                yield Still(viseme.value, posed(rig, rig.visemes[viseme]))
        case Part.HEADS:
            yield from _heads(rig)
        case Part.SIZES | Part.WARDROBE:
            return


def _phases(rig: Rig) -> Iterator[Still]:
    """What it does, and where it is with its thoughts."""
    for phase in Phase:
        away = _LOOKS_AWAY.get(phase, {})
        yield Still(phase.value, posed(rig, rig.phases[phase], away))
    for presence in Presence:
        if presence is not Presence.HERE:
            yield Still(presence.value, posed(rig, rig.presences[presence]))


def _heads(rig: Rig) -> Iterator[Still]:
    """Turns of the head, and feelings while speaking."""
    for name, weights in _HEADS:
        yield Still(name, posed(rig, weights))
    for which, spoken in ((Expression.HAPPY, Viseme.AA), (Expression.SAD, Viseme.OU)):
        feeling = rig.expressions[which].weights
        pose = posed(rig, feeling, rig.visemes[spoken])
        yield Still(f"{which.value} {spoken.value}", pose)


def save_sheet(path: Path, plan: SheetPlan = EVERYTHING) -> bool:
    """Write a sheet of Lumen's own character; False when it cannot be written.

    Raises:
        InputError: The character's files cannot be used.
    """
    present = QGuiApplication.instance() or QGuiApplication([])
    character = load_character(appearance=plan.appearance)
    saved = contact_sheet(character, plan).save(str(path))
    del present
    return saved


def contact_sheet(character: Character, plan: SheetPlan = EVERYTHING) -> QImage:
    """Paint a sheet.

    Args:
        character: Who is shown.
        plan: What of it.
    """
    blocks = [_block(part, character, plan) for part in plan.parts]
    width = max(block.width() for block in blocks)
    sheet = QImage(
        width, sum(block.height() for block in blocks), QImage.Format.Format_RGB32
    )
    sheet.fill(_GROUND[plan.looks[0]])
    painter = QPainter(sheet)
    top = 0
    for block in blocks:
        painter.drawImage(0, top, block)
        top += block.height()
    painter.end()
    return as_seen(sheet, plan.sight)


def _block(part: Part, character: Character, plan: SheetPlan) -> QImage:
    if part is Part.SIZES:
        return _sizes(character, plan)
    if part is Part.WARDROBE:
        shown = _wardrobe(character)
    else:
        shown = [(character, each) for each in _stills_of(part, character.rig)]
    side = tall = plan.side
    columns = _COLUMNS
    if part is Part.WARDROBE:  # large enough to show clothes
        side = max(side, int(BUST_BELOW))
        tall = side * 4 // 3
        columns = len(character.geometry.wardrobe.palettes)
    rows = (len(shown) + columns - 1) // columns
    image = QImage(columns * side, rows * tall, QImage.Format.Format_RGB32)
    image.fill(_GROUND[plan.looks[0]])
    painter = QPainter(image)
    _write_small(painter, side)
    for index, (who, still) in enumerate(shown):
        row, column = divmod(index, columns)
        look = plan.looks[row % len(plan.looks)]
        cell = QRectF(column * side, row * tall, side, tall)
        painter.fillRect(cell, _GROUND[look])
        AvatarPainter(who.geometry).paint(painter, cell, still.pose, look)
        painter.setPen(_INK[look])
        painter.drawText(cell.topLeft() + QPointF(6.0, 14.0), still.name)
    painter.end()
    return image


def _write_small(painter: QPainter, side: int) -> None:
    font = QFont(painter.font())
    font.setPixelSize(max(7, min(13, side // 12)))
    painter.setFont(font)


def _wardrobe(character: Character) -> list[tuple[Character, Still]]:
    """Every palette, in every hairstyle with an outfit."""
    offered = character.geometry.wardrobe
    rest = Still("", posed(character.rig))
    shown = []
    for style, hair in enumerate(offered.hair):
        for index, palette in enumerate(offered.palettes):
            outfit = offered.outfits[(style + index) % len(offered.outfits)]
            other = load_character(appearance=Appearance(palette, hair, outfit))
            name = f"{palette}, {hair}, {outfit}"
            shown.append((other, Still(name, rest.pose)))
    return shown


def _sizes(character: Character, plan: SheetPlan) -> QImage:
    """A row of sizes for every ground."""
    shown = list(expressions(character.rig))
    high = _SIZES[-1]
    width = max(_COLUMNS * plan.side, sum(_SIZES) + 8 * len(_SIZES))
    image = QImage(width, high * len(plan.looks), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for line, look in enumerate(plan.looks):
        top = line * high
        painter.fillRect(QRectF(0.0, top, width, high), _GROUND[look])
        left = 0.0
        for size, still in zip(_SIZES, shown, strict=False):
            cell = QRectF(left, top + high - size, size, size)
            AvatarPainter(character.geometry).paint(painter, cell, still.pose, look)
            left += size + 8.0
    painter.end()
    return image
