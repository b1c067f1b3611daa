"""What a part of a sentence is judged by."""

from __future__ import annotations

from dataclasses import dataclass, field

from lumen.understanding.classifier import Classifier
from lumen.understanding.context import Context
from lumen.understanding.utterance import Utterance

ACTS = 0.85
"""From this confidence on, a command is done."""

ASKS = 0.5
"""From this confidence on, the person is asked; below, it is conversation."""

LONGEST_COMMAND = 45
"""Words."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """What a part of a sentence is judged by.

    Attributes:
        context: The moment.
        classifier: None where its weights cannot be read.
        whole: The whole sentence, with its politeness.
    """

    context: Context
    classifier: Classifier | None
    whole: Utterance
    _judged: dict[str, dict[str, float]] = field(default_factory=dict)

    def chances(self, text: str) -> dict[str, float]:
        """What the classifier makes of a text, which it judges once; perhaps empty."""
        if self.classifier is None:
            return {}
        if text not in self._judged:
            self._judged[text] = self.classifier.probabilities(text)
        return self._judged[text]

    def talk(self) -> float:
        """How much the whole sentence sounds like conversation, 0 to 1."""
        return self.chances(self.whole.original).get("conversation", 0.5)
