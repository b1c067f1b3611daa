"""`lumen avatar`: the character as a picture, as a film, and in numbers."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from lumen.cli.files import check_target
from lumen.core.errors import InputError
from lumen.core.expression import Expression

SHEET_PARTS = (
    "expressions", "phases", "visemes", "heads", "mixed", "sizes", "wardrobe",
)  # fmt: skip
_LEAST_SIDE, _MOST_SIDE = 16, 640
FILMS = (".mp4", ".webm", ".mkv", ".mov", ".m4v")
_LONGEST_CHARS = 600
_LEAST_MINUTES, _MOST_MINUTES = 0.1, 600.0
_LEAST_RATE, _MOST_RATE = 0.5, 2.0


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "avatar",
        help="the character as a picture, as a film, and in numbers",
        description="Shows the character.",
        epilog="exit status:\n"
        "  0    done; stats: all numbers are where people are\n"
        "  1    failed, the reason is on standard error; stats: some are not\n"
        "  130  interrupted with Ctrl-C; no half film stays behind",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    acts = parser.add_subparsers(title="acts", metavar="ACT", required=True)
    sheet = acts.add_parser(
        "sheet",
        help="every face it can make, in one picture",
        description="Paints every expression, phase, mouth shape and turn of the\n"
        "head, feelings while speaking, all sizes, colours, hair and clothes;\n"
        "rows stand on light and dark ground in turn.",
        epilog="examples:\n"
        "  lumen avatar sheet faces.png\n"
        "  lumen avatar sheet faces.png --parts expressions --side 96 --sight grey\n"
        "  lumen avatar sheet faces.png --sight deuteranopia --theme dark\n\n"
        "exit status:\n"
        "  0    done\n"
        "  1    the picture cannot be written, or there is no such part",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    sheet.add_argument("out", type=Path, metavar="OUT.png", help="the picture")
    _register_choices(sheet)
    sheet.set_defaults(func=run)
    _register_render(acts)
    _register_stats(acts)


def _register_choices(sheet: argparse.ArgumentParser) -> None:
    sheet.add_argument(
        "--parts",
        default=",".join(SHEET_PARTS),
        metavar="LIST",
        help="which parts, with commas between: %(default)s",
    )
    sheet.add_argument(
        "--theme", choices=("both", "light", "dark"), default="both", help="the ground"
    )
    sheet.add_argument(
        "--side", type=int, default=198, metavar="PIXELS", help="of one face (198)"
    )
    sheet.add_argument(
        "--sight",
        choices=("usual", "grey", "deuteranopia"),
        default="usual",
        help="through whose eyes: in grey, or as without green receptors",
    )
    for name, what in (("palette", "colours"), ("hair", "hair"), ("outfit", "clothes")):
        sheet.add_argument(f"--{name}", default="", metavar="NAME", help=f"its {what}")


def _register_render(
    acts: argparse._SubParsersAction[argparse.ArgumentParser],
) -> None:
    render = acts.add_parser(
        "render",
        help="a film of it saying something",
        description="Films the character while an embedded voice speaks. Where ffmpeg "
        "is not installed, the frames are written as pictures beside the sound.",
        epilog="example:\n"
        '  lumen avatar render --say "Peter bought a big blue boat" \\\n'
        "    --expression happy --out clip.mp4\n\n"
        "exit status:\n"
        "  0    done\n"
        "  1    the film cannot be made; the reason is on standard error\n"
        "  130  interrupted with Ctrl-C; no half film stays behind",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    render.add_argument("--say", required=True, metavar="TEXT", help="what it says")
    render.add_argument(
        "--expression",
        default=Expression.NEUTRAL.value,
        metavar="NAME",
        help="how it is meant: neutral, happy, angry, sad, relaxed, surprised, or one "
        "of the character's own, such as curious",
    )
    render.add_argument(
        "--out", type=Path, required=True, metavar="MP4", help="where to"
    )
    render.add_argument(
        "--rate", type=float, default=1.0, help="pace of speech, 0.5 to 2 (1)"
    )
    _add_character(render)
    render.add_argument(
        "--by-ear",
        action="store_true",
        help="move the lips by the sound alone, as for voices without phonemes",
    )
    render.set_defaults(func=run_render)


def _register_stats(acts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    stats = acts.add_parser(
        "stats",
        help="how alive it is, in numbers",
        description="Lives some minutes of every activity, as fast as it can, and "
        "compares blinks, gaze, nods and breath with numbers from people. In less than "
        "5 minutes of each, much is chance: rare acts then miss their numbers.",
        epilog="exit status:\n"
        "  0    all numbers are where people are\n"
        "  1    some are not",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    stats.add_argument(
        "--minutes", type=float, default=10.0, help="of each activity (10)"
    )
    stats.add_argument("--seed", type=int, default=1, help="whose life (1)")
    _add_character(stats)
    stats.add_argument("--json", action="store_true", help="print JSON")
    stats.set_defaults(func=run_stats)


def _add_character(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--character",
        type=Path,
        metavar="FOLDER",
        help="another character: a folder with rig.toml and geometry.toml",
    )


def run(arguments: argparse.Namespace) -> int:
    """Paint the sheet; needs no screen.

    Returns:
        0.

    Raises:
        InputError: The picture cannot be written, the character not be read, or what
            was chosen is not there.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    parts = tuple(part.strip() for part in arguments.parts.split(","))
    unknown = [part for part in parts if part not in SHEET_PARTS]
    if unknown:
        raise InputError(
            f"No sheet has a part “{unknown[0][:40]}”.",
            f"Choose --parts from {', '.join(SHEET_PARTS)}.",
        )
    if not _LEAST_SIDE <= arguments.side <= _MOST_SIDE:
        raise InputError(
            "Faces of this size make no sheet.",
            f"Choose --side from {_LEAST_SIDE} to {_MOST_SIDE}.",
        )
    from lumen.ui.avatar_shapes import Appearance, Look
    from lumen.ui.avatar_sheet import Part, SheetPlan, save_sheet
    from lumen.ui.avatar_sight import Sight

    theme = arguments.theme
    plan = SheetPlan(
        parts=tuple(Part(part) for part in parts),
        looks=tuple(Look) if theme == "both" else (Look(theme),),
        side=arguments.side,
        sight=Sight(arguments.sight),
        appearance=Appearance(arguments.palette, arguments.hair, arguments.outfit),
    )
    out: Path = arguments.out
    if not save_sheet(out, plan):
        raise InputError(
            f"“{out.name}” cannot be written.",
            "Choose a folder that exists, on a disk with room, and a name that ends in "
            ".png or .jpg.",
        )
    print(out)
    return 0


def run_render(arguments: argparse.Namespace) -> int:
    """Film the character; needs no screen.

    Returns:
        0.

    Raises:
        InputError: What was asked for makes no film, or it cannot be written.
        SynthesisError: The voice failed.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    out: Path = arguments.out
    check_target("--out", out, FILMS)
    if not _LEAST_RATE <= arguments.rate <= _MOST_RATE:
        raise InputError(
            "This pace is not one of speech.",
            f"Choose --rate from {_LEAST_RATE:g} to {_MOST_RATE:g}.",
        )
    text = " ".join(arguments.say.split())
    if not 0 < len(text) <= _LONGEST_CHARS:
        raise InputError(
            "There is nothing to say." if not text else "This is too long for a film.",
            f"Give --say a text of up to {_LONGEST_CHARS} characters.",
        )
    from lumen.cli.film import film_sentence

    film = film_sentence(
        out,
        text,
        arguments.expression,
        arguments.rate,
        folder=arguments.character,
        by_ear=arguments.by_ear,
    )
    print(film.path)
    return 0


def run_stats(arguments: argparse.Namespace) -> int:
    """Print the figures.

    Returns:
        0 when all are within their bounds, else 1.

    Raises:
        InputError: The time makes no sense, or the character cannot be read.
    """
    if not _LEAST_MINUTES <= arguments.minutes <= _MOST_MINUTES:
        raise InputError(
            "So much of a life cannot be measured.",
            f"Choose --minutes from {_LEAST_MINUTES:g} to {_MOST_MINUTES:g}.",
        )
    from lumen.avatar.liveliness import measure_life
    from lumen.avatar.rig_file import load_rig
    from lumen.core.assets import asset

    show = _show_progress if sys.stderr.isatty() else None
    folder: Path = arguments.character or asset("characters", "lumen")
    rig = load_rig(folder / "rig.toml")
    measures = measure_life(rig, arguments.minutes, arguments.seed, show)
    if arguments.json:
        rows = [
            {
                "name": measure.name,
                "activity": measure.activity.value,
                "value": round(measure.value, 4),
                "unit": measure.unit,
                "low": measure.target.low,
                "high": measure.target.high,
                "source": measure.target.source,
                "met": measure.met,
            }
            for measure in measures
        ]
        print(json.dumps(rows, indent=2))
    else:
        for measure in measures:
            target = measure.target
            print(
                f"{measure.activity.value:<10} {measure.name:<22} {measure.value:7.2f} "
                f"{measure.unit:<14} {target.low:5g} to {target.high:<5g} "
                f"{'ok ' if measure.met else 'OUT'} {target.source}"
            )
    return 0 if all(measure.met for measure in measures) else 1


def _show_progress(share: float) -> None:
    end = "\n" if share >= 1.0 else ""
    print(f"\rLiving {share:4.0%}", end=end, file=sys.stderr, flush=True)
