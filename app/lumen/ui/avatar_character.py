"""A character is a folder: its rig and its drawing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lumen.avatar.rig import Rig
from lumen.avatar.rig_file import load_rig
from lumen.core.assets import asset
from lumen.ui.avatar_geometry import load_geometry
from lumen.ui.avatar_shapes import USUAL, Appearance, Geometry


@dataclass(frozen=True, slots=True)
class Character:
    """What the engine and the painter need to know of one character."""

    rig: Rig
    geometry: Geometry


def load_character(
    folder: Path | None = None, appearance: Appearance = USUAL
) -> Character:
    """Read a character.

    Args:
        folder: Holds `rig.toml` and `geometry.toml`; Lumen's own when None.
        appearance: What the character has on.

    Raises:
        InputError: A file cannot be read or used.
    """
    folder = asset("characters", "lumen") if folder is None else folder
    return Character(
        load_rig(folder / "rig.toml"),
        load_geometry(folder / "geometry.toml", appearance),
    )
