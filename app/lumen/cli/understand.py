"""`lumen understand`: what a sentence asks for, without doing it."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Iterable
from typing import TextIO

from lumen.core.errors import InputError

_LONGEST_LINE_CHARS = 1_000_000


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "understand",
        help="what a sentence asks for, without doing it",
        description="Prints the commands that Lumen understands in a sentence, as "
        'JSON.\nWith --jsonl it reads lines like {"text": "pause"} until the end of '
        "its\ninput, and answers each with a line.",
        epilog='example:\n  lumen understand "pause and turn it down a bit"\n\n'
        "exit status:\n  0    it holds a command; with --jsonl: all lines were answered"
        "\n  1    it holds none",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("text", nargs="*", help="the sentence")
    parser.add_argument(
        "--jsonl",
        action="store_true",
        help="read JSON lines from standard input, and answer each at once",
    )
    parser.add_argument(
        "--all",
        action="store_true",
        help="with --jsonl: a list of all commands in the sentence, not the first",
    )
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Print what was understood.

    Returns:
        0; with a sentence, 1 when it holds no command.

    Raises:
        InputError: There is no sentence.
    """
    from lumen.understanding import parse_all, warm_up

    warm_up()
    if arguments.jsonl:
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")
        answer_lines(sys.stdin, sys.stdout, every=arguments.all)
        return 0
    text = " ".join(arguments.text) or sys.stdin.readline(_LONGEST_LINE_CHARS)
    if not text.strip():
        raise InputError(
            "There is nothing to understand.",
            'Say what, such as: lumen understand "a bit louder"',
        )
    found = parse_all(text)
    print(json.dumps(found, indent=2, ensure_ascii=False))
    talk = ("unknown", "small_talk", "greeting")
    return 0 if any(one["intent"] not in talk for one in found) else 1


def answer_lines(lines: Iterable[str], out: TextIO, *, every: bool = False) -> None:
    """Answer each line with a line, at once.

    Args:
        lines: JSON objects with the key ``text``; blank lines are passed over.
        out: Gets ``{"intent", "entities", "confidence"}``, or ``{"error": ...}`` for
            a line that is no such object.
        every: Write the list of all commands instead of the first.
    """
    for line in lines:
        if not line.strip():
            continue
        out.write(json.dumps(_answer(line, every=every)) + "\n")
        out.flush()


def _answer(line: str, *, every: bool) -> object:
    from lumen.understanding import parse, parse_all

    if len(line) > _LONGEST_LINE_CHARS:
        return {"error": "the line is too long"}
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        return {"error": "the line is not JSON"}
    text = asked.get("text") if isinstance(asked, dict) else None
    if not isinstance(text, str):
        return {"error": 'the line has no "text"'}
    return parse_all(text) if every else parse(text)
