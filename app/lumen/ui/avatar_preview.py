"""What the character would look like, beside the settings that choose it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lumen.core.errors import InputError
from lumen.core.expression import Expression
from lumen.ui.avatar_character import load_character
from lumen.ui.avatar_painter import AvatarPainter
from lumen.ui.avatar_shapes import USUAL, Appearance, Look
from lumen.ui.avatar_sheet import posed

_HEIGHT = 220
_MIDDLE_GREY = 128


def appearance_of(values: object) -> Appearance:
    """The appearance that settings name.

    Args:
        values: The section of the settings, or its fields in a mapping.
    """

    def named(key: str) -> str:
        if isinstance(values, Mapping):
            return str(values.get(key, ""))
        return str(getattr(values, key, ""))

    return Appearance(named("palette"), named("hair"), named("outfit"))


class AppearancePreview(QWidget):
    """A still of the character; changes at once with what is chosen.

    Args:
        parent: The widget that holds it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = USUAL
        self._share = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)
        self._load()

    @property
    def appearance(self) -> Appearance:
        """What is shown."""
        return self._appearance

    def show_values(self, values: Mapping[str, object]) -> None:
        """Show what these fields of the section say; nothing is saved."""
        wanted = appearance_of(values)
        size = values.get("size")
        self._share = size / 100.0 if isinstance(size, int) else 1.0
        name = str(values.get("name") or "Lumen")
        self.setAccessibleName(f"Preview of {name}")
        if wanted != self._appearance:
            self._appearance = wanted
            self._load()
        self.update()

    def _load(self) -> None:
        try:
            character = load_character(appearance=self._appearance)
        except InputError:
            self._painter: AvatarPainter | None = None
            return
        self._painter = AvatarPainter(character.geometry)
        happy = character.rig.expressions[Expression.HAPPY].weights
        self._pose = posed(character.rig, happy)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """See `QWidget.sizeHint`."""
        return QSize(_HEIGHT, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the still, standing on the lower edge."""
        if self._painter is None:
            return
        dark = self.palette().window().color().lightness() < _MIDDLE_GREY
        painter = QPainter(self)
        look = Look.DARK if dark else Look.LIGHT
        self._painter.paint(painter, standing(self, self._share), self._pose, look)
        painter.end()


def standing(widget: QWidget, share: float) -> QRectF:
    """The part of a widget that a smaller character fills, on its lower edge.

    Args:
        widget: Where it stands.
        share: Of the height and the width; 1 is all.
    """
    whole = QRectF(widget.rect())
    width, height = whole.width() * share, whole.height() * share
    return QRectF((whole.width() - width) / 2, whole.height() - height, width, height)
