"""Programs to open, by the names that people use."""

# ruff: noqa: E501 - a pattern per line is easier to read than a broken one

from __future__ import annotations

import re

from lumen.core.intent import Intent
from lumen.understanding.canonical import PLAYERS
from lumen.understanding.media_phrases.fragments import TAIL
from lumen.understanding.media_phrases.kinds import kind_of
from lumen.understanding.media_phrases.search import NOT_MEDIA
from lumen.understanding.utterance import Utterance

_APP = re.compile(
    rf"(?:open(?: up)?|launch|start(?: up)?|run|fire up|bring up|load|boot up|switch to|go to|pull up|execute|get)(?: (?:the|my|up|me|plug in|plugin|add on|addon|a|an|new|to|app|application|program|running))* (?P<app>[\w .+-]{{2,30}}?)(?: (?:app|application|program|up|client|player|now|please|for me|on (?:my|the) (?:computer|pc|laptop|phone|desktop)|running|window))*{TAIL}"
)
APPS = re.compile(
    rf"{PLAYERS}|terminal|console|calculator|(?:file|files) (?:manager|browser|explorer)|files|settings|system settings|control panel|text editor|editor|notepad|note pad|gimp|inkscape|blender|steam|discord|slack|zoom|teams|skype|telegram|signal|whatsapp|thunderbird|"
    r"libre ?office|writer|calc|word|excel|powerpoint|outlook|chrome|chromium|edge|safari|opera|brave|obs|audacity|kdenlive|darktable|task manager|system monitor|paint|photoshop|vs ?code|visual studio|emacs|vim|camera|photos|image viewer|document viewer|pdf reader|music player|media player|video player|software|app store|browser|facebook|instagram|twitter|snapchat|tiktok|reddit|gmail|command line|command prompt|shell|power ?shell|file explorer|finder|notes|disk utility|activity monitor|screen recorder|screenshot tool|image editor|spreadsheet|word processor|mail client|email client|music app|podcasts app|app center"
)


def opens_known(utterance: Utterance) -> bool:
    """Whether a known program is to be opened."""
    match = _APP.fullmatch(utterance.plain)
    return match is not None and APPS.fullmatch(match["app"]) is not None


def open_in(utterance: Utterance, evidence: float) -> Intent | None:
    """A program to open.

    Args:
        utterance: Without politeness.
        evidence: How much the words sound like one, 0 to 1.
    """
    match = _APP.fullmatch(utterance.plain)
    if match is None:
        return None
    verb = utterance.words[0]
    known = APPS.fullmatch(match["app"]) is not None
    called = re.search(
        r"\b(?:app|application|program|plug ?in|add ?on)\b", utterance.plain
    )
    if (
        not known
        and (verb not in ("open", "launch", "run", "start") or evidence < 0.5)
        and not called
    ):
        return None
    if not known and (kind_of(match["app"]) or NOT_MEDIA.search(match["app"])):
        return None
    if known and verb in ("get", "bring", "pull", "go", "load") and evidence < 0.2:
        return None
    said = utterance.said(*match.span("app"))
    return Intent(
        "open_app",
        {"app": said},
        0.92 if known else 0.86 if called else min(0.84, evidence),
    )
