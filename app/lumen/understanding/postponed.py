"""Commands for later: in ten minutes, after this song, at midnight."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lumen.core.intent import Intent, SlotValue
from lumen.understanding.amounts import Amounts, find_amounts
from lumen.understanding.utterance import Utterance
from lumen.understanding.wording import Wording

CAN_WAIT = frozenset(
    (
        "pause_playback",
        "resume_playback",
        "next_episode",
        "previous_episode",
        "adjust_volume",
        "adjust_speed",
        "seek_content",
        "shuffle",
        "repeat",
    )
)
"""Intents of which it may be said when: those that change how something is played."""

STARTS = frozenset(("play_content", "select_channel", "open_app"))
"""Intents that cannot wait, and that nobody wants now who spoke of later."""

_TIMES = frozenset(("delay", "when"))
_NOUN = (
    r"(?:it|(?:this|that|the|the current|the whole)(?: (?:one|song|track|video|movie|"
    r"show|episode|podcast|album|book|playlist|chapter|scene|part|verse|concert))?)"
)
_OVER = (
    r"(?:(?:is|has|comes to) )?(?:over|done|finished|through|ended|an end|ends?|stops?)"
)
_CLOCK = (
    r"(?:noon|midnight|(?:half|quarter|\w+) (?:past|to) \w+|"
    r"(?:\d{1,2}(?::\d\d)?|[a-z]+(?: thirty| fifteen| forty five)?)"
    r" ?(?:am|pm|a m|p m|o'?clock|in the (?:morning|evening|afternoon)|tonight))"
)
_MOMENT = (
    rf"(?:after|at the end of) {_NOUN}(?: {_OVER})?|"
    rf"(?:when|once|as soon as|the moment|after) {_NOUN} {_OVER}|"
    rf"(?:at|by|around) {_CLOCK}"
)
_DELAY = (
    r"(?:in|after) (?:about |around |exactly |another )?§d(?: from now| time)?|"
    r"§d from now"
)
_BEHIND = Wording(
    rf" (?P<later>{_DELAY}|{_MOMENT})$",
    needs="in after now when once soon moment at by",
)
_BEFORE = Wording(
    rf"(?P<later>{_DELAY}|{_MOMENT}) ", needs="in after now when once soon moment at by"
)


def postponed(short: Utterance) -> Iterator[tuple[Utterance, dict[str, SlotValue]]]:
    """What is to be done later, and when.

    Args:
        short: In canonical words.

    Yields:
        The command without its time, and the slots that tell the time: ``delay`` in
        seconds, or ``when`` as said.
    """
    amounts = find_amounts(short.plain)
    text = amounts.text
    behind = _BEHIND.search(text)
    if behind is not None:
        end = _words(amounts, short, behind.start())
        yield short.part(0, end), _time(amounts, short, behind.span("later"))
    before = _BEFORE.match(text)
    if before is not None:
        start = _words(amounts, short, before.end() - 1)
        yield (
            short.part(start, len(short.words)),
            _time(amounts, short, before.span("later")),
        )


def for_all(found: list[Intent], heard: Utterance) -> list[Intent]:
    """The commands of a sentence, with the time that stands before all of them.

    "In ten minutes pause and mute" mutes nothing now; "mute and pause in ten minutes"
    may well do. What cannot wait is not done now either: with its time, it is refused.

    Args:
        found: The commands of its parts, in order.
        heard: The sentence, without politeness.
    """
    found = _for_a_while(found, heard)
    time = {key: found[0].slots[key] for key in _TIMES if key in found[0].slots}
    if not time or _BEFORE.match(find_amounts(heard.plain).text) is None:
        return found
    return [
        replace(one, slots={**one.slots, **time})
        if one.name in CAN_WAIT | STARTS and not _TIMES & set(one.slots)
        else one
        for one in found
    ]


def _for_a_while(found: list[Intent], heard: Utterance) -> list[Intent]:
    """What is to play for a while is not stopped at once: "an hour, then stop"."""
    if [one.name for one in found] != ["play_content", "pause_playback"]:
        return found
    amounts = find_amounts(heard.plain)
    match = _THEN_STOP.search(amounts.text)
    if match is None or _TIMES & set(found[1].slots):
        return found
    delay = round(amounts.at(match.start("while")).value, 1)
    return [found[0], replace(found[1], slots={**found[1].slots, "delay": delay})]


_THEN_STOP = Wording(
    r" for (?:about |around |another )?(?P<while>§d)(?: and| then| after that)+"
    r" (?:stop|pause|turn (?:it |the music )?off)\b",
    needs="stop pause off",
)


def _words(amounts: Amounts, short: Utterance, at: int) -> int:
    """How many words stand before a space of the text with signs."""
    return short.plain.count(" ", 0, amounts.plain_at(at)) + 1


def _time(
    amounts: Amounts, short: Utterance, span: tuple[int, int]
) -> dict[str, SlotValue]:
    sign = amounts.text.find("§d", *span)
    if sign >= 0:
        return {"delay": round(amounts.at(sign).value, 1)}
    return {"when": amounts.said(short, *span).lower()}
