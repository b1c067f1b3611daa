"""Spoken text while it grows: spacing, punctuation, anchors."""

# ruff: noqa: RUF001 - look-alike characters are what is looked for

from __future__ import annotations

_STRONG = ".!?"
_MARKS = ".,;:!?…。！？，；：、"
_SPOKEN_STOPS = {"．": ".", "｡": "。"}


class SpokenText:
    """Words and punctuation, and how much of the shown text they stand for.

    Attributes:
        parts: What was put out so far.
        length: Its length in characters.
        last: Its last character.
        gap: Whether a space is due before the next word.
        before: The word before, in small letters.
        before_number: Whether a number was said last.
        anchors: See `lumen.core.speech.Sentence.anchors`.
    """

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.last = ""
        self.gap = False
        self.before = ""
        self.before_number = False
        self.anchors: list[tuple[int, int]] = []

    def say(self, words: str, end: int, *, apart: bool = False) -> int:
        """Append words; `apart` sets spaces around them."""
        words = words.strip()
        if not words:
            return self.skip(end)
        if (self.gap or apart) and self.parts and self.last not in "(¿¡-–'":
            words_out = " " + words
        else:
            words_out = words
        self.put(words_out, end)
        self.gap = apart
        self.before = words.rpartition(" ")[2].lower()
        self.before_number = False
        return end

    def put(self, text: str, end: int) -> None:
        """Append text as it is."""
        self.parts.append(text)
        self.length += len(text)
        self.last = text[-1]
        self.anchor(end)

    def anchor(self, end: int) -> None:
        """Note that all up to `end` of the shown text has been said."""
        if self.anchors and self.anchors[-1][0] == self.length:
            self.anchors[-1] = (self.length, end)
        elif self.length:
            self.anchors.append((self.length, end))

    def skip(self, end: int) -> int:
        """Say nothing; what is glued to the last word counts as said with it."""
        if not self.gap and self.length:
            self.anchor(end)
        return end

    def stop(self, char: str, end: int) -> int:
        """Append punctuation, at most one mark after a word."""
        char = _SPOKEN_STOPS.get(char, char)
        if not self.parts or self.last in "(¿¡":
            return self.skip(end)
        if self.last in _MARKS:
            if self.last in ",;:" and char in _STRONG:
                self.parts[-1] = self.parts[-1][:-1] + char
                self.last = char
            self.anchor(end)
            return end
        self.put(char, end)
        self.before = ""
        self.before_number = False
        return end

    def pause(self, at: int) -> None:
        """A line ended: let the voice fall if its text has no mark of its own."""
        if self.last and self.last not in ".,;:!?…。！？，；：、(":
            self.put(".", at)

    def open(self, char: str) -> None:
        """Append an opening mark; the next word is glued to it."""
        if self.gap and self.parts:
            char = " " + char
        self.parts.append(char)
        self.length += len(char)
        self.last, self.gap = char[-1], False
