"""How soon the end of speech is noticed, how often too soon, and what that costs.

Run: LUMEN_SPEECH_DATA=... python -m pytest -s tests/benchmarks/bench_endpointing.py
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from benchmarks.recorded import Recording, Rehearsal, recordings, room, speech_bounds
from lumen.core.audio import BLOCK_SECONDS
from lumen.core.events import SpeechPaused, SpeechResumed, UtteranceEnded
from lumen.speech.endpointing import EndpointingSettings
from lumen.speech.vad import SileroDetector

_BEFORE, _BEHIND = 0.5, 2.0
_TRANSCRIPTION = 0.12
"""Seconds from a pause to its transcript: Whisper base in a short window."""

_TITLE = (
    "{} recordings of people; transcript {:.0f} ms after a pause; delays in ms from "
    "the end of speech"
)
_HEAD = (
    "hang-over complete what is known        p50   p95 cut off pauses wasted unheard"
)


@dataclass
class Tally:
    delays: list[float] = field(default_factory=list)
    pauses: int = 0
    wasted: int = 0
    cut_off: int = 0
    unheard: int = 0


def _knows(knowledge: str, at: float, end: float) -> bool | None:
    """What the transcript of a pause says of completeness."""
    over = at >= end - 0.05
    answers = {
        "oracle": over,
        "always complete": True,
        "always incomplete": False,
        "unknown": None,
    }
    return answers[knowledge]


def _rehearse(
    recording: Recording,
    detector: SileroDetector,
    settings: EndpointingSettings,
    knowledge: str,
    tally: Tally,
) -> None:
    begin, end = speech_bounds(recording.samples, detector)
    samples = recording.samples[max(0, int((begin - 0.1) * 16000)) : int(end * 16000)]
    end = _BEFORE + len(samples) / 16000
    rehearsal = Rehearsal(detector, settings)
    due: list[tuple[float, SpeechPaused, bool]] = []
    ends: list[float] = []
    whole = np.concatenate([room(_BEFORE), samples, room(_BEHIND, seed=1)])
    for events in rehearsal.hear(whole):
        while due and due[0][0] <= rehearsal.now + BLOCK_SECONDS:
            _, paused, complete = due.pop(0)
            rehearsal.listener.set_patience(paused.turn, paused.revision, complete)
        for event in events:
            match event:
                case SpeechPaused():
                    tally.pauses += 1
                    known = _knows(knowledge, event.utterance.speech_end, end)
                    if known is not None:
                        due.append((rehearsal.now + _TRANSCRIPTION, event, known))
                case SpeechResumed():
                    tally.wasted += 1
                case UtteranceEnded():
                    ends.append(event.at)
                case _:
                    pass
    tally.cut_off += any(at < end for at in ends)
    if ends:
        tally.delays.append(ends[-1] - end)
    else:
        tally.unheard += 1


@pytest.mark.bench
def test_bench_endpointing(capsys: pytest.CaptureFixture[str]) -> None:
    spoken = [each for each in recordings() if each.kind in {"command", "read"}]
    detector = SileroDetector()
    lines = [_TITLE.format(len(spoken), _TRANSCRIPTION * 1000), _HEAD]
    for hang_over, complete in ((0.096, 0.256), (0.128, 0.256), (0.16, 0.256),
                                (0.192, 0.256), (0.16, 0.32), (0.16, 0.384)):  # fmt: skip
        settings = replace(
            EndpointingSettings(), hang_over=hang_over, patience_complete=complete
        )
        for knowledge in ("oracle", "always complete", "unknown", "always incomplete"):
            tally = Tally()
            for recording in spoken:
                _rehearse(recording, detector, settings, knowledge, tally)
            p50, p95 = np.percentile(tally.delays, [50, 95]) * 1000
            lines.append(
                f"{hang_over * 1000:9.0f} {complete * 1000:8.0f} {knowledge:<18} "
                f"{p50:5.0f} {p95:5.0f} {tally.cut_off:7} {tally.pauses:6} "
                f"{tally.wasted:6} {tally.unheard:7}"
            )
            assert tally.delays
    with capsys.disabled():
        print("\n" + "\n".join(lines))
