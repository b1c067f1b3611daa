"""`lumen models`: list, download and remove recognisers and voices."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lumen.core.errors import Cancelled, DownloadError, InputError, LumenError
from lumen.core.units import Seconds

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from lumen.models.shelf import DownloadHandle, ModelShelf, ModelState

EXIT_OK, EXIT_FAILED, EXIT_USAGE, EXIT_INTERRUPTED = 0, 1, 2, 130

_STATUS = """\
exit status:
  0    done
  1    failed; what was received is kept
  2    no model of that name
  130  interrupted with Ctrl-C; what was received is kept"""

_POLL = Seconds(0.2)  # between two looks at the progress, and for Ctrl-C
_ENDING = Seconds(5.0)


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "models",
        help="list, download or remove recognisers and voices",
        description="Models stay on this machine. Without a command: list. Downloads "
        "can be interrupted with Ctrl-C and go on where they ended.",
        epilog="example:\n  lumen models download whisper-base\n\n" + _STATUS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(func=run, action=_list)
    actions = parser.add_subparsers(title="commands", metavar="COMMAND")
    _action(actions, "list", _list, "show what is here and what can be downloaded")
    download = _action(actions, "download", _download, "download or go on with models")
    remove = _action(actions, "remove", _remove, "delete models from this machine")
    for each in (download, remove):
        each.add_argument(
            "names",
            nargs="+",
            metavar="NAME",
            help="such as whisper-base; lumen models lists them",
        )


def run(arguments: argparse.Namespace) -> int:
    """Do what the arguments say.

    Returns:
        The exit status: 0 done, 1 failed, 2 no such model, 130 interrupted.
    """
    from lumen.models.shelf import ModelShelf
    from lumen.storage.paths import find_places

    shelf = ModelShelf(find_places().models_folder)
    try:
        status: int = arguments.action(shelf, arguments)
    except InputError as error:
        _complain(error)
        return EXIT_USAGE
    except LumenError as error:
        _complain(error)
        return EXIT_FAILED
    finally:
        shelf.close(_ENDING)
    return status


_Action = Callable[["ModelShelf", argparse.Namespace], int]


def _action(
    actions: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    act: _Action,
    words: str,
) -> argparse.ArgumentParser:
    parser = actions.add_parser(
        name,
        help=words,
        description=words.capitalize() + ".",
        epilog=_STATUS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help="print JSON"
    )
    parser.set_defaults(action=act)
    return parser


def _list(shelf: ModelShelf, arguments: argparse.Namespace) -> int:
    states = shelf.list()
    if arguments.json:
        print(json.dumps([_described(shelf, state) for state in states], indent=1))
        return EXIT_OK
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("Name", "For", "Language", "Size", "State", "Note"):
        table.add_column(column, no_wrap=column != "Note")
    for state in states:
        entry = state.entry
        table.add_row(
            entry.name,
            entry.kind.value,
            "many" if entry.languages == ("*",) else ", ".join(entry.languages),
            size_in_words(state.bytes_here if state.installed else entry.bytes_about),
            _state_in_words(state),
            entry.note,
        )
    wide = None if sys.stdout.isatty() else 120
    console = Console(width=wide)
    with console.capture() as drawn:
        console.print(table)
    print(drawn.get(), end="")  # rich would end the program when nobody reads
    return EXIT_OK


def _download(shelf: ModelShelf, arguments: argparse.Namespace) -> int:
    from lumen.models.catalogue import find_model

    names = [find_model(name).name for name in arguments.names]
    results: list[dict[str, Any]] = []
    status = EXIT_OK
    for name in dict.fromkeys(names):
        result, ended = _download_one(shelf, name, quiet=arguments.json)
        results.append(result)
        status = ended or status
        if ended == EXIT_INTERRUPTED:
            break
    if arguments.json:
        print(json.dumps(results, indent=1))
    return status


def _download_one(
    shelf: ModelShelf, name: str, *, quiet: bool
) -> tuple[dict[str, Any], int]:
    from rich.console import Console

    out = Console(stderr=True, quiet=quiet, highlight=False)
    handle = shelf.download(name)
    try:
        path = _watch(handle, out)
    except DownloadError as error:
        _complain(error)
        return {"name": name, "error": error.what, "advice": error.advice}, EXIT_FAILED
    except (KeyboardInterrupt, Cancelled):
        handle.cancel()
        handle.join(_ENDING)
        received = size_in_words(handle.progress.received_bytes)
        print(
            f"\nCancelled. The {received} received so far are kept; "
            f"`lumen models download {name}` goes on from there.",
            file=sys.stderr,
        )
        return {"name": name, "error": "cancelled"}, EXIT_INTERRUPTED
    out.print(f"{name} is here: {path}", soft_wrap=True)
    return {"name": name, "path": str(path)}, EXIT_OK


def _watch(handle: DownloadHandle, out: Any) -> object:  # noqa: ANN401 - rich's Console, imported late
    from rich import progress as bars

    columns = (
        bars.TextColumn("{task.description}"),
        bars.BarColumn(),
        bars.DownloadColumn(),
        bars.TextColumn("{task.fields[rate]}"),
        bars.TextColumn("{task.fields[left]}"),
    )
    with bars.Progress(*columns, console=out, auto_refresh=False) as shown:
        task = shown.add_task(handle.name, total=None, rate="", left="")
        while True:
            try:
                path = handle.result(_POLL)
            except TimeoutError:
                _show(handle, shown, task)
            else:
                _show(handle, shown, task)
                return path


def _show(handle: DownloadHandle, shown: Progress, task: TaskID) -> None:
    now = handle.progress
    rate = now.rate_bytes_per_second
    left = "" if now.remaining is None else f"{_time_in_words(now.remaining)} left"
    shown.update(
        task,
        completed=now.received_bytes,
        total=now.total_bytes or None,
        rate=f"{size_in_words(rate)}/s" if rate else "",
        left="" if handle.done else left,
    )
    shown.refresh()


def _remove(shelf: ModelShelf, arguments: argparse.Namespace) -> int:
    from lumen.models.catalogue import find_model

    names = [find_model(name).name for name in arguments.names]
    freed = {name: shelf.remove(name) for name in dict.fromkeys(names)}
    if arguments.json:
        print(json.dumps([{"name": n, "freed_bytes": b} for n, b in freed.items()]))
        return EXIT_OK
    for name, count in freed.items():
        words = f"{size_in_words(count)} freed" if count else "it was not here"
        print(f"{name}: {words}")
    return EXIT_OK


def _described(shelf: ModelShelf, state: ModelState) -> dict[str, Any]:
    path = shelf.path(state.entry.name)
    return {
        "name": state.entry.name,
        "kind": state.entry.kind.value,
        "languages": list(state.entry.languages),
        "licence": state.entry.licence,
        "installed": state.installed,
        "partial": state.partial,
        "bytes_here": state.bytes_here,
        "bytes_about": state.entry.bytes_about,
        "revision": state.revision,
        "path": str(path) if path else None,
    }


def _state_in_words(state: ModelState) -> str:
    if state.installed:
        return "here"
    if state.partial:
        return f"begun ({size_in_words(state.bytes_here)})"
    return "-"


def size_in_words(count: float) -> str:
    """Bytes as a person reads them, in powers of ten, such as ``148 MB``."""
    for unit, size in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if count >= size:
            value = count / size
            return f"{value:.1f} {unit}" if value < 10 else f"{value:.0f} {unit}"
    return f"{count:.0f} bytes"


def _time_in_words(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"


def _complain(error: LumenError) -> None:
    print(f"lumen: {error.what}\n       {error.advice}", file=sys.stderr)
