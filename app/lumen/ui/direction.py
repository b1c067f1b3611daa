"""Which side lines begin at: the left one, or the right one in a mirrored window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLayout, QWidget

_LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT MARK}"


def mirrored(widget: QWidget) -> bool:
    """Whether a widget's lines begin at the right."""
    return widget.layoutDirection() is Qt.LayoutDirection.RightToLeft


def in_order(text: str) -> str:
    """English words for a mirrored window, so that what ends them stays at their end.

    Qt lays lines out in the window's direction: "…", "?" and "." would come first.
    """
    reads_left = QApplication.layoutDirection() is Qt.LayoutDirection.LeftToRight
    return text if reads_left or not text else f"{_LEFT_TO_RIGHT}{text}{_LEFT_TO_RIGHT}"


def lean(label: QLabel) -> None:
    """Have a label's text begin where the window's lines begin.

    Qt looks at the text instead: English words in a mirrored window, or a title in
    Hebrew, would stand at the far end, away from what they belong to.
    """
    side = (
        Qt.AlignmentFlag.AlignRight if mirrored(label) else Qt.AlignmentFlag.AlignLeft
    )
    absolute = Qt.AlignmentFlag.AlignAbsolute
    label.setAlignment(side | absolute | Qt.AlignmentFlag.AlignVCenter)


def set_margins(
    layout: QLayout, owner: QWidget, first: int, top: int, last: int, bottom: int
) -> None:
    """Give a layout margins that are mirrored with the window.

    Args:
        layout: Qt mirrors what is in it, and not its margins.
        owner: Whose layout it is.
        first: Where lines begin, in pixels.
        top: Above.
        last: Where lines end.
        bottom: Below.
    """
    left, right = (last, first) if mirrored(owner) else (first, last)
    layout.setContentsMargins(left, top, right, bottom)
