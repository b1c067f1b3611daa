"""The times of each turn: marks, the delays between them, and how they spread.

========================== ======================================================
measure                    from ... to
========================== ======================================================
``end_of_utterance_delay`` speech ended ... endpoint reached
``transcription_delay``    endpoint reached ... transcript final
``ttft``                   generation started ... first token
``ttfs``                   first token ... first sentence
``synthesis_delay``        first sentence ... first clip
``playback_delay``         first clip ... first audio
``ttfa``                   speech ended (typed: generation started) ... first audio
``barge_in_delay``         interrupted ... silenced
========================== ======================================================

Work that was done ahead of time, while it was not certain yet, counts as 0.
"""

from __future__ import annotations

import logging
import math
import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from lumen.core.metrics import Mark, Measure
from lumen.core.turn import NO_TURN, TurnId
from lumen.core.units import Seconds

KEPT_TURNS = 200

_log = logging.getLogger(__name__)

_MEASURES: Mapping[Measure, tuple[tuple[Mark, Mark], ...]] = MappingProxyType(
    {
        Measure.END_OF_UTTERANCE_DELAY: ((Mark.SPEECH_ENDED, Mark.ENDPOINT_REACHED),),
        Measure.TRANSCRIPTION_DELAY: ((Mark.ENDPOINT_REACHED, Mark.TRANSCRIPT_FINAL),),
        Measure.TIME_TO_FIRST_TOKEN: ((Mark.GENERATION_STARTED, Mark.FIRST_TOKEN),),
        Measure.TIME_TO_FIRST_SENTENCE: ((Mark.FIRST_TOKEN, Mark.FIRST_SENTENCE),),
        Measure.SYNTHESIS_DELAY: ((Mark.FIRST_SENTENCE, Mark.FIRST_CLIP),),
        Measure.PLAYBACK_DELAY: ((Mark.FIRST_CLIP, Mark.FIRST_AUDIO),),
        Measure.TIME_TO_FIRST_AUDIO: (
            (Mark.SPEECH_ENDED, Mark.FIRST_AUDIO),
            (Mark.GENERATION_STARTED, Mark.FIRST_AUDIO),
        ),
        Measure.BARGE_IN_DELAY: ((Mark.INTERRUPTED, Mark.SILENCED),),
    }
)
"""Pairs of marks; the first pair of which both were reached counts."""

_STAGES: tuple[tuple[str, Mark, Mark], ...] = (
    ("hearing", Mark.SPEECH_ENDED, Mark.ENDPOINT_REACHED),
    ("recognition", Mark.ENDPOINT_REACHED, Mark.TRANSCRIPT_FINAL),
    ("thinking", Mark.GENERATION_STARTED, Mark.FIRST_SENTENCE),
    ("voice", Mark.FIRST_SENTENCE, Mark.FIRST_CLIP),
    ("playback", Mark.FIRST_CLIP, Mark.FIRST_AUDIO),
)


@dataclass(frozen=True, slots=True)
class Span:
    """One stretch of a turn's waterfall; times on the companion's clock."""

    name: str
    start: Seconds
    end: Seconds


@dataclass(frozen=True, slots=True)
class Summary:
    """How a measure spreads over the turns that are kept.

    Attributes:
        turns: Turns that have it.
        p50: Half of them took so long at most.
        p95: Nineteen of twenty took so long at most.
    """

    turns: int
    p50: Seconds
    p95: Seconds


class MetricsStore:
    """Keeps the marks of the last turns; a `MetricsSink`, thread-safe.

    Args:
        kept_turns: How many turns are kept; older ones are forgotten.
    """

    def __init__(self, kept_turns: int = KEPT_TURNS) -> None:
        self._kept = kept_turns
        self._lock = threading.Lock()
        self._turns: OrderedDict[TurnId, dict[Mark, Seconds]] = OrderedDict()
        self._counters: Counter[str] = Counter()
        self._listeners: tuple[Callable[[TurnId, Mark], None], ...] = ()

    def mark(self, turn: TurnId, mark: Mark, at: Seconds) -> None:
        """See `MetricsSink.mark`."""
        if turn == NO_TURN:
            return
        with self._lock:
            marks = self._turns.setdefault(turn, {})
            if mark in marks:
                return
            marks[mark] = at
            while len(self._turns) > self._kept:
                self._turns.popitem(last=False)
            listeners = self._listeners
        for listener in listeners:
            try:
                listener(turn, mark)
            except Exception as error:  # noqa: BLE001 - measuring must not break a turn
                _log.error("a metrics listener failed: %s", type(error).__name__)

    def count(self, name: str, by: int = 1) -> None:
        """See `MetricsSink.count`."""
        with self._lock:
            self._counters[name] += by

    def subscribe(self, listener: Callable[[TurnId, Mark], None]) -> Callable[[], None]:
        """Have `listener` called for each new mark, on the thread that marked it.

        Returns:
            What ends the subscription.
        """
        with self._lock:
            self._listeners = (*self._listeners, listener)

        def unsubscribe() -> None:
            with self._lock:
                self._listeners = tuple(
                    known for known in self._listeners if known is not listener
                )

        return unsubscribe

    def turns(self) -> tuple[TurnId, ...]:
        """The turns that are kept, in the order of their first marks."""
        with self._lock:
            return tuple(self._turns)

    def timeline(self, turn: TurnId) -> Mapping[Mark, Seconds]:
        """The marks of a turn by time; empty when it is not known."""
        with self._lock:
            marks = dict(self._turns.get(turn, {}))
        return dict(sorted(marks.items(), key=lambda reached: reached[1]))

    def measures(self, turn: TurnId) -> Mapping[Measure, Seconds]:
        """The delays of a turn that can be told so far, none below 0."""
        return _measured(self.timeline(turn))

    def waterfall(self, turn: TurnId) -> tuple[Span, ...]:
        """What the time until the first sound went to, in order."""
        marks = self.timeline(turn)
        return tuple(
            Span(name, marks[start], max(marks[start], marks[end]))
            for name, start, end in _STAGES
            if start in marks and end in marks
        )

    def counters(self) -> Mapping[str, int]:
        """All counters by name."""
        with self._lock:
            return dict(sorted(self._counters.items()))

    def summary(self) -> Mapping[Measure, Summary]:
        """How each measure spreads over the kept turns; without those none has."""
        with self._lock:
            turns = [dict(marks) for marks in self._turns.values()]
        measured = [_measured(marks) for marks in turns]
        spreads: dict[Measure, Summary] = {}
        for measure in Measure:
            values = sorted(m[measure] for m in measured if measure in m)
            if values:
                spreads[measure] = Summary(
                    len(values), percentile(values, 0.5), percentile(values, 0.95)
                )
        return spreads


def percentile(ascending: Sequence[Seconds], share: float) -> Seconds:
    """The nearest-rank percentile.

    Args:
        ascending: At least one value, sorted.
        share: 0 to 1.
    """
    rank = max(1, math.ceil(share * len(ascending) - 1e-9))
    return ascending[rank - 1]


def _measured(marks: Mapping[Mark, Seconds]) -> dict[Measure, Seconds]:
    found: dict[Measure, Seconds] = {}
    for measure, pairs in _MEASURES.items():
        for start, end in pairs:
            if start in marks and end in marks:
                found[measure] = Seconds(max(0.0, marks[end] - marks[start]))
                break
    return found
