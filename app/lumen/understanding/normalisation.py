"""One form for the many ways in which the same words are typed or recognised."""

# ruff: noqa: RUF001 - typographic apostrophes are what is replaced

from __future__ import annotations

import re
import unicodedata

LONGEST_CHARS = 160
"""Longer texts are no commands: nothing is looked for in them."""

_CONTRACTIONS = {
    "what's": "what is", "whats": "what is", "who's": "who is", "whos": "who is",
    "how's": "how is", "hows": "how is", "where's": "where is", "it's": "it is",
    "that's": "that is", "thats": "that is", "i'm": "i am", "im": "i am",
    "you're": "you are", "youre": "you are", "can't": "can not", "cant": "can not",
    "cannot": "can not", "don't": "do not", "dont": "do not", "didn't": "did not",
    "didnt": "did not", "couldn't": "could not", "couldnt": "could not",
    "let's": "let us", "name's": "name is", "i've": "i have", "i'd": "i would",
    "i'll": "i will", "today's": "today is", "todays": "today is", "u": "you",
    "ur": "your", "r": "are", "pls": "please", "plz": "please", "tho": "though",
    "thx": "thanks", "ok": "okay", "k": "okay", "cuz": "because", "wat": "what",
    "tel": "tell", "louda": "louder", "gonna": "going to", "gotta": "got to",
    "wanna": "want to", "favourite": "favorite", "colour": "color", "mom": "mum",
    "yourself": "yourself", "goodnight": "good night", "goodmorning": "good morning",
}  # fmt: skip

_MISHEARD = (
    ("your self", "yourself"),
    ("good by", "goodbye"),
    ("good bye", "goodbye"),
    ("never mind", "nevermind"),
    ("thank u", "thank you"),
    ("what times is it", "what time is it"),
    ("what time it is", "what time is it"),
    ("a loud", "aloud"),
    ("hay lumen", "hey lumen"),
    ("shut-up", "shut up"),
)
"""Spellings of recognisers, applied to whole words."""

_NAME = r"(?:lumen|loomen|lumin|luman|lumon|lumens|loomin|lemon|blumen)"
_WAKE = re.compile(rf"(?:(?:hey|hi|hello|hallo|okay|oh|so|yo|dear)\s+)?{_NAME}\b\s*")
_FILLERS = re.compile(
    r"(?:(?:um+|uh+|erm*|hmm*|well|so|okay|alright|all right|oh|ah|hey|please|and|"
    r"excuse me|sorry but|just|now|then|listen|i said)\s+)+"
)
_POLITE = re.compile(
    r"(?:(?:could|can|would|will) you (?:please |kindly |just |maybe |quickly )?"
    r"|would you mind |(?:i want|i would like|i need) you to |i would like to |"
    r"please |kindly |go ahead and |do you mind |you can |you may |you should )"
)
_TAIL = re.compile(
    rf"\s+(?:please|{_NAME}|for me|right now|now|if you (?:can|could|"
    r"would|please|do not mind)|would you|will you|could you|okay|thanks|thank you|"
    r"buddy|my friend|friend|dear|mate|man|though|then)$"
)
_UNSPOKEN = re.compile(r"[^\w\s'%+*/^.,-]")
_EDGES = re.compile(r"(?<!\d)[.,](?!\d)|[.,](?!\d)|(?<!\w)[-']|[-'](?!\w)")


def normalise(text: str) -> str:
    """Small letters, plain apostrophes, no punctuation, contractions spelled out.

    Args:
        text: A sentence as typed or recognised; only its beginning counts.
    """
    text = unicodedata.normalize("NFKC", text[: LONGEST_CHARS + 40]).casefold()
    text = text.replace("’", "'").replace("`", "'").replace("´", "'")
    text = _EDGES.sub(" ", _UNSPOKEN.sub(" ", text))
    words = [_CONTRACTIONS.get(word, word) for word in text.split()]
    text = f" {' '.join(words)} "
    for heard, meant in _MISHEARD:
        text = text.replace(f" {heard} ", f" {meant} ")
    return text.strip()


def without_courtesy(text: str) -> str:
    """A normalised sentence without wake word, fillers and politeness around it.

    Returns:
        What is left; empty when there was nothing else.
    """
    for _ in range(3):
        before = text
        for pattern in (_WAKE, _FILLERS, _POLITE):
            match = pattern.match(f"{text} ")
            if match and match.end() <= len(text) + 1:
                text = text[match.end() :].strip()
        text = _TAIL.sub("", text)
        if text == before:
            break
    return text
