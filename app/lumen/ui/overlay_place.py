"""Where the companion stands on the screens: pure geometry, nothing shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPoint, QRect, QSize

SNAP = 24
"""Nearer to an edge than this, in device-independent pixels, it snaps to the edge."""

GAP = 4
"""Between the bubble and the face."""

LEAST_HEIGHT, MOST_HEIGHT = 96, 1000
_SLENDER = 0.75
_AIR = 0.1
"""Share of the window's width that is free on both sides of the head."""

_SHARE_OF_SCREEN = 0.9


class Corner(StrEnum):
    """Where on a screen, as a person reads it."""

    TOP_LEFT = "Top left"
    TOP_RIGHT = "Top right"
    BOTTOM_LEFT = "Bottom left"
    BOTTOM_RIGHT = "Bottom right"


class Side(StrEnum):
    """Where the bubble is, as seen from the face."""

    ABOVE = "above"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Ground:
    """A screen on which it can stand.

    Attributes:
        key: Name and geometry, by which the screen is known again.
        area: What panels leave free, in the coordinates of all screens.
    """

    key: str
    area: QRect


def ground_of(name: str, geometry: QRect, area: QRect) -> Ground:
    """A screen, as it is remembered.

    Args:
        name: The output, such as ``HDMI-1``.
        geometry: Of the whole screen.
        area: What panels leave free of it.
    """
    where = f"{geometry.width()}x{geometry.height()}+{geometry.x()}+{geometry.y()}"
    return Ground(f"{name[:60]} {where}", area)


def size_for(height: int, area: QRect | None = None) -> QSize:
    """The window's size for a wanted height.

    Args:
        height: Device-independent pixels.
        area: What it has to fit into; None for any.
    """
    most = MOST_HEIGHT
    if area is not None:
        fits = min(area.height(), area.width() / _SLENDER) * _SHARE_OF_SCREEN
        most = min(most, max(LEAST_HEIGHT, int(fits)))
    tall = min(max(height, LEAST_HEIGHT), most)
    return QSize(round(tall * _SLENDER), tall)


def inside(frame: QRect, area: QRect) -> QPoint:
    """Where `frame` has to be so that `area` holds it."""
    right = area.x() + area.width() - frame.width()
    bottom = area.y() + area.height() - frame.height()
    return QPoint(
        max(area.x(), min(frame.x(), right)),
        max(area.y(), min(frame.y(), bottom)),
    )


def snapped(frame: QRect, area: QRect) -> QPoint:
    """Where `frame` comes to rest: at near edges, and never outside of `area`."""
    return QPoint(
        _snap(frame.x(), area.x(), area.x() + area.width() - frame.width()),
        _snap(frame.y(), area.y(), area.y() + area.height() - frame.height()),
    )


def at_corner(size: QSize, area: QRect, corner: Corner) -> QPoint:
    """The place in a corner of `area`."""
    left = corner in (Corner.TOP_LEFT, Corner.BOTTOM_LEFT)
    top = corner in (Corner.TOP_LEFT, Corner.TOP_RIGHT)
    return QPoint(
        area.x() if left else area.x() + area.width() - size.width(),
        area.y() if top else area.y() + area.height() - size.height(),
    )


def first_place(
    size: QSize,
    grounds: Sequence[Ground],
    last: str,
    known: Mapping[str, tuple[int, int]],
) -> QPoint:
    """Where it appears.

    Args:
        size: Of the window.
        grounds: The screens there are, the main one first; at least one.
        last: Key of the screen on which it stood last.
        known: Where it stood on screens, from their areas' corner.
    """
    ground = next((each for each in grounds if each.key == last), grounds[0])
    place = known.get(ground.key)
    if place is None:
        return at_corner(size, ground.area, Corner.BOTTOM_RIGHT)
    return inside(QRect(ground.area.topLeft() + QPoint(*place), size), ground.area)


def ground_under(frame: QRect, grounds: Sequence[Ground]) -> Ground:
    """The screen that holds most of `frame`; the main one when none does."""

    def shared(ground: Ground) -> int:
        both = ground.area & frame
        return both.width() * both.height() if both.isValid() else 0

    return max(grounds, key=shared)


def resized(frame: QRect, size: QSize, area: QRect) -> QRect:
    """Another size with the feet where they are, kept inside of `area`."""
    grown = QRect(
        frame.x() + (frame.width() - size.width()) // 2,
        frame.y() + frame.height() - size.height(),
        size.width(),
        size.height(),
    )
    if frame.x() == area.x():
        grown.moveLeft(area.x())
    elif frame.x() + frame.width() == area.x() + area.width():
        grown.moveLeft(area.x() + area.width() - size.width())
    if frame.y() == area.y():
        grown.moveTop(area.y())
    return QRect(inside(grown, area), size)


def bubble_place(face: QRect, bubble: QSize, area: QRect) -> tuple[QPoint, Side]:
    """Where the bubble goes: above the head, or beside it when there is no room.

    Args:
        face: The companion's window.
        bubble: Size of the bubble, with its tail.
        area: What it has to stay inside of.
    """
    top = face.y() - bubble.height() - GAP
    if top >= area.y():
        left = face.x() + (face.width() - bubble.width()) // 2
        wanted = QRect(QPoint(left, top), bubble)
        return inside(wanted, area), Side.ABOVE
    room_left = face.x() - area.x()
    room_right = area.x() + area.width() - face.x() - face.width()
    side = Side.LEFT if room_left > room_right else Side.RIGHT
    beside = round(_AIR * face.width())
    left = face.x() + beside - bubble.width()
    if side is Side.RIGHT:
        left = face.x() + face.width() - beside
    middle = face.y() + round(0.3 * face.height()) - bubble.height() // 2
    return inside(QRect(QPoint(left, middle), bubble), area), side


def menu_place(face: QRect, menu: QSize, area: QRect) -> QPoint:
    """Where a menu opens that no pointer asked for: beside the face, which stays seen.

    Args:
        face: The companion's window.
        menu: Size of the menu.
        area: What it has to stay inside of.
    """
    right = face.x() + face.width()
    room_right = area.x() + area.width() - right
    left = right if room_right >= menu.width() else face.x() - menu.width()
    return inside(QRect(QPoint(left, face.center().y()), menu), area)


def _snap(at: int, first: int, last: int) -> int:
    if at - first < SNAP:
        return first
    return max(first, last) if last - at < SNAP else at
