"""The gate for lip-sync: lips are closed when P, B and M sound, and words are on time.

The reference is espeak's own phoneme events; where the clip begins in them is found by
correlating the two sounds, so an error in the clip's bookkeeping shows up here.
"""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from lumen.core.cancellation import CancellationToken
from lumen.core.expression import Viseme
from lumen.core.speech import Clip, Sentence, SpeechStyle
from lumen.speech import espeak
from lumen.speech.espeak import EspeakSynthesizer
from lumen.speech.prosody import Prosody

SENTENCES = (
    "Peter Piper picked a peck of pickled peppers.",
    "My mum made some marmalade for me this morning.",
    "Bob bought a big blue ball for the baby.",
    "Maybe people prefer simple problems.",
    "Please put the lamp on the table by my bed.",
    "Remember to bring an umbrella home.",
    "The bumpy road became a problem for the bus.",
    "I am happy to play that album for you.",
    "Stop, please. It may be a trap!",
    "Number ninety-five is open until September.",
    "Pam combed the lamb's warm, plump body.",
    "Could we jump up the ramp from the basement?",
    "Complete the form, sign at the bottom, and submit it.",
    "A cup of black tea, perhaps with milk?",
    "Tomorrow will be a warm and bright April morning.",
    "Ambitious members improve the company.",
    "The map in the blue book is probably wrong.",
    "He keeps his promise to help a homeless man.",
    "Some bumblebees buzz above purple plums.",
    "Time to stop: the battery is almost empty.",
)
LATEST, EARLIEST = 0.045, -0.125
"""How far sound may lag behind or lead the picture unnoticed (ITU-R BT.1359)."""


def reference(text: str) -> tuple[np.ndarray, list[tuple[float, float, str]], int]:
    library = espeak._library()
    setting = espeak._setting(SpeechStyle(), Prosody())
    heard = library.speak(text, setting, lambda: False)
    samples = np.frombuffer(bytes(heard.pcm), np.int16).astype(np.float64)
    marks = [*heard.phonemes, (len(samples) / library.rate_hz, "")]
    events = [(a, b, symbol) for (a, symbol), (b, _) in itertools.pairwise(marks)]
    return samples, events, library.rate_hz


def offset(reference_samples: np.ndarray, clip: Clip) -> float:
    """Seconds of the reference before the clip's first frame, by correlation."""
    count = min(len(reference_samples), clip.rate_hz)
    size = 4 * count
    have = np.fft.rfft(clip.samples[:count], size)
    want = np.fft.rfft(reference_samples[: 2 * count], size)
    # The clip begins within the reference: one pitch period before is no candidate.
    lag = int(np.argmax(np.fft.irfft(want * np.conj(have))[:count]))
    return lag / clip.rate_hz


def shape_at(clip: Clip, seconds: float) -> Viseme:
    return next(s.viseme for s in clip.visemes if seconds < s.end)


def closures(text: str, sounds: str, viseme: Viseme) -> list[bool]:
    samples, events, _ = reference(text)
    clip = EspeakSynthesizer().synthesize(
        Sentence(0, text, text), SpeechStyle(), CancellationToken()
    )
    shift = offset(samples, clip)
    return [
        shape_at(clip, (start + end) / 2 - shift) is viseme
        for start, end, symbol in events
        if symbol and symbol[-1] in sounds
    ]


@pytest.mark.parametrize(
    ("sounds", "viseme", "least"), [("pbm", Viseme.PP, 90), ("fv", Viseme.FF, 10)]
)
def test_lips_are_closed_when_they_must_be(
    sounds: str, viseme: Viseme, least: int
) -> None:
    closed = [hit for text in SENTENCES for hit in closures(text, sounds, viseme)]
    assert len(closed) >= least
    assert sum(closed) / len(closed) >= 0.95


def test_words_are_on_time() -> None:
    """The sound of a word begins when its first phoneme does."""
    for text in SENTENCES:
        samples, _, _ = reference(text)
        clip = EspeakSynthesizer().synthesize(
            Sentence(0, text, text), SpeechStyle(), CancellationToken()
        )
        shift = offset(samples, clip)
        setting = espeak._setting(SpeechStyle(), Prosody())
        heard = espeak._library().speak(text, setting, lambda: False)
        starts = {
            position: seconds - shift for seconds, position in reversed(heard.words)
        }
        assert len(clip.words) == len(text.split())
        for word in clip.words:
            if word.begin in starts:
                late = word.start - max(0.0, starts[word.begin])
                assert EARLIEST < late < LATEST
