"""Did the person mean to interrupt? Pure judgement on what was recognised so far."""

from __future__ import annotations

import re
from enum import Enum, auto

from rapidfuzz import fuzz

from lumen.core.speech import Transcript
from lumen.core.units import Seconds

SUSTAINED_SPEECH = Seconds(0.8)
"""Voiced time after which speech without known words counts as an interruption.

Source: backchannels last 0.2 to 0.6 s (Ward & Tsukahara 2000, J. Pragmatics 32).
"""

ECHO_SIMILARITY = 82.0
"""Partial ratio (0 to 100) from which a transcript counts as Lumen's own words.

Source: transcripts of Lumen's leaked voice score 85 to 100, replies of people to the
same sentences below 70 (tests/dialogue/test_barge_in.py holds the pairs).
"""

_ECHO_MIN_WORDS = 2
_OWN_WORDS_WINDOW = 800  # characters: the longest sentence and the one behind it

_BACKCHANNEL_WORDS = (
    "mhm mm mmm mm-hmm mmhmm hm hmm hmmm uh-huh uhhuh uh huh um ah aha oh ooh wow "
    "yeah yep yup yes ok okay right sure really nice cool good great "
    "ja genau oui si d'accord vale claro"
)
_BACKCHANNELS = frozenset(_BACKCHANNEL_WORDS.split(" ")) | {"i see", "got it"}

_WORDS = re.compile(r"[\w'-]+")


class BargeIn(Enum):
    """What speech over Lumen's reply turned out to be."""

    CONFIRMED = auto()
    """The person wants the floor."""
    UNCERTAIN = auto()
    """Nothing that decides it yet."""
    BACKCHANNEL = auto()
    """The person is listening aloud: go on."""
    ECHO = auto()
    """Lumen heard itself."""


def judge(transcript: Transcript, voiced: Seconds, own_words: str) -> BargeIn:
    """Judge speech over a reply.

    Args:
        transcript: What was recognised of it so far.
        voiced: Seconds of speech in it so far.
        own_words: What Lumen has been saying, latest last.

    Returns:
        `UNCERTAIN` when the words (or their absence) decide nothing.
    """
    if transcript.rejected:
        return BargeIn.CONFIRMED if voiced >= SUSTAINED_SPEECH else BargeIn.UNCERTAIN
    words = _WORDS.findall(transcript.text.lower())
    if not words:
        return BargeIn.UNCERTAIN
    if is_echo(transcript.text, own_words):
        return BargeIn.ECHO
    if is_backchannel(transcript.text):
        return BargeIn.BACKCHANNEL
    return BargeIn.CONFIRMED


def is_backchannel(text: str) -> bool:
    """Whether the words only show that the person is listening."""
    words = _WORDS.findall(text.lower())
    joined = " ".join(words)
    return joined in _BACKCHANNELS or (
        0 < len(words) <= 3 and all(word in _BACKCHANNELS for word in words)
    )


def is_echo(text: str, own_words: str) -> bool:
    """Whether a transcript is a piece of what Lumen itself was saying.

    A single word is never taken for an echo: people answer with words they heard.

    Args:
        text: The transcript.
        own_words: What Lumen has been saying, latest last.
    """
    heard = _WORDS.findall(text.lower())
    if len(heard) < _ECHO_MIN_WORDS:
        return False
    said = " ".join(_WORDS.findall(own_words[-_OWN_WORDS_WINDOW:].lower()))
    phrase = " ".join(heard)
    if len(phrase) > len(said) * 1.25:
        return False
    return fuzz.partial_ratio(phrase, said) >= ECHO_SIMILARITY
