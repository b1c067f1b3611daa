from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumen.ui.markdown import (
    ALLOWED_TAGS,
    chunks,
    plain_to_rich_text,
    safe_address,
    to_rich_text,
)


class Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words += data


def look(html: str) -> Seen:
    seen = Seen()
    seen.feed(html)
    seen.close()
    return seen


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("**a** *b* ~~c~~ `d`", "<p><strong>a</strong> <em>b</em> <s>c</s> <code>d</code></p>"),
        ("# big", "<h4>big</h4>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("> said", "<blockquote><p>said</p></blockquote>"),
        ("a\nb", "<p>a<br>b</p>"),
        ("```py\nif a < b:\n```", "<pre>if a &lt; b:</pre>"),
        ("---", "<hr>"),
        ("[x](https://a.b/c?d=1&e=2)", '<p><a href="https://a.b/c?d=1&amp;e=2">x</a></p>'),
    ],
)  # fmt: skip
def test_the_usual_markdown_becomes_rich_text(source: str, html: str):
    assert to_rich_text(source) == html


def test_a_table_keeps_its_cells():
    seen = look(to_rich_text("| a | b |\n|---|---|\n| 1 | 2 |"))
    assert {"table", "tr", "th", "td"} <= seen.tags
    assert seen.words == "ab12"


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=http://a/b.png>",
        "<a href='javascript:x'>y</a>",
        "text <b onclick=x>bold</b>",
        "<style>p{}</style>",
        "<!-- hidden -->",
        "<iframe src='file:///etc/passwd'></iframe>",
    ],
)
def test_html_is_shown_as_text(hostile: str):
    seen = look(to_rich_text(hostile))
    assert seen.tags <= {"p"}
    assert seen.words.strip() == hostile


def test_pictures_are_named_and_never_shown():
    seen = look(to_rich_text("![a cat](http://a.b/c.png) ![](http://a.b/d.png)"))
    assert seen.tags == {"p"}
    assert seen.words == "[picture: a cat] [picture: not shown]"


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "file:///etc/passwd",
        "ftp://a.b/c", "//a.b/c", "/etc/passwd", "https:", "mailto:", "vbscript:x", "smb://a/b",
    ],
)  # fmt: skip
def test_other_links_are_shown_without_a_target(target: str):
    seen = look(to_rich_text(f"[press here]({target})"))
    assert "a" not in seen.tags
    assert "press here" in seen.words


def test_safe_addresses():
    assert safe_address("https://example.org") == "https://example.org"
    assert safe_address("mailto:me@example.org") == "mailto:me@example.org"
    assert safe_address("https://a\u202egro.elpmaxe") is None
    assert safe_address("https://a\nb") is None
    assert safe_address("http://[broken") is None


@given(st.text(max_size=300))
def test_whatever_comes_only_allowed_tags_go_out(source: str):
    for html in (to_rich_text(source), plain_to_rich_text(source)):
        seen = look(html)
        assert seen.tags <= ALLOWED_TAGS
        for name, value in seen.attributes:
            assert name in {"href", "start"}
            assert name != "href" or safe_address(value or "") == value


@given(
    st.lists(
        st.sampled_from(
            ["a line of words", "", "```", "~~~py", "- point", "x" * 50, "    code"]
        ),
        max_size=40,
    )
)
def test_chunks_lose_no_line(lines: list[str]):
    source = "\n".join(lines)
    kept = "\n".join(chunks(source, limit=60))
    words = [
        line for line in lines if line.strip() and not line.startswith(("```", "~~~"))
    ]
    for line in words:
        assert kept.count(line) >= 1
    assert sum(kept.count(word) for word in set(words)) >= len(words)


def test_code_is_cut_between_lines_and_stays_code():
    source = "```py\n" + "\n".join(f"line {n}" for n in range(100)) + "\n```\nafter"
    pieces = list(chunks(source, limit=200))
    assert len(pieces) > 3
    assert all(
        piece.startswith("```py") and "```" in piece[5:] for piece in pieces[:-1]
    )
    html = "".join(map(to_rich_text, pieces))
    assert html.count("<pre>") >= len(pieces) - 1
    assert html.endswith("<p>after</p>")
    assert [f"line {n}" in html for n in range(100)] == [True] * 100


def test_a_line_without_end_is_cut():
    pieces = list(chunks("x" * 100_000, limit=1000))
    assert max(map(len, pieces)) < 2500
    assert sum(piece.count("x") for piece in pieces) == 100_000


def test_plain_text_keeps_its_lines_and_spaces():
    assert plain_to_rich_text("a <b>\n  c\x00") == "<p>a &lt;b&gt;<br> &nbsp;c</p>"
