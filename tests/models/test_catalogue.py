from __future__ import annotations

import re
from typing import get_args

import pytest

from lumen.core.errors import InputError
from lumen.models.catalogue import CATALOGUE, ModelKind, find_model
from lumen.storage.settings_model import HearingSettings


def test_names_are_unique_and_safe_for_a_folder() -> None:
    names = [entry.name for entry in CATALOGUE]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]+", name) for name in names)


def test_every_entry_is_complete() -> None:
    for entry in CATALOGUE:
        assert entry.title
        assert entry.note
        assert entry.licence
        assert entry.languages
        assert entry.repository.count("/") == 1
        assert entry.bytes_about > 10_000_000
        assert all("/" not in name for name in (*entry.required, *entry.optional))


def test_every_whisper_of_the_settings_can_be_downloaded() -> None:
    field = HearingSettings.model_fields["whisper_model"]
    for size in get_args(field.annotation):
        assert find_model(size).name == f"whisper-{size}"


def test_whisper_repositories_are_those_faster_whisper_knows() -> None:
    from faster_whisper.utils import _MODELS

    for entry in CATALOGUE:
        if entry.kind is ModelKind.RECOGNITION:
            assert _MODELS[entry.name.removeprefix("whisper-")] == entry.repository


def test_voices_are_named_as_piper_names_them() -> None:
    entry = find_model("en_GB-alba-medium")
    assert entry.folder == "en/en_GB/alba/medium"
    assert entry.required == ("en_GB-alba-medium.onnx", "en_GB-alba-medium.onnx.json")
    assert entry.main_file == "en_GB-alba-medium.onnx"
    assert entry.languages == ("en-GB",)


def test_a_name_like_none_has_no_suggestion() -> None:
    with pytest.raises(InputError) as caught:
        find_model("zzzzzzzz")
    assert "Did you mean" not in caught.value.advice
