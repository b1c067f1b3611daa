"""Pictures for the panel: the small character with the mark of what it does."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from lumen.avatar.names import Presence
from lumen.avatar.rig import Channel, Pose
from lumen.core.turn import Phase
from lumen.ui.avatar_character import Character, load_character
from lumen.ui.avatar_painter import AvatarPainter
from lumen.ui.avatar_shapes import Appearance, Look
from lumen.ui.avatar_sheet import posed

SIDES = (16, 22, 24, 32, 44, 48)
"""Pixels of the panels there are; a panel takes what is nearest and never blurs it."""

_COARSE_BELOW = 32
"""Smaller pictures get a mark of whole pixels instead of the character's own."""

_ALIKE = {
    Phase.INTERRUPTED: Phase.IDLE,
    Phase.TRANSCRIBING: Phase.THINKING,
}
"""Phases that are over before anybody looks: a picture that flickers tells nothing."""

_SPOKEN = {Channel.JAW_OPEN: 0.45}

_MARKS: dict[Phase | Presence, tuple[str, ...]] = {
    Phase.LISTENING: ("  #  ", "# # #", "# # #", "# # #", "  #  "),
    Phase.THINKING: ("     ", "     ", "# # #", "     ", "     "),
    Phase.ERROR: ("  #  ", "  #  ", "  #  ", "     ", "  #  "),
    Presence.SLEEPING: ("#####", "   # ", "  #  ", " #   ", "#####"),
    Presence.WATCHING: (" #   ", " ##  ", " ### ", " ##  ", " #   "),
}
_WARM = Phase.ERROR


def shown_as(doing: Phase | Presence) -> Phase | Presence:
    """Whose picture something has that lasts for a moment only."""
    return _ALIKE.get(doing, doing) if isinstance(doing, Phase) else doing


@lru_cache(maxsize=32)
def icon_of(doing: Phase | Presence, appearance: Appearance) -> QIcon:
    """The picture of what Lumen does, in all sizes.

    Args:
        doing: From `shown_as`.
        appearance: What the character has on.

    Raises:
        InputError: The character's files cannot be used.
    """
    character, painter = _cast(appearance)
    pose = _pose(character, doing)
    unmarked = pose.changed({c: 0.0 for c in Channel if c.startswith("mark")})
    icon = QIcon()
    for side in SIDES:
        coarse = side < _COARSE_BELOW
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        brush = QPainter(picture)
        rect = QRectF(0.0, 0.0, side, side)
        painter.paint(brush, rect, unmarked if coarse else pose, Look.DARK)
        if coarse and doing in _MARKS:
            _paint_mark(brush, side, doing, character)
        brush.end()
        icon.addPixmap(picture)
    return icon


@lru_cache(maxsize=2)
def _cast(appearance: Appearance) -> tuple[Character, AvatarPainter]:
    character = load_character(appearance=appearance)
    return character, AvatarPainter(character.geometry)


def _pose(character: Character, doing: Phase | Presence) -> Pose:
    rig = character.rig
    if isinstance(doing, Presence):
        return posed(rig, rig.presences[doing])
    spoken = _SPOKEN if doing is Phase.SPEAKING else {}
    return posed(rig, rig.phases[doing], spoken)


def _paint_mark(
    painter: QPainter, side: int, doing: Phase | Presence, character: Character
) -> None:
    """A plate in the lower right corner, and a mark of whole pixels on it."""
    color = character.geometry.color
    rows = _MARKS[doing]
    across = 9 if side < 20 else 11
    left = top = side - across
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color("mark_line"), 1.0))
    painter.setBrush(QColor("#ffffff"))
    painter.drawEllipse(QRectF(left + 0.5, top + 0.5, across - 1.0, across - 1.0))
    ink = color("warm_mark" if doing is _WARM else "mark_line").darker(120)
    inset = (across - len(rows)) // 2
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            if cell != " ":
                painter.fillRect(left + inset + x, top + inset + y, 1, 1, ink)
