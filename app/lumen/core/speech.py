"""What is heard and what is said: transcripts, sentences, clips."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field

from lumen.core.audio import Pcm
from lumen.core.expression import Expression, Viseme
from lumen.core.units import Seconds


@dataclass(frozen=True, slots=True)
class Transcript:
    """What a recogniser made of an utterance.

    Attributes:
        text: The words; empty when nothing was understood.
        confidence: 0 to 1, comparable within one engine only.
        language: BCP 47 tag such as ``en``.
        engine: Name of the recogniser.
        rejected: Speech was heard but fits nothing the engine knows; `suggestions`
            may say what was meant.
        suggestions: Phrases to offer as "did you mean ...?", best first.
    """

    text: str = field(repr=False)
    confidence: float
    language: str
    engine: str
    rejected: bool = False
    suggestions: tuple[str, ...] = field(default=(), repr=False)

    @property
    def silent(self) -> bool:
        """Whether nothing that could be speech was recognised."""
        return not self.text and not self.rejected


@dataclass(frozen=True, slots=True)
class Sentence:
    """One stretch of a reply that is synthesised as a whole.

    Attributes:
        index: Number within the turn, from 0.
        display: The text as shown, markdown included.
        spoken: The text as spoken: numbers, units, addresses in words.
        anchors: Pairs (offset in `spoken`, offset in `display`), both ascending:
            after so many spoken characters, so many shown ones have been said.
            Between two anchors with equal distances the texts run in step; a stretch
            of another length ("$5", "five dollars") counts as a whole.
            Empty when both texts are the same.
        expression: How it is meant.
        sound: Name of a sound that is heard instead of words (see `speech.sounds`);
            both texts are empty then.
    """

    index: int
    display: str = field(repr=False)
    spoken: str = field(repr=False)
    anchors: tuple[tuple[int, int], ...] = field(default=(), repr=False)
    expression: Expression = Expression.NEUTRAL
    sound: str = ""

    def display_offset(self, spoken_offset: int) -> int:
        """How much of `display` was said after `spoken_offset` spoken characters.

        Args:
            spoken_offset: Characters of `spoken` that were heard, 0 to its length.

        Returns:
            An offset into `display`; the whole length when all was spoken.
        """
        if spoken_offset >= len(self.spoken):
            return len(self.display)
        if not self.anchors:
            return min(max(spoken_offset, 0), len(self.display))
        at = bisect.bisect_right(self.anchors, (spoken_offset, len(self.display)))
        spoken, shown = self.anchors[at - 1] if at else (0, 0)
        end = (len(self.spoken), len(self.display))
        next_spoken, next_shown = self.anchors[at] if at < len(self.anchors) else end
        if next_spoken - spoken == next_shown - shown:
            return shown + max(0, spoken_offset - spoken)
        return shown


@dataclass(frozen=True, slots=True)
class VisemeSpan:
    """A mouth shape between two moments of a clip, in seconds from its start."""

    viseme: Viseme
    start: Seconds
    end: Seconds
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class WordTime:
    """When a word of `Sentence.spoken` sounds, in seconds from the clip's start.

    Attributes:
        begin: Offset of the word's first character in `Sentence.spoken`.
        end: Offset behind the word's last character.
        start: When it starts to sound.
        stop: When it has been said.
    """

    begin: int
    end: int
    start: Seconds
    stop: Seconds


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """A spoken sentence: PCM, mouth and words on one time line.

    Attributes:
        sentence: What is said.
        samples: float32[n], mono.
        rate_hz: Sample rate of `samples`.
        visemes: Sorted, not overlapping, from 0 to the clip's end.
        words: Sorted by time; empty when the engine gives none.
    """

    sentence: Sentence
    samples: Pcm = field(repr=False)
    rate_hz: int
    visemes: tuple[VisemeSpan, ...] = field(repr=False)
    words: tuple[WordTime, ...] = field(repr=False)

    @property
    def duration(self) -> Seconds:
        """Length of the samples in seconds."""
        return Seconds(len(self.samples) / self.rate_hz)

    def heard_text(self, position: Seconds) -> str:
        """The part of the shown text that was heard when cut at `position`.

        A word counts as heard when it was said to its end. Without word times the
        share of the clip is rounded down to whole words.

        Args:
            position: Seconds of the clip that were heard.
        """
        if position >= self.duration:
            return self.sentence.display
        if self.words:
            ends = [word.end for word in self.words if word.stop <= position + 1e-6]
            spoken = ends[-1] if ends else 0
        else:
            share = max(0.0, position) / self.duration if self.duration else 0.0
            text = self.sentence.spoken
            spoken = text.rfind(" ", 0, int(share * len(text)) + 1)
        if spoken <= 0:
            return ""
        return self.sentence.display[: self.sentence.display_offset(spoken)].rstrip()


@dataclass(frozen=True, slots=True)
class SpeechStyle:
    """How to say something.

    Attributes:
        language: BCP 47 tag such as ``en-us``.
        voice: Name of a voice of the engine; empty for the engine's best.
        rate: 1.0 is the voice's own pace; 0.5 to 2.0.
        volume: Linear gain, 0 to 1.
        intensity: 0 to 1: how strongly the sentence's expression is heard.
    """

    language: str = "en-us"
    voice: str = ""
    rate: float = 1.0
    volume: float = 1.0
    intensity: float = 0.7


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """What is audible at this moment.

    Attributes:
        clip: The clip being played.
        position: Seconds of it that have left the loudspeaker.
        gain: Current gain of the voice, 0 to 1 (lower while ducked).
    """

    clip: Clip
    position: Seconds
    gain: float = 1.0
