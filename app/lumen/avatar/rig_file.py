"""Reads a character's `rig.toml` and checks every name and number in it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from lumen.avatar.rig import (
    MOUTH_CHANNELS,
    RANGES,
    Channel,
    ExpressionShape,
    Rig,
    SpringShape,
    Weights,
)
from lumen.avatar.toml_file import parse_document, read_file
from lumen.core.errors import InputError
from lumen.core.expression import Expression, Viseme
from lumen.core.turn import Phase
from lumen.core.units import Seconds

_E = TypeVar("_E", bound=StrEnum)

_MOST_NAME = 60
_SECTIONS = {"name", "rest", "expressions", "visemes", "phases", "springs"}
_SPRING_LIMITS = {
    "hz": (0.8, 12.0),
    "damping": (0.1, 2.0),
    "gain": (-8.0, 8.0),
    "yaw": (-4.0, 4.0),
    "pitch": (-4.0, 4.0),
    "roll": (-4.0, 4.0),
}
_LEAST_DECAY_PER_SECOND = 2.6
"""Springs forget 8 s ago to 1e-9 (see `engine`), so hz x damping is bounded."""


def load_rig(path: Path) -> Rig:
    """Read a rig.

    Args:
        path: A `rig.toml`.

    Raises:
        InputError: The file cannot be read or names or numbers in it are wrong; the
            error names the first of them.
    """
    return parse_rig(read_file(path, _wrong))


def parse_rig(data: bytes) -> Rig:
    """Make a rig of a file's content.

    Raises:
        InputError: See `load_rig`.
    """
    document = parse_document(data, _wrong)
    unknown = sorted(document.keys() - _SECTIONS)
    if unknown:
        raise _wrong(f"there is no section {unknown[0][:_MOST_NAME]!r}")
    rest = {channel: limit.rest for channel, limit in RANGES.items()}
    rest |= _weights(_table(document, "rest"), "rest")
    return Rig(
        name=_name(document),
        rest=MappingProxyType(rest),
        expressions=_expressions(_table(document, "expressions")),
        visemes=_visemes(_table(document, "visemes")),
        phases=_phases(_table(document, "phases")),
        springs=_springs(_table(document, "springs")),
    )


def _wrong(why: str) -> InputError:
    return InputError(
        f"The character's rig cannot be used: {why}.",
        "Mend its rig.toml, or choose another character.",
    )


def _name(document: Mapping[str, object]) -> str:
    name = document.get("name")
    if not isinstance(name, str) or not 0 < len(name) <= _MOST_NAME:
        raise _wrong(f"'name' must be a text of 1 to {_MOST_NAME} characters")
    if not name.isprintable():
        raise _wrong("'name' holds characters that cannot be shown")
    return name


def _table(document: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = document.get(key, {})
    if not isinstance(value, dict):
        raise _wrong(f"'{key}' must be a table")
    return value


def _member(kind: type[_E], name: str, place: str) -> _E:
    try:
        return kind(name)
    except ValueError:
        shown = name[:_MOST_NAME]
        raise _wrong(f"'{place}' knows no {shown!r}") from None


def _number(value: object, low: float, high: float, place: str) -> float:
    """A finite number within [low, high]."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _wrong(f"'{place}' must be a number")
    if not low <= value <= high:  # neither is "not a number"
        raise _wrong(f"'{place}' must be between {low:g} and {high:g}")
    return float(value)


def _weights(table: Mapping[str, object], place: str) -> dict[Channel, float]:
    """Weights to be taken as they are: each within its channel's range."""
    found = {}
    for name, value in table.items():
        channel = _member(Channel, name, place)
        limit = RANGES[channel]
        found[channel] = _number(value, limit.low, limit.high, f"{place}.{name}")
    return found


def _offsets(table: Mapping[str, object], place: str) -> dict[Channel, float]:
    """Weights to be added to others: as far as the channel's range is wide."""
    found = {}
    for name, value in table.items():
        channel = _member(Channel, name, place)
        limit = RANGES[channel]
        wide = limit.high - limit.low
        found[channel] = _number(value, -wide, wide, f"{place}.{name}")
    return found


def _complete(kind: type[_E], found: Mapping[_E, object], place: str) -> None:
    missing = [member for member in kind if member not in found]
    if missing:
        raise _wrong(f"'{place}' lacks {missing[0].value!r}")


def _expressions(
    section: Mapping[str, object],
) -> Mapping[Expression, ExpressionShape]:
    found = {}
    for name in section:
        place = f"expressions.{name[:_MOST_NAME]}"
        expression = _member(Expression, name, "expressions")
        table = dict(_table(section, name))
        facs = table.pop("facs", "")
        if not isinstance(facs, str) or len(facs) > _MOST_NAME:
            raise _wrong(f"'{place}.facs' must be a short text")
        half_life = _number(
            table.pop("half_life", 10.0), 0.2, 600.0, f"{place}.half_life"
        )
        found[expression] = ExpressionShape(
            MappingProxyType(_offsets(table, place)), Seconds(half_life), facs
        )
    _complete(Expression, found, "expressions")
    return MappingProxyType(found)


def _visemes(section: Mapping[str, object]) -> Mapping[Viseme, Weights]:
    found: dict[Viseme, Weights] = {}
    for name in section:
        place = f"visemes.{name[:_MOST_NAME]}"
        viseme = _member(Viseme, name, "visemes")
        weights = _weights(_table(section, name), place)
        other = [channel for channel in weights if channel not in MOUTH_CHANNELS]
        if other:
            raise _wrong(f"'{place}' may not move {other[0].value!r}")
        found[viseme] = MappingProxyType(weights)
    _complete(Viseme, found, "visemes")
    return MappingProxyType(found)


def _phases(section: Mapping[str, object]) -> Mapping[Phase, Weights]:
    found: dict[Phase, Weights] = {}
    for name in section:
        phase = _member(Phase, name, "phases")
        place = f"phases.{name}"
        found[phase] = MappingProxyType(_offsets(_table(section, name), place))
    _complete(Phase, found, "phases")
    return MappingProxyType(found)


def _springs(section: Mapping[str, object]) -> Mapping[Channel, SpringShape]:
    found = {}
    for name in section:
        channel = _member(Channel, name, "springs")
        table = _table(section, name)
        values = {}
        for key, value in table.items():
            if key not in _SPRING_LIMITS:
                raise _wrong(f"'springs.{name}' knows no {key[:_MOST_NAME]!r}")
            low, high = _SPRING_LIMITS[key]
            values[key] = _number(value, low, high, f"springs.{name}.{key}")
        lacking = [key for key in ("hz", "damping", "gain") if key not in values]
        if lacking:
            raise _wrong(f"'springs.{name}' lacks {lacking[0]!r}")
        if _decay_per_second(values["hz"], values["damping"]) < _LEAST_DECAY_PER_SECOND:
            raise _wrong(f"'springs.{name}' would swing for too long")
        found[channel] = SpringShape(**values)
    return MappingProxyType(found)


def _decay_per_second(hz: float, damping: float) -> float:
    """Rate of the slowest exponential of a spring, per second."""
    omega = 2.0 * math.pi * hz
    if damping <= 1.0:
        return omega * damping
    return omega * (damping - math.sqrt(damping * damping - 1.0))
