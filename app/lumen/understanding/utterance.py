"""The words of a sentence, each with its place in what was said.

Rules read the plain form (small letters, contractions spelled out, no punctuation);
what fills a slot is cut from the sentence as it was typed or recognised.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LONGEST_CHARS = 400
"""What comes after is not looked at: nobody commands at such length."""

_CONTRACTIONS = {
    "what's": "what is", "whats": "what is", "who's": "who is", "whos": "who is",
    "how's": "how is", "where's": "where is", "when's": "when is", "it's": "it is",
    "that's": "that is", "thats": "that is", "there's": "there is", "i'm": "i am",
    "im": "i am", "you're": "you are", "youre": "you are", "they're": "they are",
    "we're": "we are", "can't": "can not", "cant": "can not", "cannot": "can not",
    "don't": "do not", "dont": "do not", "didn't": "did not", "didnt": "did not",
    "doesn't": "does not", "doesnt": "does not", "isn't": "is not", "isnt": "is not",
    "wasn't": "was not", "won't": "will not", "wouldn't": "would not",
    "shouldn't": "should not", "couldn't": "could not", "couldnt": "could not",
    "haven't": "have not", "let's": "let us", "lets": "let us", "i've": "i have",
    "i'd": "i would", "id": "i would", "i'll": "i will", "we'll": "we will",
    "we'd": "we would", "you'd": "you would",
    "they'd": "they would", "it'd": "it would", "that'd": "that would",
    "it'll": "it will", "that'll": "that will", "they'll": "they will",
    "we've": "we have", "she's": "she is", "he's": "he is", "you've": "you have",
    "hasn't": "has not",
    "weren't": "were not", "hadn't": "had not", "there'd": "there would",
    "you'll": "you will", "gonna": "going to", "gotta": "got to", "wanna": "want to",
    "gimme": "give me", "lemme": "let me", "u": "you", "pls": "please",
    "plz": "please", "plese": "please", "thx": "thanks", "ok": "okay",
    "favour": "favor", "goto": "go to", "fav": "favorite", "favs": "favorites",
    "rw": "rewind", "theyre": "they are", "aren't": "are not",
    "favourite": "favorite", "favourites": "favorites", "vol": "volume",
    "ch": "channel", "dn": "down", "wats": "what is",
    "lookup": "look up", "haf": "half", "wat's": "what is", "serch": "search",
    "seach": "search", "serach": "search",
    "needn't": "need not",
    "programme": "program", "programmes": "programs", "tv's": "tv",
    "unmuted": "unmute", "tunes": "tunes", "prev": "previous", "ff": "fast forward",
    "fwd": "forward", "rew": "rewind", "fave": "favorite", "faves": "favorites",
    "mins": "minutes", "min": "minutes", "secs": "seconds", "sec": "seconds",
    "hr": "hour", "hrs": "hours",
}  # fmt: skip
_WORD = re.compile(
    r"\d+(?:[:.,/]\d+)*(?:%|x\b|[a-z]+\b)?|[^\W_]+(?:['’&+][^\W_]+)*'?|[%+&-]"  # noqa: RUF001 - typographic apostrophes
)
_SIGNS = {"-": "minus", "+": "plus"}
_TIMES = re.compile(r"(?<!\w)x(\d(?:\.\d+)?)(?!\w)")
_JOINED = {"un-mute": "unmute", "un-pause": "unpause", "re-play": "replay"}
_STOPS = re.compile(r"[,;.!?:]+\s|\s[-–—]\s")  # noqa: RUF001 - dashes of all kinds


@dataclass(frozen=True, slots=True)
class Utterance:
    """A sentence or a part of one.

    Attributes:
        original: The whole text as said, after Unicode normalisation.
        words: Plain words.
        spans: Place of each word in `original`.
        stops: Numbers of the words after which a comma or a full stop stands.
    """

    original: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    stops: frozenset[int]

    @property
    def plain(self) -> str:
        """All words with single spaces."""
        return " ".join(self.words)

    def part(self, start: int, end: int) -> Utterance:
        """Words `start` to `end`, as an utterance of its own."""
        stops = frozenset(at - start for at in self.stops if start <= at < end - 1)
        return Utterance(
            self.original, self.words[start:end], self.spans[start:end], stops
        )

    def said(self, start: int, end: int) -> str:
        """What was said at the characters `start` to `end` of `plain`."""
        first = self.plain.count(" ", 0, start)
        last = first + self.plain.count(" ", start, max(start, end))
        if first >= len(self.spans):
            return ""
        last = min(last, len(self.spans) - 1)
        text = self.original[self.spans[first][0] : self.spans[last][1]]
        return " ".join(text.split()).strip(" ,.;:!?\"'“”")


def hear(text: str) -> Utterance:
    """The words of a text.

    Args:
        text: As typed or recognised; only its beginning counts.
    """
    original = unicodedata.normalize("NFKC", text[:LONGEST_CHARS])
    # Case folding that keeps every character in its place.
    folded = "".join(
        char.lower() if len(char.lower()) == 1 else char for char in original
    ).replace("’", "'")  # noqa: RUF001 - is replaced
    folded = _TIMES.sub(r"\1x", folded)  # "x1.5", as long as before
    for joined, plain in _JOINED.items():
        folded = folded.replace(joined, plain + " " * (len(joined) - len(plain)))
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    ends: dict[int, int] = {}
    for match in _WORD.finditer(folded):
        if match[0] in _SIGNS:
            sign = folded[match.end() : match.end() + 1].isdigit()
            if match[0] == "-" and (
                not sign
                or folded[: match.start()].strip() == folded[: match.start()] != ""
            ):
                continue
            words.append(_SIGNS[match[0]])
            spans.append(match.span())
            continue
        for word in _CONTRACTIONS.get(match[0], match[0]).split():
            words.append(word)
            spans.append(match.span())
        ends[match.end()] = len(words) - 1
    stops = set()
    for stop in _STOPS.finditer(folded + " "):
        number = ends.get(stop.start())
        if number is not None and number < len(words) - 1:
            stops.add(number)
    return Utterance(original, tuple(words), tuple(spans), frozenset(stops))
