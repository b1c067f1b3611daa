"""The times of turns, kept in memory and on this machine."""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lumen.core.metrics import Mark, Measure
from lumen.core.turn import TurnId
from lumen.core.units import Seconds

_KEPT_TURNS = 200

_MEASURES: dict[Measure, tuple[Mark, Mark]] = {
    Measure.END_OF_UTTERANCE_DELAY: (Mark.SPEECH_ENDED, Mark.ENDPOINT_REACHED),
    Measure.TRANSCRIPTION_DELAY: (Mark.ENDPOINT_REACHED, Mark.TRANSCRIPT_FINAL),
    Measure.TIME_TO_FIRST_TOKEN: (Mark.GENERATION_STARTED, Mark.FIRST_TOKEN),
    Measure.TIME_TO_FIRST_SENTENCE: (Mark.FIRST_TOKEN, Mark.FIRST_SENTENCE),
    Measure.SYNTHESIS_DELAY: (Mark.FIRST_SENTENCE, Mark.FIRST_CLIP),
    Measure.PLAYBACK_DELAY: (Mark.FIRST_CLIP, Mark.FIRST_AUDIO),
    Measure.TIME_TO_FIRST_AUDIO: (Mark.SPEECH_ENDED, Mark.FIRST_AUDIO),
    Measure.BARGE_IN_DELAY: (Mark.INTERRUPTED, Mark.SILENCED),
}
"""Each measure is the time from one mark to another; never below 0."""

_SPANS: tuple[tuple[str, Mark, Mark], ...] = (
    ("hearing", Mark.SPEECH_ENDED, Mark.ENDPOINT_REACHED),
    ("recognition", Mark.ENDPOINT_REACHED, Mark.TRANSCRIPT_FINAL),
    ("thinking", Mark.GENERATION_STARTED, Mark.FIRST_SENTENCE),
    ("voice", Mark.FIRST_SENTENCE, Mark.FIRST_CLIP),
    ("playback", Mark.FIRST_CLIP, Mark.FIRST_AUDIO),
)


@dataclass(frozen=True, slots=True)
class Span:
    """One stretch of a turn's waterfall, on the clock of the marks."""

    name: str
    start: Seconds
    end: Seconds


@dataclass(frozen=True, slots=True)
class Summary:
    """A measure over the kept turns, in seconds."""

    turns: int
    p50: Seconds
    p95: Seconds


class MetricsStore:
    """Implements `core.metrics.MetricsSink`; every method is thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._turns: OrderedDict[TurnId, dict[Mark, Seconds]] = OrderedDict()
        self._counters: Counter[str] = Counter()
        self._listeners: tuple[Callable[[TurnId, Mark], None], ...] = ()

    def mark(self, turn: TurnId, mark: Mark, at: Seconds) -> None:
        """See `MetricsSink.mark`."""
        with self._lock:
            marks = self._turns.setdefault(turn, {})
            if mark in marks:
                return
            marks[mark] = at
            while len(self._turns) > _KEPT_TURNS:
                self._turns.popitem(last=False)
        for listener in self._listeners:
            listener(turn, mark)

    def count(self, name: str, by: int = 1) -> None:
        """See `MetricsSink.count`."""
        with self._lock:
            self._counters[name] += by

    def subscribe(self, listener: Callable[[TurnId, Mark], None]) -> None:
        """Have `listener` called, on the marking thread, for every new mark."""
        self._listeners = (*self._listeners, listener)

    def counters(self) -> Mapping[str, int]:
        """All counters as of now."""
        with self._lock:
            return dict(self._counters)

    def timeline(self, turn: TurnId) -> Mapping[Mark, Seconds]:
        """The marks of a turn; empty when it is not known."""
        with self._lock:
            return MappingProxyType(dict(self._turns.get(turn, {})))

    def measures(self, turn: TurnId) -> Mapping[Measure, Seconds]:
        """The delays of a turn, as far as both marks were reached."""
        return _measures(self.timeline(turn))

    def waterfall(self, turn: TurnId) -> tuple[Span, ...]:
        """The stretches of a turn in their order, as far as they were reached."""
        marks = self.timeline(turn)
        return tuple(
            Span(name, marks[start], Seconds(max(marks[start], marks[end])))
            for name, start, end in _SPANS
            if start in marks and end in marks
        )

    def summary(self) -> Mapping[Measure, Summary]:
        """Each measure over all kept turns that have it."""
        with self._lock:
            turns = [dict(marks) for marks in self._turns.values()]
        values: dict[Measure, list[Seconds]] = {}
        for marks in turns:
            for measure, value in _measures(marks).items():
                values.setdefault(measure, []).append(value)
        return {
            measure: Summary(len(found), _rank(found, 0.50), _rank(found, 0.95))
            for measure, found in values.items()
        }


def _measures(marks: Mapping[Mark, Seconds]) -> dict[Measure, Seconds]:
    return {
        measure: Seconds(max(0.0, marks[end] - marks[start]))
        for measure, (start, end) in _MEASURES.items()
        if start in marks and end in marks
    }


def _rank(values: list[Seconds], share: float) -> Seconds:
    """The nearest-rank percentile."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
