"""Contact sheets: everything the character can show, in one picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QByteArray, QIODevice, QPointF, QRectF, QSaveFile, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QImageWriter, QPainter

from lumen.avatar.names import Presence
from lumen.avatar.rig import MOUTH_CHANNELS, Channel, Pose, Rig, Weights
from lumen.core.errors import InputError
from lumen.core.expression import Expression, Viseme
from lumen.core.turn import Phase
from lumen.ui.avatar_character import Character, load_character
from lumen.ui.avatar_painter import BUST_BELOW, AvatarPainter
from lumen.ui.avatar_shapes import USUAL, Appearance, Look, Wardrobe
from lumen.ui.avatar_sight import Sight, as_seen

_COLUMNS = 6
_SIZES = (16, 24, 32, 48, 63, 64, 96, 128, 200)
_TITLE = 22
_GROUND = {Look.LIGHT: QColor("#e6ebf8"), Look.DARK: QColor("#20243a")}
_STRIP = QColor("#3b4a9c")
_INK = {Look.LIGHT: QColor("#20243a"), Look.DARK: QColor("#ffffff")}
_LOOKS_AWAY: dict[Phase, Weights] = {
    Phase.THINKING: {Channel.GAZE_X: 0.6, Channel.GAZE_Y: -0.75},
    Phase.TRANSCRIBING: {Channel.GAZE_X: 0.3, Channel.GAZE_Y: 0.6},
    Phase.ERROR: {Channel.GAZE_X: 0.3, Channel.GAZE_Y: 0.6},
}
_GESTURES: tuple[tuple[str, Weights], ...] = (
    ("waving", {Channel.HAND_UP: 1.0, Channel.HAND_TURN: 0.4, Channel.HEAD_ROLL: 0.22}),
    ("shrugging", {Channel.SHOULDERS: 1.0, Channel.HEAD_ROLL: -0.24}),
)
_MIXED: tuple[tuple[str, Viseme, Weights], ...] = (
    ("aa", Viseme.AA, {}),
    ("ou, left", Viseme.OU, {Channel.HEAD_YAW: -0.8}),
    ("SS, right", Viseme.SS, {Channel.HEAD_YAW: 0.8}),
    ("E, up", Viseme.E, {Channel.HEAD_PITCH: -0.8}),
    ("TH, bowed", Viseme.TH, {Channel.HEAD_PITCH: 0.8}),
    ("PP, tilted", Viseme.PP, {Channel.HEAD_ROLL: 0.7}),
)
"""Sounds and turns of the head in which every feeling is shown."""

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
    MIXED = "mixed"
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
        case Part.MIXED:
            yield from _mixed(rig)
        case Part.SIZES | Part.WARDROBE:
            return


def _phases(rig: Rig) -> Iterator[Still]:
    """What it does, where it is with its thoughts, and what its arms can say."""
    for phase in Phase:
        away = _LOOKS_AWAY.get(phase, {})
        said = rig.visemes[Viseme.E] if phase is Phase.SPEAKING else {}
        yield Still(phase.value, posed(rig, rig.phases[phase], away, said))
    for presence in Presence:
        if presence is not Presence.HERE:
            yield Still(presence.value, posed(rig, rig.presences[presence]))
    for name, weights in _GESTURES:
        yield Still(name, posed(rig, weights))


def _heads(rig: Rig) -> Iterator[Still]:
    """Turns of the head, and feelings while speaking."""
    for name, weights in _HEADS:
        yield Still(name, posed(rig, weights))
    for which, spoken in ((Expression.HAPPY, Viseme.AA), (Expression.SAD, Viseme.OU)):
        feeling = rig.expressions[which].weights
        pose = posed(rig, feeling, rig.visemes[spoken])
        yield Still(f"{which.value} {spoken.value}", pose)


def _mixed(rig: Rig) -> Iterator[Still]:
    """Every feeling, speaking and with the head turned."""
    for each in expressions(rig):
        for name, viseme, turn in _MIXED:
            mouth = posed(rig, rig.visemes[viseme])
            spoken = {channel: mouth[channel] for channel in MOUTH_CHANNELS}
            if viseme is not Viseme.PP:  # a smile or a frown is seen while speaking
                spoken |= {c: 0.5 * (spoken[c] + each.pose[c]) for c in _CORNERS}
            turned = {c: each.pose[c] + by for c, by in turn.items()}
            yield Still(f"{each.name}, {name}", each.pose.changed(spoken | turned))


_CORNERS = (
    Channel.MOUTH_SMILE_LEFT, Channel.MOUTH_SMILE_RIGHT,
    Channel.MOUTH_FROWN_LEFT, Channel.MOUTH_FROWN_RIGHT,
)  # fmt: skip


def save_sheet(path: Path, plan: SheetPlan = EVERYTHING) -> bool:
    """Write a sheet of Lumen's own character; False when it cannot be written.

    Raises:
        InputError: The character's files cannot be used, or it has no such clothes.
    """
    present = QGuiApplication.instance() or QGuiApplication([])
    character = load_character(appearance=plan.appearance)
    _check_worn(plan.appearance, character.geometry.wardrobe)
    sheet = contact_sheet(character, plan)
    saved = _written(sheet, path)
    del present
    return saved


def _written(sheet: QImage, path: Path) -> bool:
    """Whether the picture was written whole; else what was there stays as it was."""
    ending = path.suffix.removeprefix(".").lower()
    file = QSaveFile(str(path))
    if not ending or not file.open(QIODevice.OpenModeFlag.WriteOnly):
        return False
    writer = QImageWriter(file, QByteArray(ending.encode()))
    if ending == "png":
        writer.setQuality(0)  # there, the least quality is the smallest
    return writer.write(sheet) and file.commit()


def _check_worn(wanted: Appearance, offered: Wardrobe) -> None:
    """A name from the settings may be of another character; one that is typed not."""
    for option, name, names in (
        ("--palette", wanted.palette, offered.palettes),
        ("--hair", wanted.hair, offered.hair),
        ("--outfit", wanted.outfit, offered.outfits),
    ):
        if name and name not in names:
            raise InputError(
                f"Lumen has no “{name}” to wear.",
                f"Choose {option} from {', '.join(names)}.",
            )


def contact_sheet(character: Character, plan: SheetPlan = EVERYTHING) -> QImage:
    """Paint a sheet.

    Args:
        character: Who is shown.
        plan: What of it.
    """
    blocks = [(part, _block(part, character, plan)) for part in plan.parts]
    width = max(block.width() for _, block in blocks)
    height = sum(block.height() + _TITLE for _, block in blocks)
    sheet = QImage(width, height, QImage.Format.Format_RGB32)
    sheet.fill(_GROUND[plan.looks[0]])
    painter = QPainter(sheet)
    top = 0
    for part, block in blocks:
        _write_title(painter, QRectF(0.0, top, width, _TITLE), part)
        painter.drawImage(0, top + _TITLE, block)
        top += block.height() + _TITLE
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
        columns = len(character.geometry.wardrobe.palettes)
        side = max(side * _COLUMNS // columns, int(BUST_BELOW))
        tall = side * 4 // 3
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
        painter.drawText(cell.topLeft() + QPointF(5.0, 13.0), still.name)
    painter.end()
    return image


def _write_small(painter: QPainter, side: int) -> None:
    font = QFont(painter.font())
    font.setPixelSize(max(7, min(13, side // 12)))
    painter.setFont(font)


def _write_title(painter: QPainter, strip: QRectF, part: Part) -> None:
    painter.fillRect(strip, _STRIP)
    font = QFont(painter.font())
    font.setPixelSize(13)
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(_INK[Look.DARK])
    where = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(strip.adjusted(6.0, 0.0, 0.0, 0.0), where, part.value)


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
    high = _SIZES[-1] + 16
    width = max(_COLUMNS * plan.side, sum(_SIZES) + 12 * len(_SIZES))
    image = QImage(width, high * len(plan.looks), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    _write_small(painter, _SIZES[-1])
    for line, look in enumerate(plan.looks):
        top = line * high
        painter.fillRect(QRectF(0.0, top, width, high), _GROUND[look])
        painter.setPen(_INK[look])
        left = 4.0
        for size, still in zip(_SIZES, shown, strict=False):
            cell = QRectF(left, top + high - size, size, size)
            AvatarPainter(character.geometry).paint(painter, cell, still.pose, look)
            painter.drawText(cell.topLeft() + QPointF(0.0, -3.0), str(size))
            left += size + 12.0
    painter.end()
    return image
