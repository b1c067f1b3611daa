"""Captions: plain words, short pages, in step with what is heard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumen.core.speech import Sentence
from lumen.core.units import Seconds
from lumen.ui.overlay_captions import PAGE_CHARACTERS, caption_now, captions_of
from overlay_parts import Speaker


def pages(text: str) -> tuple[str, ...]:
    return captions_of(Sentence(0, text, text)).pages


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("Hello **you**, see [this](https://a.example).", "Hello you, see this."),
        ("<b onclick=x>bold</b> & <img src=x>", "<b onclick=x>bold</b> & <img src=x>"),
        ("a\u202eb", "ab"),
        ("one\n\ntwo", "one two"),
    ],
)
def test_markdown_becomes_words_and_html_stays_text(source, shown):
    assert pages(source) == (shown,)


def test_nothing_to_say_is_no_page():
    captions = captions_of(Sentence(0, "", "", sound="chime"))
    assert captions.pages == ()
    assert captions.at(0) == ""


@given(st.text(alphabet="ab c\u0645\u754c", max_size=900))
def test_every_page_is_short_and_no_word_is_lost(text):
    found = pages(text)
    assert all(0 < len(page) <= PAGE_CHARACTERS for page in found)
    assert "".join(found).replace(" ", "") == "".join(text.split())


def test_pages_are_filled_evenly():
    found = pages("word " * 24)
    assert len(found) == 2
    assert min(map(len, found)) > 0.8 * max(map(len, found))


def test_the_page_follows_what_is_heard():
    speaker = Speaker()
    text = " ".join(f"word{number}" for number in range(60))
    speaker.say(text, 0.0)
    assert speaker.heard is not None
    captions = captions_of(speaker.heard.clip.sentence)
    assert len(captions.pages) > 2
    assert caption_now(captions, speaker.heard) == captions.pages[0]
    speaker.say(text, float(speaker.heard.clip.duration) / 2)
    assert caption_now(captions, speaker.heard) in captions.pages[1:-1]
    speaker.say(text, float(Seconds(9999.0)))
    assert caption_now(captions, speaker.heard) == captions.pages[-1]
