"""Reads a character's `rig.toml` and checks every name and number in it."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from lumen.avatar.names import ActionUnit, Affect, Presence
from lumen.avatar.rig import (
    MOUTH_CHANNELS,
    RANGES,
    Channel,
    ExpressionShape,
    MicroShape,
    Rig,
    SpringShape,
    Weights,
)
from lumen.avatar.tables import parse_actions
from lumen.avatar.toml_file import parse_document, read_file
from lumen.core.errors import InputError
from lumen.core.expression import Expression, Viseme
from lumen.core.turn import Phase
from lumen.core.units import Seconds

_E = TypeVar("_E", bound=StrEnum)

_MOST_NAME = 60
_MOST_ENTRIES = 64
_GIVEN_NAME = re.compile(r"[a-z][a-z_]{0,29}", re.ASCII)
_SECTIONS = {
    "name",
    "rest",
    "expressions",
    "visemes",
    "phases",
    "presences",
    "extras",
    "actions",
    "affects",
    "micros",
    "springs",
}
_SHORTEST_MICRO, _LONGEST_MICRO = 0.04, 0.5
"""Seconds. Source: Yan et al. 2013: micro-expressions last at most 500 ms."""

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
        phases=_tables(Phase, document, "phases"),
        presences=_tables(Presence, document, "presences"),
        extras=_extras(_table(document, "extras")),
        actions=_tables(ActionUnit, document, "actions"),
        affects=_tables(Affect, document, "affects"),
        micros=_micros(_table(document, "micros")),
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
        expression = _member(Expression, name, "expressions")
        found[expression] = _expression(section, name, "expressions")
    _complete(Expression, found, "expressions")
    return MappingProxyType(found)


def _extras(section: Mapping[str, object]) -> Mapping[str, ExpressionShape]:
    found: dict[str, ExpressionShape] = {}
    for name in section:
        _new_name(found, name, "extras")
        if name in set(Expression):
            raise _wrong(f"'extras' may not hold {name!r}, which is an expression")
        found[name] = _expression(section, name, "extras")
    return MappingProxyType(found)


def _expression(
    section: Mapping[str, object], name: str, above: str
) -> ExpressionShape:
    place = f"{above}.{name}"
    table = dict(_table(section, name))
    facs = table.pop("facs", "")
    if not isinstance(facs, str) or len(facs) > _MOST_NAME:
        raise _wrong(f"'{place}.facs' must be a short text")
    try:
        parse_actions(facs)
    except ValueError as error:
        raise _wrong(f"in '{place}.facs' {error}") from None
    half_life = _number(table.pop("half_life", 10.0), 0.2, 600.0, f"{place}.half_life")
    return ExpressionShape(
        MappingProxyType(_offsets(table, place)), Seconds(half_life), facs
    )


def _new_name(found: Collection[str], name: str, place: str) -> None:
    """Check a name that the rig itself gives."""
    if len(found) >= _MOST_ENTRIES:
        raise _wrong(f"'{place}' holds more than {_MOST_ENTRIES}")
    if not _GIVEN_NAME.fullmatch(name):
        raise _wrong(
            f"'{place}' knows names of small letters, not {name[:_MOST_NAME]!r}"
        )


def _micros(section: Mapping[str, object]) -> tuple[MicroShape, ...]:
    found: dict[str, MicroShape] = {}
    for name in section:
        _new_name(found, name, "micros")
        place = f"micros.{name}"
        table = dict(_table(section, name))
        seconds = _number(
            table.pop("seconds", 0.3),
            _SHORTEST_MICRO,
            _LONGEST_MICRO,
            f"{place}.seconds",
        )
        weights = MappingProxyType(_offsets(table, place))
        found[name] = MicroShape(name, weights, Seconds(seconds))
    return tuple(found.values())


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


def _tables(
    kind: type[_E], document: Mapping[str, object], place: str
) -> Mapping[_E, Weights]:
    """A table of weights to be added, for every member of a vocabulary."""
    section = _table(document, place)
    found: dict[_E, Weights] = {}
    for name in section:
        member = _member(kind, name, place)
        weights = _offsets(_table(section, name), f"{place}.{name}")
        found[member] = MappingProxyType(weights)
    _complete(kind, found, place)
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
