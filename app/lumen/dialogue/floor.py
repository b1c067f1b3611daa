"""Who holds the floor: what goes on at once, as records of the turn machine."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from lumen.core.speech import Clip, Sentence, Transcript
from lumen.core.turn import TurnId
from lumen.core.units import Seconds


@dataclass(slots=True)
class Hearing:
    """An utterance on its way to a transcript.

    Attributes:
        push_to_talk: Whether a key holds the recording open.
        over_reply: Whether it began while Lumen was replying: a possible barge-in.
        revision: The latest revision that hearing told of.
        asked: The latest revision that recognition was asked for.
        voiced: Seconds of speech in it.
        transcript: What the latest revision was recognised as.
    """

    turn: TurnId
    push_to_talk: bool = False
    over_reply: bool = False
    revision: int = -1
    asked: int = -1
    voiced: Seconds = field(default=Seconds(0.0))
    transcript: Transcript | None = None


@dataclass(slots=True)
class Reply:
    """A reply on its way to the ear.

    Attributes:
        voice: Whether it is spoken; else what was shown counts as heard.
        shown: Pieces of text, as shown.
        said: Sentences that were given to synthesis, as spoken.
        unsaid: Sentences that wait to be synthesised.
        held: Clips that wait until the voice of the turn before is silent.
        settled: Indices of sentences that were heard or given up.
        expected: How many sentences there are, once generation has ended.
        text: The whole reply, once generation has ended.
        audible: Whether the voice has begun.
        ducked: Whether the voice is lowered on suspicion of a barge-in.
        voice_failed: Whether the person was told that a sentence stays silent.
    """

    turn: TurnId
    voice: bool = True
    shown: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    unsaid: deque[Sentence] = field(default_factory=deque)
    held: list[Clip] = field(default_factory=list)
    settled: set[int] = field(default_factory=set)
    expected: int | None = None
    text: str = ""
    audible: bool = False
    ducked: bool = False
    voice_failed: bool = False

    @property
    def complete(self) -> bool:
        """Whether every sentence was heard or given up."""
        return self.expected is not None and len(self.settled) >= self.expected
