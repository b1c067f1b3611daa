"""What the companion remembers survives, and what others write into it does no harm."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumen.ui.overlay_memory import (
    OverlayMemory,
    parse_memory,
    read_memory,
    write_memory,
)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner)
    ),
    max_leaves=12,
)


def test_what_is_written_is_read_again(tmp_path):
    memory = OverlayMemory(told_wayland=True)
    memory.remember("A 1x1+0+0", 3, 4)
    memory.remember("B 1x1+0+0", -5, 6)
    memory.remember("A 1x1+0+0", 7, 8)
    path = tmp_path / "state" / "overlay.json"
    write_memory(path, memory.as_text())
    again = read_memory(path)
    assert again == memory
    assert list(again.places) == ["B 1x1+0+0", "A 1x1+0+0"]
    assert path.parent.stat().st_mode & 0o077 == 0
    assert [file.name for file in path.parent.iterdir()] == ["overlay.json"]


def test_the_longest_unused_screen_is_forgotten():
    memory = OverlayMemory()
    for number in range(40):
        memory.remember(f"screen {number}", number, 0)
    assert len(memory.places) == 32
    assert "screen 7" not in memory.places
    assert memory.last == "screen 39"


@given(st.text())
def test_any_text_is_taken_as_well_as_it_can(text):
    assert parse_memory(text).places == {} or text.strip().startswith("{")


@given(
    st.dictionaries(st.sampled_from(("last", "places", "told_wayland")), json_values)
)
def test_any_values_are_checked(values):
    memory = parse_memory(json.dumps(values))
    assert memory.last in ("", *memory.places)
    for x, y in memory.places.values():
        assert abs(x) <= 100_000
        assert abs(y) <= 100_000


@pytest.mark.parametrize(
    "text", ["", "[]", "[" * 100_000, '{"places": {"a": [true, 1]}}', '{"last": "b"}']
)
def test_what_cannot_be_used_is_left_out(text):
    assert parse_memory(text) == OverlayMemory()


def test_a_file_that_cannot_be_used_is_no_loss(tmp_path):
    assert read_memory(tmp_path / "missing.json") == OverlayMemory()
    assert read_memory(tmp_path) == OverlayMemory()
    path = tmp_path / "bad.json"
    path.write_bytes(b"\xff\xfe")
    assert read_memory(path) == OverlayMemory()
    path.write_text(" " * 30_000 + "{}")
    assert read_memory(path) == OverlayMemory()


def test_a_place_that_cannot_be_kept_is_no_loss(tmp_path):
    (tmp_path / "file").write_text("x")
    write_memory(tmp_path / "file" / "overlay.json", "{}")
    (tmp_path / "folder.json").mkdir()
    write_memory(tmp_path / "folder.json", "{}")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["file", "folder.json"]
