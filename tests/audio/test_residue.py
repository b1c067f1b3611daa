from __future__ import annotations

import numpy as np
import pytest

from lumen.audio.residue import HOP_FRAMES, ResidueFilter
from lumen.core.audio import Pcm

RATE = 16_000


def talk(seconds: float, seed: int) -> Pcm:
    """Noise that comes and goes as syllables do."""
    frames = int(seconds * RATE)
    random = np.random.default_rng(seed)
    syllables = 0.5 + 0.5 * np.sin(2 * np.pi * 4 * np.arange(frames) / RATE)
    return (random.standard_normal(frames) * syllables * 0.1).astype(np.float32)


def echo_of(far: Pcm, gain: float = 1.0, drive: float = 0.0) -> Pcm:
    """A small room's answer, 20 ms late, from a loudspeaker that may distort."""
    random = np.random.default_rng(4)
    answer = random.standard_normal(800) * 10 ** (-3 * np.arange(800) / 800)
    answer *= gain / np.linalg.norm(answer)
    played = np.tanh(far * drive) / drive if drive else far
    wet = np.convolve(played, answer)
    echo: Pcm = np.r_[np.zeros(320), wet][: len(far)].astype(np.float32)
    return echo


def level(samples: Pcm) -> float:
    return 20 * float(np.log10(np.sqrt(np.mean(samples**2)) + 1e-9))


@pytest.mark.parametrize("gain", [0.06, 1.0, 1.3])
@pytest.mark.parametrize("drive", [0.0, 4.0])
def test_an_echo_alone_is_held_down_from_the_first_word_on(
    gain: float, drive: float
) -> None:
    far = talk(4.0, 1)
    near = echo_of(far, gain, drive)
    left = ResidueFilter().keep(near, far)
    assert level(left[:RATE]) < level(near[:RATE]) - 12
    assert level(left[RATE:]) < level(near[RATE:]) - 25


@pytest.mark.parametrize("drive", [0.0, 4.0])
def test_who_speaks_over_an_echo_as_loud_is_kept(drive: float) -> None:
    far = talk(8.0, 1)
    voice = np.zeros_like(far)
    voice[7 * RATE :] = talk(1.0, 2)
    near = echo_of(far, 1.0, drive) + voice
    left = ResidueFilter().keep(near, far)
    over = left[7 * RATE :]
    assert level(over) > level(voice[7 * RATE :]) - 8
    late = voice[7 * RATE - HOP_FRAMES : -HOP_FRAMES]  # what is kept is 10 ms late
    assert np.corrcoef(over, late)[0, 1] > 0.6


def test_what_is_far_quieter_than_the_echo_is_nobody() -> None:
    far = talk(8.0, 1)
    voice = np.zeros_like(far)
    voice[7 * RATE :] = talk(1.0, 2) * 0.1
    left = ResidueFilter().keep(echo_of(far) + voice, far)
    assert level(left[7 * RATE :]) < level(voice[7 * RATE :]) - 20


def test_a_faint_echo_hides_nobody() -> None:
    far = talk(8.0, 1)
    voice = np.zeros_like(far)
    voice[7 * RATE :] = talk(1.0, 2) * 0.1
    left = ResidueFilter().keep(echo_of(far, 0.02) + voice, far)
    assert level(left[7 * RATE :]) > level(voice[7 * RATE :]) - 3


def test_learning_lasts_for_six_seconds_of_own_voice() -> None:
    residue = ResidueFilter()
    far, silence = talk(3.0, 1), np.zeros(8 * RATE, np.float32)
    residue.keep(echo_of(far), far)
    residue.keep(silence, silence)
    assert residue.learning
    residue.keep(echo_of(far), far)
    residue.keep(echo_of(far[:1600]), far[:1600])
    assert not residue.learning
    residue.reset()
    assert residue.learning


def test_while_nothing_is_played_what_is_heard_is_kept() -> None:
    near, silence = talk(0.3, 1), np.zeros(4800, np.float32)
    assert np.array_equal(ResidueFilter().keep(near, silence), near)


def test_what_is_no_number_spoils_nothing_behind_it() -> None:
    far = talk(4.0, 1)
    near = echo_of(far)
    near[RATE : RATE + HOP_FRAMES] = np.nan
    left = ResidueFilter().keep(near, far)
    assert level(left[2 * RATE :]) < level(near[2 * RATE :]) - 25


def test_without_an_echo_there_is_nothing_to_learn() -> None:
    """A headset that does not leak: half a second of own voice tells."""
    chance = np.random.default_rng(5)
    far = (0.2 * chance.standard_normal(16_000)).astype(np.float32)
    hearing = ResidueFilter()
    hearing.keep(far[:6_400] * np.float32(0.001), far[:6_400])
    assert hearing.learning
    hearing.keep(far[6_400:] * np.float32(0.001), far[6_400:])
    assert not hearing.learning
    hearing.reset()
    hearing.keep(far * np.float32(0.06), far)  # -24 dB: it leaks
    assert hearing.learning
