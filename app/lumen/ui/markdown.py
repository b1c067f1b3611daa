"""Markdown of replies as a small, safe subset of rich text; without Qt.

What a model writes is hostile until checked: HTML is shown as text, pictures as their
description, links only when they lead to the web or to a mail address, and nothing is
ever fetched. Long texts are cut into chunks that each render within a frame.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

CHUNK_CHARACTERS = 900
"""Source: 1,000 characters of dense markdown take 2.3 ms to parse, 2.2 to lay out."""

ALLOWED_TAGS = frozenset(
    (
        *("p", "br", "hr", "h4", "pre", "blockquote", "ul", "ol", "li"),
        *("strong", "em", "s", "code", "a"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    )
)
_SAFE_SCHEMES = frozenset({"http", "https", "mailto"})
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029]")
_BIDI_TRICKS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def to_rich_text(source: str) -> str:
    """Render one chunk of markdown.

    Returns:
        Rich text made of `ALLOWED_TAGS`; the only attributes are `href` with a safe
        address, `start` of lists and `align` of cells.
    """
    tokens = _parser().parse(_CONTROL.sub("", source))
    return "".join(_blocks(tokens))


def plain_to_rich_text(source: str) -> str:
    """Show text exactly as it was written, line breaks included."""
    lines = escape(_CONTROL.sub("", source), quote=False).split("\n")
    return "<p>" + "<br>".join(line.replace("  ", " &nbsp;") for line in lines) + "</p>"


def safe_address(address: str) -> str | None:
    """The address of a link if it may be opened, without tricks of direction.

    Returns:
        The address, or None: another scheme, no host, control characters.
    """
    if min(address, default=" ") <= " " or _BIDI_TRICKS.search(address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme.lower() not in _SAFE_SCHEMES:
        return None
    if parts.scheme.lower() == "mailto":
        return address if parts.path else None
    return address if parts.netloc else None


def chunks(source: str, limit: int = CHUNK_CHARACTERS) -> Iterator[str]:
    """Cut markdown where it may be cut: between blocks, or inside code, between lines.

    Args:
        source: Markdown.
        limit: Characters of a chunk; a line longer than that is cut at a space.
    """
    fence = ""
    held: list[str] = []
    size = 0
    for line in _short_lines(source, limit):
        opened = _FENCE.match(line)
        if opened and not fence:
            fence = line
        elif opened and line.strip().startswith(_FENCE.match(fence)[1]):  # type: ignore[index]  # fence was matched when it was set
            fence = ""
        held.append(line)
        size += len(line) + 1
        may_cut = fence or not line.strip() or size > 2 * limit
        if size > limit and may_cut:
            if fence and opened is None:
                yield "\n".join([*held, _FENCE.match(fence)[1]])  # type: ignore[index]  # as above
                held, size = [fence], len(fence)
            elif not fence:
                yield "\n".join(held)
                held, size = [], 0
    if any(line.strip() for line in held):
        yield "\n".join(held)


def _short_lines(source: str, limit: int) -> Iterator[str]:
    for line in source.split("\n"):
        rest = line
        while len(rest) > limit:
            cut = rest.rfind(" ", limit // 2, limit) + 1 or limit
            yield rest[:cut]
            rest = rest[cut:]
        yield rest


def warm_up() -> None:
    """Load the parser ahead of the first reply; takes some 70 ms, on any thread."""
    _parser()


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False, "maxNesting": 12}).enable(
        ["table", "strikethrough"]
    )


_OPENED = {
    "paragraph": "p",
    "strong": "strong",
    "em": "em",
    "s": "s",
    "blockquote": "blockquote",
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    "heading": "h4",
    "table": "table",
    "thead": "thead",
    "tbody": "tbody",
    "tr": "tr",
    "th": "th",
    "td": "td",
}


def _blocks(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield from _inline(token.children or ())
        elif token.type in ("fence", "code_block"):
            yield f"<pre>{_text(token.content.rstrip())}</pre>"
        elif token.type == "hr":
            yield "<hr>"
        else:
            yield _tag(token)


def _inline(tokens: Sequence[Token]) -> Iterator[str]:
    linked: list[bool] = []
    for token in tokens:
        match token.type:
            case "text" | "html_inline":
                yield _text(token.content)
            case "code_inline":
                yield f"<code>{_text(token.content)}</code>"
            case "softbreak" | "hardbreak":
                yield "<br>"
            case "image":
                yield f"[picture: {_text(token.content or 'not shown')}]"
            case "link_open":
                address = safe_address(str(token.attrGet("href") or ""))
                linked.append(address is not None)
                if address is not None:
                    yield f'<a href="{escape(address, quote=True)}">'
            case "link_close":
                yield "</a>" if linked.pop() else ""
            case _:
                yield _tag(token)


def _tag(token: Token) -> str:
    name = _OPENED.get(token.type.removesuffix("_open").removesuffix("_close"))
    if name is None or (token.hidden and name == "p"):
        return _text(token.content) if name is None else ""
    if token.nesting < 0:
        return f"</{name}>"
    start = token.attrGet("start")
    if name == "ol" and isinstance(start, int):
        return f'<ol start="{start}">'
    return f"<{name}>"


def _text(text: str) -> str:
    return escape(text, quote=False)
