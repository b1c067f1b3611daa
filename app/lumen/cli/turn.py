"""`lumen turn`: one whole spoken turn, from a file to a file, without a window."""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from lumen.cli.files import beside, check_question, check_target
from lumen.cli.progress import Progress
from lumen.cli.session import Session, TurnWatch, started
from lumen.core import events as ev
from lumen.core.audio import SPEECH_RATE_HZ
from lumen.core.errors import InputError, LumenError, RecognitionError
from lumen.core.speech import Transcript
from lumen.core.turn import NO_TURN, Phase, TurnId
from lumen.core.units import Dbfs, Seconds, amplitude_to_dbfs

if TYPE_CHECKING:
    from lumen.audio.wave import WavMicrophone
    from lumen.bootstrap import Foundation
    from lumen.cli.film import Spoken

SOUNDS = (".wav",)
FILMS = (".mp4", ".webm", ".mkv", ".mov", ".m4v")

_TIMEOUT_SECONDS, _TIMEOUT_FACTOR = 180.0, 10.0
"""A large recogniser on a small machine takes up to ten times the question's length."""

_POLL_SECONDS = 0.02
_SPEECH_DBFS = -40


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "turn",
        help="one spoken turn, from a file to a file",
        description="Hears a question from a sound file, answers it, and prints what "
        "was understood and said. Nothing is kept in the history.",
        epilog="example:\n"
        "  lumen turn --audio question.wav --out reply.wav\n\n"
        "exit status:\n"
        "  0    there was a reply, and all files that were asked for are written\n"
        "  1    not so; the reason is on standard error\n"
        "  130  interrupted with Ctrl-C; no half file stays behind",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--audio",
        type=Path,
        required=True,
        metavar="FILE",
        help="the question: WAV, FLAC, OGG or MP3, up to ten minutes",
    )
    parser.add_argument(
        "--out", type=Path, metavar="WAV", help="write the spoken reply"
    )
    parser.add_argument(
        "--video",
        type=Path,
        metavar="MP4",
        help="film the avatar saying it; .mp4, .webm, .mkv, .mov or .m4v",
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
    failed: bool = False
    phases: list[tuple[Seconds, Phase]] = field(default_factory=list)

    def __call__(self, event: ev.Event) -> None:
        """Take an event, on the loop's thread."""
        match event:
            case ev.PushToTalkPressed():
                self.turn = event.turn
            case ev.TranscriptReady():
                self.transcript = event.transcript
            case ev.RecognitionFailed():
                self.failed = True
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
        0 when there was a reply and all that was asked for is written, else 1.

    Raises:
        InputError: The file cannot be read or written.
    """
    question, out, video = arguments.audio, arguments.out, arguments.video
    check_question(question)
    if out is not None:
        check_target("--out", out, SOUNDS, question)
    if video is not None:
        check_target("--video", video, FILMS, question, out)
    with Progress(f"Reading {question.name}") as progress, beside(out) as unfinished:
        outcome = _speak(arguments, unfinished, progress)
    if video is not None and outcome.timeline:
        outcome.film(video)
    elif video is not None:
        outcome.miss(video)
    show = _print_json if arguments.json else _print_report
    show(outcome, arguments)
    return 0 if outcome.report.reply and not outcome.faults else 1


@dataclass(slots=True)
class _Outcome:
    """A turn that is over.

    Attributes:
        loudest: Largest sample of the question, dBFS.
        faults: What was asked for and could not be given.
    """

    report: TurnReport
    base: Foundation
    session: Session
    timeline: tuple[Spoken, ...]
    loudest: Dbfs
    video: Path | None = None
    faults: list[LumenError] = field(default_factory=list)

    @property
    def wordless(self) -> bool:
        """Whether all went well, but there was no speech."""
        report = self.report
        silent = report.transcript is None or report.transcript.silent
        return silent and not report.reply and not report.failed

    def problems(self, question: Path) -> list[LumenError]:
        """What the person should know, in words that fit a file."""
        told = [
            problem for problem in self.session.problems if not self._of_key(problem)
        ]
        errors = [problem.error for problem in told]
        if self.wordless:
            errors.append(
                InputError(
                    f"There is no speech in “{question.name}”; its loudest moment is "
                    f"{self.loudest:.0f} dBFS.",
                    "Check that somebody speaks in it, and loudly enough (above "
                    f"{_SPEECH_DBFS} dBFS).",
                )
            )
        return [*errors, *self.faults]

    def film(self, path: Path) -> None:
        """Film the reply; a fault does not keep the rest from being told."""
        from lumen.cli.film import film_turn

        try:
            self.video = film_turn(path, self.timeline, self.report.phases).path
        except InputError as error:
            self.faults.append(error)

    def miss(self, path: Path) -> None:
        """A file was asked for that there is nothing for."""
        self.faults.append(
            LumenError(
                f"“{path.name}” was not written: nothing was said aloud.",
                "The one that was there before is unchanged." if path.exists() else "",
            )
        )

    def _of_key(self, problem: ev.ProblemRaised) -> bool:
        """Whether it speaks of the talk key, which nobody held here."""
        of_turn = problem.turn == self.report.turn
        return of_turn and self.wordless and isinstance(problem.error, RecognitionError)


def _speak(
    arguments: argparse.Namespace, unfinished: Path | None, progress: Progress
) -> _Outcome:
    from lumen.audio.wave import SkippingClock, WavMicrophone, WavSpeaker, read_speech
    from lumen.bootstrap import Devices, lay_foundation
    from lumen.core.clock import MonotonicClock
    from lumen.storage.paths import find_places

    clock = SkippingClock(MonotonicClock())
    samples = read_speech(arguments.audio)
    microphone = WavMicrophone(samples, clock, silence=Seconds(0.5))
    progress.show("Loading")
    base = lay_foundation(find_places(), keep_history=False, clock=clock)
    speakers: list[WavSpeaker] = []

    def devices(base: Foundation) -> Devices:
        speakers.append(WavSpeaker(clock, base.loop.post, unfinished))
        return Devices(microphone, speakers[0])

    report, watch = TurnReport(), TurnWatch()

    def listener(event: ev.Event) -> None:
        report(event)
        progress(event)
        watch(event)

    seconds = len(samples) / SPEECH_RATE_HZ
    with started(base, devices, listener=listener, voice=True, passing=True) as session:
        _take_turn(session, microphone, watch, patience(seconds))
    loudest = amplitude_to_dbfs(float(abs(samples).max(initial=0.0)))
    outcome = _Outcome(report, base, session, speakers[0].timeline, loudest)
    if unfinished is not None and outcome.timeline:
        unfinished.replace(arguments.out.resolve())
    elif unfinished is not None:
        outcome.miss(arguments.out)
        arguments.out = None
    return outcome


def patience(seconds: float) -> float:
    """How long a turn may take, in seconds, for a question of so many seconds."""
    return _TIMEOUT_SECONDS + _TIMEOUT_FACTOR * seconds


def _take_turn(
    session: Session, microphone: WavMicrophone, watch: TurnWatch, timeout: float
) -> None:
    """Hold the talk key for as long as the recording lasts."""
    base, listener = session.base, session.stages.listener
    watch.begin()
    base.controls.press_to_talk()
    while not microphone.finished:
        time.sleep(_POLL_SECONDS)
    listener.interrupt()
    if not watch.wait(timeout):
        raise LumenError(
            f"The turn did not come to its end in {timeout / 60:.0f} minutes.",
            "Try a shorter question, or another language model.",
        )


def _print_json(outcome: _Outcome, arguments: argparse.Namespace) -> None:
    report, transcript = outcome.report, outcome.report.transcript
    turn = NO_TURN if report.turn is None else report.turn
    times = outcome.base.metrics.measures(turn)
    told: dict[str, object] = {
        "transcript": transcript.text if transcript else "",
        "confidence": round(transcript.confidence, 3) if transcript else 0.0,
        "rejected": bool(transcript and transcript.rejected),
        "recognizer": transcript.engine if transcript else "",
        "language": transcript.language if transcript else "",
        "reply": report.reply,
        "provider": report.provider,
        "synthesizer": outcome.session.stages.synthesis.name,
        "seconds": {name.value: round(value, 4) for name, value in times.items()},
        "problems": [str(error) for error in outcome.problems(arguments.audio)],
        "out": str(arguments.out) if arguments.out else None,
        "video": str(outcome.video) if outcome.video else None,
    }
    print(json.dumps(told, indent=2))


def _print_report(outcome: _Outcome, arguments: argparse.Namespace) -> None:
    report, heard = outcome.report, outcome.report.transcript
    if heard is None or heard.silent:
        print("You:    (no words)")
    elif heard.rejected:
        print("You:    (words that I do not know)")
    else:
        print(f"You:    {heard.text}")
    print(f"Lumen:  {report.reply or '(nothing)'}", flush=True)
    for error in outcome.problems(arguments.audio):
        print(f"        {error}", file=sys.stderr)
    for path in (arguments.out, outcome.video):
        if path is not None:
            print(f"        Written: {path}")
    if report.turn is None or not report.reply:
        return
    print(f"\n{_makers(outcome)}")
    for name, value in outcome.base.metrics.measures(report.turn).items():
        print(f"  {name.value:24} {value * 1000:7.0f} ms")


def _makers(outcome: _Outcome) -> str:
    """Who did what, such as "Recognised by embedded, spoken by flite."."""
    heard = outcome.report.transcript
    parts = (
        ("recognised", heard.engine if heard else ""),
        ("answered", outcome.report.provider),
        ("spoken", outcome.session.stages.synthesis.name if outcome.timeline else ""),
    )
    words = ", ".join(f"{what} by {who}" for what, who in parts if who)
    return f"{words[:1].upper()}{words[1:]}."
