"""The settings file: read with a fall-back for each field, written without losses."""

from __future__ import annotations

import difflib
import os
import re
import stat
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from pydantic_settings import EnvSettingsSource
from pydantic_settings.exceptions import SettingsError

from lumen.core.errors import InputError, StorageError
from lumen.storage.paths import make_private
from lumen.storage.settings_model import ENVIRONMENT_PREFIX, Settings

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails
    from tomlkit import TOMLDocument
    from tomlkit.container import Container
    from tomlkit.items import Item

_LARGEST_BYTES = 1_000_000
_MOST_UNKNOWN = 5
_LONGEST_NAME = 60
_NO_FILE = (
    (stat.S_ISDIR, "is a folder, not a file"),
    (stat.S_ISFIFO, "is a pipe, not a file"),
    (stat.S_ISSOCK, "is a socket, not a file"),
)
_PLAIN = {
    "string_type": "must be text in quotes",
    "tuple_type": "must be a list in square brackets",
}
_Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SettingsProblem:
    """Something in the settings that could not be used; the rest was kept.

    Attributes:
        field: Such as ``hearing.whisper_model``; empty when it is the whole file.
        reason: Why, without the value itself.
        source: File or environment variable it came from.
        unknown: Whether there is no such field, so that nothing but it was lost.
        nearest: The field that was perhaps meant; empty when none is alike.
    """

    field: str
    reason: str
    source: str
    unknown: bool = False
    nearest: str = ""

    @property
    def affects(self) -> str:
        """The field whose wanted value is not in use; empty when it is not known."""
        return self.nearest if self.unknown else self.field

    @property
    def all_is_lost(self) -> bool:
        """Whether nothing of the file is in use."""
        return not self.field and not self.unknown

    def __str__(self) -> str:
        where = f"{self.field} in {self.source}" if self.field else self.source
        return f"{where}: {self.reason}"


def load_settings(path: Path) -> tuple[Settings, tuple[SettingsProblem, ...]]:
    """Read the settings; environment variables such as ``LUMEN_SPEAKING__RATE`` win.

    A wrong value falls back alone: one from the environment to the file's, one from the
    file to the default. Nothing is ever written here.

    Args:
        path: The TOML file; may be missing.
    """
    stored, problems = _read(path)
    given, more = _environment()
    problems += more
    source = str(path)
    unknown = _unknown(stored, source)
    while True:
        try:
            return Settings(**_merged(stored, given)), (*problems, *unknown)
        except ValidationError as error:
            faults = _faults(error)
            given_wrong = {
                place: _drop(given, place) for place in reversed(list(faults))
            }  # the last entry of a list first, so that the others keep their places
            for place in reversed(list(faults)):
                if not given_wrong[place]:
                    _drop(stored, place)
            for place, reason in faults.items():
                name = ".".join(place[:2])
                if given_wrong[place]:
                    variable = ENVIRONMENT_PREFIX + "__".join(place[:2]).upper()
                    problems.append(SettingsProblem(name, reason, variable))
                else:
                    problems.append(SettingsProblem(name, reason, source))


def save_settings(path: Path, settings: Settings) -> None:
    """Write the settings at once or not at all.

    The person's comments, order and unknown keys stay. What is at its default and not
    in the file stays out of it, and so does what only the environment says. A file
    with mistakes is kept aside as ``.broken-1``, ``.broken-2`` ... before.

    Raises:
        StorageError: The file cannot be written.
    """
    stored, problems = _read(path)
    problems = problems or _wrong_fields(stored, str(path))
    try:
        make_private(path.parent)
        usable = all(problem.field for problem in problems)
        document = _document(path if usable else None)
        if problems:
            _keep_aside(path)
        overridden, _ = _environment()
        _write_values(document, settings, overridden)
        _replace(path, document.as_string())
    except OSError as error:
        raise StorageError(
            f"The settings could not be saved to {path}: "
            f"{error.strerror or 'output error'}.",
            "Check that the folder is yours and that the disk is not full.",
        ) from error


def change_setting(settings: Settings, section: str, name: str, value: Any) -> Settings:  # noqa: ANN401 - whatever a widget holds; checked here
    """The settings with one field changed.

    Raises:
        InputError: There is no such field, or the value does not fit; says why.
    """
    values = settings.model_dump()
    if name not in values.get(section, {}):
        raise InputError(
            f"There is no setting named {section}.{name}.",
            "See the settings window for all of them.",
        )
    values[section][name] = value
    try:
        return Settings(**values)
    except ValidationError as error:
        reason = next(iter(_faults(error).values()))
        raise InputError(
            f"{section}.{name}: {reason}.",
            "The setting keeps its former value.",
        ) from None


def _faults(error: ValidationError) -> dict[tuple[str, ...], str]:
    """Where something is wrong, and why; a list's entry has a third part, its index."""
    faults: dict[tuple[str, ...], str] = {}
    for fault in error.errors(include_url=False, include_input=False):
        of_entry = len(fault["loc"]) > 2 and isinstance(fault["loc"][2], int)
        place = tuple(str(part) for part in fault["loc"][: 3 if of_entry else 2])
        faults[place] = fault_reason(fault)
    return faults


def fault_reason(fault: ErrorDetails) -> str:
    """Why a value is wrong, in plain words; of a list's entry with its number."""
    of_list = next((part for part in fault["loc"] if isinstance(part, int)), None)
    said = fault["msg"].removeprefix("Value error, ")
    said = re.sub("^Input should ", "must ", said)
    reason = _PLAIN.get(fault["type"], said)
    return reason if of_list is None else f"entry {of_list + 1} {reason}"


def _unknown(stored: _Values, source: str) -> list[SettingsProblem]:
    """The keys that mean nothing here: they stay in the file, and are told of."""
    known = {
        section: tuple(values) for section, values in Settings().model_dump().items()
    }
    problems: list[SettingsProblem] = []
    for section, values in stored.items():
        if section not in known:
            problems.append(_unknown_section(section, known, source))
        elif isinstance(values, dict):
            problems += [
                _unknown_field(section, name, known, source)
                for name in values
                if name not in known[section]
            ]
    return problems[:_MOST_UNKNOWN]


def _unknown_section(
    section: str, known: Mapping[str, tuple[str, ...]], source: str
) -> SettingsProblem:
    homes = [home for home, names in known.items() if section in names]
    alike = difflib.get_close_matches(section, known, 1)
    nearest = f"{homes[0]}.{section}" if homes else "".join(alike)
    return _ignored(section, nearest, source)


def _unknown_field(
    section: str, name: str, known: Mapping[str, tuple[str, ...]], source: str
) -> SettingsProblem:
    """Alike in its own section, else of that name in another one."""
    alike = difflib.get_close_matches(name, known[section], 1)
    homes = [home for home, names in known.items() if name in names]
    nearest = f"{section}.{alike[0]}" if alike else ""
    if homes:
        nearest = f"{homes[0]}.{name}"
    return _ignored(f"{section}.{name}", nearest, source)


def _ignored(field: str, nearest: str, source: str) -> SettingsProblem:
    named = "".join(c for c in field if c.isprintable())[:_LONGEST_NAME]
    hint = f"; perhaps {nearest} is meant" if nearest else ""
    reason = f"there is no such setting, so it is ignored{hint}"
    return SettingsProblem(named, reason, source, unknown=True, nearest=nearest)


def _wrong_fields(stored: _Values, source: str) -> list[SettingsProblem]:
    try:
        Settings(**stored)
    except ValidationError as error:
        return [
            SettingsProblem(".".join(place[:2]), reason, source)
            for place, reason in _faults(error).items()
        ]
    return []


def _read(path: Path) -> tuple[_Values, list[SettingsProblem]]:
    try:
        return tomllib.loads(_content(path).decode("utf-8")), []
    except FileNotFoundError:
        return {}, []
    except InputError as error:
        reason = error.what
    except OSError as error:
        reason = f"cannot be read: {error.strerror}"
    except UnicodeDecodeError:
        reason = "is not UTF-8 text"
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        reason = f"is not TOML: {_toml_fault(error)}"
    return {}, [SettingsProblem("", reason, str(path))]


def _content(path: Path) -> bytes:
    """The bytes of the file; never waits for somebody to write into a pipe.

    Raises:
        InputError: It is too large, or no file that could hold settings.
        OSError: It is missing or cannot be read.
    """
    if (fault := _kind_fault(path.stat().st_mode)) is None:
        # It may have become a pipe since: such an open, and such a read, do not wait.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            content = file.read(_LARGEST_BYTES + 1) or b""
        if len(content) <= _LARGEST_BYTES:
            return content
        fault = "is too large for settings"
    raise InputError(fault, "Move it away; Lumen makes a new one.")


def _kind_fault(mode: int) -> str | None:
    """Why something of this kind holds no settings; None for a regular file."""
    if stat.S_ISREG(mode):
        return None
    for is_kind, fault in _NO_FILE:
        if is_kind(mode):
            return fault
    return "is a device, not a file"


def _toml_fault(error: Exception) -> str:
    text = str(error)
    at = text.rfind("(at ")
    return text[at:].strip("()") if at >= 0 else "nested too deeply"


def _environment() -> tuple[_Values, list[SettingsProblem]]:
    try:
        found = EnvSettingsSource(Settings)()
    except SettingsError:
        reason = "a section must be given as JSON, or field by field as SECTION__FIELD"
        return {}, [SettingsProblem("", reason, f"{ENVIRONMENT_PREFIX}* variables")]
    return {
        section: dict(values) if isinstance(values, Mapping) else values
        for section, values in found.items()
    }, []


def _merged(stored: _Values, given: _Values) -> _Values:
    merged = dict(stored)
    for section, values in given.items():
        below = stored.get(section)
        if isinstance(values, dict) and isinstance(below, dict):
            merged[section] = {**below, **values}
        else:
            merged[section] = values
    return merged


def _drop(values: _Values, place: tuple[str, ...]) -> bool:
    section = values.get(place[0])
    if len(place) == 3 and isinstance(section, dict):
        entries = section.get(place[1])
        if not isinstance(entries, list):
            return False
        index = int(place[2])
        section[place[1]] = entries[:index] + entries[index + 1 :]
        return True
    if len(place) == 2 and isinstance(section, dict):
        return section.pop(place[1], _drop) is not _drop
    return values.pop(place[0], _drop) is not _drop


def _document(path: Path | None) -> TOMLDocument:
    import tomlkit

    if path is not None and path.exists():
        return tomlkit.parse(path.read_text(encoding="utf-8"))
    document = tomlkit.document()
    document.add(tomlkit.comment("Lumen's settings. Comments of yours are kept."))
    return document


def _write_values(
    document: TOMLDocument, settings: Settings, overridden: _Values
) -> None:
    import tomlkit

    defaults = Settings().model_dump()
    for section, values in settings.model_dump().items():
        table: Item | Container = document.get(section, tomlkit.table())
        if not isinstance(table, dict):
            table = tomlkit.table()
        by_environment = overridden.get(section, {})
        for name, value in values.items():
            if name in by_environment:
                continue
            if name in table or value != defaults[section][name]:
                _set(table, name, value)
        if table or section in document:
            document[section] = table


def _set(table: dict[str, Any], name: str, value: object) -> None:
    known = table.get(name)
    same_kind = isinstance(known, bool) == isinstance(value, bool)
    if known is None or known != value or not same_kind:
        table[name] = value


def _keep_aside(path: Path) -> None:
    number = 1
    while (aside := path.with_name(f"{path.name}.broken-{number}")).exists():
        number += 1
    if _kind_fault(path.stat().st_mode) is not None:
        path.rename(aside)  # nothing in it can be copied, nor be written over
        return
    aside.write_bytes(path.read_bytes())
    aside.chmod(0o600)


def _replace(path: Path, text: str) -> None:
    target = path.resolve() if path.is_symlink() else path
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=target.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
