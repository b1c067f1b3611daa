"""Opens applications by name: only those that are installed, never a command line.

What the person says is only ever compared with the names in desktop entries. What runs
is the desktop's own launcher with the path of the entry that was found.

Source: Desktop Entry Specification 1.5; XDG Base Directory Specification 0.8.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from lumen.core.errors import LumenError
from lumen.core.units import Seconds
from lumen.media.choice import plain
from lumen.media.hygiene import clean

_LARGEST_BYTES = 256 * 1024
_MOST_ENTRIES = 5000
_LONGEST_NAME = 60
_CLOSE_ENOUGH = 85.0
_SHORTEST_FUZZY = 5
_GROUP = "[Desktop Entry]"
_KEYS = frozenset(
    {
        "Type",
        "Name",
        "GenericName",
        "Exec",
        "TryExec",
        "NoDisplay",
        "Hidden",
        "Keywords",
    }
)
_LAUNCH_WITHIN = Seconds(5.0)

Launch = Callable[[Sequence[str]], None]


class ApplicationError(LumenError):
    """An application could not be opened."""


class Applications(Protocol):
    """Opens installed applications; belongs to the loop's thread."""

    async def open(self, name: str) -> str:
        """Open the application that is called so.

        Returns:
            Its name for people.

        Raises:
            ApplicationError: None, or more than one, is called so; or it did not start.
        """
        ...


@dataclass(frozen=True, slots=True)
class Application:
    """An installed application.

    Attributes:
        id: Name of its desktop entry, without the suffix.
        name: What it is called.
        generic: What sort of program it is, such as ``Web Browser``; may be empty.
        entry: Its desktop entry.
    """

    id: str
    name: str
    generic: str = ""
    entry: Path = field(default=Path(), repr=False)


class DesktopApplications:
    """The applications in the desktop's menu.

    Args:
        folders: Where desktop entries lie, the most important first; the XDG ones when
            not given.
        launch: Starts a program with its arguments; raises `OSError` or
            `subprocess.SubprocessError`.
        find_program: Finds a launcher, as `shutil.which` does.
    """

    def __init__(
        self,
        folders: Sequence[Path] | None = None,
        *,
        launch: Launch | None = None,
        find_program: Callable[[str], str | None] = shutil.which,
    ) -> None:
        self._folders = tuple(entry_folders() if folders is None else folders)
        self._launch = launch or _run
        self._find_program = find_program

    async def open(self, name: str) -> str:
        """See `Applications.open`."""
        found = await asyncio.to_thread(self._find, name)
        command = self._launcher(found)
        try:
            await asyncio.to_thread(self._launch, command)
        except (OSError, subprocess.SubprocessError) as error:
            raise ApplicationError(
                f"{found.name} did not start.", "Start it from the applications menu."
            ) from error
        return found.name

    def _find(self, name: str) -> Application:
        found = match(name, tuple(installed(self._folders)))
        if len(found) == 1:
            return found[0]
        if not found:
            raise ApplicationError(
                "No installed application is called so.",
                "Say its name as it stands in the applications menu.",
            )
        names = ", ".join(application.name for application in found[:4])
        raise ApplicationError(
            f"Several applications are called so: {names}.", "Say the whole name."
        )

    def _launcher(self, application: Application) -> tuple[str, ...]:
        gio = self._find_program("gio")
        if gio is not None:
            return (gio, "launch", str(application.entry))
        gtk = self._find_program("gtk-launch")
        if gtk is not None:
            return (gtk, application.id)
        raise ApplicationError(
            "Applications cannot be opened: neither gio nor gtk-launch is installed.",
            "Install the package libglib2.0-bin.",
        )


def _run(command: Sequence[str]) -> None:
    subprocess.run(  # noqa: S603 - a launcher and a path of an installed entry
        command,
        check=True,
        timeout=_LAUNCH_WITHIN,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def entry_folders() -> Iterator[Path]:
    """Folders of desktop entries, the person's own first."""
    own = os.environ.get("XDG_DATA_HOME", "")
    yield (Path(own) if own else Path.home() / ".local/share") / "applications"
    shared = os.environ.get("XDG_DATA_DIRS", "") or "/usr/local/share:/usr/share"
    for folder in shared.split(":"):
        if folder.startswith("/"):
            yield Path(folder) / "applications"


def installed(folders: Iterable[Path]) -> Iterator[Application]:
    """Every application that is shown in menus; the first entry of an id counts."""
    seen: set[str] = set()
    for folder in folders:
        for entry in sorted(folder.glob("**/*.desktop"))[:_MOST_ENTRIES]:
            id_ = "-".join(entry.relative_to(folder).parts).removesuffix(".desktop")
            if id_ in seen:
                continue
            seen.add(id_)
            application = read_entry(entry, id_)
            if application is not None:
                yield application


def read_entry(entry: Path, id_: str) -> Application | None:
    """Read a desktop entry; None when it is no application that menus show."""
    try:
        if not entry.is_file() or entry.stat().st_size > _LARGEST_BYTES:
            return None
        keys = _keys(entry.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return None
    hidden = "true" in (keys.get("NoDisplay"), keys.get("Hidden"))
    name = clean(keys.get("Name", ""), _LONGEST_NAME)
    if keys.get("Type") != "Application" or hidden or not name:
        return None
    if id_.startswith("-") or not keys.get("Exec"):
        return None
    program = keys.get("TryExec", "")
    if program and shutil.which(program) is None:
        return None
    return Application(
        id_, name, clean(keys.get("GenericName", ""), _LONGEST_NAME), entry.absolute()
    )


def _keys(content: str) -> dict[str, str]:
    keys: dict[str, str] = {}
    inside = False
    for line in content.splitlines():
        if line.startswith("["):
            inside = line.strip() == _GROUP
        elif inside and not line.startswith("#"):
            key, equals, value = line.partition("=")
            if equals and key.strip() in _KEYS:
                keys.setdefault(key.strip(), value.strip())
    return keys


def match(name: str, applications: Sequence[Application]) -> tuple[Application, ...]:
    """The applications that fit a spoken name best, all equally well."""
    wanted = plain(name)
    if not wanted:
        return ()
    scored = [(_likeness(wanted, app), app) for app in applications]
    best = max((score for score, _ in scored), default=0.0)
    if best < _CLOSE_ENOUGH:
        return ()
    return tuple(app for score, app in scored if score == best)


def _likeness(wanted: str, application: Application) -> float:
    from rapidfuzz import fuzz

    names = (plain(application.name), plain(application.id.rsplit(".", 1)[-1]))
    if wanted in names:
        return 100.0
    if wanted == plain(application.generic):
        return 98.0
    if set(wanted.split()) <= set(names[0].split()):
        return 96.0
    if len(wanted) < _SHORTEST_FUZZY:
        return 0.0
    return min(95.0, max(fuzz.ratio(wanted, known) for known in names))
