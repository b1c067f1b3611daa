from __future__ import annotations

import locale

import pytest

from lumen.bootstrap import _hours_24


@pytest.mark.parametrize(
    ("name", "form", "hours_24"),
    [
        ("en_US.UTF-8", "%r", False),
        ("en_IN.UTF-8", "%I:%M:%S  %p %Z", False),
        ("de_DE.UTF-8", "%T", True),
        ("en_GB.UTF-8", "%T", True),
        ("C", "%H:%M:%S", False),
    ],
)
def test_hours_are_counted_as_the_desktop_does(
    monkeypatch: pytest.MonkeyPatch, name: str, form: str, hours_24: bool
) -> None:
    set_to: list[str | None] = []

    def setlocale(_category: int, wanted: str | None = None) -> str:
        set_to.append(wanted)
        return name if wanted == "" else "before"

    monkeypatch.setattr(locale, "setlocale", setlocale)
    monkeypatch.setattr(locale, "nl_langinfo", lambda _key: form)
    assert _hours_24() is hours_24
    assert set_to == [None, "", "before"]


def test_a_locale_that_is_not_installed_counts_to_twelve(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def setlocale(_category: int, wanted: str | None = None) -> str:
        if wanted == "":
            raise locale.Error("unsupported locale setting")
        return "C"

    monkeypatch.setattr(locale, "setlocale", setlocale)
    assert not _hours_24()
