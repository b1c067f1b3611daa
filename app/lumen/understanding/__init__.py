"""What a sentence asks for: intents with slots, recognised without a model."""

from lumen.understanding.intents import parse
from lumen.understanding.phrases import phrases

__all__ = ["parse", "phrases"]
