"""Looking around in a text that is still growing, never further than a bounded way."""

# ruff: noqa: RUF001 - stops and marks of all scripts

from __future__ import annotations

import re

from lumen.dialogue import sentence_ends as ends

LONGEST_CHARS = 300
"""A stretch without a stop is cut here at the latest, if possible at a clause."""

WAIT = -1
"""What lies ahead is not there yet."""

LOOKAHEAD = 24
"""Characters of a word or of whitespace that are looked at, at most."""

RUN = 64
"""Characters of a run of stops or emoji that are looked at, at most."""

_SOFT = re.compile(r"[,;:—–]\s|[，；：、]")
_EXTENDING = re.compile("[\u0300-\u036f\ufe0f\u200d\u20e3\U0001f3fb-\U0001f3ff]")


class Lookout:
    """A growing text and the stretch of it that is being collected.

    Attributes:
        text: What was fed and not handed out yet.
        start: Where the stretch begins.
        ended: Whether no more text will come.
    """

    def __init__(self) -> None:
        self.text = ""
        self.start = 0
        self.ended = False

    def marker(self, first: int) -> bool | None:
        """Whether a list item, heading or quotation begins; None when not known yet."""
        text = self.text
        char = text[first : first + 1]
        if not char:
            return False if self.ended else None
        if char in "#>•|":
            return True
        if char in "-*+":
            follower = text[first + 1 : first + 2]
            if not follower:
                return False if self.ended else None
            return follower.isspace()
        if not char.isdecimal():
            return False
        head = text[first : first + 5]
        if ends.ENUMERATION.match(head):
            return True
        unsure = re.fullmatch(r"\d{1,3}[.)]?", head) and not self.ended
        return None if unsure else False

    def soft_place(self) -> int:
        """Where to cut a stretch that is too long."""
        text, start = self.text, self.start
        limit = start + LONGEST_CHARS
        soft = [match.end() for match in _SOFT.finditer(text, start, limit)]
        if soft and soft[-1] - start > LONGEST_CHARS // 3:
            return soft[-1]
        space = max(text.rfind(" ", start, limit), text.rfind("\n", start, limit))
        if space > start:
            return space
        place = limit
        while place > start + 1 and self._inside_grapheme(place):
            place -= 1
        return place if place > start + 1 else limit

    def _inside_grapheme(self, place: int) -> bool:
        text = self.text
        return text[place - 1] == "\u200d" or bool(_EXTENDING.match(text, place))

    def emoji_end(self, end: int) -> int:
        """End of emoji behind a stop, even after a space; `end` when there are none."""
        text = self.text
        begin = end + 1 if text[end] == " " else end
        if begin >= len(text):
            return end if self.ended else WAIT
        found = ends.EMOJI.match(text, begin, begin + RUN)
        if found is None:
            return end
        stop = found.end()
        unsure = stop == len(text) or (text[stop] == " " and stop + 1 == len(text))
        if unsure and stop - begin < RUN and not self.ended:
            return WAIT
        return stop

    def token(self, at: int) -> str:
        """The word that ends before `at`, without opening quotes and marks."""
        text = self.text
        begin = at
        lowest = max(self.start, at - RUN)
        while begin > lowest and not text[begin - 1].isspace():
            begin -= 1
        return text[begin:at].lstrip(ends.OPENERS)

    def next_word(self, ahead: int) -> str | None:
        """The word from `ahead` in small letters; None when it is not complete yet."""
        text = self.text
        stop = ahead
        while stop < len(text) and text[stop].isalpha() and stop - ahead < LOOKAHEAD:
            stop += 1
        if stop == len(text) and not self.ended:
            return None
        return text[ahead:stop].lower()

    def run_end(self, at: int, char: str) -> int:
        """Index behind a run of one character."""
        end = at
        while end < len(self.text) and self.text[end] == char:
            end += 1
        return end

    def bracketed(self, at: int) -> bool:
        """Whether a bracket is open in the stretch before `at`."""
        piece = self.text[self.start : at]
        return any(
            piece.count(opening) > piece.count(closing)
            for opening, closing in ("()", "[]", "“”", "«»")
        )
