"""Where Lumen keeps its files: the XDG places, each readable by its owner alone.

The environment variable ``LUMEN_HOME`` puts all of them below one folder, so that a
test, a second profile or a portable copy touches nothing else.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from lumen.core.errors import StorageError

HOME_VARIABLE = "LUMEN_HOME"
_APP = "lumen"
_OWNER_ONLY = 0o700


@dataclass(frozen=True, slots=True)
class Places:
    """Folders of one profile; none is made before `create`.

    Attributes:
        config: Settings and the persona; worth a backup.
        data: History and models.
        cache: What can be made again.
        state: Logs and the window's geometry.
    """

    config: Path
    data: Path
    cache: Path
    state: Path

    @property
    def settings_file(self) -> Path:
        """The settings, TOML."""
        return self.config / "settings.toml"

    @property
    def history_file(self) -> Path:
        """The encrypted conversation, SQLite."""
        return self.data / "history.sqlite3"

    @property
    def models_folder(self) -> Path:
        """Downloaded recognisers and voices."""
        return self.data / "models"

    @property
    def log_file(self) -> Path:
        """The log; older ones lie beside it."""
        return self.state / "lumen.log"

    def create(self) -> None:
        """Make all folders, for the owner alone.

        Raises:
            StorageError: One cannot be made.
        """
        for folder in (self.config, self.data, self.cache, self.state):
            make_private(folder)


def media_folders() -> tuple[Path, ...]:
    """The desktop's folders of music and videos, whether they exist or not.

    Source: xdg-user-dirs, ``user-dirs.dirs``.
    """
    import platformdirs

    folders = (platformdirs.user_music_path(), platformdirs.user_videos_path())
    home = Path.home()
    return tuple(folder for folder in folders if folder != home)


def expanded(path: str) -> str:
    """The path with the home folder for ``~``; as it is where there is none."""
    try:
        return str(Path(path).expanduser())
    except RuntimeError:  # no such user
        return path


def find_places() -> Places:
    """The places of this user, or those below ``LUMEN_HOME``."""
    home = os.environ.get(HOME_VARIABLE, "").strip()
    if home:
        root = Path(home).expanduser().absolute()
        return Places(root / "config", root / "data", root / "cache", root / "state")
    import platformdirs

    return Places(
        config=platformdirs.user_config_path(_APP, appauthor=False),
        data=platformdirs.user_data_path(_APP, appauthor=False),
        cache=platformdirs.user_cache_path(_APP, appauthor=False),
        state=platformdirs.user_state_path(_APP, appauthor=False),
    )


def make_private(folder: Path) -> None:
    """Make a folder and its parents; the folder itself for the owner alone.

    Raises:
        StorageError: It cannot be made.
    """
    try:
        folder.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
        if folder.stat().st_mode & 0o077:
            folder.chmod(_OWNER_ONLY)
    except OSError as error:
        raise StorageError(
            f"The folder {folder} cannot be used: {error.strerror or 'input error'}.",
            "Check that it is a folder of yours and that the disk is not full.",
        ) from error
