"""`lumen avatar`: the character as a picture."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from lumen.core.errors import InputError


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "avatar", help="the character as a picture", description="Shows the character."
    )
    acts = parser.add_subparsers(title="acts", metavar="ACT", required=True)
    sheet = acts.add_parser(
        "sheet",
        help="every face it can make, in one picture",
        description="Paints every expression, phase and mouth shape at all sizes.",
        epilog="exit status:\n  0    done\n  1    the picture cannot be written",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    sheet.add_argument("out", type=Path, metavar="OUT.png", help="the picture")
    sheet.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Paint the sheet; needs no screen.

    Returns:
        0.

    Raises:
        InputError: The picture cannot be written, or the character not be read.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from lumen.ui.avatar_sheet import save_sheet

    out: Path = arguments.out
    if not save_sheet(out):
        raise InputError(
            f"“{out.name}” cannot be written.",
            "Choose a folder that exists, and a name that ends in .png or .jpg.",
        )
    return 0
