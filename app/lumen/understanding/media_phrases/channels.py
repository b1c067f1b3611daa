"""Channels and stations, by number, frequency and name."""

from __future__ import annotations

from lumen.understanding.media_phrases.fragments import TAIL
from lumen.understanding.rules import Found, Rule, Slots, family

_NAMES = (
    r"(?:bbc(?: (?:one|two|three|four|radio|news|world service|"
    r"radio (?:one|two|three|four|five|six)|\d))*|"
    r"cnn|espn\d?|npr|msnbc|fox(?: news| sports)?|hbo|itv\d?|mtv|cbs|"
    r"abc|nbc|pbs|cnbc|sky (?:news|sports)|al jazeera|"
    r"the weather channel|discovery(?: channel)?|national geographic|"
    r"cartoon network|nickelodeon|disney channel|comedy central|"
    r"bloomberg|euronews|eurosport|channel (?:one|two|three|four|five)|"
    r"kiss fm|capital fm|classic fm|radio disney|tnt|tbs|amc|the cw|"
    r"showtime|history channel|the history channel|food network|hgtv|"
    r"animal planet|c span|arte|zdf|ard|rai|tve)"
)
_VERB = (
    r"(?:switch(?: over)?|change|turn|go|tune(?: in)?|flip|put|set|move|"
    r"jump|take me|play|watch|listen|start|open|select|give me|show me|"
    r"show|i want|i want to (?:watch|hear|listen to|see)|"
    r"i would like to (?:watch|hear|listen to)|"
    r"let us (?:watch|hear|listen to)|"
    r"can i (?:watch|hear|get|listen to)|pull up|bring up|find|get)"
)
_MEDIUM = (
    r"(?:(?: (?:the|my|it|our|this))*"
    r"(?: (?:tv|television|radio|channel|station|player|fm|am|frequency|"
    r"on|up|over|in|into|to|on to|onto|the))*)"
)


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
    # As in "put channel eleven on".
    Rule(
        "select_channel",
        r"(?:put|turn|switch) (?:the )?(?:channel|station) (?P<channel>§n) on",
        _channel,
    ),
    # As in "change the channel to 5".
    Rule(
        "select_channel",
        rf"(?:{_VERB})?{_MEDIUM}"
        r" ?(?:channel|channels|station|frequency)"
        r"(?: (?:to|number|is|on))*(?: the)? (?P<channel>§n)"
        r"(?: (?:on (?:the )?(?:tv|television|radio)|fm|am))*"
        rf"{TAIL}",
        _channel,
    ),
    # As in "tune the radio to 98.5 fm".
    Rule(
        "select_channel",
        r"(?:tune|switch|turn|change|set|go)(?: (?:the|my|it))*"
        r"(?: (?:tv|television|radio|player|dial))?"
        r"(?: (?:in|over|on))?(?: (?:to|into|on))+ (?P<channel>§n)"
        r"(?: (?:fm|am|f m|megahertz))?"
        r"(?: on (?:the )?(?:radio|tv|dial))?"
        rf"{TAIL}",
        _tuned,
    ),
    # As in "put on 101.1 on the radio fm".
    Rule(
        "select_channel",
        rf"(?:{_VERB})?{_MEDIUM} ?(?P<channel>§n)(?: on (?:the )?radio)?"
        rf" (?:fm|am|f m|a m|mhz|megahertz)(?: on (?:the )?radio)?{TAIL}",
        _channel,
    ),
    # As in "listen to radio fm 88".
    Rule(
        "select_channel",
        rf"(?:{_VERB})?{_MEDIUM} ?(?:radio )?(?:fm|am|station) (?P<channel>§n)"
        rf"{TAIL}",
        _channel,
    ),
    # As in "switch over to eurosport".
    Rule(
        "select_channel",
        rf"{_VERB}(?: (?:over|back|in))?"
        r"(?: (?:on|to|the|tv to|television to|radio to|channel to))*"
        rf" (?P<channel>{_NAMES})"
        r"(?: (?:channel|on|radio|news|on (?:the )?(?:tv|television|radio)|"
        r"radio station|station))*"
        rf"{TAIL}",
        _channel,
        0.93,
    ),
    # As in "espn 2".
    Rule(
        "select_channel",
        rf"(?:(?:the )?tv (?:to|on) )?(?P<channel>{_NAMES}(?: (?:§n|english|world|hd|"
        r"plus))?)",
        _channel,
        0.88,
    ),
    # As in "put the telly on bbc two".
    Rule(
        "select_channel",
        rf"{_VERB}(?: (?:the|my|our|this))?(?: (?:tv|television|radio|telly|set|box|"
        r"channel))?"
        rf"(?: (?:over|back))?(?: (?:to|on|onto))? (?:the )?"
        rf"(?P<channel>{_NAMES}(?: (?:§n|english|world|hd|plus|international))?)"
        r"(?: (?:channel|for (?:the|my|me|us)(?: \w+)?|on (?:the )?(?:tv|radio)))*",
        _channel,
        0.9,
    ),
    # As in "channel up".
    Rule(
        "select_channel",
        rf"(?:channel|station) (?P<channel>up|down){TAIL}",
        lambda found: {
            "channel": "next" if found.word("channel") == "up" else "previous"
        },
    ),
    # As in "go to the channel arte".
    Rule(
        "select_channel",
        rf"(?:{_VERB} )(?:over )?(?:to )?(?:the )?channel (?:to )?"
        r"(?P<channel>(?!up|down|orange|please|now)\w+(?: \w+){0,2})"
        rf"{TAIL}",
        _channel,
        0.9,
    ),
    # As in "previous channel".
    Rule(
        "select_channel",
        rf"(?:next|previous) channel{TAIL}",
        lambda found: {"channel": found.match[0].split()[0]},
    ),
    # As in "change the channel".
    Rule(
        "select_channel",
        r"(?:change|switch|surf|flip)(?: through)?(?: the)?(?: radio| tv)?"
        rf" (?:channels?|stations?|radio){TAIL}",
        {"channel": "next"},
        0.88,
    ),
)


FAMILY = family(
    "channel channels station frequency fm am mhz megahertz f a tune radio tv bbc cnn "
    "espn npr msnbc fox hbo itv mtv cbs abc nbc pbs cnbc sky al the discovery national "
    "cartoon nickelodeon disney comedy bloomberg euronews eurosport kiss capital "
    "classic tnt tbs amc showtime history food hgtv animal c arte zdf ard rai tve "
    "switch change turn", RULES,
)  # fmt: skip
