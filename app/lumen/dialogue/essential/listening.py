"""What a remark is about, as far as that can be told without understanding it."""

# ruff: noqa: RUF001 - a typographic apostrophe is replaced

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

_QUESTION = re.compile(
    r"^(?:(?:hey|okay|so|well|and|please|lumen|but)[,\s]+)*(?:what|who|whose|whom|why|when|"
    r"where|which|how|is|are|was|were|do|does|did|can|could|would|will|should|shall|have|"
    r"has|may|might|explain|tell|write|translate|describe|summarize|summarise|define|find|"
    r"search|show|give|recommend|suggest|list|compare|read|open|send|make|create|help|"
    r"teach|imagine|play|look)\b"
)
_REMARKS = (
    (
        "likes",
        re.compile(
            r"i (?:(?:really|also|just|do|quite) )*(?:like|love|enjoy|adore) (.+)"
        ),
    ),
    (
        "dislikes",
        re.compile(
            r"i (?:(?:really|just) )*(?:hate|dislike|(?:do not|don't) (?:really )?like|"
            r"can(?:'t| not|not) stand) (.+)"
        ),
    ),
    ("wishes", re.compile(r"i (?:(?:really|just) )*(?:want|need|miss) (?!to\b)(.+)")),
)
_TURNED = {
    "my": "your", "me": "you", "i": "you", "mine": "yours", "myself": "yourself",
    "our": "your", "we": "you", "us": "you", "your": "my", "you": "me", "am": "are",
    "i'm": "you're", "yours": "mine", "yourself": "myself",
}  # fmt: skip
_LONGEST_CHARS = 60
_LONGEST_NAME = 40
_BREAK = re.compile(r"[.!?;:,(\n]|\s(?:but|because|and|so|when|although)\s")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that was said about something.

    Attributes:
        key: Which sentences answer it.
        about: What it is about, turned to the listener: my dog, your dog.
    """

    key: str
    about: str = field(repr=False)


def is_question(lowered: str) -> bool:
    """Whether a sentence in small letters asks for something."""
    text = lowered.strip()
    return text.endswith("?") or bool(_QUESTION.match(text))


def remark_in(text: str) -> Remark | None:
    """Find "I like ...", "I hate ..." or "I want ..." at the start of a sentence."""
    plain = " ".join(text[:200].replace("’", "'").split())
    for key, pattern in _REMARKS:
        match = pattern.match(plain.lower())
        if match is None:
            continue
        rest = plain[match.start(1) :]
        about = _turned(_BREAK.split(rest, maxsplit=1)[0].strip())
        if 1 < len(about) <= _LONGEST_CHARS and about.split()[0] not in ("me", "it"):
            return Remark(key, about)
    return None


def _turned(text: str) -> str:
    words = (_TURNED.get(word.lower(), word) for word in text.split())
    clean = " ".join(words)
    return "".join(char for char in clean if char.isalnum() or char in " '-")


def plain_name(name: str) -> str:
    """A name fit to be kept and spoken: letters, spaces, hyphens, apostrophes."""
    kept = "".join(
        char
        for char in unicodedata.normalize("NFC", name)
        if char in " '-." or unicodedata.category(char)[0] in "LM"
    )
    return " ".join(kept.split())[:_LONGEST_NAME].strip(" '-.")
