"""What the face makes of the voice: the mouth, and how lively the head goes along."""

from __future__ import annotations

import math
from bisect import bisect_right

from lumen.avatar.mouth import loudness_weights, mouth_weights
from lumen.avatar.rig import MOUTH_CHANNELS, Channel, Rig
from lumen.core.errors import InputError
from lumen.core.expression import Viseme
from lumen.core.speech import Clip, Heard, VisemeSpan
from lumen.core.units import Seconds

_KEPT_WHILE_SPEAKING = {
    Channel.MOUTH_SMILE_LEFT: 0.65,
    Channel.MOUTH_SMILE_RIGHT: 0.65,
    Channel.MOUTH_FROWN_LEFT: 0.6,
    Channel.MOUTH_FROWN_RIGHT: 0.6,
}
"""Share of the expression's mouth that is seen while speaking."""

_LOST_WHILE_SPEAKING = tuple(
    (channel, 1.0 - _KEPT_WHILE_SPEAKING.get(channel, 0.0))
    for channel in Channel
    if channel in MOUTH_CHANNELS
)


def visemes_by_ear(clip: Clip) -> tuple[VisemeSpan, ...]:
    """Mouth shapes from a clip's sound; none when nothing can be made of it."""
    from lumen.avatar.acoustic import visemes_of_sound

    try:
        return visemes_of_sound(clip.samples, clip.rate_hz)
    except InputError:  # the table is missing: loudness is left
        return ()


class _Spoken:
    """A clip and when it began to sound."""

    __slots__ = ("clip", "duration", "jaws", "start", "starts", "until", "visemes")

    def __init__(self, clip: Clip, start: float, rig: Rig) -> None:
        self.clip = clip
        self.start = start
        self.until = math.inf
        self.duration = clip.duration
        self.visemes = clip.visemes or visemes_by_ear(clip)
        self.starts = [span.start for span in self.visemes]
        self.jaws = [
            rig.visemes[span.viseme].get(Channel.JAW_OPEN, 0.0) * span.weight
            for span in self.visemes
        ]

    def jaw(self, at: float) -> float:
        position = at - self.start
        if not 0.0 <= position < self.duration or at >= self.until:
            return 0.0
        if not self.jaws:
            return 1.0 - loudness_weights(self.clip, Seconds(position))[Viseme.SIL]
        return self.jaws[max(0, bisect_right(self.starts, position) - 1)]


class Voices:
    """Remembers what was heard and when, so that it is known between two poses too.

    Args:
        rig: How far each viseme opens the jaw.
    """

    def __init__(self, rig: Rig) -> None:
        self._rig = rig
        self._spoken: list[_Spoken] = []

    def note(self, heard: Heard | None, at: Seconds) -> None:
        """Learn what is heard at `at`."""
        spoken = self._spoken
        if heard is None:
            if spoken and spoken[-1].start + spoken[-1].duration > at:
                spoken[-1].until = min(spoken[-1].until, at)
            return
        start = at - heard.position
        if spoken and spoken[-1].clip is heard.clip:
            spoken[-1].start = start
            spoken[-1].until = math.inf
            return
        spoken.append(_Spoken(heard.clip, start, self._rig))
        del spoken[:-2]

    def add_mouth(self, values: dict[Channel, float], heard: Heard) -> None:
        """Shape the mouth for what is heard; the expression keeps part of its corners.

        Args:
            values: Of all channels.
            heard: What is audible now; was given to `note` before.
        """
        visemes = self._visemes(heard.clip)
        if visemes:
            weights = mouth_weights(visemes, heard.position)
        else:
            weights = loudness_weights(heard.clip, heard.position)
        speaking = 1.0 - weights.get(Viseme.SIL, 0.0)
        for channel, lost in _LOST_WHILE_SPEAKING:
            values[channel] *= 1.0 - speaking * lost
        for viseme, weight in weights.items():
            for channel, value in self._rig.visemes[viseme].items():
                values[channel] += weight * value
        closed = weights.get(Viseme.PP, 0.0)
        values[Channel.JAW_OPEN] *= 1.0 - 0.8 * closed * closed

    def _visemes(self, clip: Clip) -> tuple[VisemeSpan, ...]:
        for spoken in self._spoken:
            if spoken.clip is clip:
                return spoken.visemes
        return clip.visemes

    def jaw(self, at: float) -> float:
        """How far the voice opened the jaw at a moment that is over, unsmoothed."""
        return max((spoken.jaw(at) for spoken in self._spoken), default=0.0)
