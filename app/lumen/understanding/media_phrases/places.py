"""Where something is to play, at the end of what is said."""

from __future__ import annotations

from lumen.understanding.canonical import DEVICES, PLAYERS, ROOMS

WHERE = (
    r"(?: (?:on|in|from|at|via|through|with|over|using|off|off of)"
    r" (?:(?:the|my|our|your|this|a|service) )*"
    rf"(?:(?:{ROOMS} )?{DEVICES}|{ROOMS}|{PLAYERS})"
    r"(?: app| service)?|"
    r" everywhere)"
)
"""The television, the kitchen, a service."""
