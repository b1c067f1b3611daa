"""Reads the TOML files that a character is made of, which may come from anywhere."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

from lumen.core.errors import InputError

MOST_BYTES = 256 * 1024

Wrong = Callable[[str], InputError]
"""Makes the error of a kind of file from what is wrong with it."""


def read_file(path: Path, wrong: Wrong) -> bytes:
    """The content of a file, at most one byte more than is allowed.

    Raises:
        InputError: It cannot be read.
    """
    try:
        if path.is_fifo():  # opening one waits for a writer
            raise wrong("it is no file")
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise wrong(f"it cannot be read ({error.strerror})") from error


def parse_document(data: bytes, wrong: Wrong) -> dict[str, object]:
    """The document that a file's content is.

    Raises:
        InputError: It is too long, or not TOML in UTF-8.
    """
    if len(data) > MOST_BYTES:
        raise wrong(f"it is longer than {MOST_BYTES // 1024} KiB")
    try:
        return tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise wrong("it is not TOML in UTF-8") from error
