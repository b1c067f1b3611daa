"""What a sentence asks for: intents with slots, recognised without a model."""

from lumen.understanding.context import NOTHING_KNOWN, Context
from lumen.understanding.doors import parse, parse_all
from lumen.understanding.intents import own_asking
from lumen.understanding.meaning import understand, warm_up
from lumen.understanding.phrases import phrases

__all__ = [
    "NOTHING_KNOWN", "Context", "own_asking", "parse", "parse_all", "phrases",
    "understand", "warm_up",
]  # fmt: skip
