"""Where the product's own pictures, sounds and texts are."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def assets_folder() -> Path:
    """The folder `assets`: inside an installed wheel, or beside `app` in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "_assets"
    return installed if installed.is_dir() else package.parent.parent / "assets"


def asset(*parts: str) -> Path:
    """Path of an asset, such as ``asset("persona", "lumen.toml")``."""
    return assets_folder().joinpath(*parts)
