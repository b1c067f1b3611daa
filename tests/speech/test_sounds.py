from __future__ import annotations

import numpy as np
import pytest

from lumen.core.speech import Sentence
from lumen.speech.sounds import RATE_HZ, TIMER, sound_clip


def ring(name: str = TIMER):
    return sound_clip(Sentence(0, "", "", sound=name))


def test_it_rings_softly_without_a_click_at_either_end():
    clip = ring()
    peak = np.abs(clip.samples).max()
    assert 0.15 < peak < 0.3
    assert abs(clip.samples[0]) < 0.001
    assert abs(clip.samples[-1]) < 0.001
    assert clip.samples.dtype == np.float32
    assert 1.0 < clip.duration < 3.0


def test_its_lowest_note_is_the_one_that_was_written():
    clip = ring()
    spectrum = np.abs(np.fft.rfft(clip.samples[: RATE_HZ // 8]))
    loudest = np.fft.rfftfreq(RATE_HZ // 8, 1 / RATE_HZ)[spectrum.argmax()]
    assert loudest == pytest.approx(880, abs=8)


def test_the_mouth_rests_for_all_of_it():
    clip = ring()
    assert [span.viseme for span in clip.visemes] == ["sil"]
    assert clip.visemes[0].end == clip.duration
    assert clip.heard_text(clip.duration) == ""


def test_there_is_no_other_sound():
    with pytest.raises(KeyError):
        ring("gong")
