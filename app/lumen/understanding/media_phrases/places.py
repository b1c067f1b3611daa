"""Where something is to play, at the end of what is said."""

from __future__ import annotations

from lumen.understanding.canonical import DEVICES, PLAYERS, ROOMS
from lumen.understanding.wording import Wording

SERVICE = rf"(?i:{PLAYERS})(?: app| service)?"

WHERE = (
    r"(?: (?:on|in|from|at|via|through|with|over|using|off|off of|by)"
    r" (?:(?:(?:the|my|our|your|this|service) )*"
    rf"(?i:(?:{ROOMS} )?{DEVICES}|{ROOMS})|"
    rf"(?:(?:the|my|our|your|this|a|service) )*{SERVICE})|"
    r" everywhere)"
)
"""The television, the kitchen, a service."""

IN_PLAYER = Wording(
    rf" (?:on|in|with|using|from) (?:the |my )?(?P<player>{PLAYERS})(?: app)?$"
)
