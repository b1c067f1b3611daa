"""Programs to open, by the names that people use."""

from __future__ import annotations

import re

from lumen.core.intent import Intent
from lumen.understanding.canonical import PLAYERS
from lumen.understanding.media_phrases.fragments import TAIL
from lumen.understanding.media_phrases.kinds import kind_of
from lumen.understanding.media_phrases.search import NOT_MEDIA
from lumen.understanding.utterance import Utterance
from lumen.understanding.wording import Wording

_APP = Wording(
    r"(?:open(?: up)?|launch|start(?: up)?|run|fire up|bring up|load|"
    r"boot up|switch to|go to|pull up|execute|get)"
    r"(?: (?:the|my|up|me|plug in|plugin|add on|addon|a|an|new|to|app|"
    r"application|program|running))*"
    r" (?P<app>[\w .+-]{2,30}?)"
    r"(?: (?:app|application|program|up|client|player|now|please|for me|"
    r"on (?:my|the) (?:computer|pc|laptop|phone|desktop)|running|"
    r"window))*"
    rf"{TAIL}",
    needs="open launch start run fire bring load boot switch go pull execute get",
)
APPS = Wording(
    rf"{PLAYERS}|terminal|console|calculator|"
    r"(?:file|files) (?:manager|browser|explorer)|files|settings|"
    r"system settings|control panel|text editor|editor|notepad|note pad|"
    r"gimp|inkscape|blender|steam|discord|slack|zoom|teams|skype|telegram|"
    r"signal|whatsapp|thunderbird|libre ?office|writer|calc|word|excel|"
    r"powerpoint|outlook|chrome|chromium|edge|safari|opera|brave|obs|"
    r"audacity|kdenlive|darktable|task manager|system monitor|paint|"
    r"photoshop|vs ?code|visual studio|emacs|vim|camera|photos|"
    r"image viewer|document viewer|pdf reader|music player|media player|"
    r"video player|software|app store|browser|facebook|instagram|twitter|"
    r"snapchat|tiktok|reddit|gmail|command line|command prompt|shell|"
    r"power ?shell|file explorer|finder|notes|disk utility|"
    r"activity monitor|screen recorder|screenshot tool|image editor|"
    r"spreadsheet|word processor|mail client|email client|music app|"
    r"podcasts app|app center"
)


_NAMED = Wording(
    r"(?<=\S )(?P<app>(?:video|music|media|audio|image|photo|picture|web|movie|"
    r"document|"
    r"pdf|text|file|mail) "
    r"(?:player|browser|viewer|app|editor))$"
)


def elsewhere_in_house(plain: str) -> bool:
    """Whether a thing of the house is to be started, and no program."""
    return bool(_HOUSE.search(plain)) and not APPS.search(plain)


_HOUSE = Wording(
    r"\b(?:dishwasher|washing machine|dryer|oven|kettle|coffee|vacuum|roomba|robot|"
    r"heater|"
    r"heating|thermostat|lights?|lamps?|fans?|blinds|curtains|doors?|garage|gate|"
    r"windows?|"
    r"microwave|sprinklers?|car|engine|ac|shower|bath)\b"
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
    if match is None or elsewhere_in_house(utterance.plain):
        return None
    verb = utterance.words[0]
    known = APPS.fullmatch(match["app"]) is not None
    whole = _NAMED.search(utterance.plain, match.start("app"))
    if whole is not None:
        known = True
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
    if known and verb in ("get", "bring", "pull", "go") and evidence < 0.2:
        return None
    said = utterance.said(*(whole or match).span("app"))
    return Intent(
        "open_app",
        {"app": said},
        0.92 if known else 0.86 if called else min(0.84, evidence),
    )
