"""One form for the many spellings of a name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ROMAN = {
    "ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9",
}  # fmt: skip
_NUMBERS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11",
    "twelve": "12", "thirteen": "13", "twenty": "20", "hundred": "100",
}  # fmt: skip
_FEATURING = re.compile(r"[\s(\[]+(?:feat|ft|featuring)\b.*$")
_EXTRAS = re.compile(r"[(\[][^)\]]*[)\]]")
_NO_WORD = re.compile(r"[^\w\s]")


@lru_cache(maxsize=16_384)  # artists and genres come again and again
def simplified(text: str) -> str:
    """One form for the many spellings of a title: small, bare, numbers as digits."""
    text = unicodedata.normalize("NFKD", text).casefold()  # a ㎩ holds a capital
    text = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = text.replace("&", " and ").replace("'", "").replace("\u2019", "")
    words = _NO_WORD.sub(" ", text).replace("_", " ").split()
    return " ".join(_ROMAN.get(word, _NUMBERS.get(word, word)) for word in words)


def title_form(title: str) -> str:
    """The title without what nobody says: guests, remasters, a leading article."""
    bare = _FEATURING.sub("", title.casefold())
    short = _EXTRAS.sub(" ", bare)
    return simplified(short) or simplified(bare) or simplified(title)
