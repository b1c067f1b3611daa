"""Kinds of values that settings hold, and what makes one wrong."""

from __future__ import annotations

import re
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field

_LANGUAGE_TAG = re.compile(r"auto|[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def _http_address(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must be an address such as http://127.0.0.1:11434")
    if parts.username or parts.password:
        raise ValueError("must not contain a user name or a password")
    _ = parts.port  # raises ValueError when it is none
    return address.rstrip("/")


def _one_line(text: str) -> str:
    if any(ord(character) < 32 for character in text):
        raise ValueError("must be a single line")
    return text.strip()


def _language(tag: str) -> str:
    if not _LANGUAGE_TAG.fullmatch(tag):
        raise ValueError("must be auto, or a language such as en or de")
    return tag


def _absolute(folder: str) -> str:
    if not folder.startswith(("/", "~")):
        raise ValueError("must begin with / or ~")
    return folder


def _motion(wish: object) -> object:
    """Earlier settings knew yes and no; their no did not mean "whatever others say"."""
    if isinstance(wish, bool):
        return "on" if wish else "system"
    earlier = {"true": "on", "1": "on", "false": "system", "0": "system"}
    return earlier.get(wish.lower(), wish) if isinstance(wish, str) else wish


Line = Annotated[str, Field(max_length=400), AfterValidator(_one_line)]
Folder = Annotated[Line, AfterValidator(_absolute)]
Language = Annotated[str, AfterValidator(_language)]
Shortcut = Annotated[str, Field(max_length=40), AfterValidator(_one_line)]
Key = Annotated[str, Field(min_length=1, max_length=40), AfterValidator(_one_line)]
Address = Annotated[str, Field(max_length=400), AfterValidator(_http_address)]
Motion = Annotated[Literal["system", "on", "off"], BeforeValidator(_motion)]
