"""Addresses of pages and people, and names of files, as they are said."""

from __future__ import annotations

import re

from lumen.dialogue.spoken_numbers import cardinal, digits
from lumen.dialogue.spoken_words import words_for


def say_address(address: str, language: str) -> str:
    """A short form: the host, and the path if it is one plain word."""
    host, _, path = address.partition("/")
    host, _, port = host.rpartition("@")[2].partition(":")
    said = spell_name(host, language)
    if port.isdecimal():
        said += f" port {say_figures(port, language)}"
    path = path.strip("/").partition("?")[0].partition("#")[0]
    if 2 < len(path) <= 20 and path.isalpha():
        said += f" {words_for(language).slash} {path}"
    return said


def spell_name(name: str, language: str) -> str:
    """A name of a computer, a user or a file: words, numbers and dots."""
    pieces: list[str] = []
    for piece in re.findall(r"[^\W\d_]+|\d+|\.", name[:200]):
        if piece == ".":
            pieces.append(words_for(language).dot)
        elif piece.isdecimal():
            pieces.append(say_figures(piece, language))
        else:
            pieces.append(piece)
    return " ".join(pieces)


def say_figures(text: str, language: str) -> str:
    """Figures in a name: short ones as a number, codes digit by digit."""
    if len(text) > 4 or text.startswith("0"):
        return digits(text[:40], language)
    return cardinal(int(text), language)
