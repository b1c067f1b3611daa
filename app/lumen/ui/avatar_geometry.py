"""A character's drawing, read from its `geometry.toml` and checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path
from typing import cast

from PySide6.QtCore import QPointF
from PySide6.QtGui import QBrush, QColor, QLinearGradient

from lumen.avatar.rig import Channel
from lumen.avatar.toml_file import parse_document, read_file
from lumen.core.errors import InputError
from lumen.ui.avatar_shapes import (
    USUAL,
    Appearance,
    Geometry,
    Halo,
    Layer,
    Look,
    Plane,
    Shape,
    Sway,
    Wardrobe,
    smooth_path,
)

_MOST_SHAPES = 300
_MOST_CHOICES = 40
_MOST_POINTS = 400
_FARTHEST = 4000.0
_POINT = re.compile(r"(-?\d{1,4}(?:\.\d{1,3})?),(-?\d{1,4}(?:\.\d{1,3})?)(!?)\Z")
_STOP = re.compile(r"(-?\d{1,4})(#[0-9a-fA-F]{6})\Z")
_COLOR = re.compile(r"#[0-9a-fA-F]{6}\Z")

PAINTS = frozenset(
    {
        "skin", "skin_line", "mouth_line", "lash", "lash_soft", "brow", "iris",
        "iris_rim", "iris_glow", "iris_ring", "pupil", "sclera", "lip", "cavity",
        "tongue", "tongue_line",
        "teeth", "blush", "lamp", "lamp_off", "lamp_line", "drop", "drop_line", "mark",
        "mark_line", "warm_mark", "hair", "hair_back", "hair_line", "orange", "cup",
        "orange_line", "sleeve", "hood_line",
    }
)  # fmt: skip
"""Paints that the painter itself uses."""

MARKS = (
    "listen", "think", "write", "alert", "anger", "sweat", "sleep", "question",
    "fault", "watch",
)  # fmt: skip


def load_geometry(path: Path, appearance: Appearance = USUAL) -> Geometry:
    """Read a character's drawing.

    Args:
        path: A `geometry.toml`.
        appearance: What the character has on.

    Raises:
        InputError: The file cannot be read, or something in it is wrong.
    """
    return parse_geometry(read_file(path, _wrong), appearance)


def parse_geometry(data: bytes, appearance: Appearance = USUAL) -> Geometry:
    """Make a drawing of a file's content.

    Args:
        data: The file's bytes.
        appearance: What the character has on.

    Raises:
        InputError: See `load_geometry`.
    """
    document = parse_document(data, _wrong)
    palettes = _palettes(document)
    wardrobe = _wardrobe(document, palettes)
    chosen = _chosen(appearance.palette, wardrobe.palettes)
    brushes = _brushes({**_table(document, "paints"), **palettes[chosen]})
    hidden = {*wardrobe.hair, *wardrobe.outfits} - {
        _chosen(appearance.hair, wardrobe.hair),
        _chosen(appearance.outfit, wardrobe.outfits),
    }
    shapes = _shapes(
        document.get("shape"), brushes, {*wardrobe.hair, *wardrobe.outfits}
    )
    lamp = _table(document, "lamp")
    eyes = _table(document, "eyes")
    canvas = _numbers(document, "canvas", 4)
    bust = _numbers(document, "bust", 4)
    if min(*canvas[:2], *bust[2:]) < 1.0:
        raise _wrong("'canvas' and 'bust' must have a size")
    x, y = _numbers(lamp, "at", 2)
    return Geometry(
        canvas=cast("tuple[float, float, float, float]", canvas),
        bust=cast("tuple[float, float, float, float]", bust),
        pivot=cast("tuple[float, float, float]", _numbers(document, "pivot", 3)),
        turn=cast("tuple[float, float, float]", _turn(document)),
        brushes=brushes,
        halos=_halos(_table(document, "looks")),
        shapes=tuple(shape for shape in shapes if shape.wear not in hidden),
        eyes=_plane(eyes),
        travel=cast("tuple[float, float]", _numbers(eyes, "travel", 2)),
        brows=_plane(_table(document, "brows")),
        mouth=_plane(_table(document, "mouth")),
        cheeks=_plane(_table(document, "cheeks")),
        lamp=(x, y, _number(lamp.get("radius"), "lamp.radius", 1.0, 200.0)),
        marks=_marks(_table(document, "marks")),
        wardrobe=wardrobe,
    )


# ---- checks --------------------------------------------------------------------------


def _wrong(why: str) -> InputError:
    return InputError(
        f"The character's drawing cannot be used: {why}.",
        "Mend its geometry.toml, or choose another character.",
    )


def _table(document: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = document.get(key)
    if not isinstance(value, dict):
        raise _wrong(f"'{key}' must be a table")
    return value


def _number(
    value: object, place: str, low: float = -_FARTHEST, high: float = _FARTHEST
) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _wrong(f"'{place}' must be a number")
    if not low <= value <= high:  # neither is "not a number"
        raise _wrong(f"'{place}' must be between {low:g} and {high:g}")
    return float(value)


def _numbers(table: Mapping[str, object], key: str, count: int) -> tuple[float, ...]:
    value = table.get(key)
    if not isinstance(value, list) or len(value) != count:
        raise _wrong(f"'{key}' must be {count} numbers")
    return tuple(_number(part, key) for part in value)


def _turn(document: Mapping[str, object]) -> tuple[float, ...]:
    turn = _numbers(document, "turn", 3)
    if not all(0.0 <= part <= 0.6 for part in turn):
        raise _wrong("'turn' must be between 0 and 0.6")
    return turn


def _text(table: Mapping[str, object], key: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise _wrong(f"'{key}' must be a text")
    return value


def _brushes(table: Mapping[str, object]) -> dict[str, QBrush]:
    brushes = {name: _brush(_text(table, name), name) for name in table}
    missing = sorted(PAINTS - brushes.keys())
    if missing:
        raise _wrong(f"'paints' lacks {missing[0]!r}")
    return brushes


def _brush(text: str, name: str) -> QBrush:
    if _COLOR.match(text):
        return QBrush(QColor(text))
    stops = [_STOP.match(part) for part in text.split()]
    found = [(float(stop[1]), stop[2]) for stop in stops if stop is not None]
    heights = [height for height, _ in found]
    if len(found) != len(stops) or not 2 <= len(found) <= 16:
        raise _wrong(f"paint {name[:40]!r} is no colour and no gradient")
    if heights != sorted(set(heights)):
        raise _wrong(f"the heights of paint {name[:40]!r} must ascend")
    top, bottom = heights[0], heights[-1]
    gradient = QLinearGradient(0.0, top, 0.0, bottom)
    for height, color in found:
        gradient.setColorAt((height - top) / (bottom - top), QColor(color))
    return QBrush(gradient)


def _palettes(document: Mapping[str, object]) -> dict[str, Mapping[str, object]]:
    """Changes of the paints, by the palette's name; all are checked."""
    table = _table(document, "palettes")
    if not 0 < len(table) <= _MOST_CHOICES:
        raise _wrong(f"there must be 1 to {_MOST_CHOICES} palettes")
    paints = _table(document, "paints")
    palettes = {name: _table(table, name) for name in table}
    for name, palette in palettes.items():
        for paint in palette:
            if paint not in paints:
                raise _wrong(f"palette {name[:40]!r} changes {paint[:40]!r}, no paint")
            _brush(_text(palette, paint), paint)
    return palettes


def _wardrobe(document: Mapping[str, object], palettes: Iterable[str]) -> Wardrobe:
    styles = _table(document, "styles")
    return Wardrobe(tuple(palettes), _names(styles, "hair"), _names(styles, "outfit"))


def _names(table: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = table.get(key)
    if not isinstance(value, list) or not 0 < len(value) <= _MOST_CHOICES:
        raise _wrong(f"'styles.{key}' must be 1 to {_MOST_CHOICES} names")
    if not all(isinstance(name, str) and 0 < len(name) <= 40 for name in value):
        raise _wrong(f"'styles.{key}' must be short names")
    return tuple(value)


def _chosen(name: str, offered: tuple[str, ...]) -> str:
    return name if name in offered else offered[0]


def _halos(table: Mapping[str, object]) -> dict[Look, Halo]:
    halos = {}
    for look in Look:
        entry = _table(table, look.value)
        text = _text(entry, "halo")
        if not _COLOR.match(text):
            raise _wrong(f"'looks.{look.value}.halo' must be a colour")
        color = QColor(text)
        color.setAlphaF(
            _number(entry.get("halo_opacity"), "looks.halo_opacity", 0.0, 1.0)
        )
        width = _number(entry.get("halo_width"), "looks.halo_width", 0.0, 60.0)
        halos[look] = Halo(color, width)
    return halos


def _plane(table: Mapping[str, object]) -> Plane:
    x, y = _numbers(table, "at", 2) if "at" in table else (0.0, 0.0)
    z, a, b = _numbers(table, "plane", 3) if "plane" in table else (0.0, 0.0, 0.0)
    return Plane(x, y, z, a, b)


def _marks(table: Mapping[str, object]) -> dict[str, QPointF]:
    return {name: QPointF(*_numbers(table, name, 2)) for name in MARKS}


def _shapes(
    entries: object, brushes: Mapping[str, QBrush], styles: AbstractSet[str]
) -> tuple[Shape, ...]:
    if not isinstance(entries, list) or not 0 < len(entries) <= _MOST_SHAPES:
        raise _wrong(f"there must be 1 to {_MOST_SHAPES} shapes")
    shapes: list[Shape] = []
    for entry in entries:
        if not isinstance(entry, dict):
            raise _wrong("every shape must be a table")
        shape, other = _shape(entry, brushes)
        shapes.append(shape)
        if other is not None:
            shapes.append(other)
    names = {shape.name for shape in shapes}
    for shape in shapes:
        if shape.within and shape.within not in names:
            raise _wrong(f"'within' of {shape.name!r} names no shape")
        if shape.wear and shape.wear not in styles:
            raise _wrong(f"'wear' of {shape.name!r} names no style")
    return tuple(shapes)


def _shape(
    entry: Mapping[str, object], brushes: Mapping[str, QBrush]
) -> tuple[Shape, Shape | None]:
    name = _text(entry, "name")[:60]
    fill, line = _text(entry, "fill"), _text(entry, "line")
    for paint in (fill, line):
        if paint and paint not in brushes:
            raise _wrong(
                f"shape {name!r} wants paint {paint[:40]!r}, which is not there"
            )
    try:
        layer = Layer(_text(entry, "layer"))
    except ValueError:
        raise _wrong(f"shape {name!r} is on no known layer") from None
    points = _points(_text(entry, "points"), name)
    closed = entry.get("closed", True) is not False
    shape = Shape(
        name=name,
        layer=layer,
        plane=_plane(entry),
        path=smooth_path(points, closed),
        fill=fill,
        line=line,
        width=_number(entry.get("width", 0.0), f"{name}.width", 0.0, 100.0),
        outline=_number(entry.get("outline", 0.0), f"{name}.outline", 0.0, 100.0),
        opacity=_number(entry.get("opacity", 1.0), f"{name}.opacity", 0.0, 1.0),
        sway=_sway(entry.get("sway"), name),
        silhouette=entry.get("silhouette") is True,
        within=_text(entry, "within"),
        wear=_text(entry, "wear"),
    )
    if entry.get("mirror") is not True:
        return shape, None
    flipped = [(-x, y, sharp) for x, y, sharp in points]
    return shape, replace(
        shape,
        plane=shape.plane.mirrored(),
        path=smooth_path(flipped, closed),
        sway=_other_side(shape.sway),
    )


def _points(text: str, name: str) -> list[tuple[float, float, bool]]:
    found = [_POINT.match(part) for part in text.split()]
    points = [
        (float(point[1]), float(point[2]), point[3] == "!")
        for point in found
        if point is not None
    ]
    if len(points) != len(found) or not 2 <= len(points) <= _MOST_POINTS:
        raise _wrong(f"the points of shape {name!r} cannot be read")
    return points


def _sway(value: object, name: str) -> Sway | None:
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 3:
        raise _wrong(f"'sway' of {name!r} must be a channel and two numbers")
    try:
        channel = Channel(value[0])
    except ValueError:
        raise _wrong(f"'sway' of {name!r} names no channel") from None
    place = f"sway of {name}"
    return Sway(channel, _number(value[1], place), _number(value[2], place, -99, 99))


_SIDES = {
    Channel.HAIR_LEFT: Channel.HAIR_RIGHT,
    Channel.STRING_LEFT: Channel.STRING_RIGHT,
}


def _other_side(sway: Sway | None) -> Sway | None:
    if sway is None:
        return None
    return replace(sway, channel=_SIDES.get(sway.channel, sway.channel))
