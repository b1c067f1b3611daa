"""Many turns of every kind, and disasters between them, leave nothing behind."""

from __future__ import annotations

import pytest

from fake_ollama import FakeOllama
from live import running
from lumen.speech.piper import PiperSynthesizer
from lumen.speech.whisper import WhisperRecognizer
from models.random_piper import build_voice
from models.random_whisper import cached_whisper
from soak import HEARD, Soak
from speaking import can_speak

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(not can_speak(), reason="flite is not installed"),
]

_GROWTH_MB = 40.0
"""Twice what the benchmark allows over 160 turns: small caches still fill here."""


@pytest.fixture
def soak(sound_card, tmp_path):
    build_voice(tmp_path / "voice")
    whisper = WhisperRecognizer(cached_whisper("nano", says=HEARD), "nano")
    with (
        FakeOllama(ttft=0.05, tps=200) as server,
        running(
            sound_card,
            tmp_path / "home",
            recognizer=whisper,
            synthesizer=PiperSynthesizer(tmp_path / "voice"),
            ollama=server.url,
        ) as live,
    ):
        live.base.controls.set_hands_free(True)
        yield Soak(live, server)


def _take(soak: Soak, first: int, second: int) -> None:
    """Compare what there is after some turns with what there is after more."""
    for _ in range(first):
        soak.take()
    before = soak.settle()
    for _ in range(second):
        soak.take()
    after = soak.settle()
    assert soak.stuck == []
    assert after.threads == before.threads
    assert after.descriptors - before.descriptors == {}
    assert after.rss_mb - before.rss_mb < _GROWTH_MB


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_sixty_mixed_turns_leave_nothing_behind(soak):
    _take(soak, soak.kinds, 60 - soak.kinds)


@pytest.mark.timeout(300)
def test_every_kind_of_turn_once_ends_as_it_should(soak):
    soak.take()
    before = soak.settle()
    for _ in range(soak.kinds - 1):
        soak.take()
    after = soak.settle()
    assert soak.stuck == []
    assert after.threads == before.threads
    assert after.descriptors.total() <= before.descriptors.total() + 2
