"""Channels and stations, by number, frequency and name."""

# ruff: noqa: E501 - a pattern per line is easier to read than a broken one

from __future__ import annotations

from lumen.understanding.media_phrases.fragments import TAIL
from lumen.understanding.rules import Found, Rule, Slots, family

_NAMES = (
    r"(?:bbc(?: (?:one|two|three|four|radio|news|world service|radio (?:one|two|three|four|five|six)|\d))*|cnn|espn\d?|npr|"
    r"msnbc|fox(?: news| sports)?|hbo|itv\d?|mtv|cbs|abc|nbc|pbs|cnbc|sky (?:news|sports)|al jazeera|the weather channel|"
    r"discovery(?: channel)?|national geographic|cartoon network|nickelodeon|disney channel|comedy central|bloomberg|euronews|"
    r"eurosport|channel (?:one|two|three|four|five)|kiss fm|capital fm|classic fm|radio disney|tnt|tbs|amc|the cw|showtime|"
    r"history channel|the history channel|food network|hgtv|animal planet|c span|arte|zdf|ard|rai|tve)"
)
_VERB = r"(?:switch(?: over)?|change|turn|go|tune(?: in)?|flip|put|set|move|jump|take me|play|watch|listen|start|open|select|give me|show me|show|i want|i want to (?:watch|hear|listen to|see)|i would like to (?:watch|hear|listen to)|let us (?:watch|hear|listen to)|can i (?:watch|hear|get|listen to)|pull up|bring up|find|get)"
_MEDIUM = r"(?:(?: (?:the|my|it|our|this))*(?: (?:tv|television|radio|channel|station|player|fm|am|frequency|on|up|over|in|into|to|on to|onto|the))*)"


def _channel(found: Found) -> Slots | None:
    said = found.said("channel")
    if not said:
        return None
    if found.word("channel") in ("§n", "§o"):
        value = found.amount("channel").value
        number = f"{value:.10g}"
        return {"channel": number} | ({"station": said} if said != number else {})
    return {"channel": said}


def _tuned(found: Found) -> Slots | None:
    words = found.match[0].split()
    if words[0] != "tune" and not {"tv", "television", "radio", "dial"} & set(words):
        return None
    return _channel(found)


RULES: tuple[Rule, ...] = (
    Rule("select_channel", r"(?:put|turn|switch) (?:the )?(?:channel|station) (?P<channel>§n) on", _channel),
    Rule("select_channel", rf"(?:{_VERB})?{_MEDIUM} ?(?:channel|channels|station|frequency)(?: (?:to|number|is|on))*(?: the)? (?P<channel>§n)(?: (?:on (?:the )?(?:tv|television|radio)|fm|am))*{TAIL}", _channel),
    Rule("select_channel", rf"(?:tune|switch|turn|change|set|go)(?: (?:the|my|it))*(?: (?:tv|television|radio|player|dial))?(?: (?:in|over|on))?(?: (?:to|into|on))+ (?P<channel>§n)(?: (?:fm|am|f m|megahertz))?(?: on (?:the )?(?:radio|tv|dial))?{TAIL}", _tuned),
    Rule("select_channel", rf"(?:{_VERB})?{_MEDIUM} ?(?P<channel>§n)(?: on (?:the )?radio)? (?:fm|am|f m|a m|mhz|megahertz)(?: on (?:the )?radio)?{TAIL}", _channel),
    Rule("select_channel", rf"(?:{_VERB})?{_MEDIUM} ?(?:radio )?(?:fm|am|station) (?P<channel>§n){TAIL}", _channel),
    Rule("select_channel", rf"{_VERB}(?: (?:over|back|in))?(?: (?:on|to|the|tv to|television to|radio to|channel to))* (?P<channel>{_NAMES})(?: (?:channel|on|radio|news|on (?:the )?(?:tv|television|radio)|radio station|station))*{TAIL}", _channel, 0.93),
    Rule("select_channel", rf"(?:channel|station) (?P<channel>up|down){TAIL}", lambda found: {"channel": "next" if found.word("channel") == "up" else "previous"}),
    Rule("select_channel", rf"(?:{_VERB} )(?:over )?(?:to )?(?:the )?channel (?:to )?(?P<channel>(?!up|down|orange|please|now)\w+(?: \w+){{0,2}}){TAIL}", _channel, 0.9),
    Rule("select_channel", rf"(?:next|previous) channel{TAIL}", lambda found: {"channel": found.match[0].split()[0]}),
    Rule("select_channel", rf"(?:change|switch|surf|flip)(?: through)?(?: the)?(?: radio| tv)? (?:channels?|stations?|radio){TAIL}", {"channel": "next"}, 0.88),
)  # fmt: skip


FAMILY = family(
    "channel channels station frequency fm am mhz megahertz f a tune radio tv bbc cnn "
    "espn npr msnbc fox hbo itv mtv cbs abc nbc pbs cnbc sky al the discovery national "
    "cartoon nickelodeon disney comedy bloomberg euronews eurosport kiss capital "
    "classic tnt tbs amc showtime history food hgtv animal c arte zdf ard rai tve "
    "switch change turn", RULES,
)  # fmt: skip
