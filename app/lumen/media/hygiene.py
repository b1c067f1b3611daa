"""What players, tags and file names say, made harmless: for eyes, voice and prompts.

Whoever makes a file chooses its tags, and any program on the session bus may call
itself a player. Nothing from there is obeyed; this keeps it from looking like more
than data.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote, urlsplit

LONGEST = 120
"""Characters of a title; more is cut."""

_RAW_FACTOR = 4  # characters that are looked at for one that is kept
_LONGEST_URI = 4_096
_LONGEST_LIST = 8
_MARKS_IN_A_ROW = 3

# fmt: off
MEDIA_SCHEMES = frozenset({
    "file", "http", "https", "rtsp", "rtmp", "rtmps", "mms", "mmsh", "udp", "rtp",
    "srt", "hls", "ftp", "ftps", "sftp", "smb", "nfs", "dav", "davs", "cdda", "dvd",
    "dvdnav", "vcd", "bluray", "bd", "dvb", "tv", "pvr", "spotify",
})
# fmt: on
"""What a player may be asked to open."""

ART_SCHEMES = frozenset({"file", "http", "https"})
"""Where a picture may be."""

_BLANK = "\u115f\u1160\u2800\u3164\uffa0"  # letters and patterns that show nothing
_REMOVED = re.compile(
    f"[{_BLANK}\u034f\u180b-\u180f\ufe00-\ufe0e\U000e0100-\U000e01ef]"  # and selectors
)
_TOKEN = re.compile(
    r"<\s*\|[^<>|\n]{0,40}\|?\s*>|<\|[\w ]{0,40}|[\w ]{0,40}\|>"  # ChatML, also torn
    r"|\[\s*/?\s*(?:INST|SYS(?:TEM)?(?:_PROMPT)?|AVAILABLE_TOOLS|TOOL_CALLS"
    r"|TOOL_RESULTS|IMG|ASSISTANT|USER)\s*\]"  # Mistral and others
    r"|<<\s*/?\s*SYS\s*>>"  # Llama 2
    r"|</?[a-z][^<>]{0,60}>"  # sentence marks, turns, thoughts, tools, HTML
    r"|\{[{%#]|[}%#]\}"  # templates
    r"|`{3,}|~{3,}|^\s*#{1,6}\s(?=\s*(?:system|user|assistant|instruction)\b)"
    r"|\b(?:begin|end)_of_(?:text|turn|sentence)\b",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,31}\Z")
_UNSAFE_IN_URI = re.compile(r"[\s\x00-\x20\x7f-\x9f<>\"\\^`{|}]")


def clean(text: object, longest: int = LONGEST) -> str:
    """Make one line of visible text of whatever came from a player or a file.

    Args:
        text: What came; anything but a string gives "".
        longest: Characters that are kept; a longer text ends with an ellipsis.

    Returns:
        Text in Unicode normal form KC without controls, directions, invisible
        characters, and what a chat template or a page could take for its own marks.
    """
    if not isinstance(text, str):
        return ""
    text = text[: _RAW_FACTOR * longest]
    if not (text.isascii() and text.isprintable()):
        text = _visible(unicodedata.normalize("NFKC", _visible(text)))
    text = " ".join(without_tokens(text).split())
    if len(text) <= longest:
        return text
    return text[: max(0, longest - 1)].rstrip() + "…"


def clean_list(texts: object, longest: int = LONGEST) -> tuple[str, ...]:
    """Clean a list of texts, or a single one; empty ones and the ninth are left out."""
    if isinstance(texts, str):
        texts = [texts]
    if not isinstance(texts, list | tuple):
        return ()
    cleaned = (clean(text, longest) for text in texts[:_LONGEST_LIST])
    return tuple(text for text in cleaned if text)


def clean_uri(uri: object, schemes: frozenset[str] = MEDIA_SCHEMES) -> str:
    """A URI as it came, or "" when it cannot be one of these schemes.

    Files must be absolute and on this machine.
    """
    if not isinstance(uri, str) or len(uri) > _LONGEST_URI:
        return ""
    if _UNSAFE_IN_URI.search(uri):
        return ""
    try:
        parts = urlsplit(uri)
        host = parts.hostname
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    if not _SCHEME.match(scheme) or scheme not in schemes:
        return ""
    if scheme == "file":
        local = host in (None, "", "localhost") and parts.path.startswith("/")
        return uri if local and "\x00" not in unquote(parts.path) else ""
    return uri if parts.netloc or parts.path else ""


def title_of(uri: str) -> str:
    """What a file is called for people: its name without folder and ending."""
    name = unquote(urlsplit(uri).path).rstrip("/").rpartition("/")[2]
    stem, dot, ending = name.rpartition(".")
    if dot and stem and 1 <= len(ending) <= 5:
        name = stem
    return clean(name.replace("_", " "))


def without_tokens(text: str) -> str:
    """Remove marks of chat templates, until removing joins no new one."""
    while (cleaned := _TOKEN.sub(" ", text)) != text:
        text = cleaned
    return text


def _visible(text: str) -> str:
    """Keep what shows; white space of any kind becomes a space."""
    kept: list[str] = []
    marks = 0
    for character in _REMOVED.sub("", text):
        category = unicodedata.category(character)
        if character.isspace():
            kept.append(" ")
        elif category[0] == "C":  # controls, directions, joiners, private, unassigned
            continue
        elif category[0] == "M":
            marks += 1
            if marks <= _MARKS_IN_A_ROW:
                kept.append(character)
            continue
        else:
            kept.append(character)
        marks = 0
    return "".join(kept)
