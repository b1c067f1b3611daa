"""Painted layers that follow the pose: moved while that will do, else painted anew.

A layer that was painted for one pose is shown for the next ones as well, moved by whole
pixels. A few points of its drawing tell how far it must be moved, and by how much its
parts have moved apart since: when that is seen, it is painted anew. Where several are
due in one frame, the worst is painted and the others wait, so that no frame is late.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtGui import QImage

from lumen.avatar.rig import Pose
from lumen.ui.avatar_frame import Frame, breath_of
from lumen.ui.avatar_shapes import Shape, Spot

_WAITING = 3.0
"""How many times too far apart a layer may be while it waits for its frame.

Source: at 30 frames a second, moves this fast are over before the eye can follow.
"""

_STAYS = 0.65
"""Pixels by which a layer is off before it is moved: more than half a pixel, or it
would tremble between two places."""

_SIDES = (
    (1.0, 0.0, 0.0), (-1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, -1.0, 0.0),
    (0.0, 0.0, 1.0), (0.0, 0.0, -1.0), (1.0, 1.0, 0.0), (1.0, -1.0, 0.0),
    (-1.0, 1.0, 0.0), (-1.0, -1.0, 0.0),
)  # fmt: skip


class Picture(NamedTuple):
    """A painted layer and the pixel at which its upper left corner lies."""

    image: QImage
    x: int
    y: int


class Placed(NamedTuple):
    """A layer as it is shown now.

    Attributes:
        picture: As it was painted.
        frame: What it was painted for.
        x: Pixels by which it is moved to the right.
        y: Pixels by which it is moved down.
    """

    picture: Picture
    frame: Frame
    x: int
    y: int


class _Drift(NamedTuple):
    """How a layer has moved since it was painted.

    Attributes:
        x: Units of the canvas, to the right.
        y: The same, down.
        over: How far its parts have moved apart; from 1 on, it is seen.
    """

    x: float
    y: float
    over: float


_STILL = _Drift(0.0, 0.0, 0.0)
_LOST = _Drift(0.0, 0.0, math.inf)


class MovingLayer:
    """One layer, with the points that tell where it is.

    Args:
        shapes: What is painted on it.
        paint: Paints it for a frame, at a scale.
        least: Units of the canvas by which nobody sees it be off.
    """

    def __init__(
        self,
        shapes: Sequence[Shape],
        paint: Callable[[Frame, float], Picture],
        least: float = 0.0,
    ) -> None:
        self._spots = _extremes(shapes)
        self._with_body = all(spot.on_body for spot in self._spots)
        self._paint = paint
        self._least = least
        self._frame: Frame | None = None
        self._picture: Picture | None = None
        self._where: list[tuple[float, float]] = []
        self._shift = (0, 0)

    def forget(self) -> None:
        """Paint it anew next time."""
        self._frame = self._picture = None

    def drift(self, frame: Frame, near: float) -> _Drift:
        """How it has moved since it was painted, the breath left out.

        Args:
            frame: Where everything is now.
            near: Units of the canvas by which its parts may be off.
        """
        if self._frame is None:
            return _LOST
        moved = [
            (now[0] - then[0], now[1] - then[1])
            for now, then in zip(map(frame.spot, self._spots), self._where, strict=True)
        ]
        x = _middle([by for by, _ in moved])
        y = _middle([by for _, by in moved])
        apart = max((by - x) ** 2 + (down - y) ** 2 for by, down in moved)
        return _Drift(x, y, math.sqrt(apart) / max(near, self._least))

    def repaint(self, frame: Frame, scale: float) -> None:
        """Paint it for this frame."""
        self._frame = frame
        self._shift = (0, 0)
        self._picture = self._paint(frame, scale)
        self._where = [frame.spot(spot) for spot in self._spots]

    def place(self, pose: Pose, drift: _Drift, scale: float) -> Placed:
        """Move it to where it belongs, by whole pixels.

        A shifted copy is far cheaper than a resampled one.
        """
        assert self._frame is not None
        assert self._picture is not None
        self._shift = self.shift_of(pose, drift, scale)
        return Placed(self._picture, self._frame, *self._shift)

    def shift_of(self, pose: Pose, drift: _Drift, scale: float) -> tuple[int, int]:
        """Whole pixels by which it is moved, to the right and down."""
        breath = breath_of(pose)[1 if self._with_body else 0]
        x, y = self._shift
        return _near(drift.x * scale, x), _near((drift.y + breath) * scale, y)


class MovingLayers:
    """Several layers of one picture, none of which delays a frame for long.

    Args:
        layers: By any key.
    """

    def __init__(self, layers: Mapping[str, MovingLayer]) -> None:
        self._layers = dict(layers)
        self._shifts: dict[str, tuple[int, int]] = {}
        self.painted = 0
        """How often layers were painted anew, for measurements."""

    def forget(self) -> None:
        """Paint all anew next time."""
        self._shifts.clear()
        for layer in self._layers.values():
            layer.forget()

    def would_change(self, frame: Frame, pose: Pose, scale: float, near: float) -> bool:
        """Whether `update` would show something else than the last time."""
        for name, layer in self._layers.items():
            drift = layer.drift(frame, near)
            if drift.over > 1.0:
                return True
            if layer.shift_of(pose, drift, scale) != self._shifts.get(name):
                return True
        return False

    def update(
        self, frame: Frame, pose: Pose, scale: float, near: float
    ) -> dict[str, Placed]:
        """Every layer, moved to where it belongs.

        Args:
            frame: Of the pose.
            pose: What the character does.
            scale: Pixels of one unit of the canvas.
            near: Units by which parts of a layer may be off.
        """
        drifts = {
            name: layer.drift(frame, near) for name, layer in self._layers.items()
        }
        worst = max(drifts, key=lambda name: drifts[name].over)
        placed = {}
        for name, layer in self._layers.items():
            drift = drifts[name]
            if drift.over > (1.0 if name == worst else _WAITING):
                layer.repaint(frame, scale)
                self.painted += 1
                drift = _STILL
            placed[name] = layer.place(pose, drift, scale)
        self._shifts = {name: (shown.x, shown.y) for name, shown in placed.items()}
        return placed


def _near(exact: float, now: int) -> int:
    return now if abs(exact - now) < _STAYS else round(exact)


def _middle(values: Sequence[float]) -> float:
    return (min(values) + max(values)) / 2.0


def _extremes(shapes: Iterable[Shape]) -> tuple[Spot, ...]:
    """The points of a drawing that move farthest, whatever the pose does."""
    spots = [spot for shape in shapes for spot in shape.spots()]
    chosen: set[Spot] = set()
    for on_body in (False, True):
        there = [spot for spot in spots if spot.on_body is on_body]
        for x, y, z in _SIDES if there else ():
            chosen.add(max(there, key=lambda s: s.x * x + s.y * y + s.z * z))
    for channel in {spot.channel for spot in spots} - {None}:
        swayed = [spot for spot in spots if spot.channel is channel]
        chosen.add(max(swayed, key=lambda spot: abs(spot.swing)))
    return tuple(chosen)
