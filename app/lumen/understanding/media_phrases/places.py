"""Where something is to play, at the end of what is said."""

from __future__ import annotations

from lumen.understanding.canonical import DEVICES, PLAYERS, ROOMS

# ruff: noqa: E501 - one pattern

WHERE = (
    rf"(?: (?:on|in|from|at|via|through|with|over|using|off|off of) "
    rf"(?:(?:the|my|our|your|this|a|service) )*(?:(?:{ROOMS} )?{DEVICES}|{ROOMS}|{PLAYERS})"
    r"(?: app| service)?| everywhere)"
)
"""The television, the kitchen, a service."""
