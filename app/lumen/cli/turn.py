"""`lumen turn`: one whole spoken turn, from a file to a file, without a window."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from lumen.cli.session import Session, TurnWatch, started
from lumen.core import events as ev
from lumen.core.errors import InputError, LumenError
from lumen.core.speech import Transcript
from lumen.core.turn import Phase, TurnId
from lumen.core.units import Seconds

if TYPE_CHECKING:
    from lumen.audio.wave import WavMicrophone, WavSpeaker
    from lumen.bootstrap import Foundation

_TIMEOUT_SECONDS = 180.0
_POLL_SECONDS = 0.02


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "turn",
        help="one spoken turn, from a file to a file",
        description="Hears a question from a sound file, answers it, and prints what "
        "was understood and said. Nothing is kept in the history.",
        epilog="Example: lumen turn --audio question.wav --out reply.wav",
    )
    parser.add_argument(
        "--audio",
        type=Path,
        required=True,
        metavar="FILE",
        help="the question: WAV, FLAC, OGG or MP3, up to ten minutes",
    )
    parser.add_argument("--out", type=Path, metavar="WAV", help="write the reply")
    parser.add_argument(
        "--video", type=Path, metavar="MP4", help="film the avatar saying it"
    )
    parser.add_argument("--json", action="store_true", help="print JSON with all times")
    parser.set_defaults(func=run)


@dataclass(slots=True)
class TurnReport:
    """What happened in the turn; a listener."""

    turn: TurnId | None = None
    transcript: Transcript | None = None
    reply: str = ""
    provider: str = ""
    phases: list[tuple[Seconds, Phase]] = field(default_factory=list)

    def __call__(self, event: ev.Event) -> None:
        """Take an event, on the loop's thread."""
        match event:
            case ev.PushToTalkPressed():
                self.turn = event.turn
            case ev.TranscriptReady():
                self.transcript = event.transcript
            case ev.ReplyEnded():
                self.reply, self.provider = event.text, event.provider
            case ev.ReplyMessageAdded():
                self.reply = event.text
            case ev.PhaseChanged():
                self.phases.append((event.at, event.phase))
            case _:
                pass


def run(arguments: argparse.Namespace) -> int:
    """Run one turn.

    Returns:
        0 when there was a reply, else 1.

    Raises:
        InputError: The file cannot be read or written.
    """
    from lumen.audio.wave import SkippingClock, WavMicrophone, WavSpeaker, read_speech
    from lumen.bootstrap import Devices, lay_foundation
    from lumen.core.clock import MonotonicClock
    from lumen.storage.paths import find_places

    _check_folders(arguments.out, arguments.video)
    _check_question(arguments.audio, arguments.out)
    clock = SkippingClock(MonotonicClock())
    microphone = WavMicrophone(
        read_speech(arguments.audio), clock, silence=Seconds(0.5)
    )
    base = lay_foundation(find_places(), keep_history=False, clock=clock)
    speakers: list[WavSpeaker] = []

    def devices(base: Foundation) -> Devices:
        speakers.append(WavSpeaker(clock, base.loop.post, arguments.out))
        return Devices(microphone, speakers[0])

    report, watch = TurnReport(), TurnWatch()

    def listener(event: ev.Event) -> None:
        report(event)
        watch(event)

    with started(base, devices, listener=listener, voice=True) as session:
        _take_turn(session, microphone, watch)
    if arguments.video:
        arguments.video = _film(arguments.video, speakers[0], report)
    if arguments.json:
        print(json.dumps(_as_json(report, base, session, arguments), indent=2))
    else:
        _print_report(report, base, session)
    return 0 if report.reply else 1


def _film(path: Path, speaker: WavSpeaker, report: TurnReport) -> Path | None:
    if not speaker.timeline:
        return None  # nothing was said; the report tells why
    from lumen.cli.film import film_turn

    return film_turn(path, speaker.timeline, report.phases).path


def _check_folders(*files: Path | None) -> None:
    for file in files:
        if file is not None and not file.parent.is_dir():
            raise InputError(
                f"The folder “{file.parent}” is not there.",
                "Make it first, or choose another.",
            )


def _check_question(question: Path, out: Path | None) -> None:
    if question.exists() and not (question.is_file() or question.is_dir()):
        raise InputError(
            f"“{question.name}” is not a regular file.", "Choose a recording of speech."
        )
    if (
        out is not None
        and out.exists()
        and question.exists()
        and out.samefile(question)
    ):
        raise InputError(
            "The reply would overwrite the question.", "Choose another file for --out."
        )


def _take_turn(session: Session, microphone: WavMicrophone, watch: TurnWatch) -> None:
    """Hold the talk key for as long as the recording lasts."""
    import time

    base, listener = session.base, session.stages.listener
    watch.begin()
    base.controls.press_to_talk()
    while not microphone.finished:
        time.sleep(_POLL_SECONDS)
    listener.interrupt()
    if not watch.wait(_TIMEOUT_SECONDS):
        raise LumenError(
            "The turn did not come to its end in three minutes.",
            "Try a shorter question, or another language model.",
        )


def _as_json(
    report: TurnReport,
    base: Foundation,
    session: Session,
    arguments: argparse.Namespace,
) -> dict[str, object]:
    transcript = report.transcript
    times = base.metrics.measures(report.turn) if report.turn is not None else {}
    return {
        "transcript": transcript.text if transcript else "",
        "confidence": round(transcript.confidence, 3) if transcript else 0.0,
        "rejected": bool(transcript and transcript.rejected),
        "recognizer": transcript.engine if transcript else "",
        "language": transcript.language if transcript else "",
        "reply": report.reply,
        "provider": report.provider,
        "synthesizer": session.stages.synthesis.name,
        "seconds": {name.value: round(value, 4) for name, value in times.items()},
        "problems": [str(problem.error) for problem in session.problems],
        "out": str(arguments.out) if arguments.out else None,
        "video": str(arguments.video) if arguments.video else None,
    }


def _print_report(report: TurnReport, base: Foundation, session: Session) -> None:
    heard = report.transcript
    if heard is None or heard.silent:
        print("You:    (no words)")
    elif heard.rejected:
        print("You:    (words that I do not know)")
    else:
        print(f"You:    {heard.text}")
    print(f"Lumen:  {report.reply or '(nothing)'}")
    for problem in session.problems:
        print(f"        {problem.error}", file=sys.stderr)
    if report.turn is None:
        return
    names = [heard.engine if heard else "", report.provider]
    print(f"\nby {', '.join(n for n in [*names, session.stages.synthesis.name] if n)}")
    for name, value in base.metrics.measures(report.turn).items():
        print(f"  {name.value:24} {value * 1000:7.0f} ms")
