"""The mouth at the position that is heard: a pure function of the clip.

Each viseme is blended over its borders with one smooth kernel, so weights always add
up to one, neighbours colour each other (coarticulation), and short sounds are
undershot as in people. Lips that must meet do meet: closures hold for at least one
frame of film, whatever the tempo.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from lumen.avatar.chance import ease
from lumen.core.expression import Viseme
from lumen.core.speech import Clip, VisemeSpan
from lumen.core.units import Seconds

LEAD = Seconds(0.006)
"""Lips are ahead of the sound. Source: ITU-R BT.1359: noticed beyond +45/-125 ms."""

BLEND = Seconds(0.08)
"""Most seconds in which one shape becomes the next, half of them before the border."""

_BLEND_SHARE = 0.9
"""The same as a share of the shorter neighbour; up to 1 no sound is skipped."""

_SHORTEST_BLEND = Seconds(0.02)

CLOSURES = frozenset({Viseme.PP, Viseme.FF})
_SHORTEST_CLOSURE = Seconds(0.036)
"""A frame at 30 Hz lasts 33 ms: at least one shows the lips closed."""
_CLOSING = Seconds(0.03)
"""Most seconds in which lips close, and open again."""

_CLOSING_SHARE = 0.2
"""The same as a share of the neighbour that it is taken from, so that fast speech
keeps its vowels. Source: tests/avatar/test_mouth.py: at a rate of 1.6 the jaw follows
the sounds with a correlation of .86; with a share of .3, of .85; with 30 ms, of .82."""

_SHORTEST_CLOSING = Seconds(0.012)

_REACH = Seconds(0.12)
_SILENT_RMS = 0.008
_LOUD_RMS = 0.16
_WINDOW = Seconds(0.03)
_starts = attrgetter("start")


def mouth_weights(
    visemes: Sequence[VisemeSpan], position: Seconds
) -> dict[Viseme, float]:
    """How much of each mouth shape is seen.

    Args:
        visemes: Sorted and not overlapping, in seconds from the clip's start.
        position: Seconds of the clip that were heard.

    Returns:
        Shapes above zero; they add up to 1, with `Viseme.SIL` for the closed mouth at
        rest. Weights of the spans scale the opening in favour of SIL.

    Source: kernel-blended visemes are the dominance model of Cohen and Massaro (1993)
    with equal dominance; closures override as in Massaro's later constraint model.
    """
    at = position + LEAD
    found: dict[Viseme, float] = {}
    held: dict[Viseme, float] = {}
    first = max(0, bisect_left(visemes, at - _REACH, key=_starts) - 1)
    for index in range(first, len(visemes)):
        span = visemes[index]
        if span.start > at + _REACH:
            break
        opened = _passed(visemes, index, at)
        share = opened - _passed(visemes, index + 1, at)
        if share > 0.0 and span.viseme is not Viseme.SIL:
            found[span.viseme] = found.get(span.viseme, 0.0) + share * span.weight
        if span.viseme in CLOSURES:
            held[span.viseme] = max(
                held.get(span.viseme, 0.0), _held(visemes, index, at)
            )
    if held:
        _close(found, held)
    found[Viseme.SIL] = max(0.0, 1.0 - sum(found.values()))
    return found


def loudness_weights(clip: Clip, position: Seconds) -> dict[Viseme, float]:
    """The last resort when nothing is known of a clip: the louder, the wider.

    Args:
        clip: Its samples are looked at around `position` only.
        position: Seconds of the clip that were heard.
    """
    half = int(_WINDOW * clip.rate_hz / 2)
    centre = int(position * clip.rate_hz)
    window = clip.samples[max(0, centre - half) : max(0, centre + half)]
    if not 0.0 <= position <= clip.duration or len(window) == 0:
        return {Viseme.SIL: 1.0}
    rms = math.sqrt(float((window * window).mean()))
    if not math.isfinite(rms):
        return {Viseme.SIL: 1.0}
    opening = ease((rms - _SILENT_RMS) / (_LOUD_RMS - _SILENT_RMS)) ** 0.6
    round_share = 0.35 * (0.5 + 0.5 * math.sin(2.0 * math.pi * 2.3 * position))
    return {
        Viseme.AA: opening * (1.0 - round_share),
        Viseme.OH: opening * round_share,
        Viseme.SIL: 1.0 - opening,
    }


def _passed(visemes: Sequence[VisemeSpan], border: int, at: float) -> float:
    """Share of the blend that is over at the border before the `border`-th span."""
    around = visemes[max(0, border - 1) : border + 1]
    when = around[0].end if border else around[0].start
    shorter = min(span.end - span.start for span in around)
    length = min(BLEND, max(_SHORTEST_BLEND, _BLEND_SHARE * shorter))
    return ease((at - when) / length + 0.5)


def _close(found: dict[Viseme, float], held: dict[Viseme, float]) -> None:
    """Let closures override the rest; two that meet share the mouth."""
    closed = max(held.values())
    total = sum(held.values())
    for viseme in found:
        found[viseme] *= 1.0 - closed
    if total > 0.0:
        for viseme, part in held.items():
            found[viseme] = found.get(viseme, 0.0) + closed * part / total


def _held(visemes: Sequence[VisemeSpan], index: int, at: float) -> float:
    """How closed the lips are for a closure: 1 on its plateau."""
    span = visemes[index]
    middle = (span.start + span.end) / 2.0
    beyond = abs(at - middle) - max(span.end - span.start, _SHORTEST_CLOSURE) / 2.0
    if beyond >= _CLOSING:
        return 0.0
    beside = index - 1 if at < middle else index + 1
    length: float = _CLOSING
    if 0 <= beside < len(visemes):
        room = visemes[beside].end - visemes[beside].start
        length = min(_CLOSING, max(_SHORTEST_CLOSING, _CLOSING_SHARE * room))
    return 1.0 - ease(beyond / length) if beyond < length else 0.0
