"""Who Lumen is: name, manner, language and rules, from a TOML file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lumen.core.assets import asset
from lumen.core.errors import InputError
from lumen.dialogue.hygiene import harmless

_LARGEST_BYTES = 65_536
_MOST_RULES = 20
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Persona:
    """Who answers.

    Attributes:
        name: What Lumen is called.
        manner: How it speaks, in a few words.
        language: BCP 47 tag of what it speaks unless the person prefers another.
        about: What it knows about itself.
        rules: Rules of style, one sentence each.
    """

    name: str
    manner: str
    language: str
    about: str
    rules: tuple[str, ...]


def load_persona(path: Path | None = None) -> Persona:
    """Read a persona.

    Args:
        path: The person's own file, which may leave out fields; None for Lumen.

    Raises:
        InputError: The file cannot be read, or a field of it, which is named.
    """
    fields = _checked(asset("persona", "lumen.toml"))
    if path is not None:
        fields |= _checked(path)
    return Persona(
        name=str(fields["name"]),
        manner=str(fields["manner"]),
        language=str(fields["language"]),
        about=str(fields["about"]),
        rules=tuple(fields["rules"]),
    )


def persona_or_builtin(path: Path | None) -> tuple[Persona, InputError | None]:
    """Read a persona; if it cannot be used, Lumen's own and the reason."""
    try:
        return load_persona(path), None
    except InputError as error:
        return load_persona(), error


def _checked(path: Path) -> dict[str, str | tuple[str, ...]]:
    table = _read(path)
    fields: dict[str, str | tuple[str, ...]] = {}
    for name, value in table.items():
        check = _CHECKS.get(name)
        if check is None:
            known = ", ".join(_CHECKS)
            raise _error(path, f'"{name[:40]}" is no field', f"Known are {known}.")
        cleaned, wrong = check(value)
        if wrong:
            raise _error(path, f'"{name}" {wrong}', "Correct it in the file.")
        fields[name] = cleaned
    return fields


def _read(path: Path) -> dict[str, object]:
    try:
        if not path.is_file():
            raise _error(path, "there is no such file", "Check the path.")
        with path.open("rb") as file:
            raw = file.read(_LARGEST_BYTES + 1)
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise _error(path, reason, "Check its permissions.") from None
    if len(raw) > _LARGEST_BYTES:
        raise _error(path, "it is longer than 64 KiB", "Shorten it.")
    try:
        return tomllib.loads(raw.decode("utf-8"))
    except UnicodeDecodeError:
        raise _error(path, "it is not UTF-8 text", "Save it as UTF-8.") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = re.search(r"at (line \d+, column \d+|end of document)", str(error))
        where = f" ({place[0]})" if place else ""
        raise _error(path, f"it is not TOML{where}", "Correct that line.") from None


def _error(path: Path, why: str, advice: str) -> InputError:
    return InputError(f"The persona file {path.name} cannot be used: {why}.", advice)


_Check = Callable[[object], tuple[str | tuple[str, ...], str]]


def _text(longest: int, *, lines: bool = False) -> _Check:
    def check(value: object) -> tuple[str, str]:
        if not isinstance(value, str):
            return "", "must be text in quotes"
        text = harmless(value).strip()
        if not lines:
            text = " ".join(text.split())
        if not text:
            return "", "must not be empty"
        if len(text) > longest:
            return "", f"must not be longer than {longest} characters"
        return text, ""

    return check


def _language(value: object) -> tuple[str, str]:
    if not isinstance(value, str) or not _LANGUAGE.fullmatch(value):
        return "", 'must be a language tag such as "en" or "de-AT"'
    return value, ""


def _rules(value: object) -> tuple[tuple[str, ...], str]:
    if not isinstance(value, list) or len(value) > _MOST_RULES:
        return (), f"must be a list of at most {_MOST_RULES} texts"
    check, rules = _text(300), []
    for number, rule in enumerate(value, 1):
        text, wrong = check(rule)
        if wrong:
            return (), f"number {number} {wrong}"
        rules.append(str(text))
    return tuple(rules), ""


_CHECKS: dict[str, _Check] = {
    "name": _text(40),
    "manner": _text(300),
    "language": _language,
    "about": _text(3000, lines=True),
    "rules": _rules,
}
