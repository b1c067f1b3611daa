"""Films of the character: of a turn that was spoken into a file, and of a sentence."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import FrameType

import numpy as np
import soxr

from lumen.core.audio import Pcm
from lumen.core.cancellation import CancellationToken
from lumen.core.clock import MonotonicClock
from lumen.core.errors import Cancelled, InputError, SynthesisError
from lumen.core.expression import Expression
from lumen.core.speech import Clip, Sentence, SpeechStyle
from lumen.core.turn import Phase
from lumen.core.units import Seconds
from lumen.speech.espeak import EspeakSynthesizer
from lumen.speech.flite import FliteSynthesizer
from lumen.speech.synthesis import Synthesizer
from lumen.speech.voices import choose_synthesizer
from lumen.ui.avatar_character import load_character
from lumen.ui.avatar_film import Film, FilmTimeline, render_film

_BEFORE, _AFTER = 0.8, 0.8
"""Seconds of silence around the reply."""

_BREATH = 0.35
"""Seconds before the first word in which breath is taken and the feeling shows."""

_INTENSITY = 0.8
_RATE_HZ = 24_000
_ENDING = (signal.SIGINT, signal.SIGTERM)

Spoken = tuple[Seconds, Clip, Seconds]
"""When a clip began, the clip, and for how long it sounded."""


def film_turn(
    path: Path, spoken: Sequence[Spoken], phases: Sequence[tuple[Seconds, Phase]]
) -> Film:
    """Film the reply of a turn, with progress on a terminal.

    Args:
        path: Where to; the ending chooses the format.
        spoken: What was heard, on one clock.
        phases: When each phase began, on the same clock.

    Raises:
        InputError: Nothing was said, or the film cannot be written.
        KeyboardInterrupt: Ended by Ctrl-C; nothing is left behind.
    """
    if not spoken:
        raise InputError("There is nothing to film: nothing was said.", "Ask again.")
    begin = spoken[0][0] - _BEFORE
    length = Seconds(max(at + heard for at, _, heard in spoken) - begin + _AFTER)
    timeline = FilmTimeline(
        length,
        clips=[(Seconds(at - begin), clip) for at, clip, _ in spoken],
        phases=_clipped(phases, begin),
        expressions=[
            (Seconds(at - begin), clip.sentence.expression, _INTENSITY)
            for at, clip, _ in spoken
            if clip.sentence.expression is not Expression.NEUTRAL
        ],
        samples=_mixed(spoken, begin, length),
        rate_hz=_RATE_HZ,
    )
    with _ending_by_signals() as cancel:
        show = _show if _on_terminal() else None
        film = render_film(path, timeline, on_progress=show, cancel=cancel)
    if film.note:
        print(film.note, file=sys.stderr)
    return film


def film_sentence(
    path: Path,
    text: str,
    expression: str,
    rate: float = 1.0,
    *,
    folder: Path | None = None,
    by_ear: bool = False,
) -> Film:
    """Film the character saying something, with progress on a terminal.

    Args:
        path: Where to; the ending chooses the format.
        text: What is said, by an embedded voice.
        expression: How it is meant: an `Expression`, or one of the character's own.
        rate: Pace of speech; 1 is the voice's own.
        folder: Of the character; Lumen's own when None.
        by_ear: Let the lips follow the sound alone.

    Raises:
        InputError: There is no such expression or character, or the film cannot be
            written.
        SynthesisError: The voice failed.
        KeyboardInterrupt: Ended by Ctrl-C; nothing is left behind.
    """
    character = load_character(folder)
    if character.rig.shape(expression) is None:
        names = [*(one.value for one in Expression), *sorted(character.rig.extras)]
        raise InputError(
            f"{character.rig.name} knows no expression “{expression[:40]}”.",
            f"Choose one of: {', '.join(names)}.",
        )
    felt = expression in {one.value for one in Expression}
    sentence = Sentence(
        0,
        text,
        text,
        expression=Expression(expression) if felt else Expression.NEUTRAL,
    )
    clip = _embedded_voice().synthesize(
        sentence, SpeechStyle(rate=rate), CancellationToken()
    )
    begin = Seconds(_BEFORE)
    spoken = (begin, clip, clip.duration)
    length = Seconds(_BEFORE + clip.duration + _AFTER)
    shown = replace(clip, visemes=()) if by_ear else clip
    timeline = FilmTimeline(
        length,
        clips=[(begin, shown)],
        phases=[
            (Seconds(begin - _BREATH), Phase.SPEAKING),
            (Seconds(begin + clip.duration), Phase.IDLE),
        ],
        expressions=[(Seconds(begin - _BREATH), expression, _INTENSITY)],
        samples=_mixed([spoken], 0.0, length),
        rate_hz=_RATE_HZ,
    )
    with _ending_by_signals() as cancel:
        show = _show if _on_terminal() else None
        film = render_film(
            path, timeline, character=character, on_progress=show, cancel=cancel
        )
    if film.note:
        print(film.note, file=sys.stderr)
    return film


def _embedded_voice() -> Synthesizer:
    engines: list[Synthesizer] = []
    with suppress(SynthesisError):  # flite is not installed
        engines.append(FliteSynthesizer())
    engines.append(EspeakSynthesizer())
    return choose_synthesizer(tuple(engines), MonotonicClock())


@contextmanager
def _ending_by_signals() -> Iterator[CancellationToken]:
    """A token that Ctrl-C and SIGTERM cancel; then they do what they always do.

    ffmpeg gets the same Ctrl-C and breaks its pipe: without this, whichever of the two
    is noticed first would decide what is told. And nothing is broken off in the middle
    of a picture, which Qt would complain about.
    """
    cancel = CancellationToken()
    caught: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        caught.append(number)
        cancel.cancel()

    former = {number: signal.signal(number, stop) for number in _ENDING}
    try:
        yield cancel
    except (Cancelled, InputError):
        if not caught:
            raise
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
    if signal.SIGTERM in caught:
        signal.raise_signal(signal.SIGTERM)
    if caught:
        raise KeyboardInterrupt


def _clipped(
    phases: Sequence[tuple[Seconds, Phase]], begin: float
) -> list[tuple[Seconds, Phase]]:
    """The phases on the film's own time; the one it begins in starts at 0."""
    return [(Seconds(max(0.0, at - begin)), phase) for at, phase in phases]


def _mixed(spoken: Sequence[Spoken], begin: float, length: float) -> Pcm:
    sound: Pcm = np.zeros(int(length * _RATE_HZ) + 1, np.float32)
    for at, clip, heard in spoken:
        samples = soxr.resample(clip.samples, clip.rate_hz, _RATE_HZ)
        first = int((at - begin) * _RATE_HZ)
        count = min(len(samples), int(heard * _RATE_HZ), len(sound) - first)
        sound[first : first + count] += samples[:count]
    limited: Pcm = np.clip(sound, -1.0, 1.0).astype(np.float32)
    return limited


def _on_terminal() -> bool:
    return sys.stderr.isatty()


def _show(share: float) -> None:
    end = "\n" if share >= 1.0 else ""
    print(f"\rFilming {share:4.0%}", end=end, file=sys.stderr, flush=True)
