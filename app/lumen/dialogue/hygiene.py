"""Text from outside, made harmless: for prompts and for what models answer."""

from __future__ import annotations

import re

_CONTROLS = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls, but tab, line feed and return
    "\u00ad\u034f\u061c\u180e\u200b\u2060-\u206f\ufeff"  # invisible
    "\u200e\u200f\u202a-\u202e"  # direction overrides
    "\ufff9-\ufffb\U000e0000-\U000e007f"  # annotations and invisible tags
    "]"
)
_JOINED = "[^\x00-\x7f\u200c\u200d]"
_STRAY_JOINER = re.compile(f"(?<!{_JOINED})[\u200c\u200d]|[\u200c\u200d](?!{_JOINED})")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TOKEN = re.compile(
    r"<\s*[|\uff5c]\s*[^<>|\uff5c\n]{1,40}\s*[|\uff5c]\s*>"  # ChatML and others
    r"|\[/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS)\]"  # Mistral
    r"|<</?SYS>>"  # Llama 2
    r"|</?s>|<(?:bos|eos|pad|unk)>"
    r"|<(?:start|end)_of_turn>"  # Gemma
    r"|</?(?:think|thinking|tool_call|tool_response)>",
    re.IGNORECASE,
)


def without_controls(text: str) -> str:
    """Remove what is invisible or turns text around; keep line breaks and emoji.

    Joiners are kept between characters beyond ASCII (emoji, Persian, Indic scripts),
    halves of surrogate pairs become U+FFFD, so that the text can be stored.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _SURROGATE.sub("\ufffd", _STRAY_JOINER.sub("", text))


def without_tokens(text: str) -> str:
    """Remove what a chat template could take for its own marks.

    Repeated until nothing is left to remove, as removing may join a new mark.
    """
    if "<" not in text and "[" not in text:
        return text
    while (cleaned := _TOKEN.sub("", text)) != text:
        text = cleaned
    return text


def harmless(text: str) -> str:
    """Text that cannot leave its place in a prompt."""
    return without_tokens(without_controls(text))


def quoted(text: str) -> str:
    """One line of data for a prompt, without marks that could end the quotation."""
    return " ".join(harmless(text).replace('"', "'").split())
