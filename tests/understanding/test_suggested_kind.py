from __future__ import annotations

import pytest

from lumen.understanding import parse, understand


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("recommend a film", "movie"),
        ("suggest a song", "song"),
        ("recommend some music", "music"),
        ("what should I watch", "video"),
        ("what should I listen to", "music"),
        ("recommend something", ""),
        ("recommend me something in the horror genre", ""),
        ("recommend something like the film Alien", ""),
    ],
)
def test_the_kind_of_what_is_to_be_recommended(sentence: str, kind: str) -> None:
    (found,) = understand(sentence)
    assert found.name == "get_recommendation"
    assert found.slots.get("kind", "") == kind
    assert "kind" not in parse(sentence)["entities"]  # type: ignore[operator]  # a dictionary
