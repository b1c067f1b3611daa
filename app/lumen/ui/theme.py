"""Colours, sizes and type of the window, light and dark.

Every pair of text and background reaches WCAG 2.1 AA (4.5:1), every boundary of a
control 3:1; a test computes them. Blue and orange stay apart for all common kinds of
colour blindness, and no meaning is told by colour alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from lumen.core.assets import asset
from lumen.ui.stylesheet import MARKS, stylesheet

_UNCHOSEN_FAMILIES = ("DejaVu Sans", "Sans Serif", "Sans", "Bitstream Vera Sans")
_BETTER_FAMILIES = ("Inter", "Cantarell", "Ubuntu", "Noto Sans", "Open Sans")
_LEAST_POINT_SIZE = 10.5


class ThemeMode(StrEnum):
    """Which palette is wanted."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class MotionMode(StrEnum):
    """How much motion is wanted."""

    SYSTEM = "system"
    REDUCED = "on"
    FULL = "off"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one palette, as ``#rrggbb``.

    Attributes:
        window: Behind everything.
        surface: Cards, the companion's bubbles, dialogs.
        raised: Hovered and pressed quiet controls, code.
        text: Text on `window`, `surface` and `raised`.
        muted: Secondary text on the same.
        line: Hairlines that carry no meaning.
        edge: Boundaries of controls, 3:1 to `surface`.
        accent: The main action; links.
        accent_strong: The main action, hovered or pressed.
        on_accent: Text on `accent` and `accent_strong`.
        bubble: The person's bubbles.
        on_bubble: Text in them.
        warm: Recording and attention, as a shape beside `surface` (3:1).
        on_warm: Text on `warm`.
        warm_text: Words that want attention.
        warm_soft: Background of a notice.
        focus: The focus ring, 3:1 to every background.
        stage_top: Behind the avatar, above.
        stage_bottom: Behind the avatar, below.
        spans: Bars of a turn's times, 3:1 to `surface`.
    """

    window: str
    surface: str
    raised: str
    text: str
    muted: str
    line: str
    edge: str
    accent: str
    accent_strong: str
    on_accent: str
    bubble: str
    on_bubble: str
    warm: str
    on_warm: str
    warm_text: str
    warm_soft: str
    focus: str
    stage_top: str
    stage_bottom: str
    spans: tuple[str, str, str, str, str]


LIGHT = Tokens(
    window="#f4f6fb",
    surface="#ffffff",
    raised="#e9edf6",
    text="#1b2033",
    muted="#565f78",
    line="#dde2ee",
    edge="#838ba3",
    accent="#2f5bd0",
    accent_strong="#2449ad",
    on_accent="#ffffff",
    bubble="#dde7ff",
    on_bubble="#16204a",
    warm="#b85300",
    on_warm="#ffffff",
    warm_text="#9a4600",
    warm_soft="#fff1e0",
    focus="#2f5bd0",
    stage_top="#d3e0ff",
    stage_bottom="#f3e8f6",
    spans=("#2f5bd0", "#0086a8", "#7a5cc9", "#b85300", "#2f7d4f"),
)

DARK = Tokens(
    window="#131722",
    surface="#1c2230",
    raised="#293143",
    text="#e9edf7",
    muted="#a6b0c7",
    line="#2b3345",
    edge="#717c98",
    accent="#8fb1ff",
    accent_strong="#b1c8ff",
    on_accent="#0d1733",
    bubble="#2a3c70",
    on_bubble="#eef2ff",
    warm="#ff9f45",
    on_warm="#2a1500",
    warm_text="#ffb873",
    warm_soft="#33281c",
    focus="#a9c3ff",
    stage_top="#26315a",
    stage_bottom="#2c2440",
    spans=("#8fb1ff", "#56c5dd", "#b7a0f5", "#ff9f45", "#7fd49b"),
)


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, 1 to 21.

    Source: WCAG 2.1, "contrast ratio" and "relative luminance".
    """
    lighter, darker = sorted(
        (_luminance(QColor(first)), _luminance(QColor(second))), reverse=True
    )
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: QColor) -> float:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (color.redF(), color.greenF(), color.blueF())
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


class Spacing:
    """Distances in device-independent pixels; each step is a multiple of four."""

    HAIR = 4
    SMALL = 8
    MEDIUM = 12
    LARGE = 16
    WIDE = 24
    RADIUS = 14
    TARGET = 40
    """Side of a control that a finger or an unsteady hand still hits."""


def with_text(pixels: int) -> int:
    """A length that holds text: as many times longer as the text is larger.

    Args:
        pixels: The length at the least size of text.
    """
    points = QApplication.font().pointSizeF()
    return round(pixels * max(1.0, points / _LEAST_POINT_SIZE))


class Theme(QObject):
    """The palette and the motion in use; follows the system unless told otherwise.

    Args:
        app: Wears it.
        mode: Which palette is wanted.
        system_dark: What the desktop itself has said already, as in
            `set_system_scheme`.

    Signals:
        changed: Another palette is in use; whoever paints by hand repaints.
        motion_changed: Less motion is wanted than before, or more.
    """

    changed = Signal()
    motion_changed = Signal()

    def __init__(
        self,
        app: QApplication,
        mode: ThemeMode = ThemeMode.SYSTEM,
        *,
        system_dark: bool | None = None,
    ) -> None:
        super().__init__()
        self._app = app
        self._mode = mode
        self._motion = MotionMode.SYSTEM
        self._system_reduces = False
        self._system_dark = system_dark
        self.tokens = self._wanted()
        app.setStyle("Fusion")
        app.setFont(_readable(app.font()))
        app.styleHints().colorSchemeChanged.connect(self._follow)
        self._apply()

    @property
    def dark(self) -> bool:
        """Whether the dark palette is in use."""
        return self.tokens is DARK

    @property
    def mode(self) -> ThemeMode:
        """Which palette is wanted."""
        return self._mode

    def set_mode(self, mode: ThemeMode) -> None:
        """Want another palette."""
        self._mode = mode
        self._follow()

    @property
    def reduced_motion(self) -> bool:
        """Whether to keep the meaning and drop the motion."""
        if self._motion is MotionMode.SYSTEM:
            return self._system_reduces
        return self._motion is MotionMode.REDUCED

    def set_motion(self, mode: MotionMode) -> None:
        """Want less motion, or all of it, or what the system wants."""
        before, self._motion = self.reduced_motion, mode
        if self.reduced_motion is not before:
            self.motion_changed.emit()

    def set_system_motion(self, reduced: bool) -> None:
        """The system wants less motion, or does not."""
        before, self._system_reduces = self.reduced_motion, reduced
        if self.reduced_motion is not before:
            self.motion_changed.emit()

    def set_system_scheme(self, dark: bool | None) -> None:
        """The desktop itself said what it wants: Qt hears that on some desktops only.

        Args:
            dark: Whether it is to be dark; None: it has no preference, so that Qt's
                word counts.
        """
        self._system_dark = dark
        self._follow()

    def color(self, name: str) -> QColor:
        """A token as a colour, such as ``color("accent")``."""
        value: str = getattr(self.tokens, name)
        return QColor(value)

    def font(self, scale: float = 1.0, *, bold: bool = False) -> QFont:
        """The interface's font, scaled: 0.85 captions, 1.0 text, 1.25 titles."""
        font = QFont(self._app.font())
        font.setPointSizeF(font.pointSizeF() * scale)
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def _follow(self) -> None:
        """Wear what is wanted now; to style every widget anew takes many frames."""
        wanted = self._wanted()
        if wanted is not self.tokens:
            self.tokens = wanted
            self._apply()
            self.changed.emit()

    def _wanted(self) -> Tokens:
        if self._mode is not ThemeMode.SYSTEM:
            dark = self._mode is ThemeMode.DARK
        elif self._system_dark is not None:
            dark = self._system_dark
        else:
            dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return DARK if dark else LIGHT

    def _apply(self) -> None:
        self._app.setPalette(_palette(self.tokens))
        which = "dark" if self.dark else "light"
        marks = {
            mark: asset("icons", f"{mark}-{which}.svg").as_posix() for mark in MARKS
        }
        points = self._app.font().pointSizeF()
        # Without a sheet in between: from one to another Qt takes four times as long
        # (185 ms against 48 with 72 messages; `tests/benchmarks/bench_theme.py`).
        self._app.setStyleSheet("")
        self._app.setStyleSheet(stylesheet(self.tokens, points, marks))


def _palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for which, value in (
        (role.Window, tokens.window),
        (role.WindowText, tokens.text),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.raised),
        (role.Text, tokens.text),
        (role.PlaceholderText, tokens.muted),
        (role.BrightText, tokens.warm_text),
        (role.Button, tokens.surface),
        (role.ButtonText, tokens.text),
        (role.ToolTipBase, tokens.text),
        (role.ToolTipText, tokens.surface),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.Link, tokens.accent),
        (role.LinkVisited, tokens.accent),
        (role.Light, tokens.surface),
        (role.Mid, tokens.edge),
        (role.Dark, tokens.edge),
        (role.Shadow, tokens.edge),
    ):
        palette.setColor(which, QColor(value))
    group = QPalette.ColorGroup.Disabled
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group, which, QColor(tokens.edge))
    return palette


def _readable(font: QFont) -> QFont:
    """The system's font; a better one where nobody has chosen any.

    Without a desktop environment fontconfig falls back to DejaVu Sans at 9 points.
    """
    chosen = QFont(font)
    resolved = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    if font.family() in _UNCHOSEN_FAMILIES or resolved in _UNCHOSEN_FAMILIES:
        present = set(QFontDatabase.families())
        better = next((name for name in _BETTER_FAMILIES if name in present), None)
        if better is not None:
            chosen.setFamily(better)
    chosen.setPointSizeF(max(font.pointSizeF(), _LEAST_POINT_SIZE))
    return chosen
