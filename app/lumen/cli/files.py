"""Files that a command takes and gives: looked at before anything runs."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lumen.core.errors import InputError

_CHOOSE_QUESTION = "Choose a recording of speech: a WAV, FLAC, OGG or MP3 file."


def check_question(question: Path) -> None:
    """Look whether a recording can be read at all.

    Raises:
        InputError: Says why it cannot.
    """
    if not question.exists():
        raise InputError(
            f"There is no file “{question}”.",
            "Check the path; " + _CHOOSE_QUESTION[0].lower() + _CHOOSE_QUESTION[1:],
        )
    if question.is_dir():
        raise InputError(f"“{question}” is a folder.", _CHOOSE_QUESTION)
    if not question.is_file():
        raise InputError(f"“{question}” is not a regular file.", _CHOOSE_QUESTION)
    if not os.access(question, os.R_OK):
        raise InputError(
            f"“{question}” may not be read by you.",
            "Ask its owner, or change its mode with chmod.",
        )


def check_target(
    option: str, target: Path, endings: tuple[str, ...], *taken: Path | None
) -> None:
    """Look whether a file can be written where it shall be.

    Args:
        option: How the person named it, such as ``--out``.
        target: The file.
        endings: What its name may end in; empty for any.
        taken: Files that it may not be.

    Raises:
        InputError: Says why it cannot.
    """
    folder = target.parent
    if not folder.is_dir():
        raise InputError(
            f"{option}: the folder “{folder}” is not there.",
            "Make it first, or choose another.",
        )
    if target.is_dir():
        raise InputError(
            f"{option}: “{target}” is a folder.",
            f"Name a file in it, such as {target / ('reply' + endings[0])}.",
        )
    if target.suffix.lower() not in endings:
        kind = f"ends in “{target.suffix}”" if target.suffix else "has no ending"
        raise InputError(
            f"{option}: “{target.name}” {kind}, which says no format that is written.",
            f"Choose a name that ends in {_listed(endings)}.",
        )
    if target.exists() and not target.is_file():
        raise InputError(
            f"{option}: “{target}” is not a regular file.", "Choose another."
        )
    for other in taken:
        if other is not None and _same(target, other):
            raise InputError(
                f"{option}: “{target.name}” would overwrite “{other.name}”.",
                "Choose another file.",
            )
    if not os.access(target.resolve().parent, os.W_OK | os.X_OK):
        raise InputError(
            f"{option}: you may not write into the folder “{folder}”.",
            "Choose a folder of yours.",
        )


@contextmanager
def beside(target: Path | None) -> Iterator[Path | None]:
    """A place for a file that is not finished yet, on the disk of the finished one.

    What is there at the end is removed: the finished file is moved away before.

    Args:
        target: The finished file; None: no file is wanted.

    Raises:
        InputError: Nothing can be written there.
    """
    if target is None:
        yield None
        return
    try:
        folder = tempfile.mkdtemp(prefix=".lumen-", dir=target.resolve().parent)
    except OSError as error:
        raise InputError(
            f"“{target}” cannot be written: {error.strerror or 'output error'}.",
            "Choose a folder that may be written to, on a disk that is not full.",
        ) from error
    try:
        yield Path(folder) / target.name
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _same(one: Path, other: Path) -> bool:
    if one.exists() and other.exists():
        return one.samefile(other)
    return one.resolve() == other.resolve()


def _listed(endings: tuple[str, ...]) -> str:
    *most, last = endings
    return f"{', '.join(most)} or {last}" if most else last
