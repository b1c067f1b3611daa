"""What is said as captions: plain words, a few lines at a time."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QTextDocumentFragment

from lumen.core.speech import Heard, Sentence
from lumen.ui.markdown import to_rich_text
from lumen.ui.message_text import harmless

PAGE_CHARACTERS = 110
"""About three lines of the bubble, read in the time in which they are said."""

_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Captions:
    """A sentence as it is shown.

    Attributes:
        pages: Its words, a bubble each; empty when there is nothing to read.
        shown: Characters of `Sentence.display`, of which `pages` are the words.
    """

    pages: tuple[str, ...]
    shown: int

    def at(self, heard: int) -> str:
        """The page being said.

        Args:
            heard: Characters of `Sentence.display` that were heard.
        """
        if not self.pages:
            return ""
        share = heard / self.shown if self.shown else 0.0
        position = share * sum(len(page) for page in self.pages)
        for page in self.pages:
            position -= len(page)
            if position < 0.0:
                return page
        return self.pages[-1]


def captions_of(sentence: Sentence) -> Captions:
    """The captions of a sentence; markdown becomes words, and nothing else does."""
    source = harmless(sentence.display[:_LONGEST])
    words = QTextDocumentFragment.fromHtml(to_rich_text(source)).toPlainText().split()
    return Captions(tuple(_pages(words)), len(source))


def caption_now(captions: Captions, heard: Heard) -> str:
    """The page for what the loudspeaker plays."""
    return captions.at(len(heard.clip.heard_text(heard.position)))


def _pages(words: list[str]) -> list[str]:
    """Fill pages evenly, so that the last one is no lonely word."""
    total = len(" ".join(words))
    count = -(-total // PAGE_CHARACTERS)
    if not count:
        return []
    limit = total / count
    pages: list[str] = []
    page = ""
    for word in _broken(words):
        longer = f"{page} {word}" if page else word
        if page and (len(page) >= limit or len(longer) > PAGE_CHARACTERS):
            pages.append(page)
            page = word
        else:
            page = longer
    return [*pages, page]


def _broken(words: list[str]) -> list[str]:
    """Words, the endless ones (and scripts without spaces) in pieces."""
    return [
        word[at : at + PAGE_CHARACTERS]
        for word in words
        for at in range(0, len(word), PAGE_CHARACTERS)
    ]
