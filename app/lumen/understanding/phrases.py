"""What can be asked for without a model, gathered from the features.

A feature joins by declaring an `Asking` per intent in a module of its own and adding
that tuple to `FEATURES`; recogniser, parser and tests take it from here.
"""

from __future__ import annotations

from lumen.understanding.asking import Asking
from lumen.understanding.command_phrases import EXACT, SELF, VOICE
from lumen.understanding.media_phrases.spoken import SPOKEN
from lumen.understanding.talk_phrases import ANSWERS, COURTESY, SMALL_TALK

FEATURES: tuple[tuple[Asking, ...], ...] = (
    EXACT, VOICE, SELF, COURTESY, SMALL_TALK, ANSWERS,
)  # fmt: skip
"""What is asked for, most exact first: the first match counts."""


def askings() -> tuple[Asking, ...]:
    """All features' askings, in the order in which they are tried."""
    return tuple(asking for feature in FEATURES for asking in feature)


def phrases() -> tuple[str, ...]:
    """The sentences of the embedded recogniser's grammar, each once."""
    own = (phrase for asking in askings() for phrase in asking.phrases)
    media = (phrase for _, spoken in SPOKEN for phrase in spoken)
    return tuple(dict.fromkeys((*own, *media)))
